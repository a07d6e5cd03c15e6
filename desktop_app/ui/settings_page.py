"""Language, look and size of the text: each takes effect at once."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.language import LANGUAGES, _
from desktop_app.ui.appearance import TEXT_SIZES
from desktop_app.ui.desk import Desk
from desktop_app.ui.labels import button, plain
from desktop_app.ui.page import Page


class SettingsPage(Page):
    """Choices of this computer's user; nothing here is kept in the records file."""

    def __init__(self, desk: Desk):
        super().__init__(desk)
        appearance = desk.appearance
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(plain(_("Settings"), appearance, size=19, bold=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(12)
        settings = desk.settings
        looks = (("system", _("Same as the computer")), ("light", _("Light")), ("dark", _("Dark")))
        sizes = tuple((size, f"{size} %") for size in TEXT_SIZES)
        self._row(grid, _("Language"), tuple(LANGUAGES.items()), settings.language, self._speak)
        self._row(grid, _("Appearance"), looks, settings.look, self._look)
        self._row(grid, _("Text size"), sizes, settings.text_size, self._size)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        column.addStretch(1)

    def _row(
        self,
        grid: QGridLayout,
        name: str,
        choices: Sequence[tuple[Any, str]],
        current: Any,
        choose: Callable[[Any], None],
    ) -> None:
        line = grid.rowCount()
        grid.addWidget(plain(name, self.desk.appearance, tone="muted"), line, 0)
        chips = QHBoxLayout()
        chips.setSpacing(6)
        group = QButtonGroup(self)
        for value, words in choices:
            chip: QPushButton = button(words, kind="chip")
            chip.setAccessibleName(f"{name}: {words}")
            chip.setCheckable(True)
            chip.setChecked(value == current)
            chip.clicked.connect(lambda _checked=False, chosen=value: choose(chosen))
            group.addButton(chip)
            chips.addWidget(chip)
        chips.addStretch(1)
        holder = QWidget()
        holder.setLayout(chips)
        chips.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(holder, line, 1)

    def _speak(self, code: str) -> None:
        self.desk.settings.language = code

    def _look(self, name: str) -> None:
        self.desk.settings.look = name

    def _size(self, percent: int) -> None:
        self.desk.settings.text_size = percent
