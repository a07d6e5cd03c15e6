"""What an undo would do, told by names."""

from pathlib import Path

from sqlalchemy import select

from db.models import Organisation, Person
from desktop_app.exchange.undoing import preview
from tests import make
from tests.exchange.readings import carry_out, office, plan, reading, row


def test_an_undo_tells_what_goes_what_comes_back_and_what_stays(tmp_path: Path) -> None:
    store = office(tmp_path)
    with store.write("Known") as session:
        make.person(session, "Lim Contoh Wei", identity_number="880229070004")
    made = carry_out(
        store,
        plan(
            store,
            reading(
                row(2, "Aminah binti Contoh", organisation="Jabatan Contoh", marks=("present",)),
                row(3, "Raman a/l Umpama", marks=("present",)),
                row(4, "Lim Contoh Wei", identity_number="880229070004", phone="+60170000390", marks=("absent",)),
            ),
        ),
    )
    with store.write("Edited by hand") as session:
        session.scalars(select(Person).where(Person.name == "Raman a/l Umpama")).one().post = "Jurutera"
        session.scalars(select(Organisation)).one().country = "Malaysia"

    assert made.step_id is not None
    inverse = store.plan_undo(made.step_id)
    with store.read() as session:
        told = preview(session, inverse)

    removed = {one.label: one for one in told.removed}
    assert removed["People"].names == ("Aminah binti Contoh",)
    assert removed["Events"].names == ("Kursus Rekod",)
    assert (removed["Marks"].count, removed["Parts in events"].count) == (3, 3)
    assert [(one.label, one.names) for one in told.put_back] == [("People", ("Lim Contoh Wei (Telephone)",))]
    kept = {one.name: one.why for one in told.kept}
    assert kept == {"Raman a/l Umpama": "edited since", "Jabatan Contoh": "edited since"}
    assert not any("eceipt" in one.label for one in told.removed), "its own receipt goes unmentioned"


def test_long_lists_of_names_are_cut(tmp_path: Path) -> None:
    store = office(tmp_path)
    rows = [row(at + 2, f"Orang Contoh {'abcdefghijklmnopqrst'[at]}", phone=f"+601234567{at:02}") for at in range(20)]
    made = carry_out(store, plan(store, reading(*rows)))

    assert made.step_id is not None
    inverse = store.plan_undo(made.step_id)
    with store.read() as session:
        people = next(one for one in preview(session, inverse).removed if one.label == "People")

    assert (people.count, len(people.names), people.more) == (20, 8, 12)
