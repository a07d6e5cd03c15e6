"""Records filled in, saved, refused, undone."""

import datetime as dt

import pytest
from sqlalchemy import select

from db.errors import RecordsError, StaleRecord
from db.models import Event, Organisation, Participation, Person
from db.store import Store
from desktop_app.records import drafts
from desktop_app.records.entities import EVENT, MINUTE, ORGANISATION, PARTICIPATION, PERSON, ROLE


def save(store: Store, draft: drafts.Draft) -> int:
    with store.write("Save") as session:
        return drafts.save(session, draft)


def reopened(store: Store, of, row_id: int) -> drafts.Draft:
    with store.read() as session:
        return drafts.open_draft(session, of, row_id)


def test_a_person_needs_only_a_name(store: Store) -> None:
    person = save(store, drafts.new_draft(PERSON, name="Raman"))
    assert reopened(store, PERSON, person).values["name"] == "Raman"


def test_a_record_without_what_it_needs_is_refused_field_by_field_and_nothing_is_written(store: Store) -> None:
    with pytest.raises(RecordsError) as refused:
        save(store, drafts.new_draft(EVENT, title="  "))
    assert set(refused.value.facts["problems"]) == {"title", "kind"}
    assert store.next_undo() == "Lists"


def test_titles_typed_with_a_name_are_set_apart(store: Store) -> None:
    person = reopened(store, PERSON, save(store, drafts.new_draft(PERSON, name="Dato' Dr. Aminah binti Contoh")))
    assert (person.values["titles"], person.values["name"]) == ("Dato' Dr.", "Aminah binti Contoh")


def test_an_event_of_one_day_ends_on_it(store: Store) -> None:
    event = save(store, drafts.new_draft(EVENT, title="Briefing", kind="meeting", start_date=dt.date(2026, 5, 12)))
    assert reopened(store, EVENT, event).values["end_date"] == dt.date(2026, 5, 12)


def test_an_end_before_the_beginning_is_refused(store: Store) -> None:
    draft = drafts.new_draft(
        EVENT, title="X", kind="meeting", start_date=dt.date(2026, 5, 12), end_date=dt.date(2026, 5, 11)
    )
    assert "end_date" in drafts.check(draft)
    assert "end_time" in drafts.check(
        drafts.new_draft(EVENT, title="X", kind="meeting", start_time=dt.time(10), end_time=dt.time(9))
    )


@pytest.mark.parametrize("bad", ["Ami\x00nah", "Ami\ud800nah", "Ami\u202enah"])
def test_signs_nobody_can_see_are_refused_with_a_sentence(bad: str) -> None:
    assert "name" in drafts.check(drafts.new_draft(PERSON, name=bad))


@pytest.mark.parametrize("name", ['=HYPERLINK("x")', "<img src=x>", '#read("x")', "../x", "பெருமாள்", "محمد", "林志伟"])
def test_any_name_that_can_be_seen_is_kept_as_typed(store: Store, name: str) -> None:
    assert reopened(store, PERSON, save(store, drafts.new_draft(PERSON, name=name))).values["name"] == name


def test_a_part_freezes_post_organisation_and_category_of_that_day(store: Store) -> None:
    with store.write("Begin") as session:
        body = drafts.save(session, drafts.new_draft(ORGANISATION, name="Majlis Sampel", category_id=4))
        person = drafts.save(session, drafts.new_draft(PERSON, name="Lim", post="Engineer", organisation_id=body))
        event = drafts.save(session, drafts.new_draft(EVENT, title="E", kind="workshop"))
        part = drafts.save(
            session,
            drafts.new_draft(
                PARTICIPATION, event_id=event, person_id=person, role_id=drafts.role_id(session, "participant")
            ),
        )
    later = reopened(store, PERSON, person)
    later.values["post"] = "Director"
    later.values["organisation_id"] = None
    save(store, later)
    frozen = reopened(store, PARTICIPATION, part).values
    assert (frozen["post_then"], frozen["organisation_id"], frozen["category_id"]) == ("Engineer", body, 4)


def test_a_named_link_is_made_in_the_same_step(store: Store) -> None:
    save(store, drafts.new_draft(PERSON, name="Siti", organisation_id=drafts.Named("Jabatan Baru")))
    store.undo()
    with store.read() as session:
        assert session.scalars(select(Organisation)).all() == []
        assert session.scalars(select(Person)).all() == []


def test_a_named_organisation_that_exists_is_used_and_a_named_person_is_always_new(store: Store) -> None:
    with store.write("Twice") as session:
        first = drafts.find_or_make(session, "organisation", "Jabatan Baru")
        assert drafts.find_or_make(session, "organisation", "jabatan baru") == first
        assert drafts.find_or_make(session, "person", "Lim") != drafts.find_or_make(session, "person", "Lim")


def test_two_people_saving_different_fields_of_one_record_lose_nothing(store: Store) -> None:
    person = save(store, drafts.new_draft(PERSON, name="Lim"))
    mine, theirs = reopened(store, PERSON, person), reopened(store, PERSON, person)
    theirs.values["post"] = "Engineer"
    save(store, theirs)
    mine.values["phone"] = "+60120000000"
    save(store, mine)
    now = reopened(store, PERSON, person).values
    assert (now["post"], now["phone"]) == ("Engineer", "+60120000000")


def test_two_people_saving_the_same_field_are_told_and_the_first_stands(store: Store) -> None:
    person = save(store, drafts.new_draft(PERSON, name="Lim"))
    mine, theirs = reopened(store, PERSON, person), reopened(store, PERSON, person)
    theirs.values["post"] = "Engineer"
    save(store, theirs)
    mine.values["post"] = "Director"
    with pytest.raises(StaleRecord) as clash:
        save(store, mine)
    assert clash.value.facts["theirs"] == {"post": "Engineer"}
    assert reopened(store, PERSON, person).values["post"] == "Engineer"


def test_an_edit_after_an_undo_is_not_overwritten_by_a_form_opened_before_it(store: Store) -> None:
    person = save(store, drafts.new_draft(PERSON, name="Lim"))
    first = reopened(store, PERSON, person)
    first.values["post"] = "Engineer"
    save(store, first)
    mine = reopened(store, PERSON, person)
    store.undo()
    theirs = reopened(store, PERSON, person)
    theirs.values["post"] = "Planner"
    save(store, theirs)
    mine.values["post"] = "Director"
    with pytest.raises(StaleRecord):
        save(store, mine)


def test_a_record_deleted_meanwhile_is_said_to_be_gone(store: Store) -> None:
    person = save(store, drafts.new_draft(PERSON, name="Lim"))
    draft = reopened(store, PERSON, person)
    with store.write("Delete") as session:
        drafts.delete(session, PERSON, [person])
    draft.values["name"] = "Lim Wei"
    with pytest.raises(RecordsError) as refused:
        save(store, draft)
    assert refused.value.code == "gone"


def test_deleting_an_organisation_takes_its_own_parts_and_undo_brings_all_back(store: Store) -> None:
    with store.write("Begin") as session:
        event = drafts.save(session, drafts.new_draft(EVENT, title="E", kind="conference"))
        body = drafts.find_or_make(session, "organisation", "Chulia")
        role = drafts.role_id(session, "exhibitor")
        drafts.save(
            session,
            drafts.new_draft(PARTICIPATION, event_id=event, organisation_id=body, role_id=role, booth="D12"),
        )
    with store.write("Delete") as session:
        assert drafts.delete(session, ORGANISATION, [body]) == 1
    with store.read() as session:
        assert session.scalars(select(Participation)).all() == []
    store.undo()
    with store.read() as session:
        assert session.scalars(select(Participation)).one().booth == "D12"


def test_a_role_in_use_is_not_deleted(store: Store) -> None:
    with store.write("Begin") as session:
        event = drafts.save(session, drafts.new_draft(EVENT, title="E", kind="conference"))
        role = drafts.role_id(session, "speaker")
        drafts.save(
            session,
            drafts.new_draft(PARTICIPATION, event_id=event, person_id=drafts.Named("Lim"), role_id=role),
        )
    with pytest.raises(RecordsError) as refused, store.write("Delete") as session:
        drafts.delete(session, ROLE, [role])
    assert refused.value.code == "in-use"


def test_rows_keep_the_order_they_are_moved_to(store: Store) -> None:
    with store.write("Begin") as session:
        event = drafts.save(session, drafts.new_draft(EVENT, title="E", kind="meeting"))
        ids = [drafts.save(session, drafts.new_draft(MINUTE, event_id=event, kind="task", text=text)) for text in "abc"]
    with store.write("Move") as session:
        drafts.move(session, MINUTE, ids[2], -1)
    with store.read() as session:
        event_row = session.get(Event, event)
        assert event_row is not None
        texts = [drafts.open_draft(session, MINUTE, one).values["text"] for one in _ordered(session, event)]
    assert texts == ["a", "c", "b"]


def _ordered(session, event: int) -> list[int]:
    from desktop_app.records.queries import Query, find_ids

    return list(find_ids(session, MINUTE, Query(parent_id=event)))
