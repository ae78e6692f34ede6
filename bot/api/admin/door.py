"""The door before every route of administration: nobody passes without a key that is valid.

Request -> an Actor beside the request, or a refusal. It stands before the body is read, so that only whoever
is known can send one.
"""

import logging

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.admin.actor import Actor
from bot.admin.administration import Administration
from bot.admin.bearer import HeaderMalformed, key_in
from bot.admin.refusal import AdminRefused
from bot.api.problems import from_ours
from bot.store.batching import log_failure
from bot.store.places import has_database
from retrieval.errors import RegionsvarError

BEHIND = "/api/admin"
NOTHING_KEPT = "no-store"  # what administrators see stays in no cache
REASONS = {
    None: "The request carries no key.",
    "malformed": "The header does not hold one key.",
    "unknown": "The key is not known.",
    "revoked": "The key was revoked.",
    "expired": "The key has expired.",
}
REMEDY = "Send the header `Authorization: Bearer KEY` with a key made by `regionsvar admin create-key`."

log = logging.getLogger(__name__)


class Door:
    """Lets whoever has a key pass; other paths are open.

    `known` is the one who asks, where the application is not served but called by the process that made it:
    whoever may start the program needs no key. No request can bring it.
    """

    def __init__(self, app: ASGIApp, known: Actor | None = None) -> None:
        self._app = app
        self._known = known

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on with the actor in the request's state, or refuse."""
        if scope["type"] != "http" or not _is_behind(scope["path"]):
            await self._app(scope, receive, send)
            return

        async def send_uncached(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).setdefault("Cache-Control", NOTHING_KEPT)
            await send(message)

        try:
            actor = self._known or await run_in_threadpool(_admitted, HTTPConnection(scope))
        except RegionsvarError as error:
            await from_ours(error)(scope, receive, send_uncached)
            return
        scope.setdefault("state", {})["actor"] = actor
        await self._app(scope, receive, send_uncached)


def _is_behind(path: str) -> bool:
    return path == BEHIND or path.startswith(f"{BEHIND}/")


def _admitted(request: HTTPConnection) -> Actor:
    """Whose key came with the request. Raises AdminRefused, DatabaseUnavailable."""
    administration: Administration = request.app.state.administration
    address = request.client.host if request.client else None
    headers = request.headers.getlist("authorization")
    try:
        key = key_in(headers)
    except HeaderMalformed:
        raise _refused(request, "malformed", ",".join(headers)) from None
    if key is None:
        raise _unauthorised(None)
    if not has_database(administration.settings):  # and no key: none is made for whoever knocks
        raise _refused(request, "unknown", key)
    return _known(request, administration, key, address)


def _known(request: HTTPConnection, administration: Administration, key: str, address: str | None) -> Actor:
    from bot.admin.keys import present  # imports SQLAlchemy

    with administration.reading() as session:
        presented = present(session, key, address, administration.now())
    if presented.actor is None:
        raise _refused(request, presented.why_not or "unknown", key)
    _note_use(administration, str(presented.actor.key), presented.used_at)
    return presented.actor


def _note_use(administration: Administration, key_id: str, used_at: str | None) -> None:
    """Have the use kept, where it is worth that; the request does not wait for it."""
    from bot.admin.keys import is_used_again, note_use

    now = administration.now()
    if is_used_again(used_at, now):
        written = administration.beside.submit(lambda session: note_use(session, key_id, now))
        written.add_done_callback(log_failure)


def _refused(request: HTTPConnection, why: str, tried: str) -> AdminRefused:
    """What is said of a key that opens nothing: too many of them have to wait."""
    administration: Administration = request.app.state.administration
    address = request.client.host if request.client else None
    log.warning(
        "a key was refused: %s; from %s, for %s %r", why, address, request.scope["method"], request.url.path
    )
    wait_s = administration.attempts.failed(address, _fingerprint(tried))
    if wait_s is None:
        return _unauthorised(why)
    return AdminRefused(
        "too_many",
        "Too many keys from this address were refused.",
        f"Try again in {wait_s} seconds; a right key is let in at any time.",
        "Authorization",
        wait_s,
    )


def _fingerprint(tried: str) -> str:
    """Tells what was tried from what else was, in few bytes and without keeping it."""
    from hashlib import sha256

    return sha256(tried.encode()).hexdigest()[:16]


def _unauthorised(why: str | None) -> AdminRefused:
    return AdminRefused("unauthorised", REASONS[why], REMEDY, "Authorization")
