"""Organisations: certain, proposed with a reason, or unknown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.exchange.organisations import KnownOrganisations, OrganisationRecord, abbreviates, organisation_key

BODIES = [
    OrganisationRecord("1", "Kementerian Perumahan dan Kerajaan Tempatan", "KPKT", ("Housing Ministry",)),
    OrganisationRecord("2", "Jabatan Contoh Negara"),
    OrganisationRecord("3", "Majlis Perbandaran Klang", "MPK"),
    OrganisationRecord("4", "Sampel Consult Sdn. Bhd."),
]


@pytest.fixture
def bodies() -> KnownOrganisations:
    return KnownOrganisations(BODIES)


@pytest.mark.parametrize(
    ("text", "identity"),
    [
        ("kpkt", "1"),
        ("HOUSING MINISTRY", "1"),
        ("Majlis Perbandaran  Klang", "3"),
        ("Sampel Consult", "4"),
        ("SAMPEL CONSULT SDN BHD", "4"),
    ],
)
def test_a_name_a_short_name_or_a_remembered_spelling_is_certain(
    bodies: KnownOrganisations, text: str, identity: str
) -> None:
    assert bodies.match(text).known == identity


@pytest.mark.parametrize(
    ("text", "identity", "reason"),
    [
        ("Ministry of Housing & Local Government", "1", "means the same as"),
        ("JCN", "2", "short form"),
        ("MP Klang", "3", "means the same as"),
        ("Jabatn Contoh Negara", "2", "spelled almost like"),
        ("Bahagian Latihan, Jabatan Contoh Negara", "2", ""),
    ],
)
def test_the_rest_is_proposed_with_its_reason(
    bodies: KnownOrganisations, text: str, identity: str, reason: str
) -> None:
    match = bodies.match(text)
    assert match.known is None
    assert match.candidates[0].id == identity
    assert reason in match.candidates[0].why


@pytest.mark.parametrize("text", ["Universiti Rekaan", "", "??", "-"])
def test_what_nobody_has_seen_is_unknown(bodies: KnownOrganisations, text: str) -> None:
    match = bodies.match(text)
    assert match.known is None
    assert not match.candidates


def test_a_short_name_that_two_bodies_bear_is_asked_about() -> None:
    bodies = KnownOrganisations([*BODIES, OrganisationRecord("5", "Majlis Perbandaran Kajang", "MPK")])
    match = bodies.match("MPK")
    assert match.known is None
    assert {candidate.id for candidate in match.candidates} == {"3", "5"}


def test_a_spelling_settled_once_is_known_from_then_on(bodies: KnownOrganisations) -> None:
    bodies.learn("Contoh HQ", "2")
    assert bodies.match("contoh hq").known == "2"


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("PPj", "Perbadanan Putrajaya"),
        ("JKR Selangor", "Jabatan Kerja Raya Selangor"),
        ("MBMB", "Majlis Bandaraya Melaka Bersejarah"),
    ],
)
def test_initials_shorten_a_name(short: str, full: str) -> None:
    assert abbreviates(short, full)
    assert not abbreviates(short, "Institut Penyelidikan Contoh")


COUNCILS = [
    OrganisationRecord("1", "Municipal Development Agency", "MDA"),
    OrganisationRecord("2", "Malaysian Investment Development Authority", "MIDA"),
    OrganisationRecord("3", "Majlis Perbandaran Klang", "MPK"),
    OrganisationRecord("4", "Majlis Perbandaran Kajang"),
    OrganisationRecord("5", "Majlis Perbandaran Sampel"),
    OrganisationRecord("6", "Majlis Bandaraya Petaling Jaya", "MBPJ"),
    OrganisationRecord("7", "MIDA Contoh"),
    OrganisationRecord("8", "Jabatan Meteorologi Malaysia"),
    OrganisationRecord("9", "Jabatan"),
]


@pytest.mark.parametrize(
    "text",
    ["Majlis Daerah", "Majlis Perbandaran Dusun", "Dusun Municipal Council", "Jabatan Penilaian Malaysia", "Institut"],
)
def test_a_kind_of_body_in_common_is_no_likeness(text: str) -> None:
    assert not KnownOrganisations(COUNCILS).match(text).candidates


@pytest.mark.parametrize(
    ("text", "identity"),
    [
        ("Majlis Perbandaran Klangg", "3"),
        ("Klang Municipal Council", "3"),
        ("MP Kajang", "4"),
        ("MPS", "5"),
        ("Petaling Jaya City Council", "6"),
    ],
)
def test_the_own_words_of_a_body_make_the_likeness(text: str, identity: str) -> None:
    assert KnownOrganisations(COUNCILS).match(text).candidates[0].id == identity


def test_several_ordinary_words_shorten_nothing() -> None:
    assert not abbreviates("Majlis Daerah", "Majlis Ahli Jawatan Luar Industri Seni Daerah")
    assert not abbreviates("MIDA", "Majlis Daerah")
    assert abbreviates("KPKT", "Kementerian Perumahan dan Kerajaan Tempatan")


@given(st.text(max_size=40))
def test_no_text_is_refused(text: str) -> None:
    match = KnownOrganisations([*BODIES, OrganisationRecord("9", text)]).match(text)
    if organisation_key(text) and organisation_key(text) not in {organisation_key(body.name) for body in BODIES}:
        assert match.known == "9"
