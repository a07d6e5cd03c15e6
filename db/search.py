"""Finding people, organisations and events as one types.

Each has an FTS5 index over one folded text (see db.folding): case, accents, apostrophes and Malay spellings do not
matter, and each character of Chinese script can be found. The index is brought up to date once at the end of every
step, by bulk statements from the change log, so that no trigger of the file touches a virtual table.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, text

from db.folding import TOKENIZER, match_expression


@dataclass(frozen=True, slots=True)
class Index:
    """What is searched of one table: `body` is an SQL text over `table` under its own name.

    `parts` are the tables whose rows belong to one of `table`, with the column that says to which; `through` are those
    whose change reaches it by a query over the changed ids.
    """

    table: str
    body: str
    parts: tuple[tuple[str, str], ...] = ()
    through: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        return f"{self.table}_search"


def _joined(*parts: str) -> str:
    return " || ' ' || ".join(f"coalesce({part}, '')" for part in parts)


INDEXES = (
    Index(
        "person",
        _joined(
            "person.name",
            "person.titles",
            "person.other_names",
            "person.post",
            "person.email",
            "person.more_emails",
            "person.phone",
            "person.more_phones",
            "person.identity_number",
            "(SELECT o.name || ' ' || coalesce(o.short_name, '') FROM organisation AS o "
            "WHERE o.id = person.organisation_id)",
        ),
        through=(("organisation", "SELECT id FROM person WHERE organisation_id IN ({changed})"),),
    ),
    Index(
        "organisation",
        _joined(
            "organisation.name",
            "organisation.short_name",
            "organisation.member_number",
            "(SELECT group_concat(s.spelling, ' ') FROM organisation_spelling AS s "
            "WHERE s.organisation_id = organisation.id)",
        ),
        parts=(("organisation_spelling", "organisation_id"),),
    ),
    Index(
        "event",
        _joined(
            "event.title",
            "event.theme",
            "event.edition",
            "event.meeting_number",
            "event.summary",
            "strftime('%Y', event.start_date)",
            "(SELECT title FROM series WHERE series.id = event.series_id)",
            "(SELECT group_concat(v.name || ' ' || coalesce(v.city, ''), ' ') FROM stop "
            "JOIN venue AS v ON v.id = stop.venue_id WHERE stop.event_id = event.id)",
        ),
        parts=(("stop", "event_id"),),
        through=(
            ("series", "SELECT id FROM event WHERE series_id IN ({changed})"),
            ("venue", "SELECT event_id FROM stop WHERE venue_id IN ({changed})"),
        ),
    ),
)


_PREFIXES = "1 2 3 4 5 6 7 8"
"""Lengths of word beginnings that have a list of their own. Without it every row with such a word is gathered first:
among a million people 50 ms for "zainab", with it 0.3 ms. It makes the index twice as big."""


def make_indexes(connection: Connection) -> None:
    """Make the search tables afresh and fill them from the records."""
    for index in INDEXES:
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {index.name}")
        connection.exec_driver_sql(
            f"CREATE VIRTUAL TABLE {index.name} USING fts5(folded, detail=none, prefix='{_PREFIXES}', "
            f'tokenize="{TOKENIZER}")'
        )
        _fill(connection, index, "1")


def bring_up_to_date(connection: Connection, step_id: int, touched: set[str]) -> None:
    """Search what the step now being written has changed."""
    for index in INDEXES:
        sources = list(_reached(index, int(step_id), touched))
        if sources:
            connection.exec_driver_sql("CREATE TEMP TABLE IF NOT EXISTS to_index (id INTEGER PRIMARY KEY)")
            connection.exec_driver_sql("DELETE FROM to_index")
            for source in sources:
                connection.exec_driver_sql(f"INSERT OR IGNORE INTO to_index SELECT * FROM ({source}) WHERE 1")
            connection.exec_driver_sql(f"DELETE FROM {index.name} WHERE rowid IN (SELECT id FROM to_index)")
            _fill(connection, index, f"{index.table}.id IN (SELECT id FROM to_index)")
            connection.exec_driver_sql("DELETE FROM to_index")


def _reached(index: Index, step_id: int, touched: set[str]) -> Iterator[str]:
    """Queries for the ids of `index.table` whose text the step may have changed."""

    def changed(what: str, table: str) -> str:
        return f"SELECT {what} FROM change WHERE step_id = {step_id} AND table_name = '{table}'"

    if index.table in touched:
        yield changed("row_id", index.table)
    for table, owner in index.parts:
        if table in touched:
            yield f"SELECT {owner} FROM {table} WHERE id IN ({changed('row_id', table)})"
            yield changed(f"json_extract(before, '$.{owner}')", table) + " AND before IS NOT NULL"
    for table, query in index.through:
        if table in touched:
            yield query.format(changed=changed("row_id", table))


def _fill(connection: Connection, index: Index, which: str) -> None:
    connection.exec_driver_sql(
        f'INSERT INTO {index.name} (rowid, folded) SELECT "{index.table}".id, fold({index.body}) '
        f'FROM "{index.table}" WHERE {which}'
    )


def differences(connection: Connection) -> Iterator[tuple[str, int]]:
    """(table, number of rows) where search does not hold what the records say. Reads everything."""
    for index in INDEXES:
        count = connection.exec_driver_sql(
            f'SELECT (SELECT count(*) FROM "{index.table}" LEFT JOIN {index.name} ON {index.name}.rowid = '
            f'"{index.table}".id WHERE folded IS NOT fold({index.body})) '
            f'+ (SELECT count(*) FROM {index.name} WHERE rowid NOT IN (SELECT id FROM "{index.table}"))'
        ).scalar_one()
        if count:
            yield index.table, count


def found(connection: Connection, table: str, typed: str, limit: int = 50) -> list[int]:
    """Ids of up to `limit` records of `table` (person, organisation, event) that hold every word typed."""
    asked = match_expression(typed)
    if not asked:
        return []
    rows = connection.execute(
        text(f"SELECT rowid FROM {table}_search WHERE {table}_search MATCH :asked LIMIT :limit"),
        {"asked": asked, "limit": limit},
    )
    return list(rows.scalars())
