"""How a records file is connected to: the settings of every connection, and what the disk's complaints are called.

The settings are those that lost no acknowledged save in a simulated power cut: a truncated rollback journal with full
synchronisation. They are asked for and then checked on every connection.
"""

import os
import re
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePath
from typing import Any, Final
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, DBAPIError
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.pool import QueuePool

from db.errors import StaleRecord, StoreError
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
}
"""What every connection is set to, and what it must then say. cache_spill off keeps readers free until the commit.
trusted_schema stays on because SQLite before 3.41 calls json_object in a trigger unsafe; db.schema refuses a file with
triggers that are not ours instead."""
if sys.platform == "darwin":
    SETTINGS["fullfsync"] = ("ON", 1)

WRITES: Final = "rekod_writes"
"""The execution option of a connection whose transactions write."""

_REPLACES: Final = re.compile(r"\s*(INSERT\s+OR\s+REPLACE|REPLACE\s+INTO)\b", re.IGNORECASE)


def address(path: PurePath, mode: str) -> str:
    """The URI SQLite opens `path` by. A network share's `//server` must not stand where a URI names its host."""
    written = quote(path.as_posix(), safe="/:")
    return f"file://{written if written.startswith('/') else '/' + written}?mode={mode}"


def connect(path: Path, mode: str = "rw") -> sqlite3.Connection:
    """A plain connection to an existing file: never one that would make an empty file at a wrong path."""
    return sqlite3.connect(address(path, mode), uri=True, isolation_level=None, check_same_thread=False, timeout=5)


def engine_for(path: Path, *, read_only: bool) -> Engine:
    """Connections to the file at `path`, each settled and checked."""
    engine = create_engine(
        "sqlite://",
        creator=lambda: connect(path, "ro" if read_only else "rw"),
        poolclass=QueuePool,
        pool_size=2,
        max_overflow=4,
    )

    @event.listens_for(engine, "connect")
    def _settle(connection: sqlite3.Connection, _record: object) -> None:
        settle(connection, path, read_only=read_only)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if connection.get_execution_options().get(WRITES):
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    @event.listens_for(engine, "before_cursor_execute")
    def _refuse_replace(_connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        # SQLite removes the replaced row without firing the trigger that would log it
        if _REPLACES.match(statement):
            raise ValueError("INSERT OR REPLACE escapes the change log: use ON CONFLICT DO UPDATE")

    return engine


def settle(connection: sqlite3.Connection, path: Path, *, read_only: bool) -> None:
    """Set a new connection up, and believe nothing that it does not confirm. Raises StoreError("failed")."""
    wanted = dict(SETTINGS)
    if not read_only:
        wanted["journal_mode"] = ("TRUNCATE", "truncate")
    for name, (asked, expected) in wanted.items():
        connection.execute(f"PRAGMA {name} = {asked}")
        said = connection.execute(f"PRAGMA {name}").fetchone()
        if said is None or said[0] != expected:
            raise StoreError("failed", path=path, setting=name, said=said)
    connection.create_function("fold", 1, lambda value: fold(str(value or "")), deterministic=True)
    connection.create_function("exact", 1, _exact, deterministic=True)


def _exact(value: str | int | float | None) -> str | int | float | None:
    """A number as text that reads back to the very same one; SQLite's own printf misses the last digit of some."""
    return repr(value) if isinstance(value, float) else value


def leave_one_file(engine: Engine) -> None:
    """Let go of the file, and of the journal beside it unless somebody else is at it. Never raises."""
    with suppress(DBAPIError, sqlite3.Error, StoreError), engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA journal_mode = DELETE")
    engine.dispose()


def identity(path: Path) -> tuple[int, int]:
    """What tells a file from another one at the same path; (0, 0) where there is none."""
    try:
        status = path.stat()
    except OSError:
        return (0, 0)
    return (status.st_dev, status.st_ino)


def sync_file(path: Path) -> None:
    """Wait until the file's bytes are on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the names in the folder are on the disk; Windows does so by itself."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # a network share may not offer it
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


_SPOKEN: Final = (
    ("disk is full", "disk-full"),
    ("disk i/o error", "failed"),
    ("is locked", "busy"),
    ("readonly", "read-only"),
    ("malformed", "damaged"),
    ("not a database", "damaged"),  # db.schema has read our own mark in its header by then
    ("unable to open", "no-access"),
)
_ERRNO: Final = {28: "disk-full", 122: "disk-full", 30: "read-only", 13: "read-only", 1: "read-only", 2: "missing"}


@contextmanager
def told(path: Path) -> Iterator[None]:
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
                if code == "no-access" and not path.exists():
                    code = "missing"
                raise StoreError(code, path=path, said=str(said)) from fault
        raise


def disk_fault(fault: OSError, path: Path) -> StoreError:
    """The StoreError for what the operating system said of `path`."""
    if sys.platform == "win32" and getattr(fault, "winerror", None) == 32:  # open in another program
        return StoreError("busy", path=path, said=str(fault))
    return StoreError(_ERRNO.get(fault.errno or 0, "failed"), path=path, said=str(fault))
