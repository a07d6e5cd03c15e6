"""Who had which part in an event, and who was there when."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Record


class Participation(Record):
    """The part a person, or a body, had in an event.

    Post, organisation and category are what they were then: a later change of the person does not touch them.
    """

    __tablename__ = "participation"
    __table_args__ = (
        CheckConstraint("person_id IS NOT NULL OR organisation_id IS NOT NULL", name="someone"),
        {"sqlite_autoincrement": True},
    )

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id", ondelete="SET NULL"), index=True)
    role_id: Mapped[int] = mapped_column(ForeignKey("role.id", ondelete="RESTRICT"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    name_as_written: Mapped[str | None]
    post_then: Mapped[str | None]
    organisation_as_written: Mapped[str | None]
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id", ondelete="SET NULL"), index=True)
    status: Mapped[str] = mapped_column(default="attended")
    mode: Mapped[str | None]
    represented_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("group.id", ondelete="SET NULL"), index=True)
    session_id: Mapped[int | None] = mapped_column(ForeignKey("session.id", ondelete="SET NULL"), index=True)
    booth: Mapped[str | None]
    exhibit: Mapped[str | None]
    talk_title: Mapped[str | None]
    seat: Mapped[str | None]
    votes: Mapped[bool] = mapped_column(default=False)
    remarks: Mapped[str | None]


class Attendance(Record):
    """One participation at one session."""

    __tablename__ = "attendance"
    __table_args__ = (
        UniqueConstraint("participation_id", "session_id"),
        CheckConstraint("mark IN ('present', 'late', 'left early', 'absent', 'excused')", name="mark"),
        CheckConstraint("counts_as IN ('present', 'absent', 'excused')", name="counts_as"),
        {"sqlite_autoincrement": True},
    )

    participation_id: Mapped[int] = mapped_column(ForeignKey("participation.id", ondelete="CASCADE"))
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"), index=True)
    mark: Mapped[str]
    counts_as: Mapped[str]
    minutes: Mapped[int | None]
    time_in: Mapped[dt.time | None]
    time_out: Mapped[dt.time | None]
    source: Mapped[str | None]
