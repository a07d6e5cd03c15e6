"""What a format is, and what reading one has in common with the next."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from desktop_app.exchange.grid import Grid
from desktop_app.exchange.result import Reading


@dataclass(frozen=True, slots=True)
class Format:
    """A program's export: its name in the dry run, whether a sheet is one, and how it is read.

    `read` gets the sheet, the decisions of a person and the file's name, which some programs put the day in.
    """

    name: str
    recognises: Callable[[Grid], bool]
    read: Callable[[Grid, Mapping[str, Any], str], Reading]
