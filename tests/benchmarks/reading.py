"""How long a sheet of 100,000 rows takes to be read, against the bare parser.

    python -m tests.benchmarks.reading [ROWS]

Both run on one file in turns, so that a busy machine slows both; the least of each counts. The yardstick is what a
program would do that calls calamine in its own process and takes all values.
"""

import random
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from desktop_app.exchange.reader import read_book
from desktop_app.exchange.reading import read_the_book

TURNS = 5
NAMES = [
    first + last
    for first in "Az Ha Sa Ro Na Mu Fa Ka La Sha".split()
    for last in "mir lina fiz nah dah rul wati zan riah lim".split()
]


def make_sheet(path: Path, rows: int) -> Path:
    """An attendance sheet of that many rows and nine columns."""
    import openpyxl

    chance = random.Random(1)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Kehadiran")
    sheet.append(["Bil", "Nama", "No. K/P", "Jawatan", "Agensi", "No. Tel", "E-mel", "12.5.2026", "13.5.2026"])
    for at in range(rows):
        born = f"{chance.randrange(50, 99):02}{chance.randrange(1, 13):02}{chance.randrange(1, 29):02}"
        sheet.append(
            [
                at + 1,
                " ".join(
                    ["Nur" if at % 2 else "Mohd", *chance.choices(NAMES, k=2), "bin", *chance.choices(NAMES, k=2)]
                ),
                f"{born}-{chance.randrange(1, 15):02}-{chance.randrange(10**4):04}",
                f"{chance.choice(['Pegawai', 'Juruteknik'])} {chance.randrange(50)}",
                f"Jabatan Contoh {chance.randrange(500)}",
                f"01{chance.choice('02346789')}-{chance.randrange(10**7):07}",
                f"orang{at}@contoh.example",
                chance.choice("/x"),
                chance.choice(["/", "MC", None]),
            ]
        )
    book.save(path)
    return path


def bare(path: Path) -> None:
    """The yardstick: calamine alone."""
    from python_calamine import CalamineWorkbook

    CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python(skip_empty_area=False)


def seconds(work: Callable[[], object]) -> float:
    """How long one turn takes."""
    begun = perf_counter()
    work()
    return perf_counter() - begun


def main() -> None:
    """Print the least time of each and the ratio."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path = make_sheet(Path(folder) / "besar.xlsx", rows)
        turns = [(seconds(lambda: bare(path)), seconds(lambda: read_book(path))) for _turn in range(TURNS)]
        yardstick, ours = (min(one) for one in zip(*turns, strict=True))
        book = read_book(path)
        understood = seconds(lambda: read_the_book(book))
    print(
        f"{rows} rows x 9: calamine alone {yardstick:.2f} s, guard and child process {ours:.2f} s, "
        f"ratio {ours / yardstick:.2f}"
    )
    print(f"laid out, normalised and joined to people: {understood:.2f} s more")


if __name__ == "__main__":
    main()
