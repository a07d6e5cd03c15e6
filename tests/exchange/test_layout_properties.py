"""What holds for every sheet, however strange: nothing is lost, nothing is read twice, nothing breaks."""

from datetime import date, datetime, time

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.exchange.free import read_grid
from desktop_app.exchange.grid import Book, Grid, is_blank
from desktop_app.exchange.layout import lay_out
from desktop_app.exchange.reading import read_the_book
from desktop_app.exchange.result import as_json
from tests.exchange.sheets import grid as make_grid

# fmt: off
WORDS = [
    "Bil",
    "Nama",
    "NAMA PENUH",
    "No. K/P",
    "Agensi",
    "Jawatan",
    "E-mel",
    "No. Tel",
    "Tandatangan",
    "Catatan",
    "Pagi",
    "Petang",
    "Hari 1",
    "12.5.2026",
    "13 Mei 2026",
    "HARI KEDUA: 13 MEI 2026",
    "URUSETIA",
    "PEJABAT CONTOH",
    "2.KLINIK CONTOH",
    "JUMLAH",
    "Disediakan oleh:",
    "(Nama & Cop)",
    "......",
    "-",
    "/",
    "X",
    "MC",
    "hadir",
    "Aminah binti Contoh",
    "Lim Contoh Wei",
    "800101-14-0002",
    "012-3456789",
    "a@contoh.example",
    "Tarikh :",
    "Tempat: Dewan",
    "KURSUS ASAS",
    "1",
    "2.",
    "(1)",
    "Timestamp",
    "5/28/2026 19:01:33",
    "1. Summary",
    "2. Participants",
    "Name",
    "First Join",
    "Last Leave",
    "Email",
    "Join Time",
    "Leave Time",
    "Guest",
    "_uuid",
    "_id",
    "Order #",
    "\x00",
    "\u202eabc",
    "=1+1",
    " ",
    "Status",
    "Hadir",
    "Name (Original Name)",
    "Duration (Minutes)",
    "Attendee Details",
    "ID",
    "Start time",
    "Completion time",
]
# fmt: on
CELLS = st.one_of(
    st.none(),
    st.sampled_from(WORDS),
    st.text(max_size=12),
    st.integers(-3, 40),
    st.floats(allow_nan=True),
    st.booleans(),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)),
    st.times(),
)
ROWS = st.lists(st.lists(CELLS, max_size=7), max_size=14)
SPANS = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 6), st.integers(0, 4), st.integers(0, 5)).map(
        lambda s: (s[0], s[1], s[0] + s[2], s[1] + s[3])
    ),
    max_size=4,
).map(tuple)


@given(ROWS, SPANS)
@settings(max_examples=400, deadline=None)
def test_every_row_below_the_heading_is_read_or_left_out_once(
    rows: list[list[object]], merged: tuple[tuple[int, int, int, int], ...]
) -> None:
    grid = Grid("Helaian", rows, merged=merged)  # type: ignore[arg-type]
    layout = lay_out(grid)
    first = min((row for table in layout.tables[:1] for row in table.headings.rows), default=-1)
    heading = set(layout.tables[0].headings.rows)
    given_answers = [line.row for table in layout.tables for line in table.rows] + [one.row for one in layout.skipped]
    assert len(given_answers) == len(set(given_answers))
    filled = {at for at, row in enumerate(rows) if at > first and any(not is_blank(cell) for cell in row)}  # type: ignore[arg-type]
    assert filled - heading == {row for row in given_answers if row > first}


@given(ROWS, SPANS)
@settings(max_examples=400, deadline=None)
def test_any_sheet_is_read_without_an_error_and_its_rows_add_up(
    rows: list[list[object]], merged: tuple[tuple[int, int, int, int], ...]
) -> None:
    grid = Grid("Helaian", [*rows, ["akhir"]], merged=merged)  # type: ignore[list-item]
    reading = read_the_book(Book("xlsx", (grid,)))
    told = [row.row for row in reading.rows] + [one.row for one in reading.left_out]
    assert len(told) == len(set(told))
    first = min(reading.header_rows, default=0)
    filled = {at + 1 for at, row in enumerate(grid.rows) if at + 1 > first and any(not is_blank(cell) for cell in row)}
    assert {row for row in told if row > first} | set(reading.header_rows) >= filled
    assert reading.people <= len(reading.rows)
    assert all(len(row.marks) in (0, len(reading.sessions)) for row in reading.rows)
    assert as_json(reading)["problem"] is None


PEOPLE = st.lists(
    st.tuples(
        st.sampled_from(
            ["Aminah binti Contoh", "Mohd Sampel bin Ali", "Lim Contoh Wei", "Raju a/l Contoh", "Siti Sampel"]
        ),
        st.sampled_from(["800101-14-0002", "A1234567", "750312-03-0003", None]),
        st.sampled_from(["012-3456789", "60170000390", None]),
        st.sampled_from(["a@contoh.example", "b@contoh.example", None]),
        st.sampled_from(["JKR", "Jabatan Contoh"]),
        st.sampled_from(["/", "X", "MC", None]),
    ),
    min_size=2,
    max_size=8,
)
HEADINGS = ("Nama", "No. K/P", "No. Tel", "E-mel", "Agensi", "12.5.2026")


@given(PEOPLE, st.permutations(range(6)))
@settings(max_examples=150, deadline=None)
def test_the_order_of_the_columns_does_not_matter(people: list[tuple[str | None, ...]], order: list[int]) -> None:
    def read(columns: list[int]) -> list[tuple[object, ...]]:
        rows: list[list[str | None]] = [
            [HEADINGS[at] for at in columns],
            *([person[at] for at in columns] for person in people),
        ]
        found = read_grid(make_grid(rows))
        return [
            (row.name, row.identity_number, row.phone, row.email, row.organisation, row.marks, row.person)
            for row in found.rows
        ]

    assert read(order) == read(list(range(6)))


def test_times_alone_break_nothing() -> None:
    assert read_grid(make_grid([(time(9, 0),), (date(2026, 1, 1),)])).holds == "summary"
