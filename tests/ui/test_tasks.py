"""Work off the window's thread: results come back, in turn, on the window's thread; what is cancelled says nothing."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop_app.ui.tasks import Progress, Tasks


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.close()


def test_the_result_comes_back_on_the_windows_thread(tasks: Tasks, qtbot: QtBot) -> None:
    came: list[tuple[bool, bool]] = []
    here = threading.get_ident()

    tasks.start(lambda _p: threading.get_ident() != here, lambda off: came.append((off, threading.get_ident() == here)))

    qtbot.waitUntil(lambda: bool(came))
    assert came == [(True, True)]


def test_a_thousand_results_all_come_in_their_order(tasks: Tasks, qtbot: QtBot) -> None:
    came: list[int] = []
    for number in range(1000):
        tasks.start(lambda _p, number=number: number, came.append)  # type: ignore[misc]

    qtbot.waitUntil(lambda: not tasks.busy)
    assert came == list(range(1000))


def test_an_error_comes_back_to_whoever_asked(tasks: Tasks, qtbot: QtBot) -> None:
    came: list[str] = []

    def fail(_progress: Progress) -> None:
        raise ValueError("the sheet is empty")

    tasks.start(fail, came.append, failed=lambda error: came.append(str(error)))

    qtbot.waitUntil(lambda: bool(came))
    assert came == ["the sheet is empty"]


def test_only_the_last_of_several_searches_answers(tasks: Tasks, qtbot: QtBot) -> None:
    came: list[str] = []
    gate = threading.Event()
    tasks.start(lambda _p: gate.wait(), lambda _r: None)
    for typed in ("a", "am", "ami"):
        tasks.start(lambda _p, typed=typed: typed, came.append, key="find")  # type: ignore[misc]
    gate.set()

    qtbot.waitUntil(lambda: not tasks.busy)
    assert came == ["ami"]


def test_a_cancelled_job_stops_at_its_next_report_and_says_nothing(tasks: Tasks, qtbot: QtBot) -> None:
    reached: list[int] = []
    came: list[object] = []
    begun, gate = threading.Event(), threading.Event()

    def count(progress: Progress) -> None:
        for number in range(10):
            progress(number, 10, "counting")
            reached.append(number)
            begun.set()
            gate.wait()

    task = tasks.start(count, came.append, title="Counting", failed=came.append)
    begun.wait()
    task.cancel()
    gate.set()

    qtbot.waitUntil(lambda: not tasks.busy)
    assert reached == [0]
    assert came == []


def test_progress_is_told(tasks: Tasks, qtbot: QtBot) -> None:
    with qtbot.waitSignal(tasks.progressed) as told:
        tasks.start(lambda progress: progress(3, 12, "rows"), lambda _r: None, title="Reading")

    assert told.args is not None
    assert told.args[1:] == [3, 12, "rows"]


def test_nothing_is_called_on_a_page_that_is_gone(tasks: Tasks, qtbot: QtBot) -> None:
    import shiboken6

    page = QObject()
    came: list[object] = []
    gate = threading.Event()
    tasks.start(lambda _p: gate.wait(), came.append, owner=page)
    shiboken6.delete(page)
    gate.set()

    qtbot.waitUntil(lambda: not tasks.busy)
    assert came == []
