"""Where the editors of links find their records."""

from typing import Any

from desktop_app.records import queries
from desktop_app.records.entities import entity
from desktop_app.records.fields import Field
from desktop_app.ui.editors import LinkSource
from desktop_app.ui.open_file import OpenFile


def link_source(file: OpenFile, parent_id: int | None = None) -> LinkSource:
    """Finds records in `file`; those that belong to an event are sought in the event with the id `parent_id`."""

    def suggest(field: Field, typed: str) -> list[Any]:
        with file.store.read() as session:
            return list(queries.suggestions(session, entity(field.to), typed, parent_id=parent_id))

    def title(field: Field, record: int) -> str:
        with file.store.read() as session:
            return queries.title(session, entity(field.to), record)

    return LinkSource(suggest, title)
