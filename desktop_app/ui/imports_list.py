"""Every import there was as a table, the chosen one's receipt beside it, and its undo."""

from array import array
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.errors import RecordsError
from db.models import Event, ImportRun
from desktop_app.exchange import undoing
from desktop_app.exchange.receipt import Receipt, receipt
from desktop_app.language import _, ngettext
from desktop_app.ui.desk import Desk
from desktop_app.ui.imports_receipt import ReceiptPanel
from desktop_app.ui.labels import button, plain
from desktop_app.ui.review_people import ShownRow
from desktop_app.ui.table_model import Column, TableModel
from desktop_app.ui.table_view import RowDelegate, TableView
from desktop_app.ui.tasks import Progress

if TYPE_CHECKING:
    from db.journal import Inverse


class ImportsList(QWidget):
    """`told` comes when other imports are shown; `import_wanted` where there is none yet and one is asked for."""

    import_wanted = Signal()
    told = Signal()

    def __init__(self, desk: Desk):
        super().__init__()
        self.desk = desk
        self._wanted: int | None = None
        self._build()
        self.find()

    def _build(self) -> None:
        px = self.desk.appearance.px
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.model = TableModel(_columns(), self._read, self)
        self.view = TableView(self.desk.appearance)
        self.view.setAccessibleName(_("Imports"))
        self.view.show_model(self.model, QByteArray())
        self.view.header.setSectionsClickable(False)
        files = [column.name for column in self.model.columns].index("file")
        self.view.setItemDelegateForColumn(files, FileDelegate(self.desk.appearance, self.view))
        self.view.current_changed.connect(self._open)
        self.panel = ReceiptPanel(self.desk)
        self.panel.event_wanted.connect(lambda event_id: self.desk.go("events", event_id))
        self.panel.person_wanted.connect(lambda person_id: self.desk.go("people", person_id))
        self.panel.undo_asked.connect(self.ask_undo)
        self.panel.undo_wanted.connect(self.undo)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.view)
        splitter.addWidget(self.panel)
        self.view.setMinimumWidth(px(260))
        self.panel.setMinimumWidth(px(340))
        splitter.setSizes([px(550), px(540)])
        self._list = QStackedWidget()
        self._list.addWidget(splitter)
        self._list.addWidget(self._make_empty())
        whole.addWidget(self._list)

    def _make_empty(self) -> QWidget:
        empty = QWidget()
        column = QVBoxLayout(empty)
        column.setSpacing(12)
        column.addStretch(1)
        words = _(
            "No file has been imported yet. Choose an attendance list, or drop one on this window: "
            "nothing is written before you have seen who is who."
        )
        told = plain(words, self.desk.appearance, tone="muted", wrap=True)
        told.setAlignment(Qt.AlignmentFlag.AlignCenter)
        told.setMaximumWidth(self.desk.appearance.px(460))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(told, 3)
        row.addStretch(1)
        column.addLayout(row)
        self._empty_act = button(_("Import a file"), keys="Ctrl+I")
        self._empty_act.setAutoDefault(True)
        self._empty_act.clicked.connect(self.import_wanted)
        column.addWidget(self._empty_act, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        return empty

    def find(self) -> None:
        """Find every import, the newest first."""
        store = self.desk.file.store

        def look(_progress: Progress) -> "array[int]":
            with store.read() as session:
                return array("q", session.scalars(select(ImportRun.id).order_by(ImportRun.id.desc())))

        self.desk.tasks.start(look, self._show, key=("find", self), failed=self.desk.say_error)

    def _show(self, ids: "array[int]") -> None:
        stay = self._wanted or self.view.current_record()
        self.model.show_ids(ids)
        self._wanted = None
        self._list.setCurrentIndex(0 if ids else 1)
        if not ids:
            self.panel.clear()
        elif not (stay and self.view.choose(stay)):
            self.view.choose(ids[0])
        current = self.view.current_record()
        if current is not None:
            self._open(current)
        self.told.emit()

    def _read(self, ids: Sequence[int]) -> list[ShownRow]:
        with self.desk.file.store.read() as session:
            return import_rows(session, ids)

    def _open(self, run_id: int) -> None:
        store = self.desk.file.store

        def look(_progress: Progress) -> Receipt | None:
            with store.read() as session:
                try:
                    return receipt(session, run_id)
                except RecordsError:
                    return None

        self.desk.tasks.start(look, self._show_receipt, key=("receipt", self), failed=self.desk.say_error)

    def _show_receipt(self, found: Receipt | None) -> None:
        if found is None:
            self.panel.clear()
        else:
            self.panel.show_receipt(found)

    def ask_undo(self) -> None:
        """Tell what undoing the import shown would do."""
        shown, store = self.panel.receipt, self.desk.file.store
        if shown is None or shown.step_id is None:
            return
        step_id = shown.step_id

        def look(_progress: Progress) -> undoing.UndoPreview:
            plan = store.plan_undo(step_id)
            with store.read() as session:
                return undoing.preview(session, plan)

        self.desk.tasks.start(
            look, self.panel.show_preview, title=_("Checking what undoing would change"), failed=self.desk.say_error
        )

    def undo(self, step_id: int) -> None:
        """Undo an import; what was edited or used since stays."""
        store = self.desk.file.store
        name = self.panel.receipt.file_name if self.panel.receipt else ""
        self.desk.tasks.start(
            lambda _progress: store.undo_step(step_id),
            partial(self._undone, name),
            title=_("Undoing the import of {file}").format(file=name),
            failed=self.desk.say_error,
        )

    def _undone(self, name: str, plan: "Inverse") -> None:
        self.desk.file.has_changed()
        self.focus_work()
        if plan.kept:
            words = ngettext(
                "The import of {file} was undone. {count} row was edited or used since and stays.",
                "The import of {file} was undone. {count} rows were edited or used since and stay.",
                len(plan.kept),
            )
            self.desk.say("doubt", words.format(file=name, count=len(plan.kept)))
        else:
            self.desk.say("good", _("The import of {file} was undone.").format(file=name))

    def show_import(self, run_id: int) -> None:
        """Show the import with this id as soon as it is found."""
        self._wanted = run_id
        self.find()

    def show_done(self, done: Receipt) -> None:
        """Show an import that has just been made."""
        self._wanted = done.run_id
        self.panel.show_receipt(done)
        self._list.setCurrentIndex(0)

    def focus_work(self) -> None:
        """Put the focus into the table, or on the way to begin where there is nothing in it."""
        work = self.view if self.model.ids else self._empty_act
        work.setFocus(Qt.FocusReason.OtherFocusReason)


def _columns() -> tuple[Column, ...]:
    return (
        Column("when", _("Imported"), 118, kept=True),
        Column("file", _("File"), 190),
        Column("event", _("Event"), 150),
        Column("people", _("People"), 64, right=True),
        Column("new", _("New"), 52, right=True),
        Column("who", _("By"), 70),
    )


class FileDelegate(RowDelegate):
    """A file's name keeps its two ends where there is no room for the whole."""

    def _words(self, painter: QPainter, room: QRect, words: str, tone: str, selected: bool, side: int) -> None:
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, room.width())
        super()._words(painter, room, shown, tone, selected, side)


def _count(run: ImportRun, what: str) -> str:
    """A figure of an import; a file of answers brings forms, not people."""
    return "" if run.holds == "responses" else f"{run.counts.get(what, 0):,}"


def import_rows(session: Session, ids: Sequence[int]) -> list[ShownRow]:
    """The imports with these ids as a table shows them, in this order."""
    found = session.execute(
        select(ImportRun, Event.title)
        .join(Event, Event.id == ImportRun.event_id, isouter=True)
        .where(ImportRun.id.in_(list(ids)))
    )
    rows = {
        run.id: ShownRow(
            run.id,
            {},
            {
                "when": run.imported_at.astimezone().strftime("%d/%m/%Y %H:%M"),
                "file": run.file_name,
                "event": title or "",
                "people": _count(run, "people"),
                "new": _count(run, "new"),
                "who": run.imported_by or "",
            },
        )
        for run, title in found
    }
    return [rows[one] for one in ids if one in rows]
