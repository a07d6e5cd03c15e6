"""Home lists what waits, and each thing is answered or mended from there."""

import pytest
from sqlalchemy import func, select

from db.models import FindingDecision
from desktop_app.ui.home_page import HomePage
from tests.ui.driver import Driver


@pytest.fixture
def home(driver: Driver) -> HomePage:
    driver.window.go("home")
    driver.settle()
    page = driver.window.page
    assert isinstance(page, HomePage)
    return page


def test_home_counts_what_waits(driver: Driver, home: HomePage) -> None:
    waiting = len(home.model.ids)

    assert waiting > 0
    assert home.headline.text() == f"{waiting} things are waiting for an answer"


def test_an_answer_settles_a_doubt_and_undo_asks_it_again(driver: Driver, home: HomePage) -> None:
    waiting = len(home.model.ids)

    home.answer("not needed")
    driver.settle()
    assert len(home.model.ids) == waiting - 1
    with driver.window.file.store.read() as session:
        assert session.scalar(select(func.count()).select_from(FindingDecision)) == 1

    driver.window.step_commands.undo()
    driver.wait(lambda: len(home.model.ids) == waiting)


def test_mend_opens_the_record(driver: Driver, home: HomePage) -> None:
    doubt = home.chosen
    assert doubt is not None

    home.view.entered_record.emit(0)
    driver.settle()

    assert driver.window.place == "events"
    assert driver.panel.record == doubt.event_id


def test_a_chip_keeps_to_one_kind_of_doubt(driver: Driver, home: HomePage) -> None:
    doubt = home.chosen
    assert doubt is not None

    home.choose_kind(doubt.kind)

    assert {row.texts["kind"] for row in (home.model.row_at(line) for line in range(len(home.model.ids))) if row} == {
        home.model.index(0, 0).data()
    }
