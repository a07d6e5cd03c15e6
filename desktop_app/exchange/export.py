"""Records out of the file: any table view and the whole file as Excel, every table as plain data for scripts."""

import base64
import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.base import Base, record_tables
from db.models import Change, Step
from desktop_app.exchange.export_sheets import Column, Sheet, Value, write_sheets
from desktop_app.language import _
from desktop_app.records.entities import ENTITIES
from desktop_app.records.fields import Entity, Field
from desktop_app.records.queries import Query, find_ids, rows

UID_HEADING: Final = "uid"
"""The column by which a corrected export finds its records again; the same in every language."""

_PAGE: Final = 500
_AS_VALUES: Final = frozenset({"date", "time", "number"})
"""Field kinds exported as values; every other kind as the text a person reads."""

Progress = Callable[[int, int], None]


def write_view(
    session: Session,
    path: Path,
    of: Entity,
    query: Query,
    names: Sequence[str] | None = None,
    progress: Progress | None = None,
) -> int:
    """Write what a table shows (these fields, this search, this order) as an Excel file; return the number of rows.

    `names` are field names, the table's own columns if None. `progress(done, total)` is called every few hundred rows
    and may raise to stop the work, which then leaves no file. Errors as `write_sheets`.
    """
    return write_sheets(path, [view(session, of, query, names, progress)])


def write_whole_file(session: Session, path: Path, progress: Progress | None = None) -> int:
    """Write every entity with all its fields, one sheet each; return the number of rows. Errors as `write_sheets`."""
    sheets = [view(session, of, Query(), [field.name for field in of.fields], progress) for of in ENTITIES]
    return write_sheets(path, sheets)


def view(
    session: Session, of: Entity, query: Query, names: Sequence[str] | None = None, progress: Progress | None = None
) -> Sheet:
    """A table view as a sheet, its rows read in pages as they are written."""
    fields = [of.field(name) for name in (names if names is not None else of.columns)]
    columns = [Column(_(field.label), _width(field)) for field in fields]
    return Sheet(_(of.many), [*columns, Column(UID_HEADING, 34)], _rows(session, of, query, fields, progress))


def _width(field: Field) -> float:
    """A field's width on the screen at 100 %, in letters."""
    return min(max(round(field.width / 7), 9), 60)


def _rows(
    session: Session, of: Entity, query: Query, fields: list[Field], progress: Progress | None
) -> Iterator[list[Value]]:
    ids = find_ids(session, of, query)
    names = [field.name for field in fields]
    for start in range(0, len(ids), _PAGE):
        page = list(ids[start : start + _PAGE])
        uids = dict(session.execute(select(of.model.id, of.model.uid).where(of.model.id.in_(page))).all())
        for row in rows(session, of, page, names):
            yield [*(_value(field, row.values[field.name], row.texts[field.name]) for field in fields), uids[row.id]]
        if progress is not None:
            progress(min(start + _PAGE, len(ids)), len(ids))


def _value(field: Field, value: Any, text: str) -> Value:
    if field.kind in _AS_VALUES or isinstance(value, int | float | dt.date | dt.time):
        return text if field.kind in ("link", "choice") else _kept(value)
    return text


def _kept(value: Any) -> Value:
    return value if value is None or isinstance(value, int | float | dt.date | dt.time) else str(value)


def as_json(session: Session) -> dict[str, list[dict[str, Any]]]:
    """Every table as a list of its rows in the order of their ids, all columns; ready for `json.dumps`.

    Dates and times are ISO texts, moments end in +00:00, the contents of attachments are base64. The acts and what
    they changed stand under "step" and "change". The same records give the same data.
    """
    names = [*record_tables(), Step.__tablename__, Change.__tablename__]
    return {name: _table(session, name) for name in names}


def _table(session: Session, name: str) -> list[dict[str, Any]]:
    table = Base.metadata.tables[name]
    found = session.execute(select(table).order_by(table.c.id))
    return [{key: _plain(value) for key, value in row.items()} for row in found.mappings()]


def _plain(value: Any) -> Any:
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value
