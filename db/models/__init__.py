"""The tables of a records file, one module an area. Importing this package makes the metadata whole."""

from db.models.evaluation import (
    Answer,
    AssessmentScore,
    Certificate,
    Evaluation,
    Question,
    Questionnaire,
    Response,
    Scale,
)
from db.models.events import (
    Event,
    Group,
    Headcount,
    Minute,
    Series,
    Session,
    Stop,
    Track,
    Venue,
)
from db.models.files import Attachment, ImportRow, ImportRun, Mapping
from db.models.office import Change, FindingDecision, JournalState, Setting, Step
from db.models.participation import Attendance, Participation
from db.models.people import Category, Organisation, OrganisationSpelling, Person, Role

__all__ = [
    "Answer",
    "AssessmentScore",
    "Attachment",
    "Attendance",
    "Category",
    "Certificate",
    "Change",
    "Evaluation",
    "Event",
    "FindingDecision",
    "Group",
    "Headcount",
    "ImportRow",
    "ImportRun",
    "JournalState",
    "Mapping",
    "Minute",
    "Organisation",
    "OrganisationSpelling",
    "Participation",
    "Person",
    "Question",
    "Questionnaire",
    "Response",
    "Role",
    "Scale",
    "Series",
    "Session",
    "Setting",
    "Step",
    "Stop",
    "Track",
    "Venue",
]
