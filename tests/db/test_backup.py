"""Backups are whole or not there, are thinned with age by what is sound, and are put back without losing anything."""

import json
import shutil
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db import backup
from db.backup import Backup, back_up, backups, folder_for, needed, restore, verify
from db.connection import connect
from db.errors import StoreError
from db.store import Store
from tests import make
from tests.db.conftest import as_ordinary_user, fingerprint, rows_of
from tests.db.test_saving import small_disk


def add(path: Path, name: str) -> None:
    with Store.open(path) as store, store.write("Add") as unit:
        make.person(unit, name)


def test_a_backup_holds_every_record_and_says_what_it_holds(path: Path) -> None:
    made = back_up(path, "open")
    assert rows_of(made.file) == rows_of(path)
    assert made.file.parent == folder_for(path) == path.with_name("office backups")
    assert (made.counts["person"], made.counts["event"], made.reason, made.sound) == (2, 0, "open", True)
    assert made.size == made.file.stat().st_size
    assert made.sha256 == fingerprint(made.file)
    assert sorted(file.name for file in made.file.parent.iterdir()) == sorted(["backups.json", made.file.name])
    with Store.open(made.file) as store:
        assert store.check() == []
        assert [step.title for step in store.steps()] == ["Add people"]


def test_the_file_itself_is_not_touched_by_its_backup(path: Path) -> None:
    before = fingerprint(path)
    back_up(path, "open")
    assert fingerprint(path) == before
    assert sorted(file.name for file in path.parent.iterdir()) == ["office backups", "office.rekod"]


def test_backups_are_listed_with_the_newest_first(path: Path) -> None:
    first = back_up(path, "open")
    add(path, "Rajesh")
    second = back_up(path, "import")
    assert backups(path) == [second, first]
    assert [one.counts["person"] for one in backups(path)] == [3, 2]
    assert [one.sequence for one in backups(path)] == [2, 1]


def test_a_backup_is_needed_once_something_was_saved(path: Path) -> None:
    assert needed(path)
    back_up(path, "open")
    assert not needed(path)
    with Store.open(path) as store:
        assert not needed(store)
        with store.write("Add") as unit:
            make.person(unit)
        assert needed(store)
        back_up(store, "work")
        assert not needed(store)
        store.undo()
        assert needed(store)


def test_the_list_is_read_without_opening_the_backups(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = back_up(path, "open")
    monkeypatch.setattr(backup, "connect", lambda *_: pytest.fail("opened"))
    assert backups(path) == [made]


@pytest.mark.parametrize("content", [None, "", "{", "[]", '[{"file": 1}]', "[1]", '{"a": 1}'])
def test_a_lost_or_senseless_list_is_made_again(path: Path, content: str | None) -> None:
    made = back_up(path, "import")
    listed = made.file.parent / "backups.json"
    if content is None:
        listed.unlink()
    else:
        listed.write_text(content)
    [again] = backups(path)
    assert (again.file, again.at, again.reason, again.counts, again.sha256, again.sound) == (
        made.file,
        made.at,
        "import",
        made.counts,
        made.sha256,
        True,
    )
    assert len(json.loads(listed.read_text("utf-8"))) == 1


def test_a_backup_that_was_cut_short_or_filled_with_rubbish_is_not_sound(path: Path) -> None:
    made = back_up(path, "open")
    with made.file.open("rb+") as file:
        file.truncate(5000)
    assert [one.sound for one in backups(path)] == [False]
    assert needed(path)
    (made.file.parent / "backups.json").unlink()
    assert [one.sound for one in backups(path)] == [False]
    with pytest.raises(StoreError, match="damaged"):
        verify(backups(path)[0])


def test_files_of_other_names_are_not_backups(path: Path) -> None:
    made = back_up(path, "open")
    folder = made.file.parent
    for name in ("office 000001 2026-13-40 00-00-00Z open.rekod", "office copy.rekod", "other" + made.file.name[6:]):
        shutil.copy(made.file, folder / name)
    assert backups(path) == [made]


def test_two_files_share_a_folder_without_mixing(path: Path, tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    make.store(tmp_path, "office two.rekod").close()
    first = back_up(path, "open", shared)
    second = back_up(tmp_path / "office two.rekod", "open", shared)
    assert backups(path, shared) == [first]
    assert backups(tmp_path / "office two.rekod", shared) == [second]


def test_a_backup_of_a_damaged_file_is_refused_and_the_good_ones_stay(path: Path) -> None:
    good = back_up(path, "open")
    content = bytearray(path.read_bytes())
    content[4096 * 30 : 4096 * 90] = b"\xa5" * 4096 * 60
    path.write_bytes(content)
    with pytest.raises(StoreError, match="damaged"):
        back_up(path, "close")
    assert backups(path) == [good]
    assert sorted(file.name for file in good.file.parent.iterdir()) == sorted(["backups.json", good.file.name])


def test_a_file_is_backed_up_while_it_is_being_written(path: Path) -> None:
    stop = threading.Event()
    faults: list[BaseException] = []
    with Store.open(path) as store:

        def write() -> None:
            try:
                while not stop.is_set():
                    with store.write("Add") as unit:
                        for number in range(50):
                            make.event(unit, f"Event {number}")
            except BaseException as fault:
                faults.append(fault)

        thread = threading.Thread(target=write)
        thread.start()
        made = [back_up(store, "work") for _ in range(5)]
        stop.set()
        thread.join(60)
        assert faults == []
        assert store.check() == []
    for one in made:
        assert one.counts["event"] % 50 == 0
        assert len(rows_of(one.file)["event"]) == one.counts["event"]


def test_a_backup_inside_a_step_is_an_error_and_does_not_wait_for_ever(path: Path) -> None:
    with Store.open(path) as store, store.write("Add"), pytest.raises(RuntimeError, match="a step inside a step"):
        back_up(store, "import")


def test_a_reason_nobody_knows_is_a_bug(path: Path) -> None:
    with pytest.raises(ValueError, match="for one of"):
        back_up(path, "whim")


def test_a_half_made_backup_of_a_killed_program_is_cleared_away(path: Path) -> None:
    folder = back_up(path, "open").file.parent
    (folder / "office 999999999.part").write_bytes(b"half")
    assert len(backups(path)) == 1
    back_up(path, "close")
    assert [file.name for file in folder.iterdir() if file.suffix == ".part"] == []


def test_a_backup_to_a_full_disk_is_said_so_and_leaves_nothing(path: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path, "400k") as disk:
        with pytest.raises(StoreError, match="disk-full"):
            back_up(path, "close", disk)
        assert list(disk.iterdir()) == []
    assert back_up(path, "close", tmp_path / "elsewhere").sound


def test_a_disk_that_fills_up_during_the_backup_leaves_nothing(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with small_disk(tmp_path, "400k") as disk:
        monkeypatch.setattr(backup, "_refuse_full_disk", lambda *_: None)
        with pytest.raises(StoreError, match="disk-full"):
            back_up(path, "close", disk)
        assert list(disk.iterdir()) == []


def test_a_folder_that_may_not_be_written_is_said_so(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o555)

    def code() -> str:
        with pytest.raises(StoreError) as refused:
            back_up(path, "close", folder)
        return refused.value.code

    assert as_ordinary_user(tmp_path, code) == "read-only"
    assert list(folder.iterdir()) == []


def test_a_folder_in_a_place_that_is_not_there_is_said_so(path: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no-folder"):
        back_up(path, "close", tmp_path / "unplugged" / "backups")


def test_a_restored_file_is_the_backup_and_what_it_replaced_is_kept(path: Path) -> None:
    then = back_up(path, "open")
    before = rows_of(path)
    add(path, "Added since")
    replaced = fingerprint(path)
    kept = restore(path, then)
    assert rows_of(path) == before
    assert kept is not None
    assert fingerprint(kept) == replaced
    assert kept not in [one.file for one in backups(path)]
    with Store.open(path) as store:
        assert store.check() == []
        assert store.next_undo() == "Add people"
    assert sorted(file.name for file in path.parent.iterdir()) == ["office backups", "office.rekod"]


def test_a_lost_file_is_restored_from_its_backups(path: Path) -> None:
    then = back_up(path, "open")
    before = rows_of(path)
    path.unlink()
    assert backups(path) == [then]
    assert restore(path, then) is None
    assert rows_of(path) == before


def test_a_damaged_file_is_kept_with_its_journal_when_it_is_replaced(path: Path) -> None:
    then = back_up(path, "open")
    path.write_bytes(b"SQLite format 3\0" + b"\xa5" * 9000)
    path.with_name(path.name + "-journal").write_bytes(b"left over" * 100)
    damaged = fingerprint(path)
    kept = restore(path, then)
    assert kept is not None
    assert fingerprint(kept) == damaged
    assert kept.with_name(kept.name + "-journal").read_bytes() == b"left over" * 100
    assert not path.with_name(path.name + "-journal").exists()
    with Store.open(path) as store:
        assert store.check() == []


def test_a_damaged_backup_is_not_restored_and_the_file_stays(path: Path) -> None:
    then = back_up(path, "open")
    content = bytearray(then.file.read_bytes())
    content[-5000] ^= 0xFF
    then.file.write_bytes(content)
    before = fingerprint(path)
    with pytest.raises(StoreError, match="damaged"):
        restore(path, then)
    assert fingerprint(path) == before


def test_a_restore_for_which_there_is_no_room_leaves_the_file_as_it_was(path: Path, tmp_path: Path) -> None:
    then = back_up(path, "open")
    with small_disk(tmp_path, "900k") as disk:
        mine = disk / "office.rekod"
        shutil.copy(path, mine)
        (disk / "ballast").write_bytes(b"x" * max(0, 700_000 - path.stat().st_size))
        before = fingerprint(mine)
        with pytest.raises(StoreError, match="disk-full"):
            restore(mine, then)
        assert fingerprint(mine) == before
        assert sorted(file.name for file in disk.iterdir() if file.is_file()) == ["ballast", "office.rekod"]


def test_a_file_another_program_is_saving_is_not_replaced(path: Path) -> None:
    then = back_up(path, "open")
    with closing(connect(path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError, match="busy"):
            restore(path, then)
        other.execute("ROLLBACK")


START = datetime(2026, 1, 1, 9, tzinfo=UTC)


def made_at(sequence: int, at: datetime, *, sound: bool = True) -> Backup:
    return Backup(Path(f"{sequence}"), sequence, at, "work", 1, "", {}, "", sound)


def surviving(moments: list[datetime]) -> list[Backup]:
    """What is left when a backup was made at each of the moments, in this order, and thinned out each time."""
    kept: list[Backup] = []
    for sequence, at in enumerate(moments):
        kept.append(made_at(sequence, at))
        goes = backup._too_many(kept)
        kept = [one for one in kept if one.file not in goes]
    return kept


def test_after_a_year_there_are_backups_of_every_age() -> None:
    moments = [START + timedelta(days=day, hours=hour) for day in range(365) for hour in range(0, 8, 2)]
    kept = surviving(moments)
    newest = moments[-1]
    ages = [(newest - one.at) / timedelta(days=1) for one in kept]
    assert sum(age <= 2 for age in ages) >= 8
    assert len({one.at.date() for one in kept if 2 < (newest - one.at).days <= 13}) >= 10
    for weeks in range(3, 11):
        assert any(7 * weeks - 7 <= age < 7 * weeks + 7 for age in ages), weeks
    for months in range(4, 11):
        assert any(30 * months - 31 <= age < 30 * months + 31 for age in ages), months
    assert len(kept) <= 8 + backup.KEEP_NEWEST + backup.DAYS + backup.WEEKS + backup.MONTHS


def test_a_clock_set_back_costs_no_more_than_its_own_days() -> None:
    proper = [START + timedelta(days=day) for day in range(100)]
    wrong = [datetime(2020, 5, 1, 9, tzinfo=UTC) + timedelta(hours=hour) for hour in range(30)]
    kept = surviving([*proper, *wrong])
    assert {one.at for one in kept} >= set(wrong)
    assert sum(one.at >= START for one in kept) >= 20
    kept = surviving([*proper, *wrong, proper[-1] + timedelta(days=3)])
    assert sum(one.at >= START for one in kept) >= 20


@given(st.lists(st.integers(-400, 400), min_size=1, max_size=80))
@settings(max_examples=60)
def test_however_the_clock_jumps_the_newest_dozen_stay_and_the_number_is_bounded(hours: list[int]) -> None:
    at, moments = START, []
    for jump in hours:
        at += timedelta(hours=jump)
        moments.append(at)
    kept = {one.sequence for one in surviving(moments)}
    assert kept >= set(range(max(0, len(moments) - backup.KEEP_NEWEST), len(moments)))


def test_a_damaged_backup_never_costs_a_good_one_its_place(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two backups of an old day the later stands for it: when that one is damaged, the earlier stays."""
    clock = [START]
    monkeypatch.setattr(backup, "now", lambda: clock[0])
    monkeypatch.setattr(backup, "KEEP_NEWEST", 1)
    morning = back_up(path, "open")
    clock[0] += timedelta(hours=5)
    evening = back_up(path, "close")
    content = bytearray(evening.file.read_bytes())
    content[5000] ^= 0xFF
    evening.file.write_bytes(content)
    clock[0] += timedelta(days=5)
    newest = back_up(path, "open")
    left = {one.file: one.sound for one in backups(path)}
    assert left == {newest.file: True, evening.file: False, morning.file: True}
    assert morning.file.exists()


def test_of_two_sound_backups_of_an_old_day_the_later_stays(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [START]
    monkeypatch.setattr(backup, "now", lambda: clock[0])
    monkeypatch.setattr(backup, "KEEP_NEWEST", 1)
    morning = back_up(path, "open")
    clock[0] += timedelta(hours=5)
    evening = back_up(path, "close")
    clock[0] += timedelta(days=5)
    newest = back_up(path, "open")
    assert backups(path) == [newest, evening]
    assert not morning.file.exists()
