"""Work off the window's thread: one worker, one queue, and one signal that lives as long as the window.

A task is a plain function that gets a `Progress`; it owns no signal and touches no widget. What it returns
or raises comes back on the window's thread, to the callbacks given with it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from queue import SimpleQueue
from threading import Event
from typing import Any, Final

import shiboken6
from PySide6.QtCore import QObject, QThread, Signal

_STOP: Final = object()


class Cancelled(Exception):
    """Raised inside a task that has been cancelled, at its next report of progress."""


@dataclass(slots=True, eq=False)
class Task:
    """One piece of work, waiting, under way or done. `title` is shown; "" keeps a quick task out of sight."""

    number: int
    title: str
    work: Callable[["Progress"], Any]
    done: Callable[[Any], None]
    failed: Callable[[BaseException], None] | None
    key: object
    owner: QObject | None
    stopped: Event = field(default_factory=Event)

    def cancel(self) -> None:
        """Ask the task to end; its callbacks are not called any more."""
        self.stopped.set()


class Progress:
    """How a task says how far it is, and learns that it is no longer wanted."""

    def __init__(self, task: Task, report: Callable[[int, int, int, str], None]):
        self._task = task
        self._report = report

    def __call__(self, done: int, total: int = 0, doing: str = "") -> None:
        """Say that `done` of `total` is finished (`total` 0: unknown). Raises Cancelled when cancelled."""
        self.check()
        self._report(self._task.number, done, total, doing)

    def check(self) -> None:
        """Raises Cancelled when the task has been cancelled."""
        if self._task.stopped.is_set():
            raise Cancelled

    def cancelled(self) -> bool:
        return self._task.stopped.is_set()


def _gone(owner: object) -> bool:
    return isinstance(owner, QObject) and not shiboken6.isValid(owner)


class _Worker(QThread):
    """Runs the tasks of the queue one after another."""

    ended = Signal(int, object, object)
    advanced = Signal(int, int, int, str)

    def __init__(self) -> None:
        super().__init__()
        self.queue: SimpleQueue[Any] = SimpleQueue()

    def run(self) -> None:
        while (task := self.queue.get()) is not _STOP:
            value, error = None, None
            try:
                if task.stopped.is_set():
                    raise Cancelled
                value = task.work(Progress(task, self.advanced.emit))
            except BaseException as raised:
                error = raised
            self.ended.emit(task.number, value, error)


class Tasks(QObject):
    """The only way to work off the window's thread."""

    started = Signal(int)
    progressed = Signal(int, int, int, str)
    ended = Signal(int)
    became_idle = Signal()

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self._numbers = count(1)
        self._tasks: dict[int, Task] = {}
        self._worker = _Worker()
        self._worker.ended.connect(self._end)
        self._worker.advanced.connect(self._advance)
        self._worker.start()

    def start(
        self,
        work: Callable[[Progress], Any],
        done: Callable[[Any], None],
        *,
        title: str = "",
        failed: Callable[[BaseException], None] | None = None,
        key: object = None,
        owner: QObject | None = None,
    ) -> Task:
        """Run `work` off the window's thread, then `done(result)` or `failed(error)` on it.

        A task with a `key` takes the place of any earlier one with that key that has not ended, so that
        typing in a search box leaves only the last search. Nothing is called once its `owner`, or the
        object whose method `done` is, has been deleted: a task may outlive its page. Without `failed`, an error is
        raised on the window's thread.
        """
        if key is not None:
            for other in self._tasks.values():
                if other.key == key:
                    other.cancel()
        task = Task(next(self._numbers), title, work, done, failed, key, owner)
        self._tasks[task.number] = task
        self._worker.queue.put(task)
        self.started.emit(task.number)
        return task

    @property
    def busy(self) -> bool:
        """Whether any task is waiting or under way."""
        return bool(self._tasks)

    def under_way(self) -> tuple[Task, ...]:
        """The tasks that have not ended, oldest first."""
        return tuple(self._tasks.values())

    def close(self) -> None:
        """Cancel what is under way, wait for its end, and end the worker. No callback is called afterwards."""
        for task in self._tasks.values():
            task.cancel()
        self._worker.queue.put(_STOP)
        self._worker.wait()
        self._tasks.clear()

    def _advance(self, number: int, done: int, total: int, doing: str) -> None:
        if number in self._tasks:
            self.progressed.emit(number, done, total, doing)

    def _end(self, number: int, value: object, error: BaseException | None) -> None:
        task = self._tasks.pop(number, None)
        if task is None:
            return
        self.ended.emit(number)
        try:
            if task.stopped.is_set() or isinstance(error, Cancelled):
                return
            if _gone(task.owner) or _gone(getattr(task.done, "__self__", None)):
                return
            if error is None:
                task.done(value)
            elif task.failed is not None:
                task.failed(error)
            else:
                raise error
        finally:
            if not self._tasks:
                self.became_idle.emit()
