"""How the columns of each kind of record are shown in a table, where a field's own text is not the best."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy.orm import Session

from desktop_app.language import _
from desktop_app.records import queries
from desktop_app.records.dates import shown_range
from desktop_app.records.fields import Entity, Field
from desktop_app.records.findings import LACKS, lacks
from desktop_app.records.lists import label
from desktop_app.records.queries import Row
from desktop_app.ui.table_model import Column

LACKING = "lacks"
STATUS_TONES = {
    "planned": "muted",
    "confirmed": "muted",
    "postponed": "doubt",
    "cancelled": "wrong",
    "absent": "wrong words",
    "absent with apologies": "doubt words",
    "invited": "muted",
}


def columns_of(entity: Entity, names: Iterable[str] = ()) -> tuple[Column, ...]:
    """The columns of `entity`'s table, or those named, in their order."""
    chosen = tuple(_column(entity, entity.field(name)) for name in (tuple(names) or entity.columns))
    if entity.name != "event":
        return chosen
    return (*chosen, Column(LACKING, _("Missing"), 100, tone=_lacking_tone, virtual=True, kept=True))


def read_rows(session: Session, entity: Entity, ids: Sequence[int], columns: Sequence[Column]) -> list[Row]:
    """The rows of these records with everything that the columns show."""
    rows = queries.rows(session, entity, ids, fields_read(columns))
    if any(column.name == LACKING for column in columns):
        missing = lacks(session, [row.id for row in rows])
        for row in rows:
            words = [label(LACKS, code).lower() for code in missing[row.id]]
            row.texts[LACKING] = words[0] if len(words) == 1 else ", ".join(words)
    return rows


def fields_read(columns: Iterable[Column]) -> tuple[str, ...]:
    """The fields that rows must hold for these columns."""
    names: dict[str, None] = {}
    for column in columns:
        if not column.virtual:
            names[column.name] = None
        names.update(dict.fromkeys(column.needs))
    return tuple(names)


def _column(entity: Entity, field: Field) -> Column:
    if entity.name == "event" and field.name == "start_date":
        return Column(field.name, _("Date"), 116, text=_event_date, needs=("end_date",), kept=True)
    if entity.name == "event" and field.name == "title":
        return Column(
            field.name, _(field.label), field.width, text=_event_title, tip=_whole_title, needs=("short_title",)
        )
    if entity.name == "participation" and field.name == "person_id":
        return Column(field.name, _(field.label), field.width, text=_who, needs=("organisation_id",))
    if entity.name == "participation" and field.name == "organisation_id":
        return Column(field.name, _(field.label), field.width, text=_whose, needs=("person_id",))
    tone = _status_tone if field.name == "status" else None
    return Column(
        field.name,
        _(field.label),
        field.width,
        right=field.right_aligned,
        tone=tone,
        kept=field.required and bool(entity.parent),
    )


def _lacking_tone(row: Any) -> str:
    return "muted" if row.texts.get(LACKING) else ""


def _event_date(row: Any) -> str:
    return shown_range(row.values["start_date"], row.values["end_date"])


def _event_title(row: Any) -> str:
    return row.texts.get("short_title") or row.texts["title"]


def _whole_title(row: Any) -> str:
    return str(row.texts["title"])


def _who(row: Any) -> str:
    """A body that took part as such stands where a person's name would."""
    return str(row.texts["person_id"] or row.texts["organisation_id"])


def _whose(row: Any) -> str:
    return str(row.texts["organisation_id"] if row.values["person_id"] is not None else "")


def _status_tone(row: Any) -> str:
    return STATUS_TONES.get(row.values["status"], "")
