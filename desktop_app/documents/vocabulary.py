"""The words for the codes that the records keep, as documents print them; the catalogue holds the Malay."""

from typing import Final

from desktop_app.language import N_

KINDS: Final = {
    "conference": N_("Conference"),
    "workshop": N_("Workshop"),
    "training": N_("Training"),
    "study tour": N_("Study tour"),
    "meeting": N_("Meeting"),
    "engagement": N_("Engagement"),
}
STATUSES: Final = {
    "planned": N_("Planned"),
    "confirmed": N_("Confirmed"),
    "held": N_("Held"),
    "postponed": N_("Postponed"),
    "cancelled": N_("Cancelled"),
}
MODES: Final = {
    "in person": N_("In person"),
    "online": N_("Online"),
    "hybrid": N_("Hybrid"),
    "by video": N_("By video"),
    "by telephone": N_("By telephone"),
    "recorded": N_("By recorded video"),
}
OUR_ROLES: Final = {
    "organiser": N_("Organiser"),
    "co-organiser": N_("Co-organiser"),
    "host": N_("Host"),
    "supporter": N_("Supporter"),
    "participant": N_("Participant"),
}
SESSION_KINDS: Final = {
    "day": N_("Day"),
    "talk": N_("Talk"),
    "panel": N_("Panel"),
    "briefing": N_("Briefing"),
    "group work": N_("Group work"),
    "visit": N_("Visit"),
    "courtesy call": N_("Courtesy call"),
    "ceremony": N_("Ceremony"),
    "launch": N_("Launch"),
    "assessment": N_("Assessment"),
    "break": N_("Break"),
}
MINUTE_KINDS: Final = {
    "agenda": N_("Agenda"),
    "task": N_("Tasks"),
    "use case": N_("Use cases"),
    "issue": N_("Issues and challenges"),
    "launch": N_("Launches"),
    "decision": N_("Decisions"),
    "follow-up": N_("Follow-up"),
    "outcome": N_("Outcome"),
}
MARKS: Final = {
    "present": N_("Present"),
    "late": N_("Late"),
    "left early": N_("Left early"),
    "absent": N_("Absent"),
    "excused": N_("Excused"),
}
PART_STATUSES: Final = {
    "invited": N_("invited"),
    "confirmed": N_("confirmed"),
    "absent": N_("absent"),
    "absent with apologies": N_("absent with apologies"),
}
QUALIFIERS: Final = {
    "about": N_("about"),
    "more than": N_("more than"),
    "at least": N_("at least"),
    "less than": N_("less than"),
    "at most": N_("at most"),
}
HEADCOUNTS: Final = {
    "people": N_("People, by headcount"),
    "organisations": N_("Organisations, by headcount"),
}
EVALUATION_SECTIONS: Final = {
    "content": N_("Content"),
    "trainer": N_("Trainers"),
    "materials": N_("Materials"),
    "logistics": N_("Logistics"),
    "overall": N_("Overall"),
}
