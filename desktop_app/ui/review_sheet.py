"""How the sheet was read: which heading is what, which session of the event its marks belong to; both changeable."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.exchange.plan import Plan, SessionPlan
from desktop_app.exchange.preparing import headings_of
from desktop_app.language import N_, _
from desktop_app.records.dates import shown_date
from desktop_app.ui.appearance import Appearance
from desktop_app.ui.editors import ChoiceBox
from desktop_app.ui.labels import empty_layout, plain

MEANINGS = (
    ("name", N_("Name")),
    ("given_name", N_("Given name")),
    ("surname", N_("Surname")),
    ("titles", N_("Titles")),
    ("identity_number", N_("Identity number")),
    ("post", N_("Post")),
    ("grade", N_("Grade")),
    ("organisation", N_("Organisation")),
    ("unit", N_("Unit")),
    ("phone", N_("Telephone")),
    ("email", N_("E-mail")),
    ("gender", N_("Gender")),
    ("nationality", N_("Nationality")),
    ("date_of_birth", N_("Date of birth")),
    ("role", N_("Role")),
    ("group", N_("Group")),
    ("category", N_("Category")),
    ("attendance", N_("Marks")),
    ("signature", N_("Signature")),
    ("time_in", N_("Time in")),
    ("time_out", N_("Time out")),
    ("date", N_("Date")),
    ("number", N_("Running number")),
    ("remarks", N_("Remarks")),
)
"""What a column can hold, by the names the reading gives them."""
NEW, NONE = "new", "none"


class SheetView(QScrollArea):
    """`column_changed(heading, field)` and `session_changed(place, what)`: what is "new", "none" or a session's id."""

    column_changed = Signal(str, str)
    session_changed = Signal(int, str)

    def __init__(self, appearance: Appearance):
        super().__init__()
        self._appearance = appearance
        self.setWidgetResizable(True)
        inside = QWidget()
        inside.setProperty("ground", "surface")
        self._column = QVBoxLayout(inside)
        px = appearance.px
        self._column.setContentsMargins(px(20), px(12), px(20), px(16))
        self._column.setSpacing(px(8))
        self.setWidget(inside)

    def show_plan(self, plan: Plan) -> None:
        """Show how the plan's sheet was read."""
        empty_layout(self._column)
        if plan.sessions:
            self._title(_("Sessions"), _("Each column of marks belongs to one session of the event."))
            self._add_sessions(plan)
            self._column.addSpacing(self._appearance.px(8))
        self._title(
            _("Columns"),
            _("What is changed here is remembered for every sheet with these headings.")
            if plan.reading.format == "sheet"
            else _("This file was written by a program that always names its columns alike."),
        )
        self._add_columns(plan)
        self._column.addStretch(1)

    def _title(self, words: str, about: str) -> None:
        self._column.addWidget(plain(words, self._appearance, bold=True))
        self._column.addWidget(plain(about, self._appearance, size=12, tone="muted", wrap=True))

    def _grid(self) -> QGridLayout:
        holder = QWidget()
        holder.setMaximumWidth(self._appearance.px(720))
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self._appearance.px(16))
        grid.setVerticalSpacing(self._appearance.px(4))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self._column.addWidget(holder)
        return grid

    def _add_sessions(self, plan: Plan) -> None:
        grid = self._grid()
        has_event = plan.event.event_id is not None or plan.event.is_new
        for place, one in enumerate(plan.sessions):
            grid.addWidget(plain(session_words(one), self._appearance, wrap=True), place, 0)
            box = ChoiceBox(self._appearance)
            box.setAccessibleName(session_words(one))
            if has_event:
                box.addItem(_("New session: {title}").format(title=one.title), NEW)
                for offered in plan.offered_sessions:
                    day = f" · {shown_date(offered.date)}" if offered.date else ""
                    box.addItem(f"{offered.title}{day}", str(offered.id))
            box.addItem(_("Do not import these marks"), NONE)
            now = NONE if not one.taken else NEW if one.session_id is None else str(one.session_id)
            box.setCurrentIndex(max(0, box.findData(now)))
            box.activated.connect(partial(self._session, place, box))
            grid.addWidget(box, place, 1)

    def _add_columns(self, plan: Plan) -> None:
        grid = self._grid()
        meant = {heading: field for field, heading in plan.reading.columns.items()}
        for line, heading in enumerate(dict.fromkeys(headings_of(plan.reading))):
            grid.addWidget(plain(heading, self._appearance, wrap=True), line, 0)
            box = ChoiceBox(self._appearance)
            box.setAccessibleName(heading)
            box.addItem(_("Marks of a session, or not used"), "")
            for field, words in MEANINGS:
                box.addItem(_(words), field)
            field = meant.get(heading, "")
            if field and box.findData(field) < 0:
                box.addItem(field, field)
            box.setCurrentIndex(box.findData(field))
            box.setEnabled(plan.reading.format == "sheet")
            box.activated.connect(partial(self._column_of, heading, box, field))
            grid.addWidget(box, line, 1, Qt.AlignmentFlag.AlignTop)

    def _session(self, place: int, box: ChoiceBox, _index: int) -> None:
        self.session_changed.emit(place, box.currentData())

    def _column_of(self, heading: str, box: ChoiceBox, before: str, _index: int) -> None:
        if box.currentData() != before:
            self.column_changed.emit(heading, box.currentData())


def session_words(session: SessionPlan) -> str:
    """A session of the file in words: its day written out, and the part of the day."""
    if session.date is None:
        return session.label
    rest = session.label.removeprefix(session.date.isoformat()).strip()
    return f"{shown_date(session.date)} {rest}".strip()
