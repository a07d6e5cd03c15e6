"""The kinds of records, in one tuple. To add a field: the model, a migration, and a line in entities_of_<area>."""

from typing import Final

from db.models import ImportRun
from desktop_app.language import N_
from desktop_app.records.entities_of_evaluation import (
    ASSESSMENT_SCORE,
    CERTIFICATE,
    EVALUATION,
    QUESTION,
    QUESTIONNAIRE,
)
from desktop_app.records.entities_of_events import EVENT, GROUP, HEADCOUNT, MINUTE, SERIES, SESSION, STOP, TRACK, VENUE
from desktop_app.records.entities_of_people import (
    ATTENDANCE,
    CATEGORY,
    ORGANISATION,
    PARTICIPATION,
    PERSON,
    ROLE,
    SPELLING,
)
from desktop_app.records.fields import Entity, Field

__all__ = [
    "ASSESSMENT_SCORE",
    "ATTENDANCE",
    "CATEGORY",
    "CERTIFICATE",
    "ENTITIES",
    "EVALUATION",
    "EVENT",
    "GROUP",
    "HEADCOUNT",
    "IMPORT_RUN",
    "MINUTE",
    "ORGANISATION",
    "PARTICIPATION",
    "PERSON",
    "QUESTION",
    "QUESTIONNAIRE",
    "ROLE",
    "SERIES",
    "SESSION",
    "SPELLING",
    "STOP",
    "TRACK",
    "VENUE",
    "entity",
]

IMPORT_RUN: Final = Entity(
    "import_run",
    ImportRun,
    N_("Import"),
    N_("Imports"),
    (
        Field("imported_at", N_("When"), "computed", width=130, read_only=True),
        Field("file_name", N_("File"), width=240, read_only=True),
        Field("event_id", N_("Event"), "link", to="event", width=240, read_only=True),
        Field("imported_by", N_("By"), width=100, read_only=True),
    ),
    columns=("imported_at", "file_name", "event_id", "imported_by"),
    title="file_name",
    default_sort=(("imported_at", True),),
)


ENTITIES: Final = (
    EVENT,
    SERIES,
    VENUE,
    STOP,
    TRACK,
    SESSION,
    GROUP,
    HEADCOUNT,
    MINUTE,
    PARTICIPATION,
    PERSON,
    ORGANISATION,
    SPELLING,
    ATTENDANCE,
    QUESTIONNAIRE,
    QUESTION,
    EVALUATION,
    ASSESSMENT_SCORE,
    CERTIFICATE,
    CATEGORY,
    ROLE,
    IMPORT_RUN,
)


def entity(name: str) -> Entity:
    """The entity of a table. Raises KeyError."""
    for one in ENTITIES:
        if one.name == name:
            return one
    raise KeyError(name)
