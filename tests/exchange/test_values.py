"""Contact details: what people type, and the one form it becomes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.exchange.values import email, identity_number, is_mykad, phone, phone_and_extension


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("012-345 6789", "+60123456789"),
        ("0198765432", "+60198765432"),
        ("60170000390", "+60170000390"),
        ("178000810", "+60178000810"),
        ("178000810.0", "+60178000810"),
        ("01110000149", "+601110000149"),
        ("0111-6000130", "+601116000130"),
        ("'0123456789", "+60123456789"),
        ("+60 (0)12-345 6789", "+60123456789"),
        ("(6)012-3456789", "+60123456789"),
        ("03-8888 1234 / 012-3456789", "+60123456789"),
        ("+65 9123 4567", "+6591234567"),
        ("0065 91234567", "+6591234567"),
        ("1-300-88-2525", "+601300882525"),
        ("012\u2011345\xa06789", "+60123456789"),
        ("Tel: 03 2345 6789", "+60323456789"),
        ("12345", None),
        ("800101-14-0002", None),
        ("-", None),
        ("Lot 12, Jalan 3", None),
        ("aminah01234567890@contoh.example", None),
    ],
)
def test_a_telephone_number_is_understood_however_it_is_typed(typed: str, number: str | None) -> None:
    assert phone(typed) == number


def test_an_extension_is_kept_apart_from_the_number() -> None:
    assert phone_and_extension("082-123456 samb. 21") == ("+6082123456", "21")
    assert phone_and_extension("(03) 8000 8000 ext 1234") == ("+60380008000", "1234")


@pytest.mark.parametrize(
    ("typed", "value", "kind"),
    [
        ("800101-14-0002", "800101140002", "mykad"),
        ("800101 14 0002", "800101140002", "mykad"),
        ("800101140002.0", "800101140002", "mykad"),
        ("No. KP: 800101-14-0002", "800101140002", "mykad"),
        ("A1234567", "A1234567", "passport"),
        ("e 1234567 k", "E1234567K", "passport"),
        ("991332145555", "991332145555", "other"),
        ("800101-17-0002", "800101170002", "other"),
        ("6988048", "6988048", "other"),
        ("aminah@contoh.example", "", "other"),
        ("8.00101E+11", "", "other"),
        ("-", "", "other"),
        ("", "", "other"),
    ],
)
def test_an_identity_number_is_told_from_a_passport_and_from_neither(typed: str, value: str, kind: str) -> None:
    assert identity_number(typed)[:2] == (value, kind)


def test_zeros_lost_at_the_front_are_put_back_and_noted() -> None:
    assert identity_number("20714100008") == ("020714100008", "mykad", identity_number("20714100008").note)
    assert identity_number("20714100008").note
    assert identity_number("000101145678").note is None
    assert identity_number("101145678").value == "000101145678"


def test_a_leap_day_is_valid_when_either_century_had_one() -> None:
    assert is_mykad("000229141234")
    assert not is_mykad("010229141234")


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("Siti@Contoh.Example ", "siti@contoh.example"),
        ("Ali Contoh <ali@contoh.example>", "ali@contoh.example"),
        ("mailto:ali@contoh.example", "ali@contoh.example"),
        ("ali @ contoh.example.", "ali@contoh.example"),
        ("a@contoh.example; b@contoh.example", "a@contoh.example"),
        ("ali@contoh", None),
        ("@ Catherine Lim", None),
        ("-", None),
    ],
)
def test_an_email_address_is_taken_out_of_what_surrounds_it(typed: str, address: str | None) -> None:
    assert email(typed) == address


@given(st.text())
def test_no_text_breaks_the_contact_details(text: str) -> None:
    number = phone(text)
    assert number is None or (number.startswith("+") and number[1:].isdigit() and len(number) <= 16)
    value, kind, _note = identity_number(text)
    assert kind in ("mykad", "passport", "other")
    assert kind != "mykad" or is_mykad(value)
    address = email(text)
    assert address is None or address == email(address)


@given(st.from_regex(r"\+60(1[02-46-9][0-9]{7}|11[0-9]{8})", fullmatch=True))
def test_a_normal_number_is_its_own_normal_form(number: str) -> None:
    assert phone(number) == number
    assert phone(f"0{number[3:]}") == number
    assert phone(number[3:]) == number
