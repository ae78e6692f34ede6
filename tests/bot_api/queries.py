"""What waits for a quick answer: pressed buttons and inline queries, and the answers they got.

A person's act -> a query with an id -> the bot's answer, once and before it is too old.
"""

import itertools
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tests.bot_api.chats import Chat, User
from tests.bot_api.plain import Json
from tests.bot_api.refusals import bad_request

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
FIRST_ID = 4_300_000_000_000_000_001


@dataclass(frozen=True, slots=True)
class Toast:
    """What a person is shown after pressing a button; the text is often empty."""

    text: str
    is_alert: bool
    url: str
    cache_s: int
    at: float  # seconds since 1970


@dataclass(frozen=True, slots=True)
class Results:
    """What a person can choose from after an inline query."""

    results: tuple[Json, ...]
    cache_s: int
    is_personal: bool
    next_offset: str
    button: Json | None
    at: float  # seconds since 1970

    def titles(self) -> list[str]:
        """What the results are called: articles by title, contacts by name."""
        return [_title(result) for result in self.results]


@dataclass(slots=True, eq=False)
class Press:
    """A button that was pressed."""

    id: str
    person: User
    chat: Chat
    message_id: int
    data: str
    at: float  # seconds since 1970
    answer: Toast | None = None
    is_old: bool = False


@dataclass(slots=True, eq=False)
class InlineQuery:
    """What a person typed after the bot's name, in any chat."""

    id: str
    person: User
    query: str
    offset: str
    chat_type: str
    at: float  # seconds since 1970
    answer: Results | None = None
    is_old: bool = False
    is_from_cache: bool = False  # answered by Telegram; the bot never heard of it


@dataclass(slots=True, eq=False)
class Queries:
    """Every query that was asked, by id."""

    pressed: dict[str, Press] = field(default_factory=dict)
    inline: dict[str, InlineQuery] = field(default_factory=dict)
    clock: Callable[[], float] = time.monotonic
    _cache: dict[tuple[str, str, int | None], tuple[float, Results]] = field(default_factory=dict)
    _ids: Iterator[int] = field(default_factory=lambda: itertools.count(FIRST_ID))

    def press(self, person: User, chat: Chat, message_id: int, data: str) -> Press:
        press = Press(str(next(self._ids)), person, chat, message_id, data, time.time())
        self.pressed[press.id] = press
        return press

    def ask(self, person: User, query: str, offset: str, chat_type: str) -> InlineQuery:
        """A new inline query, answered already when Telegram remembers the results."""
        asked = InlineQuery(str(next(self._ids)), person, query, offset, chat_type, time.time())
        asked.answer = self._cached(person, query, offset)
        asked.is_from_cache = asked.answer is not None
        self.inline[asked.id] = asked
        return asked

    def answer_press(self, number: str, toast: Toast) -> Press:
        press = self.pressed.get(number)
        if press is None or press.is_old or press.answer:
            raise bad_request(TOO_OLD)
        press.answer = toast
        return press

    def answer_inline(self, number: str, results: Results) -> None:
        asked = self.inline.get(number)
        if asked is None or asked.is_old or asked.answer:
            raise bad_request(TOO_OLD)
        asked.answer = results
        whose = asked.person.id if results.is_personal else None
        self._cache[asked.query, asked.offset, whose] = (self.clock() + results.cache_s, results)

    def expire(self) -> None:
        """Whatever was asked and not answered is too old from now on."""
        for press in self.pressed.values():
            press.is_old = press.answer is None
        for asked in self.inline.values():
            asked.is_old = asked.answer is None

    def forget_results(self) -> None:
        """Ask the bot again, also for what Telegram remembers."""
        self._cache.clear()

    def _cached(self, person: User, query: str, offset: str) -> Results | None:
        for whose in (person.id, None):
            until, results = self._cache.get((query, offset, whose), (0.0, None))
            if results and until > self.clock():
                return results
        return None


def _title(result: Json) -> str:
    return str(result.get("title") or f"{result['first_name']} {result.get('last_name', '')}".strip())
