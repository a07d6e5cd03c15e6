"""What every test stands on: the files of whoever runs the tests stay untouched, and each test begins in English."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from desktop_app import language

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

ROOT = Path(__file__).resolve().parent.parent

settings.register_profile("rekod", deadline=None, database=None)
settings.load_profile("rekod")


def pytest_configure(config: pytest.Config) -> None:
    """Settings, logs and the like go to a folder of this run, also those of the processes that tests start."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder = tempfile.TemporaryDirectory(prefix="rekod-tests-", ignore_cleanup_errors=True)
    config.add_cleanup(folder.cleanup)
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR", "APPDATA", "LOCALAPPDATA"):
        place = Path(folder.name, name)
        place.mkdir(mode=0o700)
        os.environ[name] = str(place)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    language.set_language("en")
    yield
    language.set_language("en")


@pytest.fixture(scope="session")
def qapp() -> "QApplication":
    """The application as the window is drawn in it: Fusion, our faces, the light palette, the ordinary text size."""
    from desktop_app.app import make_application
    from desktop_app.ui.appearance import Appearance

    application = make_application()
    Appearance().apply(application)
    return application


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of fixtures, checks and the seed page that lies beside the clone."""
    folder = ROOT.parent / "shared"
    assert folder.is_dir(), f"the tests read fixtures from {folder}, which is not there"
    return folder
