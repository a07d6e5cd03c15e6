"""The tabs of a record: a line under the current one, and a menu for those that find no room or are not in use."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction, QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QTabBar, QWidget

from desktop_app.language import _
from desktop_app.ui.appearance import Appearance
from desktop_app.ui.labels import button

GAP = 16


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab; `count` stands after its name, 0 stands for nothing; one not `usual` waits in the menu while empty."""

    key: str
    label: str
    count: int = 0
    usual: bool = True


class _Tabs(QTabBar):
    def __init__(self, appearance: Appearance):
        super().__init__()
        self._appearance = appearance
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setFont(appearance.font())

    def tabSizeHint(self, index: int) -> QSize:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        width = QFontMetrics(font).horizontalAdvance(self.tabText(index)) + self._appearance.px(GAP) + 4
        return QSize(width, self._appearance.px(34))

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self._appearance.px(34))


class TabStrip(QWidget):
    """Says the key of the tab that was chosen."""

    chosen = Signal(str)

    def __init__(self, appearance: Appearance):
        super().__init__()
        self._appearance = appearance
        self._tabs: list[Tab] = []
        self._quiet = False
        self._bar = _Tabs(appearance)
        self._bar.setAccessibleName(_("Parts of the record"))
        self._bar.currentChanged.connect(self._tell)
        self._more = button(_("More"), kind="quiet", picture="down", colour=appearance.palette.muted)
        self._more.setMenu(QMenu(self._more))
        self._more.setLayoutDirection(self._more.layoutDirection().RightToLeft)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._bar)
        row.addWidget(self._more)
        row.addStretch(1)

    def show_tabs(self, tabs: list[Tab], current: str) -> None:
        """Show these tabs, and `current` as the chosen one, without saying so."""
        self._quiet = True
        self._tabs = tabs
        while self._bar.count():
            self._bar.removeTab(0)
        for tab in tabs:
            self._bar.addTab(f"{tab.label} {tab.count:,}" if tab.count else tab.label)
        keys = [tab.key for tab in tabs]
        self._bar.setCurrentIndex(keys.index(current) if current in keys else 0)
        self._quiet = False
        self._fit()

    def choose(self, key: str) -> None:
        """Choose a tab as a user would."""
        index = [tab.key for tab in self._tabs].index(key)
        self._bar.setTabVisible(index, True)
        self._bar.setCurrentIndex(index)
        self._fit()

    def current(self) -> str:
        return self._tabs[self._bar.currentIndex()].key if self._tabs else ""

    def labels(self) -> list[str]:
        """What all the tabs say, with their counts."""
        return [self._bar.tabText(place) for place in range(self._bar.count())]

    def usable(self) -> list[str]:
        """The keys of the tabs that are not in the menu, from the left."""
        return [tab.key for place, tab in enumerate(self._tabs) if self._bar.isTabVisible(place)]

    def _tell(self, index: int) -> None:
        if not self._quiet and 0 <= index < len(self._tabs):
            self.chosen.emit(self._tabs[index].key)

    def _fit(self) -> None:
        current = self._bar.currentIndex()
        room = self.width()
        waiting = [not (tab.usual or tab.count or place == current) for place, tab in enumerate(self._tabs)]
        widths = [self._bar.tabSizeHint(place).width() for place in range(len(self._tabs))]
        needed = sum(width for width, waits in zip(widths, waiting, strict=True) if not waits)
        if needed > room or any(waiting):
            room -= self._more.sizeHint().width()
            for place in reversed(range(len(self._tabs))):
                if needed <= room:
                    break
                if not waiting[place] and place != current:
                    waiting[place] = True
                    needed -= widths[place]
        self._quiet = True
        menu = self._more.menu()
        menu.clear()
        for place, tab in enumerate(self._tabs):
            self._bar.setTabVisible(place, not waiting[place])
            if waiting[place]:
                action = QAction(self._bar.tabText(place).replace("&", "&&"), menu)
                action.triggered.connect(lambda _checked=False, key=tab.key: self.choose(key))
                menu.addAction(action)
        self._bar.setFixedWidth(max(40, sum(w for w, waits in zip(widths, waiting, strict=True) if not waits)))
        self._quiet = False
        self._more.setVisible(any(waiting))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
