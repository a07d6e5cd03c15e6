"""The records file: one SQLite file, opened with care, read freely, written in named steps."""

import getpass
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, event, inspect, text
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from db import journal, schema, search
from db.base import Record
from db.connection import (
    WRITES,
    connect,
    disk_fault,
    engine_for,
    identity,
    leave_one_file,
    sync_folder,
    told,
)
from db.errors import RecordsError, StaleRecord, StoreError

__all__ = ["Problem", "StepRow", "Store", "connect"]

CHECKED_ON_OPENING: Final = 32_000_000
"""A file up to this many bytes (0.1 s of reading) is checked whole when opened; a bigger one when it is backed up."""


@dataclass(frozen=True, slots=True)
class StepRow:
    """An act in the list of steps. `at` is UTC, as text."""

    id: int
    title: str
    at: str
    who: str | None
    undone: bool
    changes: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong inside a file. `code`: damaged, broken-reference, search, open-step."""

    code: str
    detail: str


class Store:
    """A records file that is open. Made by `Store.create` and `Store.open`; `close` it to leave one file behind."""

    def __init__(self, path: Path, *, read_only: bool) -> None:
        self.path = path
        self.read_only = read_only
        self._identity = identity(path)
        self._lock = threading.Lock()
        self._writer: int | None = None
        self._engine = engine_for(path, read_only=read_only)

    @classmethod
    def create(cls, path: Path, begin: Callable[[Session], object] | None = None) -> "Store":
        """Make a new records file at `path`, with what `begin` puts into it: no step, so nothing to be undone.

        Raises StoreError: exists, no-folder, read-only, disk-full.
        """
        path = Path(path).absolute()
        if path.exists():
            raise StoreError("exists", path=path)
        if not path.parent.is_dir():
            raise StoreError("no-folder", path=path)
        part = path.with_name(path.name + ".part")
        try:
            part.unlink(missing_ok=True)
            part.touch()
            with told(path):
                engine = engine_for(part, read_only=False)
                try:
                    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
                        schema.make(connection, begin)
                finally:
                    leave_one_file(engine)
            part.replace(path)
            sync_folder(path.parent)
        except OSError as fault:
            raise disk_fault(fault, path) from fault
        finally:
            part.unlink(missing_ok=True)
        return cls.open(path)

    @classmethod
    def open(
        cls, path: Path, *, read_only: bool = False, before_migrating: Callable[[Path], object] | None = None
    ) -> "Store":
        """Open a records file. An older one is migrated, after `before_migrating(path)` (a backup) has returned.

        A file or folder that may not be written is opened read-only. Raises StoreError: missing, empty, not-ours,
        foreign, newer, older (and read-only), damaged, no-access; the file is then as it was.
        """
        path = Path(path).absolute()
        schema.look_at(path)
        read_only = read_only or not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK)
        with told(path):
            store = cls(path, read_only=read_only)
            try:
                store._admit(before_migrating)
            except BaseException:
                store.close()
                raise
        return store

    def _admit(self, before_migrating: Callable[[Path], object] | None) -> None:
        """Let the file in, migrated where it is older.

        The number is asked again now that SQLite has rolled back what a killed program left unfinished.
        """
        with self._engine.connect() as connection:
            number = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
            schema.refuse_foreign(connection, self.path, older=number < schema.NEWEST)
            if self.path.stat().st_size <= CHECKED_ON_OPENING:
                said = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
                if said != "ok":
                    raise StoreError("damaged", path=self.path, said=said)
        if number < schema.NEWEST:
            if self.read_only:
                raise StoreError("older", path=self.path, number=number)
            if before_migrating:
                before_migrating(self.path)
            schema.migrate(self._engine, self.path)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session for reading. It holds no transaction: what it reads is as fresh as the moment."""
        with told(self.path), Session(self._engine, autoflush=False, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self, title: str) -> Iterator[Session]:
        """One gesture, one unit of work, one step: it commits whole or not at all, and Undo calls it `title`.

        Raises StaleRecord when a record was changed by somebody else meanwhile, StoreError when the file or disk
        stands in the way: busy, disk-full, read-only, replaced, damaged.
        """
        with self._step(title) as (session, _):
            yield session

    @contextmanager
    def quiet(self) -> Iterator[None]:
        """While inside, no step begins in this program: one that is asked for waits."""
        if self._writer == threading.get_ident():
            raise RuntimeError("a step inside a step: the functions it calls take its session instead")
        with self._lock:
            self._writer = threading.get_ident()
            try:
                yield
            finally:
                self._writer = None

    @contextmanager
    def _step(self, title: str, action: str = "do", of: int | None = None) -> Iterator[tuple[Session, int]]:
        if self.read_only:
            raise StoreError("read-only", path=self.path)
        with self.quiet(), told(self.path):
            if identity(self.path) != self._identity:
                raise StoreError("replaced", path=self.path)
            with self._engine.connect() as connection:
                writing = connection.execution_options(**{WRITES: True})
                with Session(writing, expire_on_commit=False) as session, self._stale_named(session):
                    step_id = journal.begin_step(session.connection(), title, _who(), action, of)
                    try:
                        yield session, step_id
                        session.flush()
                        self._finish(session.connection(), step_id)
                        session.commit()
                    except BaseException:
                        session.rollback()
                        raise

    @contextmanager
    def _stale_named(self, session: Session) -> Iterator[None]:
        """A lost race names its record: SQLAlchemy says only that some row was not as expected."""
        expected: dict[tuple[str, int], int] = {}

        def remember(session: Session, *_: object) -> None:
            for record in (*session.dirty, *session.deleted):
                key = inspect(record).identity
                if isinstance(record, Record) and key:
                    expected.setdefault((record.__tablename__, key[0]), record.version)

        event.listen(session, "before_flush", remember)
        try:
            yield
        except StaleDataError as fault:
            with self.read() as reading:
                for (table, row_id), version in expected.items():
                    if journal.version_of(reading.connection(), table, row_id) != version:
                        raise StaleRecord("stale", table=table, id=row_id) from fault
            raise

    def _finish(self, connection: Connection, step_id: int) -> None:
        touched = journal.touched(connection, step_id)
        if touched:
            search.bring_up_to_date(connection, step_id, touched)
        journal.end_step(connection, step_id)

    def undo(self) -> journal.Inverse | None:
        """Undo the newest act. None when there is none. What could not be undone is in `kept` of the answer."""
        with self.read() as session:
            act = journal.next_undo(session.connection())
        return self.undo_step(act[0]) if act else None

    def redo(self) -> journal.Inverse | None:
        """Do the act undone last again, as long as nothing new was done since. None when there is none."""
        with self.read() as session:
            act = journal.next_redo(session.connection())
        return self._invert(act[0], "redo") if act else None

    def undo_step(self, step_id: int) -> journal.Inverse:
        """Undo one act, old or new: remove what it added, put back what it removed, keep what was changed since."""
        return self._invert(step_id, "undo")

    def plan_undo(self, step_id: int) -> journal.Inverse:
        """What `undo_step` would do now."""
        with self.read() as session:
            return journal.inverse(session.connection(), step_id)

    def _invert(self, act_id: int, action: str) -> journal.Inverse:
        with self.read() as session:
            title = session.execute(text("SELECT title FROM step WHERE id = :id"), {"id": act_id}).scalar()
        if title is None:
            raise RecordsError("no-step", id=act_id)
        with self._step(title, action, act_id) as (session, step_id):
            connection = session.connection()
            undone = connection.execute(text("SELECT undone FROM step WHERE id = :id"), {"id": act_id}).scalar()
            if bool(undone) != (action == "redo"):
                raise RecordsError("no-step", id=act_id)
            plan = journal.inverse(connection, act_id, before=step_id)
            if plan.changes_nothing and plan.kept:
                raise RecordsError("all-kept", title=title, kept=plan.kept)
            journal.apply(connection, plan)
            connection.execute(
                text("UPDATE step SET undone = :undone WHERE id = :id"),
                {"undone": action == "undo", "id": act_id},
            )
        return plan

    def next_undo(self) -> str | None:
        """The title of what Undo would undo."""
        with self.read() as session:
            act = journal.next_undo(session.connection())
        return act[1] if act else None

    def next_redo(self) -> str | None:
        """The title of what Redo would do again."""
        with self.read() as session:
            act = journal.next_redo(session.connection())
        return act[1] if act else None

    def steps(self, limit: int = 200) -> list[StepRow]:
        """The newest acts first, with the number of rows each touched."""
        with self.read() as session:
            rows = session.execute(
                text(
                    "SELECT id, title, at, who, undone, (SELECT count(*) FROM change WHERE step_id = step.id) "
                    "FROM step WHERE action = 'do' ORDER BY id DESC LIMIT :limit"
                ),
                {"limit": limit},
            )
            return [StepRow(r[0], r[1], str(r[2]), r[3], bool(r[4]), r[5]) for r in rows]

    def check(self) -> list[Problem]:
        """Read the whole file and say what is wrong with it; an empty list is a sound file."""
        with self.read() as session:
            connection = session.connection()
            found = [Problem("damaged", row[0]) for row in connection.exec_driver_sql("PRAGMA quick_check")]
            if found != [Problem("damaged", "ok")]:
                return found
            found = [
                Problem("broken-reference", f"{row[0]} {row[1]} -> {row[2]}")
                for row in connection.exec_driver_sql("PRAGMA foreign_key_check")
            ]
            found += [Problem("search", f"{table}: {count}") for table, count in search.differences(connection)]
            if connection.exec_driver_sql("SELECT step_id FROM journal_state").scalar() is not None:
                found.append(Problem("open-step", ""))
        return found

    def change_counter(self) -> int:
        """A number that grows with every commit to the file, by whomever."""
        with self.path.open("rb") as file:
            file.seek(24)
            return int.from_bytes(file.read(4), "big")

    def close(self) -> None:
        """Let go of the file and leave no second one beside it."""
        if self.read_only or identity(self.path) != self._identity:  # the journal there now may be another file's
            self._engine.dispose()
        else:
            leave_one_file(self._engine)

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _who() -> str | None:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return None
