"""What can still be read of a damaged file, copied into a new one."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection

from db import journal, search
from db.base import record_tables
from db.connection import WRITES, connect, engine_for, leave_one_file, told
from db.errors import StoreError
from db.store import Store

_CHUNK: Final = 4096


def salvage(path: Path, target: Path) -> dict[str, int]:
    """Copy every row that can still be read from the damaged file at `path` into a new file at `target`.

    Returns the rows saved by table. References to rows that are lost are emptied, and rows that mean nothing without
    them (a mark without its participation) are left out. The damaged file is not written to: a copy of it is read.
    Raises StoreError("damaged") where not even its list of tables can be read, and what `Store.create` raises.
    """
    path, target = Path(path).absolute(), Path(target).absolute()
    Store.create(target).close()
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, ignore_cleanup_errors=True) as folder, told(path):
            copied = _copied(path, Path(folder))
            with closing(connect(copied)) as damaged:
                damaged.text_factory = lambda raw: raw.decode("utf-8", "replace")
                saved = _into(target, damaged)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return saved


def _copied(path: Path, folder: Path) -> Path:
    """The damaged file and the journal beside it: reading may roll that back, and must not do so in the original."""
    for name in (path.name, path.name + "-journal"):
        with suppress(FileNotFoundError):
            (folder / name).write_bytes(path.with_name(name).read_bytes())
    return folder / path.name


def _into(target: Path, damaged: sqlite3.Connection) -> dict[str, int]:
    try:
        tables = {row[0] for row in damaged.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.DatabaseError as fault:
        raise StoreError("damaged", path=target, said=str(fault)) from fault
    engine = engine_for(target, read_only=False)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            connection.rollback()
            writing = connection.execution_options(**{WRITES: True})
            with writing.begin():
                journal.drop_triggers(writing)
                for table in ("step", "change", *record_tables()):
                    if table in tables:
                        _save(writing, damaged, table)
                _mend_references(writing)
                journal.make_triggers(writing)
                search.make_indexes(writing)
                return {
                    table: writing.exec_driver_sql(f'SELECT count(*) FROM "{table}"').scalar_one()
                    for table in record_tables()
                }
    finally:
        leave_one_file(engine)


def _save(target: Connection, damaged: sqlite3.Connection, table: str) -> None:
    with suppress(sqlite3.DatabaseError):
        there = {row[1] for row in damaged.execute(f'PRAGMA table_info("{table}")')}
        names = [name for name, _ in journal.columns_of(target, table) if name in there]
        listed = ", ".join(f'"{name}"' for name in names)
        holes = ", ".join("?" * len(names))
        top = _highest_id(damaged, table)
        for start in range(1, top + 1, _CHUNK):
            query = f'SELECT {listed} FROM "{table}" WHERE id BETWEEN ? AND ?'
            rows = list(_readable(damaged, query, start, start + _CHUNK - 1))
            if rows:  # a row that breaks a rule of its table is not one that was ever saved
                target.exec_driver_sql(f'INSERT OR IGNORE INTO "{table}" ({listed}) VALUES ({holes})', rows)


def _highest_id(damaged: sqlite3.Connection, table: str) -> int:
    highest = 0
    for question in (
        f"SELECT seq FROM sqlite_sequence WHERE name = '{table}'",
        f'SELECT max(id) FROM "{table}"',
    ):
        with suppress(sqlite3.DatabaseError):
            row = damaged.execute(question).fetchone()
            highest = max(highest, row[0] if row and isinstance(row[0], int) else 0)
    return min(highest, 50_000_000)


def _readable(damaged: sqlite3.Connection, query: str, first: int, last: int) -> Iterator[tuple[Any, ...]]:
    """The rows of the range that can be read: where the whole cannot, its halves are tried, down to one row."""
    try:
        rows = damaged.execute(query, (first, last)).fetchall()
    except sqlite3.DatabaseError:
        if first < last:
            middle = (first + last) // 2
            yield from _readable(damaged, query, first, middle)
            yield from _readable(damaged, query, middle + 1, last)
    else:
        yield from (tuple(row) for row in rows)


def _mend_references(target: Connection) -> None:
    """Empty what refers to a lost row, or leave its row out where that may not be empty, until all is well."""
    while broken := target.exec_driver_sql("PRAGMA foreign_key_check").all():
        for table, row_id, _, key in broken:
            keys = {row[0]: (row[3], row[6]) for row in target.exec_driver_sql(f'PRAGMA foreign_key_list("{table}")')}
            column, on_delete = keys[key]
            emptied = 0
            if on_delete != "CASCADE":
                emptied = target.exec_driver_sql(
                    f'UPDATE OR IGNORE "{table}" SET "{column}" = NULL WHERE id = ?', (row_id,)
                ).rowcount
            if not emptied:
                target.exec_driver_sql(f'DELETE FROM "{table}" WHERE id = ?', (row_id,))
