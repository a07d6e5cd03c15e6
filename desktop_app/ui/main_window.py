"""The one window: places at the left, the bar over the pages, the pages, and the status line.

A change of language, look or text size builds everything inside the window anew; each page hands its state over.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import shiboken6
from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QMenu, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.language import _, ngettext, set_language
from desktop_app.ui.appearance import Appearance, palette_named
from desktop_app.ui.command import Command
from desktop_app.ui.desk import Desk
from desktop_app.ui.file_commands import FileCommands
from desktop_app.ui.finding import Finder
from desktop_app.ui.imports_entry import ImportEntry
from desktop_app.ui.labels import Bar, empty_layout
from desktop_app.ui.open_file import OpenFile
from desktop_app.ui.page import Page
from desktop_app.ui.pages import FIRST, PAGES, Place
from desktop_app.ui.prompter import Prompter, WindowPrompter
from desktop_app.ui.settings import Settings
from desktop_app.ui.sidebar import Sidebar
from desktop_app.ui.start_page import StartPage
from desktop_app.ui.status_line import StatusLine
from desktop_app.ui.steps import StepCommands
from desktop_app.ui.tasks import Tasks
from desktop_app.ui.top_bar import TopBar

ROOMY = 1080
WORK_BACKUP = 30 * 60_000
LOOK_FOR_OTHERS = 5_000
FIRST_SIZE = QSize(1280, 800)
FRAME = QSize(2, 40)
"""What the system puts around a window: its title bar, above all."""


def first_size(screen: QSize) -> QSize:
    """How large the window is when it is opened for the first time, on a screen with so much room."""
    return FIRST_SIZE.boundedTo(screen - FRAME)


class MainWindow(QMainWindow):
    """Puts the parts together and carries words between them."""

    def __init__(self, settings: Settings, prompter: Prompter | None = None, places: tuple[Place, ...] = PAGES):
        super().__init__()
        self.setWindowTitle("Rekod")
        self.setMinimumSize(760, 480)
        self.settings = settings
        self.places = places
        self.prompter: Prompter = prompter or WindowPrompter(self)
        self.tasks = Tasks(self)
        self.file = OpenFile(self.tasks, self)
        self._first = FIRST if FIRST in [place.name for place in places] else places[0].name
        self._place = self._first
        self._pages: dict[str, Page] = {}
        self._waiting_states: dict[str, dict[str, Any]] = {}
        self.desk = Desk(self.file, self.tasks, self.prompter, settings, self._dress(), self)
        self.desk.place_wanted.connect(self.go)
        self.desk.noticed.connect(self.say)
        self.file_commands = FileCommands(self.desk, self.may_leave)
        self.step_commands = StepCommands(self.desk)
        self.imports = ImportEntry(self)
        self._build()
        self._connect()
        if not settings.geometry or not self.restoreGeometry(settings.geometry):
            self.resize(first_size(self.screen().availableGeometry().size()))

    # building

    def _dress(self) -> Appearance:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        set_language(self.settings.language)
        dark = application.styleHints().colorScheme() == Qt.ColorScheme.Dark
        palette = palette_named(self.settings.look, system_is_dark=dark)
        appearance = Appearance(palette, self.settings.text_size)
        appearance.apply(application)
        return appearance

    def _build(self) -> None:
        appearance = self.desk.appearance
        self.file_menu = self._make_file_menu()
        whole = QWidget()
        whole.setProperty("ground", "window")
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.sidebar = Sidebar(self.places, self.file_menu, appearance)
        self.sidebar.place_chosen.connect(self.go)
        row.addWidget(self.sidebar)
        column = QVBoxLayout()
        column.setSpacing(0)
        row.addLayout(column, 1)
        self.top_bar = TopBar(appearance)
        column.addWidget(self.top_bar)
        self._notices = QVBoxLayout()
        self._notices.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._notices)
        self.stack = QStackedWidget()
        column.addWidget(self.stack, 1)
        self.status = StatusLine(appearance)
        column.addWidget(self.status)
        self.start_page = StartPage(self.settings.recent_files, appearance)
        self._outer = QStackedWidget()
        self._outer.addWidget(self.start_page)
        self._outer.addWidget(whole)
        self.setCentralWidget(self._outer)
        self._connect_parts()
        self._show_what_is_open()

    def _connect_parts(self) -> None:
        start = self.start_page
        start.open_pressed.connect(self.file_commands.ask_and_open)
        start.new_pressed.connect(self.file_commands.ask_and_create)
        start.sample_pressed.connect(self.file_commands.ask_and_make_sample)
        start.recent_chosen.connect(self.file_commands.open)
        start.language_chosen.connect(self._speak)
        start.look_pressed.connect(self.switch_look)
        self.finder = Finder(self.desk, self.top_bar.find_box, self._commands)
        bar = self.top_bar
        bar.undo_pressed.connect(self.step_commands.undo)
        bar.redo_pressed.connect(self.step_commands.redo)
        bar.steps_pressed.connect(self.step_commands.show_list)
        self.step_commands.named.connect(bar.show_steps)
        bar.print_pressed.connect(self.print_page)
        bar.main_pressed.connect(self.main_act)
        self.status.cancelled.connect(self._cancel_job)

    def _connect(self) -> None:
        self._rebuilding = QTimer(self)
        self._rebuilding.setSingleShot(True)
        self._rebuilding.timeout.connect(self._rebuild)
        self.settings.changed.connect(self._rebuilding.start)
        self.file.opened.connect(self._file_opened)
        self.file.closed.connect(self._file_closed)
        self.file.changed.connect(self._records_changed)
        self.tasks.progressed.connect(self._job_progressed)
        self.tasks.ended.connect(self._job_ended)
        self.tasks.started.connect(self._job_started)
        self.file.backed_up.connect(self._show_moments)
        self._every(WORK_BACKUP, self.file_commands.back_up_work)
        self._every(LOOK_FOR_OTHERS, self.file.look_for_others)
        keys = (
            ("Ctrl+K", self.focus_find),
            ("Ctrl+N", self.main_act),
            ("Ctrl+P", self.print_page),
            ("Ctrl+O", self.file_commands.ask_and_open),
            ("Ctrl+Z", self.step_commands.undo),
            ("Ctrl+Shift+Z", self.step_commands.redo),
            ("Ctrl+Y", self.step_commands.redo),
            ("Ctrl+Shift+D", self.switch_look),
            ("Ctrl+Shift+L", self.switch_language),
            ("Ctrl+Q", self._quit),
        )
        for sequence, act in keys:
            QShortcut(QKeySequence(sequence), self).activated.connect(act)
        for number, place in enumerate(self.places[:9], start=1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.activated.connect(lambda name=place.name: self.go(name))

    def _every(self, milliseconds: int, act: Callable[[], None]) -> None:
        timer = QTimer(self)
        timer.timeout.connect(act)
        timer.start(milliseconds)

    def _make_file_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.aboutToShow.connect(lambda: self._fill_file_menu(menu))
        return menu

    def _fill_file_menu(self, menu: QMenu) -> None:
        menu.clear()
        keys = QKeySequence("Ctrl+Q").toString(QKeySequence.SequenceFormat.NativeText)
        leave = Command(f"{_('Quit Rekod')}\t{keys}", self._quit, "close")
        for command in (*self.imports.commands(), None, *self.file_commands.commands(), None, leave):
            if command is None:
                menu.addSeparator()
                continue
            action = QAction(command.words.replace("&", "&&"), menu)
            action.setEnabled(command.possible)
            action.triggered.connect(lambda _checked=False, act=command.act: act())
            menu.addAction(action)

    # what is shown

    @property
    def page(self) -> Page:
        """The page shown now."""
        return self.page_of(self._place)

    @property
    def place(self) -> str:
        return self._place

    def page_of(self, name: str) -> Page:
        """The page called `name`, built when first asked for."""
        if name not in self._pages:
            place = next(one for one in self.places if one.name == name)
            page = place.build(self.desk)
            page.status_changed.connect(self._show_page_facts)
            self._pages[name] = page
            self.stack.addWidget(page)
            state = self._waiting_states.pop(name, None)
            if state is not None:
                page.restore(state)
        return self._pages[name]

    def go(self, name: str, record: int = 0) -> None:
        """Show the place called `name`, and its record with the id `record` unless that is 0."""
        if not self.file.is_open:
            return
        if name != self._place and not self.may_leave():
            self.sidebar.show_current(self._place)
            return
        self._place = name
        page = self.page_of(name)
        self.stack.setCurrentWidget(page)
        self.sidebar.show_current(name)
        if record:
            page.show_record(record)
        page.settle()
        self._show_page_facts()

    def say(self, tone: str, sentence: str) -> None:
        """Show one sentence over the page; it takes the place of the one before."""
        place = self._notices if self.file.is_open else self.start_page.notices
        self._let_notice_go(place)
        if not sentence:
            place.setContentsMargins(0, 0, 0, 0)
            return
        bar = Bar(tone, sentence, (("close", _("Close")),), self.desk.appearance)
        bar.chosen.connect(lambda _key: self.say(tone, ""))
        place.setContentsMargins(16, 8, 16, 8)
        place.addWidget(bar)

    def _let_notice_go(self, place: QVBoxLayout) -> None:
        """Take the notice away; where it had the focus, that goes back to where it was before."""
        bar = place.itemAt(0).widget() if place.count() else None
        had_focus = isinstance(bar, Bar) and bar.isAncestorOf(QApplication.focusWidget() or self)
        before = bar.focus_before if isinstance(bar, Bar) and had_focus else None
        empty_layout(place)
        if not had_focus:
            return
        if before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus()
        elif self.file.is_open:
            self.page.settle()
        else:
            self.start_page.first.setFocus()

    def focus_find(self) -> None:
        if self.file.is_open:
            self.top_bar.find_box.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.top_bar.find_box.selectAll()

    def main_act(self) -> None:
        if self.file.is_open:
            self.page.main_act()
        else:
            self.file_commands.ask_and_create()

    def print_page(self) -> None:
        if self.file.is_open and self.page.can_print():
            self.page.print_act()

    def switch_look(self) -> None:
        """From light to dark, or back."""
        self.settings.look = "light" if self.desk.appearance.palette.name == "dark" else "dark"

    def switch_language(self) -> None:
        """From English to Malay, or back."""
        self.settings.language = "ms" if self.settings.language == "en" else "en"

    def _speak(self, code: str) -> None:
        self.settings.language = code

    def _rebuild(self) -> None:
        states = {name: page.state() for name, page in self._pages.items()}
        self._pages.clear()
        self._take_down()
        self.desk.appearance = self._dress()
        self._waiting_states |= states
        self._build()

    def _take_down(self) -> None:
        """Let everything inside the window go at once: a style sheet is worked out for every widget there is."""
        inside = self.takeCentralWidget()
        if inside is not None:
            shiboken6.delete(inside)

    def _show_what_is_open(self) -> None:
        if not self.file.is_open:
            self._outer.setCurrentIndex(0)
            self.start_page.first.setFocus()
            self.setWindowTitle("Rekod")
            return
        path = self.file.store.path
        self._outer.setCurrentIndex(1)
        self.setWindowTitle(f"{path.name} - Rekod")
        self.status.show_file(path.name, read_only=self.file.store.read_only)
        self._fit()
        self.go(self._place)
        self._show_facts()
        if self.file.store.read_only:
            self.say(
                "doubt", _("This file can only be read. To change it, save a copy (File menu) and work in the copy.")
            )

    def may_leave(self) -> bool:
        """Whether nothing typed would be lost; asks the user where something would."""
        return not self.file.is_open or self._place not in self._pages or self.page.may_leave()

    # what happens

    def _file_opened(self) -> None:
        self._drop_pages()
        self._place = self._first
        self.say("good", "")
        self._show_what_is_open()

    def _file_closed(self) -> None:
        self._drop_pages()
        self._waiting_states.clear()
        self._rebuild()

    def _drop_pages(self) -> None:
        for page in self._pages.values():
            self.stack.removeWidget(page)
            page.deleteLater()
        self._pages.clear()

    def _records_changed(self) -> None:
        for page in self._pages.values():
            page.refresh()
        self._show_facts()

    def _show_facts(self) -> None:
        self._show_moments()
        self.step_commands.refresh()
        self._count_places()
        self._show_page_facts()

    def _show_moments(self) -> None:
        saved, backup = self.file.saved_at, self.file.backed_up_at
        self.status.show_saved(_("Saved {time}").format(time=f"{saved:%H:%M}") if saved else "")
        self.status.show_backup(_("Backup {time}").format(time=f"{backup:%d/%m/%Y %H:%M}") if backup else "")

    def _show_page_facts(self) -> None:
        if not self.file.is_open or self._place not in self._pages:
            return
        page = self.page
        self.top_bar.show_main(page.main_words(), enabled=not self.file.store.read_only)
        self.top_bar.show_print(page.can_print())
        self.status.show_counts(page.status())

    def _count_places(self) -> None:
        counted = {place.name: place.count for place in self.places if place.count is not None}
        store = self.file.store

        def count(_progress: object) -> dict[str, int]:
            with store.read() as session:
                return {name: number(session) for name, number in counted.items()}

        self.tasks.start(count, self._show_counts, key="places", failed=self.desk.say_error)

    def _show_counts(self, counts: dict[str, int]) -> None:
        self.sidebar.show_counts(counts)

    # long jobs

    def _job_started(self, number: int) -> None:
        self._job_progressed(number, 0, 0, "")

    def _job_progressed(self, number: int, done: int, total: int, doing: str) -> None:
        for task in self.tasks.under_way():
            if task.number == number and task.title:
                self.status.show_job(task.title, done, total, doing)

    def _job_ended(self, _number: int) -> None:
        if not any(task.title for task in self.tasks.under_way()):
            self.status.end_job()

    def _cancel_job(self) -> None:
        for task in self.tasks.under_way():
            if task.title:
                task.cancel()
                return

    # the window itself

    def _fit(self) -> None:
        self.sidebar.narrow(self.width() < ROOMY * self.desk.appearance.text_size / 100)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_leave() or not self._end_jobs():
            event.ignore()
            return
        self.settings.geometry = self.saveGeometry()
        self.tasks.close()
        self.file_commands.close_at_exit()
        self.settings.sync()
        event.accept()

    def _quit(self) -> None:
        self.close()

    def _end_jobs(self) -> bool:
        from desktop_app.ui.prompter import Answer, Question

        jobs = [task.title for task in self.tasks.under_way() if task.title]
        if not jobs:
            return True
        sentence = ngettext("A job is still under way.", "{count} jobs are still under way.", len(jobs))
        question = Question(
            sentence.format(count=len(jobs)),
            (Answer("stop", _("Stop it and leave")), Answer("stay", _("Stay"), main=True)),
            detail=_("Stopping now leaves nothing half done: {jobs}").format(jobs=", ".join(jobs)),
        )
        return self.prompter.ask(question) == "stop"

    def _commands(self) -> list[Command]:
        """Everything that can be done from anywhere, by name: the find box runs them."""
        places = [
            Command(_("Go to {place}").format(place=_(place.label)), partial(self.go, place.name), place.icon)
            for place in self.places
        ]
        whole = [
            Command(_("Switch between light and dark"), self.switch_look, "settings"),
            Command(_("Switch between English and Malay"), self.switch_language, "settings"),
        ]
        main = self.page.main_words()
        first = [Command(main, self.main_act, "plus")] if main and not self.file.store.read_only else []
        files = [command for command in self.file_commands.commands() if command is not None and command.possible]
        imports = [command for command in self.imports.commands() if command.possible and command.words != main]
        return [*first, *imports, *self.page.commands(), *places, *self.step_commands.commands(), *files, *whole]
