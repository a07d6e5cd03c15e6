"""The change log holds every changed row, before and after, whoever and whatever changed it."""

import datetime as dt
import json
import math
import struct
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.orm import Session as Unit

from db.base import record_tables
from db.models import (
    Answer,
    AssessmentScore,
    Attachment,
    Attendance,
    Change,
    Event,
    Organisation,
    Participation,
    Person,
    Setting,
)
from db.store import Store
from tests import make
from tests.db.conftest import rows_of


def logged(store: Store, title: str) -> list[tuple[str, int, dict[str, Any] | None, dict[str, Any] | None]]:
    """(table, id, before, after) of what the step of that title changed, in its order."""
    with store.read() as unit:
        rows = unit.execute(
            text(
                "SELECT table_name, row_id, before, after FROM change JOIN step ON step.id = step_id WHERE title = :t"
            ),
            {"t": title},
        ).all()
    return [(r[0], r[1], r[2] and json.loads(r[2]), r[3] and json.loads(r[3])) for r in rows]


def test_each_record_table_has_its_three_triggers(store: Store) -> None:
    with store.read() as unit:
        found = set(unit.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")))
    assert found == {f"log_{table}_{act}" for table in record_tables() for act in ("insert", "update", "delete")}


def test_an_edit_is_logged_with_the_row_before_and_after(store: Store) -> None:
    with store.write("Add") as unit:
        person = make.person(unit, "Aminah")
    with store.write("Edit") as unit:
        unit.get_one(Person, person.id).post = "Director"
    assert logged(store, "Add") == [("person", 1, None, None)]
    [(table, row_id, before, after)] = logged(store, "Edit")
    assert (table, row_id) == ("person", 1)
    assert before is not None
    assert after is not None
    assert (before["post"], before["version"]) == (None, 1)
    assert (after["post"], after["version"]) == ("Director", 2)
    assert {name for name in before if before[name] != after[name]} <= {"post", "version", "updated_at"}


def test_bulk_statements_are_logged_row_by_row(store: Store) -> None:
    with store.write("Add") as unit:
        for number in range(5):
            make.person(unit, f"Person {number}")
    with store.write("Bulk") as unit:
        unit.execute(update(Person).where(Person.id > 2).values(gender="F"))
        unit.execute(delete(Person).where(Person.id == 1))
        unit.execute(text("UPDATE person SET post = 'x' WHERE id = 2"))
    assert sorted((row_id, after is None) for _, row_id, _, after in logged(store, "Bulk")) == [
        (1, True),
        (2, False),
        (3, False),
        (4, False),
        (5, False),
    ]


def test_what_a_deletion_takes_with_it_is_logged(store: Store) -> None:
    with store.write("Add") as unit:
        event = make.event(unit)
        day = make.session(unit, event)
        part = make.participation(unit, event)
        make.attendance(unit, part, day)
    with store.write("Delete") as unit:
        unit.delete(unit.get_one(Event, event.id))
    gone = {table for table, _, before, after in logged(store, "Delete") if before and not after}
    assert gone == {"event", "session", "participation", "attendance"}


def test_a_reference_emptied_by_a_deletion_is_logged(store: Store) -> None:
    with store.write("Add") as unit:
        body = make.organisation(unit)
        person = make.person(unit, organisation_id=body.id)
    with store.write("Delete") as unit:
        unit.execute(delete(Organisation))
    changes = {table: (before, after) for table, _, before, after in logged(store, "Delete")}
    before, after = changes["person"]
    assert before is not None
    assert after is not None
    assert (before["organisation_id"], after["organisation_id"]) == (body.id, None)
    with store.read() as unit:
        assert unit.get_one(Person, person.id).version == 2


def _answer(unit: Unit, **values: Any) -> Answer:
    event = make.event(unit)
    form, [asked] = make.questionnaire(unit, "How was it?")
    back = make.response(unit, make.evaluation(unit, event, form))
    return make.answer(unit, back, asked, **values)


ODD_TEXTS = [
    "a\0b",
    "\0",
    "张伟 🙂",
    "சண்முகம்",
    "عبد الله",
    '"quoted" \\ \u2028 \x1f',
    "",
    "=1+1",
    "\u202eright to left",
]


@pytest.mark.parametrize("odd", ODD_TEXTS, ids=repr)
def test_odd_text_comes_back_as_it_was(store: Store, odd: str) -> None:
    with store.write("Add") as unit:
        make.person(unit, "Aminah", notes=odd)
    with store.write("Delete") as unit:
        unit.execute(delete(Person))
    store.undo()
    with store.read() as unit:
        assert unit.get_one(Person, 1).notes == odd


def _float(bits: int) -> float:
    return float(struct.unpack("d", struct.pack("Q", bits))[0])


def test_numbers_come_back_to_the_last_digit(store: Store) -> None:
    numbers = [0.1 + 0.2, 1 / 3, 87.5, 0.0, 5e-324, 1.7976931348623157e308, 123456789.123456789, math.inf, -math.inf]
    numbers += [_float(0x3FB999999999999A + step * 7919 * 104729) for step in range(50)]
    with store.write("Add") as unit:
        first = _answer(unit, number=numbers[0])
        for number in numbers[1:]:
            make.add(unit, Answer(response_id=first.response_id, question_id=first.question_id, number=number))
    with store.write("Change") as unit:
        unit.execute(update(Answer).values(number=1))
    store.undo()
    with store.write("Delete") as unit:
        unit.execute(delete(Answer))
    store.undo()
    with store.read() as unit:
        back = list(unit.scalars(select(Answer.number).order_by(Answer.id)))
    assert [struct.pack("d", number or 0) for number in back] == [struct.pack("d", number) for number in numbers]


def test_a_fraction_kept_as_json_comes_back_to_the_last_digit(store: Store) -> None:
    values = [0.1 + 0.2, 5, 3.0, True, None, "5", "0.5", [1, 2.5], {"deep": [0.1 + 0.2, None]}, "Infinity", ""]
    with store.write("Add") as unit:
        for place, value in enumerate(values):
            make.add(unit, Setting(key=str(place), value=value))
    before = rows_of(store.path)
    with store.write("Delete") as unit:
        unit.execute(delete(Setting))
    store.undo()
    assert rows_of(store.path) == before
    with store.read() as unit:
        assert list(unit.scalars(select(Setting.value).order_by(Setting.id))) == values


def test_files_booleans_dates_times_and_json_come_back_as_they_were(store: Store) -> None:
    content = bytes(range(256)) * 40
    with store.write("Add") as unit:
        event = make.event(unit, start_time=dt.time(9, 30), end_date=dt.date(2020, 3, 4), entry_finished=True)
        make.attachment(unit, content, event_id=event.id)
        make.attachment(unit, b"")
        make.add(unit, AssessmentScore(participation_id=make.participation(unit, event).id, phase="before", score=1.1))
        run = make.import_run(unit, event, columns={"a": [1, None, "é"]}, notes=["x", "ß"])
        make.import_row(unit, run, cells=["Aminah", 3, 2.5, None, True])
    before = rows_of(store.path)
    with store.write("Delete") as unit:
        for table in ("import_row", "import_run", "assessment_score", "attachment", "event"):
            unit.execute(text(f"DELETE FROM {table}"))
    store.undo()
    assert rows_of(store.path) == before
    with store.read() as unit:
        assert unit.scalars(select(Attachment.content).order_by(Attachment.id)).all() == [content, b""]
        assert unit.get_one(Event, event.id).entry_finished is True


@pytest.fixture(scope="module")
def one_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A records file for all the texts that hypothesis thinks of."""
    with make.store(tmp_path_factory.mktemp("any")) as store:
        yield store


@given(notes=st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=20))
@settings(max_examples=25)
def test_any_text_comes_back_as_it_was(notes: list[str], one_store: Store) -> None:
    with one_store.write("Add") as unit:
        ids = [make.person(unit, "Aminah", notes=note).id for note in notes]
    with one_store.write("Delete") as unit:
        unit.execute(delete(Person))
    one_store.undo()
    with one_store.read() as unit:
        assert [unit.get_one(Person, one).notes for one in ids] == notes


def test_no_change_stands_outside_a_step_and_no_step_stays_open(store: Store) -> None:
    with store.write("Add") as unit:
        make.person(unit)
    with store.read() as unit:
        assert unit.scalar(text("SELECT step_id FROM journal_state")) is None
        assert unit.scalar(select(func.count()).where(Change.step_id.is_(None))) == 0


def test_rows_added_in_bulk_are_logged(store: Store) -> None:
    with store.write("Import") as unit:
        event, role = make.event(unit), make.role(unit)
        make.session(unit, event)
        person = make.person(unit)
        unit.execute(insert(Participation), [{"event_id": event.id, "person_id": person.id, "role_id": role.id}] * 10)
        marks = [
            {"participation_id": number, "session_id": 1, "mark": "present", "counts_as": "present"}
            for number in range(1, 11)
        ]
        unit.execute(insert(Attendance), marks)
    assert sum(table in ("participation", "attendance") for table, *_ in logged(store, "Import")) == 20
