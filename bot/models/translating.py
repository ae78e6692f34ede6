"""Tell what the libraries below raised as a ModelFailed; nothing of a message that may hold a key goes on.

Exception -> ModelFailed.
"""

import openai
from langchain_core.exceptions import ContextOverflowError

from bot.models.failing import Fault, ModelFailed

STATUSES: dict[int, Fault] = {401: "unauthorised", 403: "unauthorised", 404: "no_model", 429: "rate_limited"}
OVERFLOW = "context_length_exceeded"
SPENT = "insufficient_quota"  # also a 429, and no waiting helps


def failure_of(error: BaseException) -> ModelFailed:
    """What went wrong, in our words."""
    if isinstance(error, ModelFailed):
        return error
    if isinstance(error, TimeoutError | openai.APITimeoutError):
        return ModelFailed("timeout")
    if isinstance(error, ContextOverflowError):
        return ModelFailed("too_long")
    if isinstance(error, openai.APIStatusError):
        return _of_status(error)
    if isinstance(error, ValueError | openai.APIResponseValidationError):  # no JSON, no text, no stream
        return ModelFailed("malformed")
    if isinstance(error, openai.APIError) and not isinstance(error, openai.APIConnectionError):
        return ModelFailed("server", "an error came within the stream")
    return ModelFailed("connection", type(error).__name__)


def _of_status(error: openai.APIStatusError) -> ModelFailed:
    code = error.code or ""
    if code == OVERFLOW:
        return ModelFailed("too_long")
    if code == SPENT:
        return ModelFailed("spent")
    fault = STATUSES.get(error.status_code) or ("server" if error.status_code >= 500 else "rejected")
    return ModelFailed(fault, f"status {error.status_code}", _retry_after(error))


def _retry_after(error: openai.APIStatusError) -> float | None:
    """Seconds that the endpoint asks for; None where it does not say, or gives a date."""
    headers = error.response.headers
    try:
        if milliseconds := headers.get("retry-after-ms"):
            return float(milliseconds) / 1000
        return float(headers["retry-after"])
    except (KeyError, ValueError):
        return None
