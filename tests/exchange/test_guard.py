"""The first look at a file: what is refused, what is read, and that neither takes long."""

import tracemalloc
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.exchange import reading
from desktop_app.exchange.errors import SENTENCES, SheetRefused
from desktop_app.exchange.guard import inspect
from tests.exchange.hostile import BOUNDED, READ, REFUSED, workbook
from tests.exchange.sheets import fixtures

LONGEST = 6.0
"""Seconds that no hostile file may take; on a machine at rest each takes less than two."""


@pytest.mark.parametrize("what", REFUSED)
def test_a_harmful_file_is_refused_with_its_own_sentence(what: str, tmp_path: Path) -> None:
    make, code = REFUSED[what]
    path = make(tmp_path / "fail.xlsx")
    begun = perf_counter()
    with pytest.raises(SheetRefused) as refusal:
        reading.read(path)
    assert refusal.value.code == code
    assert refusal.value.sentence().endswith(".")
    assert "{" not in refusal.value.sentence()
    assert perf_counter() - begun < LONGEST


@pytest.mark.parametrize("what", READ)
def test_a_strange_file_is_read_right(what: str, tmp_path: Path) -> None:
    make, names = READ[what]
    begun = perf_counter()
    found = reading.read(make(tmp_path / "fail.xlsx"))
    assert [row.name for row in found.rows] == names
    assert perf_counter() - begun < LONGEST


@pytest.mark.parametrize("what", BOUNDED)
def test_a_malformed_text_comes_to_an_end(what: str, tmp_path: Path) -> None:
    path = BOUNDED[what](tmp_path / "fail.csv")
    begun = perf_counter()
    found = reading.read(path)
    assert found.rows
    assert perf_counter() - begun < LONGEST


def test_a_password_is_told_from_damage() -> None:
    with pytest.raises(SheetRefused) as refusal:
        inspect(fixtures() / "hard" / "calamine_pass_protected.xlsx")
    assert refusal.value.code == "encrypted"


def test_the_name_of_a_file_is_not_trusted(tmp_path: Path) -> None:
    path = workbook(tmp_path / "laporan.csv")
    assert inspect(path).kind == "xlsx"
    assert len(reading.read(path).rows) == 2


def test_a_file_that_is_gone_has_its_own_sentence(tmp_path: Path) -> None:
    with pytest.raises(SheetRefused) as refusal:
        inspect(tmp_path / "tiada.xlsx")
    assert refusal.value.code == "missing"


def test_a_look_takes_little_memory(tmp_path: Path) -> None:
    path = REFUSED["a bomb"][0](tmp_path / "bom.xlsx")
    tracemalloc.start()
    with pytest.raises(SheetRefused):
        inspect(path)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 50 * 2**20


def test_every_sentence_can_be_said_with_its_facts() -> None:
    facts = {"reason": "r", "megabytes": 1, "what": "a picture", "sheet": "s", "sheets": "t"}
    for code in SENTENCES:
        assert "{" not in SheetRefused(code, **facts).sentence()


@given(st.binary(max_size=600))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
def test_any_bytes_are_refused_or_taken_and_never_break_the_guard(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "apa-apa"
    for start in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        path.write_bytes(start + data)
        assert _said_of(path) in {"xlsx", "xlsb", "xls", "ods", "text", *SENTENCES}


def _said_of(path: Path) -> str:
    try:
        return inspect(path).kind
    except SheetRefused as refusal:
        return refusal.code
