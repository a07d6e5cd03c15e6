"""Carrying a plan out: sums of outcomes, nothing doubled, nothing wiped, and undo that keeps what was edited since."""

import datetime as dt
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from db.errors import RecordsError
from db.models import Attendance, Event, Mapping, Organisation, OrganisationSpelling, Participation, Person, Session
from db.store import Store
from desktop_app.exchange.export import as_json
from desktop_app.exchange.plan import BodyAnswer, EventPlan
from desktop_app.exchange.receipt import receipt, step_of
from desktop_app.exchange.result import ReadRow
from tests import make
from tests.exchange.readings import EVENING, MORNING, carry_out, left_out, office, plan, reading, row


def records(store: Store) -> dict[str, Any]:
    with store.read() as session:
        return {name: rows for name, rows in as_json(session).items() if name not in ("step", "change")}


def count(store: Store, model: Any) -> int:
    with store.read() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_every_row_of_the_file_has_one_outcome(tmp_path: Path) -> None:
    store = office(tmp_path)
    sheet = reading(
        row(2, "Aminah binti Contoh", person=0, marks=("present",)),
        row(3, "Lim Contoh Wei", person=1, marks=("absent",)),
        row(5, "AMINAH CONTOH", person=0, marks=("present",)),
        row(6, "Raman Umpama", person=2),
        left_out=(left_out(4, "heading"), left_out(7)),
    )
    settled = plan(store, sheet)
    settled.leave_out(settled.people[2])

    made = carry_out(store, settled)

    assert [(one.row, one.outcome) for one in made.rows] == [
        (2, "new"), (3, "new"), (4, "left out"), (5, "joined"), (6, "left out"), (7, "left out"),
    ]  # fmt: skip
    assert sum(made.counts.values()) == 6
    assert all(one.reason for one in made.rows if one.outcome in ("left out", "joined"))
    assert "Row 4 left out: a heading inside the table" in made.text()


def test_the_same_file_twice_is_as_good_as_once(tmp_path: Path) -> None:
    store = office(tmp_path)
    sheet = reading(
        row(
            2, "Aminah binti Contoh", identity_number="800101140002", organisation="Jabatan Contoh", marks=("present",)
        ),
        row(3, "Lim Contoh Wei", phone="+60170000390", organisation="Jabatan Contoh", marks=("absent",)),
        row(4, "Raman a/l Umpama", email="raman@contoh.example", marks=("excused",)),
    )
    carry_out(store, plan(store, sheet))
    once = {name: rows for name, rows in records(store).items() if not name.startswith("import_")}

    again = plan(store, sheet)
    made = carry_out(store, again)

    assert again.earlier, "it is said that the file was imported before"
    assert made.counts == {"known": 3}
    assert {name: rows for name, rows in records(store).items() if not name.startswith("import_")} == once


def test_blanks_are_filled_changed_values_only_when_ticked_and_an_empty_cell_never_wipes(tmp_path: Path) -> None:
    store = office(tmp_path)
    with store.write("Known") as session:
        person = make.person(
            session, "Aminah binti Contoh", identity_number="800101140002", post="Pegawai", email="lama@contoh.example"
        )
    sheet = reading(
        row(2, "Aminah binti Contoh", identity_number="800101140002", post="Ketua", phone="+60123456789",
            email="baru@contoh.example"),
    )  # fmt: skip

    first = plan(store, sheet)
    carry_out(store, first)
    with store.read() as session:
        kept = session.get_one(Person, person.id)
    assert (kept.post, kept.phone, kept.email) == ("Pegawai", "+60123456789", "lama@contoh.example")

    second = plan(store, sheet)
    second.people[0].taken = {"post", "email"}
    carry_out(store, second)
    empty = reading(row(2, "Aminah binti Contoh", identity_number="800101140002"))
    carry_out(store, plan(store, empty))
    with store.read() as session:
        taken = session.get_one(Person, person.id)
    assert (taken.post, taken.email, taken.more_emails) == ("Ketua", "baru@contoh.example", "lama@contoh.example")


def test_a_differing_mark_is_taken_only_when_ticked(tmp_path: Path) -> None:
    store = office(tmp_path)
    first = reading(row(2, "Ali bin Contoh", identity_number="800101140001", marks=("absent",)))
    second = reading(row(2, "Ali bin Contoh", identity_number="800101140001", marks=("present",)))
    carry_out(store, plan(store, first))

    carry_out(store, plan(store, second))
    with store.read() as session:
        assert list(session.scalars(select(Attendance.mark))) == ["absent"]

    ticked = plan(store, second)
    ticked.people[0].taken = {"marks"}
    carry_out(store, ticked)
    with store.read() as session:
        assert list(session.scalars(select(Attendance.mark))) == ["present"]
        assert list(session.scalars(select(Attendance.counts_as))) == ["present"]


def test_two_people_of_the_file_taken_for_one_known_person_have_one_part_with_the_best_marks(tmp_path: Path) -> None:
    store = office(tmp_path)
    with store.write("Known") as session:
        known = make.person(session, "Aminah binti Contoh")
    settled = plan(
        store,
        reading(row(2, "Aminah Contoh", marks=("absent",)), row(3, "Kak Minah", marks=("present",))),
    )
    for one in settled.people:
        settled.choose(one, known.id)

    carry_out(store, settled)

    assert count(store, Participation) == 1
    with store.read() as session:
        assert list(session.scalars(select(Attendance.mark))) == ["present"]
        assert list(session.scalars(select(Participation.status))) == ["attended"]


def test_marks_that_are_not_wanted_make_no_session(tmp_path: Path) -> None:
    store = office(tmp_path)
    settled = plan(
        store,
        reading(row(2, "Ali bin Contoh", marks=("present", "absent")), sessions=(MORNING, EVENING)),
    )
    settled.sessions[1].taken = False

    carry_out(store, settled)

    with store.read() as session:
        assert list(session.scalars(select(Session.title))) == ["Pagi"]
        assert list(session.scalars(select(Attendance.mark))) == ["present"]


def test_a_spelling_settled_by_hand_is_remembered(tmp_path: Path) -> None:
    store = office(tmp_path)
    with store.write("Known") as session:
        body = make.organisation(session, "Jabatan Contoh Negara")
    sheet = reading(row(2, "Ali bin Contoh", organisation="J. C. N."))
    settled = plan(store, sheet)
    settled.settle_body(settled.bodies[0], BodyAnswer.MAP, body.id)

    carry_out(store, settled)

    with store.read() as session:
        assert list(session.scalars(select(OrganisationSpelling.spelling))) == ["J. C. N."]
    assert plan(store, sheet).bodies[0].organisation_id == body.id


def test_two_spellings_in_one_file_become_one_organisation(tmp_path: Path) -> None:
    store = office(tmp_path)
    settled = plan(
        store,
        reading(
            row(2, "Ali bin Contoh", organisation="Sampel Consult Sdn. Bhd."),
            row(3, "Abu bin Umpama", organisation="SAMPEL CONSULT"),
        ),
    )

    carry_out(store, settled)

    assert count(store, Organisation) == 1
    with store.read() as session:
        assert len(set(session.scalars(select(Person.organisation_id)))) == 1


def test_columns_settled_by_hand_are_remembered_and_nothing_else_is(tmp_path: Path) -> None:
    store = office(tmp_path)
    sheet = reading(row(2, "Ali bin Contoh"))
    carry_out(store, plan(store, sheet))
    assert count(store, Mapping) == 0

    settled = plan(store, sheet)
    settled.decisions = {"columns": {"Agensi": "unit"}}
    carry_out(store, settled)

    with store.read() as session:
        assert list(session.scalars(select(Mapping.columns))) == [{"Agensi": "unit"}]


def test_identity_numbers_are_not_kept_where_the_office_does_not_want_them(tmp_path: Path) -> None:
    store = office(tmp_path)
    settled = plan(store, reading(row(2, "Ali bin Contoh", identity_number="800101140001")))
    settled.remember_identity = False

    carry_out(store, settled)

    with store.read() as session:
        assert list(session.scalars(select(Person.identity_number))) == [None]


def test_times_are_written_where_the_day_fits(tmp_path: Path) -> None:
    store = office(tmp_path)
    came = dt.datetime(2026, 5, 12, 8, 30)
    carry_out(store, plan(store, reading(row(2, "Ali bin Contoh", marks=("present",), time_in=came, minutes=95))))

    with store.read() as session:
        written = session.execute(select(Attendance.time_in, Attendance.minutes)).one()
    assert tuple(written) == (dt.time(8, 30), 95)


def test_where_everybody_is_left_out_nothing_is_written(tmp_path: Path) -> None:
    store = office(tmp_path)
    settled = plan(store, reading(row(2, "Ali bin Contoh")))
    settled.leave_out(settled.people[0])
    before = records(store)

    with pytest.raises(RecordsError, match="nothing-to-import"):
        carry_out(store, settled)

    assert records(store) == before


def test_undo_removes_what_came_and_keeps_what_was_edited_since(tmp_path: Path) -> None:
    store = office(tmp_path)
    made = carry_out(
        store,
        plan(
            store,
            reading(
                row(2, "Aminah binti Contoh", marks=("present",)),
                row(3, "Lim Contoh Wei", marks=("present",)),
            ),
        ),
    )
    with store.write("Edited by hand") as session:
        lim = session.scalars(select(Person).where(Person.name == "Lim Contoh Wei")).one()
        lim.post = "Juruteknik"

    assert made.step_id is not None
    undone = store.undo_step(made.step_id)

    assert [one.table for one in undone.kept] == ["person"]
    with store.read() as session:
        assert list(session.scalars(select(Person.name))) == ["Lim Contoh Wei"]
        assert session.scalar(select(func.count()).select_from(Participation)) == 0
        assert session.scalar(select(func.count()).select_from(Event)) == 0
        with pytest.raises(RecordsError, match="gone"):
            receipt(session, made.run_id)


def test_a_receipt_knows_the_step_that_undoes_it_also_after_a_redo(tmp_path: Path) -> None:
    store = office(tmp_path)
    made = carry_out(store, plan(store, reading(row(2, "Ali bin Contoh"))))

    store.undo()
    store.redo()

    with store.read() as session:
        assert step_of(session, made.run_id) == made.step_id
        assert receipt(session, made.run_id).as_json()["outcomes"] == {"new": 1}


NAMES = st.sampled_from(
    [
        "Aminah binti Contoh",
        "AMINAH CONTOH",
        "Lim Contoh Wei",
        "Raman a/l Umpama",
        "陈伟明",
        "أحمد مثال",
        "O'Neil Misal",
    ]
)
MARKS = st.sampled_from(["present", "absent", "late", "excused", None])


@st.composite
def sheets(draw: st.DrawFn) -> tuple[ReadRow, ...]:
    rows = draw(
        st.lists(
            st.tuples(NAMES, MARKS, st.booleans(), st.sampled_from(["", "Jabatan Contoh", "JC"])),
            min_size=1,
            max_size=8,
        )
    )
    return tuple(
        row(
            2 + at,
            name,
            marks=(mark,),
            organisation=body,
            phone=f"+601234567{at:02}" if phone else "",
        )
        for at, (name, mark, phone, body) in enumerate(rows)
    )  # fmt: skip


@settings(max_examples=15)
@given(rows=sheets(), known=st.booleans(), ticks=st.booleans())
def test_importing_and_undoing_leaves_the_records_as_they_were(
    rows: tuple[ReadRow, ...], known: bool, ticks: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder, office(Path(folder)) as store:
        with store.write("Known before") as session:
            event = make.event(session, "Kursus Rekod", start_date=dt.date(2026, 5, 12))
            body = make.organisation(session, "Jabatan Contoh")
            aminah = make.person(session, "Aminah binti Contoh", phone="+60123456700", organisation_id=body.id)
            if known:
                at = make.session(session, event, "Pagi", date=dt.date(2026, 5, 12))
                make.attendance(session, make.participation(session, event, aminah), at, "absent")
        before = records(store)
        settled = plan(store, reading(*rows), EventPlan(event.id, event.title))
        for person in settled.undecided:
            settled.choose(person, person.candidates[0].id)
        for one in settled.people:
            one.taken = {"post", "name", "phone", "marks"} if ticks else set()
        for text in settled.undecided_bodies:
            settled.settle_body(text, BodyAnswer.CREATE)

        made = carry_out(store, settled)
        assert sum(made.counts.values()) == len(rows)
        assert made.step_id is not None
        undone = store.undo_step(made.step_id)

        assert undone.kept == []
        assert records(store) == before
