"""The arguments of one call, however they were sent: query, form, multipart or JSON.

Request body -> Arguments. Everything is text, as on the wire; structures are JSON within the text.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from tests.bot_api.refusals import bad_request

TRUE = frozenset({"true", "yes", "1"})


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Arguments:
    """What a method was called with."""

    fields: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, Upload] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        return name in self.fields

    def text(self, name: str) -> str:
        """The text of a field, empty when it is not there."""
        return self.fields.get(name, "")

    def number(self, name: str) -> int | None:
        """A whole number, or None when the field is absent or something else."""
        try:
            return int(self.fields[name])
        except (KeyError, ValueError):
            return None

    def flag(self, name: str) -> bool:
        return self.text(name).lower() in TRUE

    def structure(self, name: str, called: str) -> Any:
        """What a field holds as JSON, None when it is absent; `called` is its name in the refusal."""
        if not (source := self.text(name)):
            return None
        try:
            return json.loads(source)
        except ValueError:
            raise bad_request(f"can't parse {called} JSON object") from None


def arguments_of(query: str, content_type: str, body: bytes) -> Arguments:
    """Read what came in the address and in the body; the body wins."""
    fields = dict(parse_qsl(query, keep_blank_values=True))
    if content_type.startswith("application/json"):
        return Arguments(fields | dict(_json_fields(body)))
    if content_type.startswith("multipart/form-data"):
        return _multipart(fields, content_type, body)
    return Arguments(fields | dict(parse_qsl(body.decode(), keep_blank_values=True)))


def _json_fields(body: bytes) -> Iterator[tuple[str, str]]:
    try:
        values = json.loads(body or b"{}")
    except ValueError:
        raise bad_request("can't parse JSON encoded web app data") from None
    for name, value in values.items():
        yield name, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _multipart(fields: dict[str, str], content_type: str, body: bytes) -> Arguments:
    boundary = content_type.partition("boundary=")[2].strip('"').encode()
    files: dict[str, Upload] = {}
    for part in body.split(b"--" + boundary)[1:-1]:
        head, _, content = part[2:-2].partition(b"\r\n\r\n")
        names, kind = _part_head(head.decode())
        if "filename" in names:
            files[names["name"]] = Upload(names["filename"], kind, content)
        else:
            fields[names["name"]] = content.decode()
    return Arguments(fields, files)


def _part_head(head: str) -> tuple[dict[str, str], str]:
    """The name and file name of a part, and its media type."""
    names: dict[str, str] = {}
    kind = "application/octet-stream"
    for line in head.split("\r\n"):
        header, _, value = line.partition(": ")
        if header.lower() == "content-disposition":
            pairs = (item.partition("=") for item in value.split("; ")[1:])
            names = {name: said.strip('"') for name, _, said in pairs}
        elif header.lower() == "content-type":
            kind = value
    return names, kind
