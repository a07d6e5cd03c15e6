"""The filters over a table as chips: each opens a menu of the values that are there, with their counts."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from desktop_app.language import _
from desktop_app.records.fields import Entity
from desktop_app.records.queries import Facet, Filter
from desktop_app.ui.appearance import Appearance
from desktop_app.ui.icons import icon
from desktop_app.ui.labels import FlowLayout, button

PAUSE = 120


class FilterChips(QWidget):
    """A search box and a chip for each filter. `changed` comes when another set of records is wanted.

    `facets(name)` gives the values of a field among the records that the other filters leave, with their counts.
    """

    changed = Signal()

    def __init__(
        self,
        entity: Entity,
        ask: Callable[[str, Callable[[Sequence[Facet]], None]], None],
        appearance: Appearance,
    ):
        """`ask(field, then)` counts the values of a field, off the window's thread, and gives them to `then`."""
        super().__init__()
        self._entity = entity
        self._ask = ask
        self._appearance = appearance
        self._chosen: dict[str, tuple[Any, str]] = {}
        self._chips: dict[str, QPushButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(appearance.px(6))
        flow = FlowLayout(appearance.px(6))
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Search {what}").format(what=_(entity.many).lower()))
        self.search.setAccessibleName(self.search.placeholderText())
        self.search.setToolTip(_("Ctrl+F puts the cursor here; letters typed in the table come here too"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("find", appearance.palette.muted), QLineEdit.ActionPosition.LeadingPosition)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.changed)
        self.search.textChanged.connect(lambda _text: self._pause.start())
        self._beside = QHBoxLayout()
        self._beside.setSpacing(appearance.px(2))
        self._beside.addWidget(self.search, 1)
        column.addLayout(self._beside)
        column.addLayout(flow)
        for name in self._names():
            flow.addWidget(self._make_chip(name))
        self._clear = button(_("Show all"), kind="link")
        self._clear.clicked.connect(self.clear)
        self._clear.hide()
        flow.addWidget(self._clear)

    def add_beside_search(self, *buttons: QPushButton) -> None:
        """Put small buttons at the right of the search box."""
        for made in buttons:
            self._beside.addWidget(made)

    def _names(self) -> tuple[str, ...]:
        return (*self._years, *self._entity.filters)

    @property
    def _years(self) -> tuple[str, ...]:
        """The date by whose year the records can be filtered."""
        by = self._entity.default_sort[0][0] if self._entity.default_sort else ""
        return tuple(field.name for field in self._entity.form if field.name == by and field.kind == "date")

    def _label(self, name: str) -> str:
        return _("Year") if name in self._years else _(self._entity.field(name).label)

    def _make_chip(self, name: str) -> QPushButton:
        chip = button("", kind="chip", picture="down", colour=self._appearance.palette.muted)
        chip.setLayoutDirection(chip.layoutDirection().RightToLeft)
        chip.setCheckable(True)
        chip.clicked.connect(partial(self.open, name))
        self._chips[name] = chip
        self._name_chip(name)
        return chip

    @property
    def text(self) -> str:
        """What is searched for."""
        return self.search.text().strip()

    @property
    def filters(self) -> tuple[Filter, ...]:
        """The filters that are set."""
        return tuple(self._filter(name, value) for name, (value, _text) in self._chosen.items())

    def _filter(self, name: str, value: Any) -> Filter:
        if name in self._years:
            return Filter(name, between=(date(value, 1, 1), date(value, 12, 31)))
        return Filter(name, (value,))

    @property
    def narrows(self) -> bool:
        """Whether anything is searched or filtered."""
        return bool(self.text or self._chosen)

    def choose(self, name: str, value: Any, words: str) -> None:
        """Keep to the records whose field `name` holds `value`, which reads as `words`."""
        self._chosen[name] = (value, words)
        self._name_chip(name)
        self.changed.emit()

    def leave(self, name: str) -> None:
        """Take away the filter on a field."""
        self._chosen.pop(name, None)
        self._name_chip(name)
        self.changed.emit()

    def clear(self) -> None:
        """Show all records."""
        self._chosen.clear()
        for name in self._chips:
            self._name_chip(name)
        self.search.clear()
        self._pause.stop()
        self.changed.emit()

    def show_narrowed(self) -> None:
        self._clear.setVisible(self.narrows)

    def state(self) -> dict[str, Any]:
        return {"text": self.search.text(), "chosen": dict(self._chosen)}

    def restore(self, state: dict[str, Any]) -> None:
        self._chosen = dict(state["chosen"])
        for name in self._chips:
            self._name_chip(name)
        self.search.setText(state["text"])
        self._pause.stop()

    def _name_chip(self, name: str) -> None:
        chip, label = self._chips[name], self._label(name)
        known = self._chosen.get(name)
        words = label if known is None else known[1]
        shown = words if len(words) <= 28 else f"{words[:27]}…"
        chip.setText(shown.replace("&", "&&"))
        chip.setChecked(known is not None)
        colours = self._appearance.palette
        chip.setIcon(icon("down", colours.accent if known is not None else colours.muted, 12))
        side = self._appearance.px(12)
        chip.setIconSize(QSize(side, side))
        chip.setAccessibleName(label if known is None else _("{label}: {value}").format(label=label, value=words))
        self._clear_shown()

    def _clear_shown(self) -> None:
        if hasattr(self, "_clear"):
            self.show_narrowed()

    def open(self, name: str, _checked: bool = False) -> None:
        chip = self._chips[name]
        chip.setChecked(name in self._chosen)
        self._ask(name, partial(self._pop_up, name))

    def _pop_up(self, name: str, facets: Sequence[Facet]) -> None:
        chip = self._chips[name]
        self.menu_of(name, facets).popup(chip.mapToGlobal(chip.rect().bottomLeft()))

    def menu_of(self, name: str, facets: Sequence[Facet]) -> QMenu:
        """The values of a field with their counts; the one that is set can be taken away again."""
        menu = QMenu(self)
        if name in self._chosen:
            everything = QAction(_("All"), menu)
            everything.triggered.connect(lambda _checked=False: self.leave(name))
            menu.addAction(everything)
            menu.addSeparator()
        for facet in facets:
            words = _("{value}   {count}").format(value=facet.text, count=f"{facet.count:,}")
            action = QAction(words.replace("&", "&&"), menu)
            action.triggered.connect(lambda _checked=False, chosen=facet: self.choose(name, chosen.value, chosen.text))
            menu.addAction(action)
        return menu
