"""The language of everything a person reads: English in the source, Bahasa Malaysia from a gettext catalogue.

Texts are looked up when they are shown, so a change of language needs no restart.
Works without Qt: the command line, the documents and the window all speak through it.
"""

import gettext
from pathlib import Path
from typing import Final

LANGUAGES: Final = {"en": "English", "ms": "Bahasa Malaysia"}
TRANSLATIONS: Final = Path(__file__).resolve().parent.parent / "resources" / "translations"

_catalogues: dict[str, gettext.NullTranslations] = {"en": gettext.NullTranslations()}
_current = "en"


def catalogue(code: str) -> gettext.NullTranslations:
    """The texts of one language; documents use it to print in a language other than the window's."""
    if code not in LANGUAGES:
        raise ValueError(f"no such language: {code}")
    if code not in _catalogues:
        with (TRANSLATIONS / f"{code}.mo").open("rb") as compiled:
            _catalogues[code] = gettext.GNUTranslations(compiled)
    return _catalogues[code]


def set_language(code: str) -> None:
    """Speak `code` ("en" or "ms") from now on. Raises ValueError for any other."""
    global _current
    catalogue(code)
    _current = code


def language() -> str:
    """The code of the language spoken now."""
    return _current


def _(text: str) -> str:
    """`text` in the language spoken now. Holes are named: `_("Row {row}").format(row=3)`."""
    return catalogue(_current).gettext(text) if text else ""


def ngettext(one: str, many: str, count: int) -> str:
    """The singular or plural text for `count` in the language spoken now."""
    return catalogue(_current).ngettext(one, many, count)


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for a text marked now and translated where it is shown
    """Mark a constant's text for the catalogue without translating it yet."""
    return text
