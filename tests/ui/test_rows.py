"""Rows inside an event, typed in place."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from sqlalchemy import func, select

from db.models import Headcount, Participation, Person
from desktop_app.ui.child_table import ChildTable
from tests import make
from tests.ui.driver import Driver


def rows_of(driver: Driver, name: str) -> ChildTable:
    driver.choose(driver.titles(1).index("Data workshop"))
    table = driver.panel.part(name)
    driver.settle()
    return table


def shown(table: ChildTable, column: int) -> list[str]:
    model = table.model
    return [str(model.index(line, column).data() or "") for line in range(len(model.ids))]


def count(driver: Driver, model: type) -> int:
    with driver.window.file.store.read() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_a_known_person_is_added_by_typing_a_part_of_the_name(driver: Driver) -> None:
    table = rows_of(driver, "participation")
    table.begin_new()

    driver.type("rai")
    driver.press(Qt.Key.Key_Tab)
    driver.type("parti")
    driver.press(Qt.Key.Key_Return)
    driver.control(Qt.Key.Key_S)
    driver.settle()

    assert "Siti Ra'ihah Sampel" in shown(table, 0)
    assert count(driver, Participation) == 3
    assert driver.window.top_bar.undo_words() == "Undo: New part: Siti Ra'ihah Sampel"


def test_row_after_row_is_typed_without_leaving_the_keyboard(driver: Driver) -> None:
    table = rows_of(driver, "minute")
    table.begin_new()

    for number in ("1", "2"):
        driver.type(number)
        driver.press(Qt.Key.Key_Return)
        driver.type("t")
        driver.press(Qt.Key.Key_Return)
        driver.type(f"Line {number}")
        columns = [
            column.name
            for column in table.model.columns
            if not table.view.isColumnHidden([one.name for one in table.model.columns].index(column.name))
        ]
        for _cell in columns[columns.index("text") :]:
            driver.press(Qt.Key.Key_Return)
        driver.settle()

    names = [column.name for column in table.model.columns]
    assert shown(table, names.index("text")) == ["Line 1", "Line 2"]
    assert shown(table, names.index("kind")) == ["Task", "Task"]
    assert driver.window.top_bar.undo_words() == "Undo: New item of minutes: Line 2"


def test_a_row_that_lacks_something_is_not_left_and_says_what(driver: Driver) -> None:
    table = rows_of(driver, "participation")
    table.begin_new()
    driver.type("rai")
    driver.press(Qt.Key.Key_Tab)
    line = driver.focus()
    assert isinstance(line, QLineEdit)
    line.clear()
    driver.press(Qt.Key.Key_Backtab)

    assert not table.save_line()

    assert table.message.text() == "Role is needed."
    assert count(driver, Participation) == 2


def test_a_new_person_is_made_with_the_row_in_one_step(driver: Driver) -> None:
    table = rows_of(driver, "participation")
    table.begin_new()
    driver.type("Dr. Orang Baharu")
    driver.press(Qt.Key.Key_Up)
    driver.press(Qt.Key.Key_Up)
    driver.press(Qt.Key.Key_Tab)
    driver.type("speaker")
    driver.press(Qt.Key.Key_Return)
    assert table.save_line()
    driver.settle()

    assert count(driver, Person) == 5
    driver.window.step_commands.undo()
    driver.wait(lambda: count(driver, Person) == 4)
    assert count(driver, Participation) == 2


def test_head_counts_are_typed_cell_by_cell(driver: Driver) -> None:
    table = rows_of(driver, "headcount")
    table.begin_new()
    column = [one.name for one in table.model.columns].index("count")
    table.view.setCurrentIndex(table.model.index(table.model.new_line, column))

    driver.type("61")
    driver.press(Qt.Key.Key_Return)
    assert table.save_line()
    driver.settle()

    assert count(driver, Headcount) == 1
    assert shown(table, column) == ["61"]


def test_what_is_not_a_number_is_said_and_kept(driver: Driver) -> None:
    table = rows_of(driver, "headcount")
    column = [one.name for one in table.model.columns].index("count")
    table.begin_new()
    table.view.setCurrentIndex(table.model.index(table.model.new_line, column))

    driver.type("many")
    driver.press(Qt.Key.Key_Return)

    assert not table.save_line()
    assert table.message.text() == "“many” is not a whole number."
    assert table.model.index(table.model.new_line, column).data() == "many"


def test_esc_takes_the_row_back(driver: Driver) -> None:
    table = rows_of(driver, "headcount")
    column = [one.name for one in table.model.columns].index("count")
    table.begin_new()
    table.view.setCurrentIndex(table.model.index(table.model.new_line, column))
    driver.type("12")
    driver.press(Qt.Key.Key_Return)

    driver.press(Qt.Key.Key_Escape)
    driver.press(Qt.Key.Key_Escape)

    assert not table.has_unsaved
    assert count(driver, Headcount) == 0


def test_rows_are_moved_and_keep_their_order(driver: Driver) -> None:
    table = rows_of(driver, "participation")
    before = shown(table, 0)
    table.view.setCurrentIndex(table.model.index(1, 0))

    driver.press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier, on=table.view)
    driver.settle()

    assert shown(table, 0) == list(reversed(before))


def test_rows_are_deleted_and_undo_brings_them_back(driver: Driver) -> None:
    table = rows_of(driver, "participation")
    table.view.selectAll()

    driver.press(Qt.Key.Key_Delete, on=table.view)
    driver.settle()
    assert count(driver, Participation) == 0

    driver.window.step_commands.undo()
    driver.wait(lambda: count(driver, Participation) == 2)


def test_the_tabs_count_their_rows(driver: Driver) -> None:
    driver.choose(driver.titles(1).index("Data workshop"))

    assert "People 2" in driver.panel.tabs.labels()


def test_the_history_names_the_steps_that_touched_the_event(driver: Driver) -> None:
    rows_of(driver, "participation")
    driver.panel.choose_tab("history")

    assert "First records" in driver.panel.history_words()


@pytest.mark.parametrize("name", ["participation", "session", "stop", "group", "headcount", "minute", "track"])
def test_every_kind_of_row_has_its_table(driver: Driver, name: str) -> None:
    table = rows_of(driver, name)

    assert table.entity.name == name
    assert table.model.rowCount() == len(table.model.ids) + 1


def test_five_names_typed_with_enter_only_become_five_participants(driver: Driver) -> None:
    names = [f"{first} Contoh" for first in ("Melur", "Cempaka", "Kenanga", "Seroja", "Teratai")]
    with driver.window.file.write("Five people") as session:
        for name in names:
            make.person(session, name)
    driver.settle()
    driver.choose(driver.titles(1).index("City conference"))
    table = driver.panel.part("participation")
    table.begin_new()

    for name in names:
        driver.type(name)
        driver.press(Qt.Key.Key_Return)
        driver.settle()

    assert shown(table, 0) == names
    assert set(shown(table, 1)) == {"Participant"}


def test_a_new_row_takes_the_role_of_the_row_above(driver: Driver) -> None:
    table = rows_of(driver, "participation")
    table.begin_new()
    driver.type("rai")
    driver.press(Qt.Key.Key_Tab)
    driver.type("speaker")
    driver.press(Qt.Key.Key_Return)
    assert table.save_line()
    driver.settle()

    table.begin_new()
    driver.type("raman")
    driver.press(Qt.Key.Key_Return)
    driver.settle()

    assert shown(table, 1)[-2:] == ["Speaker", "Speaker"]
