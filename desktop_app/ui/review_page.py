"""Who is who: the review of a file before anything is written. Nothing of the records changes here until Import."""

from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QByteArray, QEvent, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.exchange import corrections
from desktop_app.exchange.faces import face
from desktop_app.exchange.importing import ReadFile
from desktop_app.exchange.plan import Answer, BodyAnswer, BodyPlan, PersonPlan, Plan, SessionPlan
from desktop_app.exchange.preparing import Matcher, mark_changes
from desktop_app.exchange.settling import Settling, proposed
from desktop_app.language import _
from desktop_app.records.fields import NotUnderstood
from desktop_app.ui.desk import Desk
from desktop_app.ui.labels import Bar, empty_layout, plain
from desktop_app.ui.link_source import link_source
from desktop_app.ui.review_bodies import BodiesModel, LeftOutModel, bodies_shown
from desktop_app.ui.review_frame import FILTERS, ReviewFoot, ReviewHead
from desktop_app.ui.review_panel import BodyPanel, FactLine, PersonPanel
from desktop_app.ui.review_people import PeopleModel, ReviewTable, people_that
from desktop_app.ui.review_sheet import NEW, NONE, SheetView

PEOPLE_KEYS = {"n": "new", "s": "leave", "t": "take", "f": "find"}
BODY_KEYS = {"c": "create", "l": "leave", "m": "map", "n": "create", "s": "leave"}


@dataclass(slots=True)
class Case:
    """A review under way: the file, whom it is matched against, the decisions, and what is shown of it."""

    found: ReadFile
    matcher: Matcher = field(repr=False)
    settling: Settling = field(repr=False)
    shown: str = ""
    person: int = 0

    @property
    def plan(self) -> Plan:
        return self.settling.plan


class ReviewPage(QWidget):
    """`import_wanted` when everything is decided and the user says so; `put_away` when the review is given up;
    `column_decided` when a heading is to be read as another field."""

    import_wanted = Signal()
    put_away = Signal()
    column_decided = Signal(str, str)
    status_changed = Signal()

    def __init__(self, desk: Desk, case: Case):
        super().__init__()
        self.desk = desk
        self.case = case
        self.setProperty("ground", "surface")
        self._build()
        self._connect()
        self.show_counts()
        self.show_view(case.shown or self._first_view())

    # building

    def _build(self) -> None:
        appearance, px = self.desk.appearance, self.desk.appearance.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head = ReviewHead(self.case.plan, appearance)
        self.head.view_wanted.connect(lambda view: self.show_view(view, from_user=True))
        column.addWidget(self.head)
        self._asking = QVBoxLayout()
        self._asking.setContentsMargins(px(20), 0, px(20), 0)
        column.addLayout(self._asking)
        self._ask_who_was_there()
        self.views = QStackedWidget()
        links = link_source(self.desk.file)
        plan = self.case.plan
        self.people = PeopleModel(plan, self)
        self.people_table = ReviewTable(PEOPLE_KEYS, appearance)
        self.people_table.setAccessibleName(_("People of the file"))
        self.people_table.show_model(self.people, QByteArray())
        self.person_panel = PersonPanel(appearance, links)
        self.remarks = plain("", appearance, tone="muted", wrap=True)
        self.bodies = BodiesModel(plan, self._organisation_names(), self)
        self.bodies_table = ReviewTable(BODY_KEYS, appearance)
        self.bodies_table.setAccessibleName(_("Organisations of the file"))
        self.bodies_table.show_model(self.bodies, QByteArray())
        self.body_panel = BodyPanel(appearance, links)
        self.left_out = LeftOutModel(plan, self)
        self.left_out_table = ReviewTable({}, appearance)
        self.left_out_table.setAccessibleName(_("Rows left out"))
        self.left_out_table.show_model(self.left_out, QByteArray())
        self.sheet = SheetView(appearance)
        self.views.addWidget(self._beside(self.people_table, self.person_panel, self.remarks))
        self.views.addWidget(self._beside(self.bodies_table, self.body_panel, None))
        self.views.addWidget(self.left_out_table)
        self.views.addWidget(self.sheet)
        column.addWidget(self.views, 1)
        self.foot = ReviewFoot(appearance, read_only=self.desk.file.store.read_only)
        self.main, self.leave_rest, self.give_up = self.foot.main, self.foot.leave_rest, self.foot.give_up
        column.addWidget(self.foot)
        self.setMinimumWidth(px(560))

    def _beside(self, table: ReviewTable, panel: QWidget, under: QWidget | None) -> QSplitter:
        px = self.desk.appearance.px
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(table, 1)
        if under is not None:
            under.setContentsMargins(px(20), px(12), px(20), px(12))
            column.addWidget(under)
            column.addStretch(0)
            self._left_column = column
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        left.setMinimumWidth(px(300))
        panel.setMinimumWidth(px(300))
        splitter.addWidget(left)
        splitter.addWidget(panel)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setSizes([px(660), px(430)])
        return splitter

    def _connect(self) -> None:
        self.people_table.act_wanted.connect(self.act_on_person)
        self.people_table.current_changed.connect(self._show_person)
        self.people.corrected.connect(self._correct_cell)
        self.person_panel.act_wanted.connect(self.act_on_person)
        self.person_panel.ticked.connect(self._tick)
        self.person_panel.corrected.connect(self._correct_fact)
        self.person_panel.picked.connect(self._pick_person)
        self.bodies_table.act_wanted.connect(self.act_on_body)
        self.bodies_table.current_changed.connect(self._show_body)
        self.body_panel.act_wanted.connect(self.act_on_body)
        self.body_panel.picked.connect(self._pick_body)
        self.sheet.column_changed.connect(self.column_decided)
        self.sheet.session_changed.connect(self._place_session)
        self.leave_rest.clicked.connect(self._leave_rest)
        self.give_up.clicked.connect(self.put_away)
        self.main.clicked.connect(self._import)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._import)

    def _organisation_names(self) -> dict[int, str]:
        from sqlalchemy import select

        from db.models import Organisation

        wanted = {one.organisation_id for one in self.case.plan.bodies if isinstance(one.organisation_id, int)}
        wanted |= {
            one for body in self.case.plan.bodies for one, _name, _why in body.candidates if isinstance(one, int)
        }
        found: dict[int, str] = {}
        listed = sorted(wanted)
        with self.desk.file.store.read() as session:
            for start in range(0, len(listed), 500):
                asked = select(Organisation.id, Organisation.name).where(
                    Organisation.id.in_(listed[start : start + 500])
                )
                found |= dict(session.execute(asked).all())
        return found

    def _ask_who_was_there(self) -> None:
        """A list without a single mark says who was meant to come, or who came: only a person knows."""
        empty_layout(self._asking)
        plan = self.case.plan
        if not plan.lacks_marks():
            return
        words = _("No mark in the list says who was there. Were they all present?")
        ways = (("present", _("All were present")), ("listed", _("Only list them")))
        bar = Bar("doubt", words, ways, self.desk.appearance)
        bar.chosen.connect(self._answer_who_was_there)
        self._asking.addSpacing(self.desk.appearance.px(8))
        self._asking.addWidget(bar)
        self._asking.addSpacing(self.desk.appearance.px(8))

    def _answer_who_was_there(self, answer: str) -> None:
        if answer == "present":
            self.case.settling.mark_all_present()
        empty_layout(self._asking)
        self._show_again()

    # words

    def show_counts(self) -> None:
        """Say everywhere how far the review is."""
        settling = self.case.settling
        self.head.show_counts(settling.counts, self.case.shown)
        self.foot.show_settling(settling)
        self.status_changed.emit()

    def status(self) -> str:
        """The keys that work now, for the status line."""
        view = self.case.shown
        if view in FILTERS:
            return _("1-5 choose   N new   S leave out   T take changes   Enter accept and next   Ctrl+Z back")
        if view == "organisations":
            return _("1-5 match   M match to another   C create   L leave blank   Enter accept and next   Ctrl+Z back")
        return ""

    # what is shown

    def _first_view(self) -> str:
        settling = self.case.settling
        if settling.people_left:
            return "to decide"
        return "organisations" if self.case.plan.undecided_bodies else "all"

    def show_view(self, view: str, *, from_user: bool = False) -> None:
        """Show the people under a filter, the organisations, the rows left out, or how the sheet was read."""
        self.case.shown = view
        self.head.show_view(view)
        if view in FILTERS:
            self._show_people(view)
        elif view == "organisations":
            self.bodies.show_ids(bodies_shown(self.case.plan))
            self.views.setCurrentIndex(1)
            self._choose_line(self.bodies_table, 0)
        elif view == "left out":
            self.views.setCurrentIndex(2)
            self._choose_line(self.left_out_table, 0)
        else:
            self.sheet.show_plan(self.case.plan)
            self.views.setCurrentIndex(3)
        self.status_changed.emit()
        if from_user or view not in FILTERS:
            self.focus_work()

    def _show_people(self, view: str) -> None:
        stay = self.case.person  # a table that gets the focus without a current line makes its first one current
        ids = people_that(self.case.plan, view)
        self.people.show_ids(ids)
        self.views.setCurrentIndex(0)
        self.remarks.setText("\n".join([*self.case.plan.remarks()[:4]]))
        self.remarks.setVisible(bool(self.remarks.text()))
        self._fit_people()
        if not ids:
            self.person_panel.clear()
        elif not self.people_table.choose(stay):
            self._choose_line(self.people_table, 0)
        else:
            self._show_person(stay)

    def _fit_people(self) -> None:
        """A short table is as high as its rows, so that the remarks stand right under it."""
        rows = len(self.people.ids)
        short = rows <= 24
        self.people_table.setMaximumHeight(self.people_table.sizeHint().height() if short else 16777215)
        self._left_column.setStretch(0, 0 if short else 1)
        self._left_column.setStretch(2, 1 if short else 0)
        policy = QSizePolicy.Policy.Preferred if short else QSizePolicy.Policy.Expanding
        self.people_table.setSizePolicy(QSizePolicy.Policy.Expanding, policy)
        self.people_table.updateGeometry()

    def _choose_line(self, table: ReviewTable, line: int) -> None:
        model = table.records()
        if not model.rowCount():
            return
        index = model.index(min(line, model.rowCount() - 1), 0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        same = table.currentIndex().row() == index.row()
        table.selectionModel().setCurrentIndex(index, flags)
        table.scrollTo(index)
        record = table.current_record()
        if same and record is not None:
            table.current_changed.emit(record)

    def focus_work(self) -> None:
        """Put the focus where the next decision is made."""
        if self.case.shown in FILTERS:
            self.people_table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.case.shown == "organisations":
            self.bodies_table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.case.shown == "left out":
            self.left_out_table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    def settle_focus(self) -> None:
        """Where the focus goes when the review comes up: to the work, or to Import where there is none."""
        if self.case.settling.left or not self.main.isEnabled():
            self.focus_work()
        else:
            self.main.setFocus(Qt.FocusReason.OtherFocusReason)

    # people

    def _person(self) -> PersonPlan | None:
        place = self.people_table.current_record()
        return self.case.plan.people[place] if place is not None else None

    def _show_person(self, place: int) -> None:
        self.case.person = place
        person = self.case.plan.people[place]
        marks: tuple[Any, ...] = ()
        if person.answer is Answer.KNOWN:
            with self.desk.file.store.read() as session:
                marks = mark_changes(session, self.case.plan, person)
        self._mark_changes = marks
        self.person_panel.show_person(self.case.plan, person, marks)

    def act_on_person(self, act: str) -> None:
        """Do what a key or a button says to the current person."""
        person = self._person()
        settling = self.case.settling
        if person is None:
            return
        if act.isdigit():
            if int(act) <= len(person.candidates):
                settling.choose(person, person.candidates[int(act) - 1].id)
                self._decided()
        elif act == "new":
            settling.make_new(person)
            self._decided()
        elif act == "leave":
            settling.leave_out(person)
            self._decided()
        elif act == "accept":
            self._accept(person)
        elif act == "take":
            self._take_all(person)
        elif act == "back":
            self._choose_line(self.people_table, max(0, self.people_table.currentIndex().row() - 1))
            self.people_table.setFocus()
        elif act == "find":
            self.person_panel.find()
        elif act == "edit":
            self.person_panel.edit()
        elif act == "focus":
            self._show_again()

    def _accept(self, person: PersonPlan) -> None:
        answer = proposed(person)
        if person.undecided:
            if isinstance(answer, int):
                self.case.settling.choose(person, answer)
            else:
                self.case.settling.make_new(person)
        self._decided()

    def _take_all(self, person: PersonPlan) -> None:
        taken = proposed(person)
        known = next((one for one in person.candidates if one.id == taken), None)
        if known is not None:
            changes = self.case.plan.changes_of(person, known)
            self.case.settling.tick_all(person, (*changes, *self._mark_changes))
            self._show_again()

    def _tick(self, name: str, yes: bool) -> None:
        person = self._person()
        if person is not None:
            self.case.settling.tick(person, name, take=yes)
            self.show_counts()

    def _decided(self) -> None:
        """Show the answer, and go on to whatever is to be decided next."""
        self.people.forget_rows()
        self.show_counts()
        following = self._next_undecided()
        if following is not None:
            self._choose_line(self.people_table, following)
            self.people_table.setFocus()
        elif self.case.settling.people_left:
            self.show_view("to decide")
            self.people_table.setFocus()
        elif self.case.plan.undecided_bodies:
            self._show_again()
            self.show_view("organisations")
        else:
            self._show_again(focus=False)
            self.main.setFocus(Qt.FocusReason.OtherFocusReason)

    def _next_undecided(self) -> int | None:
        """The next line below the current one that is undecided, else the first one above."""
        ids, people = self.people.ids, self.case.plan.people
        here = self.people_table.currentIndex().row()
        if not self.case.settling.people_left:
            return None
        lines = [*range(here + 1, len(ids)), *range(min(here + 1, len(ids)))]
        return next((line for line in lines if people[ids[line]].undecided), None)

    def _show_again(self, *, focus: bool = True) -> None:
        place = self.people_table.current_record()
        self.people.forget_rows()
        if place is not None:
            self._show_person(place)
        self.show_counts()
        if focus:
            self.people_table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _pick_person(self, person_id: int) -> None:
        person = self._person()
        if person is not None:
            with self.desk.file.store.read() as session:
                known = face(session, person_id, person.values)
            self.case.settling.choose_other(person, known)
            self._decided()

    # corrections

    def _correct_cell(self, place: int, name: str, typed: str) -> None:
        if sentence := self.correct(place, name, typed):
            self.desk.say("doubt", sentence)

    def _correct_fact(self, name: str, typed: str) -> None:
        place = self.people_table.current_record()
        if place is None:
            return
        sentence = self.correct(place, name, typed)
        if sentence:
            self.desk.say("doubt", sentence)
            focused = self.focusWidget()
            if isinstance(focused, FactLine):
                focused.mark_wrong(sentence)

    def correct(self, place: int, name: str, typed: str) -> str:
        """Correct one value of a person and match anew. Gives the sentence of what could not be understood, or ""."""
        case, person = self.case, self.case.plan.people[place]
        try:
            values = corrections.corrected_values(person, name, typed)
        except NotUnderstood as reason:
            return str(reason)
        before = person.values.get("organisation", "")

        with self.desk.file.store.read() as session:

            def act() -> None:
                person.values = values
                corrections.count_bodies(session, case.plan, before, values.get("organisation", ""), case.matcher)
                corrections.match_again(session, case.plan, person, case.matcher)

            case.settling.correct(person, act)
        self.bodies.named = self._organisation_names()
        self._show_again()
        return ""

    # organisations

    def _body(self) -> BodyPlan | None:
        place = self.bodies_table.current_record()
        return self.case.plan.bodies[place] if place is not None else None

    def _show_body(self, place: int) -> None:
        body = self.case.plan.bodies[place]
        self.body_panel.show_body(body, self.bodies.mapped_to(body))

    def act_on_body(self, act: str) -> None:
        """Do what a key or a button says to the current organisation."""
        body, settling = self._body(), self.case.settling
        if body is None:
            return
        if act.isdigit():
            if int(act) <= len(body.candidates):
                settling.settle_body(body, BodyAnswer.MAP, body.candidates[int(act) - 1][0])
                self._body_decided()
        elif act in ("create", "leave"):
            settling.settle_body(body, BodyAnswer.CREATE if act == "create" else BodyAnswer.LEAVE)
            self._body_decided()
        elif act == "accept":
            if body.answer is None and body.candidates:
                settling.settle_body(body, BodyAnswer.MAP, body.candidates[0][0])
            elif body.answer is None:
                settling.settle_body(body, BodyAnswer.CREATE)
            self._body_decided()
        elif act in ("map", "find", "edit"):
            self.body_panel.find()
        elif act == "back":
            self._choose_line(self.bodies_table, max(0, self.bodies_table.currentIndex().row() - 1))
            self.bodies_table.setFocus()

    def _pick_body(self, organisation_id: int) -> None:
        body = self._body()
        if body is not None:
            self.case.settling.settle_body(body, BodyAnswer.MAP, organisation_id)
            self.bodies.named = self._organisation_names()
            self._body_decided()

    def _body_decided(self) -> None:
        self.bodies.forget_rows()
        self.show_counts()
        ids, bodies = self.bodies.ids, self.case.plan.bodies
        here = self.bodies_table.currentIndex().row()
        lines = [*range(here + 1, len(ids)), *range(here + 1)]
        following = next((line for line in lines if bodies[ids[line]].answer is None), None)
        if following is not None:
            self._choose_line(self.bodies_table, following)
            self.bodies_table.setFocus()
            return
        place = self.bodies_table.current_record()
        if place is not None:
            self._show_body(place)
        if self.case.settling.people_left:
            self.show_view("to decide", from_user=True)
        else:
            self.main.setFocus(Qt.FocusReason.OtherFocusReason)

    # sessions, the rest, taking back

    def _place_session(self, place: int, what: str) -> None:
        session = self.case.plan.sessions[place]
        session_id = None if what in (NEW, NONE) else int(what)
        self.case.settling.place_session(session, session_id, taken=what != NONE)
        self._show_sessions()

    def _show_sessions(self) -> None:
        self.people.show_columns_of(self.case.plan)
        self.show_counts()

    def _leave_rest(self) -> None:
        self.case.settling.leave_undecided_out()
        self.people.forget_rows()
        self.bodies.forget_rows()
        self.show_counts()
        self.show_view("all")
        self.main.setFocus(Qt.FocusReason.OtherFocusReason)

    def undo(self) -> None:
        """Take the newest decision back and show what it was about."""
        thing = self.case.settling.undo()
        if thing is None:
            self.desk.say("doubt", _("There is no decision to take back here."))
            return
        self.show_counts()
        self._ask_who_was_there()
        if isinstance(thing, PersonPlan):
            self.case.person = self.case.plan.people.index(thing)
            view = self.case.shown if self.case.shown in FILTERS else "all"
            if self.case.person not in set(people_that(self.case.plan, view)):
                view = "to decide" if thing.undecided else "all"
            self.show_view(view, from_user=True)
        elif isinstance(thing, BodyPlan):
            self.show_view("organisations")
            line = self.bodies.line_of(self.case.plan.bodies.index(thing))
            self._choose_line(self.bodies_table, line or 0)
        elif isinstance(thing, SessionPlan):
            self._show_sessions()
            self.show_view("sheet")

    def _import(self) -> None:
        if self.main.isEnabled():
            self.import_wanted.emit()

    def show_busy(self, busy: bool) -> None:
        """While the plan is being written nothing of it can be changed."""
        self.views.setEnabled(not busy)
        for chip in self.head.chips.values():
            chip.setEnabled(not busy)
        self.leave_rest.setEnabled(not busy)
        self.give_up.setEnabled(not busy)
        if busy:
            self.main.setEnabled(False)
        else:
            self.show_counts()

    def event(self, event: QEvent) -> bool:
        """Ctrl+Z takes back decisions here, not steps of the records; a line that is typed in keeps it for itself."""
        if event.type() in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress) and isinstance(event, QKeyEvent):
            control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
            if control and event.key() == Qt.Key.Key_Z and self.case.settling.can_undo:
                event.accept()
                if event.type() == QEvent.Type.KeyPress:
                    self.undo()
                return True
        return super().event(event)
