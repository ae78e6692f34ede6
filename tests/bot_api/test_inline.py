import json
from typing import Any

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultContact,
    InlineQueryResultsButton,
    InputContactMessageContent,
    InputTextMessageContent,
)

from tests.bot_api.conftest import Raw, Refusal, Run, described
from tests.bot_api.queries import InlineQuery
from tests.bot_api.server import BotApi

TEXT = InputTextMessageContent("<b>Film</b> är prioriterat.", parse_mode="HTML")
RESULTS = [
    InlineQueryResultArticle("1", "Prioriteringar", TEXT),
    InlineQueryResultContact("2", "+46907850000", "Eva", "Ek", vcard="BEGIN:VCARD"),
    InlineQueryResultArticle("3", "Kontakt", InputContactMessageContent("+46907850001", "Bo")),
]
TOO_OLD = "BadRequest: Query is too old and response timeout expired or query id is invalid"


def answer(bot: Bot, run: Run, asked: InlineQuery, **how: Any) -> None:
    run(bot.answer_inline_query(asked.id, RESULTS, **how))


def test_a_query_is_answered_with_results_to_choose_from(server: BotApi, bot: Bot, run: Run) -> None:
    anna = server.person("Anna")
    asked = anna.inline("film", chat_type="sender")
    (update,) = run(bot.get_updates())
    assert update.inline_query is not None
    assert (update.inline_query.query, update.inline_query.from_user.id) == ("film", anna.chat_id)
    button = InlineQueryResultsButton("Fråga i privat chatt", start_parameter="inline")
    answer(bot, run, asked, cache_time=60, is_personal=True, next_offset="50", button=button)
    assert asked.answer is not None
    assert asked.answer.titles() == ["Prioriteringar", "Eva Ek", "Kontakt"]
    assert (asked.answer.cache_s, asked.answer.is_personal, asked.answer.next_offset) == (60, True, "50")
    assert asked.answer.button == {"text": "Fråga i privat chatt", "start_parameter": "inline"}


def test_a_chosen_result_is_sent_by_the_bot_in_any_chat(server: BotApi, bot: Bot, run: Run) -> None:
    anna, bo = server.person("Anna"), server.person("Bo")
    group = server.group("Film", anna, bo)
    asked = anna.inline("film")
    answer(bot, run, asked)
    text, contact = anna.choose(asked, 0, chat=group), anna.choose(asked, 2)
    assert (text.sender, text.html) == ("Anna", "<b>Film</b> är prioriterat.")
    assert contact.contact == {"phone_number": "+46907850001", "first_name": "Bo"}
    kinds = [update.to_dict().keys() - {"update_id"} for update in run(bot.get_updates())]
    assert kinds == [
        {"inline_query"},
        {"message"},
        {"chosen_inline_result"},
        {"message"},
        {"chosen_inline_result"},
    ]


def test_a_chosen_result_with_a_button_can_be_pressed_and_edited(
    server: BotApi, bot: Bot, run: Run, refusal: Refusal
) -> None:
    anna, bo = server.person("Anna"), server.person("Bo")
    group = server.group("Film", anna, bo)
    more = InlineKeyboardMarkup.from_button(InlineKeyboardButton("Mer", callback_data="more"))
    asked = anna.inline("film")
    run(bot.answer_inline_query(asked.id, [InlineQueryResultArticle("1", "Film", TEXT, reply_markup=more)]))
    sent = anna.choose(asked, chat=group)
    bo.press(sent, "Mer")
    *_, chosen, pressed = run(bot.get_updates())
    assert chosen.chosen_inline_result is not None
    assert pressed.callback_query is not None
    assert (pressed.callback_query.message, pressed.callback_query.data) == (None, "more")
    number = pressed.callback_query.inline_message_id
    assert number == chosen.chosen_inline_result.inline_message_id
    assert run(bot.edit_message_text("Mer film", inline_message_id=number)) is True
    assert server.shown(group)[-1].text == "Mer film"
    assert refusal(bot.edit_message_text("x", inline_message_id="4711")) == "BadRequest: Message_id_invalid"


def test_results_are_remembered_for_everyone_unless_they_are_personal(
    server: BotApi, bot: Bot, run: Run
) -> None:
    anna, bo = server.person("Anna"), server.person("Bo")
    answer(bot, run, anna.inline("film"))
    answer(bot, run, anna.inline("mina"), is_personal=True)
    assert [
        (asked.query, asked.person.first_name, asked.is_from_cache)
        for asked in (
            bo.inline("film"),
            anna.inline("mina"),
            bo.inline("mina"),
            bo.inline("film", offset="50"),
        )
    ] == [("film", "Bo", True), ("mina", "Anna", True), ("mina", "Bo", False), ("film", "Bo", False)]
    server.queries.forget_results()
    assert not bo.inline("film").is_from_cache
    assert len(run(bot.get_updates())) == 5


def test_results_are_not_remembered_when_the_bot_says_so(server: BotApi, bot: Bot, run: Run) -> None:
    anna = server.person("Anna")
    answer(bot, run, anna.inline("film"), cache_time=0)
    assert not anna.inline("film").is_from_cache


def test_a_query_is_answered_once_and_in_time(server: BotApi, bot: Bot, run: Run, refusal: Refusal) -> None:
    anna = server.person("Anna")
    asked, late = anna.inline("film"), anna.inline("bio")
    answer(bot, run, asked)
    server.queries.expire()
    assert refusal(bot.answer_inline_query(asked.id, [])) == TOO_OLD
    assert refusal(bot.answer_inline_query(late.id, [])) == TOO_OLD


def article(**changes: Any) -> dict[str, Any]:
    content = {"message_text": "x"}
    return {"type": "article", "id": "1", "title": "x", "input_message_content": content} | changes


@pytest.mark.parametrize(
    ("results", "reason"),
    [
        ([article(id=str(n)) for n in range(51)], "RESULTS_TOO_MUCH"),
        ([article(), article()], "RESULT_ID_DUPLICATE"),
        ([article(id="")], "RESULT_ID_INVALID"),
        ([article(id="å" * 33)], "RESULT_ID_INVALID"),
        ([article(title="")], "ARTICLE_TITLE_EMPTY"),
        (
            [article(input_message_content=None)],
            "can't parse inline query result: input message content is not specified",
        ),
        ([article(input_message_content={"message_text": ""})], "MESSAGE_EMPTY"),
        ([article(input_message_content={"message_text": "x" * 4097})], "message is too long"),
        (
            [article(input_message_content={"message_text": "<b>x", "parse_mode": "HTML"})],
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        ([article(input_message_content={"phone_number": "+46", "first_name": ""})], "first name is empty"),
        ([article(type="poem")], 'type "poem" is unsupported for the inline query result'),
        ([{"type": "contact", "id": "1", "first_name": "Eva"}], "phone number is empty"),
        (
            [article(reply_markup={"inline_keyboard": [[{"text": "x", "callback_data": ""}]]})],
            "BUTTON_DATA_INVALID",
        ),
    ],
)
def test_results_that_telegram_refuses_are_refused(
    server: BotApi, raw: Raw, results: list[dict[str, Any]], reason: str
) -> None:
    asked = server.person("Anna").inline("film")
    refused = raw("answerInlineQuery", inline_query_id=asked.id, results=json.dumps(results))
    assert described(refused) == reason
    assert asked.answer is None


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("next_offset", "x" * 65, "NEXT_OFFSET_INVALID"),
        ("button", '{"text": "x", "start_parameter": "å"}', "START_PARAM_INVALID"),
        ("button", '{"text": ""}', "BUTTON_TEXT_INVALID"),
        ("results", "{}", "expected an Array of inline query results"),
    ],
)
def test_what_goes_with_results_is_checked_too(
    server: BotApi, raw: Raw, field: str, value: str, reason: str
) -> None:
    asked = server.person("Anna").inline("film")
    fields = {"inline_query_id": asked.id, "results": "[]", field: value}
    assert described(raw("answerInlineQuery", **fields)) == reason
