"""A model that embeds at an OpenAI-compatible endpoint, through LangChain.

Texts -> Embedded. Plain strings are sent and plain numbers asked for, since compatible servers know neither
tokens nor, some of them, base64. Each call runs in the models' loop, so that it has an end by the clock.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from bot.models.chat import CLOSING_S, NO_KEY, model_loop
from bot.models.protocols import Embedded
from bot.models.tokens import tokens_in

if TYPE_CHECKING:
    from langchain_openai import OpenAIEmbeddings
    from openai import AsyncOpenAI

Encoding = Literal["float", "unsaid", "base64"]  # how numbers are asked for
LONGEST_S = 600.0  # of any call; each has an earlier end of its own


@dataclass(frozen=True, slots=True)
class EmbeddingEndpoint:
    """Where a model is."""

    model: str
    base_url: str | None  # None: OpenAI's own
    key: str | None


class OpenAiEmbeddings:
    """A model that embeds; safe for many threads."""

    def __init__(self, endpoint: EmbeddingEndpoint, encoding: Encoding = "float") -> None:
        """Connects to nothing yet."""
        self.name = endpoint.model
        self._endpoint = endpoint
        self._encoding = encoding

    def embed(self, texts: Sequence[str], patience_s: float) -> Embedded:
        """The vectors of some texts. Raises ModelFailed."""
        from bot.models.translating import failure_of

        self.prepare()
        waited = asyncio.wait_for(self._embedded(list(texts)), patience_s)
        call = asyncio.run_coroutine_threadsafe(waited, model_loop())
        try:
            return call.result()
        except Exception as error:
            raise failure_of(error) from error
        finally:
            call.cancel()

    def prepare(self) -> None:
        """Import what a call needs: seconds on a busy machine, which no call's patience is to pay."""
        import langchain_openai  # noqa: F401

        _ = self._client

    def close(self) -> None:
        """Let go of every connection; the next call opens new ones."""
        if client := self.__dict__.pop("_client", None):
            with suppress(TimeoutError):  # what was embedded is not lost for a connection that hangs
                asyncio.run_coroutine_threadsafe(client.close(), model_loop()).result(CLOSING_S)

    async def _embedded(self, texts: list[str]) -> Embedded:
        call = _Call(self._client)
        said = {} if self._encoding == "unsaid" else {"encoding_format": self._encoding}
        await self._through(call).aembed_documents(texts, chunk_size=len(texts), **said)
        return _checked(call.reply, texts)

    def _through(self, call: "_Call") -> "OpenAIEmbeddings":
        """One for each call, over the same connections."""
        from langchain_openai import OpenAIEmbeddings
        from pydantic import SecretStr

        return OpenAIEmbeddings(
            model=self._endpoint.model,
            api_key=SecretStr(NO_KEY),  # not used: the client has the key
            openai_api_type=None,
            client=call,
            async_client=call,
            check_embedding_ctx_length=False,  # else a tokeniser is downloaded, and tokens are sent
        )

    @cached_property
    def _client(self) -> "AsyncOpenAI":
        from openai import AsyncOpenAI, DefaultAsyncHttpxClient

        return AsyncOpenAI(
            api_key=self._endpoint.key or NO_KEY,
            base_url=self._endpoint.base_url,
            max_retries=0,  # ours, which know how long may be waited
            http_client=DefaultAsyncHttpxClient(timeout=LONGEST_S),
        )


class _Call:
    """Stands for the client in LangChain, which would keep neither the order of a reply nor its usage.

    It sends what it is given and nothing else: the client's own call adds `encoding_format`, which some
    servers refuse.
    """

    def __init__(self, client: "AsyncOpenAI") -> None:
        self.reply: Any = None
        self._client = client

    async def create(self, **options: Any) -> dict[str, Any]:
        """The reply as it came, as far as LangChain looks at it."""
        self.reply = await self._client.post("/embeddings", cast_to=object, body=options)
        entries = self.reply.get("data") if isinstance(self.reply, dict) else None
        return {"data": entries if _has_vectors(entries) else []}


def _has_vectors(entries: object) -> bool:
    return isinstance(entries, list) and all(
        isinstance(each, dict) and "embedding" in each for each in entries
    )


def _checked(reply: object, texts: Sequence[str]) -> Embedded:
    """The whole reply, read strictly: LangChain looks at the vectors alone, in whatever order they came."""
    from bot.models.embedding_reply import tokens_in_reply, vectors_in

    vectors = vectors_in(reply, len(texts))
    tokens = tokens_in_reply(reply)
    if tokens is None:
        return Embedded(vectors, sum(tokens_in(text) for text in texts), estimated=True)
    return Embedded(vectors, tokens)
