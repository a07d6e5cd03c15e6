"""What was done to a record, newest first: the steps that touched it or a row inside it."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget
from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from db.models import Change, Step
from desktop_app.language import _
from desktop_app.records.entities import entity as entity_named
from desktop_app.records.fields import Entity
from desktop_app.ui.desk import Desk
from desktop_app.ui.labels import empty_layout, plain

SHOWN = 100


@dataclass(frozen=True, slots=True)
class Touch:
    """One step that touched the record."""

    title: str
    at: datetime
    who: str
    undone: bool


def touches(session: Session, entity: Entity, record: int) -> list[Touch]:
    """The newest steps that touched the record or the rows that are inside it now."""
    inside = [and_(Change.table_name == entity.name, Change.row_id == record)]
    for name in entity.children:
        child = entity_named(name)
        rows = select(child.model.id).where(getattr(child.model, child.parent) == record)
        inside.append(and_(Change.table_name == name, Change.row_id.in_(rows)))
    steps = select(Change.step_id).where(or_(*inside))
    asked = select(Step).where(Step.id.in_(steps)).order_by(Step.id.desc()).limit(SHOWN)
    return [Touch(one.title, one.at, one.who or "", one.undone) for one in session.scalars(asked)]


class HistoryTab(QScrollArea):
    """The list of touches, as plain lines."""

    def __init__(self, desk: Desk, entity: Entity, record: int):
        super().__init__()
        self._desk = desk
        self._entity = entity
        self._record = record
        self.touches: list[Touch] = []
        self.setWidgetResizable(True)
        inside = QWidget()
        inside.setProperty("ground", "surface")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 8, 0, 8)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(desk.appearance.px(16))
        self._grid.setVerticalSpacing(desk.appearance.px(8))
        self._grid.setColumnStretch(1, 1)
        column.addLayout(self._grid)
        column.addStretch(1)
        self.setWidget(inside)
        self.reload()

    def reload(self) -> None:
        """Read the steps anew."""
        empty_layout(self._grid)
        appearance = self._desk.appearance
        with self._desk.file.store.read() as session:
            found = touches(session, self._entity, self._record)
        if not found:
            self._grid.addWidget(
                plain(_("No change to this record has been made here yet."), appearance, tone="muted"), 0, 1
            )
        self.touches = found
        for line, touch in enumerate(found):
            when = touch.at.astimezone().strftime("%d/%m/%Y %H:%M")
            self._grid.addWidget(plain(when, appearance, tone="muted"), line, 0)
            words = _("{step} (undone)").format(step=touch.title) if touch.undone else touch.title
            self._grid.addWidget(plain(words, appearance, wrap=True), line, 1)
            self._grid.addWidget(plain(touch.who, appearance, tone="muted"), line, 2)
