"""The main job as a whole, in the real window, without a mouse: a messy sheet in, in again, and out again."""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from db.models import Attendance, Event, Participation, Person, Session
from db.store import Store
from desktop_app.exchange.export import as_json
from desktop_app.exchange.plan import Plan
from desktop_app.exchange.receipt import Receipt
from desktop_app.records.sample import write_sample
from desktop_app.ui.imports_page import REVIEW, START, ImportsPage
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.review_frame import FILTERS
from desktop_app.ui.review_page import ReviewPage
from desktop_app.ui.settings import Settings
from tests import make
from tests.ui.driver import Driver
from tests.ui.prompter import ScriptedPrompter

SHEET = "malaysia/M1_signin_bilingual_two_row_header.xlsx"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The sample records, and four people of the sheet as the office has known them: spelled otherwise, half known."""
    path = tmp_path / "office.rekod"
    with Store.create(path) as store:
        write_sample(store)
        with store.write("People known before") as session:
            department = make.organisation(session, "Jabatan Contoh Negara (Pusat)", short_name="JCNP")
            make.organisation(session, "Kementerian Contoh Malaysia")
            make.person(session, "Aminah Contoh", phone="+60123456789", post="Penolong Pegawai")
            make.person(session, "Contoh a/p Raman", organisation_id=department.id)
            make.person(session, "Tan Contoh", titles="Ir.", post="Jurutera")
            make.person(session, "Mohamad Contoh bin Abdul Samad")
    return path


@pytest.fixture
def driver(qtbot: QtBot, tmp_path: Path, office: Path, shared: Path) -> Iterator[Driver]:
    sheet = shared / "fixtures" / SHEET
    settings = Settings(tmp_path / "settings" / "rekod.ini")
    prompter = ScriptedPrompter(sheet, sheet)
    window = MainWindow(settings, prompter)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made = Driver(window, qtbot, prompter)
    made.open(office)
    yield made
    window.tasks.close()
    window.file_commands.close_at_exit()


@pytest.fixture
def expected(shared: Path) -> dict[str, Any]:
    listed = json.loads((shared / "fixtures" / "expected.json").read_text("utf-8"))
    found: dict[str, Any] = next(one for one in listed if one["file"] == SHEET)
    return found


def imports_page(driver: Driver) -> ImportsPage:
    page = driver.window.page
    assert isinstance(page, ImportsPage)
    return page


def review_of(driver: Driver) -> ReviewPage:
    review = imports_page(driver).review
    assert review is not None
    return review


def said(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def begin(driver: Driver) -> None:
    """Ctrl+I and a file: as far as the question which event it is of."""
    driver.control(Qt.Key.Key_I)
    driver.settle()
    assert imports_page(driver).stack.currentIndex() == START


def go_on(driver: Driver) -> Plan:
    """Enter, on to the review."""
    driver.press(Qt.Key.Key_Return)
    driver.settle()
    assert imports_page(driver).stack.currentIndex() == REVIEW
    return review_of(driver).case.plan


def tab_to(driver: Driver, wanted: QWidget) -> None:
    """Tab until the cursor is there."""
    for _tab in range(40):
        if wanted.hasFocus():
            return
        driver.press(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never comes to {wanted}")


def choose_event(driver: Driver, typed: str) -> None:
    """Tab to the line of the events there are, type, take the one found, and on to the main button."""
    start = imports_page(driver).start
    assert start.link is not None
    tab_to(driver, start.link.line)
    driver.control(Qt.Key.Key_A)
    driver.type(typed)
    driver.press(Qt.Key.Key_Return)
    assert start.link.value() is not None
    tab_to(driver, start.main)


def settle_everything(driver: Driver) -> int:
    """Answer what is asked, one key each: Enter where the evidence is good, else N. Gives the keys pressed."""
    review = review_of(driver)
    keys = 0
    while review.case.settling.left:
        if review.case.shown in FILTERS:
            person = review.case.plan.people[review.case.person]
            assert person.undecided, "the cursor stands on somebody who is to be decided"
            good = person.candidates and person.candidates[0].name.endswith(("Aminah Contoh", "Contoh a/p Raman"))
            driver.press(Qt.Key.Key_Return if good else Qt.Key.Key_N)
        else:
            driver.press(Qt.Key.Key_Return)
        keys += 1
        assert keys < 20
    return keys


def finish(driver: Driver) -> Receipt:
    """Enter on the main button, which has the focus by now."""
    review = review_of(driver)
    assert review.main.isEnabled()
    assert review.main.hasFocus()
    driver.press(Qt.Key.Key_Return)
    driver.settle()
    receipt = imports_page(driver).panel.receipt
    assert receipt is not None
    return receipt


def undo_shown(driver: Driver, told: str) -> None:
    """Tab to the undo of the receipt, Enter to be told what it does, Enter to do it."""
    panel = imports_page(driver).panel
    tab_to(driver, panel.undo)
    driver.press(Qt.Key.Key_Return)
    driver.settle()
    assert told in said(panel)
    driver.press(Qt.Key.Key_Return)
    driver.settle()


def exported(driver: Driver) -> dict[str, Any]:
    with driver.window.file.store.read() as session:
        tables = as_json(session)
    return {name: rows for name, rows in tables.items() if name not in ("step", "change")}


def marks_written(driver: Driver, event_id: int) -> dict[str, list[str | None]]:
    """The marks by name at the event's sessions of 2026, in their order: those the sheet is about."""
    with driver.window.file.store.read() as session:
        sessions = list(
            session.scalars(
                select(Session.id)
                .where(Session.event_id == event_id, Session.date >= dt.date(2026, 1, 1))
                .order_by(Session.position)
            )
        )
        found: dict[str, list[str | None]] = {}
        for name, part in session.execute(
            select(Person.name, Participation.id)
            .join(Participation, Participation.person_id == Person.id)
            .where(Participation.event_id == event_id)
        ):
            told = select(Attendance.session_id, Attendance.mark).where(Attendance.participation_id == part)
            marks = dict(session.execute(told).all())
            found[name] = [marks.get(one) for one in sessions]
    return found


def test_a_sheet_is_imported_recognised_and_undone_by_keyboard_alone(driver: Driver, expected: dict[str, Any]) -> None:
    before = exported(driver)

    begin(driver)
    choose_event(driver, "Municipal Finance")
    plan = go_on(driver)
    assert plan.event.event_id is not None
    assert len(plan.people) == expected["people"] == 7
    decisions = settle_everything(driver)
    assert 0 < decisions <= 8
    first = finish(driver)

    assert plan.decisions_by_hand() == decisions
    assert first.event_id is not None
    by_name = marks_written(driver, first.event_id)
    numbers = {row.row: row.cells[0] for row in first.rows if row.outcome in ("known", "new", "joined")}
    people = {numbers[row.row]: row.person for row in first.rows if row.row in numbers}
    assert {number: by_name[people[number]] for number in people} == expected["marks"]

    assert sum(first.counts.values()) == len(first.rows) == 13
    assert next(row for row in first.rows if row.row == 11).outcome in ("known", "new"), "the hidden row counts"
    left = {row.row: row.reason for row in first.rows if row.outcome == "left out"}
    assert set(left) == {12, 17, 19, 21, 22}
    assert all(left.values())

    with driver.window.file.store.read() as session:
        people_then = session.scalar(select(func.count()).select_from(Person))
    begin(driver)
    assert "imported before" in said(imports_page(driver).start)
    again = go_on(driver)
    assert again.event.event_id == plan.event.event_id, "it is proposed to go where it went before"
    assert again.counts()["known"] == 7
    assert again.decisions_left == 0
    second = finish(driver)
    assert second.counts["known"] == 7
    assert "new" not in second.counts
    with driver.window.file.store.read() as session:
        assert session.scalar(select(func.count()).select_from(Person)) == people_then
        assert session.scalar(select(func.count()).where(Event.title == first.event)) == 1
    assert marks_written(driver, first.event_id) == by_name

    undo_shown(driver, "Only this receipt goes")
    assert imports_page(driver).view.current_record() == first.run_id
    undo_shown(driver, "Dayangku Contoh binti Awangku Sampel")
    assert exported(driver) == before
    assert driver.prompter.answers == []


def test_the_rows_left_out_can_be_looked_at_before_anything_is_written(driver: Driver) -> None:
    begin(driver)
    go_on(driver)
    review = review_of(driver)

    review.show_view("left out", from_user=True)

    model = review.left_out_table.records()
    shown = {model.index(line, 0).data(): model.index(line, 1).data() for line in range(model.rowCount())}
    assert shown["17"] == "a total"
    assert set(shown) == {"12", "17", "19", "21", "22"}
    assert "Row 11 is hidden" in review.remarks.text()
