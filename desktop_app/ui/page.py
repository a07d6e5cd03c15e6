"""What a page of the window promises to the window."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.ui.command import Command
from desktop_app.ui.desk import Desk


class Page(QWidget):
    """One place of the window. Everything here may be left as it is by a page that has no need of it."""

    status_changed = Signal()

    def __init__(self, desk: Desk):
        super().__init__()
        self.desk = desk
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def main_words(self) -> str | None:
        """What the one main button of the top bar says here; None: the page has none."""
        return None

    def main_act(self) -> None:
        """The main button was pressed, or Ctrl+N."""

    def can_print(self) -> bool:
        return False

    def print_act(self) -> None:
        """Print was pressed, or Ctrl+P."""

    def commands(self) -> list[Command]:
        """What else can be done here, for the find box."""
        return []

    def status(self) -> str:
        """What the status line says at its right: the counts of the selection."""
        return ""

    def may_leave(self) -> bool:
        """Whether the page can be left now; one with unsaved text asks the user first."""
        return True

    def refresh(self) -> None:
        """The records have changed: show them anew, keep the selection and what is typed."""

    def show_record(self, record: int) -> None:
        """Show the record with this id."""

    def settle(self) -> None:
        """Put the focus where work begins."""
        self.setFocus()

    def state(self) -> dict[str, Any]:
        """What must outlive a change of language or look: selection, filters, and every typed text."""
        return {}

    def restore(self, state: dict[str, Any]) -> None:
        """Take up what `state` gave, on a page just built."""
