"""The receipt of an import: every row of the file, what became of it, and its undo, which first tells what it does."""

from array import array
from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.exchange.receipt import OUTCOMES, Receipt
from desktop_app.exchange.undoing import Group, UndoPreview
from desktop_app.language import _, ngettext
from desktop_app.ui.desk import Desk
from desktop_app.ui.labels import ElidedLabel, FlowLayout, button, empty_layout, plain
from desktop_app.ui.review_cards import Chip
from desktop_app.ui.review_people import ShownRow
from desktop_app.ui.table_model import Column, TableModel
from desktop_app.ui.table_view import TableView

TONES = {"known": "good", "answer": "good", "new": "muted", "joined": "muted", "left out": "doubt"}


class ReceiptModel(TableModel):
    """The rows of a receipt."""

    def __init__(self, receipt: Receipt, parent: QObject | None = None):
        self._receipt = receipt
        self._labels = dict(OUTCOMES)
        named = any(row.person for row in receipt.rows)
        columns = (
            Column("row", _("Row"), 52, right=True),
            Column("outcome", _("Became"), 92, kept=True, tone=lambda row: row.values["tone"]),
            *((Column("person", _("Person"), 240, kept=True),) if named else ()),
            Column("reason", _("Why"), 320, kept=True),
            Column("cells", _("In the sheet"), 200),
        )
        super().__init__(columns, self._rows, parent)
        self.shown: tuple[int, ...] = ()
        self.show_outcome("")

    def show_outcome(self, outcome: str) -> None:
        """Show the rows that became this; "" for all."""
        rows = self._receipt.rows
        self.show_ids(array("q", (at for at, row in enumerate(rows) if not outcome or row.outcome == outcome)))

    def person_at(self, place: int) -> int | None:
        return self._receipt.rows[place].person_id

    def _rows(self, places: Sequence[int]) -> list[ShownRow]:
        return [self._row(place) for place in places]

    def _row(self, place: int) -> ShownRow:
        row = self._receipt.rows[place]
        outcome = _("joined") if row.outcome == "joined" else _(self._labels.get(row.outcome, row.outcome))
        texts = {
            "row": str(row.row),
            "outcome": outcome,
            "person": row.person,
            "reason": row.reason,
            "cells": " · ".join(cell for cell in row.cells if cell),
        }
        return ShownRow(place, {"tone": TONES.get(row.outcome, "muted")}, texts)


class ReceiptPanel(QWidget):
    """`undo_asked` wants the preview; `undo_wanted` the undoing itself."""

    event_wanted = Signal(int)
    person_wanted = Signal(int)
    undo_asked = Signal()
    undo_wanted = Signal(int)
    undo_declined = Signal()

    def __init__(self, desk: Desk):
        super().__init__()
        self.desk = desk
        self.receipt: Receipt | None = None
        self.setProperty("ground", "surface")
        px = desk.appearance.px
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(20), px(14), px(20), px(12))
        self._column.setSpacing(px(6))

    def clear(self) -> None:
        self.receipt = None
        empty_layout(self._column)

    def show_receipt(self, receipt: Receipt) -> None:
        """Show an import as it went."""
        self.clear()
        self.receipt = receipt
        appearance, px = self.desk.appearance, self.desk.appearance.px
        who = _("{when} by {who}").format(when=receipt.imported_at, who=receipt.imported_by)
        self._column.addWidget(
            ElidedLabel(who if receipt.imported_by else receipt.imported_at, appearance, tone="muted")
        )
        name = ElidedLabel(receipt.file_name, appearance, size=19, bold=True)
        name.setToolTip(receipt.file_name)
        self._column.addWidget(name)
        if receipt.event:
            self._column.addWidget(ElidedLabel(receipt.event, appearance, tone="muted"))
        self._column.addSpacing(px(2))
        self._model = ReceiptModel(receipt, self)
        self._rows = QWidget()
        rows = QVBoxLayout(self._rows)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(px(6))
        rows.addWidget(self._chips(receipt))
        self.table = TableView(appearance)
        self.table.setAccessibleName(_("Rows of the file"))
        self.table.show_model(self._model, QByteArray())
        self.table.header.setSectionsClickable(False)
        self.table.entered_record.connect(self._open_person)
        rows.addWidget(self.table, 1)
        for note in receipt.notes[:3]:
            rows.addWidget(plain(note, appearance, size=12, tone="muted", wrap=True))
        self._column.addWidget(self._rows, 1)
        self._foot = QVBoxLayout()
        self._column.addLayout(self._foot)
        self._column.setStretchFactor(self._foot, 0)
        self._show_ways()

    def _chips(self, receipt: Receipt) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(self.desk.appearance.px(8))
        holder.setLayout(flow)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        words = {"": _("All {count}").format(count=len(receipt.rows))}
        labels = {
            "known": _("Known {count}"),
            "new": _("New {count}"),
            "joined": _("Joined {count}"),
            "answer": _("Forms {count}"),
            "left out": _("Left out {count}"),
        }
        words |= {code: labels[code].format(count=count) for code, count in receipt.counts.items()}
        self.chips = {}
        for code, text in words.items():
            chip = Chip(self.desk.appearance)
            chip.say(text)
            chip.setChecked(code == "")
            chip.clicked.connect(lambda _checked=False, outcome=code: self._filter(outcome))
            self.chips[code] = chip
            flow.addWidget(chip)
        return holder

    def _filter(self, outcome: str) -> None:
        self._model.show_outcome(outcome)
        for code, chip in self.chips.items():
            chip.setChecked(code == outcome)

    def _open_person(self, place: int) -> None:
        person = self._model.person_at(place)
        if person is not None:
            self.person_wanted.emit(person)

    def _show_ways(self) -> None:
        empty_layout(self._foot)
        receipt = self.receipt
        assert receipt is not None
        self._rows.show()
        row = QHBoxLayout()
        row.setContentsMargins(0, self.desk.appearance.px(6), 0, 0)
        row.setSpacing(self.desk.appearance.px(8))
        if receipt.event_id is not None:
            event_id = receipt.event_id
            opened = button(_("Open the event"))
            opened.setAutoDefault(True)
            opened.clicked.connect(lambda: self.event_wanted.emit(event_id))
            row.addWidget(opened)
        self.undo = button(_("Undo this import…"))
        self.undo.setEnabled(receipt.step_id is not None and not self.desk.file.store.read_only)
        self.undo.setAutoDefault(True)
        self.undo.clicked.connect(self.undo_asked)
        row.addWidget(self.undo)
        row.addStretch(1)
        self._foot.addLayout(row)

    def show_preview(self, preview: UndoPreview) -> None:
        """Tell what undoing would remove, put back and keep, with the two ways on."""
        empty_layout(self._foot)
        self._rows.hide()
        appearance, px = self.desk.appearance, self.desk.appearance.px
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        inside = QWidget()
        inside.setProperty("ground", "surface")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, px(6), px(8), px(6))
        column.setSpacing(px(4))
        column.addWidget(plain(_("What undoing this import does"), appearance, bold=True))
        self._told(column, _("Will be removed"), preview.removed)
        self._told(column, _("Goes back to what it was"), preview.put_back)
        if not (preview.removed or preview.put_back or preview.kept):
            nothing = _("Only this receipt goes: the import found everything in the records as it was in the file.")
            column.addWidget(plain(nothing, appearance, wrap=True))
        if preview.kept:
            column.addWidget(plain(_("Stays as it is"), appearance, tone="muted"))
            for one in preview.kept[:8]:
                words = _("{what}: {name} ({why})").format(what=one.label, name=one.name or "…", why=one.why)
                column.addWidget(plain(words, appearance, wrap=True))
            if preview.kept_count > 8:
                column.addWidget(plain(_("and {count} more").format(count=preview.kept_count - 8), appearance))
        column.addStretch(1)
        scroll.setWidget(inside)
        self._foot.addWidget(scroll, 1)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.setContentsMargins(0, px(6), 0, 0)
        act = button(_("Undo the import"), kind="main")
        act.clicked.connect(self._undo)
        stay = button(_("Keep the import"))
        act.setAutoDefault(True)
        stay.setAutoDefault(True)
        stay.clicked.connect(self._decline)
        row.addWidget(act)
        row.addWidget(stay)
        row.addStretch(1)
        self._foot.addLayout(row)
        act.setFocus(Qt.FocusReason.OtherFocusReason)
        self.confirm = act

    def _told(self, column: QVBoxLayout, title: str, groups: tuple[Group, ...]) -> None:
        if not groups:
            return
        column.addSpacing(self.desk.appearance.px(4))
        column.addWidget(plain(title, self.desk.appearance, tone="muted"))
        for one in groups:
            column.addWidget(plain(group_words(one), self.desk.appearance, wrap=True))

    def _undo(self) -> None:
        if self.receipt is not None and self.receipt.step_id is not None:
            self.undo_wanted.emit(self.receipt.step_id)

    def _decline(self) -> None:
        self._show_ways()
        self.undo.setFocus(Qt.FocusReason.OtherFocusReason)
        self.undo_declined.emit()


def group_words(group: Group) -> str:
    """ "People, 7: Aminah binti Contoh, … and 3 more"."""
    head = _("{what}, {count}").format(what=group.label, count=f"{group.count:,}")
    if not group.names:
        return head
    names = ", ".join(group.names)
    if group.more:
        names += " " + ngettext("and {count} more", "and {count} more", group.more).format(count=f"{group.more:,}")
    return _("{head}: {names}").format(head=head, names=names)
