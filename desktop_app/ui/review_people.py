"""The people of a file as a table: their name in the sheet, their marks day by day, and what is answered about each."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QStyleOptionViewItem, QWidget

from desktop_app.exchange.plan import Answer, PersonPlan, Plan
from desktop_app.language import N_, _
from desktop_app.records.dates import shown_range
from desktop_app.records.lists import MARKS, label
from desktop_app.ui.appearance import Appearance
from desktop_app.ui.table_model import AnyIndex, Column, TableModel
from desktop_app.ui.table_view import RowDelegate, TableView

MOST_DAYS: Final = 4
"""More days than this share one column, so that the names keep their room."""
SIGNS: Final = {"present": "✓", "late": "L", "left early": "½", "absent": "–", "excused": "E"}
NO_SIGN: Final = "·"
EDITED: Final = ("name", "organisation")
"""The columns whose cells are corrected in their place."""
_ANSWERS: Final = {
    Answer.KNOWN: (N_("known"), "good"),
    Answer.NEW: (N_("new"), "muted"),
    Answer.LEAVE: (N_("left out"), "muted"),
    None: (N_("decide"), "doubt"),
}


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One line of a table of the review."""

    id: int
    values: Mapping[str, Any]
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Day:
    """The sessions of one day, by their places in the plan, under one heading."""

    label: str
    places: tuple[int, ...]


def days_of(plan: Plan) -> tuple[Day, ...]:
    """The columns of the marks: one a day, or one for all where there are many; none where there are no sessions."""
    by_day: dict[Any, list[int]] = {}
    for place, one in enumerate(plan.sessions):
        if one.taken:
            by_day.setdefault(one.date or one.label, []).append(place)
    if len(by_day) > MOST_DAYS:
        return (Day(_("Marks"), tuple(place for places in by_day.values() for place in places)),)
    named = {day: day if isinstance(day, str) else shown_range(day, day, year=False) for day in by_day}
    return tuple(Day(named[day], tuple(places)) for day, places in by_day.items())


def signs(person: PersonPlan, places: Sequence[int]) -> str:
    """The marks of these sessions, a sign each."""
    if not any(place in person.marks for place in places):
        return ""
    return " ".join(SIGNS.get(person.marks.get(place, ""), NO_SIGN) for place in places)


def marks_in_words(plan: Plan, person: PersonPlan, places: Sequence[int]) -> str:
    """The marks of these sessions in words, a line each."""
    lines = []
    for place in places:
        mark = person.marks.get(place)
        words = label(MARKS, mark) if mark else _("no mark")
        lines.append(_("{session}: {mark}").format(session=plan.sessions[place].label, mark=words))
    return "\n".join(lines)


def marks_by_day(plan: Plan, person: PersonPlan) -> str:
    """The person's marks in words, a line a day: "12 May: Pagi present, Petang absent"."""
    by_day: dict[str, list[str]] = {}
    for place, one in enumerate(plan.sessions):
        if one.taken and (mark := person.marks.get(place)):
            day = shown_range(one.date, one.date, year=False) if one.date else ""
            part = one.label.removeprefix(one.date.isoformat()).strip() if one.date else one.label
            by_day.setdefault(day, []).append(f"{part} {label(MARKS, mark).lower()}".strip())
    return "\n".join(f"{day}: {', '.join(told)}" if day else ", ".join(told) for day, told in by_day.items())


def name_in_sheet(person: PersonPlan) -> str:
    """Titles and name as the sheet has them, or as they were corrected."""
    return f"{person.values.get('titles', '')} {person.values.get('name', '')}".strip() or _("(no name)")


def answer_of(person: PersonPlan) -> tuple[str, str]:
    """What is answered, in a word, and the tone it is shown in."""
    words, tone = _ANSWERS[person.answer]
    return _(words), tone


def people_that(plan: Plan, kind: str) -> "array[int]":
    """The people shown under a filter, by their places in the plan."""
    wanted: Mapping[str, Callable[[PersonPlan], bool]] = {
        "known": lambda one: one.answer is Answer.KNOWN,
        "new": lambda one: one.answer is Answer.NEW,
        "leave": lambda one: one.answer is Answer.LEAVE,
        "to decide": lambda one: one.answer is None,
        "notes": lambda one: bool(one.notes),
    }
    test = wanted.get(kind)
    if test is None:
        return array("q", range(len(plan.people)))
    return array("q", (place for place, one in enumerate(plan.people) if test(one)))


class PeopleModel(TableModel):
    """The people of a plan; `corrected` comes when a cell was typed in."""

    corrected = Signal(int, str, str)

    def __init__(self, plan: Plan, parent: QObject | None = None):
        self.plan = plan
        self.days = days_of(plan)
        super().__init__(self._make_columns(), self._rows, parent)

    def _make_columns(self) -> tuple[Column, ...]:
        many = len(self.days) == 1 and len(self.days[0].places) > 4
        return (
            Column("row", _("Row"), 52, right=True, kept=True),
            Column("name", _("Name in the sheet"), 236, kept=True),
            Column("organisation", _("Organisation"), 150),
            *(Column(f"day {at}", day.label, 120 if many else 62, kept=True) for at, day in enumerate(self.days)),
            Column("answer", _("Answer"), 84, kept=True, tone=lambda row: row.values["tone"]),
        )

    def show_columns_of(self, plan: Plan) -> None:
        """The sessions have changed: show the days they fall on now."""
        self.beginResetModel()
        self.days = days_of(plan)
        self.columns = self._make_columns()
        self.endResetModel()
        self.forget_rows()

    def _rows(self, places: Sequence[int]) -> list[ShownRow]:
        return [self._row(place) for place in places]

    def _row(self, place: int) -> ShownRow:
        person = self.plan.people[place]
        words, tone = answer_of(person)
        texts = {
            "row": str(self.plan.numbers(person)[0]),
            "name": name_in_sheet(person),
            "organisation": person.values.get("organisation", ""),
            "answer": words,
        }
        texts |= {f"day {at}": signs(person, day.places) for at, day in enumerate(self.days)}
        return ShownRow(place, {"tone": tone}, texts)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and self.columns[index.column()].name in EDITED:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.EditRole:
            return super().data(index, Qt.ItemDataRole.DisplayRole)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole) and index.isValid():
            return self._told(index)
        return super().data(index, role)

    def _told(self, index: AnyIndex) -> str:
        person = self.plan.people[self.id_at(index.row()) or 0]
        name = self.columns[index.column()].name
        if name.startswith("day "):
            return marks_in_words(self.plan, person, self.days[int(name[4:])].places)
        if name == "row":
            return ", ".join(map(str, self.plan.numbers(person)))
        return super().data(index, Qt.ItemDataRole.DisplayRole) or ""

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        place = self.id_at(index.row())
        if role != Qt.ItemDataRole.EditRole or place is None or value == self.data(index, role):
            return False
        self.corrected.emit(place, self.columns[index.column()].name, str(value))
        return True


class CorrectingDelegate(RowDelegate):
    """Draws a cell like any table, and corrects it in its place."""

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        line = QLineEdit(parent)
        line.setProperty("place", "cell")
        line.setAutoFillBackground(True)
        return line

    def setEditorData(self, widget: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        assert isinstance(widget, QLineEdit)
        widget.setText(index.data(Qt.ItemDataRole.EditRole))
        widget.selectAll()

    def setModelData(
        self, widget: QWidget, model: QAbstractItemModel, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        assert isinstance(widget, QLineEdit)
        model.setData(index, widget.text())

    def updateEditorGeometry(
        self, widget: QWidget, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> None:
        widget.setGeometry(option.rect.adjusted(1, 1, -1, -2))


class ReviewTable(TableView):
    """A table worked by single keys; each gives the name of what is to be done. `keys` maps letters to such names."""

    act_wanted = Signal(str)

    def __init__(self, keys: Mapping[str, str], appearance: Appearance, parent: QWidget | None = None):
        super().__init__(appearance, parent)
        self._acts = {getattr(Qt.Key, f"Key_{letter.upper()}"): act for letter, act in keys.items()}
        self._acts |= {
            Qt.Key.Key_Return: "accept",
            Qt.Key.Key_Enter: "accept",
            Qt.Key.Key_Backspace: "back",
            Qt.Key.Key_Left: "back",
            Qt.Key.Key_F2: "edit",
            **{getattr(Qt.Key, f"Key_{number}"): str(number) for number in range(1, 6)},
        }
        self.setItemDelegate(CorrectingDelegate(appearance, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.header.setSectionsClickable(False)

    def sizeHint(self) -> QSize:
        """As high as its rows, where they are few."""
        height = min(60, len(self.records().ids) + 1) * self._appearance.row_height + 4
        return QSize(super().sizeHint().width(), height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keypad = Qt.KeyboardModifier.KeypadModifier
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | keypad)
        if self.state() == QAbstractItemView.State.EditingState:
            event.accept()  # what the cell's editor has no use for (its Enter is on the way) decides nothing
        elif plain and event.key() in self._acts:
            self.act_wanted.emit(self._acts[event.key()])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)
