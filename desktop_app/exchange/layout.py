"""Where in a sheet its tables are: tables under each other, titles, groups, and what is no data.

A free sheet was made for eyes. It is read as eyes do: the row that names columns first, then what stands under it, and
every row below a heading gets one answer: a row of the table, or a reason why not.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from desktop_app.exchange import lexicon
from desktop_app.exchange.grid import Cell, Grid
from desktop_app.exchange.headings import (
    ENOUGH,
    PERSON_FIELDS,
    Headings,
    Page,
    band,
    first_heading,
    is_session_heading,
    is_value,
    score,
)
from desktop_app.exchange.lexicon import heading_key, is_heading_word
from desktop_app.exchange.values import is_nothing, plain


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
    page = Page(grid)
    first = heading_row if heading_row is not None else first_heading(page)
    if first is None:
        headings = Headings((), tuple(() for _ in range(grid.width)))
        walk = _Walk(page, Table(headings))
        walk.through(0)
        return Layout((), walk.tables, walk.skipped)
    headings = band(page, first)
    walk = _Walk(page, Table(headings))
    walk.through(headings.rows[-1] + 1)
    titles = tuple(row for row in range(headings.rows[0]) if page.filled(row))
    return Layout(titles, walk.tables, walk.skipped)


# --- what stands under it -------------------------------------------------------------------------------------------


class _Walk:
    """Goes down a sheet and gives each row its answer."""

    def __init__(self, page: Page, table: Table) -> None:
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
        if words >= 0.6 * len(texts) and not any(map(is_value, texts)):
            return score(self.page, row) >= ENOUGH
        same = sum(
            1
            for column, text in zip(columns, texts, strict=True)
            if column < len(self.keys) and heading_key(text) == self.keys[column] != ""
        )
        return same >= 2 and same >= 0.6 * len(texts)

    def _new_table(self, row: int) -> int:
        headings = band(self.page, row)
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
        if all(map(str.isdecimal, bare)):
            return [int(text) for text in bare] == list(range(int(bare[0]), int(bare[0]) + len(bare))) and bare[0] in (
                "0",
                "1",
            )
        return bare == [chr(97 + at) for at in range(len(bare))]

    def _identifies(self, row: int, columns: list[int]) -> bool:
        """Whether a row holds an address, an identity number or a telephone number: then somebody is meant."""
        return any(is_value(self.page.text(row, column)) for column in columns)

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
        return mine.isdecimal() and before.isdecimal() and int(mine) == int(before) + 1

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
    """A running number: 1, 1., (1), 01, and ii. or b) where a mark follows it."""
    line = text.strip()
    bare = line.strip("().")
    if bare.isdecimal():
        return len(bare) <= 6
    return bare != line and (len(bare) == 1 or set(bare.lower()) <= set("ivx")) and bare.isalpha()


def _is_dots(text: str) -> bool:
    """A line to write on: dots, dashes, underscores."""
    return len(text) >= 2 and not text.strip(".…_-–— *()/")
