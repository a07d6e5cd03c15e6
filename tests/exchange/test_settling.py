"""Decisions made by hand: each can be taken back, and the counts follow."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.exchange.corrections import corrected_values, count_bodies, match_again, understood
from desktop_app.exchange.matching import Candidate, Match
from desktop_app.exchange.organisations import OrganisationMatch
from desktop_app.exchange.plan import (
    Answer,
    BodyAnswer,
    BodyPlan,
    EventPlan,
    Known,
    PersonPlan,
    Plan,
    SessionPlan,
    ValueChange,
)
from desktop_app.exchange.preparing import Matcher
from desktop_app.exchange.settling import Settling, proposed
from desktop_app.records.fields import NotUnderstood
from tests import make
from tests.exchange.readings import left_out, office, plan, reading, row

POST = ValueChange("post", "Post", "Pegawai", "Ketua")
PHONE = ValueChange("phone", "Telephone", "", "+60123456789")


def asked(at: int) -> PersonPlan:
    """Somebody of the file who may be one of two people."""
    levels = (0,) * 14
    candidates = (
        Known(10 * at + 1, "One", "", 0.6, "same name", (POST, PHONE)),
        Known(10 * at + 2, "Two", "", 0.4, "", (POST,)),
    )
    match = Match("ask", tuple(Candidate(str(one.id), one.score, levels) for one in candidates))
    return PersonPlan((at,), {"name": f"Person {at}"}, {0: "present"}, match, candidates)


def made_plan(people: int = 3) -> Plan:
    rows = [row(at + 2, f"Person {at}") for at in range(people)]
    return Plan(
        reading=reading(*rows, left_out=(left_out(40),)),
        file_name="list.xlsx",
        sha256="0",
        event=EventPlan(1, "Kursus"),
        people=[asked(at) for at in range(people)],
        bodies=[BodyPlan("JCN", 2, OrganisationMatch(None), ((7, "Jabatan Contoh Negara", ""),))],
        sessions=[SessionPlan("2026-05-12 Pagi", None, "Pagi")],
    )


def test_a_decision_counts_and_is_taken_back() -> None:
    settling = Settling(made_plan())
    person = settling.plan.people[1]
    assert (settling.left, settling.people_left) == (4, 3)

    settling.choose(person, 12)
    assert (settling.counts["known"], settling.counts["present"], settling.left) == (1, 1, 3)

    assert settling.undo() is person
    assert (person.answer, person.person_id, person.by_hand) == (None, None, False)
    assert settling.counts == settling.plan.counts()
    assert settling.undo() is None


def test_ticks_made_before_the_best_candidate_is_accepted_stay() -> None:
    settling = Settling(made_plan())
    person = settling.plan.people[0]

    settling.tick_all(person, person.candidates[0].changes)
    assert person.taken == {"post"}, "a blank needs no tick"
    settling.choose(person, 1)
    assert person.taken == {"post"}
    settling.choose(person, 2)
    assert person.taken == set(), "they were another's values"


def test_taking_all_twice_takes_none() -> None:
    settling = Settling(made_plan())
    person = settling.plan.people[0]

    settling.tick_all(person, (POST,))
    settling.tick_all(person, (POST,))

    assert person.taken == set()


def test_enter_accepts_the_best_candidate_or_what_was_decided() -> None:
    settling = Settling(made_plan())
    person = settling.plan.people[0]
    assert proposed(person) == 1
    settling.make_new(person)
    assert proposed(person) is Answer.NEW
    settling.leave_out(person)
    assert proposed(person) is Answer.LEAVE
    assert proposed(PersonPlan((0,), {}, {}, Match("new"))) is Answer.NEW


def test_leaving_the_rest_out_is_one_decision() -> None:
    settling = Settling(made_plan())
    settling.make_new(settling.plan.people[0])

    settling.leave_undecided_out()
    assert settling.left == 0
    assert settling.counts["leave"] == 2
    assert settling.plan.bodies[0].answer is BodyAnswer.LEAVE

    settling.undo()
    assert settling.left == 3
    assert settling.plan.people[0].answer is Answer.NEW


def test_somebody_picked_from_the_records_becomes_a_candidate() -> None:
    settling = Settling(made_plan())
    person = settling.plan.people[0]

    settling.choose_other(person, Known(99, "Somebody", "", 0.0, "picked by you", ()))
    assert person.person_id == 99
    assert person.candidates[0].id == 99

    settling.undo()
    assert len(person.candidates) == 2


def test_sessions_are_placed_and_put_back() -> None:
    settling = Settling(made_plan())
    session = settling.plan.sessions[0]

    settling.place_session(session, None, taken=False)
    assert not session.taken
    assert settling.undo() is session
    assert session.taken


def test_a_list_without_marks_can_be_called_present_as_a_whole() -> None:
    settling = Settling(made_plan())
    for person in settling.plan.people:
        person.marks.clear()
    assert settling.plan.lacks_marks()

    settling.mark_all_present()
    settling.make_new(settling.plan.people[0])
    assert settling.counts["present"] == 1
    assert not settling.plan.lacks_marks()
    settling.undo()
    settling.undo()
    assert settling.plan.lacks_marks()


def test_decisions_are_carried_over_to_another_reading_of_the_file() -> None:
    before, after = Settling(made_plan()), Settling(made_plan())
    before.choose(before.plan.people[0], 1)
    before.leave_out(before.plan.people[2])
    before.settle_body(before.plan.bodies[0], BodyAnswer.MAP, 7)

    after.carry_over(before.plan)

    assert [one.answer for one in after.plan.people] == [Answer.KNOWN, None, Answer.LEAVE]
    assert after.plan.bodies[0].organisation_id == 7
    assert after.counts == after.plan.counts()


ACTS = st.sampled_from(["choose", "new", "leave", "tick", "all", "body", "rest", "undo"])


@settings(max_examples=100)
@given(acts=st.lists(st.tuples(st.integers(0, 2), ACTS), max_size=12))
def test_counts_never_drift_and_undo_leads_back_to_the_beginning(acts: list[tuple[int, str]]) -> None:
    settling = Settling(made_plan())
    start = repr(settling.plan)

    for at, act in acts:
        person = settling.plan.people[at]
        if act == "choose":
            settling.choose(person, person.candidates[0].id)
        elif act == "new":
            settling.make_new(person)
        elif act == "leave":
            settling.leave_out(person)
        elif act == "tick":
            settling.tick(person, "post", take=True)
        elif act == "all":
            settling.tick_all(person, (POST, PHONE))
        elif act == "body":
            settling.settle_body(settling.plan.bodies[0], BodyAnswer.CREATE)
        elif act == "rest":
            settling.leave_undecided_out()
        else:
            settling.undo()
        assert settling.counts == settling.plan.counts()

    while settling.can_undo:
        settling.undo()
    assert repr(settling.plan) == start


def test_a_corrected_cell_is_understood_as_the_sheet_s_would_be() -> None:
    person = asked(0)
    assert understood("phone", "012-345 6789") == "+60123456789"
    assert understood("email", " A@Contoh.Example ") == "a@contoh.example"
    assert understood("identity_number", "800101-14-0002") == "800101140002"
    assert understood("post", "  Ketua   Penolong ") == "Ketua Penolong"
    corrected = corrected_values(person, "name", "Dato' Ahmad bin Contoh")
    assert (corrected["titles"], corrected["name"]) == ("Dato'", "Ahmad bin Contoh")
    assert "post" not in corrected_values(person, "post", "")


@pytest.mark.parametrize(("field", "typed"), [("phone", "nombor"), ("email", "bukan e-mel"), ("name", "  ")])
def test_a_correction_that_means_nothing_is_said_to(field: str, typed: str) -> None:
    with pytest.raises(NotUnderstood):
        understood(field, typed)


def test_a_corrected_name_is_matched_again_and_its_organisation_counted(tmp_path: Path) -> None:
    store = office(tmp_path)
    with store.write("Known") as session:
        known = make.person(session, "Aminah binti Contoh", phone="+60123456789")
    made = plan(
        store, reading(row(2, "Amnh", organisation="Jabatan A"), row(3, "Abu Umpama", organisation="Jabatan A"))
    )
    settling = Settling(made)
    person = made.people[0]
    assert person.person_id is None

    with store.read() as session:
        matcher = Matcher.of(session)
        for field, typed in (("name", "Aminah Contoh"), ("phone", "0123456789"), ("organisation", "Syarikat B")):
            values = corrected_values(person, field, typed)
            before = person.values.get("organisation", "")

            def act(values: dict[str, str] = values, before: str = before) -> None:
                person.values = values
                count_bodies(session, made, before, values.get("organisation", ""), matcher)
                match_again(session, made, person, matcher)

            settling.correct(person, act)

    assert person.answer is Answer.KNOWN
    assert person.person_id == known.id
    assert {one.text: one.people for one in made.bodies} == {"Jabatan A": 1, "Syarikat B": 1}
    while settling.can_undo:
        settling.undo()
    assert {one.text: one.people for one in made.bodies} == {"Jabatan A": 2}
    assert person.values["name"] == "Amnh"
    assert settling.counts == made.counts()
