"""What an import would do, before anything is written: the plan that the review settles.

Rows of the file that are one person are joined. Each person is known, new, or to be decided; each organisation the
file names is known, new, or to be decided. A plan holds every decision and nothing else: it can be looked at, changed
and thrown away, and the records are as they were.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from desktop_app.exchange.matching import Match
from desktop_app.exchange.organisations import OrganisationMatch
from desktop_app.exchange.result import ATTENDED, LeftOut, Reading, ReadRow
from desktop_app.language import N_, _, ngettext

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


JOINED_SHOWN: Final = 3
"""How many people on several rows are named before "and n more"."""


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
    organisation_id: int | None = None


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
        """Whether any mark says that the person was there."""
        return any(mark in ATTENDED for mark in self.marks.values())

    @property
    def coming(self) -> bool:
        """Whether the person is to be written into the records."""
        return self.answer in (Answer.KNOWN, Answer.NEW)

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
    """A session the file has marks for: an existing one of the event, or one to be made; its marks are imported only
    where it is `taken`."""

    label: str
    date: dt.date | None
    title: str
    session_id: int | None = None
    taken: bool = True


@dataclass(slots=True)
class EventPlan:
    """The event the rows belong to: a known one, a new one with these values, or none (people alone)."""

    event_id: int | None = None
    title: str = ""
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def is_new(self) -> bool:
        return self.event_id is None and bool(self.values.get("title"))


@dataclass(frozen=True, slots=True)
class Earlier:
    """An import of this very file that still stands."""

    run_id: int
    sentence: str
    event_id: int | None = None


@dataclass(frozen=True, slots=True)
class OfferedSession:
    """A session of the event that the file's marks may belong to; it takes attendance once they do."""

    id: int
    title: str
    date: dt.date | None
    kind: str = "day"
    takes_attendance: bool = True


@dataclass(slots=True)
class Plan:
    """Everything an import would do. `decisions` is what a person settled about the reading (see exchange.free)."""

    reading: Reading
    file_name: str
    sha256: str
    event: EventPlan
    people: list[PersonPlan]
    bodies: list[BodyPlan]
    sessions: list[SessionPlan]
    offered_sessions: tuple[OfferedSession, ...] = ()
    earlier: tuple[Earlier, ...] = ()
    decisions: dict[str, Any] = field(default_factory=dict)
    remember_identity: bool = True

    def row(self, index: int) -> ReadRow:
        return self.reading.rows[index]

    def numbers(self, person: PersonPlan) -> tuple[int, ...]:
        """The rows of the sheet that are this person, as Excel counts them."""
        return tuple(self.reading.rows[index].row for index in person.rows)

    @property
    def undecided(self) -> list[PersonPlan]:
        return [one for one in self.people if one.undecided]

    @property
    def undecided_bodies(self) -> list[BodyPlan]:
        return [one for one in self.bodies if one.answer is None and one.people]

    @property
    def decisions_left(self) -> int:
        return len(self.undecided) + len(self.undecided_bodies)

    def counts(self) -> dict[str, int]:
        """People by what will become of them, organisations to be made, and rows left out."""
        found: Counter[str] = Counter()
        for one in self.people:
            found.update(counted(one))
        return self.with_rest(found)

    def with_rest(self, people: "Counter[str]") -> dict[str, int]:
        """The counts, where those of the people are known already."""
        return {
            "people": len(self.people),
            **{key: people[key] for key in ("known", "new", "leave", "to decide", "present", "notes")},
            "new organisations": sum(1 for one in self.bodies if one.people and one.answer is BodyAnswer.CREATE),
            "left out": len(self.reading.left_out),
        }

    def sentence(self, counts: dict[str, int] | None = None) -> str:
        """The plain sentence above the main button: what will be written, and what is left out."""
        number = counts or self.counts()
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
        return " ".join([sentence, *(part for part in [left_out_sentence(self.reading.left_out)] if part)])

    def organisation_of(self, text: str) -> int | str | None:
        """The organisation that a text of the file will be: an id of the records, the text of a new one, or None."""
        seen: set[str] = set()
        while text not in seen:
            seen.add(text)
            body = next((one for one in self.bodies if one.text == text), None)
            if body is None or body.answer in (None, BodyAnswer.LEAVE):
                return None
            if body.answer is BodyAnswer.CREATE:
                return text
            if isinstance(body.organisation_id, int):
                return body.organisation_id
            if body.organisation_id is None or body.organisation_id not in {one.text for one in self.bodies}:
                return body.organisation_id
            text = body.organisation_id
        return text

    def changes_of(self, person: PersonPlan, known: Known) -> tuple[ValueChange, ...]:
        """What the file says otherwise of this candidate, as the organisations are settled now."""
        body = self.organisation_of(person.values.get("organisation", ""))
        same = body is None or body == known.organisation_id
        return tuple(one for one in known.changes if one.field != "organisation" or not same)

    def lacks_marks(self) -> bool:
        """Whether the file is an attendance list without a single mark: it does not say who was there."""
        return any(one.taken for one in self.sessions) and not any(one.marks for one in self.people)

    def remarks(self) -> list[str]:
        """What a person should know of the reading: its notes, and which rows were joined."""
        joined = [self.numbers(one) for one in self.people if len(one.rows) > 1]
        told = [
            _("Rows {rows} are one person.").format(rows=", ".join(map(str, rows))) for rows in joined[:JOINED_SHOWN]
        ]
        if len(joined) > JOINED_SHOWN:
            more = len(joined) - JOINED_SHOWN
            told.append(
                ngettext(
                    "{count} more person is on several rows.", "{count} more people are on several rows.", more
                ).format(count=more)
            )
        return [*self.reading.notes, *told]

    def step_title(self) -> str:
        """What Undo will call this import."""
        return _("Import of {file}").format(file=self.file_name)

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


def counted(person: PersonPlan) -> tuple[str, ...]:
    """What a person counts as in `Plan.counts`."""
    answer = str(person.answer) if person.answer else "to decide"
    present = ("present",) if person.coming and person.present else ()
    return (answer, *present, *(("notes",) if person.notes else ()))


def left_out_sentence(rows: Sequence[LeftOut]) -> str:
    """Which rows of the file are not imported, by reason: "Row 12 is left out: a heading inside the table."."""
    if not rows:
        return ""
    if len({one.why for one in rows}) > 2:
        named = [one for one in rows if one.code in _NAMES_SOMEBODY]
        nobody = [one for one in rows if one.code not in _NAMES_SOMEBODY]
        return " ".join(part for part in (_nobody_sentence(nobody), _reasons_sentence(named)) if part)
    return _reasons_sentence(rows)


_NAMES_SOMEBODY: Final = frozenset(("activities", "waiting-room", "incomplete", "preview"))
"""Codes of rows left out although somebody may be named in them."""


def _nobody_sentence(rows: Sequence[LeftOut]) -> str:
    if not rows:
        return ""
    numbers = ", ".join(str(one.row) for one in rows[:8]) + (" …" if len(rows) > 8 else "")
    return ngettext(
        "{count} row that names nobody is left out: {rows}.",
        "{count} rows that name nobody are left out: {rows}.",
        len(rows),
    ).format(count=len(rows), rows=numbers)


def _reasons_sentence(rows: Sequence[LeftOut]) -> str:
    if not rows:
        return ""
    by_reason: dict[str, list[int]] = {}
    for one in rows:
        by_reason.setdefault(one.why, []).append(one.row)
    parts = [
        _("{rows} ({why})").format(rows=", ".join(map(str, some[:4])) + (" …" if len(some) > 4 else ""), why=why)
        for why, some in by_reason.items()
    ]
    return ngettext("Row left out: {rows}.", "Rows left out: {rows}.", len(rows)).format(rows="; ".join(parts))


_RANK: Final = {"present": 5, "late": 4, "left early": 3, "excused": 2, "absent": 1}


def outranks(mark: str, other: str) -> bool:
    """Whether of two marks of one person at one session the first is the one that counts: having come is more."""
    return _RANK[mark] > _RANK.get(other, 0)


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
            if mark and outranks(mark, marks.get(place, "")):
                marks[place] = mark
    return values, marks, list(dict.fromkeys(notes))


def session_title(label: str, date: dt.date | None, number: int = 1) -> str:
    """What a session made from a sheet's heading is called: the part of the day, or "Day {number}" for a whole day."""
    rest = label.removeprefix(date.isoformat()).strip() if date else label.strip()
    return rest or (_("Day {number}").format(number=number) if date else _("Attendance"))


def sources(plan: Plan) -> Iterator[tuple[PersonPlan, ReadRow]]:
    """Every row that is a person's, with that person."""
    for person in plan.people:
        for index in person.rows:
            yield person, plan.row(index)
