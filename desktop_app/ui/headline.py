"""What stands over a record's tabs: a quiet line, its title, another quiet line; for an event its figures."""

from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop_app.language import _
from desktop_app.records import queries
from desktop_app.records.fields import Entity
from desktop_app.ui.appearance import Appearance
from desktop_app.ui.labels import ElidedLabel, plain

OVERLINES = {"event": ("kind", "status", "series_id"), "organisation": ("category_id", "parent_id")}


@dataclass(frozen=True, slots=True)
class Headline:
    """The three lines over a record."""

    over: str
    title: str
    under: str


def headline(session: Session, entity: Entity, record: int) -> Headline:
    """The headline of a record as the file has it."""
    title = queries.title(session, entity, record)
    over, under = _(entity.one), ""
    if entity.name == "event":
        under = queries.event_line(session, record)
    elif entity.detail:
        under = _joined(session, entity, record, entity.detail)
    if entity.name in OVERLINES:
        over = _joined(session, entity, record, OVERLINES[entity.name]) or over
    if entity.name == "person":
        titles = _joined(session, entity, record, ("titles",))
        title = f"{titles} {title}".strip()
    return Headline(over, title, under)


def _joined(session: Session, entity: Entity, record: int, names: tuple[str, ...]) -> str:
    found = queries.rows(session, entity, [record], names)
    return " · ".join(text for text in found[0].texts.values() if text) if found else ""


class HeadlineView(QWidget):
    """Shows the three lines."""

    def __init__(self, appearance: Appearance):
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self._over = ElidedLabel("", appearance, tone="muted")
        self._title = plain("", appearance, size=19, bold=True, wrap=True)
        self._under = ElidedLabel("", appearance, tone="muted")
        for label in (self._over, self._title, self._under):
            column.addWidget(label)

    def title(self) -> str:
        """The title that is shown."""
        return self._title.text()

    def show_headline(self, shown: Headline) -> None:
        self._over.setText(shown.over)
        self._title.setText(shown.title)
        self._under.setText(shown.under)
        self._under.setVisible(bool(shown.under))


class Figures(QWidget):
    """Figures side by side, each with its name over it."""

    def __init__(self, appearance: Appearance):
        super().__init__()
        self._appearance = appearance
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(appearance.px(10))
        self._figures: list[tuple[QFrame, ElidedLabel, ElidedLabel]] = []

    def show_figures(self, figures: tuple[tuple[str, str], ...]) -> None:
        """`figures` are names and figures, as they are read."""
        while len(self._figures) < len(figures):
            self._add()
        for (frame, name, number), (words, figure) in zip(self._figures, figures, strict=True):
            name.setText(words)
            number.setText(figure)
            frame.setAccessibleName(f"{words}: {figure}")

    def _add(self) -> None:
        px = self._appearance.px
        frame = QFrame()
        frame.setProperty("line", "around")
        column = QVBoxLayout(frame)
        column.setContentsMargins(px(12), px(6), px(8), px(6))
        column.setSpacing(0)
        name = ElidedLabel("", self._appearance, tone="muted")
        number = ElidedLabel("", self._appearance, size=20, bold=True)
        column.addWidget(name)
        column.addWidget(number)
        self._grid.addWidget(frame, 0, len(self._figures))
        self._grid.setColumnStretch(len(self._figures), 1)
        self._figures.append((frame, name, number))


def event_figures(session: Session, event: int) -> tuple[tuple[str, str], ...]:
    """The four figures of an event. Names and head counts stand side by side and are never added."""
    found = queries.event_figures(session, event)
    return (
        (_("Named"), f"{found.named:,}"),
        (_("Head count"), ", ".join(found.headcounts) or "–"),
        (_("Present"), f"{found.present:,}"),
        (_("Organisations"), f"{found.bodies:,}"),
    )
