"""`regionsvar search`: the passages that fit best, without an answer."""

import time
from pathlib import Path
from typing import Any

from bot.assistant import Asked, Assistant
from bot.commands.batch import Item, read_batch
from bot.commands.opening import opened, opened_settings
from bot.commands.printing import console, print_json
from bot.searching import HEADINGS_JOINED_BY, as_objects, search
from retrieval.documents import Hit

SHOWN_CHARS = 300  # of a passage, in the terminal


def run(text: str | None, batch: Path | None, *, top: int, as_json: bool) -> None:
    """Search, building the index first where that is needed."""
    items = [Item(None, Asked(text))] if text is not None else read_batch(batch or Path())
    with opened(opened_settings()) as serving, serving.assistant() as assistant:
        if batch or as_json:
            for item in items:
                print_json(_found(assistant, item, top))
        else:
            _print(search(assistant, items[0].asked, top), assistant)


def _found(assistant: Assistant, item: Item, top: int) -> dict[str, Any]:
    started = time.perf_counter()
    hits = search(assistant, item.asked, top)
    took_ms = round((time.perf_counter() - started) * 1000, 1)
    return {"id": item.id, "hits": as_objects(hits), "took_ms": took_ms}


def _print(hits: list[Hit], assistant: Assistant) -> None:
    from rich.markup import escape

    out = console()
    if not hits:
        out.print("Nothing fits.")
    for number, hit in enumerate(hits, 1):
        first, last = hit.passage.span
        title = assistant.retriever.describe(hit.passage.document).title
        place = f"line {first.line}–{last.line}" if first.line else f"page {first.page}–{last.page}"
        text = hit.passage.text.replace("\n", " ")
        shown = text if len(text) <= SHOWN_CHARS else text[:SHOWN_CHARS].rsplit(" ", 1)[0] + " …"
        out.print(f"[bold]{number}. {escape(title)}[/], {place}  [dim]{hit.score:.2f}[/]", highlight=False)
        out.print(f"   [dim]{escape(HEADINGS_JOINED_BY.join(hit.passage.path))}[/]", highlight=False)
        out.print(f"   {escape(shown)}\n", highlight=False)
