"""Makes a fresh machine ready: from a clone and nothing but Python and pip to a program that runs.

Beside pyproject.toml a folder `.venv` is made, the packages pyproject.toml names are put into it, and the same
command starts again there. Only the standard library is imported here, and all talk goes to stderr: stdout belongs to
the command.

The environment is never in doubt:

- `.venv/rekod-ready` holds what it was ready for, so that a second start reads one small file and goes on.
- `.venv/rekod-unfinished` stands while packages are being installed; where an interrupted start has left it, every
  package is laid down again over what is there.
- One start at a time works on it, under a lock on pyproject.toml that the installing child holds as well; others wait.
"""

import sys

if sys.version_info < (3, 11):  # before anything that an older Python would stumble over
    sys.exit("Rekod needs Python 3.11 or newer, and this is Python {}.{}.".format(*sys.version_info[:2]))

import contextlib
import os
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROJECT = ROOT / "pyproject.toml"
ENVIRONMENT = ROOT / ".venv"
READY = ENVIRONMENT / "rekod-ready"
UNFINISHED = ENVIRONMENT / "rekod-unfinished"


def ready(*extras: str) -> None:
    """Return once every package of pyproject.toml, and of its named extras, can be imported in this process.

    Where another interpreter has to be used, the same command line starts again in it and this call does not return:
    exit code, stdin and stdout are those of the second process. An installed Rekod, and an interpreter that has
    everything, go straight on. Exits with one sentence on stderr where the machine cannot be made ready.
    """
    started_again = os.environ.pop("REKOD_STARTED_AGAIN", None)
    if not PROJECT.is_file():
        return
    if Path(sys.prefix).resolve() == ENVIRONMENT.resolve():
        if not _is_stamped(extras):
            with _alone():
                changed = _complete(extras)
            if changed:
                _start_again(Path(sys.executable))
        return
    own_choice = sys.prefix != sys.base_prefix  # an activated environment of somebody's own
    python = _environment_python()
    if (own_choice or not python.exists()) and not _missing(extras):
        return
    if started_again:
        sys.exit(f"Rekod's environment {ENVIRONMENT} does not work; delete that folder and start again.")
    if not python.exists():
        with _alone():
            if not python.exists():
                _make_environment()
    os.environ["REKOD_STARTED_AGAIN"] = "1"
    _start_again(python)


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


# --- the environment ------------------------------------------------------------------------------------------------


def _environment_python() -> Path:
    if os.name == "nt":
        windowed = Path(sys.executable).stem.startswith("pythonw")
        return ENVIRONMENT / "Scripts" / ("pythonw.exe" if windowed else "python.exe")
    return ENVIRONMENT / "bin" / "python3"


def _stamp() -> str:
    """What the packages depend on: the Python, pyproject.toml, and the folder they lie in as it was last changed."""
    version = "{}.{}".format(*sys.version_info[:2])
    library = "Lib" if os.name == "nt" else f"lib/python{version}"
    packages = ENVIRONMENT / library / "site-packages"
    changed = packages.stat().st_mtime_ns if packages.is_dir() else 0
    return f"{version} {zlib.crc32(PROJECT.read_bytes()):08x} {changed}"


def _is_stamped(extras: tuple[str, ...]) -> bool:
    try:
        stamp, _, stamped_extras = READY.read_text("utf-8").partition("\n")
    except OSError:
        return False
    return stamp == _stamp() and set(extras) <= set(stamped_extras.split())


def _complete(extras: tuple[str, ...]) -> bool:
    """Install into this process's own `.venv` what it lacks, and stamp it; whether anything had to be installed."""
    if _is_stamped(extras):  # by the start this one has waited for
        return False
    interrupted = UNFINISHED.exists()
    lacking = interrupted or bool(_missing(extras))
    if lacking:
        with _explained("install its packages"):
            UNFINISHED.touch()
            READY.unlink(missing_ok=True)
        _say("Rekod is setting itself up; this happens once and takes a minute or two.")
        _install(_requirements(extras), over=interrupted)
        missing = _missing(extras)
        if missing:
            sys.exit(f"Rekod cannot start, because these packages could not be installed: {', '.join(missing)}.")
    with contextlib.suppress(OSError):  # a read-only environment works, it is only looked through at each start
        READY.write_text(_stamp() + "\n" + " ".join(extras) + "\n", "utf-8")
        UNFINISHED.unlink(missing_ok=True)
    return lacking


def _make_environment() -> None:
    """An environment without packages. Debian keeps the module that would put pip into it in a package of its own."""
    binaries = _environment_python().parent
    with _explained("make the folder .venv"):
        for stale in binaries.glob("python*") if binaries.is_dir() else ():
            if stale.is_symlink() and not stale.exists():  # the Python it pointed to has gone
                stale.unlink()
        try:
            import venv
        except ImportError:
            _make_environment_by_hand(binaries)
        else:
            venv.EnvBuilder(symlinks=os.name != "nt").create(ENVIRONMENT)


def _make_environment_by_hand(binaries: Path) -> None:
    """What Python itself asks of an environment: a link to the interpreter, a folder for packages, pyvenv.cfg."""
    base = Path(getattr(sys, "_base_executable", sys.executable))
    version = "{}.{}".format(*sys.version_info[:2])
    (ENVIRONMENT / "lib" / f"python{version}" / "site-packages").mkdir(parents=True, exist_ok=True)
    binaries.mkdir(exist_ok=True)
    (ENVIRONMENT / "pyvenv.cfg").write_text(
        f"home = {base.parent}\ninclude-system-site-packages = false\nversion = {version}\n", "utf-8"
    )
    for name in ("python", f"python{version}", "python3"):  # the last one is what a later start looks for
        if not (binaries / name).exists():
            (binaries / name).symlink_to(base)


def _start_again(python: Path) -> None:
    """The same command line in the interpreter `python`; does not return."""
    command = [str(python), *sys.orig_argv[1:]]
    sys.stdout.flush()
    if os.name != "nt":
        os.execv(python, command)
    import subprocess

    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(subprocess.run(command).returncode)
    sys.exit(130)


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Only one start at a time inside. The lock lies on pyproject.toml, so that no file is left, and dies with it."""
    with PROJECT.open("rb") as file:
        waiting = False
        while not _lock(file.fileno()):
            if not waiting:
                _say("Another start of Rekod is setting it up; this one waits for it.")
            waiting = True
            time.sleep(0.2)
        yield


def _lock(file: int) -> bool:
    """Whether the lock is ours now; the installing child inherits it, should this process be killed before it ends."""
    if sys.platform == "win32":
        import msvcrt

        os.lseek(file, 1 << 30, os.SEEK_SET)  # beyond the text: nobody else could read a locked byte of it
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
    else:
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # a file system that knows no locks
            pass
        os.set_inheritable(file, True)
    return True


# --- packages -------------------------------------------------------------------------------------------------------


def _requirements(extras: tuple[str, ...]) -> list[str]:
    import tomllib

    project = tomllib.loads(PROJECT.read_text("utf-8"))["project"]
    return [*project["dependencies"], *(line for extra in extras for line in project["optional-dependencies"][extra])]


def _missing(extras: tuple[str, ...]) -> list[str]:
    """The requirements that this interpreter does not meet."""
    from importlib import metadata

    missing = []
    for requirement in _requirements(extras):
        name, conditions = _parsed(requirement)
        try:
            installed = _numbers(metadata.version(name))
        except metadata.PackageNotFoundError:
            missing.append(requirement)
            continue
        if not all(installed >= bound if sign == ">=" else installed < bound for sign, bound in conditions):
            missing.append(requirement)
    return missing


def _parsed(requirement: str) -> tuple[str, list[tuple[str, tuple[int, ...]]]]:
    """A requirement as this project writes them: a name, then `>=` and `<` with plain numbers, nothing else."""
    name = requirement
    conditions = []
    for condition in requirement.split(","):
        for sign in (">=", "<"):
            before, found, bound = condition.partition(sign)
            if found:
                name = before.strip() or name
                conditions.append((sign, _numbers(bound)))
                break
    return name, conditions


def _numbers(version: str) -> tuple[int, ...]:
    """`"6.11.3"` as (6, 11, 3); what follows the plain numbers (`rc1`, `+cpu`) does not count."""
    numbers = []
    for part in version.strip().split("."):
        digits = part[: len(part) - len(part.lstrip("0123456789"))]
        if not digits:
            break
        numbers.append(int(digits))
        if digits != part:
            break
    return tuple(numbers)


def _install(requirements: list[str], over: bool) -> None:
    """Install `requirements` with pip into this process's environment; `over` lays them down whatever is there."""
    import subprocess

    command = [*_pip(), "install", "-qq", "--no-input", "--disable-pip-version-check", "--progress-bar=off"]
    if over:
        command.append("--ignore-installed")
    quiet = subprocess.DEVNULL if sys.stderr is None else sys.stderr.fileno()
    settings = {**os.environ, "PIP_USER": "0", "PIP_ROOT_USER_ACTION": "ignore"}
    with _explained("install its packages"):
        done = subprocess.run([*command, *requirements], stdout=quiet, cwd=ROOT, env=settings, close_fds=False)
    if done.returncode:
        sys.exit("Rekod's packages could not be installed, for the reason above; start it again once that is mended.")


def _pip() -> list[str]:
    """The command of a pip that installs into this process's environment: its own, or that of the Python below it."""
    import subprocess
    from importlib.util import find_spec

    if find_spec("pip"):
        return [sys.executable, "-m", "pip"]
    base = getattr(sys, "_base_executable", sys.executable)
    outer = [base, "-m", "pip", "--python", sys.executable]
    if not subprocess.run([*outer, "--version"], capture_output=True, cwd=ROOT).returncode:
        return outer
    subprocess.run([sys.executable, "-m", "ensurepip"], capture_output=True, cwd=ROOT)
    if not subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True, cwd=ROOT).returncode:
        return [sys.executable, "-m", "pip"]
    sys.exit("Rekod needs pip to set itself up; install it (on Debian: apt-get install python3-pip) and start again.")


@contextlib.contextmanager
def _explained(deed: str) -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        sys.exit("The set-up was stopped; the next start goes on with it.")
    except OSError as error:
        sys.exit(f"Rekod cannot {deed} in {ROOT}: {error.strerror or error}.")
