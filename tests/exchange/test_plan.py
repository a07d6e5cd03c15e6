"""The sentences a plan says of itself."""

from pathlib import Path

from desktop_app.exchange.plan import EventPlan, left_out_sentence
from desktop_app.exchange.receipt import Receipt
from tests.exchange.readings import carry_out, left_out, office, plan, reading, row


def test_the_sentence_says_what_will_be_written_and_what_is_left_out(tmp_path: Path) -> None:
    made = plan(
        office(tmp_path),
        reading(
            row(2, "Aminah binti Contoh", organisation="Jabatan Contoh", marks=("present",)),
            row(3, "Lim Contoh Wei", marks=("absent",)),
            left_out=(left_out(9, "no-name"),),
        ),
    )

    assert made.sentence() == (
        "1 person will be marked present at Kursus Rekod: 0 known, 2 new, 1 new organisation. "
        "Row left out: 9 (it has no name)."
    )
    made.leave_out(made.people[1])
    assert "1 left out by you" in made.sentence()
    assert made.step_title() == "Import of list.xlsx"


def test_a_list_of_people_is_listed_and_without_an_event_only_recorded(tmp_path: Path) -> None:
    sheet = reading(row(2, "Aminah binti Contoh"), sessions=())
    store = office(tmp_path)

    assert plan(store, sheet).sentence() == "1 person will be listed at Kursus Rekod: 0 known, 1 new."
    assert plan(store, sheet, EventPlan()).sentence() == "1 person will be recorded: 0 known, 1 new."


def test_many_reasons_are_counted_and_few_are_told() -> None:
    few = left_out_sentence([left_out(4, "total"), left_out(5, "total"), left_out(9, "footer")])
    many = left_out_sentence([left_out(4, "total"), left_out(5, "heading"), left_out(9, "footer")])

    assert few == "Rows left out: 4, 5 (a total); 9 (a note or signature, not a person)."
    assert many == "3 rows that name nobody are left out: 4, 5, 9."
    assert left_out_sentence([]) == ""


def test_the_comings_and_goings_of_people_are_not_said_to_name_nobody() -> None:
    told = left_out_sentence(
        [
            left_out(4, "total"),
            left_out(5, "heading"),
            left_out(9, "footer"),
            left_out(12, "activities"),
            left_out(13, "activities"),
        ]
    )

    assert told == (
        "3 rows that name nobody are left out: 4, 5, 9. "
        "Rows left out: 12, 13 (the comings and goings of people already listed)."
    )


def test_a_receipt_without_an_event_has_none(tmp_path: Path) -> None:
    store = office(tmp_path)
    made: Receipt = carry_out(store, plan(store, reading(row(2, "Aminah binti Contoh")), EventPlan()))

    assert (made.event_id, made.event) == (None, "")
    assert made.counts == {"new": 1}
