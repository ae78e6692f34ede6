import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from tests.bot_api.conftest import Raw, Refusal, Run, described
from tests.bot_api.people import Person
from tests.bot_api.server import BotApi

PAGE_1 = InlineKeyboardMarkup([[InlineKeyboardButton("Nästa", callback_data="2")]])
PAGE_2 = InlineKeyboardMarkup([[InlineKeyboardButton("Förra", callback_data="1")]])


@pytest.fixture
def anna(server: BotApi, bot: Bot, run: Run) -> Person:
    """Someone with two messages in the chat: her own, and one of the bot's with a button."""
    anna = server.person("Anna")
    anna.send_text("Hej!")
    run(bot.send_message(anna.chat_id, "Ett", reply_markup=PAGE_1))
    return anna


def test_an_edit_shows_the_new_and_remembers_the_old(
    server: BotApi, bot: Bot, run: Run, anna: Person
) -> None:
    run(bot.edit_message_text("<b>Två</b>", anna.chat_id, 2, parse_mode="HTML", reply_markup=PAGE_2))
    run(bot.edit_message_reply_markup(anna.chat_id, 2))
    shown = server.shown(anna)[-1]
    assert (shown.html, shown.keyboard) == ("<b>Två</b>", ())
    assert [(old.text, [b.text for row in old.keyboard for b in row]) for old in shown.before] == [
        ("Ett", ["Nästa"]),
        ("Två", ["Förra"]),
    ]


def test_an_edit_without_a_keyboard_takes_the_keyboard_away(
    server: BotApi, bot: Bot, run: Run, anna: Person
) -> None:
    run(bot.edit_message_text("Två", anna.chat_id, 2))
    assert server.shown(anna)[-1].keyboard == ()


def test_an_edit_that_changes_nothing_is_refused(bot: Bot, refusal: Refusal, anna: Person) -> None:
    not_modified = (
        "BadRequest: Message is not modified: specified new message content and reply markup are exactly "
        "the same as a current content and reply markup of the message"
    )
    assert refusal(bot.edit_message_text("Ett", anna.chat_id, 2, reply_markup=PAGE_1)) == not_modified
    assert refusal(bot.edit_message_reply_markup(anna.chat_id, 2, reply_markup=PAGE_1)) == not_modified


def test_only_a_message_of_its_own_that_is_there_can_be_edited(
    server: BotApi, bot: Bot, run: Run, refusal: Refusal, anna: Person
) -> None:
    run(bot.send_contact(anna.chat_id, "+46", "Eva"))
    assert refusal(bot.edit_message_text("x", anna.chat_id, 1)) == "BadRequest: Message can't be edited"
    assert refusal(bot.edit_message_text("x", anna.chat_id, 99)) == "BadRequest: Message to edit not found"
    assert (
        refusal(bot.edit_message_text("x", anna.chat_id)) == "BadRequest: Message identifier is not specified"
    )
    assert refusal(bot.edit_message_text("x", anna.chat_id, 3)) == (
        "BadRequest: There is no text in the message to edit"
    )
    assert refusal(bot.edit_message_text("", anna.chat_id, 2)) == "BadRequest: Message text is empty"


def test_a_deleted_message_is_gone_for_people_but_not_from_the_record(
    server: BotApi, bot: Bot, run: Run, refusal: Refusal, anna: Person
) -> None:
    run(bot.delete_message(anna.chat_id, 2))
    assert [message.text for message in server.shown(anna)] == ["Hej!"]
    assert [(message.text, message.is_deleted) for message in server.history(anna)] == [
        ("Hej!", False),
        ("Ett", True),
    ]
    assert refusal(bot.delete_message(anna.chat_id, 2)) == "BadRequest: Message to delete not found"
    assert refusal(bot.edit_message_text("x", anna.chat_id, 2)) == "BadRequest: Message to edit not found"


def test_several_messages_are_deleted_at_once(
    server: BotApi, bot: Bot, run: Run, raw: Raw, anna: Person
) -> None:
    run(bot.delete_messages(anna.chat_id, [1, 2, 99]))
    assert server.shown(anna) == []
    assert described(raw("deleteMessages", chat_id=anna.chat_id)) == "message identifiers are not specified"


def test_old_messages_and_those_of_others_in_a_group_cannot_be_deleted(
    server: BotApi, bot: Bot, refusal: Refusal, anna: Person
) -> None:
    old = anna.send_text("För länge sedan", age_s=49 * 3600)
    group = server.group("Film", anna)
    theirs = anna.send_text("Hej alla", chat=group)
    cannot = "BadRequest: Message can't be deleted"
    assert refusal(bot.delete_message(anna.chat_id, old.message_id)) == cannot
    assert refusal(bot.delete_message(group.chat_id, theirs.message_id)) == cannot


def test_the_caption_of_a_document_can_be_edited(server: BotApi, bot: Bot, run: Run, anna: Person) -> None:
    run(bot.send_document(anna.chat_id, "file-id", caption="Ett"))
    run(bot.edit_message_caption(anna.chat_id, 3, caption="Två"))
    assert server.shown(anna)[-1].text == "Två"
