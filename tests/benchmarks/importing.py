"""Importing 100,000 rows matched against 100,000 people, with undo and receipt: `python -m tests.benchmarks.importing`.

The yardsticks, in the same run: pandas.read_excel (openpyxl) and with calamine, each followed by to_sql, which match
nothing, log nothing and keep no receipt. Seven rows in ten are known people, most of them written another way.
Seconds are those of the processor, the child that reads the file included.
"""

import argparse
import os
import sqlite3
import tempfile
from pathlib import Path

import openpyxl

from db import bulk
from db.models import Organisation, Person
from db.store import Store
from desktop_app.exchange import importing
from desktop_app.exchange.plan import BodyAnswer
from desktop_app.records import drafts, lists
from desktop_app.records.entities import EVENT
from desktop_app.records.names import name_key, sort_name
from tests.benchmarks.matching import Lists, invent


def _spent() -> float:
    """Seconds of the processor so far, finished children included."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _sheet(path: Path, people: Lists) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Kehadiran")
    sheet.append(["Bil.", "Nama", "No. K/P", "Jawatan", "Agensi", "No. Tel", "E-mel", "12.5.2026", "13.5.2026"])
    for order, row in enumerate(people.rows, 1):
        first = [order, row.name, row.identity_number or None, row.post or None, row.organisation or None]
        sheet.append([*first, *(one[0] if one else None for one in (row.phones, row.emails)), "/", "/"])
    book.save(path)


def _records(path: Path, people: Lists) -> Store:
    store = Store.create(path)
    with store.write("Begin") as session:
        lists.fill_lists(session)
        drafts.save(session, drafts.new_draft(EVENT, title="Kursus", kind="training"))
        bodies = sorted({one.organisation for one in people.known})
        names: tuple[str, ...] = ("name", "sort_name")
        ids = dict(
            zip(bodies, bulk.insert(session, Organisation, names, [(b, sort_name(b)) for b in bodies]), strict=True)
        )
        names = ("name", "name_key", "sort_name", "organisation_id", "post", "email", "phone", "identity_number")
        rows = [
            (
                one.name, name_key(one.name), sort_name(one.name), ids[one.organisation], one.post,
                (one.emails or (None,))[0], (one.phones or (None,))[0], one.identity_number or None,
            )
            for one in people.known
        ]  # fmt: skip
        bulk.insert(session, Person, names, rows)
    return store


def _ours(store: Store, sheet: Path) -> dict[str, float]:
    took: dict[str, float] = {}
    begin = _spent()
    found = importing.read_file(sheet, store=store)
    took["read"] = _spent() - begin
    begin = _spent()
    plan = importing.match(store, found, 1)
    took["match"] = _spent() - begin
    for body in plan.undecided_bodies:
        plan.settle_body(body, BodyAnswer.CREATE)
    begin = _spent()
    receipt = importing.carry_out(store, plan)
    took["apply"] = _spent() - begin
    print(f"  {receipt.counts}, {plan.counts()['to decide']} people to decide")
    begin = _spent()
    store.undo()
    took["undo"] = _spent() - begin
    return took


def _pandas(sheet: Path, engine: str, folder: Path) -> float:
    import pandas

    begin = _spent()
    frame = pandas.read_excel(sheet, engine=engine)
    with sqlite3.connect(folder / f"{engine}.db") as connection:
        frame.to_sql("rows", connection)
    connection.close()
    return _spent() - begin


def main() -> None:
    """Print the seconds of each part and the ratios."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sheet = folder / "sheet.xlsx"
        people = invent(rows, rows, seed=7)
        _sheet(sheet, people)
        with _records(folder / "office.rekod", people) as store:
            took = _ours(store, sheet)
        slow, fast = _pandas(sheet, "openpyxl", folder), _pandas(sheet, "calamine", folder)
    ours = took["read"] + took["match"] + took["apply"]
    print("  " + "   ".join(f"{part} {seconds:.1f} s" for part, seconds in took.items()))
    print(f"{rows} rows: ours {ours:.1f} s   pandas {slow:.1f} s   pandas with calamine {fast:.1f} s")
    print(f"ratio {ours / slow:.2f} (target 0.6), with calamine {ours / fast:.2f} (stretch 2)")


if __name__ == "__main__":
    main()
