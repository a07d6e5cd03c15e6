"""What a reading of a file is: the one shape every format and every office's sheet is brought into."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from desktop_app.exchange.marks import Mark
from desktop_app.exchange.moments import Order
from desktop_app.language import N_, _

ATTENDED: Final = frozenset(("present", "late", "left early"))
"""The marks of somebody who was there."""

WHY: Final = {
    "heading": N_("a heading inside the table"),
    "title": N_("a title inside the table"),
    "group": N_("the name of an office or a section; it was given to the rows under it"),
    "total": N_("a total"),
    "footer": N_("a note or signature, not a person"),
    "empty-number": N_("a numbered line with nobody on it"),
    "placeholder": N_("a placeholder, not a name"),
    "column-numbers": N_("the numbers of the columns"),
    "no-name": N_("it has no name"),
    "no-person": N_("nobody is named in it"),
    "waiting-room": N_("in the waiting room only, never in the meeting"),
    "activities": N_("the comings and goings of people already listed"),
    "summary": N_("about the meeting, not a person"),
    "host": N_("a section of the report without a person"),
    "incomplete": N_("an answer begun and not sent"),
    "preview": N_("a test answer of the form's owner"),
}
"""Why a row is left out, by code."""


@dataclass(frozen=True, slots=True)
class EventFound:
    """What the file says of its event; None or "" where it says nothing. Days are the first and the last."""

    title: str = ""
    start: date | None = None
    end: date | None = None
    venue: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """A day, or a part of one, with a mark for each person. `label` is "2026-05-12 Pagi"; `part` is "Pagi" or ""."""

    label: str
    day: date | None = None
    part: str = ""


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row that speaks of a person (or one answer to a form).

    `row` counts from 1 as Excel shows it; `number` is the sheet's own. `cells` are its texts under `headings`. The rest
    is normalised and "" or None where the row says nothing: `phone` E.164, `identity_kind` mykad, passport or other,
    `marks` one for each session of the reading, `minutes` those attended. `person` is equal for rows of one person.
    """

    row: int
    cells: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    number: str = ""
    name: str = ""
    titles: str = ""
    identity_number: str = ""
    identity_kind: str = ""
    post: str = ""
    grade: str = ""
    organisation: str = ""
    unit: str = ""
    phone: str = ""
    extension: str = ""
    email: str = ""
    gender: str = ""
    nationality: str = ""
    date_of_birth: date | None = None
    address: str = ""
    postcode: str = ""
    state: str = ""
    category: str = ""
    role: str = ""
    group: str = ""
    remarks: str = ""
    marks: tuple[Mark | None, ...] = ()
    minutes: int | None = None
    time_in: datetime | None = None
    time_out: datetime | None = None
    answers: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    person: int = 0

    @property
    def raw(self) -> dict[str, str]:
        """The row's own texts by heading; a heading that occurs twice has " (2)" behind the second."""
        return dict(zip(distinct(self.headings), self.cells, strict=False))

    @property
    def attended(self) -> bool:
        """Whether any mark says that the person was there."""
        return any(mark in ATTENDED for mark in self.marks)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is not imported: its number as Excel shows it, the code of WHY, its texts."""

    row: int
    code: str
    cells: tuple[str, ...] = ()

    @property
    def why(self) -> str:
        """The reason in the language spoken now."""
        return _(WHY[self.code])


@dataclass(frozen=True, slots=True)
class Choice:
    """Something the file leaves open: `key` names it in `decisions`, `answers` can be given, `taken` was assumed."""

    key: str
    question: str
    answers: tuple[str, ...]
    taken: str


@dataclass(frozen=True, slots=True)
class OtherSheet:
    """A further sheet of the workbook, its state (visible, hidden, very hidden) and the rows of people in it."""

    name: str
    state: str
    rows: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A file read. `format` and `holds` as importing.md lists them; `header_rows` count from 1; `columns` gives the
    heading for each field found; `questions` are the headings whose texts `ReadRow.answers` holds, in that order."""

    format: str
    holds: str
    sheet: str
    rows: tuple[ReadRow, ...]
    left_out: tuple[LeftOut, ...] = ()
    header_rows: tuple[int, ...] = ()
    event: EventFound = EventFound()
    columns: Mapping[str, str] = field(default_factory=dict)
    sessions: tuple[Session, ...] = ()
    questions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    other_sheets: tuple[OtherSheet, ...] = ()

    @property
    def people(self) -> int:
        """How many distinct persons the rows speak of."""
        return len({row.person for row in self.rows}) if self.holds != "summary" else 0

    @property
    def present(self) -> int:
        """Of those, how many have at least one mark of having been there."""
        return len({row.person for row in self.rows if row.attended})

    @property
    def person_of_row(self) -> dict[int, int]:
        """Row number to person; rows of one person share theirs."""
        return {row.row: row.person for row in self.rows}


def date_choice(taken: Order) -> Choice:
    """The question a file leaves open whose dates can be read both ways."""
    return Choice(
        "date_order",
        _("Nothing in the file shows whether 5/9 is 5 September or May 9; it was read with the day first.")
        if taken == "dmy"
        else _("Nothing in the file shows whether 5/9 is 5 September or May 9; it was read with the month first."),
        ("dmy", "mdy"),
        taken,
    )


def distinct(headings: Sequence[str]) -> list[str]:
    """Headings that are all different: the second "Certification" becomes "Certification (2)", a blank one its
    column."""
    seen: dict[str, int] = {}
    out = []
    for at, heading in enumerate(headings):
        name = heading or _column_letters(at)
        seen[name] = seen.get(name, 0) + 1
        out.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return out


def _column_letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def as_json(reading: Reading) -> dict[str, object]:
    """The dry run's object, as importing.md describes it, with `problem` null."""
    event = reading.event
    out: dict[str, object] = {
        "format": reading.format,
        "holds": reading.holds,
        "sheet": reading.sheet,
        "header_rows": list(reading.header_rows),
        "event": {
            "title": event.title or None,
            "start": event.start.isoformat() if event.start else None,
            "end": event.end.isoformat() if event.end else None,
            "venue": event.venue or None,
        },
        "columns": dict(reading.columns),
        "rows": len(reading.rows),
        "people": reading.people,
        "present": reading.present,
        "sessions": [session.label for session in reading.sessions],
        "marks": _marks_by_number(reading),
        "left_out": [{"row": one.row, "why": one.why} for one in reading.left_out],
        "notes": [*reading.notes, *(choice.question for choice in reading.choices), *_row_notes(reading)],
        "other_sheets": [{"name": one.name, "state": one.state, "rows": one.rows} for one in reading.other_sheets],
        "problem": None,
    }
    if reading.holds == "responses":
        out["questions"] = len(reading.questions)
    return out


def _marks_by_number(reading: Reading) -> dict[str, list[str | None]]:
    """Marks under the sheet's own number; where stacked tables count from 1 again, the row is named too."""
    found: dict[str, list[str | None]] = {}
    owner: dict[str, int] = {}
    if not reading.sessions:
        return found
    for row in reading.rows:
        key = row.number or f"row {row.row}"
        if key not in found:
            found[key], owner[key] = list(row.marks), row.person
        elif owner[key] == row.person:
            found[key] = [new or old for new, old in zip(row.marks, found[key], strict=True)]
        else:
            found[f"{key} (row {row.row})"] = list(row.marks)
    return found


def _row_notes(reading: Reading) -> list[str]:
    noted = [(row.row, note) for row in reading.rows for note in row.notes]
    return [_("Row {row}: {note}.").format(row=row, note=note) for row, note in noted[:50]]
