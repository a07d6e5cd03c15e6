"""Editing a cell in its place with the editor of its field: Enter and Tab go on, Esc takes back."""

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QStyleOptionViewItem, QWidget

from desktop_app.records.fields import Field, NotUnderstood
from desktop_app.ui.appearance import Appearance
from desktop_app.ui.child_model import ChildModel
from desktop_app.ui.editors import Editor, LinkSource, editor_of
from desktop_app.ui.link_editor import LinkEditor
from desktop_app.ui.table_view import RowDelegate


class CellDelegate(RowDelegate):
    """Draws like any table, and edits."""

    def __init__(self, appearance: Appearance, links: LinkSource, parent: QObject | None = None):
        super().__init__(appearance, parent)
        self._links = links
        self._editor: Editor | None = None

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        model = index.model()
        assert isinstance(model, ChildModel)
        field: Field = model.entity.field(model.columns[index.column()].name)
        editor = editor_of(_one_line(field), self._appearance, self._links)
        editor.widget.setParent(parent)
        editor.widget.setProperty("place", "cell")
        editor.widget.setAutoFillBackground(True)
        self._editor = editor
        return editor.widget

    def setEditorData(self, _widget: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        model = index.model()
        assert isinstance(model, ChildModel)
        assert self._editor is not None
        opened = model.open_line
        name = model.columns[index.column()].name
        if opened is not None and opened.line == index.row() and name in opened.problems:
            self._editor.show_typed(opened.typed[name])
        else:
            self._editor.show_value(model.value_at(index))

    def setModelData(
        self, _widget: QWidget, model: QAbstractItemModel, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        assert isinstance(model, ChildModel)
        assert self._editor is not None
        typed: Any = self._editor.typed()
        try:
            model.take(index, self._editor.value(), typed)
        except NotUnderstood as reason:
            text = typed if isinstance(typed, str) else str(typed[-1])
            model.take(index, None, typed, str(reason), text)

    def updateEditorGeometry(
        self, widget: QWidget, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> None:
        widget.setGeometry(option.rect.adjusted(1, 1, -1, -2))

    def destroyEditor(self, widget: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        if isinstance(self._editor, LinkEditor):
            self._editor.close_list()
        self._editor = None
        super().destroyEditor(widget, index)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or self._editor is None:
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        widget = self._editor.widget
        offered = getattr(self._editor, "take_key", None)
        if event.key() == Qt.Key.Key_Escape and offered is not None and offered(event):
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            if offered is not None and event.key() != Qt.Key.Key_Backtab:
                offered(QKeyEvent(event.type(), Qt.Key.Key_Return, event.modifiers()))
            back = event.key() == Qt.Key.Key_Backtab
            hint = QAbstractItemDelegate.EndEditHint
            self.commitData.emit(widget)
            self.closeEditor.emit(widget, hint.EditPreviousItem if back else hint.EditNextItem)
            return True
        if offered is not None and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            return False
        return super().eventFilter(watched, event)


def _one_line(field: Field) -> Field:
    """A cell has room for one line only."""
    if field.kind != "lines":
        return field
    return Field(field.name, field.label, "text", required=field.required, help=field.help)
