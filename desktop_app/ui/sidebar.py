"""The places of the window, at its left: a name, what waits there, and the file's own menu at the top."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QMenu, QPushButton, QSizePolicy, QVBoxLayout

from desktop_app.language import _
from desktop_app.ui.appearance import Appearance
from desktop_app.ui.icons import pixmap
from desktop_app.ui.pages import Place

WIDE = 188
NARROW = 52


class PlaceButton(QAbstractButton):
    """One place; the current one lies on a soft ground. Without room for words it shows its icon only."""

    def __init__(self, place: Place, appearance: Appearance):
        super().__init__()
        self.place = place
        self._appearance = appearance
        self._count: int | None = None
        self.setCheckable(True)
        self.setText(_(place.label))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(_(place.label))
        self.show_count(None)

    def show_count(self, count: int | None) -> None:
        """Show how many records the place holds, or how many things wait there."""
        self._count = count
        name = _(self.place.label)
        self.setAccessibleName(name if count is None else f"{name}, {count}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._appearance.px(160), self._appearance.px(32))

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours, px = self._appearance.palette, self._appearance.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_soft if self.isChecked() else colours.line))
            painter.drawRoundedRect(ground, 6, 6)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground, 6, 6)
        ink = colours.accent if self.isChecked() else colours.text
        side = px(16)
        narrow = self.width() < px(90)
        left = (self.width() - side) // 2 if narrow else px(10)
        drawing = pixmap(
            self.place.icon, colours.accent if self.isChecked() else colours.muted, side, self.devicePixelRatioF()
        )
        painter.drawPixmap(left, (self.height() - side) // 2, drawing)
        if not narrow:
            self._paint_words(painter, ink, left + side + px(10))
        painter.end()

    def _paint_words(self, painter: QPainter, ink: str, left: int) -> None:
        px = self._appearance.px
        room = self.rect().adjusted(left, 0, -px(10), 0)
        painter.setFont(self._appearance.font(13, bold=self.isChecked()))
        if self._count is not None:
            painter.setPen(QColor(ink if self.isChecked() else self._appearance.palette.muted))
            words = f"{self._count:,}"
            painter.drawText(room, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), words)
            room.adjust(0, 0, -painter.fontMetrics().horizontalAdvance(words) - px(8), 0)
        painter.setPen(QColor(ink))
        name = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), name)


class FileButton(QPushButton):
    """The program's name; pressed, it opens the file menu."""

    def __init__(self, appearance: Appearance):
        super().__init__("Rekod")
        self._appearance = appearance
        self.setProperty("kind", "file")

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.width() >= self._appearance.px(90):
            super().paintEvent(event)
        painter = QPainter(self)
        side = self._appearance.px(12)
        arrow = pixmap("down", self._appearance.palette.muted, side, self.devicePixelRatioF())
        painter.drawPixmap(self.width() - side - self._appearance.px(10), (self.height() - side) // 2, arrow)
        painter.end()


class Sidebar(QFrame):
    """Says which place the user chose; arrow keys move through the places."""

    place_chosen = Signal(str)

    def __init__(self, places: tuple[Place, ...], file_menu: QMenu, appearance: Appearance):
        super().__init__()
        self.setProperty("line", "right")
        self.setAccessibleName(_("Places"))
        self._appearance = appearance
        self._group = QButtonGroup(self)
        self._buttons: dict[str, PlaceButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(2)
        self._file = FileButton(appearance)
        self._file.setMenu(file_menu)
        self._file.setAccessibleName(_("File menu"))
        self._file.setToolTip(_("Open, save a copy, restore a backup"))
        column.addWidget(self._file)
        column.addSpacing(4)
        for place in places:
            if place.at_foot:
                continue
            column.addWidget(self._button(place))
        column.addStretch(1)
        for place in places:
            if place.at_foot:
                column.addWidget(self._button(place))
        self.narrow(False)

    def _button(self, place: Place) -> PlaceButton:
        made = PlaceButton(place, self._appearance)
        made.clicked.connect(lambda _checked=False, name=place.name: self.place_chosen.emit(name))
        self._group.addButton(made)
        self._buttons[place.name] = made
        return made

    def narrow(self, yes: bool) -> None:
        """Show icons only, where the window is small."""
        px = self._appearance.px
        self.setFixedWidth(NARROW if yes else px(WIDE))

    def show_current(self, name: str) -> None:
        self._buttons[name].setChecked(True)

    def show_counts(self, counts: dict[str, int]) -> None:
        """`counts` by place name; a place that is not in it shows none."""
        for name, made in self._buttons.items():
            made.show_count(counts.get(name))
