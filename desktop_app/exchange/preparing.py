"""From a reading to a plan: who of the file is known, which organisations and sessions it means, which event it is of.

Only looks: nothing is written.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from db.models import Event, ImportRun, Mapping, Organisation, OrganisationSpelling, Participation, Person, Session
from desktop_app.exchange.comparison import PersonRecord
from desktop_app.exchange.matching import KnownPeople, Match
from desktop_app.exchange.organisations import KnownOrganisations, OrganisationRecord
from desktop_app.exchange.plan import (
    PERSON_FIELDS,
    Answer,
    BodyAnswer,
    BodyPlan,
    EventPlan,
    Known,
    PersonPlan,
    Plan,
    SessionPlan,
    ValueChange,
    joined,
    session_title,
)
from desktop_app.exchange.reading import Reading
from desktop_app.language import _
from desktop_app.records import dates
from desktop_app.records.fields import link_text

Progress = Callable[[int, int], None]
_NEW: Final = "new:"
_KINDS: Final = (
    ("meeting", ("mesyuarat", "meeting", "committee", "jawatankuasa")),
    ("study tour", ("lawatan", "study tour", "study visit")),
    ("workshop", ("bengkel", "workshop", "makmal", "lab")),
    ("training", ("kursus", "latihan", "training", "course", "taklimat", "briefing", "webinar")),
    ("conference", ("seminar", "persidangan", "conference", "forum", "summit", "simposium", "symposium")),
)


def file_hash(path: Path) -> str:
    """SHA-256 of the file, in hexadecimal: by it a file read before is known again."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def headings_key(headings: Iterable[str]) -> str:
    """What a mapping is remembered by: the headings themselves, in no order."""
    return hashlib.sha256("\n".join(sorted(one.strip().casefold() for one in headings)).encode()).hexdigest()


def remembered_columns(session: DbSession, headings: Iterable[str]) -> dict[str, str]:
    """How a sheet with these headings was read last time: field by heading; empty where it never was."""
    found = session.scalar(select(Mapping.columns).where(Mapping.key == headings_key(headings)))
    return dict(found or {})


def guessed_kind(title: str) -> str:
    """The kind of event a title speaks of."""
    folded = title.casefold()
    return next((kind for kind, words in _KINDS if any(word in folded for word in words)), "training")


def make_plan(
    session: DbSession, reading: Reading, sha256: str, event_id: int | None = None, progress: Progress | None = None
) -> Plan:
    """Match everybody in the reading against the records. `event_id` names the event; else one of the same title and
    day is taken, else a new one is planned."""
    event = _event(session, reading, event_id)
    organisations = known_organisations(session)
    people = _people(session, reading, organisations, event.event_id, progress)
    return Plan(
        reading=reading,
        sha256=sha256,
        event=event,
        people=people,
        bodies=_bodies(session, people, organisations),
        sessions=_sessions(session, reading, event.event_id),
        earlier=_earlier(session, sha256),
    )


def _event(session: DbSession, reading: Reading, event_id: int | None) -> EventPlan:
    if event_id is not None:
        event = session.get(Event, event_id)
        if event is None:
            from db.errors import RecordsError

            raise RecordsError("no-event", id=event_id)
        return EventPlan(event.id, event.title)
    title = (reading.event.title or "").strip()
    if not title and reading.holds != "attendance":
        return EventPlan()
    start, end = reading.event.start, reading.event.end
    title = title or Path(reading.file_name).stem.replace("_", " ")
    found = session.scalars(select(Event).where(Event.title == title, Event.start_date == start)).first()
    if found is not None:
        return EventPlan(found.id, found.title)
    values: dict[str, Any] = {
        "title": title,
        "kind": guessed_kind(title),
        "status": "held",
        "start_date": start,
        "end_date": end or start,
        "venue": reading.event.venue,
    }
    if reading.format in ("teams", "zoom", "webex", "meet"):
        values["mode"] = "online"
    return EventPlan(None, title, values)


def known_organisations(session: DbSession) -> KnownOrganisations:
    """Every organisation of the records with all its spellings, ready for matching."""
    spellings: dict[int, list[str]] = {}
    for owner, spelling in session.execute(select(OrganisationSpelling.organisation_id, OrganisationSpelling.spelling)):
        spellings.setdefault(owner, []).append(spelling)
    found = session.execute(select(Organisation.id, Organisation.name, Organisation.short_name, Organisation.parent_id))
    return KnownOrganisations(
        OrganisationRecord(
            str(one), name, short or "", tuple(spellings.get(one, ())), str(parent) if parent is not None else None
        )
        for one, name, short, parent in found
    )


def known_people(session: DbSession, organisations: KnownOrganisations) -> KnownPeople:
    """Everybody in the records, indexed for matching."""
    found = session.execute(
        select(
            Person.id, Person.name, Person.titles, Organisation.name, Person.post, Person.email, Person.more_emails,
            Person.phone, Person.more_phones, Person.identity_number,
        ).join(Organisation, Organisation.id == Person.organisation_id, isouter=True)
    )  # fmt: skip
    return KnownPeople(
        (
            PersonRecord(
                str(one), name, titles or "", body or "", post or "", _several(email, emails), _several(phone, phones),
                identity or "",
            )
            for one, name, titles, body, post, email, emails, phone, phones, identity in found
        ),
        organisations,
    )  # fmt: skip


def _several(first: str | None, more: str | None) -> tuple[str, ...]:
    listed = [first or "", *(more or "").replace(",", ";").split(";")]
    return tuple(one.strip() for one in listed if one.strip())


def _people(
    session: DbSession,
    reading: Reading,
    organisations: KnownOrganisations,
    event_id: int | None,
    progress: Progress | None,
) -> list[PersonPlan]:
    together: dict[int, list[int]] = {}
    for index, person in enumerate(reading.person_of_row):
        together.setdefault(person, []).append(index)
    people = []
    for rows in together.values():
        values, marks, notes = joined(reading.rows[index] for index in rows)
        one = PersonPlan(tuple(rows), values, marks, Match("new"), notes=notes)
        _times(one, reading)
        people.append(one)
    known = known_people(session, organisations)
    matches = known.match_all([_record(str(place), one.values) for place, one in enumerate(people)], progress)
    for one, match in zip(people, matches, strict=True):
        one.match = match
    _describe(session, people)
    there = _already_there(session, event_id)
    for one in people:
        _settle(one, there)
    return people


def _record(row: str, values: dict[str, str]) -> PersonRecord:
    return PersonRecord(
        row,
        values.get("name", ""),
        values.get("titles", ""),
        values.get("organisation", ""),
        values.get("post", ""),
        _several(values.get("email"), None),
        _several(values.get("phone"), None),
        values.get("identity_number", ""),
    )


def _times(one: PersonPlan, reading: Reading) -> None:
    for index in one.rows:
        row = reading.rows[index]
        for place, mark in enumerate(row.marks):
            if mark is None:
                continue
            if row.minutes is not None:
                one.minutes[place] = one.minutes.get(place, 0) + row.minutes
            if row.time_in is not None:
                one.time_in[place] = min(one.time_in.get(place, row.time_in), row.time_in)
            if row.time_out is not None:
                one.time_out[place] = max(one.time_out.get(place, row.time_out), row.time_out)


def _already_there(session: DbSession, event_id: int | None) -> set[int]:
    if event_id is None:
        return set()
    found = session.scalars(select(Participation.person_id).where(Participation.event_id == event_id))
    return {one for one in found if one is not None}


def _settle(one: PersonPlan, there: set[int]) -> None:
    if one.match.answer == "same":
        one.answer, one.person_id = Answer.KNOWN, int(one.match.candidates[0].id)
    elif one.match.answer == "new":
        one.answer = Answer.NEW
    else:
        one.candidates = tuple(sorted(one.candidates, key=lambda known: known.id not in there))


def _describe(session: DbSession, people: list[PersonPlan]) -> None:
    """Give every candidate a face: name, organisation, post, and what the file says otherwise."""
    wanted = sorted({int(c.id) for one in people for c in one.match.candidates})
    faces: dict[int, tuple[Person, str]] = {}
    for start in range(0, len(wanted), 500):
        some = wanted[start : start + 500]
        asked = (
            select(Person, Organisation.name)
            .join(Organisation, Organisation.id == Person.organisation_id, isouter=True)
            .where(Person.id.in_(some))
        )
        faces |= {person.id: (person, body or "") for person, body in session.execute(asked)}
    for one in people:
        one.candidates = tuple(
            Known(
                int(c.id),
                link_text(faces[int(c.id)][0], "name"),
                " · ".join(filter(None, (faces[int(c.id)][0].post, faces[int(c.id)][1]))),
                c.score,
                c.why,
                value_changes(faces[int(c.id)][0], faces[int(c.id)][1], one.values),
            )
            for c in one.match.candidates
            if int(c.id) in faces
        )


def value_changes(person: Person, organisation: str, values: dict[str, str]) -> tuple[ValueChange, ...]:
    """What the file says of a known person that the records do not: blanks it fills, values that differ.

    An empty cell says nothing. A value the person already has among several (a second telephone) is no change.
    """
    found = []
    for name, label in PERSON_FIELDS:
        new = values.get(name, "")
        old = organisation if name == "organisation" else str(getattr(person, name) or "")
        if not new or new.casefold() == old.casefold():
            continue
        more = {"email": person.more_emails, "phone": person.more_phones}.get(name) or ""
        if name in ("email", "phone") and new.casefold() in more.casefold():
            continue
        found.append(ValueChange(name, _(label), old, new))
    return tuple(found)


def _bodies(session: DbSession, people: list[PersonPlan], known: KnownOrganisations) -> list[BodyPlan]:
    texts = Counter(one.values["organisation"] for one in people if one.values.get("organisation"))
    names = dict(session.execute(select(Organisation.id, Organisation.name)).tuples().all())
    first_of: dict[str, str] = {}
    bodies: list[BodyPlan] = []
    strangers: list[str] = []
    for text, number in texts.items():
        match = known.match(text)
        body = BodyPlan(text, number, match)
        if match.known is not None:
            body.answer, body.organisation_id = BodyAnswer.MAP, int(match.known)
        body.candidates = tuple((int(c.id), names[int(c.id)], c.why) for c in match.candidates)
        bodies.append(body)
        if match.known is None:
            strangers.append(text)
    within = KnownOrganisations(OrganisationRecord(f"{_NEW}{text}", text) for text in strangers)
    for body in bodies:
        if body.answer is None:
            _settle_stranger(body, within, first_of)
    return bodies


def _settle_stranger(body: BodyPlan, within: KnownOrganisations, first_of: dict[str, str]) -> None:
    """An organisation nobody knows: made new at once where nothing resembles it, else to be decided."""
    key = within.key(body.text)
    if key in first_of:
        body.answer, body.organisation_id = BodyAnswer.MAP, first_of[key]
        return
    first_of[key] = body.text
    others = [
        (c.id.removeprefix(_NEW), c.name, c.why)
        for c in within.match(body.text).candidates
        if c.id != f"{_NEW}{body.text}" and len(c.name) >= len(body.text)
    ]
    body.candidates = (*body.candidates, *others)[:5]
    if not body.candidates:
        body.answer = BodyAnswer.CREATE


def _sessions(session: DbSession, reading: Reading, event_id: int | None) -> list[SessionPlan]:
    plans = [SessionPlan(one.label, one.date, session_title(one.label, one.date)) for one in reading.sessions]
    if event_id is None:
        return plans
    existing = session.scalars(
        select(Session).where(Session.event_id == event_id, Session.takes_attendance).order_by(Session.position)
    ).all()
    for plan in plans:
        same_day = [one for one in existing if plan.date is None or one.date == plan.date]
        titled = [one for one in same_day if one.title.casefold() == plan.title.casefold()]
        alone = len(same_day) == 1 and sum(1 for other in plans if other.date == plan.date) == 1
        if titled or alone:
            plan.session_id = (titled or same_day)[0].id
    return plans


def _earlier(session: DbSession, sha256: str) -> list[str]:
    found = session.execute(
        select(ImportRun.imported_at, ImportRun.counts, Event.title)
        .join(Event, Event.id == ImportRun.event_id, isouter=True)
        .where(ImportRun.sha256 == sha256)
        .order_by(ImportRun.id.desc())
    )
    return [
        _("This very file was imported on {day} ({known} known, {new} new{event}).").format(
            day=dates.shown_date(at.astimezone().date()),
            known=counts.get("known", 0),
            new=counts.get("new", 0),
            event=_(", to {title}").format(title=title) if title else "",
        )
        for at, counts, title in found
    ]
