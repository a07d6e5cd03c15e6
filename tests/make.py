"""Records for tests: `make.person(session, name="Aminah")` adds one, flushes it and returns it.

What a test does not name gets a plain value; what it needs beside it (an event for a session) is made too.
"""

import datetime as dt
import hashlib
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session as Unit

import desktop_app.records.keys  # noqa: F401 - the key columns follow the names
from db.base import Record, now
from db.folding import fold
from db.models import (
    Answer,
    Attachment,
    Attendance,
    Category,
    Evaluation,
    Event,
    Group,
    Headcount,
    ImportRow,
    ImportRun,
    Minute,
    Organisation,
    OrganisationSpelling,
    Participation,
    Person,
    Question,
    Questionnaire,
    Response,
    Role,
    Scale,
    Series,
    Session,
    Stop,
    Venue,
)
from db.store import Store

R = TypeVar("R", bound=Record)


def store(folder: Path, name: str = "office.rekod") -> Store:
    """A new, empty records file."""
    return Store.create(folder / name)


def add(unit: Unit, record: R) -> R:
    """Add any record and flush it, so that it has its id."""
    unit.add(record)
    unit.flush()
    return record


def person(unit: Unit, name: str = "Aminah binti Yusof", **fields: Any) -> Person:
    """A person of that name."""
    return add(unit, Person(**{"name": name, "name_key": fold(name), "sort_name": fold(name)} | fields))


def organisation(unit: Unit, name: str = "Majlis Perbandaran Contoh", **fields: Any) -> Organisation:
    """A body of that name."""
    return add(unit, Organisation(**{"name": name, "sort_name": fold(name)} | fields))


def spelling(unit: Unit, body: Organisation, written: str, **fields: Any) -> OrganisationSpelling:
    """Another way the body is written."""
    known = {"organisation_id": body.id, "spelling": written, "key": fold(written)}
    return add(unit, OrganisationSpelling(**known | fields))


def category(unit: Unit, code: str = "municipality", **fields: Any) -> Category:
    """The category of that code, made where it is new."""
    found = unit.scalar(select(Category).where(Category.code == code))
    return found or add(unit, Category(**{"code": code, "name_en": code.capitalize()} | fields))


def role(unit: Unit, code: str = "participant", **fields: Any) -> Role:
    """The role of that code, made where it is new."""
    found = unit.scalar(select(Role).where(Role.code == code))
    return found or add(unit, Role(**{"code": code, "name_en": code.capitalize()} | fields))


def series(unit: Unit, title: str = "Smart city trainings", **fields: Any) -> Series:
    """A series of events."""
    return add(unit, Series(title=title, **fields))


def event(unit: Unit, title: str = "Data for planners", **fields: Any) -> Event:
    """A training held on 2 March 2020, unless told otherwise."""
    return add(unit, Event(**{"title": title, "kind": "training", "start_date": dt.date(2020, 3, 2)} | fields))


def session(unit: Unit, of: Event | None = None, title: str = "Day 1", **fields: Any) -> Session:
    """A part of an event, at which attendance is taken."""
    event_id = (of or event(unit)).id
    return add(unit, Session(**{"event_id": event_id, "title": title, "takes_attendance": True} | fields))


def venue(unit: Unit, name: str = "Dewan Contoh", **fields: Any) -> Venue:
    """A place."""
    return add(unit, Venue(name=name, **fields))


def stop(unit: Unit, of: Event, at: Venue | None = None, **fields: Any) -> Stop:
    """An event's use of a place."""
    return add(unit, Stop(event_id=of.id, venue_id=(at or venue(unit)).id, **fields))


def group(unit: Unit, of: Event, number: int = 1, **fields: Any) -> Group:
    """A focus group of an event."""
    return add(unit, Group(event_id=of.id, number=number, **fields))


def minute(unit: Unit, of: Event, text: str = "Agree on the plan", **fields: Any) -> Minute:
    """A line of an event's record."""
    return add(unit, Minute(event_id=of.id, text=text, **fields))


def headcount(unit: Unit, of: Event, count: int | None = 50, **fields: Any) -> Headcount:
    """A number of people with no names behind it."""
    return add(unit, Headcount(event_id=of.id, count=count, **fields))


def participation(
    unit: Unit,
    of: Event | None = None,
    who: Person | None = None,
    *,
    body: Organisation | None = None,
    as_: str = "participant",
    **fields: Any,
) -> Participation:
    """The part a person, or only a body, had in an event."""
    if who is None and body is None:
        who = person(unit)
    known = {
        "event_id": (of or event(unit)).id,
        "person_id": who.id if who else None,
        "organisation_id": body.id if body else None,
        "role_id": role(unit, as_).id,
    }
    return add(unit, Participation(**known | fields))


def attendance(unit: Unit, part: Participation, at: Session, mark: str = "present", **fields: Any) -> Attendance:
    """A mark for one participation at one session."""
    counts_as = mark if mark in ("absent", "excused") else "present"
    known = {"participation_id": part.id, "session_id": at.id, "mark": mark, "counts_as": counts_as}
    return add(unit, Attendance(**known | fields))


def questionnaire(unit: Unit, *texts: str, title: str = "Training evaluation") -> tuple[Questionnaire, list[Question]]:
    """A form with one five-point question for each text."""
    points = [{"value": value, "en": str(value), "ms": str(value)} for value in range(1, 6)]
    scale = add(unit, Scale(name="Agreement", points=points))
    form = add(unit, Questionnaire(title_en=title))
    asked = [
        add(unit, Question(questionnaire_id=form.id, position=place, text_en=text, scale_id=scale.id))
        for place, text in enumerate(texts)
    ]
    return form, asked


def evaluation(unit: Unit, of: Event, form: Questionnaire, **fields: Any) -> Evaluation:
    """A form used at an event."""
    return add(unit, Evaluation(event_id=of.id, questionnaire_id=form.id, **fields))


def response(unit: Unit, of: Evaluation, number: int = 1, **fields: Any) -> Response:
    """A finished form that came back."""
    return add(unit, Response(**{"evaluation_id": of.id, "form_number": number, "finished": True} | fields))


def answer(unit: Unit, of: Response, asked: Question, **fields: Any) -> Answer:
    """One answer."""
    return add(unit, Answer(response_id=of.id, question_id=asked.id, **fields))


def attachment(unit: Unit, content: bytes, **fields: Any) -> Attachment:
    """A file kept in the records."""
    known = {
        "file_name": "picture.png",
        "media_type": "image/png",
        "sha256": hashlib.sha256(content).hexdigest(),
        "size": len(content),
        "content": content,
    }
    return add(unit, Attachment(**known | fields))


def import_run(unit: Unit, of: Event | None = None, **fields: Any) -> ImportRun:
    """A file that was read in."""
    known: dict[str, Any] = {
        "event_id": of.id if of else None,
        "file_name": "list.xlsx",
        "sha256": "0" * 64,
        "format": "sheet",
        "holds": "attendance",
        "columns": {},
        "counts": {},
        "notes": [],
        "imported_at": now(),
    }
    return add(unit, ImportRun(**known | fields))


def import_row(unit: Unit, of: ImportRun, row: int = 1, **fields: Any) -> ImportRow:
    """What became of one row of it."""
    return add(unit, ImportRow(**{"import_run_id": of.id, "row": row, "outcome": "added", "cells": []} | fields))
