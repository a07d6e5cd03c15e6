"""Records in the window: finding, editing, saving, taking back, undoing, all by keyboard."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import select

from db.models import Event, Person
from desktop_app.records.fields import Entity
from desktop_app.records.queries import facets
from tests.ui.driver import Driver

EVENTS = ["Finance training", "City conference", "Data workshop"]


def event(driver: Driver, title: str) -> Event | None:
    with driver.window.file.store.read() as session:
        return session.scalars(select(Event).where(Event.title == title)).one_or_none()


def to_title(driver: Driver) -> None:
    driver.panel.form.focus_first()
    driver.control(Qt.Key.Key_A)


def test_the_newest_event_is_first_and_open_beside_the_table(driver: Driver) -> None:
    assert driver.titles(1) == EVENTS
    assert driver.titles(0) == ["27 Mar 2020", "23 Sep 2019", "29 Aug 2019"]
    assert driver.panel.headline.title() == "Finance training"


def test_letters_typed_in_the_table_search_it(driver: Driver) -> None:
    driver.page.view.setFocus()

    driver.type("d")
    driver.type("ata")
    driver.wait(lambda: driver.titles(1) == ["Data workshop"])

    assert driver.page.status() == "1 of 3 events"


def test_a_search_without_a_hit_says_so_and_offers_the_way_back(driver: Driver) -> None:
    driver.page.focus_search()
    driver.type("zebra")
    driver.wait(lambda: driver.page.model.rowCount() == 0)

    assert driver.page.empty_words() == "None of the 3 events matches."
    driver.page.act_on_empty()
    driver.wait(lambda: driver.titles(1) == EVENTS)


def test_a_chip_keeps_to_one_kind_and_counts_the_others(driver: Driver) -> None:
    menu = driver.page.chips.menu_of("kind", driver.page.facets("kind"))

    assert sorted(action.text() for action in menu.actions()) == ["Conference   1", "Training   1", "Workshop   1"]
    next(action for action in menu.actions() if action.text().startswith("Workshop")).trigger()
    driver.wait(lambda: driver.titles(1) == ["Data workshop"])


def test_the_year_chip_keeps_to_one_year(driver: Driver) -> None:
    menu = driver.page.chips.menu_of("start_date", driver.page.facets("start_date"))

    next(action for action in menu.actions() if action.text().startswith("2019")).trigger()

    driver.wait(lambda: driver.titles(1) == EVENTS[1:])


def test_a_heading_sorts_and_pressed_again_turns_the_order_round(driver: Driver) -> None:
    driver.page.view.header.sort_wanted.emit(1)
    driver.wait(lambda: driver.titles(1) == ["City conference", "Data workshop", "Finance training"])

    driver.page.view.header.sort_wanted.emit(1)
    driver.wait(lambda: driver.titles(1) == ["Finance training", "Data workshop", "City conference"])


def test_the_chosen_record_stays_chosen_while_the_order_changes(driver: Driver) -> None:
    driver.choose(2)
    chosen = driver.page.view.current_record()

    driver.page.view.header.sort_wanted.emit(1)
    driver.wait(lambda: driver.titles(1)[0] == "City conference")

    assert driver.page.view.current_record() == chosen
    assert driver.panel.record == chosen


def test_an_edit_is_saved_by_ctrl_s_as_one_step_that_undo_names(driver: Driver) -> None:
    to_title(driver)
    driver.type("Finance course")
    driver.control(Qt.Key.Key_S)
    driver.settle()

    assert event(driver, "Finance course") is not None
    assert driver.titles(1)[0] == "Finance course"
    assert driver.window.top_bar.undo_words() == "Undo: Change of event: Finance course"
    assert not driver.panel.has_unsaved


def test_undo_and_redo_from_the_keyboard(driver: Driver) -> None:
    to_title(driver)
    driver.type("Finance course")
    driver.control(Qt.Key.Key_S)
    driver.settle()

    driver.page.view.setFocus()
    driver.control(Qt.Key.Key_Z)
    driver.wait(lambda: driver.titles(1)[0] == "Finance training")
    driver.settle()
    driver.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier)

    driver.wait(lambda: driver.titles(1)[0] == "Finance course")


def test_a_wrong_date_is_said_under_its_field_and_nothing_is_saved(driver: Driver) -> None:
    driver.panel.form.editor("start_date").widget.setFocus()
    driver.control(Qt.Key.Key_A)
    driver.type("31/02/2020")
    driver.control(Qt.Key.Key_S)

    assert driver.panel.form.problems_shown() == {"start_date": "“31/02/2020” is not a date. Type it as 29/08/2019."}
    assert driver.panel.form.editor("start_date").typed() == "31/02/2020"
    assert driver.focus() is driver.panel.form.editor("start_date").widget


@pytest.mark.parametrize(
    ("typed", "shown"), [("1/4/2020", "01/04/2020"), ("1 Apr 2020", "01/04/2020"), ("1 april 20", "01/04/2020")]
)
def test_a_date_is_typed_in_the_usual_ways(driver: Driver, typed: str, shown: str) -> None:
    driver.panel.form.editor("start_date").widget.setFocus()
    driver.control(Qt.Key.Key_A)
    driver.type(typed)
    driver.press(Qt.Key.Key_Tab)

    assert driver.panel.form.editor("start_date").typed() == shown


def test_enter_moves_on_through_the_form(driver: Driver) -> None:
    driver.panel.form.focus_first()

    driver.press(Qt.Key.Key_Return)

    assert driver.focus() is driver.panel.form.editor("kind").widget


def test_esc_takes_back_a_field_and_leaves_the_others(driver: Driver) -> None:
    to_title(driver)
    driver.type("Something else")
    driver.press(Qt.Key.Key_Escape)

    assert driver.panel.form.editor("title").typed() == "Finance training"
    assert not driver.panel.has_unsaved


def test_a_record_with_unsaved_text_is_not_left_without_asking(driver: Driver) -> None:
    driver.prompter.answers = ["stay"]
    to_title(driver)
    driver.type("Half typed")

    driver.choose(1)

    assert driver.prompter.asked == ["This record is not saved yet."]
    assert driver.panel.form.editor("title").typed() == "Half typed"
    assert driver.page.view.current_record() == driver.panel.record


def test_save_on_leaving_saves_and_goes_on(driver: Driver) -> None:
    driver.prompter.answers = ["save"]
    to_title(driver)
    driver.type("Typed and saved")

    driver.choose(1)
    driver.settle()

    assert event(driver, "Typed and saved") is not None
    assert driver.panel.headline.title() == "City conference"


def test_the_window_does_not_close_over_unsaved_text(driver: Driver) -> None:
    driver.prompter.answers = ["stay"]
    to_title(driver)
    driver.type("Half typed")

    assert not driver.window.close()
    driver.prompter.answers = ["drop"]
    assert driver.window.close()


def test_a_new_event_is_made_by_keyboard_alone(driver: Driver) -> None:
    driver.control(Qt.Key.Key_N)
    driver.type("Steering committee")
    driver.press(Qt.Key.Key_Return)
    driver.press(Qt.Key.Key_M)
    driver.control(Qt.Key.Key_S)
    driver.settle()

    made = event(driver, "Steering committee")
    assert made is not None
    assert made.kind == "meeting"
    assert "Steering committee" in driver.titles(1)
    assert driver.page.view.current_record() == made.id


def test_a_new_record_without_its_name_says_what_is_needed(driver: Driver) -> None:
    driver.control(Qt.Key.Key_N)
    driver.control(Qt.Key.Key_S)

    assert driver.panel.form.problems_shown()["title"] == "Title is needed."


def test_delete_removes_the_record_and_undo_brings_it_back(driver: Driver) -> None:
    driver.choose(1)

    driver.press(Qt.Key.Key_Delete, on=driver.page.view)
    driver.wait(lambda: "City conference" not in driver.titles(1))
    driver.settle()
    driver.control(Qt.Key.Key_Z, on=driver.page.view)

    driver.wait(lambda: driver.titles(1) == EVENTS)


def test_ctrl_d_begins_a_copy_that_is_not_written_before_it_is_saved(driver: Driver) -> None:
    driver.page.copy_current()

    assert driver.panel.is_new
    assert driver.panel.form.editor("title").typed() == "Finance training"
    assert driver.page.model.rowCount() == 3


def test_a_link_is_picked_by_typing(driver: Driver) -> None:
    driver.window.go("people")
    driver.settle()
    driver.choose(driver.titles().index("Lim Contoh Wei"))
    driver.panel.form.editor("organisation_id").widget.setFocus()

    driver.type("maj")
    driver.press(Qt.Key.Key_Down)
    driver.press(Qt.Key.Key_Return)
    driver.control(Qt.Key.Key_S)
    driver.settle()

    with driver.window.file.store.read() as session:
        lim = session.scalars(select(Person).where(Person.name == "Lim Contoh Wei")).one()
        assert lim.organisation_id is not None


def test_a_linked_body_nobody_knows_yet_is_added_on_the_way_in_the_same_step(driver: Driver) -> None:
    driver.window.go("people")
    driver.settle()
    driver.choose(driver.titles().index("Lim Contoh Wei"))
    editor = driver.panel.form.editor("organisation_id")
    editor.widget.setFocus()
    driver.type("Akademi Baharu")
    driver.wait(lambda: "Add “Akademi Baharu”" in editor.offered())  # type: ignore[attr-defined]

    driver.press(Qt.Key.Key_Up)
    driver.press(Qt.Key.Key_Return)
    driver.control(Qt.Key.Key_S)
    driver.settle()
    driver.window.go("organisations")
    driver.settle()

    assert "Akademi Baharu" in driver.titles()
    driver.window.step_commands.undo()
    driver.wait(lambda: "Akademi Baharu" not in driver.titles())


def test_a_linked_name_left_unsettled_is_said_under_the_field(driver: Driver) -> None:
    driver.window.go("people")
    driver.settle()
    driver.panel.form.editor("organisation_id").widget.setFocus()
    driver.control(Qt.Key.Key_A)
    driver.type("Nobody knows this")
    driver.control(Qt.Key.Key_S)

    said = driver.panel.form.problems_shown()["organisation_id"]
    assert said.startswith("“Nobody knows this” is not in the records.")


def test_the_facets_are_counted_in_the_store(driver: Driver) -> None:
    entity: Entity = driver.page.entity
    with driver.window.file.store.read() as session:
        found = facets(session, entity, driver.page.query, "status")

    assert sum(one.count for one in found) == 3


def test_columns_are_chosen_in_the_headings_menu_and_remembered(drive: Callable[..., Driver], office: Path) -> None:
    driver = drive()
    driver.open(office)
    driver.page.column_choice.show("status", shown=True)
    labels = [column.label for column in driver.page.model.columns]

    again = drive()
    again.open(office)

    assert "Status" in labels
    assert [column.label for column in again.page.model.columns] == labels


def save_elsewhere(driver: Driver, known: str, **values: object) -> None:
    """Somebody else saves an event while it is open here."""
    with driver.window.file.store.write("Elsewhere") as session:
        record = session.scalars(select(Event).where(Event.title == known)).one()
        for name, value in values.items():
            setattr(record, name, value)


@pytest.mark.parametrize(("answer", "kept"), [("mine", "My theme"), ("theirs", "Their theme")])
def test_a_field_that_two_people_changed_is_asked_about(driver: Driver, answer: str, kept: str) -> None:
    driver.prompter.answers = [answer]
    driver.panel.form.editor("theme").widget.setFocus()
    driver.type("My theme")
    save_elsewhere(driver, "Finance training", theme="Their theme")

    driver.control(Qt.Key.Key_S)
    driver.settle()

    assert driver.prompter.asked == ["“Theme” was changed by somebody else while you typed."]
    found = event(driver, "Finance training")
    assert found is not None
    assert found.theme == kept


def test_two_people_changing_different_fields_lose_nothing(driver: Driver) -> None:
    driver.panel.form.editor("theme").widget.setFocus()
    driver.type("My theme")
    save_elsewhere(driver, "Finance training", edition="3rd")

    driver.control(Qt.Key.Key_S)
    driver.settle()

    found = event(driver, "Finance training")
    assert found is not None
    assert (found.theme, found.edition) == ("My theme", "3rd")


def test_what_others_write_is_shown_without_being_asked_for(driver: Driver) -> None:
    save_elsewhere(driver, "City conference", title="City congress")

    driver.window.file.look_for_others()
    driver.wait(lambda: "City congress" in driver.titles(1))


def test_the_table_is_written_as_an_excel_file(driver: Driver, tmp_path: Path) -> None:
    import openpyxl

    target = tmp_path / "events.xlsx"
    driver.prompter.answers = [target]

    driver.control(Qt.Key.Key_E, on=driver.page.view)
    driver.settle()

    sheet = openpyxl.load_workbook(target).active
    assert sheet is not None
    assert [row[1] for row in sheet.iter_rows(min_row=2, values_only=True)] == EVENTS


def highlighted_and_shown(driver: Driver) -> tuple[list[int], int | None]:
    return driver.page.view.chosen_records(), driver.panel.record


def test_control_with_page_down_in_the_table_changes_the_tab_and_never_the_record(driver: Driver) -> None:
    driver.choose(1)
    before = driver.panel.record

    driver.control(Qt.Key.Key_PageDown)
    driver.settle()

    assert driver.panel.state()["tab"] != "details"
    assert highlighted_and_shown(driver) == ([before], before)
    driver.control(Qt.Key.Key_PageUp)
    assert driver.panel.state()["tab"] == "details"
    assert driver.page.view.hasFocus()


@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_End, Qt.Key.Key_Home])
def test_control_with_an_arrow_carries_the_highlight_with_the_record(driver: Driver, key: Qt.Key) -> None:
    driver.choose(1)

    driver.control(key)
    driver.settle()

    chosen, record = highlighted_and_shown(driver)
    assert chosen == [record]


def test_a_click_that_is_refused_leaves_the_highlight_on_the_record_shown(
    drive: Callable[..., Driver], office: Path
) -> None:
    driver = drive("stay")
    driver.open(office)
    driver.choose(0)
    before = driver.panel.record
    driver.panel.form.focus_first()
    driver.type("x")

    click(driver, 2)

    assert driver.prompter.asked
    assert highlighted_and_shown(driver) == ([before], before)


def test_a_row_taken_out_of_the_selection_is_not_the_one_shown(driver: Driver) -> None:
    driver.choose(0)
    click(driver, 1, Qt.KeyboardModifier.ControlModifier)
    click(driver, 1, Qt.KeyboardModifier.ControlModifier)

    chosen, record = highlighted_and_shown(driver)
    assert chosen == [record] == [driver.page.model.ids[0]]


def click(driver: Driver, line: int, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    view = driver.page.view
    place = view.visualRect(driver.page.model.index(line, 0)).center()
    driver.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, held, place)
    driver.settle()
