"""Excel export of 100,000 rows against pandas.to_excel: processor time and peak memory, each in a process of its own.

    python -m tests.benchmarks.export [ROWS]

pandas is not among the program's packages: install it beside them to run this (`pip install pandas`).
"""

import datetime as dt
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

HEADINGS = ("Name", "Post", "Organisation", "No.", "Score", "Date", "E-mail", "Telephone", "Mark")


def rows(count: int) -> Iterator[tuple[str | int | float | dt.date, ...]]:
    """Rows as an attendance table has them, some beginning like formulas."""
    start = dt.date(2019, 1, 1)
    for number in range(count):
        yield (
            f"Peserta Contoh {number}", f"Pegawai {number % 97}", f"Majlis Perbandaran Contoh {number % 400}", number,
            number * 1.5, start + dt.timedelta(days=number % 700), f"orang{number}@contoh.example",
            f"+60 12-345 {number % 10_000:04}", "Present" if number % 3 else "=Late",
        )  # fmt: skip


def ours(count: int, path: Path) -> None:
    from desktop_app.exchange.export_sheets import Column, Sheet, write_sheets

    write_sheets(path, [Sheet("People", [Column(heading) for heading in HEADINGS], rows(count))])


def pandas(count: int, path: Path) -> None:
    import pandas as pd

    pd.DataFrame(list(rows(count)), columns=list(HEADINGS)).to_excel(path, index=False, engine="openpyxl")


def measure(name: str, count: int) -> tuple[float, float]:
    """Processor seconds and peak megabytes of one writer in a fresh process."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tests.benchmarks.export", str(count), name, str(Path(folder, "out.xlsx"))]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return float(said[0]), float(said[1])


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    if len(sys.argv) > 2:
        writer = {"ours": ours, "pandas": pandas}[sys.argv[2]]
        began = time.process_time()
        writer(count, Path(sys.argv[3]))
        print(time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        return
    yardstick, small, own = measure("pandas", count), measure("ours", count // 10), measure("ours", count)
    print(f"pandas.to_excel {count:,} rows: {yardstick[0]:.2f} s, {yardstick[1]:.0f} MB")
    print(f"ours {count:,} rows: {own[0]:.2f} s, {own[1]:.0f} MB ({count // 10:,} rows: {small[1]:.0f} MB)")
    print(f"ratio {own[0] / yardstick[0]:.2f} (target 0.6)")


if __name__ == "__main__":
    main()
