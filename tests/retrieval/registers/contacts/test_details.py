"""Claims on telephone numbers and addresses: what can be called is found, years and sums are not."""

import pytest

from retrieval.registers.contacts.details import details_in
from retrieval.registers.records import Phone


def numbers(text: str) -> list[str]:
    return [detail.phone.e164 for detail in details_in(text) if detail.phone]


def addresses(text: str) -> list[str]:
    return [detail.email for detail in details_in(text) if detail.email]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("026-15 40 00", "+4626154000"),
        ("026-154000", "+4626154000"),
        ("0 26-15 40 00", "+4626154000"),
        ("070-123 45 67", "+46701234567"),
        ("0701234567", "+46701234567"),
        ("070 123 45 67", "+46701234567"),
        ("+46 70 123 45 67", "+46701234567"),
        ("+46 (0)70-123 45 67", "+46701234567"),
        ("0046 26 15 40 00", "+4626154000"),
        ("08-123 456 78", "+46812345678"),
        ("Tel:0651-76 05 00.", "+46651760500"),
        ("tfn 0650/76 05 00,", "+46650760500"),
        ("026–15 40 00", "+4626154000"),
        ("(026) 15 40 00", "+4626154000"),
        ("026.15.40.00", "+4626154000"),
        ("+46.26.15.40.00", "+4626154000"),
        ("026-15 40 00/01", "+4626154000"),
        ("026-15 40 00 ankn 12", "+4626154000"),
        ("a@x.se,026-15 40 00", "+4626154000"),
        ("+358 40 123 4567", "+358401234567"),
        ("+47 22 12 34 56", "+4722123456"),
        ("+1 202 555 0143", "+12025550143"),
    ],
)
def test_a_number_is_dialled_alike_however_it_is_printed(text: str, number: str) -> None:
    assert numbers(text) == [number]


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-15",
        "åren 2021–2027",
        "1 250 000 kronor",
        "Dnr 2023/01189",
        "organisationsnummer 232100-0198",
        "0,5 procent, 0-3-åringar",
        "2020 2021 2022 2023",
        "kl. 08.00-16.30",
        "801 88 Gävle",
        "1:1 och 0.75",
        "den 05-06-2024",
        "08.12.2023",
        "kl. 0800–1630",
        "556677-8899",
        "Org.nr 016677-8899",
        "Dnr RUN 0123-2023",
        "bankgiro 05050-1234",
        "070 000 000 kronor",
    ],
)
def test_dates_sums_and_other_figures_are_no_numbers_to_call(text: str) -> None:
    assert numbers(text) == []


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Skriv till eva.ek@regiongavleborg.se.", "eva.ek@regiongavleborg.se"),
        ("(eva-lena.ek@folkhalsa.regiongavleborg.se)", "eva-lena.ek@folkhalsa.regiongavleborg.se"),
        ("mejl:kultur_stod@x-y.nu;", "kultur_stod@x-y.nu"),
    ],
)
def test_an_address_is_found_without_the_marks_around_it(text: str, address: str) -> None:
    assert addresses(text) == [address]


def test_several_details_come_in_their_order() -> None:
    found = list(details_in("026-15 40 00, a.b@x.se, 070-123 45 67"))
    assert [detail.email or (detail.phone and detail.phone.printed) for detail in found] == [
        "026-15 40 00",
        "a.b@x.se",
        "070-123 45 67",
    ]


def test_two_numbers_side_by_side_are_two() -> None:
    assert numbers("070-123 45 67 026-15 40 00") == ["+46701234567", "+4626154000"]


def test_an_extension_is_printed_with_its_number() -> None:
    (detail,) = details_in("Ring 026-15 40 00, anknytning 123, på vardagar.")
    assert detail.phone == Phone("026-15 40 00, anknytning 123", "+4626154000")


def test_a_number_that_nobody_can_have_is_in_doubt() -> None:
    (detail,) = details_in("Telefon 08-12345")
    assert (detail.phone and detail.phone.e164, detail.doubt) == ("+46812345", "phone_invalid")
