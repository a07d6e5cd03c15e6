"""The event summary: what an event was, who led it, who came, what came of it, on the office's own paper.

`build` reads the records into plain data that knows no language; `event_summary_text.present` puts it into words.
"""

from collections import defaultdict
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session as Records

from db.errors import RecordsError
from db.models import (
    Attachment,
    Category,
    Event,
    Group,
    Headcount,
    Minute,
    Organisation,
    Person,
    Role,
    Series,
    Session,
    Stop,
    Track,
    Venue,
)
from desktop_app.documents import event_evaluation, event_people
from desktop_app.documents.document import Data, Document, Options
from desktop_app.documents.event_summary_text import present
from desktop_app.documents.letterhead import PICTURE_ENDINGS, letterhead
from desktop_app.language import N_
from desktop_app.records.findings import findings, kind

MOST_PHOTOGRAPHS: Final = 6


def build(records: Records, event_id: int, options: Options) -> Data:
    """Everything the summary of one event may say. Headcounts stand beside the names and are never added to them."""
    event = records.get(Event, event_id)
    if event is None:
        raise RecordsError("missing-record", table="event", id=event_id)
    office, pictures = letterhead(records)
    parts = event_people.parts(records, event_id)
    groups = _groups(records, event_id, parts)
    photographs, photograph_contents = _photographs(records, event_id)
    return {
        "draft": options.draft,
        "printed_on": options.printed_on,
        "office": office,
        "event": _facts(records, event),
        "stops": _stops(records, event_id),
        "tracks": _tracks(records, event_id),
        "programme": _programme(records, event_id, parts),
        "parts": [part for part in parts if not part["listed_at_end"]],
        "groups": groups,
        "minutes": _minutes(records, event_id),
        "came": event_people.came(parts) | {"present": event_people.present(records, event_id)},
        "names": event_people.name_list(parts) if options.names else [],
        "headcounts": _headcounts(records, event_id),
        "attendance": event_people.attendance(records, event_id),
        "evaluation": event_evaluation.results(records, event_id),
        "photographs": photographs,
        "findings": _findings(records, event_id) if options.draft else [],
        "pictures": pictures | photograph_contents,
    }


def _facts(records: Records, event: Event) -> dict[str, Any]:
    series = records.get(Series, event.series_id) if event.series_id else None
    whole = records.get(Event, event.part_of_id) if event.part_of_id else None
    plain = (
        "kind title status start_date end_date start_time end_time duration_minutes duration_qualifier mode theme "
        "edition meeting_number scope audience objective summary outcome series_number our_role short_title"
    ).split()
    return {name: getattr(event, name) for name in plain} | {
        "series": series.title if series else None,
        "part_of": whole.title if whole else None,
    }


def _stops(records: Records, event_id: int) -> list[dict[str, Any]]:
    rows = records.execute(
        select(Stop, Venue, Organisation.name, Person)
        .outerjoin(Venue, Stop.venue_id == Venue.id)
        .outerjoin(Organisation, Stop.host_organisation_id == Organisation.id)
        .outerjoin(Person, Stop.contact_person_id == Person.id)
        .where(Stop.event_id == event_id)
        .order_by(Stop.position, Stop.start_date, Stop.id)
    )
    return [
        {
            "room": stop.room,
            "venue": venue.name if venue else None,
            "city": venue.city if venue else None,
            "country": venue.country if venue else None,
            "start_date": stop.start_date,
            "end_date": stop.end_date,
            "start_time": stop.start_time,
            "end_time": stop.end_time,
            "purpose": stop.purpose,
            "host": host,
            "contact": event_people.full_name(contact.titles, contact.name) if contact else None,
        }
        for stop, venue, host, contact in rows
    ]


def _tracks(records: Records, event_id: int) -> list[str]:
    return list(
        records.scalars(select(Track.name).where(Track.event_id == event_id).order_by(Track.position, Track.id))
    )


def _programme(records: Records, event_id: int, parts: list[event_people.Part]) -> list[dict[str, Any]]:
    speaking: dict[int, list[event_people.Part]] = defaultdict(list)
    for part in parts:
        if part["session_id"] is not None and not part["listed_at_end"] and not part["booth"]:
            speaking[part["session_id"]].append(part)
    rows = records.execute(
        select(Session, Track.name, Venue.name)
        .outerjoin(Track, Session.track_id == Track.id)
        .outerjoin(Stop, Session.stop_id == Stop.id)
        .outerjoin(Venue, Stop.venue_id == Venue.id)
        .where(Session.event_id == event_id)
        .order_by(Session.date.is_(None), Session.date, Session.start_time, Session.position, Session.id)
    )
    return [
        {
            "title": session.title,
            "kind": session.kind,
            "date": session.date,
            "end_date": session.end_date,
            "start_time": session.start_time,
            "end_time": session.end_time,
            "mode": session.mode,
            "room": session.room,
            "purpose": session.purpose,
            "headline": session.headline,
            "track": track,
            "place": place,
            "parts": speaking[session.id],
        }
        for session, track, place in rows
    ]


def _groups(records: Records, event_id: int, parts: list[event_people.Part]) -> list[dict[str, Any]]:
    by_id = {part["id"]: part for part in parts}
    groups = records.scalars(select(Group).where(Group.event_id == event_id).order_by(Group.number, Group.id))
    return [
        {
            "number": group.number,
            "name": group.name,
            "leader": by_id.get(group.leader_id) if group.leader_id else None,
            "composition": group.composition,
            "task": group.task,
            "outcome": group.outcome,
            "people": len({part["person_id"] for part in parts if part["group_id"] == group.id and part["person_id"]}),
        }
        for group in groups
    ]


def _minutes(records: Records, event_id: int) -> list[dict[str, Any]]:
    rows = records.execute(
        select(Minute, Person, Organisation.name)
        .outerjoin(Person, Minute.owner_person_id == Person.id)
        .outerjoin(Organisation, Minute.owner_organisation_id == Organisation.id)
        .where(Minute.event_id == event_id)
        .order_by(Minute.position, Minute.id)
    )
    return [
        {
            "kind": minute.kind,
            "number": minute.number,
            "text": minute.text,
            "owner": event_people.full_name(person.titles, person.name) if person else body,
            "due": minute.due,
            "done": minute.done,
        }
        for minute, person, body in rows
    ]


def _headcounts(records: Records, event_id: int) -> list[dict[str, Any]]:
    rows = records.execute(
        select(Headcount, Role, Category, Session.title, Organisation.name, Event.title)
        .outerjoin(Role, Headcount.role_id == Role.id)
        .outerjoin(Category, Headcount.category_id == Category.id)
        .outerjoin(Session, Headcount.session_id == Session.id)
        .outerjoin(Organisation, Headcount.organisation_id == Organisation.id)
        .outerjoin(Event, Headcount.or_event_id == Event.id)
        .where(Headcount.event_id == event_id)
        .order_by(Headcount.id)
    )
    return [
        {
            "of": headcount.of,
            "count": headcount.count,
            "qualifier": headcount.qualifier,
            "role": event_people.bilingual(role),
            "of_attendees": headcount.role_id is None or role.counts_as_attendee,
            "category": event_people.bilingual(category),
            "session": session,
            "organisation": organisation,
            "alliance_members": headcount.alliance_members,
            "covers": headcount.covers,
            "or_event": or_event,
        }
        for headcount, role, category, session, organisation, or_event in rows
    ]


def _findings(records: Records, event_id: int) -> list[dict[str, str]]:
    """What is still in doubt about the event. The message is in the window's language, which speaks of the records."""
    return [
        {"label": kind(finding.kind).label, "subject": finding.subject, "message": finding.message}
        for finding in findings(records, event_id)
    ]


def _photographs(records: Records, event_id: int) -> tuple[list[dict[str, Any]], dict[str, bytes]]:
    chosen = records.execute(
        select(Attachment.id, Attachment.media_type, Attachment.caption)
        .where(Attachment.event_id == event_id, Attachment.media_type.in_(PICTURE_ENDINGS))
        .order_by(Attachment.position, Attachment.id)
        .limit(MOST_PHOTOGRAPHS)
    )
    shown: list[dict[str, Any]] = []
    contents: dict[str, bytes] = {}
    for attachment_id, media_type, caption in chosen.all():
        file = f"photograph-{attachment_id}.{PICTURE_ENDINGS[media_type]}"
        contents[file] = records.scalars(select(Attachment.content).where(Attachment.id == attachment_id)).one()
        shown.append({"file": file, "caption": caption})
    return shown, contents


DOCUMENT: Final = Document(
    name="event-summary",
    title=N_("Event summary"),
    about="event",
    template="event_summary.typ",
    build=build,
    present=present,
)
