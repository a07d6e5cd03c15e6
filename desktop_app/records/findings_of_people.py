"""Doubts about people, bodies and their parts: doubled, unnamed, counted and named differently, absent yet marked."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session as Records
from sqlalchemy.orm import aliased

from db.models import Attendance, Category, Event, Headcount, Organisation, Participation, Person, Role, Session
from desktop_app.language import _, ngettext
from desktop_app.records.finding import Finding, of_event
from desktop_app.records.lists import QUALIFIERS, label, named


def names_and_headcount_differ(session: Records, event_id: int | None) -> Iterator[Finding]:
    """A head count beside names that come to another number: of the same role, category, body, session or members.

    A head count with no names to it is not in doubt: that is what head counts are for. "About" leaves a tenth either
    way, "more than" leaves every larger number.
    """
    found = case(
        (Headcount.of == "people", _named(Participation.person_id)), else_=_named(Participation.organisation_id)
    )
    query = (
        select(Event.id, Event.title, Headcount, Role, Category, Organisation.name, found)
        .join(Headcount, Headcount.event_id == Event.id)
        .outerjoin(Role, Headcount.role_id == Role.id)
        .outerjoin(Category, Headcount.category_id == Category.id)
        .outerjoin(Organisation, Headcount.organisation_id == Organisation.id)
        .where(Headcount.count.is_not(None), _differs(found), found > 0)
        .order_by(Event.id, Headcount.id)
    )
    for owner_id, title, headcount, role, category, body, names in session.execute(of_event(query, event_id)):
        who = _who(headcount, role, category, body)
        message = ngettext(
            "The head count says {counted}{who}; {count} is in the records by name.",
            "The head count says {counted}{who}; {count} are in the records by name.",
            names,
        ).format(counted=_counted(headcount), who=f" ({who})" if who else "", count=names)
        about = f"headcount:{headcount.id}"
        yield Finding("names-and-headcount-differ", about, title, message, "headcount", headcount.id, owner_id)


def _named(what: Any) -> Any:
    """How many people or bodies took the part that the head count is about."""
    role = aliased(Role)
    at_session = (
        select(Attendance.id)
        .where(
            Attendance.participation_id == Participation.id,
            Attendance.session_id == Headcount.session_id,
            Attendance.counts_as == "present",
        )
        .exists()
    )
    member = select(Organisation.id).where(Organisation.id == Participation.organisation_id, Organisation.is_member)
    return (
        select(func.count(what.distinct()))
        .select_from(Participation)
        .join(role, Participation.role_id == role.id)
        .where(
            Participation.event_id == Headcount.event_id,
            Participation.status == "attended",
            or_(Participation.role_id == Headcount.role_id, and_(Headcount.role_id.is_(None), role.counts_as_attendee)),
            or_(Headcount.category_id.is_(None), Participation.category_id == Headcount.category_id),
            or_(Headcount.organisation_id.is_(None), Participation.organisation_id == Headcount.organisation_id),
            or_(Headcount.session_id.is_(None), Participation.session_id == Headcount.session_id, at_session),
            or_(~Headcount.alliance_members, member.exists()),
        )
        .correlate(Headcount)
        .scalar_subquery()
    )


def _differs(found: Any) -> Any:
    return case(
        (Headcount.qualifier == "about", func.abs(found - Headcount.count) * 10 > Headcount.count),
        (Headcount.qualifier == "more than", found <= Headcount.count),
        else_=found != Headcount.count,
    )


def _counted(headcount: Headcount) -> str:
    if headcount.count is None:
        return headcount.covers or ""
    if headcount.qualifier == "exactly":
        return str(headcount.count)
    return f"{label(QUALIFIERS, headcount.qualifier).lower()} {headcount.count}"


def _who(headcount: Headcount, role: Role | None, category: Category | None, body: str | None) -> str:
    parts = [named(row) for row in (role, category) if row is not None]
    parts += [body] if body else []
    parts += [_("Alliance members")] if headcount.alliance_members else []
    return ", ".join(parts)


def headcount_in_doubt(session: Records, event_id: int | None) -> Iterator[Finding]:
    """A head count that may mean something else, or may belong to another event."""
    other = aliased(Event)
    query = (
        select(Event.id, Event.title, Headcount, other.title)
        .join(Headcount, Headcount.event_id == Event.id)
        .outerjoin(other, Headcount.or_event_id == other.id)
        .where(or_(Headcount.doubt.is_not(None), Headcount.or_event_id.is_not(None)))
        .order_by(Event.id, Headcount.id)
    )
    for owner_id, title, headcount, another in session.execute(of_event(query, event_id)):
        counted = f"“{headcount.as_written}”" if headcount.as_written else _counted(headcount)
        if another:
            message = _("The head count {counted} may belong to {event} instead.").format(
                counted=counted, event=another
            )
        else:
            message = _("The head count {counted} is in doubt.").format(counted=counted)
        message = f"{message} {headcount.doubt}" if headcount.doubt else message
        about = f"headcount:{headcount.id}"
        yield Finding("headcount-in-doubt", about, title, message, "headcount", headcount.id, owner_id)


def marked_though_absent(session: Records, event_id: int | None) -> Iterator[Finding]:
    """A mark of presence for somebody whose part says he was absent."""
    query = (
        select(Event.id, Event.title, Participation.id, Person.name, func.count(), func.min(Session.title))
        .join(Participation, Participation.event_id == Event.id)
        .join(Person, Participation.person_id == Person.id)
        .join(Attendance, Attendance.participation_id == Participation.id)
        .join(Session, Attendance.session_id == Session.id)
        .where(Participation.status.in_(("absent", "absent with apologies")), Attendance.counts_as == "present")
        .group_by(Event.id, Event.title, Participation.id, Person.name)
    )
    for owner_id, title, row_id, name, _marks, part in session.execute(of_event(query, event_id)):
        message = _("{person} is entered as absent, but marked present at “{session}”.").format(
            person=name, session=part
        )
        yield Finding(
            "marked-though-absent", f"participation:{row_id}", title, message, "participation", row_id, owner_id
        )


def part_twice(session: Records, event_id: int | None) -> Iterator[Finding]:
    """One person in one event with the same role twice, at the same session or at none."""
    part = (Participation.event_id, Participation.person_id, Participation.role_id)
    again = (
        select(*part, func.min(Participation.id).label("first"), func.max(Participation.id).label("last"))
        .where(Participation.person_id.is_not(None))
        .group_by(*part, Participation.session_id)
        .having(func.count() > 1)
        .subquery()
    )
    query = (
        select(Event.id, Event.title, Person.name, Role, again.c.first, again.c.last)
        .join(again, again.c.event_id == Event.id)
        .join(Person, again.c.person_id == Person.id)
        .join(Role, again.c.role_id == Role.id)
    )
    for owner_id, title, name, role, first, last in session.execute(of_event(query, event_id)):
        message = _("{person} has the same part twice: {role}.").format(person=name, role=named(role))
        yield Finding("part-twice", f"participation:{first},{last}", title, message, "participation", last, owner_id)


def part_without_name(session: Records, event_id: int | None) -> Iterator[Finding]:
    """A part whose holder is known by post alone, such as a mayor who was called upon."""
    query = (
        select(Event.id, Event.title, Participation.id, Participation.post_then, Organisation.name)
        .join(Participation, Participation.event_id == Event.id)
        .outerjoin(Organisation, Participation.organisation_id == Organisation.id)
        .where(Participation.person_id.is_(None), Participation.post_then.is_not(None), Participation.post_then != "")
        .order_by(Event.id, Participation.position)
    )
    for owner_id, title, row_id, post, body in session.execute(of_event(query, event_id)):
        message = _("{post} ({organisation}) is not named.").format(post=post, organisation=body or "")
        yield Finding("part-without-name", f"participation:{row_id}", title, message, "participation", row_id, owner_id)


def person_doubled(session: Records, event_id: int | None) -> Iterator[Finding]:
    """People whose names are spellings of one name. Different identity numbers settle that they are not one."""
    if event_id is not None:
        return
    several = select(Person.name_key).where(Person.name_key != "").group_by(Person.name_key).having(func.count() > 1)
    rows = session.execute(
        select(Person.name_key, Person.id, Person.name, Person.identity_number, Organisation.name)
        .outerjoin(Organisation, Person.organisation_id == Organisation.id)
        .where(Person.name_key.in_(several))
        .order_by(Person.name_key, Person.id)
    )
    for _key, group in groupby(rows, key=lambda row: row[0]):
        people = list(group)
        numbers = [row[3] for row in people if row[3]]
        if len(set(numbers)) == len(people):
            continue
        names = "; ".join(f"{row[2]} ({row[4]})" if row[4] else row[2] for row in people)
        yield _doubled("person", [row[1] for row in people], people[0][2], names)


def organisation_doubled(session: Records, event_id: int | None) -> Iterator[Finding]:
    """Bodies of one country whose names differ in case, accents or punctuation alone."""
    if event_id is not None:
        return
    country = func.coalesce(Organisation.country, "")
    several = (
        select(Organisation.sort_name)
        .where(Organisation.sort_name != "")
        .group_by(Organisation.sort_name, country)
        .having(func.count() > 1)
    )
    rows = session.execute(
        select(Organisation.sort_name, country, Organisation.id, Organisation.name)
        .where(Organisation.sort_name.in_(several))
        .order_by(Organisation.sort_name, country, Organisation.id)
    )
    for _key, group in groupby(rows, key=lambda row: (row[0], row[1])):
        bodies = list(group)
        if len(bodies) > 1:
            yield _doubled("organisation", [row[2] for row in bodies], bodies[0][3], "; ".join(r[3] for r in bodies))


def _doubled(table: str, ids: list[int], subject: str, names: str) -> Finding:
    message = _("These may be one and the same: {names}.").format(names=names)
    return Finding(f"{table}-doubled", f"{table}:{','.join(map(str, ids))}", subject, message, table, ids[0])


def organisation_without_category(session: Records, event_id: int | None) -> Iterator[Finding]:
    """Bodies that no figure by category counts."""
    if event_id is not None:
        return
    query = select(Organisation.id, Organisation.name).where(Organisation.category_id.is_(None))
    for row_id, name in session.execute(query.order_by(Organisation.sort_name)):
        message = _("The organisation has no category.")
        about = f"organisation:{row_id}"
        yield Finding("organisation-without-category", about, name, message, "organisation", row_id)
