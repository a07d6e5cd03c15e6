"""Errors that carry facts. The words a person reads are chosen where they are shown."""

from typing import Any


class RecordsError(Exception):
    """Something the user can mend: `code` names it, `facts` fill its sentence."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        return " ".join([self.code, *(f"{name}={value!r}" for name, value in self.facts.items())])


class StoreError(Exception):
    """The file or the disk stands in the way.

    Codes: missing, no-access (it may not be read), empty, not-ours, foreign (triggers or views that are not ours),
    newer, older (and read-only, so that it cannot be migrated), damaged, read-only, replaced (another file lies where
    ours was), busy, disk-full, exists, no-folder, failed.
    """

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        return " ".join([self.code, *(f"{name}={value!r}" for name, value in self.facts.items())])


class StaleRecord(RecordsError):
    """Somebody else saved this record after it was opened here. Facts: table, id."""
