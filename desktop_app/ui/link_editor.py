"""A link to another record, picked by typing its name; a name that nobody bears yet can be added on the way."""

from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent

from desktop_app.language import _
from desktop_app.records.drafts import Named
from desktop_app.records.entities import entity
from desktop_app.records.fields import Field, NotUnderstood
from desktop_app.ui.appearance import Appearance
from desktop_app.ui.editors import Editor, LineEdit, LinkSource
from desktop_app.ui.popup_list import Offer, PopupList

PAUSE: Final = 60
ADDABLE: Final = ("person", "organisation", "venue", "series", "track")
ICONS: Final = {"person": "people", "organisation": "organisations", "event": "events", "venue": "home"}


class LinkLine(LineEdit):
    """The line of a link: arrows move through the offers, Enter takes one."""

    def __init__(self, editor: "LinkEditor"):
        super().__init__()
        self._editor = editor

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._editor.take_key(event):
            super().keyPressEvent(event)


class LinkEditor(Editor):
    """Holds the id of a record, or the name of one that saving will make."""

    def __init__(self, field: Field, appearance: Appearance, links: LinkSource):
        self.line = LinkLine(self)
        super().__init__(field, self.line)
        self._appearance = appearance
        self._links = links
        self._id: int | Named | None = None
        self._title = ""
        self._list: PopupList | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._offer)
        self.line.setPlaceholderText(_("Type a name"))
        self.line.textEdited.connect(self._type)
        self.line.left.connect(self._leave)

    @property
    def _addable(self) -> bool:
        return self.field.to in ADDABLE

    def value(self) -> Any:
        typed = self.line.text().strip()
        if not typed:
            return None
        if self._id is not None and typed == self._title:
            return self._id
        known = [one for one in self._links.suggest(self.field, typed) if one.title.casefold() == typed.casefold()]
        if len(known) == 1:
            return known[0].id
        if len(known) > 1:
            raise NotUnderstood(_("Several are called “{typed}”. Choose one from the list.").format(typed=typed))
        if self._addable:
            raise NotUnderstood(
                _("“{typed}” is not in the records. Choose one from the list, or the last line to add it.").format(
                    typed=typed
                )
            )
        raise NotUnderstood(_("“{typed}” is not in the list. Choose one from it.").format(typed=typed))

    def show_value(self, value: Any) -> None:
        self._id = value
        if isinstance(value, Named):
            self._title = value.title
        else:
            self._title = self._links.title(self.field, value) if value is not None else ""
        self.line.setText(self._title)
        self.line.setCursorPosition(0)

    def typed(self) -> Any:
        return (self._id, self._title, self.line.text())

    def show_typed(self, typed: Any) -> None:
        self._id, self._title, text = typed
        self.line.setText(text)

    def set_read_only(self, yes: bool) -> None:
        self.line.setReadOnly(yes)

    def _type(self, _text: str) -> None:
        self._pause.start()
        self.edited.emit()

    def _offer(self) -> None:
        if not self.line.hasFocus():
            return
        typed = self.line.text().strip()
        picture = ICONS.get(self.field.to, "right")
        offers = [
            Offer(one.title, one.detail, picture, partial(self._take, one.id, one.title))
            for one in self._links.suggest(self.field, typed)
        ]
        if typed and self._addable:
            what = _(entity(self.field.to).one).lower()
            words = _("Add “{typed}”").format(typed=typed)
            detail = _("as a new {what}").format(what=what)
            offers.append(Offer(words, detail, "plus", partial(self._take, Named(typed), typed)))
        if self._list is None:
            self._list = PopupList(self._appearance, self.line.window())
            self._list.chosen.connect(self._chosen)
            self.line.destroyed.connect(self._list.deleteLater)
        self._list.show_offers(offers)
        self._list.place_under(self.line)

    def _chosen(self, offer: Offer) -> None:
        self.close_list()
        offer.take()

    def _take(self, record: "int | Named", title: str) -> None:
        self._id, self._title = record, title
        self.line.setText(title)
        self.edited.emit()

    def take_key(self, event: QKeyEvent) -> bool:
        """Whether the list of offers had use for this key."""
        shown = self._list is not None and self._list.isVisible()
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if not shown:
                self._offer()
            elif self._list is not None:
                self._list.move_by(1 if event.key() == Qt.Key.Key_Down else -1)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._pause.isActive():
            self._pause.stop()
            self._offer()
            shown = True
        if shown and self._list is not None:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._list.choose_current()
                return False
            if event.key() == Qt.Key.Key_Escape:
                self.close_list()
                return True
        return False

    def offered(self) -> list[str]:
        """What stands in the list under the line; nothing while it is closed."""
        return self._list.words() if self._list is not None and self._list.isVisible() else []

    def close_list(self) -> None:
        self._pause.stop()
        if self._list is not None:
            self._list.hide()

    def _leave(self) -> None:
        self.close_list()
        try:
            meant = self.value()
        except NotUnderstood:
            pass
        else:
            if meant is not None and meant != self._id:
                self.show_value(meant)
        self.left.emit()
