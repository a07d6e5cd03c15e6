"""From a reading to a plan: who is known, which organisation is meant, where the marks belong."""

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import func, select

from db import models
from db.errors import RecordsError
from desktop_app.exchange.plan import Answer, BodyAnswer, EventPlan
from desktop_app.exchange.preparing import (
    event_at_hand,
    guessed_kind,
    headings_key,
    known_event,
    mark_changes,
)
from desktop_app.exchange.result import EventFound, Reading, Session
from tests import make
from tests.exchange.readings import EVENING, MORNING, carry_out, office, plan, reading, row


def test_rows_of_one_person_become_one_person_with_the_best_mark(tmp_path: Path) -> None:
    made = plan(
        office(tmp_path),
        reading(
            row(2, "Aminah binti Contoh", person=0, marks=("absent",), post="Pegawai"),
            row(9, "AMINAH CONTOH", person=0, marks=("present",), post="PTD", phone="+60123456789"),
            row(3, "Lim Contoh Wei", person=1, marks=("present",)),
        ),
    )

    aminah = made.people[0]
    assert made.numbers(aminah) == (2, 9)
    assert aminah.marks == {0: "present"}
    assert aminah.values["post"] == "Pegawai"
    assert aminah.values["phone"] == "+60123456789"
    assert any("PTD" in note for note in aminah.notes)
    assert "Rows 2, 9 are one person." in made.remarks()


def test_a_person_with_the_same_number_is_known_and_a_stranger_is_new(tmp_path: Path) -> None:
    store = office(tmp_path)
    with store.write("Known") as session:
        known = make.person(session, "Aminah binti Contoh", identity_number="800101140002", phone="+60123456789")

    made = plan(
        store,
        reading(
            row(2, "AMINAH CONTOH", identity_number="800101140002", phone="+60123456789"),
            row(3, "Kumar a/l Umpama", phone="+60177777777"),
        ),
    )

    assert [one.answer for one in made.people] == [Answer.KNOWN, Answer.NEW]
    assert made.people[0].person_id == known.id


def test_several_namesakes_are_always_asked_about(tmp_path: Path) -> None:
    store = office(tmp_path)
    with store.write("Namesakes") as session:
        make.person(session, "Siti Contoh binti Sampel", phone="+60111111111")
        make.person(session, "Siti Contoh binti Sampel", phone="+60122222222")

    made = plan(store, reading(row(2, "Siti Contoh binti Sampel")))

    assert made.people[0].answer is None
    assert len(made.people[0].candidates) == 2
    assert made.decisions_left == 1


def test_blanks_are_offered_to_be_filled_and_differing_values_to_be_ticked(tmp_path: Path) -> None:
    store = office(tmp_path)
    with store.write("Known") as session:
        make.person(
            session,
            "Aminah binti Contoh",
            identity_number="800101-14-0002",
            post="Pegawai",
            phone="012-345 6789",
            more_emails="a@x.example; b@x.example",
        )
    sheet = reading(
        row(
            2,
            "AMINAH CONTOH",
            identity_number="800101140002",
            post="Ketua",
            phone="+60123456789",
            email="b@x.example",
            gender="female",
        )
    )

    person = plan(store, sheet).people[0]

    changes = {one.field: one for one in person.candidates[0].changes}
    assert set(changes) == {"post", "gender"}, "spellings of a value the person has are no change, nor is an empty cell"
    assert not changes["post"].fills
    assert changes["gender"].fills


def test_an_organisation_written_another_way_is_no_change_once_it_is_mapped(tmp_path: Path) -> None:
    store = office(tmp_path)
    with store.write("Known") as session:
        body = make.organisation(session, "Jabatan Contoh Negara", short_name="JCN")
        make.person(session, "Aminah binti Contoh", identity_number="800101140002", organisation_id=body.id)

    made = plan(store, reading(row(2, "Aminah binti Contoh", identity_number="800101140002", organisation="JCN")))

    person = made.people[0]
    assert made.bodies[0].answer is BodyAnswer.MAP
    assert made.changes_of(person, person.candidates[0]) == ()


def test_an_unknown_organisation_is_made_unless_it_resembles_one(tmp_path: Path) -> None:
    store = office(tmp_path)
    with store.write("Known") as session:
        make.organisation(session, "Majlis Perbandaran Sampel Utara")

    made = plan(
        store,
        reading(
            row(2, "Ali bin Contoh", organisation="Syarikat Teladan"),
            row(3, "Abu bin Umpama", organisation="Majlis Perbandaran Sampel Utaraa"),
            row(4, "Ani binti Misal", organisation="Syarikat Teladan"),
        ),
    )

    by_text = {one.text: one for one in made.bodies}
    assert by_text["Syarikat Teladan"].answer is BodyAnswer.CREATE
    assert by_text["Syarikat Teladan"].people == 2
    assert by_text["Majlis Perbandaran Sampel Utaraa"].answer is None
    assert by_text["Majlis Perbandaran Sampel Utaraa"].candidates


def test_the_event_of_the_same_title_and_day_is_taken_and_else_a_new_one_planned(tmp_path: Path) -> None:
    store = office(tmp_path)
    with store.write("Event") as session:
        event = make.event(session, "Kursus Rekod", start_date=dt.date(2026, 5, 12))
    sheet = reading(row(2, "Ali bin Contoh", marks=("present",)))

    assert plan(store, sheet).event.event_id == event.id

    (tmp_path / "other").mkdir()
    other = plan(office(tmp_path / "other"), sheet)
    assert other.event.is_new
    assert other.event.values["kind"] == "training"
    assert other.event.values["venue"] == "Bilik Contoh"


@pytest.mark.parametrize(
    ("program", "mode"),
    [
        ("zoom", "online"),
        ("teams", "online"),
        ("webex", "online"),
        ("meet", "online"),
        ("pretix", None),
        ("sheet", None),
    ],
)
def test_a_meeting_program_s_file_makes_an_online_event(tmp_path: Path, program: str, mode: str | None) -> None:
    made = plan(office(tmp_path), reading(row(2, "Ali bin Contoh", marks=("present",)), format=program))

    assert made.event.values.get("mode") == mode


def test_the_event_at_hand_gives_way_where_the_file_speaks_of_another_day(tmp_path: Path) -> None:
    store = office(tmp_path)
    sheet = reading(row(2, "Ali bin Contoh"))
    with store.write("Events") as session:
        fitting = make.event(session, "Some course", start_date=dt.date(2026, 5, 11), end_date=dt.date(2026, 5, 13))
        other = make.event(session, "Another", start_date=dt.date(2019, 1, 1), end_date=dt.date(2019, 1, 1))

    with store.read() as session:
        assert event_at_hand(session, sheet, "x.xlsx", fitting.id).event_id == fitting.id
        assert event_at_hand(session, sheet, "x.xlsx", other.id).is_new
        with pytest.raises(RecordsError):
            known_event(session, 999)


def test_marks_belong_to_the_event_s_session_of_that_day_and_name(tmp_path: Path) -> None:
    store = office(tmp_path)
    with store.write("Event") as session:
        event = make.event(session, "Kursus Rekod", start_date=dt.date(2026, 5, 12))
        morning = make.session(session, event, "pagi", date=dt.date(2026, 5, 12))
        make.session(session, event, "Malam", date=dt.date(2026, 5, 12))
    sheet = reading(row(2, "Ali bin Contoh", marks=("present", "absent")), sessions=(MORNING, EVENING))

    made = plan(store, sheet, EventPlan(event.id, event.title))

    assert [one.session_id for one in made.sessions] == [morning.id, None]
    assert len(made.offered_sessions) == 2


TWELFTH, THIRTEENTH = dt.date(2026, 5, 12), dt.date(2026, 5, 13)


def two_days() -> Reading:
    """A sheet with one column for each of two days."""
    return reading(
        row(2, "Ali bin Contoh", identity_number="800101140001", marks=("present", "absent")),
        sessions=(Session("2026-05-12", TWELFTH), Session("2026-05-13", THIRTEENTH)),
        event=EventFound("Kursus Rekod", TWELFTH, THIRTEENTH),
    )


def test_a_column_that_is_only_a_date_becomes_a_numbered_day_found_again_by_the_next_import(tmp_path: Path) -> None:
    store = office(tmp_path)
    first = plan(store, two_days())
    assert [one.title for one in first.sessions] == ["Day 1", "Day 2"]
    carry_out(store, first)

    with store.read() as session:
        made = list(session.scalars(select(models.Session).order_by(models.Session.position)))
        assert [(one.title, one.kind, one.date) for one in made] == [
            ("Day 1", "day", TWELFTH),
            ("Day 2", "day", THIRTEENTH),
        ]
    again = plan(store, two_days())
    assert [one.session_id for one in again.sessions] == [one.id for one in made]
    carry_out(store, again)
    with store.read() as session:
        assert session.scalar(select(func.count()).select_from(models.Session)) == 2


def test_a_numbered_day_is_found_among_others_whatever_its_number_or_language(tmp_path: Path) -> None:
    store = office(tmp_path)
    with store.write("Event") as session:
        event = make.event(session, "Kursus Rekod", start_date=TWELFTH)
        make.session(session, event, "Pendaftaran", date=THIRTEENTH)
        day = make.session(session, event, "Hari 1", date=THIRTEENTH)
        make.session(session, event, "Pagi", date=TWELFTH)
        make.session(session, event, "Petang", date=TWELFTH)

    made = plan(store, two_days(), EventPlan(event.id, event.title))

    assert [(one.session_id, one.title) for one in made.sessions] == [(None, "Day 1"), (day.id, "Day 2")]


@pytest.mark.parametrize(
    ("others", "found"),
    [
        ((("Ucapan", "talk", False), ("Kehadiran", "ceremony", True)), "Kehadiran"),
        ((("Ucapan", "talk", False), ("Bengkel", "day", False)), "Bengkel"),
        ((("Minum pagi", "break", False), ("Lawatan tapak", "visit", False)), "Lawatan tapak"),
        ((("Ucapan", "talk", False), ("Lawatan tapak", "visit", False)), None),
        ((("Pagi", "half day", True), ("Petang", "half day", True)), None),
        ((("Minum pagi", "break", False),), None),
    ],
)
def test_a_day_s_column_belongs_to_the_only_session_it_can_mean(
    tmp_path: Path, others: tuple[tuple[str, str, bool], ...], found: str | None
) -> None:
    store = office(tmp_path)
    with store.write("Event") as session:
        event = make.event(session, "Kursus Rekod", start_date=TWELFTH)
        ids = {
            make.session(session, event, title, date=TWELFTH, kind=kind, takes_attendance=taking).id: title
            for title, kind, taking in others
        }

    made = plan(store, two_days(), EventPlan(event.id, event.title))
    assert ids.get(made.sessions[0].session_id or 0) == found
    assert found is None or made.sessions[0].session_id in {one.id for one in made.offered_sessions}

    carry_out(store, made)
    with store.read() as session:
        marked = session.scalars(select(models.Session).join(models.Attendance)).all()
        assert (found or "Day 1") in {one.title for one in marked}
        assert all(one.takes_attendance for one in marked)


def test_people_without_an_event_have_no_marks_to_import(tmp_path: Path) -> None:
    made = plan(office(tmp_path), reading(row(2, "Ali bin Contoh", marks=("present",))), EventPlan())

    assert not any(one.taken for one in made.sessions)
    assert "will be recorded" in made.sentence()


def test_a_mark_the_event_has_otherwise_is_told(tmp_path: Path) -> None:
    store = office(tmp_path)
    sheet = reading(row(2, "Ali bin Contoh", identity_number="800101140001", marks=("absent",)))
    carry_out(store, plan(store, sheet))
    again = plan(store, reading(row(2, "Ali bin Contoh", identity_number="800101140001", marks=("present",))))

    with store.read() as session:
        changes = mark_changes(session, again, again.people[0])

    assert [(one.old, one.new) for one in changes] == [("Absent", "Present")]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Mesyuarat Jawatankuasa Bil. 2", "meeting"),
        ("BENGKEL DATA", "workshop"),
        ("Lawatan Kerja ke Contoh", "study tour"),
        ("Seminar Bandar", "conference"),
        ("Sesuatu", "training"),
    ],
)
def test_the_kind_of_event_is_guessed_from_its_title(title: str, kind: str) -> None:
    assert guessed_kind(title) == kind


def test_headings_are_known_again_in_any_order_and_case() -> None:
    assert headings_key(["Nama", "No. Tel"]) == headings_key(["no. tel ", "NAMA"])
    assert headings_key(["Nama"]) != headings_key(["Nama", "No. Tel"])
