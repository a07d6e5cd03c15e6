"""Files kept with the records, and files read into them."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, deferred, mapped_column

from db.base import Moment, Record


class Attachment(Record):
    """A file kept with a record, in the records file itself."""

    __tablename__ = "attachment"

    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    file_name: Mapped[str]
    media_type: Mapped[str]
    caption: Mapped[str | None]
    sha256: Mapped[str] = mapped_column(index=True)
    size: Mapped[int]
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary))


class ImportRun(Record):
    """A file read in: which, when, as what, and how many rows came to what."""

    __tablename__ = "import_run"

    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id", ondelete="SET NULL"), index=True)
    file_name: Mapped[str]
    sha256: Mapped[str] = mapped_column(index=True)
    format: Mapped[str]
    holds: Mapped[str]
    sheet: Mapped[str | None]
    columns: Mapped[dict[str, Any]] = mapped_column(JSON)
    counts: Mapped[dict[str, Any]] = mapped_column(JSON)
    notes: Mapped[list[str]] = mapped_column(JSON)
    imported_at: Mapped[dt.datetime] = mapped_column(Moment)
    imported_by: Mapped[str | None]


class ImportRow(Record):
    """One row of a file that was read in, and what became of it. Rows = sum of the outcomes, always."""

    __tablename__ = "import_row"

    import_run_id: Mapped[int] = mapped_column(ForeignKey("import_run.id", ondelete="CASCADE"), index=True)
    row: Mapped[int]
    outcome: Mapped[str]
    reason: Mapped[str | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    participation_id: Mapped[int | None] = mapped_column(
        ForeignKey("participation.id", ondelete="SET NULL"), index=True
    )
    cells: Mapped[list[Any]] = mapped_column(JSON)


class Mapping(Record):
    """How a sheet with these headings was read last time: by heading, never by position."""

    __tablename__ = "mapping"

    key: Mapped[str] = mapped_column(unique=True)
    headings: Mapped[list[str]] = mapped_column(JSON)
    columns: Mapped[dict[str, Any]] = mapped_column(JSON)
