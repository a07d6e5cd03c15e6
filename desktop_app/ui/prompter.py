"""Questions to the user. The window asks with dialogs; a test or a script answers from a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.language import _

RECORDS_SUFFIX: Final = ".rekod"


@dataclass(frozen=True, slots=True)
class Answer:
    """One button: `key` is what comes back, `label` what it says; the `main` one is what Enter gives."""

    key: str
    label: str
    main: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One question: what has happened in `sentence`, more in `detail`. Esc gives the last answer."""

    sentence: str
    answers: tuple[Answer, ...]
    detail: str = ""


class Prompter(Protocol):
    """Whoever answers. `None` from a file question means that the user thought better of it."""

    def ask(self, question: Question) -> str: ...

    def file_to_open(self, title: str, kinds: str, folder: Path) -> Path | None: ...

    def file_to_save(self, title: str, kinds: str, proposed: Path) -> Path | None: ...

    def choose(
        self, title: str, about: str, headings: Sequence[str], rows: Sequence[Sequence[str]], act: str
    ) -> int | None: ...


class WindowPrompter:
    """Asks with a dialog over `window`."""

    def __init__(self, window: QWidget):
        self._window = window

    def ask(self, question: Question) -> str:
        dialog = QuestionDialog(question, self._window)
        dialog.exec()
        return dialog.answer

    def file_to_open(self, title: str, kinds: str, folder: Path) -> Path | None:
        name, _kind = QFileDialog.getOpenFileName(self._window, title, str(folder), kinds)
        return Path(name) if name else None

    def file_to_save(self, title: str, kinds: str, proposed: Path) -> Path | None:
        name, _kind = QFileDialog.getSaveFileName(self._window, title, str(proposed), kinds)
        if not name:
            return None
        chosen = Path(name)
        return chosen if chosen.suffix else chosen.with_suffix(proposed.suffix)

    def choose(
        self, title: str, about: str, headings: Sequence[str], rows: Sequence[Sequence[str]], act: str
    ) -> int | None:
        dialog = ChoiceDialog(title, about, headings, rows, act, self._window)
        return dialog.line() if dialog.exec() else None


class ChoiceDialog(QDialog):
    """One line of a small table is chosen; the first is the one proposed."""

    def __init__(
        self,
        title: str,
        about: str,
        headings: Sequence[str],
        rows: Sequence[Sequence[str]],
        act: str,
        parent: QWidget | None,
    ):
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setProperty("ground", "surface")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(10)
        column.addWidget(_text(title, strong=True))
        column.addWidget(_text(about))
        self._table = QTableWidget(len(rows), len(headings))
        self._table.setHorizontalHeaderLabels(list(headings))
        self._table.verticalHeader().hide()
        self._table.setShowGrid(False)
        self._table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self._table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self._table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        for line, row in enumerate(rows):
            for place, words in enumerate(row):
                self._table.setItem(line, place, QTableWidgetItem(words))
        self._table.selectRow(0)
        self._table.resizeColumnsToContents()
        self._table.horizontalHeader().setStretchLastSection(True)
        self._table.doubleClicked.connect(lambda _index: self.accept())
        column.addWidget(self._table, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        cancel = QPushButton(_("Cancel"))
        cancel.clicked.connect(self.reject)
        take = QPushButton(act)
        take.setProperty("kind", "main")
        take.setDefault(True)
        take.clicked.connect(self.accept)
        buttons.addWidget(cancel)
        buttons.addWidget(take)
        column.addLayout(buttons)
        self.resize(640, 420)

    def line(self) -> int:
        return self._table.currentRow()


class QuestionDialog(QDialog):
    """A sentence, its detail and the answers as buttons, the main one at the right."""

    def __init__(self, question: Question, parent: QWidget | None):
        super().__init__(parent)
        self.setWindowTitle("Rekod")
        self.setProperty("ground", "surface")
        self.answer = question.answers[-1].key
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(8)
        column.addWidget(_text(question.sentence, strong=True))
        if question.detail:
            column.addWidget(_text(question.detail))
        column.addSpacing(8)
        column.addLayout(self._buttons(question.answers))
        self.setMinimumWidth(420)

    def _buttons(self, answers: Sequence[Answer]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for answer in sorted(answers, key=lambda one: one.main):
            button = QPushButton(answer.label)
            button.setProperty("kind", "main" if answer.main else "")
            button.setDefault(answer.main)
            button.setAutoDefault(True)
            button.clicked.connect(lambda _checked=False, key=answer.key: self._take(key))
            row.addWidget(button)
            if answer.main:
                button.setFocus()
        return row

    def _take(self, key: str) -> None:
        self.answer = key
        self.accept()


def _text(words: str, *, strong: bool = False) -> QLabel:
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setMinimumWidth(372)
    if strong:
        font = label.font()
        font.setBold(True)
        label.setFont(font)
    else:
        label.setProperty("tone", "muted")
    return label
