"""Rows of one file that certainly are one person, before anybody known is looked at."""

from collections.abc import Collection
from typing import Final

from desktop_app.exchange.comparison import EXACT, MISSING, REORDERED, TYPO, TYPOS, Person, PersonRecord, name_level
from desktop_app.exchange.organisations import organisation_key, relation
from desktop_app.exchange.rarity import Rarity

_TRIED: Final = 20
"""With how many rows of one block a row is held against: beyond that, what they share tells nobody apart."""
_RARE_NAME: Final = 18.0
"""From this many bits on a name, with office and post, is one person's within one file."""


def join_rows(records: Collection[PersonRecord]) -> list[list[int]]:
    """The rows of one file that certainly are one person, as groups of places in `records`, in order.

    Every row is in one group, most of them alone. Certain is: an identity number, a personal phone or a personal e-mail
    address is the same, the names agree or differ by spelling or a missing part, and no identity number, date of birth
    or sex contradicts; or nothing at all differs in a rare name, the organisation and the post, and no personal fact
    contradicts.
    """
    people = [Person(record, organisation_key(record.organisation)) for record in records]
    rarity = Rarity(people)
    blocks: dict[str, list[int]] = {}
    for place, person in enumerate(people):
        own = [value for value in person.phones if not rarity.is_office_phone(value)]
        own += [value for value in person.emails if not rarity.is_office_email(value)]
        own += [person.identity] if person.identity else []
        own += [f"={person.key}|{person.organisation}|{person.post}"] if person.name.words else []
        for key in own:
            blocks.setdefault(key, []).append(place)
    leader = list(range(len(people)))

    def first_of(place: int) -> int:
        while leader[place] != place:
            leader[place] = leader[leader[place]]
            place = leader[place]
        return place

    for key, block in blocks.items():
        for later, place in enumerate(block[1:], start=1):
            for earlier in block[: min(later, _TRIED)]:
                mine, theirs = first_of(place), first_of(earlier)
                if mine != theirs and _is_one(people[place], people[earlier], key.startswith("="), rarity):
                    leader[max(mine, theirs)] = min(mine, theirs)
                    break
    groups: dict[int, list[int]] = {}
    for place in range(len(people)):
        groups.setdefault(first_of(place), []).append(place)
    return list(groups.values())


def _is_one(mine: Person, theirs: Person, by_name: bool, rarity: Rarity) -> bool:
    """Whether two rows found together are one person beyond doubt; `by_name`: found by name and office alone."""
    level, shared, _pairs = name_level(mine.name, theirs.name)
    if not MISSING < level <= TYPOS:
        return False
    if mine.identity and theirs.identity and mine.identity != theirs.identity:
        return False
    if mine.birth and theirs.birth and mine.birth != theirs.birth:
        return False
    if mine.name.sex and theirs.name.sex and mine.name.sex != theirs.name.sex:
        return False
    elsewhere = (
        mine.organisation != theirs.organisation
        and mine.organisation
        and theirs.organisation
        and relation(mine.organisation, theirs.organisation) is None
    )
    if elsewhere and level not in (EXACT, REORDERED, TYPO):
        return False
    if not by_name:
        return True
    apart = (mine.phones and theirs.phones and set(mine.phones).isdisjoint(theirs.phones)) or (
        mine.emails and theirs.emails and set(mine.emails).isdisjoint(theirs.emails)
    )
    told = bool(mine.organisation) + bool(mine.post)
    return level == EXACT and not apart and sum(map(rarity.words.__getitem__, shared)) + 4 * told >= _RARE_NAME
