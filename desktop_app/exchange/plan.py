"""What an import would do, before anything is written: the plan that the review settles.

Rows of the file that are one person are joined. Each person is known, new, or to be decided; each organisation the
file names is known, new, or to be decided. A plan holds every decision and nothing else: it can be looked at, changed
and thrown away, and the records are as they were.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from desktop_app.exchange.matching import Match
from desktop_app.exchange.organisations import OrganisationMatch
from desktop_app.exchange.reading import Reading, ReadRow
from desktop_app.language import N_, _, ngettext
from desktop_app.records.dates import shown_date

PERSON_FIELDS: Final = (
    ("titles", N_("Titles")),
    ("name", N_("Name")),
    ("post", N_("Post")),
    ("organisation", N_("Organisation")),
    ("phone", N_("Telephone")),
    ("email", N_("E-mail")),
    ("identity_number", N_("Identity number")),
    ("gender", N_("Gender")),
    ("nationality", N_("Nationality")),
)
"""What a sheet says of a person, in the order it is shown."""


class Answer(StrEnum):
    """What is to become of a person of the file."""

    KNOWN = "known"
    NEW = "new"
    LEAVE = "leave"


class BodyAnswer(StrEnum):
    """What is to become of an organisation the file names."""

    MAP = "map"
    CREATE = "create"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class ValueChange:
    """A value of a known person that the file gives: it fills a blank, or differs and is taken only when ticked."""

    field: str
    label: str
    old: str
    new: str

    @property
    def fills(self) -> bool:
        return not self.old


@dataclass(frozen=True, slots=True)
class Known:
    """A candidate as the review shows it: who it is, why it is thought so, and what the file says otherwise."""

    id: int
    name: str
    beside: str
    score: float
    why: str
    changes: tuple[ValueChange, ...]


@dataclass(slots=True)
class PersonPlan:
    """One person of the file: the rows joined, the candidates, and the decision."""

    rows: tuple[int, ...]
    values: dict[str, str]
    marks: dict[int, str]
    match: Match
    candidates: tuple[Known, ...] = ()
    minutes: dict[int, int] = field(default_factory=dict)
    time_in: dict[int, dt.time] = field(default_factory=dict)
    time_out: dict[int, dt.time] = field(default_factory=dict)
    answer: Answer | None = None
    person_id: int | None = None
    by_hand: bool = False
    taken: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)

    @property
    def undecided(self) -> bool:
        return self.answer is None

    @property
    def present(self) -> bool:
        return any(mark in ("present", "late", "left early") for mark in self.marks.values())

    def chosen(self) -> Known | None:
        """The candidate the person is taken to be."""
        return next((one for one in self.candidates if one.id == self.person_id), None)


@dataclass(slots=True)
class BodyPlan:
    """One organisation the file names, asked about once however many rows name it."""

    text: str
    people: int
    match: OrganisationMatch
    candidates: tuple[tuple[int | str, str, str], ...] = ()
    """(id, name, why) of the nearest: an id of the records, or the text of another new one of this file."""
    answer: BodyAnswer | None = None
    organisation_id: int | str | None = None
    by_hand: bool = False


@dataclass(slots=True)
class SessionPlan:
    """A session the file has marks for: an existing one of the event, or one to be made."""

    label: str
    date: dt.date | None
    title: str
    session_id: int | None = None


@dataclass(slots=True)
class EventPlan:
    """The event the rows belong to: a known one, a new one with these values, or none (people alone)."""

    event_id: int | None = None
    title: str = ""
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def is_new(self) -> bool:
        return self.event_id is None and bool(self.values.get("title"))


@dataclass(slots=True)
class Plan:
    """Everything an import would do. `earlier` names the imports of this very file that still stand."""

    reading: Reading
    sha256: str
    event: EventPlan
    people: list[PersonPlan]
    bodies: list[BodyPlan]
    sessions: list[SessionPlan]
    earlier: list[str] = field(default_factory=list)
    remember_identity: bool = True

    def row(self, index: int) -> ReadRow:
        return self.reading.rows[index]

    @property
    def undecided(self) -> list[PersonPlan]:
        return [one for one in self.people if one.undecided]

    @property
    def undecided_bodies(self) -> list[BodyPlan]:
        return [one for one in self.bodies if one.answer is None]

    @property
    def decisions_left(self) -> int:
        return len(self.undecided) + len(self.undecided_bodies)

    def counts(self) -> dict[str, int]:
        """People by what will become of them, organisations to be made, and rows left out."""
        answers = [one.answer for one in self.people]
        return {
            "people": len(answers),
            "known": answers.count(Answer.KNOWN),
            "new": answers.count(Answer.NEW),
            "leave": answers.count(Answer.LEAVE),
            "to decide": answers.count(None),
            "present": sum(1 for one in self.people if one.answer in (Answer.KNOWN, Answer.NEW) and one.present),
            "new organisations": sum(1 for one in self.bodies if one.answer is BodyAnswer.CREATE),
            "left out": len(self.reading.left_out),
        }

    def sentence(self) -> str:
        """The plain sentence above the main button: what will be written, and what is left out."""
        number = self.counts()
        coming = number["known"] + number["new"]
        if self.event.title and self.reading.holds == "attendance":
            first = ngettext(
                "{present} person will be marked present at {event}",
                "{present} people will be marked present at {event}",
                number["present"],
            ).format(present=number["present"], event=self.event.title)
        elif self.event.title:
            first = ngettext(
                "{count} person will be listed at {event}", "{count} people will be listed at {event}", coming
            ).format(count=coming, event=self.event.title)
        else:
            first = ngettext(
                "{count} person will be recorded", "{count} people will be recorded", coming
            ).format(count=coming)  # fmt: skip
        parts = [_("{known} known, {new} new").format(known=number["known"], new=number["new"])]
        if number["new organisations"]:
            parts.append(
                ngettext("{count} new organisation", "{count} new organisations", number["new organisations"]).format(
                    count=number["new organisations"]
                )
            )
        if number["leave"]:
            parts.append(_("{count} left out by you").format(count=number["leave"]))
        sentence = f"{first}: {', '.join(parts)}."
        if left := self.reading.left_out:
            rows = ", ".join(str(one.row) for one in left[:6]) + (" …" if len(left) > 6 else "")
            sentence += " " + ngettext(
                "Row {rows} is left out: {why}.", "Rows {rows} are left out: {why}.", len(left)
            ).format(rows=rows, why="; ".join(dict.fromkeys(one.why for one in left)))
        return sentence

    def step_title(self) -> str:
        """What Undo will call this import."""
        return _("Import of {file}").format(file=self.reading.file_name)

    def choose(self, person: PersonPlan, person_id: int) -> None:
        """Take the person for a known one."""
        person.answer, person.person_id, person.by_hand = Answer.KNOWN, person_id, True

    def make_new(self, person: PersonPlan) -> None:
        """Record the person as somebody not known before."""
        person.answer, person.person_id, person.by_hand = Answer.NEW, None, True

    def leave_out(self, person: PersonPlan) -> None:
        """Import nothing of this person's rows."""
        person.answer, person.person_id, person.by_hand = Answer.LEAVE, None, True

    def settle_body(self, body: BodyPlan, answer: BodyAnswer, organisation_id: int | str | None = None) -> None:
        """Decide an organisation once for all the rows that name it."""
        body.answer, body.organisation_id, body.by_hand = answer, organisation_id, True

    def decisions_by_hand(self) -> int:
        return sum(1 for one in self.people if one.by_hand) + sum(1 for one in self.bodies if one.by_hand)


_RANK: Final = {"present": 5, "late": 4, "left early": 3, "excused": 2, "absent": 1}


def joined(rows: Iterable[ReadRow]) -> tuple[dict[str, str], dict[int, str], list[str]]:
    """What several rows say of one person together: the first value of each field, the best mark of each session,
    and a note wherever they differ."""
    values: dict[str, str] = {}
    marks: dict[int, str] = {}
    notes: list[str] = []
    for row in rows:
        notes += row.notes
        for name, label in PERSON_FIELDS:
            given = str(getattr(row, name, None) or "")
            if given and not values.get(name):
                values[name] = given
            elif given and name not in ("titles", "name") and given.casefold() != values[name].casefold():
                notes.append(
                    _("Row {row} gives another {field}: {value}").format(row=row.row, field=_(label), value=given)
                )
        for name in ("role", "group", "remarks"):
            if (given := str(getattr(row, name, None) or "")) and not values.get(name):
                values[name] = given
        for place, mark in enumerate(row.marks):
            if mark and _RANK[mark] > _RANK.get(marks.get(place, ""), 0):
                marks[place] = mark
    return values, marks, list(dict.fromkeys(notes))


def session_title(label: str, date: dt.date | None) -> str:
    """What a session made from a sheet's heading is called: the part of the day, or the day itself."""
    rest = label.removeprefix(date.isoformat()).strip() if date else label.strip()
    return rest or (shown_date(date) if date else _("Attendance"))


def sources(plan: Plan) -> Iterator[tuple[PersonPlan, ReadRow]]:
    """Every row that is a person's, with that person."""
    for person in plan.people:
        for index in person.rows:
            yield person, plan.row(index)
