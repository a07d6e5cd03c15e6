"""Folding: what a search compares."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.folding import TOKENIZER, fold, match_expression, plain


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("MOHD. Azlan  b. Abd Rahman", "muhammad azlan abdul rahman"),
        ("Sa'diah binti Dato’ Ali", "sadiah dato ali"),
        ("Müller-Lüdenscheidt", "muller ludenscheidt"),
        ("Raman A/L Kumar", "raman kumar"),
        ("陈伟明", "陈 伟 明"),
        ("முத்து லட்சுமி", "முத்து லட்சுமி"),
        ("مُحَمَّد أحمد", "محمد احمد"),
        ("bin Ali", "bin ali"),
    ],
)
def test_text_is_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert plain(plain(text)) == plain(text)


@given(st.text(alphabet="abi nt/lp.@'", max_size=12))
def test_folding_twice_changes_nothing_of_words_between_names(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.fixture(scope="module")
def index() -> sqlite3.Connection:
    names = ["Mohd Ali bin Abu", "陈伟明", "முத்து லட்சுமி", "مُحَمَّد أحمد", "Stephen Lim"]
    store = sqlite3.connect(":memory:")
    store.execute(f'CREATE VIRTUAL TABLE found USING fts5(text, prefix="2 3", tokenize="{TOKENIZER}")')
    store.executemany("INSERT INTO found VALUES (?)", [(fold(name),) for name in names])
    return store


@pytest.mark.parametrize(
    ("typed", "row"),
    [
        ("moh", 1),
        ("mohamad ali b", 1),
        ("ali bin", 1),
        ("伟", 2),
        ("伟明", 2),
        ("லட்", 3),
        ("احمد", 4),
        ("st", 5),
        ("lim step", 5),
    ],
)
def test_a_search_finds_while_typing(index: sqlite3.Connection, typed: str, row: int) -> None:
    found = index.execute("SELECT rowid FROM found WHERE found MATCH ?", (match_expression(typed),)).fetchall()
    assert found == [(row,)]


@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_legal_search(typed: str) -> None:
    store = sqlite3.connect(":memory:")
    store.execute(f'CREATE VIRTUAL TABLE found USING fts5(text, tokenize="{TOKENIZER}")')
    if expression := match_expression(typed):
        assert store.execute("SELECT * FROM found WHERE found MATCH ?", (expression,)).fetchall() == []
