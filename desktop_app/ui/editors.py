"""The editors of a form and of a table's cells: one for each kind of field, all worked in the same way.

An editor keeps what was typed as it was typed, also where it means nothing yet; `value` says what it means.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from desktop_app.language import _
from desktop_app.records.fields import Field, parsed, shown
from desktop_app.ui.appearance import Appearance
from desktop_app.ui.icons import pixmap

LEAST_LINES: Final = 3
MOST_LINES: Final = 12


@dataclass(frozen=True, slots=True)
class LinkSource:
    """How an editor of a link finds records: by what is typed, and by id.

    `suggest(field, typed)` gives offers with `id`, `title` and `detail`; `title(field, id)` names one.
    """

    suggest: Callable[[Field, str], list[Any]]
    title: Callable[[Field, int], str]


class Editor(QObject):
    """Edits one field in `widget`. `edited` comes with every change made by the user."""

    edited = Signal()
    left = Signal()

    def __init__(self, field: Field, widget: QWidget):
        super().__init__(widget)
        self.field = field
        self.widget = widget
        widget.setAccessibleName(_(field.label))
        if field.help:
            widget.setToolTip(_(field.help))

    def value(self) -> Any:
        """What is meant. Raises NotUnderstood with a sentence where that cannot be said."""
        raise NotImplementedError

    def show_value(self, value: Any) -> None:
        """Show a value of the records, as if nothing had been typed."""
        raise NotImplementedError

    def typed(self) -> Any:
        """What was typed, as it is; `show_typed` takes it up again."""
        raise NotImplementedError

    def show_typed(self, typed: Any) -> None:
        raise NotImplementedError

    def mark(self, *, wrong: bool) -> None:
        """Show by the editor's edge that it holds something wrong; the words stand under it."""
        self.widget.setProperty("state", "wrong" if wrong else "")
        self.widget.style().unpolish(self.widget)
        self.widget.style().polish(self.widget)

    def set_read_only(self, yes: bool) -> None:
        self.widget.setEnabled(not yes)


class LineEdit(QLineEdit):
    """A line that says when it is left, and leaves Ctrl+Z to the window when it has nothing of its own to undo."""

    left = Signal()

    def event(self, event: Any) -> bool:
        if (
            event.type() == event.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Z, Qt.Key.Key_Y)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            own = self.isUndoAvailable() if event.key() == Qt.Key.Key_Z else self.isRedoAvailable()
            if not own:
                event.ignore()
                return False
        return bool(super().event(event))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class TextEditor(Editor):
    """One line: text, number, date, time, e-mail, telephone. Left, it shows what it understood."""

    def __init__(self, field: Field, appearance: Appearance):
        self.line = LineEdit()
        super().__init__(field, self.line)
        if field.right_aligned:
            self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        hint = {"date": _("dd/mm/yyyy"), "time": _("hh:mm")}.get(field.kind, "")
        self.line.setPlaceholderText(hint)
        self.line.textEdited.connect(lambda _text: self.edited.emit())
        self.line.left.connect(self._leave)

    def _leave(self) -> None:
        if self.field.kind in ("date", "time", "number"):
            try:
                meant = shown(self.field, self.value())
            except ValueError:
                meant = self.line.text()
            if meant != self.line.text():
                self.line.setText(meant)
        self.left.emit()

    def value(self) -> Any:
        return parsed(self.field, self.line.text())

    def show_value(self, value: Any) -> None:
        self.line.setText(shown(self.field, value))
        self.line.setCursorPosition(0)

    def typed(self) -> Any:
        return self.line.text()

    def show_typed(self, typed: Any) -> None:
        self.line.setText(str(typed))

    def set_read_only(self, yes: bool) -> None:
        self.line.setReadOnly(yes)


class TextArea(QPlainTextEdit):
    """Grows with its text from a few lines to a dozen; Tab moves on."""

    left = Signal()

    def __init__(self, appearance: Appearance):
        super().__init__()
        self._appearance = appearance
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self.fit())
        self.fit()

    def fit(self) -> None:
        lines = min(MOST_LINES, max(LEAST_LINES, round(self.document().size().height())))
        height = lines * self.fontMetrics().lineSpacing() + self._appearance.px(16)
        if self.height() != height or self.minimumHeight() != height:
            self.setFixedHeight(height)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class LinesEditor(Editor):
    """Several lines of text."""

    def __init__(self, field: Field, appearance: Appearance):
        self.area = TextArea(appearance)
        super().__init__(field, self.area)
        self._quiet = False
        self.area.textChanged.connect(self._tell)
        self.area.left.connect(self.left)

    def _tell(self) -> None:
        if not self._quiet:
            self.edited.emit()

    def value(self) -> Any:
        return parsed(self.field, self.area.toPlainText())

    def show_value(self, value: Any) -> None:
        self.show_typed(value or "")

    def typed(self) -> Any:
        return self.area.toPlainText()

    def show_typed(self, typed: Any) -> None:
        self._quiet = True
        self.area.setPlainText(str(typed))
        self._quiet = False

    def set_read_only(self, yes: bool) -> None:
        self.area.setReadOnly(yes)


class ChoiceBox(QComboBox):
    """A list of choices; the wheel never changes one that is only scrolled past."""

    def __init__(self, appearance: Appearance):
        super().__init__()
        self._appearance = appearance
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        side = self._appearance.px(12)
        arrow = pixmap("down", self._appearance.palette.muted, side, self.devicePixelRatioF())
        painter.drawPixmap(QPoint(self.width() - side - self._appearance.px(6), (self.height() - side) // 2), arrow)
        painter.end()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._appearance.px(60), super().minimumSizeHint().height())


class ChoiceEditor(Editor):
    """One of a closed list."""

    def __init__(self, field: Field, appearance: Appearance):
        self.box = ChoiceBox(appearance)
        super().__init__(field, self.box)
        if not field.required:
            self.box.addItem("", None)
        for code, label in field.choices:
            self.box.addItem(_(label), code)
        self.box.activated.connect(lambda _index: self.edited.emit())
        self.box.currentIndexChanged.connect(self._tell)
        self._quiet = False

    def _tell(self, _index: int) -> None:
        if not self._quiet and self.box.hasFocus():
            self.edited.emit()

    def value(self) -> Any:
        return self.box.currentData()

    def show_value(self, value: Any) -> None:
        self._quiet = True
        index = self.box.findData(value)
        if index < 0 and value is not None:
            self.box.addItem(str(value), value)
            index = self.box.count() - 1
        self.box.setCurrentIndex(index)
        self._quiet = False

    def typed(self) -> Any:
        return self.box.currentData()

    def show_typed(self, typed: Any) -> None:
        self.show_value(typed)


class YesNoEditor(Editor):
    """A tick."""

    def __init__(self, field: Field, appearance: Appearance):
        self.tick = QCheckBox()
        super().__init__(field, self.tick)
        self.tick.clicked.connect(lambda _checked: self.edited.emit())

    def value(self) -> Any:
        return self.tick.isChecked()

    def show_value(self, value: Any) -> None:
        self.tick.setChecked(bool(value))

    def typed(self) -> Any:
        return self.tick.isChecked()

    def show_typed(self, typed: Any) -> None:
        self.tick.setChecked(bool(typed))


def offers_shown(editor: Editor) -> bool:
    """Whether a list of offers stands open under the editor."""
    offered = getattr(editor, "offered", None)
    return offered is not None and bool(offered())


def editor_of(field: Field, appearance: Appearance, links: LinkSource) -> Editor:
    """The editor for a field's kind."""
    if field.kind == "link":
        from desktop_app.ui.link_editor import LinkEditor

        return LinkEditor(field, appearance, links)
    made = {"lines": LinesEditor, "choice": ChoiceEditor, "yes_no": YesNoEditor}.get(field.kind, TextEditor)
    editor: Editor = made(field, appearance)
    if field.read_only:
        editor.set_read_only(True)
    return editor
