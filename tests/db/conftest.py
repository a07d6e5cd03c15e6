"""What the tests of the record store share: a new file, its rows, and how to be an ordinary user for a moment."""

import hashlib
import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from db.base import record_tables
from db.connection import connect
from db.store import Store
from tests import make

Rows = dict[str, list[tuple[Any, ...]]]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A new records file, open."""
    with make.store(tmp_path) as opened:
        yield opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A new records file, closed, with two people in it."""
    with make.store(tmp_path) as opened, opened.write("Add people") as unit:
        make.person(unit, "Aminah binti Yusof")
        make.person(unit, "Lim Wei Jie")
    return tmp_path / "office.rekod"


def rows_of(path: Path) -> Rows:
    """Every row of every record table, as SQLite holds it."""
    with closing(connect(path, "ro")) as connection:
        return {
            table: connection.execute(f'SELECT * FROM "{table}" ORDER BY id').fetchall() for table in record_tables()
        }


def fingerprint(path: Path) -> str:
    """The checksum of the file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def as_ordinary_user(folder: Path, act: Callable[[], Any]) -> Any:
    """Run `act` as somebody who is not the administrator, for whom no file is read-only; returns what it returns."""
    if os.getuid() != 0:
        return act()
    while folder != folder.parent:
        folder.chmod(folder.stat().st_mode | 0o111)
        folder = folder.parent
        if folder.stat().st_uid != 0 or folder == Path("/tmp"):
            break
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setuid(65534)
            answer: Any = act()
        except BaseException as fault:
            answer = fault
        os.write(writing, pickle.dumps(answer))
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        answer = pickle.loads(pipe.read())
    os.waitpid(child, 0)
    if isinstance(answer, BaseException):
        raise answer
    return answer
