"""The receipt of an import: every row of the file, what became of it, and why."""

from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select, text
from sqlalchemy.orm import Session as DbSession

from db.errors import RecordsError
from db.models import Event, ImportRow, ImportRun, Person
from desktop_app.language import N_, _

OUTCOMES: Final = (
    ("known", N_("known")),
    ("new", N_("new")),
    ("joined", N_("joined with an earlier row")),
    ("answer", N_("form answered")),
    ("left out", N_("left out")),
)


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """One row of the file. `person` is the name in the records of whom it became."""

    row: int
    outcome: str
    reason: str
    person_id: int | None
    person: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Receipt:
    """An import as it went: `step_id` is the step that undoes it, None where its log is gone."""

    run_id: int
    step_id: int | None
    file_name: str
    event_id: int | None
    event: str
    imported_at: str
    imported_by: str
    rows: tuple[ReceiptRow, ...]
    notes: tuple[str, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Rows by outcome; their sum is the number of rows."""
        found = Counter(row.outcome for row in self.rows)
        return {code: found[code] for code, _label in OUTCOMES if found[code]}

    def text(self) -> str:
        """The receipt in lines, for the command line and the screen."""
        lines = [_("{file}: {count} rows").format(file=self.file_name, count=len(self.rows))]
        lines += [f"  {_(label)}: {self.counts[code]}" for code, label in OUTCOMES if code in self.counts]
        if self.event:
            lines.append(_("Event: {event}").format(event=self.event))
        lines += [
            _("Row {row} left out: {why}").format(row=row.row, why=row.reason)
            for row in self.rows
            if row.outcome == "left out"
        ]
        return "\n".join([*lines, *self.notes])

    def as_json(self) -> dict[str, Any]:
        """The receipt for scripts."""
        return {
            "import": self.run_id,
            "step": self.step_id,
            "event": self.event_id,
            "file": self.file_name,
            "rows": len(self.rows),
            "outcomes": self.counts,
            "receipt": [
                {"row": r.row, "outcome": r.outcome, "why": r.reason, "person": r.person_id, "name": r.person}
                for r in self.rows
            ],
            "notes": list(self.notes),
            "problem": None,
        }


def receipt(session: DbSession, run_id: int) -> Receipt:
    """The receipt of one import. Raises RecordsError("gone") where it was undone."""
    run = session.get(ImportRun, run_id)
    if run is None:
        raise RecordsError("gone", table="import_run", id=run_id)
    found = session.execute(
        select(ImportRow.row, ImportRow.outcome, ImportRow.reason, ImportRow.person_id, ImportRow.cells, Person.name)
        .join(Person, Person.id == ImportRow.person_id, isouter=True)
        .where(ImportRow.import_run_id == run_id)
        .order_by(ImportRow.row, ImportRow.id)
    )
    rows = tuple(
        ReceiptRow(number, outcome, reason or "", person_id, name or "", tuple(str(cell or "") for cell in cells))
        for number, outcome, reason, person_id, cells, name in found
    )
    event = session.get(Event, run.event_id) if run.event_id is not None else None
    return Receipt(
        run.id,
        step_of(session, run_id),
        run.file_name,
        run.event_id,
        event.title if event else "",
        run.imported_at.astimezone().strftime("%d/%m/%Y %H:%M"),
        run.imported_by or "",
        rows,
        tuple(run.notes),
    )


def step_of(session: DbSession, run_id: int) -> int | None:
    """The step that made this import, still done."""
    found = session.execute(
        text(
            "SELECT coalesce(step.of_id, step.id) FROM change JOIN step ON step.id = change.step_id "
            "WHERE change.table_name = 'import_run' AND change.row_id = :run AND change.before IS NULL "
            "ORDER BY change.id DESC LIMIT 1"
        ),
        {"run": run_id},
    ).scalar()
    return int(found) if found is not None else None
