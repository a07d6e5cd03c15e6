"""Answers of a Google form, as downloaded or as its sheet saves them: the first column is the moment of sending."""

import re
from collections.abc import Mapping
from typing import Any, Final

from desktop_app.exchange.formats.base import Format, Header, header_row, text_row
from desktop_app.exchange.formats.forms import WHO, as_attendance, form_reading
from desktop_app.exchange.grid import Grid, is_blank
from desktop_app.exchange.lexicon import heading_key, meaning_of
from desktop_app.exchange.moments import moment
from desktop_app.exchange.result import Reading
from desktop_app.exchange.titles import says_attendance

_MOMENT: Final = frozenset(
    map(
        heading_key,
        "Timestamp|Horodateur|Cap masa|Cap waktu|Zeitstempel|Marca temporal|Marca de tiempo|Carimbo de data/hora"
        "|Informazioni cronologiche"
        "|Tijdstempel|Stempel waktu|Tanda waktu|タイムスタンプ|时间戳记|時間戳記|타임스탬프"
        "|Sygnatura czasowa|Отметка времени"
        "|Tidsstämpel|Tidsstempel"
        "|Zaman damgası|ประทับเวลา|Dấu thời gian|நேரமுத்திரை|طابع زمني"
        "|Časová značka|Aikaleima|Submission time|Masa".split("|"),
    )
)
_ACCOUNT: Final = frozenset(
    (
        "email address",
        "username",
        "alamat email",
        "alamat emel",
        "nama pengguna",
        "adresse e mail",
        "nom d utilisateur",
        "dirección de correo electrónico",
    )
)
_SCORE: Final = frozenset(("score", "skor", "markah", "punktzahl", "puntuación", "total score"))
_EVALUATES: Final = re.compile(
    r"\b(?:setuju|agree|puas|satisf\w*|baik|good|excellent|cemerlang|poor|lemah|sederhana|average|neutral|tidak "
    r"pasti|likely|memuaskan)\b",
    re.IGNORECASE,
)
_OPINION: Final = re.compile(
    r"cadangan|komen|pendapat|penilaian|suggest|comment|feedback|improve|rate|how |adakah|sejauh|tahap|ulasan"
    r"|maklum balas",
    re.IGNORECASE,
)


def _is_header(header: Header) -> bool:
    return header.keys[0] in _MOMENT and sum(1 for text in header.texts if text) >= 2


def recognises(grid: Grid) -> bool:
    """The word for a timestamp in any language heads the first column, and moments stand under it."""
    header = header_row(grid, _is_header, most=6)
    if header is None:
        return False
    below = [
        text_row(grid, row)
        for row in range(header + 1, min(header + 40, len(grid.rows)))
        if not is_blank((grid.rows[row] or [None])[0])
    ]
    texts = [cells[0] for cells in below]
    if not texts:
        return heading_key(text_row(grid, header)[0]) != "masa"
    return sum(1 for text in texts if moment(text)) >= 0.7 * len(texts)


def read(grid: Grid, decisions: Mapping[str, Any], file_name: str) -> Reading:
    """Read the answers; a form that asks only who somebody is comes out as attendance or as a list of people."""
    header = header_row(grid, _is_header, most=6)
    assert header is not None, "recognised without a header"
    heading = Header(text_row(grid, header))
    own = {0} | {at for at, key in enumerate(heading.keys) if key in _SCORE and at <= 2}
    account = next((at for at, key in enumerate(heading.keys[:3]) if key in _ACCOUNT), None)
    asked_too = [
        at
        for at, key in enumerate(heading.keys)
        if at != account and (m := meaning_of(heading.texts[at])) and m.field == "email"
    ]
    if account is not None and asked_too:
        own.add(account)
    reading = form_reading("google-forms", grid, header, decisions, own=own, when=0, account={"email": account})
    if holds := _not_an_evaluation(reading, f"{grid.name} {file_name}"):
        return as_attendance(reading, holds)
    return reading


def _not_an_evaluation(reading: Reading, called: str) -> str | None:
    """ "attendance" or "people" where the form registers people; None where it asks what they think."""
    if "name" not in reading.columns and "given_name" not in reading.columns:
        return None
    if len(WHO & reading.columns.keys()) < 2 or len(reading.questions) > 4:
        return None
    answers = [answer for row in reading.rows for answer in row.answers if answer]
    if any(_OPINION.search(question) for question in reading.questions):
        return None
    opinions = sum(
        1 for answer in answers if _EVALUATES.search(answer) or re.fullmatch(r"(?:10|\d)(?:\s*[-.].*)?", answer)
    )
    if answers and opinions >= 0.25 * len(answers):
        return None
    present = says_attendance([called.replace("_", " "), *reading.questions])
    return "attendance" if present else "people"


FORMAT: Final = Format("google-forms", recognises, read)
