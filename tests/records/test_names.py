"""Names: titles apart, one key for the spellings of one name, the order of a list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.records.names import name_forms, name_key, sort_name, split_titles


@pytest.mark.parametrize(
    ("text", "titles", "name"),
    [
        ("YB Dato' Sri Ahmad bin Ali, Ph.D", "YB Dato' Sri, Ph.D", "Ahmad bin Ali"),
        ("Prof.Dr.Ir. Nik Abu", "Prof. Dr. Ir.", "Nik Abu"),
        ("Prof. Madya Dr. Chin Ling Ling", "Prof. Madya Dr.", "Chin Ling Ling"),
        ("DATO’ ALI", "DATO’", "ALI"),
        ("Y. Bhg. Tan Sri Dato' Seri Ali", "Y. Bhg. Tan Sri Dato' Seri", "Ali"),
        ("Tuan  Haji  Ahmad", "Tuan Haji", "Ahmad"),
        ("Mr Tan Ah Kow (Dr)", "Mr, Dr", "Tan Ah Kow"),
        ("Lt. Kol. (B) Ahmad bin Abu", "Lt. Kol. (B)", "Ahmad bin Abu"),
        ("Lim Ah Kow, Ph.D., P.Eng.", "Ph.D., P.Eng.", "Lim Ah Kow"),
        ("Haji Ali", "Haji", "Ali"),
    ],
)
def test_titles_stand_apart_in_the_persons_own_spelling(text: str, titles: str, name: str) -> None:
    assert split_titles(text) == (titles, name)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Tun",
            "Tan Sri",
            "Haji bin Ali",
            "Datuk bin Ali",
            "Tuan Ibrahim bin Tuan Man",
            "A.R. Rahman",
            "Sri Devi a/p Raman",
        ),
        *("Enrique Lim", "Irwan", "Yam Ah Kow", "Hon Wai Ling", "Jen Lee", "Doe, Jane", "陈伟明", "முத்து", "", "???"),
    ],
)
def test_what_may_be_a_name_stays_one(name: str) -> None:
    assert split_titles(name) == ("", name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dato' MOHD. Azlan b. Abd Rahman", "Muhammad Azlan bin Abdul Rahman"),
        ("Raman A / L Revathi", "raman a/l revathi"),
        ("Noor Sa’diah bt. Ali", "Nur Sa'diah binti Ali"),
        ("Jason Lee Wei Seng", "Lee Wei Seng Jason"),
        ("Ali bin Hj. Abu", "Ali bin Abu"),
        ("Ahmad @ Mat bin Ali", "Ahmad bin Ali"),
    ],
)
def test_the_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_an_alias_gives_a_second_form_with_the_same_father() -> None:
    assert name_forms("Ahmad @ Mat bin Ali") == ("Ahmad bin Ali", "Mat bin Ali")


def test_a_list_is_sorted_without_titles_accents_and_case() -> None:
    names = ["Dato' Zul", "Tan Ah Kow", "élodie", "YB Ali"]
    assert sorted(names, key=sort_name) == ["YB Ali", "élodie", "Tan Ah Kow", "Dato' Zul"]


@given(st.text(max_size=60))
def test_no_text_is_refused_and_no_word_of_it_lost(text: str) -> None:
    titles, name = split_titles(text)
    name_key(text), sort_name(text)
    kept = [letter for letter in f"{titles}{name}" if letter.isalnum()]
    assert sorted(kept) == sorted(letter for letter in text if letter.isalnum())


@given(st.text(max_size=60))
def test_a_name_is_never_all_taken_for_titles(text: str) -> None:
    assert bool(split_titles(text)[1]) == bool(text.strip())
