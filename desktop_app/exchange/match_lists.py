"""Two lists of people held against each other, for scripts and checks: `match KNOWN INCOMING`.

The columns are found by the same headings as an import. A list that is no plain table, or comes from a program that has
a format of its own, is read as an import would read it.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from desktop_app.exchange import values
from desktop_app.exchange.comparison import PersonRecord
from desktop_app.exchange.grid import Cell, Grid, shown
from desktop_app.exchange.lexicon import heading_key, meaning_of
from desktop_app.exchange.matching import KnownPeople
from desktop_app.exchange.reader import read_book

_OWN_NUMBER: Final = ("row", "id", "rec id")
"""Headings, as `heading_key` makes them, of a column that names the rows."""
_ADDRESS: Final = frozenset(["address", "district", "state"])
_PARTS_OF_ADDRESS: Final = frozenset(["street number", "house number", "unit number", "no rumah"])
_NAMES: Final = frozenset(["name", "given_name", "surname"])
_ATTENDANCE: Final = frozenset(["time_in", "attendance"])


def match_files(known_path: Path | str, incoming_path: Path | str) -> Iterator[dict[str, Any]]:
    """One object for each row of INCOMING that names somebody, in its order: row, answer, candidates (id, score, why).

    Raises SheetRefused where a file cannot be read.
    """
    known = KnownPeople(records_of(Path(known_path)))
    incoming = records_of(Path(incoming_path))
    for record, match in zip(incoming, known.match_all(incoming), strict=True):
        yield {
            "row": record.id,
            "answer": match.answer,
            "candidates": [
                {"id": candidate.id, "score": candidate.score, "why": candidate.why} for candidate in match.candidates
            ],
        }


def records_of(path: Path) -> list[PersonRecord]:
    """The people of a file, each under the file's own number for its row, else the line it stands in."""
    book = read_book(path)
    grid = max(book.grids, key=lambda one: (one.state == "visible", len(one.rows)))
    top = _heading_row(grid)
    if top is not None:
        return list(_from_table(grid, top))
    from desktop_app.exchange.reading import read_the_book  # a plain list, the usual case, needs none of the formats

    return [
        PersonRecord(
            str(row.row),
            row.name,
            row.titles,
            row.organisation,
            row.post,
            (row.email,) if row.email else (),
            (row.phone,) if row.phone else (),
            row.identity_number,
            row.date_of_birth.isoformat() if row.date_of_birth else "",
        )
        for row in read_the_book(book, file_name=path.name).rows
        if row.name
    ]


def _heading_row(grid: Grid) -> int | None:
    """The first row that holds anything, where it is the heading of a plain list of people; else None."""
    for place, row in enumerate(grid.rows):
        texts = [shown(cell) for cell in row]
        if any(texts):
            fields = [meaning.field for text in texts if (meaning := meaning_of(text))]
            is_list = len(fields) >= 2 and not _NAMES.isdisjoint(fields) and _ATTENDANCE.isdisjoint(fields)
            return place if is_list else None
    return None


class _Columns:
    """Which columns hold what, by their headings."""

    def __init__(self, headings: Sequence[str]) -> None:
        self.of: dict[str, list[int]] = {}
        self.number: int | None = None
        for place, heading in enumerate(headings):
            key = heading_key(heading)
            meaning = meaning_of(heading)
            field = meaning.field if meaning else ""
            if key in _OWN_NUMBER and self.number is None:
                self.number = place
            elif field in _ADDRESS or key in _PARTS_OF_ADDRESS:
                self.of.setdefault("address", []).append(place)
            elif field:
                self.of.setdefault(field, []).append(place)


def _from_table(grid: Grid, top: int) -> Iterator[PersonRecord]:
    columns = _Columns([shown(cell) for cell in grid.rows[top]])
    for place, row in enumerate(grid.rows[top + 1 :], start=top + 2):

        def cells(field: str, row: Sequence[Cell] = row) -> list[str]:
            found = (shown(row[at]).strip() for at in columns.of.get(field, ()) if at < len(row))
            return [text for text in found if not values.is_nothing(text)]

        if not any(shown(cell).strip() for cell in row):
            continue
        numbered = columns.number is not None and columns.number < len(row)
        number = shown(row[columns.number]).strip() if numbered and columns.number is not None else ""
        yield PersonRecord(
            number or str(place),
            " ".join(cells("name")[:1] or cells("given_name") + cells("surname")),
            " ".join(cells("titles")[:1]),
            " ".join(cells("organisation")[:1]),
            " ".join(cells("post")[:1]),
            tuple(found for text in cells("email") if (found := values.email(text))),
            tuple(found for text in cells("phone") if (found := values.phone(text))),
            next((values.identity_number(text).value for text in cells("identity_number")), ""),
            " ".join(cells("date_of_birth")[:1]),
            " ".join(cells("postcode")[:1]),
            " ".join(cells("address")),
        )
