"""What agreement and disagreement are worth, learned from the two lists themselves.

The model is that of Fellegi and Sunter (A theory for record linkage, 1969): a field that agrees speaks for one person
as much as it agrees more often among records of one person (m) than among any two records (u). What u is, the lists
tell directly: a rare name says more than a common one. What m is, nobody tells; expectation and maximisation finds it,
starting from ordinary office lists and held near them where a list is too small to say otherwise.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import log2
from typing import Final

from desktop_app.exchange.comparison import FIELDS, MISSING

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
    (0.55, 0.45),
)
"""How often each level occurs between any two records; 1 where the value itself says it."""

HELD: Final = 25.0
"""How many pairs' worth the ordinary weights count when a list has its own say."""


@dataclass(slots=True)
class Weights:
    """The worth in bits of each level of each field, and the share of incoming people who are known."""

    chances: list[list[float]] = field(default_factory=lambda: [list(levels) for levels in ORDINARY])
    share: float = 0.5
    bits: list[list[float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._settle()

    def _settle(self) -> None:
        self.bits = [
            [log2(m) - log2(u) for m, u in zip(own, by_chance, strict=True)] + [0.0]
            for own, by_chance in zip(self.chances, _CHANCE, strict=True)
        ]

    def total(self, levels: Sequence[int], rarity: float) -> float:
        """The evidence of one pair in bits; `rarity` is what the values themselves add. Level -1 adds nothing."""
        return rarity + sum(worth[level] for worth, level in zip(self.bits, levels, strict=True))

    def learn(self, rows: Iterable[list[tuple[tuple[int, ...], float]]], known: int, rounds: int = 8) -> None:
        """Fit the weights to the candidate pairs (levels, rarity) of each incoming row, against `known` people."""
        table = [row for row in rows]
        if not table or not known:
            return
        for _round in range(rounds):
            counts = [[HELD * part for part in levels] for levels in ORDINARY]
            linked = 10.0 * 0.5
            for row in table:
                for (levels, _rarity), belief in zip(row, self.beliefs(row, known), strict=True):
                    linked += belief
                    if belief > 1e-4:
                        for place, level in enumerate(levels):
                            if level != MISSING:
                                counts[place][level] += belief
            self.share = min(0.98, max(0.02, linked / (len(table) + 10.0)))
            for place in range(len(FIELDS)):
                whole = sum(counts[place])
                self.chances[place] = [max(part / whole, 1e-5) for part in counts[place]]
            self._settle()

    def beliefs(self, row: list[tuple[tuple[int, ...], float]], known: int) -> list[float]:
        """How likely each candidate of one row is the person, all others and "nobody known" weighed against him."""
        return believe([self.total(levels, rarity) for levels, rarity in row], self.share, known)


def believe(totals: Sequence[float], share: float, known: int) -> list[float]:
    """The probability of each candidate from its bits: one of `known` people with chance `share`, else somebody new."""
    before = share / max(known, 1)
    odds = [before * 2.0 ** min(total, 200.0) for total in totals]
    whole = sum(odds) + (1.0 - share)
    return [odd / whole for odd in odds]
