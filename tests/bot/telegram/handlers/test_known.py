"""Which document a text or an address is, over the small corpus."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.assistant import Assistant
from bot.telegram.handlers.known import document_at, document_of, questions_on
from bot.wiring import Serving
from retrieval.documents import Description

NEWS = Description("news.md", "Nytt stöd till fiber", url="https://www.region.se/nyheter/fiber/")
PLAN = Description("plans/plan åtta.md", "Strategi", url="https://region.se/plan?id=8")


@pytest.fixture
def assistant(serving: Serving) -> Iterator[Assistant]:
    with serving.assistant() as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("https://region.se/nyheter/fiber", "news.md"),
        ("http://WWW.region.se/nyheter/fiber/", "news.md"),
        ("www.region.se/nyheter/fiber", "news.md"),
        ("https://region.se/plan?id=8", "plans/plan åtta.md"),
        ("https://region.se/plan?id=9", None),
        ("https://region.se/", None),
        ("https://svar.se/documents/plans/plan%20%C3%A5tta.md#L3", "plans/plan åtta.md"),
        ("https://svar.se/documents/other.md", None),
        ("https://[broken", None),
    ],
)
def test_an_address_leads_to_its_document(address: str, path: str | None) -> None:
    found = document_at([address], [NEWS, PLAN], "https://svar.se")
    assert (found and found.path) == path


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("Bredbandsstrategi för Region Exempel – läs den på vår webb!", "bredband.md"),
        (
            "Byalag kan söka bidrag till bredband hos länsstyrelsen. Under 2022 beviljades 14 projekt stöd "
            "till fiber. Det är vi glada för.",
            "bredband.md",
        ),
        ("Byalag i grannlänet kan inte längre söka något bidrag alls hos sin länsstyrelse.", None),
        ("Kulturchef sökes!", None),
        ("", None),
    ],
)
def test_a_text_is_known_by_its_title_or_by_what_it_says(
    assistant: Assistant, text: str, path: str | None
) -> None:
    found = document_of(text, assistant)
    assert (found and found.path) == path


def test_only_questions_that_the_document_answers_are_offered(serving: Serving) -> None:
    with serving.assistant() as assistant, serving.snapshot() as snapshot:
        described = snapshot.descriptions["bredband.md"]
        passages = snapshot.store.of_document("bredband.md")
        offered = questions_on(described, passages, assistant, "sv")
    assert offered == ()  # its headings, of one word each, ask nothing


def test_a_clock_in_a_heading_is_no_subject(serving: Serving) -> None:
    with serving.assistant() as assistant, serving.snapshot() as snapshot:
        described = snapshot.descriptions["bredband.md"]
        first = snapshot.store.of_document("bredband.md")[0]
        headings = ("Publicerat 14:09", "Tillgång till bredband")
        passages = [replace(first, path=(heading,)) for heading in headings]
        offered = questions_on(described, passages, assistant, "sv")
    assert offered == ("Vad står det om ”Tillgång till bredband”?",)
