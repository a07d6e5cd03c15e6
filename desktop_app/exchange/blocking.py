"""Whom a row could be at all: a few dozen of a hundred thousand, found by keys and not by looking at each.

Two storeys. `sure` looks up what hardly ever agrees by chance: identity number, phone, e-mail, the whole name. `wide`
adds, for rows those do not settle: spellings of one or two words, a word more or less, rare words, birth, address.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import combinations, islice
from typing import Final

from db.folding import SPELLINGS
from desktop_app.exchange.comparison import Person, alike, skeleton

_FULL: Final = 40
"""A block of more people than this tells them apart too little; only those of the same organisation are taken."""
_FEW: Final = 6
"""How many are taken of a block too full and with nobody of the same organisation: enough to be asked about."""
_RARE: Final = _FULL // 2
"""Of a word that no more than this many bear, looking it up with a second word leaves nobody out."""
_SCANNED: Final = 1000
"""Two words are looked up together when the rarer of them has no more holders than this."""


class Blocks:
    """The keys of everybody known; places in the list are what it gives."""

    def __init__(self, people: Sequence[Person]) -> None:
        self._people = people
        by_name: defaultdict[str, list[int]] = defaultdict(list)
        by_fact: defaultdict[str, list[int]] = defaultdict(list)
        for place, person in enumerate(people):
            by_name[person.key].append(place)
            if person.identity:
                by_fact[person.identity].append(place)
            for value in person.phones:
                by_fact[value].append(place)
            for value in person.emails:
                by_fact[value].append(place)
        self._by_name: Final = dict(by_name)
        self._by_fact: Final = dict(by_fact)
        self._wide: _WideBlocks | None = None
        self._by_organisation: dict[str, frozenset[int]] | None = None

    def namesakes(self, key: str) -> int:
        """How many known people have this very name."""
        return len(self._by_name.get(key, ()))

    def sure(self, person: Person) -> set[int]:
        """Who shares an identity number, a phone, an e-mail address or the whole name."""
        found: set[int] = set()
        if person.identity:
            found.update(self._by_fact.get(person.identity, ()))
        for value in person.phones + person.emails:
            self._take(found, self._by_fact.get(value, ()), person)
        if person.key:
            self._take(found, self._by_name.get(person.key, ()), person)
        return found

    def wide(self, person: Person) -> tuple[set[int], set[int]]:
        """Who else is worth a look: by birth or address, whatever the name; by the name alone. Slower than `sure`."""
        if self._wide is None:
            self._wide = _WideBlocks(self._people)
        by_fact: set[int] = set()
        for block in self._wide.by_fact(person):
            self._take(by_fact, block, person)
        by_name: set[int] = set()
        for key in self._wide.name_keys(person):
            if key in self._by_name:
                self._take(by_name, self._by_name[key], person)
        for both in self._wide.by_two_words(person):
            self._take(by_name, both, person, _RARE)
        return by_fact, by_name

    def _take(self, found: set[int], block: Collection[int], person: Person, full: int = _FULL) -> None:
        """Add a block; of one too full, those of the same organisation or birth, or a few where there are none."""
        if len(block) <= full:
            found.update(block)
            return
        colleagues = self._colleagues(person.organisation)
        nearer = [place for place in block if place in colleagues]
        if person.birth:
            nearer += [place for place in block if self._people[place].birth == person.birth]
        found.update(sorted(nearer)[:full] if nearer else sorted(block)[:_FEW])

    def _colleagues(self, organisation: str) -> frozenset[int]:
        """Everybody of an organisation."""
        if self._by_organisation is None:
            by_organisation: defaultdict[str, list[int]] = defaultdict(list)
            for place, person in enumerate(self._people):
                by_organisation[person.organisation].append(place)
            self._by_organisation = {name: frozenset(places) for name, places in by_organisation.items() if name}
        return self._by_organisation.get(organisation, frozenset())


class _WideBlocks:
    """Indexes that only unsettled rows need, built when the first of them comes."""

    def __init__(self, people: Sequence[Person]) -> None:
        self._people = people
        holders: defaultdict[str, list[int]] = defaultdict(list)
        by_fact: defaultdict[str, list[int]] = defaultdict(list)
        for place, person in enumerate(people):
            for word in person.name.words:
                holders[word].append(place)
            if person.birth or person.address:
                for fact in _facts(person):
                    by_fact[fact].append(place)
        self._holders: Final = dict(holders)
        self._by_fact: Final = dict(by_fact)
        self._sets: dict[str, frozenset[int]] = {}
        self._variants = _Variants(self._holders)

    def name_keys(self, person: Person) -> set[str]:
        """The whole names that one word written otherwise, two unknown words of it, or one word fewer would give."""
        words = person.name.words
        holders = self._holders
        variants = [self._variants.of(word) for word in words]
        keys: set[str] = set()
        for place, others in enumerate(variants):
            rest = words[:place] + words[place + 1 :]
            if rest and (len(rest) > 1 or len(words) == 2):
                keys.add(" ".join(sorted(rest)))
            if len(rest) > 1 and min([len(holders.get(word, ())) for word in rest]) <= _RARE:
                continue  # by_two_words finds whoever has the rest
            for other in others:
                keys.add(" ".join(sorted((*rest, other))))
        unknown = [place for place, word in enumerate(words) if word not in self._holders]
        for one, two in combinations(unknown, 2):
            if len(variants[one]) * len(variants[two]) <= 100:
                rest = tuple(word for place, word in enumerate(words) if place not in (one, two))
                keys.update(" ".join(sorted((*rest, a, b))) for a in variants[one] for b in variants[two])
        if len(words) > 2:
            for place in range(len(words) - 1):
                joined = words[:place] + (words[place] + words[place + 1],) + words[place + 2 :]
                keys.add(" ".join(sorted(joined)))
        return keys

    def by_fact(self, person: Person) -> Iterator[list[int]]:
        """Blocks by birth and by address."""
        for fact in _facts(person):
            if fact in self._by_fact:
                yield self._by_fact[fact]

    def by_two_words(self, person: Person) -> Iterator[Collection[int]]:
        """Who has two words of the name, the rare ones first; who has one that hardly anybody has."""
        groups = sorted((len(self._holders[word]), word) for word in set(person.name.words) if word in self._holders)
        for (count, one), (_more, two) in islice(combinations(groups[:4], 2), 5):
            if count <= _SCANNED:
                both = self._set_of(one) & self._set_of(two)
                if both:
                    yield both
        if groups and groups[0][0] <= _FEW:
            yield self._holders[groups[0][1]]

    def _set_of(self, word: str) -> frozenset[int]:
        found = self._sets.get(word)
        if found is None:
            found = self._sets[word] = frozenset(self._holders[word])
        return found


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
