"""Answers to a form become an evaluation: every wording on its point, nothing dropped, everything undone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from db.errors import RecordsError
from db.models import Answer, Evaluation, Question, Response
from db.store import Store
from desktop_app.evaluation.scales import FAMILIES, family_of, point
from desktop_app.exchange import reading
from desktop_app.exchange.preparing import file_hash
from desktop_app.exchange.receipt import receipt
from desktop_app.exchange.responses import ResponsesPlan, apply_responses, make_responses_plan, question_of
from desktop_app.records import drafts, lists
from desktop_app.records.entities import EVENT, PARTICIPATION


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "office.rekod") as store:
        with store.write("Begin") as session:
            lists.fill_lists(session)
            event = drafts.save(session, drafts.new_draft(EVENT, title="Kursus Excel", kind="training"))
            role = drafts.role_id(session, "participant")
            person = drafts.Named("Aminah binti Contoh")
            drafts.save(session, drafts.new_draft(PARTICIPATION, event_id=event, person_id=person, role_id=role))
        yield store


def planned(store: Store, path: Path, event_id: int | None = 1) -> ResponsesPlan:
    with store.read() as session:
        return make_responses_plan(session, reading.read(path), file_hash(path), path.name, event_id)


def applied(store: Store, plan: ResponsesPlan) -> int:
    with store.write("Answers") as session:
        return apply_responses(session, plan)


@pytest.mark.parametrize(
    ("wording", "at"),
    [("Sangat Setuju", 5), ("sangat setuju ", 5), ("5 - Sangat Setuju", 5), ("5 (SS)", 5), ("Setuju (4)", 4),
     ("4", 4), ("Neither agree nor disagree", 3), ("Tidak pasti", 3), ("1 - Strongly Disagree", 1), ("STS", 1)],
)  # fmt: skip
def test_a_wording_of_agreement_means_its_point(wording: str, at: int) -> None:
    assert point(wording, "agreement") == at


@pytest.mark.parametrize("wording", ["", "Maybe", "6", "5 - Tidak setuju", "Setuju (2)", "12"])
def test_a_wording_that_contradicts_itself_or_is_unknown_means_no_point(wording: str) -> None:
    assert point(wording, "agreement") is None


@pytest.mark.parametrize("family", FAMILIES, ids=lambda one: one.code)
def test_both_languages_of_every_scale_read_back_as_printed(family) -> None:
    for one in family.points():
        assert point(one["en"], family.code) == one["value"] == point(one["ms"], family.code)


def test_one_answer_off_the_scale_is_asked_with_its_row_and_five_are_no_scale() -> None:
    question = question_of("Kandungan", {2: "Setuju", 3: "Sangat setuju", 4: "Setuju", 5: "Setuju", 6: "entah"})
    assert (question.kind, question.unknown) == ("scale", {"entah": [6]})
    assert family_of(["entah"] * 5) is None


def test_a_google_form_becomes_an_evaluation_with_every_answer_kept(store: Store, shared: Path) -> None:
    path = shared / "fixtures/forms/gen_google_forms_ms_gmt.csv"
    plan = planned(store, path)
    run = applied(store, plan)
    with store.read() as session:
        assert session.scalar(select(func.count()).select_from(Response)) == 3
        scores = session.execute(
            select(Question.text_en, Answer.number)
            .join(Question, Question.id == Answer.question_id)
            .where(Question.kind == "scale")
            .order_by(Question.position, Answer.id)
        ).all()
        assert [number for _text, number in scores] == [5, 4, 5, 4, 5, 4, 3, 1, 2]
        given = sum(1 for row in plan.reading.rows for one in row.answers if one.strip())
        assert session.scalar(select(func.count()).select_from(Answer)) == given
        assert receipt(session, run).counts == {"answer": 3}


def test_undoing_the_import_of_answers_leaves_nothing_of_it(store: Store, shared: Path) -> None:
    applied(store, planned(store, shared / "fixtures/forms/gen_google_forms_grid_en.csv"))
    store.undo()
    with store.read() as session:
        for model in (Response, Answer, Evaluation, Question):
            assert session.scalar(select(func.count()).select_from(model)) == 0


def test_the_same_form_a_second_time_uses_the_same_questionnaire(store: Store, shared: Path) -> None:
    path = shared / "fixtures/forms/gen_google_forms_grid_en.csv"
    applied(store, planned(store, path))
    applied(store, planned(store, path))
    with store.read() as session:
        assert session.scalar(select(func.count()).select_from(Evaluation)) == 1
        assert session.scalars(select(Response.form_number).order_by(Response.form_number)).all() == [1, 2, 3, 4, 5, 6]


def test_columns_headed_alike_stay_apart(store: Store, shared: Path) -> None:
    plan = planned(store, shared / "fixtures/forms/openrefine_2014-survey.csv")
    applied(store, plan)
    with store.read() as session:
        assert session.scalar(select(func.count()).select_from(Question)) == len(plan.questions)


def test_answers_without_an_event_are_refused_with_what_to_do(store: Store, shared: Path) -> None:
    with pytest.raises(RecordsError) as refused:
        planned(store, shared / "fixtures/forms/gen_google_forms_grid_en.csv", event_id=None)
    assert refused.value.code == "needs-event"
