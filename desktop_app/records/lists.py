"""The closed lists of the records and the lists every new file begins with.

A closed list is a tuple of (code, label); the code is what the file stores, the label what a person reads, marked for
the catalogue and translated where it is shown. Roles and categories are rows of the file: the office edits them.
"""

from typing import Final

from sqlalchemy.orm import Session

from db.models import Category, Role
from desktop_app.language import N_, _, language

Choices = tuple[tuple[str, str], ...]

KINDS: Final[Choices] = (
    ("conference", N_("Conference")),
    ("workshop", N_("Workshop")),
    ("training", N_("Training")),
    ("study tour", N_("Study tour")),
    ("meeting", N_("Meeting")),
    ("engagement", N_("Engagement")),
)
STATUSES: Final[Choices] = (
    ("planned", N_("Planned")),
    ("confirmed", N_("Confirmed")),
    ("held", N_("Held")),
    ("postponed", N_("Postponed")),
    ("cancelled", N_("Cancelled")),
)
MODES: Final[Choices] = (
    ("in person", N_("In person")),
    ("online", N_("Online")),
    ("hybrid", N_("Hybrid")),
    ("conference call", N_("By conference call")),
)
SCOPES: Final[Choices] = (
    ("office", N_("Within the office")),
    ("state", N_("State")),
    ("national", N_("National")),
    ("regional", N_("Regional")),
    ("international", N_("International")),
)
OUR_ROLES: Final[Choices] = (
    ("organiser", N_("We organise it")),
    ("supporter", N_("We support it")),
    ("participant", N_("We take part")),
)
SESSION_KINDS: Final[Choices] = (
    ("day", N_("Day")),
    ("half day", N_("Half day")),
    ("talk", N_("Talk")),
    ("panel", N_("Panel")),
    ("briefing", N_("Briefing")),
    ("group work", N_("Group work")),
    ("visit", N_("Visit")),
    ("courtesy call", N_("Courtesy call")),
    ("ceremony", N_("Ceremony")),
    ("launch", N_("Launch")),
    ("plenary", N_("Plenary")),
    ("address", N_("Special address")),
    ("roundtable", N_("Roundtable")),
    ("exhibition", N_("Exhibition")),
    ("knowledge sharing", N_("Knowledge sharing")),
    ("closing", N_("Closing")),
    ("assessment", N_("Assessment")),
    ("presentation", N_("Presentation")),
    ("break", N_("Break")),
)
MINUTE_KINDS: Final[Choices] = (
    ("agenda", N_("Agenda item")),
    ("task", N_("Task")),
    ("use case", N_("Use case")),
    ("issue", N_("Issue")),
    ("decision", N_("Decision")),
    ("follow-up", N_("Follow-up")),
    ("outcome", N_("Outcome")),
    ("launch", N_("Launch")),
    ("award", N_("Award")),
)
PARTICIPATION_STATUSES: Final[Choices] = (
    ("invited", N_("Invited")),
    ("confirmed", N_("Confirmed")),
    ("attended", N_("Attended")),
    ("absent", N_("Absent")),
    ("absent with apologies", N_("Absent with apologies")),
)
TAKING_PART: Final[Choices] = (
    ("in person", N_("In person")),
    ("by video", N_("By video")),
    ("by recording", N_("By video recording")),
)
MARKS: Final[Choices] = (
    ("present", N_("Present")),
    ("late", N_("Late")),
    ("left early", N_("Left early")),
    ("absent", N_("Absent")),
    ("excused", N_("Excused")),
)
COUNTS_AS: Final = {"present": "present", "late": "present", "left early": "present", "absent": "absent",
                    "excused": "excused"}  # fmt: skip
"""What a mark counts as in every figure."""

HEADCOUNT_OF: Final[Choices] = (
    ("people", N_("People")),
    ("organisations", N_("Organisations")),
)
QUALIFIERS: Final[Choices] = (
    ("exactly", N_("Exactly")),
    ("about", N_("About")),
    ("more than", N_("More than")),
)
GENDERS: Final[Choices] = (
    ("female", N_("Female")),
    ("male", N_("Male")),
)
PHASES: Final[Choices] = (
    ("before", N_("Before")),
    ("after", N_("After")),
    ("follow-up", N_("Follow-up")),
)
QUESTION_KINDS: Final[Choices] = (
    ("scale", N_("Scale")),
    ("choice", N_("One choice")),
    ("several", N_("Several choices")),
    ("number", N_("Number")),
    ("yes/no", N_("Yes or no")),
    ("text", N_("Text")),
)
ROLE_FAMILIES: Final[Choices] = (
    ("organiser", N_("Organisers and supporters")),
    ("ceremony", N_("Ceremony and chair")),
    ("speaker", N_("Speakers and trainers")),
    ("delegation", N_("Delegation")),
    ("participant", N_("Participants")),
)

ROLES: Final = (
    # code, English, Malay, family, counts as attendee
    ("organiser", "Organiser", "Penganjur", "organiser", False),
    ("co-organiser", "Co-organiser", "Penganjur bersama", "organiser", False),
    ("host", "Host", "Tuan rumah", "organiser", False),
    ("partner", "Partner", "Rakan kerjasama", "organiser", False),
    ("knowledge partner", "Knowledge partner", "Rakan pengetahuan", "organiser", False),
    ("supporter", "Supporter", "Penyokong", "organiser", False),
    ("sponsor", "Sponsor", "Penaja", "organiser", False),
    ("exhibitor", "Exhibitor", "Pempamer", "organiser", False),
    ("officiated by", "Officiated by", "Dirasmikan oleh", "ceremony", True),
    ("launched by", "Launched by", "Dilancarkan oleh", "ceremony", True),
    ("chair", "Chair", "Pengerusi", "ceremony", True),
    ("secretary", "Secretary", "Setiausaha", "ceremony", True),
    ("member", "Member", "Ahli", "ceremony", True),
    ("ex-officio", "Ex-officio member", "Ahli ex-officio", "ceremony", True),
    ("observer", "Observer", "Pemerhati", "ceremony", True),
    ("by invitation", "By invitation", "Jemputan", "ceremony", True),
    ("speaker", "Speaker", "Penceramah", "speaker", True),
    ("panellist", "Panellist", "Ahli panel", "speaker", True),
    ("moderator", "Moderator", "Moderator", "speaker", True),
    ("trainer", "Trainer", "Jurulatih", "speaker", True),
    ("facilitator", "Facilitator", "Fasilitator", "speaker", True),
    ("group leader", "Group leader", "Ketua kumpulan", "speaker", True),
    ("delegate", "Delegate", "Perwakilan", "delegation", True),
    ("head of delegation", "Head of delegation", "Ketua delegasi", "delegation", True),
    ("escort", "Escort", "Pengiring", "delegation", True),
    ("participant", "Participant", "Peserta", "participant", True),
    ("secretariat", "Secretariat", "Urus setia", "participant", False),
    ("media", "Media", "Media", "participant", False),
)
CATEGORIES: Final = (
    ("ministry", "Ministry", "Kementerian"),
    ("federal department", "Federal department", "Jabatan persekutuan"),
    ("state department", "State department", "Jabatan negeri"),
    ("municipality", "Municipality", "Pihak berkuasa tempatan"),
    ("agency", "Agency", "Agensi"),
    ("industry", "Industry", "Industri"),
    ("academia", "Academia", "Akademia"),
    ("ngo", "NGO", "NGO"),
    ("embassy", "Embassy", "Kedutaan"),
    ("international body", "International body", "Badan antarabangsa"),
    ("media", "Media", "Media"),
    ("committee", "Committee or working group", "Jawatankuasa atau kumpulan kerja"),
    ("other", "Other", "Lain-lain"),
)


def shown_headcount(qualifier: str, number: int, of: str) -> str:
    """61+ for more than 61, ~20 for about 20; bodies are said to be so."""
    sign = {"more than": "{number}+", "about": "~{number}"}.get(qualifier, "{number}").format(number=number)
    return _("{count} organisations").format(count=sign) if of == "organisations" else sign


def label(choices: Choices, code: str | None) -> str:
    """What a person reads for a code of a closed list; an unknown code is shown as it is."""
    return next((_(text) for known, text in choices if known == code), code or "")


def named(row: Role | Category) -> str:
    """A role's or category's name in the language spoken now."""
    return (row.name_ms if language() == "ms" else None) or row.name_en


def fill_lists(session: Session) -> None:
    """Give a new file the roles and categories every office begins with."""
    session.add_all(
        Role(code=code, name_en=en, name_ms=ms, family=family, counts_as_attendee=counts, position=position)
        for position, (code, en, ms, family, counts) in enumerate(ROLES)
    )
    session.add_all(
        Category(code=code, name_en=en, name_ms=ms, position=position)
        for position, (code, en, ms) in enumerate(CATEGORIES)
    )
    session.flush()
