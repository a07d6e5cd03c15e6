"""The organisations a file names, each once, however many rows name it; and the rows that are not imported."""

from array import array
from collections.abc import Sequence

from PySide6.QtCore import QObject

from desktop_app.exchange.plan import BodyAnswer, BodyPlan, Plan
from desktop_app.language import N_, _
from desktop_app.ui.review_people import ShownRow
from desktop_app.ui.table_model import Column, TableModel

_ANSWERS = {
    BodyAnswer.MAP: (N_("known"), "good"),
    BodyAnswer.CREATE: (N_("new"), "muted"),
    BodyAnswer.LEAVE: (N_("left blank"), "muted"),
    None: (N_("decide"), "doubt"),
}


def bodies_shown(plan: Plan) -> "array[int]":
    """The organisations that somebody of the file still belongs to: those to decide first, then as in the file."""
    places = [place for place, one in enumerate(plan.bodies) if one.people > 0]
    return array("q", sorted(places, key=lambda place: not is_unsure(plan.bodies[place])))


def is_unsure(body: BodyPlan) -> bool:
    """Whether a person has, or had, to decide it."""
    return body.answer is None or body.by_hand


class BodiesModel(TableModel):
    """`named` are the names of the organisations of the records by id."""

    def __init__(self, plan: Plan, named: dict[int, str], parent: QObject | None = None):
        self.plan = plan
        self.named = named
        columns = (
            Column("people", _("People"), 64, right=True),
            Column("text", _("Organisation in the sheet"), 260),
            Column("becomes", _("In the records as"), 220),
            Column("answer", _("Answer"), 90, tone=lambda row: row.values["tone"]),
        )
        super().__init__(columns, self._rows, parent)

    def mapped_to(self, body: BodyPlan) -> str:
        """The name of what an organisation of the file is taken to be."""
        if isinstance(body.organisation_id, str):
            return body.organisation_id
        return self.named.get(body.organisation_id or 0, "")

    def _rows(self, places: Sequence[int]) -> list[ShownRow]:
        return [self._row(place) for place in places]

    def _row(self, place: int) -> ShownRow:
        body = self.plan.bodies[place]
        words, tone = _ANSWERS[body.answer]
        texts = {
            "people": str(body.people),
            "text": body.text,
            "becomes": self.mapped_to(body) if body.answer is BodyAnswer.MAP else "",
            "answer": _(words),
        }
        return ShownRow(place, {"tone": tone}, texts)


class LeftOutModel(TableModel):
    """The rows of the file that are nobody's, with the reason and what stands in them."""

    def __init__(self, plan: Plan, parent: QObject | None = None):
        self.plan = plan
        columns = (
            Column("row", _("Row"), 52, right=True),
            Column("why", _("Why it is left out"), 300),
            Column("cells", _("What stands in it"), 420),
        )
        super().__init__(columns, self._rows, parent)
        self.show_ids(array("q", range(len(plan.reading.left_out))))

    def _rows(self, places: Sequence[int]) -> list[ShownRow]:
        return [self._row(place) for place in places]

    def _row(self, place: int) -> ShownRow:
        left = self.plan.reading.left_out[place]
        cells = " · ".join(cell for cell in left.cells if cell)
        return ShownRow(place, {}, {"row": str(left.row), "why": left.why, "cells": cells})
