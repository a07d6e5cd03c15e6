"""What agreement and disagreement are worth, learned from the two lists themselves.

The model is that of Fellegi and Sunter (A theory for record linkage, 1969): a field that agrees speaks for one person
as much as it agrees more often among records of one person (m) than among any two records (u). What u is, the lists
tell directly: a rare name says more than a common one. What m is, nobody tells; expectation and maximisation finds it,
starting from ordinary office lists and held near them where a list is too small to say otherwise.
"""

from collections.abc import Iterable, Sequence
from math import log2
from typing import Final

from desktop_app.exchange.comparison import (
    BIRTH,
    EMAIL,
    EXACT,
    HAS_IDENTITY,
    IDENTITY,
    JOB,
    MISSING,
    NAME,
    ORGANISATION,
    PHONE,
    POST,
    REORDERED,
    SAME,
)

ORDINARY: Final[tuple[tuple[float, ...], ...]] = (
    (0.60, 0.06, 0.09, 0.04, 0.13, 0.04, 0.03, 0.001, 0.009),  # name: exact, reordered, shorter … nothing
    (0.92, 0.04, 0.04),  # identity number: same, near, other
    (0.84, 0.03, 0.13),  # phone
    (0.84, 0.03, 0.13),  # e-mail
    (0.90, 0.05, 0.05),  # birth
    (0.75, 0.07, 0.18),  # organisation
    (0.70, 0.07, 0.23),  # post
    (0.84, 0.08, 0.08),  # postcode
    (0.55, 0.30, 0.10, 0.05),  # address: same, close, part, other
    (0.995, 0.005),  # sex, as bin and binti tell it
    (
        0.60,
        0.05,
        0.09,
        0.05,
        0.01,
        0.02,
        0.05,
        0.02,
        0.11,
    ),  # job: organisation and post same same, same near … other other
    *((0.5, 0.5, 0.5, 0.5),) * 3,  # who has an identity number, a phone, an e-mail: set from the rows themselves
)
"""How often each level occurs between two records of one person in ordinary lists."""

_CHANCE: Final[tuple[tuple[float, ...], ...]] = (
    (1, 1, 1, 1, 1, 1, 1, 1, 1),  # times how rare the shared words are, counted from the lists
    (2e-6, 2e-4, 1),
    (1, 5e-4, 1),  # SAME: counted from the lists
    (1, 1e-3, 1),
    (1, 3e-3, 1),
    (1, 0.1, 1),
    (1, 0.05, 1),
    (1, 0.01, 1),
    (1e-5, 1e-3, 0.05, 1),
    (1, 0.45),
    (1, 0.05, 1, 0.1, 0.005, 0.1, 1, 0.05, 1),
    *((0.5, 0.5, 0.5, 0.5),) * 3,
)
"""How often each level occurs between any two records; 1 where the value itself says it."""

ANCHORS: Final = (IDENTITY, PHONE, EMAIL, BIRTH)
"""Facts that belong to one person: pairs that share one teach how the other fields behave."""

HELD: Final = 25.0
"""How many pairs' worth the ordinary weights count when a list has its own say."""


class Weights:
    """The worth in bits of each level of each field, and the share of incoming people who are known."""

    def __init__(self) -> None:
        self.share = 0.5
        self.having = [0.5, 0.5, 0.5]
        """The share of incoming rows that have an identity number, a phone, an e-mail address of their own."""
        self.chances = self._ordinary()
        self.bits: list[list[float]] = []
        self._settle()

    def _ordinary(self) -> list[list[float]]:
        """How often each level is ordinary between records of one person, these rows being as full as they are."""
        return [list(levels) for levels in ORDINARY[:HAS_IDENTITY]] + self._having()

    def _having(self) -> list[list[float]]:
        return [[part, 1 - part, part, 1 - part] for part in self.having]

    def _settle(self) -> None:
        by_chance = [*_CHANCE[:HAS_IDENTITY], *self._having()]
        self.bits = [
            [log2(m) - log2(u) for m, u in zip(own, levels, strict=True)] + [0.0]
            for own, levels in zip(self.chances, by_chance, strict=True)
        ]

    def total(self, levels: Sequence[int], rarity: float) -> float:
        """The evidence of one pair in bits; `rarity` is what the values themselves add. Level -1 adds nothing."""
        bits = self.bits
        whole = rarity
        for place, level in enumerate(levels):
            whole += bits[place][level]
        if levels[JOB] != MISSING:
            whole -= bits[ORGANISATION][levels[ORGANISATION]] + bits[POST][levels[POST]]
        return whole

    def learn(
        self,
        rows: Iterable[list[tuple[tuple[int, ...], float]]],
        known: int,
        having: Sequence[float] = (0.5, 0.5, 0.5),
        rounds: int = 6,
    ) -> None:
        """Fit the weights to the candidate pairs (levels, rarity) of each incoming row, against `known` people.

        `having` is the share of incoming rows that have an identity number, a phone and an e-mail of their own.
        """
        table = list(rows)
        if not table or not known:
            return
        self.having = [min(0.98, max(0.02, part)) for part in having]
        ordinary = self._ordinary()
        for _round in range(rounds):
            counts = [[HELD * part for part in levels] for levels in ordinary]
            linked = 5.0
            for row in table:
                for (levels, _rarity), belief in zip(row, self.beliefs(row, known), strict=True):
                    linked += belief
                    if belief > 1e-3:
                        _count(counts, levels, belief)
            self.share = min(0.98, max(0.02, linked / (len(table) + 10.0)))
            self.chances = [_shares(levels) for levels in counts[:HAS_IDENTITY]]
            self.chances += [_shares(levels[:2]) + _shares(levels[2:]) for levels in counts[HAS_IDENTITY:]]
            self._settle()

    def beliefs(self, row: list[tuple[tuple[int, ...], float]], known: int) -> list[float]:
        """How likely each candidate of one row is the person, all others and "nobody known" weighed against him."""
        return believe([self.total(levels, rarity) for levels, rarity in row], self.share, known)


def _shares(counts: Sequence[float]) -> list[float]:
    whole = sum(counts)
    return [max(count / whole, 1e-5) for count in counts]


def _count(counts: list[list[float]], levels: tuple[int, ...], belief: float) -> None:
    """Count a believed pair, each field only where another, personal fact vouches for the pair.

    Were a field counted on its own word, half-alike names in one office would teach that names agree by halves.
    """
    anchors = [place for place in ANCHORS if levels[place] == SAME]
    if not anchors:
        return
    for place, level in enumerate(levels):
        if place >= HAS_IDENTITY:
            vouched = anchors != [place - HAS_IDENTITY + IDENTITY]
        else:
            vouched = len(anchors) > 1 or anchors[0] != place or levels[NAME] in (EXACT, REORDERED)
        if level != MISSING and vouched:
            counts[place][level] += belief


def believe(totals: Sequence[float], share: float, known: int) -> list[float]:
    """The probability of each candidate from its bits: one of `known` people with chance `share`, else somebody new."""
    before = share / max(known, 1)
    odds = [before * 2.0 ** min(total, 200.0) for total in totals]
    whole = sum(odds) + (1.0 - share)
    return [odd / whole for odd in odds]
