"""The programs whose exports are read as what they are: one module each, one line each in FORMATS."""

from typing import Final

from desktop_app.exchange.formats import (
    eventbrite,
    google_forms,
    kobo,
    limesurvey,
    meet,
    microsoft_forms,
    moodle_feedback,
    odk,
    pretix,
    teams,
    webex,
    zoom,
)
from desktop_app.exchange.formats.base import Format

FORMATS: Final[tuple[Format, ...]] = (
    zoom.FORMAT,
    webex.FORMAT,
    teams.FORMAT,
    meet.FORMAT,
    eventbrite.FORMAT,
    pretix.FORMAT,
    microsoft_forms.FORMAT,
    kobo.FORMAT,
    odk.FORMAT,
    limesurvey.FORMAT,
    moodle_feedback.FORMAT,
    google_forms.FORMAT,
)
"""Tried in this order; the first that recognises a sheet reads it."""
