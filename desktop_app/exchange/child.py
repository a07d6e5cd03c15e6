"""The process that parses: it may hang, abort or run out of memory without harm to the program that started it.

Run as a script of its own (`python child.py ENGINE KIND MEMORY PATH`), it imports nothing of Rekod, so that it starts
in the time of a bare interpreter. It answers on standard output in frames: four bytes of length, then a marshalled
tuple whose first item names it:

    ("sheet", name, state)                 a sheet begins
    ("rows", [row, ...], plain)            its next rows; where not plain, moments are tuples (see `_packed`)
    ("gap", rows)                          so many blank rows
    ("about", merged, hidden rows, hidden columns, uncached formulas)
    ("note", code, fact)                   something the reader should be told
    ("refused", code)                      nothing more comes
    ("end",)                               all has been said
"""

import datetime
import marshal
import os
import re
import struct
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

ROWS_A_FRAME = 4096
MOST_CELLS = 40_000_000
MOST_COLUMNS = 16_384
LONGEST_CELL = 32_767  # as in Excel
_Row = list[Any]


def main(words: list[str]) -> int:
    """Read one file and answer. `words`: engine (calamine, openpyxl, text), kind, memory in bytes, path."""
    engine, kind, memory, path = words
    limit_memory(int(memory))
    say = _speaker()
    try:
        {"calamine": _by_calamine, "openpyxl": _by_openpyxl, "text": _by_text}[engine](path, kind, say)
    except _Refused as refusal:
        say(("refused", str(refusal)))
    except MemoryError:
        return 3
    except Exception as error:  # whatever a parser throws at a damaged file: the parent tries the next engine
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 4
    say(("end",))
    return 0


class _Refused(Exception):
    """The file is not to be read: the code is the message."""


def limit_memory(most: int) -> None:
    """Let this process take `most` bytes and no more, where the system offers that."""
    if sys.platform == "win32":
        _limit_by_job(most)
        return
    import resource

    try:
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ValueError, OSError):
        pass  # macOS may refuse; the parent watches there


def _limit_by_job(most: int) -> None:  # pragma: no cover - Windows only
    """A job object with a memory limit and an end with its last handle, holding this process."""
    import ctypes

    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]
    kernel.CreateJobObjectW.restype = ctypes.c_void_p
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
    # JOBOBJECT_EXTENDED_LIMIT_INFORMATION: flags at byte 16, ProcessMemoryLimit after the basic part and IO counters.
    pointer = ctypes.sizeof(ctypes.c_void_p)
    basic = 64 if pointer == 8 else 48
    block = bytearray(basic + 48 + 4 * pointer)
    struct.pack_into("<I", block, 16, 0x100)
    struct.pack_into("<Q" if pointer == 8 else "<I", block, basic + 48, most)
    buffer = (ctypes.c_char * len(block)).from_buffer(block)
    if kernel.SetInformationJobObject(job, 9, buffer, len(block)):
        kernel.AssignProcessToJobObject(job, ctypes.c_void_p(kernel.GetCurrentProcess()))


def _speaker() -> Callable[[tuple[Any, ...]], None]:
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb", buffering=1 << 20)

    def say(frame: tuple[Any, ...]) -> None:
        body = marshal.dumps(frame)
        out.write(struct.pack("<I", len(body)))
        out.write(body)
        out.flush()

    return say


def _send_rows(rows: Iterable[_Row], say: Callable[[tuple[Any, ...]], None]) -> None:
    """Send rows without the blanks behind the last value of each, in frames; the blank rows at the end are not sent."""
    frame: list[_Row] = []
    cells = waiting = 0
    for row in rows:
        while row and (row[-1] is None or row[-1] == ""):
            row.pop()
        if not row:
            waiting += 1
            continue
        if waiting > ROWS_A_FRAME:
            if frame:
                _send_frame(frame, say)
                frame = []
            say(("gap", waiting))
        elif waiting:
            frame.extend([] for _ in range(waiting))
        waiting = 0
        frame.append(row)
        cells += len(row)
        if len(frame) >= ROWS_A_FRAME:
            _send_frame(frame, say)
            frame = []
            if cells > MOST_CELLS:
                raise _Refused("too-large")
    if frame:
        _send_frame(frame, say)


def _send_frame(rows: list[_Row], say: Callable[[tuple[Any, ...]], None]) -> None:
    try:
        say(("rows", rows, True))
    except ValueError:  # a date or time in there, which marshal does not know
        say(("rows", [[_packed(cell) for cell in row] for row in rows], False))


def _packed(cell: Any) -> Any:
    if cell is None or isinstance(cell, str | int | float):
        return cell
    if isinstance(cell, datetime.datetime):
        return ("m", cell.year, cell.month, cell.day, cell.hour, cell.minute, cell.second)
    if isinstance(cell, datetime.date):
        return ("d", cell.year, cell.month, cell.day)
    if isinstance(cell, datetime.time):
        return ("t", cell.hour, cell.minute, cell.second)
    if isinstance(cell, datetime.timedelta):
        return ("l", cell.total_seconds())
    return str(cell)


# --- calamine -------------------------------------------------------------------------------------------------------


def _by_calamine(path: str, kind: str, say: Callable[[tuple[Any, ...]], None]) -> None:
    from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum

    try:
        book = CalamineWorkbook.from_path(path)
    except PasswordError:
        raise _Refused("encrypted") from None
    states = {"Visible": "visible", "Hidden": "hidden", "VeryHidden": "very hidden"}
    parts = _parts_of_sheets(path) if kind == "xlsx" else {}
    held = macros = 0
    for sheet in book.sheets_metadata:
        if sheet.typ not in (SheetTypeEnum.WorkSheet, SheetTypeEnum.MacroSheet):
            continue
        state = states.get(str(sheet.visible).rpartition(".")[2], "visible")
        scan = _Scan(path, parts.get(sheet.name, ""))
        scan.start()  # calamine lets go of the interpreter while it parses
        values = book.get_sheet_by_name(sheet.name)
        if sheet.typ == SheetTypeEnum.MacroSheet:
            macros += 1
            continue
        say(("sheet", sheet.name, state))
        start = values.start
        if start is not None:
            held += 1
            _send_rows(_placed(values.iter_rows(), start[1]), say)
        merged = values.merged_cell_ranges if kind != "ods" else None
        scan.join()
        spans = [(*first, *last) for first, last in merged or []] or scan.merged
        say(("about", spans, scan.hidden_rows, scan.hidden_columns, scan.uncached))
    if kind == "xls" and macros and not held:
        raise _Refused("legacy-macro")


def _placed(rows: Iterable[_Row], left: int) -> Iterator[_Row]:
    """The rows as they stand on the sheet: calamine's begin with the first row, but with the first column in use."""
    pad: _Row = [""] * left
    for row in rows:
        yield pad + list(row) if pad else list(row)


# --- openpyxl: the second opinion -----------------------------------------------------------------------------------


def _by_openpyxl(path: str, kind: str, say: Callable[[tuple[Any, ...]], None]) -> None:
    if kind != "xlsx":
        raise _Refused("damaged")
    import openpyxl
    from openpyxl.worksheet._reader import WorkSheetParser

    book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    parts = _parts_of_sheets(path)
    for sheet in book.worksheets:
        say(("sheet", sheet.title, "very hidden" if sheet.sheet_state == "veryHidden" else sheet.sheet_state))
        # The parser below the read-only sheet yields the rows that are there; the sheet itself would make all between.
        with sheet._get_source() as source:
            parser = WorkSheetParser(
                source, sheet._shared_strings, data_only=True, epoch=book.epoch, date_formats=book._date_formats
            )
            _send_rows(_sparse(parser.parse()), say)
        scan = _Scan(path, parts.get(sheet.title, ""))
        scan.run()
        say(("about", scan.merged, scan.hidden_rows, scan.hidden_columns, scan.uncached))


def _sparse(rows: Iterable[tuple[int, list[dict[str, Any]]]]) -> Iterator[_Row]:
    """Rows of cells by number, in order and with the blank ones between; what goes backwards was seen already."""
    next_row = 1
    for number, cells in rows:
        if number < next_row:
            continue
        for _ in range(next_row, number):
            yield []
        next_row = number + 1
        row: _Row = []
        for cell in cells:
            column, value = cell["column"], cell["value"]
            if value is None or _is_error(value) or column > MOST_COLUMNS:
                continue
            row += [""] * (column - len(row))
            row[column - 1] = value
        yield row


def _is_error(cell: Any) -> bool:
    return isinstance(cell, str) and cell in ("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!")


# --- what calamine does not tell: hidden rows and columns, formulas without a result --------------------------------

_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row(?=\s)[^>]*?\shidden=[\"'](?:1|true)[\"'][^>]*>")
_ROW_NUMBER = re.compile(rb"\sr=[\"'](\d+)")
_HIDDEN_COLUMN = re.compile(rb"<(?:\w+:)?col(?=\s)[^>]*?\shidden=[\"'](?:1|true)[\"'][^>]*>")
_MIN = re.compile(rb"\smin=[\"'](\d+)")
_MAX = re.compile(rb"\smax=[\"'](\d+)")
_UNCACHED = re.compile(rb"(?:</f>|<f\s[^>]*/>)\s*(?:<v\s*/>|<v></v>)?\s*</c>")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")


class _Scan(threading.Thread):
    """One pass over the bytes of a sheet's XML for the few things wanted, without parsing it."""

    def __init__(self, path: str, part: str) -> None:
        super().__init__(daemon=True)
        self.path, self.part = path, part
        self.hidden_rows: list[int] = []
        self.hidden_columns: list[int] = []
        self.merged: list[tuple[int, int, int, int]] = []
        self.uncached = 0

    def run(self) -> None:
        if not self.part:
            return
        import zipfile
        import zlib

        try:
            with zipfile.ZipFile(self.path) as archive, archive.open(self.part) as stream:
                self._read(stream)
        except (OSError, KeyError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
            pass  # a damaged part: the parser's verdict counts

    def _read(self, stream: Any) -> None:
        tail = b""
        while chunk := stream.read(1 << 20):
            # Cut where a tag begins, so that none is seen halves; a tag longer than the chunk is nobody's row.
            text = tail + chunk
            cut = text.rfind(b"<c ") if len(chunk) == 1 << 20 else len(text)
            cut = cut if cut > 0 else len(text)
            tail, text = text[cut:][: 1 << 20], text[:cut]
            if b"hidden=" in text:
                self.hidden_rows += [
                    int(number[1]) - 1 for row in _HIDDEN_ROW.finditer(text) if (number := _ROW_NUMBER.search(row[0]))
                ]
                for column in _HIDDEN_COLUMN.finditer(text):
                    first, last = _MIN.search(column[0]), _MAX.search(column[0])
                    if first and last:
                        self.hidden_columns += range(int(first[1]) - 1, min(int(last[1]), MOST_COLUMNS))
            if b"</f>" in text or b"<f " in text:
                self.uncached += sum(1 for _ in _UNCACHED.finditer(text))
            if b"mergeCell" in text:
                self.merged += [
                    (int(span[2]) - 1, _column(span[1]), int(span[4]) - 1, _column(span[3]))
                    for span in _MERGED.finditer(text)
                ]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _parts_of_sheets(path: str) -> dict[str, str]:
    """Which part of an xlsx file holds which sheet, by its workbook and relations."""
    import posixpath
    import zipfile
    from xml.etree import ElementTree

    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        workbook = next((name for name in names if name.lower().endswith("xl/workbook.xml")), "")
        folder, _, file = workbook.rpartition("/")
        relations = f"{folder}/_rels/{file}.rels"
        if not workbook or relations not in names:
            return {}
        try:
            targets = {
                item.get("Id"): item.get("Target", "") for item in ElementTree.fromstring(archive.read(relations))
            }
            sheets = [
                item for item in ElementTree.fromstring(archive.read(workbook)).iter() if item.tag.endswith("}sheet")
            ]
        except ElementTree.ParseError:
            return {}
    found = {}
    for sheet in sheets:
        relation = next((value for key, value in sheet.items() if key.endswith("}id")), None)
        target = targets.get(relation, "")
        part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
        found[sheet.get("name", "")] = part if part in names else ""
    return found


# --- text -----------------------------------------------------------------------------------------------------------


def _by_text(path: str, kind: str, say: Callable[[tuple[Any, ...]], None]) -> None:
    text = decoded(Path(path).read_bytes())
    name = Path(path).stem
    say(("sheet", name, "visible"))
    _send_rows(table_of(text), say)
    say(("about", [], [], [], 0))


def decoded(data: bytes) -> str:
    """The text of a file: by its byte order mark, its zeros, as UTF-8 if every byte agrees, else as Windows wrote
    it."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace").removeprefix("\ufeff")
    sample = data[:8192]
    zeros = sample.count(0)
    if zeros > len(sample) // 5:
        # Latin letters in UTF-16 have their zero second when little-endian, first when big-endian.
        encoding = "utf-16-be" if sample[::2].count(0) > zeros // 2 else "utf-16-le"
        return data.decode(encoding, "replace").removeprefix("\ufeff")
    data = data.replace(b"\x00", b"")
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace") if not _is_mostly_utf8(data) else data.decode("utf-8", "replace")


def _is_mostly_utf8(data: bytes) -> bool:
    """One broken letter does not make a UTF-8 file a Windows one: count what decodes against what does not."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(1 for letter in text if letter > "\x7f") - bad
    return good > 4 * bad


_SEPARATOR_LINE = re.compile(r"\s*\"?sep=(.)\"?\s*(?:\r\n|\r|\n|$)", re.IGNORECASE)
_FORMULA_TEXT = re.compile(r'="(.*)"', re.DOTALL)


def table_of(text: str) -> Iterator[_Row]:
    """The rows of a delimited text; `="text"`, which keeps a spreadsheet's hands off a value, is the text."""
    delimiter = None
    if stated := _SEPARATOR_LINE.match(text):
        delimiter, text = stated[1], text[stated.end() :]
    delimiter = delimiter or delimiter_of(text)
    quoted = '"' in text and not _quotes_are_broken(text, delimiter)
    for row in _records(text, delimiter, quoted):
        for at, cell in enumerate(row):
            if len(cell) > LONGEST_CELL:
                row[at] = cell[:LONGEST_CELL]
            if cell[:2] == '="' and (found := _FORMULA_TEXT.fullmatch(cell)):
                row[at] = found[1]
        yield row


def _records(text: str, delimiter: str, quoted: bool) -> Iterator[_Row]:
    import csv
    import io

    csv.field_size_limit(2**24)
    lines = io.StringIO(text, newline="")
    yield from csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE)


def _quotes_are_broken(text: str, delimiter: str) -> bool:
    """Whether a stray quotation mark makes one cell of a great many lines."""
    try:
        return any(cell.count("\n") > 200 for row in _records(text, delimiter, True) for cell in row if len(cell) > 400)
    except Exception:
        return True


def delimiter_of(text: str) -> str:
    """The delimiter under which the lines fall into the most columns, most alike; a comma when there is none."""
    sample = text[:200_000]
    if len(text) > len(sample):
        sample = sample[: sample.rfind("\n") + 1] or sample
    best, best_score = ",", 0.0
    for delimiter in ("\t", ",", ";", "|"):
        if delimiter not in sample:
            continue
        try:
            widths = [len(row) for row in _records(sample, delimiter, True) if row]
        except Exception:
            continue
        wide = [width for width in widths if width > 1]
        if not wide:
            continue
        common = max(set(wide), key=lambda width: (wide.count(width), width))
        share = len(wide) / len(widths)
        score = share * (wide.count(common) / len(wide) + 0.2) * min(common, 8) ** 0.5
        if score > best_score + 1e-9:
            best, best_score = delimiter, score
    return best


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
