"""Words that only documents need beside the closed lists of the records: headings for many, words in mid-sentence."""

from typing import Final

from desktop_app.language import N_
from desktop_app.records.lists import Choices

OUR_PARTS: Final[Choices] = (
    ("organiser", N_("Organiser")),
    ("supporter", N_("Supporter")),
    ("participant", N_("Participant")),
)
MINUTE_HEADINGS: Final[Choices] = (
    ("agenda", N_("Agenda")),
    ("task", N_("Tasks")),
    ("use case", N_("Use cases")),
    ("issue", N_("Issues")),
    ("launch", N_("Launches")),
    ("award", N_("Awards")),
    ("outcome", N_("Outcomes")),
    ("decision", N_("Decisions")),
    ("follow-up", N_("Follow-up")),
)
HEADCOUNTS: Final[Choices] = (
    ("people", N_("People, by head count")),
    ("organisations", N_("Organisations, by head count")),
)
EVALUATION_SECTIONS: Final[Choices] = (
    ("content", N_("Content")),
    ("trainer", N_("Trainers")),
    ("materials", N_("Materials")),
    ("logistics", N_("Logistics")),
    ("overall", N_("Overall")),
)
