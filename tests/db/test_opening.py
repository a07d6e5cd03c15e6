"""A records file is opened with care: what is not a sound file of ours is said to be just that, and stays untouched."""

import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path, PureWindowsPath

import pytest

from db import schema
from db.connection import address, connect
from db.errors import StoreError
from db.store import Store
from tests import make
from tests.db.conftest import as_ordinary_user, fingerprint


def refusal(path: Path) -> str:
    """The code with which the file is refused; its bytes and its folder must be as before."""
    before = fingerprint(path) if path.is_file() else None
    names = sorted(path.parent.iterdir())
    with pytest.raises(StoreError) as refused:
        Store.open(path)
    assert (fingerprint(path) if path.is_file() else None) == before
    assert sorted(path.parent.iterdir()) == names
    return refused.value.code


def test_every_connection_has_the_settings_that_lose_no_save(store: Store) -> None:
    with store.read() as unit, store.read() as another:
        for connection in (unit.connection(), another.connection()):
            for name, expected in {
                "journal_mode": "truncate",
                "synchronous": 2,
                "foreign_keys": 1,
                "secure_delete": 1,
                "cell_size_check": 1,
                "busy_timeout": 5000,
                "temp_store": 2,
            }.items():
                assert connection.exec_driver_sql(f"PRAGMA {name}").scalar() == expected, name


def test_a_new_file_carries_our_mark_and_the_newest_number(store: Store) -> None:
    head = store.path.read_bytes()[:100]
    assert head[68:72] == b"Rkd1"
    assert int.from_bytes(head[60:64], "big") == schema.NEWEST


def test_a_closed_file_lies_alone_in_its_folder(store: Store) -> None:
    with store.write("Add") as unit:
        make.person(unit)
    store.close()
    assert [file.name for file in store.path.parent.iterdir()] == ["office.rekod"]


def test_a_new_file_is_sound(store: Store) -> None:
    assert store.check() == []


def test_no_file_is_made_over_another(path: Path) -> None:
    before = fingerprint(path)
    with pytest.raises(StoreError, match="exists"):
        Store.create(path)
    assert fingerprint(path) == before


def test_no_file_is_made_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no-folder"):
        Store.create(tmp_path / "gone" / "office.rekod")


def test_a_file_that_could_not_be_finished_is_not_there_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def out_of_luck(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(schema, "make", out_of_luck)
    with pytest.raises(StoreError, match="disk-full"):
        make.store(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_path_is_missing_and_no_empty_file_is_made(tmp_path: Path) -> None:
    assert refusal(tmp_path / "wrong.rekod") == "missing"


def test_a_folder_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / "folder.rekod").mkdir()
    with pytest.raises(StoreError) as refused:
        Store.open(tmp_path / "folder.rekod")
    assert refused.value.code in ("not-ours", "no-access")  # Windows says the latter


def test_an_empty_file_is_empty(tmp_path: Path) -> None:
    (tmp_path / "a.rekod").touch()
    assert refusal(tmp_path / "a.rekod") == "empty"


@pytest.mark.parametrize("content", [b"x", b"SQLite format 3\0", b"PK\x03\x04" * 400, b"\0" * 4096])
def test_bytes_of_another_kind_are_not_ours(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.rekod").write_bytes(content)
    assert refusal(tmp_path / "a.rekod") == "not-ours"


def test_a_database_of_another_program_is_not_ours(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "a.rekod")) as other:
        other.execute("CREATE TABLE person (name TEXT)")
    assert refusal(tmp_path / "a.rekod") == "not-ours"


def test_a_file_of_a_newer_program_is_newer(path: Path) -> None:
    with closing(connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {schema.NEWEST + 1}")
    assert refusal(path) == "newer"


@pytest.mark.parametrize("left", [100, 4096, 20_000])
def test_a_file_cut_short_is_damaged(path: Path, left: int) -> None:
    with path.open("rb+") as file:
        file.truncate(left)
    assert refusal(path) == "damaged"


@pytest.mark.parametrize("place", [100, 4096 * 3, 4096 * 20 + 7, 4096 * 60])
def test_a_file_with_a_page_of_rubbish_is_damaged(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place : place + 2000] = b"\xa5" * 2000
    path.write_bytes(content)
    assert refusal(path) == "damaged"


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER sly AFTER INSERT ON person BEGIN DELETE FROM person; END",
        "CREATE VIEW sly AS SELECT * FROM person",
        "CREATE TRIGGER log_person_sly AFTER UPDATE ON person BEGIN DELETE FROM change; END",
    ],
)
def test_a_file_with_a_trigger_or_view_of_a_stranger_is_foreign(path: Path, statement: str) -> None:
    with closing(connect(path)) as connection:
        connection.execute(statement)
    assert refusal(path) == "foreign"


def test_a_log_trigger_that_was_changed_is_foreign(path: Path) -> None:
    with closing(connect(path)) as connection:
        connection.execute("DROP TRIGGER log_person_delete")
        connection.execute("CREATE TRIGGER log_person_delete AFTER DELETE ON person BEGIN SELECT 1; END")
    assert refusal(path) == "foreign"


def test_a_file_whose_log_was_taken_out_is_damaged(path: Path) -> None:
    with closing(connect(path)) as connection:
        connection.execute("DROP TRIGGER log_person_delete")
    assert refusal(path) == "damaged"


def read_only_answers(path: Path) -> tuple[bool, int, str]:
    with Store.open(path) as store:
        with store.read() as unit:
            count = unit.connection().exec_driver_sql("SELECT count(*) FROM person").scalar_one()
        with pytest.raises(StoreError) as refused, store.write("Add") as unit:
            make.person(unit)
    return store.read_only, count, refused.value.code


def test_a_file_asked_for_read_only_is_read_and_not_written(path: Path) -> None:
    before = fingerprint(path)
    with Store.open(path, read_only=True) as store:
        with pytest.raises(StoreError, match="read-only"), store.write("Add") as unit:
            make.person(unit)
        assert store.check() == []
    assert fingerprint(path) == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
@pytest.mark.parametrize(("what", "mode"), [("file", 0o444), ("folder", 0o555)])
def test_a_read_only_file_or_folder_is_read_and_not_written(path: Path, what: str, mode: int) -> None:
    before = fingerprint(path)
    path.chmod(0o666)
    path.parent.chmod(0o777)
    (path if what == "file" else path.parent).chmod(mode)
    try:
        assert as_ordinary_user(path.parent, lambda: read_only_answers(path)) == (True, 2, "read-only")
    finally:
        path.parent.chmod(0o755)
    assert fingerprint(path) == before
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_a_file_that_may_not_be_read_is_not_called_missing(path: Path) -> None:
    path.chmod(0)

    def code() -> str:
        with pytest.raises(StoreError) as refused:
            Store.open(path)
        return refused.value.code

    assert as_ordinary_user(path.parent, code) == "no-access"


def test_a_save_that_was_killed_half_way_is_rolled_back_and_not_called_damage(path: Path, tmp_path: Path) -> None:
    """A program killed in its commit leaves a header that promises more pages than are there, and a journal."""
    with Store.open(path) as store:
        kept = tmp_path / "copy"
        kept.mkdir()
        with store._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA cache_size = 10")
            connection.exec_driver_sql("PRAGMA cache_spill = 1")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            connection.exec_driver_sql("UPDATE journal_state SET step_id = 1")
            connection.exec_driver_sql(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) "
                "INSERT INTO venue (uid, version, name, created_at, updated_at) "
                "SELECT hex(randomblob(16)), 1, hex(randomblob(200)), '2020-01-01', '2020-01-01' FROM n"
            )
            for file in (path, path.with_name(path.name + "-journal")):
                shutil.copy(file, kept)
            connection.exec_driver_sql("ROLLBACK")
    torn = kept / path.name
    content = bytearray(torn.read_bytes())
    content[28:32] = (len(content) // 4096 + 500).to_bytes(4, "big")
    torn.write_bytes(content)
    with Store.open(torn) as store, store.read() as unit:
        assert unit.connection().exec_driver_sql("SELECT count(*) FROM venue").scalar() == 0
        assert unit.connection().exec_driver_sql("SELECT count(*) FROM person").scalar() == 2
        assert store.check() == []


def test_a_file_at_a_path_with_signs_and_other_scripts_opens(tmp_path: Path) -> None:
    folder = tmp_path / "50% #1 ? & 莎阿南 ஷா علم"
    folder.mkdir()
    with make.store(folder) as store, store.write("Add") as unit:
        make.person(unit)
    assert [file.name for file in folder.iterdir()] == ["office.rekod"]
    assert list(tmp_path.iterdir()) == [folder]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (r"C:\Users\Nur\office.rekod", "file:///C:/Users/Nur/office.rekod?mode=rw"),
        (r"\\server\share\my file.rekod", "file:////server/share/my%20file.rekod?mode=rw"),
    ],
)
def test_windows_paths_and_network_shares_have_an_address(path: str, expected: str) -> None:
    assert address(PureWindowsPath(path), "rw") == expected
