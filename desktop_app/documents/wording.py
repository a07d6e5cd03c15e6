"""The words of printed documents in English, Malay or both, whatever language the window speaks."""

import datetime as dt
from collections.abc import Mapping
from typing import Final

from desktop_app.language import N_, catalogue
from desktop_app.records.lists import Choices

BOTH: Final = "both"
DOCUMENT_LANGUAGES: Final = {"en": N_("English"), "ms": N_("Bahasa Malaysia"), BOTH: N_("English and Bahasa Malaysia")}

# A printed date must read right even where the operating system knows no Malay.
_MONTHS: Final = {
    "en": "January February March April May June July August September October November December".split(),
    "ms": "Januari Februari Mac April Mei Jun Julai Ogos September Oktober November Disember".split(),
}
_WEEKDAYS: Final = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
    "ms": "Isnin Selasa Rabu Khamis Jumaat Sabtu Ahad".split(),
}


class Words:
    """Speaks one language, or both at once.

    `gettext` and `ngettext` return one text, in both languages as "Venue / Tempat"; `label` returns one text a
    language, for a template that sets the second apart. Raises ValueError for an unknown language.
    """

    def __init__(self, language: str) -> None:
        if language not in DOCUMENT_LANGUAGES:
            raise ValueError(f"no such language: {language}")
        self.language = language
        self.codes = ("en", "ms") if language == BOTH else (language,)
        self._catalogues = [catalogue(code) for code in self.codes]

    def apart(self) -> list["Words"]:
        """One speaker a language, for a sentence that is put together in each and only then joined."""
        return [Words(code) for code in self.codes]

    def label(self, text: str) -> list[str]:
        """`text` in each language, the second left out where it reads the same."""
        return _different([one.gettext(text) for one in self._catalogues])

    def gettext(self, text: str) -> str:
        """`text` in the language, or in both with a stroke between."""
        return " / ".join(self.label(text))

    def ngettext(self, one: str, many: str, count: int) -> str:
        """The singular or plural text for `count`, in the language or in both."""
        return " / ".join(_different([each.ngettext(one, many, count) for each in self._catalogues]))

    def names(self, names: Mapping[str, str | None]) -> list[str]:
        """A name the office keeps as {"en": …, "ms": …}, one text a language; a missing one falls back to the other."""
        return _different([names.get(code) or names.get("en") or names.get("ms") or "" for code in self.codes])

    def name(self, names: Mapping[str, str | None]) -> str:
        """As `names`, in one text."""
        return " / ".join(self.names(names))

    def code(self, choices: Choices, code: str | None) -> str:
        """The word for a code of a closed list; a code the list lacks is printed as it stands, no code as nothing."""
        return self.gettext(dict(choices).get(code, code)) if code else ""

    def date(self, day: dt.date, weekday: bool = False) -> str:
        """ "29 August 2019", or "Thursday, 29 August 2019"."""
        return self.dates(day, None, weekday)

    def dates(self, first: dt.date, last: dt.date | None, weekday: bool = False) -> str:
        """A day or a run of days, each part written once: "27–29 March 2019". `weekday` is for a single day only."""
        return " / ".join(_different([_dates(first, last, weekday, code) for code in self.codes]))

    def times(self, start: dt.time | None, end: dt.time | None) -> str:
        """ "10:00–12:30" on the 24-hour clock; a lone start stands alone; nothing for neither."""
        return "–".join(f"{moment:%H:%M}" for moment in (start, end) if moment is not None)


def _dates(first: dt.date, last: dt.date | None, weekday: bool, code: str) -> str:
    months = _MONTHS[code]
    if last is None or last <= first:
        written = f"{first.day} {months[first.month - 1]} {first.year}"
        return f"{_WEEKDAYS[code][first.weekday()]}, {written}" if weekday else written
    end = f"{last.day} {months[last.month - 1]} {last.year}"
    if first.year != last.year:
        return f"{first.day} {months[first.month - 1]} {first.year} – {end}"
    if first.month != last.month:
        return f"{first.day} {months[first.month - 1]} – {end}"
    return f"{first.day}–{end}"


def _different(texts: list[str]) -> list[str]:
    return list(dict.fromkeys(text for text in texts if text))
