"""People, the bodies they belong to, and the lists the office keeps about both.

The key columns (`name_key`, `sort_name`, `key`) are worked out from the names wherever a record is saved as an object;
see desktop_app.records.keys.
"""

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Record


class Category(Record):
    """What sort of body an organisation is. The office edits the list."""

    __tablename__ = "category"

    code: Mapped[str] = mapped_column(unique=True)
    name_en: Mapped[str]
    name_ms: Mapped[str | None]
    position: Mapped[int] = mapped_column(default=0)


class Role(Record):
    """The part one can have in an event. The office edits the list."""

    __tablename__ = "role"

    code: Mapped[str] = mapped_column(unique=True)
    name_en: Mapped[str]
    name_ms: Mapped[str | None]
    family: Mapped[str] = mapped_column(default="participant")
    counts_as_attendee: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int] = mapped_column(default=0)


class Organisation(Record):
    """A body: a ministry, a council, a company."""

    __tablename__ = "organisation"

    name: Mapped[str]
    sort_name: Mapped[str] = mapped_column(index=True)
    short_name: Mapped[str | None]
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id", ondelete="SET NULL"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id", ondelete="SET NULL"), index=True)
    country: Mapped[str | None]
    state: Mapped[str | None]
    website: Mapped[str | None]
    member_number: Mapped[str | None]
    member_from: Mapped[dt.date | None]
    member_to: Mapped[dt.date | None]
    is_member: Mapped[bool] = mapped_column(default=False)
    notes: Mapped[str | None]


class OrganisationSpelling(Record):
    """Another way an organisation was written, remembered for ever."""

    __tablename__ = "organisation_spelling"
    __table_args__ = (
        Index("uq_organisation_spelling_key", "key", unique=True),
        {"sqlite_autoincrement": True},
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    spelling: Mapped[str]
    key: Mapped[str]


class Person(Record):
    """A human being. Only the name is required; titles stand apart and never decide who it is."""

    __tablename__ = "person"

    name: Mapped[str]
    titles: Mapped[str | None]
    name_key: Mapped[str] = mapped_column(index=True)
    sort_name: Mapped[str] = mapped_column(index=True)
    other_names: Mapped[str | None]
    post: Mapped[str | None]
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id", ondelete="SET NULL"), index=True)
    email: Mapped[str | None]
    phone: Mapped[str | None]
    more_emails: Mapped[str | None]
    more_phones: Mapped[str | None]
    gender: Mapped[str | None]
    nationality: Mapped[str | None]
    identity_number: Mapped[str | None] = mapped_column(index=True)
    notes: Mapped[str | None]
