"""Dates and times as an office types and reads them: day first, 24 hours, month names in English and Malay."""

import datetime as dt
import re
from typing import Final

from desktop_app.language import _, language

_ENGLISH: Final = "January February March April May June July August September October November December".split()
_MALAY: Final = "Januari Februari Mac April Mei Jun Julai Ogos September Oktober November Disember".split()
_SHORT: Final = {
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(),
    "ms": "Jan Feb Mac Apr Mei Jun Jul Ogos Sep Okt Nov Dis".split(),
}
_DAYS: Final = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
    "ms": "Isnin Selasa Rabu Khamis Jumaat Sabtu Ahad".split(),
}
MONTHS: Final = {
    word.casefold(): number
    for names in (_ENGLISH, _MALAY, _SHORT["en"], _SHORT["ms"], ["Mach", "Febuari", "Ogs"])
    for number, name in enumerate(names, 1)
    for word in (name,)
    if len(names) == 12
} | {"mach": 3, "febuari": 2, "ogs": 8, "sept": 9, "ogos": 8}
_RELATIVE: Final = {
    "today": 0, "hari ini": 0, "tomorrow": 1, "esok": 1, "yesterday": -1, "semalam": -1, "lusa": 2, "kelmarin": -2,
}  # fmt: skip


def today() -> dt.date:
    """The day on the office's own calendar."""
    return dt.datetime.now().astimezone().date()


def shown_date(day: dt.date) -> str:
    """29/08/2019."""
    return day.strftime("%d/%m/%Y")


def shown_time(time: dt.time) -> str:
    """14:30."""
    return time.strftime("%H:%M")


def shown_range(start: dt.date | None, end: dt.date | None, *, year: bool = True) -> str:
    """A day or a span, short: 29 Aug 2019, 23-24 Sep 2019, 30 Sep-2 Oct 2019, 30 Dec 2019-2 Jan 2020."""
    if start is None:
        return ""
    months = _SHORT[language()]

    def whole(day: dt.date, with_year: bool) -> str:
        return f"{day.day} {months[day.month - 1]}" + (f" {day.year}" if with_year else "")

    if end is None or end == start:
        return whole(start, year)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}-{whole(end, year)}"
    if start.year == end.year:
        return f"{whole(start, False)}-{whole(end, year)}"
    return f"{whole(start, True)}-{whole(end, True)}"


def written_range(start: dt.date | None, end: dt.date | None) -> str:
    """A day or a span written out: Thursday 29 August 2019; 23-24 September 2019."""
    if start is None:
        return ""
    months = _MALAY if language() == "ms" else _ENGLISH
    if end is None or end == start:
        return f"{_DAYS[language()][start.weekday()]} {start.day} {months[start.month - 1]} {start.year}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}-{end.day} {months[end.month - 1]} {end.year}"
    first = f"{start.day} {months[start.month - 1]}" + ("" if start.year == end.year else f" {start.year}")
    return f"{first} - {end.day} {months[end.month - 1]} {end.year}"


def shown_times(start: dt.time | None, end: dt.time | None) -> str:
    """10:00-12:30, or the one that is known."""
    if start and end:
        return f"{shown_time(start)}-{shown_time(end)}"
    if start:
        return _("from {time}").format(time=shown_time(start))
    return _("until {time}").format(time=shown_time(end)) if end else ""


def parsed_date(typed: str, near: dt.date | None = None) -> dt.date | None:
    """The day meant by 29/8/2019, 29.8.19, 29 Ogos 2019, 29 Aug, 29/8, 2019-08-29, esok. None where it is no date.

    Without a year it is the one that brings the day nearest to `near` (today if None). Two digits of a year are of the
    hundred years that end in 30 years' time.
    """
    near = near or today()
    text = re.sub(r"\s+", " ", typed.strip().casefold()).strip(" .,")
    if text in _RELATIVE:
        return today() + dt.timedelta(days=_RELATIVE[text])
    if found := re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := re.fullmatch(r"(\d{1,2})[-/. ](\d{1,2})(?:[-/. ](\d{4}|\d{2}))?", text):
        return _dated(int(found[1]), int(found[2]), found[3], near)
    if found := re.fullmatch(r"(\d{2})(\d{2})(\d{4}|\d{2})", text):
        return _dated(int(found[1]), int(found[2]), found[3], near)
    if found := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th|hb)?[ -]?([a-z]+)\.?[ ,-]*(\d{4}|\d{2})?", text):
        month = _month(found[2])
        return _dated(int(found[1]), month, found[3], near) if month else None
    return None


def _month(word: str) -> int | None:
    if word in MONTHS:
        return MONTHS[word]
    starting = {number for name, number in MONTHS.items() if len(word) >= 3 and name.startswith(word)}
    return starting.pop() if len(starting) == 1 else None


def _dated(day: int, month: int, year: str | None, near: dt.date) -> dt.date | None:
    if year is None:
        days = [_day(near.year + shift, month, day) for shift in (-1, 0, 1)]
        return min((one for one in days if one), key=lambda one: abs((one - near).days), default=None)
    number = int(year)
    if len(year) == 2:
        latest = today().year + 30
        number += latest - latest % 100
        if number > latest:
            number -= 100
    return _day(number, month, day)


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def parsed_time(typed: str) -> dt.time | None:
    """The time meant by 9, 930, 0930, 9.30, 14:30, 2.30pm, 2:30 petang, 10 pagi. None where it is no time."""
    text = re.sub(r"\s+", "", typed.strip().casefold())
    found = re.fullmatch(
        r"(\d{1,2})(?:[:.]?(\d{2}))?(?::\d{2})?(am|pm|a\.m\.?|p\.m\.?|pagi|ptg|petang|malam|tengahari|tgh)?", text
    )
    if not found:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3] or ""
    if half.startswith(("p", "m", "t")) and not half.startswith("pagi") and hour < 12:
        hour += 12
    if half.startswith(("a", "pagi")) and hour == 12:
        hour = 0
    return dt.time(hour, minute) if hour < 24 and minute < 60 else None
