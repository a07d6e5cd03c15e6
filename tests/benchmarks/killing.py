"""Kill the program at random moments while it saves, and count what was lost: `python -m tests.benchmarks.killing`.

A child saves without end: single edits, steps over many tables, imports of thousands of rows, undo and redo, backups,
new files. Before each commit it tells what the records will come to, and after it that the save is done. It is then
killed (SIGKILL, or its like) at a random moment. The parent opens the file and expects every acknowledged save, the
one in flight whole or not at all, a sound file with a search that agrees with the records, and no step left open.
"""

import argparse
import collections
import multiprocessing
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import text
from sqlalchemy.orm import Session as Unit

from db import bulk
from db.backup import back_up, backups, folder_for, verify
from db.models import Attendance, Participation, Person
from db.store import Store
from tests import make

TABLES = ("person", "organisation", "event", "session", "participation", "attendance", "group", "mapping")
FRESH_AFTER = 8_000_000
"""A file of more bytes is put aside for a new one, so that a thousand runs stay short."""

Digest = tuple[tuple[int, int], ...]


def digest(unit: Unit) -> Digest:
    """Number of rows and a sum over ids, versions and lengths of each table."""
    found = []
    for table in TABLES:
        names = [row[1] for row in unit.execute(text(f'PRAGMA table_info("{table}")'))]
        lengths = " + ".join(f"length(coalesce(\"{name}\", ''))" for name in names)
        row = unit.execute(text(f'SELECT count(*), coalesce(sum(id * 31 + version * 7 + {lengths}), 0) FROM "{table}"'))
        found.append(tuple(row.one()))
    return tuple((row[0], row[1]) for row in found)


class Says(Protocol):
    """Where the child tells what it does."""

    def send(self, message: Any, /) -> None: ...


@dataclass
class Saver:
    """The child: it saves and says so."""

    store: Store
    say: Says
    chance: random.Random
    undoable: list[Digest] = field(default_factory=list)
    largest: int = 2500

    def state(self) -> Digest:
        with self.store.read() as unit:
            return digest(unit)

    def save(self, what: str) -> None:
        before = self.state()
        self.say.send(("begin", what, None))
        with self.store.write(what) as unit:
            getattr(self, what)(unit)
            unit.flush()
            self.say.send(("try", what, digest(unit)))
        self.say.send(("done", what, None))
        self.undoable.append(before)

    def edit(self, unit: Unit) -> None:
        person = unit.get(Person, self.chance.randint(1, 2000)) or make.person(unit)
        person.notes = f"note {self.chance.random()}"

    def many_tables(self, unit: Unit) -> None:
        event = make.event(unit, f"Training {self.chance.random()}")
        day, body = make.session(unit, event), make.organisation(unit, f"Body {self.chance.random()}")
        for number in range(self.chance.randint(1, 10)):
            part = make.participation(unit, event, make.person(unit, f"Person {number}", organisation_id=body.id))
            make.attendance(unit, part, day)
        make.group(unit, event, leader_id=part.id)

    def bring_in(self, unit: Unit) -> None:
        """An import of some thousand rows."""
        event = make.event(unit, "Imported")
        day, role, count = (
            make.session(unit, event),
            make.role(unit),
            self.chance.randint(self.largest // 5, self.largest),
        )
        names = [f"Imported Person {self.chance.randrange(10**6)}" for _ in range(count)]
        people = bulk.insert(
            unit, Person, ["name", "name_key", "sort_name"], [(n, n.lower(), n.lower()) for n in names]
        )
        parts = bulk.insert(
            unit, Participation, ["event_id", "person_id", "role_id"], [(event.id, one, role.id) for one in people]
        )
        marks = [(part, day.id, "present", "present") for part in parts]
        bulk.insert(unit, Attendance, ["participation_id", "session_id", "mark", "counts_as"], marks)

    def remove(self, unit: Unit) -> None:
        """One event and all that goes with it, or one edit where there is none."""
        newest = unit.scalar(text("SELECT max(id) FROM event"))
        unit.execute(text("DELETE FROM event WHERE id = :id"), {"id": newest})
        self.edit(unit)

    def undo(self) -> None:
        if not self.undoable:
            return
        expected, before = self.undoable.pop(), self.state()
        self.say.send(("try", "undo", expected))
        self.store.undo()
        self.say.send(("done", "undo", None))
        if self.chance.random() < 0.5:
            self.say.send(("try", "redo", before))
            self.store.redo()
            self.say.send(("done", "redo", None))
            self.undoable.append(expected)

    def back_up(self) -> None:
        self.say.send(("beside", "backup", None))
        back_up(self.store, "work")
        self.say.send(("beside", "", None))

    def create(self) -> None:
        self.say.send(("beside", "new file", None))
        make.store(self.store.path.parent, f"new {self.chance.randrange(10**9)}.rekod").close()
        self.say.send(("beside", "", None))

    def begin(self) -> None:
        for first in ("edit", "many_tables"):  # what is slow once only is done before the clock runs
            self.save(first)
        self.say.send(("ready", "", self.state()))

    def act(self) -> None:
        """Whatever comes next."""
        kind = self.chance.choices(
            ("edit", "many_tables", "bring_in", "remove", "undo", "back_up", "create"), (6, 4, 4, 2, 4, 2, 1)
        )[0]
        if kind in ("undo", "back_up", "create"):
            getattr(self, kind)()
        else:
            self.save(kind)


def child(path: Path, say: Connection, seed: int) -> None:
    """Save without end."""
    with suppress(BrokenPipeError):
        saver = Saver(Store.open(path), say, random.Random(seed))
        saver.begin()
        while True:
            saver.act()


@dataclass
class Tally:
    """What came of the kills."""

    kills: int = 0
    acknowledged: int = 0
    in_flight: collections.Counter[str] = field(default_factory=collections.Counter)
    whole: int = 0
    absent: int = 0
    rolled_back: int = 0
    backups_read: int = 0
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        flights = ", ".join(f"{what} {count}" for what, count in sorted(self.in_flight.items()))
        return (
            f"{self.kills} kills, {self.acknowledged} acknowledged saves, {len(self.faults)} faults; "
            f"in flight: {flights}; of the saves in flight {self.whole} whole, {self.absent} absent; "
            f"{self.rolled_back} unfinished journals rolled back; {self.backups_read} backups read"
        )


def messages(say: Connection) -> Iterator[tuple[str, str, Digest | None]]:
    """What the child has said by now, up to where it was killed."""
    with suppress(EOFError, OSError):
        while True:
            yield say.recv()


def judge(path: Path, said: list[tuple[str, str, Digest | None]], tally: Tally, run: str) -> None:
    """Compare the file with what was acknowledged."""
    ready = next(place for place, one in enumerate(said) if one[0] == "ready")
    expected, beside, doing = said[ready][2], "", "between"
    tried: Digest | None = None
    for kind, what, state in said[ready + 1 :]:
        if kind == "begin":
            doing = f"making of {what}"
        elif kind == "try":
            tried, doing = state, what
        elif kind == "done":
            expected, tried, doing = tried, None, "between"
            tally.acknowledged += 1
        else:
            beside = what
    tally.in_flight[beside or doing] += 1
    left = path.with_name(path.name + "-journal")
    tally.rolled_back += left.exists() and left.stat().st_size > 0
    try:
        with Store.open(path) as store:
            problems = store.check()
            with store.read() as unit:
                found = digest(unit)
        if problems:
            tally.faults.append(f"{run}: {problems[:3]}")
        if found == expected and tried is not None:
            tally.absent += 1
        elif found == tried:
            tally.whole += 1
        elif found != expected:
            tally.faults.append(f"{run}: killed in {doing}: {found} is neither {expected} nor {tried}")
        for one in backups(path)[:2]:
            verify(one)
            tally.backups_read += 1
        for new in path.parent.glob("new *.rekod"):
            with Store.open(new) as store:
                if store.check():
                    tally.faults.append(f"{run}: {new.name} is not whole")
    except Exception as fault:
        tally.faults.append(f"{run}: killed in {beside or doing}: {fault!r}")


def tidy(path: Path) -> None:
    """Begin the next run with the file as it is, without what lies beside it; with a new one where it has grown."""
    shutil.rmtree(folder_for(path), ignore_errors=True)
    for new in path.parent.glob("new *"):
        new.unlink()
    if path.exists() and path.stat().st_size > FRESH_AFTER:
        path.unlink()
        path.with_name(path.name + "-journal").unlink(missing_ok=True)
    if not path.exists():
        make.store(path.parent, path.name).close()


def kill(times: int, seed: int, folder: Path, longest: float = 0.7, *, loud: bool = False) -> Tally:
    """Kill a saving child so many times, each after at most `longest` seconds of saving."""
    chance = random.Random(seed)
    tally = Tally()
    path = folder / "office.rekod"
    context: Any = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
    if sys.platform != "win32":
        context.set_forkserver_preload(["db.backup", "db.bulk", "tests.make"])
    for number in range(times):
        tidy(path)
        hear, say = context.Pipe(duplex=False)
        process = context.Process(target=child, args=(path, say, chance.randrange(2**32)), daemon=True)
        process.start()
        say.close()
        said = [hear.recv()]
        while said[-1][0] != "ready":
            said.append(hear.recv())
        wanted = chance.choice([None, None, "bring_in", "many_tables", "undo", "backup", "edit"])
        until = time.monotonic() + chance.uniform(0, longest)
        while hear.poll(max(0.0, until - time.monotonic())):
            said.append(hear.recv())
            if said[-1][0] in ("try", "beside") and said[-1][1] == wanted:  # aim at the very commit
                time.sleep(chance.uniform(0, 0.05))
                break
        process.kill()
        said += messages(hear)
        process.join()
        hear.close()
        judge(path, said, tally, f"run {number} of seed {seed}")
        tally.kills += 1
        if loud and (number + 1) % 50 == 0:
            print(tally, flush=True)
    return tally


def main() -> int:
    """Print the tally; 1 where anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        tally = kill(asked.times, asked.seed, Path(folder), loud=True)
    print(tally)
    for fault in tally.faults:
        print(fault)
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main())
