"""Participant lists, "unique users" lists and webinar attendee reports of Zoom."""

import re
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
from desktop_app.exchange.formats.teams import person_name
from desktop_app.exchange.grid import Grid
from desktop_app.exchange.moments import Order, duration, moment
from desktop_app.exchange.result import LeftOut, Reading, ReadRow
from desktop_app.exchange.values import email, is_nothing, phone, plain

_NAME: Final = ("name original name", "user name original name", "user name", "name", "participant", "participants")
_EMAIL: Final = ("user email", "email", "email address")
_JOIN: Final = ("join time",)
_LEAVE: Final = ("leave time",)
_MINUTES: Final = (
    "duration minutes",
    "total duration minutes",
    "time in session minutes",
    "total time in session minutes",
    "attendance minutes",
)
_GUEST: Final = ("guest", "is guest")
_WAITING: Final = ("in waiting room", "waiting room")
_SECTION: Final = re.compile(
    r"^(?:(host|panelist|attendee|other attend\w*|interpreter)s?(?: details| attended)?|other attended|other "
    r"attendees?)\b",
    re.IGNORECASE,
)
_YES: Final = frozenset(("yes", "y", "true", "1"))


def _is_people(header: Header) -> bool:
    if not header.has(*_NAME):
        return False
    marked = header.has("name original name", "user name original name")
    zoomish = header.has(*_GUEST, *_WAITING, "recording consent", "recording disclaimer response")
    return (marked or zoomish) and header.has(*_MINUTES, *_JOIN)


def _is_meeting(header: Header) -> bool:
    return header.has("topic") and header.has("meeting id", "webinar id", "id")


def recognises(grid: Grid) -> bool:
    """Names "(original name)", or a guest or waiting room column, beside times or minutes; or a report that says so."""
    first = plain(" ".join(text_row(grid, 0))).lower() if grid.rows else ""
    return header_row(grid, _is_people, most=60) is not None or (
        first.startswith("attendee report") and header_row(grid, _is_meeting) is not None
    )


def read(grid: Grid, decisions: Mapping[str, Any], file_name: str) -> Reading:
    """Read the people; every section of a webinar report has its own headings and gives its people their role."""
    texts = {row: text_row(grid, row) for row in filled_rows(grid, 0)}
    order, choices = settle_order((text for cells in texts.values() for text in cells), decisions)
    about = header_row(grid, _is_meeting)
    details: dict[str, str] = {}
    if about is not None:
        values = text_row(grid, about + 1)
        details = {key: cell_of(values, at) for at, key in enumerate(Header(text_row(grid, about)).keys)}
    rows: list[ReadRow] = []
    omitted: list[LeftOut] = []
    heading: Header | None = None
    first: int | None = None
    role = ""
    for row, cells in texts.items():
        header = Header(cells)
        words = [text for text in cells if text]
        if _is_people(header) or (heading is not None and header.has(*_NAME) and header.has(*_JOIN)):
            heading = header
            if first is None:
                first = row
            else:
                omitted.append(left_out(grid, row, "heading"))
        elif words and len(words) == 1 and (section := _SECTION.match(words[0])):
            role = (section[1] or "").capitalize()
            role = "" if role in ("Attendee",) or role.startswith("Other") else role
            if first is not None:
                omitted.append(left_out(grid, row, "title"))
            heading = None
        elif heading is None or first is None:
            if first is not None:
                omitted.append(left_out(grid, row, "summary"))
        elif not any(text and not is_nothing(text) for text in cells):
            omitted.append(left_out(grid, row, "empty-number"))
        elif plain(cell_of(cells, heading.at(*_WAITING))).lower() in _YES:
            omitted.append(left_out(grid, row, "waiting-room"))
        elif read_row := _person(row, cells, heading, role, order):
            rows.append(read_row)
        else:
            omitted.append(left_out(grid, row, "no-name"))
    start = moment(details.get("start time", "") or details.get("actual start time", ""), order)
    return meeting_reading(
        "zoom",
        grid,
        rows,
        header=first,
        columns=_columns(Header(text_row(grid, first))) if first is not None else {},
        omitted=omitted,
        title=details.get("topic", ""),
        start=start,
        end=_end(details, start, order),
        day=day_of_name(grid.name, file_name),
        choices=choices,
    )


def _end(details: Mapping[str, str], start: datetime | None, order: Order) -> datetime | None:
    if end := moment(details.get("end time", ""), order):
        return end
    lasted = duration(details.get("actual duration minutes", "") or details.get("duration minutes", ""))
    return start + lasted if start and lasted else None


def _columns(heading: Header) -> dict[str, str]:
    wanted = {"name": _NAME, "email": _EMAIL, "time_in": _JOIN, "time_out": _LEAVE, "minutes": _MINUTES}
    return {field: heading.texts[at] for field, names in wanted.items() if (at := heading.at(*names)) is not None}


def _person(row: int, cells: list[str], heading: Header, role: str, order: Order) -> ReadRow | None:
    given = plain(f"{cell_of(cells, heading.at('first name'))} {cell_of(cells, heading.at('last name'))}")
    shown = cell_of(cells, heading.at(*_NAME))
    titles, name, status = person_name(original_name(shown) or given)
    if not name or is_nothing(name):
        return None
    came, went = moment(cell_of(cells, heading.at(*_JOIN)), order), moment(cell_of(cells, heading.at(*_LEAVE)), order)
    spent = duration(cell_of(cells, heading.at(*_MINUTES)))
    if heading.has("attended"):
        present = plain(cell_of(cells, heading.at("attended"))).lower() in _YES
    else:
        present = came is not None or not heading.has(*_JOIN)
    address = email(cell_of(cells, heading.at(*_EMAIL))) or ""
    number = cell_of(cells, heading.at("phone", "phone number")) or (
        name if re.fullmatch(r"\+?[\d *\-()]{7,}", name) else ""
    )
    return ReadRow(
        row=row + 1,
        cells=tuple(cells),
        headings=heading.texts,
        name=name,
        titles=titles,
        email=address,
        phone=phone(number.replace("*", "")) or "",
        organisation=plain(cell_of(cells, heading.at("organization", "organisation", "company"))),
        post=plain(cell_of(cells, heading.at("job title"))),
        role=role,
        group=status,
        marks=("present" if present else "absent",),
        minutes=round(spent / timedelta(minutes=1)) if spent is not None else None,
        time_in=came,
        time_out=went,
    )


_DEVICE: Final = re.compile(
    r"^(?:i?phone|ipad|galaxy|samsung|oppo|vivo|huawei|honor|xiaomi|redmi|realme|android|user|zoom user|laptop"
    r"|desktop|pc|acer|asus|dell|lenovo|hp|macbook"
    r"|windows|admin|host|guest|tetamu|sm-\w+)\b",
    re.IGNORECASE,
)
_NOT_A_NAME: Final = re.compile(
    r"^(?:he|she|they|him|her|his|them|[/, ])+$|^(?:host|co-host|me|guest|panelist|external)$", re.IGNORECASE
)


def original_name(shown: str) -> str:
    """The name in brackets, which the account bears, of what a participant called himself; and no number in front.

    "Aminah (Aminah binti Contoh)" is Aminah binti Contoh; "iPhone (Lim)" is Lim; but "Aminah (JKR)" and "Lim (iPhone)"
    keep the name outside.
    """
    line = plain(shown)
    found = re.fullmatch(r"(.+?)\s*\(([^()]+)\)\s*(?:\(([^()]+)\))?", line)
    if found:
        outer, inner = found[1], found[2]
        plausible = re.search(r"[^\W\d_]{2}", inner) and not _NOT_A_NAME.match(inner) and not _DEVICE.match(inner)
        short = inner.isupper() and " " not in inner and len(inner) <= 7
        line = inner if plausible and (not short or _DEVICE.match(outer)) and "@" not in inner else outer
    return re.sub(r"^\d{1,4}\s*[_\-.)]\s*(?=[^\W\d])", "", line)


FORMAT: Final = Format("zoom", recognises, read, online=True)
