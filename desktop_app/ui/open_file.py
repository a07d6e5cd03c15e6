"""The records file that is open in the window, and word of every change to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.ui.tasks import Tasks

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.store import Store


class OpenFile(QObject):
    """At most one store at a time. `changed` comes after every step that was written, undone or redone here."""

    opened = Signal()
    closed = Signal()
    changed = Signal()
    backed_up = Signal()

    def __init__(self, tasks: Tasks, parent: QObject | None = None):
        super().__init__(parent)
        self._tasks = tasks
        self._store: Store | None = None
        self._counter = 0
        self.saved_at: datetime | None = None
        self.backed_up_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self._store is not None

    @property
    def store(self) -> "Store":
        """The open store. RuntimeError when no file is open: pages that need one are not shown then."""
        if self._store is None:
            raise RuntimeError("no records file is open")
        return self._store

    @property
    def path(self) -> Path | None:
        return self._store.path if self._store else None

    def take(self, store: "Store", backed_up_at: datetime | None = None) -> None:
        """This store is the open one from now on. The one before must have been closed."""
        self._store = store
        self.saved_at = None
        self.backed_up_at = backed_up_at
        self._counter = store.change_counter()
        self.opened.emit()

    def let_go(self) -> "Store | None":
        """Nothing is open from now on; gives the store that was, for its closing."""
        store, self._store = self._store, None
        if store is not None:
            self.closed.emit()
        return store

    @contextmanager
    def write(self, title: str) -> Iterator["Session"]:
        """One small gesture written on the window's thread, as one step called `title`.

        While a long job may be writing, this raises StoreError "busy" at once instead of waiting for it.
        """
        from db.errors import StoreError

        if any(task.title for task in self._tasks.under_way()):
            raise StoreError("busy", path=self.path)
        with self.store.write(title) as session:
            yield session
        self.has_changed()

    def note_backup(self, at: datetime | None) -> None:
        """The newest good backup was made `at` this moment."""
        self.backed_up_at = at
        self.backed_up.emit()

    def look_for_others(self) -> None:
        """Has another program written to the file? Then everybody who shows records is told."""
        from db.errors import StoreError

        if self._store is None or self._tasks.busy:
            return
        try:
            counter = self._store.change_counter()
        except (OSError, StoreError):
            return
        if counter != self._counter:
            self._counter = counter
            self.changed.emit()

    def has_changed(self) -> None:
        """A step has been written: tell everybody who shows records."""
        self.saved_at = datetime.now().astimezone()
        self._counter = self.store.change_counter()
        self.changed.emit()
