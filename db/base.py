"""The ground of every table: names, moments in UTC, and the columns each editable record carries."""

import uuid
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, MetaData, String, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept in UTC. A naive one is refused: nobody could say when it was."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment needs its time zone: {value}")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


def now() -> datetime:
    """This moment, to the second: finer is of no use to an office."""
    return datetime.now(UTC).replace(microsecond=0)


def new_uid() -> str:
    """A name for a record that no other office can have given."""
    return uuid.uuid4().hex


class Base(DeclarativeBase):
    """Every table of a records file."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {getattr(self, 'id', None)}>"


class Record(Base):
    """An editable record: its changes are logged, can be undone, and are refused when someone else was faster.

    `id` is never given twice in a file; `uid` is the same in every file the record travels to.
    """

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-10)
    uid: Mapped[str] = mapped_column(String(32), default=new_uid, unique=True, sort_order=-9)
    version: Mapped[int] = mapped_column(default=1, sort_order=-8)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now, sort_order=90)
    updated_at: Mapped[datetime] = mapped_column(Moment, default=now, onupdate=now, sort_order=91)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> Any:
        return {"sqlite_autoincrement": True}


def record_tables() -> list[str]:
    """Names of the tables whose changes are logged and can be undone, parents before children."""
    records = {mapper.local_table for mapper in Base.registry.mappers if issubclass(mapper.class_, Record)}
    return [table.name for table in Base.metadata.sorted_tables if table in records]
