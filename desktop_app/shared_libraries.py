"""The system's shared libraries that Qt needs to draw and to put a window on a screen; only a bare Linux lacks them."""

import os
import sys

# What Qt's wheels expect of the system: shared library -> Debian package.
_DRAWING = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libX11.so.6": "libx11-6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
}
_SCREEN = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


def load() -> None:
    """Return once the libraries for drawing, and those for a window on an X screen if one is to be shown, are loaded.

    Installs what is lacking where the machine is a Debian and this process may do so. Exits with one sentence naming
    it otherwise, and where there is no display to open a window on.
    """
    if not sys.platform.startswith("linux"):
        return
    wanted = dict(_DRAWING)
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    if not platform and not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        sys.exit("There is no display to open a window on; the commands of python3 -m desktop_app --help need none.")
    if platform.startswith("xcb") or (not platform and not os.environ.get("WAYLAND_DISPLAY")):
        wanted.update(_SCREEN)
    lacking = _unloadable(wanted)
    if not lacking:
        return
    _install([wanted[library] for library in lacking])
    still = _unloadable(wanted)
    if still:
        sys.exit(f"Rekod cannot open its window, because this computer lacks {', '.join(still)}.")


def _unloadable(libraries: dict[str, str]) -> list[str]:
    import ctypes

    lacking = []
    for library in libraries:
        try:
            ctypes.CDLL(library)
        except OSError:
            lacking.append(library)
    return lacking


def _install(packages: list[str]) -> None:
    """Install Debian packages, or exit with the line that would. Needs root, or sudo without a password."""
    import shutil
    import subprocess

    line = f"apt-get install --no-install-recommends {' '.join(packages)}"
    if not shutil.which("apt-get"):
        return
    command = ["apt-get", "--quiet=2", "--yes", "--no-install-recommends", "--option=Dpkg::Use-Pty=0"]
    if os.geteuid() != 0:
        command = ["sudo", "--non-interactive", "DEBIAN_FRONTEND=noninteractive", *command]
        allowed = shutil.which("sudo") and not subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode
        if not allowed:
            sys.exit(f"Rekod's window needs some shared libraries that only an administrator can install: sudo {line}")
    sentence = "Rekod is installing the shared libraries its window needs; this happens once."
    print(sentence, file=sys.stderr, flush=True)
    settings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*command, "update"], capture_output=True, env=settings)
    done = subprocess.run([*command, "install", *packages], capture_output=True, env=settings)
    if done.returncode:
        print(done.stderr.decode(errors="replace").rstrip(), file=sys.stderr)
        sys.exit(f"The shared libraries could not be installed, for the reason above; try: {line}")
