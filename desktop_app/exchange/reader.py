"""Reading a workbook in a process of its own, watched from here.

The parsers are fast and written for honest files. A dishonest one can make them hang, abort or take all memory, so
they run in a child that may be ended at any moment; this side only receives values.
"""

import marshal
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from time import monotonic
from typing import IO, Any, Final

from desktop_app.exchange import child, guard
from desktop_app.exchange.errors import SheetRefused
from desktop_app.exchange.grid import Book, Cell, Grid, Span

CHILD_WORD: Final = "--read-sheet"
"""In an installed program, which has no interpreter to call: started with this word first, it must call child.main."""

_LEAST_MEMORY: Final = 512 * 2**20
_MOST_MEMORY: Final = 6 * 2**30
_LOOK_EVERY: Final = 0.05


@dataclass(frozen=True, slots=True)
class Limits:
    """What a child may take. By default in proportion to the file: an honest sheet needs a tenth of it."""

    seconds: float
    memory: int

    @classmethod
    def of(cls, file: guard.Sniffed) -> "Limits":
        """20 s and half a gigabyte for any file, more for a larger one."""
        megabytes = file.unpacked / 2**20
        return cls(20 + megabytes, int(min(_LEAST_MEMORY + file.unpacked * 14, _MOST_MEMORY)))


def read_book(
    path: Path,
    *,
    limits: Limits | None = None,
    cancel: Callable[[], bool] | None = None,
    progress: Callable[[int], None] | None = None,
) -> Book:
    """All sheets of the file. `progress` is told the number of rows received so far, from this thread; `cancel` is
    asked some twenty times a second, from another, and ends the child at once.

    Raises SheetRefused, with the codes of guard.inspect and: too-slow, too-large, legacy-macro, damaged, cancelled.
    """
    file = guard.inspect(path)
    limits = limits or Limits.of(file)
    engines = ["text"] if file.kind == "text" else ["calamine", "openpyxl"] if file.kind == "xlsx" else ["calamine"]
    late = False
    for engine in engines:
        outcome = _run(file, engine, limits, cancel or (lambda: False), progress or (lambda rows: None))
        if outcome.refused:
            raise SheetRefused(outcome.refused)
        if outcome.ended == "cancelled":
            raise SheetRefused("cancelled")
        if outcome.whole:
            grids = tuple(sheet.grid() for sheet in outcome.sheets)
            if not any(grid.rows for grid in grids):
                raise SheetRefused("empty")
            return Book(file.kind, grids)
        late = late or outcome.ended == "late"
    raise SheetRefused("too-slow" if late else "damaged")


@dataclass(slots=True)
class _Sheet:
    name: str
    state: str
    rows: list[list[Cell]] = field(default_factory=list)
    merged: tuple[Span, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    uncached: int = 0

    def grid(self) -> Grid:
        return Grid(
            self.name, self.rows, self.state, self.merged, self.hidden_rows, self.hidden_columns, self.uncached
        )  # fmt: skip


@dataclass(slots=True)
class _Outcome:
    """What a child said before it ended; `ended` is "" for by itself, else cancelled, late or heavy."""

    sheets: list[_Sheet] = field(default_factory=list)
    whole: bool = False
    refused: str = ""
    ended: str = ""


def _command(engine: str, kind: str, memory: int, path: Path) -> list[str]:
    words = [engine, kind, str(memory), str(path)]
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD_WORD, *words]
    # -P: the folder of the script must not lend its modules' names to the parser's imports.
    return [sys.executable, "-P", "-E", "-s", "-B", str(child.__file__), *words]


def _run(
    file: guard.Sniffed, engine: str, limits: Limits, cancel: Callable[[], bool], progress: Callable[[int], None]
) -> _Outcome:
    outcome = _Outcome()
    process = subprocess.Popen(
        _command(engine, file.kind, limits.memory, file.path.resolve()),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    assert process.stdout is not None
    done = threading.Event()
    watch = threading.Thread(target=_watch, args=(process, limits, cancel, done, outcome), daemon=True)
    watch.start()
    try:
        _receive(process.stdout, outcome, progress)
    finally:
        done.set()
        process.kill()
        process.stdout.close()
        process.wait()
        watch.join()
    return outcome


def _watch(
    process: subprocess.Popen[bytes],
    limits: Limits,
    cancel: Callable[[], bool],
    done: threading.Event,
    outcome: _Outcome,
) -> None:
    """End the child when it is told to, late or heavy; the receiving side then finds its answer cut off."""
    last = monotonic() + limits.seconds
    looks = 0
    while not done.wait(_LOOK_EVERY):
        looks += 1
        if cancel():
            outcome.ended = "cancelled"
        elif monotonic() > last:
            outcome.ended = "late"
        elif sys.platform == "darwin" and looks % 10 == 0 and _resident(process.pid) > limits.memory:
            outcome.ended = "heavy"
        if outcome.ended:
            process.kill()
            return


def _resident(pid: int) -> int:  # pragma: no cover - macOS, where no limit can be set on memory
    answer = subprocess.run(["/bin/ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return int(answer.stdout.strip() or 0) * 1024


def _receive(stream: IO[bytes], outcome: _Outcome, progress: Callable[[int], None]) -> None:
    received = 0
    while len(head := stream.read(4)) == 4:
        (length,) = struct.unpack("<I", head)
        body = stream.read(length)
        if len(body) < length:
            return
        frame: tuple[Any, ...] = marshal.loads(body)
        match frame:
            case ("rows", rows, plain):
                if not plain:
                    rows = [[_unpacked(cell) if type(cell) is tuple else cell for cell in row] for row in rows]
                outcome.sheets[-1].rows += rows
                received += len(rows)
                progress(received)
            case ("gap", count):
                outcome.sheets[-1].rows += [[]] * count
            case ("sheet", name, state):
                outcome.sheets.append(_Sheet(name, state))
            case ("about", merged, hidden_rows, hidden_columns, uncached):
                sheet = outcome.sheets[-1]
                sheet.merged = tuple(tuple(span) for span in merged)
                sheet.hidden_rows, sheet.hidden_columns = frozenset(hidden_rows), frozenset(hidden_columns)
                sheet.uncached = uncached
            case ("refused", code):
                outcome.refused = code
            case ("end",):
                outcome.whole = True


def _unpacked(packed: tuple[Any, ...]) -> Cell:
    kind, *parts = packed
    if kind == "d":
        return date(*parts)
    if kind == "m":
        return datetime(*parts)  # noqa: DTZ001 - a sheet knows no zones
    if kind == "t":
        return time(*parts)
    return timedelta(seconds=parts[0])


def main(words: list[str]) -> int:
    """What an installed program does when it is started with CHILD_WORD and these words."""
    return child.main(words)
