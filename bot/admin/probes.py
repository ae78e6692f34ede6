"""The probe questions: asked of the old and the new index before the new one is put to use.

data/probes.jsonl <-> Probes, one a line. Administrators keep the file, through the interface or by hand.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, get_args

from bot.messages import LONGEST_QUESTION
from retrieval.documents import Language
from retrieval.durable import replace_file
from retrieval.errors import RegionsvarError

PROBES = "probes.jsonl"
MOST_PROBES = 200  # each is answered twice, in a tenth of a second or so
MOST_DOCUMENTS = 20  # expected of a question
LONGEST_PATH = 500  # characters
KEYS = {"question", "documents", "language"}


class ProbesBroken(RegionsvarError):
    """The file of probe questions holds something that is no probe question."""

    reply: ClassVar[str] = "probes_broken"


@dataclass(frozen=True, slots=True)
class Probe:
    """A question, and the documents of which its answer cites at least one."""

    question: str
    documents: tuple[str, ...]
    language: Language | None = None


def read_probes(data: Path) -> tuple[Probe, ...]:
    """The probe questions; none where there is no file. Raises ProbesBroken."""
    return parsed(content_of(data))


def write_probes(data: Path, probes: Sequence[Probe]) -> None:
    """Keep these and no others."""
    data.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps(_plain(probe), ensure_ascii=False) + "\n" for probe in probes]
    replace_file(data / PROBES, "".join(lines).encode())


def content_of(data: Path) -> bytes:
    """The file as it stands. Raises ProbesBroken."""
    try:
        return (data / PROBES).read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise ProbesBroken(f"{PROBES} cannot be read: {type(error).__name__}") from error


def revision_of(content: bytes) -> str:
    """What tells one content of the file from another."""
    return hashlib.sha256(content).hexdigest()[:16]


def parsed(content: bytes) -> tuple[Probe, ...]:
    """The probe questions of a file. Raises ProbesBroken, naming the line."""
    try:
        lines = content.decode("utf-8-sig").split("\n")  # other line ends may stand in a question
    except UnicodeDecodeError as error:
        raise ProbesBroken(f"{PROBES} is no UTF-8") from error
    found = tuple(_parsed(number, line) for number, line in enumerate(lines, 1) if line.strip())
    if len(found) > MOST_PROBES:
        raise ProbesBroken(f"{PROBES} holds {len(found)} questions; {MOST_PROBES} are allowed")
    return found


def _parsed(number: int, line: str) -> Probe:
    try:
        plain = json.loads(line)
    except ValueError as error:
        raise ProbesBroken(f"line {number} is no JSON: {error}") from error
    if fault := _fault(plain):
        raise ProbesBroken(f"line {number}: {fault}")
    return Probe(plain["question"], tuple(plain["documents"]), plain.get("language"))


def _fault(plain: Any) -> str | None:
    """Why a value is no probe question."""
    if not isinstance(plain, dict) or not {"question", "documents"} <= set(plain) <= KEYS:
        return "it must be an object of question, documents and, if wanted, language"
    question, documents = plain["question"], plain["documents"]
    if not isinstance(question, str) or not 0 < len(question.strip()) <= LONGEST_QUESTION:
        return f"question must be a text of 1 to {LONGEST_QUESTION} characters"
    if not isinstance(documents, list) or not 0 < len(documents) <= MOST_DOCUMENTS:
        return f"documents must be a list of 1 to {MOST_DOCUMENTS} paths"
    if not all(isinstance(path, str) and 0 < len(path) <= LONGEST_PATH for path in documents):
        return f"each of documents must be a path of 1 to {LONGEST_PATH} characters"
    if plain.get("language") not in (None, *get_args(Language)):
        return "language must be sv or en"
    return None


def _plain(probe: Probe) -> dict[str, Any]:
    plain = {"question": probe.question, "documents": list(probe.documents)}
    return plain | ({"language": probe.language} if probe.language else {})
