"""What host and child say to each other: lengths and bytes, replies as JSON.

LoadedFile or FileRefused <-> bytes. Never pickle: a child that a file has taken over must not run code here.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import IO, Any

from retrieval.documents import FileMetadata, LoadedFile, Place, SourceLine
from retrieval.errors import FileRefused

MAX_MESSAGE_BYTES = 400_000_000  # a million lines with their places
LENGTH_BYTES = 8

Reply = LoadedFile | FileRefused


def send(pipe: IO[bytes], message: bytes) -> None:
    """Write one message."""
    pipe.write(len(message).to_bytes(LENGTH_BYTES, "big"))
    pipe.write(message)
    pipe.flush()


def receive(pipe: IO[bytes]) -> bytes | None:
    """Read one message; None if the other side is gone. Raises ValueError for an absurd length."""
    head = pipe.read(LENGTH_BYTES)
    length = int.from_bytes(head, "big")
    if length > MAX_MESSAGE_BYTES:
        raise ValueError(f"a message of {length} bytes")
    message = pipe.read(length) if len(head) == LENGTH_BYTES else b""
    return message if len(head) == LENGTH_BYTES and len(message) == length else None


def encode_reply(reply: Reply) -> bytes:
    """A reply as JSON, lone surrogates kept as escapes."""
    if isinstance(reply, FileRefused):
        return json.dumps({"refused": [reply.reason, reply.detail]}).encode("ascii")
    lines, unseen = ([_plain(line) for line in each] for each in (reply.lines, reply.unseen))
    metadata = asdict(reply.metadata)
    said = {"lines": lines, "wrapped": reply.wrapped, "metadata": metadata, "unseen": unseen}
    return json.dumps(said).encode("ascii")


def _plain(line: SourceLine) -> list[object]:
    return [line.text, line.place.page, line.place.line, line.heading, line.kind, line.whole]


def decode_reply(message: bytes) -> Reply:
    """The reply of a message. Raises ValueError, KeyError or TypeError for one that is not ours."""
    said = json.loads(message)
    if "refused" in said:
        return FileRefused(*said["refused"])
    lines, unseen = _lines(said["lines"]), _lines(said["unseen"])
    return LoadedFile(lines, said["wrapped"], FileMetadata(**said["metadata"]), unseen)


def _lines(plain: Iterable[list[Any]]) -> tuple[SourceLine, ...]:
    return tuple(
        SourceLine(text, Place(page, line), heading, kind, whole)
        for text, page, line, heading, kind, whole in plain
    )
