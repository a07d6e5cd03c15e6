"""The sample records: every fact of the page in its typed home, invented people told apart, undone in one step."""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, func, select, text
from sqlalchemy.orm import Session as Records

from db.base import Base, record_tables
from db.errors import RecordsError
from db.models import (
    Answer,
    Attendance,
    Certificate,
    Evaluation,
    Event,
    Group,
    Organisation,
    Participation,
    Person,
    Question,
    Response,
    Role,
    Session,
)
from db.store import Store
from desktop_app.records import lists
from desktop_app.records.sample import write_sample
from tests import make
from tests.records.seed_facts import FACTS, Fact

RUNNING_TEXT = {"summary", "notes", "remarks"}
NAMED_BY = {"event": "title", "session": "title", "series": "title", "role": "code", "category": "code"}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.create(tmp_path_factory.mktemp("sample") / "sample.rekod") as store:
        write_sample(store)
        yield store


@pytest.fixture
def records(sample: Store) -> Iterator[Records]:
    with sample.read() as session:
        yield session


def rows_that_say(records: Records, fact: Fact) -> int:
    """How many rows of the fact's table have all its columns as it says."""
    table = Base.metadata.tables[fact.table]
    conditions = [_condition(table, column, value, fact) for column, value in fact.columns.items()]
    return records.scalar(select(func.count()).select_from(table).where(*conditions)) or 0


def _condition(table: Table, column: str, value: Any, fact: Fact) -> Any:
    if f"{column}_id" in table.columns:
        reference = table.columns[f"{column}_id"]
        if value is None:
            return reference.is_(None)
        (key,) = reference.foreign_keys
        target = key.column.table
        named = target.columns[NAMED_BY.get(target.name, "name")]
        found = select(target.columns["id"]).where(named.like(value))
        if "event_id" in target.columns and "event" in fact.columns:
            title = Base.metadata.tables["event"].columns["title"]
            found = found.join(Base.metadata.tables["event"]).where(title == fact.columns["event"])
        return reference.in_(found)
    assert column not in RUNNING_TEXT, f"{fact.phrase}: running text is no home for a fact"
    if value is None:
        return table.columns[column].is_(None)
    return table.columns[column].like(value) if isinstance(value, str) else table.columns[column] == value


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.phrase)
def test_each_fact_of_the_page_has_a_typed_home(records: Records, fact: Fact) -> None:
    found = rows_that_say(records, fact)
    if fact.times is None:
        assert found >= 1
    else:
        assert found == fact.times


def test_the_facts_are_all_different_and_enough_to_be_the_page() -> None:
    phrases = [fact.phrase for fact in FACTS]
    homes = [(fact.table, str(sorted(fact.columns.items(), key=lambda one: one[0]))) for fact in FACTS]
    assert len(set(homes)) == len(homes)
    assert len(phrases) >= 240


def test_the_events_stand_in_the_order_of_the_page_and_none_is_added(records: Records, shared: Path) -> None:
    page = (shared / "seed" / "events_page.txt").read_text(encoding="utf-8")
    headings = [line.strip() for line in page.splitlines()]
    events = (
        records.execute(select(Event.heading_as_written).order_by(Event.start_date.desc(), Event.id)).scalars().all()
    )
    assert len(events) == 11
    assert all(heading in headings for heading in events)


def test_no_sentence_of_the_page_is_copied(records: Records, shared: Path) -> None:
    """No six words in a row are the page's, but for names, titles and what is kept as it was written."""
    page = _words((shared / "seed" / "events_page.txt").read_text(encoding="utf-8"))
    runs = {tuple(page[place : place + 6]) for place in range(len(page) - 5)}
    own = []
    for event in records.scalars(select(Event)):
        own += [event.summary, event.objective, event.outcome, event.audience]
    own += list(
        records.execute(
            text("SELECT text FROM minute WHERE kind != 'use case' UNION ALL SELECT purpose FROM session")
        ).scalars()
    )
    for sentence in filter(None, own):
        words = _words(sentence)
        copied = [
            words[place : place + 6] for place in range(len(words) - 5) if tuple(words[place : place + 6]) in runs
        ]
        assert not copied


def _words(text_: str) -> list[str]:
    return re.findall(r"[\w'’]+", text_.casefold())


def test_what_the_office_wrote_of_real_people_is_all_the_sample_says_of_them(records: Records) -> None:
    real = records.scalars(select(Person).where(Person.notes.is_(None))).all()
    assert len(real) == 7
    for person in real:
        assert not any((person.email, person.phone, person.gender, person.identity_number, person.nationality))
        assert records.scalar(select(func.count(Attendance.id)).join(Participation).where(
            Participation.person_id == person.id)) == 0  # fmt: skip


def test_invented_people_are_marked_and_cannot_be_reached(records: Records) -> None:
    invented = records.scalars(select(Person).where(Person.notes.is_not(None))).all()
    assert len(invented) >= 50
    for person in invented:
        assert person.notes == "Invented for the sample records."
        assert person.identity_number is None
        assert person.email is None or person.email.endswith(".example")
        assert person.phone is None or re.fullmatch(r"\+6012000\d{4}", person.phone)
    assert records.scalar(text("SELECT count(*) FROM setting WHERE key = 'sample'")) == 1


def test_no_invented_person_is_put_into_a_real_body(records: Records) -> None:
    of_real_bodies = (
        select(func.count())
        .select_from(Participation)
        .join(Person, Participation.person_id == Person.id)
        .join(Organisation, Participation.organisation_id == Organisation.id)
        .where(Person.notes.is_not(None), Organisation.notes.is_(None))
    )
    assert records.scalar(of_real_bodies) == 0


def test_names_in_other_scripts_can_be_searched(records: Records) -> None:
    from db import search

    for typed in ("虛構", "மீனா", "زينب", "TPr", "Ts"):
        assert search.found(records.connection(), "person", typed), typed


@pytest.mark.parametrize(
    ("title", "people", "sessions"),
    [
        ("Municipal Finance Training, 1st Series", 24, 3),
        ("Municipal Finance Training, 2nd Series", 22, 3),
        ("Malaysia International Centre%", 42, 2),
        ("National Steering Committee%", 26, 1),
    ],
)
def test_trainings_workshop_and_committee_have_rosters_with_attendance(
    records: Records, title: str, people: int, sessions: int
) -> None:
    marked = (
        select(func.count(Participation.person_id.distinct()), func.count(Attendance.session_id.distinct()))
        .join(Attendance, Attendance.participation_id == Participation.id)
        .join(Event, Participation.event_id == Event.id)
        .join(Session, Attendance.session_id == Session.id)
        .where(Event.title.like(title), Session.event_id == Event.id)
    )
    assert tuple(records.execute(marked).one()) == (people, sessions)


def test_every_mark_occurs_and_counts_as_the_lists_say(records: Records) -> None:
    marks = {row[0]: row[1] for row in records.execute(select(Attendance.mark, Attendance.counts_as).distinct())}
    assert marks == lists.COUNTS_AS


def test_a_leader_belongs_to_the_group_he_leads(records: Records) -> None:
    led = records.execute(
        select(Group.id, Participation.group_id, Role.code)
        .join(Participation, Group.leader_id == Participation.id)
        .join(Role, Participation.role_id == Role.id)
    ).all()
    assert len(led) == 3
    assert all(group == own and code == "group leader" for group, own, code in led)


def test_one_training_is_evaluated_in_two_languages(records: Records) -> None:
    evaluation = records.scalars(select(Evaluation)).one()
    responses = records.scalars(select(Response).where(Response.evaluation_id == evaluation.id)).all()
    assert len(responses) == 20
    assert sum(response.finished for response in responses) == 19
    assert (evaluation.given_out or 0) >= len(responses)
    questions = {question.id: question for question in records.scalars(select(Question))}
    assert all(question.text_ms for question in questions.values())
    for answer in records.scalars(select(Answer)):
        question = questions[answer.question_id]
        assert (answer.about_person_id is not None) == (question.repeated_for == "trainer")
        if question.kind == "scale":
            assert answer.illegible or answer.number in (1, 2, 3, 4, 5)
        elif question.kind == "text":
            assert answer.text
    assert records.scalar(select(func.count()).where(Answer.illegible)) == 1


def test_certificates_run_without_a_gap_and_go_to_those_who_came_every_day(records: Records) -> None:
    certificates = records.scalars(select(Certificate).order_by(Certificate.number)).all()
    assert [one.number for one in certificates] == list(range(1, len(certificates) + 1))
    assert len([one for one in certificates if one.voided_on]) == 1
    valid = {one.participation_id for one in certificates if not one.voided_on}
    present = {
        row[0]: row[1]
        for row in records.execute(
            select(Participation.id, func.count())
            .join(Attendance, Attendance.participation_id == Participation.id)
            .join(Session, Attendance.session_id == Session.id)
            .join(Event, Session.event_id == Event.id)
            .where(Event.title.like("%1st Series"), Attendance.counts_as == "present")
            .group_by(Participation.id)
        )
    }
    assert valid == {part for part, days in present.items() if days == 3}
    without = records.execute(
        select(Participation.remarks)
        .join(Role, Participation.role_id == Role.id)
        .join(Event, Participation.event_id == Event.id)
        .where(Event.title.like("%1st Series"), Role.code == "participant", Participation.id.not_in(valid))
    ).scalars()
    assert all(re.match(r"No certificate: attended [12] of 3 days", remark or "") for remark in without)


def test_two_files_hold_the_same_records(sample: Store, tmp_path: Path) -> None:
    with Store.create(tmp_path / "again.rekod") as again:
        write_sample(again)
        assert _content(again) == _content(sample)


def _content(store: Store, but_for: tuple[str, ...] = ("role", "category")) -> dict[str, list[Any]]:
    with store.read() as session:
        return {
            table: list(map(tuple, session.execute(text(f'SELECT * FROM "{table}" ORDER BY id')).all()))
            for table in record_tables()
            if table not in but_for
        }


def test_undoing_the_sample_leaves_an_empty_file_and_redoing_brings_it_back(sample: Store, tmp_path: Path) -> None:
    with Store.create(tmp_path / "office.rekod") as store:
        write_sample(store)
        assert store.next_undo() == "Sample records"
        undone = store.undo()
        assert undone is not None
        assert undone.kept == []
        assert not any(_content(store).values())
        store.redo()
        assert {table: len(rows) for table, rows in _content(store).items()} == {
            table: len(rows) for table, rows in _content(sample).items()
        }


def test_lists_that_are_there_are_used(tmp_path: Path) -> None:
    with Store.create(tmp_path / "office.rekod") as store:
        with store.write("Lists") as session:
            lists.fill_lists(session)
        write_sample(store)
        assert [step.title for step in store.steps()] == ["Sample records", "Lists"]


def test_a_file_that_holds_records_is_left_alone(tmp_path: Path) -> None:
    with Store.create(tmp_path / "office.rekod") as store:
        with store.write("Add") as session:
            make.person(session)
        before = _content(store, ())
        with pytest.raises(RecordsError, match="not-new"):
            write_sample(store)
        assert _content(store, ()) == before


def test_the_sample_is_written_while_one_waits(tmp_path: Path) -> None:
    with Store.create(tmp_path / "office.rekod") as store:
        begun = time.process_time()
        write_sample(store)
        assert time.process_time() - begun < 3
