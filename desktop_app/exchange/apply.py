"""Carrying a settled plan out: one step in one transaction, by bulk statements, with a receipt of every source row.

Known people: blanks are filled, a differing value is taken only where it was ticked, an empty cell wipes nothing.
Rows of the file = sum of the outcomes, always.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session as DbSession

from db import bulk
from db.base import now
from db.errors import RecordsError
from db.models import (
    Attendance,
    Group,
    ImportRow,
    ImportRun,
    Mapping,
    Organisation,
    Participation,
    Person,
    Role,
    Session,
)
from desktop_app.exchange.collecting import collector_resting
from desktop_app.exchange.faces import KnownPerson, known_persons, value_changes
from desktop_app.exchange.plan import Answer, BodyAnswer, PersonPlan, Plan, ValueChange, outranks
from desktop_app.exchange.preparing import headings_key, headings_of
from desktop_app.language import _
from desktop_app.records import drafts, lists
from desktop_app.records.entities import EVENT, STOP
from desktop_app.records.names import name_key, sort_name

SOURCE: Final = "import"
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class _Writing:
    """What is known while the plan is being written."""

    session: DbSession
    plan: Plan
    event_id: int | None = None
    bodies: dict[str, int | None] = field(default_factory=dict)
    sessions: dict[int, int] = field(default_factory=dict)
    people: dict[int, int] = field(default_factory=dict)
    parts: dict[int, int] = field(default_factory=dict)
    changed: dict[int, list[ValueChange]] = field(default_factory=dict)


def apply(session: DbSession, plan: Plan, who: str | None = None, progress: Progress | None = None) -> int:
    """Write the plan and return the id of its import run. The caller's unit of work makes it one step.

    People still to be decided are left out, and said to be. Raises RecordsError("nothing-to-import") where no row
    would be imported.
    """
    writing = _Writing(session, plan)
    if not any(one.answer in (Answer.KNOWN, Answer.NEW) for one in plan.people):
        raise RecordsError("nothing-to-import")
    writing.event_id = _event(session, plan)
    stages = [_make_bodies, _make_people, _fill_known]
    if writing.event_id is not None:
        stages += [_make_sessions, _make_parts, _mark]
    with collector_resting():
        for done, stage in enumerate(stages):
            if progress:
                progress(done, len(stages) + 1)
            stage(writing)
        if progress:
            progress(len(stages), len(stages) + 1)
        run_id = _write_receipt(writing, who)
    _remember_mapping(session, plan)
    return run_id


def _event(session: DbSession, plan: Plan) -> int | None:
    if plan.event.event_id is not None or not plan.event.is_new:
        return plan.event.event_id
    values = dict(plan.event.values)
    venue = values.pop("venue", None)
    event_id = drafts.save(session, drafts.new_draft(EVENT, **values))
    if venue:
        drafts.save(session, drafts.new_draft(STOP, event_id=event_id, venue_id=drafts.Named(venue)))
    return event_id


def _make_bodies(writing: _Writing) -> None:
    """Make the organisations to be created, and remember how those that were mapped are spelled in the file."""
    session, plan = writing.session, writing.plan
    by_text = {body.text: body for body in plan.bodies}

    def settled(text: str, seen: frozenset[str] = frozenset()) -> int | None:
        if text in writing.bodies:
            return writing.bodies[text]
        body = by_text[text]
        found: int | None = None
        if body.answer is BodyAnswer.CREATE:
            found = drafts.find_or_make(session, "organisation", text)
        elif body.answer is BodyAnswer.MAP and isinstance(body.organisation_id, str):
            if body.organisation_id not in seen and body.organisation_id in by_text:
                found = settled(body.organisation_id, seen | {text})
            found = found or drafts.find_or_make(session, "organisation", body.organisation_id)
        elif body.answer is BodyAnswer.MAP and not isinstance(body.organisation_id, str):
            found = body.organisation_id
        writing.bodies[text] = found
        if found is not None and body.by_hand and body.answer is BodyAnswer.MAP:
            drafts.remember_spelling(session, found, text)
        return found

    for body in plan.bodies:
        settled(body.text)


def _make_people(writing: _Writing) -> None:
    plan = writing.plan
    fresh = [place for place, one in enumerate(plan.people) if one.answer is Answer.NEW]
    names = (
        "name", "titles", "name_key", "sort_name", "post", "organisation_id", "email", "phone", "gender",
        "nationality", "identity_number",
    )  # fmt: skip
    rows = []
    for place in fresh:
        values = plan.people[place].values
        name = values.get("name", "")
        rows.append(
            (
                name,
                values.get("titles") or None,
                name_key(name),
                sort_name(name),
                values.get("post") or None,
                writing.bodies.get(values.get("organisation", "")),
                values.get("email") or None,
                values.get("phone") or None,
                values.get("gender") or None,
                values.get("nationality") or None,
                (values.get("identity_number") or None) if plan.remember_identity else None,
            )
        )
    writing.people = dict(zip(fresh, bulk.insert(writing.session, Person, names, rows), strict=True))


def _fill_known(writing: _Writing) -> None:
    """Fill the blanks of known people, and take the differing values that were ticked."""
    plan = writing.plan
    chosen = {place: int(one.person_id or 0) for place, one in enumerate(plan.people) if one.answer is Answer.KNOWN}
    people = known_persons(writing.session, sorted(set(chosen.values())))
    touched: dict[int, set[str]] = {}
    for place, person_id in chosen.items():
        one = plan.people[place]
        person = people.get(person_id)
        if person is None:
            raise RecordsError("gone", table="person", id=person_id)
        writing.people[place] = person_id
        taken = [
            change
            for change in value_changes(person, one.values)
            if (change.fills or change.field in one.taken) and _can_take(writing, person, change)
        ]
        for change in taken:
            touched.setdefault(person_id, set()).update(_take(writing, person, change))
        writing.changed[place] = taken
    alike: dict[tuple[str, ...], list[KnownPerson]] = {}
    for person_id, names in touched.items():
        alike.setdefault(tuple(sorted(names)), []).append(people[person_id])
    for columns, some in alike.items():  # a column that is set, even to what it was, has its index written anew
        _update(writing.session, columns, some)


def _update(session: DbSession, columns: tuple[str, ...], people: list[KnownPerson]) -> None:
    rows = [(one.id, one.version, *(getattr(one, name) for name in columns)) for one in people]
    if "name" in columns:
        columns = (*columns, "name_key", "sort_name")
        rows = [(*row, name_key(one.name), sort_name(one.name)) for row, one in zip(rows, people, strict=True)]
    bulk.update(session, Person, columns, rows)


def _can_take(writing: _Writing, person: KnownPerson, change: ValueChange) -> bool:
    if change.field == "organisation":
        return writing.bodies.get(change.new) not in (None, person.organisation_id)
    return change.field != "identity_number" or writing.plan.remember_identity


def _take(writing: _Writing, person: KnownPerson, change: ValueChange) -> tuple[str, ...]:
    """Make the change; returns the columns it touches."""
    if change.field == "organisation":
        person.organisation_id, person.organisation = writing.bodies[change.new], change.new
        return ("organisation_id",)
    touched: tuple[str, ...] = (change.field,)
    if change.field in ("email", "phone") and change.old:
        more = f"more_{change.field}s"
        setattr(person, more, "; ".join(filter(None, (change.old, getattr(person, more)))))
        touched = (change.field, more)
    setattr(person, change.field, change.new)
    return touched


def _make_sessions(writing: _Writing) -> None:
    session = writing.session
    last = session.scalar(select(func.max(Session.position)).where(Session.event_id == writing.event_id)) or 0
    for place, one in enumerate(writing.plan.sessions):
        if not one.taken:
            continue
        session_id = one.session_id
        if session_id is None:
            last += 1
            made = Session(
                event_id=writing.event_id,
                position=last,
                title=one.title,
                kind="half day" if one.date and one.label != one.date.isoformat() else "day",
                date=one.date,
                takes_attendance=True,
            )
            session.add(made)
            session.flush()
            session_id = made.id
        elif (known := session.get(Session, session_id)) is not None and not known.takes_attendance:
            known.takes_attendance = True
        writing.sessions[place] = session_id


def _make_parts(writing: _Writing) -> None:
    """One part for each person at the event; a part the person already has there is used again."""
    session, plan = writing.session, writing.plan
    roles = {role.code: role for role in session.scalars(select(Role))}
    by_name = {
        text.casefold(): role for role in roles.values() for text in (role.name_en, role.name_ms or "", role.code)
    }
    default = roles.get("participant") or next(iter(roles.values()), None)
    if default is None:
        raise RecordsError("no-role", role="participant")
    existing: dict[int, int] = {}
    for part_id, person_id, role_id in session.execute(
        select(Participation.id, Participation.person_id, Participation.role_id)
        .where(Participation.event_id == writing.event_id, Participation.person_id.is_not(None))
        .order_by(Participation.id.desc())
    ):
        if person_id is not None and (person_id not in existing or role_id == default.id):
            existing[person_id] = part_id
    last = session.scalar(select(func.max(Participation.position)).where(Participation.event_id == writing.event_id))
    position = last or 0
    groups = _groups(writing)
    categories = dict(session.execute(select(Organisation.id, Organisation.category_id)).all())
    rows, places = [], []
    waiting: dict[int, list[int]] = {}
    for place, person_id in sorted(writing.people.items()):
        if person_id in existing:
            writing.parts[place] = existing[person_id]
        else:
            waiting.setdefault(person_id, []).append(place)
    for person_id, alike in waiting.items():
        one = plan.people[alike[0]]
        values = one.values
        body = writing.bodies.get(values.get("organisation", ""))
        role = by_name.get(values.get("role", "").casefold(), default)
        position += 1
        rows.append(
            (
                writing.event_id, person_id, body, role.id, position, values.get("post") or None,
                values.get("organisation") or None, categories.get(body) if body else None,
                _status([plan.people[place] for place in alike]), groups.get(values.get("group", "")),
                values.get("remarks") or None,
            )
        )  # fmt: skip
        places.append(alike)
    names = (
        "event_id", "person_id", "organisation_id", "role_id", "position", "post_then", "organisation_as_written",
        "category_id", "status", "group_id", "remarks",
    )  # fmt: skip
    for alike, part in zip(places, bulk.insert(session, Participation, names, rows), strict=True):
        writing.parts |= dict.fromkeys(alike, part)


def _status(people: list[PersonPlan]) -> str:
    """Whether somebody attended, as one or several people of the file say."""
    if any(one.present for one in people):
        return "attended"
    return "absent" if any(one.marks for one in people) else "confirmed"


def _groups(writing: _Writing) -> dict[str, int]:
    """The event's groups by what the file calls them; numbers nobody has yet are made."""
    session = writing.session
    wanted = {one.values["group"] for one in writing.plan.people if one.values.get("group")}
    known = session.scalars(select(Group).where(Group.event_id == writing.event_id)).all()
    found: dict[str, int] = {}
    for text in sorted(wanted):
        digits = "".join(sign for sign in text if sign.isdecimal())
        fitting = [
            one
            for one in known
            if (digits and one.number == int(digits)) or (one.name or "").casefold() == text.casefold()
        ]
        if fitting:
            found[text] = fitting[0].id
        elif digits:
            made = Group(event_id=writing.event_id, number=int(digits), name=None if text == digits else text)
            session.add(made)
            session.flush()
            found[text] = made.id
    return found


def _mark(writing: _Writing) -> None:
    """Write the marks: a blank is filled, the same mark left alone, a differing one taken only where ticked."""
    session, plan = writing.session, writing.plan
    existing = {
        (part, at): (row_id, mark)
        for row_id, part, at, mark in session.execute(
            select(Attendance.id, Attendance.participation_id, Attendance.session_id, Attendance.mark).where(
                Attendance.session_id.in_(writing.sessions.values())
            )
        )
    }
    best: dict[tuple[int, int], tuple[PersonPlan, int, str]] = {}
    for place, part in sorted(writing.parts.items()):
        one = plan.people[place]
        for index, mark in sorted(one.marks.items()):
            at = writing.sessions.get(index)
            if at is not None and ((part, at) not in best or outranks(mark, best[part, at][2])):
                best[part, at] = one, index, mark
    rows: list[tuple[Any, ...]] = []
    for (part, at), (one, index, mark) in best.items():
        if (part, at) not in existing:
            rows.append((part, at, mark, lists.COUNTS_AS[mark], *_times_at(one, index), SOURCE))
            continue
        row_id, old = existing[part, at]
        if old != mark and "marks" in one.taken:
            session.execute(
                update(Attendance).where(Attendance.id == row_id).values(mark=mark, counts_as=lists.COUNTS_AS[mark])
            )
    names = ("participation_id", "session_id", "mark", "counts_as", "minutes", "time_in", "time_out", "source")
    bulk.insert(session, Attendance, names, rows)


def _times_at(one: PersonPlan, index: int) -> tuple[int | None, dt.time | None, dt.time | None]:
    return one.minutes.get(index), one.time_in.get(index), one.time_out.get(index)


def _write_receipt(writing: _Writing, who: str | None) -> int:
    session, plan = writing.session, writing.plan
    rows = list(_outcomes(writing))
    counts = Counter(outcome for _row, outcome, *_rest in rows)
    run = ImportRun(
        event_id=writing.event_id,
        file_name=plan.file_name,
        sha256=plan.sha256,
        format=plan.reading.format,
        holds=plan.reading.holds,
        sheet=plan.reading.sheet,
        columns=dict(plan.reading.columns),
        counts=dict(counts) | {"people": len(set(writing.people.values()))},
        notes=list(plan.reading.notes),
        imported_at=now(),
        imported_by=who,
    )
    session.add(run)
    session.flush()
    names = ("import_run_id", "row", "outcome", "reason", "person_id", "participation_id", "cells")
    bulk.insert(session, ImportRow, names, [(run.id, *row) for row in rows])
    return run.id


def _outcomes(writing: _Writing) -> Iterable[tuple[int, str, str | None, int | None, int | None, list[Any]]]:
    """(row, outcome, reason, person, part, cells) of every row of the file below the headings, in its order."""
    plan = writing.plan
    found = []
    for place, one in enumerate(plan.people):
        for order, index in enumerate(one.rows):
            row = plan.row(index)
            person, part = writing.people.get(place), writing.parts.get(place)
            outcome, reason = _outcome(one, order, plan, writing.changed.get(place, []))
            found.append((row.row, outcome, reason, person, part, list(row.cells)))
    for left in plan.reading.left_out:
        found.append((left.row, "left out", left.why, None, None, list(left.cells)))
    return sorted(found, key=lambda one: one[0])


def _outcome(one: PersonPlan, order: int, plan: Plan, changes: list[ValueChange]) -> tuple[str, str | None]:
    if one.answer is None:
        return "left out", _("nobody decided who this is")
    if one.answer is Answer.LEAVE:
        return "left out", _("left out by choice")
    if order:
        return "joined", _("the same person as row {row}").format(row=plan.row(one.rows[0]).row)
    if one.answer is Answer.NEW:
        return "new", None
    chosen = next((c for c in one.match.candidates if int(c.id) == one.person_id), None)
    reasons = [chosen.why if chosen else _("chosen by hand")]
    reasons += [
        (_("{field} filled in") if change.fills else _("{field} changed")).format(field=change.label)
        for change in changes
    ]
    return "known", "; ".join(reasons)


def _remember_mapping(session: DbSession, plan: Plan) -> None:
    """What a person settled about the columns is read the same way next time."""
    columns = dict(plan.decisions.get("columns") or {})
    if plan.reading.format != "sheet" or not columns:
        return
    headings = sorted(headings_of(plan.reading))
    key = headings_key(headings)
    known = session.scalar(select(Mapping).where(Mapping.key == key))
    if known is None:
        session.add(Mapping(key=key, headings=headings, columns=columns))
    elif known.columns != columns:
        known.columns = columns
    session.flush()
