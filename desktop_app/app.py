"""The window's composition root: builds the application and its one window from their parts."""

import gc
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop_app.ui import qt_texts
from desktop_app.ui.faults import FaultLog
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.qt_texts import QtTexts
from desktop_app.ui.settings import Settings, log_folder, settings_folder

SETTLED: Final = 3000
"""Milliseconds after which the window stands: what was made by then stays until the end."""


def make_application(arguments: Sequence[str] = ()) -> QApplication:
    """The one application object, in the Fusion style that our palettes are made for."""
    QApplication.setApplicationName("Rekod")
    QApplication.setApplicationDisplayName("Rekod")
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication(["rekod", *arguments])
    application.setStyle("Fusion")
    if application.findChild(QtTexts) is None:
        qt_texts.install(application)
    return application


def main(argv: Sequence[str] = ()) -> int:
    """Open the window: `[--file] FILE` opens that records file in it. Returns the exit code when the window is left."""
    gc.disable()
    application = make_application()
    settings = Settings(settings_folder() / "rekod.ini")
    window = MainWindow(settings)
    FaultLog(log_folder() / "rekod.log", lambda sentence: window.say("wrong", sentence)).install()
    window.show()
    asked = _asked_file(argv)
    file = asked or settings.last_file
    if file is not None and (asked or file.exists()):
        QTimer.singleShot(0, lambda: window.file_commands.open(file))
    QTimer.singleShot(SETTLED, _collect_from_now_on)
    return application.exec()


def _collect_from_now_on() -> None:
    """Let the garbage collector work, but never again look through all that was loaded by then."""
    gc.freeze()
    gc.enable()


def _asked_file(argv: Sequence[str]) -> Path | None:
    names = [name.removeprefix("--file=") for name in argv if name != "--file"]
    return Path(names[0]).absolute() if names else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
