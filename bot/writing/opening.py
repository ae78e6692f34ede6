"""Open the writer that the settings name; None where they name no model.

Settings -> Writer. Connects to nothing before the first question: an endpoint that is away hinders no start.
"""

from collections.abc import Callable, Sequence
from datetime import date
from threading import Lock

from bot.models.chat import Endpoint, OpenAiChat
from bot.models.protocols import Form, Message, Speech
from bot.settings import Settings
from bot.writing.spending import Allowance, CountedQuota, Prices, Quota
from bot.writing.writer import Budget, Writer


def writer_of(settings: Settings, today: Callable[[], date], quota: Quota | None = None) -> Writer | None:
    """What writes answers by the settings, with a quota of its own where one is given."""
    if settings.chat_model is None:
        return None
    key = settings.openai_api_key
    endpoint = Endpoint(
        settings.chat_model,
        settings.openai_base_url,
        key.get_secret_value() if key else None,
        settings.model_first_s,
        settings.model_gap_s,
    )
    return Writer(
        ProbedChat(endpoint, settings),
        Budget(settings.model_prompt_tokens, settings.model_reply_tokens, settings.model_total_s),
        quota or CountedQuota(Allowance(settings.model_calls_per_day, settings.model_calls_per_asker), today),
        Prices(settings.model_price_prompt, settings.model_price_reply),
        looks_twice_s=settings.model_second_look_s,
    )


class ProbedChat:
    """A chat model whose endpoint is looked at when it is first spoken to."""

    def __init__(self, endpoint: Endpoint, settings: Settings) -> None:
        self.name = endpoint.model
        self._endpoint = endpoint
        self._data = settings.data
        self._lock = Lock()
        self._model: OpenAiChat | None = None

    def speak(
        self, messages: Sequence[Message], reply_tokens: int, patience_s: float, form: Form | None = None
    ) -> Speech:
        """Begin a reply. Raises ModelFailed where the endpoint cannot be looked at."""
        return self._opened().speak(messages, reply_tokens, patience_s, form)

    def close(self) -> None:
        """Let go of every connection; the next reply opens them again."""
        with self._lock:
            if self._model is not None:
                self._model.close()

    def _opened(self) -> OpenAiChat:
        with self._lock:
            if self._model is None:
                from bot.models.probing import chat_at

                self._model = chat_at(self._endpoint, self._data)
            return self._model
