"""Attendee lists of Eventbrite: who checked in is present, whose ticket was given back is absent, else nobody knows."""

from collections.abc import Mapping
from typing import Any, Final

from desktop_app.exchange.formats.base import Format, Header, cell_of, header_row, text_row
from desktop_app.exchange.formats.tickets import Ticket, ticket_reading
from desktop_app.exchange.grid import Grid
from desktop_app.exchange.lexicon import heading_key
from desktop_app.exchange.moments import Order, moment
from desktop_app.exchange.result import Reading

_ORDER: Final = ("order", "order no", "order id", "order number")
_STATUS: Final = ("attendee status", "status")
_GONE: Final = ("not attending", "refunded", "cancelled", "canceled", "deleted", "transferred", "unpaid", "no show")


def _is_header(header: Header) -> bool:
    own = header.has(
        "attendee", "attendee no", "attendee status", "barcode", "eventbrite fees", "attendee number", "attendee id"
    )
    return (
        header.has(*_ORDER)
        and own
        and header.has("ticket type", "attendee status", "order type")
        and header.has("first name", "last name", "surname", "attendee name", "name")
    )


def recognises(grid: Grid) -> bool:
    """An order, an attendee of it and a type of ticket."""
    return header_row(grid, _is_header, most=10) is not None


def _ticket(cells: list[str], heading: Header, order: Order) -> Ticket:
    status = heading_key(cell_of(cells, heading.at(*_STATUS)))
    came = moment(
        cell_of(cells, heading.at("check in time", "checked in at", "date checked in", "check in date")), order
    )
    if came or status.startswith("checked in"):
        return Ticket("present", came)
    return Ticket("absent" if status in _GONE else None)


def read(grid: Grid, decisions: Mapping[str, Any], file_name: str) -> Reading:
    """Read one row an attendee."""
    header = header_row(grid, _is_header, most=10)
    assert header is not None, "recognised without a header"
    checks = Header(text_row(grid, header)).has(
        *_STATUS, "check in time", "checked in at", "date checked in", "check in date"
    )
    return ticket_reading(
        "eventbrite",
        grid,
        header,
        decisions,
        ticket=_ticket,
        holds="attendance" if checks else "people",
        fallback_email=("buyer email", "purchaser email"),
    )


FORMAT: Final = Format("eventbrite", recognises, read)
