"""Blocks that several documents print; `blocks.typ` draws them."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from desktop_app.documents.wording import Words


class Column(NamedTuple):
    """A column of a printed table: its heading, its share of the width (0: as wide as its texts), its side."""

    heading: str
    share: int = 0
    right: bool = False


def table(words: Words, columns: Sequence[Column], rows: list[list[str]]) -> dict[str, Any] | None:
    """A table without the columns that no row fills; None without rows."""
    if not rows:
        return None
    filled = [place for place in range(len(columns)) if any(row[place] for row in rows)]
    shown = [columns[place] for place in filled]
    return {
        "kind": "table",
        "columns": [{**column._asdict(), "heading": words.label(column.heading)} for column in shown],
        "rows": [[row[place] for place in filled] for row in rows],
    }
