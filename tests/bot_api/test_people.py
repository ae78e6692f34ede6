import threading
import time
from collections.abc import Callable

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from tests.bot_api.conftest import Run
from tests.bot_api.people import Person
from tests.bot_api.server import BotApi
from tests.bot_api.shown import Shown
from tests.bot_api.waiting import NotSeen

SENDING: list[tuple[str, Callable[[Person], Shown]]] = [
    ("photo", lambda anna: anna.send_photo("Se!")),
    ("document", lambda anna: anna.send_document("plan.pdf", "Se!")),
    ("sticker", lambda anna: anna.send_sticker("🎬")),
    ("voice", lambda anna: anna.send_voice(4)),
    ("video", lambda anna: anna.send_video(4)),
    ("location", lambda anna: anna.send_location(63.8, 20.3)),
    ("contact", lambda anna: anna.send_contact("Eva", "+46")),
    ("poll", lambda anna: anna.send_poll("Film?", "Ja", "Nej")),
]


@pytest.mark.parametrize(("kind", "send"), SENDING)
def test_what_is_not_text_reaches_the_bot_as_what_it_is(
    server: BotApi, bot: Bot, run: Run, kind: str, send: Callable[[Person], Shown]
) -> None:
    shown = send(server.person("Anna"))
    (update,) = run(bot.get_updates())
    assert update.message is not None
    assert shown.kind == kind
    assert getattr(update.message, kind)
    assert update.message.text is None


def test_a_forwarded_message_says_from_whom(server: BotApi, bot: Bot, run: Run) -> None:
    server.person("Anna").forward("Pressmeddelande", origin="Region Västerbotten")
    (update,) = run(bot.get_updates())
    assert update.message is not None
    assert update.message.forward_origin is not None
    assert update.message.forward_origin.to_dict()["sender_user_name"] == "Region Västerbotten"


def test_a_command_is_marked_as_one(server: BotApi, bot: Bot, run: Run) -> None:
    server.person("Anna").send_text("/start film")
    (update,) = run(bot.get_updates())
    assert update.message is not None
    assert update.message.parse_entities(["bot_command"]) == {update.message.entities[0]: "/start"}


def test_an_edited_message_is_told_with_its_new_text(server: BotApi, bot: Bot, run: Run) -> None:
    anna = server.person("Anna")
    edited = anna.edit(anna.send_text("Vem är chef?"), "Vem är kulturchef?")
    (_, update) = run(bot.get_updates())
    assert update.edited_message is not None
    assert (update.edited_message.text, update.edited_message.edit_date is not None) == (
        "Vem är kulturchef?",
        True,
    )
    assert [before.text for before in edited.before] == ["Vem är chef?"]


def answer_soon(server: BotApi, bot: Bot, run: Run, anna: Person, text: str) -> threading.Timer:
    answering = threading.Timer(0.05, lambda: run(bot.send_message(anna.chat_id, text)))
    answering.start()
    return answering


def test_a_person_can_wait_for_the_answer(server: BotApi, bot: Bot, run: Run) -> None:
    anna = server.person("Anna")
    anna.send_text("Hej")
    run(bot.send_message(anna.chat_id, "Ett gammalt svar"))
    answering = answer_soon(server, bot, run, anna, "Eva svarar")
    assert anna.ask("Vem svarar för film?").text == "Eva svarar"
    answering.join()
    assert server.wait_for(anna, lambda message: "gammalt" in message.text).message_id == 2


def test_people_may_write_from_many_threads(server: BotApi, bot: Bot, run: Run) -> None:
    group = server.group("Film")
    group.promote_bot(server.person("Eva"))
    run(bot.get_updates(offset=-1))

    def write(person: Person) -> None:
        for number in range(20):
            person.send_text(f"{person.chat_id}: {number}", chat=group)

    people = [server.person(str(number)) for number in range(5)]
    threads = [threading.Thread(target=write, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    updates = run(bot.get_updates())[1:]
    updates += run(bot.get_updates(offset=updates[-1].update_id + 1))
    messages = [update.message for update in updates if update.message]
    assert [message.message_id for message in messages] == list(range(1, 101))
    for person in people:
        own = [
            message.text
            for message in messages
            if message.from_user and message.from_user.id == person.chat_id
        ]
        assert own == [f"{person.chat_id}: {number}" for number in range(20)]


def test_of_two_buttons_that_say_the_same_either_can_be_pressed(server: BotApi, bot: Bot, run: Run) -> None:
    anna = server.person("Anna")
    anna.send_text("Hej")
    both = [InlineKeyboardButton("Visa", callback_data=data) for data in ("1", "2")]
    run(bot.send_message(anna.chat_id, "x", reply_markup=InlineKeyboardMarkup([both])))
    answer = server.shown(anna)[-1]
    assert [anna.press(answer, button).data for button in answer.buttons] == ["1", "2"]


def test_an_answer_that_does_not_come_is_told_with_what_came_instead(
    server: BotApi, bot: Bot, run: Run
) -> None:
    anna = server.person("Anna")
    anna.send_text("Hej")
    run(bot.send_message(anna.chat_id, "Något annat"))
    with pytest.raises(NotSeen) as seen:
        server.wait_for(anna, lambda message: message.text == "Eva", timeout_s=0.05)
    assert str(seen.value) == (
        "the bot did not say it, not within 0.05 s; the chat:\n1 Anna: 'Hej'\n2 Regionsvar: 'Något annat'"
    )


def test_the_conversation_as_plain_data_holds_all_that_a_picture_needs(
    server: BotApi, bot: Bot, run: Run
) -> None:
    anna = server.person("Anna", "Ek")
    anna.send_text("Hej")
    run(bot.send_message(anna.chat_id, "<b>Hej</b>", parse_mode="HTML"))
    said = server.conversation(anna)[1]
    assert abs(said.pop("sent_at") - time.time()) < 60
    assert said == {
        "chat_id": anna.chat_id, "message_id": 2, "sender": "Regionsvar", "is_bot": True, "kind": "text",
        "text": "Hej", "entities": [{"type": "bold", "offset": 0, "length": 3}],
        "content": {"text": "Hej", "entities": [{"type": "bold", "offset": 0, "length": 3}]},
        "keyboard": [], "reply_to": None, "quote": "", "thread": None, "link_preview": None,
        "is_silent": False, "is_deleted": False, "times_edited": 0,
    }  # fmt: skip
