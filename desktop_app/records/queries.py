"""Questions to the records: ids in order, rows by ids, counts for the filter chips, suggestions while typing.

A table is a list of ids and a few pages of rows: sorting, filtering and searching are SQL, so that a million records
scroll like a hundred. Rows are frozen and hold no link to the session they came from.
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, Text, and_, bindparam, func, literal_column, or_, select, text
from sqlalchemy.orm import Session, aliased

from db.folding import match_expression, plain
from desktop_app.language import _, language
from desktop_app.records import dates
from desktop_app.records.entities import entity
from desktop_app.records.fields import Entity, Field, link_text, shown
from desktop_app.records.lists import shown_headcount
from desktop_app.records.names import sort_name

_PORTION: Final = 5000

BLANK = object()
"""The value of a filter that asks for records where the field is empty."""


@dataclass(frozen=True, slots=True)
class Filter:
    """`field` holds one of `values` (BLANK among them: or nothing), or lies between the two of `between`, inclusive."""

    field: str
    values: tuple[Any, ...] = ()
    between: tuple[Any, Any] | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """Which records, in which order. `text` is searched; `parent_id` keeps to the rows of one event."""

    text: str = ""
    filters: tuple[Filter, ...] = ()
    sort: tuple[tuple[str, bool], ...] = ()
    parent_id: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One record as a table shows it: `values` and `texts` by field name."""

    id: int
    version: int
    values: dict[str, Any] = field(hash=False)
    texts: dict[str, str] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Facet:
    """A value of a field, how it reads, and how many records have it."""

    value: Any
    text: str
    count: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A record offered while typing its name, with what tells it from its namesakes."""

    id: int
    title: str
    detail: str


def column(of: Entity, one: Field) -> ColumnElement[Any]:
    """The SQL of a field's value."""
    if one.expression is not None:
        return one.expression()
    attribute: ColumnElement[Any] = getattr(of.model, one.name)
    return attribute


def find_ids(session: Session, of: Entity, query: Query) -> "array[int]":
    """Ids of every record the query asks for, in its order (the entity's own where it names none)."""
    asked = _narrowed(of, select(of.model.id), query)
    asked = asked.order_by(*_order(of, query.sort or of.default_sort, narrowed=bool(query.filters)), of.model.id)
    found = array("q")
    # in portions: a million tuples at once would stall every thread while the garbage collector looks at them
    for some in session.connection().execute(asked, execution_options={"yield_per": _PORTION}).scalars().partitions():
        found.extend(some)
    return found


def count(session: Session, of: Entity, query: Query | None = None) -> int:
    """How many records the query asks for; all of them without one."""
    asked = _narrowed(of, select(of.model.id), query or Query())
    return session.scalar(select(func.count()).select_from(asked.subquery())) or 0


def _narrowed(of: Entity, asked: Select[Any], query: Query, but: str = "") -> Select[Any]:
    if query.parent_id is not None and of.parent:
        asked = asked.where(getattr(of.model, of.parent) == query.parent_id)
    for one in query.filters:
        if one.field != but:
            asked = asked.where(_condition(of, one))
    if query.text.strip():
        asked = asked.where(_search(of, query.text))
    return asked


def _condition(of: Entity, one: Filter) -> ColumnElement[bool]:
    value = column(of, of.field(one.field))
    if one.between is not None:
        low, high = one.between
        return and_(value.is_not(None), *([value >= low] if low is not None else []),
                    *([value <= high] if high is not None else []))  # fmt: skip
    plain = [wanted for wanted in one.values if wanted is not BLANK]
    either = [value.in_(plain)] if plain else []
    if BLANK in one.values:
        either += [value.is_(None)]
    return or_(*either)


def _search(of: Entity, typed: str) -> ColumnElement[bool]:
    if of.searched:
        asked = match_expression(typed)
        matching = text(f"SELECT rowid FROM {of.name}_search WHERE {of.name}_search MATCH :asked").bindparams(
            bindparam("asked", asked or '""')
        )
        return of.model.id.in_(matching.columns(literal_column("rowid")).scalar_subquery())
    words = typed.split()
    columns = [c for one in of.fields if (c := _text_column(of, one)) is not None]
    return and_(*(or_(*(c.ilike(f"%{word}%", escape="\\") for c in columns)) for word in map(_escaped, words)))


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _text_column(of: Entity, one: Field) -> ColumnElement[Any] | None:
    if one.expression is None and one.kind in ("text", "lines", "email", "phone", "choice"):
        return column(of, one).cast(Text)
    linked = _linked_title(of, one) if one.kind == "link" and one.name != of.parent else None
    return None if linked is None else linked.cast(Text)


def _linked_title(of: Entity, one: Field) -> ColumnElement[Any] | None:
    """The name of a linked record, as SQL."""
    target = entity(one.to)
    other = aliased(target.model)
    title = target.field(target.title) if any(f.name == target.title for f in target.fields) else None
    if title is not None and title.kind == "link":
        inner = entity(title.to)
        person = aliased(inner.model)
        return (
            select(getattr(person, inner.title))
            .join(other, getattr(other, title.name) == person.id)
            .where(other.id == getattr(of.model, one.name))
            .scalar_subquery()
        )
    name = title.sort_by if title is not None and title.sort_by else target.title
    shown_name: ColumnElement[Any] = getattr(other, name)
    if target.title == "name_en" and language() == "ms":
        shown_name = func.coalesce(other.name_ms, other.name_en)  # type: ignore[attr-defined]
    return select(shown_name).where(other.id == getattr(of.model, one.name)).scalar_subquery()


def _order(of: Entity, sort: Iterable[tuple[str, bool]], *, narrowed: bool = False) -> list[ColumnElement[Any]]:
    """The SQL of an order. `narrowed` keeps SQLite from walking the index of the order and looking up every record to
    see whether it passes the filters: five times slower, among a million, than sorting those that pass."""
    ordered: list[ColumnElement[Any]] = []
    for name, descending in sort:
        known = next((f for f in of.fields if f.name == name), None)
        if known is None:
            by: ColumnElement[Any] = getattr(of.model, name)
        elif known.sort_expression is not None:
            by = known.sort_expression()
        elif known.sort_by:
            by = getattr(of.model, known.sort_by)
        elif known.kind == "link":
            linked = _linked_title(of, known)
            by = linked if linked is not None else column(of, known)
        else:
            by = column(of, known)
        if narrowed:
            by = func.coalesce(by, by)
        ordered.append(by.desc().nulls_last() if descending else by.asc().nulls_last())
    return ordered


def rows(session: Session, of: Entity, ids: Sequence[int], names: Sequence[str] | None = None) -> list[Row]:
    """The records with these ids, in this order, with the named fields (the table's columns if None). Gone ones are
    left out."""
    chosen = [of.field(name) for name in (names if names is not None else of.columns)]
    asked = select(of.model.id, of.model.version, *(column(of, one).label(f"f_{one.name}") for one in chosen))
    found: dict[int, Any] = {}
    for start in range(0, len(ids), 500):
        found |= {row[0]: row for row in session.execute(asked.where(of.model.id.in_(list(ids[start : start + 500]))))}
    links: dict[str, dict[int, str]] = {}
    for place, one in enumerate(chosen):
        if one.kind == "link":
            wanted = {row[place + 2] for row in found.values() if row[place + 2] is not None}
            links[one.name] = titles(session, entity(one.to), wanted)
    made = []
    for row_id in ids:
        if row_id in found:
            row = found[row_id]
            values = {one.name: row[place + 2] for place, one in enumerate(chosen)}
            texts = {
                one.name: links[one.name].get(values[one.name], "")
                if one.kind == "link"
                else shown(one, values[one.name])
                for one in chosen
            }
            made.append(Row(row_id, row[1], values, texts))
    return made


def titles(session: Session, of: Entity, ids: Iterable[int]) -> dict[int, str]:
    """How these records are named, by id."""
    wanted = sorted(set(ids))
    named: dict[int, str] = {}
    title = next((f for f in of.fields if f.name == of.title), None)
    table = of.model.__table__.columns
    columns = [table[name] for name in dict.fromkeys(("id", of.title, *_NAMING)) if name in table]
    for start in range(0, len(wanted), 500):
        some = session.execute(select(*columns).where(table["id"].in_(wanted[start : start + 500]))).all()
        if title is not None and title.kind == "link":
            inner = titles(session, entity(title.to), (one[1] for one in some if one[1] is not None))
            named |= {one[0]: inner.get(one[1], "") for one in some}
        else:
            named |= {one[0]: link_text(one, of.title) for one in some}
    return named


_NAMING: Final = ("name", "titles", "name_en", "name_ms")
"""What fields.link_text reads beside the title itself."""


def title(session: Session, of: Entity, row_id: int) -> str:
    """How one record is named; "" where it is gone."""
    return titles(session, of, [row_id]).get(row_id, "")


def facets(session: Session, of: Entity, query: Query, name: str, limit: int = 40) -> list[Facet]:
    """The values of a field among the records the rest of the query asks for, the commonest first."""
    one = of.field(name)
    value = column(of, one)
    asked = _narrowed(of, select(value.label("value"), func.count().label("n")), query, but=name)
    found = session.execute(asked.group_by(value).order_by(func.count().desc()).limit(limit)).all()
    linked = titles(session, entity(one.to), (v for v, _n in found if v is not None)) if one.kind == "link" else {}
    facets = []
    for raw, number in found:
        reads = linked.get(raw, "") if one.kind == "link" else shown(one, raw)
        facets.append(Facet(BLANK if raw is None else raw, reads or _("(empty)"), number))
    return facets


def years(session: Session, of: Entity, name: str) -> list[Facet]:
    """The years of a date field, newest first."""
    year = func.strftime("%Y", column(of, of.field(name)))
    found = session.execute(select(year, func.count()).where(year.is_not(None)).group_by(year).order_by(year.desc()))
    return [Facet(int(one), one, number) for one, number in found]


def suggestions(
    session: Session, of: Entity, typed: str, limit: int = 8, parent_id: int | None = None
) -> list[Suggestion]:
    """Records whose name begins with, or holds, what was typed: one of exactly that name first, then those that have
    every word of it.

    A single letter at the end may be half a "bin", which the search leaves out; here it must begin a word of the name,
    so that typing "Contoh B" does not offer Contoh A.
    """
    query = Query(text=typed, parent_id=parent_id if of.parent else None)
    asked = _narrowed(of, select(of.model.id), query).order_by(*_order(of, of.default_sort), of.model.id)
    ids = list(session.scalars(asked.limit(5 * limit)))
    named = titles(session, of, ids)
    words = plain(typed).split()

    def missing(one: int) -> list[str]:
        return [word for word in words if not any(held.startswith(word) for held in plain(named.get(one, "")).split())]

    if words and len(words[-1]) == 1:
        ids = [one for one in ids if words[-1] not in missing(one)]
    exact = sort_name(typed)
    ids.sort(key=lambda one: (sort_name(named.get(one, "")) != exact, bool(missing(one))))
    del ids[limit:]
    beside = {row.id: row for row in rows(session, of, ids, of.detail)} if of.detail else {}
    return [
        Suggestion(
            one,
            named.get(one, ""),
            " · ".join(filter(None, beside[one].texts.values())) if one in beside else "",
        )
        for one in ids
    ]


@dataclass(frozen=True, slots=True)
class EventFigures:
    """What an event's record shows above its parts. Names and head counts stand side by side, never added."""

    named: int
    present: int
    bodies: int
    headcounts: tuple[str, ...]


def event_figures(session: Session, event_id: int) -> EventFigures:
    """Distinct people named as attendees, those marked present at least once, bodies named, and head counts as read."""
    one = {"event": event_id}
    named = session.scalar(text("SELECT count(DISTINCT person_id) FROM participation WHERE event_id = :event"), one)
    present = session.scalar(
        text(
            "SELECT count(DISTINCT p.person_id) FROM participation AS p JOIN attendance AS a "
            "ON a.participation_id = p.id WHERE p.event_id = :event AND a.counts_as = 'present'"
        ),
        one,
    )
    bodies = session.scalar(
        text("SELECT count(DISTINCT organisation_id) FROM participation WHERE event_id = :event"), one
    )
    heads = session.execute(
        text('SELECT qualifier, count, "of" FROM headcount WHERE event_id = :event AND count IS NOT NULL ORDER BY id'),
        one,
    )
    return EventFigures(named or 0, present or 0, bodies or 0, tuple(shown_headcount(*row) for row in heads))


def event_line(session: Session, event_id: int) -> str:
    """When and where an event is, in one line."""
    found = session.execute(
        text("SELECT start_date, end_date, start_time, end_time FROM event WHERE id = :id").columns(
            *(getattr(entity("event").model, n) for n in ("start_date", "end_date", "start_time", "end_time"))
        ),
        {"id": event_id},
    ).first()
    if found is None:
        return ""
    places = session.execute(
        text(
            "SELECT coalesce(stop.room || ', ', '') || venue.name || "
            "CASE WHEN instr(venue.name, venue.city) = 0 THEN ', ' || venue.city ELSE '' END "
            "FROM stop JOIN venue ON venue.id = stop.venue_id WHERE stop.event_id = :id ORDER BY stop.position, stop.id"
        ),
        {"id": event_id},
    ).scalars()
    parts = [dates.written_range(found[0], found[1]), dates.shown_times(found[2], found[3]), "; ".join(places)]
    return " · ".join(filter(None, parts))
