"""Storing people and marks against SQLite alone, and how saving grows: `python -m tests.benchmarks.storing`.

Both sides write the same rows into the same tables with the same settings of safety. Rekod also keeps the change log
(every row can be undone) and the search; SQLite alone does neither. What counts is the ratio.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy import func, select, text

from db import bulk
from db.base import new_uid
from db.connection import connect, settle
from db.models import Attendance, Participation, Person
from db.store import Store
from tests import make

GIVEN = "Ahmad Siti Muhammad Nurul Wei Jie Rajesh Aminah Farid Hui Kumar Zainab".split()
LAST = "Yusof Tan Lim Abdullah Subramaniam Ibrahim Wong Othman Ng Salleh Chong Razak".split()


def people(first: int, count: int) -> list[tuple[str, str, str, str]]:
    """Invented people: name, key, sort name, e-mail."""
    found = []
    for number in range(first, first + count):
        name = f"{GIVEN[number % 12]} {GIVEN[number // 12 % 12]} {LAST[number // 144 % 12]} {number}"
        found.append((name, name.lower(), name.lower(), f"p{number}@office.example"))
    return found


def took(act: Callable[[], object]) -> float:
    """Seconds the act took."""
    return both(act)[0]


def both(act: Callable[[], object]) -> tuple[float, float]:
    """Seconds the act took by the clock, and of the processor: on a busy machine only the latter can be compared."""
    started, worked = time.perf_counter(), time.process_time()
    act()
    return time.perf_counter() - started, time.process_time() - worked


def store_with_rekod(store: Store, first: int, count: int, marks: int) -> None:
    """One step that adds people, a part each, and so many marks for each."""
    with store.write("Import") as unit:
        event = make.event(unit)
        days = [make.session(unit, event, f"Day {day}").id for day in range(marks)]
        role = make.role(unit).id
        ids = bulk.insert(unit, Person, ["name", "name_key", "sort_name", "email"], people(first, count))
        parts = bulk.insert(
            unit, Participation, ["event_id", "person_id", "role_id"], [(event.id, one, role) for one in ids]
        )
        bulk.insert(
            unit,
            Attendance,
            ["participation_id", "session_id", "mark", "counts_as"],
            [(part, day, "present", "present") for part in parts for day in days],
        )


def store_with_sqlite_alone(path: Path, count: int, marks: int) -> None:
    """The same rows by executemany, in the same tables without triggers, in one transaction."""
    with closing(connect(path)) as connection:
        settle(connection, path, read_only=False)
        connection.execute("BEGIN IMMEDIATE")
        stamp = ("2020-01-01 00:00:00.000000",) * 2
        connection.execute(
            "INSERT INTO event (id, uid, version, kind, title, status, mode, our_role, entry_finished, created_at, "
            "updated_at) VALUES (1, 'e', 1, 'training', 'T', 'held', 'in person', 'organiser', 0, ?, ?)",
            stamp,
        )
        connection.execute(
            "INSERT INTO role (id, uid, version, code, name_en, family, counts_as_attendee, position, created_at, "
            "updated_at) VALUES (1, 'r', 1, 'participant', 'P', 'participant', 1, 0, ?, ?)",
            stamp,
        )
        for day in range(marks):
            connection.execute(
                "INSERT INTO session (id, uid, version, event_id, position, title, kind, takes_attendance, headline, "
                "created_at, updated_at) VALUES (?, ?, 1, 1, 0, 'Day', 'day', 1, 0, ?, ?)",
                (day + 1, new_uid(), *stamp),
            )
        connection.executemany(
            "INSERT INTO person (id, uid, version, name, name_key, sort_name, email, created_at, updated_at) "
            "VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?)",
            [(row_id, new_uid(), *row, *stamp) for row_id, row in enumerate(people(0, count), 1)],
        )
        connection.executemany(
            "INSERT INTO participation (id, uid, version, event_id, person_id, role_id, position, status, votes, "
            "created_at, updated_at) VALUES (?, ?, 1, 1, ?, 1, 0, 'attended', 0, ?, ?)",
            [(row_id, new_uid(), row_id, *stamp) for row_id in range(1, count + 1)],
        )
        connection.executemany(
            "INSERT INTO attendance (uid, version, participation_id, session_id, mark, counts_as, created_at, "
            "updated_at) VALUES (?, 1, ?, ?, 'present', 'present', ?, ?)",
            [(new_uid(), part, day + 1, *stamp) for part in range(1, count + 1) for day in range(marks)],
        )
        connection.execute("COMMIT")


def without_triggers(folder: Path) -> Path:
    """An empty file with our tables, but no log and no search."""
    path = folder / "alone.rekod"
    make.store(folder, path.name).close()
    with closing(connect(path)) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
    return path


def compare(folder: Path, count: int, marks: int) -> float:
    """Store `count` people with a part and `marks` marks each, both ways. Returns the ratio of the processor's time."""
    alone = without_triggers(folder)
    base = both(lambda: store_with_sqlite_alone(alone, count, marks))
    with make.store(folder) as store:
        ours = both(lambda: store_with_rekod(store, 0, count, marks))
        back = took(store.undo)
        with store.read() as unit:
            assert unit.scalar(select(func.count()).select_from(Person)) == 0
    sizes = [path.stat().st_size / 1e6 for path in (folder / "office.rekod", alone)]
    print(f"storing {count:,} people, as many parts and {count * marks:,} marks in one step")
    print(
        f"  SQLite alone {base[0]:.2f} s ({sizes[1]:.0f} MB), Rekod {ours[0]:.2f} s ({sizes[0]:.0f} MB after its undo)"
    )
    print(f"  ratio {ours[0] / base[0]:.2f}, of the processor's time {ours[1] / base[1]:.2f}; undoing it {back:.2f} s")
    return ours[1] / base[1]


def fill(store: Store, size: int, have: int = 0) -> None:
    """Add people up to `size`, some ten thousand in each step."""
    for first in range(have, size, 50_000):
        with store.write("Import") as unit:
            some = people(first, min(50_000, size - first))
            bulk.insert(unit, Person, ["name", "name_key", "sort_name", "email"], some)


def growth(path: Path, sizes: list[int]) -> None:
    """Time to save one edit, open the file and read one record, as the number of people grows."""
    print("people      one edit   undo it    open       one record (medians)")
    have = 0
    with Store.create(path) as store:
        for size in sizes:
            fill(store, size, have)
            have = size
            edits, undos, opens, reads = [], [], [], []
            for number in range(15):
                row_id = 1 + number * 997 % size

                def edit(row_id: int = row_id) -> None:
                    with store.write("Edit") as unit:
                        unit.get_one(Person, row_id).post = f"Post {row_id}"

                def read(row_id: int = row_id) -> None:
                    with store.read() as unit:
                        unit.get_one(Person, row_id)

                edits.append(took(edit))
                undos.append(took(store.undo))
                reads.append(took(read))
                opens.append(took(lambda: Store.open(store.path, read_only=True).close()))
            shown = [f"{statistics.median(found) * 1000:6.1f} ms" for found in (edits, undos, opens, reads)]
            print(f"{size:>9,}  {'  '.join(shown)}", flush=True)
        with store.read() as unit:
            steps = unit.scalar(text("SELECT count(*) FROM step"))
        print(f"  {store.path.stat().st_size / 1e6:.0f} MB, {steps} steps")


def main() -> int:
    """Print the figures; 1 where storing takes more than three times the work of SQLite alone."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--largest", type=int, default=1_000_000)
    parser.add_argument("--keep", type=Path, help="where to make the file that grows, to be searched afterwards")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        ratio = compare(Path(folder), asked.people, 2)
        growth(
            asked.keep or Path(folder, "growth.rekod"),
            [size for size in (10_000, 100_000, 1_000_000) if size <= asked.largest],
        )
    return 1 if ratio > 3 else 0


if __name__ == "__main__":
    sys.exit(main())
