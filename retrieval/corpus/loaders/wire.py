"""What host and child say to each other: lengths and bytes, replies as JSON.

LoadedFile or FileRefused <-> bytes. Never pickle: a child that a file has taken over must not run code here.
"""

import json
from dataclasses import asdict
from typing import IO

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
    lines = [
        [line.text, line.place.page, line.place.line, line.heading, line.kind, line.whole]
        for line in reply.lines
    ]
    said = {"lines": lines, "wrapped": reply.wrapped, "metadata": asdict(reply.metadata)}
    return json.dumps(said).encode("ascii")


def decode_reply(message: bytes) -> Reply:
    """The reply of a message. Raises ValueError, KeyError or TypeError for one that is not ours."""
    said = json.loads(message)
    if "refused" in said:
        return FileRefused(*said["refused"])
    lines = tuple(
        SourceLine(text, Place(page, line), heading, kind, whole)
        for text, page, line, heading, kind, whole in said["lines"]
    )
    return LoadedFile(lines, said["wrapped"], FileMetadata(**said["metadata"]))
