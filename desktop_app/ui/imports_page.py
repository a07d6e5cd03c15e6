"""Imports: every file that was read in with its receipt and its undo, and the road of a new one to its receipt."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from db.errors import RecordsError, StoreError
from desktop_app.exchange import importing, preparing, responses
from desktop_app.exchange.errors import SheetRefused
from desktop_app.exchange.importing import ReadFile
from desktop_app.exchange.plan import EventPlan, Plan
from desktop_app.exchange.preparing import Matcher
from desktop_app.exchange.receipt import Receipt
from desktop_app.exchange.responses import ResponsesPlan
from desktop_app.exchange.settling import Settling
from desktop_app.language import _, ngettext
from desktop_app.messages import sentence
from desktop_app.ui.desk import Desk
from desktop_app.ui.imports_answers import Answers
from desktop_app.ui.imports_list import ImportsList
from desktop_app.ui.imports_start import ImportStart
from desktop_app.ui.page import Page
from desktop_app.ui.review_page import Case, ReviewPage
from desktop_app.ui.tasks import Progress, Task

SUFFIXES = ("xlsx", "xls", "xlsm", "xlsb", "ods", "csv", "tsv", "txt")
LIST, START, REVIEW = range(3)


@dataclass(slots=True)
class Road:
    """A file on its way: where it is, for which event it was asked, what was read, and the review of it."""

    path: Path
    event_id: int | None = None
    found: ReadFile | None = field(default=None, repr=False)
    meant: EventPlan | None = None
    earlier: tuple[Any, ...] = ()
    answers: Answers | None = field(default=None, repr=False)
    case: Case | None = field(default=None, repr=False)
    refused: str = ""


class ImportsPage(Page):
    """One file at a time is on its way in; leaving the place leaves it where it is."""

    def __init__(self, desk: Desk):
        super().__init__(desk)
        self.road: Road | None = None
        self.review: ReviewPage | None = None
        self._task: Task | None = None
        self._stopped: Callable[[], None] | None = None
        self._build()
        desk.tasks.ended.connect(self._task_ended)
        desk.tasks.progressed.connect(self._task_progressed)

    def _build(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.stack = QStackedWidget()
        whole.addWidget(self.stack)
        self.list = ImportsList(self.desk)
        self.list.import_wanted.connect(self.main_act)
        self.list.told.connect(self.status_changed)
        self.model, self.view, self.panel = self.list.model, self.list.view, self.list.panel
        self.stack.addWidget(self.list)
        self.start = ImportStart(self.desk)
        self.start.went_on.connect(self._match)
        self.start.forms_wanted.connect(self._take_forms)
        self.start.given_up.connect(self.put_away)
        self.start.another_wanted.connect(self.main_act)
        self.start.cancel_wanted.connect(self.cancel)
        self.start.sheet_wanted.connect(lambda name: self._read_again(sheet=name))
        self.start.answered.connect(lambda key, answer: self._read_again(decisions={key: answer}))
        self.start.earlier_wanted.connect(self._see_earlier)
        self.stack.addWidget(self.start)

    # a new file

    def begin(self, path: Path | None = None, event_id: int | None = None) -> None:
        """Import a file, asked for where none is given; for the event with this id, or for the one the file names."""
        if self.desk.file.store.read_only:
            self.desk.say("doubt", _("This file can only be read. Save a copy and import into the copy."))
            return
        if self._task is not None:
            self.desk.say("doubt", _("Another file is still being worked on. Let it end, or cancel it first."))
            return
        path = path or self._ask_for_file()
        if path is not None:
            self._end_review()
            self.road = Road(path, event_id)
            self._read_file()

    def _ask_for_file(self) -> Path | None:
        kinds = " ".join(f"*.{suffix}" for suffix in SUFFIXES)
        words = _("Spreadsheets ({kinds});;All files (*)").format(kinds=kinds)
        folder = self.road.path.parent if self.road is not None else Path.home()
        return self.desk.prompter.file_to_open(_("Import a file"), words, folder)

    def _read_file(self) -> None:
        road, store = self.road, self.desk.file.store
        assert road is not None
        self._show_stage(START)
        self.start.show_reading(road.path)

        def read(progress: Progress) -> "Understood":
            def told(rows: int, total: int) -> None:
                progress(rows, total, _("{count} rows read").format(count=f"{rows:,}"))

            found = importing.read_file(road.path, None, store, told, progress.cancelled)
            return _understood(store, road, found)

        title = _("Reading {file}").format(file=road.path.name)
        self._run(read, self._was_read, title, self._refuse)

    def _read_again(self, sheet: str | None = None, decisions: dict[str, Any] | None = None) -> None:
        road, store = self.road, self.desk.file.store
        if road is None or road.found is None:
            return
        before = road.found
        self.start.show_reading(road.path)
        title = _("Reading {file}").format(file=road.path.name)
        self._run(
            lambda _progress: _understood(store, road, before.again(sheet, decisions)),
            self._was_read,
            title,
            self._refuse,
        )

    def _was_read(self, result: "Understood") -> None:
        road = self.road
        assert road is not None
        road.found, road.meant, road.earlier, road.answers = result
        reading = road.found.reading
        if reading.rows and (road.answers is not None or reading.holds in ("people", "attendance")):
            self._show_start()
        else:
            empty = not reading.rows and ("name" in reading.columns or reading.holds == "responses")
            self._refuse(importing.NobodyNamed("nobody" if empty else reading.holds))

    def _show_start(self) -> None:
        road = self.road
        assert road is not None
        self._show_stage(START)
        if road.refused:
            self.start.show_refused(road.path, road.refused)
        elif road.found is not None and road.answers is not None:
            self.start.show_answers(road.found, road.answers, road.earlier)
        elif road.found is not None and road.meant is not None:
            self.start.show_found(road.found, road.meant, road.earlier, road.event_id)

    def _refuse(self, error: BaseException) -> None:
        if not isinstance(error, (RecordsError, StoreError)):
            raise error
        if isinstance(error, SheetRefused) and error.code == "cancelled":
            self.put_away()
        elif self.road is not None:
            self.road.refused = sentence(error)
            self._show_start()

    def _see_earlier(self, run_id: int) -> None:
        self.road = None
        self.show_record(run_id)

    # answers to a form

    def _take_forms(self, plan: ResponsesPlan) -> None:
        if self._task is not None:
            return
        store = self.desk.file.store
        self.start.show_busy(True)
        self._run(
            lambda _progress: importing.take_answers(store, plan),
            self._imported,
            _("Importing {file}").format(file=plan.file_name),
            self._forms_not_taken,
            stopped=self._see_what_was_written,
        )

    def _forms_not_taken(self, error: BaseException) -> None:
        self.start.show_busy(False)
        self.desk.say_error(error)

    def _see_what_was_written(self) -> None:
        """Cancelled too late: the forms are written in one go, and the list shows them."""
        self.desk.file.has_changed()
        self.put_away()

    # matching and review

    def _match(self, event: EventPlan) -> None:
        road, store = self.road, self.desk.file.store
        assert road is not None
        assert road.found is not None
        found = road.found
        road.meant = event
        self.start.show_reading(road.path)
        self._run(
            lambda progress: _matched(store, found, event, None, progress),
            partial(self._matched, found),
            _("Checking who in {file} is known").format(file=road.path.name),
            self._refuse,
        )

    def _matched(self, found: ReadFile, result: tuple[Plan, Matcher]) -> None:
        plan, matcher = result
        assert self.road is not None
        self.road.case = Case(found, matcher, Settling(plan))
        self._show_review()

    def _show_review(self) -> None:
        road = self.road
        assert road is not None
        assert road.case is not None
        self._drop_review()
        review = ReviewPage(self.desk, road.case)
        review.import_wanted.connect(self._carry_out)
        review.put_away.connect(self._back_to_start)
        review.column_decided.connect(self._decide_column)
        review.status_changed.connect(self.status_changed)
        self.review = review
        self.stack.addWidget(review)
        self._show_stage(REVIEW)
        review.settle_focus()

    def _decide_column(self, heading: str, field_name: str) -> None:
        """Read the sheet again with one heading meaning something else; the decisions that still fit are kept."""
        road, store = self.road, self.desk.file.store
        assert road is not None
        assert road.case is not None
        case = road.case
        columns = dict(case.found.decisions.get("columns") or {}) | {heading: field_name}
        for field_now, heading_now in case.found.reading.columns.items():
            if field_now == field_name and heading_now != heading:
                columns[heading_now] = ""
        event = case.plan.event

        def read(progress: Progress) -> tuple[ReadFile, Plan, Matcher]:
            found = case.found.again(decisions={"columns": columns})
            plan, matcher = _matched(store, found, event, case.matcher, progress)
            return found, plan, matcher

        self._run(read, self._was_read_anew, _("Reading {file}").format(file=road.path.name), self._keep_reading)

    def _was_read_anew(self, result: tuple[ReadFile, Plan, Matcher]) -> None:
        road = self.road
        assert road is not None
        assert road.case is not None
        found, plan, matcher = result
        before = road.case
        settling = Settling(plan)
        settling.carry_over(before.plan)
        road.found, road.case = found, Case(found, matcher, settling, shown="sheet")
        self._show_review()

    def _keep_reading(self, error: BaseException) -> None:
        """Another reading holds nobody: say so and keep the one there was."""
        if not isinstance(error, (RecordsError, StoreError)):
            raise error
        self.desk.say("doubt", _("Read that way, the sheet names nobody, so it stays as it was."))
        self._show_review()

    def _carry_out(self) -> None:
        road, store = self.road, self.desk.file.store
        assert road is not None
        assert road.case is not None
        assert self.review is not None
        plan = road.case.plan
        self.review.show_busy(True)
        self._run(
            lambda progress: importing.carry_out(store, plan, progress),
            self._imported,
            _("Importing {file}").format(file=road.path.name),
            self._not_imported,
            stopped=self._not_stopped,
        )

    def _imported(self, done: Receipt) -> None:
        self.road = None
        self._drop_review()
        self.list.show_done(done)
        self._show_stage(LIST)
        self.desk.file.has_changed()
        self.desk.say("good", _done_words(done))
        self.settle()

    def _not_imported(self, error: BaseException) -> None:
        if self.review is not None:
            self.review.show_busy(False)
        self.desk.say_error(error)

    def _not_stopped(self) -> None:
        if self.review is not None:
            self.review.show_busy(False)
        self.desk.say("doubt", _("The import was stopped: nothing was written, and your decisions are still here."))

    # one piece of work at a time

    def _run(
        self,
        work: Callable[[Progress], Any],
        done: Callable[[Any], None],
        title: str,
        failed: Callable[[BaseException], None],
        stopped: Callable[[], None] | None = None,
    ) -> None:
        self._stopped = stopped or self.put_away
        self._task = self.desk.tasks.start(work, done, title=title, failed=failed)

    def cancel(self) -> None:
        """Stop what is under way for the file."""
        if self._task is not None:
            self._task.cancel()

    def _task_progressed(self, number: int, done: int, total: int, doing: str) -> None:
        if self._task is not None and self._task.number == number and self.stack.currentIndex() == START:
            self.start.show_progress(done, total, doing)

    def _task_ended(self, number: int) -> None:
        if self._task is None or self._task.number != number:
            return
        task, self._task = self._task, None
        if task.stopped.is_set() and self._stopped is not None:
            self._stopped()

    # stages

    def _show_stage(self, stage: int) -> None:
        self.stack.setCurrentIndex(stage)
        self.status_changed.emit()

    def _drop_review(self) -> None:
        if self.review is not None:
            self.stack.removeWidget(self.review)
            self.review.deleteLater()
            self.review = None

    def _end_review(self) -> None:
        self._drop_review()
        self.road = None

    def _back_to_start(self) -> None:
        """The review is given up: the file stays, with the question which event it is of."""
        self._drop_review()
        if self.road is not None:
            self.road.case = None
            self._show_start()

    def put_away(self) -> None:
        """Give the file up and show the imports there are."""
        self._end_review()
        self._show_stage(LIST)
        self.settle()

    # what the window asks for

    def main_words(self) -> str | None:
        return _("Import a file") if self.stack.currentIndex() == LIST else None

    def main_act(self) -> None:
        self.begin()

    def status(self) -> str:
        if self.stack.currentIndex() == REVIEW and self.review is not None:
            return self.review.status()
        if self.stack.currentIndex() == LIST:
            count = len(self.model.ids)
            return ngettext("{count} import", "{count} imports", count).format(count=count)
        return ""

    def refresh(self) -> None:
        self.list.find()

    def show_record(self, record: int) -> None:
        """Show the import with this id."""
        self._show_stage(LIST)
        self.list.show_import(record)

    def settle(self) -> None:
        stage = self.stack.currentIndex()
        if stage == REVIEW and self.review is not None:
            self.review.settle_focus()
        elif stage == START:
            self.start.focus_work()
        else:
            self.list.focus_work()

    def state(self) -> dict[str, Any]:
        return {"road": self.road, "import": self.view.current_record()}

    def restore(self, state: dict[str, Any]) -> None:
        self.road = state["road"]
        if state["import"] is not None:
            self.list.show_import(state["import"])
        if self.road is not None and self.road.case is not None:
            self._show_review()
        elif self.road is not None and (self.road.found is not None or self.road.refused):
            self._show_start()
        else:
            self.road = None


Understood = tuple[ReadFile, EventPlan, tuple[Any, ...], Answers | None]


def _understood(store: Any, road: Road, found: ReadFile) -> Understood:
    """What was read, the event it is proposed to be of, the earlier imports of the file, and its questions if any."""
    with store.read() as session:
        forms = found.reading.holds == "responses"
        look = responses.earlier_answers if forms else preparing.earlier_imports
        earlier = look(session, found.sha256)
        before = next((one.event_id for one in earlier if one.event_id is not None), None)
        if before is not None:
            meant = preparing.known_event(session, before)
        elif road.event_id is not None:
            meant = preparing.event_at_hand(session, found.reading, found.path.name, road.event_id)
        else:
            meant = preparing.event_meant(session, found.reading, found.path.name)
    if not forms:
        return found, meant, earlier, None
    event_id = meant.event_id if meant.event_id is not None else road.event_id
    return found, meant, earlier, Answers(responses.questions_of(found.reading), event_id)


def _done_words(done: Receipt) -> str:
    counts, file = done.counts, done.file_name
    if "answer" in counts:
        count = counts["answer"]
        words = ngettext(
            "{count} form of {file} was added to {event}. Undo takes it back.",
            "{count} forms of {file} were added to {event}. Undo takes them back.",
            count,
        )
        return words.format(count=f"{count:,}", file=file, event=done.event)
    words = ngettext("{count} row of {file} was read", "{count} rows of {file} were read", len(done.rows))
    told = words.format(count=f"{len(done.rows):,}", file=file)
    people = _("{known} known, {new} new").format(known=counts.get("known", 0), new=counts.get("new", 0))
    return _("{told}: {people}. Undo takes it back.").format(told=told, people=people)


def _matched(
    store: Any, found: ReadFile, event: EventPlan, matcher: Matcher | None, progress: Progress
) -> tuple[Plan, Matcher]:
    """The plan, and the index it was made with."""
    if matcher is None:
        progress(0, 0, _("Looking through the records…"))
        with store.read() as session:
            matcher = Matcher.of(session)

    def told(done: int, total: int) -> None:
        progress(done, total, _("{done} of {total} people looked up").format(done=f"{done:,}", total=f"{total:,}"))

    plan = importing.match(store, found, event, matcher=matcher, progress=told, cancelled=progress.cancelled)
    return plan, matcher
