"""Every page can be drawn: the pictures that people look at are whole."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.flows.pictures import View, take_pictures


def test_every_page_is_drawn(qapp: QApplication, tmp_path: Path) -> None:
    taken = take_pictures(tmp_path, (View("en", "dark"),))

    assert len(taken) >= 18
    assert len({file.read_bytes() for file in taken}) >= len(taken) - 2
