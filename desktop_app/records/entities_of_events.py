"""The kinds of records of an event: what it is, where and when, its parts, groups, counts and minutes."""

from typing import Any, Final

from sqlalchemy import ColumnElement, Text, case, cast, func, or_, select
from sqlalchemy.orm import aliased

from db.models import (
    Attendance,
    Event,
    Group,
    Headcount,
    Minute,
    Participation,
    Role,
    Series,
    Session,
    Stop,
    Track,
    Venue,
)
from desktop_app.language import N_, _
from desktop_app.records import lists
from desktop_app.records.fields import Entity, Field


def _people_of_event() -> ColumnElement[int]:
    return (
        select(func.count(func.distinct(Participation.person_id)))
        .where(Participation.event_id == Event.id, Participation.person_id.is_not(None))
        .correlate(Event)
        .scalar_subquery()
    )


def _first_headcount(value: Any) -> ColumnElement[Any]:
    return (
        select(value)
        .join(Role, Role.id == Headcount.role_id, isouter=True)
        .where(
            Headcount.event_id == Event.id,
            Headcount.count.is_not(None),
            or_(Role.id.is_(None), Role.counts_as_attendee),
        )
        .order_by(Headcount.count.desc(), Headcount.id)
        .limit(1)
        .correlate(Event)
        .scalar_subquery()
    )


def _attendance_of_event() -> ColumnElement[str]:
    """The number of people named; where nobody is, the largest head count as "more than|61|people"."""
    head = Headcount.qualifier + "|" + cast(Headcount.count, Text) + "|" + Headcount.of
    named = _people_of_event()
    return case((named > 0, cast(named, Text)), else_=_first_headcount(head))


def _attendance_in_figures() -> ColumnElement[int]:
    named = _people_of_event()
    return case((named > 0, named), else_=_first_headcount(Headcount.count))


def _read_attendance(value: str) -> str:
    """A head count stands in brackets, so that it is never taken for people known by name."""
    qualifier, bar, rest = value.partition("|")
    if not bar:
        return value
    number, _bar, of = rest.partition("|")
    sign = lists.shown_headcount(qualifier, int(number), "people")
    said = _("{count} org.").format(count=sign) if of == "organisations" else sign
    return f"({said})"


def _place_of_event() -> ColumnElement[str]:
    return (
        select(Venue.name)
        .join(Stop, Stop.venue_id == Venue.id)
        .where(Stop.event_id == Event.id)
        .order_by(Stop.position, Stop.id)
        .limit(1)
        .correlate(Event)
        .scalar_subquery()
    )


def _present_at_session() -> ColumnElement[int]:
    return (
        select(func.count(Attendance.id))
        .where(Attendance.session_id == Session.id, Attendance.counts_as == "present")
        .correlate(Session)
        .scalar_subquery()
    )


def _people_of_group() -> ColumnElement[int]:
    part = aliased(Participation)
    return select(func.count(part.id)).where(part.group_id == Group.id).correlate(Group).scalar_subquery()


WHEN: Final = N_("When and where")


ABOUT: Final = N_("General")


RECORD: Final = N_("Record")


SOURCE: Final = N_("As written in the source")


EVENT: Final = Entity(
    "event",
    Event,
    N_("Event"),
    N_("Events"),
    (
        Field("title", N_("Title"), required=True, width=320, section=ABOUT),
        Field("kind", N_("Kind"), "choice", lists.KINDS, required=True, width=110, section=ABOUT),
        Field("status", N_("Status"), "choice", lists.STATUSES, required=True, width=100, section=ABOUT),
        Field("our_role", N_("Our role"), "choice", lists.OUR_ROLES, required=True, section=ABOUT),
        Field("start_date", N_("From"), "date", width=100, section=WHEN),
        Field("end_date", N_("To"), "date", width=100, section=WHEN),
        Field("start_time", N_("Start time"), "time", width=80, section=WHEN),
        Field("end_time", N_("End time"), "time", width=80, section=WHEN),
        Field("duration_minutes", N_("Duration in minutes"), "number", width=90, section=WHEN),
        Field("duration_qualifier", N_("Duration is exact"), "choice", lists.QUALIFIERS, section=WHEN),
        Field("mode", N_("How held"), "choice", lists.MODES, required=True, width=100, section=WHEN),
        Field("short_title", N_("Short title"), width=140, section=ABOUT),
        Field("theme", N_("Theme"), width=220, section=ABOUT),
        Field("edition", N_("Edition"), width=90, section=ABOUT),
        Field("meeting_number", N_("Meeting number"), width=110, section=ABOUT),
        Field("series_id", N_("Series"), "link", to="series", width=200, section=ABOUT),
        Field("series_number", N_("Number in the series"), "number", width=80, section=ABOUT),
        Field("part_of_id", N_("Part of"), "link", to="event", width=200, section=ABOUT),
        Field("scope", N_("Scope"), "choice", lists.SCOPES, width=110, section=ABOUT),
        Field("audience", N_("Audience"), "lines", section=RECORD),
        Field("objective", N_("Objective"), "lines", section=RECORD),
        Field("summary", N_("Summary"), "lines", section=RECORD),
        Field("outcome", N_("Outcome"), "lines", section=RECORD),
        Field(
            "entry_finished", N_("Entry finished"), "yes_no", section=RECORD, help=N_("Nothing more is to be added.")
        ),
        Field("heading_as_written", N_("Heading"), section=SOURCE, width=260),
        Field("date_as_written", N_("Date"), section=SOURCE, width=200),
        Field("notes", N_("Notes"), "lines", section=SOURCE),
        Field(
            "people",
            N_("People"),
            "number",
            expression=_attendance_of_event,
            sort_expression=_attendance_in_figures,
            reads=_read_attendance,
            width=84,
            help=N_("People by name; in brackets a head count where nobody is named."),
        ),
        Field("place", N_("Place"), "computed", expression=_place_of_event, width=220),
    ),
    columns=("start_date", "title", "kind", "people"),
    default_sort=(("start_date", True),),
    children=("participation", "session", "stop", "group", "headcount", "minute", "track"),
    filters=("kind", "status", "series_id", "our_role"),
    searched=True,
    detail=("start_date",),
)


SERIES: Final = Entity(
    "series",
    Series,
    N_("Series"),
    N_("Series"),
    (
        Field("title", N_("Title"), required=True, width=280),
        Field("kind", N_("Kind"), "choice", lists.KINDS, width=110),
        Field("title_pattern", N_("Title pattern"), width=220),
        Field("numbering", N_("Numbering"), width=120),
        Field("notes", N_("Notes"), "lines"),
    ),
    columns=("title", "kind"),
    default_sort=(("title", False),),
)


VENUE: Final = Entity(
    "venue",
    Venue,
    N_("Venue"),
    N_("Venues"),
    (
        Field("name", N_("Name"), required=True, width=240),
        Field("address", N_("Address"), "lines", width=200),
        Field("city", N_("City"), width=120),
        Field("state", N_("State"), width=120),
        Field("country", N_("Country"), width=120),
        Field("organisation_id", N_("Belongs to"), "link", to="organisation", width=180),
        Field("notes", N_("Notes"), "lines"),
    ),
    columns=("name", "city", "country"),
    title="name",
    default_sort=(("name", False),),
    detail=("city",),
)


STOP: Final = Entity(
    "stop",
    Stop,
    N_("Stop"),
    N_("Stops"),
    (
        Field("event_id", N_("Event"), "link", to="event", required=True),
        Field("venue_id", N_("Place"), "link", to="venue", width=220),
        Field("room", N_("Room"), width=160),
        Field("start_date", N_("From"), "date", width=95),
        Field("end_date", N_("To"), "date", width=95),
        Field("start_time", N_("Start time"), "time", width=80),
        Field("end_time", N_("End time"), "time", width=80),
        Field("purpose", N_("Purpose"), width=200),
        Field("host_organisation_id", N_("Host"), "link", to="organisation", width=180),
        Field("contact_person_id", N_("Contact"), "link", to="person", width=160),
        Field("notes", N_("Notes"), "lines", width=200),
    ),
    columns=("venue_id", "room", "start_date", "end_date", "purpose", "host_organisation_id"),
    title="venue_id",
    default_sort=(("position", False),),
    parent="event_id",
    ordered=True,
)


TRACK: Final = Entity(
    "track",
    Track,
    N_("Track"),
    N_("Tracks"),
    (
        Field("event_id", N_("Event"), "link", to="event", required=True),
        Field("name", N_("Name"), required=True, width=260),
    ),
    columns=("name",),
    title="name",
    default_sort=(("position", False),),
    parent="event_id",
    ordered=True,
)


SESSION: Final = Entity(
    "session",
    Session,
    N_("Session"),
    N_("Programme"),
    (
        Field("event_id", N_("Event"), "link", to="event", required=True),
        Field("date", N_("Date"), "date", width=95),
        Field("start_time", N_("From"), "time", width=60),
        Field("end_time", N_("To"), "time", width=60),
        Field("title", N_("Title"), required=True, width=260),
        Field("kind", N_("Kind"), "choice", lists.SESSION_KINDS, required=True, width=110),
        Field("end_date", N_("Last day"), "date", width=95),
        Field("track_id", N_("Track"), "link", to="track", width=140),
        Field("room", N_("Room"), width=120),
        Field("stop_id", N_("Stop"), "link", to="stop", width=140),
        Field("mode", N_("How held"), "choice", lists.MODES, width=90),
        Field("takes_attendance", N_("Takes attendance"), "yes_no", width=90),
        Field("headline", N_("Main session"), "yes_no", width=80),
        Field("purpose", N_("Purpose"), width=200),
        Field("notes", N_("Notes"), "lines", width=200),
        Field("present", N_("Present"), "number", expression=_present_at_session, width=70),
    ),
    columns=("date", "start_time", "end_time", "title", "kind", "takes_attendance", "present"),
    default_sort=(("date", False), ("start_time", False), ("position", False)),
    parent="event_id",
    detail=("date",),
    ordered=True,
)


GROUP: Final = Entity(
    "group",
    Group,
    N_("Group"),
    N_("Groups"),
    (
        Field("event_id", N_("Event"), "link", to="event", required=True),
        Field("number", N_("No."), "number", required=True, width=50),
        Field("name", N_("Name"), width=180),
        Field("composition", N_("Composition"), width=180),
        Field("leader_id", N_("Leader"), "link", to="participation", width=180),
        Field("task", N_("Task"), width=240),
        Field("outcome", N_("Outcome"), "lines", width=240),
        Field("people", N_("People"), "number", expression=_people_of_group, width=70),
    ),
    columns=("number", "name", "leader_id", "task", "people"),
    title="number",
    default_sort=(("number", False),),
    parent="event_id",
    detail=("name",),
)


HEADCOUNT: Final = Entity(
    "headcount",
    Headcount,
    N_("Head count"),
    N_("Head counts"),
    (
        Field("event_id", N_("Event"), "link", to="event", required=True),
        Field("qualifier", N_("How exact"), "choice", lists.QUALIFIERS, required=True, width=90),
        Field("count", N_("How many"), "number", width=70),
        Field("of", N_("What is counted"), "choice", lists.HEADCOUNT_OF, required=True, width=110),
        Field("role_id", N_("Role"), "link", to="role", width=130),
        Field("category_id", N_("Category"), "link", to="category", width=130),
        Field("organisation_id", N_("Of the organisation"), "link", to="organisation", width=160),
        Field("alliance_members", N_("Alliance members"), "yes_no", width=90),
        Field("session_id", N_("Session"), "link", to="session", width=140),
        Field("covers", N_("Who it covers"), width=200),
        Field("as_written", N_("As written"), width=160),
        Field("or_event_id", N_("Or belongs to"), "link", to="event", width=180),
        Field("doubt", N_("Doubt"), width=200),
        Field("source", N_("Source"), width=160),
    ),
    columns=("qualifier", "count", "of", "role_id", "category_id", "covers", "source"),
    title="count",
    default_sort=(("id", False),),
    parent="event_id",
)


MINUTE: Final = Entity(
    "minute",
    Minute,
    N_("Item of minutes"),
    N_("Minutes"),
    (
        Field("event_id", N_("Event"), "link", to="event", required=True),
        Field("number", N_("No."), width=50),
        Field("kind", N_("Kind"), "choice", lists.MINUTE_KINDS, required=True, width=100),
        Field("text", N_("Text"), required=True, width=320),
        Field("owner_person_id", N_("Person in charge"), "link", to="person", width=150),
        Field("owner_organisation_id", N_("Organisation in charge"), "link", to="organisation", width=150),
        Field("due", N_("Due"), "date", width=95),
        Field("done", N_("Done"), "yes_no", width=60),
        Field("session_id", N_("Session"), "link", to="session", width=140),
    ),
    columns=("number", "kind", "text", "owner_person_id", "due", "done"),
    title="text",
    default_sort=(("position", False),),
    parent="event_id",
    ordered=True,
)
