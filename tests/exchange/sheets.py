"""Sheets made for tests: plain rows become a file of any kind, in the manner of the office or program they imitate."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from desktop_app.exchange.grid import Cell, Grid

Rows = Sequence[Sequence[Any]]


def fixtures() -> Path:
    """The folder of real and imitated files with their right reading, beside the repository."""
    return Path(__file__).resolve().parents[3] / "shared" / "fixtures"


def grid(rows: Rows, name: str = "Sheet1", merged: Sequence[str] = (), hidden_rows: Sequence[int] = ()) -> Grid:
    """A sheet in memory. `merged` in Excel's words ("A1:C1"), `hidden_rows` from 1."""
    cells: list[list[Cell]] = [list(row) for row in rows]
    for row in cells:
        while row and row[-1] in (None, ""):
            row.pop()
    return Grid(name, cells, merged=tuple(map(_span, merged)), hidden_rows=frozenset(row - 1 for row in hidden_rows))


def _span(words: str) -> tuple[int, int, int, int]:
    from openpyxl.utils import range_boundaries

    left, top, right, bottom = range_boundaries(words)
    return (top - 1, left - 1, bottom - 1, right - 1)


def xlsx(
    path: Path,
    sheets: Mapping[str, Rows],
    merged: Mapping[str, Sequence[str]] | None = None,
    hidden: Sequence[str] = (),
    hidden_rows: Mapping[str, Sequence[int]] | None = None,
) -> Path:
    """An Excel workbook; `hidden` names sheets."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for span in (merged or {}).get(name, ()):
            sheet.merge_cells(span)
        for number in (hidden_rows or {}).get(name, ()):
            sheet.row_dimensions[number].hidden = True
        if name in hidden:
            sheet.sheet_state = "hidden"
    book.save(path)
    return path


def xls(path: Path, rows: Rows, name: str = "Sheet1") -> Path:
    """A workbook of Excel 97."""
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet(name)
    day = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write(at, column, cell, day)
            elif cell is not None:
                sheet.write(at, column, cell)
    book.save(str(path))
    return path


def ods(path: Path, rows: Rows, name: str = "Sheet1") -> Path:
    """An OpenDocument spreadsheet."""
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    document = OpenDocumentSpreadsheet()
    table = Table(name=name)
    for cells in rows:
        line = TableRow()
        for cell in cells:
            if isinstance(cell, int | float):
                box = TableCell(valuetype="float", value=str(cell))
            else:
                box = TableCell(valuetype="string") if cell is not None else TableCell()
            if cell is not None:
                box.addElement(P(text=str(cell)))
            line.addElement(box)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    document.save(str(path))
    return path


def text_of(rows: Rows, delimiter: str = ",") -> str:
    """Rows as delimited text with Windows' line ends."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(
        [["" if cell is None else cell for cell in row] for row in rows]
    )
    return out.getvalue()


def delimited(path: Path, rows: Rows, delimiter: str = ",", encoding: str = "utf-8") -> Path:
    """A delimited text file."""
    path.write_bytes(text_of(rows, delimiter).encode(encoding))
    return path
