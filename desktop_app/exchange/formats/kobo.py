"""Answers gathered with KoboToolbox: its own columns begin with an underscore, groups stand before a slash."""

from collections.abc import Mapping
from typing import Any, Final

from desktop_app.exchange.formats.base import Format, Header, cell_of, header_row, text_row
from desktop_app.exchange.formats.forms import form_reading
from desktop_app.exchange.grid import Grid
from desktop_app.exchange.result import Reading

_OWN: Final = frozenset(
    "start end today deviceid username phonenumber subscriberid simserial audit simid imei meta/instanceid "
    "formhub/uuid meta/rootuuid".split()
    + ["audit url", "background-audio", "meta/instancename"]
)


def _lower(header: Header) -> list[str]:
    return [text.lower() for text in header.texts]


def _is_header(header: Header) -> bool:
    words = _lower(header)
    return "_uuid" in words and ("_submission_time" in words or "_id" in words or "_index" in words)


def recognises(grid: Grid) -> bool:
    """_uuid beside _submission_time, _id or _index."""
    return header_row(grid, _is_header, most=5) is not None


def read(grid: Grid, decisions: Mapping[str, Any], file_name: str) -> Reading:
    """Read the answers. The 0/1 columns of a question with several answers repeat the column before and ask nothing."""
    header = header_row(grid, _is_header, most=5)
    assert header is not None, "recognised without a header"
    words = _lower(Header(text_row(grid, header)))
    own = {at for at, word in enumerate(words) if word.startswith(("_", "meta/_")) or word in _OWN}
    own |= _options(grid, header, words)
    when = next((words.index(word) for word in ("_submission_time", "end", "start") if word in words), None)
    return form_reading("kobo", grid, header, decisions, own=own, when=when)


def _options(grid: Grid, header: int, words: list[str]) -> set[int]:
    """Columns headed like another one plus "/option" that hold only 0, 1 or nothing."""
    heads = {word for word in words if word}
    found = set()
    for at, word in enumerate(words):
        question = word.rpartition("/")[0]
        if question and question in heads:
            held = {cell_of(text_row(grid, row), at) for row in range(header + 1, min(header + 200, len(grid.rows)))}
            if held <= {"0", "1", "", "TRUE", "FALSE", "True", "False", "0.0", "1.0"}:
                found.add(at)
    return found


FORMAT: Final = Format("kobo", recognises, read)
