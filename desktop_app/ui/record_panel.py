"""One record beside its table: headline, tabs, the form, the rows inside it, and what was done to it."""

from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from db.errors import RecordsError, StaleRecord, StoreError
from desktop_app.language import _, ngettext
from desktop_app.records import drafts, queries
from desktop_app.records.entities import entity as entity_named
from desktop_app.records.fields import Entity
from desktop_app.records.finding import Finding
from desktop_app.records.findings import decide, findings
from desktop_app.ui.child_table import ChildTable
from desktop_app.ui.desk import Desk
from desktop_app.ui.findings_bar import FindingsBar
from desktop_app.ui.headline import Headline, HeadlineView, headline
from desktop_app.ui.history import HistoryTab
from desktop_app.ui.labels import button, plain
from desktop_app.ui.link_source import link_source
from desktop_app.ui.part_tab import PartTab
from desktop_app.ui.prompter import Answer, Question
from desktop_app.ui.record_form import RecordForm
from desktop_app.ui.tab_strip import Tab, TabStrip
from desktop_app.ui.tasks import Progress

DETAILS: Final = "details"
HISTORY: Final = "history"
USUAL: Final = {
    "conference": ("session", "participation", "stop", "headcount", "track"),
    "workshop": ("session", "participation", "stop", "group", "headcount", "minute"),
    "training": ("session", "participation", "stop", "headcount"),
    "study tour": ("stop", "session", "participation", "headcount"),
    "meeting": ("participation", "minute", "stop", "headcount"),
    "engagement": ("participation", "minute", "stop", "headcount"),
}
"""The rows that a kind of event usually has; every other kind of row waits in the menu until it is used."""


class RecordPanel(QWidget):
    """Shows one record, a new one, or none. Signals carry the record's id."""

    saved = Signal(int)
    put_away = Signal()
    unsaved_changed = Signal()

    def __init__(self, desk: Desk, entity: Entity):
        super().__init__()
        self.desk = desk
        self.entity = entity
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._record: int | None = None
        self._tab = DETAILS
        self._parts: dict[str, QWidget] = {}
        self._read_only = desk.file.store.read_only
        self._build()
        self.show_nothing()

    def _build(self) -> None:
        appearance, px = self.desk.appearance, self.desk.appearance.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._whole = QWidget()
        inner = QVBoxLayout(self._whole)
        inner.setContentsMargins(px(20), px(14), px(20), 0)
        inner.setSpacing(px(6))
        self.headline = HeadlineView(appearance)
        inner.addWidget(self.headline)
        self.tabs = TabStrip(appearance)
        self.tabs.chosen.connect(self._choose_tab)
        strip = QFrame()
        strip.setProperty("line", "below")
        around = QHBoxLayout(strip)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self.tabs)
        inner.addWidget(strip)
        self.findings = FindingsBar(appearance)
        self.findings.decided.connect(self._decide)
        self.findings.wanted.connect(self._go_to)
        inner.addWidget(self.findings)
        self._body = QStackedWidget()
        inner.addWidget(self._body, 1)
        column.addWidget(self._whole, 1)
        self._nothing = plain(_("Choose a record on the left to see it here."), appearance, tone="muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._nothing, 1)
        column.addWidget(self._make_save_bar())
        self.form = RecordForm(self.entity, appearance, link_source(self.desk.file), read_only=self._read_only)
        self.form.edited.connect(self._show_unsaved)
        self.form.end_reached.connect(lambda: self._save.setFocus())
        self._details = QScrollArea()
        self._details.setWidgetResizable(True)
        self._details.setWidget(self.form)
        self.form.looked_at.connect(lambda widget: self._details.ensureWidgetVisible(widget, 0, px(90)))
        self._details.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._body.addWidget(self._details)
        self._keys()

    def _make_save_bar(self) -> QFrame:
        bar = QFrame()
        bar.setProperty("line", "above")
        row = QHBoxLayout(bar)
        row.setContentsMargins(self.desk.appearance.px(20), 8, self.desk.appearance.px(20), 8)
        row.setSpacing(8)
        self._unsaved = plain("", self.desk.appearance, tone="muted")
        row.addWidget(self._unsaved, 1)
        self._revert = button(_("Revert"), keys="Esc")
        self._revert.clicked.connect(self.revert)
        row.addWidget(self._revert)
        self._save = button(_("Save"), kind="main", keys="Ctrl+S")
        self._save.clicked.connect(self.save)
        self._save.setAutoDefault(True)
        row.addWidget(self._save)
        self._save_bar = bar
        return bar

    def _keys(self) -> None:
        for keys, act in (("Ctrl+S", self.save), ("Esc", self.escape)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        for keys, by in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda by=by: self._next_tab(by))

    # what is shown

    @property
    def record(self) -> int | None:
        """The id of the record shown; None for a new one, or none."""
        return self._record

    @property
    def is_new(self) -> bool:
        return self.form.draft is not None and self._record is None

    @property
    def has_unsaved(self) -> bool:
        """Whether something typed here is not written yet."""
        return bool(self.form.changed) or any(
            part.has_unsaved for part in self._parts.values() if isinstance(part, ChildTable)
        )

    def show_nothing(self) -> None:
        """Show no record."""
        self._record = None
        self.form.show_no_draft()
        self._drop_parts()
        self._whole.hide()
        self._save_bar.hide()
        self._nothing.show()

    def show_record(self, record: int) -> None:
        """Show the record with this id; nothing where it is gone."""
        try:
            with self.desk.file.store.read() as session:
                draft = drafts.open_draft(session, self.entity, record)
        except RecordsError:
            self.show_nothing()
            return
        self._show(record, draft)

    def show_new(self, draft: drafts.Draft) -> None:
        """Show a record that is not written yet."""
        self._tab = DETAILS
        self._show(None, draft)
        self.form.focus_first()

    def _show(self, record: int | None, draft: drafts.Draft) -> None:
        self._record = record
        self._drop_parts()
        self._nothing.hide()
        self._whole.show()
        self.form.show_draft(draft)
        self._details.verticalScrollBar().setValue(0)
        self._show_headline()
        self._show_tabs()
        self._open_tab()
        self._show_unsaved()
        self._look_for_doubts()

    def refresh(self) -> None:
        """The records have changed: read what is shown anew, but keep what is typed."""
        if self._record is None:
            return
        if not self.form.changed:
            try:
                with self.desk.file.store.read() as session:
                    draft = drafts.open_draft(session, self.entity, self._record)
            except RecordsError:
                self.show_nothing()
                self.put_away.emit()
                return
            self.form.show_draft(draft)
        self._show_headline()
        self._show_tabs()
        self._look_for_doubts()
        for part in self._parts.values():
            if isinstance(part, (PartTab, HistoryTab)):
                part.reload()

    def _show_headline(self) -> None:
        if self._record is None:
            self.headline.show_headline(
                Headline(_("Not saved yet"), _("New {what}").format(what=_(self.entity.one).lower()), "")
            )
            return
        with self.desk.file.store.read() as session:
            self.headline.show_headline(headline(session, self.entity, self._record))

    # doubts

    def _look_for_doubts(self) -> None:
        """Compute the doubts about an event off the window's thread; no other record has any here."""
        record = self._record
        if self.entity.name != "event" or record is None:
            self.findings.show_findings([])
            return
        store = self.desk.file.store

        def look(_progress: Progress) -> list[Finding]:
            with store.read() as session:
                return findings(session, record)

        self.desk.tasks.start(
            look,
            partial(self._show_doubts, record),
            key=("doubts", self),
            failed=self.desk.say_error,
            owner=self,
        )

    def _show_doubts(self, record: int, found: list[Finding]) -> None:
        if record == self._record:
            self.findings.show_findings(found)

    def _decide(self, finding: Finding, decision: str) -> None:
        try:
            with self.desk.file.write(_("Answer to a doubt: {event}").format(event=finding.subject)) as session:
                decide(session, finding, decision)
        except (RecordsError, StoreError) as error:
            self.desk.say_error(error)

    def _go_to(self, finding: Finding) -> None:
        """Open the place where a doubt can be mended."""
        if finding.table in self.entity.children:
            self.part(finding.table).show_row(finding.row_id)
        else:
            self._show_details()
            self.form.focus_first()

    # tabs

    def _show_tabs(self) -> None:
        tabs = [Tab(DETAILS, _("Details"))]
        if self._record is not None:
            draft = self.form.draft
            kind = draft.values.get("kind") if draft is not None else None
            usual = USUAL.get(str(kind), self.entity.children)
            order = sorted(self.entity.children, key=lambda name: usual.index(name) if name in usual else 99)
            with self.desk.file.store.read() as session:
                for name in order:
                    child = entity_named(name)
                    count = queries.count(session, child, queries.Query(parent_id=self._record))
                    tabs.append(Tab(name, _(child.many), count, usual=name in usual))
            tabs.append(Tab(HISTORY, _("History")))
        if self._tab not in [tab.key for tab in tabs]:
            self._tab = DETAILS
        self.tabs.show_tabs(tabs, self._tab)

    def _choose_tab(self, key: str) -> None:
        part = self._parts.get(self._tab)
        if isinstance(part, PartTab) and not part.table.save_line():
            self._show_tabs()
            return
        self._tab = key
        self._open_tab()

    def choose_tab(self, key: str) -> None:
        """Show one tab: "details", "history", or the name of the rows."""
        self.tabs.choose(key)

    def go_to_tab(self, by: int) -> None:
        """Show the tab `by` places on, round the end; the focus stays where it is."""
        keys = self.tabs.usable()
        if self._tab in keys:
            self.tabs.choose(keys[(keys.index(self._tab) + by) % len(keys)])

    def _next_tab(self, by: int) -> None:
        self.go_to_tab(by)
        self.settle()

    def settle(self) -> None:
        """Put the focus where typing begins in the tab that is open."""
        part = self._parts.get(self._tab)
        if isinstance(part, PartTab):
            part.table.settle()
        elif self._tab == DETAILS:
            self.form.focus_first()
        elif part is not None:
            part.setFocus()

    def _open_tab(self) -> None:
        if self._tab == DETAILS or self._record is None:
            self._body.setCurrentWidget(self._details)
            return
        if self._tab not in self._parts:
            part = (
                HistoryTab(self.desk, self.entity, self._record)
                if self._tab == HISTORY
                else PartTab(self.desk, entity_named(self._tab), self._record)
            )
            self._parts[self._tab] = part
            self._body.addWidget(part)
        self._body.setCurrentWidget(self._parts[self._tab])

    def part(self, name: str) -> ChildTable:
        """The table of the rows called `name`, opened as a tab if it is not open yet."""
        self.choose_tab(name)
        part = self._parts[name]
        assert isinstance(part, PartTab)
        return part.table

    def history_words(self) -> list[str]:
        """What the history of the record says."""
        part = self._parts.get(HISTORY)
        return [touch.title for touch in part.touches] if isinstance(part, HistoryTab) else []

    def _drop_parts(self) -> None:
        for part in self._parts.values():
            self._body.removeWidget(part)
            part.deleteLater()
        self._parts.clear()

    # writing

    def save(self) -> bool:
        """Write what is typed, as one step. False where it cannot be, with the reasons shown."""
        part = self._parts.get(self._tab)
        if isinstance(part, PartTab) and not part.table.save_line():
            return False
        draft = self.form.draft
        if draft is None or self._read_only or not (self.form.changed or self.is_new):
            return True
        problems = self.form.gather()
        problems = drafts.check(draft) | problems
        if problems:
            self._show_details()
            self.form.show_problems(problems)
            return False
        try:
            with self.desk.file.write(self._step_title(draft)) as session:
                record = drafts.save(session, draft)
                self._record = record
                self.form.mark_saved()
        except StaleRecord as clash:
            self._record = draft.id
            return self._settle_clash(draft, clash) and self.save()
        except (RecordsError, StoreError) as error:
            self._record = draft.id
            self._refused(error, draft)
            return False
        self.show_record(record)
        self.saved.emit(record)
        return True

    def _settle_clash(self, draft: drafts.Draft, clash: StaleRecord) -> bool:
        """Somebody saved the same fields meanwhile: ask field by field whose text stays. False: go on typing."""
        self.form.show_typed({name: self.form.editor(name).typed() for name in draft.changed})
        theirs = clash.facts.get("theirs")
        if theirs is None:
            self.desk.say_error(clash)
            return False
        with self.desk.file.store.read() as session:
            fresh = drafts.open_draft(session, self.entity, draft.id or 0)
            there = queries.rows(session, self.entity, [fresh.id or 0], tuple(theirs))[0].texts
        for name in theirs:
            field = self.entity.field(name)
            question = Question(
                _("“{field}” was changed by somebody else while you typed.").format(field=_(field.label)),
                (Answer("mine", _("Keep mine")), Answer("theirs", _("Take theirs")), Answer("stay", _("Go on typing"))),
                detail=_("Theirs: {theirs}\nYours: {yours}").format(
                    theirs=there.get(name) or "–", yours=self.form.text_of(name) or "–"
                ),
            )
            answer = self.desk.prompter.ask(question)
            if answer == "stay":
                return False
            if answer == "theirs":
                draft.values[name] = fresh.values[name]
                self.form.editor(name).show_value(fresh.values[name])
        draft.version, draft.original = fresh.version, dict(fresh.values)
        draft.values = fresh.values | {name: draft.values[name] for name in self.form.changed}
        return True

    def _refused(self, error: Exception, draft: drafts.Draft) -> None:
        self.form.show_typed({name: self.form.editor(name).typed() for name in draft.changed})
        self.desk.say_error(error)

    def _step_title(self, draft: drafts.Draft) -> str:
        pattern = _("New {what}: {name}") if draft.id is None else _("Change of {what}: {name}")
        return pattern.format(what=_(self.entity.one).lower(), name=draft.values.get(self.entity.title) or "…")

    def _show_details(self) -> None:
        if self._tab != DETAILS:
            self.choose_tab(DETAILS)

    def revert(self) -> None:
        """Take back everything typed in the form."""
        if self.is_new:
            self.show_nothing()
            self.put_away.emit()
        elif self._record is not None:
            self.show_record(self._record)

    def escape(self) -> None:
        """Esc outside a changed field: take back the row being typed, or, when asked, everything typed."""
        part = self._parts.get(self._tab)
        if isinstance(part, PartTab) and part.table.has_unsaved:
            part.table.revert_line()
            return
        if not self.form.changed and not self.is_new:
            self.put_away.emit()
            return
        if not self.form.changed or self._ask_to_revert():
            self.revert()

    def _ask_to_revert(self) -> bool:
        question = Question(
            _("Take back everything typed in this record?"),
            (Answer("revert", _("Take it back")), Answer("stay", _("Go on typing"), main=True)),
        )
        return self.desk.prompter.ask(question) == "revert"

    def may_leave(self) -> bool:
        """Whether this record can be left; asks where something is typed and not written."""
        part = self._parts.get(self._tab)
        if isinstance(part, PartTab) and not part.table.save_line():
            return False
        if not self.form.changed:
            return True
        question = Question(
            _("This record is not saved yet."),
            (Answer("save", _("Save"), main=True), Answer("drop", _("Do not save")), Answer("stay", _("Stay here"))),
        )
        answer = self.desk.prompter.ask(question)
        if answer == "save":
            return self.save()
        if answer == "drop":
            self.form.mark_saved()
            self._show_unsaved()
            return True
        return False

    def _show_unsaved(self) -> None:
        changed = len(self.form.changed)
        self._save_bar.setVisible((bool(changed) or self.is_new) and not self._read_only)
        words = ngettext("{count} field changed, not saved yet", "{count} fields changed, not saved yet", changed)
        self._unsaved.setText(_("Not saved yet") if self.is_new else words.format(count=changed))
        self._revert.setText(_("Cancel") if self.is_new else _("Revert"))
        self.unsaved_changed.emit()

    # a change of language or look

    def state(self) -> dict[str, Any]:
        """The record shown, its tab, and everything typed."""
        return {"record": self._record, "tab": self._tab, "draft": self.form.draft, "typed": self.form.typed()}

    def restore(self, state: dict[str, Any]) -> None:
        """Take up what `state` gave."""
        draft = state["draft"]
        if draft is None:
            return
        self._tab = state["tab"]
        self._show(state["record"], draft)
        if state["typed"]:
            self.form.show_typed(state["typed"])
