"""The small words that turn a statement round, read from cues.toml as patterns.

Data -> patterns. General knowledge of Swedish and English; nothing here knows a document.
"""

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Any

Pattern = re.Pattern[str]


@lru_cache(maxsize=1)
def opposites() -> dict[str, tuple[Pattern, Pattern]]:
    """Two sides that a sentence must not exchange, by what they are opposites in."""
    return {
        name: (_words(sides["one"]), _words(sides["other"])) for name, sides in _data()["opposites"].items()
    }


@lru_cache(maxsize=1)
def strong() -> tuple[tuple[Pattern, Pattern], ...]:
    """Words by which a statement holds for everything, each with those by which a source may say the same."""
    return tuple((_words(each["claimed"]), _words(each["said"])) for each in _data()["strong"])


@lru_cache(maxsize=1)
def acts() -> tuple[tuple[Pattern, Pattern], ...]:
    """What a reader may be told to do, each with what a source that speaks of it says."""
    return tuple((_words(each["claimed"]), _any(each["said"])) for each in _data()["acts"])


def _words(alternatives: Iterable[str]) -> Pattern:
    """A pattern of whole words."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)", re.IGNORECASE)


def _any(alternatives: Iterable[str]) -> Pattern:
    return re.compile("|".join(alternatives), re.IGNORECASE)


def _data() -> dict[str, Any]:
    return tomllib.loads(files("bot.verifying").joinpath("cues.toml").read_text(encoding="utf-8"))
