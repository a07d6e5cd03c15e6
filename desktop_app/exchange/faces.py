"""Known people beside a row of a file: who they are, and what the file says of them that the records do not."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from db.errors import RecordsError
from db.models import Organisation, Person
from desktop_app.exchange.plan import PERSON_FIELDS, Known, ValueChange
from desktop_app.exchange.values import identity_number, phone
from desktop_app.language import _
from desktop_app.records.fields import link_text
from desktop_app.records.names import name_key

_PORTION: Final = 5000


@dataclass(slots=True)
class KnownPerson:
    """What the records say of a person and a file may say too. `organisation` is the name; values are as stored."""

    id: int
    version: int
    titles: str | None
    name: str
    post: str | None
    organisation_id: int | None
    phone: str | None
    more_phones: str | None
    email: str | None
    more_emails: str | None
    identity_number: str | None
    gender: str | None
    nationality: str | None
    organisation: str


_COLUMNS: Final = tuple(field.name for field in fields(KnownPerson) if field.name != "organisation")


def known_persons(session: DbSession, ids: Sequence[int]) -> dict[int, KnownPerson]:
    """The people with these ids; those that are gone are left out."""
    asked = select(*(getattr(Person, name) for name in _COLUMNS))
    bodies = dict(session.execute(select(Organisation.id, Organisation.name)).all())
    found: dict[int, KnownPerson] = {}
    for start in range(0, len(ids), _PORTION):
        for row in session.execute(asked.where(Person.id.in_(ids[start : start + _PORTION]))):
            values: list[Any] = [*row, bodies.get(row[5], "")]
            found[row[0]] = KnownPerson(*values)
    return found


def several(first: str | None, more: str | None) -> tuple[str, ...]:
    """A first value, and the others written behind it with semicolons or commas."""
    if not more:
        first = (first or "").strip()
        return (first,) if first else ()
    listed = [first or "", *more.replace(",", ";").split(";")]
    return tuple(one.strip() for one in listed if one.strip())


def face(session: DbSession, person_id: int, values: dict[str, str]) -> Known:
    """A person of the records picked by hand, as a candidate. Raises RecordsError("gone")."""
    found = known_persons(session, [person_id])
    if person_id not in found:
        raise RecordsError("gone", table="person", id=person_id)
    return as_candidate(found[person_id], values, 0.0, _("picked by you"))


def as_candidate(person: KnownPerson, values: dict[str, str], score: float, why: str) -> Known:
    """A known person as the review shows one whom a row may be."""
    beside = " · ".join(filter(None, (person.post, person.organisation)))
    changes = value_changes(person, values)
    return Known(person.id, link_text(person, "name"), beside, score, why, changes, person.organisation_id)


def value_changes(person: KnownPerson, values: dict[str, str]) -> tuple[ValueChange, ...]:
    """What the file says of a known person that the records do not: blanks it fills, values that differ.

    An empty cell says nothing. A value the person already has among several (a second telephone), and a name that only
    a spelling tells apart, are no change.
    """
    found: tuple[ValueChange, ...] = ()
    for name, label in PERSON_FIELDS:
        new = values.get(name)
        if not new:
            continue
        old = getattr(person, name) or ""
        if new == old or new.casefold() == old.casefold():
            continue
        if not _means_the_same(person, name, old, new):
            found += (ValueChange(name, _(label), old, new),)
    return found


def _means_the_same(person: KnownPerson, field: str, old: str, new: str) -> bool:
    """Whether two texts are one value written two ways, or the new one is among several the person has."""
    if field == "phone":
        return new in {phone(one) for one in several(person.phone, person.more_phones)}
    if field == "email":
        return new.casefold() in {one.casefold() for one in several(person.email, person.more_emails)}
    if field == "identity_number":
        return identity_number(old).value == new
    return field == "name" and bool(old) and name_key(old) == name_key(new)
