import json
from typing import Any

import pytest
from telegram import (
    Bot,
    CopyTextButton,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    ReplyKeyboardRemove,
)

from tests.bot_api.conftest import Raw, Run, described
from tests.bot_api.people import Person
from tests.bot_api.server import BotApi


@pytest.fixture
def anna(server: BotApi) -> Person:
    anna = server.person("Anna")
    anna.send_text("Hej!")
    return anna


def rows(*buttons: dict[str, Any]) -> str:
    return json.dumps({"inline_keyboard": [[button] for button in buttons]})


def test_buttons_are_shown_row_by_row_with_what_they_do(
    server: BotApi, bot: Bot, run: Run, anna: Person
) -> None:
    keyboard = InlineKeyboardMarkup(
        [
            [InlineKeyboardButton("Nästa", callback_data="page:2")],
            [
                InlineKeyboardButton("Kopiera", copy_text=CopyTextButton("090-785 00 00")),
                InlineKeyboardButton("Öppna", url="https://region.se"),
                InlineKeyboardButton("Sök", switch_inline_query_current_chat=""),
            ],
        ]
    )
    run(bot.send_message(anna.chat_id, "x", reply_markup=keyboard))
    shown = server.shown(anna)[-1]
    assert [[button.to_dict() for button in row] for row in shown.keyboard] == [
        [{"text": "Nästa", "kind": "callback_data", "value": "page:2"}],
        [
            {"text": "Kopiera", "kind": "copy_text", "value": "090-785 00 00"},
            {"text": "Öppna", "kind": "url", "value": "https://region.se"},
            {"text": "Sök", "kind": "switch_inline_query_current_chat", "value": ""},
        ],
    ]


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        (rows({"text": "x", "callback_data": ""}), "BUTTON_DATA_INVALID"),
        (rows({"text": "x", "callback_data": "å" * 33}), "BUTTON_DATA_INVALID"),
        (rows({"text": " ", "callback_data": "x"}), "BUTTON_TEXT_INVALID"),
        (rows({"text": "x", "copy_text": {"text": ""}}), "BUTTON_COPY_TEXT_INVALID"),
        (rows({"text": "x", "copy_text": {"text": "x" * 257}}), "BUTTON_COPY_TEXT_INVALID"),
        (
            rows({"text": "x", "url": "http://localhost"}),
            "inline keyboard button URL 'http://localhost' is invalid: Wrong HTTP URL",
        ),
        (
            rows({"text": "x", "url": "tel:+46907850000"}),
            "inline keyboard button URL 'tel:+46907850000' is invalid: Wrong HTTP URL",
        ),
        (
            rows({"text": "x"}),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            rows({"callback_data": "x"}),
            'can\'t parse inline keyboard button: Field "text" must be of type String',
        ),
        (rows(*[{"text": "x", "callback_data": "x"}] * 101), "reply markup is too long"),
        (
            json.dumps({"inline_keyboard": [[{"text": "x", "callback_data": "x"}] * 9]}),
            "reply markup is too long",
        ),
        (
            json.dumps({"inline_keyboard": [{"text": "x"}]}),
            'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
        ),
        ("{}", "can't parse reply keyboard markup"),
    ],
)
def test_a_keyboard_that_telegram_refuses_is_refused(
    raw: Raw, anna: Person, markup: str, reason: str
) -> None:
    answer = raw("sendMessage", chat_id=anna.chat_id, text="x", reply_markup=markup)
    assert described(answer) == reason


@pytest.mark.parametrize(
    "markup",
    [
        rows({"text": "x", "callback_data": "å" * 32}),
        rows({"text": "x", "copy_text": {"text": "å" * 256}}),
        rows({"text": "x", "url": "tg://user?id=1"}),
        rows({"text": "x", "url": "http://127.0.0.1:8000/kalla#L1"}),
        rows(*[{"text": "x", "callback_data": "x"}] * 100),
        json.dumps({"inline_keyboard": []}),
    ],
)
def test_a_keyboard_within_the_limits_is_taken(raw: Raw, anna: Person, markup: str) -> None:
    assert raw("sendMessage", chat_id=anna.chat_id, text="x", reply_markup=markup)["ok"] is True


def test_other_keyboards_are_kept_but_are_no_buttons_under_the_message(
    server: BotApi, bot: Bot, run: Run, anna: Person
) -> None:
    force = ForceReply(input_field_placeholder="Vad var fel?", selective=True)
    run(bot.send_message(anna.chat_id, "Berätta", reply_markup=force))
    run(bot.send_message(anna.chat_id, "Tack", reply_markup=ReplyKeyboardRemove()))
    told, thanks = server.shown(anna)[1:]
    assert told.markup == {"force_reply": True, "input_field_placeholder": "Vad var fel?", "selective": True}
    assert thanks.markup == {"remove_keyboard": True}
    assert told.keyboard == thanks.keyboard == ()
