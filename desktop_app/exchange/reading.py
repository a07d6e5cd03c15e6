"""From a file to a Reading: guard, child process, recognise, and the format's own reader or the free sheet's."""

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from desktop_app.exchange.errors import SheetRefused
from desktop_app.exchange.free import read_grid
from desktop_app.exchange.grid import Book, Grid
from desktop_app.exchange.reader import read_book
from desktop_app.exchange.recognise import recognise
from desktop_app.exchange.result import OtherSheet, Reading, as_json
from desktop_app.language import _

__all__ = ["Reading", "as_json", "read", "read_the_book", "refusal_as_json"]


def read(
    path: Path | str,
    sheet: str | None = None,
    decisions: Mapping[str, Any] | None = None,
    progress: Callable[[int], None] | None = None,
    cancel: Callable[[], bool] | None = None,
) -> Reading:
    """Read a file, its best sheet or the one named. Raises SheetRefused; see reader.read_book for the two callables."""
    book = read_book(Path(path), cancel=cancel, progress=progress)
    return read_the_book(book, sheet, decisions, Path(path).name)


def read_the_book(
    book: Book, sheet: str | None = None, decisions: Mapping[str, Any] | None = None, file_name: str = ""
) -> Reading:
    """As `read`, for values already in hand: a second reading after a decision needs no second look at the file."""
    decisions = decisions or {}
    if sheet is not None:
        grid = book.grid(sheet)
        if grid is None:
            raise SheetRefused("no-sheet", sheet=sheet, sheets=", ".join(one.name for one in book.grids))
        return _others_named(_read_one(grid, decisions, file_name), book)
    visible = [grid for grid in book.grids if grid.state == "visible" and grid.rows] or [
        grid for grid in book.grids if grid.rows
    ]
    if not visible:
        raise SheetRefused("empty")
    readings = [_read_one(grid, decisions, file_name) for grid in visible]
    best = max(readings, key=_worth)
    return _others_named(best, book, readings)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Let the garbage be: a hundred thousand rows are made and none thrown away, and looking for some takes as long as
    the reading."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _read_one(grid: Grid, decisions: Mapping[str, Any], file_name: str) -> Reading:
    with _without_collecting():
        return _read_by_format(grid, decisions, file_name)


def _read_by_format(grid: Grid, decisions: Mapping[str, Any], file_name: str) -> Reading:
    if decisions.get("format") != "sheet" and (format_ := recognise(grid)):
        return format_.read(grid, decisions, file_name)
    return read_grid(grid, decisions)


def _worth(reading: Reading) -> tuple[int, int, int]:
    """What makes a sheet the one that is meant: people before totals, a known format before a free sheet, then size."""
    kind = {"summary": 0, "people": 1, "attendance": 2, "responses": 2}[reading.holds]
    return (min(kind, 1) if reading.rows else -1, int(reading.format != "sheet"), kind * 2 * len(reading.rows))


def _others_named(reading: Reading, book: Book, readings: list[Reading] | None = None) -> Reading:
    counted = {one.sheet: len(one.rows) if one.holds != "summary" else 0 for one in readings or []}
    others = tuple(
        OtherSheet(grid.name, grid.state, counted.get(grid.name, 0))
        for grid in book.grids
        if grid.name != reading.sheet and grid.rows
    )
    notes = list(reading.notes)
    if peopled := [one.name for one in others if one.rows]:
        notes.append(_("Other sheets hold people too and were not read: {sheets}.").format(sheets=", ".join(peopled)))
    return replace(reading, other_sheets=others, notes=tuple(notes))


def refusal_as_json(refusal: SheetRefused) -> dict[str, object]:
    """The dry run's object for a file that was not read."""
    return {"problem": {"code": refusal.code, "message": refusal.sentence()}}
