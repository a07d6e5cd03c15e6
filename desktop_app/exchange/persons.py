"""Which rows of one file are one person.

Rows are joined only on evidence and never against it: the same identity number; the same e-mail address or telephone
number with names that agree; the same name with nothing that says otherwise. An address shared by two names is shared
by two people. Spouses, sisters and father and son are such people.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from db.folding import fold
from desktop_app.records.names import name_words


@dataclass(frozen=True, slots=True)
class Signs:
    """What one row says of who the person is; "" for what it does not say."""

    name: str
    identity_number: str = ""
    email: str = ""
    phone: str = ""
    organisation: str = ""


@dataclass(slots=True)
class _Person:
    number: int
    words: set[frozenset[str]]
    identities: set[str]
    emails: set[str]
    phones: set[str]
    organisations: set[str] = field(default_factory=set)


def persons_of(rows: Sequence[Signs]) -> list[int]:
    """For each row the number of its person, from 0 in order of first appearance."""
    found = Persons()
    return [found.of(signs) for signs in rows]


class Persons:
    """Those met so far, by everything that tells them apart."""

    def __init__(self) -> None:
        self.count = 0
        self.by_identity: dict[str, list[_Person]] = {}
        self.by_email: dict[str, list[_Person]] = {}
        self.by_phone: dict[str, list[_Person]] = {}
        self.by_name: dict[str, list[_Person]] = {}

    def of(self, signs: Signs) -> int:
        """The number of the person of a row; a new one where nobody met so far is meant."""
        words = frozenset(name_words(signs.name)) if signs.name else frozenset()
        key = " ".join(sorted(words))
        person = self._known(signs, words, key)
        if person is None:
            person = _Person(self.count, set(), set(), set(), set())
            self.count += 1
        self._learn(person, signs, words, key)
        return person.number

    def _known(self, signs: Signs, words: frozenset[str], key: str) -> _Person | None:
        if signs.identity_number:
            for person in self.by_identity.get(signs.identity_number, ()):
                if not words or not person.words or any(words & other for other in person.words):
                    return person
        for index, value in ((self.by_email, signs.email), (self.by_phone, signs.phone)):
            if not value:
                continue
            for person in index.get(value, ()):
                if not _contradicts(person.identities, signs.identity_number) and _names_agree(person.words, words):
                    return person
        for person in self.by_name.get(key, ()) if key else ():
            if not (
                _contradicts(person.identities, signs.identity_number)
                or _contradicts(person.emails, signs.email)
                or _contradicts(person.phones, signs.phone)
                or _works_elsewhere(person, signs.organisation)
            ):
                return person
        return None

    def _learn(self, person: _Person, signs: Signs, words: frozenset[str], key: str) -> None:
        for index, value, known in (
            (self.by_identity, signs.identity_number, person.identities),
            (self.by_email, signs.email, person.emails),
            (self.by_phone, signs.phone, person.phones),
        ):
            if value and value not in known:
                known.add(value)
                index.setdefault(value, []).append(person)
        if words and words not in person.words:
            person.words.add(words)
            self.by_name.setdefault(key, []).append(person)
        if signs.organisation:
            person.organisations.add(signs.organisation)


def _contradicts(known: set[str], value: str) -> bool:
    return bool(value) and bool(known) and value not in known


def _names_agree(known: Iterable[frozenset[str]], words: frozenset[str]) -> bool:
    """Whether one name holds all words of the other; no name agrees with any."""
    return not words or not known or any(words <= other or other <= words for other in known)


def _works_elsewhere(person: _Person, organisation: str) -> bool:
    """Whether the offices of two namesakes are plainly different: not one spelt two ways, nor a short form of the
    other."""
    if not organisation or not person.organisations or organisation in person.organisations:
        return False
    return not any(same_office(organisation, other) for other in person.organisations)


def same_office(one: str, other: str) -> bool:
    """Whether two texts may name one office: equal but for spelling, one within the other, or one the other's
    initials."""
    a, b = fold(one), fold(other)
    if not a or not b or a == b or a in b or b in a or fuzz.token_set_ratio(a, b) >= 85:
        return True
    short, long = sorted((a, b), key=len)
    return " " not in short and short == "".join(
        word[0] for word in long.split() if word not in ("dan", "and", "of", "the", "bagi")
    )
