"""Is the records file sound, and what do its records leave in doubt? What `check` prints."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import text

from db.search import INDEXES
from db.store import Store
from desktop_app.language import _
from desktop_app.records.entities import ENTITIES
from desktop_app.records.findings import Finding, findings


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found: faults of the file (none in a sound one), records by kind, and the doubts about the records."""

    faults: tuple[str, ...]
    counts: dict[str, int]
    doubts: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        return not self.faults

    def text(self) -> str:
        """The examination in lines."""
        lines = [_("The file is sound.") if self.sound else _("The file has faults:"), *self.faults]
        lines += [f"  {_(one.many)}: {self.counts[one.name]}" for one in ENTITIES if self.counts.get(one.name)]
        return "\n".join([*lines, *(f"- {one.subject}: {one.message}" for one in self.doubts)])

    def as_json(self) -> dict[str, Any]:
        """The examination for scripts."""
        doubts = [
            {"kind": one.kind, "table": one.table, "id": one.row_id, "subject": one.subject, "message": one.message}
            for one in self.doubts
        ]
        return {"sound": self.sound, "faults": list(self.faults), "counts": self.counts, "findings": doubts}


def examine(store: Store) -> Examination:
    """Examine the whole file: its pages, its references, its search, and its records' doubts. Only reads."""
    with store.read() as session:
        faults = [str(row[0]) for row in session.execute(text("PRAGMA integrity_check(20)")) if row[0] != "ok"]
        faults += [
            _("{table} {id} refers to a record that is not there").format(table=row[0], id=row[1])
            for row in session.execute(text("PRAGMA foreign_key_check"))
        ]
        counts = {one.name: session.scalar(text(f'SELECT count(*) FROM "{one.name}"')) or 0 for one in ENTITIES}
        for index in INDEXES:
            indexed = session.scalar(text(f"SELECT count(*) FROM {index.name}"))
            if indexed != counts[index.table]:
                faults.append(_("the search of {table} is not up to date").format(table=index.table))
        doubts = tuple(findings(session))
    return Examination(tuple(faults), counts, doubts)
