"""Find anything and run any command (Ctrl+K): a box in the top bar, and what it found in a list under it."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit

from desktop_app.language import _
from desktop_app.ui.appearance import Appearance
from desktop_app.ui.icons import icon
from desktop_app.ui.popup_list import Offer, PopupList, draw_key

PAUSE = 60


class FindBox(QLineEdit):
    """Says what is being looked for; the window answers with `show_offers`."""

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
        self._list: PopupList | None = None

    def show_offers(self, offers: list[Offer]) -> None:
        """Show what was found under the box; nothing found is said in words."""
        if not self.hasFocus():
            return
        if self._list is None:
            self._list = PopupList(self._appearance, self.window())
            self._list.chosen.connect(self._open)
        self._list.show_offers(offers)
        self._list.place_under(self)

    def offered(self) -> list[str]:
        """What stands in the list under the box; nothing while it is closed."""
        return self._list.words() if self._list is not None and self._list.isVisible() else []

    def close_list(self) -> None:
        if self._list is not None:
            self._list.hide()

    def _ask(self) -> None:
        if self.text().strip():
            self.asked.emit(self.text().strip())
        else:
            self.close_list()

    def _open(self, offer: Offer) -> None:
        self.clear()
        self.close_list()
        offer.take()

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

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        QTimer.singleShot(0, self._close_if_left)

    def _close_if_left(self) -> None:
        if not self.hasFocus():
            self.close_list()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        words = self.fontMetrics().horizontalAdvance(self.placeholderText())
        if not self.text() and words + self._appearance.px(100) < self.width():
            painter = QPainter(self)
            draw_key(painter, self.rect().adjusted(0, 0, -8, 0), "Ctrl K", self._appearance)
            painter.end()
