"""The records file: one SQLite file, opened with care, read freely, written in named steps.

The connection settings are those that lost no acknowledged save in a simulated power cut: a truncated rollback
journal with full synchronisation. They are asked for and then checked on every connection.
"""

import getpass
import os
import sqlite3
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DatabaseError, DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.pool import QueuePool

from db import journal, schema, search
from db.errors import RecordsError, StaleRecord, StoreError
from db.folding import fold

SETTINGS: Final[dict[str, tuple[str, object]]] = {
    "synchronous": ("FULL", 2),
    "busy_timeout": ("5000", 5000),
    "foreign_keys": ("ON", 1),
    "secure_delete": ("ON", 1),
    "cell_size_check": ("ON", 1),
    "temp_store": ("MEMORY", 2),
    "cache_spill": ("OFF", 0),
    "recursive_triggers": ("OFF", 0),
} | ({"fullfsync": ("ON", 1)} if sys.platform == "darwin" else {})
"""What every connection is set to, and what it must then say. cache_spill off keeps readers free until the commit.
trusted_schema stays on because SQLite before 3.41 calls json_object in a trigger unsafe; db.schema refuses a file with
triggers that are not ours instead."""

_WRITES: Final = "rekod_writes"


@dataclass(frozen=True, slots=True)
class StepRow:
    """An act in the list of steps. `at` is UTC, as text."""

    id: int
    title: str
    at: str
    who: str | None
    undone: bool
    changes: int


class Store:
    """A records file that is open. Made by `Store.create` and `Store.open`; `close` it to leave one file behind."""

    def __init__(self, path: Path, *, read_only: bool) -> None:
        self.path = path
        self.read_only = read_only
        self._identity = _identity(path)
        self._writing = threading.Lock()
        self._engine = _engine(path, read_only)

    @classmethod
    def create(cls, path: Path) -> "Store":
        """Make a new, empty records file at `path`. Raises StoreError: exists, no-folder, read-only, disk-full."""
        path = Path(path).absolute()
        if path.exists():
            raise StoreError("exists", path=path)
        if not path.parent.is_dir():
            raise StoreError("no-folder", path=path)
        part = path.with_name(path.name + ".part")
        with _told(path):
            try:
                part.unlink(missing_ok=True)
                part.touch()
            except OSError as fault:
                raise StoreError("disk-full" if fault.errno == 28 else "read-only", path=path) from fault
            engine = _engine(part, read_only=False)
            with engine.connect().execution_options(**{_WRITES: True}) as connection, connection.begin():
                schema.make(connection)
            _leave_one_file(engine)
            os.replace(part, path)
        return cls.open(path)

    @classmethod
    def open(
        cls, path: Path, *, read_only: bool = False, before_migrating: Callable[[Path], object] | None = None
    ) -> "Store":
        """Open a records file. An older one is migrated, after `before_migrating(path)` (a backup) has returned.

        A file or folder that may not be written is opened read-only. Raises StoreError: missing, empty, not-ours,
        foreign, newer, damaged; the file is then as it was.
        """
        path = Path(path).absolute()
        found = schema.look_at(path)
        read_only = read_only or not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK)
        with _told(path):
            store = cls(path, read_only=read_only)
            try:
                with store._engine.connect() as connection:
                    schema.refuse_foreign(connection, path)
                if found < schema.NEWEST:
                    if read_only:
                        raise StoreError("older", path=path)
                    if before_migrating:
                        before_migrating(path)
                    schema.migrate(store._engine, _WRITES)
            except BaseException:
                store._engine.dispose()
                raise
        return store

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session for reading. It holds no transaction: what it reads is as fresh as the moment."""
        with _told(self.path), Session(self._engine, autoflush=False, expire_on_commit=False) as session:
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
    def _step(self, title: str, action: str = "do", of: int | None = None) -> Iterator[tuple[Session, int]]:
        if self.read_only:
            raise StoreError("read-only", path=self.path)
        if _identity(self.path) != self._identity:
            raise StoreError("replaced", path=self.path)
        with self._writing, _told(self.path), self._engine.connect() as connection:
            writing = connection.execution_options(**{_WRITES: True})
            with Session(writing, expire_on_commit=False) as session:
                step_id = journal.begin_step(session.connection(), title, _who(), action, of)
                try:
                    yield session, step_id
                    session.flush()
                    self._finish(session.connection(), step_id)
                    session.commit()
                except BaseException:
                    session.rollback()
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
            undone = session.execute(text("SELECT undone FROM step WHERE id = :id"), {"id": act_id}).scalar()
        if title is None or bool(undone) != (action == "redo"):
            raise RecordsError("no-step", id=act_id)
        with self._step(title, action, act_id) as (session, step_id):
            connection = session.connection()
            plan = journal.inverse(connection, act_id, before=step_id)
            journal.apply(connection, plan)
            if plan.changes_nothing and plan.kept:
                raise RecordsError("all-kept", title=title, kept=plan.kept)
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

    def change_counter(self) -> int:
        """A number that grows with every commit to the file, by whomever."""
        with self.path.open("rb") as file:
            file.seek(24)
            return int.from_bytes(file.read(4), "big")

    def close(self) -> None:
        """Let go of the file and leave no second one beside it."""
        if self.read_only:
            self._engine.dispose()
        else:
            _leave_one_file(self._engine)

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _identity(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:
        return (0, 0)
    return (status.st_dev, status.st_ino)


def _who() -> str | None:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return None


def connect(path: Path, mode: str = "rw") -> sqlite3.Connection:
    """A plain connection to an existing file: never one that would make an empty file at a wrong path."""
    return sqlite3.connect(
        f"{path.as_uri()}?mode={mode}", uri=True, isolation_level=None, check_same_thread=False, timeout=5
    )


def _engine(path: Path, read_only: bool) -> Engine:
    engine = create_engine(
        "sqlite://",
        creator=lambda: connect(path, "ro" if read_only else "rw"),
        poolclass=QueuePool,
        pool_size=2,
        max_overflow=4,
    )

    @event.listens_for(engine, "connect")
    def _settle(connection: sqlite3.Connection, _record: object) -> None:
        wanted = dict(SETTINGS)
        if not read_only:
            wanted["journal_mode"] = ("TRUNCATE", "truncate")
        for name, (asked, expected) in wanted.items():
            connection.execute(f"PRAGMA {name} = {asked}")
            said = connection.execute(f"PRAGMA {name}").fetchone()
            if said is None or said[0] != expected:
                raise StoreError("failed", path=path, setting=name, said=said)
        connection.create_function("fold", 1, lambda value: fold(str(value or "")), deterministic=True)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if connection.get_execution_options().get(_WRITES):
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _leave_one_file(engine: Engine) -> None:
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA journal_mode = DELETE")
    engine.dispose()


_SPOKEN: Final = (
    ("disk is full", "disk-full"),
    ("disk i/o error", "failed"),
    ("is locked", "busy"),
    ("readonly", "read-only"),
    ("malformed", "damaged"),
    ("not a database", "not-ours"),
    ("unable to open", "missing"),
)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Faults of the file and the disk become a StoreError that says which; a lost race becomes a StaleRecord."""
    try:
        yield
    except StaleDataError as fault:
        raise StaleRecord("stale", detail=str(fault)) from fault
    except (DBAPIError, DatabaseError, sqlite3.DatabaseError) as fault:
        said: Any = getattr(fault, "orig", fault)
        if isinstance(said, sqlite3.IntegrityError):
            raise
        for words, code in _SPOKEN:
            if words in str(said).lower():
                raise StoreError(code, path=path, said=str(said)) from fault
        raise
