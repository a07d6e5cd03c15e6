"""Search as one types, among a million people, against LIKE: `python -m tests.benchmarks.searching`.

LIKE is what a program without an index would do; it also finds less, since it knows no spellings and no accents.
What counts is the ratio, and that each letter typed is answered well within a tenth of a second.
"""

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import text

from db import search
from db.store import Store
from tests.benchmarks.storing import fill

TYPED = ("Muhammad Wei", "siti tan 99", "nur abdullah", "rajesh kumar", "zainab razak 55", "p4242", "ng", "nobody here")


def letters(whole: str) -> list[str]:
    """What stands in the field after each letter, from the second on: one letter asks for nothing yet."""
    return [whole[:end] for end in range(2, len(whole) + 1)]


def measure(store: Store) -> float:
    """Print the figures; returns how many times faster the index is than LIKE, by their medians."""
    ours, likes = [], []
    with store.read() as unit:
        connection = unit.connection()
        count = connection.exec_driver_sql("SELECT count(*) FROM person").scalar_one()
        search.found(connection, "person", "warm up")
        for whole in TYPED:
            for typed in letters(whole):
                started = time.perf_counter()
                search.found(connection, "person", typed, limit=50)
                ours.append(time.perf_counter() - started)
            started = time.perf_counter()
            words = typed.split()
            where = " AND ".join(f"(name LIKE :w{n} OR email LIKE :w{n})" for n in range(len(words)))
            connection.execute(
                text(f"SELECT id FROM person WHERE {where} LIMIT 50"), {f"w{n}": f"%{w}%" for n, w in enumerate(words)}
            ).all()
            likes.append(time.perf_counter() - started)
    ours.sort()
    print(f"search as one types, among {count:,} people, {len(ours)} letters typed")
    print(
        f"  index: median {statistics.median(ours) * 1000:.2f} ms, "
        f"95 % within {ours[len(ours) * 95 // 100] * 1000:.1f} ms, worst {ours[-1] * 1000:.1f} ms"
    )
    print(f"  LIKE: median {statistics.median(likes) * 1000:.1f} ms, worst {max(likes) * 1000:.1f} ms")
    ratio = statistics.median(likes) / statistics.median(ours)
    print(f"  LIKE takes {ratio:.0f} times as long (by medians), {max(likes) / ours[-1]:.1f} times at the worst")
    return ratio


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--file", type=Path, help="a file that holds them already")
    asked = parser.parse_args()
    if asked.file:
        with Store.open(asked.file, read_only=True) as store:
            measure(store)
        return 0
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        Store.create(Path(folder, "office.rekod")) as store,
    ):
        fill(store, asked.people)
        measure(store)
    return 0


if __name__ == "__main__":
    sys.exit(main())
