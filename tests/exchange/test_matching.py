"""Matching: same, ask or new, and why."""

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.exchange.comparison import (
    EXACT,
    FIELDS,
    PARTIAL,
    REORDERED,
    SHORTER,
    SWAPPED,
    TYPO,
    PersonRecord,
    name_level,
    name_of,
)
from desktop_app.exchange.evidence import in_words
from desktop_app.exchange.matching import KnownPeople
from desktop_app.exchange.organisations import KnownOrganisations, OrganisationRecord
from tests.benchmarks.matching import figures, invent

ALI = PersonRecord(
    "1", "Mohd Ali bin Abu", "Dato'", "Jabatan Contoh Negara", "Jurutera", ("ali@jcn.example",), ("+60121112222",)
)
SITI = PersonRecord("2", "Siti Zubaidah binti Hashim", "", "Majlis Daerah Sampel", "Kerani", (), ("+60133334444",))
TAN = PersonRecord(
    "3", "Tan Wei Fong", "", "Sampel Consult Sdn Bhd", "", ("wf.tan@sampel.example",), (), "800101145678"
)
OTHERS = [
    PersonRecord(f"x{place}", f"{first} {word}ni bin {word}ra", "", f"Jabatan {word}", "Pegawai")
    for place, (first, word) in enumerate(
        (f, w) for f in ("Zul", "Ahmad", "Wan") for w in ("ka", "ma", "lu", "be", "do", "fi")
    )
]


@pytest.fixture
def people() -> KnownPeople:
    return KnownPeople([ALI, SITI, TAN, *OTHERS])


def row(name: str, **said: Any) -> PersonRecord:
    return PersonRecord("17", name)._replace(**said)


@pytest.mark.parametrize("known", [ALI, SITI, TAN])
def test_a_person_matches_himself(people: KnownPeople, known: PersonRecord) -> None:
    assert people.match(known).person == known.id


def test_titles_never_decide_who_somebody_is(people: KnownPeople) -> None:
    plain = people.match(row("Mohd Ali bin Abu", phones=("+60121112222",)))
    titled = people.match(row("YBhg. Tan Sri Prof. MOHAMAD ALI B. ABU", titles="Ir.", phones=("0121112222",)))
    assert plain.person == titled.person == "1"
    assert plain.candidates[0].score == titled.candidates[0].score


def test_the_reason_is_told_in_words(people: KnownPeople) -> None:
    why = (
        people.match(row("Muhd Ali Abu", phones=("+60121112222",), organisation="Majlis Daerah Sampel"))
        .candidates[0]
        .why
    )
    assert why == "same telephone number; same name; but another organisation"


def test_namesakes_are_asked_about() -> None:
    twice = [ALI._replace(emails=(), phones=()), ALI._replace(id="9", emails=(), phones=())]
    match = KnownPeople([*twice, SITI, *OTHERS]).match(row("Mohd Ali bin Abu", organisation="Jabatan Contoh Negara"))
    assert match.answer == "ask"
    assert {candidate.id for candidate in match.candidates[:2]} == {"1", "9"}
    assert match.candidates[0].score == match.candidates[1].score


def test_father_and_son_are_two(people: KnownPeople) -> None:
    assert people.match(row("Abu bin Mohd Ali", organisation="Jabatan Contoh Negara")).answer != "same"


def test_brother_and_sister_are_two() -> None:
    aiman = PersonRecord("1", "Nur Aiman bin Rosdi", "", "Jabatan Contoh", "Kerani")
    known = KnownPeople([aiman, *OTHERS])
    assert known.match(row("Nur Aiman binti Rosdi", organisation="Jabatan Contoh", post="Kerani")).answer != "same"


def test_a_stranger_is_new(people: KnownPeople) -> None:
    assert people.match(row("Hedda Gabler", emails=("hedda@elsewhere.example",))).answer == "new"


def test_nobody_known_makes_everybody_new() -> None:
    assert KnownPeople([]).match_all([ALI, SITI])[1].answer == "new"


def test_an_office_address_proves_nothing() -> None:
    office = ("urusetia@jcn.example",)
    known = KnownPeople([person._replace(emails=office) for person in (ALI, SITI, TAN, *OTHERS)])
    assert known.match(row("Rokiah binti Kassim", emails=office)).answer == "new"


def test_an_address_that_many_names_share_is_an_office() -> None:
    shared = ("meja.depan@jcn.example",)
    known = KnownPeople([person._replace(emails=shared, phones=()) for person in (ALI, SITI, TAN, *OTHERS)])
    assert known.match(row("Rokiah binti Kassim", emails=shared)).answer == "new"


def test_another_name_under_a_persons_own_number_is_not_taken_for_him(people: KnownPeople) -> None:
    assert people.match(row("Zarina Rahmat", phones=ALI.phones)).answer != "same"


def test_an_organisations_remembered_spelling_counts_as_the_organisation() -> None:
    bodies = KnownOrganisations([OrganisationRecord("7", "Jabatan Contoh Negara", "JCN", ("The Example Department",))])
    known = KnownPeople([ALI, SITI, TAN, *OTHERS], bodies)
    levels = known.match(row("Mohd Ali Abu", organisation="the example department")).candidates[0].levels
    assert levels[FIELDS.index("organisation")] == 0


def test_a_list_teaches_the_other_name_of_an_organisation() -> None:
    lists = invent(300, 250, seed=4, strangers=0.1)
    office = max(
        {p.organisation for p in lists.known}, key=lambda name: sum(r.organisation == name for r in lists.rows)
    )
    renamed = [one._replace(organisation="PLANCity") if one.organisation == office else one for one in lists.rows]
    known = KnownPeople(lists.known)
    place = next(at for at, one in enumerate(renamed) if one.organisation == "PLANCity" and lists.truth[at])
    before = known.match(renamed[place]).candidates
    after = known.match_all(renamed)[place].candidates
    agreed = FIELDS.index("organisation")
    assert [c.levels[agreed] for c in before if c.id == lists.truth[place]] in ([], [2])
    assert [c.levels[agreed] for c in after if c.id == lists.truth[place]] == [0]


@pytest.mark.parametrize(
    ("mine", "theirs", "level"),
    [
        ("Ahmad b. Ali", "AHMAD BIN ALI", EXACT),
        ("Jason Lee Wei Seng", "Lee Wei Seng @ Jason", REORDERED),
        ("Mohd Iskandar", "Muhammad Iskandar bin Rosli", SHORTER),
        ("Rohana binti", "Rohana binti Mohd Faizal", SHORTER),
        ("Mhod Hafiz bin Ahmad", "Mohd Hafiz bin Ahmad", TYPO),
        ("Ali bin Ahmad", "Ahmad bin Ali", SWAPPED),
        ("Ahmad bin Ali", "Ahmad bin Rosli", PARTIAL),
    ],
)
def test_names_are_compared_as_names_are_made(mine: str, theirs: str, level: int) -> None:
    assert name_level(name_of(mine), name_of(theirs))[0] == level


def test_the_order_of_the_rows_does_not_change_the_answers() -> None:
    lists = invent(400, 150, seed=11)
    straight = dict(zip((r.id for r in lists.rows), KnownPeople(lists.known).match_all(lists.rows), strict=True))
    shuffled = list(lists.rows)
    random.Random(3).shuffle(shuffled)
    mixed = dict(zip((r.id for r in shuffled), KnownPeople(lists.known).match_all(shuffled), strict=True))
    for number, match in straight.items():
        assert mixed[number].answer == match.answer
        assert [c.id for c in mixed[number].candidates] == [c.id for c in match.candidates]


def test_matching_can_be_watched_and_stopped() -> None:
    lists = invent(50, 30, seed=2)
    seen: list[tuple[int, int]] = []
    known = KnownPeople(lists.known)
    assert len(known.match_all(lists.rows, progress=lambda done, whole: seen.append((done, whole)))) == 30
    assert seen[-1] == (30, 30)
    assert known.match_all(lists.rows, cancel=lambda: True) == []


@pytest.mark.parametrize("seed", [101, 102])
def test_invented_lists_are_matched_well(seed: int) -> None:
    found = figures(invent(1500, 600, seed=seed))
    assert found["precision"] >= 0.998
    assert found["found"] >= 0.97
    assert found["asks"] <= 0.18


texts = st.text(max_size=20)
records = st.builds(
    PersonRecord, texts, texts, texts, texts, texts, st.tuples(texts), st.tuples(texts), texts, texts, texts, texts
)


@settings(max_examples=60)
@given(st.lists(records, max_size=6), st.lists(records, max_size=6))
def test_no_text_is_refused(known: list[PersonRecord], rows: list[PersonRecord]) -> None:
    for match in KnownPeople(known).match_all(rows):
        assert (match.answer == "new") == (not match.candidates)
        assert all(candidate.why for candidate in match.candidates)


def test_a_pair_with_nothing_in_common_says_so() -> None:
    assert in_words([-1] * len(FIELDS)) == "nothing to compare but the row itself"
