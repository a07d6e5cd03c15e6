"""Answers of a Microsoft form: ID, start, completion, the account, then the questions."""

from collections.abc import Mapping
from typing import Any, Final

from desktop_app.exchange.formats.base import Format, Header, header_row, text_row
from desktop_app.exchange.formats.forms import form_reading
from desktop_app.exchange.grid import Grid
from desktop_app.exchange.lexicon import heading_key, meaning_of
from desktop_app.exchange.moments import moment
from desktop_app.exchange.result import Reading
from desktop_app.exchange.values import plain

_START: Final = tuple(
    map(
        heading_key,
        "Start time|Masa mula|Waktu mulai|Hora de inicio|Heure de début|Startzeit|Ora di inizio|Begintijd|Hora de "
        "início".split("|"),
    )
)
_DONE: Final = tuple(
    map(
        heading_key,
        "Completion time|Masa siap|Masa selesai|Masa penyelesaian|Masa tamat|Waktu penyelesaian|Hora de "
        "finalización|Heure de fin"
        "|Fertigstellungszeit|Uhrzeit der Fertigstellung|Ora di completamento"
        "|Tijd van voltooien|Hora de conclusão".split("|"),
    )
)
_EMAIL: Final = tuple(
    map(heading_key, "Email|E-mel|Correo electrónico|Adresse de messagerie|E-Mail|Posta elettronica|Surel".split("|"))
)
_NAME: Final = tuple(map(heading_key, "Name|Nama|Nombre|Nom|Nome|Naam".split("|")))
_OWN: Final = (
    *(
        "last modified time",
        "language",
        "total points",
        "quiz feedback",
        "grade posted time",
        "masa diubah suai terakhir",
    ),
    *("bahasa", "jumlah mata", "masa terakhir diubah suai"),
)


def _is_header(header: Header) -> bool:
    return header.keys[0] in ("id", "no") and header.has(*_START) and header.has(*_DONE)


def recognises(grid: Grid) -> bool:
    """ID, a start time and a completion time head the first columns; in a language not known, moments stand there."""
    if header_row(grid, _is_header, most=6) is not None:
        return True
    if len(grid.rows) < 2:
        return False
    heading, first = Header(text_row(grid, 0)), text_row(grid, 1)
    return (
        heading.keys[:1] == ("id",)
        and len(first) > 5
        and all(moment(text) is not None for text in first[1:3])
        and first[0].isdecimal()
    )


def read(grid: Grid, decisions: Mapping[str, Any], file_name: str) -> Reading:
    """Read the answers. What a person writes of himself comes before the account, which is often "anonymous"."""
    header = header_row(grid, _is_header, most=6) or 0
    heading = Header(text_row(grid, header))
    started = heading.at(*_START)
    first = started if started is not None else 1
    own = {0, first, first + 1}
    account: dict[str, int | None] = {}
    for at in range(first + 2, min(first + 6, len(heading.keys))):
        key = heading.keys[at]
        if key in _OWN:
            own.add(at)
        elif key in _EMAIL and "email" not in account:
            account["email"] = at
        elif key in _NAME and "name" not in account and "email" in account:
            account["name"] = at
    own |= {
        at for at, key in enumerate(heading.keys) if key in _OWN or key.startswith(("points ", "feedback ", "mata "))
    }
    for field, place_of in account.items():
        others = [
            meaning_of(text) for place, text in enumerate(heading.texts) if place not in own and place != place_of
        ]
        if place_of is not None and any(found and found.field == field for found in others):
            own.add(place_of)

    def without_last_mark(text: str) -> str:
        return plain(text).removesuffix(";")  # several answers each end in one

    return form_reading(
        "microsoft-forms", grid, header, decisions, own=own, when=first + 1, account=account, clean=without_last_mark
    )


FORMAT: Final = Format("microsoft-forms", recognises, read)
