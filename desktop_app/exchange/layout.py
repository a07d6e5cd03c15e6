"""Where in a sheet its tables are: headings of one row or several, tables under each other, titles, what is no data.

A free sheet was made for eyes. It is read as eyes do: the row that names columns first, then what stands under it, and
every row below a heading gets one answer: a row of the table, or a reason why not.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from desktop_app.exchange import lexicon
from desktop_app.exchange.grid import Cell, Grid, is_blank, shown
from desktop_app.exchange.lexicon import Meaning, heading_key, is_heading_word, meaning_of
from desktop_app.exchange.marks import is_markish, ordinal_session, part_of_day
from desktop_app.exchange.moments import days_in
from desktop_app.exchange.values import email, identity_number, is_nothing, phone, plain

LOOKED_AT: Final = 120
"""Rows from the top among which the first heading is looked for: no office writes a longer preface."""

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


@dataclass(slots=True)
class Table:
    """One table: its headings, the lines that stand over it inside the sheet, its rows with what to each applies."""

    headings: Headings
    over: list[str] = field(default_factory=list)
    rows: list["Line"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table (from 0), with the office or the section whose title stands over it."""

    row: int
    organisation: str = ""
    section: str = ""
    over: str = ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row below the first heading that is no row of a table, and the code of the reason (WHY)."""

    row: int
    why: str


@dataclass(slots=True)
class Layout:
    """A sheet taken apart. `titles` are the rows above the first heading; every other row that holds anything is in
    one table or in `skipped`, once."""

    titles: tuple[int, ...]
    tables: list[Table]
    skipped: list[Skipped]


def lay_out(grid: Grid, heading_row: int | None = None) -> Layout:
    """Take a sheet apart. `heading_row` (from 0) settles where the first heading is, when a person has said so."""
    page = _Page(grid)
    first = heading_row if heading_row is not None else _first_heading(page)
    if first is None:
        headings = Headings((), tuple(() for _ in range(grid.width)))
        walk = _Walk(page, Table(headings))
        walk.through(0)
        return Layout((), walk.tables, walk.skipped)
    headings = _band(page, first)
    walk = _Walk(page, Table(headings))
    walk.through(headings.rows[-1] + 1)
    titles = tuple(row for row in range(headings.rows[0]) if page.filled(row))
    return Layout(titles, walk.tables, walk.skipped)


class _Page:
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
        return next((at - 1 for at in range(left + 1, min(right + 1, len(cells))) if not is_blank(cells[at])), min(right, 1000))

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


def _score(page: _Page, row: int) -> float:
    """How much a row looks like a heading: the fields it names, less what headings do not hold."""
    columns = page.filled(row)
    if not columns or len(columns) > 400:
        return 0.0
    texts = [page.text(row, column) for column in columns]
    meanings = [None if text.endswith(":") and len(columns) < 6 else meaning_of(text) for text in texts]
    fields = {found.field: found.sure for found in meanings if found}
    own = {name: sure for name, sure in fields.items() if name != "other" and sure >= 0.6}
    sessions = sum(1 for text, found in zip(texts, meanings, strict=True) if not found and is_session_heading(text))
    days = [text for text in texts if text.isdigit() and 1 <= int(text) <= 31]
    sessions += len(days) if len(days) >= 5 else 0  # a register of a month
    values = sum(1 for text in texts if _is_value(text))
    known = sum(1 for found in meanings if found) + sessions
    if known < 0.34 * len(texts) and len(own) < 4:
        return 0.0
    score = sum(own.values()) + 0.3 * ("other" in fields) + min(sessions, 4) * 0.25 - values * 1.5
    if PERSON_FIELDS & own.keys():
        score += 1.5
    elif len(own) < 2:
        return 0.0
    if len(columns) == 1 and not (PERSON_FIELDS & own.keys() and fields.get("name", 0) == 1.0):
        return 0.0
    return score


def _is_value(text: str) -> bool:
    """What a person's row holds and a heading never: an address, a number of a telephone or an identity card."""
    if "@" in text and email(text):
        return True
    digits = sum(map(str.isdigit, text))
    if digits < 7 or is_session_heading(text):
        return False
    return bool(phone(text)) or identity_number(text).kind == "mykad"


def _first_heading(page: _Page) -> int | None:
    scores: dict[int, float] = {}
    looked = 0
    for row in range(len(page.rows)):
        if not page.rows[row]:
            continue
        looked += 1
        if looked > LOOKED_AT:
            break
        score = _score(page, row)
        if score >= 1.5:
            scores[row] = score
    if scores:
        best = max(scores.values())
        return next(row for row, score in scores.items() if score >= 0.6 * best)
    return _unknown_heading(page)


def _unknown_heading(page: _Page) -> int | None:
    """The heading of a table whose words are not known: a full row of different short texts over fuller rows of values."""
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
        if any(_is_value(text) or len(text) > 200 or any(map(str.isdigit, text[:1])) for text in texts):
            return None
        unlike = any(
            not isinstance(page.rows[after][column], str)
            or _is_value(page.text(after, column))
            or page.text(after, column).isdigit()
            for after in range(row + 1, min(row + 6, len(page.rows)))
            for column in page.filled(after)
        )
        return row if unlike else None
    return None


def _band(page: _Page, row: int) -> Headings:
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


def _is_sub_heading(page: _Page, row: int, column: int) -> bool:
    text = page.text(row, column)
    return bool(text) and (is_session_heading(text) or heading_key(text).isdigit() or meaning_of(text) is not None)


def _is_lower_heading(page: _Page, upper: int, lower: int) -> bool:
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
        if _is_value(text) or len(text) > 80:
            return False
        if not over or column in spans:
            if not (
                _is_sub_heading(page, lower, column)
                or (column in spans and not text.isdigit() and not is_markish(text))
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


def _is_upper_heading(page: _Page, upper: int, lower: int) -> bool:
    """Whether the row over a heading groups its columns: "KEHADIRAN" over the days, "MAKLUMAT PESERTA" over the rest."""
    columns = page.filled(upper)
    if not columns or any(page.text(upper, column).endswith(":") for column in columns):
        return False
    width = max(len(page.rows[lower]), 1)
    grouping = 0
    for column in columns:
        text = page.text(upper, column)
        reach = page.span(upper, column)
        if reach - column + 1 >= 0.8 * width or len(text) > 60 or _is_value(text):
            return False
        meaning = meaning_of(text)
        days = is_session_heading(text) or (
            meaning is not None and meaning.field in ("attendance", "signature", "date")
        )
        below = page.text(lower, column)
        if (reach > column and column > 0) or (
            days and column > 0 and (is_session_heading(below) or heading_key(below).isdigit() or not below)
        ):
            grouping += 1
        elif (reach == column and below and not meaning) or (reach == column and not below and not meaning):
            return False
    return grouping > 0


# --- what stands under it -------------------------------------------------------------------------------------------


class _Walk:
    """Goes down a sheet and gives each row its answer."""

    def __init__(self, page: _Page, table: Table) -> None:
        self.page = page
        self.tables = [table]
        self.skipped: list[Skipped] = []
        self.organisation = self.section = self.over = ""
        self.waiting: list[tuple[int, str]] = []  # titles met since the last row of data
        self.signing = False
        self.sectioned = -1  # rows read when the last section began, until its first office
        self.divided = False  # whether sections hold offices here
        self._take(table)

    def _take(self, table: Table) -> None:
        self.table = table
        fields = [
            found.field if (found := table.headings.meaning(column)) else ""
            for column in range(len(table.headings.texts))
        ]
        self.fields = fields
        self.number = fields.index("number") if "number" in fields else None
        self.names = [at for at, name in enumerate(fields) if name in PERSON_FIELDS]
        self.headed = bool(table.headings.rows)
        self.keys = [heading_key(texts[0]) if texts else "" for texts in table.headings.texts]
        self.shape = self._typical_shape()

    def _typical_shape(self) -> tuple[float, float]:
        """Of the rows ahead: the share that bear a number, and the share that hold more than number and name."""
        start = self.table.headings.rows[-1] + 1 if self.headed else 0
        numbered = richer = counted = 0
        for row in range(start, min(start + 400, len(self.page.rows))):
            columns = self.page.filled(row)
            if len(columns) < 2 and not (self.number is None and columns):
                continue
            counted += 1
            numbered += (
                self.number is not None and self.number in columns and _is_count(self.page.rows[row][self.number])
            )
            richer += any(column != self.number and column not in self.names for column in columns)
            if counted >= 60:
                break
        return (numbered / counted, richer / counted) if counted else (0.0, 0.0)

    def through(self, start: int) -> None:
        row = start
        while row < len(self.page.rows):
            cells = self.page.rows[row]
            if not cells:
                row += 1
                continue
            if self._is_plain_data(cells):
                self._data(row)
                row += 1
                continue
            columns = self.page.filled(row)
            row = self._odd(row, columns) if columns else row + 1
        for at, _text in self.waiting:
            self._skip(at, "footer")
        self.waiting.clear()

    def _is_plain_data(self, cells: Sequence[Cell]) -> bool:
        """The common case, decided cheaply: a counted row with a name that is no word of a heading or a total."""
        if self.signing or self.waiting or self.number is None or not self.names:
            return False
        at, name_at = self.number, self.names[0]
        if at >= len(cells) or name_at >= len(cells) or type(cells[at]) not in (int, float):
            return False
        name = cells[name_at]
        return (
            isinstance(name, str)
            and len(name) > 3
            and " " in name.strip()
            and not lexicon.is_total(name)
            and not is_heading_word(name)
        )

    def _data(self, row: int) -> None:
        for at, _text in self.waiting:
            self.skipped.append(Skipped(at, "title"))
        self.waiting.clear()
        self.signing = False
        self.table.rows.append(Line(row, self.organisation, self.section, self.over))

    def _skip(self, row: int, why: str) -> None:
        self.skipped.append(Skipped(row, why))

    def _odd(self, row: int, columns: list[int]) -> int:
        """A row that is not plainly data. Returns the row to go on with."""
        texts = [self.page.text(row, column) for column in columns]
        if self._is_heading(row, columns, texts):
            return self._new_table(row)
        lead = next((text for text in texts if not _is_counting(text)), texts[0])
        alone = len(columns) == 1 or self.page.span(row, columns[0]) >= columns[-1] or len(set(texts)) == 1
        if self.headed and self._is_column_numbers(columns, texts):
            self._skip(row, "column-numbers")
        elif lexicon.is_total(lead) and not self._identifies(row, columns):
            self._skip(row, "total")
        elif lexicon.is_sign_off(lead):
            self.signing = True
            self._skip(row, "footer")
        elif self.signing and not self._is_counted(row, columns):
            self._skip(row, "footer")
        elif all(_is_counting(text) or is_nothing(text) or _is_dots(text) for text in texts) and self._is_empty_line(
            columns, texts
        ):
            self._skip(row, "empty-number")
        elif alone and lexicon.is_footer(lead) and not lexicon.sounds_like_person(lead):
            self._skip(row, "footer")
        elif alone:
            self._lone(row, columns[0], lead)
        elif self._is_group_with_number(row, columns, texts):
            self._group(row, next(text for text in texts if not _is_counting(text)))
        elif self._is_label_line(columns, texts):
            self._skip(row, "footer")
        elif self._lacks_name(row, columns):
            self._skip(row, "no-name" if self._holds_person_values(row) else "no-person")
        elif self._is_placeholder(row):
            self._skip(row, "placeholder")
        else:
            self._data(row)
        return row + 1

    # --- tests, each of one thing ---

    def _is_heading(self, row: int, columns: list[int], texts: list[str]) -> bool:
        if not self.headed and not self.table.rows and not self.skipped:
            return False  # the sheet was searched for a heading before
        words = sum(1 for text in texts if is_heading_word(text))
        if words < 2:
            same = sum(
                1
                for column, text in zip(columns, texts, strict=True)
                if column < len(self.keys) and heading_key(text) == self.keys[column] != ""
            )
            return same == len(columns) and (same >= 2 or columns == self.names[:1])
        if words >= 0.6 * len(texts) and not any(map(_is_value, texts)):
            return _score(self.page, row) >= 1.5
        same = sum(
            1
            for column, text in zip(columns, texts, strict=True)
            if column < len(self.keys) and heading_key(text) == self.keys[column] != ""
        )
        return same >= 2 and same >= 0.6 * len(texts)

    def _new_table(self, row: int) -> int:
        headings = _band(self.page, row)
        first = min(row, *headings.rows)
        over = [text for at, text in self.waiting if at < first]
        for at, _text in self.waiting:
            self._skip(at, "title" if at < first else "heading")
        self.waiting.clear()
        for at in headings.rows:
            if at >= row:
                self._skip(at, "heading")
        if over or headings.labels != self.table.headings.labels:
            self.organisation = self.section = ""
            self.over = "\n".join(over) if over else self.over
            self._titles_of_table(over)
            self.tables.append(Table(headings, over))
            self._take(self.tables[-1])
        self.signing = False
        return headings.rows[-1] + 1

    def _titles_of_table(self, over: list[str]) -> None:
        """Among the lines over a further table, the one that names its office or its people."""
        for text in over:
            if is_session_heading(text):
                continue
            if lexicon.role_of(text):
                self.section = lexicon.bare_title(text)
            elif lexicon.sounds_like_organisation(text):
                self.organisation = lexicon.bare_title(text)

    def _is_column_numbers(self, columns: list[int], texts: list[str]) -> bool:
        """Whether the row numbers the columns: (1) (2) (3), or (a) (b) (c)."""
        if len(columns) < 3 or self.table.rows:
            return False
        bare = [text.strip("()[]. ").lower() for text in texts]
        if all(map(str.isdigit, bare)):
            return [int(text) for text in bare] == list(range(int(bare[0]), int(bare[0]) + len(bare))) and bare[0] in (
                "0",
                "1",
            )
        return bare == [chr(97 + at) for at in range(len(bare))]

    def _identifies(self, row: int, columns: list[int]) -> bool:
        """Whether a row holds an address, an identity number or a telephone number: then somebody is meant."""
        return any(_is_value(self.page.text(row, column)) for column in columns)

    def _is_counted(self, row: int, columns: list[int]) -> bool:
        return (
            self.number is not None
            and self.number in columns
            and _is_counting(self.page.text(row, self.number))
            and any(name in columns for name in self.names)
            and self.page.span(row, self.number) == self.number
        )

    def _is_empty_line(self, columns: list[int], texts: list[str]) -> bool:
        """A line prepared for a name nobody wrote: its number, dashes and dots, or nothing but those."""
        if not self.headed:
            return False
        counted = self.number is not None and self.number in columns
        return (
            counted
            or all(is_nothing(text) or _is_dots(text) for text in texts)
            or not any(name in columns for name in self.names)
        )

    def _lone(self, row: int, column: int, text: str) -> None:
        """A row with one text: a title of a day, an office, a section, or a person of whom only the name is known."""
        if is_session_heading(text) and not lexicon.sounds_like_person(text):
            self.waiting.append((row, text))
            self.over = text if self._heading_follows(row) is False else self.over
        elif self._heading_follows(row):
            self.waiting.append((row, text))
        elif self._is_lone_person(row, column, text):
            self._data(row)
        elif not self.headed or (not self.names and not lexicon.role_of(text)):
            self._skip(row, "no-person")
        elif len(plain(text)) > 120 or not any(map(str.isalpha, text)) or not self._anybody_follows(row):
            self._skip(row, "footer")
        else:
            self._group(row, text)

    def _heading_follows(self, row: int) -> bool:
        """Whether the next rows, after other lone titles, head a table."""
        for after in range(row + 1, min(row + 6, len(self.page.rows))):
            columns = self.page.filled(after)
            if not columns:
                continue
            texts = [self.page.text(after, column) for column in columns]
            if len(columns) > 1 and self._is_heading(after, columns, texts):
                return True
            if len(columns) > 2:
                return False
        return False

    def _anybody_follows(self, row: int) -> bool:
        """Whether a row of several cells comes before the sheet ends or is signed."""
        for after in range(row + 1, min(row + 40, len(self.page.rows))):
            columns = self.page.filled(after)
            if columns and lexicon.is_sign_off(self.page.text(after, columns[0])):
                return False
            if len(columns) > 1:
                return True
        return not self.shape[1] and row + 1 < len(self.page.rows)

    def _is_lone_person(self, row: int, column: int, text: str) -> bool:
        if lexicon.role_of(text) or self.page.span(row, column) > column or _is_counting(text):
            return False
        if self.headed and column not in self.names:
            return False
        if lexicon.sounds_like_person(text):
            return True
        numbered, richer = self.shape
        if numbered < 0.5 and richer < 0.5:
            return not lexicon.sounds_like_organisation(text) or len(self.page.filled(row)) > 1
        return numbered < 0.5 and not lexicon.sounds_like_organisation(text) and not text.isupper()

    def _is_group_with_number(self, row: int, columns: list[int], texts: list[str]) -> bool:
        """ "1. | KLINIK CONTOH": an office that was numbered like its people, on a row that holds nothing else."""
        words = [text for text in texts if not _is_counting(text)]
        if len(columns) != 2 or len(words) != 1 or self.shape[1] < 0.5 or not self.names:
            return False
        at = columns[texts.index(words[0])]
        return (
            (
                self.page.span(row, at) > at
                or lexicon.sounds_like_organisation(words[0])
                or lexicon.role_of(words[0]) is not None
            )
            and not lexicon.sounds_like_person(words[0])
            and self._anybody_follows(row)
            and not self._is_next_number(row)
        )

    def _is_next_number(self, row: int) -> bool:
        """Whether the row's number goes on from the row before: then it is one of the people, if an odd one."""
        if self.number is None or not self.table.rows:
            return False
        mine, before = (self.page.text(at, self.number).rstrip(".)") for at in (row, self.table.rows[-1].row))
        return mine.isdigit() and before.isdigit() and int(mine) == int(before) + 1

    def _group(self, row: int, text: str) -> None:
        self._skip(row, "group")
        title = lexicon.bare_title(text)
        if lexicon.role_of(text):
            self.section, self.organisation = title, ""
            self.sectioned = len(self.table.rows)
        else:
            self.organisation = title
            # Offices under a section belong to it when the first of them follows it at once: B. PESERTA, JABATAN …
            self.divided = self.sectioned == len(self.table.rows) if self.sectioned >= 0 else self.divided
            self.sectioned = -1
            self.section = self.section if self.divided else ""

    def _is_label_line(self, columns: list[int], texts: list[str]) -> bool:
        """ "Nama : … Jawatan : …" and lines of dots, under the list or between two."""
        labels = sum(1 for text in texts if text.endswith(":") or _is_dots(text))
        return labels * 2 >= len(texts) and not any(
            column == self.number for column in columns if _is_counting(self.page.text(columns[0], column))
        )

    def _lacks_name(self, row: int, columns: list[int]) -> bool:
        if not self.names:
            return False
        return all(
            at not in columns or is_nothing(self.page.text(row, at)) or _is_dots(self.page.text(row, at))
            for at in self.names
        )

    def _holds_person_values(self, row: int) -> bool:
        return any(
            name not in ("", "number", "other", "attendance", "signature") and self.page.text(row, at)
            for at, name in enumerate(self.fields)
        )

    def _is_placeholder(self, row: int) -> bool:
        name = plain(self.page.text(row, self.names[0])).casefold() if self.names else ""
        return name.startswith(
            (
                "contoh:",
                "contoh :",
                "cth:",
                "cth.",
                "e.g.",
                "eg.",
                "example:",
                "put data here",
                "(nama",
                "<nama",
                "[nama",
            )
        ) or (name in ("kosong", "vacant", "tbc", "tba", "nama", "name", "nama peserta", "full name", "nama penuh"))


def _is_count(cell: Cell) -> bool:
    return isinstance(cell, int | float) or (isinstance(cell, str) and _is_counting(cell))


def _is_counting(text: str) -> bool:
    """A running number: 1, 1., (1), 01."""
    bare = text.strip().strip("().")
    return bare.isdigit() and len(bare) <= 6


def _is_dots(text: str) -> bool:
    """A line to write on: dots, dashes, underscores."""
    return len(text) >= 2 and not text.strip(".…_-–— *()/")


def lines(layout: Layout) -> Iterator[tuple[Table, Line]]:
    """Every row of every table, from the top."""
    for table in layout.tables:
        for line in table.rows:
            yield table, line
