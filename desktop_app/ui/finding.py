"""What the find box finds: people, bodies and events by their search index, and commands by name."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from desktop_app.ui.command import Command
from desktop_app.ui.desk import Desk
from desktop_app.ui.find_box import FindBox
from desktop_app.ui.popup_list import Offer

if TYPE_CHECKING:
    from db.store import Store

EACH = 4
PLACES = {"person": "people", "organisation": "organisations", "event": "events"}


class Finder:
    """Answers the find box; the looking itself happens off the window's thread."""

    def __init__(self, desk: Desk, box: FindBox, commands: Callable[[], list[Command]]):
        self._desk = desk
        self._box = box
        self._commands = commands
        box.asked.connect(self._find)

    def _find(self, typed: str) -> None:
        store = self._desk.file.store
        if not typed:
            self._show("", [])
            return
        self._desk.tasks.start(
            lambda _progress: found_records(store, typed),
            lambda found: self._show(typed, found),
            key="find",
            owner=self._box,
            failed=self._desk.say_error,
        )

    def _show(self, typed: str, found: list[tuple[str, str, int, str, str]]) -> None:
        offers = [
            Offer(words, detail, icon, partial(self._desk.go, place, record))
            for place, icon, record, words, detail in found
        ]
        wanted = typed.casefold().split()
        for command in self._commands():
            if all(word in command.words.casefold() for word in wanted):
                offers.append(Offer(command.words, "", command.icon, command.act))
        self._box.show_offers(offers[:12] if typed else offers)


def found_records(store: "Store", typed: str) -> list[tuple[str, str, int, str, str]]:
    """(place, icon, id, words, detail) of the best few of each kind."""
    from desktop_app.records import queries
    from desktop_app.records.entities import entity

    found = []
    with store.read() as session:
        for name, place in PLACES.items():
            for one in queries.suggestions(session, entity(name), typed, EACH):
                found.append((place, place, one.id, one.title, one.detail))
    return found
