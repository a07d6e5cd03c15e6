"""Something that can be done by name: from a menu, or from the find box."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """`words` as shown, and what doing it calls. One that is not `possible` now is shown grey in menus."""

    words: str
    act: Callable[[], None]
    icon: str = "right"
    possible: bool = True
