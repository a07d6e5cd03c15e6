"""The preview inside the window: pages on screen, saved and printed as the same PDF."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from db.errors import StoreError
from desktop_app.documents import event_summary, render
from desktop_app.documents.document import Options
from desktop_app.documents.pages import Pages
from desktop_app.ui.appearance import Appearance
from desktop_app.ui.desk import Desk
from desktop_app.ui.open_file import OpenFile
from desktop_app.ui.preview import Preview
from desktop_app.ui.preview_pages import PageView
from desktop_app.ui.settings import Settings
from desktop_app.ui.tasks import Tasks
from tests.documents import events
from tests.ui.prompter import ScriptedPrompter


@pytest.fixture
def data(tmp_path: Path) -> dict[str, object]:
    """The summary of a workshop with 58 names: three pages."""
    from db.store import Store

    with Store.create(tmp_path / "office.rekod") as store:
        with store.write("Sample") as session:
            make = events.Make(session)
            events.office(make)
            event = events.workshop(make).id
        with store.read() as session:
            return event_summary.build(session, event, Options())


@pytest.fixture
def desk(qtbot: QtBot, settings: Settings) -> Iterator[Desk]:
    tasks = Tasks()
    yield Desk(OpenFile(tasks), tasks, ScriptedPrompter(), settings, Appearance())
    tasks.close()


@pytest.fixture
def preview(qtbot: QtBot, desk: Desk, data: dict[str, object]) -> Callable[..., Preview]:
    def begin(printer: QPrinter | None = None) -> Preview:
        def choose(_window: QWidget, _title: str, _pages: int) -> QPrinter | None:
            return printer

        panel = Preview(desk, choose)
        qtbot.addWidget(panel)
        panel.resize(1000, 700)
        panel.show()
        with qtbot.waitSignal(panel.shown, timeout=10_000):
            panel.open("Workshop", "workshop.pdf", lambda code, draft: render.pdf("event-summary", data, code))
        qtbot.waitUntil(lambda: not desk.tasks.busy, timeout=10_000)
        return panel

    return begin


def view(panel: Preview) -> PageView:
    found = panel.findChild(PageView)
    assert isinstance(found, PageView)
    return found


def test_the_page_on_screen_is_drawn_not_a_white_sheet(preview: Callable[..., Preview], qtbot: QtBot) -> None:
    panel = preview()

    def drawn() -> bool:
        shot = view(panel).viewport().grab().toImage()
        places = [(x, y) for x in range(0, shot.width(), 7) for y in range(0, shot.height(), 3)]
        return len({shot.pixelColor(x, y).name() for x, y in places}) > 8

    qtbot.waitUntil(drawn, timeout=10_000)
    assert view(panel).count == len(Pages(panel.pdf or b""))


def test_page_keys_turn_the_pages(preview: Callable[..., Preview], qtbot: QtBot) -> None:
    panel = preview()
    pages = view(panel)
    assert pages.page == 0
    qtbot.keyClick(pages, Qt.Key.Key_PageDown)
    assert pages.page == 1
    qtbot.keyClick(pages, Qt.Key.Key_End)
    assert pages.page == pages.count - 1
    qtbot.keyClick(pages, Qt.Key.Key_Home)
    assert pages.page == 0


def test_zooming_keeps_the_page_in_sight(preview: Callable[..., Preview], qtbot: QtBot) -> None:
    pages = view(preview())
    pages.show_page(1)
    before = pages.shown_percent()
    pages.zoom_by(1)
    assert pages.shown_percent() > before
    assert pages.page == 1
    pages.zoom(None)
    assert pages.shown_percent() == before


def test_what_is_saved_is_the_pdf_that_is_shown(
    preview: Callable[..., Preview], desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    panel = preview()
    assert isinstance(desk.prompter, ScriptedPrompter)
    desk.prompter.answers.append(tmp_path / "out.pdf")
    with qtbot.waitSignal(desk.noticed) as said:
        qtbot.keyClick(panel, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert said.args is not None
    assert said.args[0] == "good"
    assert (tmp_path / "out.pdf").read_bytes() == panel.pdf


def test_a_folder_that_is_gone_is_said_and_nothing_is_written(
    preview: Callable[..., Preview], desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    panel = preview()
    assert isinstance(desk.prompter, ScriptedPrompter)
    desk.prompter.answers.append(tmp_path / "gone" / "out.pdf")
    with qtbot.waitSignal(desk.noticed) as said:
        panel.save()
    assert said.args is not None
    assert said.args[0] == "wrong"


def test_printing_sends_every_page_at_the_printers_resolution(
    preview: Callable[..., Preview], desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setResolution(150)
    panel = preview(printer)
    with qtbot.waitSignal(desk.noticed, timeout=20_000) as said:
        panel.print()
    assert said.args is not None
    assert said.args[0] == "good"
    printed, shown = Pages((tmp_path / "printed.pdf").read_bytes()), Pages(panel.pdf or b"")
    assert len(printed) == len(shown)
    assert printed.sizes[0][0] == pytest.approx(shown.sizes[0][0], abs=2)
    sheet, original = printed.picture(0, 300).content, shown.picture(0, 300).content
    dark = sum(value < 128 for value in original[::4])
    assert sum(value < 128 for value in sheet[::4]) == pytest.approx(dark, rel=0.5)


def test_another_language_makes_the_document_anew(
    qtbot: QtBot, desk: Desk, data: dict[str, object], preview: Callable[..., Preview]
) -> None:
    panel, asked = preview(), []

    def make(code: str, draft: bool) -> bytes:
        asked.append((code, draft))
        return render.pdf("event-summary", data, "en")

    with qtbot.waitSignal(panel.shown, timeout=10_000):
        panel.open("Workshop", "workshop.pdf", make)
    box, draft = panel.findChild(QComboBox), panel.findChild(QCheckBox)
    assert isinstance(box, QComboBox)
    assert isinstance(draft, QCheckBox)
    with qtbot.waitSignal(panel.shown, timeout=10_000):
        box.setCurrentIndex(box.findData("both"))
    with qtbot.waitSignal(panel.shown, timeout=10_000):
        draft.setChecked(True)
    assert asked == [("en", False), ("both", False), ("both", True)]


def test_a_document_that_cannot_be_made_is_said(qtbot: QtBot, desk: Desk, preview: Callable[..., Preview]) -> None:
    panel = preview()

    def make(_code: str, _draft: bool) -> bytes:
        raise StoreError("template", message="unknown variable: x")

    with qtbot.waitSignal(desk.noticed) as said:
        panel.open("Workshop", "workshop.pdf", make)
    assert said.args is not None
    assert "unknown variable: x" in said.args[1]


def test_escape_goes_back(qtbot: QtBot, preview: Callable[..., Preview]) -> None:
    panel = preview()
    with qtbot.waitSignal(panel.left):
        qtbot.keyClick(panel, Qt.Key.Key_Escape)
    panel.clear()
    assert panel.pdf is None
