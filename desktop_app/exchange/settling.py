"""A plan being settled by hand: every decision is one gesture that can be taken back, and the counts follow at once."""

import dataclasses
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from desktop_app.exchange.plan import (
    Answer,
    BodyAnswer,
    BodyPlan,
    Known,
    PersonPlan,
    Plan,
    SessionPlan,
    ValueChange,
    counted,
)

Thing = PersonPlan | BodyPlan | SessionPlan


@dataclass(frozen=True, slots=True)
class _Was:
    """A part of the plan as it was before a decision."""

    thing: Thing
    values: dict[str, Any]

    @classmethod
    def of(cls, thing: Thing) -> "_Was":
        return cls(thing, {one.name: _copied(getattr(thing, one.name)) for one in dataclasses.fields(thing)})

    def put_back(self) -> None:
        for name, value in self.values.items():
            setattr(self.thing, name, value)


def _copied(value: Any) -> Any:
    return value.copy() if isinstance(value, (dict, set, list)) else value


class Settling:
    """The decisions made about one plan, the newest last.

    The plan's people are changed only through here, so that `counts` costs the same for ten people and for 100,000.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._made: list[tuple[list[_Was], int]] = []
        self._people: Counter[str] = Counter()
        for one in plan.people:
            self._people.update(counted(one))

    # what there is

    @property
    def counts(self) -> dict[str, int]:
        """As `Plan.counts`."""
        return self.plan.with_rest(self._people)

    @property
    def people_left(self) -> int:
        return self._people["to decide"]

    @property
    def left(self) -> int:
        """How many people and organisations are still to be decided."""
        return self.people_left + len(self.plan.undecided_bodies)

    def sentence(self) -> str:
        """What the import would do as things are now."""
        return self.plan.sentence(self.counts)

    @property
    def can_undo(self) -> bool:
        return bool(self._made)

    # people

    def choose(self, person: PersonPlan, person_id: int) -> None:
        """Take the person for this known one. Values ticked for another candidate are not taken."""

        def act() -> None:
            if proposed(person) != person_id:
                person.taken = set()
            self.plan.choose(person, person_id)

        self._decide([person], act)

    def choose_other(self, person: PersonPlan, known: Known) -> None:
        """Take the person for one of the records who was not among the candidates."""

        def act() -> None:
            if known.id not in {one.id for one in person.candidates}:
                person.candidates = (known, *person.candidates)
            person.taken = set()
            self.plan.choose(person, known.id)

        self._decide([person], act)

    def make_new(self, person: PersonPlan) -> None:
        self._decide([person], lambda: self.plan.make_new(person))

    def leave_out(self, person: PersonPlan) -> None:
        self._decide([person], lambda: self.plan.leave_out(person))

    def tick(self, person: PersonPlan, field: str, *, take: bool) -> None:
        """Take one differing value of the file, or leave the one of the records."""
        change = person.taken.add if take else person.taken.discard
        self._decide([person], lambda: change(field))

    def tick_all(self, person: PersonPlan, changes: tuple[ValueChange, ...]) -> None:
        """Take every differing value; where all are taken already, none."""
        wanted = {one.field for one in changes if not one.fills}

        def act() -> None:
            person.taken = set() if wanted <= person.taken else person.taken | wanted

        if wanted:
            self._decide([person], act)

    def correct(self, person: PersonPlan, act: Callable[[], None]) -> None:
        """Change the person's values by `act`, which may match anew and move the count of organisations."""
        self._decide([person, *self.plan.bodies], act)

    def leave_undecided_out(self) -> None:
        """Leave out whoever is still to be decided, and every undecided organisation unnamed, as one decision."""
        people, bodies = self.plan.undecided, self.plan.undecided_bodies

        def act() -> None:
            for person in people:
                self.plan.leave_out(person)
            for body in bodies:
                self.plan.settle_body(body, BodyAnswer.LEAVE)

        if people or bodies:
            self._decide([*people, *bodies], act)

    def carry_over(self, before: Plan) -> None:
        """Take up what was decided by hand in another reading of the same file: people by their rows, organisations by
        their text. Cannot be taken back; meant for a plan nobody has touched yet."""
        decided = {before.numbers(one): one for one in before.people if one.by_hand}
        self._count(list(self.plan.people), -1)
        for person in self.plan.people:
            old = decided.get(self.plan.numbers(person))
            if old is None:
                continue
            person.answer, person.person_id, person.by_hand = old.answer, old.person_id, True
            person.taken = set(old.taken)
            if old.person_id is not None and person.chosen() is None:
                person.candidates = (*(one for one in old.candidates if one.id == old.person_id), *person.candidates)
        self._count(list(self.plan.people), 1)
        bodies = {one.text: one for one in before.bodies if one.by_hand}
        for body in self.plan.bodies:
            if found := bodies.get(body.text):
                self.plan.settle_body(body, found.answer or BodyAnswer.CREATE, found.organisation_id)

    def mark_all_present(self) -> None:
        """Everybody of a list without marks was there, at every session that is imported."""
        places = [place for place, one in enumerate(self.plan.sessions) if one.taken]

        def act() -> None:
            for person in self.plan.people:
                person.marks |= {place: "present" for place in places if place not in person.marks}

        self._decide(list(self.plan.people), act)

    # organisations and sessions

    def settle_body(self, body: BodyPlan, answer: BodyAnswer, organisation_id: int | str | None = None) -> None:
        self._decide([body], lambda: self.plan.settle_body(body, answer, organisation_id))

    def place_session(self, session: SessionPlan, session_id: int | None, *, taken: bool = True) -> None:
        """The marks belong to this session of the event, to a new one (None), or are not imported (not `taken`)."""

        def act() -> None:
            session.session_id, session.taken = session_id, taken

        self._decide([session], act)

    # taking back

    def undo(self) -> Thing | None:
        """Take the newest decision back. Gives what it was about, to be shown; None: nothing was decided."""
        if not self._made:
            return None
        before, bodies = self._made.pop()
        del self.plan.bodies[bodies:]
        self._count([one.thing for one in before], -1)
        for one in before:
            one.put_back()
        self._count([one.thing for one in before], 1)
        return before[0].thing

    def _decide(self, things: list[Any], act: Callable[[], None]) -> None:
        before = [_Was.of(one) for one in things]
        bodies = len(self.plan.bodies)
        self._count(things, -1)
        try:
            act()
        except BaseException:
            del self.plan.bodies[bodies:]
            for one in before:
                one.put_back()
            self._count(things, 1)
            raise
        self._count(things, 1)
        self._made.append((before, bodies))

    def _count(self, things: list[Any], by: int) -> None:
        for one in things:
            if isinstance(one, PersonPlan):
                for key in counted(one):
                    self._people[key] += by


def proposed(person: PersonPlan) -> Answer | int:
    """What Enter accepts: the decision made, else the best candidate, else somebody new."""
    if person.answer is Answer.KNOWN and person.person_id is not None:
        return person.person_id
    if person.answer is not None:
        return person.answer
    return person.candidates[0].id if person.candidates else Answer.NEW
