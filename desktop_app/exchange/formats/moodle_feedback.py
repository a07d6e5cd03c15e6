"""Responses of a Moodle feedback activity, and its analysis, which holds only totals."""

import html
import re
from collections.abc import Mapping
from typing import Any, Final

from desktop_app.exchange.formats.base import Format, Header, cell_of, filled_rows, header_row, left_out, text_row
from desktop_app.exchange.formats.forms import form_reading
from desktop_app.exchange.grid import Grid
from desktop_app.exchange.result import Reading
from desktop_app.exchange.values import is_nothing, plain
from desktop_app.language import _

_NAME: Final = ("full name", "user full name", "nama penuh", "fullname", "first name surname")
_NUMBER: Final = ("response number", "nombor respons", "nombor maklum balas", "bilangan respons")
_DATE: Final = ("date", "tarikh")
_GROUPS: Final = ("groups", "kumpulan")
_OWN: Final = (*_DATE, *_GROUPS, *_NUMBER, "course", "kursus")
_LONG_DATE: Final = re.compile(r"\w+, \d{1,2} \w+ \d{4}, \d{1,2}[:.]\d{2}(?:\s?[AP]M)?$", re.IGNORECASE)
_LABELLED: Final = re.compile(r"^\([^()]+\)\s?\S")
_ANALYSIS: Final = re.compile(r"^(?:submitted answers|questions|responses|jawapan dihantar|soalan)\s*:", re.IGNORECASE)


def _is_header(header: Header) -> bool:
    return header.keys[0] in (*_NAME, *_NUMBER) and (header.has(*_DATE) or header.keys[0] in _NUMBER)


def _header(grid: Grid) -> int | None:
    header = header_row(grid, _is_header, most=5)
    if header is None:
        return None
    heading = Header(text_row(grid, header))
    labelled = any(_LABELLED.match(text) for text in heading.texts)
    date = heading.at(*_DATE)
    rows = [text_row(grid, row) for row in range(header + 1, min(header + 30, len(grid.rows)))]
    dated = any(_LONG_DATE.match(plain(cell_of(cells, date))) for cells in rows) if date is not None else False
    return header if dated or (labelled and heading.has(*_GROUPS, *_NUMBER)) or heading.keys[0] in _NUMBER else None


def _is_analysis(grid: Grid) -> bool:
    firsts = [text for row in range(min(12, len(grid.rows))) for text in text_row(grid, row)[:3] if text]
    if sum(1 for text in firsts if _ANALYSIS.match(text) or _ANALYSIS.match(text + ":")) >= 2 and not _header(grid):
        return True
    return (
        header_row(
            grid,
            lambda header: (
                header.keys[:2] in (("label", "question"), ("label", "soalan"))
                and header.has("responses", "respons", "average", "jawapan")
            ),
            most=12,
        )
        is not None
    )


def recognises(grid: Grid) -> bool:
    """A full name or response number, Moodle's long date or its "(label) question"; or the analysis."""
    return _header(grid) is not None or _is_analysis(grid)


def read(grid: Grid, decisions: Mapping[str, Any], file_name: str) -> Reading:
    """Read the responses; of an analysis, say that it holds only totals."""
    header = _header(grid)
    if header is None:
        omitted = tuple(left_out(grid, row, "total") for row in filled_rows(grid, 0))
        note = _("This is Moodle's analysis: totals without the answers. Download the responses instead.")
        return Reading("moodle-feedback", "summary", grid.name, (), omitted, notes=(note,))
    heading = Header(text_row(grid, header))
    own = {at for at, key in enumerate(heading.keys) if key in _OWN}
    if heading.keys[0] in _NUMBER:
        own.add(0)

    def unescaped(text: str) -> str:
        line = plain(html.unescape(text))
        return "" if is_nothing(line) and line.casefold() in ("not selected", "") else line

    return form_reading("moodle-feedback", grid, header, decisions, own=own, when=heading.at(*_DATE), clean=unescaped)


FORMAT: Final = Format("moodle-feedback", recognises, read)
