"""Works the window as a person does: waits for what it is doing, presses keys, reads what stands on the screen."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.record_panel import RecordPanel
from desktop_app.ui.table_page import TablePage
from tests.ui.prompter import ScriptedPrompter


class Driver:
    """One window and the hands that work it."""

    def __init__(self, window: MainWindow, qtbot: QtBot, prompter: ScriptedPrompter):
        self.window = window
        self.qtbot = qtbot
        self.prompter = prompter

    def wait(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=10_000)

    def settle(self) -> None:
        """Wait until nothing is under way any more."""
        self.wait(lambda: not self.window.tasks.busy)
        QApplication.processEvents()
        self.wait(lambda: not self.window.tasks.busy)

    def open(self, path: Path) -> None:
        self.window.file_commands.open(path)
        self.wait(lambda: self.window.file.path == path)
        self.settle()

    def press(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier, on: QWidget | None = None) -> None:
        pressed = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            pressed |= modifier
        self.qtbot.keyClick(on or self.focus(), key, pressed)
        QApplication.processEvents()

    def control(self, key: Qt.Key, *, on: QWidget | None = None) -> None:
        self.press(key, Qt.KeyboardModifier.ControlModifier, on=on)

    def type(self, words: str) -> None:
        """Type words where the focus is."""
        for letter in words:
            self.qtbot.keyClicks(self.focus(), letter)

    def focus(self) -> QWidget:
        focused = QApplication.focusWidget()
        return focused if focused is not None else self.window

    @property
    def page(self) -> TablePage:
        page = self.window.page
        assert isinstance(page, TablePage)
        return page

    @property
    def panel(self) -> RecordPanel:
        return self.page.panel

    def titles(self, column: int = 0) -> list[str]:
        """What stands in a column of the table, from the top."""
        model = self.page.model
        return [str(model.index(line, column).data()) for line in range(model.rowCount())]

    def choose(self, line: int) -> None:
        """Put the cursor of the table on a line."""
        self.page.view.setFocus()
        self.page.view.setCurrentIndex(self.page.model.index(line, 0))
        self.settle()
