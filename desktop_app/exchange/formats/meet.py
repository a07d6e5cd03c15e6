"""Attendance reports of Google Meet: six columns, times without a day; the day stands at best in the file's name."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from desktop_app.exchange.formats.base import (
    Format,
    Header,
    cell_of,
    day_of_name,
    filled_rows,
    header_row,
    left_out,
    meeting_reading,
    settle_order,
    text_row,
)
from desktop_app.exchange.grid import Grid
from desktop_app.exchange.lexicon import field_of
from desktop_app.exchange.moments import clock, duration, moment
from desktop_app.exchange.result import LeftOut, Reading, ReadRow
from desktop_app.exchange.values import email, plain
from desktop_app.records.names import split_titles

_FIELDS: Final = ("given_name", "surname", "email", "minutes", "time_in", "time_out")
_TIMES: Final = (
    "time joined",
    "time exited",
    "time left",
    "joined",
    "exited",
    "masa menyertai",
    "masa sertai",
    "masa keluar",
)


def _fields(header: Header) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, text in enumerate(header.texts):
        name = field_of(text)
        if name:
            found.setdefault(name, at)
    return found


def _is_header(header: Header) -> bool:
    fields = _fields(header)
    return len(header.keys) <= 8 and {"given_name", "surname", "minutes"} <= fields.keys() and header.has(*_TIMES)


def recognises(grid: Grid) -> bool:
    """First and last name, a duration, and when somebody joined and exited; hardly a column more."""
    return header_row(grid, _is_header, most=10) is not None


def read(grid: Grid, decisions: Mapping[str, Any], file_name: str) -> Reading:
    """Read the rows; the day comes from the name of the file or the sheet, else the meeting has none."""
    header = header_row(grid, _is_header, most=10)
    assert header is not None, "recognised without a header"
    heading = Header(text_row(grid, header))
    places = _fields(heading)
    day = day_of_name(file_name, grid.name)
    texts = {row: text_row(grid, row) for row in filled_rows(grid, header + 1)}
    order, choices = settle_order((text for cells in texts.values() for text in cells), decisions)
    rows: list[ReadRow] = []
    omitted: list[LeftOut] = []

    def at_time(text: str) -> datetime | None:
        if found := moment(text, order):
            return found
        at = clock(text)
        return datetime.combine(day, at) if at and day else None

    for row, cells in texts.items():
        whole = plain(f"{cell_of(cells, places['given_name'])} {cell_of(cells, places['surname'])}")
        titles, name = split_titles(whole)
        if not name or Header(cells).keys == heading.keys:
            omitted.append(left_out(grid, row, "heading" if name else "no-name"))
            continue
        spent = duration(cell_of(cells, places["minutes"]))
        rows.append(
            ReadRow(
                row=row + 1,
                cells=tuple(cells),
                headings=heading.texts,
                name=name,
                titles=titles,
                email=email(cell_of(cells, places.get("email"))) or "",
                marks=("present",),
                minutes=round(spent / timedelta(minutes=1)) if spent is not None else None,
                time_in=at_time(cell_of(cells, places.get("time_in"))),
                time_out=at_time(cell_of(cells, places.get("time_out"))),
            )
        )
    return meeting_reading(
        "meet",
        grid,
        rows,
        header=header,
        omitted=omitted,
        day=day,
        choices=choices,
        columns={field: heading.texts[places[field]] for field in _FIELDS if field in places},
    )


FORMAT: Final = Format("meet", recognises, read, online=True)
