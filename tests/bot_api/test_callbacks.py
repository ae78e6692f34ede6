import pytest
from telegram import Bot, CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from tests.bot_api.conftest import Refusal, Run
from tests.bot_api.people import Person
from tests.bot_api.queries import Toast
from tests.bot_api.server import BotApi
from tests.bot_api.shown import Shown

KEYBOARD = InlineKeyboardMarkup(
    [
        [
            InlineKeyboardButton("👍 Bra", callback_data="good"),
            InlineKeyboardButton("👎", callback_data="bad"),
        ],
        [InlineKeyboardButton("Kopiera", copy_text=CopyTextButton("090"))],
    ]
)
TOO_OLD = "BadRequest: Query is too old and response timeout expired or query id is invalid"


@pytest.fixture
def anna(server: BotApi) -> Person:
    anna = server.person("Anna")
    anna.send_text("Hej!", age_s=0)
    return anna


@pytest.fixture
def answer(server: BotApi, bot: Bot, run: Run, anna: Person) -> Shown:
    """The bot's answer, with buttons, when everything before it was taken."""
    run(bot.send_message(anna.chat_id, "Svar", reply_markup=KEYBOARD))
    run(bot.get_updates(offset=-1))
    run(bot.get_updates(offset=run(bot.get_updates())[0].update_id + 1))
    return server.shown(anna)[-1]


def test_a_press_reaches_the_bot_and_its_answer_the_person(
    server: BotApi, bot: Bot, run: Run, anna: Person, answer: Shown
) -> None:
    press = anna.press(answer, "👍")
    (update,) = run(bot.get_updates())
    query = update.callback_query
    assert query is not None
    assert query.message is not None
    assert (query.data, query.from_user.first_name, query.message.message_id) == (
        "good",
        "Anna",
        answer.message_id,
    )
    run(bot.answer_callback_query(query.id, "Tack!", show_alert=True, cache_time=5))
    toast = server.wait_until(lambda: press.answer)
    assert toast == Toast("Tack!", is_alert=True, url="", cache_s=5, at=toast.at)


def test_a_press_is_answered_once_and_in_time(
    server: BotApi, bot: Bot, run: Run, refusal: Refusal, anna: Person, answer: Shown
) -> None:
    press = anna.press(answer, "👎")
    assert refusal(bot.answer_callback_query(press.id, "x" * 201)) == "BadRequest: Message_too_long"
    run(bot.answer_callback_query(press.id))
    assert refusal(bot.answer_callback_query(press.id)) == TOO_OLD
    late = anna.press(answer, "👎")
    server.queries.expire()
    assert refusal(bot.answer_callback_query(late.id)) == TOO_OLD
    assert refusal(bot.answer_callback_query("4711")) == TOO_OLD


def test_only_what_is_there_can_be_pressed(
    server: BotApi, bot: Bot, run: Run, anna: Person, answer: Shown
) -> None:
    with pytest.raises(KeyError, match="no button 'Nästa'"):
        anna.press(answer, "Nästa")
    with pytest.raises(ValueError, match="tells the bot nothing"):
        anna.press(answer, "Kopiera")
    run(bot.delete_message(anna.chat_id, answer.message_id))
    with pytest.raises(LookupError, match="deleted"):
        anna.press(answer, "👍")
    assert run(bot.get_updates()) == ()
