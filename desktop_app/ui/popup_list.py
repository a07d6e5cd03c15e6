"""A list of offers under a box that is typed in, a part of the window and not a window of its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.language import _
from desktop_app.ui.appearance import Appearance
from desktop_app.ui.icons import pixmap

OFFER_ROLE = Qt.ItemDataRole.UserRole
MOST_LINES = 12


@dataclass(frozen=True, slots=True)
class Offer:
    """One line of the list: `words` and quieter `detail`; `take` is called when it is chosen."""

    words: str
    detail: str
    icon: str
    take: Callable[[], None]


class PopupList(QFrame):
    """Shows the offers under `box`; the box keeps the focus and moves through them."""

    chosen = Signal(object)

    def __init__(self, appearance: Appearance, window: QWidget):
        super().__init__(window)
        self.setProperty("line", "around")
        self._appearance = appearance
        self._list = QListWidget()
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setItemDelegate(OfferDelegate(appearance, self._list))
        self._list.setAccessibleName(_("Found"))
        self._list.itemClicked.connect(self._choose)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self._list)

    def show_offers(self, offers: Sequence[Offer]) -> None:
        self._list.clear()
        for offer in offers:
            item = QListWidgetItem(offer.words)
            item.setData(OFFER_ROLE, offer)
            self._list.addItem(item)
        if not offers:
            item = QListWidgetItem(_("Nothing found"))
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self._list.addItem(item)
        else:
            self._list.setCurrentRow(0)

    def place_under(self, box: QWidget) -> None:
        """Open under `box`, or over it where there is more room."""
        window, px = self.window(), self._appearance.px
        lines = min(MOST_LINES, self._list.count())
        height = lines * self._appearance.row_height + 12
        corner = box.mapTo(window, QPoint(0, box.height() + 4))
        above = box.mapTo(window, QPoint(0, 0)).y() - 4
        if corner.y() + height > window.height() - 8:
            if above > window.height() - corner.y():
                height = min(height, above - 8)
                corner.setY(above - height)
            else:
                height = window.height() - 8 - corner.y()
        width = min(max(box.width(), px(440)), window.width() - 16)
        left = min(corner.x(), window.width() - width - 8)
        self.setGeometry(max(8, left), corner.y(), width, height)
        self.raise_()
        self.show()

    def words(self) -> list[str]:
        """What the lines say."""
        return [self._list.item(line).text() for line in range(self._list.count())]

    def move_by(self, lines: int) -> None:
        self._list.setCurrentRow(min(self._list.count() - 1, max(0, self._list.currentRow() + lines)))

    def choose_current(self) -> None:
        item = self._list.currentItem()
        if item is not None:
            self._choose(item)

    def _choose(self, item: QListWidgetItem) -> None:
        offer = item.data(OFFER_ROLE)
        if offer is not None:
            self.chosen.emit(offer)


class OfferDelegate(QStyledItemDelegate):
    """Draws one offer: icon, words, and the detail quietly after them."""

    def __init__(self, appearance: Appearance, parent: QObject):
        super().__init__(parent)
        self._appearance = appearance

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex) -> QSize:
        return QSize(0, self._appearance.row_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        colours, px = self._appearance.palette, self._appearance.px
        offer: Offer | None = index.data(OFFER_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_soft))
            painter.drawRoundedRect(option.rect, 4, 4)
        room = option.rect.adjusted(px(8), 0, -px(8), 0)
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        if offer is None:
            painter.setPen(QColor(colours.muted))
            painter.drawText(room, middle, index.data())
            painter.restore()
            return
        drawing = pixmap(offer.icon, colours.muted, px(16), painter.device().devicePixelRatioF())
        painter.drawPixmap(room.left(), room.center().y() - px(8) + 1, drawing)
        room.adjust(px(26), 0, 0, 0)
        painter.setPen(QColor(colours.text))
        words = painter.fontMetrics().elidedText(offer.words, Qt.TextElideMode.ElideRight, round(room.width() * 0.65))
        painter.drawText(room, middle, words)
        room.adjust(painter.fontMetrics().horizontalAdvance(words) + px(10), 0, 0, 0)
        painter.setPen(QColor(colours.muted))
        painter.drawText(
            room, middle, painter.fontMetrics().elidedText(offer.detail, Qt.TextElideMode.ElideRight, room.width())
        )
        painter.restore()


def draw_key(painter: QPainter, room: QRect, keys: str, appearance: Appearance) -> None:
    """Draw the name of a key, quietly, at the right of `room`."""
    colours = appearance.palette
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(appearance.font(11))
    width = painter.fontMetrics().horizontalAdvance(keys) + appearance.px(12)
    height = appearance.px(18)
    box = room.adjusted(room.width() - width, (room.height() - height) // 2, 0, -((room.height() - height) // 2))
    painter.setPen(QColor(colours.edge))
    painter.setBrush(QColor(colours.surface))
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(QColor(colours.muted))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), keys)
