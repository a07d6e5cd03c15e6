"""Many rows at once: what objects would have worked out is there, the log is whole, and nobody is overwritten."""

import uuid
from pathlib import Path

import pytest
from sqlalchemy import select, text

from db import bulk
from db.base import now
from db.errors import StaleRecord
from db.models import ImportRow, Person
from tests import make

NAMES = ("name", "name_key", "sort_name", "post")


def people(count: int) -> list[tuple[str, str, str, str | None]]:
    return [(f"Contoh {n}", f"contoh {n}", f"contoh {n}", None if n % 2 else "Pegawai") for n in range(count)]


def test_rows_get_ids_in_order_and_names_no_other_office_can_have_given(tmp_path: Path) -> None:
    with make.store(tmp_path) as store:
        with store.write("Import") as unit:
            ids = bulk.insert(unit, Person, NAMES, people(300))
        with store.read() as unit:
            found = unit.scalars(select(Person).order_by(Person.id)).all()
    assert [one.id for one in found] == list(ids)
    assert [(one.name, one.name_key, one.sort_name, one.post) for one in found] == people(300)
    assert len({one.uid for one in found}) == 300
    for one in found:
        drawn = uuid.UUID(one.uid)
        assert (drawn.version, drawn.variant, drawn.hex) == (4, uuid.RFC_4122, one.uid)
        assert (one.version, one.created_at, one.updated_at) == (1, one.created_at, one.created_at)


def test_values_are_stored_as_an_object_would_store_them(tmp_path: Path) -> None:
    with make.store(tmp_path) as store:
        with store.write("Import") as unit:
            run = make.import_run(unit)
            names = ("import_run_id", "row", "outcome", "cells")
            bulk.insert(unit, ImportRow, names, [(run.id, 2, "new", ["a", None, 3]), (run.id, 3, "new", [])])
        with store.read() as unit:
            found = unit.execute(select(ImportRow.row, ImportRow.cells).order_by(ImportRow.row)).all()
    assert [tuple(one) for one in found] == [(2, ["a", None, 3]), (3, [])]


def test_an_update_moves_version_and_moment_on_and_can_be_undone(tmp_path: Path) -> None:
    with make.store(tmp_path) as store:
        with store.write("Import") as unit:
            ids = bulk.insert(unit, Person, NAMES, people(50))
            unit.execute(text("UPDATE person SET updated_at = '2001-01-01 00:00:00', version = 1"))
        with store.read() as unit:
            before = unit.execute(select(Person.id, Person.version, Person.post).order_by(Person.id)).all()
        with store.write("Posts") as unit:
            bulk.update(unit, Person, ("post",), [(row_id, version, f"Post {row_id}") for row_id, version, _ in before])
        with store.read() as unit:
            after = unit.execute(select(Person.version, Person.post, Person.updated_at).order_by(Person.id)).all()
            logged = unit.scalar(text("SELECT count(*) FROM change WHERE step_id = (SELECT max(id) FROM step)"))
        assert [tuple(one)[:2] for one in after] == [(one[1] + 1, f"Post {one[0]}") for one in before]
        assert all((now() - one[2]).total_seconds() < 600 for one in after)
        assert logged == len(ids)
        undone = store.undo()
        assert undone is not None
        assert not undone.kept
        with store.read() as unit:
            assert unit.scalars(select(Person.post).order_by(Person.id)).all() == [one[2] for one in before]
        assert store.check() == []


def test_a_row_changed_by_somebody_else_is_named_and_none_is_written(tmp_path: Path) -> None:
    with make.store(tmp_path) as store:
        with store.write("Import") as unit:
            one, two, three = bulk.insert(unit, Person, NAMES, people(3))
        with store.write("Edit") as unit:
            unit.get_one(Person, two).post = "Ketua"
        with pytest.raises(StaleRecord) as told, store.write("Posts") as unit:
            bulk.update(unit, Person, ("post",), [(row_id, 1, "Baru") for row_id in (one, two, three)])
        assert told.value.facts == {"table": "person", "id": two}
        with store.write("Remove") as unit:
            unit.delete(unit.get_one(Person, three))
        with pytest.raises(StaleRecord) as told, store.write("Posts") as unit:
            bulk.update(unit, Person, ("post",), [(one, 1, "Baru"), (three, 1, "Baru")])
        assert told.value.facts == {"table": "person", "id": three}
        with store.read() as unit:
            assert unit.get_one(Person, one).post == "Pegawai"


def test_nothing_given_changes_nothing(tmp_path: Path) -> None:
    with make.store(tmp_path) as store:
        with store.write("Nothing") as unit:
            assert bulk.insert(unit, Person, NAMES, []) == range(0)
            bulk.update(unit, Person, ("post",), [])
        assert store.steps() == []
