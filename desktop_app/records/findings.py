"""Findings: the doubts the program has about the records, computed anew each time, less those a person has settled.

To add a kind: a function that yields its findings with one query, and a line in FINDINGS.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session as Records

from db.models import Event, FindingDecision
from desktop_app.language import N_
from desktop_app.records import findings_of_events as events
from desktop_app.records import findings_of_people as people
from desktop_app.records.finding import DECISIONS, Finding, FindingKind
from desktop_app.records.findings_of_events import LACKS

__all__ = ["DECISIONS", "FINDINGS", "LACKS", "Finding", "FindingKind", "counts", "decide", "findings", "kind", "lacks"]

_RIGHT: Final = ("right as it stands", "cannot be known")
_NOT_NEEDED: Final = ("not needed", "cannot be known")

FINDINGS: Final = (
    FindingKind("dates-contradict", N_("Dates contradict"), _RIGHT, events.dates_contradict),
    FindingKind("date-without-year", N_("Date without a year"), _RIGHT, events.date_without_year),
    FindingKind("heading-of-another-kind", N_("Heading of another kind"), _RIGHT, events.heading_of_another_kind),
    FindingKind("heading-twice", N_("Heading used twice"), _RIGHT, events.heading_twice),
    FindingKind("numbers-missing", N_("Numbers missing"), _RIGHT, events.numbers_missing),
    FindingKind("number-in-series", N_("No number in the series"), _RIGHT, events.number_in_series),
    FindingKind(
        "headcount-in-doubt",
        N_("Head count in doubt"),
        ("this event", "other event", *_RIGHT),
        people.headcount_in_doubt,
    ),
    FindingKind(
        "names-and-headcount-differ", N_("Names and head count differ"), _RIGHT, people.names_and_headcount_differ
    ),
    FindingKind("ends-before-it-begins", N_("Ends before it begins"), _RIGHT, events.ends_before_it_begins),
    FindingKind("session-outside-dates", N_("Outside the event's dates"), _RIGHT, events.session_outside_dates),
    FindingKind("marked-though-absent", N_("Absent, yet marked present"), _RIGHT, people.marked_though_absent),
    FindingKind("part-twice", N_("Same part twice"), _RIGHT, people.part_twice),
    FindingKind("part-without-name", N_("Part without a name"), _NOT_NEEDED, people.part_without_name),
    FindingKind("group-without-leader", N_("Group without a leader"), _NOT_NEEDED, events.group_without_leader),
    FindingKind("no-date", N_("No date"), _NOT_NEEDED, events.no_date),
    FindingKind("no-venue", N_("No venue"), _NOT_NEEDED, events.no_venue),
    FindingKind("no-attendance", N_("No attendance"), _NOT_NEEDED, events.no_attendance),
    FindingKind("no-summary", N_("No summary"), _NOT_NEEDED, events.no_summary),
    FindingKind("no-evaluation", N_("No evaluation"), _NOT_NEEDED, events.no_evaluation),
    FindingKind("no-minutes", N_("No minutes"), _NOT_NEEDED, events.no_minutes),
    FindingKind("person-doubled", N_("Perhaps the same person"), ("not duplicates",), people.person_doubled),
    FindingKind(
        "organisation-doubled", N_("Perhaps the same organisation"), ("not duplicates",), people.organisation_doubled
    ),
    FindingKind(
        "organisation-without-category",
        N_("Organisation without a category"),
        _NOT_NEEDED,
        people.organisation_without_category,
    ),
)
"""Every kind of doubt, in the order they are shown."""


def kind(code: str) -> FindingKind:
    """The kind of finding with this code. Raises KeyError for any other."""
    for one in FINDINGS:
        if one.code == code:
            return one
    raise KeyError(code)


def findings(session: Records, event_id: int | None = None) -> list[Finding]:
    """What is still in doubt, kind by kind; for one event, what is in doubt about it and its parts."""
    settled = _settled(session)
    return [
        finding
        for one in FINDINGS
        for finding in one.find(session, event_id)
        if (finding.kind, finding.about) not in settled
    ]


def counts(session: Records) -> dict[str, int]:
    """How many findings of each kind are still in doubt, by the kind's code; a kind without any is left out."""
    return dict(Counter(finding.kind for finding in findings(session)))


def decide(session: Records, finding: Finding, decision: str, reason: str | None = None) -> None:
    """Settle a finding with one of its kind's decisions, so that it is not asked again. A new decision replaces one.

    Raises ValueError for a decision that its kind does not offer.
    """
    if decision not in kind(finding.kind).decisions:
        raise ValueError(f"{finding.kind} offers no decision {decision}")
    before = session.scalars(
        select(FindingDecision).where(FindingDecision.finding == finding.kind, FindingDecision.about == finding.about)
    ).one_or_none()
    if before is None:
        before = FindingDecision(finding=finding.kind, about=finding.about, decision=decision)
        session.add(before)
    before.decision = decision
    before.reason = reason
    session.flush()


def lacks(session: Records, event_ids: Sequence[int]) -> dict[int, list[str]]:
    """What each of the events lacks, as codes of LACKS in that order; an event that lacks nothing has an empty list.

    What a person decided is not needed is not lacking. One query for up to some thousands of events.
    """
    conditions = events.lacking()
    rows = session.execute(select(Event.id, *conditions.values()).where(Event.id.in_(event_ids)))
    settled = _settled(session)
    found: dict[int, list[str]] = {event_id: [] for event_id in event_ids}
    for event_id, *missing in rows:
        found[event_id] = [
            code
            for code, is_missing in zip(conditions, missing, strict=True)
            if is_missing and (f"no-{code}", f"event:{event_id}") not in settled
        ]
    return found


def _settled(session: Records) -> set[tuple[str, str]]:
    rows = session.execute(select(FindingDecision.finding, FindingDecision.about))
    return {(finding, about) for finding, about in rows}
