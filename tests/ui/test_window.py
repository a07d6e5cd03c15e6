"""The shell: the start without a file, places, language and look at once, what is remembered."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QWidget

from desktop_app.ui.editors import TextEditor
from desktop_app.ui.main_window import first_size
from desktop_app.ui.settings import Settings
from tests.ui.driver import Driver


def words_of(widget: QWidget) -> list[str]:
    labels = [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]
    return labels + [button.text().strip() for button in widget.findChildren(QAbstractButton)]


def test_without_a_file_three_ways_to_begin_are_offered(drive: Callable[..., Driver]) -> None:
    driver = drive()

    shown = words_of(driver.window.start_page)

    assert {"Open a records file", "New records file", "Sample records"} <= set(shown)
    assert driver.window.start_page.isVisible()


def test_a_new_file_opens_with_the_lists_an_office_begins_with(drive: Callable[..., Driver], tmp_path: Path) -> None:
    new = tmp_path / "mine.rekod"
    driver = drive(new)

    driver.control(Qt.Key.Key_N)
    driver.wait(lambda: driver.window.file.path == new)
    driver.settle()

    assert driver.page.model.rowCount() == 0
    assert "There are no events in this file yet." in words_of(driver.page)
    assert driver.window.windowTitle() == "mine.rekod - Rekod"


def test_a_file_that_is_there_is_never_written_over(drive: Callable[..., Driver], office: Path) -> None:
    before = office.read_bytes()
    driver = drive(office, "stay")

    driver.control(Qt.Key.Key_N)
    driver.settle()

    assert driver.prompter.asked[-1] == "office.rekod exists already."
    assert office.read_bytes() == before


def test_a_damaged_file_is_refused_with_a_sentence_and_left_alone(drive: Callable[..., Driver], tmp_path: Path) -> None:
    strange = tmp_path / "strange.rekod"
    strange.write_text("not a records file at all, whatever its name says" * 20)
    driver = drive()

    driver.window.file_commands.open(strange)
    driver.settle()

    assert not driver.window.file.is_open
    assert "strange.rekod is not a Rekod file. It was left as it is." in words_of(driver.window)
    assert strange.read_text().startswith("not a records file")


def test_the_places_count_their_records(driver: Driver) -> None:
    names = [button.accessibleName() for button in driver.window.sidebar.findChildren(QAbstractButton)]

    assert "Events, 3" in names
    assert "People, 4" in names
    assert "Organisations, 2" in names


@pytest.mark.parametrize(("number", "place"), [("1", "home"), ("2", "events"), ("3", "people")])
def test_control_and_a_number_go_to_a_place(driver: Driver, number: str, place: str) -> None:
    keys = {"1": Qt.Key.Key_1, "2": Qt.Key.Key_2, "3": Qt.Key.Key_3}

    driver.control(keys[number])
    driver.settle()

    assert driver.window.place == place


def test_a_switch_of_look_keeps_what_is_typed(driver: Driver) -> None:
    title = driver.panel.form.editor("title")
    assert isinstance(title, TextEditor)
    title.line.setFocus()
    title.line.selectAll()
    driver.type("A better ti")

    driver.window.switch_look()
    driver.settle()

    assert driver.window.desk.appearance.palette.name == "dark"
    assert driver.panel.form.editor("title").typed() == "A better ti"
    assert driver.panel.form.changed == {"title"}
    assert driver.page.view.current_record() == driver.panel.record


def test_what_means_nothing_yet_is_kept_too(driver: Driver) -> None:
    date = driver.panel.form.editor("start_date")
    date.widget.setFocus()
    driver.control(Qt.Key.Key_A)
    driver.type("31/2/20")

    driver.window.switch_look()
    driver.settle()

    assert driver.panel.form.editor("start_date").typed() == "31/2/20"


def test_the_language_changes_at_once(driver: Driver) -> None:
    driver.window.switch_language()
    driver.settle()

    assert driver.window.settings.language == "ms"
    assert driver.page.view.current_record() == driver.panel.record
    driver.window.switch_language()


def test_size_look_and_last_file_are_remembered(drive: Callable[..., Driver], office: Path, settings: Settings) -> None:
    driver = drive()
    driver.open(office)
    driver.window.resize(1100, 700)
    driver.window.switch_look()
    driver.settle()

    driver.window.close()
    again = Settings(Path(settings._store.fileName()))

    assert again.look == "dark"
    assert again.last_file == office
    assert again.recent_files == (office,)
    assert not again.geometry.isEmpty()


def test_closing_the_file_goes_back_to_the_start_with_it_among_the_recent_ones(driver: Driver, office: Path) -> None:
    driver.window.file_commands.close()
    driver.settle()

    assert driver.window.start_page.isVisible()
    assert office.name in words_of(driver.window.start_page)


def test_a_file_that_may_not_be_written_says_so_and_offers_no_way_to_change_it(
    drive: Callable[..., Driver], office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.store.os.access", lambda *_path_and_mode: False)
    driver = drive()

    driver.open(office)

    assert any("can only be read" in words for words in words_of(driver.window))
    assert not driver.window.top_bar.findChild(QPushButton, "main").isEnabled()
    driver.page.delete_chosen()
    assert driver.page.model.rowCount() == 3


def test_ctrl_k_finds_a_person_and_opens_the_record(driver: Driver) -> None:
    driver.control(Qt.Key.Key_K)
    driver.type("rai")
    driver.wait(lambda: "Siti Ra'ihah Sampel" in driver.window.top_bar.find_box.offered())

    driver.press(Qt.Key.Key_Return)
    driver.settle()

    assert driver.window.place == "people"
    assert driver.panel.headline.title() == "Siti Ra'ihah Sampel"


def test_ctrl_k_runs_a_command(driver: Driver) -> None:
    driver.control(Qt.Key.Key_K)
    driver.type("go to organ")
    driver.wait(lambda: "Go to Organisations" in driver.window.top_bar.find_box.offered())

    driver.press(Qt.Key.Key_Return)

    assert driver.window.place == "organisations"


def test_a_backup_is_restored_and_what_it_replaced_is_kept(drive: Callable[..., Driver], office: Path) -> None:
    driver = drive(0)
    driver.open(office)
    driver.page.delete_chosen()
    driver.settle()
    assert driver.page.model.rowCount() == 2

    driver.window.file_commands.ask_and_restore()
    driver.wait(lambda: driver.window.file.is_open and driver.window.place == "events" and not driver.window.tasks.busy)
    driver.settle()

    assert driver.page.model.rowCount() == 3
    assert len(list(office.parent.glob("office*/*.rekod"))) >= 2


def test_a_copy_is_saved_whole_and_the_first_file_stays_open(driver: Driver, office: Path, tmp_path: Path) -> None:
    from db.store import Store

    copy = tmp_path / "copy.rekod"
    driver.prompter.answers = [copy]

    driver.window.file_commands.ask_and_copy()
    driver.settle()

    assert driver.window.file.path == office
    with Store.open(copy) as store, store.read() as session:
        from sqlalchemy import func, select

        from db.models import Event

        assert session.scalar(select(func.count()).select_from(Event)) == 3


def test_the_work_is_backed_up_from_time_to_time(driver: Driver) -> None:
    from db.backup import backups

    driver.page.delete_chosen()
    driver.settle()
    path = driver.window.file.path
    assert path is not None
    before = len(backups(path))

    driver.window.file_commands.back_up_work()
    driver.settle()

    assert driver.window.file.backed_up_at is not None
    assert [one.reason for one in backups(path)][: len(backups(path)) - before] == ["work"]


def test_control_q_leaves_by_way_of_the_question_about_what_is_not_saved(
    drive: Callable[..., Driver], office: Path
) -> None:
    driver = drive("stay", "drop")
    driver.open(office)
    driver.panel.form.focus_first()
    driver.type("x")

    driver.control(Qt.Key.Key_Q)
    assert driver.window.isVisible()
    driver.control(Qt.Key.Key_Q)

    assert not driver.window.isVisible()
    assert driver.prompter.asked == ["This record is not saved yet."] * 2


def test_the_file_menu_ends_with_quitting(driver: Driver) -> None:
    driver.window.file_menu.aboutToShow.emit()

    last = driver.window.file_menu.actions()[-1]
    assert last.text().startswith("Quit Rekod")
    last.trigger()
    assert not driver.window.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_way_to_begin_is_taken_by_enter_as_by_space(drive: Callable[..., Driver], office: Path, key: Qt.Key) -> None:
    driver = drive(office)
    driver.window.start_page.first.setFocus()

    driver.press(key)
    driver.wait(lambda: driver.window.file.path == office)
    driver.settle()


def test_the_first_window_fits_a_small_screen() -> None:
    assert first_size(QSize(1920, 1040)) == QSize(1280, 800)
    small = first_size(QSize(1280, 680))
    assert small.height() <= 640
    assert small.width() <= 1280


def test_a_notice_takes_no_focus_by_mouse_and_gives_it_back_when_it_goes(driver: Driver) -> None:
    driver.page.view.setFocus()
    driver.window.say("good", "Done.")
    close = next(one for one in driver.window.findChildren(QPushButton) if one.accessibleName() == "Close")

    assert not close.focusPolicy() & Qt.FocusPolicy.ClickFocus
    close.setFocus(Qt.FocusReason.TabFocusReason)
    driver.press(Qt.Key.Key_Space)

    assert driver.page.view.hasFocus()
