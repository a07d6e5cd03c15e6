"""Attendance reports of Webex meetings and events: one row for each time somebody joined."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from desktop_app.exchange.formats.base import (
    Format,
    Header,
    cell_of,
    filled_rows,
    header_row,
    left_out,
    meeting_reading,
    settle_order,
    text_row,
)
from desktop_app.exchange.formats.teams import person_name
from desktop_app.exchange.grid import Grid
from desktop_app.exchange.moments import duration, moment
from desktop_app.exchange.result import LeftOut, Reading, ReadRow
from desktop_app.exchange.values import email, plain

_NAME: Final = ("display name", "name", "attendee name", "participant name", "user name")
_EMAIL: Final = ("attendee email", "email", "email address", "participant email")
_JOIN: Final = ("join time", "attendee join time")
_LEAVE: Final = ("leave time", "attendee leave time")
_SPENT: Final = ("attendance duration", "duration", "attendance duration mins")
_TITLE: Final = (
    "meeting name",
    "event name",
    "webinar name",
    "session name",
    "training name",
    "meeting topic",
    "topic",
)
_START: Final = ("meeting start time", "event start time", "webinar start time", "session start time", "start time")
_END: Final = ("meeting end time", "event end time", "webinar end time", "session end time", "end time")


def _is_header(header: Header) -> bool:
    marks = header.has("attendance duration", "connection type", "attendance duration mins", "attendee email")
    return marks and header.has(*_NAME) and header.has(*_JOIN) and header.has(*_TITLE, *_EMAIL)


def recognises(grid: Grid) -> bool:
    """A name, a time of joining, and Webex' own columns beside them."""
    return header_row(grid, _is_header, most=15) is not None


def read(grid: Grid, decisions: Mapping[str, Any], file_name: str) -> Reading:
    """Read the rows; people who dialled in have a number of the call for a name, and are people too."""
    header = header_row(grid, _is_header, most=15)
    assert header is not None, "recognised without a header"
    heading = Header(text_row(grid, header))
    texts = {row: text_row(grid, row) for row in filled_rows(grid, header + 1)}
    order, choices = settle_order((text for cells in texts.values() for text in cells), decisions)
    rows: list[ReadRow] = []
    omitted: list[LeftOut] = []
    title, start, end = "", None, None
    for row, cells in texts.items():
        titles, name, status = person_name(cell_of(cells, heading.at(*_NAME)))
        if not name or Header(cells).keys == heading.keys:
            omitted.append(left_out(grid, row, "heading" if name else "no-name"))
            continue
        title = title or plain(cell_of(cells, heading.at(*_TITLE)))
        start = start or moment(cell_of(cells, heading.at(*_START)), order)
        end = end or moment(cell_of(cells, heading.at(*_END)), order)
        came = moment(cell_of(cells, heading.at(*_JOIN)), order)
        spent = duration(cell_of(cells, heading.at(*_SPENT)))
        attended = plain(cell_of(cells, heading.at("attended"))).lower()
        here = attended in ("yes", "y", "true", "attended") if attended else came is not None or spent is not None
        rows.append(
            ReadRow(
                row=row + 1,
                cells=tuple(cells),
                headings=heading.texts,
                name=name,
                titles=titles,
                group=status,
                email=email(cell_of(cells, heading.at(*_EMAIL))) or "",
                role=plain(cell_of(cells, heading.at("role", "attendee type", "user type"))),
                organisation=plain(cell_of(cells, heading.at("company", "organization"))),
                marks=("present" if here else "absent",),
                minutes=round(spent / timedelta(minutes=1)) if spent is not None else None,
                time_in=came,
                time_out=moment(cell_of(cells, heading.at(*_LEAVE)), order),
            )
        )
    wanted = {"name": _NAME, "email": _EMAIL, "time_in": _JOIN, "time_out": _LEAVE, "minutes": _SPENT}
    return meeting_reading(
        "webex",
        grid,
        rows,
        header=header,
        omitted=omitted,
        title=title,
        start=start,
        end=end,
        choices=choices,
        columns={field: heading.texts[at] for field, names in wanted.items() if (at := heading.at(*names)) is not None},
    )


FORMAT: Final = Format("webex", recognises, read, online=True)
