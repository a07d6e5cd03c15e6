"""How the columns of each kind of record are shown in a table, where a field's own text is not the best."""

from collections.abc import Iterable
from typing import Any

from desktop_app.language import _
from desktop_app.records.dates import shown_range
from desktop_app.records.fields import Entity, Field
from desktop_app.ui.table_model import Column

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
    return tuple(_column(entity, entity.field(name)) for name in (tuple(names) or entity.columns))


def fields_read(columns: Iterable[Column]) -> tuple[str, ...]:
    """The fields that rows must hold for these columns."""
    names: dict[str, None] = {}
    for column in columns:
        names[column.name] = None
        names.update(dict.fromkeys(column.needs))
    return tuple(names)


def _column(entity: Entity, field: Field) -> Column:
    if entity.name == "event" and field.name == "start_date":
        return Column(field.name, _("Date"), 116, text=_event_date, needs=("end_date",))
    if entity.name == "event" and field.name == "title":
        return Column(
            field.name, _(field.label), field.width, text=_event_title, tip=_whole_title, needs=("short_title",)
        )
    if entity.name == "participation" and field.name == "person_id":
        return Column(field.name, _(field.label), field.width, text=_who, needs=("organisation_id",))
    if entity.name == "participation" and field.name == "organisation_id":
        return Column(field.name, _(field.label), field.width, text=_whose, needs=("person_id",))
    tone = _status_tone if field.name == "status" else None
    return Column(field.name, _(field.label), field.width, right=field.right_aligned, tone=tone)


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
