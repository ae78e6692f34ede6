import asyncio
from typing import Any

from bot.telegram.handlers import on_help, on_question, on_start
from bot.telegram.memory import CHATS_KEPT, Memory
from bot.wiring import NotReady
from tests.fakes import FakeAsk, FakeMessage, FakeSender, FakeUpdate


def told(handler: Any, update: FakeUpdate, **bound: Any) -> list[str]:
    sender = FakeSender()
    asyncio.run(handler(update, None, sender=sender, **bound))
    return [message.html for _, message in sender.sent]


def test_a_question_is_answered_in_its_chat() -> None:
    ask = FakeAsk("**Anna** & Bo.")
    update = FakeUpdate(FakeMessage("Vem är chef?", chat_id=7))
    assert told(on_question, update, ask=ask, memory=Memory()) == ["<b>Anna</b> &amp; Bo."]
    assert (ask.asked[0].text, ask.asked[0].conversation) == ("Vem är chef?", "7")


def test_the_last_questions_of_the_same_chat_go_along() -> None:
    ask, memory = FakeAsk(), Memory()
    for text, chat in (("a", 1), ("b", 2), ("c", 1), ("d", 1), ("e", 1), ("f", 1), ("g", 1)):
        told(on_question, FakeUpdate(FakeMessage(text, chat)), ask=ask, memory=memory)
    assert ask.asked[-1].history == ("c", "d", "e", "f")


def test_start_greets_in_the_users_language_and_forgets() -> None:
    ask, memory = FakeAsk(), Memory()
    told(on_question, FakeUpdate(FakeMessage("a")), ask=ask, memory=memory)
    (swedish,) = told(on_start, FakeUpdate(FakeMessage("/start"), "sv-SE"), memory=memory)
    (english,) = told(on_start, FakeUpdate(FakeMessage("/start"), "de"), memory=memory)
    told(on_question, FakeUpdate(FakeMessage("b")), ask=ask, memory=memory)
    assert swedish.startswith("Hej!")
    assert english.startswith("Hello!")
    assert ask.asked[-1].history == ()


def test_help_says_what_the_bot_does() -> None:
    (text,) = told(on_help, FakeUpdate(FakeMessage("/help"), None))
    assert "Skriv en fråga" in text


def test_when_there_is_no_index_the_user_is_told_in_words() -> None:
    ask = FakeAsk(error=NotReady("secret path"))
    (text,) = told(on_question, FakeUpdate(FakeMessage("What is this?")), ask=ask, memory=Memory())
    assert "no index" in text
    assert "secret" not in text


def test_the_memory_keeps_the_chats_that_wrote_last() -> None:
    memory = Memory()
    memory.chat(0).turns.append("first")
    for number in range(1, CHATS_KEPT):
        memory.chat(number)
    memory.chat(0)
    memory.chat(CHATS_KEPT)
    assert list(memory.chat(0).turns) == ["first"]
    memory.chat(1).turns.append("again")
    assert list(memory.chat(2).turns) == []
