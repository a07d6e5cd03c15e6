"""Readings made by hand, so that what follows a reading can be tested without a file."""

import datetime as dt
import hashlib
from pathlib import Path
from typing import Any

from db.store import Store
from desktop_app.exchange import apply, preparing
from desktop_app.exchange.plan import EventPlan, Plan
from desktop_app.exchange.receipt import Receipt, receipt
from desktop_app.exchange.result import EventFound, LeftOut, Reading, ReadRow, Session
from desktop_app.records.lists import fill_lists
from tests import make

HEADINGS = ("Bil", "Nama", "Agensi")
MORNING = Session("2026-05-12 Pagi", dt.date(2026, 5, 12), "Pagi")
EVENING = Session("2026-05-12 Petang", dt.date(2026, 5, 12), "Petang")


def office(folder: Path) -> Store:
    """A records file with the lists every office begins with."""
    store = make.store(folder)
    with store.write("Lists of a new file") as session:
        fill_lists(session)
    return store


def row(number: int, name: str, person: int | None = None, **fields: Any) -> ReadRow:
    """A row of the sheet that names somebody; its cells are its number, name and organisation."""
    cells = (str(number), name, fields.get("organisation", ""))
    own = number if person is None else person
    return ReadRow(row=number, cells=cells, headings=HEADINGS, name=name, person=own, **fields)


def reading(*rows: ReadRow, sessions: tuple[Session, ...] = (MORNING,), **fields: Any) -> Reading:
    """A sheet of these rows about a training in May 2026."""
    known: dict[str, Any] = {
        "format": "sheet",
        "holds": "attendance" if sessions else "people",
        "sheet": "Kehadiran",
        "rows": rows,
        "sessions": sessions,
        "header_rows": (1,),
        "event": EventFound("Kursus Rekod", dt.date(2026, 5, 12), dt.date(2026, 5, 12), "Bilik Contoh"),
        "columns": {"number": "Bil", "name": "Nama", "organisation": "Agensi"},
    }
    return Reading(**known | fields)


def left_out(number: int, code: str = "total") -> LeftOut:
    return LeftOut(number, code, ("", "JUMLAH"))


def plan(store: Store, of: Reading, event: EventPlan | None = None) -> Plan:
    """What importing the reading would do."""
    sha256 = hashlib.sha256(repr(of).encode()).hexdigest()
    with store.read() as session:
        return preparing.make_plan(session, of, "list.xlsx", sha256, event)


def carry_out(store: Store, settled: Plan) -> Receipt:
    """Apply a plan as one step."""
    with store.write(settled.step_title()) as session:
        run_id = apply.apply(session, settled, "tester")
    with store.read() as session:
        return receipt(session, run_id)
