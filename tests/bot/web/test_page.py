import json
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urlencode

import httpx
import pytest

from bot.wiring import Serving
from tests.bot.api.test_api import call
from tests.bot.conftest import Indexed

FORM = {"content-type": "application/x-www-form-urlencoded"}


def post(serving: Serving, **form: str | list[str]) -> httpx.Response:
    return call(serving, "POST", "/", content=urlencode(form, doseq=True), headers=FORM)


class Addresses(HTMLParser):
    """What a page refers to, and the ids that it has."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.referred: list[str] = []
        self.ids: list[str] = []
        self.labelled: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("src", "href", "action") and value:
                self.referred.append(value)
            if name == "id" and value:
                self.ids.append(value)
            if tag == "label" and name == "for" and value:
                self.labelled.append(value)


@pytest.mark.parametrize(
    ("path", "header", "language"),
    [("/", "", "sv"), ("/", "de, en;q=0.8", "en"), ("/?lang=en", "sv", "en"), ("/?lang=xx", "", "sv")],
)
def test_the_page_speaks_the_language_that_is_asked_for(
    serving: Serving, path: str, header: str, language: str
) -> None:
    response = call(serving, "GET", path, headers={"accept-language": header})
    assert response.status_code == 200
    assert f'<html lang="{language}">' in response.text


def test_a_question_in_the_form_is_answered_without_scripts(serving: Serving) -> None:
    response = post(serving, question="Vem arbetar med bredband?", lang="sv")
    assert "<strong>Anna Berg</strong>" in response.text
    assert '<a href="/documents/contacts.md#L5">' in response.text
    assert "<script" not in response.text


def test_the_form_carries_the_earlier_questions(serving: Serving) -> None:
    response = post(serving, question="och hans mejl?", earlier=["vem är kulturchef?"], lang="sv")
    assert "bo.ek@regionexempel.se" in response.text
    assert response.text.count('name="earlier"') == 2


def test_what_a_user_writes_is_text_and_never_markup(serving: Serving) -> None:
    response = post(
        serving, question='<script>alert("x")</script>', earlier=['"><img src=x>'], lang='sv"><b>'
    )
    assert "<script" not in response.text
    assert "<img" not in response.text
    assert "&lt;script&gt;" in response.text


def test_nothing_is_loaded_from_elsewhere(serving: Serving) -> None:
    response = post(serving, question="Vem arbetar med bredband?")
    page = Addresses(response.text)
    assert all(address.startswith("/") for address in page.referred)
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert call(serving, "GET", "/static/page.css").status_code == 200


def test_the_field_has_a_label_and_no_id_stands_twice(serving: Serving) -> None:
    page = Addresses(call(serving, "GET", "/").text)
    assert set(page.labelled) <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_a_cited_line_can_be_looked_up(serving: Serving) -> None:
    response = call(serving, "GET", "/documents/culture.md")
    page = Addresses(response.text)
    assert "L3" in page.ids
    assert len(page.ids) == len(set(page.ids))
    assert '<article lang="en">' in response.text


def test_a_page_that_is_not_there_is_said_to_a_person(serving: Serving) -> None:
    response = call(serving, "GET", "/documents/nothing.md")
    assert response.status_code == 404
    assert response.headers["content-type"].startswith("text/html")
    assert "Sidan eller dokumentet finns inte." in response.text


def test_an_empty_question_is_met_with_a_kind_word(serving: Serving) -> None:
    response = post(serving, question="")
    assert response.status_code == 200
    assert 'class="answer clarify"' in response.text


@pytest.fixture
def writing(indexed: Indexed) -> Iterator[Serving]:
    """Where a model is configured, at an address where none is."""
    named = {"chat_model": "liten", "openai_base_url": "http://127.0.0.1:9/v1"}
    with Serving(indexed.settings.model_copy(update=named)) as serving:
        yield serving


def test_where_a_model_writes_the_page_has_a_script_of_its_own_and_no_other(writing: Serving) -> None:
    response = call(writing, "GET", "/")
    page = Addresses(response.text)
    assert [address for address in page.referred if address.endswith(".js")] == ["/static/answering.js"]
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert response.headers["content-security-policy"].endswith("script-src 'self'; connect-src 'self'")
    assert call(writing, "GET", "/static/answering.js").status_code == 200
    assert "En språkmodell kan ha skrivit" in response.text


def test_without_a_model_the_page_has_no_script_and_may_run_none(serving: Serving) -> None:
    response = call(serving, "GET", "/")
    assert "<script" not in response.text
    assert "script-src" not in response.headers["content-security-policy"]


def test_a_script_is_given_the_page_at_the_end_of_a_stream(writing: Serving) -> None:
    form = urlencode({"question": "Vem arbetar med bredband?"})
    response = call(writing, "POST", "/", content=form, headers=FORM | {"accept": "text/event-stream"})
    assert response.headers["content-type"].startswith("text/event-stream")
    event, data = response.text.replace("\r\n", "\n").strip().split("\n")
    assert event == "event: page"
    assert "<strong>Anna Berg</strong>" in json.loads(data.removeprefix("data: "))["html"]
