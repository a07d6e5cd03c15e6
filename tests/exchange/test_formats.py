# ruff: noqa: E501 - a line of an export is as long as its program writes it
"""Exports of meeting, ticket and form programs, in the versions and languages they come in."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from desktop_app.exchange import reading
from desktop_app.exchange.errors import SheetRefused
from desktop_app.exchange.formats import FORMATS
from desktop_app.exchange.formats.zoom import original_name
from desktop_app.exchange.grid import Book
from desktop_app.exchange.recognise import recognise
from desktop_app.exchange.result import Reading, as_json
from tests.exchange.sheets import fixtures, grid

CASES = json.loads((fixtures() / "expected.json").read_text("utf-8"))


def read(rows: Sequence[Sequence[Any]], name: str = "Sheet1", file_name: str = "") -> Reading:
    return reading.read_the_book(Book("text", (grid(rows, name),)), file_name=file_name)


def tabbed(text: str) -> list[list[str]]:
    return [line.strip(" ").split("\t") for line in text.strip("\n").split("\n")]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["file"])
def test_real_and_imitated_files_are_read_as_a_person_would(case: dict[str, Any]) -> None:
    path = fixtures() / case["file"]
    if "refused" in case:
        with pytest.raises(SheetRefused) as refusal:
            reading.read(path)
        assert refusal.value.code == case["refused"]
        return
    found = as_json(reading.read(path))
    event = found["event"]
    assert isinstance(event, dict)
    for key in ("format", "holds", "sheet", "header_rows", "rows", "people", "present", "sessions"):
        assert found[key] == case.get(key, found[key]), key
    marks = found["marks"]
    assert isinstance(marks, dict)
    assert {number: marks.get(number) for number in case.get("marks", {})} == case.get("marks", {})
    assert str(event["start"]).startswith(case.get("event_date", ""))
    assert str(event["title"]).startswith(case.get("event_title", ""))


@pytest.mark.parametrize(
    "path",
    sorted((fixtures() / "malaysia").iterdir()) + sorted((fixtures() / "hard").glob("*dirty*")),
    ids=lambda path: path.name,
)
def test_a_sheet_of_an_office_is_no_programs_export(path: Path) -> None:
    assert reading.read(path).format == "sheet"


def test_every_format_has_its_own_name() -> None:
    assert len({one.name for one in FORMATS}) == len(FORMATS)


# --- Teams ----------------------------------------------------------------------------------------------------------


def test_teams_in_german_with_full_stops_in_dates() -> None:
    found = read(
        tabbed(
            """
1. Zusammenfassung
Besprechungstitel\tAbstimmung Smart City
Anwesende Teilnehmer\t2
Startzeit\t06.10.26, 18:00:00
Endzeit\t06.10.26, 19:00:00
Besprechungsdauer\t1 Std.

2. Teilnehmer
Name\tErster Beitritt\tLetztes Verlassen\tDauer der Besprechung\tE-Mail\tTeilnehmer-ID (UPN)\tRolle
Mustermann, Max\t06.10.26, 18:01:00\t06.10.26, 19:00:00\t59 Min. 0 Sek.\tmax@contoh.example\tmax@contoh.example\tOrganisator
Erika Muster (Gast)\t06.10.26, 17:55:00\t06.10.26, 19:00:00\t1 Std. 5 Min.\t\t\tTeilnehmer

3. Aktivitäten in der Besprechung
Name\tBeitrittszeit\tAustrittszeit\tDauer\tE-Mail\tRolle
Mustermann, Max\t06.10.26, 18:01:00\t06.10.26, 19:00:00\t59 Min. 0 Sek.\tmax@contoh.example\tOrganisator
"""
        )
    )
    assert (found.format, len(found.rows), found.people, found.present) == ("teams", 2, 2, 2)
    assert found.event.start == date(2026, 10, 6)
    assert found.event.title == "Abstimmung Smart City"
    assert [row.name for row in found.rows] == ["Max Mustermann", "Erika Muster"]
    assert [row.minutes for row in found.rows] == [59, 65]
    assert not found.choices


def test_teams_in_a_language_nobody_taught_us() -> None:
    found = read(
        tabbed(
            """
1. Ringkasan lengkap
Tajuk perjumpaan\tTaklimat Data Raya
Bilangan\t2
Bermula\t17/03/2026 17:00:00
Berakhir\t17/03/2026 18:00:00

2. Para peserta
Nama orang\tKali pertama\tKali terakhir\tLama\tAlamat\tPengenal\tPeranan
Aminah binti Contoh\t17/03/2026 17:00:05\t17/03/2026 18:00:00\t59m 55s\taminah@contoh.example\taminah@contoh.example\tPenganjur
Lim Contoh Wei\t17/03/2026 17:10:00\t17/03/2026 17:40:00\t30m\tlim@contoh.example\tlim@contoh.example\tPeserta

3. Aktiviti
Nama orang\tMasuk\tKeluar\tLama\tAlamat\tPeranan
Lim Contoh Wei\t17/03/2026 17:10:00\t17/03/2026 17:40:00\t30m\tlim@contoh.example\tPeserta
"""
        )
    )
    assert (found.format, len(found.rows), found.present) == ("teams", 2, 2)
    assert found.event.title == "Taklimat Data Raya"
    assert found.event.start == date(2026, 3, 17)
    assert found.rows[1].minutes == 30


def test_teams_in_portuguese_begins_with_a_log() -> None:
    found = read(
        tabbed(
            """
Nome Completo\tAtividade\tCarimbo de data/hora
Ana Contoh\tIngressou\t25/03/2021 14:00:00
Ana Contoh\tSaiu\t25/03/2021 15:30:00
Rui Contoh\tIngressou\t25/03/2021 14:05:00
"""
        )
    )
    assert (found.format, len(found.rows), found.people, found.present) == ("teams", 3, 2, 2)
    assert found.rows[1].minutes == 90


def test_a_teams_log_without_its_headings() -> None:
    found = read([["Ana Contoh", "Joined", "25/03/2021, 14:00:00"], ["Ana Contoh", "Left", "25/03/2021, 15:30:00"]])
    assert (found.format, len(found.rows), found.people) == ("teams", 2, 1)


def test_teams_with_engagement_and_registrants_who_never_came() -> None:
    found = read(
        tabbed(
            """
1. Summary
Meeting title\tWebinar Contoh
Registered participants\t2
Attended participants\t1
Start time\t12/5/25, 9:00:00 AM
End time\t12/5/25, 10:00:00 AM

2. Participants
Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole\tEngagement: Raise Hands\tRegistration First Name\tRegistration Last Name\tRegistration Email
Aminah Contoh\t12/5/25, 9:00:00\u202fAM\t12/5/25, 10:00:00\u202fAM\t1h\t\t\tAttendee\t1\tAminah\tContoh\taminah@mail.example
\t\t\t\t\t\tAttendee\t0\tBala\tContoh\tbala@mail.example

3. In-Meeting Activities
Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole
Aminah Contoh\t12/5/25, 9:00:00\u202fAM\t12/5/25, 10:00:00\u202fAM\t1h\t\tAttendee

4. Meeting Engagement
Name\tEngagement Type\tTime
Aminah Contoh\tRaised hand\t12/5/25, 9:30:00 AM
"""
        )
    )
    assert (len(found.rows), found.people, found.present) == (2, 2, 1)
    assert [row.email for row in found.rows] == ["aminah@mail.example", "bala@mail.example"]
    assert found.rows[1].name == "Bala Contoh"
    assert found.event.start == date(2025, 12, 5)
    assert [choice.key for choice in found.choices] == ["date_order"]


def test_a_teams_report_without_its_summary_saved_again_as_excel() -> None:
    found = read(
        [
            ["Name", "First join", "Last leave", "In-meeting duration", "Email", "Participant ID (UPN)", "Role"],
            [
                "Aminah Contoh",
                datetime(2026, 2, 7, 9),
                datetime(2026, 2, 7, 10),
                "1h",
                "aminah@contoh.example",
                "",
                "Organiser",
            ],
        ]
    )
    assert (found.format, found.present, found.event.start) == ("teams", 1, date(2026, 2, 7))


# --- Zoom, Webex, Meet ----------------------------------------------------------------------------------------------


def test_a_zoom_webinar_has_a_heading_for_each_section() -> None:
    found = read(
        [
            ["Attendee Report"],
            ["Report Generated:", "03/20/2026 10:00"],
            [
                "Topic",
                "Webinar ID",
                "Actual Start Time",
                "Actual Duration (minutes)",
                "# Registered",
                "Unique Viewers",
                "Total Users",
            ],
            ["Webinar Contoh", "812 0000 0000", "03/19/2026 02:00:00 PM", "65", "3", "2", "4"],
            ["Host Details"],
            [
                "Attended",
                "User Name (Original Name)",
                "Email",
                "Join Time",
                "Leave Time",
                "Time in Session (minutes)",
                "Is Guest",
                "Country/Region Name",
            ],
            [
                "Yes",
                "Urusetia Contoh",
                "urusetia@contoh.example",
                "03/19/2026 01:50:00 PM",
                "03/19/2026 03:05:00 PM",
                "75",
                "No",
                "Malaysia",
            ],
            ["Attendee Details"],
            [
                "Attended",
                "User Name (Original Name)",
                "First Name",
                "Last Name",
                "Email",
                "Registration Time",
                "Approval Status",
                "Join Time",
                "Leave Time",
                "Time in Session (minutes)",
                "Is Guest",
                "Country/Region Name",
            ],
            [
                "Yes",
                "Aminah C",
                "Aminah",
                "Contoh",
                "aminah@contoh.example",
                "03/18/2026 09:00:00 AM",
                "approved",
                "03/19/2026 02:00:00 PM",
                "03/19/2026 03:00:00 PM",
                "60",
                "Yes",
                "Malaysia",
            ],
            [
                "No",
                "Bala Contoh",
                "Bala",
                "Contoh",
                "bala@contoh.example",
                "03/18/2026 09:10:00 AM",
                "approved",
                "--",
                "--",
                "--",
                "--",
                "--",
            ],
        ]
    )
    assert (found.format, len(found.rows), found.people, found.present) == ("zoom", 3, 3, 2)
    assert found.event.title == "Webinar Contoh"
    assert found.event.start == date(2026, 3, 19)
    assert [row.role for row in found.rows] == ["Host", "", ""]


def test_zooms_list_of_unique_users_has_no_times() -> None:
    found = read(
        [
            ["Name (original name)", "Email", "Total duration (minutes)", "Guest"],
            ["Aminah Contoh", "a@contoh.example", 61, "No"],
            ["Lim", "", 5, "Yes"],
        ]
    )
    assert (found.format, found.people, found.present) == ("zoom", 2, 2)
    assert found.rows[0].minutes == 61


@pytest.mark.parametrize(
    ("shown", "name"),
    [
        ("iPhone (Lim Contoh Wei)", "Lim Contoh Wei"),
        ("Aminah (JKR)", "Aminah"),
        ("015_Loki (Loki Laufeyson)", "Loki Laufeyson"),
        ("Lim Contoh (iPad)", "Lim Contoh"),
        ("019_Mockingbird", "Mockingbird"),
        ("Sam (she/her)", "Sam"),
        ("601112345678", "601112345678"),
    ],
)
def test_what_a_zoom_participant_is_called(shown: str, name: str) -> None:
    assert original_name(shown) == name


def test_a_webex_event_in_which_somebody_joined_twice() -> None:
    found = read(
        [
            [
                "Event Name",
                "Event Start Time",
                "Event End Time",
                "Display Name",
                "Attendee Email",
                "Join Time",
                "Leave Time",
                "Attendance Duration",
                "Connection Type",
            ],
            [
                "Seminar",
                "2026-06-14 09:00:00",
                "2026-06-14 12:00:00",
                "Aminah",
                "a@contoh.example",
                "2026-06-14 09:00:00",
                "2026-06-14 10:00:00",
                "60 mins",
                "Desktop app",
            ],
            [
                "Seminar",
                "2026-06-14 09:00:00",
                "2026-06-14 12:00:00",
                "Aminah",
                "A@contoh.example",
                "2026-06-14 10:05:00",
                "2026-06-14 12:00:00",
                "115 mins",
                "Mobile app",
            ],
        ]
    )
    assert (found.format, len(found.rows), found.people, found.event.title) == ("webex", 2, 1, "Seminar")


def test_google_meets_day_is_in_the_files_name() -> None:
    rows = [
        ["First name", "Last name", "Email", "Duration", "Time joined", "Time exited"],
        ["Ali", "Contoh", "ali@contoh.example", "1 hr 2 min", "9:58 AM", "11:00 AM"],
    ]
    found = read(rows, file_name="Taklimat (2026-05-12 09_58) - Attendance Report.csv")
    assert found.format == "meet"
    assert found.event.start == date(2026, 5, 12)
    assert found.rows[0].time_in == datetime(2026, 5, 12, 9, 58)
    assert read(rows).event.start is None


# --- tickets --------------------------------------------------------------------------------------------------------


def test_a_check_in_list_of_pretix() -> None:
    found = read(
        [
            [
                "Order code",
                "Attendee name",
                "Product",
                "Price",
                "Checked in",
                "Checked out",
                "Automatically checked in",
                "Email",
                "Phone number",
                "Company",
            ],
            [
                "A1B2C",
                "Dr. Aminah Contoh",
                "Regular",
                "0.00",
                "2026-05-12T09:01:00+08:00",
                "",
                "No",
                "beli@contoh.example",
                "+60123456789",
                "JKR",
            ],
            ["A1B2C", "Bala Contoh", "Regular", "0.00", "", "", "No", "beli@contoh.example", "", ""],
        ]
    )
    assert (found.format, found.holds, found.people, found.present) == ("pretix", "attendance", 2, 1)
    assert found.rows[0].organisation == "JKR"


def test_order_positions_of_pretix_are_people_and_no_attendance() -> None:
    found = read(
        [
            [
                "Event slug",
                "Event name",
                "Order code",
                "Position ID",
                "Status",
                "Email",
                "Phone number",
                "Order date",
                "Attendee name",
                "Attendee email",
                "Attendee company",
            ],
            [
                "sc26",
                "Smart Cities",
                "A1B2C",
                "1",
                "paid",
                "beli@contoh.example",
                "",
                "2026-04-01",
                "Aminah Contoh",
                "aminah@contoh.example",
                "JKR",
            ],
        ]
    )
    assert (found.format, found.holds, found.event.title) == ("pretix", "people", "Smart Cities")
    assert found.rows[0].email == "aminah@contoh.example"


# --- forms ----------------------------------------------------------------------------------------------------------


def test_a_google_form_that_takes_attendance_is_attendance() -> None:
    found = read(
        [
            ["Cap masa", "Nama Penuh", "No. Kad Pengenalan", "Agensi", "No. Telefon"],
            ["2026/05/12 8:55:00 AM GMT+8", "Aminah binti Contoh", "800101-14-0002", "JKR", "012-3456789"],
            ["2026/05/13 8:57:00 AM GMT+8", "AMINAH CONTOH", "800101140002", "JKR", "0123456789"],
        ],
        file_name="Borang Kehadiran Bengkel.csv",
    )
    assert (found.format, found.holds, len(found.rows), found.people, found.present) == (
        "google-forms",
        "attendance",
        2,
        1,
        1,
    )
    assert [one.label for one in found.sessions] == ["2026-05-12", "2026-05-13"]


def test_microsoft_forms_prefers_what_the_person_wrote_to_the_account() -> None:
    found = read(
        [
            [
                "Id",
                "Start time",
                "Completion time",
                "Email",
                "Name",
                "Nama penuh\xa0",
                "E-mel rasmi",
                "Objektif tercapai",
                "Topik",
                "Points - Topik",
            ],
            [
                1,
                "5/12/2026 9:00:00",
                "5/12/2026 9:05:00",
                "anonymous",
                "",
                "Aminah Contoh",
                "aminah@contoh.example",
                "Setuju",
                "A;B;",
                "2",
            ],
        ]
    )
    assert (found.format, found.holds, found.questions) == (
        "microsoft-forms",
        "responses",
        ("Objektif tercapai", "Topik"),
    )
    assert (found.rows[0].name, found.rows[0].email, found.rows[0].answers) == (
        "Aminah Contoh",
        "aminah@contoh.example",
        ("Setuju", "A;B"),
    )


def test_moodles_feedback_and_its_analysis() -> None:
    found = read(
        [
            ["Full name", "Groups", "Email address", "Date", "(q1) Objektif tercapai", "(q2) Cadangan"],
            [
                "Aminah Contoh",
                "A",
                "aminah@contoh.example",
                "Monday, 5 October 2026, 9:15 AM",
                "Strongly agree",
                "Makan &amp; minum",
            ],
        ]
    )
    assert (found.format, found.holds, len(found.questions)) == ("moodle-feedback", "responses", 2)
    assert found.rows[0].answers == ("Strongly agree", "Makan & minum")
    analysis = read(
        [
            ["Submitted answers: 12"],
            ["Questions: 2"],
            [],
            ["Label", "Question", "Responses", "Average"],
            ["q1", "Objektif", "Setuju (4)", "3.5"],
        ]
    )
    assert (analysis.format, analysis.holds, len(analysis.rows)) == ("moodle-feedback", "summary", 0)


def test_an_answer_of_limesurvey_that_was_never_sent_is_left_out() -> None:
    found = read(
        [
            ["id", "submitdate", "lastpage", "startlanguage", "seed", "G1Q1", "G1Q2[SQ001]"],
            ["1", "2026-05-12 10:00:00", "3", "ms", "1", "Baik", "A4"],
            ["2", "", "1", "ms", "2", "Baik", ""],
        ]
    )
    assert (found.format, len(found.rows), len(found.questions)) == ("limesurvey", 1, 2)
    assert [one.code for one in found.left_out] == ["incomplete"]


def test_submissions_of_odk_central() -> None:
    found = read(
        [
            [
                "SubmissionDate",
                "start",
                "nama",
                "penilaian-objektif",
                "meta-instanceID",
                "KEY",
                "SubmitterID",
                "SubmitterName",
                "ReviewState",
            ],
            [
                "2026-05-12T02:00:00.000Z",
                "2026-05-12T09:55:00.000+08:00",
                "Aminah Contoh",
                "4",
                "uuid:1",
                "uuid:1",
                "5",
                "Petugas",
                "",
            ],
        ]
    )
    assert (found.format, found.questions, found.rows[0].name) == ("odk", ("penilaian-objektif",), "Aminah Contoh")


def test_ten_questions_alike_are_kept_apart() -> None:
    found = reading.read(fixtures() / "forms" / "openrefine_2014-survey.csv")
    assert len(set(found.questions)) == len(found.questions) == 57


def test_nothing_is_recognised_in_an_empty_sheet() -> None:
    assert recognise(grid([])) is None
