"""Events: what the office held, joined or plans, and the parts an event is made of."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Record


class Series(Record):
    """Events that belong together, such as the runs of one training or the meetings of one committee."""

    __tablename__ = "series"

    title: Mapped[str]
    kind: Mapped[str | None]
    title_pattern: Mapped[str | None]
    numbering: Mapped[str | None]
    notes: Mapped[str | None]


class Event(Record):
    """Something the office held, joined or plans."""

    __tablename__ = "event"
    __table_args__ = (
        CheckConstraint("end_date IS NULL OR start_date IS NOT NULL", name="end_needs_start"),
        {"sqlite_autoincrement": True},
    )

    kind: Mapped[str] = mapped_column(index=True)
    title: Mapped[str]
    short_title: Mapped[str | None]
    status: Mapped[str] = mapped_column(default="planned")
    start_date: Mapped[dt.date | None] = mapped_column(index=True)
    end_date: Mapped[dt.date | None]
    start_time: Mapped[dt.time | None]
    end_time: Mapped[dt.time | None]
    duration_minutes: Mapped[int | None]
    duration_qualifier: Mapped[str | None]
    date_as_written: Mapped[str | None]
    heading_as_written: Mapped[str | None]
    mode: Mapped[str] = mapped_column(default="in person")
    theme: Mapped[str | None]
    edition: Mapped[str | None]
    meeting_number: Mapped[str | None]
    scope: Mapped[str | None]
    audience: Mapped[str | None]
    objective: Mapped[str | None]
    summary: Mapped[str | None]
    outcome: Mapped[str | None]
    series_id: Mapped[int | None] = mapped_column(ForeignKey("series.id", ondelete="SET NULL"), index=True)
    series_number: Mapped[int | None]
    part_of_id: Mapped[int | None] = mapped_column(ForeignKey("event.id", ondelete="SET NULL"), index=True)
    our_role: Mapped[str] = mapped_column(default="organiser")
    entry_finished: Mapped[bool] = mapped_column(default=False)
    notes: Mapped[str | None]


class Venue(Record):
    """A place where events are held."""

    __tablename__ = "venue"

    name: Mapped[str] = mapped_column(index=True)
    address: Mapped[str | None]
    city: Mapped[str | None]
    state: Mapped[str | None]
    country: Mapped[str | None]
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id", ondelete="SET NULL"), index=True)
    notes: Mapped[str | None]


class Stop(Record):
    """An event's use of a place. Several, with dates and hosts of their own, are an itinerary."""

    __tablename__ = "stop"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    venue_id: Mapped[int | None] = mapped_column(ForeignKey("venue.id", ondelete="SET NULL"), index=True)
    room: Mapped[str | None]
    start_date: Mapped[dt.date | None]
    end_date: Mapped[dt.date | None]
    start_time: Mapped[dt.time | None]
    end_time: Mapped[dt.time | None]
    purpose: Mapped[str | None]
    host_organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisation.id", ondelete="SET NULL"), index=True
    )
    contact_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    notes: Mapped[str | None]


class Track(Record):
    """A strand of a programme that runs through several sessions."""

    __tablename__ = "track"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str]


class Session(Record):
    """A part of an event's programme; attendance is taken at some of them."""

    __tablename__ = "session"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    title: Mapped[str]
    kind: Mapped[str] = mapped_column(default="day")
    date: Mapped[dt.date | None]
    end_date: Mapped[dt.date | None]
    start_time: Mapped[dt.time | None]
    end_time: Mapped[dt.time | None]
    mode: Mapped[str | None]
    track_id: Mapped[int | None] = mapped_column(ForeignKey("track.id", ondelete="SET NULL"), index=True)
    stop_id: Mapped[int | None] = mapped_column(ForeignKey("stop.id", ondelete="SET NULL"), index=True)
    room: Mapped[str | None]
    takes_attendance: Mapped[bool] = mapped_column(default=False)
    headline: Mapped[bool] = mapped_column(default=False)
    purpose: Mapped[str | None]
    notes: Mapped[str | None]


class Group(Record):
    """A focus group of an event."""

    __tablename__ = "group"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    name: Mapped[str | None]
    composition: Mapped[str | None]
    leader_id: Mapped[int | None] = mapped_column(
        ForeignKey("participation.id", ondelete="SET NULL", use_alter=True), index=True
    )
    task: Mapped[str | None]
    outcome: Mapped[str | None]


class Minute(Record):
    """One numbered line of an event's record: an agenda item, task, use case, issue, decision, launch, outcome."""

    __tablename__ = "minute"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    number: Mapped[str | None]
    kind: Mapped[str] = mapped_column(default="agenda")
    text: Mapped[str]
    session_id: Mapped[int | None] = mapped_column(ForeignKey("session.id", ondelete="SET NULL"), index=True)
    owner_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    owner_organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisation.id", ondelete="SET NULL"), index=True
    )
    due: Mapped[dt.date | None]
    done: Mapped[bool] = mapped_column(default=False)


class Headcount(Record):
    """A number of people or of bodies with no names behind it; without a number where only their coming is known.

    `or_event_id` is the other event the number may belong to where the source leaves it open.
    """

    __tablename__ = "headcount"
    __table_args__ = (
        CheckConstraint("count >= 0", name="not_negative"),
        Index("ix_headcount_event_id", "event_id"),
        {"sqlite_autoincrement": True},
    )

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    session_id: Mapped[int | None] = mapped_column(ForeignKey("session.id", ondelete="SET NULL"), index=True)
    of: Mapped[str] = mapped_column(default="people")
    role_id: Mapped[int | None] = mapped_column(ForeignKey("role.id", ondelete="SET NULL"), index=True)
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id", ondelete="SET NULL"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id", ondelete="SET NULL"), index=True)
    alliance_members: Mapped[bool] = mapped_column(default=False)
    count: Mapped[int | None]
    qualifier: Mapped[str] = mapped_column(default="exactly")
    covers: Mapped[str | None]
    or_event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id", ondelete="SET NULL"), index=True)
    doubt: Mapped[str | None]
    as_written: Mapped[str | None]
    source: Mapped[str | None]
