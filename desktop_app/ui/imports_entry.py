"""The ways into an import from anywhere in the window: Ctrl+I, the find box, the file menu, a file dropped on it."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut

from desktop_app.language import _
from desktop_app.ui.command import Command

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

    from desktop_app.ui.main_window import MainWindow

SHEETS = frozenset((".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".csv", ".tsv", ".txt"))


class ImportEntry(QObject):
    """Begins an import on the Imports page; asked for beside an event's record, it is for that event."""

    def __init__(self, window: "MainWindow"):
        super().__init__(window)
        self._window = window
        window.setAcceptDrops(True)
        window.installEventFilter(self)
        QShortcut(QKeySequence("Ctrl+I"), window).activated.connect(self.begin)

    @property
    def is_possible(self) -> bool:
        return self._window.file.is_open and not self._window.file.store.read_only

    def commands(self) -> list[Command]:
        """What the find box and the file menu offer."""
        if not self._window.file.is_open:
            return []
        words = _("Import a file for this event…") if self._event() is not None else _("Import a file…")
        return [Command(words, self.begin, "imports", self.is_possible)]

    def begin(self, path: Path | None = None) -> None:
        """Import the file at `path`, or the one the user chooses."""
        from desktop_app.ui.imports_page import ImportsPage

        if not self._window.file.is_open:
            return
        event = self._event()
        self._window.go("imports")
        page = self._window.page
        if isinstance(page, ImportsPage):
            page.begin(path, event)

    def _event(self) -> int | None:
        """The event whose record is open beside the table."""
        from desktop_app.ui.table_page import TablePage

        page = self._window.page if self._window.file.is_open and self._window.place == "events" else None
        return page.panel.record if isinstance(page, TablePage) else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DragEnter and isinstance(event, QDragEnterEvent):
            if self.is_possible and dropped_sheet(event.mimeData()) is not None:
                event.acceptProposedAction()
                return True
        elif event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent):
            path = dropped_sheet(event.mimeData())
            if self.is_possible and path is not None:
                event.acceptProposedAction()
                self.begin(path)
                return True
        return super().eventFilter(watched, event)


def dropped_sheet(dropped: "QMimeData") -> Path | None:
    """The first spreadsheet among the files dropped."""
    paths = [Path(url.toLocalFile()) for url in dropped.urls() if url.isLocalFile()]
    return next((path for path in paths if path.suffix.lower() in SHEETS), None)
