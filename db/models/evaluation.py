"""Training evaluation: questionnaires, the forms that came back, assessments, certificates."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Record


class Scale(Record):
    """What the points of a scale mean: a list of {"value": 5, "en": "Strongly agree", "ms": "Sangat setuju"}."""

    __tablename__ = "scale"

    name: Mapped[str]
    points: Mapped[list[dict[str, Any]]] = mapped_column(JSON)


class Questionnaire(Record):
    """A form. Once a response exists it is locked: an edit makes a new version."""

    __tablename__ = "questionnaire"

    title_en: Mapped[str]
    title_ms: Mapped[str | None]
    edition: Mapped[int] = mapped_column(default=1)
    earlier_id: Mapped[int | None] = mapped_column(ForeignKey("questionnaire.id", ondelete="SET NULL"), index=True)
    notes: Mapped[str | None]


class Question(Record):
    """A question of a form, in both languages, perhaps asked once for each trainer or session."""

    __tablename__ = "question"

    questionnaire_id: Mapped[int] = mapped_column(ForeignKey("questionnaire.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    section: Mapped[str] = mapped_column(default="overall")
    kind: Mapped[str] = mapped_column(default="scale")
    text_en: Mapped[str]
    text_ms: Mapped[str | None]
    scale_id: Mapped[int | None] = mapped_column(ForeignKey("scale.id", ondelete="RESTRICT"), index=True)
    choices: Mapped[list[str] | None] = mapped_column(JSON)
    repeated_for: Mapped[str | None]
    required: Mapped[bool] = mapped_column(default=False)


class Evaluation(Record):
    """A questionnaire used at an event."""

    __tablename__ = "evaluation"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    questionnaire_id: Mapped[int] = mapped_column(ForeignKey("questionnaire.id", ondelete="RESTRICT"), index=True)
    phase: Mapped[str] = mapped_column(default="after")
    anonymous: Mapped[bool] = mapped_column(default=True)
    given_out: Mapped[int | None]
    opens_on: Mapped[dt.date | None]
    closes_on: Mapped[dt.date | None]


class Response(Record):
    """A form that came back. A draft does not count."""

    __tablename__ = "response"
    __table_args__ = (UniqueConstraint("evaluation_id", "form_number"), {"sqlite_autoincrement": True})

    evaluation_id: Mapped[int] = mapped_column(ForeignKey("evaluation.id", ondelete="CASCADE"))
    form_number: Mapped[int]
    participation_id: Mapped[int | None] = mapped_column(
        ForeignKey("participation.id", ondelete="SET NULL"), index=True
    )
    source: Mapped[str] = mapped_column(default="typed")
    finished: Mapped[bool] = mapped_column(default=False)
    answered_on: Mapped[dt.date | None]


class Answer(Record):
    """One answer; blank (no row) and illegible are different."""

    __tablename__ = "answer"
    __table_args__ = (
        CheckConstraint("about_person_id IS NULL OR about_session_id IS NULL", name="about_one"),
        {"sqlite_autoincrement": True},
    )

    response_id: Mapped[int] = mapped_column(ForeignKey("response.id", ondelete="CASCADE"), index=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id", ondelete="RESTRICT"), index=True)
    about_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    about_session_id: Mapped[int | None] = mapped_column(ForeignKey("session.id", ondelete="SET NULL"), index=True)
    number: Mapped[float | None]
    text: Mapped[str | None]
    choices: Mapped[list[str] | None] = mapped_column(JSON)
    illegible: Mapped[bool] = mapped_column(default=False)


class AssessmentScore(Record):
    """What a trainee scored before or after a training, out of how much."""

    __tablename__ = "assessment_score"
    __table_args__ = (UniqueConstraint("participation_id", "phase"), {"sqlite_autoincrement": True})

    participation_id: Mapped[int] = mapped_column(ForeignKey("participation.id", ondelete="CASCADE"))
    phase: Mapped[str]
    score: Mapped[float]
    out_of: Mapped[float] = mapped_column(default=100)


class Certificate(Record):
    """A certificate issued: its number is never given twice, and it is voided, never deleted."""

    __tablename__ = "certificate"
    __table_args__ = (UniqueConstraint("numbering", "year", "number"), {"sqlite_autoincrement": True})

    participation_id: Mapped[int | None] = mapped_column(
        ForeignKey("participation.id", ondelete="SET NULL"), index=True
    )
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id", ondelete="SET NULL"), index=True)
    numbering: Mapped[str]
    year: Mapped[int]
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(default="completion")
    name_as_printed: Mapped[str]
    issued_on: Mapped[dt.date]
    check_code: Mapped[str] = mapped_column(unique=True)
    voided_on: Mapped[dt.date | None]
    void_reason: Mapped[str | None]
    reprints: Mapped[int] = mapped_column(default=0)
