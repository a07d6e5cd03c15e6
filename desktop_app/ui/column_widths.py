"""How wide the columns of a table are drawn, so that the room is used and what matters can be read."""

from collections.abc import Collection, Sequence
from typing import Final

NAMING_SHARE: Final = 0.4
NAMING_LEAST: Final = 0.35
LONGEST_FIXED: Final = 150


def column_widths(
    wanted: Sequence[int],
    naming: int,
    fixed: Collection[int],
    room: int,
    *,
    least: int,
    readable: int,
    may_hide: bool,
) -> list[int]:
    """A width for each column, 0 for one that is left out; together they fill `room` where that is possible.

    The column `naming` names the record: it keeps two fifths of what the `fixed` columns leave, or a third of the
    room, and takes what is over. The others are cut to one level, none below `least`; while one of them falls below
    `readable` (and below what it wants), the last of them is left out if `may_hide`;
    a `fixed` column is never left out, but one that asks for very much is cut with the others.
    """
    firm = {place for place in fixed if place != naming and wanted[place] <= LONGEST_FIXED}
    others = [place for place in range(len(wanted)) if place != naming and place not in firm]
    left = room - sum(wanted[place] for place in firm)
    name = max(least, min(wanted[naming], round(max(left * NAMING_SHARE, min(left, room * NAMING_LEAST)))))
    while True:
        level = _level([wanted[place] for place in others], left - name, least)
        cut = any(min(wanted[place], level) < min(wanted[place], readable) for place in others)
        spare = [place for place in others if place not in fixed]
        if not (cut and may_hide and spare):
            break
        others.remove(spare[-1])
    widths = [0] * len(wanted)
    for place in firm:
        widths[place] = wanted[place]
    for place in others:
        widths[place] = min(wanted[place], level)
    widths[naming] = max(name, room - sum(widths))
    return widths


def _level(wanted: Sequence[int], room: int, least: int) -> int:
    """The height to which the widest are cut down so that all fit in `room`."""
    columns = len(wanted)
    for width in sorted(wanted):
        if width * columns >= room:
            return max(least, room // columns)
        room -= width
        columns -= 1
    return max(wanted, default=least)
