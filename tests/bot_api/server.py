"""A Bot API server of our own: real HTTP on loopback, with people who write, press and read.

    with BotApi() as server:
        anna = server.person("Anna")
        answer = anna.ask("Vem svarar för film?")
        assert "film" in answer.text

Its HTTP lives in a thread of its own, so that it serves a bot in the same process, in another one,
and a test with or without a loop alike; `async with` does the same.
"""

import asyncio
import threading
from collections.abc import Callable
from functools import partial
from types import TracebackType
from typing import Self

from tests.bot_api.answering import Answering
from tests.bot_api.chats import User
from tests.bot_api.dispatch import Dispatcher
from tests.bot_api.editing import Editing
from tests.bot_api.faults import Faults
from tests.bot_api.flood import TELEGRAM, Limits
from tests.bot_api.groups import Channel, Group
from tests.bot_api.lookups import Lookups
from tests.bot_api.people import Person
from tests.bot_api.plain import Json
from tests.bot_api.polling import Polling
from tests.bot_api.profile import Profile
from tests.bot_api.queries import Queries
from tests.bot_api.receiving import Receiving
from tests.bot_api.sending import Sending
from tests.bot_api.shown import Action, Draft
from tests.bot_api.waiting import Place, Waiting, chat_of
from tests.bot_api.webhook import Webhook
from tests.bot_api.wire import HttpServer
from tests.bot_api.world import Call, World

BOT_ID = 7_000_000_001
START_S = 10.0  # the server is up, or down again, long before, or something is wrong


class BotApi(Waiting):
    """One bot's Telegram: its server, its people, and what they see."""

    def __init__(
        self,
        *,
        limits: Limits | None = TELEGRAM,
        privacy: bool = True,
        webhook_pause_s: float = 1.0,
        username: str = "regionsvar_bot",
    ) -> None:
        """`limits=None` lets the bot send as much as it wants; the pause doubles at each refusal."""
        bot = User(BOT_ID, "Regionsvar", username=username, is_bot=True)
        self._world = World(bot, limits, privacy)
        super().__init__(self._world)
        self.token = f"{BOT_ID}:of-no-use-anywhere-else"
        self.faults = Faults()
        self.queries = Queries()
        self.profile = Profile(bot.first_name)
        self._polling = Polling(self._world)
        self._webhook = Webhook(self._world, webhook_pause_s, lambda said: self._dispatcher.call(said))
        self._dispatcher = self._dispatcher_of_all()
        self._http = HttpServer(self._dispatcher)
        self._thread = threading.Thread(target=self._run, name="bot-api", daemon=True)
        self._ready = threading.Event()
        self._port = 0
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ending: asyncio.Event | None = None

    @property
    def url(self) -> str:
        """What `REGIONSVAR_TELEGRAM_API_URL` is set to."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def bot(self) -> User:
        return self._world.bot

    def person(
        self, first_name: str, last_name: str = "", *, username: str = "", language: str = "sv"
    ) -> Person:
        """Someone who has never written to the bot."""
        user = self._world.add_person(first_name, last_name, username, language)
        return Person(user, self._world, self.queries, self)

    def group(
        self,
        title: str,
        *people: Person,
        is_forum: bool = False,
        kind: str = "supergroup",
        has_bot: bool = True,
    ) -> Group:
        """A group of these people and, if not said otherwise, the bot."""
        group = Group(self._world.add_chat(kind, title, "", is_forum), self._world)
        for person in people:
            group.join(person)
        if has_bot:
            group.chat.members[self.bot.id] = "member"
        return group

    def channel(self, title: str, *, username: str = "") -> Channel:
        """A channel that the bot administers."""
        chat = self._world.add_chat("channel", title, username, is_forum=False)
        chat.members[self.bot.id] = "administrator"
        return Channel(chat, self._world)

    def actions(self, place: Place) -> list[Action]:
        """What the bot was seen doing in a chat, first to last."""
        with self._world.lock:
            return list(self._world.actions.get(chat_of(place), ()))

    def drafts(self, place: Place) -> list[Draft]:
        """The unfinished texts that were shown in a chat, first to last."""
        with self._world.lock:
            return list(self._world.drafts.get(chat_of(place), ()))

    def conversation(self, place: Place) -> list[Json]:
        """What is shown in a chat as plain data, for a picture of it."""
        return [message.to_dict() for message in self.shown(place)]

    def menu(self, person: Person, place: Place | None = None) -> list[Json]:
        """The commands that a person is offered, in private if no other chat is named."""
        with self._world.lock:
            chat = self._world.chats[chat_of(person if place is None else place)]
            return self.profile.menu(person.user, chat)

    @property
    def calls(self) -> list[Call]:
        """Every call of the bot but getUpdates, first to last."""
        with self._world.lock:
            return list(self._world.calls)

    @property
    def polls(self) -> int:
        """How often the bot asked for updates."""
        return self._polling.polls

    @property
    def untold(self) -> int:
        """How many updates the bot has not confirmed."""
        with self._world.lock:
            return len(self._world.updates)

    def __enter__(self) -> Self:
        self._thread.start()
        if not self._ready.wait(START_S):
            raise RuntimeError("the Bot API server did not start")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop; a fault of this server itself is raised, so that no test passes over it."""
        if self._loop and self._ending:
            self._loop.call_soon_threadsafe(self._ending.set)
        self._thread.join(START_S)
        if self._thread.is_alive():
            raise RuntimeError("the Bot API server did not stop") from error
        if error is None and self._dispatcher.broken:
            raise RuntimeError("the Bot API server itself failed") from self._dispatcher.broken[0]

    async def __aenter__(self) -> Self:
        return self.__enter__()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.to_thread(self.__exit__, kind, error, trace)

    def _dispatcher_of_all(self) -> Dispatcher:
        world = self._world
        handlers = {
            **Sending(world).methods(), **Editing(world).methods(), **Lookups(world).methods(),
            **Answering(world, self.queries).methods(), **self.profile.methods(),
        }  # fmt: skip
        waited = Receiving(world, self._polling, self._webhook).methods()
        return Dispatcher(self.token, world, self.faults, handlers, waited)

    def _run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        loop = asyncio.get_running_loop()
        self._loop, self._ending = loop, asyncio.Event()
        self._world.on_update = partial(_in, loop, self._wake)
        self._port = await self._http.start()
        self._ready.set()
        await self._ending.wait()
        self._world.on_update = lambda: None
        await self._webhook.remove()
        await self._http.stop()

    def _wake(self) -> None:
        """Something happened that the bot may be told of."""
        self._polling.wake()
        self._webhook.wake()


def _in(loop: asyncio.AbstractEventLoop, act: Callable[[], None]) -> None:
    loop.call_soon_threadsafe(act)
