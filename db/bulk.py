"""Many rows at once: the fast road into a table, for imports.

The rows reach the change log as any others do (its triggers see every row); what objects would work out for
themselves (uid, version, moments) is added here.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.base import Record, new_uid, now


def insert(session: Session, model: type[Record], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> range:
    """Add a row of `model` for each of `rows`, whose values stand in the order of `names`. Returns their ids, in order.

    Columns not named get their default, or nothing. Must run inside a unit of work.
    """
    connection = session.connection()
    table = model.__table__
    given = list(rows)
    if not given:
        return range(0)
    last = connection.execute(
        text("SELECT max(coalesce((SELECT seq FROM sqlite_sequence WHERE name = :name), 0), "
             f'coalesce((SELECT max(id) FROM "{table.name}"), 0))'),  # type: ignore[attr-defined]
        {"name": table.name},  # type: ignore[attr-defined]
    ).scalar_one()  # fmt: skip
    moment = now()
    constants = {"version": 1, "created_at": moment, "updated_at": moment}
    for column in table.columns:
        default = getattr(column.default, "arg", None)
        if column.name not in names and column.name not in constants and not callable(default) and default is not None:
            constants[column.name] = default
    columns = ["id", "uid", *names, *constants]
    converted = []
    for name in columns:
        column = table.columns[name]
        converted.append(column.type.dialect_impl(connection.dialect).bind_processor(connection.dialect))
    tail = tuple(
        convert(value) if convert else value
        for convert, value in zip(converted[2 + len(names) :], constants.values(), strict=True)
    )
    within = converted[2 : 2 + len(names)]
    plain = not any(within)
    values = [
        (
            row_id,
            new_uid(),
            *(row if plain else (c(v) if c else v for c, v in zip(within, row, strict=True))),
            *tail,
        )
        for row_id, row in enumerate(given, last + 1)
    ]
    listed = ", ".join(f'"{name}"' for name in columns)
    holes = ", ".join("?" * len(columns))
    connection.exec_driver_sql(f'INSERT INTO "{table.name}" ({listed}) VALUES ({holes})', values)  # type: ignore[attr-defined]
    return range(last + 1, last + 1 + len(given))
