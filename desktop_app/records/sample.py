"""The sample records: eleven events of a real office's public page, and invented people to fill their rosters.

They lie in `resources/sample/*.json`, one object a record, to be read and corrected by people:

- A file maps table names to records. The records of a table are a list of objects, or `columns`, `rows` and `same`
  (what is alike in all rows), so that a roster reads as a table.
- `ref` is the name other records know it by: `"organisation": "kpkt"` fills `organisation_id`. Roles and categories are
  known by their codes. What belongs to an event is known within it by its own name.
- A record may hold the records that belong to it: an event its stops, sessions and participations.
- Four columns are short for several records: `marks` of a participation ("p l -", one letter for each of `sessions`),
  its assessment scores `before` and `after`, and `answers` of a response, one for each of the evaluation's `questions`.

Each record's uid comes from its name, and it counts as made on one fixed day, so that every sample file is alike.
"""

import datetime as dt
import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any, Final

from sqlalchemy import Table, select
from sqlalchemy.orm import Session as Records
from sqlalchemy.orm.attributes import flag_modified

from db.base import Base, Record, record_tables
from db.errors import RecordsError
from db.models import Category, Event, Organisation, Person, Role
from db.store import Store
from desktop_app.language import _
from desktop_app.records.lists import COUNTS_AS, fill_lists

FILES: Final = (
    "office",
    "bodies",
    "conferences",
    "workshop",
    "trainings",
    "study_tour",
    "meetings",
    "invented_people",
    "invented_rosters",
    "invented_evaluation",
)
_MADE_ON: Final = dt.datetime(2020, 1, 6, 1, 0, tzinfo=dt.UTC)
_NAMES: Final = uuid.UUID("6f1f1d52-0b1e-5c0a-9b53-2d6a3c1e8a40")
_MARKS: Final = {"p": "present", "l": "late", "e": "left early", "a": "absent", "x": "excused"}

_MODELS: Final[dict[str, type[Record]]] = {
    mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers if issubclass(mapper.class_, Record)
}
Name = tuple[str, str]


@dataclass(slots=True)
class _Entry:
    """A record on its way into the file: `references` says by column which record it points to."""

    table: str
    name: str
    event: str
    values: dict[str, Any] = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)


def write_sample(store: Store) -> None:
    """Fill a new file with the sample records, as one step, with the lists where the file has none.

    Raises RecordsError("not-new") for a file that already holds an event, a person or an organisation.
    """
    with store.read() as session:
        for model in (Event, Person, Organisation):
            if session.scalar(select(model.id).limit(1)) is not None:
                raise RecordsError("not-new", path=store.path)
        without_lists = session.scalar(select(Role.id).limit(1)) is None
    with store.write(_("Sample records")) as session:
        if without_lists:
            fill_lists(session)
        _save(session, list(_entries()))


def _entries() -> Iterator[_Entry]:
    folder = files("resources") / "sample"
    for name in FILES:
        content: dict[str, Any] = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        for table, block in content.items():
            yield from _read(table, block, None)


def _read(table: str, block: Any, owner: _Entry | None) -> Iterator[_Entry]:
    """The entries of a block, each followed by those it holds."""
    columns = Base.metadata.tables[table].columns
    for place, raw in enumerate(_rows(block), 1):
        entry = _Entry(table, "", owner.event if owner else str(raw.get("event", "")))
        if owner:
            entry.references[f"{owner.table}_id"] = owner.name
        if "position" in columns and "position" not in raw:
            entry.values["position"] = place
        held: list[tuple[str, Any]] = []
        for key, value in raw.items():
            if f"{key}_id" in columns:
                entry.references |= {f"{key}_id": value} if value is not None else {}
            elif key in columns:
                entry.values[key] = _value(Base.metadata.tables[table], key, value)
            elif key in Base.metadata.tables:
                held.append((key, value))
            elif key not in ("ref", "marks", "sessions", "before", "after", "answers", "questions"):
                raise ValueError(f"{table}: no column {key}")
        entry.name = _name(entry, raw, owner, place)
        if table == "event":
            entry.event = entry.name
        yield entry
        yield from _short(entry, raw)
        for key, value in held:
            yield from _read(key, _with_questions(key, value, raw), entry)


def _rows(block: Any) -> Iterator[dict[str, Any]]:
    if isinstance(block, list):
        for one in block:
            yield from _rows(one)
    elif "rows" in block:
        for row in block["rows"]:
            yield block.get("same", {}) | dict(zip(block["columns"], row, strict=True))
    else:
        yield block


def _value(table: Table, column: str, value: Any) -> Any:
    kind = table.columns[column].type.python_type
    if value is None or not isinstance(value, str) or kind is str:
        return value
    return kind.fromisoformat(value) if kind in (dt.date, dt.time) else value


def _name(entry: _Entry, raw: dict[str, Any], owner: _Entry | None, place: int) -> str:
    """What others call the record: within its event, if it belongs to one; a part by who has it, and as what."""
    if "ref" in raw:
        own = str(raw["ref"])
    elif entry.table == "participation":
        who = entry.references.get("person_id") or entry.references["organisation_id"]
        own = f"{who} as {entry.references['role_id']}" + (f" at {raw['session']}" if raw.get("session") else "")
    else:
        own = f"{owner.name if owner and owner.name != entry.event else ''}#{place}"
    return f"{entry.event}/{own}" if entry.event else own


def _with_questions(table: str, block: Any, owner: dict[str, Any]) -> Any:
    """Responses know in which order their answers stand from the evaluation that holds them."""
    if table != "response":
        return block
    return [{"questions": owner["questions"], **row} for row in _rows(block)]


def _short(entry: _Entry, raw: dict[str, Any]) -> Iterator[_Entry]:
    """The records that a row says in short."""

    def made(table: str, own: str, references: dict[str, str], **values: Any) -> _Entry:
        references[f"{entry.table}_id"] = entry.name
        return _Entry(table, f"{entry.name} {own}", entry.event, values, references)

    for session, letter in zip(raw.get("sessions", ()), str(raw.get("marks", "")).split(), strict=True):
        if letter != "-":
            mark = _MARKS[letter]
            values = {"mark": mark, "counts_as": COUNTS_AS[mark], "source": "typed"}
            yield made("attendance", session, {"session_id": session}, **values)
    for phase in ("before", "after"):
        if raw.get(phase) is not None:
            yield made("assessment_score", phase, {}, phase=phase, score=raw[phase])
    if "answers" in raw:
        for question, answer in zip(raw["questions"], raw["answers"], strict=True):
            if answer is not None:
                asked, _at, person = str(question).partition("@")
                references = {"question_id": asked} | ({"about_person_id": person} if person else {})
                yield made("answer", question, references, **_answer(answer))


def _answer(answer: Any) -> dict[str, Any]:
    if answer == "?":
        return {"illegible": True}
    return {"text": answer} if isinstance(answer, str) else {"number": answer}


def _save(session: Records, entries: list[_Entry]) -> None:
    """Insert table by table, parents first. Leaders are filled in last: they belong to the groups they lead."""
    ids: dict[Name, int] = {("role", row.code): row.id for row in session.scalars(select(Role))}
    ids |= {("category", row.code): row.id for row in session.scalars(select(Category))}
    later: list[tuple[Record, _Entry, str]] = []
    for table in record_tables():
        for wave in _waves([entry for entry in entries if entry.table == table]):
            records = [_record(entry, ids, later) for entry in wave]
            session.add_all(records)
            session.flush()
            ids |= {(table, entry.name): record.id for record, entry in zip(records, wave, strict=True)}
    for record, entry, column in later:
        setattr(record, column, _id(entry, column, ids))
        flag_modified(record, "updated_at")
    session.flush()


def _waves(entries: list[_Entry]) -> Iterator[list[_Entry]]:
    """The entries of one table, those that others of them point at first, as a parent before its departments."""
    while entries:
        waiting = {entry.name for entry in entries}
        ready = [entry for entry in entries if waiting.isdisjoint(_own_table(entry))]
        if not ready:
            raise ValueError(f"records that point at each other: {sorted(waiting)}")
        yield ready
        done = {entry.name for entry in ready}
        entries = [entry for entry in entries if entry.name not in done]


def _own_table(entry: _Entry) -> Iterator[str]:
    for column, name in entry.references.items():
        if _referred(entry.table, column) == entry.table:
            yield name


def _record(entry: _Entry, ids: dict[Name, int], later: list[tuple[Record, _Entry, str]]) -> Record:
    uid = uuid.uuid5(_NAMES, f"{entry.table}:{entry.name}").hex
    record = _MODELS[entry.table](uid=uid, created_at=_MADE_ON, updated_at=_MADE_ON, **entry.values)
    for column in entry.references:
        if (entry.table, column) == ("group", "leader_id"):
            later.append((record, entry, column))
        else:
            setattr(record, column, _id(entry, column, ids))
    return record


def _referred(table: str, column: str) -> str:
    (key,) = Base.metadata.tables[table].columns[column].foreign_keys
    return key.column.table.name


def _id(entry: _Entry, column: str, ids: dict[Name, int]) -> int:
    referred, name = _referred(entry.table, column), entry.references[column]
    found = ids.get((referred, f"{entry.event}/{name}"), ids.get((referred, name)))
    if found is None:
        raise ValueError(f"{entry.table} {entry.name}: no {referred} {name}")
    return found
