"""What the exports of ticket offices have in common: an order may hold several people, who share the buyer's
address."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from desktop_app.exchange.formats.base import (
    Header,
    cell_of,
    filled_rows,
    left_out,
    settle_order,
    text_row,
    with_persons,
)
from desktop_app.exchange.grid import Grid
from desktop_app.exchange.marks import Mark
from desktop_app.exchange.moments import Order, moment
from desktop_app.exchange.result import EventFound, LeftOut, Reading, ReadRow, Session
from desktop_app.exchange.rows import tidy
from desktop_app.exchange.values import email, phone_and_extension, plain
from desktop_app.language import N_, _
from desktop_app.records.names import split_titles

CHECK_IN: Final = N_("Check-in")


@dataclass(frozen=True, slots=True)
class Ticket:
    """Whether a ticket's holder came, and when; the mark is None where the export does not say."""

    mark: Mark | None = None
    came: datetime | None = None
    went: datetime | None = None


FIELDS: Final[Mapping[str, Sequence[str]]] = {
    "name": ("attendee name", "name", "ticket full name", "full name"),
    "given_name": ("first name", "attendee name given name", "ticket first name", "attendee first name"),
    "surname": (
        "last name",
        "surname",
        "attendee name family name",
        "ticket last name",
        "attendee last name",
        "attendee surname",
    ),
    "email": ("attendee email", "ticket email", "email", "email address"),
    "phone": ("cell phone", "mobile phone", "attendee phone", "phone number", "home phone", "work phone", "phone"),
    "organisation": ("attendee company", "company", "ticket company name", "organization", "organisation"),
    "post": ("job title", "ticket job title", "position"),
    "category": ("ticket type", "product", "ticket"),
    "address": ("address", "home address 1", "street"),
    "postcode": ("zip code", "home zip", "postal code"),
    "state": ("state", "home state"),
    "nationality": ("country", "home country"),
}


def ticket_reading(
    name: str,
    grid: Grid,
    header: int,
    decisions: Mapping[str, Any],
    *,
    ticket: Callable[[list[str], Header, Order], Ticket],
    holds: str = "attendance",
    title: Sequence[str] = ("event name",),
    starts: Sequence[str] = ("event start date", "event date", "start date", "date"),
    fallback_email: Sequence[str] = (),
) -> Reading:
    """Read one row a ticket: `ticket` tells of each whether its holder came. A row without a name, address or order is
    left out; one that has only the buyer's address keeps it."""
    heading = Header(text_row(grid, header))
    places = {field: at for field, names in FIELDS.items() if (at := heading.at(*names)) is not None}
    texts = {row: text_row(grid, row) for row in filled_rows(grid, header + 1)}
    order, choices = settle_order((text for cells in texts.values() for text in cells), decisions)
    event_title, event_day = "", None
    rows: list[ReadRow] = []
    omitted: list[LeftOut] = []
    for row, cells in texts.items():
        whole = cell_of(cells, places.get("name")) or (
            f"{cell_of(cells, places.get('given_name'))} {cell_of(cells, places.get('surname'))}"
        )
        titles, person = split_titles(tidy(whole))
        address = email(cell_of(cells, places.get("email"))) or email(cell_of(cells, heading.at(*fallback_email))) or ""
        if Header(cells).keys == heading.keys or not (person or address):
            omitted.append(left_out(grid, row, "heading" if person else "no-name"))
            continue
        event_title = event_title or plain(cell_of(cells, heading.at(*title)))
        event_day = event_day or moment(cell_of(cells, heading.at(*starts)), order)
        said = ticket(cells, heading, order)
        number = phone_and_extension(cell_of(cells, places.get("phone")))
        own: dict[str, Any] = {
            field: tidy(cell_of(cells, places.get(field))) for field in ("organisation", "post", "category", "address")
        }
        own |= {field: tidy(cell_of(cells, places.get(field))) for field in ("postcode", "state", "nationality")}
        rows.append(
            ReadRow(
                row=row + 1,
                cells=tuple(cells),
                headings=heading.texts,
                name=person,
                titles=titles,
                email=address,
                phone=number.number or "",
                extension=number.extension,
                marks=(said.mark,) if holds == "attendance" else (),
                time_in=said.came,
                time_out=said.went,
                **own,
            )
        )
    came = [row.time_in for row in rows if row.time_in]
    day = event_day.date() if event_day else min(came).date() if came else None
    return Reading(
        format=name,
        holds=holds,
        sheet=grid.name,
        rows=tuple(with_persons(rows)),
        left_out=tuple(omitted),
        header_rows=(header + 1,),
        event=EventFound(event_title, day, day),
        columns={field: heading.texts[at] for field, at in sorted(places.items(), key=lambda one: one[1])},
        sessions=(Session(day.isoformat() if day else _(CHECK_IN), day),) if holds == "attendance" else (),
        choices=tuple(choices),
    )
