"""The review of a file: every key and button does what it says, and nothing is written before Import."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.modeltest import ModelTester
from sqlalchemy import func, select

from db.models import Mapping, Person
from desktop_app.exchange.plan import Answer, BodyAnswer
from desktop_app.ui.imports_page import LIST, REVIEW, START, ImportsPage
from desktop_app.ui.review_cards import Card, Tick
from desktop_app.ui.review_page import ReviewPage
from tests.ui.driver import Driver

ROWS = (
    ("Aminah Contoh", "Pegawai", "Majlis Perbandaran Contoh", "012-345 6789", "/", "/"),
    ("Lim Contoh Weii", "Jurutera", "MPC", "", "/", "X"),
    ("Siti Raihah Sampel", "", "Universiti Sampel Malaysia", "", "MC", "/"),
    ("Kumar a/l Umpama", "Juruteknik", "Syarikat Teladan", "017-777 7777", "/", ""),
)


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """A list of four people and a total: some known, some perhaps, one new."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["KURSUS CONTOH 2026"])
    page.append(["Tarikh: 4 Mei 2026"])
    page.append(["Bil", "Nama", "Jawatan", "Agensi", "No. Tel", "4.5.2026 Pagi", "4.5.2026 Petang"])
    for number, values in enumerate(ROWS, start=1):
        page.append([number, *values])
    page.append([None, "JUMLAH", None, None, None, 3, 2])
    path = tmp_path / "senarai.xlsx"
    book.save(path)
    return path


@pytest.fixture
def reviewing(drive: Callable[..., Driver], office: Path, sheet: Path) -> Driver:
    """The window with that list under review, as a new event's."""
    driver = drive()
    driver.open(office)
    driver.window.imports.begin(sheet)
    driver.settle()
    imports(driver).start.go_on()
    driver.settle()
    assert imports(driver).stack.currentIndex() == REVIEW
    return driver


def imports(driver: Driver) -> ImportsPage:
    page = driver.window.page
    assert isinstance(page, ImportsPage)
    return page


def review(driver: Driver) -> ReviewPage:
    shown = imports(driver).review
    assert shown is not None
    return shown


def said(widget: QWidget) -> str:
    return "\n".join(
        label.text().replace("\u200b", "") for label in widget.findChildren(QLabel) if not label.isHidden()
    )


def stand_on(driver: Driver, place: int) -> None:
    """Show everybody and put the cursor on one person of the file."""
    review(driver).case.person = place
    review(driver).show_view("all", from_user=True)


def written(driver: Driver) -> int:
    with driver.window.file.store.read() as session:
        return session.scalar(select(func.count()).select_from(Person)) or 0


def undecide(driver: Driver, place: int) -> None:
    """Make one person of the file undecided, whatever the evidence said."""
    person = review(driver).case.plan.people[place]
    review(driver).case.settling.correct(person, lambda: setattr(person, "answer", None))
    review(driver).show_counts()
    stand_on(driver, place)


def test_the_headline_counts_what_is_left_to_decide(reviewing: Driver) -> None:
    undecide(reviewing, 0)
    shown = review(reviewing)
    left = shown.case.settling.people_left

    assert shown.head.title.text() == f"Who is who? {left} of 4 left to decide"
    assert not shown.main.isEnabled()
    assert "to decide)" in shown.main.text()

    reviewing.qtbot.mouseClick(shown.leave_rest, Qt.MouseButton.LeftButton)
    assert shown.head.title.text() == "Nothing left to decide"
    assert shown.main.text() == "Import"
    assert shown.main.isEnabled()
    assert written(reviewing) == 4, "nothing is written before Import"


@pytest.mark.parametrize(
    ("key", "answer"), [(Qt.Key.Key_N, Answer.NEW), (Qt.Key.Key_S, Answer.LEAVE), (Qt.Key.Key_1, Answer.KNOWN)]
)
def test_one_key_answers_and_ctrl_z_takes_the_answer_back(reviewing: Driver, key: Qt.Key, answer: Answer) -> None:
    undecide(reviewing, 0)
    person = review(reviewing).case.plan.people[0]
    assert person.candidates

    reviewing.press(key)
    assert person.answer is answer

    reviewing.control(Qt.Key.Key_Z)
    reviewing.settle()
    assert person.answer is None
    assert review(reviewing).case.person == 0
    assert written(reviewing) == 4, "the records' own undo was not touched"


def test_enter_accepts_the_best_and_goes_to_the_next_that_is_undecided(reviewing: Driver) -> None:
    for place in (3, 0):
        undecide(reviewing, place)
    people = review(reviewing).case.plan.people
    known = people[0].candidates[0].id

    reviewing.press(Qt.Key.Key_Return)

    assert people[0].person_id == known
    here = review(reviewing).case.person
    assert here != 0
    assert people[here].undecided
    reviewing.press(Qt.Key.Key_Backspace)
    assert review(reviewing).case.person == here - 1


def test_a_card_is_chosen_and_ticked_by_mouse(reviewing: Driver) -> None:
    undecide(reviewing, 0)
    panel = review(reviewing).person_panel
    person = review(reviewing).case.plan.people[0]
    card = panel.findChildren(Card)[0]

    reviewing.qtbot.mouseClick(card, Qt.MouseButton.LeftButton)

    assert person.person_id == person.candidates[0].id


def test_t_ticks_every_changed_value_and_blanks_are_said_to_be_filled(reviewing: Driver) -> None:
    with reviewing.window.file.write("A post") as session:
        session.scalars(select(Person).where(Person.name == "Aminah binti Contoh")).one().post = "Ketua"
    place = 0
    undecide(reviewing, place)
    shown = review(reviewing)
    assert not shown.correct(place, "post", "Pengarah")
    person = shown.case.plan.people[place]

    reviewing.press(Qt.Key.Key_T)

    assert "post" in person.taken
    assert "fills" in said(shown.person_panel)
    ticks = shown.person_panel.findChildren(Tick)
    assert any(tick.isChecked() for tick in ticks)


def test_a_cell_is_corrected_in_its_place_and_matched_again(reviewing: Driver) -> None:
    stand_on(reviewing, 3)
    shown = review(reviewing)
    person = shown.case.plan.people[3]
    assert person.answer is Answer.NEW
    index = shown.people.index(3, 1)

    shown.people_table.edit(index)
    editor = shown.people_table.findChild(QLineEdit)
    assert editor is not None
    editor.setText("Aminah binti Contoh")
    reviewing.press(Qt.Key.Key_Return, on=editor)

    assert person.values["name"] == "Aminah binti Contoh"
    assert person.candidates
    reviewing.control(Qt.Key.Key_Z, on=shown.people_table)
    assert person.values["name"] == "Kumar a/l Umpama"


def test_f2_opens_the_values_and_what_means_nothing_is_said_under_no_dialog(reviewing: Driver) -> None:
    stand_on(reviewing, 3)
    reviewing.press(Qt.Key.Key_F2)
    for _tab in range(3):
        reviewing.press(Qt.Key.Key_Tab)
    editor = reviewing.focus()
    assert isinstance(editor, QLineEdit)
    assert editor.accessibleName() == "Telephone"

    editor.setText("tiada")
    reviewing.press(Qt.Key.Key_Return)

    person = review(reviewing).case.plan.people[3]
    assert person.values["phone"] == "+60177777777"
    assert "is not a telephone number" in said(reviewing.window)
    reviewing.press(Qt.Key.Key_Escape)
    assert review(reviewing).people_table.hasFocus()


def test_organisations_are_mapped_created_and_left_blank(reviewing: Driver) -> None:
    shown = review(reviewing)
    shown.show_view("organisations", from_user=True)
    plan = shown.case.plan
    place = shown.bodies_table.current_record()
    assert place is not None
    body = plan.bodies[place]

    reviewing.press(Qt.Key.Key_C)
    assert body.by_hand
    shown._choose_line(shown.bodies_table, 0)
    shown.bodies_table.setFocus()
    reviewing.press(Qt.Key.Key_L)
    assert str(body.answer) == "leave"
    reviewing.control(Qt.Key.Key_Z)
    assert str(body.answer) == "create"

    shown.bodies_table.setFocus()
    reviewing.press(Qt.Key.Key_M)
    reviewing.type("Universiti Sampel")
    reviewing.press(Qt.Key.Key_Return)
    assert body.answer is BodyAnswer.MAP
    assert isinstance(body.organisation_id, int)
    line = shown.bodies.line_of(place)
    assert shown.bodies.index(line or 0, 2).data() == "Universiti Sampel"


def test_a_column_can_mean_something_else_and_is_remembered(reviewing: Driver) -> None:
    shown = review(reviewing)
    shown.act_on_person("focus")
    first = shown.case.plan.people[0]
    shown.case.settling.leave_out(first)

    shown.column_decided.emit("Jawatan", "remarks")
    reviewing.settle()

    again = review(reviewing)
    assert again.case.plan.reading.columns["remarks"] == "Jawatan"
    assert "post" not in again.case.plan.people[0].values
    assert again.case.plan.people[0].answer is Answer.LEAVE, "decisions by hand are carried over"
    again.case.settling.leave_undecided_out()
    again.show_counts()
    again.import_wanted.emit()
    reviewing.settle()
    with reviewing.window.file.store.read() as session:
        assert session.scalars(select(Mapping.columns)).one()["Jawatan"] == "remarks"


def test_marks_of_a_session_can_be_left_out(reviewing: Driver) -> None:
    shown = review(reviewing)
    shown.show_view("sheet", from_user=True)

    shown.sheet.session_changed.emit(1, "none")

    assert [len(day.places) for day in shown.people.days] == [1]
    assert not shown.case.plan.sessions[1].taken
    shown.undo()
    assert shown.case.plan.sessions[1].taken


def test_rows_left_out_are_listed_with_their_reason(reviewing: Driver) -> None:
    shown = review(reviewing)
    shown.show_view("left out", from_user=True)

    assert shown.left_out.index(0, 1).data() == "a total"
    assert "JUMLAH" in shown.left_out.index(0, 2).data()


def test_a_change_of_language_and_look_keeps_every_decision(reviewing: Driver) -> None:
    stand_on(reviewing, 1)
    reviewing.press(Qt.Key.Key_S)

    reviewing.window.switch_look()
    reviewing.settle()

    assert imports(reviewing).stack.currentIndex() == REVIEW
    assert review(reviewing).case.plan.people[1].answer is Answer.LEAVE


def test_going_to_another_place_and_back_leaves_the_review_as_it_was(reviewing: Driver) -> None:
    stand_on(reviewing, 1)
    reviewing.press(Qt.Key.Key_N)
    reviewing.window.go("people")
    reviewing.settle()
    reviewing.window.go("imports")
    reviewing.settle()

    assert review(reviewing).case.plan.people[1].answer is Answer.NEW


def test_giving_up_leads_back_to_the_file_and_then_to_the_imports(reviewing: Driver) -> None:
    reviewing.qtbot.mouseClick(review(reviewing).give_up, Qt.MouseButton.LeftButton)
    assert imports(reviewing).stack.currentIndex() == START
    imports(reviewing).start.given_up.emit()
    assert imports(reviewing).stack.currentIndex() == LIST
    assert written(reviewing) == 4


def test_the_models_keep_qt_s_rules(reviewing: Driver, qtmodeltester: ModelTester) -> None:
    shown = review(reviewing)
    shown.show_view("all")
    models: list[QAbstractItemModel] = [shown.people, shown.bodies, shown.left_out]
    for model in models:
        qtmodeltester.check(model, force_py=True)
