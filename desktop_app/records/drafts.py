"""A record being filled in: a draft is edited, checked and saved, or thrown away; nothing is half-written.

A linked record may be named before it exists: the draft then holds `Named("Aminah binti Contoh")`, and saving makes
it (or finds the organisation, venue or series of exactly that name) in the same step.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete as delete_rows
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.errors import RecordsError, StaleRecord
from db.folding import fold
from db.models import Event, Organisation, OrganisationSpelling, Participation, Person, Role
from desktop_app.language import _
from desktop_app.records.entities import entity
from desktop_app.records.fields import Entity, Value
from desktop_app.records.names import split_titles

_LINKED_TITLE = {"person": "name", "organisation": "name", "venue": "name", "series": "title", "track": "name"}


@dataclass(frozen=True, slots=True)
class Named:
    """A linked record by its name alone, to be made when the draft is saved; see `find_or_make`."""

    title: str


@dataclass(slots=True)
class Draft:
    """One record's values by field name. `id` and `version` are None for a record not yet saved."""

    of: Entity
    id: int | None
    version: int | None
    values: dict[str, Value]
    original: dict[str, Value] = field(default_factory=dict)

    @property
    def changed(self) -> dict[str, Value]:
        """The values that differ from those it was opened with."""
        return {name: value for name, value in self.values.items() if self.original.get(name) != value}


def new_draft(of: Entity, **values: Value) -> Draft:
    """A record to be filled in, begun with the model's own defaults and `values`."""
    begun: dict[str, Value] = {}
    for one in of.form:
        default = getattr(of.model.__table__.c[one.name].default, "arg", None)
        begun[one.name] = default if not callable(default) else None
    if of.name == "participation":
        begun["role_id"] = None
    return Draft(of, None, None, begun | values, dict(begun))


def open_draft(session: Session, of: Entity, row_id: int) -> Draft:
    """The record as it is now. Raises RecordsError("gone") where it is no longer there."""
    record = session.get(of.model, row_id)
    if record is None:
        raise RecordsError("gone", table=of.name, id=row_id)
    values = {one.name: getattr(record, one.name) for one in of.form}
    if of.parent:
        values[of.parent] = getattr(record, of.parent)
    return Draft(of, row_id, record.version, values, dict(values))


_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


def cleaned(typed: str) -> str:
    """Text fit to be kept: signs that cannot be seen or stored taken out, composed, no blanks at its ends."""
    return unicodedata.normalize("NFC", _FORBIDDEN.sub("", typed)).strip()


def check(draft: Draft) -> dict[str, str]:
    """What is wrong, a sentence by field name; empty where the draft can be saved."""
    problems: dict[str, str] = {}
    for one in draft.of.fields:
        value = draft.values.get(one.name)
        if isinstance(value, str) and _FORBIDDEN.search(value):
            problems[one.name] = _("This text contains characters that cannot be seen or kept. Type it again.")
        if one.required and (value is None or (isinstance(value, str) and not cleaned(value))):
            problems[one.name] = _("{field} is needed.").format(field=_(one.label))
        if one.kind == "email" and value and not re.fullmatch(r"\S+@\S+\.\S+", str(value)):
            problems[one.name] = _("This is not an e-mail address. Type it as name@office.gov.my, or leave it empty.")
        if one.kind == "number" and one.expression is None and isinstance(value, int) and not -(2**62) < value < 2**62:
            problems[one.name] = _("This number is too large.")
    problems |= _dates_wrong(draft)
    if draft.of.name == "participation" and not (draft.values.get("person_id") or draft.values.get("organisation_id")):
        problems["person_id"] = _("Name a person, or an organisation that took part.")
    return problems


def _dates_wrong(draft: Draft) -> dict[str, str]:
    values = draft.values
    start, end = values.get("start_date") or values.get("date"), values.get("end_date")
    if end and not start and "start_date" in values:
        return {"start_date": _("Give the first day too.")}
    if start and end and end < start:
        return {"end_date": _("The last day is before the first.")}
    early, late = values.get("start_time"), values.get("end_time")
    if early and late and late < early and (end is None or end == start):
        return {"end_time": _("The end is before the beginning.")}
    return {}


def save(session: Session, draft: Draft) -> int:
    """Write the draft and return its id; the caller's unit of work makes it one step.

    Raises RecordsError("invalid", problems=…), RecordsError("gone"), or StaleRecord(table, id, theirs) when somebody
    saved the record after the draft was opened and changed the same fields; changes to other fields are joined.
    """
    if problems := check(draft):
        raise RecordsError("invalid", problems=problems)
    values = {
        name: cleaned(value) or None if isinstance(value, str) else value
        for name, value in (draft.values if draft.id is None else draft.changed).items()
    }
    for one in draft.of.fields:
        if isinstance(value := values.get(one.name), Named):
            values[one.name] = find_or_make(session, one.to, value.title)
    if draft.id is None:
        record = _made(session, draft.of, values)
    else:
        found = session.get(draft.of.model, draft.id, with_for_update=False)
        if found is None:
            raise RecordsError("gone", table=draft.of.name, id=draft.id)
        record = found
        _refuse_clash(draft, record)
        for name, value in values.items():
            setattr(record, name, value)
    _settle(record)
    session.flush()
    return int(record.id)


def _refuse_clash(draft: Draft, record: Any) -> None:
    """By values, not by version: an undo sets a version back, and the next edit reaches it again with other values."""
    theirs = {name: getattr(record, name) for name in draft.original if getattr(record, name) != draft.original[name]}
    if clash := {name: value for name, value in theirs.items() if name in draft.changed}:
        raise StaleRecord("stale", table=draft.of.name, id=draft.id, theirs=clash)


def _made(session: Session, of: Entity, values: dict[str, Value]) -> Any:
    if of.ordered and not values.get("position"):
        last = select(func.max(of.model.position))  # type: ignore[attr-defined]
        if of.parent:
            last = last.where(getattr(of.model, of.parent) == values[of.parent])
        values["position"] = (session.scalar(last) or 0) + 1
    if of.name == "participation":
        freeze_person(session, values)
    record = of.model(
        **{name: value for name, value in values.items() if value is not None or name in of.model.__table__.c}
    )
    session.add(record)
    return record


def freeze_person(session: Session, values: dict[str, Value]) -> None:
    """Fill a new part with the person's post, organisation and its category as they are today, where not given."""
    person = session.get(Person, values["person_id"]) if values.get("person_id") else None
    if person is not None:
        values["organisation_id"] = values.get("organisation_id") or person.organisation_id
        values["post_then"] = values.get("post_then") or person.post
    if values.get("organisation_id") and not values.get("category_id"):
        body = session.get(Organisation, values["organisation_id"])
        values["category_id"] = body.category_id if body else None


def _settle(record: Any) -> None:
    """What follows from what was typed: titles typed with a name are set apart."""
    if isinstance(record, Person) and not record.titles:
        titles, name = split_titles(record.name)
        if titles and name:
            record.titles, record.name = titles, name
    if isinstance(record, Event) and record.start_date and record.end_date is None:
        record.end_date = record.start_date


def find_or_make(session: Session, to: str, typed: str) -> int:
    """The id of the one `to` record (organisation, venue, series) of exactly this name, else of a new one.

    A person is always made new: two people may bear one name, and the known one is picked from the list.
    """
    name = cleaned(typed)
    if not name:
        raise RecordsError("invalid", problems={to: _("A name is needed.")})
    of = entity(to)
    attribute = getattr(of.model, _LINKED_TITLE[to])
    bare = split_titles(name)[1] or name if to == "person" else name
    known = list(session.scalars(select(of.model.id).where(func.lower(attribute) == bare.lower()).limit(2)))
    if len(known) == 1 and to != "person":
        return known[0]
    record = of.model(**{_LINKED_TITLE[to]: name})
    _settle(record)
    session.add(record)
    session.flush()
    return record.id


def delete(session: Session, of: Entity, ids: Iterable[int]) -> int:
    """Delete records, with what is inside them; returns how many. An ordinary step: undoable.

    Raises RecordsError("in-use") for a role that parts still have.
    """
    wanted = list(ids)
    if of.name == "role" and session.scalar(select(func.count()).where(Participation.role_id.in_(wanted))):
        raise RecordsError("in-use", table=of.name)
    gone = 0
    for start in range(0, len(wanted), 500):
        some = wanted[start : start + 500]
        if of.name == "organisation":
            session.execute(
                delete_rows(Participation).where(
                    Participation.organisation_id.in_(some), Participation.person_id.is_(None)
                )
            )
        result = session.execute(delete_rows(of.model).where(of.model.id.in_(some)))
        gone += int(getattr(result, "rowcount", 0))
    return gone


def move(session: Session, of: Entity, row_id: int, by: int) -> None:
    """Move a row up (by < 0) or down among its neighbours of the same event."""
    model: Any = of.model
    record = session.get(model, row_id)
    if record is None or not of.ordered:
        return
    near = select(model).order_by(model.position, model.id)
    if of.parent:
        near = near.where(getattr(model, of.parent) == getattr(record, of.parent))
    ordered = list(session.scalars(near))
    here = ordered.index(record)
    ordered.insert(max(0, min(len(ordered) - 1, here + by)), ordered.pop(here))
    for position, one in enumerate(ordered, 1):
        if one.position != position:
            one.position = position


def remember_spelling(session: Session, organisation_id: int, spelling: str) -> None:
    """Know this organisation by this spelling from now on; one already remembered stays where it is."""
    key = fold(spelling)
    if key and session.scalar(select(OrganisationSpelling.id).where(OrganisationSpelling.key == key)) is None:
        session.add(OrganisationSpelling(organisation_id=organisation_id, spelling=cleaned(spelling), key=key))
        session.flush()


def role_id(session: Session, code: str) -> int:
    """The id of the role with this code. Raises RecordsError("no-role")."""
    found = session.scalar(select(Role.id).where(Role.code == code))
    if found is None:
        raise RecordsError("no-role", role=code)
    return found
