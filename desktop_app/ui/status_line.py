"""The line under the pages: the file, when it was saved and backed up, and what is chosen in the table."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QSizePolicy

from desktop_app.language import _
from desktop_app.ui.appearance import Appearance
from desktop_app.ui.labels import ElidedLabel, button, plain


class StatusLine(QFrame):
    """Shows plain facts, quietly; a long job shows here what it does, how far it is, and a way to cancel it."""

    cancelled = Signal()

    def __init__(self, appearance: Appearance):
        super().__init__()
        self.setProperty("line", "above")
        self.setFixedHeight(appearance.px(26))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(appearance.px(18))
        self._file = plain("", appearance, size=12, tone="muted")
        self._saved = plain("", appearance, size=12, tone="muted")
        self._backup = plain("", appearance, size=12, tone="muted")
        self._counts = plain("", appearance, size=12, tone="muted")
        self._job = ElidedLabel("", appearance, size=12, tone="accent")
        self._job.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(appearance.px(140))
        self._cancel = button(_("Cancel"), kind="link")
        self._cancel.clicked.connect(self.cancelled)
        for label in (self._file, self._saved, self._backup):
            row.addWidget(label)
        row.addWidget(self._job, 1)
        row.addWidget(self._bar)
        row.addWidget(self._cancel)
        row.addWidget(self._counts)
        self.end_job()

    def show_file(self, name: str, *, read_only: bool) -> None:
        self._file.setText(_("{file}, read only").format(file=name) if read_only else name)

    def show_saved(self, words: str) -> None:
        self._saved.setText(words)

    def show_backup(self, words: str) -> None:
        self._backup.setText(words)

    def show_counts(self, words: str) -> None:
        self._counts.setText(words)

    def show_job(self, title: str, done: int, total: int, doing: str) -> None:
        """`total` 0: how far it is cannot be known."""
        self._job.setText(f"{title}: {doing}" if doing else title)
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._bar.show()
        self._cancel.show()

    def end_job(self) -> None:
        self._job.setText("")
        self._bar.hide()
        self._cancel.hide()
