"""What the evaluation forms of an event say, short enough for a summary: five lines, each with its n."""

from collections import defaultdict
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Records

from db.models import Answer, Evaluation, Participation, Question, Response, Role, Scale

FEWEST_FORMS: Final = 5
"""Under this many forms no result is printed: a reader could tell who gave it."""


def results(records: Records, event_id: int) -> dict[str, Any] | None:
    """The finished forms of the evaluation after the event, or None where none came back.

    `sections` and `questions` hold means of scale questions with their n and the scale's highest point; `numbers` hold
    the means of questions answered by a number. Below FEWEST_FORMS forms all three are empty.
    """
    evaluation = records.scalars(
        select(Evaluation).where(Evaluation.event_id == event_id, Evaluation.phase == "after").order_by(Evaluation.id)
    ).first()
    if evaluation is None:
        return None
    finished = (Response.evaluation_id == evaluation.id, Response.finished.is_(True))
    forms = records.scalar(select(func.count()).select_from(Response).where(*finished)) or 0
    if not forms:
        return None
    comments = records.scalar(
        select(func.count(Answer.id))
        .join(Response, Answer.response_id == Response.id)
        .join(Question, Answer.question_id == Question.id)
        .where(*finished, Question.kind == "text", Answer.text.is_not(None), Answer.text != "")
    )
    questions = _means(records, finished) if forms >= FEWEST_FORMS else []
    scales = [question for question in questions if question["kind"] == "scale"]
    return {
        "forms": forms,
        "given_out": evaluation.given_out,
        "present": _present(records, event_id),
        "sections": _sections(scales),
        "questions": scales,
        "numbers": [question for question in questions if question["kind"] == "number"],
        "comments": comments or 0,
    }


def _means(records: Records, finished: tuple[Any, ...]) -> list[dict[str, Any]]:
    rows = records.execute(
        select(Question, Scale.points, func.avg(Answer.number), func.count(Answer.number))
        .join(Answer, Answer.question_id == Question.id)
        .join(Response, Answer.response_id == Response.id)
        .outerjoin(Scale, Question.scale_id == Scale.id)
        .where(*finished, Question.kind.in_(("scale", "number")), Answer.number.is_not(None))
        .group_by(Question.id)
        .order_by(Question.position, Question.id)
    )
    return [
        {
            "kind": question.kind,
            "section": question.section,
            "text": {"en": question.text_en, "ms": question.text_ms},
            "mean": float(mean),
            "n": n,
            "highest": max((point["value"] for point in points or []), default=None),
        }
        for question, points, mean, n in rows
    ]


def _sections(questions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The mean of every answer in a section; a section whose questions use different scales has none."""
    by_section: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for question in questions:
        by_section[question["section"]].append(question)
    return [
        {
            "section": section,
            "mean": sum(one["mean"] * one["n"] for one in asked) / sum(one["n"] for one in asked),
            "n": sum(one["n"] for one in asked),
            "highest": asked[0]["highest"],
        }
        for section, asked in by_section.items()
        if len({one["highest"] for one in asked}) == 1
    ]


def _present(records: Records, event_id: int) -> int:
    return (
        records.scalar(
            select(func.count(Participation.person_id.distinct()))
            .join(Role, Participation.role_id == Role.id)
            .where(
                Participation.event_id == event_id,
                Participation.status == "attended",
                Role.counts_as_attendee.is_(True),
            )
        )
        or 0
    )
