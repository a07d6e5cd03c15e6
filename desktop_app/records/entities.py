"""The kinds of records, in one tuple. To add a field: the model, a migration, and a line here."""

import datetime as dt
from typing import Any, Final

from sqlalchemy import ColumnElement, Text, case, cast, func, or_, select
from sqlalchemy.orm import aliased

from db.models import (
    AssessmentScore,
    Attendance,
    Category,
    Certificate,
    Evaluation,
    Event,
    Group,
    Headcount,
    ImportRun,
    Minute,
    Organisation,
    OrganisationSpelling,
    Participation,
    Person,
    Question,
    Questionnaire,
    Response,
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


def _sessions_attended() -> ColumnElement[int]:
    return (
        select(func.count(Attendance.id))
        .where(Attendance.participation_id == Participation.id, Attendance.counts_as == "present")
        .correlate(Participation)
        .scalar_subquery()
    )


def _responses_of_evaluation() -> ColumnElement[int]:
    return (
        select(func.count(Response.id))
        .where(Response.evaluation_id == Evaluation.id, Response.finished)
        .correlate(Evaluation)
        .scalar_subquery()
    )


WHEN: Final = N_("When and where")
ABOUT: Final = N_("General")
RECORD: Final = N_("Record")
SOURCE: Final = N_("As written in the source")
REACH: Final = N_("Contact details")
MEMBERSHIP: Final = N_("Membership")
PART: Final = N_("Part in the event")

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

IMPORT_RUN: Final = Entity(
    "import_run",
    ImportRun,
    N_("Import"),
    N_("Imports"),
    (
        Field("imported_at", N_("When"), "computed", width=130, read_only=True),
        Field("file_name", N_("File"), width=240, read_only=True),
        Field("event_id", N_("Event"), "link", to="event", width=240, read_only=True),
        Field("imported_by", N_("By"), width=100, read_only=True),
    ),
    columns=("imported_at", "file_name", "event_id", "imported_by"),
    title="file_name",
    default_sort=(("imported_at", True),),
)

QUESTIONNAIRE: Final = Entity(
    "questionnaire",
    Questionnaire,
    N_("Questionnaire"),
    N_("Questionnaires"),
    (
        Field("title_en", N_("English title"), required=True, width=260),
        Field("title_ms", N_("Malay title"), width=260),
        Field("edition", N_("Version"), "number", width=70, read_only=True),
        Field("notes", N_("Notes"), "lines"),
    ),
    columns=("title_en", "title_ms", "edition"),
    title="title_en",
    default_sort=(("title_en", False), ("edition", False)),
)

QUESTION: Final = Entity(
    "question",
    Question,
    N_("Question"),
    N_("Questions"),
    (
        Field("questionnaire_id", N_("Questionnaire"), "link", to="questionnaire", required=True, width=200),
        Field("section", N_("Section"), width=120),
        Field("kind", N_("Kind"), "choice", lists.QUESTION_KINDS, required=True, width=110),
        Field("text_en", N_("English text"), required=True, width=320),
        Field("text_ms", N_("Malay text"), width=320),
    ),
    columns=("section", "text_en", "text_ms", "kind"),
    title="text_en",
    default_sort=(("questionnaire_id", False), ("position", False)),
    parent="questionnaire_id",
    ordered=True,
)

EVALUATION: Final = Entity(
    "evaluation",
    Evaluation,
    N_("Evaluation"),
    N_("Evaluations"),
    (
        Field("event_id", N_("Event"), "link", to="event", required=True, width=260),
        Field("questionnaire_id", N_("Questionnaire"), "link", to="questionnaire", required=True, width=220),
        Field("phase", N_("Phase"), "choice", lists.PHASES, required=True, width=100),
        Field("anonymous", N_("Without names"), "yes_no", width=90),
        Field("given_out", N_("Forms given out"), "number", width=100),
        Field("opens_on", N_("Opens on"), "date", width=95),
        Field("closes_on", N_("Closes on"), "date", width=95),
        Field("came_back", N_("Forms returned"), "number", expression=_responses_of_evaluation, width=100),
    ),
    columns=("event_id", "questionnaire_id", "phase", "given_out", "came_back"),
    title="event_id",
    default_sort=(("event_id", False), ("id", False)),
    filters=("phase",),
)

ASSESSMENT_SCORE: Final = Entity(
    "assessment_score",
    AssessmentScore,
    N_("Score"),
    N_("Assessment scores"),
    (
        Field("participation_id", N_("Name"), "link", to="participation", required=True, width=220),
        Field("phase", N_("Phase"), "choice", lists.PHASES, required=True, width=100),
        Field("score", N_("Score"), "decimal", required=True, width=80),
        Field("out_of", N_("Out of"), "decimal", required=True, width=80),
    ),
    columns=("participation_id", "phase", "score", "out_of"),
    title="participation_id",
    default_sort=(("participation_id", False), ("phase", False)),
)

CERTIFICATE: Final = Entity(
    "certificate",
    Certificate,
    N_("Certificate"),
    N_("Certificates"),
    (
        Field("numbering", N_("Series"), width=140, read_only=True),
        Field("year", N_("Year"), "number", width=60, read_only=True),
        Field("number", N_("No."), "number", width=60, read_only=True),
        Field("name_as_printed", N_("Name as printed"), width=240, read_only=True),
        Field("event_id", N_("Event"), "link", to="event", width=240, read_only=True),
        Field("kind", N_("Kind"), width=110, read_only=True),
        Field("issued_on", N_("Issued on"), "date", width=95, read_only=True),
        Field("check_code", N_("Check code"), width=110, read_only=True),
        Field("voided_on", N_("Voided on"), "date", width=95, read_only=True),
        Field("void_reason", N_("Reason for voiding"), width=180, read_only=True),
        Field("reprints", N_("Reprints"), "number", width=70, read_only=True),
    ),
    columns=("year", "number", "name_as_printed", "event_id", "issued_on", "voided_on"),
    title="name_as_printed",
    default_sort=(("year", True), ("number", False)),
    filters=("year", "event_id"),
)

ENTITIES: Final = (
    EVENT,
    SERIES,
    VENUE,
    STOP,
    TRACK,
    SESSION,
    GROUP,
    HEADCOUNT,
    MINUTE,
    PARTICIPATION,
    PERSON,
    ORGANISATION,
    SPELLING,
    ATTENDANCE,
    QUESTIONNAIRE,
    QUESTION,
    EVALUATION,
    ASSESSMENT_SCORE,
    CERTIFICATE,
    CATEGORY,
    ROLE,
    IMPORT_RUN,
)


def entity(name: str) -> Entity:
    """The entity of a table. Raises KeyError."""
    for one in ENTITIES:
        if one.name == name:
            return one
    raise KeyError(name)
