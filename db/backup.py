"""Backups: made whole or not at all, checked before they count, thinned with age, and put back without losing anything.

A backup is a records file like any other. Its name says which file it is of, its running number, when it was made
(UTC) and why: "office 000012 2026-11-22 14-51-01Z import.rekod". `backups.json` beside them remembers what reading
them once has told (counts, size, checksum), and is made again where it is lost.
"""

import hashlib
import json
import os
import re
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from db import schema
from db.base import now, record_tables
from db.connection import connect, disk_fault, sync_file, sync_folder, told
from db.errors import StoreError
from db.store import Store

REASONS: Final = frozenset(["asked", "close", "erasure", "import", "merge", "migration", "open", "restore", "work"])
"""Why a backup was made: before a restore, an import …; `work` is the one every half an hour."""

KEEP_ALL_FOR: Final = timedelta(days=2)
KEEP_NEWEST: Final = 12
DAYS, WEEKS, MONTHS = 12, 10, 9
KEEP_UNSOUND: Final = 3

_MANIFEST: Final = "backups.json"
_TIME: Final = "%Y-%m-%d %H-%M-%SZ"
_SPARE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of the records as they were `at`; `counts` are its rows by table.

    `sequence` orders backups where clocks were wrong; `state` is what the records' state was known by; a backup that
    is not `sound` fails its check and is offered for nothing.
    """

    file: Path
    sequence: int
    at: datetime
    reason: str
    size: int
    sha256: str
    counts: dict[str, int]
    state: str
    sound: bool = True


def folder_for(path: Path) -> Path:
    """Where the backups of the file at `path` lie unless another folder was chosen."""
    path = Path(path).absolute()
    return path.with_name(f"{path.stem} backups")


def back_up(store: Store | Path, reason: str, folder: Path | None = None) -> Backup:
    """Copy the records to `folder`, check the copy, and thin out the older ones.

    With an open Store, its own steps wait while the file is copied; readers never do. Raises StoreError: missing,
    damaged (the records themselves: nothing is thinned out then), busy, disk-full, read-only, no-folder. What was
    half made is removed, and never counts as a backup.
    """
    if reason not in REASONS:
        raise ValueError(f"a backup is made for one of {sorted(REASONS)}, not {reason!r}")
    path = store.path if isinstance(store, Store) else Path(store).absolute()
    folder = folder or folder_for(path)
    with told(folder), _folder_faults(folder):
        schema.look_at(path)
        if not folder.parent.is_dir():
            raise StoreError("no-folder", path=folder)
        folder.mkdir(exist_ok=True)
        known = backups(path, folder)
        _refuse_full_disk(path, folder)
        _clear_abandoned(folder)
        part = folder / f"{path.stem} {os.getpid()}.part"
        try:
            with store.quiet() if isinstance(store, Store) else nullcontext():
                counts, state = _copy(path, part)
            made = _checked(path, part, counts, state, reason, 1 + max((one.sequence for one in known), default=0))
            part.replace(made.file)
            sync_folder(folder)
        finally:
            part.unlink(missing_ok=True)
        _write_manifest(path, folder, _thinned([*known, made]))
    return made


def backups(path: Path, folder: Path | None = None) -> list[Backup]:
    """The backups of the file at `path`, the newest first, also where the file itself is gone.

    Only those the list does not know, or whose size is not the one it knows, are opened.
    """
    path = Path(path).absolute()
    folder = folder or folder_for(path)
    if not folder.is_dir():
        return []
    listed = {name: one for name, one in _read_manifest(folder).items() if _named(name, path)}
    found = {}
    for file in folder.iterdir():
        if (name := _named(file.name, path)) and file.is_file():
            known = listed.get(file.name)
            if known is None:
                known = _looked_at(file, name)
            elif known.size != file.stat().st_size:
                known = replace(known, sound=False)
            found[file.name] = known
    if found != listed:
        with suppress(OSError):  # a folder on read-only media still shows its backups
            _write_manifest(path, folder, list(found.values()))
    return sorted(found.values(), key=lambda one: (one.sequence, one.at), reverse=True)


def needed(store: Store | Path, folder: Path | None = None) -> bool:
    """Whether the records have changed since the newest sound backup, or there is none."""
    path = store.path if isinstance(store, Store) else Path(store).absolute()
    newest = next((one for one in backups(path, folder) if one.sound), None)
    if newest is None:
        return True
    with told(path), closing(connect(path, "ro")) as connection:
        return _state(path, connection) != newest.state


def verify(backup: Backup) -> None:
    """Read the whole backup and compare it with what it was. Raises StoreError: missing, damaged, newer, not-ours."""
    schema.look_at(backup.file)
    if not backup.sound or _sha256(backup.file) != backup.sha256:
        raise StoreError("damaged", path=backup.file)


def restore(path: Path, backup: Backup, folder: Path | None = None) -> Path | None:
    """Put a backup in the place of the records. Returns where what it replaced now lies; None where nothing was.

    Nothing may have the file open here. Until the very last step, which happens whole or not at all, the records are
    as they were. Raises StoreError: damaged (the backup), disk-full, read-only, busy (open in another program).
    """
    path = Path(path).absolute()
    verify(backup)
    part = path.with_name(path.name + ".part")
    with told(path), _folder_faults(path.parent):
        try:
            shutil.copyfile(backup.file, part)
            sync_file(part)
            if _sha256(part) != backup.sha256:
                raise StoreError("damaged", path=backup.file)
            kept = _set_aside(path, folder or folder_for(path)) if path.exists() else None
            part.replace(path)
            sync_folder(path.parent)
        finally:
            part.unlink(missing_ok=True)
    return kept


@dataclass(frozen=True, slots=True)
class _Name:
    """What a backup's name says."""

    sequence: int
    at: datetime
    reason: str


_NAME: Final = re.compile(r" (\d{6,}) (\d{4}-\d\d-\d\d \d\d-\d\d-\d\dZ) ([a-z]+)\.\w+")


def _named(name: str, path: Path) -> _Name | None:
    """What the name says where it is that of a backup of the file at `path`."""
    parts = _NAME.fullmatch(name.removeprefix(path.stem)) if name.startswith(path.stem) else None
    if parts is None or parts[3] not in REASONS:
        return None
    try:
        return _Name(int(parts[1]), datetime.strptime(parts[2], _TIME).replace(tzinfo=UTC), parts[3])
    except ValueError:
        return None


def _copy(path: Path, part: Path) -> tuple[dict[str, int], str]:
    """Copy the records in one shot, and count and name the very state that is copied."""
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    part.touch()
    with closing(connect(path, "rw" if writable else "ro")) as source, closing(connect(part)) as target:
        target.execute("PRAGMA synchronous = OFF")  # it is synchronised once, when whole
        target.execute("PRAGMA journal_mode = OFF")
        with told(path):
            source.execute("BEGIN")
            counts = _counts(source)
            state = _state(path, source)
        source.backup(target)
        source.execute("ROLLBACK")
    return counts, state


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    present = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return {
        table: connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
        for table in record_tables()
        if table in present
    }


def _state(path: Path, connection: sqlite3.Connection) -> str:
    """What is alike only where nothing was written in between: the file's own counter, and the newest step."""
    newest = connection.execute("SELECT max(id), max(at), (SELECT max(id) FROM change) FROM step").fetchone()
    with path.open("rb") as file:
        file.seek(24)
        counter = int.from_bytes(file.read(4), "big")
    return ":".join(str(part) for part in (counter, *newest))


def _checked(path: Path, part: Path, counts: dict[str, int], state: str, reason: str, sequence: int) -> Backup:
    """Believe the copy only after reading it all again, and wait until it is on the disk."""
    if (said := _quick_check(part)) != "ok" or _counted(part) != counts:
        raise StoreError("damaged", path=path, said=said)
    sync_file(part)
    at = now()
    name = f"{path.stem} {sequence:06} {at.strftime(_TIME)} {reason}{path.suffix or '.rekod'}"
    return Backup(part.with_name(name), sequence, at, reason, part.stat().st_size, _sha256(part), counts, state)


def _quick_check(file: Path) -> str:
    with closing(connect(file, "ro")) as connection:
        try:
            return str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
        except sqlite3.DatabaseError as fault:
            return str(fault)


def _counted(file: Path) -> dict[str, int]:
    with closing(connect(file, "ro")) as connection:
        return _counts(connection)


def _looked_at(file: Path, name: _Name) -> Backup:
    """A backup the list does not know, read whole."""
    counts: dict[str, int] = {}
    try:
        schema.look_at(file)
        sound = _quick_check(file) == "ok"
        counts = _counted(file) if sound else {}
    except (StoreError, sqlite3.DatabaseError):
        sound = False
    size = file.stat().st_size
    return Backup(file, name.sequence, name.at, name.reason, size, _sha256(file), counts, "", sound)


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _read_manifest(folder: Path) -> dict[str, Backup]:
    """What the list beside the backups says, by file name; empty where it is lost or makes no sense."""
    try:
        listed: list[dict[str, Any]] = json.loads((folder / _MANIFEST).read_text("utf-8"))
        return {
            one["file"]: Backup(**(one | {"file": folder / one["file"], "at": datetime.fromisoformat(one["at"])}))
            for one in listed
        }
    except (OSError, ValueError, TypeError, KeyError):
        return {}


def _write_manifest(path: Path, folder: Path, ours: list[Backup]) -> None:
    """Write the list, whole or not at all; what it says of other files' backups stays."""
    others = [one for name, one in _read_manifest(folder).items() if not _named(name, path)]
    listed = [
        asdict(one) | {"file": one.file.name, "at": one.at.isoformat()}
        for one in sorted([*others, *ours], key=lambda one: one.file.name)
    ]
    part = folder / f"{_MANIFEST}.part"
    part.write_text(json.dumps(listed, indent=1, ensure_ascii=False) + "\n", "utf-8")
    sync_file(part)
    part.replace(folder / _MANIFEST)


def _thinned(known: list[Backup]) -> list[Backup]:
    """Delete what the calendar no longer keeps, and return the rest.

    Before one goes because another stands for its day, week or month, that other one is read and checked: a damaged
    backup counts for nothing, so it never costs a good one its place.
    """
    checked: set[Path] = set()
    while True:
        stands_for = _too_many([one for one in known if one.sound])
        doubtful = {keeper.file: keeper for keeper in stands_for.values() if keeper and keeper.file not in checked}
        for file, keeper in doubtful.items():
            checked.add(file)
            if not file.exists() or _sha256(file) != keeper.sha256:
                known = [replace(one, sound=False) if one is keeper else one for one in known]
                break
        else:
            break
    unsound = sorted((one.sequence for one in known if not one.sound), reverse=True)[KEEP_UNSOUND:]
    kept = []
    for one in known:
        if one.file in stands_for or (not one.sound and one.sequence in unsound):
            with suppress(PermissionError):  # open in another program: it goes next time
                one.file.unlink(missing_ok=True)
                continue
        kept.append(one)
    return kept


def _too_many(sound: list[Backup]) -> dict[Path, Backup | None]:
    """The backups the calendar no longer keeps, each with the one that stands for its time (None: it is too old).

    They are walked from the newest to the oldest by their running numbers, because a clock may have been set back:
    all of two days and the newest dozen stay, then the last of each day, week and month.
    """
    ordered = sorted(sound, key=lambda one: one.sequence, reverse=True)
    slots: dict[tuple[str, object], Backup] = {}
    goes: dict[Path, Backup | None] = {}
    for place, one in enumerate(ordered):
        if place < KEEP_NEWEST or abs(ordered[0].at - one.at) <= KEEP_ALL_FOR:
            continue
        week = one.at.isocalendar()
        for kind, limit, key in (
            ("day", DAYS, one.at.date()),
            ("week", WEEKS, (week.year, week.week)),
            ("month", MONTHS, (one.at.year, one.at.month)),
        ):
            slot: tuple[str, object] = (kind, key)
            if slot in slots:
                goes[one.file] = slots[slot]
                break
            if sum(name == kind for name, _ in slots) < limit:
                slots[slot] = one
                break
        else:
            goes[one.file] = None
    return goes


def _set_aside(path: Path, folder: Path) -> Path:
    """Copy the records that a restore is about to replace, with the journal that a killed program left beside them."""
    if not folder.parent.is_dir() or not os.access(folder.parent, os.W_OK):
        folder = path.parent
    folder.mkdir(exist_ok=True)
    moment = now().strftime(_TIME)
    names = (f"{path.stem} replaced {moment}{extra}{path.suffix}" for extra in ("", *(f" {n}" for n in range(2, 100))))
    kept = next(folder / name for name in names if not (folder / name).exists())
    left = path.with_name(path.name + "-journal")
    copies = [(path, kept)]
    if left.exists() and left.stat().st_size:
        copies.append((left, kept.with_name(kept.name + "-journal")))
    try:
        for original, copy in copies:
            shutil.copyfile(original, copy)
            sync_file(copy)
        sync_folder(folder)
        _refuse_while_used(path)
    except BaseException:
        for _, copy in copies:
            copy.unlink(missing_ok=True)
        raise
    left.unlink(missing_ok=True)  # it belongs to what is replaced: SQLite would play it into the backup
    return kept


def _refuse_while_used(path: Path) -> None:
    """Raise StoreError("busy") where another program is saving to the file."""
    try:
        with told(path), closing(connect(path)) as connection:
            connection.execute("PRAGMA busy_timeout = 500")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("ROLLBACK")
    except StoreError as fault:
        if fault.code != "damaged":
            raise


def _refuse_full_disk(path: Path, folder: Path) -> None:
    size, free = path.stat().st_size, shutil.disk_usage(folder).free
    if free < size + _SPARE:
        raise StoreError("disk-full", path=folder, needed=size + _SPARE, free=free)


def _clear_abandoned(folder: Path) -> None:
    """Remove the half-made copies of programs that were killed."""
    for part in folder.glob("* *.part"):
        number = part.stem.rpartition(" ")[2]
        if number.isdigit() and not _runs(int(number)):
            with suppress(PermissionError):  # Windows: somebody is writing it
                part.unlink(missing_ok=True)


def _runs(process: int) -> bool:
    if sys.platform == "win32":
        return False  # a file being written cannot be removed there, and asking about a process would end it
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@contextmanager
def _folder_faults(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise disk_fault(fault, folder) from fault
