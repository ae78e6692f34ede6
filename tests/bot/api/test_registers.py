import asyncio
from typing import Any

import httpx
import pytest

from bot.wiring import Serving
from tests.bot.api.test_api import call
from tests.bot.registers.given import BO, DESK, EVA, NEW, OLD, GivenServing

FLAT = {"id", "name", "title", "organisation", "phone", "email", "areas", "document", "lines", "as_of"}


@pytest.fixture
def given() -> GivenServing:
    return GivenServing()


def get(serving: Serving, path: str, **headers: str) -> httpx.Response:
    return call(serving, "GET", f"/api/{path}", headers=headers)


def names(response: httpx.Response) -> list[str]:
    return [item["name"] for item in response.json()["items"]]


def test_contacts_come_as_a_page_of_records_with_their_sources(given: GivenServing) -> None:
    response = get(given, "contacts?query=eva")
    page = response.json()
    (eva,) = page.pop("items")
    assert (response.status_code, page) == (200, {"total": 1, "limit": 50, "offset": 0})
    assert eva.keys() >= FLAT
    assert (eva["phone"], eva["phone_e164"]) == ("026-15 10 00", "+4626151000")
    assert [(each["title"], each["as_of"]) for each in eva["mentions"]] == [
        ("kommunikationschef", "2023"),
        ("pressekreterare", "2018-03-01"),
    ]
    source = eva["sources"][eva["mentions"][1]["source"] - 1]
    assert (source["document"], source["lines"], source["quote"]) == (
        OLD,
        [3, 3],
        "Eva Lind, pressekreterare",
    )
    assert (source["title"], source["published"], source["in_force"]) == (
        f"Titel på {OLD}",
        "2018-03-01",
        True,
    )


def test_the_fields_of_a_contact_are_named_as_in_an_answer(serving: Serving) -> None:
    (listed,) = get(serving, "contacts?q=bredbandssamordnare").json()["items"]
    (card,) = call(serving, "POST", "/api/ask", json={"question": "Vem arbetar med bredband?"}).json()[
        "contacts"
    ]
    assert {name: listed[name] for name in FLAT} == card


def test_pages_are_linked_until_the_last(given: GivenServing) -> None:
    first = get(given, "contacts?organisation=g%C3%A4vleborg&limit=1")
    assert first.headers["link"] == '</api/contacts?organisation=g%C3%A4vleborg&limit=1&offset=1>; rel="next"'
    second = get(given, first.headers["link"].partition(">")[0].removeprefix("</api/"))
    assert (names(first), names(second)) == (["Bo af Ek"], ["Eva Lind"])
    assert "link" not in second.headers
    assert get(given, "contacts?offset=99").json() == {"total": 3, "limit": 50, "offset": 99, "items": []}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("contacts?area=klimat", ["Bo af Ek"]),
        ("contacts?year=2018", ["Eva Lind"]),
        ("contacts?as_of=2018-12", ["Eva Lind"]),
        ("contacts?role=press&current=false", ["Eva Lind"]),
        ("contacts?area=&query=", ["Bo af Ek", "Eva Lind", "Växeln"]),
        ("contacts?organisation=NASA", []),
        ("priorities?kind=goals", ["Ren luft", "Rent vatten"]),
        ("priorities?number=2&in_force=true", ["En nära region"]),
        ("priorities?q=vatten", ["Rent vatten"]),
        ("priorities?kind=unheard-of", []),
        ("plans?in_force=false", ["utvecklingsplan 2014–2020"]),
        ("funding?status=open", ["Hållbarhetscheck"]),
        ("funding?for=f%C3%B6retag", ["Hållbarhetscheck"]),
        ("funding?audience=studenter", []),
        ("funding?kind=project", ["Skogsfilm"]),
        ("funding?open_on=2026-05-01&by=Region+G%C3%A4vleborg", ["Hållbarhetscheck"]),
        (f"funding?document={OLD}", []),
    ],
)
def test_filters_narrow_and_an_unknown_value_gives_an_empty_list(
    given: GivenServing, path: str, expected: list[str]
) -> None:
    response = get(given, path)
    assert (response.status_code, names(response)) == (200, expected)


@pytest.mark.parametrize(
    ("path", "where", "remedy"),
    [
        ("contacts?limit=0", "limit", "greater than or equal to 1"),
        ("contacts?limit=201", "limit", "less than or equal to 200"),
        ("contacts?offset=-1", "offset", "greater than or equal to 0"),
        ("contacts?year=soon", "year", "valid integer"),
        ("contacts?as_of=2023-13", "as_of", "such as 2023 or 2023-05-01"),
        (f"contacts?query={'x' * 601}", "query", "at most 600 characters"),
        ("contacts?language=de", "language", "'sv' or 'en'"),
        ("priorities?number=one", "number", "1, 1.1 or 1:1"),
        ("funding?status=maybe", "status", "'open', 'closed', 'granted' or 'unknown'"),
        ("funding?open_on=today", "open_on", "valid date"),
        ("contacts/eva-lind.vcf?version=2.1", "version", "'4.0' or '3.0'"),
    ],
)
def test_a_malformed_value_is_a_problem_with_its_reason_and_its_remedy(
    given: GivenServing, path: str, where: str, remedy: str
) -> None:
    response = get(given, path)
    (error,) = response.json()["errors"]
    assert (response.status_code, response.headers["content-type"]) == (422, "application/problem+json")
    assert error["loc"] == ["query", where]
    assert remedy in error["msg"]


def test_a_card_is_a_file_for_an_address_book() -> None:
    response = get(GivenServing(public_url="https://svar.example.se"), "contacts/eva-lind.vcf")
    assert response.headers["content-type"] == "text/vcard; charset=utf-8"
    assert response.headers["content-disposition"] == 'attachment; filename="eva-lind.vcf"'
    assert response.text.startswith("BEGIN:VCARD\r\nVERSION:4.0\r\n")
    assert "SOURCE:https://svar.example.se/api/contacts/eva-lind.vcf" in response.text


def test_an_older_card_and_an_english_one_may_be_asked_for(given: GivenServing) -> None:
    assert "VERSION:3.0" in get(given, "contacts/eva-lind.vcf?version=3.0").text
    assert "NOTE:Source: " in get(given, "contacts/eva-lind.vcf?language=en").text


def test_one_record_is_the_item_of_the_list(given: GivenServing) -> None:
    listed = get(given, "contacts").json()["items"][1]
    assert get(given, "contacts/eva-lind").json() == listed
    funded = get(given, "funding").json()["items"][0]
    assert get(given, "funding/hallbarhetscheck").json() == funded
    assert funded["amounts"][0]["amount"] == {
        "printed": "250 000 kronor",
        "lowest": 250_000,
        "highest": 250_000,
        "currency": "SEK",
    }


@pytest.mark.parametrize("path", ["contacts/eva-lindh", "contacts/eva-lindh.vcf"])
def test_an_unknown_id_is_a_problem_that_names_the_nearest(given: GivenServing, path: str) -> None:
    response = get(given, path)
    assert (response.status_code, response.headers["content-type"]) == (404, "application/problem+json")
    assert response.json()["nearest"][0] == "eva-lind"


def test_a_withdrawn_contact_is_nowhere_not_even_among_the_nearest() -> None:
    withdrawn = GivenServing((BO, DESK))
    assert get(withdrawn, "contacts/eva-lind").json()["nearest"] == []
    assert names(get(withdrawn, "contacts")) == ["Bo af Ek", "Växeln"]


@pytest.mark.parametrize("path", ["contacts/%2e%2e", "contacts/%0d%0aX:1.vcf", "funding/%00"])
def test_a_strange_id_is_only_unknown(given: GivenServing, path: str) -> None:
    assert get(given, path).status_code == 404


def test_a_list_is_not_sent_again_to_who_has_it_and_is_when_a_record_changes(given: GivenServing) -> None:
    first = get(given, "contacts")
    again = get(given, "contacts", **{"If-None-Match": f'W/"other", {first.headers["etag"]}'})
    changed = get(GivenServing((BO, EVA)), "contacts", **{"If-None-Match": first.headers["etag"]})
    assert [r.status_code for r in (first, again, changed)] == [200, 304, 200]
    assert (again.content, again.headers["cache-control"]) == (b"", "private, no-cache")


@pytest.mark.parametrize(
    ("path", "accepted", "expected"),
    [
        ("priorities?number=2", "", "prioritering"),
        ("priorities?number=2", "en-GB,en;q=0.9", "priority"),
        ("priorities?number=2", "de, en;q=0.3, sv;q=0.8", "prioritering"),
        ("priorities?number=2&language=en", "sv", "priority"),
        ("priorities?number=2", "*;q=x", "prioritering"),
    ],
)
def test_what_is_said_of_records_is_in_the_language_asked_for(
    given: GivenServing, path: str, accepted: str, expected: str
) -> None:
    response = get(given, path, **{"Accept-Language": accepted})
    assert response.json()["items"][0]["kind_name"] == expected
    assert response.headers["content-language"] == ("en" if expected == "priority" else "sv")


def test_the_routes_describe_themselves(given: GivenServing) -> None:
    described = get(given, "openapi.json").json()
    paths = described["paths"]
    assert {"/api/contacts", "/api/contacts/{contact_id}.vcf", "/api/priorities", "/api/funding"} <= set(
        paths
    )
    asked = {each["name"] for each in paths["/api/funding"]["get"]["parameters"]}
    assert asked >= {"query", "q", "kind", "status", "audience", "for", "by", "document", "open_on", "limit"}
    shape = described["components"]["schemas"]["ContactRow"]["properties"]
    assert shape.keys() >= FLAT | {"mentions", "sources", "doubts"}
    (card,) = paths["/api/contacts/{contact_id}.vcf"]["get"]["responses"]["200"]["content"]
    assert card == "text/vcard"


def test_no_index_is_a_problem_that_says_when_to_try_again(tmp_path: Any, indexed: Any) -> None:
    empty = Serving(indexed.settings.model_copy(update={"data": tmp_path / "none"}))
    responses = [get(empty, path) for path in ("contacts", "contacts/x.vcf", "priorities", "funding")]
    assert [(r.status_code, r.headers["retry-after"]) for r in responses] == [(503, "30")] * 4


def test_many_ask_at_once(serving: Serving) -> None:
    from bot.app import create_app

    async def send() -> list[httpx.Response]:
        transport = httpx.ASGITransport(create_app(serving))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await asyncio.gather(
                *(client.get(f"/api/contacts?query={q}") for q in ["kultur", "berg"] * 8)
            )

    found = [names(response) for response in asyncio.run(send())]
    assert found == [["Bo Ek"], ["Anna Berg"]] * 8


def test_a_document_that_is_named_gives_only_what_it_says(given: GivenServing) -> None:
    (eva,) = get(given, f"contacts?document={OLD}").json()["items"]
    assert (eva["title"], eva["document"], eva["as_of"]) == ("pressekreterare", OLD, "2018-03-01")
    assert names(get(given, f"contacts?document={NEW}")) == ["Bo af Ek", "Eva Lind", "Växeln"]
