"""Whom a row could be at all: a few dozen of a hundred thousand, found by keys and not by looking at each.

Two storeys. `sure` looks up what hardly ever agrees by chance: identity number, phone, e-mail, the whole name. `wide`
adds, for rows those do not settle: spellings of one or two words, a word more or less, rare words, birth, address.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Final

from db.folding import SPELLINGS
from desktop_app.exchange.comparison import Person, alike, skeleton

_FULL: Final = 60
"""A block of more people than this tells them apart too little; only those of the same organisation are taken."""
_MOST: Final = 400


class Blocks:
    """The keys of everybody known; places in the list are what it gives."""

    def __init__(self, people: Sequence[Person]) -> None:
        self._people = people
        self._by_name: dict[str, list[int]] = {}
        self._by_identity: dict[str, list[int]] = {}
        self._by_contact: dict[str, list[int]] = {}
        for place, person in enumerate(people):
            _put(self._by_name, person.key, place)
            if person.identity:
                _put(self._by_identity, person.identity, place)
            for value in person.phones:
                _put(self._by_contact, value, place)
            for value in person.emails:
                _put(self._by_contact, value, place)
        self._wide: _WideBlocks | None = None

    def namesakes(self, key: str) -> int:
        """How many known people have this very name."""
        return len(self._by_name.get(key, ()))

    def sure(self, person: Person) -> set[int]:
        """Who shares an identity number, a phone, an e-mail address or the whole name."""
        found: set[int] = set()
        if person.identity:
            found.update(self._by_identity.get(person.identity, ()))
        for value in person.phones + person.emails:
            self._take(found, self._by_contact.get(value, ()), person)
        if person.key:
            self._take(found, self._by_name.get(person.key, ()), person)
        return found

    def wide(self, person: Person) -> set[int]:
        """Who else is worth a look; slower, and without those that `sure` gives."""
        if self._wide is None:
            self._wide = _WideBlocks(self._people)
        found: set[int] = set()
        for key in self._wide.name_keys(person):
            if key in self._by_name:
                self._take(found, self._by_name[key], person)
        for block in self._wide.blocks(person):
            self._take(found, block, person)
            if len(found) > _MOST:
                break
        return found

    def _take(self, found: set[int], block: Iterable[int] | Sequence[int], person: Person) -> None:
        places = block if isinstance(block, (list, tuple, set)) else list(block)
        if len(places) <= _FULL:
            found.update(places)
            return
        people = self._people
        nearer = [
            place
            for place in places
            if (person.organisation and people[place].organisation == person.organisation)
            or (person.birth and people[place].birth == person.birth)
        ]
        found.update(nearer[:_FULL] if nearer else sorted(places)[:_FULL])


def _put(block: dict[str, list[int]], key: str, place: int) -> None:
    before = block.get(key)
    if before is None:
        block[key] = [place]
    else:
        before.append(place)


class _WideBlocks:
    """Indexes that only unsettled rows need, built when the first of them comes."""

    def __init__(self, people: Sequence[Person]) -> None:
        self._people = people
        self._holders: dict[str, list[int]] = {}
        self._by_fact: dict[str, list[int]] = {}
        for place, person in enumerate(people):
            for word in set(person.name.words):
                _put(self._holders, word, place)
            for fact in _facts(person):
                _put(self._by_fact, fact, place)
        self._variants = _Variants(self._holders)

    def name_keys(self, person: Person) -> set[str]:
        """The whole names that one word written otherwise, two words of a short name, or one word fewer would give."""
        words = person.name.words
        choices = [self._variants.of(word) for word in words]
        keys: set[str] = set()
        for place, others in enumerate(choices):
            rest = words[:place] + words[place + 1 :]
            if len(rest) > 1 or (rest and len(words) == 2):
                keys.add(" ".join(sorted(rest)))
            for other in others:
                keys.add(" ".join(sorted((*rest, *other.split()))))
        if len(words) <= 4:
            for one, two in combinations(range(len(words)), 2):
                if len(choices[one]) * len(choices[two]) <= 60:
                    rest = tuple(word for place, word in enumerate(words) if place not in (one, two))
                    keys.update(" ".join(sorted((*rest, a, b))) for a in choices[one] for b in choices[two])
        for place in range(len(words) - 1):
            joined = words[:place] + (words[place] + words[place + 1],) + words[place + 2 :]
            keys.add(" ".join(sorted(joined)))
        return keys

    def blocks(self, person: Person) -> Iterable[Iterable[int]]:
        """Blocks by birth, by address, by a rare word of the name, by two words together."""
        for fact in _facts(person):
            if fact in self._by_fact:
                yield self._by_fact[fact]
        groups: list[list[int]] = []
        for word in dict.fromkeys(person.name.words):
            holders = self._holders.get(word)
            if holders is None:
                holders = [place for other in self._variants.of(word) for place in self._holders.get(other, ())]
            if holders:
                groups.append(holders)
        groups.sort(key=len)
        if not groups:
            return
        if len(groups[0]) <= _FULL:
            yield groups[0]
        for one, two in combinations(groups[:4], 2):
            if len(one) <= 5000:
                both = set(one).intersection(two)
                if both:
                    yield both


def _facts(person: Person) -> Iterable[str]:
    if len(person.birth) >= 6:
        yield f"b{person.birth}"
    if person.address and person.postcode:
        for number in person.address:
            if number.isdigit():
                yield f"a{person.postcode} {number}"
    if person.address:
        longest = sorted(person.address, key=lambda word: (-len(word), word))[:3]
        for one, two in combinations(longest, 2):
            yield f"w{one} {two}"


class _Variants:
    """The known words of names that a word may be a slip or a spelling of."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._by_part: dict[str, list[str]] = {}
        self._by_sound: dict[str, list[str]] = {}
        self._found: dict[str, tuple[str, ...]] = {}
        for word in vocabulary:
            for part in _parts(word):
                self._by_part.setdefault(part, []).append(word)
            self._by_sound.setdefault(skeleton(word), []).append(word)
            for spelling in SPELLINGS.get(word, ()):
                for part in _parts(spelling):
                    self._by_part.setdefault(part, []).append(word)

    def of(self, word: str) -> tuple[str, ...]:
        """The known words alike, the word itself left out."""
        found = self._found.get(word)
        if found is None:
            near = set(self._by_sound.get(skeleton(word), ()))
            for part in _parts(word):
                near.update(self._by_part.get(part, ()))
            near.discard(word)
            found = self._found[word] = tuple(sorted(other for other in near if alike(word, other)))
        return found


def _parts(word: str) -> set[str]:
    """The word, and the word with each one letter left out: two words one slip apart share one of these."""
    if not 3 <= len(word) <= 24:
        return {word}
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}
