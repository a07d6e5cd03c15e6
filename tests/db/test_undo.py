"""Undo takes a step back whole, also after a restart, and keeps and names what was changed or is needed since."""

import pytest
from sqlalchemy import delete, select, update

from db.errors import RecordsError
from db.journal import Kept
from db.models import (
    Attendance,
    Event,
    Mapping,
    Organisation,
    OrganisationSpelling,
    Participation,
    Person,
    Response,
    Role,
)
from db.store import Store
from tests import make
from tests.db.conftest import rows_of


def add_training(store: Store) -> None:
    """An event with two days, three people with marks, and a group with its leader."""
    with store.write("Add training") as unit:
        event = make.event(unit)
        days = [make.session(unit, event, f"Day {number}") for number in (1, 2)]
        body = make.organisation(unit)
        parts = [make.participation(unit, event, make.person(unit, f"P{n}", organisation_id=body.id)) for n in range(3)]
        for part in parts:
            for day in days:
                make.attendance(unit, part, day)
        group = make.group(unit, event, leader_id=parts[0].id)
        parts[1].group_id = group.id


def test_undo_takes_the_newest_step_back_and_redo_does_it_again(store: Store) -> None:
    empty = rows_of(store.path)
    add_training(store)
    full = rows_of(store.path)
    assert store.next_undo() == "Add training"
    assert store.next_redo() is None
    undone = store.undo()
    assert undone is not None
    assert undone.kept == []
    assert rows_of(store.path) == empty
    assert store.next_undo() is None
    assert store.next_redo() == "Add training"
    store.redo()
    assert rows_of(store.path) == full
    assert store.check() == []


def test_undo_and_redo_of_nothing_is_nothing(store: Store) -> None:
    assert store.undo() is None
    assert store.redo() is None


def test_undo_works_after_the_file_was_closed_and_opened_again(store: Store) -> None:
    empty = rows_of(store.path)
    add_training(store)
    full = rows_of(store.path)
    store.close()
    with Store.open(store.path) as again:
        again.undo()
        assert rows_of(store.path) == empty
    with Store.open(store.path) as again:
        assert again.next_redo() == "Add training"
        again.redo()
        assert rows_of(store.path) == full


def test_a_deleted_event_comes_back_with_everything_it_took_along(store: Store) -> None:
    add_training(store)
    full = rows_of(store.path)
    with store.write("Delete event") as unit:
        unit.execute(delete(Event))
    assert rows_of(store.path)["attendance"] == []
    store.undo()
    assert rows_of(store.path) == full
    store.redo()
    store.undo()
    assert rows_of(store.path) == full


def test_a_deleted_organisation_comes_back_to_the_people_who_were_of_it(store: Store) -> None:
    add_training(store)
    full = rows_of(store.path)
    with store.write("Delete body") as unit:
        unit.execute(delete(Organisation))
    store.undo()
    assert rows_of(store.path) == full


def test_something_new_ends_the_chance_to_redo(store: Store) -> None:
    for title in ("One", "Two"):
        with store.write(title) as unit:
            make.person(unit, title)
    store.undo()
    with store.write("Three") as unit:
        make.person(unit, "Three")
    assert store.next_redo() is None
    assert store.redo() is None
    assert store.next_undo() == "Three"


def test_steps_undone_one_after_the_other_are_redone_in_their_order(store: Store) -> None:
    states = [rows_of(store.path)]
    for title in ("One", "Two", "Three"):
        with store.write(title) as unit:
            make.person(unit, title)
            unit.execute(update(Person).values(notes=title))
        states.append(rows_of(store.path))
    for state in reversed(states[:-1]):
        store.undo()
        assert rows_of(store.path) == state
    for title, state in zip(("One", "Two", "Three"), states[1:], strict=True):
        assert store.next_redo() == title
        store.redo()
        assert rows_of(store.path) == state


def test_undoing_an_old_step_keeps_and_names_what_was_edited_since(store: Store) -> None:
    with store.write("Import") as unit:
        make.person(unit, "Aminah")
        make.person(unit, "Lim")
    with store.write("Edit") as unit:
        unit.get_one(Person, 1).post = "Director"
    [step] = [step.id for step in store.steps() if step.title == "Import"]
    assert store.plan_undo(step).kept == [Kept("person", 1, "changed")]
    undone = store.undo_step(step)
    assert undone.kept == [Kept("person", 1, "changed")]
    assert undone.remove == {"person": [2]}
    with store.read() as unit:
        assert unit.execute(select(Person.name, Person.post)).all() == [("Aminah", "Director")]


def test_undoing_an_old_step_keeps_and_names_what_is_needed_since(store: Store) -> None:
    with store.write("Import") as unit:
        aminah, _ = make.person(unit, "Aminah"), make.person(unit, "Lim")
    with store.write("Seat her") as unit:
        make.participation(unit, None, aminah)
    [step] = [step.id for step in store.steps() if step.title == "Import"]
    undone = store.undo_step(step)
    assert undone.kept == [Kept("person", 1, "needed")]
    assert store.check() == []
    with store.read() as unit:
        assert list(unit.scalars(select(Person.name))) == ["Aminah"]
        assert len(unit.scalars(select(Participation)).all()) == 1


def test_what_a_kept_row_stands_on_is_kept_too(store: Store) -> None:
    add_training(store)
    with store.write("Mend a mark") as unit:
        unit.execute(update(Attendance).where(Attendance.id == 1).values(minutes=40))
    undone = store.undo_step(1)
    assert {(kept.table, kept.row_id) for kept in undone.kept} >= {
        ("attendance", 1),
        ("participation", 1),
        ("session", 1),
        ("event", 1),
        ("person", 1),
    }
    assert store.check() == []
    with store.read() as unit:
        assert [mark.minutes for mark in unit.scalars(select(Attendance))] == [40]
        assert list(unit.scalars(select(Person.name))) == ["P0"]


def test_a_row_whose_owner_is_gone_does_not_come_back_alone(store: Store) -> None:
    add_training(store)
    with store.write("Delete marks") as unit:
        unit.execute(delete(Attendance))
    with store.write("Delete person") as unit:
        unit.execute(delete(Person).where(Person.id == 1))
    undone = store.undo_step(2)
    assert undone.kept == [Kept("attendance", 1, "needed"), Kept("attendance", 2, "needed")]
    assert store.check() == []
    assert len(rows_of(store.path)["attendance"]) == 4


def test_an_undo_that_could_take_nothing_back_says_so_and_changes_nothing(store: Store) -> None:
    with store.write("Add") as unit:
        make.person(unit)
    with store.write("Edit") as unit:
        unit.get_one(Person, 1).post = "x"
    before = rows_of(store.path)
    with pytest.raises(RecordsError) as told:
        store.undo_step(1)
    assert told.value.code == "all-kept"
    assert told.value.facts["kept"] == [Kept("person", 1, "changed")]
    assert rows_of(store.path) == before
    assert store.next_undo() == "Edit"
    assert store.check() == []


@pytest.mark.parametrize("step_id", [99, 2])
def test_a_step_that_is_not_there_or_undone_already_cannot_be_undone(store: Store, step_id: int) -> None:
    for title in ("One", "Two"):
        with store.write(title) as unit:
            make.person(unit, title)
    store.undo()
    with pytest.raises(RecordsError) as told:
        store.undo_step(step_id)
    assert told.value.code == "no-step"


def test_a_part_moved_to_a_new_event_stays_when_that_event_is_undone(store: Store) -> None:
    """Removing the new event would take the part along, were the part not moved back first."""
    with store.write("Add") as unit:
        part = make.participation(unit)
    before = rows_of(store.path)
    with store.write("Split") as unit:
        unit.get_one(Participation, part.id).event_id = make.event(unit, "Second half").id
    after = rows_of(store.path)
    store.undo()
    assert rows_of(store.path) == before
    store.redo()
    assert rows_of(store.path) == after


def test_numbers_that_changed_hands_within_a_step_are_handed_back(store: Store) -> None:
    with store.write("Add") as unit:
        form, _ = make.questionnaire(unit, "How was it?")
        used = make.evaluation(unit, make.event(unit), form)
        for number in (1, 2, 3):
            make.response(unit, used, number)
    before = rows_of(store.path)
    with store.write("Renumber") as unit:
        for row_id, number in ((3, 4), (2, 3), (1, 2), (3, 1)):
            unit.execute(update(Response).where(Response.id == row_id).values(form_number=number))
    after = rows_of(store.path)
    store.undo()
    assert rows_of(store.path) == before
    store.redo()
    assert rows_of(store.path) == after


def test_a_spelling_that_belongs_to_another_body_by_now_is_not_taken_from_it(store: Store) -> None:
    with store.write("Add") as unit:
        first, second = make.organisation(unit, "First"), make.organisation(unit, "Second")
        make.spelling(unit, first, "MBC")
        make.spelling(unit, first, "M.B. Contoh")
    with store.write("Forget") as unit:
        unit.execute(delete(OrganisationSpelling))
    with store.write("Give") as unit:
        make.spelling(unit, second, "MBC")
    [forget] = [step.id for step in store.steps() if step.title == "Forget"]
    undone = store.undo_step(forget)
    assert undone.kept == [Kept("organisation_spelling", 1, "taken")]
    with store.read() as unit:
        held = unit.execute(select(OrganisationSpelling.spelling, OrganisationSpelling.organisation_id))
        assert {(row[0], row[1]) for row in held} == {("M.B. Contoh", 1), ("MBC", 2)}


def test_a_code_that_another_row_has_by_now_is_not_given_back(store: Store) -> None:
    with store.write("Add") as unit:
        make.role(unit, "escort")
    with store.write("Rename") as unit:
        unit.execute(update(Role).values(code="guide"))
    with store.write("Add again") as unit:
        make.role(unit, "escort")
    with pytest.raises(RecordsError) as told:
        store.undo_step(2)
    assert told.value.facts["kept"] == [Kept("role", 1, "taken")]


def test_a_row_added_and_deleted_in_one_step_is_nothing_to_undo(store: Store) -> None:
    with store.write("Come and go") as unit:
        unit.delete(make.person(unit))
        make.event(unit)
    empty_people = rows_of(store.path)["person"]
    undone = store.undo()
    assert undone is not None
    assert undone.kept == []
    assert rows_of(store.path)["person"] == empty_people == []
    store.redo()
    assert len(rows_of(store.path)["event"]) == 1


def test_a_merge_of_two_people_is_undone_row_by_row(store: Store) -> None:
    with store.write("Add") as unit:
        event = make.event(unit)
        day = make.session(unit, event)
        kept, double = make.person(unit, "Ahmad Ali"), make.person(unit, "Ahmad bin Ali")
        for who in (kept, double):
            make.attendance(unit, make.participation(unit, event, who), day)
        make.participation(unit, make.event(unit, "Another"), double)
    before = rows_of(store.path)
    with store.write("Merge people") as unit:
        unit.execute(delete(Participation).where(Participation.event_id == 1, Participation.person_id == double.id))
        unit.execute(update(Participation).where(Participation.person_id == double.id).values(person_id=kept.id))
        unit.delete(unit.get_one(Person, double.id))
        unit.get_one(Person, kept.id).other_names = "Ahmad bin Ali"
    store.undo()
    assert rows_of(store.path) == before
    assert store.check() == []


def test_an_undo_half_way_through_which_something_fails_changes_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_training(store)
    before = rows_of(store.path)

    def fail(*_: object) -> None:
        raise RuntimeError("in the middle")

    monkeypatch.setattr("db.search.bring_up_to_date", fail)
    with pytest.raises(RuntimeError, match="in the middle"):
        store.undo()
    assert rows_of(store.path) == before
    assert store.next_undo() == "Add training"


def test_undoing_a_step_with_ten_thousand_rows_takes_them_all(store: Store) -> None:
    with store.write("Add") as unit:
        unit.add_all(Mapping(key=str(n), headings=[], columns={}) for n in range(3))
    with store.write("Import") as unit:
        unit.execute(update(Mapping).values(headings=["Name"]))
        unit.add_all(Mapping(key=str(n), headings=[], columns={}) for n in range(3, 10_000))
    with store.write("Edit") as unit:
        unit.execute(update(Mapping).where(Mapping.id == 7000).values(headings=["Nama"]))
    undone = store.undo_step(2)
    assert undone.kept == [Kept("mapping", 7000, "changed")]
    assert [row[0] for row in rows_of(store.path)["mapping"]] == [1, 2, 3, 7000]
