"""Contact details as people type them, made into the one form the records keep.

Each function takes the text of a cell and either understands it or says so; none of them guesses.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from desktop_app.language import N_, _

CACHE: Final = 65_536

_INVISIBLE: Final = dict.fromkeys(
    [*range(0x09), *range(0x0E, 0x20), 0x7F, 0xAD, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F),
     *range(0x2060, 0x206A), *range(0xD800, 0xE000)]
)  # fmt: skip
_NOTHING: Final = frozenset(
    (
        "",
        "-",
        "--",
        "---",
        "–",
        "—",
        ".",
        "..",
        "...",
        "/",
        "n/a",
        "na",
        "n.a",
        "n.a.",
        "nil",
        "nill",
        "none",
        "null",
        "nan",
    )
    + ("tiada", "tiada maklumat", "tidak berkenaan", "tidak ada", "takde", "tada", "t/b", "#n/a", "#ref!", "#value!")
    + ("#div/0!", "#name?", "#null!", "#num!", "anonymous", "not selected", "kosong", "xxx", "?", "x")
)
_DASHES: Final = str.maketrans({"‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-"})


def plain(text: str) -> str:
    """`text` as one line: compatibility forms folded, invisible characters dropped, runs of space squeezed."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join(unicodedata.normalize("NFKC", text).translate(_INVISIBLE).split())


def is_nothing(text: str) -> bool:
    """Whether a cell holds only what people write for "nothing here": a dash, N/A, tiada, an error of Excel's."""
    return not text or (len(text) < 20 and plain(text).casefold() in _NOTHING)


# --- telephone ------------------------------------------------------------------------------------------------------

_EXTENSION: Final = re.compile(r"(?:\b(?:samb(?:ungan)?|ext(?:ension|n)?|sb|x)\b[\s.:]*|#)(\d{1,6})\b", re.IGNORECASE)
_NUMBER: Final = re.compile(r"\+?\(?\+?\d[\d\s().\-]*\d")
# National numbers without the leading 0 (MCMC's numbering plan): mobiles, VoIP, fixed lines by area, shared-cost.
_NATIONAL: Final = re.compile(
    r"11\d{8}|15\d{8}|1[02-46-9]\d{7}|3\d{8}|[4-79]\d{7}|8[2-9]\d{6}|1(?:300|700|800)\d{6}", re.ASCII
)
_ONE_NUMBER: Final = re.compile(r"[+(]?\d[\d ().\-]*")
_MOBILE: Final = re.compile(r"\+601[0-46-9]\d{7,8}")


class Phone(NamedTuple):
    """A number as E.164 (`+60123456789`), or None where it is not understood, with the extension apart ("" for
    none)."""

    number: str | None
    extension: str


def phone(text: str) -> str | None:
    """The number in `text` as E.164, a mobile before a fixed line where there are several; None if there is none.

    A number without a country is Malaysian; a zero lost by a spreadsheet is put back; foreign numbers need + or 00.
    """
    return phone_and_extension(text).number


def phone_and_extension(text: str) -> Phone:
    """As `phone`, with the extension ("samb. 21", "ext 21", "#21") beside it."""
    bare = text.replace("-", "").replace(" ", "")
    if bare[:2] == "01" and _NATIONAL.fullmatch(bare, 1):
        return Phone(f"+6{bare}", "")
    return _phone_and_extension(text)


@lru_cache(CACHE)
def _phone_and_extension(text: str) -> Phone:
    line = plain(text).translate(_DASHES).removesuffix(".0")
    extension = ""
    if found := _EXTENSION.search(line):
        before = line[: found.start()]
        if sum(map(str.isdecimal, before)) >= 6:
            extension, line = found[1], before
    pieces = [line] if _ONE_NUMBER.fullmatch(line) else _numbers(line)
    numbers = [number for piece in pieces if (number := _international(piece))]
    best = next(filter(_MOBILE.fullmatch, numbers), numbers[0] if numbers else None)
    return Phone(best, extension if best else "")


def is_mobile(number: str | None) -> bool:
    """Whether an E.164 number is a Malaysian mobile, which belongs to one person more often than an office line."""
    return bool(number and _MOBILE.fullmatch(number))


def _numbers(line: str) -> Iterator[str]:
    """The stretches of digits that may be a number each; `a / b` and `a, b` are two, `012 345 6789` is one."""
    for part in re.split(r"[/;,|&]|\bor\b|\batau\b|\bdan\b", line, flags=re.IGNORECASE):
        whole = "".join(found[0] for found in _NUMBER.finditer(part)) if "@" not in part else ""
        if whole:
            yield whole


def _international(piece: str) -> str | None:
    plus = piece.lstrip("(").startswith("+")
    digits = re.sub(r"\D", "", piece)
    if not plus and digits.startswith("00"):
        plus, digits = True, digits[2:]
    if plus and not digits.startswith("60"):
        return f"+{digits}" if 7 <= len(digits) <= 15 and digits[0] != "0" else None
    candidates = [digits[2:].lstrip("0")] if digits.startswith("60") else []
    if digits.startswith("0"):
        candidates.append(digits[1:])
    elif digits.startswith(("1", "3")):
        candidates.append(digits)  # a zero that a spreadsheet ate; the other areas would be a guess
    return next((f"+60{national}" for national in candidates if _NATIONAL.fullmatch(national)), None)


# --- identity number ------------------------------------------------------------------------------------------------

# Place-of-birth codes of the National Registration Department: the rest were never issued.
_NO_PLACE: Final = frozenset((0, 17, 18, 19, 20, 69, 70, 73, 80, 81, 94, 95, 96, 97))
_PASSPORT: Final = re.compile(
    r"(?=(?:[A-Z]*\d){5})(?=.*[A-Z])[A-Z]{1,3}\d{5,10}[A-Z]?|(?=.*[A-Z])(?=(?:.*\d){5})[A-Z0-9]{7,10}"
)
_SHORTENED: Final = re.compile(r"\d(?:\.\d+)?E\+?\d+", re.IGNORECASE)


class IdentityNumber(NamedTuple):
    """`value` without spaces and dashes ("" where the cell holds none), `kind` mykad, passport or other, a note or
    None."""

    value: str
    kind: str
    note: str | None


_DAYS_OF_YEAR: Final = frozenset(
    f"{month:02}{day:02}" for month in range(1, 13) for day in range(1, monthrange(2000, month)[1] + 1)
)
_PLACES: Final = frozenset(f"{place:02}" for place in range(100) if place not in _NO_PLACE)


def is_mykad(digits: str) -> bool:
    """Whether twelve digits can be a MyKad number: YYMMDD of a real day, a place code that is issued, four more."""
    if len(digits) != 12 or not (digits.isascii() and digits.isdecimal()):
        return False
    day = digits[2:6]
    if day not in _DAYS_OF_YEAR or digits[6:8] not in _PLACES:
        return False
    return day != "0229" or int(digits[:2]) % 4 == 0  # of 1900 and 2000 one had a leap day, and that is enough


def identity_number(text: str) -> IdentityNumber:
    """The identity number in `text`: MyKad as 12 digits, a passport in capitals, anything else kept as it is.

    Zeros lost at the front are restored when that makes a valid MyKad number, and the note says so.
    """
    bare = text.replace("-", "")
    if len(bare) == 12 and is_mykad(bare):
        return IdentityNumber(bare, "mykad", None)
    found = _identity_number(text)
    return found._replace(note=_(found.note)) if found.note else found


@lru_cache(CACHE)
def _identity_number(text: str) -> IdentityNumber:
    line = plain(text).translate(_DASHES)
    if is_nothing(line):
        return IdentityNumber("", "other", None)
    if email(line):
        return IdentityNumber("", "other", N_("an e-mail address stands where the identity number should be"))
    if _SHORTENED.fullmatch(line.replace(" ", "")):
        return IdentityNumber("", "other", N_("the spreadsheet has shortened the identity number; its digits are lost"))
    compact = re.sub(r"[\s\-._/']", "", re.sub(r"\.0+$", "", line)).upper()
    compact = re.sub(r"^(?:NO)?(?:KP|IC|NRIC|MYKAD|PASSPORT|PASPORT|PASSPORTNO):?", "", compact) or compact
    if compact.isascii() and compact.isdecimal():
        return _from_digits(compact)
    if _PASSPORT.fullmatch(compact):
        return IdentityNumber(compact, "passport", None)
    return IdentityNumber(compact, "other", None)


def _from_digits(digits: str) -> IdentityNumber:
    if is_mykad(digits):
        return IdentityNumber(digits, "mykad", None)
    restored = digits.zfill(12)
    if 9 <= len(digits) < 12 and digits[0] != "0" and is_mykad(restored):
        return IdentityNumber(restored, "mykad", N_("a zero lost at the front of the identity number was put back"))
    if len(digits) == 12:
        return IdentityNumber(digits, "other", N_("these twelve digits cannot be a MyKad number"))
    return IdentityNumber(digits, "other", None)


# --- e-mail ---------------------------------------------------------------------------------------------------------

_EMAIL: Final = re.compile(
    r"[A-Z0-9._%+&'\-/=]*[A-Z0-9_%+\-]@(?:[A-Z0-9](?:[A-Z0-9\-]*[A-Z0-9])?\.)+[A-Z][A-Z0-9\-]+", re.IGNORECASE
)
_INTERNATIONAL_EMAIL: Final = re.compile(r"[^\s@<>()\[\],;:\"]+@(?:[^\W_](?:[\w\-]*[^\W_])?\.)+[^\W\d_]{2,}")


_PLAIN_EMAIL: Final = re.compile(r"[a-z0-9_%+][a-z0-9._%+\-]*[a-z0-9_%+\-]@(?:[a-z0-9]+\.)+[a-z]{2,}", re.ASCII)


def email(text: str) -> str | None:
    """The first e-mail address in `text` in small letters, out of `Name <a@b>` and `mailto:a@b` too; None if none."""
    if "@" not in text and "＠" not in text:
        return None
    return text if _PLAIN_EMAIL.fullmatch(text) else _email(text)


@lru_cache(CACHE)
def _email(text: str) -> str | None:
    line = re.sub(r"\s*@\s*", "@", plain(text))
    line = re.sub(r"mailto:", " ", line, flags=re.IGNORECASE)
    found = _EMAIL.search(line) if line.isascii() else _INTERNATIONAL_EMAIL.search(line)
    return found[0].lstrip(".'").lower() if found else None
