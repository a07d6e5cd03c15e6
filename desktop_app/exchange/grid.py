"""A workbook as values only: what every later stage reads, whichever program wrote the file."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final

Cell = str | int | float | bool | date | time | timedelta | None
"""A value as the file holds it; datetime is a date. Blank is None or ""."""

Span = tuple[int, int, int, int]
"""A merged range: top, left, bottom, right; rows and columns count from 0, the ends belong to it."""


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet. `rows[0][0]` is A1; a row ends with its last cell that holds something, the list with its last row.

    `state` is visible, hidden or very hidden. `uncached` counts formulas whose result the file does not hold.
    """

    name: str
    rows: Sequence[Sequence[Cell]]
    state: str = "visible"
    merged: tuple[Span, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    uncached: int = 0

    @property
    def width(self) -> int:
        """The number of columns of the longest row."""
        return max(map(len, self.rows), default=0)


@dataclass(frozen=True, slots=True)
class Book:
    """All sheets of a file in their order. `kind` as guard.Sniffed has it; sheets not read have no rows."""

    kind: str
    grids: tuple[Grid, ...]
    unread: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())

    def grid(self, name: str) -> Grid | None:
        """The sheet of this name, letter case and outer spaces aside."""
        wanted = name.strip().casefold()
        return next((grid for grid in self.grids if grid.name.strip().casefold() == wanted), None)


_MIDNIGHT: Final = time()


def shown(cell: Cell) -> str:
    """A value as text: whole numbers without ".0", days as 2026-05-12, moments as 2026-05-12 09:00:00, "" for blank."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds") if cell.time() != _MIDNIGHT else cell.date().isoformat()
    if isinstance(cell, timedelta):
        seconds = round(cell.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if isinstance(cell, time):
        return cell.isoformat("seconds")
    return str(cell)


def is_blank(cell: Cell) -> bool:
    """Whether a cell shows nothing."""
    return cell is None or (isinstance(cell, str) and not cell.strip())
