"""Open the writer that the settings name; None where they name no model.

Settings -> Writer. Connects to nothing before the first question: an endpoint that is away hinders no start.
"""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from threading import Lock

from bot.models.chat import Endpoint, OpenAiChat
from bot.models.failing import ModelFailed
from bot.models.pacing import Pace
from bot.models.protocols import Form, Message, Speech
from bot.settings import Settings, SettingsWrong, name_of
from bot.writing.counting import KeptQuota
from bot.writing.spending import Allowance, CountedQuota, Prices, Quota
from bot.writing.writer import Budget, Writer


def writer_of(settings: Settings, today: Callable[[], date], quota: Quota | None = None) -> Writer | None:
    """What writes answers by the settings. Raises SettingsWrong.

    With a quota of its own it writes for nobody who waits: it keeps to the pace by waiting.
    """
    if settings.chat_model is None:
        return None
    _check_prices(settings)
    key = settings.openai_api_key
    endpoint = Endpoint(
        settings.chat_model,
        settings.openai_base_url,
        key.get_secret_value() if key else None,
        settings.model_first_s,
        settings.model_gap_s,
    )
    return Writer(
        ProbedChat(endpoint, settings.data, Pace(settings.model_calls_per_minute), waits=quota is not None),
        Budget(settings.model_prompt_tokens, settings.model_reply_tokens, settings.model_total_s),
        quota or _quota(settings, today),
        Prices(settings.model_price_prompt, settings.model_price_reply),
        looks_twice_s=settings.model_second_look_s,
    )


def _quota(settings: Settings, today: Callable[[], date]) -> Quota:
    """What holds calls back; where nothing does, nothing is kept of them."""
    allowance = Allowance(
        settings.model_calls_per_day, settings.model_calls_per_asker, settings.model_cost_per_day
    )
    return KeptQuota(allowance, today, settings) if allowance.is_limited else CountedQuota(allowance, today)


def _check_prices(settings: Settings) -> None:
    """Without prices nothing costs anything, and the most that may be spent would hold nothing back."""
    if settings.model_cost_per_day and not (settings.model_price_prompt or settings.model_price_reply):
        raise SettingsWrong(
            f"{name_of('model_cost_per_day')}: it needs {name_of('model_price_prompt')} and "
            f"{name_of('model_price_reply')}, in the same currency."
        )


class ProbedChat:
    """A chat model whose endpoint is looked at when it is first spoken to, and that keeps to a pace."""

    def __init__(self, endpoint: Endpoint, data: Path, pace: Pace, *, waits: bool = False) -> None:
        """Above the pace a call waits for its turn, or else fails at once."""
        self.name = endpoint.model
        self._endpoint = endpoint
        self._data = data
        self._pace = pace
        self._waits = waits
        self._lock = Lock()
        self._model: OpenAiChat | None = None

    def speak(
        self, messages: Sequence[Message], reply_tokens: int, patience_s: float, form: Form | None = None
    ) -> Speech:
        """Begin a reply. Raises ModelFailed where the endpoint cannot be looked at or is called too often."""
        if self._waits:
            self._pace.wait()
        elif not self._pace.take():
            raise ModelFailed("paced", "more calls in this minute than may be")
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
