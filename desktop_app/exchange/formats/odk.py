"""Submissions of ODK Central: SubmissionDate first, KEY near the end, groups joined to questions by a hyphen."""

from collections.abc import Mapping
from typing import Any, Final

from desktop_app.exchange.formats.base import Format, Header, header_row, text_row
from desktop_app.exchange.formats.forms import form_reading
from desktop_app.exchange.grid import Grid
from desktop_app.exchange.result import Reading

_OWN: Final = frozenset(
    "submissiondate key submitterid submittername attachmentspresent attachmentsexpected status reviewstate "
    "deviceid edits formversion start"
    " end today username phonenumber subscriberid simserial audit instanceid instancename meta-instanceid "
    "meta-instancename meta-audit"
    " meta-entity-label".split()
)


def _words(header: Header) -> list[str]:
    return [text.lower() for text in header.texts]


def _is_header(header: Header) -> bool:
    words = _words(header)
    return "submissiondate" in words and (
        "key" in words or "submitterid" in words or "meta-instanceid" in words or "instanceid" in words
    )


def recognises(grid: Grid) -> bool:
    """SubmissionDate beside KEY or the submitter."""
    return header_row(grid, _is_header, most=5) is not None


def read(grid: Grid, decisions: Mapping[str, Any], file_name: str) -> Reading:
    """Read the submissions."""
    header = header_row(grid, _is_header, most=5)
    assert header is not None, "recognised without a header"
    words = _words(Header(text_row(grid, header)))
    own = {
        at
        for at, word in enumerate(words)
        if word in _OWN or word.endswith(("-instanceid", "-start", "-end")) or word.startswith("meta-")
    }
    return form_reading("odk", grid, header, decisions, own=own, when=words.index("submissiondate"))


FORMAT: Final = Format("odk", recognises, read)
