"""The rows inside a record, edited in place: one line at a time is open, the last line waits for a new row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt

from desktop_app.records.drafts import Draft, Named
from desktop_app.records.fields import Entity, shown
from desktop_app.ui.table_model import AnyIndex, Column, Row, TableModel

NEW = -1


@dataclass(slots=True)
class OpenLine:
    """The line being edited: its draft, the texts of what was typed, and what could not be understood."""

    line: int
    draft: Draft
    texts: dict[str, str] = field(default_factory=dict)
    typed: dict[str, Any] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)

    @property
    def touched(self) -> bool:
        return bool(self.texts)


class ChildModel(TableModel):
    """Rows of one parent. `open_draft(id or None)` gives the draft that a line begins with."""

    def __init__(
        self,
        entity: Entity,
        columns: Sequence[Column],
        read: Callable[[Sequence[int]], Sequence[Row]],
        open_draft: Callable[[int | None], Draft],
        link_title: Callable[[str, int], str],
        parent: QObject | None = None,
        *,
        read_only: bool = False,
    ):
        super().__init__(columns, read, parent)
        self.entity = entity
        self._open_draft = open_draft
        self._link_title = link_title
        self._read_only = read_only
        self.open_line: OpenLine | None = None

    @property
    def new_line(self) -> int:
        """The line that waits for a new row."""
        return len(self.ids)

    def open(self, line: int) -> OpenLine:
        """Open a line for editing; the one open before must have been closed."""
        if self.open_line is None or self.open_line.line != line:
            self.open_line = OpenLine(line, self._open_draft(self.id_at(line)))
        return self.open_line

    def close(self) -> None:
        """Forget what was typed in the open line."""
        if self.open_line is not None:
            line, self.open_line = self.open_line.line, None
            self._tell(line)

    def take(self, index: AnyIndex, value: Any, typed: Any, problem: str = "", text: str = "") -> None:
        """What an editor leaves behind in a cell: a value, or what was typed and why it means nothing."""
        name = self.columns[index.column()].name
        opened = self.open(index.row())
        if not problem and not opened.typed.get(name) and opened.draft.values.get(name) == value:
            return
        opened.typed[name] = typed
        opened.problems.pop(name, None)
        if problem:
            opened.problems[name] = problem
            opened.texts[name] = text
        else:
            opened.draft.values[name] = value
            opened.texts[name] = self._text(name, value)
        self._tell(index.row())

    def _text(self, name: str, value: Any) -> str:
        one = self.entity.field(name)
        if one.kind != "link" or value is None:
            return shown(one, value)
        return value.title if isinstance(value, Named) else self._link_title(one.to, value)

    def _tell(self, line: int) -> None:
        if line < self.rowCount():
            self.dataChanged.emit(self.index(line, 0), self.index(line, len(self.columns) - 1))

    def value_at(self, index: AnyIndex) -> Any:
        """The value an editor begins with."""
        name = self.columns[index.column()].name
        if self.open_line is not None and self.open_line.line == index.row():
            return self.open_line.draft.values.get(name)
        row = self.row_at(index.row())
        return row.values.get(name) if row is not None else self._open_draft(None).values.get(name)

    def is_editable(self, column: int) -> bool:
        one = self.entity.field(self.columns[column].name)
        return not self._read_only and one.expression is None and not one.read_only

    # Qt's side

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical and section == self.new_line:
            return "+" if role == Qt.ItemDataRole.DisplayRole else None
        return super().headerData(section, orientation, role)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        if parent.isValid():
            return 0
        return len(self.ids) + (0 if self._read_only else 1)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and self.is_editable(index.column()):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        opened = self.open_line
        in_open = opened is not None and index.isValid() and opened.line == index.row()
        if in_open and opened is not None and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            name = self.columns[index.column()].name
            if name in opened.texts:
                return opened.texts[name]
            if opened.touched and index.row() == self.new_line:
                return self._text(name, opened.draft.values.get(name))
        if index.isValid() and index.row() == self.new_line and role != Qt.ItemDataRole.TextAlignmentRole:
            return "" if role == Qt.ItemDataRole.DisplayRole else None
        return super().data(index, role)
