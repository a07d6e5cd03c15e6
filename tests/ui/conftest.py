"""A window with a small office's records in it."""

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.records.lists import fill_lists
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.settings import Settings
from tests import make
from tests.ui.driver import Driver
from tests.ui.prompter import ScriptedPrompter


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of nobody, in a file of their own."""
    kept = Settings(tmp_path / "settings" / "rekod.ini")
    kept.look = "light"
    return kept


@pytest.fixture
def office(made_once: Path, tmp_path: Path) -> Path:
    """A records file with three events, four people and two organisations."""
    return Path(shutil.copy(made_once, tmp_path / "office.rekod"))


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same file, made once for all tests."""
    folder = tmp_path_factory.mktemp("office")
    store = make.store(folder, "office.rekod")
    with store.write("Lists of a new file") as session:
        fill_lists(session)
    with store.write("First records") as session:
        council = make.organisation(session, "Majlis Perbandaran Contoh", short_name="MPC")
        make.organisation(session, "Universiti Sampel")
        aminah = make.person(session, "Aminah binti Contoh", organisation_id=council.id)
        lim = make.person(session, "Lim Contoh Wei")
        make.person(session, "Raman a/l Sampel")
        make.person(session, "Siti Ra'ihah Sampel")
        workshop = make.event(
            session,
            "Data workshop",
            kind="workshop",
            status="held",
            start_date=dt.date(2019, 8, 29),
            end_date=dt.date(2019, 8, 29),
        )
        make.event(session, "City conference", kind="conference", start_date=dt.date(2019, 9, 23))
        make.event(session, "Finance training", kind="training", start_date=dt.date(2020, 3, 27))
        make.participation(session, workshop, aminah)
        make.participation(session, workshop, lim)
    store.close()
    return folder / "office.rekod"


@pytest.fixture
def drive(qtbot: QtBot, settings: Settings) -> Iterator[Callable[..., Driver]]:
    """Opens a window, with the answers its user will give; every window is closed again."""
    opened: list[MainWindow] = []

    def begin(*answers: str | Path | int | None) -> Driver:
        prompter = ScriptedPrompter(*answers)
        window = MainWindow(settings, prompter)
        qtbot.addWidget(window, before_close_func=lambda _window: prompter.answers.append("drop"))
        opened.append(window)
        window.resize(1280, 800)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return Driver(window, qtbot, prompter)

    yield begin
    for window in opened:
        window.tasks.close()
        window.file_commands.close_at_exit()


@pytest.fixture
def driver(drive: Callable[..., Driver], office: Path) -> Driver:
    """The window with the small office's records open in it."""
    made = drive()
    made.open(office)
    return made
