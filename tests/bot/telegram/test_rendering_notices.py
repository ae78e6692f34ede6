import re
from typing import get_args

import pytest
from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.answer import Answer, Citation, ContactCard
from bot.telegram.rendering import notices
from bot.telegram.rendering.browsing import Entry
from bot.telegram.rendering.callbacks import Example, Forget, Spoken, key_of
from bot.telegram.rendering.cards import card_message, more_contacts
from bot.telegram.rendering.commands import COMMANDS
from bot.telegram.rendering.inline import Article, SharedContact, results
from bot.telegram.rendering.keyboards import (
    CallbackButton,
    CopyButton,
    InlineButton,
    Keyboard,
    LinkButton,
)
from bot.telegram.rendering.messages import CardMessage, Message
from bot.telegram.rendering.native import to_markup
from bot.wording import examples
from retrieval.documents import Language
from tests.bot.telegram.shown import check_message

ANNA = ContactCard("anna", "Anna von Berg", "Chef", None, "+46 (0)90-12 34 56", "a@x.se", (), "a", None, None)
DESK = ContactCard("desk", "Växeln", None, "Region X", None, "info@x.se", (), "a", None, None)
PLAN = Citation(1, "plan.txt", "Plan", None, None, (3, 3), None, "Så.", in_force=True)
BOTH: tuple[Language, ...] = ("sv", "en")


def every_notice(language: Language) -> list[Message]:
    said = ("forgotten", "language_chosen", "late_dropped", "again", "expired", "thanks_good", "thanks_bad")
    return [
        notices.start(language, "Region Västerbotten", 30),
        notices.help_text(language, inline=True),
        notices.privacy(language, "Region Västerbotten", 30, "en modell"),
        notices.languages(language),
        *(notices.said(language, f"telegram_{key}") for key in (*said, "thanks_reason")),
        *(notices.not_text(kind, language) for kind in get_args(notices.NotText)),
        notices.too_fast(3, language),
        notices.too_long(900, 600, language),
        notices.not_allowed(7, language),
        notices.late("Vem är **chef**?", language),
        notices.failed("abc", language),
    ]


@pytest.mark.parametrize("language", BOTH)
def test_every_fixed_text_is_a_message_with_nothing_left_to_fill_in(language: Language) -> None:
    for message in every_notice(language):
        check_message(message)
        assert not re.search(r"[{}]|\*\*", message.text)


def test_the_greeting_says_what_it_is_what_it_stores_and_offers_questions() -> None:
    greeting = notices.start("sv", "Region Västerbotten", 1)
    assert "AI-system" in greeting.text
    assert "Region Västerbotten" in greeting.text
    assert "skrivit på 1 dag." in greeting.text
    assert "/glom" in greeting.text
    assert greeting.keyboard == Keyboard(
        tuple((CallbackButton(text, Example("sv", number)),) for number, text in enumerate(examples("sv")))
    )


def test_privacy_tells_of_a_model_only_where_there_is_one_and_forgets_by_a_button() -> None:
    own = notices.privacy("en", "Region X", 30)
    assert "worded with the help of" not in own.text
    assert own.keyboard == Keyboard(((CallbackButton("Erase everything about me", Forget()),),))
    assert "with the help of api.x.se" in notices.privacy("en", "Region X", 30, "api.x.se").text


def test_other_chats_are_offered_only_where_the_bot_can_be_asked_there() -> None:
    assert notices.help_text("sv").keyboard is None
    able = notices.help_text("sv", inline=True)
    assert "I andra chattar" in able.text
    assert able.keyboard == Keyboard(((InlineButton("Prova i en annan chatt", ""),),))


def test_languages_are_offered_in_their_own_words() -> None:
    assert notices.languages("en").keyboard == Keyboard(
        (
            (CallbackButton("Svenska", Spoken("sv")), CallbackButton("English", Spoken("en"))),
            (CallbackButton("The language that I ask in", Spoken(None)),),
        )
    )


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.2, "1 sekund,"), (3, "3 sekunder,"), (60, "1 minut,"), (61, "2 minuter,")]
)
def test_a_wait_is_told_in_whole_units_never_too_short(seconds: float, words: str) -> None:
    assert f"Vänta {words}" in notices.too_fast(seconds, "sv").text


@pytest.mark.parametrize("language", BOTH)
def test_commands_are_what_telegram_takes_and_stand_in_the_help(language: Language) -> None:
    names = [command.name(language) for command in COMMANDS]
    assert all(re.fullmatch(r"[a-z0-9_]{1,32}", name) for command in COMMANDS for name in command.names)
    assert len(set(names)) == len(names)
    assert all(1 <= len(command.description(language)) <= 256 for command in COMMANDS)
    assert all(f"/{name} – " in notices.help_text(language).text for name in names)


def test_a_contact_is_a_card_with_the_number_as_it_is_dialled() -> None:
    assert card_message(ANNA, lambda _: "BEGIN") == CardMessage("+4690123456", "Anna", "von Berg", "BEGIN")
    assert card_message(ANNA, lambda _: "x" * 2049) == CardMessage("+4690123456", "Anna", "von Berg", None)


def test_a_contact_without_a_number_is_a_line_and_its_address_can_be_copied() -> None:
    assert more_contacts([ANNA, DESK], "sv") == (
        CardMessage("+4690123456", "Anna", "von Berg", None),
        Message(
            "<b>Växeln</b>, Region X\ne-post info@x.se",
            "Växeln, Region X\ne-post info@x.se",
            Keyboard(((CopyButton("Kopiera e-post", "info@x.se"),),)),
        ),
    )


def test_an_inline_query_shows_contacts_then_rows_then_the_answer_each_once() -> None:
    answer = Answer("1", "Hur?", "sv", "answered", "quoted", "Så **här**. [1]\n> Mer.\n\n[1] Plan", (PLAN,))
    entry = Entry("check", "Check", hint="öppet", group="Plan")
    assert results("sv", contacts=[ANNA, DESK, ANNA], entries=[entry], answer=answer) == (
        SharedContact(f"c-{key_of('anna')}", CardMessage("+4690123456", "Anna", "von Berg", None)),
        Article(
            f"c-{key_of('desk')}",
            "Växeln",
            "",
            Message(
                "<b>Växeln</b>, Region X\ne-post info@x.se", "Växeln, Region X\ne-post info@x.se"
            ),
        ),
        Article(
            f"r-{key_of('check')}",
            "Check",
            "öppet · Plan",
            Message("<b>Check</b>\n<i>Plan</i>", "Check\nPlan"),
        ),
        Article(
            f"a-{key_of('1')}",
            "Svar ur dokumenten",
            "Så här. [1]",
            Message("Så <b>här</b>. [1]\n\n[1] Plan, rad 3", "Så här. [1]\n\n[1] Plan, rad 3"),
        ),
    )  # fmt: skip


def test_what_the_documents_do_not_answer_is_no_inline_result() -> None:
    silent = Answer("1", "Hur?", "sv", "not_found", None, "Det står inte i dokumenten.")
    assert results("sv", answer=silent) == ()


def test_our_buttons_become_the_librarys() -> None:
    ours = Keyboard(
        (
            (CallbackButton("A", Forget()), LinkButton("B", "https://x.se")),
            (CopyButton("C", "090"), InlineButton("D", "film")),
        )
    )
    assert to_markup(ours) == InlineKeyboardMarkup(
        [
            [InlineKeyboardButton("A", callback_data="g"), InlineKeyboardButton("B", url="https://x.se")],
            [
                InlineKeyboardButton("C", copy_text=CopyTextButton("090")),
                InlineKeyboardButton("D", switch_inline_query="film"),
            ],
        ]
    )
    assert to_markup(None) is None
