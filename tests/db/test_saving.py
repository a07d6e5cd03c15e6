"""A step is saved whole or not at all, whatever stands in the way, and nobody's work is written over unseen."""

import multiprocessing
import os
import shutil
import sqlite3
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import IntegrityError

from db.base import now
from db.connection import connect
from db.errors import StaleRecord, StoreError
from db.models import Event, Person
from db.store import Store
from tests import make
from tests.db.conftest import fingerprint, rows_of


def names(store: Store) -> list[str]:
    with store.read() as unit:
        return list(unit.scalars(select(Person.name).order_by(Person.id)))


def test_a_step_is_saved_whole(store: Store) -> None:
    with store.write("Add two") as unit:
        make.person(unit, "Aminah")
        make.person(unit, "Lim")
    with Store.open(store.path) as again:
        assert names(again) == ["Aminah", "Lim"]
        assert [(step.title, step.changes) for step in again.steps()] == [("Add two", 2)]


def test_a_step_that_fails_leaves_nothing_behind(store: Store) -> None:
    with store.write("Add") as unit:
        make.person(unit, "Aminah")
    before = rows_of(store.path)

    def fail_half_way() -> None:
        with store.write("Change all") as unit:
            unit.execute(update(Person).values(name="X"))
            make.event(unit)
            raise RuntimeError("the caller's own fault")

    with pytest.raises(RuntimeError, match="own fault"):
        fail_half_way()
    assert rows_of(store.path) == before
    assert len(store.steps()) == 1
    assert store.check() == []


def test_a_step_that_breaks_a_rule_of_the_tables_leaves_nothing_behind(store: Store) -> None:
    def save_nonsense() -> None:
        with store.write("Nonsense") as unit:
            make.person(unit)
            make.headcount(unit, make.event(unit), count=-1)

    with pytest.raises(IntegrityError):
        save_nonsense()
    assert names(store) == []


def test_a_step_that_changes_nothing_is_not_a_step(store: Store) -> None:
    with store.write("Look"):
        pass
    assert store.steps() == []
    assert store.next_undo() is None


def test_a_step_inside_a_step_is_an_error_and_does_not_wait_for_ever(store: Store) -> None:
    with store.write("Outer") as unit:
        make.person(unit, "Aminah")
        with pytest.raises(RuntimeError, match="a step inside a step"), store.write("Inner"):
            pass
    assert names(store) == ["Aminah"]


def test_a_reader_sees_the_records_as_they_were_until_the_step_is_saved(store: Store) -> None:
    with store.write("Add") as unit:
        make.person(unit, "Aminah")
        assert names(store) == []
    assert names(store) == ["Aminah"]


def test_a_change_outside_a_step_fails(path: Path) -> None:
    before = rows_of(path)
    with closing(connect(path)) as connection:
        for statement in (
            "UPDATE person SET name = 'X'",
            "DELETE FROM person",
            "INSERT INTO venue (uid, version, name, created_at, updated_at) VALUES ('u', 1, 'n', '', '')",
        ):
            connection.create_function("exact", 1, lambda value: value)
            with pytest.raises(sqlite3.IntegrityError, match=r"change\.step_id"):
                connection.execute(statement)
    assert rows_of(path) == before


def test_a_statement_that_would_escape_the_log_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="escapes the change log"), store.write("Replace") as unit:
        unit.execute(text("INSERT OR REPLACE INTO mapping (id) VALUES (1)"))


def test_of_two_who_change_one_record_the_slower_is_told_and_nothing_is_lost(path: Path) -> None:
    with Store.open(path) as mine, Store.open(path) as theirs:
        with mine.read() as unit:
            person = unit.get_one(Person, 1)
        with theirs.write("Their edit") as unit:
            unit.get_one(Person, 1).post = "Director"

        def save_mine() -> None:
            with mine.write("My edit") as unit:
                make.person(unit, "Beside it")
                unit.merge(person, load=False).post = "Clerk"

        with pytest.raises(StaleRecord) as told:
            save_mine()
        assert told.value.facts == {"table": "person", "id": 1}
        with mine.read() as unit:
            assert unit.get_one(Person, 1).post == "Director"
        assert "Beside it" not in names(mine)
        with mine.write("My edit, again") as unit:
            unit.get_one(Person, 1).post = "Clerk"
        with theirs.read() as unit:
            assert unit.get_one(Person, 1).post == "Clerk"
            assert unit.get_one(Person, 1).version == 3


def test_a_delete_of_a_record_that_was_changed_since_is_refused(path: Path) -> None:
    with Store.open(path) as store:
        with store.read() as unit:
            person = unit.get_one(Person, 2)
        with store.write("Edit") as unit:
            unit.execute(update(Person).where(Person.id == 2).values(post="Director"))
        with pytest.raises(StaleRecord) as told, store.write("Delete") as unit:
            unit.delete(unit.merge(person, load=False))
        assert told.value.facts == {"table": "person", "id": 2}
        assert len(names(store)) == 2


def test_a_bulk_update_raises_the_version_too(path: Path) -> None:
    with Store.open(path) as store:
        with store.write("All") as unit:
            unit.execute(update(Person).values(gender="F"))
        with store.read() as unit:
            assert list(unit.scalars(select(Person.version))) == [2, 2]


@pytest.mark.parametrize("way", ["moved away", "replaced"])
def test_a_file_that_is_no_longer_ours_is_noticed_before_the_next_save(path: Path, way: str) -> None:
    store = Store.open(path)
    names(store)
    if way == "replaced":
        newer = path.with_name("conflict copy.rekod")
        shutil.copy(path, newer)
        newer.replace(path)
        before = fingerprint(path)
    else:
        path.rename(path.with_name("elsewhere.rekod"))
    with pytest.raises(StoreError, match="replaced"), store.write("Add") as unit:
        make.person(unit)
    store.close()
    if way == "replaced":
        assert fingerprint(path) == before
    else:
        assert [file.name for file in path.parent.iterdir()] == ["elsewhere.rekod"]


def test_letting_go_of_a_replaced_file_leaves_the_other_files_journal_alone(path: Path) -> None:
    store = Store.open(path)
    with store.write("Add") as unit:
        make.person(unit)
    other = path.with_name("other.rekod")
    shutil.copy(path, other)
    other.replace(path)
    its_journal = path.with_name(path.name + "-journal")
    its_journal.write_bytes(b"what the other program needs")
    store.close()
    assert its_journal.read_bytes() == b"what the other program needs"


def test_a_full_disk_is_said_so_and_the_step_can_be_tried_again(store: Store) -> None:
    with store.write("Add") as unit:
        make.person(unit, "Aminah")
    before = rows_of(store.path)
    with store._engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()

    def save(limit: int) -> None:
        with store.write("Attach") as unit:
            unit.connection().exec_driver_sql(f"PRAGMA max_page_count = {limit}")
            make.attachment(unit, b"x" * 300_000)

    with pytest.raises(StoreError, match="disk-full"):
        save(pages + 3)
    assert rows_of(store.path) == before
    assert store.check() == []
    save(1_000_000)
    assert len(rows_of(store.path)["attachment"]) == 1


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """A disk of that size, where this machine lets one be made."""
    disk = folder / "disk"
    disk.mkdir()
    made = shutil.which("mount") and os.name == "posix" and os.getuid() == 0
    if (
        not made
        or subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", disk], check=False).returncode
    ):
        pytest.skip("a small disk can be made by an administrator of Linux only")
    try:
        yield disk
    finally:
        subprocess.run(["umount", disk], check=True)


def test_a_disk_that_is_really_full_loses_nothing(tmp_path: Path) -> None:
    with small_disk(tmp_path, "3m") as disk, make.store(disk) as store:
        with store.write("Add") as unit:
            make.person(unit, "Aminah")
        before = rows_of(store.path)
        with pytest.raises(StoreError, match="disk-full"), store.write("Attach") as unit:
            make.attachment(unit, b"x" * 4_000_000)
        assert rows_of(store.path) == before
        assert store.check() == []
        with store.write("Add another") as unit:
            make.person(unit, "Lim")
        assert names(store) == ["Aminah", "Lim"]


def test_no_new_file_is_left_on_a_full_disk(tmp_path: Path) -> None:
    with small_disk(tmp_path, "300k") as disk:
        with pytest.raises(StoreError, match="disk-full"):
            make.store(disk)
        assert list(disk.iterdir()) == []


def test_while_another_program_saves_we_say_busy_and_succeed_after(path: Path) -> None:
    with Store.open(path) as store, closing(connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with store._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout = 10")
        with pytest.raises(StoreError, match="busy"), store.write("Add") as unit:
            make.person(unit)
        other.execute("ROLLBACK")
        with store.write("Add") as unit:
            make.person(unit)
        assert len(names(store)) == 3


def test_closing_while_another_program_reads_does_not_fail(path: Path) -> None:
    with closing(connect(path)) as other:
        store = Store.open(path)
        with store.write("Add") as unit:
            make.person(unit)
        reading = other.execute("SELECT * FROM person")
        reading.fetchone()
        store.close()
        assert len(reading.fetchall()) == 2


def _add_fifty(path: Path, who: str) -> None:
    with Store.open(path) as store:
        for number in range(50):
            with store.write(f"{who} {number}") as unit:
                make.person(unit, f"{who} {number}")


def test_two_programs_that_save_in_turn_lose_nothing(path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    both = [context.Process(target=_add_fifty, args=(path, who)) for who in ("Front desk", "Back office")]
    for one in both:
        one.start()
    for one in both:
        one.join(60)
        assert one.exitcode == 0
    with Store.open(path) as store:
        assert len(names(store)) == 102
        assert len(store.steps()) == 101
        assert store.check() == []


def test_threads_that_save_at_once_wait_for_each_other(store: Store) -> None:
    faults: list[BaseException] = []

    def add(who: str) -> None:
        try:
            for number in range(20):
                with store.write(who) as unit:
                    make.event(unit, f"{who} {number}")
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=add, args=(f"Thread {n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert faults == []
    with store.read() as unit:
        assert unit.scalar(select(func.count()).select_from(Event)) == 80


def test_steps_are_in_the_order_they_were_done_though_the_clock_was_set_back(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.write("First") as unit:
        make.person(unit)
    monkeypatch.setattr("db.journal.now", lambda: now().replace(year=1999))
    with store.write("Second") as unit:
        make.person(unit)
    assert [step.title for step in store.steps()] == ["Second", "First"]
    assert store.next_undo() == "Second"
    store.undo()
    assert store.next_undo() == "First"


def test_text_that_no_file_can_hold_is_refused_before_anything_is_saved(store: Store) -> None:
    with pytest.raises(UnicodeEncodeError), store.write("Add") as unit:
        make.person(unit, "half a sign \ud800")
    assert names(store) == []
