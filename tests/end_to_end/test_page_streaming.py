"""The page in a browser, with a slow model: what holds is read as it comes, then the whole; nothing jumps."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tests.end_to_end.browsing import browser, serving_page
from tests.openai_api.scripted import Reply
from tests.openai_api.server import OpenAiApi

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page

QUESTION = "Hur många projekt beviljades stöd till fiber under 2025?"
FIRST = "Under 2025 beviljades 14 projekt stöd till fiber [1]."
LIE = "Ring 090-99 99 99 så får du veta mer [1]."
SECOND = "Satsningen omfattar 12 miljoner kronor [1]."
PIECES = [f"{each} " for each in (FIRST, LIE, SECOND)]
SLOW_S = 0.7
SOURCE = "Bredbandsstöd till byarna i Region Exempel"
WATCHING = """
window.read = []; window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({type: "layout-shift", buffered: true});
new MutationObserver((changes) => {
  for (const change of changes) for (const node of change.addedNodes) {
    const spoken = change.target.closest && change.target.closest("[aria-live], [role=status]");
    if (spoken && node.textContent.trim()) window.read.push(node.textContent.trim());
  }
}).observe(document, {childList: true, subtree: true});
"""


@pytest.fixture(scope="module")
def chromium() -> "Iterator[Browser]":
    with browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def model() -> Iterator[OpenAiApi]:
    with OpenAiApi() as opened:
        opened.says('{"ok": true}')
        opened.script = lambda _: Reply(pieces=PIECES, between_s=SLOW_S)
        yield opened


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, model: OpenAiApi, chromium: "Browser") -> Iterator[str]:
    folder = tmp_path_factory.mktemp("page")
    with serving_page(folder, CHAT_MODEL="liten", OPENAI_BASE_URL=model.url) as found:
        yield found


@pytest.fixture
def page(chromium: "Browser", address: str) -> "Iterator[Page]":
    """A new visitor; what the browser complains of fails the test."""
    with chromium.new_context(locale="sv-SE") as context:
        opened = context.new_page()
        complaints: list[str] = []
        opened.on("console", lambda said: complaints.append(said.text) if is_complaint(said) else None)
        opened.on("pageerror", lambda error: complaints.append(str(error)))
        opened.goto(address)
        yield opened
        assert complaints == []


def is_complaint(said: "ConsoleMessage") -> bool:
    """An error of the page's own; browsers ask for an icon that no page names."""
    return said.type == "error" and not said.location["url"].endswith("/favicon.ico")


def ask(page: "Page", question: str = QUESTION) -> None:
    page.fill("#question", question)
    page.click("button[type=submit]")


def top_of(page: "Page", selector: str) -> Any:
    return page.evaluate("(one) => document.querySelector(one).getBoundingClientRect().top", selector)


def test_what_holds_is_seen_before_the_answer_that_takes_its_place(page: "Page", tmp_path: Path) -> None:
    page.evaluate(WATCHING)
    ask(page)
    page.wait_for_selector(f"text={FIRST}", timeout=15_000)
    page.screenshot(path=tmp_path / "coming.png")
    assert SOURCE not in page.inner_text("main")
    assert page.inner_text("#asked") == QUESTION
    before = top_of(page, "#asked"), top_of(page, ".answer p")
    page.wait_for_selector(f"text={SOURCE}")
    page.screenshot(path=tmp_path / "whole.png")
    assert (top_of(page, "#asked"), top_of(page, ".answer p")) == before
    assert page.inner_text(".answer").strip() == f"{FIRST} {SECOND}"
    assert page.evaluate("window.shifted") < 0.05
    assert page.evaluate("window.read") == [FIRST, SECOND, "Hela svaret visas nu, med sina källor."]
    assert page.locator("main [aria-live]").count() == 0
    assert page.evaluate("document.activeElement.id") == "asked"
    assert QUESTION in page.title()


def test_a_question_after_it_follows_up_on_it(page: "Page", model: OpenAiApi) -> None:
    ask(page)
    page.wait_for_selector(f"text={SOURCE}", timeout=15_000)
    assert page.locator("input[name=earlier]").get_attribute("value") == QUESTION
    ask(page, "Vem ansvarar för bredband?")
    page.wait_for_selector("text=Anna Berg")
    assert page.locator("input[name=earlier]").count() == 2


def test_an_example_is_asked_by_its_button(page: "Page") -> None:
    button = page.locator(".offered button").first
    question = button.inner_text()
    button.click()
    page.wait_for_selector("input[name=earlier]", state="attached", timeout=15_000)
    assert page.inner_text("#asked") == question


def test_when_the_stream_breaks_the_page_comes_whole(chromium: "Browser", address: str) -> None:
    with chromium.new_context(locale="sv-SE") as context:
        page = context.new_page()
        page.route(
            address,
            lambda route: (
                route.abort() if "event-stream" in route.request.headers["accept"] else route.continue_()
            ),
        )
        page.goto(address)
        ask(page)
        page.wait_for_selector(f"text={SOURCE}", timeout=15_000)
        assert page.inner_text(".answer").strip() == f"{FIRST} {SECOND}"


def test_without_scripts_the_page_works_as_ever(chromium: "Browser", address: str) -> None:
    with chromium.new_context(locale="sv-SE", java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address)
        ask(page)
        page.wait_for_selector(f"text={SOURCE}", timeout=15_000)
        assert page.inner_text(".answer").strip() == f"{FIRST} {SECOND}"


def test_what_is_asked_on_the_page_is_counted(page: "Page", address: str) -> None:
    ask(page)
    page.wait_for_selector(f"text={SOURCE}", timeout=15_000)
    counted = httpx.get(f"{address}metrics", trust_env=False).text
    assert 'regionsvar_answers_total{channel="web",mode="generated",status="answered"}' in counted
    assert 'regionsvar_model_sentences_total{verdict="kept"}' in counted
