"""A file that appears whole or not at all: written beside its place, synced, then renamed."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

from db.errors import StoreError

_CODES: Final = {
    errno.ENOSPC: "disk-full",
    errno.EDQUOT: "disk-full",
    errno.EACCES: "read-only",
    errno.EPERM: "read-only",
    errno.EROFS: "read-only",
    errno.ENOENT: "no-folder",
    errno.ENOTDIR: "no-folder",
}


@contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """A stream to fill; at the end of the block the file stands at `path`, replacing what was there.

    Where anything goes wrong, nothing is left and what was there stays. Raises StoreError (disk-full, read-only,
    no-folder, busy: another program holds the old file, failed) for what the system refuses.
    """
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except OSError as error:
        _forget(part)
        raise refusal(error, path) from error
    except BaseException:
        _forget(part)
        raise


def refusal(error: OSError, path: Path) -> StoreError:
    """What the system's refusal to write `path` means to a person. A failed rename names two files: one is in use."""
    in_use = isinstance(error, PermissionError) and error.filename2
    code = "busy" if in_use else _CODES.get(error.errno or 0, "failed")
    return StoreError(code, path=str(path), reason=error.strerror or str(error))


def _forget(part: Path) -> None:
    with suppress(OSError):
        part.unlink(missing_ok=True)
