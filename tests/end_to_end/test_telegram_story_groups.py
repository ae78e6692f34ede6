"""The bot among others: asked by name, short, each person for themselves."""

from collections.abc import Iterator

import pytest

from tests.bot_api import media
from tests.bot_api.groups import Group
from tests.bot_api.people import Person
from tests.bot_api.server import BotApi
from tests.end_to_end.talking import TRANSPORTS, talking, toast, words

ASKS = "@regionsvar_bot vem ansvarar för bredband?"


@pytest.fixture(scope="module", params=TRANSPORTS)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotApi]:
    with talking(tmp_path_factory.mktemp("groups"), request.param) as server:
        yield server


@pytest.fixture
def people(server: BotApi) -> tuple[Group, Person, Person]:
    anna, bo = server.person("Anna"), server.person("Bo")
    return server.group("Byalaget", anna, bo), anna, bo


def silent(server: BotApi, group: Group, anna: Person) -> bool:
    """Whether the bot said nothing, once it has dealt with everything before."""
    before = len([m for m in server.shown(group) if m.is_bot])
    last = anna.ask("/sprak@regionsvar_bot", chat=group)
    return [m for m in server.shown(group) if m.is_bot][before:] == [last]


def test_a_mention_is_answered_shortly_with_the_way_to_a_private_chat(
    server: BotApi, people: tuple[Group, Person, Person]
) -> None:
    group, anna, _ = people
    question = anna.send_text(ASKS, chat=group)
    answer = server.wait_for(group, after=question.message_id)
    assert answer.reply_to == question.message_id
    assert "Anna Berg" in answer.text
    assert answer.button("Kopiera telefon").value == "090-12 34 56"
    assert answer.button("Fortsätt privat").value.startswith("https://t.me/regionsvar_bot?start=a_")
    assert "typing" in [action.action for action in server.actions(group)]
    assert [m.kind for m in server.shown(group)] == ["text", "text"]


def test_a_reply_to_the_bot_is_a_question_too(server: BotApi, people: tuple[Group, Person, Person]) -> None:
    group, anna, _ = people
    answer = anna.ask(ASKS, chat=group)
    onward = anna.ask("och för film?", chat=group, reply_to=answer)
    assert "Cia Lund" in onward.text


@pytest.mark.parametrize("is_administrator", [False, True])
def test_what_people_say_to_each_other_is_left_alone(
    server: BotApi, people: tuple[Group, Person, Person], is_administrator: bool
) -> None:
    group, anna, bo = people
    if is_administrator:
        group.promote_bot(anna)
    said = anna.send_text("Vem ansvarar för bredband?", chat=group)
    bo.send_text("Anna, tror jag.", chat=group, reply_to=said)
    bo.send_text("@nagon_annan_bot vem ansvarar för bredband?", chat=group)
    anna.send_sticker(chat=group)
    anna.send_photo(chat=group)
    assert silent(server, group, anna)


def test_each_person_is_remembered_for_themselves(
    server: BotApi, people: tuple[Group, Person, Person]
) -> None:
    group, anna, bo = people
    anna.ask(ASKS, chat=group)
    bo.ask("@regionsvar_bot vem är filmkonsulent?", chat=group)
    assert "Anna Berg" in anna.ask("@regionsvar_bot och hennes mejl?", chat=group).text
    assert "cia.lund" in bo.ask("@regionsvar_bot och hennes mejl?", chat=group).text


def test_a_bare_name_under_a_message_asks_about_that_message(
    server: BotApi, people: tuple[Group, Person, Person]
) -> None:
    group, anna, bo = people
    question = anna.send_text("Vem ansvarar för bredband?", chat=group)
    asked = bo.send_text("@regionsvar_bot", chat=group, reply_to=question)
    assert "Anna Berg" in server.wait_for(group, after=asked.message_id).text
    alone = bo.ask("@regionsvar_bot", chat=group)
    assert alone.text == "Skriv din fråga efter mitt namn, så svarar jag här."


def test_the_answer_stays_in_its_topic(server: BotApi) -> None:
    anna = server.person("Anna")
    forum = server.group("Forum", anna, is_forum=True)
    topic = forum.topic("Bredband", anna)
    answer = anna.ask(ASKS, chat=forum, thread=topic)
    listed = anna.ask("/kontakter@regionsvar_bot", chat=forum, thread=topic)
    assert (answer.thread, listed.thread) == (topic, topic)


def test_in_a_topic_that_the_bot_did_not_open_nobody_is_answered_unasked(server: BotApi) -> None:
    anna = server.person("Anna")
    forum = server.group("Forum", anna, is_forum=True)
    forum.promote_bot(anna)
    topic = forum.topic("Bredband", anna)
    anna.send_text("Vem ansvarar för bredband?", chat=forum, thread=topic)
    assert silent(server, forum, anna)


def test_commands_are_answered_to_the_one_who_wrote_them(
    server: BotApi, people: tuple[Group, Person, Person]
) -> None:
    group, anna, _ = people
    command = anna.send_text("/kontakter@regionsvar_bot", chat=group)
    answer = server.wait_for(group, after=command.message_id)
    assert answer.text.startswith("Kontakter · 1–8")
    assert answer.reply_to == command.message_id


def test_a_photo_with_the_bots_name_is_answered(server: BotApi, people: tuple[Group, Person, Person]) -> None:
    group, anna, _ = people
    photo = anna.send_photo("@regionsvar_bot vad är det här?", chat=group)
    assert server.wait_for(group, after=photo.message_id).text.startswith("Bilder kan jag inte läsa.")


def test_going_on_in_private_keeps_the_thread(server: BotApi, people: tuple[Group, Person, Person]) -> None:
    group, anna, _ = people
    link = anna.ask(ASKS, chat=group).button("Fortsätt privat").value
    onward = anna.ask(f"/start {link.partition('start=')[2]}")
    assert onward.text.startswith("vem ansvarar för bredband?\n\n")
    card = server.wait_for(anna, after=onward.message_id).contact
    assert card["last_name"] == "Berg"
    assert "anna.berg@regionexempel.se" in anna.ask("och hennes mejl?", words).text


def test_forgetting_in_a_group_forgets_the_person_there_alone(
    server: BotApi, people: tuple[Group, Person, Person]
) -> None:
    group, anna, bo = people
    for person in (anna, bo):
        person.ask(ASKS, chat=group)
    done = anna.ask("/glom@regionsvar_bot", chat=group)
    assert done.text == "Nu är det gjort: allt som var sparat om dig i den här gruppen är raderat."
    assert "Anna Berg" not in anna.ask("@regionsvar_bot och hennes mejl?", chat=group).text
    assert "Anna Berg" in bo.ask("@regionsvar_bot och hennes mejl?", chat=group).text


def test_each_member_may_judge_an_answer(server: BotApi, people: tuple[Group, Person, Person]) -> None:
    group, anna, bo = people
    answer = anna.ask(ASKS, chat=group)
    presses = [anna.press(answer, "👍"), bo.press(answer, "👎")]
    thanks = [toast(server, press) for press in presses]
    assert thanks == ["Tack, roligt att höra!", "Tack. Vad var fel?"]


def test_being_brought_along_and_thrown_out_is_taken_quietly(server: BotApi) -> None:
    anna = server.person("Anna")
    group = server.group("Ny grupp", anna, has_bot=False)
    group.add_bot(anna)
    assert "Anna Berg" in anna.ask(ASKS, chat=group).text
    group.remove_bot(anna)
    anna.ask("/hjalp")
    assert len([m for m in server.shown(group) if m.is_bot]) == 1


def test_a_forwarded_text_with_the_bots_name_is_looked_up(
    server: BotApi, people: tuple[Group, Person, Person]
) -> None:
    group, anna, bo = people
    text = "Under 2025 beviljades 14 projekt stöd till fiber. Satsningen omfattar 12 miljoner kronor."
    shared = anna.send(media.text(text) | media.forwarded("Regionen", 1_700_000_000), chat=group)
    asked = bo.send_text("@regionsvar_bot", chat=group, reply_to=shared)
    assert server.wait_for(group, after=asked.message_id).text.startswith("Det där finns bland dokumenten")
