"""What every page of the window works with, handed to it in its constructor."""

from PySide6.QtCore import QObject, Signal

from desktop_app.ui.appearance import Appearance
from desktop_app.ui.open_file import OpenFile
from desktop_app.ui.prompter import Prompter
from desktop_app.ui.settings import Settings
from desktop_app.ui.tasks import Tasks


class Desk(QObject):
    """The open file, the worker, the one who answers questions, and how things look.

    `place_wanted(place, id)` asks the window to show a record (id 0: only the place); `noticed(tone, sentence)`
    asks it to say something: tone is good, doubt or wrong.
    """

    place_wanted = Signal(str, int)
    noticed = Signal(str, str)

    def __init__(
        self,
        file: OpenFile,
        tasks: Tasks,
        prompter: Prompter,
        settings: Settings,
        appearance: Appearance,
        parent: QObject | None = None,
    ):
        super().__init__(parent)
        self.file = file
        self.tasks = tasks
        self.prompter = prompter
        self.settings = settings
        self.appearance = appearance

    def go(self, place: str, record: int = 0) -> None:
        """Show `place`, and in it the record with this id."""
        self.place_wanted.emit(place, record)

    def say(self, tone: str, sentence: str) -> None:
        """Show one sentence over the page until it is put away or the next thing is said."""
        self.noticed.emit(tone, sentence)

    def say_error(self, error: BaseException) -> None:
        """Show what an error of the records or the file means; anything else is a bug and is raised."""
        from db.errors import RecordsError, StoreError
        from desktop_app.messages import sentence

        if not isinstance(error, (RecordsError, StoreError)):
            raise error
        self.say("wrong", sentence(error))
