"""The dates a text gives, as an announcement writes them: "19th - 23rd August 2019", "27 hingga 29 Mac", "29 May"."""

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from desktop_app.records.dates import MONTHS

_DAY: Final = r"(\d{1,2})\s*(?:st|nd|rd|th|hb\.?)?"
_MONTH: Final = r"([a-z]{3,9})\b\.?"
_YEAR: Final = r"(?:,?\s+(\d{4}))?\b"
_TO: Final = r"\s*(?:-|–|—|~|to|until|till|and|&|hingga|sehingga|sampai|dan)\s*"
_DATES: Final = re.compile(
    rf"(?<![\d/.]){_DAY}(?:\s+{_MONTH}{_YEAR})?(?:{_TO}{_DAY})?\s+{_MONTH}{_YEAR}", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class WrittenDates:
    """A day or a run of days as a text gives it: years are None where it gives none; one day starts and ends on it."""

    text: str
    start_day: int
    start_month: int
    end_day: int
    end_month: int
    start_year: int | None
    year: int | None

    def agrees_with(self, start: dt.date, end: dt.date) -> bool:
        """Whether these are the days from `start` to `end`, as far as they are written."""
        written = (self.start_day, self.start_month, self.end_day, self.end_month)
        if written != (start.day, start.month, end.day, end.month):
            return False
        return self.year in (None, end.year) and self.start_year in (None, start.year)


@lru_cache(20_000)
def written_dates(text: str) -> tuple[WrittenDates, ...]:
    """Every day or run of days that `text` names by day and month, in order. Impossible days are passed over."""
    return tuple(one for found in _DATES.finditer(text) if (one := _dates(found)))


def _dates(found: re.Match[str]) -> WrittenDates | None:
    first, first_month, first_year, last, month, year = found.groups()
    end_month = MONTHS.get(month.casefold())
    start_month = MONTHS.get(first_month.casefold()) if first_month else end_month
    if end_month is None or start_month is None or (first_month and not last):
        return None
    start_day, end_day = int(first), int(last or first)
    if not (1 <= start_day <= 31 and 1 <= end_day <= 31):
        return None
    end_year = int(year) if year else None
    over_new_year = end_year is not None and (start_month, start_day) > (end_month, end_day)
    start_year = end_year - 1 if end_year is not None and over_new_year else end_year
    if first_year:
        start_year = int(first_year)
    return WrittenDates(" ".join(found[0].split()), start_day, start_month, end_day, end_month, start_year, end_year)
