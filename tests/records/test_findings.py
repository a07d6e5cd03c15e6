"""Findings: each kind with a case that raises it and one that does not, and doubts that were settled."""

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, text
from sqlalchemy.event import listen
from sqlalchemy.orm import Session as Records

from db.models import Event, Group, Headcount, Minute, Participation, Person, Stop
from db.models import Session as Part
from db.store import Store
from desktop_app.language import set_language
from desktop_app.records import findings as doubts
from desktop_app.records.finding import DECISIONS, Finding
from desktop_app.records.findings import FINDINGS, LACKS, counts, decide, lacks
from desktop_app.records.sample import write_sample
from desktop_app.records.written_dates import written_dates
from tests import make

MARCH_2 = dt.date(2020, 3, 2)
Case = Callable[[Records], object]


def meeting(unit: Records, **fields: Any) -> Event:
    known: dict[str, Any] = {"title": "Steering meeting", "kind": "meeting", "end_date": MARCH_2}
    return make.event(unit, **known | fields)


def _dates(line: str | None, heading: str | None = None) -> Case:
    return lambda unit: meeting(unit, date_as_written=line, heading_as_written=heading)


def _heading(kind: str, heading: str) -> Case:
    return lambda unit: make.event(unit, kind=kind, heading_as_written=heading)


def _two_headings(first: str, second: str) -> Case:
    return lambda unit: [meeting(unit, heading_as_written=first), meeting(unit, heading_as_written=second)]


def _numbers(*numbers: str | None, kinds: tuple[str, ...] = ("task",)) -> Case:
    def made(unit: Records) -> None:
        event = meeting(unit)
        for place, number in enumerate(numbers):
            make.minute(unit, event, kind=kinds[place % len(kinds)], number=number)

    return made


def _series(*numbers: int | None) -> Case:
    def made(unit: Records) -> None:
        series = make.series(unit)
        for number in numbers:
            meeting(unit, series_id=series.id, series_number=number)

    return made


def _headcount(count: int | None, names: int, qualifier: str = "exactly", **fields: Any) -> Case:
    def made(unit: Records) -> None:
        event = meeting(unit)
        for place in range(names):
            make.participation(unit, event, make.person(unit, f"Person {chr(65 + place)}"))
        make.headcount(unit, event, count, qualifier=qualifier, **fields)

    return made


def _headcount_of_part(role: str, category: str, count: int) -> Case:
    """Three participants of a ministry, one of them a member of the committee as well, and one speaker."""

    def made(unit: Records) -> None:
        event, ministry = meeting(unit), make.category(unit, "ministry")
        for place in range(3):
            person = make.person(unit, f"Person {place}")
            make.participation(unit, event, person, category_id=ministry.id)
            if place == 0:
                make.participation(unit, event, person, as_="member", category_id=ministry.id)
        make.participation(unit, event, make.person(unit, "Speaker"), as_="speaker")
        make.participation(unit, event, make.person(unit, "Absent"), category_id=ministry.id, status="absent")
        role_id = make.role(unit, role).id if role else None
        category_id = make.category(unit, category).id if category else None
        make.headcount(unit, event, count, role_id=role_id, category_id=category_id)

    return made


def _exhibitors(count: int, *, members_only: bool) -> Case:
    def made(unit: Records) -> None:
        event = make.event(unit, kind="conference")
        for place in range(3):
            body = make.organisation(unit, f"Company {place}", is_member=place < 2)
            make.participation(unit, event, body=body, as_="exhibitor")
        role_id = make.role(unit, "exhibitor").id
        fields: dict[str, Any] = {"of": "organisations", "role_id": role_id, "alliance_members": members_only}
        make.add(unit, Headcount(event_id=event.id, count=count, **fields))

    return made


def _at_session(count: int) -> Case:
    """Two were there in the morning, one of them alone in the afternoon."""

    def made(unit: Records) -> None:
        event = meeting(unit)
        morning, afternoon = make.session(unit, event, "Morning"), make.session(unit, event, "Afternoon")
        for place, name in enumerate(("Aminah", "Badrul")):
            part = make.participation(unit, event, make.person(unit, name))
            make.attendance(unit, part, morning)
            make.attendance(unit, part, afternoon, "absent" if place else "late")
        make.headcount(unit, event, count, session_id=afternoon.id)

    return made


def _times(**fields: Any) -> Case:
    return lambda unit: meeting(unit, **fields)


def _session(**fields: Any) -> Case:
    return lambda unit: make.session(unit, meeting(unit), **fields)


def _absent(status: str, mark: str) -> Case:
    def made(unit: Records) -> None:
        event = meeting(unit)
        part = make.participation(unit, event, status=status)
        make.attendance(unit, part, make.session(unit, event), mark)

    return made


def _twice(role: str, same_session: bool = True, same_person: bool = True) -> Case:
    def made(unit: Records) -> None:
        event = meeting(unit)
        first, second = make.session(unit, event, "Morning"), make.session(unit, event, "Afternoon")
        person = make.person(unit)
        other = person if same_person else make.person(unit, "Badrul")
        make.participation(unit, event, person, as_="speaker", session_id=first.id)
        make.participation(unit, event, other, as_=role, session_id=(first if same_session else second).id)

    return made


def _unnamed(with_person: bool, post: str | None) -> Case:
    def made(unit: Records) -> None:
        body = make.organisation(unit)
        person = make.person(unit) if with_person else None
        make.participation(unit, meeting(unit), person, body=body, as_="host", post_then=post)

    return made


def _group(led: bool, status: str = "held") -> Case:
    def made(unit: Records) -> None:
        event = make.event(unit, kind="workshop", status=status)
        leader = make.participation(unit, event, as_="group leader").id if led else None
        make.group(unit, event, leader_id=leader)

    return made


def _placed(status: str = "held", venue: bool = True, mode: str = "in person") -> Case:
    def made(unit: Records) -> None:
        event = meeting(unit, status=status, mode=mode)
        if venue:
            make.stop(unit, event)

    return made


def _attended(role: str | None = None, status: str = "attended", family: str = "participant", **count: Any) -> Case:
    def made(unit: Records) -> None:
        event = meeting(unit, status="held")
        if role:
            counts = role != "secretariat"
            make.role(unit, role, family=family, counts_as_attendee=counts)
            make.participation(unit, event, as_=role, status=status)
        if count:
            make.add(unit, Headcount(event_id=event.id, **count))

    return made


def _marked(unit: Records) -> None:
    event = meeting(unit, status="held")
    make.role(unit, "speaker", family="speaker")
    make.attendance(unit, make.participation(unit, event, as_="speaker"), make.session(unit, event))


def _evaluated(finished: bool | None, kind: str = "training", status: str = "held") -> Case:
    def made(unit: Records) -> None:
        event = make.event(unit, kind=kind, status=status)
        if finished is not None:
            form, _asked = make.questionnaire(unit, "Was it useful?")
            make.response(unit, make.evaluation(unit, event, form), finished=finished)

    return made


def _minuted(text: str | None, kind: str = "meeting", status: str = "held") -> Case:
    def made(unit: Records) -> None:
        event = make.event(unit, kind=kind, status=status)
        if text:
            make.minute(unit, event, text)

    return made


def _people(*people: tuple[str, str | None]) -> Case:
    return lambda unit: [make.person(unit, name, identity_number=number) for name, number in people]


def _bodies(*bodies: tuple[str, str | None]) -> Case:
    return lambda unit: [make.organisation(unit, name, country=country) for name, country in bodies]


def _category(code: str | None) -> Case:
    return lambda unit: make.organisation(unit, category_id=make.category(unit, code).id if code else None)


RAISED: tuple[tuple[str, str, Case], ...] = (
    ("dates-contradict", "another month in the text", _dates("2 March 2020; 2 May 2020")),
    ("dates-contradict", "another year", _dates("2nd March 2019")),
    ("dates-contradict", "a longer run of days", _dates("2 - 3 March 2020")),
    ("dates-contradict", "another day in the heading", _dates(None, "Steering meeting, 3 March 2020")),
    ("dates-contradict", "another day without a year", _dates("3 Mac")),
    ("date-without-year", "day and month alone", _dates("2 March")),
    (
        "heading-of-another-kind",
        "a study tour above a training",
        _heading("training", "Study Tour Visit by Delegations"),
    ),
    ("heading-of-another-kind", "in Malay", _heading("training", "Mesyuarat Jawatankuasa Bil. 1")),
    ("heading-twice", "one heading above two", _two_headings("Study Tour", "STUDY TOUR")),
    ("numbers-missing", "beginning at 2", _numbers("2", "3", "4")),
    ("numbers-missing", "a gap in the middle", _numbers("1", "2", "4")),
    ("numbers-missing", "of one kind", _numbers("1", "1", "3", kinds=("task", "issue", "task"))),
    ("number-in-series", "one without", _series(1, None)),
    ("headcount-in-doubt", "two meanings", _headcount(61, 0, doubt="It may be 61 or more.")),
    ("names-and-headcount-differ", "fewer names", _headcount(5, 3)),
    ("names-and-headcount-differ", "more names", _headcount(2, 3)),
    ("names-and-headcount-differ", "about 20, 3 named", _headcount(20, 3, "about")),
    ("names-and-headcount-differ", "more than 3, 3 named", _headcount(3, 3, "more than")),
    ("names-and-headcount-differ", "of a role", _headcount_of_part("member", "", 2)),
    ("names-and-headcount-differ", "of a category", _headcount_of_part("", "ministry", 4)),
    ("names-and-headcount-differ", "of bodies", _exhibitors(5, members_only=False)),
    ("names-and-headcount-differ", "of members", _exhibitors(3, members_only=True)),
    ("names-and-headcount-differ", "at a session", _at_session(2)),
    ("ends-before-it-begins", "the last day", _times(end_date=dt.date(2020, 3, 1))),
    ("ends-before-it-begins", "the time", _times(start_time=dt.time(10), end_time=dt.time(9))),
    ("ends-before-it-begins", "a session", _session(start_time=dt.time(10), end_time=dt.time(9))),
    (
        "ends-before-it-begins",
        "a stop",
        lambda unit: make.stop(unit, meeting(unit), start_date=MARCH_2, end_date=dt.date(2020, 3, 1)),
    ),
    ("session-outside-dates", "before", _session(date=dt.date(2020, 3, 1))),
    ("session-outside-dates", "after", _session(date=dt.date(2020, 3, 3))),
    ("session-outside-dates", "running over", _session(date=MARCH_2, end_date=dt.date(2020, 3, 3))),
    ("marked-though-absent", "late though absent", _absent("absent", "late")),
    ("marked-though-absent", "present though excused", _absent("absent with apologies", "present")),
    ("part-twice", "speaker twice", _twice("speaker")),
    ("part-without-name", "a mayor", _unnamed(with_person=False, post="Mayor")),
    ("group-without-leader", "nobody", _group(led=False)),
    ("no-date", "a plan", _times(start_date=None, end_date=None)),
    ("no-venue", "held", _placed(venue=False)),
    ("no-venue", "confirmed", _placed("confirmed", venue=False)),
    ("no-attendance", "nothing", _attended()),
    ("no-attendance", "only a speaker", _attended("speaker", family="speaker")),
    ("no-attendance", "only invited", _attended("participant", "invited")),
    ("no-attendance", "only the secretariat", _attended("secretariat")),
    ("no-attendance", "came, number not kept", _attended(count=None, of="people")),
    ("no-summary", "none", _times(status="held", summary=None)),
    ("no-summary", "blank", _times(status="held", summary="  ")),
    ("no-evaluation", "none", _evaluated(None)),
    ("no-evaluation", "a draft", _evaluated(False)),
    ("no-minutes", "none", _minuted(None)),
    ("person-doubled", "two spellings", _people(("Mohd. Azlan b. Ali", None), ("Dato' Muhammad Azlan bin Ali", None))),
    ("person-doubled", "one number known", _people(("Tan Ah Kow", "800101140002"), ("Ah Kow Tan", None))),
    ("organisation-doubled", "in case alone", _bodies(("MAJLIS CONTOH", "Malaysia"), ("Majlis Contoh", "Malaysia"))),
    ("organisation-without-category", "none", _category(None)),
)

NOT_RAISED: tuple[tuple[str, str, Case], ...] = (
    ("dates-contradict", "the same day", _dates("2nd March 2020", "Steering meeting No. 1/2020, 2 March 2020")),
    ("dates-contradict", "no year to contradict", _dates("2 March")),
    ("dates-contradict", "nothing written", _dates(None)),
    ("date-without-year", "with a year", _dates("2 March 2020")),
    ("date-without-year", "no date at all", _dates("early in spring")),
    ("heading-of-another-kind", "its own kind", _heading("training", "Municipal Finance Training")),
    ("heading-of-another-kind", "two kinds, one its own", _heading("workshop", "Workshop and Training")),
    ("heading-of-another-kind", "no kind", _heading("conference", "Cities 4.0")),
    ("heading-of-another-kind", "a word that only holds one", _heading("meeting", "Recourse to courts")),
    ("heading-twice", "two headings", _two_headings("Study Tour", "Study Tour, second group")),
    ("numbers-missing", "from 1 on", _numbers("1", "2", "3")),
    ("numbers-missing", "unnumbered", _numbers(None, None)),
    ("numbers-missing", "numbers with parts", _numbers("1.1", "1.2", "2.1")),
    ("numbers-missing", "a number twice", _numbers("1", "2", "2")),
    ("number-in-series", "all with one", _series(1, 2)),
    ("number-in-series", "none with one", _series(None, None)),
    ("headcount-in-doubt", "a plain number", _headcount(61, 0)),
    ("names-and-headcount-differ", "the same", _headcount(3, 3)),
    ("names-and-headcount-differ", "no names", _headcount(19, 0)),
    ("names-and-headcount-differ", "no number", _headcount(None, 3)),
    ("names-and-headcount-differ", "about 20, 19 named", _headcount(20, 19, "about")),
    ("names-and-headcount-differ", "more than 2, 3 named", _headcount(2, 3, "more than")),
    ("names-and-headcount-differ", "of a role", _headcount_of_part("member", "", 1)),
    ("names-and-headcount-differ", "of a category", _headcount_of_part("", "ministry", 3)),
    ("names-and-headcount-differ", "everybody once", _headcount_of_part("", "", 4)),
    ("names-and-headcount-differ", "of bodies", _exhibitors(3, members_only=False)),
    ("names-and-headcount-differ", "of members", _exhibitors(2, members_only=True)),
    ("names-and-headcount-differ", "at a session", _at_session(1)),
    ("ends-before-it-begins", "an ordinary day", _times(start_time=dt.time(9), end_time=dt.time(17))),
    (
        "ends-before-it-begins",
        "overnight",
        _times(end_date=dt.date(2020, 3, 3), start_time=dt.time(20), end_time=dt.time(8)),
    ),
    ("ends-before-it-begins", "a session", _session(date=MARCH_2, start_time=dt.time(9), end_time=dt.time(9, 30))),
    ("session-outside-dates", "on the day", _session(date=MARCH_2)),
    ("session-outside-dates", "without a day", _session()),
    ("session-outside-dates", "an assessment before", _session(date=dt.date(2020, 2, 20), kind="assessment")),
    ("marked-though-absent", "absent and so marked", _absent("absent", "absent")),
    ("marked-though-absent", "attended", _absent("attended", "present")),
    ("part-twice", "two roles", _twice("moderator")),
    ("part-twice", "two sessions", _twice("speaker", same_session=False)),
    ("part-twice", "two people", _twice("speaker", same_person=False)),
    ("part-without-name", "named", _unnamed(with_person=True, post="Mayor")),
    ("part-without-name", "a body as such", _unnamed(with_person=False, post=None)),
    ("group-without-leader", "led", _group(led=True)),
    ("group-without-leader", "planned", _group(led=False, status="planned")),
    ("no-date", "dated", _times()),
    ("no-date", "cancelled", _times(start_date=None, end_date=None, status="cancelled")),
    ("no-venue", "with one", _placed()),
    ("no-venue", "online", _placed(venue=False, mode="online")),
    ("no-venue", "planned", _placed("planned", venue=False)),
    ("no-attendance", "a participant came", _attended("participant")),
    ("no-attendance", "a delegate came", _attended("delegate", family="delegation")),
    ("no-attendance", "a member came", _attended("member", family="ceremony")),
    ("no-attendance", "counted", _attended(count=7, of="organisations")),
    ("no-attendance", "marked", _marked),
    ("no-attendance", "planned", _times(status="planned")),
    ("no-summary", "written", _times(status="held", summary="It went well.")),
    ("no-summary", "planned", _times(status="planned", summary=None)),
    ("no-evaluation", "a finished form", _evaluated(True)),
    ("no-evaluation", "no training", _evaluated(None, kind="meeting")),
    ("no-evaluation", "not held", _evaluated(None, status="confirmed")),
    ("no-minutes", "a line", _minuted("Agree on the plan")),
    ("no-minutes", "no meeting", _minuted(None, kind="workshop")),
    ("no-minutes", "not held", _minuted(None, status="planned")),
    ("person-doubled", "two names", _people(("Azlan bin Ali", None), ("Azlan bin Abu", None))),
    ("person-doubled", "namesakes by number", _people(("Tan Ah Kow", "800101140002"), ("Tan Ah Kow", "810101140003"))),
    (
        "organisation-doubled",
        "two countries",
        _bodies(("Ministry of Health", "Malaysia"), ("Ministry of Health", "Chile")),
    ),
    ("organisation-without-category", "with one", _category("municipality")),
)


class _Forgotten(Exception):
    """Thrown to leave nothing of a case behind."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.create(tmp_path_factory.mktemp("findings") / "office.rekod") as store:
        yield store


@pytest.fixture
def unit(office: Store) -> Iterator[Records]:
    """A unit of work in a real file that is rolled back when the test is over."""
    with contextlib.suppress(_Forgotten), office.write("Case") as session:
        yield session
        raise _Forgotten


def found(unit: Records, kind: str) -> list[Finding]:
    return [finding for finding in doubts.findings(unit) if finding.kind == kind]


def _case(case: tuple[str, str, Case]) -> Any:
    return pytest.param(case[0], case[2], id=f"{case[0]}: {case[1]}")


@pytest.mark.parametrize(("kind", "made"), [_case(one) for one in RAISED])
def test_a_doubt_is_raised_once_and_opens_the_record_it_is_about(unit: Records, kind: str, made: Case) -> None:
    made(unit)
    (finding,) = doubts.kind(kind).find(unit, None)
    assert finding.kind == kind
    assert finding.message.endswith(".")
    assert "{" not in finding.message
    assert finding.subject
    assert finding.about.startswith(f"{finding.table}:") or finding.table == "minute"
    assert unit.scalar(text(f'SELECT 1 FROM "{finding.table}" WHERE id = {finding.row_id}'))
    if finding.event_id is not None:
        assert finding in doubts.findings(unit, finding.event_id)


@pytest.mark.parametrize(("kind", "made"), [_case(one) for one in NOT_RAISED])
def test_what_is_in_order_raises_no_doubt(unit: Records, kind: str, made: Case) -> None:
    made(unit)
    assert list(doubts.kind(kind).find(unit, None)) == []


def test_every_kind_has_a_case_that_raises_it_and_one_that_does_not() -> None:
    kinds = {kind.code for kind in FINDINGS}
    assert {kind for kind, _why, _case in RAISED} == kinds
    assert {kind for kind, _why, _case in NOT_RAISED} == kinds


@pytest.mark.parametrize("kind", FINDINGS, ids=lambda kind: kind.code)
def test_every_kind_offers_known_decisions(kind: Any) -> None:
    assert kind.decisions
    assert set(kind.decisions) <= {code for code, _label in DECISIONS}
    assert doubts.kind(kind.code) is kind


def test_a_settled_doubt_is_not_shown_and_returns_with_undo(store: Store) -> None:
    with store.write("Case") as unit:
        _dates("2 March")(unit)
    with store.write("Settle") as unit:
        (finding,) = found(unit, "date-without-year")
        decide(unit, finding, "right as it stands", "The year is on the cover.")
    with store.read() as unit:
        assert found(unit, "date-without-year") == []
        assert "date-without-year" not in counts(unit)
    store.undo()
    with store.read() as unit:
        assert found(unit, "date-without-year") == [finding]


def test_a_second_decision_replaces_the_first(unit: Records) -> None:
    _dates("2 March")(unit)
    (finding,) = found(unit, "date-without-year")
    decide(unit, finding, "right as it stands")
    decide(unit, finding, "cannot be known", "Nobody remembers.")
    rows = unit.connection().exec_driver_sql("SELECT decision, reason FROM finding_decision").all()
    assert rows == [("cannot be known", "Nobody remembers.")]


def test_a_decision_the_kind_does_not_offer_is_refused(unit: Records) -> None:
    _dates("2 March")(unit)
    (finding,) = found(unit, "date-without-year")
    with pytest.raises(ValueError, match="not duplicates"):
        decide(unit, finding, "not duplicates")


def test_people_said_to_be_different_are_asked_about_again_when_a_third_comes(unit: Records) -> None:
    _people(("Tan Ah Kow", None), ("Ah Kow Tan", None))(unit)
    (finding,) = found(unit, "person-doubled")
    decide(unit, finding, "not duplicates")
    assert found(unit, "person-doubled") == []
    make.person(unit, "TAN AH KOW")
    assert len(found(unit, "person-doubled")) == 1


def test_findings_of_one_event_leave_the_others_out(unit: Records) -> None:
    one = meeting(unit, date_as_written="2 March")
    meeting(unit, date_as_written="2 March")
    make.organisation(unit)
    assert {finding.event_id for finding in doubts.findings(unit, one.id)} == {one.id}


def test_what_events_lack_is_listed_in_order(unit: Records) -> None:
    bare = make.event(unit, status="held")
    planned = make.event(unit, start_date=None)
    whole = make.event(unit, kind="meeting", status="held", summary="It went well.")
    make.stop(unit, whole)
    make.headcount(unit, whole, 7)
    make.minute(unit, whole)
    assert lacks(unit, [bare.id, planned.id, whole.id]) == {
        bare.id: ["venue", "attendance", "summary", "evaluation"],
        planned.id: ["date"],
        whole.id: [],
    }
    assert lacks(unit, []) == {}


def test_what_is_not_needed_is_not_lacking(unit: Records) -> None:
    event = make.event(unit, status="held")
    (finding,) = found(unit, "no-evaluation")
    decide(unit, finding, "not needed", "A rehearsal.")
    assert "evaluation" not in lacks(unit, [event.id])[event.id]


def test_each_lack_is_a_finding_too() -> None:
    assert {f"no-{code}" for code, _label in LACKS} == {kind.code for kind in FINDINGS if kind.code.startswith("no-")}


def test_a_number_that_may_be_another_events_names_that_event(unit: Records) -> None:
    first, second = make.event(unit, "First series"), make.event(unit, "Second series")
    make.headcount(unit, second, 26, or_event_id=first.id)
    (finding,) = found(unit, "headcount-in-doubt")
    assert "First series" in finding.message
    assert finding.subject == "Second series"


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("27-28th August 2019", [(27, 8, 28, 8, 2019)]),
        ("27 – 28 March 2019", [(27, 3, 28, 3, 2019)]),
        ("19th - 23rd August 2019", [(19, 8, 23, 8, 2019)]),
        ("11-12 September", [(11, 9, 12, 9, None)]),
        ("27 hingga 29 Mac 2019", [(27, 3, 29, 3, 2019)]),
        ("30 Sept - 2 Oct 2019", [(30, 9, 2, 10, 2019)]),
        ("Meeting No.1/2019, 28 May 2019", [(28, 5, 28, 5, 2019)]),
        ("27-28 August 2019; 2 May", [(27, 8, 28, 8, 2019), (2, 5, 2, 5, None)]),
        ("45 May 2019", []),
        ("at 3 in the hall of 2019", []),
    ],
)
def test_dates_are_found_as_announcements_write_them(written: str, days: list[tuple[int | None, ...]]) -> None:
    found_days = [
        (one.start_day, one.start_month, one.end_day, one.end_month, one.year) for one in written_dates(written)
    ]
    assert found_days == days


def test_days_over_the_new_year_begin_in_the_old_one() -> None:
    (found_days,) = written_dates("30 December - 2 January 2020")
    assert found_days.agrees_with(dt.date(2019, 12, 30), dt.date(2020, 1, 2))


# --- the sample -------------------------------------------------------------------------------------------------------


def test_the_contradictions_of_the_public_page_are_shown(tmp_path: Path) -> None:
    with Store.create(tmp_path / "sample.rekod") as store:
        write_sample(store)
        with store.read() as unit:
            shown = {(finding.kind, finding.subject): finding.message for finding in doubts.findings(unit)}
            assert sum(counts(unit).values()) == len(doubts.findings(unit))
    second = "Municipal Finance Training, 2nd Series"
    tour = "Study Tour Visit by Senegal Delegations"
    workshop = "Malaysia International Centre for Sustainable Cities (ICSC-My) Workshop and Briefing"
    assert tour in shown["heading-of-another-kind", second]
    assert second in shown["heading-twice", tour]
    assert "27 – 28 March 2019" in shown["dates-contradict", second]
    assert "11-12 September" in shown["date-without-year", "Smart Cities Asia 2019"]
    assert "1" in shown["numbers-missing", workshop]
    assert "1st Series" in shown["headcount-in-doubt", second]
    assert "61" in shown["headcount-in-doubt", workshop]
    assert "two representatives" in shown["headcount-in-doubt", tour]
    assert ("group-without-leader", workshop) in shown
    assert ("names-and-headcount-differ", workshop) in shown
    assert ("number-in-series", "5G (BCWG) Smart City Sub-Working Group") in shown


def test_messages_are_in_the_language_spoken(unit: Records) -> None:
    _dates("2 March")(unit)
    set_language("ms")
    (finding,) = found(unit, "date-without-year")
    assert "2 March" in finding.message


MANY = 3_000


def test_thousands_of_events_take_no_more_questions_than_one(store: Store) -> None:
    """Bulk rows of an ordinary office: names, sessions, lines, groups and counts to each event."""
    with store.write("Many") as unit:
        participant = make.role(unit).id
        venue = make.venue(unit).id
        events = range(1, MANY + 1)
        unit.execute(
            insert(Event),
            [
                {
                    "id": one,
                    "kind": "workshop",
                    "title": f"Workshop {one}",
                    "status": "held",
                    "start_date": MARCH_2,
                    "summary": "It went well.",
                    "date_as_written": "2 March 2020",
                    "heading_as_written": f"Workshop {one}, 2 March 2020",
                }
                for one in events
            ],
        )
        people = [{"id": n, "name": f"P{n}", "name_key": f"p{n}", "sort_name": f"p{n}"} for n in events]
        unit.execute(insert(Person), people)
        unit.execute(insert(Stop), [{"event_id": one, "venue_id": venue} for one in events])
        unit.execute(insert(Part), [{"event_id": one, "title": "Day", "date": MARCH_2} for one in events])
        unit.execute(insert(Group), [{"event_id": one, "number": 1} for one in events if one % 10 == 0])
        unit.execute(
            insert(Minute), [{"event_id": one, "text": "Agree", "number": str(n)} for one in events for n in (1, 2, 3)]
        )
        unit.execute(insert(Headcount), [{"event_id": one, "count": 2} for one in events])
        unit.execute(
            insert(Participation),
            [
                {"event_id": one, "person_id": (one + shift) % MANY + 1, "role_id": participant}
                for one in events
                for shift in (0, 1)
            ],
        )
    asked: list[str] = []
    with store.read() as unit:
        listen(unit.get_bind(), "before_cursor_execute", lambda *said: asked.append(said[2]))
        assert {finding.kind for finding in doubts.findings(unit)} == {"group-without-leader"}
        assert len(asked) <= 2 * len(FINDINGS)
        asked.clear()
        assert len(lacks(unit, events)) == MANY
        assert len(asked) <= 2 * len(FINDINGS)
