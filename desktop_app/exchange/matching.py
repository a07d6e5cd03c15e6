"""Which known person an incoming row is: same, ask, or new.

`KnownPeople` is built once from everybody known and then asked about any number of rows. Keys that hardly ever agree by
chance are looked up first; only a row they do not settle is searched for further (blocking.py). Candidates are compared
field by field (comparison.py), the evidence is added up (weights.py, rarity.py), and each candidate is weighed against
all the others and against being nobody known: two who fit equally well are therefore always asked about.
"""

import zlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from desktop_app.exchange import comparison, evidence
from desktop_app.exchange.blocking import Blocks
from desktop_app.exchange.collecting import collector_resting
from desktop_app.exchange.comparison import (
    EXACT,
    MISSING,
    NEAR,
    OTHER,
    PARTIAL,
    REORDERED,
    SAME,
    TYPOS,
    Person,
    PersonRecord,
)
from desktop_app.exchange.organisations import KnownOrganisations, organisation_key, relation
from desktop_app.exchange.rarity import MOST_FOR_A_NAME, Rarity
from desktop_app.exchange.weights import ANCHORS, Weights, believe

Answer = Literal["same", "ask", "new"]

CERTAIN: Final = 0.997
"""From this probability on a row is the known person."""
WORTH_ASKING: Final = 0.1
"""Below this probability nobody is asked about a candidate."""
SHOWN: Final = 5
"""How many candidates a question shows at most."""
SAMPLE: Final = 1200
"""How many incoming rows the weights are learned from at most."""
_LEARNED_FROM: Final = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A known person a row may be. `score` is a probability; `levels` is what each of comparison.FIELDS said."""

    id: str
    score: float
    levels: tuple[int, ...]

    @property
    def why(self) -> str:
        """The reason in the language spoken now: what agrees, then what does not."""
        return evidence.in_words(self.levels)


@dataclass(frozen=True, slots=True)
class Match:
    """What was found for one incoming row: for `same` and `ask` at most five candidates, best first; for `new` none."""

    answer: Answer
    candidates: tuple[Candidate, ...] = ()

    @property
    def person(self) -> str | None:
        """The id of the known person where the answer is same, else None."""
        return self.candidates[0].id if self.answer == "same" else None


NEW: Final = Match("new")
_Pair = tuple[tuple[int, ...], float]
_Names = tuple[int, Sequence[str], list[tuple[str, str]]]


class KnownPeople:
    """Everybody known, indexed for matching.

    With `organisations`, spellings and parents settled in the records count as evidence; without, only what the names
    of organisations show by themselves.
    """

    def __init__(self, records: Iterable[PersonRecord], organisations: KnownOrganisations | None = None) -> None:
        self._organisations = _Organisations(organisations)
        self._ids: list[str] = []
        self._people: list[Person] = []
        with collector_resting():
            for record in records:
                self._ids.append(record.id)
                self._people.append(self._ready(record))
            self._blocks = Blocks(self._people)
            self._known_rarity = self._rarity = Rarity(self._people)
        self.weights = Weights()
        self._run = 1

    def __len__(self) -> int:
        return len(self._people)

    def match(self, record: PersonRecord) -> Match:
        """The answer for one row, by the weights learned so far (ordinary ones before any `match_all`)."""
        return self._match(self._ready(record))

    def match_all(
        self,
        records: Collection[PersonRecord],
        progress: Callable[[int, int], None] | None = None,
        cancel: Callable[[], bool] | None = None,
    ) -> list[Match]:
        """The answer for each row, in the order given; the order does not change the answers.

        Learns first from the rows themselves how often fields agree. `progress` gets rows done and rows in all, now and
        then; when `cancel` says yes, the answers so far are returned.
        """
        with collector_resting():
            people = [self._ready(record) for record in records]
            self._rarity = Rarity(people, self._known_rarity)
            self._run += 1
            self._learn(people)
            answers: list[Match] = []
            for done, person in enumerate(people):
                if done % 500 == 0:
                    if cancel is not None and cancel():
                        return answers
                    if progress is not None:
                        progress(done, len(people))
                answers.append(self._match(person))
        if progress is not None:
            progress(len(people), len(people))
        return answers

    def _ready(self, record: PersonRecord) -> Person:
        return Person(record, self._organisations.key(record.organisation))

    # --- learning ---------------------------------------------------------------------------------------------------

    def _learn(self, people: list[Person]) -> None:
        """Fit the weights and the organisations' other names to a sample chosen by content, not by order."""
        self.weights = Weights()
        self._organisations.forget()
        sample = sorted(people, key=_fingerprint)[:SAMPLE]
        having = self._having(people)
        table = self._pairs_of(sample)
        self.weights.learn([[pair for _place, pair in row] for row in table], len(self), having)
        if self._organisations.learn(self._sure_pairs(sample, table)):
            table = [
                list(self._compare_all(person, [place for place, _pair in row]).items())
                for person, row in zip(sample, table, strict=True)
            ]
            self.weights.learn([[pair for _place, pair in row] for row in table], len(self), having)

    def _pairs_of(self, sample: list[Person]) -> list[list[tuple[int, _Pair]]]:
        """For each person the likeliest dozen of his candidates, compared."""
        table = []
        for person in sample:
            compared = self._compare_all(person, self._blocks.sure(person))
            if not any(self._is_settled(pair) for pair in compared.values()):
                self._compare_wider(person, compared)
            row = sorted(compared.items(), key=lambda item: (-self.weights.total(*item[1]), item[0]))
            table.append(row[:_LEARNED_FROM])
        return table

    def _sure_pairs(self, sample: list[Person], table: list[list[tuple[int, _Pair]]]) -> Iterator[tuple[str, str]]:
        """The organisations of rows and people who are one person by a personal fact and by name."""
        for person, row in zip(sample, table, strict=True):
            beliefs = self.weights.beliefs([pair for _place, pair in row], len(self))
            for (place, (levels, _rarity)), belief in zip(row, beliefs, strict=True):
                personal = SAME in (levels[comparison.IDENTITY], levels[comparison.PHONE], levels[comparison.EMAIL])
                if belief > 0.99 and personal and MISSING < levels[comparison.NAME] <= TYPOS:
                    yield person.organisation, self._people[place].organisation

    # --- deciding ---------------------------------------------------------------------------------------------------

    def _match(self, person: Person) -> Match:
        if not self._people:
            return NEW
        compared = self._compare_all(person, self._blocks.sure(person))
        answer = self._decide(compared)
        if answer.answer == "same" and self._is_plain(answer.candidates[0]):
            return answer
        if self._compare_wider(person, compared):
            answer = self._decide(compared)
        return answer

    def _compare_all(self, person: Person, places: Iterable[int]) -> dict[int, _Pair]:
        people = self._people
        return {place: self._compare(person, people[place]) for place in places}

    def _compare_wider(self, person: Person, compared: dict[int, _Pair]) -> bool:
        """Add the candidates of the wider blocks to `compared`; whether there were any.

        Who was found by name alone must agree in most of it: a half-alike name proves nothing without a personal fact.
        """
        before = len(compared)
        by_fact, by_name = self._blocks.wide(person)
        for place in by_fact:
            if place not in compared:
                compared[place] = self._compare(person, self._people[place])
        for place in by_name:
            if place not in compared:
                theirs = self._people[place]
                if not comparison.are_close(person.name, theirs.name):
                    continue
                found = comparison.name_level(person.name, theirs.name)
                if MISSING < found[0] < PARTIAL:
                    compared[place] = self._compare(person, theirs, found)
        return len(compared) > before

    def _is_plain(self, candidate: Candidate) -> bool:
        """Whether a look further afield could not find a rival: the name agrees."""
        return candidate.levels[comparison.NAME] in (EXACT, REORDERED)

    def _is_settled(self, pair: _Pair) -> bool:
        """Whether a pair shares a personal fact and the name, so that learning needs no look further afield."""
        levels = pair[0]
        personal = SAME in (levels[comparison.IDENTITY], levels[comparison.PHONE], levels[comparison.EMAIL])
        return personal and MISSING < levels[comparison.NAME] <= TYPOS

    def _decide(self, compared: dict[int, _Pair]) -> Match:
        if not compared:
            return NEW
        places = sorted(compared)
        totals = [self.weights.total(*compared[place]) for place in places]
        beliefs = believe(totals, self.weights.share, len(self))
        ranked = sorted(zip(beliefs, places, strict=True), key=lambda item: (-item[0], item[1]))
        if ranked[0][0] < WORTH_ASKING:
            return NEW
        shown = [
            Candidate(self._ids[place], round(belief, 4), compared[place][0])
            for belief, place in ranked[:SHOWN]
            if belief >= WORTH_ASKING / 20
        ]
        is_certain = ranked[0][0] >= CERTAIN and not _is_contradicted(shown[0].levels)
        return Match("same" if is_certain else "ask", tuple(shown))

    def _compare(self, mine: Person, theirs: Person, names: _Names | None = None) -> _Pair:
        """The levels of all fields, and the bits that the values themselves add."""
        rarity = self._rarity
        name, shared, pairs = names or comparison.name_level(mine.name, theirs.name)
        words = rarity.words
        bits = sum(words[word] for word in shared)
        for one, other in pairs:
            bits += rarity.of_pair(one, other)
        if bits > MOST_FOR_A_NAME:
            bits = MOST_FOR_A_NAME
        identity = phone = email = birth = organisation = post = postcode = address = sex = job = MISSING
        if mine.identity and theirs.identity:
            identity = comparison.identity_level(mine.identity, theirs.identity)
        if mine.own_run != self._run:
            self._find_own(mine)
        if theirs.own_run != self._run:
            self._find_own(theirs)
        my_phones, their_phones = mine.own_phones, theirs.own_phones
        if my_phones and their_phones:
            phone = comparison.phones_level(my_phones, their_phones)
            if phone == SAME:
                bits += max(rarity.of_personal(value) for value in my_phones if value in their_phones)
        my_emails, their_emails = mine.own_emails, theirs.own_emails
        if my_emails and their_emails:
            email = comparison.emails_level(my_emails, their_emails)
            if email == SAME:
                bits += max(rarity.of_personal(value) for value in my_emails if value in their_emails)
        if mine.birth and theirs.birth:
            birth = comparison.birth_level(mine.birth, theirs.birth)
            if birth == SAME:
                bits += 13.0
        if mine.organisation and theirs.organisation:
            organisation = self._organisations.level(mine.organisation, theirs.organisation)
            if organisation == SAME:
                bits += rarity.of_value(theirs.organisation)
        if mine.post and theirs.post:
            post = comparison.post_level(mine.post, theirs.post)
            if post == SAME:
                bits += rarity.of_value(theirs.post)
        if mine.postcode and theirs.postcode:
            postcode = comparison.birth_level(mine.postcode, theirs.postcode)
            if postcode == SAME:
                bits += rarity.of_value(theirs.postcode)
        if mine.address and theirs.address:
            address = comparison.address_level(mine.address, theirs.address, rarity.address_words)
        if mine.name.sex and theirs.name.sex:
            sex = int(mine.name.sex != theirs.name.sex)
        if organisation != MISSING and post != MISSING:
            job = 3 * organisation + post
        levels = (
            *(name, identity, phone, email, birth, organisation, post, postcode, address, sex, job),
            (not theirs.identity) * 2 + (not mine.identity),
            (not their_phones) * 2 + (not my_phones),
            (not their_emails) * 2 + (not my_emails),
        )
        return levels, bits

    def _find_own(self, person: Person) -> None:
        """Set apart the numbers and addresses that are no office's, by the lists of this run."""
        person.own_run = self._run
        rarity = self._rarity
        if person.phones:
            person.own_phones = tuple([value for value in person.phones if not rarity.is_office_phone(value)])
        if person.emails:
            person.own_emails = tuple([value for value in person.emails if not rarity.is_office_email(value)])

    def _having(self, people: list[Person]) -> list[float]:
        """The share of rows with an identity number, a phone and an e-mail address of their own."""
        for person in people:
            self._find_own(person)
        facts = [(person.identity, person.own_phones, person.own_emails) for person in people]
        return [sum(bool(fact[place]) for fact in facts) / max(1, len(facts)) for place in range(3)]


def _is_contradicted(levels: tuple[int, ...]) -> bool:
    """Whether a personal fact speaks against a pair and none for it: sister and brother, father and son."""
    against = (
        levels[comparison.SEX] == 1
        or levels[comparison.NAME] == comparison.SWAPPED
        or OTHER in (levels[comparison.IDENTITY], levels[comparison.BIRTH])
    )
    return against and all(levels[place] != SAME for place in ANCHORS)


class _Organisations:
    """How organisations stand to each other: by the records' spellings and parents, by name, by what rows showed."""

    def __init__(self, known: KnownOrganisations | None) -> None:
        self._known = known
        self._keys: dict[str, str] = {"": ""}
        self._levels: dict[tuple[str, str], int] = {}
        self._learned: set[tuple[str, str]] = set()

    def key(self, text: str) -> str:
        key = self._keys.get(text)
        if key is None:
            key = self._known.key(text) if self._known else organisation_key(text)
            self._keys[text] = key
        return key

    def level(self, mine: str, theirs: str) -> int:
        if mine == theirs:
            return SAME
        level = self._levels.get((mine, theirs))
        if level is None:
            level = self._levels[mine, theirs] = self._look(mine, theirs)
        return level

    def _look(self, mine: str, theirs: str) -> int:
        if (mine, theirs) in self._learned:
            return SAME
        if self._known and self._known.are_related(mine, theirs):
            return NEAR
        found = relation(mine, theirs)
        if found is None:
            return OTHER
        return SAME if found[0] >= 0.8 else NEAR

    def forget(self) -> None:
        self._learned.clear()
        self._levels.clear()

    def learn(self, pairs: Iterable[tuple[str, str]]) -> bool:
        """Take two texts for one organisation when people who are certainly one keep bearing the one for the other."""
        together = Counter(pair for pair in pairs if pair[0] and pair[1])
        whole: Counter[str] = Counter()
        for (mine, _theirs), count in together.items():
            whole[mine] += count
        for (mine, theirs), count in together.items():
            if mine != theirs and count >= 4 and count >= 0.6 * whole[mine] and self.level(mine, theirs) != SAME:
                self._learned.add((mine, theirs))
        self._levels.clear()
        return bool(self._learned)


def _fingerprint(person: Person) -> tuple[int, str]:
    content = f"{person.key}|{person.organisation}|{person.emails}|{person.phones}|{person.identity}|{person.birth}"
    return zlib.crc32(content.encode("utf-8", "surrogatepass")), content
