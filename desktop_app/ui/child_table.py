"""The rows inside a record as a small table that is typed in: parts, programme, stops, groups, head counts, minutes."""

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHBoxLayout, QVBoxLayout, QWidget

from db.errors import RecordsError, StoreError
from db.models import Participation
from desktop_app.language import _, ngettext
from desktop_app.records import drafts, queries
from desktop_app.records.entities import entity as entity_named
from desktop_app.records.fields import Entity
from desktop_app.ui.cell_delegate import CellDelegate
from desktop_app.ui.child_model import ChildModel
from desktop_app.ui.column_choice import ColumnChoice
from desktop_app.ui.columns import read_rows
from desktop_app.ui.desk import Desk
from desktop_app.ui.labels import plain
from desktop_app.ui.link_source import link_source
from desktop_app.ui.table_view import TableView

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RowEditing(CellDelegate):
    """Remembers whether Enter ended the typing, which in a new part adds it, or Tab, which goes on."""

    by_enter = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self.by_enter = event.key() in ENTER
        return super().eventFilter(watched, event)


class ChildView(TableView):
    """A table whose cells are typed in: a letter begins to type, Enter edits, Alt with an arrow moves the row."""

    moved = Signal(int)
    end_passed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2) and self.currentIndex().isValid():
            self.edit(self.currentIndex())
        elif key == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        else:
            QAbstractItemView.keyPressEvent(self, event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter after the name of a new part passes over its other cells, which have what they need."""
        editing = self.itemDelegate()
        by_enter = isinstance(editing, RowEditing) and editing.by_enter
        if by_enter and hint == QAbstractItemDelegate.EndEditHint.EditNextItem and self._names_new_part():
            super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
            self.end_passed.emit()
        else:
            super().closeEditor(editor, hint)

    def _names_new_part(self) -> bool:
        model, here = self.model(), self.currentIndex()
        if not isinstance(model, ChildModel) or model.entity.name != "participation":
            return False
        opened = model.open_line
        name = model.columns[here.column()].name
        named = opened is not None and (opened.draft.values.get(name) is not None or name in opened.problems)
        return name == model.entity.title and here.row() == model.new_line and named

    def moveCursor(self, action: Any, modifiers: Any) -> QModelIndex:
        """Going on leaps over cells that cannot be typed in."""
        index = super().moveCursor(action, modifiers)
        model = self.model()
        step = {self.CursorAction.MoveNext: 1, self.CursorAction.MovePrevious: -1}.get(action, 0)
        if not step or not isinstance(model, ChildModel) or not self.currentIndex().isValid():
            return index
        place = self.currentIndex().row() * model.columnCount() + self.currentIndex().column() + step
        while 0 <= place < model.rowCount() * model.columnCount():
            line, column = divmod(place, model.columnCount())
            if model.is_editable(column) and not self.isColumnHidden(column):
                return model.index(line, column)
            place += step
        if step > 0:
            self.end_passed.emit()
        return self.currentIndex()


class ChildTable(QWidget):
    """The rows of one kind inside one record. A row is saved, as one step, when the cursor leaves it."""

    changed = Signal()

    def __init__(self, desk: Desk, entity: Entity, parent_id: int):
        super().__init__()
        self.desk = desk
        self.entity = entity
        self.parent_id = parent_id
        store = desk.file.store
        self._links = link_source(desk.file, parent_id)
        self._choice = ColumnChoice(desk.settings, entity, self)
        self._choice.changed.connect(self._show_columns)
        self._columns = self._choice.columns
        self.model = ChildModel(
            entity,
            self._columns,
            self._read,
            self._open_draft,
            lambda to, record: self._links.title(_link_to(entity, to), record),
            self,
            read_only=store.read_only,
        )
        self.view = ChildView(desk.appearance)
        self.view.setAccessibleName(_(entity.many))
        self.view.setItemDelegate(RowEditing(desk.appearance, self._links, self.view))
        triggers = QAbstractItemView.EditTrigger
        self.view.setEditTriggers(triggers.DoubleClicked | triggers.AnyKeyPressed | triggers.EditKeyPressed)
        self.view.setTabKeyNavigation(False)
        self.view.header.may_hide = self._choice.is_usual
        self.view.show_model(self.model, desk.settings.layout(f"{entity.name}-rows"))
        self.view.header.setSectionsClickable(False)
        self.view.verticalHeader().setFixedWidth(desk.appearance.px(34))
        self.view.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.view.verticalHeader().setHighlightSections(False)
        self.view.verticalHeader().show()
        self.view.selectionModel().currentRowChanged.connect(self._leave_line)
        self.view.delete_wanted.connect(self.delete_chosen)
        self.view.header.menu_wanted.connect(lambda place: self._choice.menu(self).popup(place))
        self.view.end_passed.connect(lambda: QTimer.singleShot(0, self._begin_next))
        self.view.moved.connect(self.move_chosen)
        self.message = plain("", desk.appearance, size=12, tone="wrong", wrap=True)
        self.message.hide()
        self._lay_out()
        self.reload()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.view, 1)
        column.addWidget(self.message)
        hints = QHBoxLayout()
        words = _("Type in the last line to add   ·   Enter goes on   ·   Del deletes   ·   Alt+↑ ↓ moves a row")
        if not self.entity.ordered:
            words = _("Type in the last line to add   ·   Enter goes on   ·   Del deletes")
        if self.entity.name == "participation":
            words = _(
                "Type a name in the last line, Enter adds it   ·   Tab goes on   ·   Del deletes   ·   Alt+↑ ↓ moves"
            )
        if not self.desk.file.store.read_only:
            hints.addWidget(plain(words, self.desk.appearance, size=12, tone="muted", wrap=True))
        column.addLayout(hints)

    # reading

    def _read(self, ids: Any) -> list[Any]:
        with self.desk.file.store.read() as session:
            return list(read_rows(session, self.entity, ids, self._columns))

    def _open_draft(self, record: int | None) -> drafts.Draft:
        if record is None:
            return drafts.new_draft(self.entity, **{self.entity.parent: self.parent_id}, **self._like_above())
        with self.desk.file.store.read() as session:
            return drafts.open_draft(session, self.entity, record)

    def _like_above(self) -> dict[str, Any]:
        """What a new row has in common with the row above it: the role, where people take part."""
        if self.entity.name != "participation":
            return {}
        with self.desk.file.store.read() as session:
            if self.model.ids:
                above = session.get(Participation, self.model.ids[-1])
                if above is not None:
                    return {"role_id": above.role_id}
            try:
                return {"role_id": drafts.role_id(session, "participant")}
            except RecordsError:
                return {}

    def reload(self, record: int | None = None) -> None:
        """Read the rows anew; stay on the row with the id `record`, or where the cursor is."""
        with self.desk.file.store.read() as session:
            ids = queries.find_ids(session, self.entity, queries.Query(parent_id=self.parent_id))
        here = self.view.currentIndex()
        stay = record if record is not None else self.view.current_record()
        if self.model.open_line is not None:
            return
        self.model.show_ids(ids)
        line = self.model.line_of(stay) if stay is not None else None
        if line is None and here.isValid():
            line = min(here.row(), self.model.rowCount() - 1)
        if line is not None:
            self.view.setCurrentIndex(self.model.index(line, max(0, here.column())))

    def settle(self) -> None:
        """Put the focus on the table; where no row is chosen, on the line that waits for a new one."""
        if self.view.currentIndex().isValid() or self.desk.file.store.read_only:
            self.view.setFocus()
        else:
            self.begin_new()

    def _show_columns(self) -> None:
        if not self.save_line():
            return
        here = self.view.currentIndex()
        self._columns = self._choice.columns
        self.view.header.by_hand = False
        self.view.header.may_hide = self._choice.is_usual
        self.model.show_columns(self._columns)
        self.view.setCurrentIndex(self.model.index(here.row(), 0))

    @property
    def has_unsaved(self) -> bool:
        return self.model.open_line is not None and self.model.open_line.touched

    # writing

    def save_line(self) -> bool:
        """Write the open line as one step. False, with the reason under the table, where it cannot be."""
        self._end_editing()
        opened = self.model.open_line
        if opened is None:
            return True
        if not opened.touched:
            self.model.close()
            return True
        problems = opened.problems | {
            name: words for name, words in drafts.check(opened.draft).items() if name not in opened.problems
        }
        if problems:
            self._refuse(opened.line, problems)
            return False
        try:
            with self.desk.file.store.read() as session:
                title = self._step_title(session, opened.draft)
            with self.desk.file.write(title) as session:
                record = drafts.save(session, opened.draft)
                self.model.open_line = None
        except (RecordsError, StoreError) as error:
            self.model.open_line = opened
            self.desk.say_error(error)
            return False
        self._say("")
        self.reload(self.view.current_record())
        self.changed.emit()
        return bool(record)

    def _step_title(self, session: Any, draft: drafts.Draft) -> str:
        name = _(self.entity.one)
        named = draft.values.get(self.entity.title)
        field = next((one for one in self.entity.fields if one.name == self.entity.title), None)
        if isinstance(named, drafts.Named):
            named = named.title
        elif field is not None and field.kind == "link" and named is not None:
            named = queries.title(session, entity_named(field.to), named)
        pattern = _("New {what}: {name}") if draft.id is None else _("Change of {what}: {name}")
        return pattern.format(what=name.lower(), name=named or "…")

    def revert_line(self) -> None:
        """Take back what was typed in the open line."""
        self.model.close()
        self._say("")

    def delete_chosen(self) -> None:
        """Delete the chosen rows, as one step."""
        chosen = self.view.chosen_records()
        if not chosen or self.desk.file.store.read_only:
            return
        pattern = ngettext("Deletion of {count} row: {what}", "Deletion of {count} rows: {what}", len(chosen))
        try:
            with self.desk.file.write(pattern.format(count=len(chosen), what=_(self.entity.many))) as session:
                drafts.delete(session, self.entity, chosen)
        except (RecordsError, StoreError) as error:
            self.desk.say_error(error)
            return
        self.changed.emit()

    def move_chosen(self, by: int) -> None:
        """Move the current row up or down."""
        record = self.view.current_record()
        if record is None or not self.entity.ordered or not self.save_line():
            return
        try:
            with self.desk.file.write(_("Move of a row: {what}").format(what=_(self.entity.many))) as session:
                drafts.move(session, self.entity, record, by)
        except (RecordsError, StoreError) as error:
            self.desk.say_error(error)
            return
        self.reload(record)

    def begin_new(self) -> None:
        """Put the cursor into the line that waits for a new row."""
        self.view.setFocus()
        column = next((c for c in range(self.model.columnCount()) if self.model.is_editable(c)), 0)
        self.view.setCurrentIndex(self.model.index(self.model.new_line, column))

    def show_row(self, record: int) -> None:
        """Put the cursor on the row with this id."""
        self.view.choose(record)
        self.view.setFocus()

    def _leave_line(self, current: QModelIndex, before: QModelIndex) -> None:
        opened = self.model.open_line
        if opened is None or current.row() == opened.line or not before.isValid():
            return
        QTimer.singleShot(0, self._save_left_line)

    def _save_left_line(self) -> None:
        opened = self.model.open_line
        if opened is None or self.view.currentIndex().row() == opened.line:
            return
        going_on = self.view.state() == QAbstractItemView.State.EditingState
        column = self.view.currentIndex().column()
        was_new = opened.line == self.model.new_line
        if not self.save_line():
            return
        if going_on and was_new:
            target = self.model.index(self.model.new_line, column)
            self.view.setCurrentIndex(target)
            self.view.edit(target)

    def _begin_next(self) -> None:
        """Enter in the last cell of the last line: write the row, and begin the next one."""
        if self.save_line():
            self.begin_new()
            self.view.edit(self.view.currentIndex())

    def _end_editing(self) -> None:
        if self.view.state() == QAbstractItemView.State.EditingState:
            self.view.setFocus()

    def _refuse(self, line: int, problems: dict[str, str]) -> None:
        self._say(" ".join(problems.values()))
        shown = [column.name for column in self._columns]
        column = next((shown.index(name) for name in problems if name in shown), 0)
        self.view.setCurrentIndex(self.model.index(line, column))

    def _say(self, sentence: str) -> None:
        self.message.setText(sentence)
        self.message.setVisible(bool(sentence))

    def hideEvent(self, event: QHideEvent) -> None:
        self.desk.settings.keep_layout(f"{self.entity.name}-rows", self.view.layout_by_hand())
        super().hideEvent(event)


def _link_to(entity: Entity, to: str) -> Any:
    return next(one for one in entity.fields if one.kind == "link" and one.to == to)
