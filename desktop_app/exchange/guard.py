"""The first look at a file a person brings: what it is by its bytes, and whether it is safe to hand to a parser.

Nothing is unpacked beyond the beginning of each XML part, so a look costs milliseconds and little memory whatever the
file claims to be. Its name is never trusted.
"""

import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from desktop_app.exchange.errors import SheetRefused
from desktop_app.language import N_

LARGEST_FILE: Final = 400 * 2**20
LARGEST_UNPACKED: Final = 3 * 2**30
LARGEST_RATIO: Final = 200
RATIO_MATTERS_FROM: Final = 48 * 2**20
MOST_PARTS: Final = 5_000
_PROLOG: Final = 256 * 1024

_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS: Final = (
    (b"%PDF", N_("a PDF document")),
    (b"\x89PNG", N_("a picture")),
    (b"\xff\xd8\xff", N_("a picture")),
    (b"GIF8", N_("a picture")),
    (b"{\\rtf", N_("a text document")),
    (b"7z\xbc\xaf", N_("an archive")),
    (b"Rar!", N_("an archive")),
    (b"\x1f\x8b", N_("an archive")),
    (b"SQLite format 3", N_("a database")),
    (b"MZ", N_("a program")),
    (b"\x7fELF", N_("a program")),
)
_WEB_PAGE: Final = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!doctype\s+html|<html|<head|<body|<table)", re.IGNORECASE)
_ANY_XML: Final = re.compile(rb"\s*<\?xml\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sniffed:
    """A file that may be read. `kind`: xlsx, xlsb, xls, ods or text; `unpacked`: bytes after unpacking."""

    path: Path
    kind: str
    size: int
    unpacked: int


def inspect(path: Path) -> Sniffed:
    """Say what the file is. Raises SheetRefused (missing, unopenable, empty, encrypted, bomb, doctype, too-large,
    truncated, damaged, not-a-spreadsheet)."""
    try:
        with path.open("rb") as stream:
            size = stream.seek(0, 2)
            stream.seek(0)
            return _look(path, stream, size)
    except FileNotFoundError:
        raise SheetRefused("missing") from None
    except OSError as error:
        raise SheetRefused("unopenable", reason=error.strerror or str(error)) from error


def _look(path: Path, stream: BinaryIO, size: int) -> Sniffed:
    head = stream.read(8192)
    if not head.strip(b"\x00\t\r\n \xef\xbb\xbf\xff\xfe"):
        raise SheetRefused("empty")
    if size > LARGEST_FILE:
        raise SheetRefused("too-large")
    if head.startswith(_ZIP):
        return _look_into_zip(path, stream, size)
    if head.startswith(_OLE):
        return _look_into_ole(path, stream, size)
    for magic, what in _OTHERS:
        if head.startswith(magic):
            raise SheetRefused("not-a-spreadsheet", what=what)
    if _WEB_PAGE.match(head):
        raise SheetRefused("not-a-spreadsheet", what=N_("a web page"))
    if _ANY_XML.match(head):
        if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
            raise SheetRefused("doctype")
        raise SheetRefused("not-a-spreadsheet", what=N_("an XML document"))
    if not _is_text(head):
        raise SheetRefused("not-a-spreadsheet", what=N_("a file of unknown kind"))
    return Sniffed(path, "text", size, size)


def _is_text(head: bytes) -> bool:
    """Text has hardly any control characters; UTF-16 has its zeros on one side only."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return True
    zeros = head.count(0)
    if zeros > len(head) // 5:
        even = head[::2].count(0)
        return min(even, zeros - even) <= max(zeros // 20, 1)
    controls = sum(head.count(code) for code in (*range(1, 9), *range(14, 27), *range(28, 32)))
    return controls + zeros <= max(2, len(head) // 100)


# --- zip: xlsx, xlsm, xlsb, ods -------------------------------------------------------------------------------------


def _look_into_zip(path: Path, stream: BinaryIO, size: int) -> Sniffed:
    stream.seek(max(0, size - 66_000))
    tail = stream.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or end + 22 > len(tail):
        raise SheetRefused("truncated")
    if struct.unpack("<H", tail[end + 10 : end + 12])[0] > MOST_PARTS:
        raise SheetRefused("bomb", megabytes=size // 2**20)
    try:
        with zipfile.ZipFile(stream) as archive:
            return _look_at_parts(path, archive, size)
    except (
        zipfile.BadZipFile,
        struct.error,
        zlib.error,
        EOFError,
        NotImplementedError,
        ValueError,
        OverflowError,
    ) as error:
        raise SheetRefused("damaged") from error


def _look_at_parts(path: Path, archive: zipfile.ZipFile, size: int) -> Sniffed:
    parts = archive.infolist()
    names = {part.filename.lower().lstrip("/") for part in parts}
    unpacked = sum(part.file_size for part in parts)
    if any(part.flag_bits & 1 for part in parts):
        raise SheetRefused("encrypted")
    worst = max(
        (part.file_size // max(part.compress_size, 1) for part in parts if part.file_size > RATIO_MATTERS_FROM),
        default=0,
    )
    if unpacked > LARGEST_UNPACKED or worst > LARGEST_RATIO:
        raise SheetRefused("bomb", megabytes=unpacked // 2**20)
    if any(part.header_offset + part.compress_size > size for part in parts):
        raise SheetRefused("truncated")
    kind = _kind_of_zip(archive, names)
    for part in parts:
        if part.filename.lower().endswith((".xml", ".rels", ".vml")):
            _refuse_doctype(archive, part)
    if kind == "ods" and b"encryption-data" in _beginning(archive, "META-INF/manifest.xml", 2**20):
        raise SheetRefused("encrypted")
    return Sniffed(path, kind, size, unpacked)


def _kind_of_zip(archive: zipfile.ZipFile, names: set[str]) -> str:
    if any(name.startswith("xl/workbook") and name.endswith(".bin") for name in names):
        return "xlsb"
    if "xl/workbook.xml" in names or any(name.startswith("xl/worksheets/") for name in names):
        return "xlsx"
    if "content.xml" in names:
        mimetype = _beginning(archive, "mimetype", 200)
        if b"spreadsheet" in mimetype or not mimetype:
            return "ods"
        raise SheetRefused("not-a-spreadsheet", what=N_("a text document"))
    if any(name.startswith("word/") for name in names):
        raise SheetRefused("not-a-spreadsheet", what=N_("a Word document"))
    if any(name.startswith("ppt/") for name in names):
        raise SheetRefused("not-a-spreadsheet", what=N_("a presentation"))
    if any(name.endswith(".iwa") for name in names):
        raise SheetRefused("not-a-spreadsheet", what=N_("a Numbers document; export it as Excel"))
    if "[content_types].xml" in names and b"sheet.main+xml" in _beginning(archive, "[Content_Types].xml", 2**18):
        return "xlsx"  # an unusual folder, which parsers follow by the relations
    raise SheetRefused("not-a-spreadsheet", what=N_("an archive"))


def _beginning(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    try:
        with archive.open(name) as part:
            return part.read(most)
    except KeyError:
        return b""


_ROOT: Final = re.compile(rb"<[A-Za-z_:]")
_COMMENT: Final = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)


def _refuse_doctype(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """A document type can only stand before the first element: read to there, and no farther than a prolog may be."""
    with archive.open(part) as stream:
        head = stream.read(1024)
        if head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in head[:4]:
            head += stream.read(_PROLOG)
            head = head.replace(b"\x00", b"")
        while not (found := _ROOT.search(_COMMENT.sub(b"", head))) and len(head) < _PROLOG:
            more = stream.read(16 * 1024)
            if not more:
                break
            head += more
    prolog = _COMMENT.sub(b"", head)
    prolog = prolog[: found.start()] if found else prolog
    if b"<!DOCTYPE" in prolog.upper() or b"<!ENTITY" in prolog.upper() or (not found and len(head) >= _PROLOG):
        raise SheetRefused("doctype")


# --- OLE compound file: xls, and what hides in it -------------------------------------------------------------------


def _look_into_ole(path: Path, stream: BinaryIO, size: int) -> Sniffed:
    names = _ole_names(stream, size)
    if {"EncryptedPackage", "EncryptionInfo"} & names:
        raise SheetRefused("encrypted")
    if names & {"Workbook", "Book"}:
        return Sniffed(path, "xls", size, size)
    if "WordDocument" in names:
        raise SheetRefused("not-a-spreadsheet", what=N_("a Word document"))
    if "PowerPoint Document" in names:
        raise SheetRefused("not-a-spreadsheet", what=N_("a presentation"))
    raise SheetRefused("not-a-spreadsheet", what=N_("a file of unknown kind"))


def _ole_names(stream: BinaryIO, size: int) -> set[str]:
    """The names of the streams in a compound file, from its directory ([MS-CFB] 2.2, 2.3, 2.6)."""
    stream.seek(0)
    header = stream.read(512)
    if len(header) < 512:
        raise SheetRefused("truncated")
    (shift,) = struct.unpack_from("<H", header, 30)
    if shift not in (9, 12):
        raise SheetRefused("damaged")
    sector = 1 << shift
    (at,) = struct.unpack_from("<I", header, 48)
    tables = struct.unpack_from("<109I", header, 76)

    def read_sector(number: int) -> bytes:
        if (number + 1) * sector >= size:
            raise SheetRefused("truncated")
        stream.seek((number + 1) * sector)
        return stream.read(sector)

    names: set[str] = set()
    for _turn in range(1000):
        if at >= 0xFFFFFFFA:
            break
        entries = read_sector(at)
        for start in range(0, len(entries) - 127, 128):
            (length,) = struct.unpack_from("<H", entries, start + 64)
            if 2 <= length <= 64:
                names.add(entries[start : start + length - 2].decode("utf-16-le", "replace"))
        table = at // (sector // 4)
        if table >= len(tables) or tables[table] >= 0xFFFFFFFA:
            break
        (at,) = struct.unpack_from("<I", read_sector(tables[table]), at % (sector // 4) * 4)
    return names
