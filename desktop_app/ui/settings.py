"""What the program remembers of this computer's user between two starts, in one small file of its own."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

from desktop_app.language import LANGUAGES

RECENT: Final = 8
LOOKS: Final = ("system", "light", "dark")


def settings_folder() -> Path:
    """Where this computer keeps such files."""
    from platformdirs import user_config_path

    return user_config_path("Rekod", appauthor=False, ensure_exists=True)


def log_folder() -> Path:
    """Where this computer keeps logs."""
    from platformdirs import user_log_path

    return user_log_path("Rekod", appauthor=False)


class Settings(QObject):
    """Language, look, text size, window and recent files; nothing of anybody's records but file names."""

    changed = Signal()

    def __init__(self, file: Path, parent: QObject | None = None):
        super().__init__(parent)
        self._store = QSettings(str(file), QSettings.Format.IniFormat)

    def _text(self, key: str, allowed: Sequence[str], otherwise: str) -> str:
        value = str(self._store.value(key, otherwise))
        return value if value in allowed else otherwise

    def _keep(self, key: str, value: object) -> None:
        self._store.setValue(key, value)
        self.changed.emit()

    @property
    def language(self) -> str:
        return self._text("language", tuple(LANGUAGES), "en")

    @language.setter
    def language(self, code: str) -> None:
        self._keep("language", code)

    @property
    def look(self) -> str:
        """ "light", "dark", or "system": as the computer is set."""
        return self._text("look", LOOKS, "system")

    @look.setter
    def look(self, name: str) -> None:
        self._keep("look", name)

    @property
    def text_size(self) -> int:
        """In percent of the ordinary size, 100 to 200."""
        try:
            size = int(str(self._store.value("text_size", 100)))
        except ValueError:
            return 100
        return min(200, max(100, size))

    @text_size.setter
    def text_size(self, percent: int) -> None:
        self._keep("text_size", percent)

    @property
    def geometry(self) -> QByteArray:
        value = self._store.value("window/geometry")
        return value if isinstance(value, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._store.setValue("window/geometry", value)

    def layout(self, name: str) -> QByteArray:
        """How the user left the splitter or the columns called `name`; empty when never touched."""
        value = self._store.value(f"layout/{name}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def keep_layout(self, name: str, value: QByteArray) -> None:
        self._store.setValue(f"layout/{name}", value)

    def columns(self, entity: str) -> tuple[str, ...]:
        """The columns the user chose for a table; empty for the usual ones."""
        value = self._store.value(f"columns/{entity}", [])
        names = value if isinstance(value, list) else [value]
        return tuple(str(name) for name in names if name)

    def keep_columns(self, entity: str, names: Sequence[str]) -> None:
        self._store.setValue(f"columns/{entity}", list(names))

    @property
    def last_file(self) -> Path | None:
        """The file that was open when the program was last left."""
        value = str(self._store.value("files/last", ""))
        return Path(value) if value else None

    @last_file.setter
    def last_file(self, file: Path | None) -> None:
        self._store.setValue("files/last", str(file) if file else "")

    @property
    def recent_files(self) -> tuple[Path, ...]:
        """The files opened of late, newest first."""
        value = self._store.value("files/recent", [])
        names = value if isinstance(value, list) else [value]
        return tuple(Path(str(name)) for name in names if name)

    def remember_file(self, file: Path) -> None:
        names = [str(file), *(str(known) for known in self.recent_files if known != file)]
        self._store.setValue("files/recent", names[:RECENT])
        self.last_file = file

    def forget_file(self, file: Path) -> None:
        self._store.setValue("files/recent", [str(known) for known in self.recent_files if known != file])

    def sync(self) -> None:
        """Write everything to the disk now."""
        self._store.sync()
