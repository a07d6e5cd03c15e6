"""The list of steps: named, timed, each undone by choosing it."""

from PySide6.QtCore import Qt

from desktop_app.ui.steps import steps_menu
from tests.ui.driver import Driver


def rename(driver: Driver, title: str) -> None:
    driver.panel.form.focus_first()
    driver.control(Qt.Key.Key_A)
    driver.type(title)
    driver.control(Qt.Key.Key_S)
    driver.settle()


def test_an_old_step_is_undone_from_the_list_and_later_ones_stay(driver: Driver) -> None:
    rename(driver, "Finance course")
    driver.choose(1)
    rename(driver, "City congress")
    menu = steps_menu(driver.window.file.store.steps(), driver.window.step_commands.undo_step, None)
    words = [action.text() for action in menu.actions()]

    assert words[0].endswith("Change of event: City congress")
    next(action for action in menu.actions() if action.text().endswith("Finance course")).trigger()
    driver.wait(lambda: "Finance training" in driver.titles(1))

    assert "City congress" in driver.titles(1)


def test_a_step_undone_already_is_grey_in_the_list(driver: Driver) -> None:
    rename(driver, "Finance course")
    driver.window.step_commands.undo()
    driver.settle()

    menu = steps_menu(driver.window.file.store.steps(), driver.window.step_commands.undo_step, None)

    assert menu.actions()[0].text().endswith("Change of event: Finance course (undone)")
    assert not menu.actions()[0].isEnabled()


def test_quick_presses_name_each_step_that_was_undone(driver: Driver) -> None:
    rename(driver, "Finance course")
    rename(driver, "Finance school")
    said: list[str] = []
    driver.window.desk.noticed.connect(lambda _tone, sentence: said.append(sentence))

    for _press in range(2):
        driver.window.step_commands.undo()
    driver.settle()

    assert said == ["Undone: Change of event: Finance school.", "Undone: Change of event: Finance course."]
    said.clear()
    for _press in range(2):
        driver.window.step_commands.redo()
    driver.settle()
    assert said == ["Redone: Change of event: Finance course.", "Redone: Change of event: Finance school."]
