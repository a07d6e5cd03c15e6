"""Search finds what was meant, as one types, and is up to date after every step."""

from typing import Any

import pytest
from sqlalchemy import delete, text, update

from db import search
from db.models import Organisation, OrganisationSpelling, Person, Series, Stop, Venue
from db.store import Store
from tests import make

PEOPLE = (
    "Mohd Azlan bin Abd Rahman",
    "Siti Nur Aisyah binti Yusof",
    "José Álvarez",
    "张伟",
    "சண்முகம் முருகன்",
    "محمد زين",
    "Lim Wei Jie",
    "Rajesh a/l Kumar",
)


def finds(store: Store, typed: str, table: str = "person") -> list[str]:
    """Names or titles of what is found."""
    name = "title" if table == "event" else "name"
    with store.read() as unit:
        ids = search.found(unit.connection(), table, typed)
        rows = unit.execute(text(f"SELECT id, {name} FROM {table}")).all()
    names = {row[0]: row[1] for row in rows}
    return sorted(names[one] for one in ids)


@pytest.fixture
def people(store: Store) -> Store:
    """A file with people whose names are written in five scripts."""
    with store.write("Add") as unit:
        for name in PEOPLE:
            make.person(unit, name)
    return store


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("azlan", "Mohd Azlan bin Abd Rahman"),
        ("AZL", "Mohd Azlan bin Abd Rahman"),
        ("Muhammad Azlan Abdul", "Mohd Azlan bin Abd Rahman"),
        ("rahman moh", "Mohd Azlan bin Abd Rahman"),
        ("noor aisyah", "Siti Nur Aisyah binti Yusof"),
        ("jose alv", "José Álvarez"),
        ("ALVÁREZ", "José Álvarez"),
        ("张", "张伟"),
        ("伟", "张伟"),
        ("சண்", "சண்முகம் முருகன்"),
        ("முருகன்", "சண்முகம் முருகன்"),
        ("محمد", "محمد زين"),
        ("زين", "محمد زين"),
        ("rajesh kumar", "Rajesh a/l Kumar"),
        ("wei  jie!", "Lim Wei Jie"),
    ],
)
def test_a_person_is_found_by_what_one_would_type(people: Store, typed: str, expected: str) -> None:
    assert finds(people, typed) == [expected]


@pytest.mark.parametrize("typed", ["", "   ", "'", '"', "*", "(", "AND", "NEAR(", "-", "zzz", "name:x", "\0"])
def test_what_cannot_be_meant_finds_nothing_and_fails_nowhere(people: Store, typed: str) -> None:
    assert finds(people, typed) == []


def test_no_more_are_found_than_were_asked_for(people: Store) -> None:
    with people.write("Add") as unit:
        for number in range(20):
            make.person(unit, f"Same {number}")
    with people.read() as unit:
        assert len(search.found(unit.connection(), "person", "same", limit=5)) == 5


def test_an_edit_and_its_undo_are_found(people: Store) -> None:
    with people.write("Rename") as unit:
        unit.execute(update(Person).where(Person.name == "Lim Wei Jie").values(name="Lim Mei Ling"))
    assert finds(people, "mei ling") == ["Lim Mei Ling"]
    assert finds(people, "wei jie") == []
    people.undo()
    assert finds(people, "wei jie") == ["Lim Wei Jie"]
    people.redo()
    assert finds(people, "wei jie") == []


def test_a_step_that_failed_is_not_found(people: Store) -> None:
    def fail() -> None:
        with people.write("Fail") as unit:
            make.person(unit, "Nobody")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert finds(people, "nobody") == []


def test_a_person_is_found_by_the_body_though_that_is_renamed_or_gone(store: Store) -> None:
    with store.write("Add") as unit:
        body = make.organisation(unit, "Majlis Perbandaran Contoh", short_name="MPC")
        make.person(unit, "Aminah", organisation_id=body.id)
    assert finds(store, "aminah mpc") == ["Aminah"]
    with store.write("Rename") as unit:
        unit.execute(update(Organisation).values(name="Majlis Bandaraya Contoh", short_name="MBC"))
    assert finds(store, "mpc") == []
    assert finds(store, "bandaraya") == ["Aminah"]
    with store.write("Delete") as unit:
        unit.execute(delete(Organisation))
    assert finds(store, "mbc") == []
    store.undo()
    assert finds(store, "mbc") == ["Aminah"]


def test_a_body_is_found_by_every_way_it_was_written(store: Store) -> None:
    with store.write("Add") as unit:
        first, second = make.organisation(unit, "First"), make.organisation(unit, "Second")
        make.spelling(unit, first, "Perbadanan Contoh")
    assert finds(store, "perbadanan", "organisation") == ["First"]
    with store.write("Move") as unit:
        unit.execute(update(OrganisationSpelling).values(organisation_id=second.id))
    assert finds(store, "perbadanan", "organisation") == ["Second"]
    with store.write("Delete") as unit:
        unit.execute(delete(OrganisationSpelling))
    assert finds(store, "perbadanan", "organisation") == []


def _rename_series(unit: Any) -> None:
    unit.execute(update(Series).values(title="Newname"))


def _rename_venue(unit: Any) -> None:
    unit.execute(update(Venue).values(city="Newname"))


def _move_stop(unit: Any) -> None:
    unit.execute(update(Stop).values(venue_id=make.venue(unit, "Newname").id))


@pytest.mark.parametrize("change", [_rename_series, _rename_venue, _move_stop])
def test_an_event_is_found_by_its_series_and_place_though_those_change(store: Store, change: Any) -> None:
    with store.write("Add") as unit:
        event = make.event(unit, "Training", series_id=make.series(unit, "Oldseries").id, meeting_number="1/2019")
        make.stop(unit, event, make.venue(unit, "Hall", city="Oldcity"))
    for typed in ("oldser", "oldci", "hall", "1/2019", "2020", "training 2020 hall"):
        assert finds(store, typed, "event") == ["Training"], typed
    with store.write("Change") as unit:
        change(unit)
    assert finds(store, "newna", "event") == ["Training"]
    store.undo()
    assert finds(store, "newna", "event") == []
    assert store.check() == []


def test_an_event_is_not_found_by_a_place_it_left(store: Store) -> None:
    with store.write("Add") as unit:
        make.stop(unit, make.event(unit, "Training"), make.venue(unit, "Hall"))
    with store.write("Leave") as unit:
        unit.execute(delete(Venue))
    assert finds(store, "hall", "event") == []
    assert store.check() == []


def test_a_search_that_went_wrong_is_noticed_by_the_check(people: Store) -> None:
    with people._engine.connect() as connection:
        connection.exec_driver_sql("DELETE FROM person_search WHERE rowid = 1")
        connection.exec_driver_sql("INSERT INTO person_search (rowid, folded) VALUES (99, 'ghost')")
    assert [(problem.code, problem.detail) for problem in people.check()] == [("search", "person: 2")]
