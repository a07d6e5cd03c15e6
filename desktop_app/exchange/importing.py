"""A file's whole road, for the window and the command line: read, plan, settle, apply, receipt."""

import getpass
from collections.abc import Callable
from pathlib import Path
from typing import Any

from db.errors import RecordsError
from db.store import Store
from desktop_app.exchange import apply as applying
from desktop_app.exchange import reading
from desktop_app.exchange.errors import SheetRefused
from desktop_app.exchange.plan import BodyAnswer, Plan
from desktop_app.exchange.preparing import file_hash, make_plan
from desktop_app.exchange.receipt import Receipt, receipt
from desktop_app.language import _, ngettext

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


def dry_run(
    path: Path, sheet: str | None = None, store: Store | None = None, event_id: int | None = None
) -> dict[str, Any]:
    """What the file holds, as one JSON object; with a store also who of it is known. Writes nothing."""
    try:
        read = reading.read(path, sheet)
    except SheetRefused as refused:
        return reading.refused_json(refused)
    answer = reading.as_json(read)
    if store is not None and read.holds in ("people", "attendance"):
        with store.read() as session:
            plan = make_plan(session, read, file_hash(path), event_id)
        answer["plan"] = plan.counts() | {"earlier": plan.earlier, "sentence": plan.sentence()}
        answer["people_found"] = [
            {
                "rows": [plan.row(index).row for index in one.rows],
                "answer": {"same": "known"}.get(one.match.answer, one.match.answer),
                "candidates": [{"id": c.id, "name": c.name, "score": c.score, "why": c.why} for c in one.candidates],
            }
            for one in plan.people
        ]
        answer["organisations_found"] = [
            {"text": one.text, "answer": one.answer, "candidates": [list(c) for c in one.candidates]}
            for one in plan.bodies
        ]
    return answer


def told(answer: dict[str, Any]) -> str:
    """A dry run in one sentence."""
    if answer["problem"]:
        return str(answer["problem"]["message"])
    return ngettext("{rows} row, {people} people.", "{rows} rows, {people} people.", answer["rows"]).format(
        rows=answer["rows"], people=answer["people"]
    )


def prepare(
    store: Store,
    path: Path,
    sheet: str | None = None,
    event_id: int | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Plan:
    """Read a file and match it against the records. Raises SheetRefused, RecordsError."""
    read = reading.read(path, sheet, progress=progress, cancel=cancelled)
    if read.holds not in ("people", "attendance"):
        raise SheetRefused("responses" if read.holds == "responses" else "summary")
    with store.read() as session:
        return make_plan(session, read, file_hash(path), event_id, progress)


def carry_out(store: Store, plan: Plan, progress: Progress | None = None) -> Receipt:
    """Apply a settled plan as one step, after a backup, and return its receipt."""
    from db import backup

    backup.back_up(store, "before import")
    with store.write(plan.step_title()) as session:
        run_id = applying.apply(session, plan, _who(), progress)
    with store.read() as session:
        return receipt(session, run_id)


def import_file(
    store: Store, path: Path, sheet: str | None, event_id: int | None, decisions: dict[str, Any]
) -> Receipt:
    """Apply what is certain, and what `decisions` settles; the rest is left out and said to be.

    `decisions` is {"rows": {"17": 12 | "new" | "leave"}, "organisations": {"JCN": 3 | "create" | "leave" | "name of
    another"}}: rows by their number in the sheet, people and organisations by their id.
    """
    plan = prepare(store, path, sheet, event_id)
    decide(plan, decisions)
    for body in plan.undecided_bodies:
        plan.settle_body(body, BodyAnswer.CREATE)
        body.by_hand = False
    return carry_out(store, plan)


def decide(plan: Plan, decisions: dict[str, Any]) -> None:
    """Settle a plan by a script's answers. Raises RecordsError("bad-decisions") for one that fits nothing."""
    by_row = {plan.row(index).row: one for one in plan.people for index in one.rows}
    for row, answer in dict(decisions.get("rows", {})).items():
        person = by_row.get(int(row)) if str(row).isdecimal() else None
        if person is None:
            raise RecordsError("bad-decisions", path="", reason=_("there is no row {row}").format(row=row))
        if answer == "new":
            plan.make_new(person)
        elif answer in ("leave", "skip"):
            plan.leave_out(person)
        elif isinstance(answer, int):
            plan.choose(person, answer)
        else:
            raise RecordsError("bad-decisions", path="", reason=str(answer))
    bodies = {one.text: one for one in plan.bodies}
    for text, answer in dict(decisions.get("organisations", {})).items():
        body = bodies.get(text)
        if body is None:
            raise RecordsError("bad-decisions", path="", reason=text)
        if answer in ("create", "leave"):
            plan.settle_body(body, BodyAnswer(answer))
        else:
            plan.settle_body(body, BodyAnswer.MAP, answer)


def _who() -> str | None:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return None
