"""What a search compares: text with everything folded away that one person writes and the next does not.

Standard library only: `fold` runs as an SQL function inside the record store, over every person it holds, so each
word is folded once and remembered.

Rules, and why:
- Case, accents and apostrophes go; other punctuation parts words. Digits of every script become 0-9.
- A Malay given name that is mostly a prefix is written a dozen ways by the same office (Mohd, Muhd, Md., Mohamad …):
  each family of spellings becomes one word.
- bin, binti, b., bt., bte, a/l, a/p, s/o, d/o and anak between two words are left out, because a list writes
  "Ahmad bin Ali", "Ahmad b. Ali" and "Ahmad Ali" for one man. At the beginning they are words like any other.
- Chinese characters are set apart, so that a search for an inner character of a name finds it.
- Arabic script loses its vowel marks and tatweel; the forms of alef, ya and kaf are one letter each (Jawi keyboards
  differ).
- Tamil keeps its vowel signs: they are letters, not accents.
"""

import re
import unicodedata
from typing import Final

TOKENIZER: Final = "unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
"""The FTS5 tokenizer that leaves folded text whole: without Mn and Mc it would cut Tamil words at their vowel signs."""

_FAMILIES: Final = {
    "muhammad": "mohd muhd md mhd moh muh mohamad mohamed mohammad mohammed mohamat mohmad mohamd "
    "muhamad muhamed muhammad muhammed muhamat",
    "ahmad": "ahmad ahmed achmad akhmad",
    "abdul": "abdul abd abdol",
    "nur": "nur noor nor nour nuur",
    "siti": "siti st sity",
    "syed": "syed sayed sayyid sayid",
    "sharifah": "sharifah syarifah sarifah shariffah",
}
SPELLINGS: Final = {name: tuple(spellings.split()) for name, spellings in _FAMILIES.items()}
"""The ways to write each name that has many, by the one word `fold` makes of them."""
_SPELLINGS: Final = {spelling: name for name, spellings in _FAMILIES.items() for spelling in spellings.split()}
CONNECTORS: Final = frozenset(
    ["bin", "bn", "binti", "bint", "binte", "bt", "bte", "bti", "b", "al", "ap", "ak", "anak"]
)
"""Words between a name and the father's name; counted as such only between two other words: Al, Ak are also names."""

_SLASHED: Final = re.compile(r"(?<![^\W_])(?:([asd])\s*/\s*([lpo]))(?![^\W_])", re.IGNORECASE)
_SLASHED_WORDS: Final = {"al": "al", "ap": "ap", "so": "al", "do": "ap"}
_APOSTROPHES: Final = dict.fromkeys(map(ord, "'`´’‘ʼʻˈ′＇ʾʿ"))
_ASCII: Final = {code: None if chr(code) in "'`" else " " for code in range(128) if not chr(code).isalnum()}
_LETTERS: Final = {
    ord(old): new
    for old, new in {
        "ø": "o", "đ": "d", "ł": "l", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h",
        "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ے": "ي", "ک": "ك", "ڪ": "ك", "ݢ": "ڬ", "گ": "ڬ", "ۏ": "و", "ڽ": "ن",
        "ة": "ه", "ە": "ه", "ہ": "ه", "ھ": "ه", "ء": "", "ٴ": "", "ـ": "",
    }.items()
}  # fmt: skip
_CACHE_LIMIT: Final = 300_000


def _is_mark_to_drop(code: int) -> bool:
    """Accents of Latin, Greek and Cyrillic, Arabic vowel marks, unseen signs; not the vowel signs of Indic scripts."""
    return (
        0x0300 <= code <= 0x036F
        or 0x0610 <= code <= 0x061A
        or 0x064B <= code <= 0x065F
        or code == 0x0670
        or 0x06D6 <= code <= 0x06ED
        or 0x200B <= code <= 0x200F
        or 0x202A <= code <= 0x202E
        or 0x2060 <= code <= 0x2069
        or 0xFE00 <= code <= 0xFE0F
        or code in (0x00AD, 0xFEFF)
    )


def _stands_alone(code: int) -> bool:
    """Whether a character of a script without spaces between words is a word of its own."""
    return (
        0x4E00 <= code <= 0x9FFF
        or 0x3400 <= code <= 0x4DBF
        or 0x3040 <= code <= 0x30FF
        or 0xAC00 <= code <= 0xD7AF
        or 0xF900 <= code <= 0xFAFF
        or 0x20000 <= code <= 0x323AF
    )


def _plain_characters(text: str) -> str:
    """Letters and digits of `text` without case or accents, everything else a space; not squeezed."""
    if text.isascii():
        return text.translate(_ASCII).lower()
    text = text.translate(_APOSTROPHES)
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    out: list[str] = []
    for letter in decomposed.translate(_LETTERS):
        code = ord(letter)
        if code < 128:
            out.append(letter if letter.isalnum() else " ")
        elif _is_mark_to_drop(code) or code in _APOSTROPHES:
            continue
        else:
            kind = unicodedata.category(letter)
            if kind == "Nd":
                out.append(str(unicodedata.digit(letter)))
            else:
                out.append(letter if kind[0] in "LMN" or kind == "Co" else " ")
    return unicodedata.normalize("NFC", "".join(out))


class _Words(dict[str, str]):
    """Words as written, and what they fold to: "" for punctuation alone, several words with spaces for a compound."""

    def __missing__(self, word: str) -> str:
        if len(self) > _CACHE_LIMIT:
            self.clear()
        pieces: list[str] = []
        plain = _plain_characters(word)
        if not plain.isascii():
            plain = "".join(f" {letter} " if _stands_alone(ord(letter)) else letter for letter in plain)
        for piece in plain.split():
            pieces.append(_SPELLINGS.get(piece, piece))
        folded = " ".join(pieces)
        self[word] = folded
        return folded


_words: Final = _Words()


def plain(text: str) -> str:
    """`text` without case, accents, apostrophes and punctuation, squeezed; spellings and connectors stay."""
    return " ".join(_plain_characters(text).split())


def fold(text: str) -> str:
    """What search compares for `text`: see the rules above. Folding twice changes nothing. Any text is legal.

    >>> fold("MOHD. Azlan  b. Abd Rahman")
    'muhammad azlan abdul rahman'
    """
    if "/" in text:
        text = _SLASHED.sub(lambda found: f" {_SLASHED_WORDS.get((found[1] + found[2]).lower(), found[0])} ", text)
    words = [_words[word] for word in text.split()]
    folded = " ".join(words)
    if "" in words or folded.count(" ") >= len(words) > 0:
        words = folded.split()
        folded = " ".join(words)
    return folded if CONNECTORS.isdisjoint(words) else _without_connectors(words)


def _without_connectors(words: list[str]) -> str:
    inner = [word for word in words[1:-1] if word not in CONNECTORS]
    return " ".join([words[0], *inner, words[-1]] if len(words) > 1 else words)


def match_expression(text: str) -> str:
    """The FTS5 query for what somebody has typed so far: every word must begin a word of the record; "" for no words.

    The last word is still being typed: half a connector ("Ahmad b") is left out, and half a spelling ("moh") also
    finds what the whole one would ("muhammad").
    """
    words = fold(text).split()
    if len(words) > 1 and any(whole.startswith(words[-1]) for whole in ("binti", "anak")):
        words.pop()
    if not words:
        return ""
    last = words.pop()
    typed = plain(text).split()[-1]
    ends = {last, *(name for spelling, name in _SPELLINGS.items() if spelling.startswith(typed))}
    if last in _FAMILIES:
        ends.add(typed)
    either = " OR ".join(f'"{word}"*' for word in sorted(ends))
    return " AND ".join([*(f'"{word}"*' for word in words), f"({either})" if len(ends) > 1 else either])
