"""What a table, a filter chip and a search box ask of the records."""

import datetime as dt

import pytest

from db.store import Store
from desktop_app import language
from desktop_app.records import drafts, queries
from desktop_app.records.entities import ENTITIES, EVENT, ORGANISATION, PARTICIPATION, PERSON, STOP
from desktop_app.records.queries import BLANK, Filter, Query


@pytest.fixture
def people(store: Store) -> dict[str, int]:
    with store.write("Begin") as session:
        body = drafts.save(
            session, drafts.new_draft(ORGANISATION, name="Kementerian Contoh", short_name="KC", category_id=1)
        )
        return {
            name: drafts.save(session, drafts.new_draft(PERSON, name=name, **rest))
            for name, rest in (
                ("Dr. Ángel Mohd Noor", {"organisation_id": body, "gender": "male"}),
                ("Aminah binti Abdul", {"gender": "female", "email": "aminah@contoh.example"}),
                ("林志伟", {"organisation_id": body}),
                ("zaki", {}),
            )
        }


def found(store: Store, of, query: Query) -> list[int]:
    with store.read() as session:
        return list(queries.find_ids(session, of, query))


def test_people_stand_in_the_order_of_their_names_titles_ignored(store: Store, people: dict[str, int]) -> None:
    with store.read() as session:
        rows = queries.rows(session, PERSON, queries.find_ids(session, PERSON, Query()))
    assert [row.texts["name"].split()[-1] for row in rows] == ["Abdul", "Noor", "zaki", "林志伟"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [("angel muhd", "Dr. Ángel Mohd Noor"), ("伟", "林志伟"), ("amin abd", "Aminah binti Abdul"),
     ("aminah@con", "Aminah binti Abdul")],
)  # fmt: skip
def test_a_person_is_found_by_what_one_types(store: Store, people: dict[str, int], typed: str, name: str) -> None:
    assert found(store, PERSON, Query(text=typed)) == [people[name]]


def test_people_are_found_by_their_organisation(store: Store, people: dict[str, int]) -> None:
    assert set(found(store, PERSON, Query(text="kementerian"))) == {people["Dr. Ángel Mohd Noor"], people["林志伟"]}


def test_filters_narrow_together_and_blank_can_be_asked_for(store: Store, people: dict[str, int]) -> None:
    assert found(store, PERSON, Query(filters=(Filter("gender", ("female",)),))) == [people["Aminah binti Abdul"]]
    blank = found(store, PERSON, Query(filters=(Filter("gender", (BLANK,)),)))
    assert set(blank) == {people["林志伟"], people["zaki"]}
    assert found(store, PERSON, Query(text="kementerian", filters=(Filter("gender", (BLANK,)),))) == [people["林志伟"]]


def test_chips_count_what_choosing_them_would_show(store: Store, people: dict[str, int]) -> None:
    with store.read() as session:
        for chip in queries.facets(session, PERSON, Query(), "organisation_id"):
            shown = queries.find_ids(session, PERSON, Query(filters=(Filter("organisation_id", (chip.value,)),)))
            assert len(shown) == chip.count


@pytest.mark.parametrize("of", ENTITIES, ids=lambda one: one.name)
@pytest.mark.parametrize("tongue", ["en", "ms"])
def test_every_field_of_every_entity_can_be_shown_sorted_counted_and_searched(store: Store, of, tongue: str) -> None:
    if tongue == "ms":
        language.set_language("ms")
    with store.read() as session:
        for field in of.fields:
            for descending in (False, True):
                ids = queries.find_ids(session, of, Query(sort=((field.name, descending),)))
            queries.facets(session, of, Query(), field.name)
        ids = queries.find_ids(session, of, Query(text="a%_\\'\""))
        queries.rows(session, of, ids, [field.name for field in of.fields])
        queries.suggestions(session, of, "a")


def test_an_event_says_how_many_and_where(store: Store) -> None:
    with store.write("Begin") as session:
        event = drafts.save(
            session,
            drafts.new_draft(
                EVENT, title="Workshop", kind="workshop", start_date=dt.date(2019, 8, 29), start_time=dt.time(10)
            ),
        )
        drafts.save(
            session, drafts.new_draft(STOP, event_id=event, venue_id=drafts.Named("Partnership Hub"), room="Room 1")
        )
        role = drafts.role_id(session, "participant")
        for name in ("Lim", "Raman"):
            draft = drafts.new_draft(PARTICIPATION, event_id=event, person_id=drafts.Named(name), role_id=role)
            drafts.save(session, draft)
    with store.read() as session:
        assert queries.event_figures(session, event).named == 2
        assert queries.event_line(session, event) == ("Thursday 29 August 2019 · from 10:00 · Room 1, Partnership Hub")
        assert queries.years(session, EVENT, "start_date")[0].text == "2019"


def test_a_record_deleted_meanwhile_is_left_out_of_the_rows(store: Store, people: dict[str, int]) -> None:
    with store.write("Delete") as session:
        drafts.delete(session, PERSON, [people["zaki"]])
    with store.read() as session:
        assert len(queries.rows(session, PERSON, sorted(people.values()))) == 3


def test_the_very_name_typed_is_offered_first_and_a_letter_more_is_another_person(store: Store) -> None:
    with store.write("Begin") as session:
        ids = [drafts.save(session, drafts.new_draft(PERSON, name=f"Orang Contoh {letter}")) for letter in "ACB"]
    with store.read() as session:
        offered = [one.id for one in queries.suggestions(session, PERSON, "Orang Contoh B")]
        assert offered[0] == ids[2]
        assert queries.suggestions(session, PERSON, "Orang Contoh D") == []
        assert {one.id for one in queries.suggestions(session, PERSON, "orang con")} == set(ids)
