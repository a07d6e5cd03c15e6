"""The kinds of records of training evaluation: forms, what came back, scores, certificates."""

from typing import Final

from sqlalchemy import ColumnElement, func, select

from db.models import AssessmentScore, Certificate, Evaluation, Question, Questionnaire, Response
from desktop_app.language import N_
from desktop_app.records import lists
from desktop_app.records.fields import Entity, Field


def _responses_of_evaluation() -> ColumnElement[int]:
    return (
        select(func.count(Response.id))
        .where(Response.evaluation_id == Evaluation.id, Response.finished)
        .correlate(Evaluation)
        .scalar_subquery()
    )


QUESTIONNAIRE: Final = Entity(
    "questionnaire",
    Questionnaire,
    N_("Questionnaire"),
    N_("Questionnaires"),
    (
        Field("title_en", N_("English title"), required=True, width=260),
        Field("title_ms", N_("Malay title"), width=260),
        Field("edition", N_("Version"), "number", width=70, read_only=True),
        Field("notes", N_("Notes"), "lines"),
    ),
    columns=("title_en", "title_ms", "edition"),
    title="title_en",
    default_sort=(("title_en", False), ("edition", False)),
)


QUESTION: Final = Entity(
    "question",
    Question,
    N_("Question"),
    N_("Questions"),
    (
        Field("questionnaire_id", N_("Questionnaire"), "link", to="questionnaire", required=True, width=200),
        Field("section", N_("Section"), width=120),
        Field("kind", N_("Kind"), "choice", lists.QUESTION_KINDS, required=True, width=110),
        Field("text_en", N_("English text"), required=True, width=320),
        Field("text_ms", N_("Malay text"), width=320),
    ),
    columns=("section", "text_en", "text_ms", "kind"),
    title="text_en",
    default_sort=(("questionnaire_id", False), ("position", False)),
    parent="questionnaire_id",
    ordered=True,
)


EVALUATION: Final = Entity(
    "evaluation",
    Evaluation,
    N_("Evaluation"),
    N_("Evaluations"),
    (
        Field("event_id", N_("Event"), "link", to="event", required=True, width=260),
        Field("questionnaire_id", N_("Questionnaire"), "link", to="questionnaire", required=True, width=220),
        Field("phase", N_("Phase"), "choice", lists.PHASES, required=True, width=100),
        Field("anonymous", N_("Without names"), "yes_no", width=90),
        Field("given_out", N_("Forms given out"), "number", width=100),
        Field("opens_on", N_("Opens on"), "date", width=95),
        Field("closes_on", N_("Closes on"), "date", width=95),
        Field("came_back", N_("Forms returned"), "number", expression=_responses_of_evaluation, width=100),
    ),
    columns=("event_id", "questionnaire_id", "phase", "given_out", "came_back"),
    title="event_id",
    default_sort=(("event_id", False), ("id", False)),
    filters=("phase",),
)


ASSESSMENT_SCORE: Final = Entity(
    "assessment_score",
    AssessmentScore,
    N_("Score"),
    N_("Assessment scores"),
    (
        Field("participation_id", N_("Name"), "link", to="participation", required=True, width=220),
        Field("phase", N_("Phase"), "choice", lists.PHASES, required=True, width=100),
        Field("score", N_("Score"), "decimal", required=True, width=80),
        Field("out_of", N_("Out of"), "decimal", required=True, width=80),
    ),
    columns=("participation_id", "phase", "score", "out_of"),
    title="participation_id",
    default_sort=(("participation_id", False), ("phase", False)),
)


CERTIFICATE: Final = Entity(
    "certificate",
    Certificate,
    N_("Certificate"),
    N_("Certificates"),
    (
        Field("numbering", N_("Series"), width=140, read_only=True),
        Field("year", N_("Year"), "number", width=60, read_only=True),
        Field("number", N_("No."), "number", width=60, read_only=True),
        Field("name_as_printed", N_("Name as printed"), width=240, read_only=True),
        Field("event_id", N_("Event"), "link", to="event", width=240, read_only=True),
        Field("kind", N_("Kind"), width=110, read_only=True),
        Field("issued_on", N_("Issued on"), "date", width=95, read_only=True),
        Field("check_code", N_("Check code"), width=110, read_only=True),
        Field("voided_on", N_("Voided on"), "date", width=95, read_only=True),
        Field("void_reason", N_("Reason for voiding"), width=180, read_only=True),
        Field("reprints", N_("Reprints"), "number", width=70, read_only=True),
    ),
    columns=("year", "number", "name_as_printed", "event_id", "issued_on", "voided_on"),
    title="name_as_printed",
    default_sort=(("year", True), ("number", False)),
    filters=("year", "event_id"),
)
