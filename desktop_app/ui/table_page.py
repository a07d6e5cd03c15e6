"""A table of one kind of record with the record beside it: the one mechanism that every place of records uses."""

from array import array
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from db.errors import RecordsError, StoreError
from desktop_app.language import _, ngettext
from desktop_app.records import drafts, queries
from desktop_app.records.fields import Entity
from desktop_app.ui.column_choice import ColumnChoice
from desktop_app.ui.columns import read_rows
from desktop_app.ui.command import Command
from desktop_app.ui.desk import Desk
from desktop_app.ui.export_commands import export_view
from desktop_app.ui.filter_chips import FilterChips
from desktop_app.ui.labels import button, plain
from desktop_app.ui.page import Page
from desktop_app.ui.record_panel import RecordPanel
from desktop_app.ui.table_model import TableModel
from desktop_app.ui.table_view import TableView
from desktop_app.ui.tasks import Progress

if TYPE_CHECKING:
    from db.store import Store


class TablePage(Page):
    """Every record of `entity`, found off the window's thread, and the chosen one open beside it."""

    def __init__(self, desk: Desk, entity: Entity):
        super().__init__(desk)
        self.entity = entity
        self.column_choice = ColumnChoice(desk.settings, entity, self)
        self.column_choice.changed.connect(self._show_columns)
        self._columns = self.column_choice.columns
        self._sort: tuple[tuple[str, bool], ...] = ()
        self._wanted: int | None = None
        self._total = 0
        self._settled = False
        self.model = TableModel(
            self._columns,
            self._read,
            self,
            may_read=lambda: not any(task.title for task in desk.tasks.under_way()),
            read_later=self._read_later,
        )
        self._build()
        self.look_up()

    def _build(self) -> None:
        desk, px = self.desk, self.desk.appearance.px
        self.chips = FilterChips(self.entity, self._ask_facets, desk.appearance)
        self.chips.changed.connect(self.look_up)
        self.view = TableView(desk.appearance)
        self.view.setAccessibleName(_(self.entity.many))
        self.view.header.may_hide = self.column_choice.is_usual
        self.view.show_model(self.model, desk.settings.layout(self.entity.name))
        self.view.current_changed.connect(self._open)
        self.view.entered_record.connect(self._enter)
        self.view.selection_told.connect(self.status_changed)
        self.view.delete_wanted.connect(self.delete_chosen)
        self.view.typed.connect(self._type)
        self.view.sort_wanted.connect(self._sort_by)
        self.view.header.menu_wanted.connect(lambda place: self.column_choice.menu(self).popup(place))
        self.panel = RecordPanel(desk, self.entity)
        self.view.tab_wanted.connect(self.panel.go_to_tab)
        self.panel.saved.connect(self._saved)
        self.panel.put_away.connect(self._put_away)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bar = QWidget()
        around = QVBoxLayout(bar)
        around.setContentsMargins(px(12), px(8), px(12), px(4))
        around.addWidget(self.chips)
        muted = desk.appearance.palette.muted
        columns = button(_("Choose columns"), kind="icon", picture="columns", colour=muted)
        columns.clicked.connect(
            lambda: self.column_choice.menu(self).popup(columns.mapToGlobal(columns.rect().bottomLeft()))
        )
        export = button(_("Export to Excel"), kind="icon", picture="export", colour=muted, keys="Ctrl+E")
        export.clicked.connect(self.export)
        self.chips.add_beside_search(columns, export)
        column.addWidget(bar)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._make_empty())
        column.addWidget(self._stack, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.panel)
        self.splitter.setChildrenCollapsible(False)
        left.setMinimumWidth(px(260))
        self.panel.setMinimumWidth(px(340))
        self.splitter.setSizes([455, 638])
        self.splitter.setStretchFactor(0, 2)
        self.splitter.setStretchFactor(1, 3)
        if not desk.settings.layout("splitter").isEmpty():
            self.splitter.restoreState(desk.settings.layout("splitter"))
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._storeys = QStackedWidget()
        self._storeys.addWidget(self.splitter)
        whole.addWidget(self._storeys)
        for keys, act in (("Ctrl+F", self.focus_search), ("Ctrl+D", self.copy_current), ("Ctrl+E", self.export)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _make_empty(self) -> QWidget:
        empty = QWidget()
        column = QVBoxLayout(empty)
        column.setSpacing(12)
        column.addStretch(1)
        self._empty_words: QLabel = plain("", self.desk.appearance, tone="muted", wrap=True)
        self._empty_words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._empty_words)
        self._empty_act = button("")
        self._empty_act.clicked.connect(self.act_on_empty)
        column.addWidget(self._empty_act, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        return empty

    # finding

    def look_up(self) -> None:
        """Find the records that are asked for, off the window's thread, and show them."""
        self._settled = False
        self.chips.show_narrowed()
        store, entity = self.desk.file.store, self.entity
        query = self.query

        def look(_progress: Progress) -> "tuple[array[int], int]":
            with store.read() as session:
                ids = queries.find_ids(session, entity, query)
                narrowed = query.text or query.filters
                return ids, queries.count(session, entity) if narrowed else len(ids)

        self.desk.tasks.start(look, self._show, key=("find", self), failed=self.desk.say_error, owner=self)

    @property
    def query(self) -> queries.Query:
        """What is asked for: the search, the filters, the order."""
        return queries.Query(self.chips.text, self.chips.filters, self._sort)

    @property
    def settled(self) -> bool:
        """Whether the table shows what was asked for last."""
        return self._settled

    def _show(self, found: "tuple[array[int], int]") -> None:
        ids, self._total = found
        self._settled = True
        stay = self._wanted if self._wanted is not None else self.view.current_record()
        chosen = self.view.chosen_count()
        if ids == self.model.ids:
            self.model.forget_rows()
        else:
            self.model.show_ids(ids)
        self._show_sort()
        self._show_empty(not ids)
        if stay is not None and (self.view.current_record() != stay or not chosen):
            self.view.choose(stay)
        if self._wanted is not None:
            self._wanted = None
        self._choose_first()
        self.status_changed.emit()

    def _choose_first(self) -> None:
        if self.model.ids and self.panel.record is None and not self.panel.is_new:
            self.view.choose(self.model.ids[0])
            self.panel.show_record(self.model.ids[0])

    def _show_empty(self, empty: bool) -> None:
        self._stack.setCurrentIndex(1 if empty else 0)
        many = _(self.entity.many).lower()
        if self.chips.narrows:
            self._empty_words.setText(_("None of the {count} {what} matches.").format(count=self._total, what=many))
            self._empty_act.setText(_("Show all"))
        else:
            self._empty_words.setText(_("There are no {what} in this file yet.").format(what=many))
            self._empty_act.setText(_("New {what}").format(what=_(self.entity.one).lower()))
        self._empty_act.setVisible(self.chips.narrows or not self.desk.file.store.read_only)

    def empty_words(self) -> str:
        """What stands where there is no row to show; "" while there are rows."""
        return self._empty_words.text() if self._stack.currentIndex() == 1 else ""

    def act_on_empty(self) -> None:
        """Press the button of the empty table."""
        if self.chips.narrows:
            self.chips.clear()
        else:
            self.main_act()

    def _read(self, ids: Any) -> list[Any]:
        with self.desk.file.store.read() as session:
            return list(read_rows(session, self.entity, ids, self._columns))

    def _read_later(self, page: int, ids: Any) -> None:
        self.desk.tasks.start(
            lambda _progress: self._read(ids),
            lambda rows: self.model.take_page(page, ids, rows),
            failed=self.desk.say_error,
            owner=self,
        )

    def facets(self, name: str) -> list[queries.Facet]:
        """The values of a field and how many of the records asked for have each. Reads them all."""
        return _facets(self.desk.file.store, self.entity, self.query, name)

    def _ask_facets(self, name: str, then: Callable[[Sequence[queries.Facet]], None]) -> None:
        store, entity, query = self.desk.file.store, self.entity, self.query
        self.desk.tasks.start(
            lambda _progress: _facets(store, entity, query, name),
            then,
            key=("facets", self),
            failed=self.desk.say_error,
            owner=self,
        )

    # sorting

    def _sort_by(self, column: int) -> None:
        if self._columns[column].virtual:
            return
        name = self._columns[column].name
        now = (self._sort or self.entity.default_sort)[:1]
        descending = bool(now and now[0][0] == name and not now[0][1])
        self._sort = ((name, descending),)
        self.look_up()

    def _show_columns(self) -> None:
        self._columns = self.column_choice.columns
        stay = self.view.current_record()
        self.view.header.by_hand = False
        self.view.header.may_hide = self.column_choice.is_usual
        self.model.show_columns(self._columns)
        self._show_sort()
        if stay is not None:
            self.view.choose(stay)

    def _show_sort(self) -> None:
        names = [column.name for column in self._columns]
        for name, descending in (self._sort or self.entity.default_sort)[:1]:
            self.view.header.show_sort(names.index(name) if name in names else -1, descending=descending)

    # the record beside the table

    def _open(self, record: int) -> None:
        if record == self.panel.record:
            return
        before = self.panel.record
        if not self.panel.may_leave():
            if before is not None:
                self.view.choose(before)
            return
        self.panel.show_record(record)
        self.status_changed.emit()

    def _enter(self, record: int) -> None:
        self._open(record)
        self.panel.form.focus_first()

    def _put_away(self) -> None:
        self.view.setFocus()
        current = self.view.current_record()
        if self.panel.record is None and current is not None:
            self.panel.show_record(current)
        self.status_changed.emit()

    def _saved(self, record: int) -> None:
        self._wanted = record

    def delete_chosen(self) -> None:
        """Delete the chosen records, as one step; Undo brings them back."""
        chosen = self.view.chosen_records()
        if not chosen or self.desk.file.store.read_only:
            return
        line = self.model.line_of(chosen[0]) or 0
        try:
            with self.desk.file.store.read() as session:
                title = self._deletion_title(session, chosen)
            with self.desk.file.write(title) as session:
                drafts.delete(session, self.entity, chosen)
                gone = set(chosen)
                rest = [one for one in self.model.ids[max(0, line - 1) : line + len(chosen) + 2] if one not in gone]
                self._wanted = rest[-1] if rest else None
        except (RecordsError, StoreError) as error:
            self.desk.say_error(error)
            return
        self.desk.say("good", _("{step}. Undo brings it back.").format(step=title))

    def _deletion_title(self, session: Any, chosen: list[int]) -> str:
        if len(chosen) == 1:
            name = queries.title(session, self.entity, chosen[0])
            return _("Deletion of {what}: {name}").format(what=_(self.entity.one).lower(), name=name)
        words = ngettext("Deletion of {count} record: {what}", "Deletion of {count} records: {what}", len(chosen))
        return words.format(count=len(chosen), what=_(self.entity.many))

    def copy_current(self) -> None:
        """Begin a new record as a copy of the current one; nothing is written before it is saved."""
        record = self.view.current_record()
        if record is None or self.desk.file.store.read_only or not self.panel.may_leave():
            return
        with self.desk.file.store.read() as session:
            known = drafts.open_draft(session, self.entity, record)
        self.panel.show_new(drafts.new_draft(self.entity, **known.values))

    def export(self) -> None:
        """Write what the table shows as an Excel file."""
        export_view(self.desk, self.entity, self.query, self.column_choice.names)

    # documents

    def can_print(self) -> bool:
        return self.entity.name == "event" and self.panel.record is not None and not self._previewing

    @property
    def _previewing(self) -> bool:
        return self._storeys.currentIndex() > 0

    def print_act(self) -> None:
        """Show the event's summary as it would be printed."""
        if not self.can_print() or not self.panel.may_leave():
            return
        from desktop_app.ui.event_print import EventPreview

        preview = EventPreview(self.desk)
        preview.left.connect(self._leave_preview)
        self._leave_preview()
        self._storeys.addWidget(preview)
        self._storeys.setCurrentWidget(preview)
        self.status_changed.emit()
        preview.open_event(self.panel.record or 0, self.panel.headline.title())

    def _leave_preview(self) -> None:
        from desktop_app.ui.preview import Preview

        while self._storeys.count() > 1:
            preview = self._storeys.widget(1)
            assert isinstance(preview, Preview)
            preview.clear()
            self._storeys.removeWidget(preview)
            preview.deleteLater()
        self.view.setFocus()
        self.status_changed.emit()

    # what the window asks for

    def commands(self) -> list[Command]:
        listed = [Command(_("Export to Excel: {what}").format(what=_(self.entity.many)), self.export, "export")]
        if self.can_print():
            listed.append(Command(_("Print the event's summary"), self.print_act, "print"))
        if not self.desk.file.store.read_only and self.view.current_record() is not None:
            name = _(self.entity.one).lower()
            listed.append(Command(_("Copy of this {what}").format(what=name), self.copy_current, "plus"))
            listed.append(Command(_("Delete this {what}").format(what=name), self.delete_chosen, "delete"))
        return listed

    def main_words(self) -> str | None:
        return None if self._previewing else _("New {what}").format(what=_(self.entity.one).lower())

    def main_act(self) -> None:
        if self.desk.file.store.read_only or not self.panel.may_leave():
            return
        self.panel.show_new(drafts.new_draft(self.entity))

    def status(self) -> str:
        many, shown = _(self.entity.many).lower(), len(self.model.ids)
        chosen = self.view.chosen_count()
        words = _("{shown} of {total} {what}") if self.chips.narrows else _("{total} {what}")
        counted = words.format(shown=f"{shown:,}", total=f"{self._total:,}", what=many)
        if chosen > 1:
            return _("{count} chosen   ·   {counted}").format(count=f"{chosen:,}", counted=counted)
        return counted

    def may_leave(self) -> bool:
        self._keep_layout()
        return self.panel.may_leave()

    def _keep_layout(self) -> None:
        self.desk.settings.keep_layout("splitter", self.splitter.saveState())
        self.desk.settings.keep_layout(self.entity.name, self.view.layout_by_hand())

    def refresh(self) -> None:
        self.panel.refresh()
        self.look_up()

    def show_record(self, record: int) -> None:
        if record == self.panel.record or not self.panel.may_leave():
            return
        self.panel.show_record(record)
        if not self._settled or not self.view.choose(record):
            self._wanted = record
            if self.chips.narrows:
                self.chips.clear()

    def settle(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_search(self) -> None:
        """Put the cursor into the search box of the table."""
        self.chips.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.chips.search.selectAll()

    def _type(self, letter: str) -> None:
        self.chips.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.chips.search.setText(letter)

    def state(self) -> dict[str, Any]:
        return {
            "chips": self.chips.state(),
            "sort": self._sort,
            "record": self.view.current_record(),
            "panel": self.panel.state(),
        }

    def restore(self, state: dict[str, Any]) -> None:
        self.chips.restore(state["chips"])
        self._sort = state["sort"]
        self._wanted = state["record"]
        self.panel.restore(state["panel"])
        self.look_up()


def _facets(store: "Store", entity: Entity, query: queries.Query, name: str) -> list[queries.Facet]:
    with store.read() as session:
        if entity.field(name).kind == "date":
            return queries.years(session, entity, name)
        return queries.facets(session, entity, query, name)
