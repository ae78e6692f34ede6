import re
import string
from pathlib import Path

import bot
from bot.wording import examples, keys, say

HOLES = string.Formatter()


def holes(text: str) -> set[str]:
    return {name for _, name, _, _ in HOLES.parse(text) if name}


def test_the_two_catalogues_have_the_same_keys_and_places() -> None:
    assert keys("sv") == keys("en")
    differing = [k for k in keys("sv") - {"examples"} if holes(say("sv", k)) != holes(say("en", k))]
    assert differing == []


def test_both_languages_offer_as_many_examples() -> None:
    assert len(examples("sv")) == len(examples("en")) >= 3


def test_every_error_has_its_wording() -> None:
    root = Path(bot.__file__).parents[1]
    sources = [path.read_text("utf-8") for part in ("bot", "retrieval") for path in (root / part).rglob("*.py")]
    named = {key for text in sources for key in re.findall(r"^    reply(?:: \S+)? = \"(\w+)\"", text, re.M)}
    assert {"internal_error", "corpus_missing", "settings_wrong"} <= named <= keys("en")


def test_every_reason_to_refuse_a_file_has_its_wording() -> None:
    root = Path(bot.__file__).parents[1] / "retrieval"
    text = "\n".join(path.read_text("utf-8") for path in root.rglob("*.py"))
    reasons = set(re.findall(r"FileRefused\(\s*\"(\w+)\"", text)) | {"encrypted", "unreadable"}
    assert {f"refused_{reason}" for reason in reasons} <= keys("en")


def test_every_stage_of_a_build_has_its_wording() -> None:
    root = Path(bot.__file__).parents[1] / "retrieval"
    text = "\n".join(path.read_text("utf-8") for path in root.rglob("*.py"))
    stages = set(re.findall(r"(?<!_)(?:begin|report|progress)\(\"(\w+)\"", text))
    assert {"read", "index"} <= stages
    assert {f"stage_{stage}" for stage in stages} <= keys("en")
