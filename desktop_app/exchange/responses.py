"""Answers to a form, read in as an evaluation of an event: columns become questions, words become points.

A new questionnaire is made from the columns unless one is named whose questions the columns are. An answer that fits
no point of its question's scale is kept as its own words and listed with its rows: nothing is dropped, nothing guessed.
"""

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session as DbSession

from db import bulk
from db.base import now
from db.errors import RecordsError
from db.folding import fold
from db.models import (
    Answer,
    Evaluation,
    Event,
    ImportRow,
    ImportRun,
    Participation,
    Person,
    Question,
    Questionnaire,
    Response,
    Scale,
)
from desktop_app.evaluation.scales import ScaleFamily, family_of, point
from desktop_app.exchange.plan import Earlier
from desktop_app.exchange.reading import Reading
from desktop_app.language import _, ngettext
from desktop_app.records import dates
from desktop_app.records.lists import PHASES, label
from desktop_app.records.names import name_key

QuestionKind = Literal["scale", "choice", "several", "number", "yes/no", "text"]
_YES: Final = {"yes", "ya", "y", "true", "benar", "ada"}
_NO: Final = {"no", "tidak", "n", "false", "tiada", "salah"}
_SEVERAL: Final = re.compile(r"\s*[;|]\s*|,\s+")
_MOST_CHOICES: Final = 12


@dataclass(slots=True)
class QuestionPlan:
    """One column as a question. `unknown` are answers off its scale, with the rows they stand in."""

    text: str
    kind: QuestionKind
    family: ScaleFamily | None = None
    choices: tuple[str, ...] = ()
    unknown: dict[str, list[int]] = field(default_factory=dict)
    settled: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class ResponsesPlan:
    """What importing the answers would do. `questionnaire_id` is None for a new questionnaire."""

    reading: Reading
    sha256: str
    file_name: str
    event_id: int
    event_title: str
    phase: str
    questions: list[QuestionPlan]
    questionnaire_id: int | None = None

    @property
    def named(self) -> bool:
        return any(row.name or row.email for row in self.reading.rows)

    def sentence(self) -> str:
        """What will be written, in one sentence."""
        return ngettext(
            "{count} form with {questions} questions will be added to the evaluation ({phase}) of {event}.",
            "{count} forms with {questions} questions will be added to the evaluation ({phase}) of {event}.",
            len(self.reading.rows),
        ).format(
            count=len(self.reading.rows),
            questions=len(self.questions),
            phase=label(PHASES, self.phase),
            event=self.event_title,
        )


def make_responses_plan(
    session: DbSession,
    reading: Reading,
    sha256: str,
    file_name: str,
    event_id: int | None,
    phase: str = "after",
    questionnaire_id: int | None = None,
) -> ResponsesPlan:
    """Look at the columns of a file of answers. Raises RecordsError: no-event, no-questionnaire, other-questions."""
    event = session.get(Event, event_id) if event_id is not None else None
    if event is None:
        raise RecordsError("needs-event" if event_id is None else "no-event", id=event_id)
    plan = ResponsesPlan(
        reading, sha256, file_name, event.id, event.title, phase, questions_of(reading), questionnaire_id
    )
    if questionnaire_id is not None:
        _follow(session, plan, questionnaire_id)
    return plan


def questions_of(reading: Reading) -> list[QuestionPlan]:
    """The columns of a file of answers as questions, in their order."""
    found = []
    for place, text in enumerate(reading.questions):
        given = {row.row: row.answers[place].strip() for row in reading.rows if row.answers[place].strip()}
        found.append(question_of(text, given))
    return found


def question_of(text: str, given: dict[int, str]) -> QuestionPlan:
    """The question a column asks, by the answers in it (row number to text)."""
    answers = list(given.values())
    distinct = Counter(answers)
    if answers and all(one.casefold() in _YES | _NO for one in answers):
        return QuestionPlan(text, "yes/no")
    numbers = [int(one) for one in answers if one.isdecimal()]
    if len(numbers) == len(answers) and numbers and (max(numbers) > 5 or min(numbers) < 1):
        return QuestionPlan(text, "number")
    if (found := family_of(answers)) is not None:
        family, _whole = found
        unknown: dict[str, list[int]] = {}
        for row, one in given.items():
            if point(one, family.code) is None:
                unknown.setdefault(one, []).append(row)
        return QuestionPlan(text, "scale", family, unknown=unknown)
    parts = Counter(part for one in answers for part in _SEVERAL.split(one) if part)
    repeated = len(answers) >= 3 and len(parts) <= min(_MOST_CHOICES, len(answers) // 2 + 1)
    if repeated and len(parts) < len(distinct) and max(map(len, parts), default=0) <= 60:
        return QuestionPlan(text, "several", choices=tuple(parts))
    if len(answers) >= 6 and len(distinct) <= min(_MOST_CHOICES, len(answers) // 2):
        return QuestionPlan(text, "choice", choices=tuple(distinct))
    return QuestionPlan(text, "text")


def _follow(session: DbSession, plan: ResponsesPlan, questionnaire_id: int) -> None:
    if session.get(Questionnaire, questionnaire_id) is None:
        raise RecordsError("no-questionnaire", id=questionnaire_id)
    known = Counter(fold(text) for (text,) in session.execute(_texts_of(questionnaire_id)))
    asked = Counter(fold(one.text) for one in plan.questions)
    if strange := [one.text for one in plan.questions if asked[fold(one.text)] > known[fold(one.text)]]:
        raise RecordsError("other-questions", questions="; ".join(strange[:5]))


def _texts_of(questionnaire_id: int) -> Any:
    return select(Question.text_en).where(Question.questionnaire_id == questionnaire_id)


def apply_responses(session: DbSession, plan: ResponsesPlan, who: str | None = None) -> int:
    """Write the answers and return the id of the import run. The caller's unit of work makes it one step.

    Raises RecordsError("no-event") where the event was deleted since the plan was made.
    """
    if session.get(Event, plan.event_id) is None:
        raise RecordsError("no-event", id=plan.event_id)
    questionnaire_id = plan.questionnaire_id or _same_questionnaire(session, plan) or _make_questionnaire(session, plan)
    questions = _question_ids(session, questionnaire_id, [one.text for one in plan.questions])
    evaluation = _evaluation(session, plan, questionnaire_id)
    last = session.scalar(select(func.max(Response.form_number)).where(Response.evaluation_id == evaluation.id)) or 0
    parts = _parts(session, plan.event_id) if plan.named else {}
    of_row = [parts.get(("email", row.email.casefold())) or parts.get(("name", name_key(row.name)))
              for row in plan.reading.rows]  # fmt: skip
    twice = {part for part, number in Counter(of_row).items() if number > 1}
    ids = bulk.insert(
        session,
        Response,
        ("evaluation_id", "form_number", "participation_id", "source", "finished"),
        [
            (evaluation.id, last + order, None if part in twice else part, "imported", True)
            for order, part in enumerate(of_row, 1)
        ],
    )
    bulk.insert(
        session,
        Answer,
        ("response_id", "question_id", "number", "text", "choices", "illegible"),
        [
            (response, questions[place], *_stored(question, row.answers[place].strip()), False)
            for response, row in zip(ids, plan.reading.rows, strict=True)
            for place, question in enumerate(plan.questions)
            if row.answers[place].strip()
        ],
    )
    return _receipt(session, plan, last, of_row, who)


def _question_ids(session: DbSession, questionnaire_id: int, columns: list[str]) -> list[int]:
    """The question of each column: by its text, and among equal texts by their order."""
    waiting: dict[str, list[int]] = {}
    asked = select(Question.id, Question.text_en).where(Question.questionnaire_id == questionnaire_id)
    for one, text in session.execute(asked.order_by(Question.position, Question.id)):
        waiting.setdefault(fold(text), []).append(one)
    return [waiting[fold(text)].pop(0) for text in columns]


def _stored(question: QuestionPlan, given: str) -> tuple[float | None, str | None, list[str] | None]:
    """(number, text, choices) of an answer: what fits no point keeps its words."""
    if question.kind == "scale" and question.family is not None:
        at = point(given, question.family.code) or question.settled.get(given)
        return (float(at), None, None) if at is not None else (None, given, None)
    if question.kind == "number":
        return float(given), None, None
    if question.kind == "yes/no":
        return float(given.casefold() in _YES), None, None
    if question.kind == "several":
        return None, None, [part for part in _SEVERAL.split(given) if part]
    return (None, None, [given]) if question.kind == "choice" else (None, given, None)


def earlier_answers(session: DbSession, sha256: str) -> tuple[Earlier, ...]:
    """The imports of the file of answers with this hash that still stand, the newest first."""
    found = session.execute(
        select(ImportRun.id, ImportRun.event_id, ImportRun.imported_at, ImportRun.counts, Event.title)
        .join(Event, Event.id == ImportRun.event_id)
        .where(ImportRun.sha256 == sha256, ImportRun.holds == "responses")
        .order_by(ImportRun.id.desc())
    )
    return tuple(Earlier(run_id, _earlier(at, counts, title), event) for run_id, event, at, counts, title in found)


def _earlier(at: dt.datetime, counts: dict[str, Any], event: str) -> str:
    forms = int(counts.get("answer", 0))
    here = at.astimezone()
    return ngettext(
        "Imported on {day} at {time} into {event}: {count} form.",
        "Imported on {day} at {time} into {event}: {count} forms.",
        forms,
    ).format(day=dates.shown_date(here.date()), time=dates.shown_time(here.time()), event=event, count=forms)


def _parts(session: DbSession, event_id: int) -> dict[tuple[str, str], int]:
    """Participations of the event by e-mail and by name key; what two people share names nobody."""
    found: dict[tuple[str, str], set[int]] = {}
    asked = (
        select(Participation.id, Person.name, Person.email)
        .join(Person, Person.id == Participation.person_id)
        .where(Participation.event_id == event_id)
    )
    for part, name, email in session.execute(asked):
        found.setdefault(("name", name_key(name)), set()).add(part)
        if email:
            found.setdefault(("email", email.casefold()), set()).add(part)
    return {key: next(iter(parts)) for key, parts in found.items() if len(parts) == 1}


def _same_questionnaire(session: DbSession, plan: ResponsesPlan) -> int | None:
    """A questionnaire this event already uses that asks exactly these questions."""
    wanted = Counter(fold(one.text) for one in plan.questions)
    used = session.scalars(select(Evaluation.questionnaire_id).where(Evaluation.event_id == plan.event_id))
    for one in used:
        if Counter(fold(text) for (text,) in session.execute(_texts_of(one))) == wanted:
            return one
    return None


def _make_questionnaire(session: DbSession, plan: ResponsesPlan) -> int:
    made = Questionnaire(title_en=_("Evaluation of {event}").format(event=plan.event_title))
    session.add(made)
    session.flush()
    scales: dict[str, int] = {}
    for position, one in enumerate(plan.questions, 1):
        scale_id = None
        if one.family is not None:
            scale_id = scales.get(one.family.code) or _scale(session, one.family)
            scales[one.family.code] = scale_id
        section, _bracket, _rest = one.text.partition(" [")
        session.add(
            Question(
                questionnaire_id=made.id,
                position=position,
                section=section if _bracket else ("comments" if one.kind == "text" else "overall"),
                kind=one.kind,
                text_en=one.text,
                scale_id=scale_id,
                choices=list(one.choices) or None,
            )
        )
    session.flush()
    return made.id


def _scale(session: DbSession, family: ScaleFamily) -> int:
    known = session.scalars(select(Scale).where(Scale.name == family.code)).first()
    if known is None:
        known = Scale(name=family.code, points=family.points())
        session.add(known)
        session.flush()
    return known.id


def _evaluation(session: DbSession, plan: ResponsesPlan, questionnaire_id: int) -> Evaluation:
    found = session.scalars(
        select(Evaluation).where(
            Evaluation.event_id == plan.event_id,
            Evaluation.questionnaire_id == questionnaire_id,
            Evaluation.phase == plan.phase,
        )
    ).first()
    if found is None:
        found = Evaluation(
            event_id=plan.event_id, questionnaire_id=questionnaire_id, phase=plan.phase, anonymous=not plan.named
        )
        session.add(found)
        session.flush()
    return found


def _receipt(session: DbSession, plan: ResponsesPlan, last: int, of_row: list[int | None], who: str | None) -> int:
    left = plan.reading.left_out
    notes = list(plan.reading.notes)
    for question in plan.questions:
        for given, rows in question.unknown.items():
            if given not in question.settled:
                notes.append(
                    ngettext(
                        "“{answer}” is no point of the scale of “{question}”; it is kept in words (row {rows}).",
                        "“{answer}” is no point of the scale of “{question}”; it is kept in words (rows {rows}).",
                        len(rows),
                    ).format(answer=given, question=question.text, rows=", ".join(map(str, rows[:20])))
                )
    run = ImportRun(
        event_id=plan.event_id,
        file_name=plan.file_name,
        sha256=plan.sha256,
        format=plan.reading.format,
        holds="responses",
        sheet=plan.reading.sheet,
        columns=dict(plan.reading.columns),
        counts={"answer": len(plan.reading.rows), "left out": len(left)},
        notes=notes,
        imported_at=now(),
        imported_by=who,
    )
    session.add(run)
    session.flush()
    asked = select(Participation.id, Participation.person_id).where(Participation.event_id == plan.event_id)
    person_of: dict[int | None, int | None] = dict(iter(session.execute(asked)))
    outcomes: list[tuple[Any, ...]] = [
        (
            run.id,
            row.row,
            "answer",
            _("form {number}").format(number=last + order),
            part,
            person_of.get(part),
            list(row.cells),
        )
        for order, (row, part) in enumerate(zip(plan.reading.rows, of_row, strict=True), 1)
    ]
    outcomes += [(run.id, one.row, "left out", one.why, None, None, list(one.cells)) for one in left]
    names = ("import_run_id", "row", "outcome", "reason", "participation_id", "person_id", "cells")
    bulk.insert(session, ImportRow, names, sorted(outcomes, key=lambda one: one[1]))
    return run.id
