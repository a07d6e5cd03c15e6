"""Lists in the manner of many offices, each with the reading a person would give it."""

from datetime import date, datetime, time
from typing import Any

import pytest

from desktop_app.exchange.free import read_grid
from desktop_app.exchange.result import Reading
from tests.exchange.sheets import grid


def people(reading: Reading) -> list[str]:
    return [row.name for row in reading.rows]


def marks(reading: Reading) -> dict[str, list[str | None]]:
    return {row.number or row.name: list(row.marks) for row in reading.rows}


def test_a_district_office_with_days_over_halves_and_no_merged_cells() -> None:
    reading = read_grid(
        grid(
            [
                ["PEJABAT DAERAH CONTOH"],
                ["BORANG KEHADIRAN BENGKEL PENULISAN LAPORAN"],
                ["TARIKH", ":", "3 - 4 OGOS 2026"],
                ["TEMPAT", ":", "DEWAN SERBAGUNA"],
                [],
                ["BIL", "NAMA", "JAWATAN", "HARI 1", "", "HARI 2", ""],
                ["", "", "", "PAGI", "PETANG", "PAGI", "PETANG"],
                [1, "ROSLI BIN CONTOH", "PEN. PEGAWAI TADBIR", "/", "/", "/", "MC"],
                [2, "TAN MEI CONTOH", "PEMBANTU TADBIR", "/", "X", "LEWAT", "/"],
                [3, "", "", "", "", "", ""],
                ["", "JUMLAH HADIR", "", 2, 1, 2, 1],
                ["Disediakan oleh :"],
                ["(ROSLI BIN CONTOH)"],
                ["Pegawai Daerah"],
            ]
        )
    )
    assert reading.header_rows == (6, 7)
    assert reading.event.title == "BENGKEL PENULISAN LAPORAN"
    assert (reading.event.start, reading.event.end) == (date(2026, 8, 3), date(2026, 8, 4))
    assert reading.event.venue == "DEWAN SERBAGUNA"
    assert [one.label for one in reading.sessions] == [
        "2026-08-03 Pagi",
        "2026-08-03 Petang",
        "2026-08-04 Pagi",
        "2026-08-04 Petang",
    ]
    assert marks(reading) == {
        "1": ["present", "present", "present", "excused"],
        "2": ["present", "absent", "late", "present"],
    }
    assert [(one.row, one.code) for one in reading.left_out] == [
        (10, "empty-number"),
        (11, "total"),
        (12, "footer"),
        (13, "footer"),
        (14, "footer"),
    ]


def test_a_status_column_in_words() -> None:
    reading = read_grid(
        grid(
            [
                ["Senarai Kehadiran Taklimat Keselamatan pada 7/9/2026"],
                ["No.", "Nama Peserta", "No. IC", "Bahagian", "Status Kehadiran", "Catatan"],
                [1, "Ali bin Contoh", 850203145531, "Kewangan", "Hadir", None],
                [2, "Siti binti Contoh", "900412-10-5562", "Kewangan", "Tidak Hadir", "urusan keluarga"],
                [3, "Kumar a/l Contoh", 20714100008, "ICT", "Lewat", None],
                [4, "Wong Contoh Fei", "A9988776", "ICT", "Belum Semak", None],
                [5, "Nor Contoh binti Sampel", "880808088088", "Latihan", "Cuti sakit", None],
            ]
        )
    )
    assert reading.holds == "attendance"
    assert [list(row.marks) for row in reading.rows] == [["present"], ["absent"], ["late"], [None], ["excused"]]
    assert reading.rows[2].identity_number == "020714100008"
    assert reading.rows[2].notes
    assert reading.rows[3].identity_kind == "passport"
    assert reading.rows[0].organisation == "Kewangan"
    assert reading.event.start == date(2026, 9, 7)
    assert [choice.key for choice in reading.choices] == ["date_order"]
    assert reading.present == 2


def test_addresses_typed_in_the_column_of_identity_numbers() -> None:
    reading = read_grid(
        grid(
            [
                ["BIL.", "NAMA", "NO KAD PENGENALAN", "NO TELEFON"],
                [1, "Aminah binti Contoh", "aminah@contoh.example", "017-0000001"],
                [2, "Zainal bin Contoh", "zainal@contoh.example ", "60170000002"],
                [3, "Mei Contoh Ling", "mei@contoh.example", 170000003],
            ]
        )
    )
    assert [row.email for row in reading.rows] == [
        "aminah@contoh.example",
        "zainal@contoh.example",
        "mei@contoh.example",
    ]
    assert [row.identity_number for row in reading.rows] == ["", "", ""]
    assert [row.phone for row in reading.rows] == ["+60170000001", "+60170000002", "+60170000003"]
    assert reading.columns["email"] == "NO KAD PENGENALAN"
    assert reading.notes


def test_a_monthly_register_with_a_column_for_each_day() -> None:
    reading = read_grid(
        grid(
            [
                ["DAFTAR KEHADIRAN PELAJAR LATIHAN INDUSTRI"],
                ["BULAN : MEI 2026"],
                ["BIL", "NAMA", *range(4, 12)],
                [1, "Hafiz bin Contoh", *"/////", "", "", "X"],
                [2, "Lee Contoh Yi", *"/X///", "", "", "/"],
            ]
        )
    )
    assert [one.day for one in reading.sessions] == [date(2026, 5, day) for day in range(4, 12)]
    assert marks(reading)["2"] == ["present", "absent", "present", "present", "present", None, None, "present"]


def test_an_english_list_with_times_in_and_out() -> None:
    reading = read_grid(
        grid(
            [
                ["Attendance Sheet"],
                ["Event:", "Smart Cities Workshop", None, "Date:", date(2026, 3, 5)],
                ["Venue:", "Level 3, Menara Contoh"],
                [
                    "S/N",
                    "Name (as per IC)",
                    "Designation",
                    "Company",
                    "Contact No.",
                    "Email",
                    "Time In",
                    "Time Out",
                    "Signature",
                ],
                [
                    1,
                    "Dr. Ravi Contoh",
                    "Director",
                    "Contoh Sdn Bhd",
                    "03-2345 6789 ext 12",
                    "ravi@contoh.example",
                    time(9, 0),
                    time(17, 0),
                    None,
                ],
                [2, "Sarah Contoh", "Manager", "Contoh Sdn Bhd", "012-3456789", "-", "9.15 am", None, None],
                [
                    3,
                    "Jane Contoh",
                    "Analyst",
                    "Sampel Ltd",
                    "+44 20 7946 0000",
                    "jane@sampel.example",
                    None,
                    None,
                    None,
                ],
            ]
        )
    )
    assert reading.event.title == "Smart Cities Workshop"
    assert reading.event.venue == "Level 3, Menara Contoh"
    assert [one.label for one in reading.sessions] == ["2026-03-05"]
    assert [row.marks for row in reading.rows] == [("present",), ("present",), (None,)]
    assert reading.rows[0].titles == "Dr."
    assert reading.rows[0].extension == "12"
    assert reading.rows[0].time_in == datetime(2026, 3, 5, 9)
    assert reading.rows[1].time_in == datetime(2026, 3, 5, 9, 15)
    assert reading.rows[2].phone == "+442079460000"


def test_sections_and_offices_between_the_people() -> None:
    reading = read_grid(
        grid(
            [
                ["Bil", "Nama", "Jawatan", "No. Tel"],
                ["A. PENGURUSAN TERTINGGI"],
                [1, "YBhg. Dato' Contoh bin Sampel", "Ketua Pengarah", "03-80001000"],
                ["B. PESERTA"],
                ["JABATAN CONTOH SELATAN"],
                [1, "Faridah binti Contoh", "Pegawai", "013-1111111"],
                [2, "Gan Contoh", "Pegawai", "013-2222222"],
                ["MAJLIS SAMPEL UTARA"],
                [1, "Hamid bin Contoh", "Jurutera", "013-3333333"],
            ],
            merged=["A2:D2", "A4:D4", "A5:D5", "A8:D8"],
        )
    )
    assert people(reading) == ["Contoh bin Sampel", "Faridah binti Contoh", "Gan Contoh", "Hamid bin Contoh"]
    assert [row.organisation for row in reading.rows] == [
        "",
        "JABATAN CONTOH SELATAN",
        "JABATAN CONTOH SELATAN",
        "MAJLIS SAMPEL UTARA",
    ]
    assert [row.role for row in reading.rows][:2] == ["PENGURUSAN TERTINGGI", "PESERTA"]
    assert reading.rows[0].titles == "YBhg. Dato'"
    assert reading.holds == "people"
    assert len(reading.left_out) == 4


def test_a_log_of_a_scanner_gives_a_session_for_each_day() -> None:
    reading = read_grid(
        grid(
            [
                ["Tarikh", "Masa Masuk", "Nama", "Agensi"],
                ["23/04/2026", "08:11:16", "Aida binti Contoh", "Jabatan A"],
                ["23/04/2026", "08:15:02", "Bala a/l Contoh", "Jabatan B"],
                [datetime(2026, 4, 24, 0, 0), "08:01:00", "Aida binti Contoh", "Jabatan A"],
            ],
            name="Kehadiran",
        )
    )
    assert [one.label for one in reading.sessions] == ["2026-04-23", "2026-04-24"]
    assert reading.people == 2
    assert reading.present == 2
    assert reading.rows[0].time_in == datetime(2026, 4, 23, 8, 11, 16)


def test_a_heading_far_down_with_numbered_columns_and_notes_below() -> None:
    reading = read_grid(
        grid(
            [
                [],
                [],
                ["", "", "KEMENTERIAN CONTOH"],
                [],
                ["", "SENARAI PESERTA KURSUS KEWANGAN ASAS"],
                [],
                ["", "BIL.", "NAMA PEGAWAI", "JAWATAN / GRED", "KEMENTERIAN/JABATAN", "NO. H/P", "ALAMAT EMEL"],
                ["", "(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
                [
                    "",
                    "1.",
                    "PN. AZLINA BINTI CONTOH",
                    "PENOLONG AKAUNTAN W29",
                    "JABATAN AKAUN",
                    "019-8887776",
                    "azlina@contoh.example",
                ],
                [
                    "",
                    "2.",
                    "EN. DAVID ANAK CONTOH",
                    "PEMBANTU TADBIR W19",
                    "JABATAN AKAUN",
                    "014-8887775",
                    "david@contoh.example",
                ],
                ["", "3.", ".....................", "", "", "", ""],
                ["", "Nota: Peserta dikehendaki membawa komputer riba."],
                ["", "* Tertakluk kepada kelulusan"],
            ]
        )
    )
    assert reading.header_rows == (7,)
    assert people(reading) == ["AZLINA BINTI CONTOH", "DAVID ANAK CONTOH"]
    assert [row.number for row in reading.rows] == ["1", "2"]
    assert {one.row: one.code for one in reading.left_out} == {
        8: "column-numbers",
        11: "empty-number",
        12: "footer",
        13: "footer",
    }
    assert reading.event.title == "KURSUS KEWANGAN ASAS"


def test_a_list_without_any_heading() -> None:
    reading = read_grid(
        grid(
            [
                [1, "Ahmad bin Contoh", "Jabatan Contoh", "012-3333444"],
                [2, "Chong Contoh Mei", "Jabatan Contoh", "012-3333445"],
                [3, "Devi a/p Contoh", "Majlis Sampel", "012-3333446"],
            ]
        )
    )
    assert reading.header_rows == ()
    assert people(reading) == ["Ahmad bin Contoh", "Chong Contoh Mei", "Devi a/p Contoh"]
    assert reading.rows[0].phone == "+60123333444"
    assert reading.holds == "people"


def test_names_alone() -> None:
    reading = read_grid(grid([["Nama Peserta"], ["Ahmad Contoh"], ["Bee Contoh"], [None], ["Chandran Contoh"]]))
    assert people(reading) == ["Ahmad Contoh", "Bee Contoh", "Chandran Contoh"]


def test_a_list_marked_only_with_x_is_asked_about() -> None:
    rows: list[list[Any]] = [
        ["Bil", "Nama", "Hadir"],
        [1, "Ali bin Contoh", "x"],
        [2, "Abu bin Contoh", ""],
        [3, "Siti binti Contoh", "X"],
    ]
    reading = read_grid(grid(rows))
    assert [choice.key for choice in reading.choices] == ["cross"]
    assert reading.present == 0
    assert read_grid(grid(rows), {"cross": "present"}).present == 2


def test_three_rows_of_heading() -> None:
    reading = read_grid(
        grid(
            [
                ["BIL", "NAMA", "AGENSI", "KEHADIRAN", None, None, None, "CATATAN"],
                [None, None, None, "6 Mei 2026", None, "7 Mei 2026", None, None],
                [None, None, None, "AM", "PM", "AM", "PM", None],
                [1, "Ali bin Contoh", "JKR", "√", "√", "√", "-", "pulang awal"],
                [2, "Lim Contoh", "JPS", "√", "MC", "0", "√", None],
            ],
            merged=["A1:A3", "B1:B3", "C1:C3", "D1:G1", "D2:E2", "F2:G2", "H1:H3"],
        )
    )
    assert reading.header_rows == (1, 2, 3)
    assert [one.label for one in reading.sessions] == [
        "2026-05-06 AM",
        "2026-05-06 PM",
        "2026-05-07 AM",
        "2026-05-07 PM",
    ]
    assert marks(reading) == {
        "1": ["present", "present", "present", None],
        "2": ["present", "excused", "absent", "present"],
    }
    assert reading.rows[0].remarks == "pulang awal"


def test_a_heading_in_two_languages_on_two_rows() -> None:
    reading = read_grid(
        grid(
            [
                ["BIL", "NAMA", "JAWATAN", "AGENSI", "E-MEL"],
                ["NO", "NAME", "POSITION", "AGENCY", "EMAIL"],
                [1, "Ali bin Contoh", "Pegawai", "JKR", "ali@contoh.example"],
            ]
        )
    )
    assert reading.header_rows == (1, 2)
    assert people(reading) == ["Ali bin Contoh"]
    assert reading.columns["name"] == "NAMA NAME"


def test_tables_for_two_groups_with_different_columns() -> None:
    reading = read_grid(
        grid(
            [
                ["SENARAI HADIR MESYUARAT PENYELARASAN BIL. 3 TAHUN 2026"],
                ["Tarikh: 15 Jun 2026", None, None, "Masa: 9.00 pagi", None, "Tempat: Bilik Gerakan"],
                ["AHLI MESYUARAT"],
                ["Bil.", "Nama", "Jawatan", "Agensi", "Tandatangan"],
                [1, "Tuan Haji Contoh bin Sampel", "Pengarah", "PLANMalaysia", "signed"],
                [2, "Puan Contoh binti Sampel", "Timbalan", "PLANMalaysia", None],
                [],
                ["TURUT HADIR"],
                ["Bil.", "Nama", "Agensi", "Tandatangan"],
                [1, "Cik Contoh Tan", "MBPJ", "ct"],
            ]
        )
    )
    assert people(reading) == ["Contoh bin Sampel", "Contoh binti Sampel", "Contoh Tan"]
    assert [row.marks for row in reading.rows] == [("present",), (None,), ("present",)]
    assert reading.rows[2].organisation == "MBPJ"
    assert reading.rows[2].role == "TURUT HADIR"
    assert [one.label for one in reading.sessions] == ["2026-06-15"]
    assert reading.event.venue == "Bilik Gerakan"
    assert reading.event.title == "MESYUARAT PENYELARASAN BIL. 3 TAHUN 2026"


def test_a_log_that_mixes_text_and_real_dates() -> None:
    reading = read_grid(
        grid(
            [
                ["Timestamp", "Nama", "Jabatan"],
                ["23/04/2026, 11:21:16", "Ali bin Contoh", "JKR"],
                [datetime(2026, 4, 24, 8, 5, 0), "Abu bin Contoh", "JKR"],
            ],
            name="Rekod Kehadiran",
        )
    )
    assert [one.label for one in reading.sessions] == ["2026-04-23", "2026-04-24"]
    assert reading.present == 2


def test_name_and_post_in_one_cell() -> None:
    reading = read_grid(
        grid(
            [
                ["Bil", "Nama & Jawatan", "Agensi"],
                [1, "Ali bin Contoh\nPegawai Teknologi Maklumat F41", "JKR"],
                [2, "Siti binti Contoh\nPengarah", "JPS"],
            ]
        )
    )
    assert people(reading) == ["Ali bin Contoh", "Siti binti Contoh"]
    assert [row.post for row in reading.rows] == ["Pegawai Teknologi Maklumat F41", "Pengarah"]


def test_two_people_behind_one_address_stay_two() -> None:
    reading = read_grid(
        grid(
            [
                ["Nama", "E-mel", "No. Telefon"],
                ["Rahim bin Contoh", "pejabat@contoh.example", "03-80001000"],
                ["Sofia binti Contoh", "pejabat@contoh.example", "03-80001000"],
                ["RAHIM CONTOH", "pejabat@contoh.example", None],
            ]
        )
    )
    assert [row.person for row in reading.rows] == [0, 1, 0]


def test_namesakes_in_different_offices_stay_two() -> None:
    reading = read_grid(
        grid(
            [
                ["Nama", "Agensi"],
                ["Ahmad bin Ali", "JKR Selangor"],
                ["Ahmad bin Ali", "Hospital Contoh"],
                ["AHMAD ALI", "jkr selangor"],
            ]
        )
    )
    assert [row.person for row in reading.rows] == [0, 1, 0]


def test_columns_of_totals_are_no_people() -> None:
    reading = read_grid(
        grid(
            [
                ["Agensi", "Bil. Peserta", "Hadir", "Peratus"],
                ["JKR", 20, 18, 0.9],
                ["JPS", 10, 10, 1.0],
                ["JUMLAH", 30, 28, 0.93],
            ]
        )
    )
    assert reading.holds == "summary"
    assert reading.notes


def test_somebody_without_a_name_is_left_out_with_the_reason() -> None:
    reading = read_grid(
        grid(
            [
                ["Bil", "Nama", "Agensi", "Tel"],
                [1, "Ali bin Contoh", "JKR", "012-3456789"],
                [2, "", "JPS", "012-3456780"],
            ]
        )
    )
    assert [(one.row, one.code) for one in reading.left_out] == [(3, "no-name")]


def test_given_name_and_surname_are_one_name() -> None:
    reading = read_grid(
        grid(
            [
                ["First Name", "Surname", "E-mail"],
                ["Jane", "Doe", "jane@sampel.example"],
                ["John", "", "john@sampel.example"],
            ]
        )
    )
    assert people(reading) == ["Jane Doe", "John"]


def test_a_registration_list_with_dates_of_birth_is_not_attendance() -> None:
    reading = read_grid(
        grid(
            [
                ["Nama Penuh", "Tarikh Lahir", "Jantina", "Warganegara", "Alamat", "Poskod", "Negeri"],
                ["Ali bin Contoh", "31/12/1990", "L", "Malaysia", "1, Jalan Contoh", "50000", "WP"],
            ]
        )
    )
    row = reading.rows[0]
    assert reading.holds == "people"
    assert (row.date_of_birth, row.gender, row.postcode) == (date(1990, 12, 31), "male", "50000")


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("/", "present"),
        ("", None),
        ("TIDAK HADIR", "absent"),
        ("8.05 pagi", "present"),
        ("Cuti Rehat", "excused"),
        ("L", "late"),
        (True, "present"),
        (0, "absent"),
    ],
)
def test_a_column_of_one_day_headed_by_a_real_date(cell: Any, said: str | None) -> None:
    rows = [
        ["Bil", "Nama", datetime(2026, 5, 12)],
        [1, "Ali bin Contoh", "/"],
        [2, "Abu bin Contoh", "/"],
        [3, "Siti binti Contoh", cell],
    ]
    reading = read_grid(grid(rows))
    assert [one.label for one in reading.sessions] == ["2026-05-12"]
    assert reading.rows[2].marks == (said,)


def test_an_office_merged_over_its_people_is_the_office_of_each() -> None:
    rows: list[list[Any]] = [
        ["Bil", "Agensi", "Nama"],
        [1, "JKR", "Ali bin Contoh"],
        [2, None, "Siti binti Contoh"],
        [3, "JPS", "Tan Contoh"],
    ]
    reading = read_grid(grid(rows, merged=["B2:B3"]))
    assert [row.organisation for row in reading.rows] == ["JKR", "JKR", "JPS"]


def test_offices_and_people_in_one_column_with_their_own_numbering() -> None:
    reading = read_grid(
        grid(
            [
                ["Bil.", "Agensi / Nama", "Jawatan", "No. Telefon"],
                ["1.", "KEMENTERIAN CONTOH", None, None],
                ["i.", "Encik Ali bin Contoh", "Pengarah", "012-3456789"],
                ["ii.", "Puan Siti binti Contoh", "Penolong", "013-3456789"],
                ["2.", "JABATAN SAMPEL", None, None],
                ["i.", "Dr. Tan Contoh", "Pengarah", "03-88881234"],
            ]
        )
    )
    assert people(reading) == ["Ali bin Contoh", "Siti binti Contoh", "Tan Contoh"]
    assert [row.organisation for row in reading.rows] == ["KEMENTERIAN CONTOH", "KEMENTERIAN CONTOH", "JABATAN SAMPEL"]


def test_a_list_printed_over_several_pages() -> None:
    heading = ["BIL", "NAMA", "AGENSI"]
    reading = read_grid(
        grid(
            [
                heading,
                [1, "Ali bin Contoh", "JKR"],
                ["Muka surat 1"],
                heading,
                [2, "Siti binti Contoh", "JKR"],
                ["Page 2 of 2"],
            ]
        )
    )
    assert people(reading) == ["Ali bin Contoh", "Siti binti Contoh"]
    assert [one.code for one in reading.left_out] == ["footer", "heading", "footer"]
    assert [row.group for row in reading.rows] == ["", ""]
