"""Errors as application/problem+json (RFC 9457); nothing of an exception's text reaches a client."""

import logging
import uuid
from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from bot.admin.refusal import AdminRefused, Fault
from bot.wording import say
from retrieval.errors import RegionsvarError

MEDIA_TYPE = "application/problem+json"
SCHEMA = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "field": {"type": ["string", "null"]},
        "remedy": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["loc", "msg"],
                "properties": {
                    "loc": {"type": "array", "items": {"type": ["string", "integer"]}},
                    "msg": {"type": "string"},
                },
            },
        },
    },
}

STATUSES: dict[Fault, int] = {
    "invalid": 422,
    "unauthorised": 401,
    "forbidden": 403,
    "missing": 404,
    "conflict": 409,
    "stale": 412,
    "too_large": 413,
    "too_many": 429,
    "full": 507,
}

log = logging.getLogger(__name__)


def problem(status: int, detail: str, headers: dict[str, str] | None = None, **more: Any) -> JSONResponse:
    """A problem of a kind that HTTP knows, told in a sentence."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        **more,
    }
    return JSONResponse(body, status, headers, MEDIA_TYPE)


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """What a route may answer besides, for the description of the interface."""
    content = {MEDIA_TYPE: {"schema": SCHEMA}}
    return {status: {"description": HTTPStatus(status).phrase, "content": content} for status in statuses}


def problem_of(error: Exception) -> JSONResponse:
    """Whatever a route raised, as a problem."""
    if isinstance(error, HTTPException):
        return from_http(error)
    if isinstance(error, RequestValidationError):
        return from_validation(error)
    if isinstance(error, RegionsvarError):
        return from_ours(error)
    return from_unknown(error)


def from_http(error: HTTPException) -> JSONResponse:
    """A refusal that a route or the router raised."""
    return problem(error.status_code, str(error.detail), dict(error.headers or {}))


def from_validation(error: RequestValidationError) -> JSONResponse:
    """What is wrong with a request, place by place; its values are not repeated."""
    errors = [{"loc": list(fault["loc"]), "msg": fault["msg"]} for fault in error.errors()]
    return problem(422, "The request is not of the documented form.", errors=errors)


def from_ours(error: RegionsvarError) -> JSONResponse:
    """What an administrator cannot have, or what keeps us from answering, for a while."""
    if isinstance(error, AdminRefused):
        return _refused(error)
    log.error("cannot answer: %s", error)
    return problem(503, say("en", error.reply, detail="-", reference="-"), {"Retry-After": "30"})


def _refused(error: AdminRefused) -> JSONResponse:
    headers = {"WWW-Authenticate": "Bearer"} if error.fault == "unauthorised" else {}
    if error.retry_after_s is not None:
        headers["Retry-After"] = str(error.retry_after_s)
    detail = f"{error.reason} {error.remedy}"
    return problem(STATUSES[error.fault], detail, headers, field=error.field, remedy=error.remedy)


def from_unknown(error: Exception) -> JSONResponse:
    """A fault of ours: logged in full under a reference, of which alone the client hears."""
    reference = uuid.uuid4().hex[:8]
    log.error("reference %s", reference, exc_info=error)
    return problem(500, say("en", "internal_error", reference=reference))
