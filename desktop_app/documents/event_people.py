"""Who had which part in an event, and who came, as documents need it: frozen facts and counts of unique people."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Records
from sqlalchemy.orm import aliased

from db.models import Attendance, Category, Group, Organisation, Participation, Person, Role, Session

LISTED_FAMILIES: Final = frozenset({"delegation", "participant"})
"""Roles of these families are listed as those who came, not among those who led the event."""

LEADING_ROLES: Final = frozenset({"officiated by", "launched by", "chair", "secretary"})
"""With the speakers, these are no roster: a conference that names three guests says nothing of its public."""

MOST_IN_A_PART: Final = 15
"""A part with more people than this (the observers of a large meeting) is listed at the end with everybody."""

Part = dict[str, Any]


def full_name(titles: str | None, name: str) -> str:
    """The name as it is written on paper: titles before it."""
    return f"{titles} {name}" if titles else name


def bilingual(record: Role | Category | None) -> dict[str, str | None] | None:
    """The names the office gave a role or a category: {"en": …, "ms": …}."""
    return None if record is None else {"en": record.name_en, "ms": record.name_ms}


def parts(records: Records, event_id: int) -> list[Part]:
    """Every part in the event, in order of role, protocol and name, with what was true then."""
    stand_in = aliased(Person)
    own_category = aliased(Category)
    rows = records.execute(
        select(Participation, Role, Person, Organisation, Category, own_category, stand_in, Group.number)
        .join(Role, Participation.role_id == Role.id)
        .outerjoin(Person, Participation.person_id == Person.id)
        .outerjoin(Organisation, Participation.organisation_id == Organisation.id)
        .outerjoin(Category, Participation.category_id == Category.id)
        .outerjoin(own_category, Organisation.category_id == own_category.id)
        .outerjoin(Group, Participation.group_id == Group.id)
        .outerjoin(stand_in, Participation.represented_by_id == stand_in.id)
        .where(Participation.event_id == event_id)
        .order_by(Role.position, Role.id, Participation.position, Person.sort_name, Organisation.sort_name)
    )
    found = [_part(*row) for row in rows]
    sizes = Counter(part["role"]["code"] for part in found)
    for part in found:
        code = part["role"]["code"]
        part["listed_at_end"] = (
            part["role"]["counts"]
            and part["person_id"] is not None
            and (part["role"]["family"] in LISTED_FAMILIES or sizes[code] > MOST_IN_A_PART)
        )
    return found


def _part(
    participation: Participation,
    role: Role,
    person: Person | None,
    organisation: Organisation | None,
    category: Category | None,
    organisations_category: Category | None,
    stand_in: Person | None,
    group: int | None,
) -> Part:
    return {
        "id": participation.id,
        "role": {
            "code": role.code,
            "family": role.family,
            "counts": role.counts_as_attendee,
            "en": role.name_en,
            "ms": role.name_ms,
        },
        "person_id": participation.person_id,
        "name": full_name(person.titles, person.name) if person else None,
        "post": participation.post_then,
        "organisation_id": participation.organisation_id,
        "organisation": organisation.name if organisation else participation.organisation_as_written,
        "short_name": organisation.short_name if organisation else None,
        "category": bilingual(category or organisations_category),
        "status": participation.status,
        "mode": participation.mode,
        "represented_by": full_name(stand_in.titles, stand_in.name) if stand_in else None,
        "group_id": participation.group_id,
        "group": None if group is None else str(group),
        "session_id": participation.session_id,
        "booth": participation.booth,
        "exhibit": participation.exhibit,
        "talk": participation.talk_title,
        "seat": participation.seat,
    }


def _who_count(all_parts: Iterable[Part]) -> tuple[list[Part], bool]:
    """The parts that count as attending; where nobody has attended yet, those who are expected, and True."""
    counting = [part for part in all_parts if part["role"]["counts"]]
    attended = [part for part in counting if part["status"] == "attended"]
    if attended:
        return attended, False
    return [part for part in counting if part["status"] in ("invited", "confirmed")], True


def came(all_parts: list[Part]) -> dict[str, Any]:
    """Unique people, by role, category and organisation. Somebody with two roles is one person in the total.

    `roster` says whether anybody is named beyond those who opened, chaired and spoke.
    """
    counted, expected = _who_count(all_parts)
    people = [part for part in counted if part["person_id"] is not None]
    by_role: dict[str, set[int]] = defaultdict(set)
    by_category: dict[str, set[int]] = defaultdict(set)
    by_organisation: dict[str, set[int]] = defaultdict(set)
    roles: dict[str, Any] = {}
    categories: dict[str, Any] = {}
    for part in people:
        roles[part["role"]["code"]] = {"en": part["role"]["en"], "ms": part["role"]["ms"]}
        by_role[part["role"]["code"]].add(part["person_id"])
        category = part["category"]["en"] if part["category"] else ""
        categories[category] = part["category"]
        by_category[category].add(part["person_id"])
        by_organisation[part["organisation"] or ""].add(part["person_id"])
    return {
        "expected": expected and bool(counted),
        "roster": any(
            part["role"]["family"] != "speaker" and part["role"]["code"] not in LEADING_ROLES for part in people
        ),
        "people": len({part["person_id"] for part in people}),
        "organisations": len({part["organisation"] for part in counted if part["organisation"]}),
        "by_role": [{"role": roles[code], "people": len(ids)} for code, ids in by_role.items()],
        "by_category": sorted(
            ({"category": categories[name], "people": len(ids)} for name, ids in by_category.items()),
            key=lambda line: (line["category"] is None, -line["people"]),
        ),
        "by_organisation": sorted(
            ({"organisation": name or None, "people": len(ids)} for name, ids in by_organisation.items()),
            key=lambda line: (line["organisation"] is None, -line["people"], (line["organisation"] or "").casefold()),
        ),
    }


def name_list(all_parts: list[Part]) -> list[Part]:
    """Everybody who came (or is expected) and is not named among those who led the event."""
    counted, _expected = _who_count(all_parts)
    return [part for part in counted if part["listed_at_end"] and part["person_id"] is not None]


def present(records: Records, event_id: int) -> int:
    """How many people have a mark that counts as present at one session at least; 0 where no marks were taken."""
    found = records.scalar(
        select(func.count(Participation.person_id.distinct()))
        .join(Attendance, Attendance.participation_id == Participation.id)
        .where(Participation.event_id == event_id, Attendance.counts_as == "present")
    )
    return found or 0


def attendance(records: Records, event_id: int) -> list[dict[str, Any]]:
    """How many marks of each sort every session has where attendance was taken."""
    rows = records.execute(
        select(Session, Attendance.mark, func.count())
        .join(Attendance, Attendance.session_id == Session.id)
        .where(Session.event_id == event_id)
        .group_by(Session.id, Attendance.mark)
        .order_by(Session.date, Session.start_time, Session.position, Session.id)
    )
    sessions: dict[int, dict[str, Any]] = {}
    for session, mark, count in rows:
        line = sessions.setdefault(
            session.id, {"title": session.title, "date": session.date, "end_date": session.end_date, "marks": {}}
        )
        line["marks"][mark] = count
    return list(sessions.values())
