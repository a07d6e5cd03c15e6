"""Records out of the file: Excel tables that stay what they were, whole files or none, every table as data."""

import datetime as dt
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from db.base import record_tables
from db.errors import RecordsError, StoreError
from db.models import Attachment, Event, Headcount, Minute, Organisation, Participation, Person, Role
from db.store import Store
from desktop_app import language
from desktop_app.exchange import export, export_sheets
from desktop_app.exchange.export_sheets import Column, Sheet, write_sheets
from desktop_app.records.entities import ENTITIES, entity
from desktop_app.records.lists import fill_lists
from desktop_app.records.queries import Filter, Query

NASTY = ["=1+1", "+60 12-345 6789", "-5", "@SUM(A1)", '=HYPERLINK("http://x")', "'quoted", "<img src=x> & co", "a\nb",
         "  spaced  ", "தமிழ் 陳大文 محمّد", "_x0041_", "\t=1"]  # fmt: skip


def sheet(rows: list[list[Any]], columns: int | None = None) -> Sheet:
    width = columns if columns is not None else len(rows[0])
    return Sheet("Sheet", [Column(f"Column {place}") for place in range(1, width + 1)], rows)


def read(path: Path) -> list[list[Any]]:
    book = openpyxl.load_workbook(path)
    return [[cell.value for cell in row] for row in book.worksheets[0].iter_rows(min_row=2)]


def test_text_that_begins_like_a_formula_stays_text(tmp_path: Path) -> None:
    write_sheets(tmp_path / "out.xlsx", [sheet([[text] for text in NASTY])])
    page = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0]
    cells = [row[0] for row in page.iter_rows(min_row=2)]
    assert all(cell.data_type != "f" for cell in cells)
    assert [cell.value.replace("_x005F_", "_") for cell in cells] == NASTY
    assert all(cell.quotePrefix for cell in cells[:6])


def test_another_reader_finds_the_same_texts(tmp_path: Path) -> None:
    texts = [text for text in NASTY if "_x0041_" not in text]
    write_sheets(tmp_path / "out.xlsx", [sheet([[text] for text in texts])])
    rows = CalamineWorkbook.from_path(str(tmp_path / "out.xlsx")).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[1:]] == texts


def test_numbers_dates_and_times_are_such_in_excel(tmp_path: Path) -> None:
    day, time = dt.date(2019, 8, 29), dt.time(14, 30)
    moment = dt.datetime(2019, 8, 29, 6, 0, tzinfo=dt.UTC)
    write_sheets(tmp_path / "out.xlsx", [sheet([[7, 2.5, day, time, moment, True, None]])])
    cells = next(openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0].iter_rows(min_row=2))
    assert [cell.value for cell in cells[:2]] == [7, 2.5]
    assert cells[2].value == dt.datetime(2019, 8, 29)
    assert cells[2].number_format == "dd/mm/yyyy"
    assert cells[3].value == time
    assert cells[4].value == moment.astimezone().replace(tzinfo=None)
    assert cells[5].value == "Yes"
    assert cells[6].value is None


def test_a_number_excel_would_round_is_written_as_text(tmp_path: Path) -> None:
    write_sheets(tmp_path / "out.xlsx", [sheet([[880101145678000], [10**20 + 1], [float("inf")]])])
    assert read(tmp_path / "out.xlsx") == [[880101145678000], [str(10**20 + 1)], ["inf"]]


def test_a_date_before_excels_calendar_is_written_as_text(tmp_path: Path) -> None:
    write_sheets(tmp_path / "out.xlsx", [sheet([[dt.date(1857, 8, 31)], [dt.date(1900, 3, 1)]])])
    assert read(tmp_path / "out.xlsx") == [["31/08/1857"], [dt.datetime(1900, 3, 1)]]


def test_a_sheet_is_a_table_with_frozen_heading_and_filter(tmp_path: Path) -> None:
    rows: list[list[Any]] = [[number, f"Orang {number}"] for number in range(1203)]
    assert write_sheets(tmp_path / "out.xlsx", [Sheet("People", [Column("No.", 9), Column("Name", 30)], rows)]) == 1203
    page = openpyxl.load_workbook(tmp_path / "out.xlsx")["People"]
    (table,) = page.tables.values()
    assert table.ref == "A1:B1204"
    assert table.autoFilter.ref == "A1:B1204"
    assert page.freeze_panes == "A2"
    assert page.column_dimensions["B"].width == 30


def test_an_empty_table_is_still_one_excel_opens(tmp_path: Path) -> None:
    write_sheets(tmp_path / "out.xlsx", [sheet([], columns=2)])
    (table,) = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0].tables.values()
    assert table.ref == "A1:B2"


def test_headings_and_sheets_of_one_name_are_told_apart(tmp_path: Path) -> None:
    columns = [Column("Name"), Column("name"), Column("")]
    same = [Sheet("Peserta: [1/2]", columns, [["a", "b", "c"]]), Sheet("peserta:  1/2 ", columns, [])]
    write_sheets(tmp_path / "out.xlsx", same)
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert [cell.value for cell in book.worksheets[0][1]] == ["Name", "name (2)", "Column"]
    assert len({title.casefold() for title in book.sheetnames}) == 2
    assert len({table.displayName for page in book for table in page.tables.values()}) == 2


def test_every_part_of_the_file_is_well_formed(tmp_path: Path) -> None:
    write_sheets(tmp_path / "out.xlsx", [sheet([[text, 1] for text in NASTY]), sheet([["x"]])])
    with zipfile.ZipFile(tmp_path / "out.xlsx") as book:
        assert book.testzip() is None
        assert len(book.namelist()) == len(set(book.namelist()))
        for name in book.namelist():
            ElementTree.fromstring(book.read(name))


@given(st.lists(st.text(max_size=30), min_size=1, max_size=20))
def test_any_text_comes_back_as_it_was_or_says_which_sign_could_not(tmp_path_factory: Any, texts: list[str]) -> None:
    path = tmp_path_factory.mktemp("any") / "out.xlsx"
    write_sheets(path, [sheet([["first", text] for text in texts])])
    found = [row[1] for row in read(path)]
    for text, came_back in zip(texts, found, strict=True):
        assert (openpyxl.utils.escape.unescape(came_back) if came_back else "") == text.replace("\r\n", "\n").replace(
            "\r", "\n"
        )


def test_a_broken_half_of_a_sign_becomes_a_mark(tmp_path: Path) -> None:
    write_sheets(tmp_path / "out.xlsx", [sheet([["a\ud800b"]])])
    assert read(tmp_path / "out.xlsx") == [["a\ufffdb"]]


def test_a_text_no_cell_holds_is_refused_and_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(RecordsError, match="text-too-long"):
        write_sheets(tmp_path / "out.xlsx", [sheet([["x" * 32_768]])])
    assert not list(tmp_path.iterdir())


def test_more_rows_than_a_sheet_holds_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_sheets, "MOST_ROWS", 3)
    with pytest.raises(RecordsError, match="too-many-rows"):
        write_sheets(tmp_path / "out.xlsx", [sheet([[1]] * 4)])
    assert not list(tmp_path.iterdir())


def test_a_disk_that_is_full_leaves_the_earlier_file_and_no_half(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    path.write_bytes(b"the earlier file")

    def rows() -> Iterator[list[str]]:
        yield ["one"]
        raise OSError(28, "No space left on device")

    with pytest.raises(StoreError) as raised:
        write_sheets(path, [Sheet("Sheet", [Column("A")], rows())])
    assert raised.value.code == "disk-full"
    assert path.read_bytes() == b"the earlier file"
    assert list(tmp_path.iterdir()) == [path]


def test_a_really_full_disk_is_said_to_be_full() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full to write to")
    from desktop_app.exchange.whole_file import refusal

    with pytest.raises(OSError) as raised, Path("/dev/full").open("wb", buffering=0) as full:
        full.write(b"x")
    assert refusal(raised.value, Path("/dev/full")).code == "disk-full"


def test_a_folder_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as raised:
        write_sheets(tmp_path / "nowhere" / "out.xlsx", [sheet([[1]])])
    assert raised.value.code == "no-folder"


def test_work_that_is_stopped_leaves_no_file(tmp_path: Path, store: Store) -> None:
    class Stopped(Exception):
        pass

    def stop(done: int, total: int) -> None:
        raise Stopped

    with store.read() as session, pytest.raises(Stopped):
        export.write_view(session, tmp_path / "out.xlsx", entity("person"), Query(), progress=stop)
    assert not [path for path in tmp_path.iterdir() if ".xlsx" in path.name]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    folder = tmp_path / "records"
    folder.mkdir()
    with Store.create(folder / "office.rekod") as made:
        with made.write("Sample") as session:
            if session.query(Role).first() is None:
                fill_lists(session)
            body = Organisation(name="Majlis Contoh", short_name="MC")
            session.add(body)
            session.flush()
            people = [
                Person(name="=Aminah binti Contoh", titles="Dr.", organisation_id=body.id, phone="+60 12-345 6789"),
                Person(name="Lim Contoh", post="Clerk"),
            ]
            event = Event(kind="workshop", title="Workshop", status="held", start_date=dt.date(2019, 8, 29))
            event.start_time = dt.time(9, 30)
            session.add_all([*people, event])
            session.flush()
            role = session.query(Role).filter_by(code="participant").one()
            session.add_all(Participation(event_id=event.id, person_id=one.id, role_id=role.id) for one in people)
            session.add(Headcount(event_id=event.id, count=61, qualifier="more than"))
            session.add(Minute(event_id=event.id, kind="decision", text="-5 % from now on"))
            session.add(
                Attachment(event_id=event.id, file_name="a", media_type="b", sha256="0", size=2, content=b"\x00\xff")
            )
        yield made


def test_a_table_view_exports_what_it_shows_with_uids(tmp_path: Path, store: Store) -> None:
    path = tmp_path / "out.xlsx"
    with store.read() as session:
        query = Query(sort=(("name", False),))
        count = export.write_view(session, path, entity("person"), query, ["name", "organisation_id", "phone"])
        uids = {person.name: person.uid for person in session.query(Person)}
    page = openpyxl.load_workbook(path)["People"]
    assert count == 2
    assert [[cell.value for cell in row] for row in page.iter_rows()] == [
        ["Name", "Organisation now", "Telephone", "uid"],
        ["=Aminah binti Contoh", "Majlis Contoh", "+60 12-345 6789", uids["=Aminah binti Contoh"]],
        ["Lim Contoh", None, None, uids["Lim Contoh"]],
    ]


def test_a_view_keeps_its_search_and_filter(tmp_path: Path, store: Store) -> None:
    with store.read() as session:
        query = Query(filters=(Filter("kind", ("meeting",)),))
        assert export.write_view(session, tmp_path / "out.xlsx", entity("event"), query) == 0


def test_dates_and_times_of_a_view_are_dates_and_times(tmp_path: Path, store: Store) -> None:
    with store.read() as session:
        export.write_view(
            session, tmp_path / "out.xlsx", entity("event"), Query(), ["start_date", "start_time", "kind"]
        )
    assert read(tmp_path / "out.xlsx")[0][:3] == [dt.datetime(2019, 8, 29), dt.time(9, 30), "Workshop"]


def test_the_whole_file_is_one_sheet_an_entity(tmp_path: Path, store: Store) -> None:
    with store.read() as session:
        export.write_whole_file(session, tmp_path / "all.xlsx")
    book = openpyxl.load_workbook(tmp_path / "all.xlsx")
    assert len(book.sheetnames) == len(ENTITIES)
    headings = [cell.value for cell in book.worksheets[0][1]]
    assert len(headings) == len(entity("event").fields) + 1
    assert headings[-1] == "uid"


def test_headings_follow_the_language(tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    import gettext

    class Loud(gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            return message.upper()

    monkeypatch.setitem(language._catalogues, "ms", Loud())
    language.set_language("ms")
    with store.read() as session:
        export.write_view(session, tmp_path / "out.xlsx", entity("person"), Query(), ["name"])
    page = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0]
    assert [cell.value for cell in page[1]] == ["NAME", "uid"]


def test_json_holds_every_table_with_all_columns_and_is_the_same_twice(store: Store) -> None:
    with store.read() as session:
        first, second = export.as_json(session), export.as_json(session)
    assert json.dumps(first) == json.dumps(second)
    assert list(first) == [*record_tables(), "step", "change"]
    assert [row["name"] for row in first["person"]] == ["=Aminah binti Contoh", "Lim Contoh"]
    assert first["event"][0]["start_date"] == "2019-08-29"
    assert first["event"][0]["start_time"] == "09:30:00"
    assert first["event"][0]["created_at"].endswith("+00:00")
    assert first["attachment"][0]["content"] == "AP8="
    assert set(first["headcount"][0]) == {column.name for column in Headcount.__table__.columns}
    assert [step["title"] for step in first["step"]][-1] == "Sample"


def test_rows_of_json_come_in_the_order_of_their_ids(store: Store) -> None:
    with store.read() as session:
        tables = export.as_json(session)
    assert all([row["id"] for row in rows] == sorted(row["id"] for row in rows) for rows in tables.values())
