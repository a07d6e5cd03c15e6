"""Why a row is thought to be a person, in words: what agrees, then what does not.

A match carries levels, numbers that say nothing; they become words only where somebody reads them.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from desktop_app.exchange import comparison as levels_of
from desktop_app.exchange.comparison import MISSING
from desktop_app.language import N_, _, language

_FOR: Final[dict[tuple[int, int], str]] = {
    (levels_of.IDENTITY, levels_of.SAME): N_("same identity number"),
    (levels_of.PHONE, levels_of.SAME): N_("same telephone number"),
    (levels_of.EMAIL, levels_of.SAME): N_("same e-mail address"),
    (levels_of.BIRTH, levels_of.SAME): N_("same date of birth"),
    (levels_of.IDENTITY, levels_of.NEAR): N_("identity number almost the same"),
    (levels_of.PHONE, levels_of.NEAR): N_("telephone number one digit apart"),
    (levels_of.EMAIL, levels_of.NEAR): N_("e-mail address almost the same"),
    (levels_of.BIRTH, levels_of.NEAR): N_("date of birth almost the same"),
    (levels_of.NAME, levels_of.EXACT): N_("same name"),
    (levels_of.NAME, levels_of.REORDERED): N_("same name in another order"),
    (levels_of.NAME, levels_of.SHORTER): N_("part of the name is missing in the sheet"),
    (levels_of.NAME, levels_of.LONGER): N_("the sheet has more of the name"),
    (levels_of.NAME, levels_of.TYPO): N_("name differs by the spelling of one word"),
    (levels_of.NAME, levels_of.TYPOS): N_("name differs by its spelling"),
    (levels_of.NAME, levels_of.PARTIAL): N_("only a part of the name agrees"),
    (levels_of.ORGANISATION, levels_of.SAME): N_("same organisation"),
    (levels_of.ORGANISATION, levels_of.NEAR): N_("organisations seem related"),
    (levels_of.POST, levels_of.SAME): N_("same post"),
    (levels_of.POST, levels_of.NEAR): N_("similar post"),
    (levels_of.ADDRESS, levels_of.ADDRESS_SAME): N_("same address"),
    (levels_of.ADDRESS, levels_of.ADDRESS_CLOSE): N_("similar address"),
    (levels_of.POSTCODE, levels_of.SAME): N_("same postcode"),
}  # fmt: skip
_AGAINST: Final[dict[tuple[int, int], str]] = {
    (levels_of.NAME, levels_of.SWAPPED): N_(
        "the name and the father's name have changed places: perhaps father and son"
    ),
    (levels_of.NAME, levels_of.NOTHING): N_("another name"),
    (levels_of.SEX, levels_of.OTHER - 1): N_("one is bin, the other binti"),
    (levels_of.IDENTITY, levels_of.OTHER): N_("another identity number"),
    (levels_of.PHONE, levels_of.OTHER): N_("another telephone number"),
    (levels_of.EMAIL, levels_of.OTHER): N_("another e-mail address"),
    (levels_of.BIRTH, levels_of.OTHER): N_("another date of birth"),
    (levels_of.ORGANISATION, levels_of.OTHER): N_("another organisation"),
    (levels_of.POST, levels_of.OTHER): N_("another post"),
    (levels_of.ADDRESS, levels_of.ADDRESS_OTHER): N_("another address"),
}


def in_words(levels: Sequence[int]) -> str:
    """One line for the levels of comparison.FIELDS: what speaks for it; after "but", what speaks against it."""
    return _in_words(tuple(levels), language())


@lru_cache(maxsize=4096)
def _in_words(levels: tuple[int, ...], _language: str) -> str:
    """The same for every pair that stands alike, of which a long list has a few hundred kinds."""
    met = {(field, level) for field, level in enumerate(levels) if level != MISSING}
    speaking_for = [_(text) for place, text in _FOR.items() if place in met]
    against = [_(text) for place, text in _AGAINST.items() if place in met]
    if not speaking_for and not against:
        return _("nothing to compare but the row itself")
    if not against:
        return "; ".join(speaking_for)
    if not speaking_for:
        return "; ".join(against)
    return _("{for_it}; but {against_it}").format(for_it="; ".join(speaking_for), against_it="; ".join(against))
