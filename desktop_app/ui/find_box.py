"""Find anything and run any command (Ctrl+K): a box in the top bar, and what it found in a list under it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
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
from desktop_app.ui.icons import icon, pixmap

PAUSE = 60
FIND_DATA = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the list: `words` and quieter `detail`; `open` is called when it is chosen."""

    words: str
    detail: str
    icon: str
    open: Callable[[], None]


class FindBox(QLineEdit):
    """Says what is being looked for; the window answers with `show_findings`."""

    asked = Signal(str)

    def __init__(self, appearance: Appearance):
        super().__init__()
        self._appearance = appearance
        self.setProperty("place", "bar")
        self.setPlaceholderText(_("Find a person, event or command"))
        self.setAccessibleName(_("Find a person, event or command"))
        self.setToolTip(_("Ctrl+K puts the cursor here from anywhere"))
        self.setMaximumWidth(appearance.px(400))
        self.setMinimumWidth(appearance.px(150))
        self.addAction(icon("find", appearance.palette.muted), QLineEdit.ActionPosition.LeadingPosition)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._ask)
        self.textEdited.connect(lambda _text: self._pause.start())
        self._list: FindList | None = None

    def show_findings(self, findings: list[Finding]) -> None:
        """Show what was found under the box; nothing found is said in words."""
        if not self.hasFocus():
            return
        if self._list is None:
            self._list = FindList(self._appearance, self.window())
            self._list.chosen.connect(self._open)
        self._list.show_findings(findings)
        self._list.place_under(self)

    def close_list(self) -> None:
        if self._list is not None:
            self._list.hide()

    def _ask(self) -> None:
        if self.text().strip():
            self.asked.emit(self.text().strip())
        else:
            self.close_list()

    def _open(self, finding: Finding) -> None:
        self.clear()
        self.close_list()
        finding.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shown = self._list is not None and self._list.isVisible()
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.close_list()
            self.nextInFocusChain().setFocus()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if shown and self._list is not None:
                self._list.move_by(1 if event.key() == Qt.Key.Key_Down else -1)
            else:
                self.asked.emit(self.text().strip())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if shown and self._list is not None:
                self._list.choose_current()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().focusOutEvent(event)
        QTimer.singleShot(0, self._close_if_left)

    def _close_if_left(self) -> None:
        if not self.hasFocus():
            self.close_list()

    def paintEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().paintEvent(event)
        if not self.text():
            painter = QPainter(self)
            draw_key(painter, self.rect().adjusted(0, 0, -8, 0), "Ctrl K", self._appearance)
            painter.end()


class FindList(QFrame):
    """The list under the box, a part of the window and not a window of its own."""

    chosen = Signal(object)

    def __init__(self, appearance: Appearance, window: QWidget):
        super().__init__(window)
        self.setProperty("line", "around")
        self._appearance = appearance
        self._list = QListWidget()
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setItemDelegate(FindDelegate(appearance, self._list))
        self._list.setAccessibleName(_("Found"))
        self._list.itemClicked.connect(self._choose)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self._list)

    def show_findings(self, findings: list[Finding]) -> None:
        self._list.clear()
        for finding in findings:
            item = QListWidgetItem(finding.words)
            item.setData(FIND_DATA, finding)
            self._list.addItem(item)
        if not findings:
            item = QListWidgetItem(_("Nothing found"))
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self._list.addItem(item)
        else:
            self._list.setCurrentRow(0)

    def place_under(self, box: QWidget) -> None:
        lines = min(12, self._list.count())
        corner = box.mapTo(self.parentWidget(), QPoint(0, box.height() + 4))
        width = max(box.width(), min(self._appearance.px(520), self.parentWidget().width() - corner.x() - 16))
        self.setGeometry(corner.x(), corner.y(), width, lines * self._appearance.row_height + 12)
        self.raise_()
        self.show()

    def move_by(self, lines: int) -> None:
        self._list.setCurrentRow(min(self._list.count() - 1, max(0, self._list.currentRow() + lines)))

    def choose_current(self) -> None:
        item = self._list.currentItem()
        if item is not None:
            self._choose(item)

    def _choose(self, item: QListWidgetItem) -> None:
        finding = item.data(FIND_DATA)
        if finding is not None:
            self.chosen.emit(finding)


class FindDelegate(QStyledItemDelegate):
    """Draws one found thing: icon, words, and the detail quietly after them."""

    def __init__(self, appearance: Appearance, parent: QObject):
        super().__init__(parent)
        self._appearance = appearance

    def sizeHint(self, _option, _index) -> QSize:  # type: ignore[no-untyped-def]
        return QSize(0, self._appearance.row_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index) -> None:  # type: ignore[no-untyped-def]
        colours, px = self._appearance.palette, self._appearance.px
        finding: Finding | None = index.data(FIND_DATA)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_soft))
            painter.drawRoundedRect(option.rect, 4, 4)
        room = option.rect.adjusted(px(8), 0, -px(8), 0)
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        if finding is None:
            painter.setPen(QColor(colours.muted))
            painter.drawText(room, middle, index.data())
            painter.restore()
            return
        drawing = pixmap(finding.icon, colours.muted, px(16), painter.device().devicePixelRatioF())
        painter.drawPixmap(room.left(), room.center().y() - px(8) + 1, drawing)
        room.adjust(px(26), 0, 0, 0)
        painter.setPen(QColor(colours.text))
        words = painter.fontMetrics().elidedText(finding.words, Qt.TextElideMode.ElideRight, round(room.width() * 0.65))
        painter.drawText(room, middle, words)
        room.adjust(painter.fontMetrics().horizontalAdvance(words) + px(10), 0, 0, 0)
        painter.setPen(QColor(colours.muted))
        painter.drawText(room, middle, painter.fontMetrics().elidedText(finding.detail, Qt.TextElideMode.ElideRight, room.width()))
        painter.restore()


def draw_key(painter: QPainter, room, keys: str, appearance: Appearance) -> None:  # type: ignore[no-untyped-def]
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


