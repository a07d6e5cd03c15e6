"""What a finding is: a doubt the program has about the records, the place to mend it, the answers it can get."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, TypeVarTuple

from sqlalchemy import Select
from sqlalchemy.orm import Session as Records

from db.models import Event
from desktop_app.language import N_
from desktop_app.records.lists import Choices

DECISIONS: Final[Choices] = (
    ("right as it stands", N_("It is right as it stands")),
    ("cannot be known", N_("It cannot be known any more")),
    ("not needed", N_("It is not needed here")),
    ("this event", N_("The number belongs to this event")),
    ("other event", N_("The number belongs to the other event")),
    ("not duplicates", N_("They are different")),
)
"""Every answer a finding can get; a kind of finding offers some of them."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A doubt. `subject` names the record it is about, `message` is a whole sentence about it, without the name.

    `about` is what a decision is remembered by ("event:12", "person:3,9"): the doubt comes back when it is about other
    records. `table` and `row_id` are the record that opens to mend it; `event_id` is the event it belongs to, if any.
    """

    kind: str
    about: str
    subject: str
    message: str
    table: str
    row_id: int
    event_id: int | None = None


Columns = TypeVarTuple("Columns")
Find = Callable[[Records, int | None], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class FindingKind:
    """A kind of doubt. `find(session, event_id)` yields all of them, or those of one event, settled or not."""

    code: str
    label: str
    decisions: tuple[str, ...]
    find: Find


def of_event(query: Select[*Columns], event_id: int | None) -> Select[*Columns]:
    """The query kept to one event, where one is asked for; it must read from Event."""
    return query if event_id is None else query.where(Event.id == event_id)
