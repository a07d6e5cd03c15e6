"""Making, opening, copying and restoring records files, asked for by the user."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths

from desktop_app.language import _
from desktop_app.ui.command import Command
from desktop_app.ui.desk import Desk
from desktop_app.ui.export_commands import export_all
from desktop_app.ui.prompter import RECORDS_SUFFIX, Answer, Question
from desktop_app.ui.tasks import Progress

if TYPE_CHECKING:
    from db.backup import Backup
    from db.store import Store


@dataclass(frozen=True, slots=True)
class Opened:
    """An open store and the moment of its newest good backup."""

    store: "Store"
    backed_up_at: datetime | None


class FileCommands:
    """One file at a time: opening another closes the open one. The disk is only touched off the window's thread."""

    def __init__(self, desk: Desk, may_leave: Callable[[], bool]):
        self._desk = desk
        self._may_leave = may_leave

    def commands(self) -> list[Command | None]:
        """The file menu; None is a line between."""
        is_open = self._desk.file.is_open
        recent = [file for file in self._desk.settings.recent_files if file != self._desk.file.path]
        listed: list[Command | None] = [
            Command(_("Open…"), self.ask_and_open, "open"),
            *(
                Command(_("Open {file}").format(file=file.name), partial(self.open, file), "restore")
                for file in recent[:5]
            ),
            None,
            Command(_("New records file…"), self.ask_and_create, "file"),
            Command(_("Sample records…"), self.ask_and_make_sample, "sample"),
            None,
            Command(_("Save a copy…"), self.ask_and_copy, "save", is_open),
            Command(_("Export everything to Excel…"), partial(export_all, self._desk), "export", is_open),
            Command(_("Restore a backup…"), self.ask_and_restore, "restore", is_open),
            None,
            Command(_("Close the file"), self.close, "close", is_open),
        ]
        return listed

    @property
    def _kinds(self) -> str:
        return _("Rekod records (*{suffix})").format(suffix=RECORDS_SUFFIX)

    def _folder(self) -> Path:
        known = self._desk.file.path or next(iter(self._desk.settings.recent_files), None)
        if known is not None and known.parent.is_dir():
            return known.parent
        return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))

    def ask_and_open(self) -> None:
        chosen = self._desk.prompter.file_to_open(_("Open a records file"), self._kinds, self._folder())
        if chosen is not None:
            self.open(chosen)

    def ask_and_create(self) -> None:
        proposed = self._folder() / f"{_('office-records')}{RECORDS_SUFFIX}"
        chosen = self._desk.prompter.file_to_save(_("New records file"), self._kinds, proposed)
        if chosen is not None:
            self._where_free(chosen, lambda: self._begin(_("Making {file}"), _create, chosen))

    def ask_and_make_sample(self) -> None:
        proposed = self._folder() / f"{_('sample-records')}{RECORDS_SUFFIX}"
        chosen = self._desk.prompter.file_to_save(_("Sample records"), self._kinds, proposed)
        if chosen is not None:
            self._where_free(chosen, lambda: self._begin(_("Making {file}"), _make_sample, chosen))

    def open(self, path: Path) -> None:
        """Open the records file at `path`; the one that is open is closed first."""
        self._begin(_("Opening {file}"), _open, path)

    def close(self) -> None:
        """Close the file and go back to the start."""
        if not self._desk.file.is_open or not self._may_leave():
            return
        store = self._desk.file.let_go()
        self._desk.settings.last_file = None
        if store is not None:
            self._desk.tasks.start(lambda _progress: _close(store), lambda _result: None, failed=self._desk.say_error)

    def close_at_exit(self) -> None:
        """Close the file for good, on leaving the program; the worker has ended."""
        if self._desk.file.is_open:
            _close(self._desk.file.store)

    def ask_and_copy(self) -> None:
        path = self._desk.file.path
        if path is None:
            return
        proposed = path.with_name(f"{path.stem} {date.today():%Y-%m-%d}{path.suffix}")  # noqa: DTZ011 - the user's own day
        chosen = self._desk.prompter.file_to_save(_("Save a copy"), self._kinds, proposed)
        if chosen is None:
            return
        store = self._desk.file.store
        self._desk.tasks.start(
            lambda _progress: _copy(store.path, chosen),
            lambda _result: self._desk.say("good", _("A copy is in {file}.").format(file=chosen)),
            title=_("Saving a copy"),
            failed=self._desk.say_error,
        )

    def ask_and_restore(self) -> None:
        """Let the user choose a backup of the open file, and put it in its place."""
        path = self._desk.file.path
        if path is None or not self._may_leave():
            return
        self._desk.tasks.start(
            lambda _progress: _backups(path),
            self._offer_backups,
            title=_("Looking for backups"),
            failed=self._desk.say_error,
        )

    def _offer_backups(self, found: "list[Backup]") -> None:
        if not found:
            self._desk.say(
                "doubt", _("There is no backup of this file yet. One is made each time it is opened or closed.")
            )
            return
        headings = (_("Made"), _("Why"), _("Events"), _("People"), _("Parts"), _("Size"))
        rows = [
            (
                one.at.astimezone().strftime("%d/%m/%Y %H:%M"),
                _reasons().get(one.reason, one.reason),
                *(f"{one.counts.get(table, 0):,}" for table in ("event", "person", "participation")),
                _("{size} MB").format(size=f"{one.size / 1e6:.1f}"),
            )
            for one in found
        ]
        about = _(
            "The records become as they were then. What is in the file now is kept beside it, and can be restored too."
        )
        chosen = self._desk.prompter.choose(_("Restore a backup"), about, headings, rows, _("Restore"))
        if chosen is not None:
            self._restore(found[chosen])

    def _restore(self, backup: "Backup") -> None:
        store = self._desk.file.let_go()
        if store is None:
            return
        self._desk.tasks.start(
            lambda progress: _restore(store, backup, progress),
            self._take,
            title=_("Restoring the backup"),
            failed=lambda error: self._not_restored(store.path, error),
        )

    def _not_restored(self, path: Path, error: BaseException) -> None:
        self.open(path)
        self._desk.say_error(error)

    def back_up_work(self) -> None:
        """Copy the open file aside where it has changed since the newest copy; called from time to time."""
        file = self._desk.file
        if file.is_open and not file.store.read_only:
            store = file.store
            self._desk.tasks.start(
                lambda _progress: (store, _back_up(store, "work")), self._was_backed_up, failed=self._desk.say_error
            )

    def _was_backed_up(self, made: "tuple[Store, datetime | None]") -> None:
        store, at = made
        if self._desk.file.is_open and self._desk.file.store is store:
            self._desk.file.note_backup(at)

    def _where_free(self, path: Path, go_on: Callable[[], None]) -> None:
        """Go on where `path` is free; a records file is never written over, it can only be opened."""
        if not path.exists():
            go_on()
            return
        question = Question(
            _("{file} exists already.").format(file=path.name),
            (Answer("open", _("Open it"), main=True), Answer("stay", _("Choose another name"))),
            detail=_("A records file is never written over. Open it, or choose another name for the new one."),
        )
        if self._desk.prompter.ask(question) == "open":
            self.open(path)

    def _begin(self, title: str, make: Callable[[Path, Progress], Opened], path: Path) -> None:
        if not self._may_leave():
            return
        self._desk.tasks.start(
            lambda progress: make(path, progress),
            self._take,
            title=title.format(file=path.name),
            failed=lambda error: self._refused(path, error),
        )

    def _take(self, opened: Opened) -> None:
        before = self._desk.file.let_go() if self._desk.file.is_open else None
        self._desk.settings.remember_file(opened.store.path)
        self._desk.file.take(opened.store, opened.backed_up_at)
        if before is not None:
            self._desk.tasks.start(lambda _progress: _close(before), lambda _result: None, failed=self._desk.say_error)

    def _refused(self, path: Path, error: BaseException) -> None:
        if not path.exists():
            self._desk.settings.forget_file(path)
        self._desk.say_error(error)


def _create(path: Path, _progress: Progress) -> Opened:
    from db.store import Store
    from desktop_app.records.lists import fill_lists

    return Opened(Store.create(path, fill_lists), None)


def _make_sample(path: Path, _progress: Progress) -> Opened:
    from db.store import Store
    from desktop_app.records.lists import fill_lists
    from desktop_app.records.sample import write_sample

    store = Store.create(path, fill_lists)
    write_sample(store)
    return Opened(store, None)


def _open(path: Path, _progress: Progress) -> Opened:
    """Open the file, then copy it aside where it has changed since the newest copy."""
    from db import backup
    from db.store import Store

    store = Store.open(path, before_migrating=lambda old: backup.back_up(old, "migration"))
    return Opened(store, _back_up(store, "open"))


def _back_up(store: "Store", reason: str) -> datetime | None:
    """When the newest good backup was made, which is now where there is something new in the file."""
    from db import backup

    if not store.read_only and backup.needed(store):
        return backup.back_up(store, reason).at
    return next((one.at for one in backup.backups(store.path) if one.sound), None)


def _close(store: "Store") -> None:
    from db.errors import StoreError

    try:
        if not store.read_only:
            _back_up(store, "close")
    except StoreError:
        # The records are safe in their own file; a full disk must not keep it from being closed.
        pass
    finally:
        store.close()


def _copy(path: Path, copy: Path) -> None:
    """Copy the records whole, also while somebody writes; the copy appears when it is complete."""
    from db.connection import connect
    from db.errors import StoreError

    if copy.absolute() == path.absolute():
        raise StoreError("exists", path=copy)
    part = copy.with_name(f"{copy.name}.part")
    try:
        with closing(connect(path, "ro")) as source, closing(sqlite3.connect(part)) as target:
            source.backup(target)
        part.replace(copy)
    except OSError as fault:
        raise StoreError("disk-full" if fault.errno == 28 else "no-folder", path=copy) from fault
    finally:
        part.unlink(missing_ok=True)


def _backups(path: Path) -> "list[Backup]":
    from db import backup

    return [one for one in backup.backups(path) if one.sound]


def _restore(store: "Store", chosen: "Backup", progress: Progress) -> Opened:
    from db import backup

    store.close()
    backup.restore(store.path, chosen)
    return _open(store.path, progress)


def _reasons() -> dict[str, str]:
    return {
        "asked": _("on request"),
        "close": _("on closing"),
        "open": _("on opening"),
        "work": _("while working"),
        "import": _("before an import"),
        "merge": _("before a merge"),
        "erasure": _("before an erasure"),
        "migration": _("before a newer version"),
        "restore": _("before a restore"),
    }
