"""A file's whole road, for the window and the command line: read, plan, settle, apply, receipt."""

import getpass
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from db.errors import RecordsError
from db.store import Store
from desktop_app.exchange import apply as applying
from desktop_app.exchange import preparing, reading
from desktop_app.exchange.errors import SheetRefused
from desktop_app.exchange.grid import Book
from desktop_app.exchange.plan import BodyAnswer, EventPlan, Plan
from desktop_app.exchange.reader import read_book
from desktop_app.exchange.receipt import Receipt, receipt
from desktop_app.exchange.responses import ResponsesPlan, apply_responses, make_responses_plan
from desktop_app.exchange.result import Reading
from desktop_app.language import _, ngettext

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


class NobodyNamed(RecordsError):
    """A file that was read and holds nobody to import: `holds` says what it is instead."""

    def __init__(self, holds: str) -> None:
        super().__init__("nobody-named", holds=holds)

    def sentence(self) -> str:
        """What the file is and what to do with it."""
        if self.facts["holds"] == "nobody":
            return _("The list has headings and nobody under them. Fill it in, save it, and import it again.")
        return _("The file holds only totals, not the people behind them. Import the list it was made from.")


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that was read: its values as the file has them, and what they were taken to mean.

    `decisions` is what a person settled about the reading, or had settled of a sheet with these headings before.
    """

    path: Path
    sha256: str
    book: Book = field(repr=False)
    reading: Reading = field(repr=False)
    decisions: dict[str, Any] = field(default_factory=dict)

    def again(self, sheet: str | None = None, decisions: dict[str, Any] | None = None) -> "ReadFile":
        """The same values read another way: of the sheet named, with `decisions` beside those made before."""
        sheet = sheet or self.reading.sheet
        known = self.decisions if sheet == self.reading.sheet else {}
        settled = known | (decisions or {})
        read = reading.read_the_book(self.book, sheet, settled, self.path.name)
        return ReadFile(self.path, self.sha256, self.book, read, settled)


def read_file(
    path: Path,
    sheet: str | None = None,
    store: Store | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> ReadFile:
    """Read a file, as a person settled it before where `store` knows its headings. Raises SheetRefused.

    `progress` gets the number of rows read so far, and 0 for the unknown whole.
    """
    told = (lambda rows: progress(rows, 0)) if progress else None
    book = read_book(path, cancel=cancelled, progress=told)
    found = ReadFile(path, preparing.file_hash(path), book, reading.read_the_book(book, sheet, {}, path.name))
    if store is not None and found.reading.format == "sheet":
        with store.read() as session:
            columns = preparing.remembered_columns(session, preparing.headings_of(found.reading))
        if columns:
            return found.again(decisions={"columns": columns})
    return found


def dry_run(
    path: Path, sheet: str | None = None, store: Store | None = None, event_id: int | None = None
) -> dict[str, Any]:
    """What the file holds, as one JSON object; with a store also who of it is known. Writes nothing."""
    try:
        found = read_file(path, sheet, store)
    except SheetRefused as refused:
        return reading.refusal_as_json(refused)
    answer = dict(reading.as_json(found.reading))
    if store is not None and found.reading.holds in ("people", "attendance"):
        plan = match(store, found, event_id)
        answer["plan"] = plan.counts() | {
            "earlier": [one.sentence for one in plan.earlier],
            "sentence": plan.sentence(),
        }
        answer["people_found"] = [
            {
                "rows": list(plan.numbers(one)),
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


def match(
    store: Store,
    found: ReadFile,
    event: EventPlan | int | None = None,
    *,
    matcher: preparing.Matcher | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Plan:
    """The plan of importing what was read: into this event (a plan or an id), else into the one the file speaks of.

    Raises NobodyNamed where there is nobody to import, SheetRefused("cancelled"), RecordsError("no-event").
    """
    if found.reading.holds not in ("people", "attendance"):
        raise NobodyNamed(found.reading.holds)
    if not found.reading.rows:
        raise NobodyNamed("nobody")
    with store.read() as session:
        meant = preparing.known_event(session, event) if isinstance(event, int) else event
        return preparing.make_plan(
            session,
            found.reading,
            found.path.name,
            found.sha256,
            meant,
            matcher=matcher,
            decisions=found.decisions,
            progress=progress,
            cancelled=cancelled,
        )


def carry_out(store: Store, plan: Plan, progress: Progress | None = None) -> Receipt:
    """Apply a settled plan as one step, after a backup, and return its receipt."""
    from db import backup

    backup.back_up(store, "import")
    with store.write(plan.step_title()) as session:
        run_id = applying.apply(session, plan, who(), progress)
    with store.read() as session:
        return receipt(session, run_id)


def plan_answers(
    store: Store, found: ReadFile, event_id: int | None, phase: str = "after", questionnaire_id: int | None = None
) -> ResponsesPlan:
    """The plan of taking a file of answers into an event's evaluation. Raises RecordsError as make_responses_plan."""
    with store.read() as session:
        return make_responses_plan(
            session, found.reading, found.sha256, found.path.name, event_id, phase, questionnaire_id
        )


def take_answers(store: Store, plan: ResponsesPlan) -> Receipt:
    """Write the answers as one step, after a backup, and return the receipt."""
    from db import backup

    backup.back_up(store, "import")
    with store.write(_("Import of {file}").format(file=plan.file_name)) as session:
        run_id = apply_responses(session, plan, who())
    with store.read() as session:
        return receipt(session, run_id)


def import_file(
    store: Store,
    path: Path,
    sheet: str | None,
    event_id: int | None,
    decisions: dict[str, Any],
    phase: str = "after",
    questionnaire_id: int | None = None,
) -> Receipt:
    """Apply what is certain, and what `decisions` settles; the rest is left out and said to be.

    A file of answers becomes the evaluation of the event. `decisions` is {"rows": {"17": 12 | "new" | "leave"},
    "organisations": {"JCN": 3 | "create" | "leave" | "name of another"}}: rows by their number in the sheet, people and
    organisations by their id.
    """
    found = read_file(path, sheet, store)
    if found.reading.holds == "responses":
        return take_answers(store, plan_answers(store, found, event_id, phase, questionnaire_id))
    plan = match(store, found, event_id)
    decide(plan, decisions)
    for body in plan.undecided_bodies:
        plan.settle_body(body, BodyAnswer.CREATE)
        body.by_hand = False
    return carry_out(store, plan)


def decide(plan: Plan, decisions: dict[str, Any]) -> None:
    """Settle a plan by a script's answers. Raises RecordsError("bad-decisions") for one that fits nothing."""
    by_row = {row: one for one in plan.people for row in plan.numbers(one)}
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


def who() -> str | None:
    """The name this computer knows the person by; None where it knows none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return None
