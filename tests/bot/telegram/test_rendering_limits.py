"""Whatever documents hold and users write, Telegram takes what is made of it."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answer import Answer, ContactCard
from bot.telegram.rendering.answers import Rendered, rendered, shortly
from bot.telegram.rendering.browsing import Entry, entry_page, list_page
from bot.telegram.rendering.cards import card_message, contact_line, more_contacts
from bot.telegram.rendering.inline import Article, results
from bot.telegram.rendering.keyboards import answer_keyboard
from bot.telegram.rendering.messages import CardMessage, messages
from bot.telegram.rendering.notices import late, start
from bot.telegram.rendering.rich import Run, plain, rich
from bot.telegram.rendering.splitting import parts_of
from retrieval.language.sentences import sentence_spans
from tests.bot.telegram.shown import check_card, check_keyboard, check_message, units
from tests.bot.telegram.strategies import answers, cards, entries, long_texts, texts

PUBLIC = st.sampled_from([None, "https://fraga.example.se"])
slow = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
sentences = st.lists(
    st.tuples(
        st.lists(st.sampled_from(["stöd", "🎻", "t.ex.", "1:1", "a&b", "**ny**"]), min_size=1, max_size=60),
        st.sampled_from([". ", "! ", ". [1] ", ".\n", ".\n\n", ".\n> ", ".\n- "]),
    ).map(lambda pair: f"Ja {' '.join(pair[0])} nu{pair[1]}"),
    min_size=1,
    max_size=150,
).map(lambda told: "".join(told).rstrip(" \n>-"))


def check(shown: Rendered) -> None:
    assert shown.messages
    for message in shown.messages:
        check_message(message)
    assert all(message.keyboard is None for message in shown.messages[:-1])
    if shown.card:
        check_card(shown.card)


@slow
@given(answers, st.sampled_from([1, 1, 40, 900]), PUBLIC, st.sampled_from([0, 2048, 2049]))
def test_any_answer_is_messages_that_telegram_takes(
    drawn: Answer, times: int, public: str | None, vcard_bytes: int
) -> None:
    answer, vcard = replace(drawn, answer=(drawn.answer * times)[:12_000]), "x" * vcard_bytes
    check(rendered(answer, public, lambda _: vcard))
    check(shortly(answer, "regionsvarbot", public))
    if keyboard := answer_keyboard(answer, answer.language, "why"):
        check_keyboard(keyboard)


@slow
@given(sentences)
def test_cutting_and_joining_loses_no_sentence_and_cuts_none(text: str) -> None:
    whole = plain(rich(text))
    parts = [message.text for message in messages(rich(text))]
    assert "".join("".join(parts).split()) == "".join(whole.split())
    ends = {part.split()[-1] for part in parts}
    assert all(end.endswith((".", "!", "[1]")) for end in ends)
    told = [whole[first:last] for first, last in sentence_spans(whole)]
    kept = [part[first:last] for part in parts for first, last in sentence_spans(part)]
    assert kept == told


@given(texts.map(lambda text: rich(text)), st.integers(2, 40), st.integers(1, 4))
def test_no_part_is_longer_than_asked_and_no_sign_is_halved(
    runs: Sequence[Run], longest: int, most: int
) -> None:
    parts = [plain(part) for part in parts_of(runs, longest, most)]
    assert all(units(part) <= longest for part in parts)
    shown = plain(runs)
    assert [sign for part in parts for sign in part if sign == "🎻"] == [s for s in shown if s == "🎻"]


@slow
@given(st.lists(entries, max_size=2), st.integers(0, 9), st.integers(-5, 30), texts)
def test_any_rows_are_pages_that_telegram_takes(
    rows: Sequence[Entry], times: int, offset: int, note: str
) -> None:
    check_message(list_page("contacts", [*rows] * times, offset, "sv", note))
    for row in rows[:3]:
        check_message(entry_page("funding", row, 8, "en", "https://fraga.example.se"))


@slow
@given(st.lists(cards, max_size=3))
def test_any_contact_is_a_card_or_a_message(found: Sequence[ContactCard]) -> None:
    for sent in more_contacts(found, "sv", lambda _: "BEGIN:VCARD"):
        if isinstance(sent, CardMessage):
            check_card(sent)
        else:
            check_message(sent)
    assert all(plain(contact_line(card, "en")) or card_message(card) is None for card in found)


@slow
@given(answers, st.lists(cards, max_size=2), st.lists(entries, max_size=2), PUBLIC)
def test_any_inline_result_has_an_id_of_its_own_and_a_message(
    answer: Answer, found: Sequence[ContactCard], rows: Sequence[Entry], public: str | None
) -> None:
    shown = results("sv", contacts=found, entries=rows, answer=answer, public_url=public)
    assert len({result.id for result in shown}) == len(shown) <= 50
    for result in shown:
        assert 1 <= len(result.id.encode()) <= 64
        if isinstance(result, Article):
            assert result.title.strip()
            check_message(result.message)
        else:
            check_card(result.card)


@given(long_texts, st.integers(1, 400))
def test_a_users_words_and_a_regions_name_fit_into_the_fixed_texts(text: str, days: int) -> None:
    for message in chain([late(text, "sv")], [start("en", text, days)]):
        check_message(message)
