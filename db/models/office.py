"""The office itself, its settled doubts, and the log of everything done."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Moment, Record


class Setting(Record):
    """One thing the office settled about itself: its name, its address, its colours."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(unique=True)
    value: Mapped[Any | None] = mapped_column(JSON)


class FindingDecision(Record):
    """A doubt that was answered, so that it is asked once."""

    __tablename__ = "finding_decision"
    __table_args__ = (
        Index("uq_finding_decision_finding_about", "finding", "about", unique=True),
        {"sqlite_autoincrement": True},
    )

    finding: Mapped[str]
    about: Mapped[str]
    decision: Mapped[str]
    reason: Mapped[str | None]


class Step(Base):
    """One undoable act. `action` is do, undo or redo; `of_id` is the act an undo or redo belongs to.

    `undone` is kept on the act itself, so that the next undo and redo are one query.
    """

    __tablename__ = "step"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    at: Mapped[dt.datetime] = mapped_column(Moment)
    who: Mapped[str | None]
    action: Mapped[str] = mapped_column(default="do")
    of_id: Mapped[int | None] = mapped_column(ForeignKey("step.id"), index=True)
    undone: Mapped[bool] = mapped_column(default=False)


class Change(Base):
    """A row a step touched, before and after. Written by the triggers of db.journal, never by hand."""

    __tablename__ = "change"
    __table_args__ = (
        Index("ix_change_table_name_row_id", "table_name", "row_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("step.id"), index=True)
    table_name: Mapped[str]
    row_id: Mapped[int]
    row_version: Mapped[int]
    before: Mapped[str | None]
    after: Mapped[str | None]


class JournalState(Base):
    """The step now being written, on its one row. Outside a step no record can be changed."""

    __tablename__ = "journal_state"

    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int | None]
