"""The places of the window, in the order of the sidebar. To add one: a module with a `Page`, and a line here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop_app.language import N_

if TYPE_CHECKING:
    from desktop_app.ui.desk import Desk
    from desktop_app.ui.page import Page


@dataclass(frozen=True, slots=True)
class Place:
    """One place: `build` makes its page when it is first shown, so that starting loads only the first one.

    `counted` names the entity whose records the sidebar counts beside it.
    """

    name: str
    label: str
    icon: str
    build: Callable[["Desk"], "Page"]
    counted: str = ""
    at_foot: bool = False


def _records(name: str) -> Callable[["Desk"], "Page"]:
    def build(desk: "Desk") -> "Page":
        from desktop_app.records.entities import entity
        from desktop_app.ui.table_page import TablePage

        return TablePage(desk, entity(name))

    return build


def _settings(desk: "Desk") -> "Page":
    from desktop_app.ui.settings_page import SettingsPage

    return SettingsPage(desk)


PAGES: Final[tuple[Place, ...]] = (
    Place("events", N_("Events"), "events", _records("event"), counted="event"),
    Place("people", N_("People"), "people", _records("person"), counted="person"),
    Place("organisations", N_("Organisations"), "organisations", _records("organisation"), counted="organisation"),
    Place("settings", N_("Settings"), "settings", _settings, at_foot=True),
)
