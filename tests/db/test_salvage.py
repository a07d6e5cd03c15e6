"""What can be read of a damaged file is saved into a new, sound one."""

import random
from contextlib import suppress
from pathlib import Path

import pytest

from db.errors import StoreError
from db.salvage import salvage
from db.store import Store
from tests import make
from tests.db.conftest import fingerprint, rows_of


@pytest.fixture
def full(tmp_path: Path) -> Path:
    """A file with 200 people who had a part in two events."""
    with make.store(tmp_path) as store, store.write("Add") as unit:
        events = [make.event(unit, f"Event {number}") for number in range(2)]
        day = make.session(unit, events[0])
        body = make.organisation(unit)
        for number in range(200):
            person = make.person(unit, f"Person {number}", organisation_id=body.id, notes="x" * 400)
            make.attendance(unit, make.participation(unit, events[number % 2], person), day)
    return tmp_path / "office.rekod"


def spoil(path: Path, pages: list[int]) -> None:
    content = bytearray(path.read_bytes())
    for page in pages:
        content[(page - 1) * 4096 : page * 4096] = b"\xa5" * 4096
    path.write_bytes(content)


def test_a_sound_file_is_saved_whole_with_its_steps(full: Path, tmp_path: Path) -> None:
    saved = salvage(full, tmp_path / "saved.rekod")
    assert saved["person"] == 200
    assert rows_of(tmp_path / "saved.rekod") == rows_of(full)
    with Store.open(tmp_path / "saved.rekod") as store:
        assert store.check() == []
        assert store.next_undo() == "Add"
        undone = store.undo()
        assert undone is not None
        assert undone.kept == []


def test_rows_on_pages_of_rubbish_are_lost_and_all_others_saved(full: Path, tmp_path: Path) -> None:
    before = rows_of(full)
    content = full.read_bytes()
    places = [content.find(f"Person {number}".encode()) // 4096 + 1 for number in (50, 150)]
    spoil(full, places)
    damaged = fingerprint(full)
    with pytest.raises(StoreError, match="damaged"):
        Store.open(full)
    saved = salvage(full, tmp_path / "saved.rekod")
    assert fingerprint(full) == damaged
    after = rows_of(tmp_path / "saved.rekod")
    assert 160 < saved["person"] < 200
    assert set(after["person"]) < set(before["person"])
    assert saved["event"] == 2
    assert 150 < saved["participation"] <= 200
    with Store.open(tmp_path / "saved.rekod") as store:
        assert store.check() == []


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_spoilt_what_comes_out_is_sound(full: Path, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    pages = full.stat().st_size // 4096
    spoil(full, [chance.randrange(2, pages) for _ in range(5)])
    with suppress(StoreError):
        salvage(full, tmp_path / "saved.rekod")
        with Store.open(tmp_path / "saved.rekod") as store:
            assert store.check() == []
            return
    assert [file.name for file in tmp_path.iterdir()] == ["office.rekod"]


def test_nothing_can_be_saved_of_a_file_without_its_list_of_tables(full: Path, tmp_path: Path) -> None:
    spoil(full, [1])
    with pytest.raises(StoreError, match="damaged"):
        salvage(full, tmp_path / "saved.rekod")
    assert [file.name for file in tmp_path.iterdir()] == ["office.rekod"]


def test_salvage_writes_over_nothing(full: Path, tmp_path: Path) -> None:
    (tmp_path / "saved.rekod").write_text("mine")
    with pytest.raises(StoreError, match="exists"):
        salvage(full, tmp_path / "saved.rekod")
    assert (tmp_path / "saved.rekod").read_text() == "mine"
