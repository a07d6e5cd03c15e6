"""The programs whose exports are read as what they are: one module each, one line each in FORMATS."""

from typing import Final

from desktop_app.exchange.formats import google_forms, teams
from desktop_app.exchange.formats.base import Format

FORMATS: Final[tuple[Format, ...]] = (
    teams.FORMAT,
    google_forms.FORMAT,
)
"""Tried in this order; the first that recognises a sheet reads it."""
