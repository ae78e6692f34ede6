"""The parts of handlers that need no chat."""

import asyncio
from typing import Any

import pytest
from telegram import BotCommand, BotDescription, BotShortDescription
from telegram.error import NetworkError

from bot.telegram.handlers.answering import Answering
from bot.telegram.handlers.attachments import Albums, kind_of
from bot.telegram.handlers.forwarded import PLACE, Passed, Passing
from bot.telegram.handlers.menus import present
from bot.telegram.handlers.places import Place
from bot.telegram.handlers.standing import with_buttons
from bot.telegram.handlers.typing import typing
from bot.telegram.rendering.callbacks import Feedback, MoreContacts
from bot.telegram.rendering.keyboards import CallbackButton, CopyButton, LinkButton
from tests.bot.telegram.handlers.updates import FakeSender, message, read

ORIGIN = {"type": "hidden_user", "sender_user_name": "Bo", "date": 1}
KEYBOARD = {
    "inline_keyboard": [
        [{"text": "Kopiera", "copy_text": {"text": "090"}}, {"text": "Läs", "url": "https://a.se/"}],
        [{"text": "Fler", "callback_data": "m:1"}],
        [{"text": "👍", "callback_data": "f:1:g"}, {"text": "gammal", "callback_data": "x"}],
    ]
}


def passed(text: str, **more: Any) -> Passed | None:
    nobody: Any = None
    return Passing(Answering(nobody, nobody, nobody, nobody)).passed_on(read(message(text, **more)), text)


def test_a_message_keeps_its_words_and_the_buttons_that_stay() -> None:
    bold = {"type": "bold", "offset": 0, "length": 3}
    said = read(message("Bo & co", reply_markup=KEYBOARD) | {"entities": [bold]})
    new = (CallbackButton("👎", Feedback("1", "bad")),)
    shown = with_buttons(said, lambda callback: isinstance(callback, MoreContacts), [new])
    assert (shown.html, shown.text) == ("<b>Bo </b>&amp; co", "Bo & co")
    assert shown.keyboard is not None
    assert shown.keyboard.rows == (
        (CopyButton("Kopiera", "090"), LinkButton("Läs", "https://a.se/")),
        (CallbackButton("👍", Feedback("1", "good")),),
        new,
    )


@pytest.mark.parametrize(
    ("text", "how", "found"),
    [
        ("Vem ansvarar?", {}, None),
        ("x" * 500, {}, None),
        ("Vem ansvarar?", {"forward_origin": ORIGIN}, None),
        ("x" * 100, {"forward_origin": ORIGIN}, Passed("x" * 100, (), "")),
        (f"{'x' * 100}?", {"forward_origin": ORIGIN}, None),
        ("https://a.se/b", {}, Passed("https://a.se/b", ("https://a.se/b",), "")),
        ("se https://a.se/b", {}, Passed("se https://a.se/b", ("https://a.se/b",), "")),
        (
            "vad kostar det enligt https://a.se/b", {},
            Passed(
                "vad kostar det enligt https://a.se/b",
                ("https://a.se/b",),
                f"vad kostar det enligt {PLACE}",
            ),
        ),
        ("vem driver https://a.se", {}, None),
    ],
)  # fmt: skip
def test_what_was_passed_on_is_told_from_a_question(
    text: str, how: dict[str, Any], found: Passed | None
) -> None:
    assert passed(text, **how) == found


def test_an_album_is_new_once_and_a_picture_of_its_own_always() -> None:
    albums = Albums()
    first, second = (read(message(media_group_id=number)) for number in ("a", "b"))
    alone = read(message())
    assert [albums.is_new(each) for each in (first, first, second, alone, alone)] == [
        True, False, True, True, True,
    ]  # fmt: skip


def test_what_has_no_words_of_its_own_is_something_else() -> None:
    dice = read(message(dice={"emoji": "🎲", "value": 3}))
    story = read(message(story={"id": 1, "chat": message()["chat"]}))
    assert [kind_of(dice), kind_of(story)] == ["sticker", "other"]


def test_typing_is_shown_again_while_it_lasts_and_never_after(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram.handlers.typing.SHOWN_S", 0.01)
    sender = FakeSender()

    async def scenario() -> int:
        async with typing(sender, Place(7, 7)):
            await asyncio.sleep(0.1)
        during = len(sender.typed)
        await asyncio.sleep(0.05)
        return during

    assert 2 <= asyncio.run(scenario()) == len(sender.typed)


class FakeBot:
    """Says what it was told, and fails when it is away."""

    def __init__(self, is_away: bool = False) -> None:
        self.set: list[str] = []
        self._commands: dict[str, tuple[BotCommand, ...]] = {}
        self._texts: dict[tuple[str, str], str] = {}
        self._is_away = is_away

    async def get_my_commands(self, *, language_code: str) -> tuple[BotCommand, ...]:
        if self._is_away:
            raise NetworkError("away")
        return self._commands.get(language_code, ())

    async def set_my_commands(self, commands: tuple[BotCommand, ...], *, language_code: str) -> None:
        self.set.append(f"commands {language_code}".strip())
        self._commands[language_code] = commands

    async def get_my_description(self, code: str) -> BotDescription:
        return BotDescription(self._texts.get(("long", code), ""))

    async def set_my_description(self, text: str, code: str) -> None:
        self.set.append(f"long {code}".strip())
        self._texts["long", code] = text

    async def get_my_short_description(self, code: str) -> BotShortDescription:
        return BotShortDescription(self._texts.get(("short", code), ""))

    async def set_my_short_description(self, text: str, code: str) -> None:
        self.set.append(f"short {code}".strip())
        self._texts["short", code] = text


def test_the_bot_presents_itself_once_in_each_language() -> None:
    bot: Any = FakeBot()
    for _ in range(2):
        asyncio.run(present(bot))
    assert bot.set == [
        "commands", "long", "short",
        "commands sv", "long sv", "short sv",
        "commands en", "long en", "short en",
    ]  # fmt: skip


def test_a_bot_that_cannot_present_itself_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    bot: Any = FakeBot(is_away=True)
    asyncio.run(present(bot))
    assert "the menu was not set: away" in caplog.text
