"""The places of the window, in the order of the sidebar. To add one: a module with a `Page`, and a line here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop_app.language import N_

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from desktop_app.ui.desk import Desk
    from desktop_app.ui.page import Page


FIRST: Final = "events"
"""The place shown when a file is opened."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place: `build` makes its page when it is first shown, so that starting loads only the first one.

    `count` gives the number that the sidebar shows beside it; it is called off the window's thread.
    """

    name: str
    label: str
    icon: str
    build: Callable[["Desk"], "Page"]
    count: Callable[["Session"], int] | None = None
    at_foot: bool = False


def _records(name: str) -> Callable[["Desk"], "Page"]:
    def build(desk: "Desk") -> "Page":
        from desktop_app.records.entities import entity
        from desktop_app.ui.table_page import TablePage

        return TablePage(desk, entity(name))

    return build


def _count_of(name: str) -> Callable[["Session"], int]:
    def count(session: "Session") -> int:
        from desktop_app.records import queries
        from desktop_app.records.entities import entity

        return queries.count(session, entity(name))

    return count


def _home(desk: "Desk") -> "Page":
    from desktop_app.ui.home_page import HomePage

    return HomePage(desk)


def _doubts(session: "Session") -> int:
    from desktop_app.records.findings import findings

    return len(findings(session))


def _settings(desk: "Desk") -> "Page":
    from desktop_app.ui.settings_page import SettingsPage

    return SettingsPage(desk)


def _imports(desk: "Desk") -> "Page":
    from desktop_app.ui.imports_page import ImportsPage

    return ImportsPage(desk)


PAGES: Final[tuple[Place, ...]] = (
    Place("home", N_("Home"), "home", _home, count=_doubts),
    Place("events", N_("Events"), "events", _records("event"), count=_count_of("event")),
    Place("people", N_("People"), "people", _records("person"), count=_count_of("person")),
    Place(
        "organisations",
        N_("Organisations"),
        "organisations",
        _records("organisation"),
        count=_count_of("organisation"),
    ),
    Place("imports", N_("Imports"), "imports", _imports),
    Place("settings", N_("Settings"), "settings", _settings, at_foot=True),
)
