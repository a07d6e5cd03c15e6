"""Workbooks of every kind become the same values, in a process that can be ended at any moment."""

import subprocess
import threading
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desktop_app.exchange import child
from desktop_app.exchange.errors import SheetRefused
from desktop_app.exchange.grid import Grid, shown
from desktop_app.exchange.reader import Limits, read_book
from tests.exchange.sheets import delimited, fixtures, ods, text_of, xls, xlsx

ROWS: list[list[Any]] = [
    ["Bil", "Nama", "Jumlah"],
    [1, "Aminah binti Contoh", 2.5],
    [None, None, None],
    [2, "Lim Contoh", None],
]
TEXTS = [["Bil", "Nama", "Jumlah"], ["1", "Aminah binti Contoh", "2.5"], [], ["2", "Lim Contoh"]]


def texts(grid: Grid) -> list[list[str]]:
    return [[shown(cell) for cell in row] for row in grid.rows]


def test_an_excel_workbook_of_today(tmp_path: Path) -> None:
    book = read_book(
        xlsx(tmp_path / "a.xlsx", {"Satu": ROWS, "Dua": [["x"]]}, hidden=["Dua"], merged={"Satu": ["A1:C1"]})
    )
    assert texts(book.grids[0]) == [["Bil"], *TEXTS[1:]]
    assert [(grid.name, grid.state) for grid in book.grids] == [("Satu", "visible"), ("Dua", "hidden")]
    assert book.grids[0].merged == ((0, 0, 0, 2),)


def test_an_excel_workbook_of_1997(tmp_path: Path) -> None:
    book = read_book(xls(tmp_path / "a.xls", [*ROWS, [3, date(2026, 5, 12)]]))
    assert book.kind == "xls"
    assert texts(book.grids[0]) == [*TEXTS, ["3", "2026-05-12"]]


def test_an_open_document_spreadsheet(tmp_path: Path) -> None:
    book = read_book(ods(tmp_path / "a.ods", ROWS))
    assert book.kind == "ods"
    assert texts(book.grids[0]) == TEXTS


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_text_in_any_encoding_with_any_delimiter(tmp_path: Path, delimiter: str, encoding: str) -> None:
    rows = [["Bil", "Nama", "Agensi"], ["1", "Renée Contoh, PhD", "A; B"], ["2", "Zoë\nContoh", 'Jabatan "C"']]
    book = read_book(delimited(tmp_path / "a.csv", rows, delimiter, encoding))
    assert texts(book.grids[0]) == rows


def test_the_line_that_names_the_separator_is_no_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("sep=;\r\nBil;Nama\r\n1;Ali, bin Contoh\r\n", encoding="utf-8")
    assert texts(read_book(path).grids[0]) == [["Bil", "Nama"], ["1", "Ali, bin Contoh"]]


def test_a_value_kept_from_a_spreadsheets_hands_is_the_value(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('Nama,Masa\r\nAli,"=""2021-06-14 17:02:22"""\r\n', encoding="utf-8")
    assert texts(read_book(path).grids[0])[1] == ["Ali", "2021-06-14 17:02:22"]


def test_hidden_rows_and_columns_and_formulas_without_results(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in range(1, 6):
        sheet.append([row, f"Orang {row}", f"=A{row}*2"])
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["A"].hidden = True
    book.save(tmp_path / "a.xlsx")
    grid = read_book(tmp_path / "a.xlsx").grids[0]
    assert grid.hidden_rows == {2}
    assert grid.hidden_columns == {0}
    assert grid.uncached == 5
    assert texts(grid)[2] == ["3", "Orang 3"]


def test_days_moments_times_and_spans_arrive_as_themselves(tmp_path: Path) -> None:
    values = [date(2026, 5, 12), datetime(2026, 5, 12, 9, 30), time(14, 5), timedelta(hours=30), True, 0.75]
    book = openpyxl.Workbook()
    book.active.append(values)
    book.active["D1"].number_format = "[h]:mm:ss"
    book.save(tmp_path / "a.xlsx")
    row = read_book(tmp_path / "a.xlsx").grids[0].rows[0]
    assert list(row) == values
    assert [shown(cell) for cell in row] == [
        "2026-05-12",
        "2026-05-12 09:30:00",
        "14:05:00",
        "30:00:00",
        "TRUE",
        "0.75",
    ]


def test_days_counted_from_1904() -> None:
    grid = read_book(fixtures() / "hard" / "calamine_date_1904.xlsx").grids[0]
    assert [row[0] for row in grid.rows][:2] == [date(2021, 1, 1), date(2021, 1, 2)]


def test_a_sheet_that_begins_far_from_the_corner_keeps_its_row_numbers(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["C4"] = "x"
    book.active["D6"] = "y"
    book.save(tmp_path / "a.xlsx")
    assert texts(read_book(tmp_path / "a.xlsx").grids[0]) == [[], [], [], ["", "", "x"], [], ["", "", "", "y"]]


def test_both_parsers_read_the_same(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"Satu": [*ROWS, [], [], [3, datetime(2026, 5, 12, 9, 30)]]})
    said = []
    for engine in ("_by_calamine", "_by_openpyxl"):
        frames: list[tuple[Any, ...]] = []
        getattr(child, engine)(str(path), "xlsx", frames.append)
        said.append(frames)
    rows = [[list(map(str, row)) for frame in frames if frame[0] == "rows" for row in frame[1]] for frames in said]
    plain = [[[cell.removesuffix(".0").replace("None", "") for cell in row] for row in one] for one in rows]
    assert plain[0] == plain[1]


def test_a_cancelled_reading_ends_at_once_and_leaves_no_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[subprocess.Popen[bytes]] = []

    class Remembered(subprocess.Popen):
        def __init__(self, *words: Any, **rest: Any) -> None:
            super().__init__(*words, **rest)
            started.append(self)

    monkeypatch.setattr(subprocess, "Popen", Remembered)
    path = tmp_path / "a.csv"
    path.write_text("Bil,Nama\r\n" + "1,Ali bin Contoh\r\n" * 400_000, encoding="utf-8")
    threads = threading.active_count()
    with pytest.raises(SheetRefused) as refusal:
        read_book(path, cancel=lambda: True)
    assert refusal.value.code == "cancelled"
    assert threading.active_count() == threads
    assert started
    assert all(one.returncode is not None for one in started)


def test_a_reading_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Bil,Nama\r\n" + "1,Ali bin Contoh\r\n" * 400_000, encoding="utf-8")
    with pytest.raises(SheetRefused) as refusal:
        read_book(path, limits=Limits(0.06, 2**30))
    assert refusal.value.code == "too-slow"


def test_a_reading_that_takes_too_much_memory_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Bil,Nama\r\n" + "1,Ali bin Contoh\r\n" * 2_000_000, encoding="utf-8")
    with pytest.raises(SheetRefused) as refusal:
        read_book(path, limits=Limits(60, 90 * 2**20))
    assert refusal.value.code == "damaged"


def test_progress_tells_the_rows_received(tmp_path: Path) -> None:
    told: list[int] = []
    path = tmp_path / "a.csv"
    path.write_text("Bil,Nama\r\n" + "1,Ali bin Contoh\r\n" * 10_000, encoding="utf-8")
    read_book(path, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 10_001


def test_the_delimiter_is_the_one_the_columns_agree_on() -> None:
    assert (
        child.delimiter_of(
            text_of([["Nama", "Alamat"], ["Ali", "1, Jalan A, 50000 KL"], ["Abu", "2, Jalan B, 50000 KL"]], ";")
        )
        == ";"
    )
    assert child.delimiter_of("Nama\nAli\nAbu\n") == ","
