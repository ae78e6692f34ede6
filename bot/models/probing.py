"""Find out what an endpoint can do with requests of a few tokens.

Endpoint -> OpenAiChat that sends only what is understood there.
"""

from pathlib import Path

from bot.models.capabilities import Capabilities, probed
from bot.models.chat import Endpoint, OpenAiChat
from bot.models.failing import ModelFailed
from bot.models.protocols import Message

ASKED = (Message("user", 'Reply with {"ok": true} and nothing else.'),)
REPLY_TOKENS = 20
PATIENCE_S = 10.0
FORM = {
    "type": "object",
    "properties": {"ok": {"type": "boolean"}},
    "required": ["ok"],
    "additionalProperties": False,
}


def chat_at(endpoint: Endpoint, data: Path) -> OpenAiChat:
    """The model, with what its endpoint can do. Raises ModelFailed where it cannot be reached."""
    named = f"{endpoint.base_url} {endpoint.model}"
    return OpenAiChat(endpoint, probed(data, named, lambda tried: _accepts(endpoint, tried)))


def _accepts(endpoint: Endpoint, tried: Capabilities) -> bool:
    """Whether a request with these comes back. Raises ModelFailed for what no parameter is to blame for."""
    model = OpenAiChat(endpoint, tried)
    speech = model.speak(ASKED, REPLY_TOKENS, PATIENCE_S, FORM if tried.structured else None)
    try:
        return bool(list(speech))
    except ModelFailed as failure:
        if failure.fault in ("rejected", "cut", "malformed", "empty"):
            return False
        raise
    finally:
        speech.close()
        model.close()
