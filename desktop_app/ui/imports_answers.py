"""A file of answers to a form: which event and phase it is of, its columns as questions, answers off their scale."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.evaluation.scales import POINTS, ScaleFamily
from desktop_app.exchange.importing import ReadFile
from desktop_app.exchange.responses import QuestionPlan, ResponsesPlan
from desktop_app.language import _, language, ngettext
from desktop_app.records.fields import Field, NotUnderstood
from desktop_app.records.lists import PHASES, QUESTION_KINDS, label
from desktop_app.ui.desk import Desk
from desktop_app.ui.editors import ChoiceBox, editor_of
from desktop_app.ui.labels import plain
from desktop_app.ui.link_editor import LinkEditor
from desktop_app.ui.link_source import link_source
from desktop_app.ui.review_people import ShownRow
from desktop_app.ui.table_model import Column, TableModel
from desktop_app.ui.table_view import TableView

MOST_LINES = 10
"""Questions shown at once; a longer form is scrolled."""
MOST_ROWS_TOLD = 6


@dataclass(slots=True)
class Answers:
    """What was decided about a file of answers so far: kept while the form is put away and shown again."""

    questions: list[QuestionPlan] = field(repr=False)
    event_id: int | None = None
    phase: str = "after"


class AnswersForm(QWidget):
    """Writes what is decided into `answers`; `ready` comes when Enter says that the event is chosen."""

    ready = Signal()

    def __init__(self, desk: Desk, found: ReadFile, answers: Answers):
        super().__init__()
        self.desk = desk
        self._found = found
        self.answers = answers
        self.pickers: list[tuple[QuestionPlan, str, QComboBox]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(desk.appearance.px(8))
        self._add_event()
        self._add_table()
        self._add_off_scale()
        self.sentence = plain("", desk.appearance, bold=True, wrap=True)
        self._column.addSpacing(desk.appearance.px(4))
        self._column.addWidget(self.sentence)
        self._tell()

    def _add_event(self) -> None:
        appearance, px = self.desk.appearance, self.desk.appearance.px
        self._column.addWidget(plain(_("Which event are these answers about?"), appearance, bold=True))
        wanted = Field("event_id", _("Event"), "link", to="event", required=True)
        editor = editor_of(wanted, appearance, link_source(self.desk.file))
        assert isinstance(editor, LinkEditor)
        self.link = editor
        editor.show_value(self.answers.event_id)
        editor.line.setAccessibleName(_("Event"))
        editor.line.returnPressed.connect(self._entered)
        editor.edited.connect(self._tell)
        editor.left.connect(self._tell)
        self.phase = ChoiceBox(appearance)
        self.phase.setAccessibleName(_("Phase"))
        for code, _words in PHASES:
            self.phase.addItem(label(PHASES, code), code)
        self.phase.setCurrentIndex(self.phase.findData(self.answers.phase))
        self.phase.currentIndexChanged.connect(self._tell)
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(4))
        grid.setColumnStretch(0, 1)
        for place, (words, widget) in enumerate(((_("Event"), editor.widget), (_("Phase"), self.phase))):
            above = plain(words, appearance, tone="muted")
            above.setBuddy(widget)
            grid.addWidget(above, 0, place)
            grid.addWidget(widget, 1, place)
        self._column.addLayout(grid)

    def _add_table(self) -> None:
        appearance, px = self.desk.appearance, self.desk.appearance.px
        count = len(self.answers.questions)
        words = ngettext("{count} question", "{count} questions", count).format(count=count)
        self._column.addSpacing(px(8))
        self._column.addWidget(plain(words, appearance, bold=True))
        self.model = TableModel(_columns(), self._rows, self)
        self.table = TableView(appearance)
        self.table.setAccessibleName(_("Questions"))
        self.table.header.setSectionsClickable(False)
        self.table.header.may_hide = False
        self.model.show_ids(array("q", range(count)))
        self.table.show_model(self.model, QByteArray())
        self.table.entered_record.connect(self._go_to_off_scale)
        self.table.setFixedHeight(appearance.row_height * (min(count, MOST_LINES) + 1) + px(2))
        self._column.addWidget(self.table)

    def _rows(self, places: Sequence[int]) -> list[ShownRow]:
        return [_row(place, self.answers.questions[place]) for place in places]

    def _add_off_scale(self) -> None:
        if not any(one.unknown for one in self.answers.questions):
            return
        appearance, px = self.desk.appearance, self.desk.appearance.px
        self._column.addSpacing(px(8))
        self._column.addWidget(plain(_("Answers off the scale"), appearance, bold=True))
        note = _("They are kept in their own words and counted in no average, unless you give them a point.")
        self._column.addWidget(plain(note, appearance, size=12, tone="muted", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(6))
        grid.setColumnStretch(0, 1)
        for question in self.answers.questions:
            for given, rows in question.unknown.items():
                assert question.family is not None
                picker = self._picker(question, question.family, given)
                told = plain(_off_words(question, given, rows), appearance, wrap=True)
                told.setBuddy(picker)
                line = grid.rowCount()
                grid.addWidget(told, line, 0)
                grid.addWidget(picker, line, 1)
                self.pickers.append((question, given, picker))
        self._column.addLayout(grid)

    def _picker(self, question: QuestionPlan, family: ScaleFamily, given: str) -> QComboBox:
        picker = ChoiceBox(self.desk.appearance)
        picker.setAccessibleName(_("The point that “{answer}” means").format(answer=given))
        picker.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        picker.addItem(_("Keep the words"), None)
        for at, words in zip(POINTS, _wording(family), strict=True):
            picker.addItem(_("{point} – {words}").format(point=at, words=words), at)
        picker.setCurrentIndex(max(0, picker.findData(question.settled.get(given))))
        picker.currentIndexChanged.connect(lambda _index: self._settle(question, given, picker.currentData()))
        return picker

    def _settle(self, question: QuestionPlan, given: str, at: int | None) -> None:
        if at is None:
            question.settled.pop(given, None)
        else:
            question.settled[given] = at
        self.model.forget_rows()

    def _go_to_off_scale(self, place: int) -> None:
        """Enter on a question goes to its first answer off the scale, where it has one."""
        question = self.answers.questions[place]
        for one, _given, picker in self.pickers:
            if one is question:
                picker.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    # what is decided

    def _event_now(self) -> int | None:
        try:
            chosen = self.link.value()
        except NotUnderstood:
            return None
        return chosen if isinstance(chosen, int) else None

    def _tell(self, *_changed: Any) -> None:
        self.answers.event_id = self._event_now()
        self.answers.phase = self.phase.currentData()
        plan = self._plan()
        self.sentence.setText(plan.sentence() if plan is not None else "")
        self.sentence.setVisible(plan is not None)

    def _plan(self) -> ResponsesPlan | None:
        answers = self.answers
        if answers.event_id is None:
            return None
        found, title = self._found, self.link.line.text().strip()
        return ResponsesPlan(
            found.reading, found.sha256, found.path.name, answers.event_id, title, answers.phase, answers.questions
        )

    def plan(self) -> ResponsesPlan:
        """What importing would write. Raises NotUnderstood with a sentence where the event is missing."""
        self._tell()
        plan = self._plan()
        if plan is None:
            self.link.value()
            raise NotUnderstood(_("Type the name of the event and choose it from the list."))
        return plan

    def _entered(self) -> None:
        self._tell()
        if self.answers.event_id is not None:
            self.ready.emit()

    def main_words(self) -> str:
        """What the button that imports says."""
        count = len(self._found.reading.rows)
        return ngettext("Import {count} form", "Import {count} forms", count).format(count=f"{count:,}")


def _columns() -> tuple[Column, ...]:
    return (
        Column("question", _("Question"), 320, kept=True),
        Column("kind", _("Kind"), 110, kept=True),
        Column("scale", _("Scale or choices"), 200),
        Column("off", _("Off the scale"), 110, kept=True, tone=lambda row: row.values["tone"]),
    )


def _row(place: int, question: QuestionPlan) -> ShownRow:
    left = sum(len(rows) for given, rows in question.unknown.items() if given not in question.settled)
    settled = bool(question.settled)
    off = _("settled") if settled else ""
    if left:
        off = ngettext("{count} answer", "{count} answers", left).format(count=left)
    scale = ", ".join(question.choices)
    if question.family is not None:
        first, last = _wording(question.family)[0], _wording(question.family)[-1]
        scale = _("1 {worst} to 5 {best}").format(worst=first, best=last)
    return ShownRow(
        place,
        {"tone": "doubt" if left else "good" if settled else ""},
        {"question": question.text, "kind": label(QUESTION_KINDS, question.kind), "scale": scale, "off": off},
    )


def _wording(family: ScaleFamily) -> tuple[str, ...]:
    return family.ms if language() == "ms" else family.en


def _off_words(question: QuestionPlan, given: str, rows: Sequence[int]) -> str:
    """ "“Entah” – Objektif tercapai (rows 3, 7)"."""
    told = ", ".join(str(row) for row in rows[:MOST_ROWS_TOLD]) + (", …" if len(rows) > MOST_ROWS_TOLD else "")
    return ngettext("“{answer}” – {question} (row {rows})", "“{answer}” – {question} (rows {rows})", len(rows)).format(
        answer=given, question=question.text, rows=told
    )
