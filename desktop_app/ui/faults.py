"""What happens when the program itself is at fault: a log without anybody's data, and one sentence in the window."""

import sys
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Final

from desktop_app.language import _

LARGEST: Final = 1_000_000


class FaultLog:
    """Takes the place of `sys.excepthook`. `tell` shows a sentence to the user.

    Only the kind of the error and the places in the program are written: an error's own words may hold what somebody
    typed, or a person's data.
    """

    def __init__(self, file: Path, tell: Callable[[str], None]):
        self.file = file
        self._tell = tell

    def install(self) -> None:
        """Catch every error that nobody has caught from now on."""
        sys.excepthook = self.note

    def note(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log an error and tell the user; Ctrl+C in a terminal just ends the program."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        places = "".join(traceback.format_tb(trace))
        entry = f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S} {kind.__module__}.{kind.__qualname__}\n{places}\n"
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            if self.file.exists() and self.file.stat().st_size > LARGEST:
                self.file.replace(self.file.with_suffix(".old.log"))
            with self.file.open("a", encoding="utf-8") as log:
                log.write(entry)
        except OSError:
            sys.__excepthook__(kind, error, trace)
        words = _("Something went wrong in Rekod itself. What you typed is still here: save it. The log is in {file}.")
        self._tell(words.format(file=self.file))
