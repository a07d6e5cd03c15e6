"""The migrations and the models are one schema; an older file is brought up to it whole, or stays as it was."""

import re
import shutil
import sqlite3
import textwrap
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, text

from db import schema
from db.base import Base
from db.connection import WRITES, connect, engine_for
from db.errors import StoreError
from db.models import Person
from db.store import Store
from tests import make
from tests.db.conftest import fingerprint, rows_of


def shape(path: Path) -> dict[str, Any]:
    """Tables with their columns, keys, checks and indexes, as the file itself tells."""
    engine = engine_for(path, read_only=True)
    with engine.connect() as connection:
        seen = inspect(connection)
        found: dict[str, Any] = {}
        for table in sorted(Base.metadata.tables):
            sql = connection.scalar(text("SELECT sql FROM sqlite_master WHERE name = :n"), {"n": table})
            found[table] = {
                "columns": {c["name"]: (str(c["type"]), c["nullable"], c["default"]) for c in seen.get_columns(table)},
                "primary": seen.get_pk_constraint(table),
                "foreign": sorted(map(str, seen.get_foreign_keys(table))),
                "checks": sorted(map(str, seen.get_check_constraints(table))),
                "unique": sorted(map(str, seen.get_unique_constraints(table))),
                "indexes": sorted(map(str, seen.get_indexes(table))),
                "keeps ids": "AUTOINCREMENT" in (sql or ""),
            }
        found["triggers"] = connection.execute(
            text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY 1")
        ).all()
        found["numbers"] = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("user_version", "application_id")
        ]
    engine.dispose()
    return found


def empty_of_ours(path: Path) -> Path:
    """A file with our mark and the number 0: what a first migration starts from."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        connection.execute("VACUUM")
    return path


def test_a_file_migrated_from_nothing_is_what_the_models_say(tmp_path: Path) -> None:
    make.store(tmp_path, "new.rekod").close()
    Store.open(empty_of_ours(tmp_path / "migrated.rekod")).close()
    made, migrated = shape(tmp_path / "new.rekod"), shape(tmp_path / "migrated.rekod")
    for name in made:
        assert migrated[name] == made[name], name


def test_the_newest_number_is_that_of_the_newest_migration() -> None:
    numbers = [int(file.name[:4]) for file in (schema.MIGRATIONS / "versions").glob("[0-9]*.py")]
    assert max(numbers) == schema.NEWEST


@pytest.fixture
def next_migration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a test writes the migration after the newest one; returns the file to write its `upgrade` to."""
    folder = tmp_path / "50% of the migrations"
    shutil.copytree(schema.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(schema, "MIGRATIONS", folder)
    monkeypatch.setattr(schema, "NEWEST", schema.NEWEST + 1)
    return folder / "versions" / f"{schema.NEWEST:04}_next.py"


def write_migration(file: Path, body: str) -> None:
    number = int(file.name[:4])
    file.write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n\n"
        f'revision = "{number:04}"\ndown_revision = "{number - 1:04}"\n'
        f"\n\ndef upgrade() -> None:\n{textwrap.indent(textwrap.dedent(body), '    ')}",
        "utf-8",
    )


REBUILD = """
with op.batch_alter_table("event", recreate="always") as batch:
    batch.add_column(sa.Column("colour", sa.String(), nullable=False, server_default="blue"))
op.execute("UPDATE person SET notes = 'migrated'")
"""


def fill(path: Path) -> None:
    with make.store(path.parent, path.name) as store, store.write("Add") as unit:
        event = make.event(unit)
        make.attendance(unit, make.participation(unit, event), make.session(unit, event))


def test_an_older_file_is_migrated_after_the_backup_and_keeps_every_row(tmp_path: Path, request: Any) -> None:
    path = tmp_path / "old.rekod"
    fill(path)
    before, bytes_before = rows_of(path), fingerprint(path)
    next_migration: Path = request.getfixturevalue("next_migration")
    write_migration(next_migration, REBUILD)
    seen: list[str] = []
    with Store.open(path, before_migrating=lambda file: seen.append(fingerprint(file))) as store:
        assert seen == [bytes_before]
        assert store.check() == []
        with store.read() as unit:
            assert unit.scalar(text("SELECT colour FROM event")) == "blue"
            assert unit.scalar(text("PRAGMA user_version")) == schema.NEWEST
            assert unit.scalar(text("PRAGMA foreign_keys")) == 1
    after = rows_of(path)
    for table in ("session", "participation", "attendance"):
        assert after[table] == before[table]
    assert [row[: len(before["event"][0])] for row in after["event"]] == before["event"]
    with Store.open(path, before_migrating=lambda _: pytest.fail("migrated twice")):
        pass


def test_steps_from_before_a_migration_can_still_be_undone(tmp_path: Path, request: Any) -> None:
    path = tmp_path / "old.rekod"
    fill(path)
    with Store.open(path) as store, store.write("Delete") as unit:
        unit.execute(text("DELETE FROM event"))
    next_migration: Path = request.getfixturevalue("next_migration")
    write_migration(next_migration, REBUILD)
    with Store.open(path) as store:
        undone = store.undo()
        assert undone is not None
        assert undone.kept == []
        with store.read() as unit:
            assert unit.scalar(text("SELECT colour FROM event")) == "blue"
        assert len(rows_of(path)["attendance"]) == 1
        assert store.check() == []


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (REBUILD + 'raise RuntimeError("half way")', RuntimeError),
        (REBUILD + 'op.execute("UPDATE attendance SET participation_id = 99")', StoreError),
        (REBUILD + 'op.execute("CREATE VIEW sly AS SELECT 1")', StoreError),
    ],
)
def test_a_migration_that_fails_half_way_leaves_the_file_as_it_was(
    tmp_path: Path, request: Any, body: str, says: type[Exception]
) -> None:
    path = tmp_path / "old.rekod"
    fill(path)
    before = rows_of(path), shape(path)
    next_migration: Path = request.getfixturevalue("next_migration")
    write_migration(next_migration, body)
    with pytest.raises(says):
        Store.open(path)
    assert (rows_of(path), shape(path)) == before
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith("old")] == ["old.rekod"]


def test_nothing_is_migrated_when_the_backup_fails(tmp_path: Path, request: Any) -> None:
    path = tmp_path / "old.rekod"
    fill(path)
    before = fingerprint(path)
    write_migration(request.getfixturevalue("next_migration"), REBUILD)

    def no_room(_: Path) -> None:
        raise StoreError("disk-full", path=path)

    with pytest.raises(StoreError, match="disk-full"):
        Store.open(path, before_migrating=no_room)
    assert fingerprint(path) == before


def test_an_older_file_that_may_not_be_written_is_older(tmp_path: Path, request: Any) -> None:
    path = tmp_path / "old.rekod"
    fill(path)
    write_migration(request.getfixturevalue("next_migration"), REBUILD)
    with pytest.raises(StoreError, match="older"):
        Store.open(path, read_only=True)


def test_triggers_of_a_stranger_in_an_older_file_never_run(tmp_path: Path, request: Any) -> None:
    path = tmp_path / "old.rekod"
    fill(path)
    with closing(connect(path)) as connection:
        connection.execute('CREATE TRIGGER "sly "" one" AFTER UPDATE ON person BEGIN DELETE FROM person; END')
    write_migration(request.getfixturevalue("next_migration"), REBUILD)
    with Store.open(path) as store, store.read() as unit:
        assert unit.get_one(Person, 1).notes == "migrated"
        found = unit.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
        assert all(re.fullmatch(r"log_\w+_(insert|update|delete)", name) for name in found)


def test_a_migration_can_be_written_by_comparing_with_the_models(tmp_path: Path) -> None:
    """Alembic itself sees no difference between a new file and the models."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    make.store(tmp_path).close()
    engine = engine_for(tmp_path / "office.rekod", read_only=False)
    with engine.connect().execution_options(**{WRITES: False}) as connection:
        context = MigrationContext.configure(
            connection, opts={"include_name": lambda name, kind, _: kind != "table" or name in Base.metadata.tables}
        )
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()
