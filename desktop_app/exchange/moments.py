"""Days, times and durations as programs and people write them, in English, Malay and what meeting programs speak.

Whether 5/9 is in May or in September is decided once a file, by its own evidence: `order_of` first, the rest after it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Final, Literal

from desktop_app.exchange.values import CACHE, plain

Order = Literal["dmy", "mdy"]

_MONTH_NAMES: Final = (
    "january januari jan januar enero janvier janeiro gennaio januarie",
    "february februari feb februar febrero février fevereiro febbraio pebruari",
    "march mac mar maret märz maerz mrz marzo mars março maart",
    "april apr abril avril aprile",
    "may mei mai mayo maio maggio",
    "june jun juni junio juin junho giugno",
    "july julai jul juli julio juillet julho luglio",
    "august ogos aug ogo agustus ags agosto août augustus",
    "september sept sep septembre setembro septiembre settembre",
    "october oktober oct okt octubre octobre outubro ottobre",
    "november nov noviembre novembre novembro nopember",
    "december disember dec dis desember dezember dez diciembre décembre dezembro dicembre des",
)
MONTHS: Final = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_WEEKDAYS: Final = (
    "isnin|selasa|rabu|khamis|jumaat|sabtu|ahad|senin|kamis|jumat|minggu|"
    "mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
)
_MONTH: Final = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY: Final = r"(?<!\d)\d{1,2}(?!\d)(?:\s?(?:hb|haribulan|st|nd|rd|th)\b\.?)?(?:\s+of\b)?"
_AND: Final = (
    r"\s*(?:-|–|—|&|,|\+|/|\bdan\b|\band\b|\bhingga\b|\bsehingga\b|\bto\b|\buntil\b|\btill\b|\bs/d\b|\bke\b)\s*"
)
_YEAR: Final = r"(?<!\d)(?:19\d\d|20\d\d)(?!\d)"
_WORDY: Final = re.compile(
    rf"(?P<days>{_DAY}(?:{_AND}{_DAY})*)[\s\-./,]*\b(?P<month>{_MONTH})\b\.?(?:[\s,\-./']*(?P<year>{_YEAR}|(?<=[\-'/])\d\d\b(?!\s*[:.]\d)))?"
    rf"|\b(?P<month2>{_MONTH})\b\.?[\s\-]*(?P<days2>{_DAY}(?:{_AND}{_DAY})*)(?![:.]\d)(?:[\s,]+(?P<year2>{_YEAR}))?",
    re.IGNORECASE,
)
_ISO: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_NUMERIC: Final = re.compile(
    r"(?:(?<![\d./])(?P<first>\d{1,2})(?:[./](?P<firstmonth>\d{1,2}))?\s*(?:-|–|—|&|\bdan\b|\bhingga\b|\bto\b)\s*)?"
    r"(?<![\d./])(?P<a>\d{1,2})\s?(?P<sep>[./\-])\s?(?P<b>\d{1,2})\s?(?P=sep)\s?(?P<y>(?:19|20)\d\d|\d\d)(?![\d])",
    re.IGNORECASE,
)
_SHORT: Final = re.compile(r"\(?\s*(\d{1,2})\s?([./\-])\s?(\d{1,2})\s*\)?")
_AMPM: Final = re.compile(r"\d\s?[ap]\.?m\b", re.IGNORECASE)
_BRACKETS: Final = re.compile(rf"\((?:[^)]*\b(?:{_WEEKDAYS})\b[^)]*)\)|\b(?:{_WEEKDAYS})\b\.?,?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The order of day and month in a file; `certain` when a number above 12 or a full stop proves it, or no date
    leaves a choice. Not certain: the file may be read, but a person should confirm the days."""

    order: Order
    certain: bool


def order_of(texts: Iterable[str], default: Order = "dmy") -> Evidence:
    """Judge all dates of a file together. Without proof: AM/PM suggests the United States, else `default` holds."""
    day_first = month_first = ampm = open_to_doubt = 0
    for text in texts:
        if len(text) < 6 or not any(map(str.isdecimal, text)):
            continue
        for found in _NUMERIC.finditer(text):
            a, b = int(found["a"]), int(found["b"])
            if a > 12 >= b or (found["sep"] == "." and b <= 12):
                day_first += 1
            elif b > 12 >= a:
                month_first += 1
            elif a != b:
                open_to_doubt += 1
            ampm += bool(_AMPM.search(text))
    if day_first or month_first:
        return Evidence("dmy" if day_first >= month_first else "mdy", not (day_first and month_first))
    return Evidence("mdy" if ampm else default, not open_to_doubt)


def _year(text: str) -> int:
    number = int(text)
    return number if number > 99 else 2000 + number if number < 70 else 1900 + number


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _numeric_date(a: int, b: int, year: int, order: Order) -> date | None:
    """`a`/`b` in the file's order; the other way round where only that is a day."""
    pair = (b, a) if order == "dmy" else (a, b)
    return _date(year, *pair) or _date(year, *pair[::-1])


@lru_cache(CACHE)
def days_in(text: str, order: Order = "dmy", year: int | None = None) -> tuple[date, ...]:
    """Every day named in `text`, in order of writing; a range gives its first and last. `year` stands in for one that
    is not written. "12 - 13 Mei 2026 (Selasa & Rabu)", "30 Jun hingga 2 Julai 2026", "May 12-13, 2026",
    "12-13.5.2026"."""
    if not any(map(str.isdecimal, text)):
        return ()
    line = " ".join(_BRACKETS.sub(" ", plain(text)).split())
    found = [
        (match.start(), day)
        for match in _ISO.finditer(line)
        if (day := _date(int(match[1]), int(match[3]), int(match[4])))
    ]
    line = _ISO.sub(lambda match: " " * len(match[0]), line)
    for match in _NUMERIC.finditer(line):
        a, b, sep_year = int(match["a"]), int(match["b"]), _year(match["y"])
        last = _numeric_date(a, b, sep_year, "dmy" if match["sep"] == "." else order)
        if last is None:
            continue
        if match["first"]:
            month = int(match["firstmonth"]) if match["firstmonth"] else last.month
            before = _date(sep_year, month, int(match["first"]))
            if before and before <= last:
                found.append((match.start(), before))
        found.append((match.start("a"), last))
    line = _NUMERIC.sub(lambda match: " " * len(match[0]), line)
    found += _wordy_days(line, year)
    if not found and year and (short := _SHORT.fullmatch(line)):
        day = _numeric_date(int(short[1]), int(short[3]), year, order)
        found = [(0, day)] if day else []
    return tuple(day for _at, day in sorted(found))


def _wordy_days(line: str, year: int | None) -> list[tuple[int, date]]:
    matches = list(_WORDY.finditer(line))
    years = [match["year"] or match["year2"] for match in matches]
    found: list[tuple[int, date]] = []
    for at, match in enumerate(matches):
        stated = next((text for text in [*years[at:], *years[:at][::-1]] if text), None)
        the_year = _year(stated) if stated else year
        if the_year is None:
            continue
        month = MONTHS[(match["month"] or match["month2"]).lower()]
        for number in re.findall(r"\d+", match["days"] or match["days2"]):
            if day := _date(the_year, month, int(number)):
                found.append((match.start(), day))
    return found


_MONTH_OF: Final = re.compile(rf"\b({_MONTH})\b\.?[\s,/\-]*({_YEAR})", re.IGNORECASE)


def month_in(text: str) -> date | None:
    """The first day of a month named with its year and no day: "Bulan: Mei 2026"."""
    found = _MONTH_OF.search(plain(text))
    return _date(int(found[2]), MONTHS[found[1].lower()], 1) if found else None


# --- times and moments ----------------------------------------------------------------------------------------------

_CLOCK: Final = re.compile(
    r"(?<![\d:./\-])(?P<h>\d{1,2})(?:[:.](?P<m>\d{2})(?:[:.](?P<s>\d{2})(?:[.,]\d+)?)?)?\s*"
    r"(?P<part>a\.?m\b\.?|p\.?m\b\.?|pagi\b|pg\b|tengah\s?hari\b|tgh\b|t/hari\b|petang\b|ptg\b|malam\b|mlm\b|午前|午後)?(?![\d/])",
    re.IGNORECASE,
)
_AFTERNOON: Final = ("p", "t", "m", "午後")


@lru_cache(CACHE)
def clock(text: str) -> time | None:
    """A time of day: "9:58 AM", "08.30", "2.15 ptg", "9 pm", "8.30 pagi". A bare number is none."""
    for found in _CLOCK.finditer(plain(text)):
        part = (found["part"] or "").lower()
        if not found["m"] and not part:
            continue
        hour, minute, second = int(found["h"]), int(found["m"] or 0), int(found["s"] or 0)
        late = part.startswith(_AFTERNOON) and not part.startswith(("pagi", "pg"))
        if late and hour < 12 and not (part.startswith("m") and hour < 5):
            hour += 12
        if part.startswith("a") and hour == 12:
            hour = 0
        if hour < 24 and minute < 60 and second < 60:
            return time(hour, minute, second)
    return None


@lru_cache(CACHE)
def moment(text: str, order: Order = "dmy") -> datetime | None:
    """A day with its time, midnight where none is written; the clock is taken as the writer's own, zones are dropped.
    None where there is no day."""
    line = plain(text)
    days = days_in(line, order)
    if not days:
        return None
    rest = _ISO.sub(" ", line)
    rest = _WORDY.sub(" ", _NUMERIC.sub(" ", rest))
    at = clock(rest.lstrip("T, ")) or time()
    return datetime.combine(days[0], at)


_UNITS: Final = (
    (3600, r"h(?:ours?|rs?|ora[se]?|eures?|oras?)?|jam|std|stunden?|uur|u"),
    (60, r"m(?:in(?:ute[ns]?|utos?|uti|uut|uten|s|it)?)?"),
    (1, r"s(?:ec(?:ond[se]?|s)?|ek(?:unden?)?|aat|egundos?|econdi)?"),
)
_PIECE: Final = re.compile(
    r"(\d+(?:[.,]\d+)?)\s*(?:" + "|".join(f"(?P<u{size}>(?:{words}))" for size, words in _UNITS) + r")(?![a-z])\.?",
    re.IGNORECASE,
)
_COLONS: Final = re.compile(r"(\d{1,3}):(\d{2})(?::(\d{2}))?")


@lru_cache(CACHE)
def duration(text: str) -> timedelta | None:
    """ "1h 2m 10s", "59 Min. 0 Sek.", "1 hr 2 min", "204 mins", "1 jam 5 minit", "1:02:10"; a bare number is
    minutes."""
    line = plain(text)
    if not line or not any(map(str.isdecimal, line)):
        return None
    if found := _COLONS.fullmatch(line):
        return timedelta(hours=int(found[1]), minutes=int(found[2]), seconds=int(found[3] or 0))
    if re.fullmatch(r"\d+(?:\.\d+)?", line):
        return timedelta(minutes=float(line)) if float(line) < 1e6 else None
    seconds = 0.0
    rest = line
    for piece in _PIECE.finditer(line):
        size = next(size for size, _words in _UNITS if piece[f"u{size}"])
        seconds += float(piece[1].replace(",", ".")) * size
        rest = rest.replace(piece[0], " ", 1)
    if rest.strip(" ,.&") not in ("", "and", "dan") or rest == line or seconds > 1e7:
        return None
    return timedelta(seconds=seconds)
