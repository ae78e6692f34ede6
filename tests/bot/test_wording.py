import re
import string
from pathlib import Path

import bot
from bot.wording import examples, keys, say

HOLES = string.Formatter()


def source_of(*packages: str) -> str:
    root = Path(bot.__file__).parents[1]
    return "\n".join(path.read_text("utf-8") for part in packages for path in (root / part).rglob("*.py"))


def holes(text: str) -> set[str]:
    return {name for _, name, _, _ in HOLES.parse(text) if name}


def test_the_two_catalogues_have_the_same_keys_and_places() -> None:
    assert keys("sv") == keys("en")
    differing = [k for k in keys("sv") - {"examples"} if holes(say("sv", k)) != holes(say("en", k))]
    assert differing == []


def test_both_languages_offer_as_many_examples() -> None:
    assert len(examples("sv")) == len(examples("en")) >= 3


def test_every_error_has_its_wording() -> None:
    named = set(re.findall(r"^    reply(?:: \S+)? = \"(\w+)\"", source_of("bot", "retrieval"), re.M))
    assert {"internal_error", "corpus_missing", "settings_wrong"} <= named <= keys("en")


def test_every_reason_to_refuse_a_file_has_its_wording() -> None:
    reasons = set(re.findall(r"FileRefused\(\s*\"(\w+)\"", source_of("retrieval"))) | {
        "encrypted",
        "unreadable",
    }
    assert {f"refused_{reason}" for reason in reasons} <= keys("en")


def test_every_stage_of_a_build_has_its_wording() -> None:
    stages = set(re.findall(r"(?<!_)(?:begin|report|progress)\(\"(\w+)\"", source_of("retrieval")))
    assert {"read", "index"} <= stages
    assert {f"stage_{stage}" for stage in stages} <= keys("en")
