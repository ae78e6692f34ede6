"""A chat model at an OpenAI-compatible endpoint, through LangChain.

Messages -> a Speech. Each call runs in a loop of our own beside the threads that answer, so that every wait
has an end by the clock, also where the endpoint keeps the line alive and says nothing.
"""

import asyncio
import queue
import threading
from collections import deque
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from bot.models.capabilities import Capabilities
from bot.models.failing import ModelFailed
from bot.models.protocols import Form, Message, Usage
from bot.models.tokens import tokens_in, tokens_of

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage
    from langchain_openai import ChatOpenAI
    from openai import DefaultAsyncHttpxClient

NO_KEY = "none"  # the client wants one; an endpoint without keys does not look at it
SEED = 1  # where the endpoint takes one: the same prompt, the same reply
WHOLE = frozenset(("stop", "length"))  # reasons to finish after which what came may be used
CLOSING_S = 5.0
KEPT_OPEN_S = 60.0  # a connection that nobody uses: a new one costs two or three ways there and back
FILTERED = "content_filter"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model is, and how long it is waited for."""

    model: str
    base_url: str | None  # None: OpenAI's own
    key: str | None
    first_s: float  # until the first piece
    gap_s: float  # between two pieces


class OpenAiChat:
    """A chat model; safe for many threads."""

    def __init__(self, endpoint: Endpoint, capabilities: Capabilities) -> None:
        """Connects to nothing yet."""
        self.name = endpoint.model
        self._endpoint = endpoint
        self._capabilities = capabilities

    def speak(
        self, messages: Sequence[Message], reply_tokens: int, patience_s: float, form: Form | None = None
    ) -> "LoopSpeech":
        """Begin a reply."""
        pieces = self._pieces(self._client, messages, reply_tokens, form)
        return LoopSpeech(pieces, messages, self._endpoint, patience_s)

    def close(self) -> None:
        """Let go of every connection; replies that are still coming fail, the next ones open new ones."""
        self.__dict__.pop("_client", None)
        if connections := self.__dict__.pop("_connections", None):
            closing = asyncio.run_coroutine_threadsafe(connections.aclose(), model_loop())
            closing.result(CLOSING_S)

    async def _pieces(
        self, client: "ChatOpenAI", messages: Sequence[Message], reply_tokens: int, form: Form | None
    ) -> AsyncIterator["BaseMessage"]:
        options = self._options(reply_tokens, form)
        if not self._capabilities.stream:
            yield await client.ainvoke(_foreign(messages), **options)
            return
        async for piece in client.astream(_foreign(messages), **options):
            yield piece

    def _options(self, reply_tokens: int, form: Form | None) -> dict[str, Any]:
        known = self._capabilities
        body: dict[str, Any] = {known.limit_name: reply_tokens}
        if form and known.structured:
            schema = {"name": "reply", "schema": form, "strict": True}
            body["response_format"] = {"type": "json_schema", "json_schema": schema}
        options: dict[str, Any] = {"extra_body": body}
        if known.seed:
            options["seed"] = SEED
        if known.usage and known.stream:
            options["stream_usage"] = True
        return options

    @cached_property
    def _connections(self) -> "DefaultAsyncHttpxClient":
        from httpx2 import Limits  # what openai's own client is made of
        from openai import DefaultAsyncHttpxClient

        return DefaultAsyncHttpxClient(
            timeout=self._endpoint.first_s + self._endpoint.gap_s, limits=Limits(keepalive_expiry=KEPT_OPEN_S)
        )

    @cached_property
    def _client(self) -> "ChatOpenAI":
        from langchain_openai import ChatOpenAI
        from pydantic import SecretStr

        return ChatOpenAI(
            model=self._endpoint.model,
            base_url=self._endpoint.base_url,
            api_key=SecretStr(self._endpoint.key or NO_KEY),
            temperature=0,
            max_retries=0,  # ours, which know how long the asker waits
            http_async_client=self._connections,
            stream_chunk_timeout=None,  # ours too
            streaming=self._capabilities.stream,
            stream_usage=False,
            cache=False,
            use_responses_api=False,
        )


@cache
def model_loop() -> asyncio.AbstractEventLoop:
    """The loop that every model of the process speaks in."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="models", daemon=True).start()
    return loop


class LoopSpeech:
    """A reply that comes in a loop of its own and is listened to from a thread."""

    def __init__(
        self,
        pieces: AsyncIterator["BaseMessage"],
        messages: Sequence[Message],
        endpoint: Endpoint,
        patience_s: float,
    ) -> None:
        self.usage: Usage | None = None
        self._pieces = pieces
        self._messages = messages
        self._endpoint = endpoint
        self._heard: queue.SimpleQueue[str | ModelFailed | None] = queue.SimpleQueue()
        self._ahead: deque[str | ModelFailed | None] = deque()  # heard, and not yet handed on
        self._said = 0
        self._finish: str | None = None
        self._task = asyncio.run_coroutine_threadsafe(self._listen(patience_s), model_loop())

    def __iter__(self) -> Iterator[str]:
        """The pieces. Raises ModelFailed, also at the end of a reply that is not whole."""
        while (heard := self._next()) is not None:
            if isinstance(heard, ModelFailed):
                raise heard
            yield heard

    def silent_for(self, seconds: float) -> bool:
        """Whether nothing is heard within so many seconds; what was heard waits for who listens."""
        with suppress(queue.Empty):
            self._ahead.append(self._heard.get(timeout=seconds))
        return not self._ahead

    def close(self) -> None:
        """Hang up."""
        self._task.cancel()

    def _next(self) -> str | ModelFailed | None:
        return self._ahead.popleft() if self._ahead else self._heard.get()

    async def _listen(self, patience_s: float) -> None:
        """Put every piece into the queue, then None, or why there is no more."""
        try:
            async with asyncio.timeout(patience_s):
                await self._hear_all()
            self._heard.put(self._fault_at_end())
        except BaseException as error:
            from bot.models.translating import failure_of

            self._heard.put(failure_of(error))
            if isinstance(error, asyncio.CancelledError):
                raise

    async def _hear_all(self) -> None:
        wait_s = self._endpoint.first_s
        try:
            while True:
                piece = await asyncio.wait_for(anext(self._pieces), wait_s)
                self._take(piece)
                wait_s = self._endpoint.gap_s if self._said else wait_s
        except StopAsyncIteration:
            return
        finally:
            with suppress(Exception):
                await self._pieces.aclose()  # type: ignore[attr-defined]  # a generator, which has it

    def _take(self, piece: "BaseMessage") -> None:
        text = piece.text
        self._finish = piece.response_metadata.get("finish_reason") or self._finish
        if used := getattr(piece, "usage_metadata", None):
            self.usage = Usage(used["input_tokens"], used["output_tokens"])
        if text:
            self._said += len(text)
            self._heard.put(str(text))

    def _fault_at_end(self) -> ModelFailed | None:
        """Whether what came is a whole reply."""
        if self._finish == FILTERED:
            return ModelFailed("refused", "the endpoint's filter")
        if self._finish not in WHOLE:
            return ModelFailed("cut", f"finish reason {self._finish}")
        if not self._said:
            return ModelFailed("empty")
        if self.usage is None:
            self.usage = Usage(tokens_of(self._messages), tokens_in("x" * self._said), estimated=True)
        return None


def _foreign(messages: Sequence[Message]) -> list["BaseMessage"]:
    from langchain_core.messages import HumanMessage, SystemMessage

    kinds = {"system": SystemMessage, "user": HumanMessage}
    return [kinds[message.role](content=message.text) for message in messages]
