"""The kinds of records of people and organisations, and of the part they had in events."""

import datetime as dt
from typing import Final

from sqlalchemy import ColumnElement, func, select

from db.models import Attendance, Category, Event, Organisation, OrganisationSpelling, Participation, Person, Role
from desktop_app.language import N_
from desktop_app.records import lists
from desktop_app.records.fields import Entity, Field


def _events_of_person() -> ColumnElement[int]:
    return (
        select(func.count(func.distinct(Participation.event_id)))
        .where(Participation.person_id == Person.id)
        .correlate(Person)
        .scalar_subquery()
    )


def _last_event_of_person() -> ColumnElement[dt.date | None]:
    return (
        select(func.max(Event.start_date))
        .join(Participation, Participation.event_id == Event.id)
        .where(Participation.person_id == Person.id)
        .correlate(Person)
        .scalar_subquery()
    )


def _people_of_organisation() -> ColumnElement[int]:
    return (
        select(func.count(Person.id))
        .where(Person.organisation_id == Organisation.id)
        .correlate(Organisation)
        .scalar_subquery()
    )


def _sessions_attended() -> ColumnElement[int]:
    return (
        select(func.count(Attendance.id))
        .where(Attendance.participation_id == Participation.id, Attendance.counts_as == "present")
        .correlate(Participation)
        .scalar_subquery()
    )


ABOUT: Final = N_("General")


RECORD: Final = N_("Record")


REACH: Final = N_("Contact details")


MEMBERSHIP: Final = N_("Membership")


PART: Final = N_("Part in the event")


PARTICIPATION: Final = Entity(
    "participation",
    Participation,
    N_("Part"),
    N_("People"),
    (
        Field("event_id", N_("Event"), "link", to="event", required=True),
        Field("person_id", N_("Name"), "link", to="person", width=220, section=PART),
        Field("role_id", N_("Role"), "link", to="role", required=True, width=120, section=PART),
        Field("organisation_id", N_("Organisation then"), "link", to="organisation", width=200, section=PART),
        Field("post_then", N_("Post then"), width=160, section=PART),
        Field("category_id", N_("Category then"), "link", to="category", width=130, section=PART),
        Field("status", N_("Status"), "choice", lists.PARTICIPATION_STATUSES, required=True, width=110, section=PART),
        Field("mode", N_("How they took part"), "choice", lists.TAKING_PART, width=110, section=PART),
        Field("group_id", N_("Group"), "link", to="group", width=60, section=PART),
        Field("booth", N_("Booth"), width=60, section=PART),
        Field("exhibit", N_("Exhibit"), width=180, section=PART),
        Field("talk_title", N_("Talk"), width=200, section=PART),
        Field("session_id", N_("Session"), "link", to="session", width=140, section=PART),
        Field("represented_by_id", N_("Represented by"), "link", to="person", width=160, section=PART),
        Field("seat", N_("Seat"), width=100, section=PART),
        Field("votes", N_("Has a vote"), "yes_no", width=60, section=PART),
        Field("name_as_written", N_("Name as written"), width=180, section=PART),
        Field("organisation_as_written", N_("Organisation as written"), width=180, section=PART),
        Field("remarks", N_("Remarks"), "lines", width=180, section=PART),
        Field("attended", N_("Sessions"), "number", expression=_sessions_attended, width=70),
    ),
    columns=("person_id", "role_id", "organisation_id", "group_id", "status"),
    title="person_id",
    default_sort=(("position", False), ("id", False)),
    parent="event_id",
    filters=("role_id", "status", "category_id", "group_id"),
    ordered=True,
)


PERSON: Final = Entity(
    "person",
    Person,
    N_("Person"),
    N_("People"),
    (
        Field("titles", N_("Titles"), width=90, section=ABOUT, help=N_("Dr., Dato', Ir. … apart from the name.")),
        Field("name", N_("Name"), required=True, width=240, sort_by="sort_name", section=ABOUT),
        Field("other_names", N_("Other names"), width=160, section=ABOUT),
        Field("post", N_("Post now"), width=180, section=ABOUT),
        Field("organisation_id", N_("Organisation now"), "link", to="organisation", width=220, section=ABOUT),
        Field("email", N_("E-mail"), "email", width=200, section=REACH),
        Field("phone", N_("Telephone"), "phone", width=130, section=REACH),
        Field("more_emails", N_("More e-mails"), width=200, section=REACH),
        Field("more_phones", N_("More telephones"), width=160, section=REACH),
        Field("gender", N_("Gender"), "choice", lists.GENDERS, width=80, section=RECORD),
        Field("nationality", N_("Nationality"), width=110, section=RECORD),
        Field("identity_number", N_("Identity number"), width=130, section=RECORD),
        Field("notes", N_("Notes"), "lines", section=RECORD),
        Field("events", N_("Events"), "number", expression=_events_of_person, width=70),
        Field("last_event", N_("Last event"), "date", expression=_last_event_of_person, width=95),
    ),
    columns=("name", "titles", "organisation_id", "post", "events"),
    title="name",
    default_sort=(("name", False),),
    filters=("organisation_id", "gender"),
    searched=True,
    detail=("organisation_id", "post"),
)


ORGANISATION: Final = Entity(
    "organisation",
    Organisation,
    N_("Organisation"),
    N_("Organisations"),
    (
        Field("name", N_("Name"), required=True, width=320, sort_by="sort_name", section=ABOUT),
        Field("short_name", N_("Short name"), width=100, section=ABOUT),
        Field("category_id", N_("Category"), "link", to="category", width=140, section=ABOUT),
        Field("parent_id", N_("Part of"), "link", to="organisation", width=220, section=ABOUT),
        Field("state", N_("State"), width=110, section=REACH),
        Field("country", N_("Country"), width=110, section=REACH),
        Field("website", N_("Website"), width=160, section=REACH),
        Field("is_member", N_("Alliance member"), "yes_no", width=80, section=MEMBERSHIP),
        Field("member_number", N_("Member number"), width=110, section=MEMBERSHIP),
        Field("member_from", N_("Member from"), "date", width=95, section=MEMBERSHIP),
        Field("member_to", N_("Member to"), "date", width=95, section=MEMBERSHIP),
        Field("notes", N_("Notes"), "lines", section=RECORD),
        Field("people", N_("People"), "number", expression=_people_of_organisation, width=70),
    ),
    columns=("name", "short_name", "category_id", "people"),
    title="name",
    default_sort=(("name", False),),
    children=("organisation_spelling",),
    filters=("category_id", "country", "is_member"),
    searched=True,
    detail=("short_name",),
)


SPELLING: Final = Entity(
    "organisation_spelling",
    OrganisationSpelling,
    N_("Spelling"),
    N_("Spellings"),
    (
        Field("organisation_id", N_("Organisation"), "link", to="organisation", required=True),
        Field("spelling", N_("Also written as"), required=True, width=320),
    ),
    columns=("spelling",),
    title="spelling",
    default_sort=(("spelling", False),),
    parent="organisation_id",
)


ATTENDANCE: Final = Entity(
    "attendance",
    Attendance,
    N_("Mark"),
    N_("Attendance"),
    (
        Field("participation_id", N_("Name"), "link", to="participation", required=True, width=220),
        Field("session_id", N_("Session"), "link", to="session", required=True, width=200),
        Field("mark", N_("Mark"), "choice", lists.MARKS, required=True, width=100),
        Field("minutes", N_("Minutes attended"), "number", width=80),
        Field("time_in", N_("Time in"), "time", width=70),
        Field("time_out", N_("Time out"), "time", width=70),
        Field("source", N_("Source"), width=100, read_only=True),
    ),
    columns=("participation_id", "session_id", "mark", "minutes", "time_in", "time_out"),
    title="participation_id",
    default_sort=(("session_id", False), ("participation_id", False)),
    filters=("mark", "session_id"),
)


CATEGORY: Final = Entity(
    "category",
    Category,
    N_("Category"),
    N_("Categories"),
    (
        Field("code", N_("Code"), required=True, width=120),
        Field("name_en", N_("English name"), required=True, width=180),
        Field("name_ms", N_("Malay name"), width=180),
    ),
    columns=("name_en", "name_ms"),
    title="name_en",
    default_sort=(("position", False),),
    ordered=True,
)


ROLE: Final = Entity(
    "role",
    Role,
    N_("Role"),
    N_("Roles"),
    (
        Field("code", N_("Code"), required=True, width=120),
        Field("name_en", N_("English name"), required=True, width=180),
        Field("name_ms", N_("Malay name"), width=180),
        Field("family", N_("Listed under"), "choice", lists.ROLE_FAMILIES, required=True, width=180),
        Field("counts_as_attendee", N_("Counts as an attendee"), "yes_no", width=100),
    ),
    columns=("name_en", "name_ms", "family", "counts_as_attendee"),
    title="name_en",
    default_sort=(("position", False),),
    ordered=True,
)
