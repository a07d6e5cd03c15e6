"""How alike two people are: what each field of two records says about their being one person.

Every comparison gives a level, a small number per field; what a level is worth is the weights' business (weights.py).
Names are compared word by word, because a name here is no first name and surname: a father's name may be missing, a
Western name may stand before or behind a Chinese one, and the words of a Malay name do not change places: Ahmad bin Ali
is the son of Ali bin Ahmad, or his father.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA

from db.folding import CONNECTORS, SPELLINGS, fold, plain
from desktop_app.records.names import may_have_titles, split_titles


class PersonRecord(NamedTuple):
    """A person as matching sees him, known or incoming. Only the name is ever needed.

    E-mails and phones as exchange.values gives them; the date of birth in any one form that both lists use.
    """

    id: str
    name: str
    titles: str = ""
    organisation: str = ""
    post: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    identity_number: str = ""
    date_of_birth: str = ""
    postcode: str = ""
    address: str = ""


FIELDS: Final = (
    *("name", "identity", "phone", "email", "birth", "organisation", "post", "postcode", "address", "sex"),
    *("job", "has_identity", "has_phone", "has_email"),
)
NAME, IDENTITY, PHONE, EMAIL, BIRTH, ORGANISATION, POST, POSTCODE, ADDRESS, SEX = range(10)
JOB, HAS_IDENTITY, HAS_PHONE, HAS_EMAIL = range(10, 14)
"""JOB joins organisation and post where both are told: who changes the one mostly changes the other. The last three
tell what each side has at all: a sheet made from our own list lacks what we lack."""
MISSING: Final = -1
"""The level of a field that one of the two records does not have, or that says nothing (a switchboard)."""

# Levels of a name.
EXACT, REORDERED, SHORTER, LONGER, TYPO, TYPOS, PARTIAL, SWAPPED, NOTHING = range(9)
# Levels of other fields; address has four, sex two (SAME, OTHER).
SAME, NEAR, OTHER = range(3)
BOTH_HAVE, MINE_LACKS, THEIRS_LACKS, BOTH_LACK = range(4)
ADDRESS_SAME, ADDRESS_CLOSE, ADDRESS_PART, ADDRESS_OTHER = range(4)

_SON: Final = frozenset(["bin", "bn", "b"])
_DAUGHTER: Final = frozenset(["binti", "bint", "binte", "bt", "bte", "bti"])
_SLASHED: Final = re.compile(r"(?<![^\W_])([asd])\s*/\s*([lpo])(?![^\W_])", re.IGNORECASE)
_FATHERS_TITLES: Final = frozenset(["haji", "hj", "dato", "datuk", "tan sri", "tun", "hajah", "tuan", "hjh"])


class Name(NamedTuple):
    """A name taken apart: `words` folded, in order; how many of them stand before the father's name (0: not told);
    `sex` "m" or "f" where a connector tells it, else "". `ordered` are the words sorted."""

    words: tuple[str, ...]
    ordered: tuple[str, ...]
    given: int
    sex: str


class _Words(dict[str, tuple[tuple[str, ...], str]]):
    """A word as written: what it folds to, and "m", "f", "c" (a connector that tells no sex), "h" (a title) or ""."""

    def __missing__(self, word: str) -> tuple[tuple[str, ...], str]:
        if len(self) > 300_000:
            self.clear()
        plain_word = plain(word)
        kind = ""
        if plain_word in _SON or plain_word == "al":
            kind = "m"
        elif plain_word in _DAUGHTER or plain_word == "ap":
            kind = "f"
        elif plain_word in CONNECTORS:
            kind = "c"
        elif len(plain_word) >= 4 and OSA.distance(plain_word, "binti", score_cutoff=1) <= 1:
            kind = "f"
        elif plain_word in _FATHERS_TITLES:
            kind = "h"
        taken = tuple(fold(word).split()), kind
        self[word] = taken
        return taken


_words: Final = _Words()
_SLASH_WORDS: Final = {"al": " al ", "ap": " ap ", "so": " bin ", "do": " binti "}


def name_of(text: str) -> Name:
    """Take a name apart. Titles still in it are left out; any text is legal."""
    pieces = text.split()
    if may_have_titles(text, pieces):
        text = split_titles(text)[1]
        pieces = text.split()
    if "/" in text or "@" in text:
        text = _SLASHED.sub(lambda found: _SLASH_WORDS.get((found[1] + found[2]).lower(), found[0]), text)
        pieces = text.replace("@", " ").split()
    words: tuple[str, ...] = ()
    given = 0
    sex = ""
    last = len(pieces) - 1
    for place, piece in enumerate(pieces):
        folded, kind = _words[piece]
        if kind and words:
            if kind == "h":
                if given == len(words) and place < last:
                    continue
            elif place < last or (given == 0 and len(piece) > 1):
                given = given or len(words)
                if kind != "c" and not sex:
                    sex = kind
                continue
        words += folded
    if given == len(words):
        given = 0
    return Name(words, tuple(sorted(words)), given, sex)


_likeness: Final[dict[tuple[str, str], bool]] = {}


@lru_cache(maxsize=200_000)
def skeleton(word: str) -> str:
    """What is left of a word when Malay spellings that sound alike are one: noraini, nuraini; dzulkifli, zulkipli."""
    for old, new in _SOUNDS:
        if old in word:
            word = word.replace(old, new)
    out = word[:1]
    for letter in word[1:]:
        if letter != out[-1]:
            out += letter
    return out


_SOUNDS: Final = (
    ("oo", "u"), ("ou", "u"), ("o", "u"), ("ee", "i"), ("e", "i"), ("y", "i"), ("dz", "z"), ("dh", "d"), ("zz", "z"),
    ("j", "z"), ("ph", "f"), ("p", "f"), ("v", "f"), ("sh", "s"), ("si", "s"), ("sy", "s"), ("kh", "k"), ("gh", "g"),
    ("th", "t"), ("ch", "c"), ("q", "k"), ("ck", "k"), ("w", "u"), ("h", ""),
)  # fmt: skip


def alike(one: str, other: str) -> bool:
    """Whether two words of a name may be one word written twice: a slip of the keyboard, a spelling, an initial."""
    pair = (one, other) if one < other else (other, one)
    known = _likeness.get(pair)
    if known is None:
        if len(_likeness) > 400_000:
            _likeness.clear()
        known = _likeness[pair] = _are_alike(*pair)
    return known


def _are_alike(one: str, other: str) -> bool:
    short = min(len(one), len(other))
    if short == 1:
        return one[0] == other[0]
    if short <= 2 or one.isdigit() or other.isdigit():
        return False
    if short >= 4 and skeleton(one) == skeleton(other):
        return True
    if one in SPELLINGS and _spells(SPELLINGS[one], other):
        return True
    if other in SPELLINGS and _spells(SPELLINGS[other], one):
        return True
    allowed = 1 if short < 6 else 2
    return OSA.distance(one, other, score_cutoff=allowed) <= allowed


def _spells(spellings: tuple[str, ...], written: str) -> bool:
    """Whether a word is one slip from any spelling of a name that has many: "mohaad" is Mohamad."""
    return any(len(known) > 2 and OSA.distance(known, written, score_cutoff=1) <= 1 for known in spellings)


def name_level(one: Name, other: Name) -> tuple[int, Sequence[str], list[tuple[str, str]]]:
    """How the name of an incoming row (`one`) stands to a known one, the words they share, the pairs merely alike."""
    mine, theirs = one.words, other.words
    if not mine or not theirs:
        return MISSING, [], []
    if mine == theirs:
        return EXACT, mine, []
    tied = one.given or other.given
    if one.ordered == other.ordered:
        if not tied:
            return REORDERED, mine, []
        if one.given and other.given and set(mine[: one.given]) == set(theirs[: other.given]):
            return EXACT, mine, []
        return SWAPPED, mine, []
    if one.given and other.given:
        return _level_by_parts(one, other)
    shared, pairs, left, right = _align(mine, theirs)
    if not shared and not pairs:
        return NOTHING, [], []
    level = _level(shared, pairs, left, right)
    lacks_theirs = level == SHORTER and other.given and _lacks_given(theirs[: other.given], shared)
    lacks_mine = level == LONGER and one.given and _lacks_given(mine[: one.given], shared)
    if lacks_theirs or lacks_mine:
        level = PARTIAL
    elif level <= TYPOS and tied and len(shared) > 1 and _changed_places(mine, theirs, shared):
        level = SWAPPED
    return level, shared, pairs


def are_close(one: Name, other: Name) -> bool:
    """Whether two names could be one: a quick look: no name passes whose given names have nothing alike."""
    if one.given and other.given:
        given = one.words[: one.given]
        theirs = other.words[: other.given]
        return any(word in theirs for word in given) or any(alike(a, b) for a in given for b in theirs)
    return True


def _level_by_parts(one: Name, other: Name) -> tuple[int, list[str], list[tuple[str, str]]]:
    """Both names tell where the father's begins: given names are held against given names, fathers against fathers."""
    given = _align(one.words[: one.given], other.words[: other.given])
    father = _align(one.words[one.given :], other.words[other.given :])
    shared, pairs = given[0] + father[0], given[1] + father[1]
    if not shared and not pairs:
        crossed = _align(one.words, other.words)
        return (SWAPPED if crossed[0] else NOTHING), crossed[0], []
    if not (given[0] or given[1]) or not (father[0] or father[1]):
        return PARTIAL, shared, pairs
    return _level(shared, pairs, given[2] + father[2], given[3] + father[3]), shared, pairs


def _level(shared: list[str], pairs: list[tuple[str, str]], left: list[str], right: list[str]) -> int:
    if left and right:
        return PARTIAL
    if not pairs:
        if not left and not right:
            return REORDERED
        return SHORTER if right else LONGER
    return TYPO if len(pairs) == 1 and not left and not right else TYPOS


def _lacks_given(given: tuple[str, ...], shared: list[str]) -> bool:
    return not any(word in shared for word in given)


def _changed_places(mine: tuple[str, ...], theirs: tuple[str, ...], shared: list[str]) -> bool:
    rest = iter(theirs)
    common = set(shared)
    return not all(word in rest for word in mine if word in common)


def _align(
    mine: tuple[str, ...], theirs: tuple[str, ...]
) -> tuple[list[str], list[tuple[str, str]], list[str], list[str]]:
    """The words two names share, the pairs merely alike, and what is left of each."""
    left = list(mine)
    right = list(theirs)
    shared: list[str] = []
    for word in mine:
        if word in right:
            right.remove(word)
            left.remove(word)
            shared.append(word)
    pairs: list[tuple[str, str]] = []
    if left and right:
        if len(left) != len(right) and "".join(left) == "".join(right):
            return shared + (left if len(left) > len(right) else right), pairs, [], []
        for word in list(left):
            for candidate in right:
                if alike(word, candidate):
                    pairs.append((word, candidate))
                    left.remove(word)
                    right.remove(candidate)
                    break
    return shared, pairs, left, right


def identity_level(one: str, other: str) -> int:
    """Same, one slip apart (a digit wrong, two changed about, one lost), or another number."""
    if one == other:
        return SAME
    allowed = 2 if min(len(one), len(other)) >= 10 else 1
    return NEAR if OSA.distance(one, other, score_cutoff=allowed) <= allowed else OTHER


def phones_level(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """The best of all pairs of numbers."""
    level = OTHER
    for mine in one:
        for theirs in other:
            if mine == theirs:
                return SAME
            if len(mine) >= 8 and OSA.distance(mine, theirs, score_cutoff=1) <= 1:
                level = NEAR
    return level


def emails_level(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """Same; near: the same name at another house, or a slip in its letters; two that differ in digits are two."""
    level = OTHER
    for mine in one:
        for theirs in other:
            if mine == theirs:
                return SAME
            local, _, house = mine.partition("@")
            their_local, _, their_house = theirs.partition("@")
            if local == their_local and len(local) > 4:
                level = NEAR
            elif len(local) > 4 and _digits(local) == _digits(their_local):
                near_house = house == their_house or OSA.distance(house, their_house, score_cutoff=2) <= 2
                if near_house and OSA.distance(local, their_local, score_cutoff=1) <= 1:
                    level = NEAR
    return level


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())


def birth_level(one: str, other: str) -> int:
    """Same, near (one slip, or day and month changed about), or another day; eight digits YYYYMMDD where possible."""
    if one == other:
        return SAME
    if len(one) == len(other) == 8 and one[:4] == other[:4] and one[4:6] == other[6:] and one[6:] == other[4:6]:
        return NEAR
    return NEAR if OSA.distance(one, other, score_cutoff=1) <= 1 else OTHER


def post_level(one: str, other: str) -> int:
    """Folded posts: same; near: one a part of the other ("Jurutera", "Jurutera Awam J41") or a slip; or another."""
    if one == other:
        return SAME
    mine, theirs = set(one.split()), set(other.split())
    if mine <= theirs or theirs <= mine:
        return NEAR
    return NEAR if OSA.normalized_similarity(one, other, score_cutoff=0.85) >= 0.85 else OTHER


def address_level(one: frozenset[str], other: frozenset[str], worth: Mapping[str, float]) -> int:
    """How much of two addresses is the same, words counted by how rare they are (`worth` in bits)."""
    shared = sum(worth[word] for word in one & other)
    whole = min(sum(worth[word] for word in one), sum(worth[word] for word in other))
    part = shared / whole if whole else 0.0
    if part >= 0.7:
        return ADDRESS_SAME
    if part >= 0.4:
        return ADDRESS_CLOSE
    return ADDRESS_PART if part >= 0.15 else ADDRESS_OTHER


class Person:
    """A record made ready to be compared: every text folded once."""

    __slots__ = (
        "address", "birth", "emails", "identity", "key", "name", "organisation", "own_emails", "own_phones", "own_run",
        "phones", "post", "postcode",
    )  # fmt: skip

    own_phones: tuple[str, ...]
    own_emails: tuple[str, ...]

    def __init__(self, record: PersonRecord, organisation: str) -> None:
        """`organisation` is the organisation's own key, whatever the record calls it."""
        self.name = name = name_of(record.name)
        self.key = " ".join(name.ordered)
        self.organisation = organisation
        self.post = _posts[record.post]
        self.emails = tuple([email.strip().lower() for email in record.emails if email]) if record.emails else ()
        self.phones = tuple([number for number in map(_number, record.phones) if number]) if record.phones else ()
        identity = record.identity_number
        if identity and not (identity.isalnum() and identity.isupper()):
            identity = "".join(filter(str.isalnum, identity)).upper()
        self.identity = identity
        self.birth = "".join(filter(str.isdigit, record.date_of_birth)) if record.date_of_birth else ""
        self.postcode = record.postcode.strip()
        self.address = frozenset(plain(record.address).split()) if record.address else _NO_WORDS
        self.own_run = 0
        self.own_phones = self.own_emails = ()


_NO_WORDS: Final[frozenset[str]] = frozenset()


class _Posts(dict[str, str]):
    def __missing__(self, post: str) -> str:
        if len(self) > 100_000:
            self.clear()
        self[post] = folded = plain(post)
        return folded


_posts: Final = _Posts()


def _number(phone: str) -> str:
    """The digits that tell a number: those after +60 or 0, so that a number without its country still compares."""
    digits = phone[1:] if phone[:1] == "+" else phone
    if not digits.isdigit():
        digits = "".join(filter(str.isdigit, phone))
    if digits.startswith("60") and len(digits) > 9:
        digits = digits[2:]
    return digits.lstrip("0")
