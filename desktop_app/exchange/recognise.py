"""Which program wrote a sheet."""

from desktop_app.exchange.formats import FORMATS
from desktop_app.exchange.formats.base import Format
from desktop_app.exchange.grid import Grid


def recognise(grid: Grid) -> Format | None:
    """The first format that knows the sheet as its own; None for a sheet an office made itself."""
    return next((one for one in FORMATS if one.recognises(grid)), None)
