"""Which documents an upload resembles."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from bot.admin.similar import Similar, reader, runs_of, same_content, same_text, shared
from retrieval.corpus.loaders.guard import GuardedLoader
from tests.bot.admin.given import Office
from tests.databases import on_sqlite

STORY = " ".join(
    f"Under {year} planterade regionen {year - 1900} hektar skog i kommun nummer {year % 15} med stöd från "
    f"länsstyrelsen, och {year % 7 + 2} skolor deltog i arbetet." for year in range(1990, 2020)
)  # fmt: skip
OTHER = " ".join(f"Biblioteket lånade ut {n} böcker till {n % 9} byar vid kusten." for n in range(100, 160))


@pytest.fixture
def loader() -> Iterator[GuardedLoader]:
    with closing(reader()) as opened:
        yield opened


def similar(
    given: Office, content: str | bytes, loader: GuardedLoader, path: str = "ny.txt"
) -> list[Similar] | None:
    with given.administration.serving.snapshot() as snapshot:
        return same_text(given.stage(content), path, snapshot, loader)


@on_sqlite
def test_an_edited_copy_and_an_extract_are_named_and_another_text_is_not(
    given: Office, loader: GuardedLoader
) -> None:
    given.put("skog.txt", STORY)
    given.put("bibliotek.txt", OTHER)
    given.ingest()
    edited = STORY.replace("1995", "nittonhundranittiofem").replace("kommun nummer 3", "Skellefteå")
    found = similar(given, edited, loader) or []
    assert [(each.path, 0.7 < each.share < 1) for each in found] == [("skog.txt", True)]
    found = similar(given, STORY[: len(STORY) // 3], loader) or []
    assert [(each.path, each.share > 0.95) for each in found] == [("skog.txt", True)]
    assert similar(given, STORY, loader, "skog.txt") == []  # itself
    page = f"<!doctype html><html><body><main><h1>Skog</h1><p>{STORY}</p></main></body></html>"
    assert [each.path for each in similar(given, page, loader, "ny.html") or ()] == ["skog.txt"]
    assert similar(given, OTHER.replace("böcker", "filmer").replace("byar", "städer"), loader) == []


def test_what_cannot_be_read_in_time_is_not_compared(given: Office, loader: GuardedLoader) -> None:
    assert similar(given, b"%PDF-1.7\nno more than this", loader) is None
    assert similar(given, "x" * 2_000_001, loader) is None


def test_the_same_content_is_named_wherever_it_lies_but_among_the_withdrawn(given: Office) -> None:
    digest = given.put("a.txt", STORY).digest
    given.put("b.txt", STORY)
    given.put("c.txt", STORY)
    given.withdraw("c.txt")
    assert same_content(str(digest), "a.txt", given.standings().values()) == [Similar("b.txt", 1.0)]


def test_a_few_words_resemble_nothing() -> None:
    few = runs_of("ett två tre fyra fem sex".split())
    assert (len(few), shared(few, few)) == (2, 0.0)
