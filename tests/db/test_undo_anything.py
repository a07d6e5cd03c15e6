"""Whatever is done in steps, undoing them all leads back row by row, and redoing them all leads forward again."""

import random
import tempfile
import uuid
from pathlib import Path
from typing import Any

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import delete, select, text, update
from sqlalchemy.orm import Session as Unit

from db.base import Record
from db.models import (
    Attendance,
    Event,
    Group,
    Organisation,
    OrganisationSpelling,
    Participation,
    Person,
    Session,
    Stop,
)
from tests import make
from tests.db.conftest import Rows, rows_of

KINDS: tuple[type[Record], ...] = (Attendance, Event, Group, OrganisationSpelling, Participation, Person, Session, Stop)


def some(unit: Unit, kind: type[Record], chance: random.Random) -> Any:
    """Any row of that kind, or None."""
    ids = list(unit.scalars(select(kind.id)))
    return unit.get(kind, chance.choice(ids)) if ids else None


def act(unit: Unit, what: str, chance: random.Random) -> None:
    """One random change."""
    event, person, body = (some(unit, kind, chance) for kind in (Event, Person, Organisation))
    if what == "add":
        event = event if event and chance.random() < 0.6 else make.event(unit)
        body = body if body and chance.random() < 0.6 else make.organisation(unit, f"Body {chance.random()}")
        who = person if person and chance.random() < 0.6 else make.person(unit, organisation_id=body.id)
        part = make.participation(unit, event, who, group_id=make.group(unit, event, leader_id=None).id)
        make.stop(unit, event, host_organisation_id=body.id, contact_person_id=who.id)
        make.attendance(unit, part, make.session(unit, event))
        make.spelling(unit, body, f"Spelling {uuid.uuid4()}")
    elif what == "edit" and person and event:
        person.notes = f"note {chance.random()}"
        event.part_of_id = chance.choice([None, event.id])
        if body and chance.random() < 0.5:
            person.organisation_id = body.id
    elif what == "move" and event:
        unit.execute(update(Participation).values(event_id=make.event(unit, "Moved to").id))
    elif what == "lead" and (part := some(unit, Participation, chance)):
        unit.execute(update(Group).values(leader_id=part.id))
    elif what == "delete" and (row := some(unit, chance.choice(KINDS), chance)):
        unit.execute(delete(type(row)).where(type(row).id == row.id))
        unit.expire_all()
    elif what == "bulk":
        unit.execute(text("UPDATE attendance SET minutes = coalesce(minutes, 0) + 10 WHERE id % 2 = 0"))
        unit.execute(text("DELETE FROM organisation WHERE id % 5 = 0"))
        unit.expire_all()
    elif what == "renumber":
        unit.execute(text("UPDATE response SET form_number = form_number + 1000"))
        unit.execute(text("UPDATE response SET form_number = 5000 - form_number"))
    elif what == "forms" and event:
        form, asked = make.questionnaire(unit, "How was it?")
        used = make.evaluation(unit, event, form)
        for number in range(3):
            make.answer(unit, make.response(unit, used, number), asked[0], number=chance.random())
    unit.flush()


ACTS = ["add", "add", "edit", "move", "lead", "delete", "bulk", "renumber", "forms"]


class AnySteps(RuleBasedStateMachine):
    """Steps at random, with an undo and a redo of everything at any time."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.store = make.store(Path(self.folder.name))
        self.states: list[Rows] = [rows_of(self.store.path)]

    @rule(acts=st.lists(st.sampled_from(ACTS), min_size=1, max_size=4), seed=st.integers(0, 2**32))
    def step(self, acts: list[str], seed: int) -> None:
        chance = random.Random(seed)
        with self.store.write(" ".join(acts)) as unit:
            for what in acts:
                act(unit, what, chance)
        now = rows_of(self.store.path)
        if len(self.store.steps()) == len(self.states):
            self.states.append(now)

    @precondition(lambda self: len(self.states) > 1)
    @rule(reopen=st.booleans())
    def undo_everything_and_redo_everything(self, reopen: bool) -> None:
        for state in reversed(self.states[:-1]):
            undone = self.store.undo()
            assert undone is not None
            assert undone.kept == []
            assert rows_of(self.store.path) == state
        assert self.store.undo() is None
        if reopen:
            self.store.close()
            self.store = type(self.store).open(self.store.path)
        for state in self.states[1:]:
            assert self.store.redo() is not None
            assert rows_of(self.store.path) == state

    @precondition(lambda self: len(self.states) > 2)
    @rule(place=st.integers(0, 100))
    def undo_an_old_step_and_that_undo(self, place: int) -> None:
        """What is kept is named, nothing is left without what it stands on, and the redo leads back."""
        before = rows_of(self.store.path)
        step = self.store.steps()[place % len(self.store.steps())]
        plan = self.store.plan_undo(step.id)
        if plan.changes_nothing:
            return
        undone = self.store.undo_step(step.id)
        assert undone.kept == plan.kept
        assert self.store.check() == []
        self.store.redo()
        assert rows_of(self.store.path) == before

    @invariant()
    def search_holds_what_the_records_say(self) -> None:
        if hasattr(self, "store"):
            assert self.store.check() == []

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()
            self.folder.cleanup()


NO_SHRINKING = (Phase.explicit, Phase.generate)
"""A failing run is short already, and making it shorter takes minutes."""

TestAnySteps = AnySteps.TestCase
TestAnySteps.settings = settings(max_examples=15, stateful_step_count=12, deadline=None, phases=NO_SHRINKING)
