"""What stands over and under a review: how far it is, its filters with their counts, what Import would do."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.exchange.plan import Plan
from desktop_app.exchange.settling import Settling
from desktop_app.language import _, ngettext
from desktop_app.ui.appearance import Appearance
from desktop_app.ui.labels import ElidedLabel, FlowLayout, button, plain
from desktop_app.ui.review_cards import Chip

FILTERS = ("all", "known", "new", "to decide", "leave", "notes")
"""The views of the people; the other views are organisations, left out and sheet."""
_ONLY_WITH_SOME = frozenset(("leave", "notes", "left out", "to decide"))


class ReviewHead(QFrame):
    """The file, how far its review is, and a chip for each view."""

    view_wanted = Signal(str)

    def __init__(self, plan: Plan, appearance: Appearance):
        super().__init__()
        self._plan = plan
        px = appearance.px
        self.setProperty("line", "below")
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(12), px(20), px(9))
        column.setSpacing(px(3))
        column.addWidget(ElidedLabel(about_words(plan), appearance, tone="muted"))
        self.title = ElidedLabel("", appearance, size=19, bold=True)
        column.addWidget(self.title)
        column.addSpacing(px(4))
        holder = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        flow = FlowLayout(px(8))
        holder.setLayout(flow)
        self.chips: dict[str, Chip] = {}
        for name in (*FILTERS, "organisations", "left out", "sheet"):
            chip = Chip(appearance)
            chip.clicked.connect(lambda _checked=False, view=name: self.view_wanted.emit(view))
            self.chips[name] = chip
            flow.addWidget(chip)
        column.addWidget(holder)

    def show_counts(self, counts: dict[str, int], shown: str) -> None:
        """Say how far the review is; `shown` is the view that is open."""
        self.title.setText(self._headline(counts))
        for name, words in self._labels(counts).items():
            chip = self.chips[name]
            chip.say(words)
            chip.setVisible(name not in _ONLY_WITH_SOME or counts.get(name, 1) > 0 or shown == name)
        self._tint("to decide", counts["to decide"] > 0)
        self._tint("organisations", bool(self._plan.undecided_bodies))

    def show_view(self, view: str) -> None:
        """Mark the chip of the view that is open."""
        for name, chip in self.chips.items():
            chip.setChecked(name == view)

    def _labels(self, counts: dict[str, int]) -> dict[str, str]:
        return {
            "all": _("All {count}").format(count=counts["people"]),
            "known": _("Known {count}").format(count=counts["known"]),
            "new": _("New {count}").format(count=counts["new"]),
            "to decide": _("To decide {count}").format(count=counts["to decide"]),
            "leave": _("Left out by you {count}").format(count=counts["leave"]),
            "notes": _("Notes {count}").format(count=counts["notes"]),
            "organisations": _("Organisations {count}").format(count=self._body_count()),
            "left out": _("Rows left out {count}").format(count=counts["left out"]),
            "sheet": _("Columns and sessions") if self._plan.sessions else _("Columns"),
        }

    def _body_count(self) -> str:
        waiting, every = len(self._plan.undecided_bodies), sum(1 for one in self._plan.bodies if one.people)
        return _("{waiting} of {every} to decide").format(waiting=waiting, every=every) if waiting else str(every)

    def _tint(self, name: str, doubtful: bool) -> None:
        chip, tone = self.chips[name], "doubt" if doubtful else ""
        if (chip.property("tone") or "") != tone:
            chip.setProperty("tone", tone)
            chip.style().unpolish(chip)
            chip.style().polish(chip)

    def _headline(self, counts: dict[str, int]) -> str:
        bodies = len(self._plan.undecided_bodies)
        if counts["to decide"]:
            return _("Who is who? {left} of {people} left to decide").format(
                left=f"{counts['to decide']:,}", people=f"{counts['people']:,}"
            )
        if bodies:
            words = ngettext(
                "Which organisation is it? {count} left to decide",
                "Which organisations are they? {count} left to decide",
                bodies,
            )
            return words.format(count=bodies)
        return _("Nothing left to decide")


class ReviewFoot(QFrame):
    """The sentence that says what Import would do, and the ways on."""

    def __init__(self, appearance: Appearance, *, read_only: bool):
        super().__init__()
        self._read_only = read_only
        px = appearance.px
        self.setProperty("line", "above")
        row = QHBoxLayout(self)
        row.setContentsMargins(px(20), px(10), px(20), px(10))
        row.setSpacing(px(12))
        self.sentence = plain("", appearance, wrap=True)
        self.sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(self.sentence, 1)
        self.leave_rest = button(_("Leave out the undecided"))
        self.give_up = button(_("Cancel"))
        self.give_up.setToolTip(_("Nothing has been written; the decisions made here are forgotten"))
        self.main = button(_("Import"), kind="main")
        for made in (self.leave_rest, self.give_up, self.main):
            made.setAutoDefault(True)
            row.addWidget(made)

    def show_settling(self, settling: Settling) -> None:
        """Say what would be written as things are now."""
        self.sentence.setText(settling.sentence())
        left, counts = settling.left, settling.counts
        coming = counts["known"] + counts["new"]
        self.main.setText(_("Import ({count} to decide)").format(count=left) if left else _("Import"))
        self.main.setAccessibleName(self.main.text())
        self.main.setEnabled(not left and coming > 0 and not self._read_only)
        self.main.setToolTip(_("Import  (Ctrl+Enter)") if not left else "")
        self.leave_rest.setVisible(bool(left))


def about_words(plan: Plan) -> str:
    """The file in one line: its sheet, where its headings are, and how many sessions were found."""
    reading = plan.reading
    parts = [plan.file_name]
    if reading.sheet:
        parts.append(_("sheet {name}").format(name=reading.sheet))
    if rows := reading.header_rows:
        words = ngettext("headings in row {rows}", "headings in rows {rows}", len(rows))
        parts.append(words.format(rows=f"{rows[0]}-{rows[-1]}" if len(rows) > 1 else rows[0]))
    count = len(reading.sessions)
    if count:
        parts.append(ngettext("{count} session found", "{count} sessions found", count).format(count=count))
    elif reading.holds == "attendance":
        parts.append(_("no sessions found"))
    return " · ".join(parts)
