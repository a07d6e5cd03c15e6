"""Spreadsheets made to harm: each small on disk, each a known way to hang, abort or mislead a parser."""

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

_TYPES: Final = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS: Final = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="{kind}" Target="{target}"/></Relationships>'
)
_WORKBOOK: Final = (
    '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    f' xmlns:r="{_RELATION}"><sheets><sheet name="Senarai" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_PLAIN_ROWS: Final = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Bil</t></is></c><c r="B1" t="inlineStr"><is><t>Nama</t></is></c></row>'
    '<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="inlineStr"><is><t>Ali bin Contoh</t></is></c></row>'
    '<row r="3"><c r="A3"><v>2</v></c><c r="B3" t="inlineStr"><is><t>Siti binti Contoh</t></is></c></row>'
)


def workbook(
    path: Path,
    rows: str = _PLAIN_ROWS,
    *,
    prolog: str = "",
    before: str = "",
    workbook_xml: str = _WORKBOOK,
    more: dict[str, bytes] | None = None,
) -> Path:
    """A workbook written part by part; `rows` are the inside of sheetData, `before` what stands ahead of it."""
    sheet = (
        f'<?xml version="1.0"?>{prolog}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"{before}<sheetData>{rows}</sheetData></worksheet>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONS.format(kind=f"{_RELATION}/officeDocument", target="xl/workbook.xml"))
        archive.writestr("xl/workbook.xml", workbook_xml)
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            _RELATIONS.format(kind=f"{_RELATION}/worksheet", target="worksheets/sheet1.xml"),
        )
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
        for name, data in (more or {}).items():
            archive.writestr(name, data)
    return path


def _bomb(path: Path) -> Path:
    """Texts that unpack to a thousand times their packed size."""
    workbook(path)
    block = b" " * 2**22
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/sharedStrings.xml", "w", force_zip64=True) as part,
    ):
        for _turn in range(16):
            part.write(block)
    return path


def _nested_entities(path: Path) -> Path:
    """The billion laughs."""
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return workbook(path, prolog=f'<!DOCTYPE worksheet [<!ENTITY a0 "ha">{entities}]>')


def _late_doctype(path: Path) -> Path:
    """A document type behind a long comment."""
    return workbook(path, prolog=f"<!-- {'x' * 60_000} --><!DOCTYPE worksheet SYSTEM 'http://contoh.example/x.dtd'>")


def _far_cell(path: Path) -> Path:
    return workbook(path, _PLAIN_ROWS + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


def _far_row(path: Path) -> Path:
    return workbook(
        path, _PLAIN_ROWS + '<row r="1048576"><c r="B1048576" t="inlineStr"><is><t>Abu bin Contoh</t></is></c></row>'
    )


def _wrong_dimension(path: Path) -> Path:
    return workbook(path, before='<dimension ref="A1:A1"/>')


def _huge_dimension(path: Path) -> Path:
    return workbook(path, before='<dimension ref="A1:XFD1048576"/>')


def _bad_shared_string(path: Path) -> Path:
    return workbook(path, _PLAIN_ROWS + '<row r="4"><c r="A4"><v>3</v></c><c r="B4" t="s"><v>99999999</v></c></row>')


def _backward_rows(path: Path) -> Path:
    return workbook(
        path, _PLAIN_ROWS + '<row r="2"><c r="A2"><v>9</v></c></row><row r="0"><c r="A0"><v>9</v></c></row>'
    )


def _many_columns(path: Path) -> Path:
    cells = "".join(f"<c><v>{n}</v></c>" for n in range(17_000))
    return workbook(path, _PLAIN_ROWS + f'<row r="4">{cells}</row>')


def _many_merges(path: Path) -> Path:
    return workbook(path, _PLAIN_ROWS, before='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')


def _external_links(path: Path) -> Path:
    link = b'<?xml version="1.0"?><externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    return workbook(path, more={"xl/externalLinks/externalLink1.xml": link})


def _macros(path: Path) -> Path:
    return workbook(path, more={"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + b"\x00" * 600})


def _encrypted_parts(path: Path) -> Path:
    workbook(path)
    data = bytearray(path.read_bytes())
    for magic, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(magic)
        while start >= 0:
            data[start + at] |= 1
            start = data.find(magic, start + 4)
    path.write_bytes(bytes(data))
    return path


def _truncated(path: Path) -> Path:
    workbook(path)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * 2 // 3])
    return path


def _broken_stream(path: Path) -> Path:
    """The directory is whole, the packed bytes are noise."""
    workbook(path, _PLAIN_ROWS * 50)
    data = bytearray(path.read_bytes())
    start = data.find(b"xl/worksheets/sheet1.xml") + 40
    data[start : start + 60] = bytes(range(60))
    path.write_bytes(bytes(data))
    return path


def _cut_ole(path: Path) -> Path:
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<I", header, 48, 40)
    path.write_bytes(bytes(header) + b"\x00" * 512)
    return path


def _nuls(path: Path) -> Path:
    path.write_bytes(b"Bil,Nama\r\n1,Ali\x00 bin Contoh\r\n2,Siti binti Contoh\r\n")
    return path


def _stray_quote(path: Path) -> Path:
    rows = "".join(f"{n},Orang Contoh {n}\r\n" for n in range(1, 3000))
    path.write_text('Bil,Nama\r\n0,"Orang Contoh\r\n' + rows, encoding="utf-8")
    return path


def _long_line(path: Path) -> Path:
    path.write_text("Bil,Nama\r\n1," + "A" * 5_000_000 + "\r\n", encoding="utf-8")
    return path


def _wide_text(path: Path) -> Path:
    path.write_text("Bil,Nama\r\n1,Ali bin Contoh" + "," * 17_000 + "x\r\n", encoding="utf-8")
    return path


def _pdf(path: Path) -> Path:
    path.write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    return path


def _word(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
    return path


def _web_page(path: Path) -> Path:
    path.write_text("<html><body><table><tr><td>Nama</td></tr></table></body></html>", encoding="utf-8")
    return path


def _empty(path: Path) -> Path:
    path.write_bytes(b"")
    return path


def _blank(path: Path) -> Path:
    path.write_bytes(b"\xef\xbb\xbf\r\n  \r\n")
    return path


def _many_parts(path: Path) -> Path:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for n in range(6_000):
            archive.writestr(f"xl/x{n}.xml", "")
    path.write_bytes(buffer.getvalue())
    return path


REFUSED: Final[dict[str, tuple[Callable[[Path], Path], str]]] = {
    "a bomb": (_bomb, "bomb"),
    "nested entities": (_nested_entities, "doctype"),
    "a document type behind a comment": (_late_doctype, "doctype"),
    "encrypted parts": (_encrypted_parts, "encrypted"),
    "a file cut short": (_truncated, "truncated"),
    "a text that is not among the texts": (_bad_shared_string, "damaged"),
    "noise instead of packed bytes": (_broken_stream, "damaged"),
    "an old workbook cut short": (_cut_ole, "truncated"),
    "a PDF": (_pdf, "not-a-spreadsheet"),
    "a Word document": (_word, "not-a-spreadsheet"),
    "a web page": (_web_page, "not-a-spreadsheet"),
    "nothing": (_empty, "empty"),
    "blank lines": (_blank, "empty"),
    "thousands of parts": (_many_parts, "bomb"),
}
"""What must be refused, with which code."""

READ: Final[dict[str, tuple[Callable[[Path], Path], list[str]]]] = {
    "a cell in the last corner": (_far_cell, ["Ali bin Contoh", "Siti binti Contoh"]),
    "a person in the last row": (_far_row, ["Ali bin Contoh", "Siti binti Contoh", "Abu bin Contoh"]),
    "a dimension that says one cell": (_wrong_dimension, ["Ali bin Contoh", "Siti binti Contoh"]),
    "a dimension that says all cells": (_huge_dimension, ["Ali bin Contoh", "Siti binti Contoh"]),
    "rows that go backwards": (_backward_rows, ["Ali bin Contoh", "Siti binti Contoh"]),
    "everything merged": (_many_merges, ["Ali bin Contoh", "Siti binti Contoh"]),
    "seventeen thousand columns": (_many_columns, ["Ali bin Contoh", "Siti binti Contoh"]),
    "links to other files": (_external_links, ["Ali bin Contoh", "Siti binti Contoh"]),
    "macros": (_macros, ["Ali bin Contoh", "Siti binti Contoh"]),
    "NUL characters": (_nuls, ["Ali bin Contoh", "Siti binti Contoh"]),
    "a line of seventeen thousand cells": (_wide_text, ["Ali bin Contoh"]),
}
"""What must be read right, with the names in it."""

BOUNDED: Final[dict[str, Callable[[Path], Path]]] = {
    "a stray quotation mark": _stray_quote,
    "a cell of five million letters": _long_line,
}
"""What must come to an end soon, whichever way."""
