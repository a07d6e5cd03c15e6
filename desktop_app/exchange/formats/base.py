"""What a format is, and what reading one has in common with the next."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from desktop_app.exchange.grid import Grid, is_blank, shown
from desktop_app.exchange.lexicon import heading_key
from desktop_app.exchange.moments import Order, days_in, order_of
from desktop_app.exchange.persons import Signs, persons_of
from desktop_app.exchange.result import Choice, EventFound, LeftOut, Reading, ReadRow, Session, date_choice
from desktop_app.language import N_, _

Decisions = Mapping[str, Any]
LOOKED_AT: Final = 40
WIDEST: Final = 3000
"""Columns of the widest row of headings a program writes: the largest forms ask a few thousand things."""
MEETING: Final = N_("Meeting")
"""The label of a meeting whose day the file does not tell."""


@dataclass(frozen=True, slots=True)
class Format:
    """A program's export: its name in the dry run, whether a sheet is one, and how it is read.

    `read` gets the sheet, the decisions of a person and the file's name, which some programs put the day in. `online`
    is true of a program for meetings held over the network: a new event of such a file is online.
    """

    name: str
    recognises: Callable[[Grid], bool]
    read: Callable[[Grid, Decisions, str], Reading]
    online: bool = False


class Header:
    """A row of headings: where each stands, by any of its names."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = tuple(" ".join(text.split()) for text in texts)
        self.keys = tuple(heading_key(text) for text in texts)

    def at(self, *names: str) -> int | None:
        """The column of the first of `names` (as heading_key makes them) that is there."""
        return next((self.keys.index(name) for name in names if name in self.keys), None)

    def has(self, *names: str) -> bool:
        """Whether any of `names` is there."""
        return self.at(*names) is not None


def text_row(grid: Grid, row: int) -> list[str]:
    """The texts of a row (from 0), stripped."""
    return [shown(cell).strip() for cell in grid.rows[row]] if row < len(grid.rows) else []


def cell_of(texts: Sequence[str], at: int | None) -> str:
    """The text at a place, "" where the row is shorter or the place is none."""
    return texts[at] if at is not None and at < len(texts) else ""


def header_row(grid: Grid, test: Callable[[Header], bool], start: int = 0, most: int = LOOKED_AT) -> int | None:
    """The first row among the next `most` that passes the test."""
    for row in range(start, min(start + most, len(grid.rows))):
        if 1 < len(grid.rows[row]) <= WIDEST and test(Header(text_row(grid, row))):
            return row
    return None


def filled_rows(grid: Grid, start: int) -> Iterable[int]:
    """The rows from `start` on that hold anything."""
    return (row for row in range(start, len(grid.rows)) if any(not is_blank(cell) for cell in grid.rows[row]))


def settle_order(texts: Iterable[str], decisions: Decisions) -> tuple[Order, list[Choice]]:
    """The order of day and month in the file, and the question where its dates leave that open."""
    if chosen := decisions.get("date_order"):
        return chosen, []
    evidence = order_of(texts)
    return evidence.order, [] if evidence.certain else [date_choice(evidence.order)]


def left_out(grid: Grid, row: int, code: str) -> LeftOut:
    """A row of the grid (from 0) left out for a reason."""
    return LeftOut(row + 1, code, tuple(map(shown, grid.rows[row])))


def with_persons(rows: Sequence[ReadRow]) -> list[ReadRow]:
    """The rows, each with the number of its person."""
    numbers = persons_of([Signs(row.name, row.identity_number, row.email, row.phone, row.organisation) for row in rows])
    return [replace(row, person=number) for row, number in zip(rows, numbers, strict=True)]


def day_of_name(*names: str) -> date | None:
    """The day in the name of a file or sheet: "2026-05-12 Taklimat", "IDL-14-11-22", "20260512"."""
    for name in names:
        spaced = name.replace("_", " ")
        if days := days_in(spaced):
            return days[0]
        for word in spaced.replace("-", " ").split():
            if (
                len(word) == 8
                and word.isdecimal()
                and word[:2] == "20"
                and (days := days_in(f"{word[:4]}-{word[4:6]}-{word[6:]}"))
            ):
                return days[0]
    return None


def meeting_reading(
    name: str,
    grid: Grid,
    rows: Sequence[ReadRow],
    *,
    header: int | None,
    columns: Mapping[str, str],
    omitted: Sequence[LeftOut] = (),
    title: str = "",
    start: datetime | None = None,
    end: datetime | None = None,
    day: date | None = None,
    notes: Sequence[str] = (),
    choices: Sequence[Choice] = (),
) -> Reading:
    """A reading of one meeting: one session on its day, in which each row's first mark stands."""
    joined = [row.time_in for row in rows if row.time_in]
    first = start or (min(joined) if joined else None)
    day = first.date() if first else day
    last = end.date() if end and first and end >= first else day
    session = Session(day.isoformat(), day) if day else Session(_(MEETING))
    return Reading(
        format=name,
        holds="attendance",
        sheet=grid.name,
        rows=tuple(with_persons(rows)),
        left_out=tuple(sorted(omitted, key=lambda one: one.row)),
        header_rows=(header + 1,) if header is not None else (),
        event=EventFound(title, day, last),
        columns=columns,
        sessions=(session,),
        notes=tuple(notes),
        choices=tuple(choices),
    )
