import json

import httpx
import pytest
from telegram import Bot, LinkPreviewOptions, MessageEntity, ReplyParameters
from telegram.constants import ChatAction

from tests.bot_api.conftest import Raw, Refusal, Run, described
from tests.bot_api.people import Person
from tests.bot_api.server import BotApi


@pytest.fixture
def anna(server: BotApi) -> Person:
    """Someone who has written once."""
    anna = server.person("Anna", "Ek")
    anna.send_text("Hej!")
    return anna


def test_a_message_is_shown_as_it_was_sent(server: BotApi, bot: Bot, run: Run, anna: Person) -> None:
    sent = run(bot.send_message(anna.chat_id, "<b>Film</b> &amp; tv", parse_mode="HTML"))
    assert (sent.message_id, sent.text, sent.chat.id) == (2, "Film & tv", anna.chat_id)
    greeting, answer = server.shown(anna)
    assert (greeting.sender, greeting.is_bot, greeting.text) == ("Anna Ek", False, "Hej!")
    assert (answer.sender, answer.is_bot, answer.html) == ("Regionsvar", True, "<b>Film</b> &amp; tv")


def test_entities_may_be_given_instead_of_tags(server: BotApi, bot: Bot, run: Run, anna: Person) -> None:
    marks = [MessageEntity("bold", 2, 4), MessageEntity("text_link", 0, 1, url="https://region.se")]
    run(bot.send_message(anna.chat_id, "a Film", entities=marks))
    assert server.shown(anna)[-1].html == '<a href="https://region.se/">a</a> <b>Film</b>'


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": " \n "}, "text must be non-empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "x", "chat_id": ""}, "chat_id is empty"),
        ({"text": "x", "chat_id": "4711"}, "chat not found"),
        ({"text": "x", "chat_id": "@nobody"}, "chat not found"),
        ({"text": "x", "reply_parameters": '{"message_id": 99}'}, "message to be replied not found"),
        ({"text": "x", "reply_parameters": '{"message_id": 1, "quote": "Nej"}'}, "QUOTE_TEXT_INVALID"),
        ({"text": "x", "message_thread_id": "5"}, "message thread not found"),
        ({"text": "x", "reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
        ({"text": "x", "reply_markup": "[]"}, "object expected as reply markup"),
        (
            {"text": "x", "entities": '[{"type": "bold", "offset": 0, "length": 2}]'},
            "entity beginning at UTF-16 offset 0 ends after the end of the text",
        ),
    ],
)
def test_a_message_that_telegram_refuses_is_refused_in_its_words(
    server: BotApi, raw: Raw, anna: Person, fields: dict[str, str], reason: str
) -> None:
    assert described(raw("sendMessage", **({"chat_id": str(anna.chat_id)} | fields))) == reason
    assert len(server.shown(anna)) == 1


def test_who_cannot_be_written_to_is_told_apart(
    server: BotApi, bot: Bot, refusal: Refusal, anna: Person
) -> None:
    stranger = server.person("Bo")
    assert refusal(bot.send_message(stranger.chat_id, "x")) == (
        "Forbidden: Forbidden: bot can't initiate conversation with a user"
    )
    anna.block()
    assert refusal(bot.send_message(anna.chat_id, "x")) == "Forbidden: Forbidden: bot was blocked by the user"
    anna.delete_account()
    assert refusal(bot.send_message(anna.chat_id, "x")) == "Forbidden: Forbidden: user is deactivated"


def test_an_answer_names_what_it_answers_and_quotes(server: BotApi, bot: Bot, run: Run, anna: Person) -> None:
    asked = anna.send_text("Vem svarar för film och tv?")
    reply = ReplyParameters(asked.message_id, quote="film och tv")
    sent = run(bot.send_message(anna.chat_id, "Eva.", reply_parameters=reply))
    assert sent.reply_to_message is not None
    assert sent.quote is not None
    assert (sent.reply_to_message.text, sent.quote.position) == ("Vem svarar för film och tv?", 15)
    answer = server.shown(anna)[-1]
    assert (answer.reply_to, answer.quote) == (asked.message_id, "film och tv")


def test_an_answer_to_a_deleted_message_can_go_without_it(
    server: BotApi, bot: Bot, run: Run, anna: Person
) -> None:
    run(bot.delete_message(anna.chat_id, 1))
    run(bot.send_message(anna.chat_id, "x", reply_to_message_id=1, allow_sending_without_reply=True))
    assert server.shown(anna)[-1].reply_to is None


def test_a_person_is_mentioned_by_id(server: BotApi, bot: Bot, run: Run, anna: Person) -> None:
    mention = f'<a href="tg://user?id={anna.chat_id}">Anna</a>'
    sent = run(bot.send_message(anna.chat_id, f"{mention}: hej", parse_mode="HTML"))
    assert sent.entities[0].user is not None
    assert sent.entities[0].user.id == anna.chat_id
    assert server.shown(anna)[-1].html == f"{mention}: hej"


def test_options_of_a_message_are_kept(server: BotApi, bot: Bot, run: Run, anna: Person) -> None:
    no_preview = LinkPreviewOptions(is_disabled=True)
    run(
        bot.send_message(
            anna.chat_id, "https://a.se", link_preview_options=no_preview, disable_notification=True,
            protect_content=True,
        )
    )  # fmt: skip
    answer = server.shown(anna)[-1]
    assert (answer.link_preview, answer.is_silent) == ({"is_disabled": True}, True)


def test_a_contact_is_a_card(server: BotApi, bot: Bot, run: Run, anna: Person) -> None:
    vcard = "BEGIN:VCARD\nVERSION:3.0\nFN:Eva Ek\nEND:VCARD"
    sent = run(bot.send_contact(anna.chat_id, "+46907850000", "Eva", "Ek", vcard=vcard))
    assert sent.contact is not None
    card = server.shown(anna)[-1]
    assert (card.kind, card.contact) == (
        "contact",
        {"phone_number": "+46907850000", "first_name": "Eva", "last_name": "Ek", "vcard": vcard},
    )


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"first_name": "Eva"}, "phone number is empty"),
        ({"phone_number": "+46"}, "first name is empty"),
        ({"phone_number": "+46", "first_name": "Eva", "vcard": "å" * 1025}, "vCard is too long"),
    ],
)
def test_a_contact_needs_a_number_a_name_and_a_short_vcard(
    raw: Raw, anna: Person, fields: dict[str, str], reason: str
) -> None:
    assert described(raw("sendContact", chat_id=anna.chat_id, **fields)) == reason


def test_a_document_comes_with_its_name_and_caption(
    server: BotApi, bot: Bot, run: Run, anna: Person, raw: Raw
) -> None:
    content = b"a\r\n--b\r\n\x00\xff"
    run(
        bot.send_document(anna.chat_id, content, caption="<i>Se</i>", parse_mode="HTML", filename="källa.pdf")
    )
    shown = server.shown(anna)[-1]
    assert (shown.kind, shown.html) == ("document", "<i>Se</i>")
    assert (shown.content["document"]["file_name"], shown.content["document"]["file_size"]) == (
        "källa.pdf",
        len(content),
    )
    assert described(raw("sendDocument", chat_id=anna.chat_id)) == "there is no document in the request"
    assert described(raw("sendDocument", chat_id=anna.chat_id, document="id", caption="x" * 1025)) == (
        "message caption is too long"
    )


def test_actions_are_seen_and_unknown_ones_refused(
    server: BotApi, bot: Bot, run: Run, refusal: Refusal, anna: Person
) -> None:
    assert run(bot.send_chat_action(anna.chat_id, ChatAction.TYPING))
    assert [action.action for action in server.actions(anna)] == ["typing"]
    assert refusal(bot.send_chat_action(anna.chat_id, "thinking")) == (
        "BadRequest: Wrong parameter action in request"
    )


def test_drafts_are_shown_in_private_only(
    server: BotApi, bot: Bot, run: Run, refusal: Refusal, raw: Raw, anna: Person
) -> None:
    run(bot.send_message_draft(anna.chat_id, 7))
    run(bot.send_message_draft(anna.chat_id, 7, "Jag <b>letar</b>", parse_mode="HTML"))
    assert [(draft.draft_id, draft.text) for draft in server.drafts(anna)] == [(7, ""), (7, "Jag letar")]
    assert [message.text for message in server.shown(anna)] == ["Hej!"]
    group = server.group("Film", anna)
    assert "private chats" in refusal(bot.send_message_draft(group.chat_id, 7, "x"))
    assert described(raw("sendMessageDraft", chat_id=anna.chat_id, draft_id=0, text="x")) == (
        "draft_id must be non-zero"
    )
    assert described(raw("sendMessageDraft", chat_id=anna.chat_id, draft_id=1, text="\n")) == (
        "text must be non-empty"
    )


def test_arguments_may_also_come_as_json_or_in_the_address(server: BotApi, raw: Raw, anna: Person) -> None:
    address = f"{server.url}/bot{server.token}/SENDMESSAGE"
    spoken = json.dumps({"chat_id": anna.chat_id, "text": "c"}).encode()
    as_json = {"content-type": "application/json"}
    with httpx.Client(trust_env=False, verify=False) as client:
        by_json = client.post(
            address, json={"chat_id": anna.chat_id, "text": "a", "disable_notification": True}
        )
        by_address = client.get(address, params={"chat_id": anna.chat_id, "text": "b"})
        chunked = client.post(address, content=iter([spoken]), headers=as_json)
    assert (by_json.status_code, by_address.status_code, chunked.status_code) == (200, 200, 200)
    assert [message.text for message in server.shown(anna)[1:]] == ["a", "b", "c"]
    assert server.shown(anna)[1].is_silent
