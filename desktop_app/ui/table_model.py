"""A table of records: all their ids, and the few rows that are looked at.

The ids are eight bytes each; the rows are read a page at a time and forgotten again, so that a million records
cost no more memory than their ids. Sorting and filtering are the record store's work and give other ids.
"""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

PAGE: Final = 64
KEPT_PAGES: Final = 48
LONG: Final = 16
"""A text of so many letters may be cut short in its cell, and is shown whole under the mouse."""
VALUE_ROLE: Final = Qt.ItemDataRole.UserRole
TONE_ROLE: Final = Qt.ItemDataRole.UserRole + 1
ROLES: Final = frozenset(
    (
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.AccessibleTextRole,
        Qt.ItemDataRole.ToolTipRole,
        VALUE_ROLE,
        TONE_ROLE,
    )
)

AnyIndex = QModelIndex | QPersistentModelIndex


class Row(Protocol):
    """What a row must offer: its id, and its values and their texts by column name."""

    @property
    def id(self) -> int: ...

    @property
    def values(self) -> Mapping[str, Any]: ...

    @property
    def texts(self) -> Mapping[str, str]: ...


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `text` shows a row's cell where its own text will not do; `tone` names a ground for it, or "".

    `needs` names the fields that `text` reads beside the column's own.
    """

    name: str
    label: str
    width: int = 140
    right: bool = False
    text: Callable[[Any], str] | None = None
    tone: Callable[[Any], str] | None = None
    tip: Callable[[Any], str] | None = None
    needs: tuple[str, ...] = ()
    virtual: bool = False
    """Made beside the rows, not a field: it cannot be sorted by."""
    kept: bool = False
    """Shown however narrow the table is."""


class TableModel(QAbstractTableModel):
    """Rows by page. `read` gives the rows of some ids, in their order; an id that is gone is left out.

    `may_read` says whether reading now would be quick; while it is not, missing rows show "…" and `read_later`
    is asked for their page, whose rows come back by `take_page`.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        read: Callable[[Sequence[int]], Sequence[Row]],
        parent: QObject | None = None,
        *,
        may_read: Callable[[], bool] = lambda: True,
        read_later: Callable[[int, Sequence[int]], None] = lambda _page, _ids: None,
    ):
        super().__init__(parent)
        self.columns = tuple(columns)
        self._read = read
        self._may_read = may_read
        self._read_later = read_later
        self._asked: set[int] = set()
        self._ids: array[int] = array("q")
        self._pages: OrderedDict[int, dict[int, Row]] = OrderedDict()

    def show_ids(self, ids: Sequence[int]) -> None:
        """Show these records, in this order, and read their rows anew."""
        self.beginResetModel()
        self._ids = ids if isinstance(ids, array) else array("q", ids)
        self._pages.clear()
        self._asked.clear()
        self.endResetModel()

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns of the same records."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self._pages.clear()
        self._asked.clear()
        self.endResetModel()

    def forget_rows(self) -> None:
        """The records have changed but not which ones are shown: read the rows again when they are looked at."""
        self._pages.clear()
        self._asked.clear()
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(self.columns) - 1))

    @property
    def ids(self) -> "array[int]":
        return self._ids

    def id_at(self, line: int) -> int | None:
        """The id of the record in a line; None for a line that holds none."""
        return self._ids[line] if 0 <= line < len(self._ids) else None

    def line_of(self, record: int) -> int | None:
        """The line of a record, None when it is not among those shown."""
        try:
            return self._ids.index(record)
        except ValueError:
            return None

    def row_at(self, line: int) -> Row | None:
        """The row in a line; None when it is gone, or will be read later."""
        record = self.id_at(line)
        if record is None:
            return None
        page = line // PAGE
        rows = self._pages.get(page)
        if rows is None:
            rows = self._fetch(page)
            if rows is None:
                return None
        else:
            self._pages.move_to_end(page)
        return rows.get(record)

    def take_page(self, page: int, ids: Sequence[int], rows: Sequence[Row]) -> None:
        """Rows that were read elsewhere for `page`; those of ids no longer shown there are dropped."""
        self._asked.discard(page)
        if list(self._ids[page * PAGE : (page + 1) * PAGE]) != list(ids):
            return
        self._keep(page, rows)
        self.dataChanged.emit(self.index(page * PAGE, 0), self.index(page * PAGE + len(ids) - 1, len(self.columns) - 1))

    def _fetch(self, page: int) -> dict[int, Row] | None:
        ids = self._ids[page * PAGE : (page + 1) * PAGE]
        if not self._may_read():
            if page not in self._asked:
                self._asked.add(page)
                self._read_later(page, ids)
            return None
        return self._keep(page, self._read(ids))

    def _keep(self, page: int, rows: Sequence[Row]) -> dict[int, Row]:
        kept = {row.id: row for row in rows}
        self._pages[page] = kept
        while len(self._pages) > KEPT_PAGES:
            self._pages.popitem(last=False)
        return kept

    def cell(self, line: int, place: int) -> tuple[str, str, bool]:
        """The text and the tone of a cell, and whether it stands at the right: what `data` says, all at once."""
        column = self.columns[place]
        row = self.row_at(line)
        if row is None:
            return "…", "", column.right
        text = row.texts.get(column.name, "") if column.text is None else column.text(row)
        return text, column.tone(row) if column.tone is not None else "", column.right

    # Qt's side

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role not in ROLES:
            return None
        row = self.row_at(index.row())
        if row is None:
            return "…" if role == Qt.ItemDataRole.DisplayRole else None
        if role == VALUE_ROLE:
            return row.values.get(column.name)
        if role == TONE_ROLE:
            return column.tone(row) if column.tone is not None else ""
        if role == Qt.ItemDataRole.ToolTipRole:
            text = row.texts.get(column.name, "") if column.tip is None else column.tip(row)
            return text if len(text) >= LONG else None
        return row.texts.get(column.name, "") if column.text is None else column.text(row)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return section + 1 if role == Qt.ItemDataRole.DisplayRole else None
        if not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.label
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.label
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None
