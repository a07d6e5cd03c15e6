"""What the event summary says, tested on its data and on the words of its PDF."""

import datetime as dt
import gettext
import json
import re
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import RecordsError, StoreError
from db.models import Event, Headcount
from db.store import Store
from desktop_app import language
from desktop_app.documents import event_summary, render
from desktop_app.documents.catalogue import DOCUMENTS, document
from desktop_app.documents.document import Document, Options
from desktop_app.documents.event_summary_text import present
from desktop_app.documents.wording import Words
from tests.documents import events

ON = dt.date(2019, 10, 1)


class Shout(gettext.NullTranslations):
    """Stands in for the Malay catalogue, so that a text that was not translated is seen."""

    def gettext(self, message: str) -> str:
        return re.sub(r"\{.*?\}|[^{]+", lambda one: one[0] if one[0].startswith("{") else one[0].upper(), message)

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        return self.gettext(plural)


@pytest.fixture(autouse=True)
def _malay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(language._catalogues, "ms", Shout())


Summary = Callable[..., dict[str, Any]]


@pytest.fixture
def summary(tmp_path: Path) -> Iterator[Summary]:
    """Makes an event in a file of its own and builds its summary."""
    with Store.create(tmp_path / "office.rekod") as store:

        def build(
            make_event: Callable[[events.Make], Event], draft: bool = False, names: bool = True
        ) -> dict[str, Any]:
            with store.write("Sample") as session:
                make = events.Make(session)
                events.office(make)
                event_id = make_event(make).id
            with store.read() as session:
                return event_summary.build(session, event_id, Options(draft=draft, names=names, printed_on=ON))

        yield build


def text(pdf: bytes) -> str:
    """Every word of a PDF, its lines joined."""
    opened = pypdfium2.PdfDocument(pdf)
    try:
        said = [page.get_textpage().get_text_range() for page in opened]
    finally:
        opened.close()
    return " ".join(" ".join(said).split())


def printed(data: dict[str, Any], code: str = "en") -> str:
    return text(render.pdf("event-summary", data, code))


def headings(data: dict[str, Any], code: str = "en") -> list[str]:
    return [section["heading"][0] for section in present(data, Words(code))["sections"]]


def plain(make: events.Make) -> Event:
    event: Event = make.add(Event(kind="meeting", title="A bare meeting", status="held"))
    return event


def test_a_conference_prints_its_key_facts_and_booths(summary: Summary) -> None:
    said = printed(summary(events.cities))
    for fact in (
        "Cities 4.0", "23–24 September 2019", "Hotel Istana, Kuala Lumpur", "2nd", "D23A Iskandar Malaysia",
        "Tun Dr. Mahathir Mohamad · by video recording", "Malaysia Smart City Framework", "Minister",
        "Moving Towards Smart Sustainable Cities Through Partnership", "Alliance Secretariat of Sample Cities",
        "Printed on 1 October 2019", "Page 1 of",
    ):  # fmt: skip
        assert fact in said, fact


def test_a_headcount_stands_beside_the_names_and_is_not_added(summary: Summary) -> None:
    data = summary(events.workshop)
    assert data["came"]["people"] == 61
    assert [(one["qualifier"], one["count"]) for one in data["headcounts"] if one["count"]] == [("more than", 61)]
    said = printed(data)
    assert "61 people by name" in said
    assert "More than 61 people by head count" in said
    assert "122" not in said


def test_somebody_with_two_parts_is_one_person(summary: Summary) -> None:
    def twice(make: events.Make) -> Event:
        event = plain(make)
        part = make.part(event, "participant", "Aminah binti Contoh", "Majlis Contoh")
        make.add(type(part)(event_id=event.id, role_id=make.role("group leader").id, person_id=part.person_id))
        return event

    came = summary(twice)["came"]
    assert came["people"] == 1
    assert sum(line["people"] for line in came["by_role"]) == 2


def test_three_named_guests_are_no_roster(summary: Summary) -> None:
    data = summary(events.cities)
    assert not data["came"]["roster"]
    assert "people by name" not in printed(data)


def test_people_who_were_absent_are_not_among_those_who_came(summary: Summary) -> None:
    def absent(make: events.Make) -> Event:
        event = plain(make)
        make.part(event, "participant", "Who Came")
        make.part(event, "participant", "Who Stayed Away", status="absent")
        return event

    data = summary(absent)
    assert data["came"]["people"] == 1
    assert [part["name"] for part in data["names"]] == ["Who Came"]


def test_a_planned_event_says_who_is_expected(summary: Summary) -> None:
    def planned(make: events.Make) -> Event:
        event = plain(make)
        event.status = "planned"
        make.part(event, "participant", "Somebody", status="confirmed")
        return event

    data = summary(planned)
    assert data["came"]["expected"]
    assert "Who is expected" in headings(data)
    assert "Who came" not in headings(data)


def test_an_event_with_nothing_but_a_title_has_no_empty_heading(summary: Summary) -> None:
    data = summary(plain)
    assert headings(data) == []
    assert "A bare meeting" in printed(data)


def test_no_section_of_any_event_is_empty(summary: Summary) -> None:
    for make_event in (events.cities, events.workshop, events.evaluated_training, events.hostile):
        for section in present(summary(make_event), Words("en"))["sections"]:
            assert section["heading"]
            assert section["blocks"]
            assert all(block.get("rows", block.get("lines", block.get("blocks", True))) for block in section["blocks"])


def test_a_list_that_begins_at_two_keeps_its_numbers(summary: Summary) -> None:
    assert "2 Supply and demand" in printed(summary(events.workshop))


def test_a_headcount_without_a_number_says_only_who_came(summary: Summary) -> None:
    def public(make: events.Make) -> Event:
        event = plain(make)
        make.add(Headcount(event_id=event.id, count=None, covers="the public"))
        return event

    said = printed(summary(public))
    assert "Also took part The public" in said
    assert "None" not in said


def test_a_headcount_that_may_be_anothers_is_printed_as_in_doubt(summary: Summary) -> None:
    def doubted(make: events.Make) -> Event:
        event, other = plain(make), plain(make)
        other.title = "The other meeting"
        make.add(Headcount(event_id=event.id, count=26, or_event_id=other.id))
        return event

    said = printed(summary(doubted))
    assert "26 people by head count (in doubt)" in said
    assert "Or of The other meeting" in said


def test_findings_are_printed_in_the_draft_only(summary: Summary) -> None:
    draft, final = summary(plain, draft=True), summary(plain)
    assert draft["findings"]
    assert final["findings"] == []
    assert "To be settled before this is sent" in printed(draft)
    assert "Draft" in printed(draft)
    assert "To be settled" not in printed(final)


def test_the_evaluation_is_five_lines_at_most_each_mean_with_its_n(summary: Summary) -> None:
    data = summary(events.evaluated_training)
    assert (data["evaluation"]["forms"], data["evaluation"]["given_out"]) == (12, 15)
    (section,) = [one for one in present(data, Words("en"))["sections"] if one["heading"] == ["Evaluation"]]
    rows = section["blocks"][0]["rows"]
    assert len(rows) <= 5
    assert "12 of 15 forms given out were returned (80 %)" in rows[0]["entries"][0]["name"]
    assert "Content 4.5/5 (n\u202f=\u202f12)" in rows[1]["entries"][0]["name"]


def test_fewer_than_five_forms_show_no_answers(summary: Summary) -> None:
    data = summary(lambda make: events.evaluated_training(make, forms=4))
    assert data["evaluation"]["questions"] == []
    assert "Fewer than five forms" in printed(data)
    assert "/5" not in printed(data)


def test_what_looks_like_code_is_printed_as_text(summary: Summary) -> None:
    said = printed(summary(events.hostile))
    for literal in ('#read("/etc/passwd") *bold* $x$', "<img src=x>", '=HYPERLINK("a")', '#read("x")', "=1+1",
                    "#[*Body*]", "#set page(fill: red)", "{page}", "@ref // comment", "#pagebreak()"):  # fmt: skip
        assert literal in said, literal


def test_direction_overrides_controls_and_broken_halves_do_not_reach_the_page() -> None:
    assert render.printable({"a": ["x\u202ey\x00\x07z", "\ud800"], "b": 1}) == {"a": ["xyz", "\ufffd"], "b": 1}


def test_every_script_has_a_glyph(summary: Summary) -> None:
    pdf = render.pdf("event-summary", summary(events.hostile), "en")
    for font in (b"NotoSansTamil", b"NotoSansArabic", b"NotoSansCJKsc", b"NotoSans-"):
        assert font in pdf or any(font in part for part in streams(pdf)), font


def streams(pdf: bytes) -> Iterator[bytes]:
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            yield zlib.decompress(found[1])
        except zlib.error:
            continue


def test_a_malay_summary_has_no_english_label(summary: Summary) -> None:
    said = printed(summary(events.workshop), "ms")
    assert "29 Ogos 2019" in said
    assert "Peserta" in said
    for english in ("Venue", "Who came", "Programme", "By name", "Printed on", "Page 1"):
        assert english not in said, english


def test_both_languages_stand_side_by_side(summary: Summary) -> None:
    said = printed(summary(events.workshop), "both")
    assert "Who came WHO CAME" in said
    assert "Thursday, 29 August 2019 / Khamis, 29 Ogos 2019" in said
    assert "Participant / Peserta" in said


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="no such language"):
        Words("fr")


def test_three_hundred_names_go_over_pages_each_with_its_heading(summary: Summary) -> None:
    data = summary(lambda make: events.workshop(make, people=300))
    assert len(data["names"]) == 295
    pdf = render.pdf("event-summary", data, "en")
    opened = pypdfium2.PdfDocument(pdf)
    try:
        pages = [page.get_textpage().get_text_range() for page in opened]
    finally:
        opened.close()
    assert len(pages) > 4
    assert all("Organisation" in page for page in pages[2:])
    assert f"Page {len(pages)} of {len(pages)}" in pages[-1]


def test_names_can_be_left_out(summary: Summary) -> None:
    assert summary(events.workshop, names=False)["names"] == []


def test_photographs_are_printed_and_a_broken_one_is_said(summary: Summary) -> None:
    def with_pictures(make: events.Make) -> Event:
        event = plain(make)
        events.photograph(make, event, png(), "The opening")
        events.photograph(make, event, b"not a picture", "The closing")
        return event

    data = summary(with_pictures)
    assert len(data["pictures"]) == 2
    said = printed(data)
    assert "The opening" in said
    assert "This picture cannot be read." in said


def png() -> bytes:
    """A picture of two by two points."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return len(content).to_bytes(4, "big") + kind + content + zlib.crc32(kind + content).to_bytes(4, "big")

    head = (2).to_bytes(4, "big") * 2 + bytes([8, 2, 0, 0, 0])
    rows = zlib.compress(b"\0" + b"\x0b\x6a\x69" * 2 + b"\0" + b"\xe2\xf0\xef" * 2)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_an_event_that_is_not_there_is_an_error_of_the_records(tmp_path: Path) -> None:
    with (
        Store.create(tmp_path / "office.rekod") as store,
        store.read() as session,
        pytest.raises(RecordsError, match="missing-record"),
    ):
        event_summary.build(session, 99, Options())


def test_the_offices_own_template_stands_in_for_the_supplied_one(summary: Summary, tmp_path: Path) -> None:
    own = tmp_path / "templates"
    own.mkdir()
    (own / "event_summary.typ").write_text("#let data = json(bytes(sys.inputs.data))\nOurs: #data.title")
    assert text(render.pdf("event-summary", summary(plain), "en", own)) == "Ours: A bare meeting"


def test_a_fault_in_the_offices_own_template_is_said_with_its_message(summary: Summary, tmp_path: Path) -> None:
    (tmp_path / "event_summary.typ").write_text("#nothing-of-the-kind")
    with pytest.raises(StoreError) as raised:
        render.pdf("event-summary", summary(plain), "en", tmp_path)
    assert "unknown variable" in raised.value.facts["message"]


def test_the_data_holds_no_language_and_no_record(summary: Summary) -> None:
    data = summary(events.workshop)
    data.pop("pictures")
    assert json.loads(json.dumps(data, default=str))["event"]["kind"] == "workshop"


@pytest.mark.parametrize("one", DOCUMENTS, ids=lambda one: one.name)
def test_every_document_of_the_catalogue_has_its_template(one: Document) -> None:
    assert document(one.name) is one
    assert (render.TEMPLATES / one.template).is_file()


def test_a_document_nobody_knows_is_refused() -> None:
    with pytest.raises(RecordsError, match="no-such-document"):
        document("certificate-of-nothing")


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        (dt.date(2019, 8, 29), None, "29 August 2019"),
        (dt.date(2019, 9, 23), dt.date(2019, 9, 24), "23–24 September 2019"),
        (dt.date(2019, 8, 30), dt.date(2019, 9, 2), "30 August – 2 September 2019"),
        (dt.date(2026, 12, 31), dt.date(2027, 1, 1), "31 December 2026 – 1 January 2027"),
        (dt.date(2019, 8, 29), dt.date(2019, 8, 1), "29 August 2019"),
    ],
)
def test_a_run_of_days_writes_each_part_once(first: dt.date, last: dt.date | None, written: str) -> None:
    assert Words("en").dates(first, last) == written


@given(st.text(max_size=60))
def test_any_text_is_fit_for_the_template(typed: str) -> None:
    json.dumps(render.printable(typed), ensure_ascii=False).encode()
