"""Answers to a form, brought in by keyboard as the evaluation of an event, and taken back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from sqlalchemy import func, select

from db.models import Answer, Evaluation, Question, Questionnaire, Response
from desktop_app.ui.imports_answers import AnswersForm
from desktop_app.ui.imports_page import LIST, START, ImportsPage
from tests.ui.driver import Driver

OFF_SCALE = """Timestamp,Name,The course met its aims,Comments
2026/05/28 7:01:33 PM GMT+8,Aminah binti Contoh,Strongly agree,Good
2026/05/28 7:02:33 PM GMT+8,Lim Contoh Wei,Agree,
2026/05/28 7:03:33 PM GMT+8,Raman a/l Sampel,Agree,
2026/05/28 7:04:33 PM GMT+8,Siti Ra'ihah Sampel,Disagree,
2026/05/28 7:05:33 PM GMT+8,Kumar a/l Umpama,More or less,Too short
"""


@pytest.fixture
def forms(shared: Path) -> Path:
    return shared / "fixtures" / "forms" / "gen_google_forms_ms_gmt.csv"


@pytest.fixture
def off_scale(tmp_path: Path) -> Path:
    path = tmp_path / "answers.csv"
    path.write_text(OFF_SCALE, "utf-8")
    return path


def imports(driver: Driver) -> ImportsPage:
    page = driver.window.page
    assert isinstance(page, ImportsPage)
    return page


def form(driver: Driver) -> AnswersForm:
    shown = imports(driver).start.answers
    assert shown is not None
    return shown


def said(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def cells(driver: Driver) -> list[tuple[str, ...]]:
    model = form(driver).model
    return [
        tuple(str(model.index(line, column).data()) for column in range(model.columnCount()))
        for line in range(model.rowCount())
    ]


def begin(driver: Driver, path: Path) -> None:
    driver.window.imports.begin(path)
    driver.settle()
    assert imports(driver).stack.currentIndex() == START


def pick_the_event(driver: Driver, typed: str, title: str) -> None:
    """Type into the event's line, where the focus is, and take the first offer."""
    assert driver.focus() is form(driver).link.line
    driver.type(typed)
    driver.wait(lambda: title in form(driver).link.offered())
    driver.press(Qt.Key.Key_Down)
    driver.press(Qt.Key.Key_Up)
    driver.press(Qt.Key.Key_Return)
    driver.settle()


def points(driver: Driver) -> list[tuple[str, list[float | None]]]:
    with driver.window.file.store.read() as session:
        found = session.execute(
            select(Question.text_en, Answer.number)
            .join(Answer, Answer.question_id == Question.id)
            .join(Response, Response.id == Answer.response_id)
            .where(Question.kind == "scale")
            .order_by(Question.position, Response.form_number)
        )
        told: dict[str, list[float | None]] = {}
        for text, number in found:
            told.setdefault(text, []).append(number)
        return list(told.items())


def counted(driver: Driver) -> list[int]:
    with driver.window.file.store.read() as session:
        kept = (Questionnaire, Evaluation, Response, Answer)
        return [session.scalar(select(func.count()).select_from(one)) or 0 for one in kept]


def test_a_form_goes_in_as_the_evaluation_of_an_event_by_keyboard_and_out_again(driver: Driver, forms: Path) -> None:
    before = counted(driver)
    driver.window.go("people")
    begin(driver, forms)
    assert cells(driver)[0] == (
        "Objektif kursus tercapai",
        "Scale",
        "1 Strongly disagree to 5 Strongly agree",
        "",
    )

    pick_the_event(driver, "Data", "Data workshop")
    assert form(driver).sentence.text() == (
        "3 forms with 4 questions will be added to the evaluation (After) of Data workshop."
    )
    main = imports(driver).start.main
    assert main.text() == "Import 3 forms"
    assert driver.focus() is main
    driver.press(Qt.Key.Key_Return)
    driver.settle()

    page = imports(driver)
    assert page.stack.currentIndex() == LIST
    assert points(driver) == [
        ("Objektif kursus tercapai", [5, 4, 5]),
        ("Penceramah menguasai topik", [4, 5, 4]),
        ("Kemudahan tempat kursus", [3, 1, 2]),
    ]
    receipt = page.panel.receipt
    assert receipt is not None
    assert receipt.event == "Data workshop"
    assert [(row.outcome, row.person) for row in receipt.rows] == [
        ("answer", "Aminah binti Contoh"),
        ("answer", "Lim Contoh Wei"),
        ("answer", ""),
    ]

    page.panel.undo.setFocus()
    driver.press(Qt.Key.Key_Return)
    driver.settle()
    assert "Will be removed" in said(page.panel)
    driver.press(Qt.Key.Key_Return)
    driver.settle()

    assert counted(driver) == before
    assert page.model.rowCount() == 0


def test_without_an_event_nothing_goes_in_and_the_form_says_why(driver: Driver, forms: Path) -> None:
    driver.window.go("people")
    begin(driver, forms)

    imports(driver).start.main.click()
    driver.settle()

    assert "Type the name of the event" in said(imports(driver).start)
    assert counted(driver)[2] == 0
    assert driver.focus() is form(driver).link.line


def test_beside_an_event_the_answers_are_proposed_to_be_about_it(driver: Driver, forms: Path) -> None:
    driver.choose(0)
    event = driver.panel.record
    begin(driver, forms)

    assert form(driver).answers.event_id == event
    assert driver.focus() is imports(driver).start.main


def test_an_answer_off_the_scale_is_told_with_its_row_and_given_a_point_by_hand(
    driver: Driver, off_scale: Path
) -> None:
    driver.choose(0)
    begin(driver, off_scale)
    assert cells(driver)[0] == (
        "The course met its aims",
        "Scale",
        "1 Strongly disagree to 5 Strongly agree",
        "1 answer",
    )
    assert "“More or less” – The course met its aims (row 6)" in said(form(driver))

    form(driver).table.setFocus()
    driver.press(Qt.Key.Key_Home)
    driver.press(Qt.Key.Key_Return)
    _question, _given, picker = form(driver).pickers[0]
    assert driver.focus() is picker
    for _time in range(3):
        driver.press(Qt.Key.Key_Down)
    assert cells(driver)[0][3] == "settled"
    imports(driver).start.main.click()
    driver.settle()

    assert points(driver) == [("The course met its aims", [5, 4, 4, 2, 3])]


def test_an_answer_left_off_the_scale_keeps_its_words(driver: Driver, off_scale: Path) -> None:
    driver.choose(0)
    begin(driver, off_scale)
    imports(driver).start.main.click()
    driver.settle()

    assert points(driver) == [("The course met its aims", [5, 4, 4, 2, None])]
    with driver.window.file.store.read() as session:
        assert "More or less" in set(session.scalars(select(Answer.text)))


def test_the_phase_and_the_points_given_outlive_a_change_of_page(driver: Driver, off_scale: Path) -> None:
    driver.choose(0)
    event = driver.panel.record
    begin(driver, off_scale)
    form(driver).phase.setCurrentIndex(2)
    form(driver).pickers[0][2].setCurrentIndex(4)

    state = imports(driver).state()
    imports(driver).restore(state)

    assert form(driver).answers.event_id == event
    assert form(driver).phase.currentData() == "follow-up"
    assert form(driver).pickers[0][2].currentData() == 4


def test_a_file_of_answers_imported_before_says_how_many_forms_it_brought(driver: Driver, forms: Path) -> None:
    driver.choose(0)
    begin(driver, forms)
    imports(driver).start.main.click()
    driver.settle()
    begin(driver, forms)

    told = said(imports(driver).start)
    assert "This file has been imported before. Imported on" in told
    assert ": 3 forms." in told
    assert any(button.text() == "See that import" for button in imports(driver).start.findChildren(QPushButton))
