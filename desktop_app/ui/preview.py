"""The preview of a document inside the window: its pages, its language, saved as PDF or sent to a printer."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop_app.documents.pages import Pages, Picture
from desktop_app.documents.wording import DOCUMENT_LANGUAGES
from desktop_app.language import _, language
from desktop_app.ui.desk import Desk
from desktop_app.ui.labels import ElidedLabel, button
from desktop_app.ui.preview_pages import PageView, image
from desktop_app.ui.preview_print import PrintJob, ask_printer
from desktop_app.ui.tasks import Progress

Make = Callable[[str, bool], bytes]
"""Makes the PDF in a language ("en", "ms", "both"), as a draft or not. Called off the window's thread."""

ChoosePrinter = Callable[[QWidget, str, int], QPrinter | None]


class Preview(QWidget):
    """A panel that shows one document. `left` is emitted when the user goes back to where it was asked for.

    The language and the draft mark are chosen here, so that the same record prints in either language.
    """

    left = Signal()
    shown = Signal()

    def __init__(self, desk: Desk, choose_printer: ChoosePrinter = ask_printer, parent: QWidget | None = None):
        super().__init__(parent)
        self._desk = desk
        self._choose_printer = choose_printer
        self._make: Make | None = None
        self._title = ""
        self._file_name = ""
        self._pages: Pages | None = None
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._view = PageView(desk.appearance, self)
        self._view.wanted.connect(self._draw)
        self._view.page_changed.connect(self._say_where)
        self._view.zoomed.connect(self._say_where)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for row in self._bars():
            column.addLayout(row)
        column.addWidget(self._view, 1)
        self._keys()
        if (application := QCoreApplication.instance()) is not None:
            application.aboutToQuit.connect(self.clear)

    def open(self, title: str, file_name: str, make: Make, draft: bool = False) -> None:
        """Show the document `make` makes; `title` stands above it, `file_name` is proposed when it is saved."""
        self._make, self._title, self._file_name = make, title, file_name
        self._name.setText(title)
        with QSignalBlocker(self._draft):
            self._draft.setChecked(draft)
        self._view.show_sheets(())
        self.compile()
        self._view.setFocus()

    def compile(self) -> None:
        """Make the document anew, in the language and as the draft chosen; what is shown stays until it is there."""
        if self._make is None:
            return
        make, code, draft = self._make, str(self._languages.currentData()), self._draft.isChecked()

        def work(_progress: Progress) -> Pages:
            return Pages(make(code, draft))

        self._where.setText(_("Preparing the pages…"))
        self._desk.tasks.start(work, self._take, failed=self._fail, key=("preview", id(self)))

    @property
    def pdf(self) -> bytes | None:
        """The document shown, as it would be saved."""
        return self._pages.pdf if self._pages else None

    def save(self) -> None:
        """Save the document as PDF where the user says."""
        if self._pages is None:
            return
        path = self._desk.prompter.file_to_save(
            _("Save as PDF"), _("PDF document (*.pdf)"), Path.home() / self._file_name
        )
        if path is None:
            return
        pdf = self._pages.pdf

        def write(_progress: Progress) -> Path:
            from desktop_app.exchange.whole_file import written_whole

            with written_whole(path) as stream:
                stream.write(pdf)
            return path

        self._desk.tasks.start(write, self._saved, failed=self._desk.say_error)

    def print(self) -> None:
        """Send the document to the printer the user chooses."""
        if self._pages is None:
            return
        printer = self._choose_printer(self, self._title, len(self._pages))
        if printer is not None:
            PrintJob(self._desk.tasks, self._pages.pdf, printer, self._printed, _("Printing"), self).start()

    def clear(self) -> None:
        """Let the document go, so that nothing of it stays in memory once the panel is left."""
        self._view.show_sheets(())
        self._make = None
        if self._pages is not None:
            self._pages.close()
            self._pages = None

    def _bars(self) -> tuple[QHBoxLayout, QHBoxLayout]:
        """What it is and what becomes of it above; how it is made and shown below."""
        appearance, colour = self._desk.appearance, self._desk.appearance.palette.text
        side, space = appearance.px(16), appearance.px(8)
        above, below = QHBoxLayout(), QHBoxLayout()
        above.setContentsMargins(side, appearance.px(10), side, 0)
        below.setContentsMargins(side, appearance.px(6), side, appearance.px(8))
        above.setSpacing(space)
        below.setSpacing(space)
        back = button(_("Back"), kind="quiet", picture="left", colour=colour, keys="Esc")
        back.clicked.connect(self._leave)
        self._name = ElidedLabel("", appearance, size=15, bold=True)
        save = button(_("Save as PDF"), keys="Ctrl+S")
        save.clicked.connect(self.save)
        printing = button(_("Print"), kind="main", keys="Ctrl+P")
        printing.clicked.connect(self.print)
        above.addWidget(back)
        above.addWidget(self._name, 1)
        above.addWidget(save)
        above.addWidget(printing)
        self._languages = QComboBox()
        for code, name in DOCUMENT_LANGUAGES.items():
            self._languages.addItem(_(name), code)
        self._languages.setCurrentIndex(self._languages.findData(language()))
        self._languages.setAccessibleName(_("Language of the document"))
        self._languages.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._languages.currentIndexChanged.connect(self._choose)
        self._draft = QCheckBox(_("Draft"))
        self._draft.setToolTip(_("Also print what is still in doubt, and mark every page as a draft"))
        self._draft.toggled.connect(self._choose)
        smaller = button(_("Smaller"), kind="icon", picture="minus", colour=colour, keys="Ctrl+-")
        smaller.clicked.connect(self._zoom_out)
        larger = button(_("Larger"), kind="icon", picture="plus", colour=colour, keys="Ctrl++")
        larger.clicked.connect(self._zoom_in)
        fit = button(_("Fit width"), kind="quiet", keys="Ctrl+0")
        fit.clicked.connect(self._fit)
        self._where = QLabel()
        self._where.setProperty("tone", "muted")
        below.addWidget(self._languages)
        below.addWidget(self._draft)
        below.addStretch(1)
        for widget in (self._where, smaller, larger, fit):
            below.addWidget(widget)
        return above, below

    def _keys(self) -> None:
        for keys, act in (
            (QKeySequence.StandardKey.Print, self.print),
            (QKeySequence.StandardKey.Save, self.save),
            (QKeySequence.StandardKey.ZoomIn, self._zoom_in),
            (QKeySequence.StandardKey.ZoomOut, self._zoom_out),
            (QKeySequence("Ctrl+0"), self._fit),
            (QKeySequence("Esc"), self._leave),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _choose(self, _what: object) -> None:
        self.compile()

    def _zoom_in(self) -> None:
        self._view.zoom_by(1)

    def _zoom_out(self) -> None:
        self._view.zoom_by(-1)

    def _fit(self) -> None:
        self._view.zoom(None)

    def _leave(self) -> None:
        self.left.emit()

    def _take(self, pages: Pages) -> None:
        earlier, self._pages = self._pages, pages
        if earlier is not None:
            earlier.close()
        self._view.show_sheets(pages.sizes)
        self._say_where()
        self.shown.emit()

    def _fail(self, error: BaseException) -> None:
        self._where.setText("")
        self._desk.say_error(error)

    def _draw(self, page: int, width: int) -> None:
        pages = self._pages
        if pages is None:
            return

        def drawn(picture: Picture) -> None:
            if pages is self._pages:
                self._view.take(page, width, image(picture))

        self._desk.tasks.start(
            lambda _progress: pages.picture(page, width), drawn, failed=self._late(pages), key=("page", id(self), page)
        )

    def _late(self, pages: Pages) -> Callable[[BaseException], None]:
        """A page of a document that has been closed since is of no interest; any other error is."""

        def failed(error: BaseException) -> None:
            if pages is self._pages:
                raise error

        return failed

    def _say_where(self, _page: int = 0) -> None:
        if self._view.count:
            page, count = self._view.page + 1, self._view.count
            where = _("Page {page} of {count}").format(page=page, count=count)
            self._where.setText(f"{where}  ·  {self._view.shown_percent()} %")

    def _saved(self, path: Path) -> None:
        self._desk.say("good", _("Saved as {name}.").format(name=path.name))

    def _printed(self, error: BaseException | None) -> None:
        if error is None:
            self._desk.say("good", _("{title} was sent to the printer.").format(title=self._title))
        else:
            self._desk.say("wrong", _("The printer did not take the document. Check that it is on, then print again."))
