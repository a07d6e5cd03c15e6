"""What is shown when no file is open: three ways to begin, and the files opened of late."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.language import LANGUAGES, _, language
from desktop_app.ui.appearance import Appearance
from desktop_app.ui.icons import pixmap
from desktop_app.ui.labels import button, plain


class WayButton(QAbstractButton):
    """One way to begin: an icon, what it does, and a quieter line that says more."""

    def __init__(self, picture: str, words: str, detail: str, appearance: Appearance):
        super().__init__()
        self._picture = picture
        self._detail = detail
        self._appearance = appearance
        self.setText(words)
        self.setAccessibleName(words)
        self.setAccessibleDescription(detail)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._appearance.px(300), self._appearance.px(58))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours, px = self._appearance.palette, self._appearance.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hot = self.underMouse() or self.isDown()
        painter.setPen(QPen(QColor(colours.accent if self.hasFocus() else colours.line), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(colours.accent_soft if hot else colours.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        side = px(20)
        picture = pixmap(self._picture, colours.accent, side, self.devicePixelRatioF())
        painter.drawPixmap(px(16), (self.height() - side) // 2, picture)
        room = self.rect().adjusted(px(52), px(9), -px(12), -px(9))
        painter.setFont(self._appearance.font(13, bold=True))
        painter.setPen(QColor(colours.text))
        left = Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, int(left | Qt.AlignmentFlag.AlignTop), self.text())
        painter.setFont(self._appearance.font(12))
        painter.setPen(QColor(colours.muted))
        detail = painter.fontMetrics().elidedText(self._detail, Qt.TextElideMode.ElideMiddle, room.width())
        painter.drawText(room, int(left | Qt.AlignmentFlag.AlignBottom), detail)
        painter.end()


class StartPage(QWidget):
    """Says which way to begin was taken."""

    open_pressed = Signal()
    new_pressed = Signal()
    sample_pressed = Signal()
    recent_chosen = Signal(object)
    language_chosen = Signal(str)
    look_pressed = Signal()

    def __init__(self, recent: Sequence[Path], appearance: Appearance):
        super().__init__()
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._appearance = appearance
        inside = QWidget()
        inside.setProperty("ground", "window")
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.notices = QVBoxLayout()
        whole.addLayout(self.notices)
        whole.addWidget(area, 1)
        whole.addLayout(self._foot())
        middle = QHBoxLayout(inside)
        middle.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(8)
        middle.addLayout(column, 8)
        middle.addStretch(1)
        column.addStretch(2)
        self._fill(column, recent)
        column.addStretch(3)

    def _fill(self, column: QVBoxLayout, recent: Sequence[Path]) -> None:
        appearance = self._appearance
        column.addWidget(plain("Rekod", appearance, size=26, bold=True))
        about = _("Events, the people and organisations in them, attendance and evaluations, in one file of your own.")
        words = plain(about, appearance, tone="muted", wrap=True)
        words.setMaximumWidth(appearance.px(620))
        column.addWidget(words)
        column.addSpacing(16)
        ways = (
            ("open", _("Open a records file"), _("Go on with the office's records  ·  Ctrl+O"), self.open_pressed),
            ("file", _("New records file"), _("Begin with an empty file  ·  Ctrl+N"), self.new_pressed),
            ("sample", _("Sample records"), _("Eleven events to look at and try things on"), self.sample_pressed),
        )
        for picture, name, detail, signal in ways:
            way = WayButton(picture, name, detail, appearance)
            way.setMaximumWidth(appearance.px(620))
            way.clicked.connect(signal)
            column.addWidget(way)
        self.first = column.itemAt(column.count() - 3).widget()
        if recent:
            column.addSpacing(16)
            column.addWidget(plain(_("Recently opened"), appearance, size=12, bold=True, tone="muted"))
        for file in recent[:5]:
            known = WayButton("restore", file.name, str(file.parent), appearance)
            known.setMaximumWidth(appearance.px(620))
            known.clicked.connect(lambda _checked=False, chosen=file: self.recent_chosen.emit(chosen))
            column.addWidget(known)

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 16, 12)
        row.setSpacing(6)
        for code, name in LANGUAGES.items():
            chip = button(name, kind="chip")
            chip.setCheckable(True)
            chip.setChecked(code == language())
            chip.clicked.connect(lambda _checked=False, chosen=code: self.language_chosen.emit(chosen))
            row.addWidget(chip)
        row.addStretch(1)
        other = _("Light") if self._appearance.palette.name == "dark" else _("Dark")
        look = button(other, kind="chip")
        look.clicked.connect(self.look_pressed)
        row.addWidget(look)
        return row
