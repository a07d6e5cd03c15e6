"""Undo and redo: the names of the steps, doing them off the window's thread, and the list of what can be undone."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.language import _, ngettext
from desktop_app.ui.command import Command
from desktop_app.ui.desk import Desk

if TYPE_CHECKING:
    from db.journal import Inverse
    from db.store import StepRow, Store

SHOWN = 15


class StepCommands(QObject):
    """Says the names of the next undo and redo each time they may have changed."""

    named = Signal(object, object)

    def __init__(self, desk: Desk):
        super().__init__(desk)
        self._desk = desk
        self._undo: str | None = None
        self._redo: str | None = None

    def refresh(self) -> None:
        """Ask the file what can be undone now."""
        store = self._desk.file.store
        self._desk.tasks.start(lambda _progress: _next(store), self._name, key="steps", failed=self._desk.say_error)

    def commands(self) -> list[Command]:
        listed = []
        if self._undo is not None:
            listed.append(Command(_("Undo: {step}").format(step=self._undo), self.undo, "undo"))
        if self._redo is not None:
            listed.append(Command(_("Redo: {step}").format(step=self._redo), self.redo, "redo"))
        return listed

    def undo(self) -> None:
        """Undo the newest step."""
        if self._can_write() and self._undo is not None:
            self._run(
                lambda store: store.undo(),
                _("Undoing: {step}").format(step=self._undo),
                _("Undone: {step}"),
            )

    def redo(self) -> None:
        """Do again what was undone last."""
        if self._can_write() and self._redo is not None:
            self._run(
                lambda store: store.redo(),
                _("Redoing: {step}").format(step=self._redo),
                _("Redone: {step}"),
            )

    def undo_step(self, step: "StepRow") -> None:
        """Undo one step of the list, old or new; what was changed since stays."""
        if self._can_write():
            doing = _("Undoing: {step}").format(step=step.title)
            self._run(lambda store: store.undo_step(step.id), doing, _("Undone: {step}"))

    def show_list(self, corner: QPoint) -> None:
        """Show the newest steps as a menu at `corner`; choosing one undoes it."""
        store = self._desk.file.store
        self._desk.tasks.start(
            lambda _progress: store.steps(SHOWN),
            lambda steps: self._open_list(steps, corner),
            failed=self._desk.say_error,
        )

    def _open_list(self, steps: "list[StepRow]", corner: QPoint) -> None:
        parent = self._desk.parent()
        menu = steps_menu(steps, self.undo_step, parent if isinstance(parent, QWidget) else None)
        menu.popup(corner)

    def _can_write(self) -> bool:
        return self._desk.file.is_open and not self._desk.file.store.read_only

    def _name(self, names: tuple[str | None, str | None]) -> None:
        self._undo, self._redo = names
        self.named.emit(*names)

    def _run(self, act: Any, doing: str, done: str) -> None:
        store = self._desk.file.store
        self._desk.tasks.start(
            lambda _progress: act(store),
            lambda plan: self._told(plan, done),
            title=doing,
            failed=self._desk.say_error,
        )

    def _told(self, plan: "Inverse | None", pattern: str) -> None:
        """Say what the file took back, which after quick presses need not be the step that was named before them."""
        self._desk.file.has_changed()
        if plan is None:
            return
        done = pattern.format(step=plan.title)
        if plan.kept:
            kept = ngettext(
                "{done}. {count} row was changed since and stays as it is.",
                "{done}. {count} rows were changed since and stay as they are.",
                len(plan.kept),
            )
            self._desk.say("doubt", kept.format(done=done, count=len(plan.kept)))
        else:
            self._desk.say("good", f"{done}.")


def _next(store: "Store") -> tuple[str | None, str | None]:
    return store.next_undo(), store.next_redo()


def steps_menu(steps: "list[StepRow]", undo: Any, parent: QWidget | None) -> QMenu:
    """The newest steps first, each with its time; those undone already are grey."""
    from datetime import datetime

    menu = QMenu(parent)
    if not steps:
        nothing = menu.addAction(_("Nothing to undo yet"))
        nothing.setEnabled(False)
    for step in steps:
        moment = datetime.fromisoformat(step.at).astimezone()
        when = f"{moment:%d/%m %H:%M}"
        words = _("{when}   {step} (undone)") if step.undone else _("{when}   {step}")
        action = QAction(words.format(when=when, step=step.title).replace("&", "&&"), menu)
        action.setEnabled(not step.undone)
        action.triggered.connect(lambda _checked=False, chosen=step: undo(chosen))
        menu.addAction(action)
    return menu
