"""Cards are read back with a small parser of our own, written from RFC 6350 and not from the writer."""

import re
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.vcard import Version, is_person, name_parts, vcard
from retrieval.documents import Description
from retrieval.registers.records import Contact, Phone
from tests.bot.registers.given import BO, DESK, EVA, NEW, TODAY, mention

REPORT = Description(NEW, "Årsrapport", "Region Gävleborg", published="2023", url="https://example.se/a")
VERSIONS: tuple[Version, ...] = ("4.0", "3.0")


@dataclass(frozen=True)
class Line:
    """A property as an address book reads it."""

    name: str
    parameters: str
    values: tuple[tuple[str, ...], ...]  # components, each with its list of values


def parsed(card: str) -> list[Line]:
    assert card.endswith("\r\n")
    unfolded = re.sub(r"\r\n[ \t]", "", card).removesuffix("\r\n").split("\r\n")
    lines = []
    for line in unfolded:
        match = re.fullmatch(r"([A-Z-]+)((?:;[A-Z]+=(?:\"[^\"]*\"|[^;:\"]*))*):(.*)", line)
        assert match, line
        values = tuple(tuple(map(unescaped, parts(part, ","))) for part in parts(match[3], ";"))
        lines.append(Line(match[1], match[2], values))
    return lines


def parts(text: str, separator: str) -> list[str]:
    """A text cut at a separator that no backslash stands before."""
    found = [""]
    for token in re.findall(r"\\.|[^\\]", text):
        if token == separator:
            found.append("")
        else:
            found[-1] += token
    return found


def unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], text)


def card_of(contact: Contact, version: Version = "4.0", **more: Any) -> str:
    return vcard(contact, contact.newest, REPORT, "sv", TODAY, version=version, **more)


def values(card: str, name: str) -> list[tuple[tuple[str, ...], ...]]:
    return [line.values for line in parsed(card) if line.name == name]


def named(name: str, **more: Any) -> Contact:
    return Contact("x", name, (replace(mention("text"), **more),))


def test_a_card_holds_what_an_address_book_imports() -> None:
    assert card_of(EVA, public_url="https://svar.example.se") == (
        "BEGIN:VCARD\r\n"
        "VERSION:4.0\r\n"
        "KIND:individual\r\n"
        "FN:Eva Lind\r\n"
        "N:Lind;Eva;;;\r\n"
        "ORG:Region Gävleborg;Staben\r\n"
        "TITLE:kommunikationschef\r\n"
        'TEL;VALUE=uri;TYPE="voice,work":tel:+4626151000\r\n'
        "EMAIL;TYPE=work:eva.lind@example.se\r\n"
        "CATEGORIES:Kommunikation\r\n"
        "NOTE:Källa: Årsrapport (2023)\\, rad 3\r\n"
        "URL:https://example.se/a\r\n"
        "SOURCE:https://svar.example.se/api/contacts/eva-lind.vcf\r\n"
        "UID:urn:uuid:6bd0ebdc-916d-5c0f-9e28-2faed1e94f91\r\n"
        "REV:20230101T000000Z\r\n"
        "END:VCARD\r\n"
    )


def test_the_older_version_differs_where_older_address_books_do() -> None:
    assert set(card_of(EVA, "3.0").split("\r\n")) - set(card_of(EVA).split("\r\n")) == {
        "VERSION:3.0",
        "TEL;TYPE=WORK,VOICE:+4626151000",
        "EMAIL;TYPE=INTERNET,WORK:eva.lind@example.se",
        "REV:2023-01-01T00:00:00Z",
    }


def test_a_desk_is_an_organisation_and_has_a_name_where_the_format_demands_one() -> None:
    assert values(card_of(DESK), "KIND") == [(("org",),)]
    assert values(card_of(DESK), "N") == []
    assert values(card_of(DESK, "3.0"), "N") == [(("Växeln",), ("",), ("",), ("",), ("",))]


def test_a_mobile_is_told_apart() -> None:
    mobile = named("Bo Ek", phones=(Phone("070-123 45 67", "+46701234567"),))
    assert [line.parameters for line in parsed(card_of(mobile)) if line.name == "TEL"] == [
        ';VALUE=uri;TYPE="cell,voice,work"'
    ]


@pytest.mark.parametrize(
    ("name", "emails", "family", "given_name"),
    [
        ("Eva Lind", (), "Lind", "Eva"),
        ("Eva Lind Holm", ("eva.lind.holm@example.se",), "Lind Holm", "Eva"),
        ("Eva-Britt Lind", (), "Lind", "Eva-Britt"),
        ("Eva Britt Lind", ("evabritt.lind@example.se",), "Lind", "Eva Britt"),
        ("Eva Britt Lind", ("eva-britt.lind@example.se",), "Lind", "Eva Britt"),
        ("Carl Erik von Holm", (), "von Holm", "Carl Erik"),
        ("Åsa af Ek Lind", (), "af Ek Lind", "Åsa"),
    ],
)
def test_the_family_name_is_told_from_the_given_one(
    name: str, emails: tuple[str, ...], family: str, given_name: str
) -> None:
    assert name_parts(name, emails) == (family, given_name)


@pytest.mark.parametrize("name", ["Växeln", "press@example.se", "Kundtjänst", "Enheten för film", "Region X"])
def test_what_is_no_person_is_known(name: str) -> None:
    assert not is_person(name)


def test_a_card_names_all_areas_of_its_time_and_the_doubts() -> None:
    assert values(card_of(BO), "CATEGORIES") == [(("Transporter", "Klimat", "Energi"),)]
    note = values(card_of(DESK), "NOTE")[0][0][0]
    assert note.startswith("Källa: Årsrapport")
    assert len(note.split("\n")) == 2


def test_the_same_person_keeps_its_uid_when_all_but_organisation_and_id_changes() -> None:
    promoted = Contact("eva-lind", "Eva Lind", (mention("annat", line=99, title="regiondirektör"),))
    moved = Contact("eva-lind", "Eva Lind", (mention("annat", organisation="Region Jämtland"),))
    uids = [values(card_of(each), "UID") for each in (EVA, promoted, moved)]
    assert uids[0] == uids[1] != uids[2]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(
    "evil", ["Eva\r\nTEL:+461", "Eva;Lind,\\", "Eva\n END:VCARD", "Eva\u2028TEL:+1", "\x00:"]
)
def test_no_value_begins_a_property_of_its_own(version: Version, evil: str) -> None:
    contact = named(
        f"A {evil}", title=evil, organisation=evil, unit=evil, areas=(evil, evil), emails=(evil,),
        phones=(Phone(evil, evil),), as_of=evil,
    )  # fmt: skip
    plain = named("A B", title="t", organisation="o", unit="u", areas=("a", "b"), emails=("e",), as_of=None)
    assert names_of(contact, version) - {"N", "KIND"} == names_of(plain, version) - {"N", "KIND"}
    assert values(card_of(contact, version), "TITLE") == [((" ".join(printable(evil).split()),),)]


def names_of(contact: Contact, version: Version) -> set[str]:
    return {line.name for line in parsed(card_of(contact, version))}


def printable(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)


@given(name=st.text(max_size=60), title=st.text(max_size=300), area=st.text(max_size=200))
def test_whatever_a_record_holds_comes_back_and_no_line_is_longer_than_75_octets(
    name: str, title: str, area: str
) -> None:
    card = card_of(named(name, title=title or None, areas=(area,)))
    assert max(len(line.encode()) for line in card.split("\r\n")) <= 75
    assert not re.search(r"(?<!\r)\n|\r(?!\n)", card)
    assert values(card, "FN") == [((" ".join(printable(name).split()),),)]
    assert values(card, "CATEGORIES") == [((" ".join(printable(area).split()),),)]
    if title:
        assert values(card, "TITLE") == [((" ".join(printable(title).split()),),)]


@given(st.integers(min_value=0, max_value=2048))
def test_a_short_card_lacks_whole_properties_and_never_its_name(limit: int) -> None:
    long = Contact("x", "Eva Lind", (replace(EVA.newest, areas=("å" * 400, "b" * 400)),))
    whole, short = card_of(long), card_of(long, limit_bytes=limit)
    kept = [line for line in parsed(whole) if line in parsed(short)]
    assert parsed(short) == kept
    assert {"BEGIN", "VERSION", "FN", "N", "UID", "END"} <= {line.name for line in kept}
    smallest = card_of(long, limit_bytes=0)
    assert len(short.encode()) <= max(limit, len(smallest.encode()))


def test_what_is_missed_least_goes_first() -> None:
    whole = card_of(EVA)
    short = card_of(EVA, limit_bytes=len(whole.encode()) - 1)
    assert [line.name for line in parsed(whole) if line not in parsed(short)] == ["NOTE"]
