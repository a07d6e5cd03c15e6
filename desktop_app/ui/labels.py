"""Small pieces of text and the bars that carry them. Words of the records are always shown as plain text."""

from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from desktop_app.ui.appearance import Appearance
from desktop_app.ui.icons import icon, pixmap

TEXT: Final = 13
ICON: Final = 16


def plain(
    words: str, appearance: Appearance, *, size: int = 13, bold: bool = False, tone: str = "", wrap: bool = False
) -> QLabel:
    """A label that shows `words` as they are, never as markup."""
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(appearance.font(size, bold=bold))
    label.setWordWrap(wrap)
    if tone:
        label.setProperty("tone", tone)
    return label


def button(words: str, *, kind: str = "", picture: str = "", colour: str = "", keys: str = "") -> QPushButton:
    """A push button; `kind` is main, quiet, icon, link or chip as the style sheet knows them."""
    made = QPushButton("" if kind == "icon" else f" {words}" if picture and kind != "chip" else words)
    if kind:
        made.setProperty("kind", kind)
    if picture:
        side = round(QApplication.font().pixelSize() * ICON / TEXT)
        made.setIcon(icon(picture, colour, ICON))
        made.setIconSize(QSize(side, side))
    made.setAccessibleName(words)
    tip = f"{words}  ({keys})" if keys else words
    if kind == "icon" or keys:
        made.setToolTip(tip)
    if kind in ("link", "chip", "icon"):
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


class ElidedLabel(QLabel):
    """One line that ends in … where there is no room, with the whole text as its tip."""

    def __init__(self, words: str, appearance: Appearance, *, size: int = 13, bold: bool = False, tone: str = ""):
        super().__init__(words)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(appearance.font(size, bold=bold))
        if tone:
            self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def setText(self, words: str) -> None:
        super().setText(words)
        self.setToolTip(words)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.setPen(self.palette().windowText().color())
        painter.drawText(self.rect(), int(self.alignment()), words)
        painter.end()


class FlowLayout(QLayout):
    """Puts its widgets in lines from the left, and starts a new line where one is full."""

    def __init__(self, gap: int = 6):
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        widest = max((item.minimumSize().width() for item in self._items if not item.isEmpty()), default=0)
        tallest = max((item.sizeHint().height() for item in self._items if not item.isEmpty()), default=0)
        return QSize(widest, tallest)

    def _place(self, rect: QRect, *, move: bool) -> int:
        y = rect.y()
        for number, line in enumerate(self._lines(rect.width())):
            tallest = max(item.sizeHint().height() for item in line)
            y += self._gap if number else 0
            x = rect.x()
            for item in line:
                size = item.sizeHint()
                if move:
                    item.setGeometry(QRect(QPoint(x, y + (tallest - size.height()) // 2), size))
                x += size.width() + self._gap
            y += tallest
        return y - rect.y()

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            needed = item.sizeHint().width()
            if not lines or used + self._gap + needed > width:
                lines.append([])
                used = -self._gap
            lines[-1].append(item)
            used += self._gap + needed
        return lines


class Bar(QFrame):
    """One sentence on a coloured ground with a sign and the ways on: `tone` is doubt, wrong or good."""

    chosen = Signal(str)

    def __init__(
        self,
        tone: str,
        sentence: str,
        actions: tuple[tuple[str, str], ...],
        appearance: Appearance,
    ):
        super().__init__()
        self.setProperty("bar", tone)
        colour = {
            "doubt": appearance.palette.doubt,
            "wrong": appearance.palette.wrong,
            "good": appearance.palette.good,
        }[tone]
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(8)
        sign = QLabel()
        sign.setPixmap(
            pixmap("check" if tone == "good" else "warning", colour, appearance.px(16), self.devicePixelRatioF())
        )
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        words = plain(sentence, appearance, wrap=True)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(words, 1)
        for key, label in actions:
            way = button(
                label,
                kind="icon" if key == "close" else "link",
                picture="close" if key == "close" else "",
                colour=colour,
            )
            if key == "close":
                way.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            way.clicked.connect(lambda _checked=False, chosen=key: self.chosen.emit(chosen))
            row.addWidget(way, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setAccessibleName(sentence)
        self.focus_before: QWidget | None = None
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._note_focus)

    def _note_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and before is not None and self.isAncestorOf(now) and not self.isAncestorOf(before):
            self.focus_before = before


def empty_layout(layout: QLayout) -> None:
    """Take everything out of `layout` and let it go."""
    while (item := layout.takeAt(0)) is not None:
        inner = item.widget()
        if inner is not None:
            inner.hide()
            inner.deleteLater()
            continue
        part = item.layout()
        if part is not None:
            empty_layout(part)


class Spacer(QWidget):
    """Takes the room that is left."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
