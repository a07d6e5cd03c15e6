"""The beginning of an import: what the file holds, what it leaves open, and which event its people are from."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop_app.exchange.importing import ReadFile
from desktop_app.exchange.plan import Earlier, EventPlan
from desktop_app.exchange.result import Choice
from desktop_app.language import N_, _, ngettext
from desktop_app.records.entities import EVENT
from desktop_app.records.fields import Field, NotUnderstood
from desktop_app.ui.desk import Desk
from desktop_app.ui.editors import ChoiceBox, Editor, editor_of
from desktop_app.ui.imports_answers import Answers, AnswersForm
from desktop_app.ui.labels import Bar, button, empty_layout, plain
from desktop_app.ui.link_editor import LinkEditor
from desktop_app.ui.link_source import link_source
from desktop_app.ui.review_cards import Way

ANSWERS = {
    "dmy": N_("Day first"),
    "mdy": N_("Month first"),
    "present": N_("Present"),
    "absent": N_("Absent"),
}
NEW_EVENT = ("title", "kind", "start_date", "end_date")
KNOWN, NEW, NONE = "known", "new", "none"


class ImportStart(QScrollArea):
    """`went_on` with the event chosen, `forms_wanted` with the plan of the answers to a form.

    `sheet_wanted` and `answered` ask for another reading of the file.
    """

    went_on = Signal(object)
    forms_wanted = Signal(object)
    given_up = Signal()
    another_wanted = Signal()
    cancel_wanted = Signal()
    sheet_wanted = Signal(str)
    answered = Signal(str, str)
    earlier_wanted = Signal(int)

    def __init__(self, desk: Desk):
        super().__init__()
        self.desk = desk
        self.setWidgetResizable(True)
        px = desk.appearance.px
        inside = QWidget()
        inside.setProperty("ground", "surface")
        outer = QHBoxLayout(inside)
        outer.setContentsMargins(px(20), px(16), px(20), px(16))
        holder = QWidget()
        holder.setMaximumWidth(px(720))
        holder.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(8))
        outer.addWidget(holder, 1)
        outer.addStretch(0)
        self.setWidget(inside)
        self._editors: dict[str, Editor] = {}
        self._ways: dict[str, Way] = {}
        self.link: LinkEditor | None = None
        self.answers: AnswersForm | None = None
        self.main = button(_("Go on"), kind="main")

    # four states

    def show_reading(self, path: Path) -> None:
        """The file is being read."""
        self._begin(path)
        self._doing = plain(_("Reading the file…"), self.desk.appearance)
        self._column.addWidget(self._doing)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._bar.setMaximumWidth(self.desk.appearance.px(360))
        self._column.addWidget(self._bar)
        cancel = button(_("Cancel"))
        cancel.clicked.connect(self.cancel_wanted)
        self._row(cancel)
        self._column.addStretch(1)
        cancel.setFocus()

    def show_progress(self, done: int, total: int, doing: str) -> None:
        """How far the reading or the matching is."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        if doing:
            self._doing.setText(doing)

    def show_refused(self, path: Path, sentence: str) -> None:
        """The file cannot be imported, and why."""
        self._begin(path)
        self._column.addWidget(Bar("wrong", sentence, (), self.desk.appearance))
        note = _("Nothing was imported; the file and the records are as they were.")
        self._column.addWidget(plain(note, self.desk.appearance, tone="muted", wrap=True))
        another = button(_("Choose another file"), kind="main")
        another.clicked.connect(self.another_wanted)
        back = button(_("Back to the imports"))
        back.clicked.connect(self.given_up)
        self._row(another, back)
        self._column.addStretch(1)
        another.setFocus()

    def show_found(
        self, found: ReadFile, meant: EventPlan, earlier: tuple[Earlier, ...], at_hand: int | None = None
    ) -> None:
        """What was read, and the question which event it is of. `meant` is the event proposed; `at_hand` the one that
        was looked at, offered beside it."""
        self._begin_found(found, earlier)
        self._column.addWidget(plain(_told(found), self.desk.appearance, wrap=True))
        self._add_notes(found)
        self._add_event(meant, at_hand)
        self._add_ways(_("Go on: who is who?"), self.go_on)
        self.main.setFocus()

    def show_answers(self, found: ReadFile, answers: Answers, earlier: tuple[Earlier, ...]) -> None:
        """A file of answers: the event they are about, the questions, and the answers off their scale."""
        self._begin_found(found, earlier)
        told = _("Answers to a form. Every row becomes a form of the event's evaluation.")
        self._column.addWidget(plain(told, self.desk.appearance, wrap=True))
        self._add_notes(found)
        self.answers = AnswersForm(self.desk, found, answers)
        self.answers.ready.connect(self.focus_work)
        self._column.addWidget(self.answers)
        self._add_ways(self.answers.main_words(), self._take_forms)
        self.focus_work()

    def _take_forms(self) -> None:
        assert self.answers is not None
        try:
            plan = self.answers.plan()
        except NotUnderstood as reason:
            self._say_problem(reason)
            self.focus_work()
            return
        self.problem.hide()
        self.forms_wanted.emit(plan)

    def show_busy(self, busy: bool) -> None:
        """Nothing can be changed while the forms are being written."""
        for widget in (self.answers, self.main):
            if widget is not None:
                widget.setEnabled(not busy)
        if not busy:
            self.focus_work()

    def _begin_found(self, found: ReadFile, earlier: tuple[Earlier, ...]) -> None:
        self._begin(found.path)
        appearance = self.desk.appearance
        for one in earlier[:2]:
            words = _("This file has been imported before. {what}").format(what=one.sentence)
            bar = Bar("doubt", words, (("see", _("See that import")),), appearance)
            bar.chosen.connect(lambda _key, run=one.run_id: self.earlier_wanted.emit(run))
            self._column.addWidget(bar)
        for choice in found.reading.choices:
            self._column.addWidget(self._question(choice))

    def _add_notes(self, found: ReadFile) -> None:
        for note in found.reading.notes:
            self._column.addWidget(plain(note, self.desk.appearance, size=12, tone="muted", wrap=True))
        self._add_sheets(found)
        self._column.addSpacing(self.desk.appearance.px(8))

    def _add_ways(self, words: str, act: Callable[[], None]) -> None:
        self.main = button(words, kind="main")
        self.main.clicked.connect(act)
        back = button(_("Cancel"))
        back.clicked.connect(self.given_up)
        self.problem = plain("", self.desk.appearance, tone="wrong", wrap=True)
        self.problem.hide()
        self._column.addWidget(self.problem)
        self._row(self.main, back)
        self._column.addStretch(1)

    def _say_problem(self, reason: NotUnderstood) -> None:
        self.problem.setText(str(reason))
        self.problem.show()

    def _begin(self, path: Path) -> None:
        empty_layout(self._column)
        self._editors, self._ways, self.link, self.answers = {}, {}, None, None
        appearance = self.desk.appearance
        self._column.addWidget(plain(_("Import"), appearance, tone="muted"))
        self._column.addWidget(plain(path.name, appearance, size=19, bold=True, wrap=True))
        self._column.addSpacing(appearance.px(4))

    def _row(self, *widgets: QWidget) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, self.desk.appearance.px(8), 0, 0)
        row.setSpacing(self.desk.appearance.px(8))
        for one in widgets:
            if isinstance(one, QPushButton):
                one.setAutoDefault(True)
            row.addWidget(one)
        row.addStretch(1)
        self._column.addLayout(row)

    def _question(self, choice: Choice) -> Bar:
        ways = tuple((answer, _(ANSWERS.get(answer, answer))) for answer in choice.answers if answer != choice.taken)
        bar = Bar("doubt", choice.question, ways, self.desk.appearance)
        bar.chosen.connect(lambda answer, key=choice.key: self.answered.emit(key, answer))
        return bar

    def _add_sheets(self, found: ReadFile) -> None:
        others = [one for one in found.reading.other_sheets if one.rows or one.state != "very hidden"]
        if not others:
            return
        row = QHBoxLayout()
        row.setSpacing(self.desk.appearance.px(8))
        row.addWidget(plain(_("Sheet"), self.desk.appearance, tone="muted"))
        box = ChoiceBox(self.desk.appearance)
        box.setAccessibleName(_("Sheet"))
        box.addItem(found.reading.sheet, found.reading.sheet)
        for one in others:
            hidden = _("{sheet} (hidden)").format(sheet=one.name) if one.state != "visible" else one.name
            box.addItem(hidden, one.name)
        box.activated.connect(lambda _index: self.sheet_wanted.emit(box.currentData()))
        row.addWidget(box)
        row.addStretch(1)
        self._column.addLayout(row)

    # the event

    def _add_event(self, meant: EventPlan, at_hand: int | None) -> None:
        appearance, px = self.desk.appearance, self.desk.appearance.px
        self._column.addWidget(plain(_("Which event are these people from?"), appearance, bold=True))
        self._group = QButtonGroup(self)
        self._way(KNOWN, _("An event in the records"))
        links = link_source(self.desk.file)
        editor = editor_of(Field("event_id", _("Event"), "link", to="event"), appearance, links)
        assert isinstance(editor, LinkEditor)
        self.link = editor
        if meant.event_id is not None or at_hand is not None:
            editor.show_value(meant.event_id if meant.event_id is not None else at_hand)
        editor.line.returnPressed.connect(self.focus_work)
        editor.edited.connect(partial(self._choose_way, KNOWN))
        self._indented(editor.widget)
        self._way(NEW, _("A new event"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(8))
        grid.setVerticalSpacing(px(4))
        for place, name in enumerate(NEW_EVENT):
            field = EVENT.field(name)
            made = editor_of(field, appearance, links)
            made.show_value(meant.values.get(name))
            made.edited.connect(partial(self._choose_way, NEW))
            if isinstance(made.widget, QLineEdit):
                made.widget.returnPressed.connect(self.focus_work)
            self._editors[name] = made
            label = plain(_(field.label), appearance, tone="muted")
            label.setBuddy(made.widget)
            line, side = (0, 0) if place == 0 else (1 + (place - 1) // 3, 2 * ((place - 1) % 3))
            grid.addWidget(label, line, side)
            grid.addWidget(made.widget, line, side + 1, 1, 5 if place == 0 else 1)
        holder = QWidget()
        holder.setLayout(grid)
        grid.setContentsMargins(0, 0, 0, 0)
        self._indented(holder)
        self._way(NONE, _("No event: only record the people"))
        self._values = dict(meant.values)
        way = KNOWN if meant.event_id is not None else NEW if meant.is_new else NONE
        self._ways[way].setChecked(True)

    def _way(self, name: str, words: str) -> None:
        made = Way(words, self.desk.appearance)
        self._ways[name] = made
        self._group.addButton(made)
        self._column.addWidget(made)

    def _indented(self, widget: QWidget) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(self.desk.appearance.px(24), 0, 0, self.desk.appearance.px(4))
        row.addWidget(widget)
        self._column.addLayout(row)

    def _choose_way(self, name: str) -> None:
        self._ways[name].setChecked(True)

    def go_on(self) -> None:
        """Tell the event chosen, or say under the form what is missing."""
        try:
            event = self.event_chosen()
        except NotUnderstood as reason:
            self._say_problem(reason)
            return
        self.problem.hide()
        self.went_on.emit(event)

    def event_chosen(self) -> EventPlan:
        """The event as the form has it. Raises NotUnderstood with a sentence."""
        if self._ways[NONE].isChecked():
            return EventPlan()
        if self._ways[KNOWN].isChecked():
            assert self.link is not None
            event_id = self.link.value()
            if not isinstance(event_id, int):
                raise NotUnderstood(_("Type the name of the event and choose it from the list."))
            return EventPlan(event_id, self.link.line.text().strip())
        values: dict[str, Any] = self._values | {name: editor.value() for name, editor in self._editors.items()}
        if not values.get("title"):
            raise NotUnderstood(_("Give the event a title."))
        if not values.get("kind"):
            raise NotUnderstood(_("Choose the kind of the event."))
        start, end = values.get("start_date"), values.get("end_date")
        if isinstance(start, dt.date) and isinstance(end, dt.date) and end < start:
            raise NotUnderstood(_("The last day is before the first."))
        if end and not start:
            raise NotUnderstood(_("Give the first day too."))
        values.setdefault("status", "held")
        return EventPlan(None, str(values["title"]), values)

    def focus_work(self) -> None:
        """Put the focus on the one main button, or on the event where that is still missing."""
        if self.answers is not None and self.answers.answers.event_id is None:
            self.answers.link.line.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.main.setFocus(Qt.FocusReason.OtherFocusReason)


def _told(found: ReadFile) -> str:
    """What was read, in a sentence."""
    reading = found.reading
    rows = ngettext("{count} row", "{count} rows", len(reading.rows)).format(count=f"{len(reading.rows):,}")
    people = ngettext("{count} person", "{count} people", reading.people).format(count=f"{reading.people:,}")
    parts = [people, rows]
    if reading.sessions:
        count = len(reading.sessions)
        parts.append(ngettext("{count} session", "{count} sessions", count).format(count=count))
    if reading.left_out:
        count = len(reading.left_out)
        parts.append(ngettext("{count} row left out", "{count} rows left out", count).format(count=count))
    return " · ".join(parts)
