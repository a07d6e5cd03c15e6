"""The heading of a table: which row it is, over how many rows it goes, and what it says for each column."""

from dataclasses import dataclass
from typing import Final

from desktop_app.exchange.grid import Grid, is_blank, shown
from desktop_app.exchange.lexicon import Meaning, heading_key, meaning_of
from desktop_app.exchange.marks import is_markish, ordinal_session, part_of_day
from desktop_app.exchange.moments import days_in
from desktop_app.exchange.values import email, identity_number, phone

LOOKED_AT: Final = 120
"""Rows from the top among which the first heading is looked for: no office writes a longer preface."""

ENOUGH: Final = 1.5
"""The score from which a row is a heading."""

PERSON_FIELDS: Final = frozenset(("name", "given_name", "surname"))


@dataclass(frozen=True, slots=True)
class Headings:
    """A heading band: the rows it fills (from 0) and, for each column, its texts from top to bottom."""

    rows: tuple[int, ...]
    texts: tuple[tuple[str, ...], ...]

    def label(self, column: int) -> str:
        """The whole heading of a column on one line."""
        return " ".join(" ".join(self.texts[column]).split()) if column < len(self.texts) else ""

    def meaning(self, column: int) -> Meaning | None:
        """What the heading means: all its texts together, else the lowest that means something."""
        texts = self.texts[column]
        if not texts:
            return None
        whole = meaning_of("\n".join(texts))
        own = meaning_of(texts[-1])
        if own and (not whole or own.sure >= whole.sure):
            return own
        return whole

    @property
    def labels(self) -> tuple[str, ...]:
        """All headings, each on one line."""
        return tuple(self.label(column) for column in range(len(self.texts)))


class Page:
    """A grid with its merged ranges at hand."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.rows = grid.rows
        self.across: dict[tuple[int, int], int] = {}
        for top, left, bottom, right in grid.merged:
            for row in range(top, min(bottom, top + 20) + 1):
                if right > left and (reach := self._reach(row, left, right)) > left:
                    self.across[row, left] = reach

    def _reach(self, row: int, left: int, right: int) -> int:
        """How far a merged range goes: a dishonest one covers cells that hold something, and ends before them."""
        cells = self.rows[row] if row < len(self.rows) else ()
        return next(
            (at - 1 for at in range(left + 1, min(right + 1, len(cells))) if not is_blank(cells[at])), min(right, 1000)
        )

    def text(self, row: int, column: int) -> str:
        cells = self.rows[row] if row < len(self.rows) else ()
        return shown(cells[column]).strip() if column < len(cells) else ""

    def filled(self, row: int) -> list[int]:
        """The columns of a row that hold something."""
        if row >= len(self.rows):
            return []
        return [at for at, cell in enumerate(self.rows[row]) if not is_blank(cell)]

    def span(self, row: int, column: int) -> int:
        """The last column a cell reaches to, merged or not."""
        return self.across.get((row, column), column)


# --- the heading ----------------------------------------------------------------------------------------------------


def is_session_heading(text: str) -> bool:
    """Whether a heading names a day, a session or a part of a day."""
    if len(text) > 60 or email(text):
        return False
    return bool(part_of_day(text) or ordinal_session(text) or days_in(text, "dmy", 2000))


def score(page: Page, row: int) -> float:
    """How much a row looks like a heading: the fields it names, less what headings do not hold."""
    columns = page.filled(row)
    if not columns or len(columns) > 400:
        return 0.0
    texts = [page.text(row, column) for column in columns]
    meanings = [None if text.endswith(":") and len(columns) < 6 else meaning_of(text) for text in texts]
    fields = {found.field: found.sure for found in meanings if found}
    own = {name: sure for name, sure in fields.items() if name != "other" and sure >= 0.6}
    sessions = sum(1 for text, found in zip(texts, meanings, strict=True) if not found and is_session_heading(text))
    days = [text for text in texts if text.isdecimal() and 1 <= int(text) <= 31]
    sessions += len(days) if len(days) >= 5 else 0  # a register of a month
    values = sum(1 for text in texts if is_value(text))
    known = sum(1 for found in meanings if found) + sessions
    if known < 0.34 * len(texts) and len(own) < 4:
        return 0.0
    found = sum(own.values()) + 0.3 * ("other" in fields) + min(sessions, 4) * 0.25 - values * 1.5
    if PERSON_FIELDS & own.keys():
        found += 1.5
    elif len(own) < 2:
        return 0.0
    if len(columns) == 1 and not (PERSON_FIELDS & own.keys() and fields.get("name", 0) == 1.0):
        return 0.0
    return found


def is_value(text: str) -> bool:
    """What a person's row holds and a heading never: an address, a number of a telephone or an identity card."""
    if "@" in text and email(text):
        return True
    digits = sum(map(str.isdecimal, text))
    if digits < 7 or is_session_heading(text):
        return False
    return bool(phone(text)) or identity_number(text).kind == "mykad"


def first_heading(page: Page) -> int | None:
    scores: dict[int, float] = {}
    looked = 0
    for row in range(len(page.rows)):
        if not page.rows[row]:
            continue
        looked += 1
        if looked > LOOKED_AT:
            break
        found = score(page, row)
        if found >= ENOUGH:
            scores[row] = found
    if scores:
        best = max(scores.values())
        return next(row for row, found in scores.items() if found >= 0.6 * best)
    return _unknown_heading(page)


def _unknown_heading(page: Page) -> int | None:
    """The heading of a table whose words are not known: a full row of different short texts over fuller rows of
    values."""
    for row in range(min(len(page.rows), LOOKED_AT)):
        columns = page.filled(row)
        if len(columns) < 2:
            continue
        texts = [page.text(row, column) for column in columns]
        cells = [page.rows[row][column] for column in columns]
        below = [page.filled(after) for after in range(row + 1, min(row + 6, len(page.rows)))]
        below = [filled for filled in below if filled]
        if not below or max(map(len, below)) > len(columns) + 1 or len(columns) < 0.6 * max(map(len, below)):
            continue
        if not all(isinstance(cell, str) for cell in cells) or len(set(texts)) < len(texts) * 0.7:
            return None
        if any(is_value(text) or len(text) > 200 or any(map(str.isdecimal, text[:1])) for text in texts):
            return None
        unlike = any(
            not isinstance(page.rows[after][column], str)
            or is_value(page.text(after, column))
            or page.text(after, column).isdecimal()
            for after in range(row + 1, min(row + 6, len(page.rows)))
            for column in page.filled(after)
        )
        return row if unlike else None
    return None


def band(page: Page, row: int) -> Headings:
    """The rows that head a table together with `row`, and what they say for each column."""
    top = bottom = row
    while top > 0 and _is_upper_heading(page, top - 1, top):
        top -= 1
    while bottom + 1 < len(page.rows) and bottom - top < 4 and _is_lower_heading(page, bottom, bottom + 1):
        bottom += 1
    rows = tuple(range(top, bottom + 1))
    width = max((len(page.rows[at]) for at in rows), default=0)
    width = max([width, *(right + 1 for (at, _left), right in page.across.items() if at in rows and right < 400)])
    texts: list[list[str]] = [[] for _ in range(width)]
    for at in rows:
        carried = ""
        reach = -1
        for column in range(width):
            text = page.text(at, column)
            if text:
                carried, reach = text, page.span(at, column)
            elif column > reach and not (at < bottom and _is_sub_heading(page, bottom, column) and _carries(carried)):
                carried = ""
            if carried and carried not in texts[column]:
                texts[column].append(carried)
    return Headings(rows, tuple(map(tuple, texts)))


def _carries(text: str) -> bool:
    """Whether a heading may stand for the columns right of it too, where nothing is merged."""
    meaning = meaning_of(text)
    return bool(text) and (
        is_session_heading(text) or meaning is None or meaning.field in ("attendance", "signature", "date")
    )


def _is_sub_heading(page: Page, row: int, column: int) -> bool:
    text = page.text(row, column)
    return bool(text) and (is_session_heading(text) or heading_key(text).isdecimal() or meaning_of(text) is not None)


def _is_lower_heading(page: Page, upper: int, lower: int) -> bool:
    """Whether the row under a heading goes on with it: sub-headings under spans, or the same in another language."""
    columns = page.filled(lower)
    if not columns:
        return False
    spans = {
        at
        for left in page.filled(upper)
        for at in range(left, page.span(upper, left) + 1)
        if page.span(upper, left) > left
    }
    sub = same = 0
    for column in columns:
        text, over = page.text(lower, column), page.text(upper, column)
        if is_value(text) or len(text) > 80:
            return False
        if not over or column in spans:
            if not (
                _is_sub_heading(page, lower, column)
                or (column in spans and not text.isdecimal() and not is_markish(text))
            ):
                return False
            if column == 0 and len(columns) == 1:
                return False
            sub += 1
            continue
        above, below = meaning_of(over), meaning_of(text)
        if (
            above
            and below
            and (above.field == below.field or {above.field, below.field} <= {"organisation", "unit", "other"})
        ):
            same += heading_key(over) != heading_key(text)
        elif is_session_heading(text) and (
            is_session_heading(over) or (above and above.field in ("attendance", "signature", "date"))
        ):
            sub += 1
        elif not (
            is_session_heading(over) and below and below.field in ("signature", "time_in", "time_out", "attendance")
        ):
            return False
        else:
            sub += 1
    return sub > 0 or same >= 2


def _is_upper_heading(page: Page, upper: int, lower: int) -> bool:
    """Whether the row over a heading groups its columns: "KEHADIRAN" over the days, "MAKLUMAT PESERTA" over the
    rest."""
    columns = page.filled(upper)
    if not columns or any(page.text(upper, column).endswith(":") for column in columns):
        return False
    width = max(len(page.rows[lower]), 1)
    grouping = 0
    for column in columns:
        text = page.text(upper, column)
        reach = page.span(upper, column)
        if reach - column + 1 >= 0.8 * width or len(text) > 60 or is_value(text):
            return False
        meaning = meaning_of(text)
        days = is_session_heading(text) or (
            meaning is not None and meaning.field in ("attendance", "signature", "date")
        )
        below = page.text(lower, column)
        if (reach > column and column > 0) or (
            days and column > 0 and (is_session_heading(below) or heading_key(below).isdecimal() or not below)
        ):
            grouping += 1
        elif (reach == column and below and not meaning) or (reach == column and not below and not meaning):
            return False
    return grouping > 0
