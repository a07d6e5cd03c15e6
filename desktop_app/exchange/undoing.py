"""What undoing an import would do, told by names before it is done."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from db.base import Base
from db.journal import Inverse, Row
from desktop_app.language import N_, _
from desktop_app.records import queries
from desktop_app.records.entities import entity
from desktop_app.records.fields import Entity

SHOWN: Final = 8
"""How many names of one kind are told before "and n more"."""
_ORDER: Final = ("event", "person", "organisation", "session", "stop", "venue", "group", "participation", "attendance")
_LABELS: Final = {
    "answer": N_("Answers"),
    "attendance": N_("Marks"),
    "import_run": N_("The receipt"),
    "import_row": N_("The receipt's rows"),
    "mapping": N_("How the columns are read"),
    "organisation_spelling": N_("Spellings of organisations"),
    "participation": N_("Parts in events"),
    "response": N_("Forms"),
    "scale": N_("Scales"),
    "session": N_("Sessions"),
    "stop": N_("Places of events"),
}
_QUIET: Final = frozenset(("import_run", "import_row", "mapping", "organisation_spelling"))
"""What an import writes for itself: it goes and comes back unmentioned."""
_OWN: Final = frozenset(("id", "uid", "version", "created_at", "updated_at", "name_key", "sort_name"))


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one kind: how they are called together, how many they are, and the first few names."""

    label: str
    count: int
    names: tuple[str, ...] = ()

    @property
    def more(self) -> int:
        return self.count - len(self.names) if self.names else 0


@dataclass(frozen=True, slots=True)
class Kept:
    """A row that stays as it is, and the reason in words."""

    label: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class UndoPreview:
    """What will be removed, what becomes again what it was, and what stays because it was edited or used since."""

    title: str
    removed: tuple[Group, ...]
    put_back: tuple[Group, ...]
    kept: tuple[Kept, ...]
    kept_count: int


def preview(session: DbSession, plan: Inverse) -> UndoPreview:
    """Tell an undo by names. `session` reads the records as they are now."""
    removed = [_group(session, table, ids) for table, ids in _ordered(plan.remove) if ids and table not in _QUIET]
    back: dict[str, dict[int, Row]] = {}
    for rows in (plan.put_back, plan.restore):
        for table, by_id in rows.items():
            back.setdefault(table, {}).update(by_id)
    put_back = [_restored(session, table, rows, plan) for table, rows in _ordered(back) if rows and table not in _QUIET]
    kept = [one for one in plan.kept if one.table not in _QUIET]
    return UndoPreview(
        plan.title,
        tuple(removed),
        tuple(put_back),
        tuple(_kept(session, kept[: 3 * SHOWN])),
        len(kept),
    )


def _ordered(by_table: dict[str, Any]) -> list[tuple[str, Any]]:
    rank = {name: place for place, name in enumerate(_ORDER)}
    return sorted(by_table.items(), key=lambda one: (rank.get(one[0], len(rank)), one[0]))


def _entity(table: str) -> Entity | None:
    try:
        return entity(table)
    except (KeyError, StopIteration):
        return None


def _label(table: str) -> str:
    of = _entity(table)
    if table in _LABELS or of is None:
        return _(_LABELS.get(table, table.replace("_", " ")))
    return _(of.many)


def _names(session: DbSession, table: str, ids: Iterable[int]) -> dict[int, str]:
    of = _entity(table)
    wanted = sorted(ids)[: 3 * SHOWN]
    if of is None or table == "attendance" or not wanted:
        return {}
    if table == "participation":
        return _part_names(session, wanted)
    return {one: name for one, name in queries.titles(session, of, wanted).items() if name}


def _part_names(session: DbSession, wanted: list[int]) -> dict[int, str]:
    from db.models import Organisation, Participation, Person

    found = session.execute(
        select(Participation.id, Person.name, Organisation.name)
        .join(Person, Person.id == Participation.person_id, isouter=True)
        .join(Organisation, Organisation.id == Participation.organisation_id, isouter=True)
        .where(Participation.id.in_(wanted))
    )
    return {one: person or body or "" for one, person, body in found}


def _group(session: DbSession, table: str, ids: list[int]) -> Group:
    if table in ("attendance", "participation"):
        return Group(_label(table), len(ids))
    names = _names(session, table, ids)
    return Group(_label(table), len(ids), tuple(names[one] for one in sorted(names)[:SHOWN]))


def _restored(session: DbSession, table: str, rows: dict[int, Row], plan: Inverse) -> Group:
    """Rows that become what they were: with the fields that change, where they are still there."""
    names = _names(session, table, rows)
    told = []
    for one in sorted(rows)[:SHOWN]:
        name = names.get(one) or str(rows[one].get("name") or rows[one].get("title") or "")
        fields = _fields_changed(session, table, one, rows[one]) if one in plan.restore.get(table, {}) else []
        if name and fields:
            told.append(_("{name} ({fields})").format(name=name, fields=", ".join(fields)))
        elif name:
            told.append(name)
    return Group(_label(table), len(rows), tuple(told))


def _fields_changed(session: DbSession, table: str, row_id: int, before: Row) -> list[str]:
    of = _entity(table)
    if of is None:
        return []
    now = session.execute(select(Base.metadata.tables[table]).where(Base.metadata.tables[table].c.id == row_id)).first()
    if now is None:
        return []
    labels = {one.name: _(one.label) for one in of.fields}
    return [
        labels.get(name, name)
        for name, value in now._mapping.items()
        if name not in _OWN and name in before and not _same(before[name], value)
    ]


def _same(logged: Any, now: Any) -> bool:
    """Whether a logged value and the one there now are alike; the log keeps days and moments as texts."""
    return logged == now or (logged is not None and now is not None and str(logged)[:10] == str(now)[:10])


def _kept(session: DbSession, rows: list[Any]) -> Iterable[Kept]:
    by_table: dict[str, list[int]] = {}
    for one in rows:
        by_table.setdefault(one.table, []).append(one.row_id)
    names = {table: _names(session, table, ids) for table, ids in by_table.items()}
    reasons = {
        "changed": _("edited since"),
        "needed": _("used by another record since"),
        "taken": _("its number or name is another's now"),
    }
    for one in rows:
        of = _entity(one.table)
        label = _(of.one) if of is not None and one.table not in _LABELS else _label(one.table)
        yield Kept(label, names[one.table].get(one.row_id, ""), reasons.get(one.why, one.why))
