"""Beside the table of a review: one person or one organisation of the file, whom it may be, and the ways to answer."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.exchange.corrections import CORRECTABLE
from desktop_app.exchange.plan import (
    PERSON_FIELDS,
    Answer,
    BodyAnswer,
    BodyPlan,
    PersonPlan,
    Plan,
    ValueChange,
)
from desktop_app.exchange.settling import proposed
from desktop_app.language import _, ngettext
from desktop_app.records.fields import Field
from desktop_app.ui.appearance import Appearance
from desktop_app.ui.editors import LinkSource
from desktop_app.ui.labels import FlowLayout, empty_layout, plain
from desktop_app.ui.link_editor import LinkEditor
from desktop_app.ui.review_cards import Card, KeyButton, breakable
from desktop_app.ui.review_people import marks_by_day, name_in_sheet

LABELS = dict(PERSON_FIELDS)


class Panel(QScrollArea):
    """A column of pieces that is made anew for each line of the table. `act_wanted` names what a button does."""

    act_wanted = Signal(str)
    picked = Signal(int)

    def __init__(self, appearance: Appearance, links: LinkSource, entity: str):
        super().__init__()
        self._appearance = appearance
        self._links = links
        self._entity = entity
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setProperty("ground", "surface")
        self._column = QVBoxLayout(inside)
        px = appearance.px
        self._column.setContentsMargins(px(18), px(14), px(18), px(14))
        self._column.setSpacing(px(8))
        self.setWidget(inside)
        self._finder: _PickEditor | None = None

    def clear(self) -> None:
        self._finder = None
        empty_layout(self._column)

    def find(self) -> None:
        """Put the cursor where somebody else of the records is looked for."""
        if self._finder is not None:
            self._finder.line.parentWidget().show()
            self._finder.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _add_finder(self, words: str) -> None:
        """A line that finds any record, hidden until it is asked for."""
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._appearance.px(4))
        column.addWidget(plain(words, self._appearance, tone="muted"))
        self._finder = _PickEditor(Field("picked", words, "link", to=self._entity), self._appearance, self._links)
        self._finder.edited.connect(self._pick)
        column.addWidget(self._finder.line)
        box.hide()
        self._column.addWidget(box)

    def _pick(self) -> None:
        if self._finder is not None and isinstance(record := self._finder.record, int):
            self.picked.emit(record)

    def _buttons(self, acts: Sequence[tuple[str, str, str]]) -> None:
        """Buttons of (act, words, key) in as many lines as they need."""
        holder = QWidget()
        flow = FlowLayout(self._appearance.px(8))
        holder.setLayout(flow)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        for act, words, keys in acts:
            made = KeyButton(words, keys, self._appearance)
            made.clicked.connect(lambda _checked=False, name=act: self.act_wanted.emit(name))
            flow.addWidget(made)
        self._column.addWidget(holder)


class _PickEditor(LinkEditor):
    """A link that only picks what is there."""

    @property
    def _addable(self) -> bool:
        return False

    @property
    def record(self) -> object:
        """The id picked from the list; None while something is still being typed."""
        return self._id if self.line.text().strip() == self._title else None


class PersonPanel(Panel):
    """One person of the file."""

    ticked = Signal(str, bool)
    corrected = Signal(str, str)

    def __init__(self, appearance: Appearance, links: LinkSource):
        super().__init__(appearance, links, "person")
        self._facts: QWidget | None = None
        self._facts_open = False

    def show_person(self, plan: Plan, person: PersonPlan, mark_changes: tuple[ValueChange, ...]) -> None:
        """Show the person as the plan has it; `mark_changes` are marks that the event has otherwise."""
        self.clear()
        self._head(plan, person)
        self._marks(plan, person)
        for note in person.notes:
            self._column.addWidget(plain(note, self._appearance, size=12, tone="muted", wrap=True))
        self._column.addSpacing(self._appearance.px(2))
        self._candidates(plan, person, mark_changes)
        self._add_finder(_("Somebody else in the records"))
        self._buttons(
            (
                ("new", _("New person"), "N"),
                ("leave", _("Leave out"), "S"),
                ("find", _("Somebody else"), "F"),
                ("edit", _("Correct"), "F2"),
                ("back", _("Back"), "←"),
            )
        )
        self._column.addStretch(1)
        self.verticalScrollBar().setValue(0)

    def _head(self, plan: Plan, person: PersonPlan) -> None:
        appearance = self._appearance
        self._column.addWidget(plain(name_in_sheet(person), appearance, bold=True, wrap=True))
        rows = plan.numbers(person)
        told = [person.values.get(name, "") for name in ("post", "organisation", "phone", "email", "identity_number")]
        where = ngettext("row {rows}", "rows {rows}", len(rows)).format(rows=", ".join(map(str, rows)))
        line = breakable(" · ".join([*filter(None, told), where]))
        self._summary = plain(line, appearance, tone="muted", wrap=True)
        self._column.addWidget(self._summary)
        self._facts = self._make_facts(person)
        self._facts.setVisible(False)
        self._column.addWidget(self._facts)

    def _make_facts(self, person: PersonPlan) -> QWidget:
        facts = QWidget()
        grid = QGridLayout(facts)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(self._appearance.px(4))
        for line, name in enumerate(CORRECTABLE):
            grid.addWidget(plain(_(LABELS[name]), self._appearance, tone="muted"), line, 0)
            text = person.values.get(name, "")
            edit = FactLine(name_in_sheet(person) if name == "name" else text)
            edit.setAccessibleName(_(LABELS[name]))
            edit.entered.connect(lambda typed, field=name: self.corrected.emit(field, typed))
            edit.left_off.connect(lambda: self.act_wanted.emit("focus"))
            grid.addWidget(edit, line, 1)
        return facts

    def edit(self) -> None:
        """Open the values of the sheet for correction."""
        if self._facts is not None:
            self._summary.hide()
            self._facts.show()
            edit = self._facts.findChild(FactLine)
            if edit is not None:
                edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _marks(self, plan: Plan, person: PersonPlan) -> None:
        if words := marks_by_day(plan, person):
            self._column.addWidget(plain(words, self._appearance, size=12, tone="muted", wrap=True))

    def _candidates(self, plan: Plan, person: PersonPlan, mark_changes: tuple[ValueChange, ...]) -> None:
        taken = proposed(person)
        if not person.candidates:
            self._column.addWidget(
                plain(_("Nobody in the records is like this."), self._appearance, tone="muted", wrap=True)
            )
        for number, known in enumerate(person.candidates[:5], start=1):
            is_proposed = taken == known.id
            card = Card(
                known.name,
                known.beside,
                known.why,
                str(number),
                self._appearance,
                proposed=is_proposed,
                speaks_for=known.score >= 0.9,
            )
            card.chosen.connect(lambda act=str(number): self.act_wanted.emit(act))
            card.ticked.connect(self.ticked)
            if is_proposed:
                changes = plan.changes_of(person, known)
                card.show_changes([*changes, *mark_changes], person.taken)
            self._column.addWidget(card)
        if person.answer is Answer.NEW:
            words = _("Will be recorded as a new person.")
            self._column.addWidget(plain(words, self._appearance, bold=True, wrap=True))
        if person.answer is Answer.LEAVE:
            self._column.addWidget(
                plain(_("Left out by you: nothing of it is imported."), self._appearance, bold=True, wrap=True)
            )


class FactLine(QLineEdit):
    """One value of the sheet, typed over: Enter takes it, Esc leaves it as it was."""

    entered = Signal(str)
    left_off = Signal()

    def __init__(self, text: str):
        super().__init__(text)
        self._before = text
        self.setCursorPosition(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.text().strip() != self._before:
                self.entered.emit(self.text())
            else:
                self.left_off.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.setText(self._before)
            self.left_off.emit()
        else:
            super().keyPressEvent(event)

    def mark_wrong(self, sentence: str) -> None:
        """Show that what was typed means nothing."""
        self.setProperty("state", "wrong")
        self.setToolTip(sentence)
        self.style().unpolish(self)
        self.style().polish(self)


class BodyPanel(Panel):
    """One organisation the file names."""

    def __init__(self, appearance: Appearance, links: LinkSource):
        super().__init__(appearance, links, "organisation")

    def show_body(self, body: BodyPlan, mapped_to: str) -> None:
        """Show the organisation; `mapped_to` names what it is taken to be, "" while nothing is."""
        self.clear()
        appearance = self._appearance
        self._column.addWidget(plain(body.text, appearance, bold=True, wrap=True))
        words = ngettext("{count} person of the file", "{count} people of the file", body.people)
        self._column.addWidget(plain(words.format(count=body.people), appearance, tone="muted"))
        for number, (candidate, name, why) in enumerate(body.candidates, start=1):
            is_proposed = body.organisation_id == candidate if body.answer else number == 1
            beside = _("also new in this file") if isinstance(candidate, str) else ""
            card = Card(name, beside, why, str(number), appearance, proposed=is_proposed)
            card.chosen.connect(lambda act=str(number): self.act_wanted.emit(act))
            self._column.addWidget(card)
        if not body.candidates and body.answer is not BodyAnswer.MAP:
            nobody = _("No organisation in the records is written like this.")
            self._column.addWidget(plain(nobody, appearance, tone="muted", wrap=True))
        self._column.addWidget(plain(told_of(body, mapped_to), appearance, bold=True, wrap=True))
        self._add_finder(_("Another organisation in the records"))
        self._buttons(
            (
                ("map", _("Match to another"), "M"),
                ("create", _("Create"), "C"),
                ("leave", _("Leave blank"), "L"),
                ("back", _("Back"), "←"),
            )
        )
        self._column.addStretch(1)


def told_of(body: BodyPlan, mapped_to: str) -> str:
    """What will become of an organisation, in a sentence."""
    if body.answer is BodyAnswer.CREATE:
        return _("Will be recorded as a new organisation.")
    if body.answer is BodyAnswer.LEAVE:
        return _("Left blank: these people are recorded without an organisation.")
    if body.answer is BodyAnswer.MAP:
        return _("Is {organisation}; the spelling is remembered.").format(organisation=mapped_to)
    return _("Which organisation is this?")
