"""Excel files, written row by row: memory stays flat and nothing a person typed becomes a formula.

openpyxl makes the frame (styles, tables, frozen headings, widths) from the headings alone; the rows are streamed into
it here, because cell objects for every value cost more than ten times as much.
"""

import datetime as dt
import io
import math
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from db.errors import RecordsError
from desktop_app.exchange.whole_file import written_whole
from desktop_app.language import _

MOST_ROWS: Final = 1_048_575
"""Rows an Excel sheet holds below its heading."""

MOST_LETTERS: Final = 32_767
"""Letters an Excel cell holds."""

Value = str | int | float | bool | dt.date | dt.time | dt.datetime | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an exported sheet; `width` in letters."""

    heading: str
    width: float = 18


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet to write: `rows` may be endless work, they are asked for one by one."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]


def write_sheets(path: Path, sheets: Sequence[Sheet]) -> int:
    """Write an Excel file of one table a sheet and return the number of rows written.

    Numbers, dates (dd/mm/yyyy) and times are such in Excel; a moment is shown on this computer's clock; every text
    stays text, also one that begins with = + - or @. The file appears whole or not at all.
    Raises RecordsError("too-many-rows") beyond Excel's limit, RecordsError("text-too-long") for a text no cell can
    hold, and StoreError where the disk or the folder stands in the way.
    """
    with written_whole(path) as stream:
        frame, styles = _frame(sheets)
        return _fill(stream, frame, styles, sheets)


@dataclass(frozen=True, slots=True)
class _Styles:
    """The numbers under which the frame knows the looks of cells."""

    guarded: int
    wrapped: int
    date: int
    time: int
    moment: int


def _frame(sheets: Sequence[Sheet]) -> tuple[bytes, _Styles]:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.table import Table, TableStyleInfo

    book = Workbook()
    book.remove(book.active)
    styles = _Styles(0, 0, 0, 0, 0)
    for number, (sheet, title) in enumerate(zip(sheets, _titles(sheets), strict=True), 1):
        page = book.create_sheet(title)
        headings = _headings(sheet.columns)
        page.append(headings)
        for place, column in enumerate(sheet.columns, 1):
            page.cell(1, place).font = Font(bold=True)
            page.column_dimensions[get_column_letter(place)].width = column.width
        page.freeze_panes = "A2"
        # A table with no row below its heading would be refused by Excel; the true last row is set when it is known.
        table = Table(displayName=f"Rekod{number}", ref=f"A1:{get_column_letter(len(headings))}2")
        table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
        page.add_table(table)
        if number == 1:
            styles = _register(page, Alignment(wrap_text=True, vertical="top"))
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue(), styles


def _register(page: Any, wrapping: Any) -> _Styles:
    """Let the book know the looks the rows will use, and take the cells that taught it away again."""
    found = []
    for change in (
        {"quotePrefix": True},
        {"quotePrefix": True, "alignment": wrapping},
        {"number_format": "dd/mm/yyyy"},
        {"number_format": "hh:mm"},
        {"number_format": "dd/mm/yyyy hh:mm"},
    ):
        cell = page.cell(2, 1)
        for name, value in change.items():
            setattr(cell, name, value)
        found.append(cell.style_id)
        page.delete_rows(2)
    return _Styles(*found)


def _titles(sheets: Sequence[Sheet]) -> list[str]:
    """Names Excel takes: 31 letters, none of its own signs, each once whatever its case."""
    titles: list[str] = []
    for sheet in sheets:
        plain = re.sub(r"[\[\]:*?/\\]", " ", sheet.title).strip().strip("'")[:31] or _("Sheet")
        titles.append(_once(plain, titles, 31))
    return titles


def _headings(columns: Sequence[Column]) -> list[str]:
    headings: list[str] = []
    for column in columns:
        headings.append(_once(_clean(column.heading).strip() or _("Column"), headings, 255))
    return headings


def _once(name: str, earlier: list[str], most: int) -> str:
    taken = {other.casefold() for other in earlier}
    number, free = 2, name
    while free.casefold() in taken:
        end = f" ({number})"
        free, number = name[: most - len(end)] + end, number + 1
    return free


def _fill(stream: Any, frame: bytes, styles: _Styles, sheets: Sequence[Sheet]) -> int:
    """Copy the frame's parts, each sheet's rows let in behind its heading, each table's end set to the last row."""
    counts: list[int] = []
    with (
        zipfile.ZipFile(io.BytesIO(frame)) as made,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, True, 4) as book,
    ):
        for number, sheet in enumerate(sheets, 1):
            name = f"xl/worksheets/sheet{number}.xml"
            before, after = made.read(name).split(b"</sheetData>")
            with book.open(name, "w", force_zip64=True) as part:
                part.write(re.sub(rb"<dimension [^>]*/>", b"", before))
                counts.append(_write_rows(part, sheet, styles))
                part.write(b"</sheetData>" + after)
        for item in made.infolist():
            content = made.read(item)
            if table := re.fullmatch(r"xl/tables/table(\d+)\.xml", item.filename):
                last = max(counts[int(table[1]) - 1], 1) + 1
                content = re.sub(rb'ref="A1:([A-Z]+)2"', rb'ref="A1:\g<1>%d"' % last, content)
            if not item.filename.startswith("xl/worksheets/sheet"):
                book.writestr(item.filename, content)
    return sum(counts)


def _write_rows(part: Any, sheet: Sheet, styles: _Styles) -> int:
    from openpyxl.utils import get_column_letter

    letters = [get_column_letter(place) for place in range(1, len(sheet.columns) + 1)]
    written, waiting = 0, []
    for written, row in enumerate(sheet.rows, 1):
        if written > MOST_ROWS:
            raise RecordsError("too-many-rows", sheet=sheet.title, most=MOST_ROWS)
        at = written + 1
        cells = [_cell(f"{letter}{at}", value, styles) for letter, value in zip(letters, row, strict=True)]
        waiting.append(f'<row r="{at}">{"".join(cells)}</row>')
        if len(waiting) == 500:
            part.write("".join(waiting).encode())
            waiting.clear()
    part.write("".join(waiting).encode())
    return written


def _cell(at: str, value: Value, styles: _Styles) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        return _text(at, value, styles)
    if isinstance(value, bool):
        return _text(at, _("Yes") if value else _("No"), styles)
    if isinstance(value, int | float):
        # Excel keeps 15 figures; a longer number would come back changed, an endless one not at all.
        exact = abs(value) < 10**15 if isinstance(value, int) else math.isfinite(value)
        return f'<c r="{at}"><v>{value!r}</v></c>' if exact else _text(at, str(value), styles)
    if isinstance(value, dt.time):
        fraction = (value.hour * 3600 + value.minute * 60 + value.second) / 86400
        return f'<c r="{at}" s="{styles.time}"><v>{fraction!r}</v></c>'
    if isinstance(value, dt.datetime):
        local = value.astimezone().replace(tzinfo=None) if value.tzinfo else value
        fraction = (local.hour * 3600 + local.minute * 60 + local.second) / 86400
        return _day(at, local.date(), fraction, styles.moment, styles)
    return _day(at, value, 0, styles.date, styles)


_DAY_ZERO: Final = dt.date(1899, 12, 30).toordinal()
_FIRST_DAY: Final = dt.date(1900, 3, 1)


def _day(at: str, day: dt.date, fraction: float, style: int, styles: _Styles) -> str:
    """Excel counts days from 1900, with a day that never was; what is earlier than March 1900 stays text."""
    if day < _FIRST_DAY:
        return _text(at, f"{day:%d/%m/}{day.year:04}", styles)
    serial = day.toordinal() - _DAY_ZERO
    return f'<c r="{at}" s="{style}"><v>{serial + fraction!r}</v></c>'


_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_LOOKS_ESCAPED: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def _clean(text: str) -> str:
    """`text` without what XML cannot hold: a control sign becomes Excel's own spelling of it, a broken half a mark."""
    if text.isascii() and text.isprintable() and "_x" not in text:
        return text
    text = _LOOKS_ESCAPED.sub("_x005F_", text)
    return _CONTROL.sub(lambda found: "\ufffd" if found[0] >= "\ud800" else f"_x{ord(found[0]):04X}_", text)


def _text(at: str, text: str, styles: _Styles) -> str:
    if len(text) > MOST_LETTERS:
        raise RecordsError("text-too-long", cell=at, most=MOST_LETTERS, begins=text[:40])
    plain = _clean(text)
    if "&" in plain or "<" in plain or ">" in plain:
        plain = plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    style = ""
    if "\n" in text or "\r" in text:
        plain = plain.replace("\r\n", "\n").replace("\r", "\n")
        style = f' s="{styles.wrapped}"'
    elif text[0] in "=+-@'":
        style = f' s="{styles.guarded}"'
    kept = ' xml:space="preserve"' if text != text.strip() or "  " in text or "\n" in text else ""
    return f'<c r="{at}"{style} t="inlineStr"><is><t{kept}>{plain}</t></is></c>'
