"""Check-in lists and order positions of pretix (columns as its exporters of 2026 write them)."""

from collections.abc import Mapping
from typing import Any, Final

from desktop_app.exchange.formats.base import Format, Header, cell_of, header_row, text_row
from desktop_app.exchange.formats.tickets import Ticket, ticket_reading
from desktop_app.exchange.grid import Grid
from desktop_app.exchange.lexicon import heading_key
from desktop_app.exchange.moments import Order, moment
from desktop_app.exchange.result import Reading

_CHECKED: Final = ("checked in", "check in time")


def _is_header(header: Header) -> bool:
    own = header.has(
        "checked in",
        "position id",
        "automatically checked in",
        "requires special attention",
        "secret",
        "order position",
    )
    return (
        header.has("order code")
        and own
        and header.has("attendee name", "attendee name given name", "email", "attendee email")
    )


def recognises(grid: Grid) -> bool:
    """An order code, an attendee, and a column only pretix has."""
    return header_row(grid, _is_header, most=10) is not None


def _ticket(cells: list[str], heading: Header, order: Order) -> Ticket:
    said = cell_of(cells, heading.at(*_CHECKED))
    came = moment(said, order)
    here = came is not None or heading_key(said) in ("yes", "true", "1", "ja", "ya", "oui")
    went = moment(cell_of(cells, heading.at("checked out")), order)
    return Ticket("present" if here else "absent", came, went)


def _no_check(cells: list[str], heading: Header, order: Order) -> Ticket:
    return Ticket()


def read(grid: Grid, decisions: Mapping[str, Any], file_name: str) -> Reading:
    """Read one row a position: a check-in list is attendance, an empty time of check-in an absence."""
    header = header_row(grid, _is_header, most=10)
    assert header is not None, "recognised without a header"
    checks = Header(text_row(grid, header)).has(*_CHECKED)
    return ticket_reading(
        "pretix",
        grid,
        header,
        decisions,
        ticket=_ticket if checks else _no_check,
        holds="attendance" if checks else "people",
        title=("event name", "event"),
        starts=("start date", "date", "event start date"),
        fallback_email=("email", "order email"),
    )


FORMAT: Final = Format("pretix", recognises, read)
