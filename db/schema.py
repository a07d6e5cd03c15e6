"""Which shape a records file has: made new, looked at before it is trusted, brought up to the newest.

The number of the newest migration stands in the file's header (`user_version`), so that an up-to-date file opens
without Alembic being loaded at all.
"""

import re
import sqlite3
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, text

from db import journal, search
from db.base import Base
from db.errors import StoreError

APPLICATION_ID: Final = int.from_bytes(b"Rkd1", "big")
NEWEST: Final = 1
"""The number of the newest file in db/migrations/versions."""

MIGRATIONS: Final = Path(__file__).parent / "migrations"


def make(connection: Connection) -> None:
    """Fill an empty database with the newest schema, its log and its search."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    Base.metadata.create_all(connection)
    connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    connection.execute(text("INSERT INTO alembic_version VALUES (:number)"), {"number": f"{NEWEST:04}"})
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
    if path.stat().st_size < pages * (65536 if page_size == 1 else page_size):
        raise StoreError("damaged", path=path)
    return number


def refuse_foreign(connection: Connection, path: Path) -> None:
    """A stranger's file could carry code: its triggers and views are compared with ours.

    Raises StoreError("foreign") for any that is not ours, "damaged" where one of ours is missing.
    """
    try:
        found = dict(
            connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type IN ('trigger', 'view')")
            .tuples()
            .all()
        )
        expected = journal.expected_triggers(connection)
    except sqlite3.DatabaseError as fault:
        raise StoreError("damaged", path=path) from fault
    for name, statement in found.items():
        if _plain(expected.get(name, "")) != _plain(statement or ""):
            raise StoreError("foreign", path=path, name=name)
    if missing := sorted(set(expected) - set(found)):
        raise StoreError("damaged", path=path, missing=missing)


def _plain(statement: str) -> str:
    return re.sub(r"\s+", " ", statement).strip()


def migrate(engine: Engine, writes: str) -> None:
    """Bring an older file to the newest schema in one transaction; on any fault it is as it was.

    Foreign keys are off while tables are rebuilt (with them on, dropping a table deletes its children), and checked
    before the commit. Raises StoreError("damaged") where the check fails.
    """
    from alembic import command  # noqa: PLC0415 - loaded only where a file is older
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        writing = connection.execution_options(**{writes: True})
        with writing.begin():
            config.attributes["connection"] = writing
            command.upgrade(config, "head")
            finish(writing)
            if writing.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise StoreError("damaged", path=Path(), broken_references=True)
        connection.exec_driver_sql("PRAGMA foreign_keys = ON")
    engine.dispose()
