"""Doubts about events: their dates, headings, numbering, programme, and what a held event still lacks."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any, Final

from sqlalchemy import ColumnElement, Integer, Select, and_, cast, func, or_, select
from sqlalchemy.orm import Session as Records
from sqlalchemy.orm import aliased

from db.models import (
    Attendance,
    Evaluation,
    Event,
    Group,
    Headcount,
    Minute,
    Participation,
    Response,
    Role,
    Series,
    Session,
    Stop,
)
from desktop_app.language import N_, _
from desktop_app.records.dates import shown_range
from desktop_app.records.finding import Finding, of_event
from desktop_app.records.lists import MINUTE_KINDS, Choices, label
from desktop_app.records.written_dates import written_dates

_ROLES_THAT_ATTEND: Final = ("member", "ex-officio", "observer", "by invitation")

_KIND_WORDS: Final = {
    word: kind
    for kind, words in {
        "conference": ("conference", "persidangan"),
        "workshop": ("workshop", "bengkel"),
        "training": ("training", "course", "latihan", "kursus"),
        "study tour": ("study tour", "study visit", "lawatan"),
        "meeting": ("meeting", "mesyuarat"),
        "engagement": ("engagement", "libat urus"),
    }.items()
    for word in words
}
"""How a heading says what kind of event stands below it."""

_KIND_WORD: Final = re.compile(rf"\b(?:{'|'.join(_KIND_WORDS)})", re.IGNORECASE)


def dates_contradict(session: Records, event_id: int | None) -> Iterator[Finding]:
    """Dates the source gives, in its date line or its heading, that are not the event's."""
    query = select(
        Event.id, Event.title, Event.start_date, Event.end_date, Event.date_as_written, Event.heading_as_written
    )
    query = query.where(or_(Event.date_as_written.is_not(None), Event.heading_as_written.is_not(None)))
    rows = session.execute(of_event(query, event_id).where(Event.start_date.is_not(None)))
    for row_id, title, start, end, line, heading in rows:
        others = [
            found.text
            for text in (line, heading)
            for found in written_dates(text or "")
            if start and not found.agrees_with(start, end or start)
        ]
        if others:
            message = _("The source says {written}, the record says {dates}.").format(
                written=", ".join(dict.fromkeys(others)), dates=shown_range(start, end)
            )
            yield Finding("dates-contradict", f"event:{row_id}", title, message, "event", row_id, row_id)


def date_without_year(session: Records, event_id: int | None) -> Iterator[Finding]:
    """A date line of the source that names no year: the record's year comes from elsewhere."""
    query = select(Event.id, Event.title, Event.date_as_written).where(Event.date_as_written.is_not(None))
    for row_id, title, line in session.execute(of_event(query, event_id)):
        for found in written_dates(line or ""):
            if found.year is None:
                message = _("The source gives the date as {written}, without a year.").format(written=found.text)
                yield Finding("date-without-year", f"event:{row_id}", title, message, "event", row_id, row_id)
                break


def heading_of_another_kind(session: Records, event_id: int | None) -> Iterator[Finding]:
    """A heading in the source that names one kind of event above the text of another."""
    query = select(Event.id, Event.title, Event.kind, Event.heading_as_written)
    says_its_own = func.lower(Event.heading_as_written).like("%" + Event.kind + "%")
    for row_id, title, kind, heading in session.execute(of_event(query, event_id).where(~says_its_own)):
        named = {_KIND_WORDS[word.casefold()] for word in _KIND_WORD.findall(heading or "")}
        if named and kind not in named:
            message = _("The source puts it under the heading “{heading}”, which names another kind of event.")
            yield Finding(
                "heading-of-another-kind",
                f"event:{row_id}",
                title,
                message.format(heading=heading),
                "event",
                row_id,
                row_id,
            )


def heading_twice(session: Records, event_id: int | None) -> Iterator[Finding]:
    """One heading of the source above several events."""
    folded = func.lower(Event.heading_as_written)
    several = select(folded).where(folded.is_not(None)).group_by(folded).having(func.count() > 1)
    rows = session.execute(
        select(Event.id, Event.title, Event.heading_as_written, folded)
        .where(folded.in_(several))
        .order_by(folded, Event.start_date, Event.id)
    )
    for _key, group in groupby(rows, key=lambda row: row[3]):
        events = list(group)
        if event_id is None or event_id in [row[0] for row in events]:
            about = "event:" + ",".join(str(row[0]) for row in sorted(events))
            message = _("The source has one and the same heading above these events: {events}.").format(
                events="; ".join(row[1] for row in events)
            )
            shown = event_id or events[0][0]
            yield Finding("heading-twice", about, events[0][2], message, "event", shown, shown)


def numbers_missing(session: Records, event_id: int | None) -> Iterator[Finding]:
    """Numbered lines of one kind whose plain numbers do not run from 1 without a gap."""
    plainly = and_(Minute.number != "", func.trim(Minute.number, "0123456789") == "", func.length(Minute.number) < 5)
    number = cast(Minute.number, Integer)
    gaps = (
        select(Minute.event_id, Minute.kind)
        .where(plainly)
        .group_by(Minute.event_id, Minute.kind)
        .having(func.max(number) > func.count(number.distinct()))
        .subquery()
    )
    query = (
        select(Event.id, Event.title, Minute.kind, func.aggregate_strings(Minute.number, ","), func.min(Minute.id))
        .join(gaps, gaps.c.event_id == Event.id)
        .join(Minute, and_(Minute.event_id == Event.id, Minute.kind == gaps.c.kind, plainly))
        .group_by(Event.id, Event.title, Minute.kind)
    )
    for row_id, title, kind, written, first in session.execute(of_event(query, event_id)):
        numbers = {int(one) for one in written.split(",")}
        missing = [str(one) for one in range(1, max(numbers)) if one not in numbers]
        if missing:
            message = _("Among the numbered lines ({kind}) these numbers are missing: {numbers}.").format(
                kind=label(MINUTE_KINDS, kind), numbers=", ".join(missing)
            )
            yield Finding("numbers-missing", f"event:{row_id} {kind}", title, message, "minute", first, row_id)


def number_in_series(session: Records, event_id: int | None) -> Iterator[Finding]:
    """An event without a number in a series whose other events have one."""
    other = aliased(Event)
    numbered = select(other.id).where(other.series_id == Event.series_id, other.series_number.is_not(None)).exists()
    query = (
        select(Event.id, Event.title, Series.title)
        .join(Series, Event.series_id == Series.id)
        .where(Event.series_number.is_(None), numbered)
    )
    for row_id, title, series in session.execute(of_event(query, event_id)):
        message = _("Other events of the series “{series}” have a number, this one has none.").format(series=series)
        yield Finding("number-in-series", f"event:{row_id}", title, message, "event", row_id, row_id)


def ends_before_it_begins(session: Records, event_id: int | None) -> Iterator[Finding]:
    """Events, parts of a programme and stops whose end lies before their beginning."""
    queries: list[tuple[str, Select[*tuple[Any, ...]]]] = [
        ("event", select(Event.id, Event.title, Event.id, Event.title).where(_backwards(Event))),
        (
            "session",
            select(Event.id, Event.title, Session.id, Session.title)
            .join(Session, Session.event_id == Event.id)
            .where(_backwards(Session, Session.date)),
        ),
        (
            "stop",
            select(Event.id, Event.title, Stop.id, Stop.purpose)
            .join(Stop, Stop.event_id == Event.id)
            .where(_backwards(Stop)),
        ),
    ]
    for table, query in queries:
        for owner_id, title, row_id, part in session.execute(of_event(query, event_id)):
            message = _("It ends before it begins.")
            if table != "event":
                message = _("“{part}” ends before it begins.").format(part=part or _("A stop"))
            yield Finding("ends-before-it-begins", f"{table}:{row_id}", title, message, table, row_id, owner_id)


def _backwards(model: Any, start: Any = None) -> ColumnElement[bool]:
    start = model.start_date if start is None else start
    one_day = or_(model.end_date.is_(None), model.end_date == start)
    return or_(model.end_date < start, and_(one_day, model.end_time < model.start_time))


def session_outside_dates(session: Records, event_id: int | None) -> Iterator[Finding]:
    """Parts of a programme on a day that is not the event's; an assessment may come before or after it."""
    query = (
        select(Event.id, Event.title, Session.id, Session.title, Session.date, Session.end_date)
        .join(Session, Session.event_id == Event.id)
        .where(
            Session.kind != "assessment",
            or_(
                Session.date < Event.start_date,
                func.coalesce(Session.end_date, Session.date) > func.coalesce(Event.end_date, Event.start_date),
            ),
        )
    )
    for owner_id, title, row_id, part, start, end in session.execute(of_event(query, event_id)):
        message = _("“{part}” on {dates} lies outside the event's own dates.").format(
            part=part, dates=shown_range(start, end)
        )
        yield Finding("session-outside-dates", f"session:{row_id}", title, message, "session", row_id, owner_id)


def group_without_leader(session: Records, event_id: int | None) -> Iterator[Finding]:
    """A focus group of a held event whose leader is not named."""
    query = (
        select(Event.id, Event.title, Group.id, Group.number)
        .join(Group, Group.event_id == Event.id)
        .where(Group.leader_id.is_(None), Event.status == "held")
        .order_by(Event.id, Group.number)
    )
    for owner_id, title, row_id, number in session.execute(of_event(query, event_id)):
        message = _("Group {number} has no leader.").format(number=number)
        yield Finding("group-without-leader", f"group:{row_id}", title, message, "group", row_id, owner_id)


# --- what an event lacks ---------------------------------------------------------------------------------------------

LACKS: Final[Choices] = (
    ("date", N_("Date")),
    ("venue", N_("Venue")),
    ("attendance", N_("Attendance")),
    ("summary", N_("Summary")),
    ("evaluation", N_("Evaluation")),
    ("minutes", N_("Minutes")),
)
"""What an event can lack. The finding is called "no-" and the code."""


def lacking() -> dict[str, ColumnElement[bool]]:
    """The condition under which an event lacks each of LACKS.

    Only a confirmed or held event must have a venue, and only a held one the rest; a training needs an evaluation with
    a finished form, a meeting a line of minutes. Attendance is there when anybody who counts is marked, named as having
    attended, or counted without a name.
    """
    held = Event.status == "held"
    marked = select(Attendance.id).join(Session).where(Session.event_id == Event.id).exists()
    named = (
        select(Participation.id)
        .join(Role, Participation.role_id == Role.id)
        .where(
            Participation.event_id == Event.id,
            Participation.status == "attended",
            Participation.person_id.is_not(None),
            or_(
                and_(Role.family.in_(("participant", "delegation")), Role.counts_as_attendee),
                Role.code.in_(_ROLES_THAT_ATTEND),
            ),
        )
        .exists()
    )
    counted = (
        select(Headcount.id)
        .outerjoin(Role, Headcount.role_id == Role.id)
        .where(
            Headcount.event_id == Event.id,
            Headcount.count > 0,
            or_(Headcount.role_id.is_(None), Role.counts_as_attendee),
        )
        .exists()
    )
    placed = select(Stop.id).where(Stop.event_id == Event.id, Stop.venue_id.is_not(None)).exists()
    evaluated = select(Response.id).join(Evaluation).where(Evaluation.event_id == Event.id, Response.finished).exists()
    in_a_place = and_(Event.status.in_(("confirmed", "held")), Event.mode.in_(("in person", "hybrid")))
    return {
        "date": and_(Event.status != "cancelled", Event.start_date.is_(None)),
        "venue": and_(in_a_place, ~placed),
        "attendance": and_(held, ~named, ~counted, ~marked),
        "summary": and_(held, func.coalesce(func.trim(Event.summary), "") == ""),
        "evaluation": and_(held, Event.kind == "training", ~evaluated),
        "minutes": and_(held, Event.kind == "meeting", ~select(Minute.id).where(Minute.event_id == Event.id).exists()),
    }


def _lack(session: Records, event_id: int | None, code: str, message: str) -> Iterator[Finding]:
    query = select(Event.id, Event.title).where(lacking()[code]).order_by(Event.start_date, Event.id)
    for row_id, title in session.execute(of_event(query, event_id)):
        yield Finding(f"no-{code}", f"event:{row_id}", title, message, "event", row_id, row_id)


def no_date(session: Records, event_id: int | None) -> Iterator[Finding]:
    """Events without a date."""
    return _lack(session, event_id, "date", _("It has no date."))


def no_venue(session: Records, event_id: int | None) -> Iterator[Finding]:
    """Confirmed and held events without a venue."""
    return _lack(session, event_id, "venue", _("It has no venue."))


def no_attendance(session: Records, event_id: int | None) -> Iterator[Finding]:
    """Held events of which nobody knows who or how many came."""
    return _lack(session, event_id, "attendance", _("It was held, but neither names nor a head count say who came."))


def no_summary(session: Records, event_id: int | None) -> Iterator[Finding]:
    """Held events without a summary."""
    return _lack(session, event_id, "summary", _("It was held, but it has no summary."))


def no_evaluation(session: Records, event_id: int | None) -> Iterator[Finding]:
    """Held trainings without a finished evaluation form."""
    return _lack(session, event_id, "evaluation", _("The training was held, but there is no evaluation of it."))


def no_minutes(session: Records, event_id: int | None) -> Iterator[Finding]:
    """Held meetings without a line of minutes."""
    return _lack(session, event_id, "minutes", _("The meeting was held, but it has no minutes."))
