"""Describe the interface: what its routes say of themselves, and what holds for every request of a kind.

FastAPI -> OpenAPI.
"""

from collections.abc import Iterable
from typing import Any

from fastapi import FastAPI

from bot.api.problems import documented

OF_A_BODY = {str(status): reply for status, reply in documented(400, 413).items()}  # unreadable, too long
STALE = "412"
PRECONDITIONS = [
    {
        "name": name,
        "in": "header",
        "required": False,
        "schema": {"type": "string"},
        "description": description,
        "example": '"3"',
    }
    for name, description in (
        ("If-Match", "the ETag that was read; a change since then is not overwritten, but refused with 412"),
        ("If-None-Match", "`*` refuses with 412 to replace what is there"),
    )
]


class DescribedApp(FastAPI):
    """An application whose description is complete."""

    def openapi(self) -> dict[str, Any]:
        """The description; made once."""
        if self.openapi_schema is None:
            made = super().openapi()
            for operation in _operations(made):
                _complete(operation)
        return self.openapi_schema or {}


def event_stream(*names: str) -> dict[str, Any]:
    """The content of a reply that is a stream of events; every one is of this form (OpenAPI before 3.2)."""
    event = {
        "type": "object",
        "required": ["event", "data"],
        "properties": {
            "event": {"type": "string", "enum": list(names)},
            "id": {"type": "string"},
            "data": {"type": "string", "contentMediaType": "application/json"},
        },
    }
    return {"text/event-stream": {"schema": event}}


def _operations(described: dict[str, Any]) -> Iterable[dict[str, Any]]:
    return (operation for item in described["paths"].values() for operation in item.values())


def _complete(operation: dict[str, Any]) -> None:
    if "requestBody" in operation:
        operation["responses"] = OF_A_BODY | operation["responses"]
    if STALE in operation["responses"]:
        operation["parameters"] = [*operation.get("parameters", ()), *PRECONDITIONS]
