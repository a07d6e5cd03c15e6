"""From a reading to a plan: who of the file is known, which organisations and sessions it means, which event it is of.

Only looks: nothing is written.
"""

import datetime as dt
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from db.errors import RecordsError
from db.models import (
    Attendance,
    Event,
    ImportRun,
    Mapping,
    Organisation,
    OrganisationSpelling,
    Participation,
    Person,
    Session,
)
from desktop_app.exchange.collecting import collector_resting
from desktop_app.exchange.comparison import PersonRecord
from desktop_app.exchange.errors import SheetRefused
from desktop_app.exchange.faces import as_candidate, known_persons, several
from desktop_app.exchange.formats import FORMATS
from desktop_app.exchange.matching import KnownPeople, Match
from desktop_app.exchange.organisations import KnownOrganisations, OrganisationRecord
from desktop_app.exchange.plan import (
    Answer,
    BodyAnswer,
    BodyPlan,
    Earlier,
    EventPlan,
    OfferedSession,
    PersonPlan,
    Plan,
    SessionPlan,
    ValueChange,
    joined,
    session_title,
)
from desktop_app.exchange.result import Reading
from desktop_app.language import _
from desktop_app.records import dates, lists

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]
_NEW: Final = "new:"
_DAY_NUMBER: Final = re.compile(r"(?:day|hari)\s+\d+", re.IGNORECASE)
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


def headings_of(reading: Reading) -> tuple[str, ...]:
    """The headings of the sheet's first table, blank ones left out."""
    return tuple(one for one in reading.rows[0].headings if one) if reading.rows else ()


def headings_key(headings: Iterable[str]) -> str:
    """What a mapping is remembered by: the headings themselves, in no order."""
    return hashlib.sha256("\n".join(sorted(one.strip().casefold() for one in headings)).encode()).hexdigest()


def remembered_columns(session: DbSession, headings: Iterable[str]) -> dict[str, str]:
    """What a person settled about a sheet with these headings: field by heading ("" for none); empty for nothing."""
    found = session.scalar(select(Mapping.columns).where(Mapping.key == headings_key(headings)))
    return dict(found or {})


def guessed_kind(title: str) -> str:
    """The kind of event a title speaks of."""
    folded = title.casefold()
    return next((kind for kind, words in _KINDS if any(word in folded for word in words)), "training")


@dataclass(frozen=True, slots=True)
class Matcher:
    """Everybody and every organisation of the records as they were, indexed: used again after each correction."""

    organisations: KnownOrganisations
    people: KnownPeople

    @classmethod
    def of(cls, session: DbSession) -> "Matcher":
        organisations = known_organisations(session)
        return cls(organisations, known_people(session, organisations))


def make_plan(
    session: DbSession,
    reading: Reading,
    file_name: str,
    sha256: str,
    event: EventPlan | None = None,
    *,
    matcher: Matcher | None = None,
    decisions: dict[str, Any] | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Plan:
    """Match everybody in the reading against the records. Without `event` the one that the file speaks of is taken."""
    event = event or event_meant(session, reading, file_name)
    with collector_resting():
        matcher = matcher or Matcher.of(session)
        people = _people(session, reading, matcher, event.event_id, progress, cancelled)
    known = _known_sessions(session, event.event_id)
    sessions = _sessions(reading, event, known, _first_day(session, event))
    placed = {one.session_id for one in sessions}
    return Plan(
        reading=reading,
        file_name=file_name,
        sha256=sha256,
        event=event,
        people=people,
        bodies=_bodies(session, people, matcher.organisations),
        sessions=sessions,
        offered_sessions=tuple(one for one in known if one.takes_attendance or one.id in placed),
        earlier=earlier_imports(session, sha256),
        decisions=decisions or {},
    )


def known_event(session: DbSession, event_id: int) -> EventPlan:
    """An event of the records as that of an import. Raises RecordsError("no-event")."""
    event = session.get(Event, event_id)
    if event is None:
        raise RecordsError("no-event", id=event_id)
    return EventPlan(event.id, event.title)


def event_at_hand(session: DbSession, reading: Reading, file_name: str, event_id: int) -> EventPlan:
    """The event that somebody was looking at, unless the file speaks of another day: then the one it speaks of.

    Raises RecordsError("no-event").
    """
    event = session.get(Event, event_id)
    if event is None:
        raise RecordsError("no-event", id=event_id)
    start, day = event.start_date, reading.event.start
    if start and day and not start <= day <= (event.end_date or start):
        return event_meant(session, reading, file_name)
    return EventPlan(event.id, event.title)


def event_meant(session: DbSession, reading: Reading, file_name: str) -> EventPlan:
    """The event that the file speaks of: one of the same title and day, else a new one; none for a mere list."""
    title = (reading.event.title or "").strip()
    if not title and reading.holds != "attendance":
        return EventPlan()
    start, end = reading.event.start, reading.event.end
    title = title or Path(file_name).stem.replace("_", " ")
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
    if any(one.online for one in FORMATS if one.name == reading.format):
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
                str(one), name, titles or "", body or "", post or "", several(email, emails), several(phone, phones),
                identity or "",
            )
            for one, name, titles, body, post, email, emails, phone, phones, identity in found
        ),
        organisations,
    )  # fmt: skip


def _people(
    session: DbSession,
    reading: Reading,
    matcher: Matcher,
    event_id: int | None,
    progress: Progress | None,
    cancelled: Cancelled | None,
) -> list[PersonPlan]:
    together: dict[int, list[int]] = {}
    for index, row in enumerate(reading.rows):
        together.setdefault(row.person, []).append(index)
    people = []
    for rows in together.values():
        values, marks, notes = joined(reading.rows[index] for index in rows)
        one = PersonPlan(tuple(rows), values, marks, Match("new"), notes=notes)
        _times(one, reading)
        people.append(one)
    records = [record_of(str(place), one.values) for place, one in enumerate(people)]
    matches = matcher.people.match_all(records, progress, cancelled)
    if len(matches) < len(people):
        raise SheetRefused("cancelled")
    for one, match in zip(people, matches, strict=True):
        one.match = match
    settle_people(session, people, event_id)
    return people


def settle_people(session: DbSession, people: list[PersonPlan], event_id: int | None) -> None:
    """Give the candidates that were matched a face, and each person the answer that is certain."""
    _describe(session, people)
    asked = {known.id for one in people if one.match.answer == "ask" for known in one.candidates}
    there = _already_there(session, event_id, sorted(asked))
    for one in people:
        _settle(one, there)


def record_of(row: str, values: dict[str, str]) -> PersonRecord:
    return PersonRecord(
        row,
        values.get("name", ""),
        values.get("titles", ""),
        values.get("organisation", ""),
        values.get("post", ""),
        several(values.get("email"), None),
        several(values.get("phone"), None),
        values.get("identity_number", ""),
    )


def _times(one: PersonPlan, reading: Reading) -> None:
    """Minutes and times of the sessions a row can only mean: its one mark, or the marks of that day."""
    for index in one.rows:
        row = reading.rows[index]
        marked = [place for place, mark in enumerate(row.marks) if mark is not None]
        for place in marked:
            day = reading.sessions[place].day
            if row.minutes and len(marked) == 1:
                one.minutes[place] = one.minutes.get(place, 0) + row.minutes
            if row.time_in and day in (None, row.time_in.date()):
                came = row.time_in.time()
                one.time_in[place] = min(one.time_in.get(place, came), came)
            if row.time_out and day in (None, row.time_out.date()):
                went = row.time_out.time()
                one.time_out[place] = max(one.time_out.get(place, went), went)


def _already_there(session: DbSession, event_id: int | None, people: list[int]) -> set[int]:
    """Who of these people has a part in the event already."""
    there: set[int] = set()
    for start in range(0, len(people) if event_id is not None else 0, 500):
        asked = select(Participation.person_id).where(
            Participation.event_id == event_id, Participation.person_id.in_(people[start : start + 500])
        )
        there.update(one for one in session.scalars(asked) if one is not None)
    return there


def _settle(one: PersonPlan, there: set[int]) -> None:
    if one.match.answer == "same":
        one.answer, one.person_id = Answer.KNOWN, int(one.match.candidates[0].id)
    elif one.match.answer == "new":
        one.answer = Answer.NEW
    else:
        one.candidates = tuple(sorted(one.candidates, key=lambda known: known.id not in there))


def _describe(session: DbSession, people: list[PersonPlan]) -> None:
    """Give every candidate a face: name, organisation, post, and what the file says otherwise."""
    known = known_persons(session, sorted({int(c.id) for one in people for c in one.match.candidates}))
    for one in people:
        one.candidates = tuple(
            [
                as_candidate(known[int(c.id)], one.values, c.score, c.why)
                for c in one.match.candidates
                if int(c.id) in known
            ]
        )


def _bodies(session: DbSession, people: list[PersonPlan], known: KnownOrganisations) -> list[BodyPlan]:
    texts = Counter(one.values["organisation"] for one in people if one.values.get("organisation"))
    names = dict(session.execute(select(Organisation.id, Organisation.name)).all())
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


def plan_body(session: DbSession, text: str, others: list[BodyPlan], known: KnownOrganisations) -> BodyPlan:
    """One organisation more, written as `text`, beside those that the file names."""
    match = known.match(text)
    body = BodyPlan(text, 1, match)
    if match.known is not None:
        body.answer, body.organisation_id = BodyAnswer.MAP, int(match.known)
    wanted = [int(c.id) for c in match.candidates]
    found = session.execute(select(Organisation.id, Organisation.name).where(Organisation.id.in_(wanted)))
    names = dict(found.all())
    body.candidates = tuple((int(c.id), names[int(c.id)], c.why) for c in match.candidates if int(c.id) in names)
    if body.answer is None:
        strangers = [one.text for one in others if one.match.known is None]
        within = KnownOrganisations(OrganisationRecord(f"{_NEW}{one}", one) for one in [*strangers, text])
        _settle_stranger(body, within, {within.key(one): one for one in strangers})
    return body


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


def _known_sessions(session: DbSession, event_id: int | None) -> tuple[OfferedSession, ...]:
    """The sessions of the event that somebody can attend: all but the breaks."""
    if event_id is None:
        return ()
    found = session.execute(
        select(Session.id, Session.title, Session.date, Session.kind, Session.takes_attendance)
        .where(Session.event_id == event_id, Session.kind != "break")
        .order_by(Session.position, Session.id)
    )
    return tuple(OfferedSession(*row) for row in found)


def _first_day(session: DbSession, event: EventPlan) -> dt.date | None:
    if event.event_id is None:
        return event.values.get("start_date")
    return session.scalar(select(Event.start_date).where(Event.id == event.event_id))


def _sessions(
    reading: Reading, event: EventPlan, known: tuple[OfferedSession, ...], first_day: dt.date | None
) -> list[SessionPlan]:
    """A plan for each session of the file: the event's own of that day and name, or the day's only one."""
    has_event = event.event_id is not None or event.is_new
    days = {first_day, *(one.date for one in known), *(one.day for one in reading.sessions)}
    order = {day: number for number, day in enumerate(sorted(day for day in days if day), start=1)}
    plans = [
        SessionPlan(one.label, one.day, session_title(one.label, one.day, order[one.day] if one.day else 1))
        for one in reading.sessions
    ]
    free = list(known)
    for look in (_of_that_name, _of_that_day):
        for plan in plans:
            plan.taken = has_event
            alone = sum(1 for other in plans if other.date == plan.date) == 1
            same_day = [one for one in free if plan.date is None or one.date == plan.date]
            if plan.session_id is None and (found := look(plan, same_day, alone)):
                plan.session_id = found.id
                free.remove(found)
    return plans


def _is_whole_day(plan: SessionPlan) -> bool:
    return plan.date is not None and plan.label == plan.date.isoformat()


def _of_that_name(plan: SessionPlan, same_day: list[OfferedSession], alone: bool) -> OfferedSession | None:
    """The session of the same name. A whole day goes by any number, in either language, or by its date: an import made
    before another day was known counted differently."""
    titled = [one for one in same_day if one.title.casefold() == plan.title.casefold()]
    if _is_whole_day(plan) and plan.date:
        of_date = (plan.date.isoformat(), dates.shown_date(plan.date))
        titled += [one for one in same_day if _DAY_NUMBER.fullmatch(one.title) or one.title in of_date]
        titled = [one for one in titled if one.takes_attendance]
    return titled[0] if titled else None


def _of_that_day(plan: SessionPlan, same_day: list[OfferedSession], alone: bool) -> OfferedSession | None:
    """The day's only session that takes attendance. Where none does, a whole day takes the day's only session of a day
    or half a day, or its only session at all."""
    taking = [one for one in same_day if one.takes_attendance]
    if taking or not _is_whole_day(plan):
        fitting = [taking]
    else:
        fitting = [[one for one in same_day if one.kind in ("day", "half day")], same_day]
    return next((some[0] for some in fitting if alone and len(some) == 1), None)


def mark_changes(session: DbSession, plan: Plan, person: PersonPlan) -> tuple[ValueChange, ...]:
    """Marks that the event has of this person already and that the file gives otherwise."""
    at = {one.session_id: place for place, one in enumerate(plan.sessions) if one.taken and one.session_id is not None}
    if not at or person.person_id is None or plan.event.event_id is None:
        return ()
    found = session.execute(
        select(Attendance.session_id, Attendance.mark)
        .join(Participation, Participation.id == Attendance.participation_id)
        .where(Participation.person_id == person.person_id, Attendance.session_id.in_(list(at)))
        .order_by(Attendance.session_id)
    )
    return tuple(
        ValueChange(
            "marks",
            plan.sessions[at[one]].label,
            lists.label(lists.MARKS, mark),
            lists.label(lists.MARKS, person.marks[at[one]]),
        )
        for one, mark in found
        if person.marks.get(at[one], mark) != mark
    )


def earlier_imports(session: DbSession, sha256: str) -> tuple[Earlier, ...]:
    """The imports of the file with this hash that still stand, the newest first."""
    found = session.execute(
        select(ImportRun.id, ImportRun.event_id, ImportRun.imported_at, ImportRun.counts, Event.title)
        .join(Event, Event.id == ImportRun.event_id, isouter=True)
        .where(ImportRun.sha256 == sha256)
        .order_by(ImportRun.id.desc())
    )
    return tuple(
        Earlier(run_id, _earlier_sentence(at, counts, title), event_id) for run_id, event_id, at, counts, title in found
    )


def _earlier_sentence(at: dt.datetime, counts: dict[str, Any], title: str | None) -> str:
    facts = {
        "day": dates.shown_date(at.astimezone().date()),
        "time": dates.shown_time(at.astimezone().time()),
        "known": counts.get("known", 0),
        "new": counts.get("new", 0),
        "event": title or "",
    }
    if title:
        return _("Imported on {day} at {time} into {event}: {known} known, {new} new.").format(**facts)
    return _("Imported on {day} at {time}: {known} known, {new} new.").format(**facts)
