"""The bar over the pages: find anything, undo with the step's name, print, and the page's one main button."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from desktop_app.language import _
from desktop_app.ui.appearance import Appearance
from desktop_app.ui.find_box import FindBox
from desktop_app.ui.labels import button

LONGEST = 30


class TopBar(QFrame):
    """Says what was pressed; the window decides what it means."""

    undo_pressed = Signal()
    redo_pressed = Signal()
    steps_pressed = Signal(QPoint)
    print_pressed = Signal()
    main_pressed = Signal()

    def __init__(self, appearance: Appearance):
        super().__init__()
        self.setProperty("line", "below")
        self.setProperty("ground", "surface")
        self._appearance = appearance
        muted = appearance.palette.muted
        self.setFixedHeight(appearance.px(48))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        self.find_box = FindBox(appearance)
        row.addWidget(self.find_box, 3)
        row.addStretch(2)
        self._undo = button(_("Undo"), picture="undo", colour=muted, keys="Ctrl+Z")
        self._undo.clicked.connect(self.undo_pressed)
        self._redo = button(_("Redo"), picture="redo", colour=muted, keys="Ctrl+Shift+Z")
        self._redo.clicked.connect(self.redo_pressed)
        self._steps = button(_("Steps that can be undone"), kind="icon", picture="down", colour=muted)
        self._steps.clicked.connect(self._ask_for_steps)
        self._print = button(_("Print"), picture="print", colour=muted, keys="Ctrl+P")
        self._print.clicked.connect(self.print_pressed)
        self._main = button("", kind="main")
        self._main.setObjectName("main")
        self._main.clicked.connect(self.main_pressed)
        for made in (self._undo, self._steps, self._redo, self._print, self._main):
            row.addWidget(made)
        self.show_steps(None, None)
        self.show_main(None)
        self.show_print(False)

    def show_steps(self, undo: str | None, redo: str | None) -> None:
        """Name the step that Undo would take back and the one that Redo would bring again; None: there is none."""
        _name(self._undo, _("Undo"), undo, "Ctrl+Z")
        _name(self._redo, _("Redo"), redo, "Ctrl+Shift+Z")
        self._undo.setEnabled(undo is not None)
        self._steps.setEnabled(undo is not None or redo is not None)
        self._redo.setVisible(redo is not None)

    def undo_words(self) -> str:
        """What the undo button would take back, in full."""
        return self._undo.accessibleName()

    def show_main(self, words: str | None, *, enabled: bool = True) -> None:
        self._main.setVisible(words is not None)
        self._main.setEnabled(enabled)
        self._main.setText(words or "")
        self._main.setAccessibleName(words or "")
        self._main.setToolTip(f"{words}  (Ctrl+N)" if words else "")

    def show_print(self, possible: bool) -> None:
        self._print.setEnabled(possible)

    def _ask_for_steps(self) -> None:
        self.steps_pressed.emit(self._undo.mapToGlobal(QPoint(0, self._undo.height() + 4)))


def _name(made: QPushButton, verb: str, step: str | None, keys: str) -> None:
    whole = verb if not step else _("{verb}: {step}").format(verb=verb, step=step)
    shown = whole if len(whole) <= LONGEST else f"{whole[: LONGEST - 1].rstrip()}…"
    made.setText(f" {shown}".replace("&", "&&"))
    made.setAccessibleName(whole)
    made.setToolTip(f"{whole}  ({keys})")
    made.setCursor(Qt.CursorShape.ArrowCursor)
