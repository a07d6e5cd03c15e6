"""The pages of a document, one under the other on the window's ground, drawn as they come into sight."""

from collections import OrderedDict
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from desktop_app.documents.pages import POINTS_PER_INCH, Picture
from desktop_app.ui.appearance import Appearance

GAP: Final = 16
SCREEN_INCH: Final = 96
MOST_KEPT: Final = 12
STEPS: Final = (50, 67, 80, 100, 125, 150, 200, 300)
"""Sizes to choose among, in percent of the paper."""


def image(picture: Picture) -> QImage:
    """A drawn page as Qt shows it; it keeps its own copy."""
    return QImage(picture.content, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32).copy()


class PageView(QAbstractScrollArea):
    """Shows white sheets at once and asks for their pictures with `wanted(page, width)`; `take` brings one."""

    wanted = Signal(int, int)
    page_changed = Signal(int)
    zoomed = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None):
        super().__init__(parent)
        self._appearance = appearance
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._images: OrderedDict[tuple[int, int], QImage] = OrderedDict()
        self._asked: set[tuple[int, int]] = set()
        self._percent: int | None = None
        self._page = 0
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def show_sheets(self, sizes: tuple[tuple[float, float], ...]) -> None:
        """Show sheets of these sizes in points, the first at the top unless a document of as many was shown before."""
        same = len(sizes) == len(self._sizes)
        place = self.verticalScrollBar().value() if same else 0
        self._sizes, self._asked = sizes, set()
        self._images.clear()
        self._settle()
        self.verticalScrollBar().setValue(place)
        self._scrolled()
        self.viewport().update()

    @property
    def count(self) -> int:
        """How many pages are shown."""
        return len(self._sizes)

    @property
    def page(self) -> int:
        """The page at the middle of the view, from 0."""
        return self._page

    @property
    def percent(self) -> int | None:
        """The size chosen, in percent of the paper; None: as wide as the view."""
        return self._percent

    def shown_percent(self) -> int:
        """The size shown now."""
        return round(100 * self._scale() * POINTS_PER_INCH / SCREEN_INCH)

    def zoom(self, percent: int | None) -> None:
        """Show the pages at `percent` of the paper, or as wide as the view; the page in sight stays in sight."""
        page = self._page
        self._percent = percent
        self._settle()
        self.show_page(page)
        self.viewport().update()
        self.zoomed.emit()

    def zoom_by(self, steps: int) -> None:
        """One size larger or smaller than what is shown."""
        now = self.shown_percent()
        larger = [percent for percent in STEPS if percent > now + 1]
        smaller = [percent for percent in STEPS if percent < now - 1]
        if steps > 0 and larger:
            self.zoom(larger[0])
        elif steps < 0 and smaller:
            self.zoom(smaller[-1])

    def show_page(self, page: int) -> None:
        """Bring the top of a page to the top of the view; a page that is not there is the nearest that is."""
        if self._sizes:
            page = min(max(page, 0), len(self._sizes) - 1)
            self.verticalScrollBar().setValue(self._tops()[page] - GAP)

    def take(self, page: int, width: int, picture: QImage) -> None:
        """The picture of a page, `width` device pixels wide, has been drawn."""
        self._asked.discard((page, width))
        self._images[page, width] = picture
        while len(self._images) > MOST_KEPT:
            self._images.popitem(last=False)
        self.viewport().update()

    def device_width(self, page: int) -> int:
        """How many of the screen's own pixels the page is wide now."""
        return round(self._rect(page).width() * self.devicePixelRatioF())

    def _scale(self) -> float:
        """Logical pixels a point."""
        if self._percent is not None:
            return self._percent / 100 * SCREEN_INCH / POINTS_PER_INCH
        widest = max((across for across, _down in self._sizes), default=1.0)
        return max(120, min(self.viewport().width() - 2 * GAP, self._appearance.px(1100))) / widest

    def _tops(self) -> list[int]:
        tops, at = [], GAP
        for _across, down in self._sizes:
            tops.append(at)
            at += round(down * self._scale()) + GAP
        return tops

    def _rect(self, page: int) -> QRect:
        """Where a page lies on the long sheet of all pages."""
        scale, (across, down) = self._scale(), self._sizes[page]
        width = round(across * scale)
        left = max(GAP, (self.viewport().width() - width) // 2)
        return QRect(left, self._tops()[page], width, round(down * scale))

    def _settle(self) -> None:
        scale, view = self._scale(), self.viewport().size()
        high = sum(round(down * scale) + GAP for _across, down in self._sizes) + GAP
        wide = max((round(across * scale) for across, _down in self._sizes), default=0) + 2 * GAP
        vertical, horizontal = self.verticalScrollBar(), self.horizontalScrollBar()
        vertical.setRange(0, max(0, high - view.height()))
        vertical.setPageStep(view.height())
        vertical.setSingleStep(self._appearance.px(40))
        horizontal.setRange(0, max(0, wide - view.width()))
        horizontal.setPageStep(view.width())

    def _scrolled(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        page = sum(1 for top in self._tops()[1:] if top <= middle)
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)
        self.viewport().update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = self._appearance.palette
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(palette.window))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        offset = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        for page in range(len(self._sizes)):
            sheet = self._rect(page).translated(-offset)
            if sheet.bottom() < 0 or sheet.top() > self.viewport().height():
                continue
            painter.fillRect(sheet, QColor("#FFFFFF"))
            if (picture := self._picture(page)) is not None:
                painter.drawImage(sheet, picture)
            painter.setPen(QPen(QColor(palette.line)))
            painter.drawRect(sheet.adjusted(0, 0, -1, -1))
        painter.end()

    def _picture(self, page: int) -> QImage | None:
        """The page's picture; while the right size is drawn, another size stands in."""
        wanted = (page, self.device_width(page))
        if wanted in self._images:
            self._images.move_to_end(wanted)
            return self._images[wanted]
        if wanted not in self._asked:
            self._asked.add(wanted)
            self.wanted.emit(*wanted)
        return next((kept for (number, _width), kept in reversed(self._images.items()) if number == page), None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        page = self._page
        self._settle()
        if self._percent is None and event.oldSize().width() != event.size().width():
            self.show_page(page)
            self.zoomed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        if event.key() == Qt.Key.Key_PageDown:
            self.show_page(self._page + 1)
        elif event.key() == Qt.Key.Key_PageUp:
            self.show_page(self._page - 1)
        elif event.key() == Qt.Key.Key_Home:
            bar.setValue(0)
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        elif event.key() == Qt.Key.Key_Space:
            bar.setValue(bar.value() + round(bar.pageStep() * 0.9))
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.viewport().update()
