"""Responses of LimeSurvey, with codes or full texts for headings; one without a date of submission was never sent."""

from collections.abc import Mapping
from typing import Any, Final

from desktop_app.exchange.formats.base import Format, Header, cell_of, header_row, text_row
from desktop_app.exchange.formats.forms import form_reading
from desktop_app.exchange.grid import Grid
from desktop_app.exchange.result import Reading
from desktop_app.exchange.values import is_nothing

_ID: Final = ("id", "response id", "id respons", "id jawapan")
_SENT: Final = ("submitdate", "date submitted", "tarikh dihantar", "tarikh hantar")
_PAGE: Final = ("lastpage", "last page")
_LANGUAGE: Final = ("startlanguage", "start language")
_OWN: Final = (
    *_ID,
    *_SENT,
    *_PAGE,
    *_LANGUAGE,
    "seed",
    "startdate",
    "date started",
    "datestamp",
    "date last action",
    "ipaddr",
    "ip address",
    "refurl",
    "referrer url",
    "token",
    "access code",
    "interviewtime",
    "total time",
)


def _first_word(header: Header) -> Header:
    """Headings of the form `id. Response ID` by their code."""
    return Header(
        [
            text.split(". ")[0]
            if text.lower().startswith(
                (
                    "id.",
                    "submitdate.",
                    "lastpage.",
                    "startlanguage.",
                    "seed.",
                    "startdate.",
                    "datestamp.",
                    "ipaddr.",
                    "refurl.",
                    "token.",
                )
            )
            else text
            for text in header.texts
        ]
    )


def _is_header(header: Header) -> bool:
    coded = _first_word(header)
    return coded.keys[0] in _ID and coded.has(*_SENT) and coded.has(*_PAGE, *_LANGUAGE)


def recognises(grid: Grid) -> bool:
    """A response ID, a date of submission, and the last page or the language."""
    return header_row(grid, _is_header, most=5) is not None


def read(grid: Grid, decisions: Mapping[str, Any], file_name: str) -> Reading:
    """Read the responses that were sent; those begun and left are left out."""
    header = header_row(grid, _is_header, most=5)
    assert header is not None, "recognised without a header"
    heading = _first_word(Header(text_row(grid, header)))
    sent = heading.at(*_SENT)
    timings = ("interviewtime", "grouptime", "group time", "question time")
    own = {at for at, key in enumerate(heading.keys) if key in _OWN or key.startswith(timings)}

    def incomplete(cells: list[str]) -> str | None:
        said = cell_of(cells, sent)
        return (
            "incomplete"
            if is_nothing(said) or (said.startswith("1980-01-01") and cell_of(cells, heading.at(*_PAGE)) in ("", "0"))
            else None
        )

    return form_reading("limesurvey", grid, header, decisions, own=own, when=sent, skip=incomplete)


FORMAT: Final = Format("limesurvey", recognises, read)
