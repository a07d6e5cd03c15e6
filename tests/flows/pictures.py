"""Pictures of every page of the window, to be looked at by people: `take_pictures(folder)` draws them all.

Nothing is compared here. A page is drawn light and dark, in English and Malay, in the sizes offices have.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from desktop_app.app import make_application
from desktop_app.ui.home_page import HomePage
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.record_panel import DETAILS, HISTORY
from desktop_app.ui.settings import Settings
from desktop_app.ui.table_page import TablePage
from tests.ui.prompter import ScriptedPrompter

SIZES = {"1280": (1280, 800), "1920": (1920, 1080)}


@dataclass(frozen=True)
class View:
    """One way to draw the window."""

    language: str = "en"
    look: str = "light"
    size: str = "1280"
    text_size: int = 100

    @property
    def name(self) -> str:
        return "-".join((self.language, self.look, self.size, f"{self.text_size}%".removesuffix("%")))


VIEWS = (
    View("en", "light"),
    View("en", "dark"),
    View("ms", "light"),
    View("ms", "dark", "1920"),
    View("en", "light", text_size=150),
)
ROWS = ("participation", "session", "stop", "group", "headcount", "minute", "track")


def take_pictures(folder: Path, views: tuple[View, ...] = VIEWS) -> list[Path]:
    """Draw every page in every view into `folder`, one PNG a page; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    taken: list[Path] = []
    with tempfile.TemporaryDirectory() as scratch:
        sample = _sample(Path(scratch))
        for view in views:
            copy = Path(scratch, view.name, "sample-records.rekod")
            copy.parent.mkdir()
            shutil.copy(sample, copy)
            taken += _pictures_of(view, copy, folder)
    return taken


def _sample(folder: Path) -> Path:
    from db.store import Store
    from desktop_app.records.sample import write_sample

    with Store.create(folder / "sample.rekod") as store:
        write_sample(store)
        return store.path


def _pictures_of(view: View, file: Path, folder: Path) -> Iterator[Path]:
    make_application()
    settings = Settings(file.with_name("rekod.ini"))
    settings.look, settings.language, settings.text_size = view.look, view.language, view.text_size
    window = MainWindow(settings, ScriptedPrompter())
    window.resize(*SIZES[view.size])
    window.show()
    try:
        for name, prepare in _pages(window, file):
            prepare()
            _settle(window)
            picture = folder / f"{name}-{view.name}.png"
            window.grab().save(str(picture))
            yield picture
    finally:
        window.tasks.close()
        window.file_commands.close_at_exit()
        window.deleteLater()


def _pages(window: MainWindow, file: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    yield "start", lambda: None
    yield "events", partial(_open, window, file)
    yield "event-details", lambda: _workshop(window, DETAILS)
    for rows in ROWS:
        yield f"event-{rows}", partial(_workshop, window, rows)
    yield "event-history", lambda: _workshop(window, HISTORY)
    yield "event-wrong", lambda: _with_a_wrong_date(window)
    yield "event-new", lambda: _new(window)
    yield "find", lambda: _find(window)
    yield "nothing-found", lambda: _search_in_vain(window)
    for place in window.places:
        yield f"place-{place.name}", partial(window.go, place.name)
    yield "home-one-kind", lambda: _one_kind(window)


def _open(window: MainWindow, file: Path) -> None:
    window.file_commands.open(file)
    _until(lambda: window.file.is_open)


def _table(window: MainWindow) -> TablePage:
    window.go("events")
    _settle(window)
    page = window.page
    assert isinstance(page, TablePage)
    return page


def _workshop(window: MainWindow, tab: str) -> None:
    page = _table(window)
    lines = range(page.model.rowCount())
    line = next((one for one in lines if "ICSC" in str(page.model.index(one, 1).data())), 0)
    page.view.setCurrentIndex(page.model.index(line, 1))
    _settle(window)
    page.panel.choose_tab(tab)


def _with_a_wrong_date(window: MainWindow) -> None:
    page = _table(window)
    page.panel.choose_tab(DETAILS)
    page.panel.form.show_typed({"start_date": "31/02/2019"})
    page.panel.save()


def _new(window: MainWindow) -> None:
    page = _table(window)
    page.panel.revert()
    page.main_act()


def _find(window: MainWindow) -> None:
    page = _table(window)
    page.panel.revert()
    window.activateWindow()
    window.focus_find()
    window.top_bar.find_box.setText("ma")
    window.top_bar.find_box.asked.emit("ma")


def _search_in_vain(window: MainWindow) -> None:
    page = _table(window)
    page.chips.search.setText("zebra")
    _until(lambda: page.model.rowCount() == 0)


def _one_kind(window: MainWindow) -> None:
    _table(window).chips.clear()
    window.go("home")
    _settle(window)
    page = window.page
    assert isinstance(page, HomePage)
    if page.chosen is not None:
        page.choose_kind(page.chosen.kind)


def _until(condition: Callable[[], bool]) -> None:
    while not condition():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)


def _settle(window: MainWindow) -> None:
    for _round in range(3):
        _until(lambda: not window.tasks.busy)
        QApplication.processEvents()
