"""The change log: every row a step touches, before and after, written by the database itself.

Triggers made from the tables' own columns write into `change` in the same transaction, so no statement can forget
them: bulk updates and foreign-key cascades are caught too. An inserted row is logged by its key alone: the row
itself is the "after". A change outside a step fails, because `change.step_id` may not be null.

Undo is the inverse of a step, written as a step of its own. A row that was changed since, or that something else has
come to need, is kept and named.
"""

import itertools
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, UniqueConstraint, insert, text

from db.base import Base, now, record_tables
from db.errors import RecordsError
from db.models.office import Step

Row = dict[str, Any]

_NUMBERS = frozenset(["FLOAT", "DOUBLE", "DOUBLE PRECISION", "REAL", "NUMERIC", "JSON"])
"""Declared types of columns that may hold a fraction: SQLite turns the JSON text 0.5 into the number."""
_LIMIT = 5000
_BATCH = 50_000


@dataclass(frozen=True, slots=True)
class Kept:
    """A row an undo leaves as it is, and why.

    "changed" since; "needed" by another record, or needing one that is gone; "taken": its number or name is another's.
    """

    table: str
    row_id: int
    why: str


@dataclass(slots=True)
class Inverse:
    """What undoing a step comes to: rows to remove, to put back, to restore, and those it must leave alone.

    `applied` is the step whose changes are taken back: the act itself, or, to do it again, the undo of it. A redo
    gives each row back the version the act gave it, so that the act's own changes hold for undoing it once more,
    also where an undo in between had to leave some of its rows.
    """

    step_id: int
    title: str
    applied: int
    remove: dict[str, list[int]] = field(default_factory=dict)
    put_back: dict[str, dict[int, Row]] = field(default_factory=dict)
    restore: dict[str, dict[int, Row]] = field(default_factory=dict)
    kept: list[Kept] = field(default_factory=list)

    @property
    def changes_nothing(self) -> bool:
        return not any(rows for kind in (self.remove, self.put_back, self.restore) for rows in kind.values())


def columns_of(connection: Connection, table: str) -> list[tuple[str, str]]:
    """Names and declared types of the table's columns as this very file has them."""
    return [(row[1], row[2].upper()) for row in connection.exec_driver_sql(f'PRAGMA table_info("{table}")')]


def triggers(table: str, columns: list[tuple[str, str]]) -> dict[str, str]:
    """The three statements that log a table, by trigger name."""

    def row(which: str, bumped: bool = False) -> str:
        parts = []
        for name, kind in columns:
            value = f'{which}."{name}"'
            if kind == "BLOB":
                value = f"hex({value})"
            elif kind in _NUMBERS:
                value = f"exact({value})"
            elif bumped and name == "version":
                value = "CASE WHEN NEW.version = OLD.version THEN OLD.version + 1 ELSE NEW.version END"
            parts.append(f"'{name}', {value}")
        # json_object takes at most 127 arguments; pairs of 60 columns keep well under it
        return f"json_object({', '.join(parts)})"

    step = "(SELECT step_id FROM journal_state)"
    into = "INSERT INTO change (step_id, table_name, row_id, row_version, before, after) VALUES"
    return {
        f"log_{table}_insert": f'CREATE TRIGGER "log_{table}_insert" AFTER INSERT ON "{table}" BEGIN '
        f"{into} ({step}, '{table}', NEW.id, NEW.version, NULL, NULL); END",
        f"log_{table}_update": f'CREATE TRIGGER "log_{table}_update" AFTER UPDATE ON "{table}" BEGIN '
        f'UPDATE "{table}" SET version = OLD.version + 1 WHERE id = NEW.id AND NEW.version = OLD.version; '
        f"{into} ({step}, '{table}', NEW.id, "
        f"CASE WHEN NEW.version = OLD.version THEN OLD.version + 1 ELSE NEW.version END, "
        f"{row('OLD')}, {row('NEW', bumped=True)}); END",
        f"log_{table}_delete": f'CREATE TRIGGER "log_{table}_delete" AFTER DELETE ON "{table}" BEGIN '
        f"{into} ({step}, '{table}', OLD.id, OLD.version, {row('OLD')}, NULL); END",
    }


def expected_triggers(connection: Connection) -> dict[str, str]:
    """Every trigger this file should have, by name, made from its own columns."""
    present = {row[0] for row in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")}
    found: dict[str, str] = {}
    for table in record_tables():
        if table in present:
            found |= triggers(table, columns_of(connection, table))
    return found


def drop_triggers(connection: Connection) -> None:
    """Log nothing until `make_triggers`."""
    for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").all():
        quoted = name.replace('"', '""')
        connection.exec_driver_sql(f'DROP TRIGGER "{quoted}"')


def make_triggers(connection: Connection) -> None:
    """Log every record table of this file from now on; what was logging it before is replaced."""
    drop_triggers(connection)
    for statement in expected_triggers(connection).values():
        connection.exec_driver_sql(statement)


def begin_step(connection: Connection, title: str, who: str | None, action: str = "do", of: int | None = None) -> int:
    """Open a step: what changes from here on belongs to it."""
    values = {"title": title, "at": now(), "who": who, "action": action, "of_id": of, "undone": False}
    step_id = connection.execute(insert(Step).values(values).returning(Step.id)).scalar_one()
    connection.execute(text("UPDATE journal_state SET step_id = :step"), {"step": step_id})
    return step_id


def end_step(connection: Connection, step_id: int) -> bool:
    """Close the step. Returns False, and forgets it, when it changed nothing."""
    connection.execute(text("UPDATE journal_state SET step_id = NULL"))
    changed = connection.execute(text("SELECT 1 FROM change WHERE step_id = :step LIMIT 1"), {"step": step_id}).first()
    if changed is None:
        connection.execute(text("DELETE FROM step WHERE id = :step"), {"step": step_id})
    return changed is not None


def touched(connection: Connection, step_id: int) -> set[str]:
    """Names of the tables the step has changed so far."""
    found = connection.execute(text("SELECT DISTINCT table_name FROM change WHERE step_id = :step"), {"step": step_id})
    return set(found.scalars())


def next_undo(connection: Connection) -> tuple[int, str] | None:
    """Id and title of the newest act that is still done."""
    row = connection.execute(
        text("SELECT id, title FROM step WHERE action = 'do' AND NOT undone ORDER BY id DESC LIMIT 1")
    ).first()
    return (row[0], row[1]) if row else None


def next_redo(connection: Connection) -> tuple[int, str] | None:
    """Id and title of the act undone last, as long as nothing new was done after it was undone."""
    row = connection.execute(
        text(
            "SELECT act.id, act.title FROM step AS back JOIN step AS act ON act.id = back.of_id "
            "WHERE back.action = 'undo' AND act.undone "
            "AND back.id = (SELECT max(id) FROM step WHERE of_id = act.id) "
            "AND NOT EXISTS (SELECT 1 FROM step AS newer WHERE newer.action = 'do' AND newer.id > back.id) "
            "ORDER BY back.id DESC LIMIT 1"
        )
    ).first()
    return (row[0], row[1]) if row else None


def inverse(connection: Connection, act_id: int, before: int | None = None) -> Inverse:
    """What undoing the act (or, where it is undone, doing it again) would come to now. Writes nothing but temp tables.

    `before` is the step being written for it, which does not count yet.
    Raises RecordsError("no-step") where there is no such act, or its log was erased.
    """
    act = connection.execute(
        text("SELECT title, undone FROM step WHERE id = :id AND action = 'do'"), {"id": act_id}
    ).first()
    if act is None:
        raise RecordsError("no-step", id=act_id)
    applied = act_id
    if act[1]:
        latest = "SELECT max(id) FROM step WHERE of_id = :id AND (:before IS NULL OR id < :before)"
        applied = connection.execute(text(latest), {"id": act_id, "before": before}).scalar_one() or act_id
    plan = Inverse(act_id, act[0], applied)
    firsts, lasts = _ends(connection, applied)
    for table, rows in firsts.items():
        versions = versions_of(connection, table, rows)
        for row_id, first in rows.items():
            last_version, gone = lasts[table][row_id]
            here = row_id in versions
            if (here and gone) or (not gone and versions.get(row_id) != last_version):
                if here or first is not None:
                    plan.kept.append(Kept(table, row_id, "changed"))
            elif gone and first is not None:
                plan.put_back.setdefault(table, {})[row_id] = first
            elif not gone and first is None:
                plan.remove.setdefault(table, []).append(row_id)
            elif not gone and first is not None:
                plan.restore.setdefault(table, {})[row_id] = first
    _keep_what_is_needed(connection, plan)
    return plan


def _ends(
    connection: Connection, step_id: int
) -> tuple[dict[str, dict[int, Row | None]], dict[str, dict[int, tuple[int, bool]]]]:
    """Each touched row as it was before the step (None: not there), and its version and absence after it."""
    firsts: dict[str, dict[int, Row | None]] = {}
    lasts: dict[str, dict[int, tuple[int, bool]]] = {}
    found = connection.execute(
        text(
            "SELECT table_name, row_id, row_version, before, after IS NULL AND before IS NOT NULL "
            "FROM change WHERE step_id = :step ORDER BY id"
        ),
        {"step": step_id},
    )
    for table, row_id, version, before, gone in found:
        rows = firsts.setdefault(table, {})
        if row_id not in rows:
            rows[row_id] = json.loads(before) if before is not None else None
        lasts.setdefault(table, {})[row_id] = (version, bool(gone))
    return firsts, lasts


def versions_of(connection: Connection, table: str, row_ids: Iterable[int]) -> dict[int, int]:
    """The version of each of the rows now; those that are gone are left out."""
    found: dict[int, int] = {}
    for some in _portions(row_ids):
        found |= {
            row[0]: row[1]
            for row in connection.exec_driver_sql(
                f'SELECT id, version FROM "{table}" WHERE id IN ({",".join(map(str, some))})'
            )
        }
    return found


def version_of(connection: Connection, table: str, row_id: int) -> int | None:
    """The version the row has now; None where it is gone."""
    return versions_of(connection, table, [row_id]).get(row_id)


def _portions(values: Iterable[int], size: int = _LIMIT) -> Iterator[list[int]]:
    ordered = sorted(values)
    for start in range(0, len(ordered), size):
        yield ordered[start : start + size]


def _references() -> Iterator[tuple[str, str, str]]:
    """(table, column, referred table) of every foreign key between records."""
    records = set(record_tables())
    for name in record_tables():
        for key in Base.metadata.tables[name].foreign_keys:
            if key.column.table.name in records:
                yield name, key.parent.name, key.column.table.name


def _keep_what_is_needed(connection: Connection, plan: Inverse) -> None:
    """Move to `kept` what other records rely on, and what relied on something that is gone, until nothing moves."""
    connection.exec_driver_sql("CREATE TEMP TABLE IF NOT EXISTS going (name TEXT, id INTEGER, PRIMARY KEY (name, id))")
    connection.exec_driver_sql("DELETE FROM going")
    for name, ids in plan.remove.items():
        connection.exec_driver_sql("INSERT INTO going VALUES (?, ?)", [(name, one) for one in ids])
    moved = True
    while moved:
        moved = False
        for table, column, referred in _references():
            for row_id in _needed(connection, plan, table, column, referred):
                moved = True
                plan.kept.append(Kept(referred, row_id, "needed"))
                connection.exec_driver_sql("DELETE FROM going WHERE name = ? AND id = ?", (referred, row_id))
            moved |= _drop_orphans(connection, plan, table, column, referred)
        for table, unique in _unique_keys():
            moved |= _drop_taken(connection, plan, table, unique)
    for name in plan.remove:
        left = connection.exec_driver_sql("SELECT id FROM going WHERE name = ? ORDER BY id", (name,))
        plan.remove[name] = list(left.scalars())
    connection.exec_driver_sql("DELETE FROM going")


def _needed(connection: Connection, plan: Inverse, table: str, column: str, referred: str) -> set[int]:
    """Rows about to go that a row which stays refers to."""
    if not plan.remove.get(referred):
        return set()
    users = connection.exec_driver_sql(
        f'SELECT child.id, child."{column}" FROM "{table}" AS child '
        f"JOIN going ON going.name = '{referred}' AND going.id = child.\"{column}\" "
        f"WHERE NOT EXISTS (SELECT 1 FROM going AS too WHERE too.name = '{table}' AND too.id = child.id)"
    )
    turned = plan.restore.get(table, {})
    return {target for child, target in users if child not in turned or turned[child].get(column) == target}


def _drop_orphans(connection: Connection, plan: Inverse, table: str, column: str, referred: str) -> bool:
    """Rows that cannot come back, or be restored, because what they refer to is gone."""
    dropped = False
    for pending in (plan.put_back.get(table, {}), plan.restore.get(table, {})):
        wanted = {row[column] for row in pending.values() if row.get(column) is not None}
        wanted -= set(plan.put_back.get(referred, {}))
        missing = wanted - set(versions_of(connection, referred, wanted)) if wanted else set()
        for row_id in [row_id for row_id, row in pending.items() if row.get(column) in missing]:
            del pending[row_id]
            plan.kept.append(Kept(table, row_id, "needed"))
            dropped = True
    return dropped


def _unique_keys() -> Iterator[tuple[str, tuple[str, ...]]]:
    """(table, columns) of everything that may be there once only, but for the ids."""
    for name in record_tables():
        table = Base.metadata.tables[name]
        for constraint in table.constraints:
            if isinstance(constraint, UniqueConstraint):
                yield name, tuple(column.name for column in constraint.columns)
        for index in table.indexes:
            if index.unique:
                yield name, tuple(column.name for column in index.columns)


def _drop_taken(connection: Connection, plan: Inverse, table: str, unique: tuple[str, ...]) -> bool:
    """Rows that cannot have their number or name back, because a row that stays has it now."""
    pending = plan.put_back.get(table, {}) | plan.restore.get(table, {})
    if not pending or unique == ("uid",):
        return False
    dropped = False
    for row_id, holder in _holders(connection, table, unique, pending):
        turned = plan.restore.get(table, {}).get(holder)
        leaves = turned is not None and any(turned.get(name) != pending[row_id].get(name) for name in unique)
        gone = ("SELECT 1 FROM going WHERE name = ? AND id = ?", (table, holder))
        if not leaves and connection.exec_driver_sql(*gone).first() is None:
            plan.put_back.get(table, {}).pop(row_id, None)
            plan.restore.get(table, {}).pop(row_id, None)
            plan.kept.append(Kept(table, row_id, "taken"))
            dropped = True
    return dropped


def _holders(
    connection: Connection, table: str, unique: tuple[str, ...], pending: dict[int, Row]
) -> Iterator[tuple[int, int]]:
    """(row, the other row that now has what may be there once only) for the rows that are to get it back."""
    matches = " AND ".join(
        f"held.\"{name}\" = json_extract(wanted.value, '$[{n + 1}]')" for n, name in enumerate(unique)
    )
    statement = (
        f"SELECT json_extract(wanted.value, '$[0]'), held.id FROM json_each(?) AS wanted "
        f"CROSS JOIN \"{table}\" AS held ON {matches} WHERE held.id != json_extract(wanted.value, '$[0]')"
    )
    for some in _portions(pending):
        wanted = json.dumps([[row_id, *(pending[row_id].get(name) for name in unique)] for row_id in some])
        for row in connection.exec_driver_sql(statement, (wanted,)).all():
            yield row[0], row[1]


def apply(connection: Connection, plan: Inverse, progress: Callable[[int], None] | None = None) -> None:
    """Carry the plan out inside the step now open. Foreign keys are checked when the transaction ends.

    Every change is taken back in the reverse of its order: each state on the way is one the records have been in, so
    that no unique number collides, and no row is removed while another still leans on it and would go with it.
    """
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    chosen = {table: set(ids) for table, ids in plan.remove.items()}
    for rows in (plan.put_back, plan.restore):
        for table, by_id in rows.items():
            chosen.setdefault(table, set()).update(by_id)
    done = 0
    for (table, kind), run in itertools.groupby(_backwards(connection, plan.applied, chosen), lambda one: one[:2]):
        while some := [(row_id, before) for _, _, row_id, before in itertools.islice(run, _BATCH)]:
            if kind != "update":
                some.sort()  # rows that come or go together do so fastest in the order of their ids
            _take_back(connection, table, kind, some)
            done += len(some)
            if progress:
                progress(done)


def _backwards(
    connection: Connection, step_id: int, chosen: dict[str, set[int]]
) -> Iterator[tuple[str, str, int, str | None]]:
    """(table, what was done, row, the row before) of the step's changes to the chosen rows, the last one first."""
    last: int | None = None
    while True:
        found = connection.execute(
            text(
                "SELECT id, table_name, row_id, before, after IS NULL FROM change "
                "WHERE step_id = :step AND (:last IS NULL OR id < :last) ORDER BY id DESC LIMIT :limit"
            ),
            {"step": step_id, "last": last, "limit": _LIMIT},
        ).all()
        for change_id, table, row_id, before, no_after in found:
            last = change_id
            if row_id in chosen.get(table, ()):
                yield table, "insert" if before is None else "delete" if no_after else "update", row_id, before
        if len(found) < _LIMIT:
            return


def _take_back(connection: Connection, table: str, kind: str, some: list[tuple[int, str | None]]) -> None:
    if kind == "insert":
        for ids in _portions(row_id for row_id, _ in some):
            connection.exec_driver_sql(f'DELETE FROM "{table}" WHERE id IN ({",".join(map(str, ids))})')
        return
    kinds = columns_of(connection, table)
    rows = [json.loads(before or "{}") for _, before in some]
    # a row logged before a migration lacks the columns made since: those keep, or take, their default
    for names, alike in itertools.groupby(rows, lambda row: [name for name, _ in kinds if name in row]):
        types = dict(kinds)
        values = [tuple(_stored(row[name], types[name]) for name in names) for row in alike]
        listed = ", ".join(f'"{name}"' for name in names)
        if kind == "delete":
            holes = ", ".join("?" * len(names))
            connection.exec_driver_sql(f'INSERT INTO "{table}" ({listed}) VALUES ({holes})', values)
        else:
            place = names.index("id")
            names.pop(place)  # to set it, even to what it is, would look up every record that refers to the row
            setting = ", ".join(f'"{name}" = ?' for name in names)
            values = [(*row[:place], *row[place + 1 :], row[place]) for row in values]
            connection.exec_driver_sql(f'UPDATE "{table}" SET {setting} WHERE id = ?', values)


def _stored(value: Any, kind: str) -> Any:
    if value is None:
        return None
    if kind == "BLOB":
        return bytes.fromhex(value)
    if kind in _NUMBERS and kind != "JSON" and isinstance(value, str):
        return float(value)
    return value
