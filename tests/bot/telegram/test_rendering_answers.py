"""Real answers as Telegram shows them, and what each part of a rendered answer is for."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.answer import Answer, Citation, ContactCard
from bot.assistant import Asked
from bot.telegram.rendering.answers import Rendered, continued, private_link, rendered, shortly
from bot.telegram.rendering.callbacks import Feedback, MoreContacts, Suggested
from bot.telegram.rendering.keyboards import CallbackButton, CopyButton, Keyboard, LinkButton, answer_keyboard
from bot.telegram.rendering.messages import CardMessage
from bot.telegram.rendering.notes import address_of
from bot.wiring import Serving
from tests.bot.api.test_api import call
from tests.bot.telegram.shown import as_text, check_message

SNAPSHOTS = Path(__file__).parents[2] / "snapshots" / "telegram"
PUBLIC = "https://fraga.example.se"
CITED = Citation(
    1, "a/b c.txt", "Plan", "Region X", "2018-01-22", (12, 14), None, "Så är det.", in_force=True
)
OLD = replace(CITED, number=2, title="Plan 2014", published="2014", lines=(3, 3), in_force=False)
ANNA = ContactCard(
    "anna", "Anna von Berg", "Chef", "Region X", "090-12 34 56", "a@x.se", (), "a", (1, 1), "2023"
)
BO = replace(ANNA, id="bo", name="Bo Ek", phone=None)
THUMBS = (
    CallbackButton("👍", Feedback("1", "good")),
    CallbackButton("👎", Feedback("1", "bad")),
)


def answer_of(text: str, **more: Any) -> Answer:
    return replace(Answer("1", "Hur?", "sv", "answered", "quoted", text), **more)


def text_of(shown: Rendered) -> str:
    return "\n---\n".join(message.html for message in shown.messages)


def answer_from(path: Path) -> Answer:
    said = json.loads(path.read_text("utf-8"))
    for name, kind in (("citations", Citation), ("contacts", ContactCard)):
        said[name] = tuple(kind(**{key: _frozen(value) for key, value in one.items()}) for one in said[name])
    return Answer(**{key: _frozen(value) for key, value in said.items()})


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


@pytest.mark.parametrize("name", ["contact", "priorities", "fact", "refusal", "english", "old"])
def test_a_real_answer_is_shown_as_it_was_when_it_was_last_read(name: str) -> None:
    shown = rendered(answer_from(SNAPSHOTS / f"{name}.json"), PUBLIC)
    for message in shown.messages:
        check_message(message)
    assert as_text(shown) == (SNAPSHOTS / f"{name}.txt").read_text("utf-8")


def test_sources_are_notes_with_title_date_and_place_that_lead_to_the_document() -> None:
    answer = answer_of("Så är det. [1]\n> Mer.\n\n[1] Plan (2018-01-22), rad 12–14", citations=(CITED,))
    assert text_of(rendered(answer, PUBLIC)) == (
        "Så är det. [1]\n<blockquote expandable>Mer.</blockquote>\n\n"
        '[1] <a href="https://fraga.example.se/documents/a/b%20c.txt#L12">Plan</a>, 2018-01-22, rad 12–14'
    )


def test_without_an_address_of_ours_the_title_leads_to_where_it_was_published_or_nowhere() -> None:
    assert address_of(CITED, None) is None
    assert address_of(replace(CITED, url="https://x.se/plan"), None) == "https://x.se/plan"
    for refused in ("ftp://x.se/plan", "http://[x", "https://x.se:y/", "https://x.se/a b", "/plan"):
        assert address_of(replace(CITED, url=refused), None) is None
    assert address_of(CITED, "http://localhost:8000") is None


def test_what_no_longer_holds_is_marked_where_it_is_said_and_in_its_note() -> None:
    answer = answer_of("Så var det. [2] Ja. [2]\n\n[2] Plan 2014, rad 3", citations=(OLD,))
    assert text_of(rendered(answer)) == (
        "Så var det. [2] <i>(gäller inte längre)</i> Ja. [2]\n\n"
        "[2] Plan 2014, rad 3 – <i>gäller inte längre</i>"
    )


def test_an_answer_without_words_is_an_apology_with_a_reference() -> None:
    assert "referens 1" in text_of(rendered(answer_of("\u200b ")))


def test_the_best_contact_comes_as_a_card_and_can_be_copied_and_more_are_a_button_away() -> None:
    shown = rendered(answer_of("**Anna von Berg**", contacts=(ANNA, BO)), write_card=lambda card: card.id)
    assert shown.card == CardMessage("+4690123456", "Anna", "von Berg", "anna")
    assert shown.messages[0].keyboard == Keyboard(
        (
            (CopyButton("Kopiera telefon", "090-12 34 56"), CopyButton("Kopiera e-post", "a@x.se")),
            (CallbackButton("Fler kontakter (1)", MoreContacts("1")),),
            THUMBS,
        )
    )


def test_suggestions_are_buttons_and_also_text_where_a_button_would_cut_them_off() -> None:
    short = rendered(answer_of("Hej!", status="clarify", suggestions=("Vem är chef?",)))
    assert (text_of(short), short.messages[0].keyboard) == (
        "Hej!\n\nDu kan till exempel fråga:",
        Keyboard(((CallbackButton("Vem är chef?", Suggested("1", 0)),),)),
    )
    question = "Vilka prioriteringar har den regionala utvecklingsstrategin?"
    long = rendered(answer_of("Hej!", status="clarify", suggestions=(question,)))
    assert text_of(long) == f"Hej!\n\nDu kan till exempel fråga:\n• {question}"


def test_a_thumb_down_asks_why_and_a_reason_ends_it() -> None:
    asked = answer_keyboard(answer_of("Ja."), "sv", "why")
    assert asked is not None
    assert [[button.label for button in row] for row in asked.rows] == [
        ["Fel svar", "Fel källa"],
        ["Inaktuellt", "Något saknas"],
        ["Svårt att förstå"],
    ]
    assert answer_keyboard(answer_of("Ja."), "sv", "told") is None


def test_a_group_gets_what_matters_and_the_way_to_a_chat_of_ones_own() -> None:
    text = "Så är det. [1]\n> Mer.\n\nOch så. [2]\n> Ännu mer.\n\n[1] Plan, rad 12–14\n[2] Plan, rad 3"
    shown = shortly(answer_of(text, citations=(CITED, replace(OLD, in_force=True)), contacts=(ANNA,)), "xbot")
    assert text_of(shown) == (
        "Så är det. [1]\n\nOch så. [2]\n\n[1] Plan, 2018-01-22, rad 12–14\n[2] Plan 2014, rad 3"
    )
    assert shown.card is None
    assert shown.messages[0].keyboard == Keyboard(
        (
            (CopyButton("Kopiera telefon", "090-12 34 56"), CopyButton("Kopiera e-post", "a@x.se")),
            (LinkButton("Fortsätt privat", "https://t.me/xbot?start=a_1"),),
            THUMBS,
        )
    )


def test_a_group_reads_no_details_of_somebody_who_was_not_asked_for() -> None:
    silent = answer_of("Det står inte i dokumenten.", status="not_found", contacts=(ANNA,))
    buttons = shortly(silent, "xbot").messages[0].keyboard
    assert buttons is not None
    assert buttons.rows[1:] == (THUMBS,)


def test_the_way_to_a_private_chat_says_which_answer_goes_on() -> None:
    assert continued(private_link("xbot", "0e83").partition("=")[2]) == "0e83"
    assert [continued(given) for given in ("", "a_", "b_1", "a_å", "a_" + "1" * 41)] == [None] * 5


def test_a_note_leads_to_an_anchor_that_the_web_page_has(serving: Serving) -> None:
    answer = serving.answer(Asked("Hur många hushåll ska ha tillgång till bredband 2025?"))
    address = address_of(answer.citations[0], PUBLIC)
    assert address
    path, _, anchor = address.partition("#")
    page = call(serving, "GET", path.removeprefix(PUBLIC))
    assert page.status_code == 200
    assert f'id="{anchor}"' in page.text
