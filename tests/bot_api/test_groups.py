import threading
from collections.abc import Callable

import pytest
from telegram import Bot, Message, Update

from tests.bot_api.conftest import Raw, Refusal, Run, client, described
from tests.bot_api.groups import Group
from tests.bot_api.people import Person
from tests.bot_api.server import BotApi

Told = Callable[[], list[str | None]]


@pytest.fixture
def anna(server: BotApi) -> Person:
    return server.person("Anna")


@pytest.fixture
def bo(server: BotApi) -> Person:
    return server.person("Bo")


@pytest.fixture
def group(server: BotApi, anna: Person, bo: Person) -> Group:
    return server.group("Filmgruppen", anna, bo)


@pytest.fixture
def told(bot: Bot, run: Run) -> Told:
    """The texts of the messages that the bot is told of, once each."""

    def take() -> list[str | None]:
        updates = run(bot.get_updates())
        if updates:
            run(bot.get_updates(offset=updates[-1].update_id + 1))
        return [update.effective_message.text for update in updates if update.effective_message]

    return take


def test_with_privacy_on_the_bot_is_told_what_is_meant_for_it(
    server: BotApi, bot: Bot, run: Run, anna: Person, bo: Person, group: Group, told: Told
) -> None:
    run(bot.send_message(group.chat_id, "Hej alla"))
    anna.send_text("Vad tycker ni?", chat=group)
    anna.send_text("Fråga @Regionsvar_Bot då", chat=group)
    anna.send_text("@annan_bot hej", chat=group)
    bo.send_text("/hjalp", chat=group)
    bo.send_text("/hjalp@regionsvar_bot film", chat=group)
    bo.send_text("/hjalp@annan_bot", chat=group)
    bo.send_text("Jaha", reply_to=server.shown(group)[0])
    bo.send_text("Nej", chat=group, reply_to=2)
    bo.send_photo("Se @regionsvar_bot", chat=group)
    assert told() == ["Fråga @Regionsvar_Bot då", "/hjalp", "/hjalp@regionsvar_bot film", "Jaha", None]


def test_a_bare_command_is_for_the_bot_that_wrote_last(
    bot: Bot, run: Run, anna: Person, group: Group, told: Told
) -> None:
    group.another_bot_speaks()
    anna.send_text("/start", chat=group)
    anna.send_text("/start@regionsvar_bot", chat=group)
    run(bot.send_message(group.chat_id, "Hej"))
    anna.send_text("/hjalp", chat=group)
    assert told() == ["/start@regionsvar_bot", "/hjalp"]


def test_an_administrator_bot_and_one_without_privacy_are_told_everything(
    anna: Person, group: Group, told: Told, run: Run
) -> None:
    group.promote_bot(anna)
    anna.send_text("Vad tycker ni?", chat=group)
    assert told() == ["Vad tycker ni?"]
    with BotApi(privacy=False) as open_server, client(open_server, run) as bot:
        eva = open_server.person("Eva")
        eva.send_text("Hej", chat=open_server.group("Allt", eva))
        assert len(run(bot.get_updates())) == 1
        assert bot.can_read_all_group_messages


def test_edits_in_a_group_are_told_like_the_message(anna: Person, group: Group, told: Told) -> None:
    plain = anna.send_text("Hej", chat=group)
    meant = anna.send_text("@regionsvar_bot film", chat=group)
    anna.edit(plain, "Hej hej")
    anna.edit(meant, "@regionsvar_bot musik")
    assert told() == ["@regionsvar_bot film", "@regionsvar_bot musik"]


def test_coming_and_going_is_told_and_shuts_the_bot_out(
    server: BotApi, bot: Bot, run: Run, refusal: Refusal, anna: Person
) -> None:
    group = server.group("Nya", anna, has_bot=False)
    assert refusal(bot.send_message(group.chat_id, "x")) == (
        "Forbidden: Forbidden: bot is not a member of the supergroup chat"
    )
    group.add_bot(anna)
    group.silence_bot(anna)
    assert refusal(bot.send_message(group.chat_id, "x")) == (
        "BadRequest: Not enough rights to send text messages to the chat"
    )
    group.remove_bot(anna)
    anna.send_text("@regionsvar_bot är du kvar?", chat=group)
    changes = [told_of(update) for update in run(bot.get_updates())]
    assert changes == ["left -> member", "came: Regionsvar", "member -> restricted", "restricted -> kicked"]
    assert refusal(bot.send_message(group.chat_id, "x")) == (
        "Forbidden: Forbidden: bot was kicked from the supergroup chat"
    )


def told_of(update: Update) -> str:
    if change := update.my_chat_member:
        return f"{change.old_chat_member.status} -> {change.new_chat_member.status}"
    assert update.message is not None
    return f"came: {update.message.new_chat_members[0].first_name}"


def test_a_blocked_and_unblocked_bot_is_told_so(server: BotApi, bot: Bot, run: Run, anna: Person) -> None:
    anna.send_text("Hej")
    anna.block()
    anna.unblock()
    assert [told_of(update) for update in run(bot.get_updates())[1:]] == [
        "member -> kicked",
        "kicked -> member",
    ]
    assert run(bot.send_message(anna.chat_id, "Välkommen åter")).text == "Välkommen åter"


def topic_message(bot: Bot, run: Run) -> Message:
    message = run(bot.get_updates(offset=-1))[0].message
    assert message is not None
    return message


def test_topics_keep_messages_apart(server: BotApi, bot: Bot, run: Run, anna: Person) -> None:
    forum = server.group("Region", anna, is_forum=True)
    film = forum.topic("Film", anna)
    asked = anna.send_text("@regionsvar_bot film", chat=forum, thread=film)
    message = topic_message(bot, run)
    assert (message.message_thread_id, message.is_topic_message, message.chat.is_forum) == (film, True, True)
    assert message.reply_to_message is not None
    assert message.reply_to_message.forum_topic_created is not None
    run(bot.send_message(forum.chat_id, "Ett", message_thread_id=film))
    run(bot.send_message(forum.chat_id, "Två", reply_to_message_id=asked.message_id))
    run(bot.send_message(forum.chat_id, "Allmänt"))
    run(bot.send_chat_action(forum.chat_id, "typing", message_thread_id=film))
    assert [(shown.text, shown.thread) for shown in server.shown(forum)[2:]] == [
        ("Ett", film),
        ("Två", film),
        ("Allmänt", None),
    ]
    assert server.actions(forum)[0].thread == film


def test_a_topic_must_be_there_and_open(server: BotApi, raw: Raw, anna: Person, group: Group) -> None:
    forum = server.group("Region", anna, is_forum=True)
    film = forum.topic("Film", anna)
    forum.close_topic(film)

    def send(chat_id: int, thread: int) -> str:
        return described(raw("sendMessage", chat_id=chat_id, message_thread_id=thread, text="x"))

    assert send(forum.chat_id, film) == "TOPIC_CLOSED"
    assert send(forum.chat_id, 99) == send(group.chat_id, film) == "message thread not found"


def test_a_channels_posts_are_told_and_its_name_is_an_address(server: BotApi, bot: Bot, run: Run) -> None:
    channel = server.channel("Nytt", username="region_nytt")
    post = channel.post("Ny plan")
    channel.edit(post, "Ny film- och tvplan")
    posted, edited = run(bot.get_updates())
    assert posted.channel_post is not None
    assert edited.edited_channel_post is not None
    assert posted.channel_post.sender_chat is not None
    assert (posted.channel_post.text, edited.edited_channel_post.text) == ("Ny plan", "Ny film- och tvplan")
    waiting = threading.Thread(target=server.wait_for, args=(channel,))
    waiting.start()
    run(bot.send_message("@Region_nytt", "Hej"))
    waiting.join(5)
    assert (waiting.is_alive(), server.shown(channel)[-1].text) == (False, "Hej")


def test_a_basic_group_has_a_shorter_id(server: BotApi, bot: Bot, run: Run, anna: Person) -> None:
    small = server.group("Liten", anna, kind="group")
    run(bot.send_message(small.chat_id, "Hej"))
    assert -1_000_000_000 < small.chat_id < 0
    assert server.shown(small)[0].text == "Hej"


def test_members_and_chats_can_be_looked_up(
    server: BotApi, bot: Bot, run: Run, refusal: Refusal, anna: Person, group: Group
) -> None:
    assert run(bot.get_chat(group.chat_id)).title == "Filmgruppen"
    assert run(bot.get_chat(anna.chat_id)).first_name == "Anna"
    assert run(bot.get_chat_member(group.chat_id, anna.chat_id)).status == "member"
    assert run(bot.get_chat_member(group.chat_id, server.bot.id)).status == "member"
    assert run(bot.get_chat_administrators(group.chat_id)) == ()
    assert run(bot.get_chat_member_count(group.chat_id)) == 3
    group.promote_bot(anna)
    assert [member.user.id for member in run(bot.get_chat_administrators(group.chat_id))] == [server.bot.id]
    assert refusal(bot.get_chat(4711)) == "BadRequest: Chat not found"
    assert refusal(bot.get_chat_member(group.chat_id, 4711)) == "BadRequest: User not found"
    assert refusal(bot.get_chat_administrators(anna.chat_id)) == (
        "Forbidden: Forbidden: bot can't initiate conversation with a user"
    )


def test_a_bot_that_left_is_out(
    bot: Bot, run: Run, refusal: Refusal, anna: Person, group: Group, raw: Raw
) -> None:
    assert run(bot.leave_chat(group.chat_id))
    assert refusal(bot.send_message(group.chat_id, "x")) == (
        "Forbidden: Forbidden: bot is not a member of the supergroup chat"
    )
    anna.send_text("Hej")
    assert described(raw("leaveChat", chat_id=anna.chat_id)) == (
        "chat member status can't be changed in private chats"
    )
