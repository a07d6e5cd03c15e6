"""The form of one record, made from its fields: labels in one line, messages under the field, Enter moves on."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from desktop_app.language import _
from desktop_app.records.drafts import Draft
from desktop_app.records.fields import Entity, Field, NotUnderstood
from desktop_app.ui.appearance import Appearance
from desktop_app.ui.editors import Editor, LinesEditor, LinkSource, editor_of, offers_shown
from desktop_app.ui.labels import plain

SHORT_KINDS: Final = ("date", "time", "number", "choice", "yes_no")


class RecordForm(QWidget):
    """Edits one draft. `edited` comes with every change, `end_reached` when Enter leaves the last field, `looked_at`
    with the editor that must be seen."""

    edited = Signal()
    end_reached = Signal()
    looked_at = Signal(object)

    def __init__(self, entity: Entity, appearance: Appearance, links: LinkSource, *, read_only: bool = False):
        super().__init__()
        self.entity = entity
        self._appearance = appearance
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._draft: Draft | None = None
        self._editors: dict[str, Editor] = {}
        self._messages: dict[str, QLabel] = {}
        self._changed: set[str] = set()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 4, 0, 16)
        self._grid.setHorizontalSpacing(appearance.px(12))
        self._grid.setVerticalSpacing(appearance.px(6))
        self._grid.setColumnMinimumWidth(0, appearance.px(108))
        self._grid.setColumnStretch(4, 3)
        self._grid.setColumnStretch(5, 1)
        self._fields = _by_section(entity.form)
        for field in self._fields:
            self._editors[field.name] = self._make_editor(field, links, read_only)
        self._lay_out()

    def _make_editor(self, field: Field, links: LinkSource, read_only: bool) -> Editor:
        editor = editor_of(field, self._appearance, links)
        if read_only:
            editor.set_read_only(True)
        editor.edited.connect(lambda name=field.name: self._edit(name))
        editor.left.connect(lambda name=field.name: self._check_one(name))
        editor.widget.installEventFilter(self)
        message = plain("", self._appearance, size=12, tone="wrong", wrap=True)
        message.hide()
        self._messages[field.name] = message
        return editor

    # laying out

    def _lay_out(self) -> None:
        section = ""
        line = 0
        for fields in _lines(self._fields):
            if fields[0].section != section:
                section = fields[0].section
                heading = plain(_(section), self._appearance, size=12, bold=True, tone="muted")
                heading.setContentsMargins(0, self._appearance.px(12) if line else 0, 0, 0)
                self._grid.addWidget(heading, line, 0, 1, 6)
                line += 1
            self._place(fields, line)
            line += 3
        self._grid.setRowStretch(line, 1)

    def _place(self, fields: list[Field], line: int) -> None:
        top = Qt.AlignmentFlag.AlignTop
        for place, field in enumerate(fields):
            editor = self._editors[field.name]
            label = plain(self._label(field), self._appearance, tone="muted", wrap=True)
            label.setBuddy(editor.widget)
            label.setMinimumHeight(self._appearance.px(30))
            label.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
            self._grid.addWidget(label, line, place * 2, top)
            whole = 1 if len(fields) == 2 else 4
            self._size(editor, field, paired=len(fields) == 2)
            self._grid.addWidget(editor.widget, line, place * 2 + 1, 1, whole)
            self._grid.addWidget(self._messages[field.name], line + 1 + place, 1, 1, 5)

    def _size(self, editor: Editor, field: Field, *, paired: bool) -> None:
        px = self._appearance.px
        if paired or field.kind in SHORT_KINDS:
            short = {"date": 124, "time": 90, "number": 90}.get(field.kind, 180)
            editor.widget.setMaximumWidth(px(short))
            editor.widget.setMinimumWidth(px(min(short, 104)) if paired else px(min(short, 150)))
        else:
            wide = isinstance(editor, LinesEditor) or field.width >= 300
            editor.widget.setMaximumWidth(px(640 if wide else 460))
            editor.widget.setMinimumWidth(px(150))
            editor.widget.setSizePolicy(QSizePolicy.Policy.Expanding, editor.widget.sizePolicy().verticalPolicy())

    @staticmethod
    def _label(field: Field) -> str:
        return _("{label} *").format(label=_(field.label)) if field.required else _(field.label)

    # the draft

    def show_draft(self, draft: Draft) -> None:
        """Edit this draft from now on; what was typed before is forgotten."""
        self._draft = draft
        self._changed.clear()
        for name, editor in self._editors.items():
            editor.show_value(draft.values.get(name))
            self._say(name, "")

    def show_no_draft(self) -> None:
        """Edit nothing."""
        self._draft = None
        self._changed.clear()

    def mark_saved(self) -> None:
        """What is typed has been written, or is given up: nothing is unsaved any more."""
        self._changed.clear()

    @property
    def draft(self) -> Draft | None:
        return self._draft

    @property
    def changed(self) -> frozenset[str]:
        """The names of the fields in which something else stands now than was opened."""
        return frozenset(self._changed)

    def gather(self) -> dict[str, str]:
        """Put what is meant into the draft; gives the sentence for each field that means nothing yet."""
        problems = {}
        assert self._draft is not None
        for name, editor in self._editors.items():
            if self._draft.id is not None and name not in self._changed:
                continue
            try:
                self._draft.values[name] = editor.value()
            except NotUnderstood as reason:
                problems[name] = str(reason)
        return problems

    def show_problems(self, problems: dict[str, str]) -> None:
        """Say under each field what is wrong with it, and go to the first."""
        for name in self._editors:
            self._say(name, problems.get(name, ""))
        for name, editor in self._editors.items():
            if name in problems:
                editor.widget.setFocus(Qt.FocusReason.OtherFocusReason)
                self.looked_at.emit(editor.widget)
                return

    def problems_shown(self) -> dict[str, str]:
        return {name: label.text() for name, label in self._messages.items() if label.text()}

    def focus_first(self) -> None:
        next(iter(self._editors.values())).widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def editor(self, name: str) -> Editor:
        return self._editors[name]

    def text_of(self, name: str) -> str:
        """What stands in a field, as text."""
        typed = self._editors[name].typed()
        return str(typed[-1] if isinstance(typed, tuple) else typed)

    def typed(self) -> dict[str, Any]:
        """Everything typed in fields that have changed, as it stands."""
        return {name: self._editors[name].typed() for name in self._changed}

    def show_typed(self, typed: dict[str, Any]) -> None:
        """Take up what `typed` gave, over the draft that is shown."""
        for name, raw in typed.items():
            if name in self._editors:
                self._editors[name].show_typed(raw)
                self._changed.add(name)
        self.edited.emit()

    def _edit(self, name: str) -> None:
        self._changed.add(name)
        if self._messages[name].text():
            self._say(name, "")
        self.edited.emit()

    def _check_one(self, name: str) -> None:
        if name not in self._changed:
            return
        try:
            self._editors[name].value()
        except NotUnderstood as reason:
            self._say(name, str(reason))

    def _say(self, name: str, sentence: str) -> None:
        message = self._messages[name]
        if message.text() == sentence:
            return
        message.setText(sentence)
        message.setVisible(bool(sentence))
        self._editors[name].mark(wrong=bool(sentence))
        self._editors[name].widget.setAccessibleDescription(sentence)

    def _revert_one(self, name: str) -> bool:
        """Show what was opened in this field again; False when it had not been changed."""
        if name not in self._changed or self._draft is None:
            return False
        before = self._draft.original.get(name)
        self._draft.values[name] = before
        self._editors[name].show_value(before)
        self._changed.discard(name)
        self._say(name, "")
        self.edited.emit()
        return True

    # keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return False
        name = next((one for one, editor in self._editors.items() if editor.widget is watched), "")
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
            if name in self._changed or offers_shown(self._editors[name]):
                event.accept()
                return True
            return False
        if event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return self._enter(name, event)
        if event.key() == Qt.Key.Key_Escape:
            editor = self._editors[name]
            offered = getattr(editor, "take_key", None)
            if offered is not None and offered(event):
                return True
            return self._revert_one(name)
        return False

    def _enter(self, name: str, event: QKeyEvent) -> bool:
        editor = self._editors[name]
        if isinstance(editor, LinesEditor) and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        offered = getattr(editor, "take_key", None)
        if offered is not None:
            offered(event)
        if name == list(self._editors)[-1]:
            self.end_reached.emit()
        else:
            self.focusNextChild()
        return True


def _by_section(fields: Sequence[Field]) -> list[Field]:
    """The fields with those of one section together, the sections in the order in which they begin."""
    sections = list(dict.fromkeys(field.section for field in fields))
    return sorted(fields, key=lambda field: sections.index(field.section))


def _lines(fields: Sequence[Field]) -> Iterator[list[Field]]:
    """The fields line by line: two short ones that stand together share a line."""
    waiting: list[Field] = []
    for field in fields:
        pairs = field.kind in ("date", "time")
        if waiting and pairs and field.kind == waiting[0].kind and field.section == waiting[0].section:
            yield [waiting.pop(), field]
            continue
        if waiting:
            yield [waiting.pop()]
        if pairs:
            waiting.append(field)
        else:
            yield [field]
    if waiting:
        yield waiting
