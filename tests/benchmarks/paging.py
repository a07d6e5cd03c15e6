"""A table of a million people in the real window, against QSqlTableModel: `python -m tests.benchmarks.paging`.

Measured of the window: the seconds until each thing asked for is shown, how long one frame takes, the longest time its
thread was busy at a stretch (a timer that should tick every few milliseconds), the memory of the process. The yardstick
is a QTableView over QSqlTableModel, which fetches every row to jump to the last. Each runs in a process of its own.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

TICK: Final = 2
"""Milliseconds between two ticks of the timer that watches the window's thread."""
FRAMES: Final = 30
PEOPLE_OF_ONE: Final = 50
"""How many people each organisation has."""


def fill(path: Path, count: int) -> None:
    """A records file of so many people, in many organisations."""
    from db import bulk
    from db.models import Organisation, Person
    from db.store import Store
    from desktop_app.records.lists import fill_lists
    from tests.benchmarks.storing import people

    with Store.create(path) as store:
        with store.write("Begin") as unit:
            fill_lists(unit)
            bodies = [f"Jabatan {number * 7919 % 100_003}" for number in range(max(1, count // PEOPLE_OF_ONE))]
            ids = bulk.insert(unit, Organisation, ("name", "sort_name"), [(one, one.lower()) for one in bodies])
        names = ("name", "name_key", "sort_name", "email", "organisation_id", "gender")
        for first in range(0, count, 50_000):
            with store.write("Import") as unit:
                some = people(first, min(50_000, count - first))
                bulk.insert(
                    unit,
                    Person,
                    names,
                    [
                        (*one, ids[(first + n) % len(ids)], ("female", "male", None)[n % 3])
                        for n, one in enumerate(some)
                    ],
                )


def memory() -> float:
    """The most memory this process has held, in MB."""
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1e6 if sys.platform == "darwin" else 1e3)


class Watch:
    """Runs the application until something is so, and tells the longest time its thread was busy at a stretch."""

    def __init__(self) -> None:
        from PySide6.QtCore import QTimer

        self.longest = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._last)
        self._last = now

    def during(self, act: Callable[[], object], over: Callable[[], bool]) -> tuple[float, float]:
        """Seconds from the act until it is over, and the longest stall meanwhile."""
        from PySide6.QtCore import QEventLoop
        from PySide6.QtWidgets import QApplication

        application = QApplication.instance()
        assert application is not None
        self.longest, self._last = 0.0, time.perf_counter()
        started = time.perf_counter()
        act()
        self._tick()
        while not over():
            application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        for _turn in range(3):
            application.processEvents()
        self._tick()
        return time.perf_counter() - started, self.longest


def of_our_window(file: Path) -> dict[str, Any]:
    """Each act: (seconds until shown, longest stall)."""
    from desktop_app.app import make_application
    from desktop_app.ui.main_window import MainWindow
    from desktop_app.ui.settings import Settings
    from desktop_app.ui.table_page import TablePage
    from tests.ui.prompter import ScriptedPrompter

    make_application()
    watch = Watch()
    with tempfile.TemporaryDirectory() as scratch:
        window = MainWindow(Settings(Path(scratch, "rekod.ini")), ScriptedPrompter())
        window.resize(1280, 800)
        window.show()
        found: dict[str, Any] = {}

        def idle() -> bool:
            return window.file.is_open and not window.tasks.busy

        found["open the file"] = watch.during(lambda: window.file_commands.open(file), idle)
        found["first page"] = watch.during(lambda: window.go("people"), idle)
        page = window.page
        assert isinstance(page, TablePage)
        columns = [column.name for column in page.model.columns]
        by = {name: columns.index(name) for name in ("name", "organisation_id")}
        found["sort by name, backwards"] = watch.during(lambda: page.view.sort_wanted.emit(by["name"]), idle)
        found["sort by organisation"] = watch.during(lambda: page.view.sort_wanted.emit(by["organisation_id"]), idle)
        found["sort by name"] = watch.during(lambda: page.view.sort_wanted.emit(by["name"]), idle)
        found["jump"], found["frame"] = _frames(page.view)
        found["jump to the last"] = watch.during(page.view.scrollToBottom, idle)
        found["counts of a chip"] = watch.during(lambda: page.chips.open("organisation_id"), idle)
        found["counts of a small chip"] = watch.during(lambda: page.chips.open("gender"), idle)
        for typed in ("a", "ah", "ahmad", "ahmad yus", "p4242", "nobody"):

            def search(typed: str = typed) -> None:
                page.chips.search.setText(typed)

            def shown(typed: str = typed) -> bool:
                return idle() and page.query.text == typed and page.settled and not _waits(page)

            found[f"search {typed}"] = watch.during(search, shown)
        found["show all"] = watch.during(page.chips.clear, idle)
        found["filter by gender"] = watch.during(lambda: page.chips.choose("gender", "female", "Female"), idle)
        found["choose the last record"] = watch.during(lambda: page.show_record(page.model.ids[-1]), idle)
        found["memory"] = memory()
        window.tasks.close()
        window.file_commands.close_at_exit()
        window.deleteLater()
    return found


def _waits(page: Any) -> bool:
    """Whether the search box still waits for the next letter."""
    return bool(page.chips._pause.isActive())


def _frames(view: Any) -> tuple[float, float]:
    """Median seconds to jump somewhere and paint it, and to paint it once more."""
    from PySide6.QtGui import QPixmap

    picture = QPixmap(view.viewport().size())
    jumps, frames = [], []
    for turn in range(FRAMES):
        started = time.perf_counter()
        view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() * (turn * 7919 % 1000) // 1000)
        view.viewport().render(picture)
        jumped = time.perf_counter()
        view.viewport().render(picture)
        jumps.append(jumped - started)
        frames.append(time.perf_counter() - jumped)
    return statistics.median(jumps), statistics.median(frames)


def of_qt(file: Path) -> dict[str, Any]:
    """The same of a view over QSqlTableModel, ordered by name, every row fetched."""
    from PySide6.QtCore import Qt
    from PySide6.QtSql import QSqlDatabase, QSqlTableModel
    from PySide6.QtWidgets import QTableView

    from desktop_app.app import make_application

    make_application()
    base = QSqlDatabase.addDatabase("QSQLITE")
    base.setConnectOptions("QSQLITE_OPEN_READONLY")
    base.setDatabaseName(str(file))
    assert base.open()
    watch = Watch()
    model = QSqlTableModel(db=base)
    model.setTable("person")
    model.setSort(model.fieldIndex("sort_name"), Qt.SortOrder.AscendingOrder)
    view = QTableView()
    view.resize(560, 700)
    found: dict[str, Any] = {"first page": watch.during(lambda: model.select(), lambda: True)}
    view.setModel(model)
    view.show()

    def fetch() -> None:
        while model.canFetchMore():
            model.fetchMore()
        view.scrollToBottom()

    found["jump to the last"] = watch.during(fetch, lambda: True)
    found["jump"], found["frame"] = _frames(view)
    found["memory"] = memory()
    return found


def _asked_of_a_process(which: str, file: Path) -> dict[str, Any]:
    surroundings = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    run = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.paging", "--only", which, "--file", str(file)],
        capture_output=True,
        text=True,
        env=surroundings,
        check=False,
    )
    if run.returncode:
        raise RuntimeError(run.stderr)
    answer: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return answer


def _print(ours: dict[str, Any], qt: dict[str, Any]) -> None:
    acts = {name: one for name, one in ours.items() if isinstance(one, list)}
    for name, (seconds, stall) in acts.items():
        print(f"  {name:28} {seconds * 1000:7.0f} ms   thread busy at most {stall * 1000:5.0f} ms")
    print(f"longest the window's thread was busy: {max(one[1] for one in acts.values()) * 1000:.0f} ms (target 100)")
    print(
        f"frame {ours['frame'] * 1000:.1f} ms, QSqlTableModel {qt['frame'] * 1000:.1f} ms, "
        f"ratio {ours['frame'] / qt['frame']:.2f} (target 1.5); jump anywhere {ours['jump'] * 1000:.1f} ms (target 30)"
    )
    print(
        f"memory {ours['memory']:.0f} MB, QSqlTableModel {qt['memory']:.0f} MB, "
        f"ratio {ours['memory'] / qt['memory']:.2f} (target 0.33; at most 400 MB)"
    )
    print(f"QSqlTableModel jumps to the last row in {qt['jump to the last'][0]:.1f} s, its window standing still")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--file", type=Path, help="a file that holds them already, or where to leave one")
    parser.add_argument("--only", choices=("ours", "qt"))
    asked = parser.parse_args()
    if asked.only:
        print(json.dumps(of_our_window(asked.file) if asked.only == "ours" else of_qt(asked.file)))
        return
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        file = asked.file or Path(folder, "office.rekod")
        if not file.exists():
            fill(file, asked.people)
        print(f"a table of {asked.people:,} people")
        _print(_asked_of_a_process("ours", file), _asked_of_a_process("qt", file))


if __name__ == "__main__":
    main()
