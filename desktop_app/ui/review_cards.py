"""What the panels of the review are made of: candidates as cards, keys drawn beside what they do, changed values."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from desktop_app.exchange.plan import ValueChange
from desktop_app.language import _
from desktop_app.ui.appearance import Appearance
from desktop_app.ui.icons import pixmap
from desktop_app.ui.labels import plain
from desktop_app.ui.popup_list import draw_key

ONE_LINE = 30
"""Old and new value together up to this many signs stand on one line."""


def breakable(words: str) -> str:
    """`words` with places where a long one (an address, a code) may go on in the next line."""
    return " ".join(
        "".join(f"{sign}\u200b" if sign in "@._-/" else sign for sign in word) if len(word) > 16 else word
        for word in words.split(" ")
    )


class KeyCap(QWidget):
    """The name of a key, drawn quietly."""

    def __init__(self, keys: str, appearance: Appearance):
        super().__init__()
        self._keys = keys
        self._appearance = appearance
        width = self.fontMetrics().horizontalAdvance(keys) + appearance.px(13)
        self.setFixedSize(width, appearance.px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_key(painter, self.rect().adjusted(0, 0, -1, 0), self._keys, self._appearance)
        painter.end()


class KeyButton(QPushButton):
    """A button that shows the key that does the same."""

    def __init__(self, words: str, keys: str, appearance: Appearance):
        super().__init__(words)
        self._keys = keys
        self._appearance = appearance
        self.setAutoDefault(True)
        self.setAccessibleName(words)
        self.setToolTip(f"{words}  ({keys})")

    def _room(self) -> int:
        return self.fontMetrics().horizontalAdvance(self._keys) + self._appearance.px(18)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width() + self._room(), hint.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        px, colours = self._appearance.px, self._appearance.palette
        ink = QColor(colours.text)
        if not self.isEnabled():
            ink = QColor(colours.muted)
        painter.setPen(ink)
        room = self.rect().adjusted(px(12), 0, -self._room(), 0)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self.text())
        draw_key(painter, self.rect().adjusted(0, 0, -px(8), 0), self._keys, self._appearance)
        painter.end()


class Chip(QPushButton):
    """A filter with its count; as wide as its words are when it is chosen and they are bold."""

    def __init__(self, appearance: Appearance):
        super().__init__()
        self._appearance = appearance
        self.setProperty("kind", "chip")
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def say(self, words: str) -> None:
        """Show these words."""
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(words)
        bold = QFontMetrics(self._appearance.font(bold=True))
        self.setFixedWidth(bold.horizontalAdvance(words) + self._appearance.px(24))


class Tick(QCheckBox):
    """A box to tick, plainly seen on light and dark alike."""

    def __init__(self, words: str, appearance: Appearance):
        super().__init__(words)
        self._appearance = appearance
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        px = self._appearance.px
        return QSize(px(16) + px(6) + self.fontMetrics().horizontalAdvance(self.text()) + px(2), px(20))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, place: QPoint) -> bool:
        return self.rect().contains(place)

    def paintEvent(self, _event: QPaintEvent) -> None:
        px, colours = self._appearance.px, self._appearance.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = px(16)
        box = QRectF(1, (self.height() - side) / 2, side, side).adjusted(0.5, 0.5, -0.5, -0.5)
        edge = colours.accent if self.hasFocus() else colours.muted
        painter.setPen(QPen(QColor(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(colours.selection if self.isChecked() else colours.surface))
        painter.drawRoundedRect(box, 3, 3)
        if self.isChecked():
            drawing = pixmap("check", colours.on_selection, px(12), self.devicePixelRatioF())
            painter.drawPixmap(round(box.left()) + px(2), round(box.top()) + px(2), drawing)
        painter.setPen(QColor(colours.text))
        room = self.rect().adjusted(side + px(6), 0, 0, 0)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self.text())
        painter.end()


class Way(QRadioButton):
    """One of several ways, plainly seen on light and dark alike."""

    def __init__(self, words: str, appearance: Appearance):
        super().__init__(words)
        self._appearance = appearance
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        px = self._appearance.px
        return QSize(px(16) + px(8) + self.fontMetrics().horizontalAdvance(self.text()) + px(2), px(24))

    def hitButton(self, place: QPoint) -> bool:
        return self.rect().contains(place)

    def paintEvent(self, _event: QPaintEvent) -> None:
        px, colours = self._appearance.px, self._appearance.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = px(16)
        ring = QRectF(1, (self.height() - side) / 2, side, side).adjusted(0.5, 0.5, -0.5, -0.5)
        strong = self.hasFocus() or self.isChecked()
        painter.setPen(QPen(QColor(colours.accent if strong else colours.muted), 2 if strong else 1))
        painter.setBrush(QColor(colours.surface))
        painter.drawEllipse(ring)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent))
            inset = px(4)
            painter.drawEllipse(ring.adjusted(inset, inset, -inset, -inset))
        painter.setPen(QColor(colours.text))
        room = self.rect().adjusted(side + px(8), 0, 0, 0)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self.text())
        painter.end()


class Card(QWidget):
    """One candidate: who it is, why it is thought so, and what the file says otherwise. A click chooses it."""

    chosen = Signal()
    ticked = Signal(str, bool)

    def __init__(
        self,
        name: str,
        beside: str,
        why: str,
        keys: str,
        appearance: Appearance,
        *,
        proposed: bool = False,
        speaks_for: bool = False,
    ):
        super().__init__()
        self._appearance = appearance
        self._proposed = proposed
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(". ".join(filter(None, (keys, name, beside, why))))
        px = appearance.px
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(14), px(9), px(12), px(10))
        self._column.setSpacing(px(2))
        top = QHBoxLayout()
        top.setSpacing(px(8))
        title = plain(name, appearance, bold=True, wrap=True)
        title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        top.addWidget(title, 1)
        if keys:
            top.addWidget(KeyCap(keys, appearance), 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(top)
        if beside:
            self._column.addWidget(plain(beside, appearance, wrap=True))
        if why:
            self._column.addWidget(plain(why, appearance, tone="good" if speaks_for else "muted", wrap=True))

    def show_changes(self, changes: Sequence[ValueChange], taken: set[str]) -> None:
        """List what the file says otherwise: blanks that will be filled, and values to be ticked."""
        if not changes:
            return
        px = self._appearance.px
        self._column.addSpacing(px(4))
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(8))
        grid.setVerticalSpacing(px(4))
        grid.setColumnStretch(1, 1)
        first_tick = True
        for line, change in enumerate(changes):
            grid.addWidget(plain(change.label, self._appearance, tone="muted"), line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addLayout(self._value(change), line, 1)
            if change.fills:
                fills = plain(_("fills"), self._appearance, size=12, tone="muted")
                grid.addWidget(fills, line, 2, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
            else:
                grid.addLayout(self._tick(change, change.field in taken, first_tick), line, 2)
                first_tick = False
        self._column.addLayout(grid)

    def _value(self, change: ValueChange) -> QBoxLayout:
        if change.old and len(change.old) + len(change.new) <= ONE_LINE:
            row = QHBoxLayout()
            row.setSpacing(self._appearance.px(5))
            row.addWidget(plain(_("{old} →").format(old=change.old), self._appearance, tone="muted"))
            row.addWidget(plain(change.new, self._appearance, bold=True))
            row.addStretch(1)
            return row
        column = QVBoxLayout()
        column.setSpacing(0)
        if change.old:
            old = _("{old} →").format(old=breakable(change.old))
            column.addWidget(plain(old, self._appearance, tone="muted", wrap=True))
        column.addWidget(plain(breakable(change.new), self._appearance, bold=True, wrap=True))
        return column

    def _tick(self, change: ValueChange, taken: bool, first: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._appearance.px(4))
        tick = Tick(_("take"), self._appearance)
        tick.setChecked(taken)
        tick.setAccessibleName(_("Take {field}: {value}").format(field=change.label, value=change.new))
        tick.toggled.connect(lambda yes, name=change.field: self.ticked.emit(name, yes))
        row.addStretch(1)
        row.addWidget(tick, 0, Qt.AlignmentFlag.AlignTop)
        if first:
            row.addWidget(KeyCap("T", self._appearance), 0, Qt.AlignmentFlag.AlignTop)
        return row

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = self._appearance.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = 2 if self._proposed else 1
        painter.setPen(QPen(QColor(colours.accent if self._proposed else colours.line), wide))
        painter.setBrush(QColor(colours.surface))
        inset = wide / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 6, 6)
        painter.end()
