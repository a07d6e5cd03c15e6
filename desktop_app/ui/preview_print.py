"""Sends the pages of a document to a printer, drawn band by band at the printer's own resolution."""

from collections.abc import Callable, Iterator
from typing import Final

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from desktop_app.documents.pages import Pages, Picture
from desktop_app.ui.preview_pages import image
from desktop_app.ui.tasks import Tasks

FINEST: Final = 600
"""Dots an inch beyond which paper shows no difference, and a page takes half a gigabyte."""

BAND: Final = 512
"""Rows drawn at a time, so that the window is never held up."""


def ask_printer(window: QWidget, title: str, pages: int) -> QPrinter | None:
    """The printer and the pages the user chooses, or None. The paper is A4 until the user says otherwise."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    dialog = QPrintDialog(printer, window)
    dialog.setMinMax(1, pages)
    return printer if dialog.exec() == QDialog.DialogCode.Accepted else None


class PrintJob(QObject):
    """Prints a PDF on `printer`, the drawing off the window's thread; calls `done(None)` or `done(error)` once."""

    def __init__(
        self,
        tasks: Tasks,
        pdf: bytes,
        printer: QPrinter,
        done: Callable[[BaseException | None], None],
        title: str,
        parent: QObject,
    ):
        super().__init__(parent)
        self._tasks = tasks
        self._pages = Pages(pdf)
        self._printer = printer
        self._done = done
        self._title = title
        printer.setFullPage(True)
        self._paper = printer.pageLayout().fullRectPixels(printer.resolution())
        self._width = min(self._paper.width(), round(self._paper.width() * FINEST / printer.resolution()))
        self._bands = self._every_band()
        self._painter = QPainter()
        self._page: int | None = None

    def start(self) -> None:
        """Begin; a printer that takes no job is an OSError."""
        if not self._painter.begin(self._printer):
            self._end(OSError("the printer takes no document"))
            return
        self._next()

    def _every_band(self) -> Iterator[tuple[int, int, int]]:
        first = max(self._printer.fromPage(), 1) - 1
        last = min(self._printer.toPage() or len(self._pages), len(self._pages))
        for page in range(first, last):
            height = self._pages.height(page, self._width)
            for top in range(0, height, BAND):
                yield page, top, min(BAND, height - top)

    def _next(self) -> None:
        band = next(self._bands, None)
        if band is None:
            self._painter.end()
            self._end(None)
            return
        page, top, height = band
        pages, width = self._pages, self._width
        self._tasks.start(
            lambda _progress: pages.band(page, width, top, height),
            lambda picture: self._put(page, top, picture),
            title=self._title,
            failed=self._fail,
        )

    def _put(self, page: int, top: int, picture: Picture) -> None:
        if self._page is not None and page != self._page:
            self._printer.newPage()
        self._page = page
        scale = self._paper.width() / self._width
        # From edge to edge of neighbouring bands, rounded once, so that no white hairline lies between them.
        upper, lower = round(top * scale), round((top + picture.height) * scale)
        self._painter.drawImage(QRect(QPoint(0, upper), QPoint(self._paper.width() - 1, lower - 1)), image(picture))
        self._next()

    def _fail(self, error: BaseException) -> None:
        self._painter.end()
        self._printer.abort()
        self._end(error)

    def _end(self, error: BaseException | None) -> None:
        self._pages.close()
        self._done(error)
        self.deleteLater()
