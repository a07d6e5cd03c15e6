"""A fresh machine: a project that needs one small package, installed from a folder, so that no network is needed."""

import ast
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from desktop_app import bootstrap, shared_libraries

PROGRAM = """
import sys
from desktop_app import bootstrap
bootstrap.ready(*sys.argv[1:2])
import small
print(small.VALUE, sys.stdin.read(), sys.argv[2:], sys.prefix)
sys.exit(7)
"""


def make_wheel(folder: Path, name: str, version: str, value: int) -> None:
    folder.mkdir(exist_ok=True)
    about = f"{name}-{version}.dist-info"
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as wheel:
        wheel.writestr(f"{name}.py", f"VALUE = {value}\n")
        wheel.writestr(f"{about}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        wheel.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{about}/RECORD", f"{name}.py,,\n{about}/METADATA,,\n{about}/WHEEL,,\n{about}/RECORD,,\n")


class Project:
    """A clone in small: the real bootstrap.py, a program, and a pyproject.toml that asks for the package `small`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "a clone"
        self.environment = self.folder / ".venv"
        package = self.folder / "desktop_app"
        package.mkdir(parents=True)
        (package / "__init__.py").touch()
        shutil.copy(bootstrap.__file__, package)
        (package / "program.py").write_text(PROGRAM)
        self.wheels = folder / "wheels"
        make_wheel(self.wheels, "small", "1.2.0", 12)
        make_wheel(self.wheels, "checker", "3.0", 0)
        self.ask_for("small>=1.1,<2")

    def ask_for(self, requirement: str) -> None:
        (self.folder / "pyproject.toml").write_text(
            f'[project]\ndependencies = ["{requirement}"]\n[project.optional-dependencies]\ntest = ["checker>=3"]\n'
        )

    def start(self, *arguments: str, python: Path | None = None) -> "subprocess.Popen[str]":
        # The Python below this one, which has none of the packages, as a fresh machine has.
        below = python or Path(getattr(sys, "_base_executable", sys.executable))
        settings = {**os.environ, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": self.wheels.as_uri(), "PYTHONPATH": ""}
        settings.pop("PIP_EXTRA_INDEX_URL", None)
        return subprocess.Popen(
            [str(below), "-m", "desktop_app.program", *arguments],
            cwd=self.folder, env=settings, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def run(self, *arguments: str, python: Path | None = None) -> tuple[int, str, str]:
        started = self.start(*arguments, python=python)
        out, err = started.communicate("in", timeout=120)
        return started.returncode, out, err

    @property
    def python(self) -> Path:
        return self.environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python3")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def test_a_fresh_clone_sets_itself_up_and_the_second_start_says_nothing(project: Project) -> None:
    code, out, err = project.run("test", "--file", "a b")
    assert (code, err.count("\n")) == (7, 1), err
    assert "this happens once" in err
    assert out == f"12 in ['--file', 'a b'] {project.environment}\n"
    assert project.run("test", "--file", "a b") == (7, out, "")


def test_an_environment_somebody_made_is_used_as_it_is(project: Project) -> None:
    base = getattr(sys, "_base_executable", sys.executable)
    subprocess.run([base, "-m", "venv", "--without-pip", str(project.environment)], check=True)
    packages = next(project.environment.rglob("site-packages"))
    for wheel in project.wheels.iterdir():
        zipfile.ZipFile(wheel).extractall(packages)
    shutil.rmtree(project.wheels)  # nothing could be installed
    code, out, err = project.run("test")
    assert (code, out.startswith("12 "), err) == (7, True, "")
    assert (project.environment / "rekod-ready").is_file()


def test_a_new_requirement_is_installed_at_the_next_start(project: Project) -> None:
    project.run("test")
    make_wheel(project.wheels, "small", "2.0.1", 20)
    project.ask_for("small>=2,<3")
    code, out, err = project.run("test")
    assert (code, out.split()[0], err.count("\n")) == (7, "20", 1), err


def test_a_package_taken_away_is_put_back(project: Project) -> None:
    project.run("test")
    packages = next(project.environment.rglob("site-packages"))
    (packages / "small.py").unlink()
    shutil.rmtree(packages / "small-1.2.0.dist-info")
    code, out, err = project.run("test")
    assert (code, out.split()[0], err.count("\n")) == (7, "12", 1), err


def test_two_first_starts_at_once_both_arrive(project: Project) -> None:
    started = [project.start("test", str(number)) for number in range(3)]
    for number, process in enumerate(started):
        out, err = process.communicate("in", timeout=120)
        assert (process.returncode, out) == (7, f"12 in ['{number}'] {project.environment}\n"), err


@pytest.mark.skipif(os.name == "nt", reason="a killed process tree is POSIX here")
def test_a_start_killed_in_the_middle_is_mended_by_the_next(project: Project) -> None:
    first = project.start("test")
    until = time.monotonic() + 60
    while not (project.environment / "rekod-unfinished").exists() and time.monotonic() < until:
        pass
    first.send_signal(signal.SIGKILL)
    first.communicate()
    # What a killed installation leaves behind: a package that says it is there, and is not.
    packages = next(project.environment.rglob("site-packages"))
    (packages / "small-1.2.0.dist-info").mkdir(exist_ok=True)
    (packages / "small-1.2.0.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: small\nVersion: 1.2.0\n")
    code, out, err = project.run("test")
    assert (code, out.split()[:1]) == (7, ["12"]), err
    assert not (project.environment / "rekod-unfinished").exists()


@pytest.mark.skipif(os.name == "nt", reason="there are no links to the interpreter")
def test_an_environment_whose_python_has_gone_is_made_again(project: Project) -> None:
    project.run("test")
    for name in ("python", "python3"):
        link = project.environment / "bin" / name
        link.unlink()
        link.symlink_to("/nowhere/python3")
    assert project.run("test")[0] == 7


@pytest.mark.skipif(os.name == "nt", reason="Python on Windows always has the module")
def test_an_environment_can_be_made_where_debian_left_the_module_out(project: Project) -> None:
    without = project.folder / "venv.py"  # stands before the standard library's
    without.write_text("raise ImportError\n")
    code, out, _err = project.run("test")
    assert (code, out) == (7, f"12 in [] {project.environment}\n")
    assert "command = " not in (project.environment / "pyvenv.cfg").read_text()


def test_a_package_that_cannot_be_had_is_one_sentence(project: Project) -> None:
    project.ask_for("nowhere>=1,<2")
    code, out, err = project.run("test")
    assert (code, out) == (1, "")
    assert err.endswith("start it again once that is mended.\n")
    assert "Traceback" not in err


def test_an_installed_program_goes_straight_on(project: Project) -> None:
    (project.folder / "pyproject.toml").unlink()
    packages = project.folder / "small.py"
    packages.write_text("VALUE = 1\n")
    code, out, err = project.run("test")
    assert (code, out.split()[0], err) == (7, "1", "")
    assert not project.environment.exists()


@pytest.mark.parametrize("module", ["__init__.py", "__main__.py", "bootstrap.py", "shared_libraries.py"])
def test_an_older_python_can_read_what_tells_it_to_go_away(module: str) -> None:
    source = Path(bootstrap.__file__).with_name(module).read_text("utf-8")
    ast.parse(source, feature_version=(3, 7))


def test_an_older_python_is_told_in_one_sentence() -> None:
    pretend = "import sys; sys.version_info = (3, 9, 2); import desktop_app.bootstrap"
    told = subprocess.run([sys.executable, "-c", pretend], capture_output=True, text=True, cwd=bootstrap.ROOT)
    assert told.stderr == "Rekod needs Python 3.11 or newer, and this is Python 3.9.\n"
    assert told.returncode == 1


def test_every_requirement_is_written_so_that_the_first_start_can_check_it() -> None:
    for requirement in bootstrap._requirements(("test",)):
        name, conditions = bootstrap._parsed(requirement)
        assert requirement == name + ",".join(sign + ".".join(map(str, bound)) for sign, bound in conditions)
        assert [sign for sign, _bound in conditions] == [">=", "<"]


@pytest.mark.parametrize(
    ("version", "numbers"),
    [("6.11.3", (6, 11, 3)), ("2.13.0+cpu", (2, 13, 0)), ("2.1rc1", (2, 1)), ("7", (7,)), (" 1.0.post1", (1, 0))],
)
def test_a_version_is_compared_by_its_numbers(version: str, numbers: tuple[int, ...]) -> None:
    assert bootstrap._numbers(version) == numbers


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems bring what Qt needs")
class TestSharedLibraries:
    def test_no_display_is_one_sentence(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
            monkeypatch.delenv(name, raising=False)
        with pytest.raises(SystemExit, match="There is no display"):
            shared_libraries.load()

    def test_a_library_that_is_lacking_is_found_out(self) -> None:
        assert shared_libraries._unloadable({"libc.so.6": "libc6", "libnowhere.so.1": "x"}) == ["libnowhere.so.1"]

    def test_without_leave_to_install_the_line_for_an_administrator_is_given(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        (tmp_path / "apt-get").touch(mode=0o755)
        monkeypatch.setenv("PATH", str(tmp_path))
        monkeypatch.setattr(os, "geteuid", lambda: 1000)
        with pytest.raises(SystemExit, match=r"sudo apt-get install --no-install-recommends libgl1$"):
            shared_libraries._install(["libgl1"])
