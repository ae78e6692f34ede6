"""Read a file of questions, one JSON object a line.

JSONL -> Items. The whole file is read before the first is answered, so that a broken line costs no run.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from bot.assistant import Asked
from retrieval.errors import RegionsvarError

STANDARD_INPUT = Path("-")


class FileWrong(RegionsvarError):
    """A file given on the command line that is not what the command reads: file, line and reason."""

    reply: ClassVar[str] = "input_wrong"


@dataclass(frozen=True, slots=True)
class Item:
    """A question of a batch."""

    id: Any  # as it stands in the file; the line's number where there is none
    asked: Asked


def read_batch(path: Path) -> list[Item]:
    """The questions of a file, `-` for standard input. Raises FileWrong."""
    return [_item(path, number, value) for number, value in read_objects(path)]


def read_objects(path: Path) -> list[tuple[int, dict[str, Any]]]:
    """The objects of a JSONL file with their line numbers; empty lines are passed over. Raises FileWrong."""
    return list(_objects(path, _text(path)))


def _text(path: Path) -> str:
    try:
        content = sys.stdin.buffer.read() if path == STANDARD_INPUT else path.read_bytes()
        return content.decode("utf-8-sig")
    except OSError as error:
        raise FileWrong(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise FileWrong(f"{path}: not UTF-8 (byte {error.start})") from error


def _objects(path: Path, text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except ValueError as error:
            raise FileWrong(f"{path}, line {number}: not JSON ({error})") from error
        if not isinstance(value, dict):
            raise FileWrong(f"{path}, line {number}: not an object")
        yield number, value


def _item(path: Path, number: int, value: dict[str, Any]) -> Item:
    """Questions come as `question` or `text`, ids as `id` or `_id`: both are customary."""
    text = value.get("question", value.get("text"))
    if not isinstance(text, str):
        raise FileWrong(f'{path}, line {number}: no "question" that is a text')
    history = value.get("history") or []
    if not isinstance(history, list) or not all(isinstance(turn, str) for turn in history):
        raise FileWrong(f'{path}, line {number}: "history" is not a list of texts')
    return Item(value.get("id", value.get("_id", number)), Asked(text, tuple(history)))
