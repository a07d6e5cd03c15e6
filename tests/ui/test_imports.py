"""The Imports page: where a file comes in, what is refused, every import with its receipt and its undo."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from sqlalchemy import select

from db.models import Person
from db.store import Store
from desktop_app.ui.imports_entry import dropped_sheet
from desktop_app.ui.imports_page import LIST, START, ImportsPage
from desktop_app.ui.part_tab import PartTab
from tests.ui.driver import Driver

LIST_OF_TWO = (
    "Nama,Agensi,No. Tel\nKumar a/l Umpama,Syarikat Teladan,017-7777777\nAmy Misal,Syarikat Teladan,016-6666666\n"
)


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "senarai.csv"
    path.write_text(LIST_OF_TWO, "utf-8")
    return path


def imports(driver: Driver) -> ImportsPage:
    page = driver.window.page
    assert isinstance(page, ImportsPage)
    return page


def said(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def bring_in(driver: Driver, sheet: Path) -> ImportsPage:
    """Import a list, as people without an event."""
    driver.window.imports.begin(sheet)
    driver.settle()
    page = imports(driver)
    page.start._ways["none"].setChecked(True)
    page.start.go_on()
    driver.settle()
    assert page.review is not None
    page.review.case.settling.leave_undecided_out()
    page.review.show_counts()
    page.review.main.click()
    driver.settle()
    return page


def test_an_empty_page_says_how_to_begin(driver: Driver) -> None:
    driver.window.go("imports")
    driver.settle()

    assert "No file has been imported yet" in said(imports(driver))
    assert imports(driver).main_words() == "Import a file"


def test_a_file_that_is_no_spreadsheet_is_refused_on_the_page(driver: Driver, tmp_path: Path) -> None:
    wrong = tmp_path / "picture.xlsx"
    wrong.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    driver.window.imports.begin(wrong)
    driver.settle()

    page = imports(driver)
    assert page.stack.currentIndex() == START
    assert "This is not a spreadsheet" in said(page.start)
    assert "Nothing was imported" in said(page.start)
    assert driver.prompter.asked == []


def test_a_list_with_headings_only_is_told_from_totals(driver: Driver, tmp_path: Path) -> None:
    empty = tmp_path / "kosong.csv"
    empty.write_text("Bil,Nama,Agensi,No. Tel,E-mel\n", "utf-8")
    driver.window.imports.begin(empty)
    driver.settle()

    assert "Nothing was imported" in said(imports(driver).start)
    assert imports(driver).review is None


def test_ctrl_i_asks_for_a_file_and_taking_none_changes_nothing(drive: Callable[..., Driver], office: Path) -> None:
    driver = drive(None)
    driver.open(office)
    driver.control(Qt.Key.Key_I)
    driver.settle()

    assert imports(driver).stack.currentIndex() == LIST
    assert driver.prompter.asked == ["Import a file"]


def test_beside_an_event_the_import_is_for_that_event(driver: Driver, sheet: Path) -> None:
    driver.choose(0)
    event = driver.panel.record
    driver.window.imports.begin(sheet)
    driver.settle()

    start = imports(driver).start
    assert start.link is not None
    assert start.link.value() == event
    assert start.event_chosen().event_id == event


def test_the_people_of_an_event_have_a_button_that_imports_for_that_event(
    drive: Callable[..., Driver], office: Path, sheet: Path
) -> None:
    driver = drive(sheet)
    driver.open(office)
    driver.choose(0)
    event = driver.panel.record
    driver.panel.choose_tab("participation")
    part = driver.panel._parts["participation"]
    assert isinstance(part, PartTab)

    part.bring_in.setFocus()
    driver.press(Qt.Key.Key_Return)
    driver.settle()

    start = imports(driver).start
    assert "senarai.csv" in said(start)
    assert start.event_chosen().event_id == event


def test_a_sheet_dropped_on_the_window_begins_an_import(driver: Driver, sheet: Path) -> None:
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(sheet))])
    event = QDropEvent(
        QPointF(10, 10), Qt.DropAction.CopyAction, dropped, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )

    entering = QDragEnterEvent(
        QPoint(10, 10), Qt.DropAction.CopyAction, dropped, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(driver.window, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(driver.window, event)
    driver.settle()

    assert imports(driver).stack.currentIndex() == START
    assert "senarai.csv" in said(imports(driver).start)
    assert dropped_sheet(QMimeData()) is None


def test_a_new_event_needs_a_title_and_days_in_order(driver: Driver, sheet: Path) -> None:
    driver.window.go("people")
    driver.window.imports.begin(sheet)
    driver.settle()
    start = imports(driver).start
    start._ways["new"].setChecked(True)
    start._editors["title"].show_value("")

    start.go_on()
    assert start.problem.text() == "Give the event a title."

    start._editors["title"].show_value("Bengkel")
    start._editors["kind"].show_value(None)
    start.go_on()
    assert start.problem.text() == "Choose the kind of the event."

    start._editors["kind"].show_value("workshop")
    start._editors["start_date"].show_typed("5/5/2026")
    start._editors["end_date"].show_typed("4/5/2026")
    start.go_on()
    assert start.problem.text() == "The last day is before the first."
    assert imports(driver).review is None


def test_an_import_is_listed_with_its_receipt_and_undone_after_it_was_told_what_goes(
    driver: Driver, sheet: Path
) -> None:
    page = bring_in(driver, sheet)
    assert page.stack.currentIndex() == LIST
    assert page.model.rowCount() == 1
    receipt = page.panel.receipt
    assert receipt is not None
    assert [row.person for row in receipt.rows] == ["Kumar a/l Umpama", "Amy Misal"]
    with driver.window.file.write("Edited by hand") as session:
        session.scalars(select(Person).where(Person.name == "Amy Misal")).one().post = "Jurutera"
    driver.settle()

    page.panel.undo.click()
    driver.settle()
    told = said(page.panel)
    assert "Will be removed" in told
    assert "People, 1: Kumar a/l Umpama" in told
    assert "Person: Amy Misal (edited since)" in told

    page.panel.confirm.click()
    driver.settle()
    with driver.window.file.store.read() as session:
        names = set(session.scalars(select(Person.name)))
    assert "Amy Misal" in names
    assert "Kumar a/l Umpama" not in names
    assert "stay" in said(driver.window)


def test_an_undo_can_be_thought_better_of(driver: Driver, sheet: Path) -> None:
    page = bring_in(driver, sheet)
    page.panel.undo.click()
    driver.settle()

    page.panel._decline()

    assert page.panel.undo.isEnabled()
    assert page.model.rowCount() == 1


def test_a_file_imported_before_says_so_and_shows_that_import(driver: Driver, sheet: Path) -> None:
    bring_in(driver, sheet)
    driver.window.imports.begin(sheet)
    driver.settle()
    page = imports(driver)
    assert "This file has been imported before. Imported on" in said(page.start)

    page.start.earlier_wanted.emit(1)
    driver.settle()

    assert page.stack.currentIndex() == LIST
    assert page.view.current_record() == 1


def test_reading_can_be_cancelled(driver: Driver, sheet: Path) -> None:
    driver.window.imports.begin(sheet)
    page = imports(driver)
    page.cancel()
    driver.settle()

    assert page.stack.currentIndex() == LIST
    assert page.road is None


def test_a_file_that_can_only_be_read_takes_no_import(drive: Callable[..., Driver], office: Path, sheet: Path) -> None:
    driver = drive()
    driver.window.file.take(Store.open(office, read_only=True))
    driver.settle()
    driver.window.imports.begin(sheet)
    driver.settle()

    assert imports(driver).stack.currentIndex() == LIST


def test_the_receipt_opens_who_a_row_became(driver: Driver, sheet: Path) -> None:
    page = bring_in(driver, sheet)
    assert page.panel.receipt is not None
    person = page.panel.receipt.rows[0].person_id

    page.panel.table.entered_record.emit(0)
    driver.settle()

    assert driver.window.place == "people"
    assert driver.panel.record == person
