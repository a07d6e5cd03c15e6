"""The table of records: its model by Qt's own tester, a million rows, pages that come later, widths of columns."""

import tracemalloc
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.modeltest import ModelTester

from desktop_app.records.drafts import Draft, new_draft
from desktop_app.records.entities import entity
from desktop_app.ui.child_model import ChildModel
from desktop_app.ui.column_widths import column_widths
from desktop_app.ui.table_model import PAGE, Column, TableModel


@dataclass(frozen=True)
class Row:
    id: int
    values: dict[str, Any] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)


def rows(ids: Sequence[int]) -> list[Row]:
    return [Row(one, {"name": one}, {"name": f"Row {one}"}) for one in ids]


COLUMNS = (Column("name", "Name"), Column("count", "Count", right=True))


def test_the_model_keeps_every_rule_of_qt(qtmodeltester: ModelTester) -> None:
    model = TableModel(COLUMNS, rows)
    qtmodeltester.check(model)

    model.show_ids([5, 3, 9])
    model.forget_rows()
    model.show_columns(COLUMNS[:1])
    model.show_ids([])


def test_the_model_that_is_typed_in_keeps_them_too(qtmodeltester: ModelTester) -> None:
    minute = entity("minute")

    def open_draft(_record: int | None) -> Draft:
        return new_draft(minute, event_id=1)

    columns = (Column("text", "Text"), Column("done", "Done"))
    model = ChildModel(minute, columns, lambda ids: [Row(one) for one in ids], open_draft, lambda _to, _id: "")
    qtmodeltester.check(model)

    model.show_ids([1, 2])
    model.take(model.index(2, 0), "A new line", "A new line")
    model.close()


def test_a_million_rows_cost_their_ids_and_a_few_pages() -> None:
    tracemalloc.start()
    model = TableModel(COLUMNS, rows)
    model.show_ids(array("q", range(1_000_000)))
    for line in range(0, 1_000_000, 997):
        assert model.index(line, 0).data() == f"Row {line}"
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 24_000_000
    assert model.line_of(999_999) == 999_999


def test_only_the_pages_that_are_looked_at_are_read() -> None:
    read: list[int] = []

    def counting(ids: Sequence[int]) -> list[Row]:
        read.extend(ids)
        return rows(ids)

    model = TableModel(COLUMNS, counting)
    model.show_ids(range(10 * PAGE))
    assert model.index(5 * PAGE + 1, 0).data() == f"Row {5 * PAGE + 1}"

    assert read == list(range(5 * PAGE, 6 * PAGE))


def test_while_reading_would_be_slow_a_row_is_shown_later() -> None:
    asked: list[tuple[int, list[int]]] = []
    model = TableModel(
        COLUMNS, rows, may_read=lambda: False, read_later=lambda page, ids: asked.append((page, list(ids)))
    )
    model.show_ids([7, 8])

    assert model.index(0, 0).data() == "…"
    model.index(1, 0).data()
    assert asked == [(0, [7, 8])]
    model.take_page(0, [7, 8], rows([7, 8]))
    assert model.index(0, 0).data() == "Row 7"


def test_a_page_that_comes_after_other_records_are_shown_is_dropped() -> None:
    model = TableModel(COLUMNS, rows, may_read=lambda: False)
    model.show_ids([7, 8])
    model.show_ids([1, 2])

    model.take_page(0, [7, 8], rows([7, 8]))

    assert model.index(0, 0).data() == "…"


def test_a_row_that_was_deleted_meanwhile_is_no_error() -> None:
    model = TableModel(COLUMNS, lambda ids: rows([one for one in ids if one != 2]))
    model.show_ids([1, 2])

    assert model.index(1, 0).data() == "…"


@given(
    st.lists(st.integers(40, 420), min_size=1, max_size=9),
    st.integers(0, 8),
    st.sets(st.integers(0, 8)),
    st.integers(120, 2000),
    st.booleans(),
)
def test_columns_fill_the_room_and_the_naming_one_is_always_there(
    wanted: list[int], naming: int, fixed: set[int], room: int, may_hide: bool
) -> None:
    naming %= len(wanted)
    fixed &= set(range(len(wanted)))

    widths = column_widths(wanted, naming, fixed, room, least=40, readable=92, may_hide=may_hide)

    assert len(widths) == len(wanted)
    assert widths[naming] >= 40
    assert sum(widths) >= room
    assert all(width <= want for place, (width, want) in enumerate(zip(widths, wanted, strict=True)) if place != naming)
    if not may_hide:
        assert all(widths)
    if sum(wanted) <= room:
        assert sum(widths) == room
        assert all(width >= want for width, want in zip(widths, wanted, strict=True))


@pytest.mark.parametrize("wish", [100, 150, 151, 260, 420])
def test_a_kept_column_stays_however_long_its_texts_grow(wish: int) -> None:
    date, title, kind, status, missing = 120, 300, 100, 90, wish

    widths = column_widths([date, title, kind, status, missing], 1, {0, 4}, 440, least=48, readable=92, may_hide=True)

    assert widths[4] >= 92
    assert widths[2] == 0
    assert sum(widths) == 440
