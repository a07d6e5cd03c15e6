"""How rare a value is in the two lists, in bits: what its agreement is worth beyond the ordinary.

An e-mail address or a telephone number that several differently named people give belongs to an office, not to a
person.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import chain
from math import log2
from typing import Final, Optional

from desktop_app.exchange.comparison import TYPOS, Name, Person, name_level

_ORDINARY_WORDS: Final = {
    "muhammad": 0.18, "nur": 0.10, "ahmad": 0.07, "abdul": 0.07, "siti": 0.05, "mohd": 0.05, "abdullah": 0.04,
    "rahman": 0.03, "ismail": 0.03, "ibrahim": 0.03, "ali": 0.03, "hassan": 0.03, "othman": 0.02, "wan": 0.03,
    "nik": 0.02, "che": 0.02, "tan": 0.05, "lim": 0.05, "lee": 0.05, "wong": 0.04, "chong": 0.02, "ng": 0.03,
    "teh": 0.01, "mei": 0.03, "kumar": 0.02, "raj": 0.01, "singh": 0.02, "kaur": 0.02, "john": 0.02, "david": 0.02,
}  # fmt: skip
_ORDINARY: Final = 0.003
_HELD: Final = 120.0
"""How many names' worth the table above counts against the lists' own words: small lists tell little."""
_WRONG: Final = 0.05
"""The share of personal addresses and numbers that stand against somebody else's name."""
OFFICE: Final = 4
"""From this many differently named people on, an address or a number is an office's."""
MOST_FOR_A_NAME: Final = 24.0
"""A name is never worth more bits than this: the words of real names are not drawn independently."""
_OFFICE_NAMES: Final = frozenset(
    "urusetia sekretariat secretariat admin administration info office enquiry enquiries pejabat registration "
    "pendaftaran hello contact mail webmaster noreply hr pr latihan training helpdesk aduan support general".split()
)


class Rarity:
    """Counts over a list of people, and, where `under` is given, over that list too."""

    def __init__(self, people: Iterable[Person], under: Optional["Rarity"] = None) -> None:
        self._under = under
        people = list(people)
        self.people = len(people)
        self._words = Counter(chain.from_iterable([person.name.words for person in people]))
        self._values = Counter([person.organisation for person in people])
        self._values.update([person.post for person in people])
        self._values.update([person.postcode for person in people])
        self._holders: dict[str, Name | list[Name]] = {}
        self._shared: dict[str, int] = {}
        for person in people:
            for value in person.emails:
                self._hold(value, person.name)
            for value in person.phones:
                self._hold(value, person.name)
        self.whole: int = self.people + (under.whole if under else 0)
        self.words = _WordBits(self)
        self.address_words: _AddressBits = _AddressBits(people, under.address_words if under else None)
        self._bits: dict[str, float] = {}

    def _hold(self, value: str, name: Name) -> None:
        before = self._holders.setdefault(value, name)
        if before is not name:
            if isinstance(before, list):
                before.append(name)
            else:
                self._holders[value] = [before, name]

    def word_count(self, word: str) -> int:
        """How many names of both lists hold a folded word."""
        return self._words[word] + (self._under.word_count(word) if self._under else 0)

    def chance_of_word(self, word: str) -> float:
        """How likely any name holds the word."""
        ordinary = _ORDINARY_WORDS.get(word, _ORDINARY)
        return min(1.0, (self.word_count(word) + _HELD * ordinary) / (self.whole + _HELD))

    def of_pair(self, one: str, other: str) -> float:
        """What two words that are merely alike are worth: less than either, since others are alike too."""
        chance = 2.0 * (self.chance_of_word(one) + self.chance_of_word(other)) + 0.004
        return max(0.0, -log2(min(1.0, chance)))

    def of_value(self, value: str) -> float:
        """What it is worth that two people share an organisation, a post or a postcode."""
        bits = self._bits.get(value)
        if bits is None:
            count = self._values[value] + (self._under._values[value] if self._under else 0)
            bits = self._bits[value] = -log2(min(1.0, (count + 3.0) / (self.whole + 12.0)))
        return bits

    def shared_by(self, value: str) -> int:
        """How many differently named people give this e-mail address or number."""
        count = self._shared.get(value)
        if count is None:
            count = self._shared[value] = _count_different(self._held_by(value)[:60])
        return count

    def _held_by(self, value: str) -> list[Name]:
        held = self._holders.get(value)
        names = held if isinstance(held, list) else [held] if held is not None else []
        return names + (self._under._held_by(value) if self._under else [])

    def is_office_email(self, email: str) -> bool:
        """Whether an address is an office's: by its name, or because so many give it."""
        local = email.partition("@")[0].rstrip("0123456789")
        return local in _OFFICE_NAMES or self.shared_by(email) >= OFFICE

    def is_office_phone(self, number: str) -> bool:
        """Whether a number is a switchboard: it ends in noughts, or so many give it."""
        return number.endswith("000") or self.shared_by(number) >= OFFICE

    def of_personal(self, value: str) -> float:
        """What it is worth that two people share an address or a number that is not an office's."""
        return -log2((self.shared_by(value) - 1 + _WRONG) / (self.whole + 20.0))


class _WordBits(dict[str, float]):
    def __init__(self, rarity: Rarity) -> None:
        super().__init__()
        self._rarity = rarity

    def __missing__(self, word: str) -> float:
        self[word] = bits = -log2(self._rarity.chance_of_word(word))
        return bits


class _AddressBits(dict[str, float]):
    """What a word of an address is worth; the words of `under` count as well."""

    def __init__(self, people: Iterable[Person], under: Optional["_AddressBits"]) -> None:
        super().__init__()
        self.counts: Counter[str] = Counter()
        self.addresses = 0
        for person in people:
            if person.address:
                self.addresses += 1
                self.counts.update(person.address)
        self._under = under

    def __missing__(self, word: str) -> float:
        count, addresses = self.counts[word], self.addresses
        if self._under is not None:
            count, addresses = count + self._under.counts[word], addresses + self._under.addresses
        self[word] = bits = log2((addresses + 20.0) / (count + 1.0))
        return bits


def _count_different(names: list[Name]) -> int:
    """How many people stand behind these names, spellings and missing fathers' names of one person counted once."""
    different: list[Name] = []
    for name in names:
        if not any(name_level(name, other)[0] <= TYPOS for other in different):
            different.append(name)
    return max(1, len(different))
