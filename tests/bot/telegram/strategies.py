"""Anything that documents and users may hold, for the tests of what Telegram takes."""

from hypothesis import strategies as st

from bot.answer import Answer, Citation, ContactCard
from bot.telegram.rendering.browsing import Entry

MARKS = [
    "**",
    "\n> ",
    "\n- ",
    "\n\n",
    "\n",
    " [1]",
    " [2]",
    "\n\n[1] ",
    "<b>",
    "</a>",
    "&amp;",
    "&",
    "<",
    '"',
]
SIGNS = [
    "🎻",
    "👩\u200d👧",
    "\u202e",
    "\ud83d",
    "\udc00",
    "\x00",
    "\u2028",
    "\u3164",
    "e\u0301",
    "\t",
    "\r\n",
]
WORDS = ["Bidrag söks t.ex. hos Almi. ", "Ja! ", "Region Västerbotten ", "090-12 34 56 ", "a@b.se "]

signs = st.characters(exclude_categories=()) | st.sampled_from([*MARKS, *SIGNS, *WORDS])
texts = st.lists(signs, max_size=30).map("".join)
long_texts = texts | st.tuples(texts, st.integers(2, 12)).map(lambda pair: pair[0] * pair[1])
maybe_texts = st.none() | texts
spans = st.none() | st.tuples(st.integers(1, 10**6), st.integers(1, 10**6))
citations = st.builds(
    Citation,
    number=st.integers(1, 5),
    document=texts,
    title=long_texts,
    publisher=maybe_texts,
    published=st.none() | st.just("2018-01-22") | texts.map(lambda text: text[:20]),
    lines=spans,
    pages=spans,
    quote=texts,
    in_force=st.booleans(),
    url=st.none() | texts | texts.map(lambda text: f"https://x.se/{text}") | st.just("http://[x"),
)
phones = st.none() | st.sampled_from(["070-636 32 86", "+46 90 12 34 56", "112"]) | texts
cards = st.builds(
    ContactCard,
    id=texts,
    name=long_texts,
    title=maybe_texts,
    organisation=long_texts,
    phone=phones,
    email=st.none() | st.just("a@b.se") | long_texts,
    areas=st.tuples(texts),
    document=texts,
    lines=spans,
    as_of=maybe_texts,
)
answers = st.builds(
    Answer,
    id=texts,
    question=texts,
    language=st.sampled_from(["sv", "en"]),
    status=st.sampled_from(["answered", "not_found", "refused", "clarify"]),
    mode=st.sampled_from(["record", "quoted", None]),
    answer=long_texts,
    citations=st.just(()) | st.tuples(citations) | st.tuples(citations, citations, citations),
    contacts=st.just(()) | st.tuples(cards) | st.tuples(cards, cards),
    suggestions=st.just(()) | st.tuples(*[texts] * 6),
)
entries = st.builds(
    Entry,
    id=texts,
    name=long_texts.map(lambda text: f"n{text}"),
    hint=long_texts,
    group=texts,
    depth=st.integers(0, 9),
    facts=st.just(()) | st.tuples(texts) | st.tuples(*[long_texts] * 8),
    sources=st.just(()) | st.tuples(citations),
    contact=st.none() | cards,
    url=st.sampled_from([None, "https://x.se/a"]),
)
