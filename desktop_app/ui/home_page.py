"""Home: what waits. Every doubt the program has about the records, the place to mend it, and its answers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from db.errors import RecordsError, StoreError
from desktop_app.language import _, ngettext
from desktop_app.records.finding import DECISIONS, Finding
from desktop_app.records.findings import FINDINGS, decide, findings, kind
from desktop_app.records.lists import label
from desktop_app.ui.desk import Desk
from desktop_app.ui.labels import FlowLayout, button, empty_layout, plain
from desktop_app.ui.page import Page
from desktop_app.ui.table_model import Column, TableModel
from desktop_app.ui.table_view import TableView
from desktop_app.ui.tasks import Progress

PLACES = {"event": "events", "person": "people", "organisation": "organisations"}


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One doubt as a line of the table."""

    id: int
    values: dict[str, Any]
    texts: dict[str, str]


class HomePage(Page):
    """The list of doubts; the chosen one can be mended or answered under it."""

    def __init__(self, desk: Desk):
        super().__init__(desk)
        self._findings: list[Finding] = []
        self._shown: list[Finding] = []
        self._kind = ""
        columns = (
            Column("kind", _("Doubt"), 170, kept=True),
            Column("subject", _("Concerns"), 240),
            Column("message", _("What is in doubt"), 420),
        )
        self.model = TableModel(columns, self._rows, self)
        self._build()
        self.refresh()

    def _build(self) -> None:
        appearance, px = self.desk.appearance, self.desk.appearance.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(px(20), px(14), px(20), px(8))
        head.setSpacing(px(8))
        self.headline = plain("", appearance, size=19, bold=True, wrap=True)
        head.addWidget(self.headline)
        chips = QWidget()
        self._chips = FlowLayout(px(6))
        chips.setLayout(self._chips)
        head.addWidget(chips)
        column.addLayout(head)
        self.view = TableView(appearance)
        self.view.setAccessibleName(_("Waiting for an answer"))
        self.view.header.may_hide = False
        self.view.header.setSectionsClickable(False)
        self.view.show_model(self.model, QByteArray())
        self.view.selection_told.connect(self._show_chosen)
        self.view.entered_record.connect(self._mend)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        nothing = plain(
            _("No record contradicts another, and none lacks what it should have."), appearance, tone="muted"
        )
        nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(nothing)
        column.addWidget(self._stack, 1)
        column.addWidget(self._make_foot())

    def _make_foot(self) -> QFrame:
        px = self.desk.appearance.px
        foot = QFrame()
        foot.setProperty("line", "above")
        row = QHBoxLayout(foot)
        row.setContentsMargins(px(20), 8, px(20), 8)
        row.setSpacing(8)
        self._message = plain("", self.desk.appearance, wrap=True)
        row.addWidget(self._message, 1)
        self._answers = QHBoxLayout()
        self._answers.setSpacing(8)
        row.addLayout(self._answers)
        self._mend_button = button(_("Correct it"), kind="main", keys="Enter")
        self._mend_button.clicked.connect(lambda: self._mend(self.view.current_record() or 0))
        row.addWidget(self._mend_button)
        self._foot = foot
        return foot

    # looking

    def refresh(self) -> None:
        store = self.desk.file.store

        def look(_progress: Progress) -> list[Finding]:
            with store.read() as session:
                return findings(session)

        self.desk.tasks.start(look, self._take, key=("home", self), failed=self.desk.say_error)

    def _take(self, found: list[Finding]) -> None:
        self._findings = found
        if self._kind not in {one.kind for one in found}:
            self._kind = ""
        self._show_kinds()
        self._show(self.view.currentIndex().row())

    def _show_kinds(self) -> None:
        empty_layout(self._chips)
        counts = Counter(one.kind for one in self._findings)
        self._add_chip("", _("All"), len(self._findings))
        for one in FINDINGS:
            if counts[one.code]:
                self._add_chip(one.code, _(one.label), counts[one.code])

    def _add_chip(self, code: str, words: str, count: int) -> None:
        chip: QPushButton = button(f"{words} {count:,}", kind="chip")
        chip.setCheckable(True)
        chip.setChecked(code == self._kind)
        chip.clicked.connect(lambda _checked=False, chosen=code: self.choose_kind(chosen))
        self._chips.addWidget(chip)

    def choose_kind(self, code: str) -> None:
        """Show only the doubts of one kind; "" shows all."""
        self._kind = code
        self._show_kinds()
        self._show(0)

    def _show(self, line: int) -> None:
        self._shown = [one for one in self._findings if self._kind in ("", one.kind)]
        count = len(self._findings)
        self.headline.setText(
            ngettext(
                "{count} thing is waiting for an answer", "{count} things are waiting for an answer", count
            ).format(count=count)
            if count
            else _("Nothing is waiting")
        )
        self.model.show_ids(range(len(self._shown)))
        self._stack.setCurrentIndex(0 if self._shown else 1)
        if self._shown:
            self.view.choose(min(max(0, line), len(self._shown) - 1))
        self._show_chosen()
        self.status_changed.emit()

    def _rows(self, ids: Sequence[int]) -> list[FindingRow]:
        rows = []
        for number in ids:
            one = self._shown[number]
            texts = {"kind": _(kind(one.kind).label), "subject": one.subject, "message": one.message}
            rows.append(FindingRow(number, dict(texts), texts))
        return rows

    # answering

    @property
    def chosen(self) -> Finding | None:
        """The doubt that is chosen in the list."""
        line = self.view.current_record()
        return self._shown[line] if line is not None and line < len(self._shown) else None

    def _show_chosen(self) -> None:
        empty_layout(self._answers)
        one = self.chosen
        self._foot.setVisible(one is not None)
        if one is None:
            return
        self._message.setText(f"{one.subject}: {one.message}")
        for decision in kind(one.kind).decisions:
            made = button(label(DECISIONS, decision))
            made.clicked.connect(lambda _checked=False, chosen=decision: self.answer(chosen))
            made.setEnabled(not self.desk.file.store.read_only)
            self._answers.addWidget(made)

    def answer(self, decision: str) -> None:
        """Settle the chosen doubt, as a step that can be undone."""
        one = self.chosen
        if one is None:
            return
        try:
            with self.desk.file.write(_("Answer to a doubt: {event}").format(event=one.subject)) as session:
                decide(session, one, decision)
        except (RecordsError, StoreError) as error:
            self.desk.say_error(error)

    def _mend(self, _line: int) -> None:
        one = self.chosen
        if one is None:
            return
        if one.table in PLACES:
            self.desk.go(PLACES[one.table], one.row_id)
        elif one.event_id is not None:
            self.desk.go("events", one.event_id)

    # what the window asks for

    def status(self) -> str:
        shown, all_of_them = len(self._shown), len(self._findings)
        if shown == all_of_them:
            return ngettext("{count} doubt", "{count} doubts", all_of_them).format(count=all_of_them)
        return _("{shown} of {total} doubts").format(shown=shown, total=all_of_them)

    def settle(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def state(self) -> dict[str, Any]:
        return {"kind": self._kind, "line": self.view.currentIndex().row()}

    def restore(self, state: dict[str, Any]) -> None:
        self._kind = state["kind"]
