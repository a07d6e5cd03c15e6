"""Which shape a records file has: made new, looked at before it is trusted, brought up to the newest.

The number of the newest migration stands in the file's header (`user_version`), so that an up-to-date file opens
without Alembic being loaded at all.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, text
from sqlalchemy.orm import Session

from db import journal, search
from db.base import Base
from db.connection import WRITES
from db.errors import StoreError

APPLICATION_ID: Final = int.from_bytes(b"Rkd1", "big")
NEWEST: Final = 1
"""The number of the newest file in db/migrations/versions."""

MIGRATIONS: Final = Path(__file__).parent / "migrations"


def make(connection: Connection, begin: Callable[[Session], object] | None = None) -> None:
    """Fill an empty database with the newest schema, what `begin` adds, then the log and the search."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    Base.metadata.create_all(connection)
    connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    connection.execute(text("INSERT INTO alembic_version VALUES (:number)"), {"number": f"{NEWEST:04}"})
    if begin is not None:
        with Session(connection, join_transaction_mode="create_savepoint") as session, session.begin():
            begin(session)
    finish(connection)


def finish(connection: Connection) -> None:
    """What follows every change of the tables: their log, their search, the number in the header."""
    connection.exec_driver_sql("INSERT OR IGNORE INTO journal_state (id, step_id) VALUES (1, NULL)")
    journal.make_triggers(connection)
    search.make_indexes(connection)
    connection.exec_driver_sql(f"PRAGMA user_version = {NEWEST}")


def look_at(path: Path) -> int:
    """The schema number of the file, read from its first 100 bytes without opening it as a database.

    Raises StoreError: missing, empty, not-ours, newer, damaged (shorter than its own header says).
    """
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except IsADirectoryError as fault:
        raise StoreError("not-ours", path=path) from fault
    except PermissionError as fault:
        raise StoreError("no-access", path=path) from fault
    except OSError as fault:
        raise StoreError("missing", path=path) from fault
    if not head:
        raise StoreError("empty", path=path)
    if len(head) < 100 or not head.startswith(b"SQLite format 3\0"):
        raise StoreError("not-ours", path=path)
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise StoreError("not-ours", path=path)
    number = int.from_bytes(head[60:64], "big")
    if number > NEWEST:
        raise StoreError("newer", path=path, number=number, newest=NEWEST)
    page_size = int.from_bytes(head[16:18], "big")
    pages = int.from_bytes(head[28:32], "big")
    if path.stat().st_size < pages * (65536 if page_size == 1 else page_size) and not _unfinished(path):
        raise StoreError("damaged", path=path)
    return number


def _unfinished(path: Path) -> bool:
    """Whether a program was killed while it saved: SQLite rolls that back, and until then the size may be wrong."""
    journal_file = path.with_name(path.name + "-journal")
    return journal_file.exists() and journal_file.stat().st_size > 0


def refuse_foreign(connection: Connection, path: Path, *, older: bool = False) -> None:
    """A stranger's file could carry code: its triggers and views are compared with ours.

    The triggers of an `older` file are not looked at: none runs before the migration has replaced them all.
    Raises StoreError("foreign") for any that is not ours, "damaged" where one of ours is missing.
    """
    kinds = "('view')" if older else "('trigger', 'view')"
    found = {
        row[0]: row[1]
        for row in connection.exec_driver_sql(f"SELECT name, sql FROM sqlite_master WHERE type IN {kinds}")
    }
    expected = {} if older else journal.expected_triggers(connection)
    for name, statement in found.items():
        if _plain(expected.get(name, "")) != _plain(statement or ""):
            raise StoreError("foreign", path=path, name=name)
    if missing := sorted(set(expected) - set(found)):
        raise StoreError("damaged", path=path, missing=missing)


def _plain(statement: str) -> str:
    return re.sub(r"\s+", " ", statement).strip()


def migrate(engine: Engine, path: Path) -> None:
    """Bring an older file to the newest schema in one transaction; on any fault it is as it was.

    Foreign keys are off while tables are rebuilt (with them on, dropping a table deletes its children), and checked
    before the commit; nothing is logged meanwhile. Raises StoreError("damaged") where the check fails.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with _thrown_away(engine) as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.rollback()  # nothing is open in the file: this only ends SQLAlchemy's own idea of a transaction
        writing = connection.execution_options(**{WRITES: True})
        with writing.begin():
            journal.drop_triggers(writing)
            config.attributes["connection"] = writing
            command.upgrade(config, "head")
            finish(writing)
            broken = writing.exec_driver_sql("PRAGMA foreign_key_check").first()
            if broken is not None:
                raise StoreError("damaged", path=path, broken_reference=tuple(broken))
            refuse_foreign(writing, path)


@contextmanager
def _thrown_away(engine: Engine) -> Iterator[Connection]:
    """A connection nobody uses after: its settings, and what others remember of the tables, no longer hold."""
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()
