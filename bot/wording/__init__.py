"""Every sentence that a user reads, in Swedish and in English."""

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any

from retrieval.documents import Language


@lru_cache(maxsize=2)
def _catalogue(language: Language) -> dict[str, Any]:
    return tomllib.loads(files("bot.wording").joinpath(f"{language}.toml").read_text(encoding="utf-8"))


def say(language: Language, key: str, **values: object) -> str:
    """The sentence of a key, its places filled. Raises KeyError for a key that is not in the catalogue."""
    text: str = _catalogue(language)[key]
    return text.format(**values) if values else text


def refusal(reason: str, detail: str = "") -> str:
    """Why a file is not read, in English, for whoever administers."""
    key = f"refused_{reason}"
    told = say("en", key) if key in keys("en") else reason
    return f"{told} ({detail})" if detail else told


def examples(language: Language) -> tuple[str, ...]:
    """Questions that a newcomer may ask."""
    return tuple(_catalogue(language)["examples"])


def keys(language: Language) -> frozenset[str]:
    """Every key of a catalogue."""
    return frozenset(_catalogue(language))
