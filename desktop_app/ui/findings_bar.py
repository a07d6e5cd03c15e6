"""The doubts about one event, as amber bars over its tabs: what is in doubt, the way there, and the answers."""

from collections import Counter
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from desktop_app.language import _, ngettext
from desktop_app.records.finding import DECISIONS, Finding
from desktop_app.records.findings import kind
from desktop_app.records.lists import label
from desktop_app.ui.appearance import Appearance
from desktop_app.ui.labels import Bar, empty_layout

LACKING = "no-"


class FindingsBar(QWidget):
    """Shows the first doubt and how many more there are; says `decided(finding, decision)` and `wanted(finding)`."""

    decided = Signal(object, str)
    wanted = Signal(object)

    def __init__(self, appearance: Appearance):
        super().__init__()
        self._appearance = appearance
        self._findings: list[Finding] = []
        self._all = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.hide()

    def show_findings(self, findings: list[Finding]) -> None:
        """Show these doubts; those about what is merely missing come last."""
        self._findings = sorted(findings, key=lambda one: one.kind.startswith(LACKING))
        self._build()

    def _build(self) -> None:
        empty_layout(self._column)
        self.setVisible(bool(self._findings))
        shown = self._findings if self._all else self._findings[:1]
        for place, finding in enumerate(shown):
            self._column.addWidget(self._bar(finding, last=place == len(shown) - 1))

    def _bar(self, finding: Finding, *, last: bool) -> Bar:
        actions = [("go", _("Correct it")), ("answer", _("Answer…"))]
        rest = len(self._findings) - 1
        if last and rest and not self._all:
            actions.append(("more", ngettext("{count} more", "{count} more", rest).format(count=rest)))
        elif last and rest:
            actions.append(("less", _("Show fewer")))
        bar = Bar("doubt", finding.message, tuple(actions), self._appearance)
        bar.chosen.connect(partial(self._act, finding, bar))
        return bar

    def _act(self, finding: Finding, bar: Bar, chosen: str) -> None:
        if chosen == "go":
            self.wanted.emit(finding)
        elif chosen == "answer":
            self.answers(finding).popup(bar.mapToGlobal(bar.rect().bottomRight()))
        else:
            self._all = chosen == "more"
            self._build()

    def answers(self, finding: Finding) -> QMenu:
        """The answers that settle a doubt, as a menu."""
        menu = QMenu(self)
        for decision in kind(finding.kind).decisions:
            action = QAction(label(DECISIONS, decision), menu)
            action.triggered.connect(lambda _checked=False, chosen=decision: self.decided.emit(finding, chosen))
            menu.addAction(action)
        return menu


def doubts_by_event(findings: list[Finding]) -> Counter[int]:
    """How many doubts there are about each event, what is merely missing left out."""
    return Counter(one.event_id for one in findings if one.event_id is not None and not one.kind.startswith(LACKING))
