"""The methods by which the bot gets its updates: polling, or a webhook, never both.

Arguments of a call -> updates, or where they are posted from now on. Runs in the server's loop.
"""

import json
import re
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from tests.bot_api.arguments import Arguments
from tests.bot_api.plain import Json
from tests.bot_api.polling import Polling
from tests.bot_api.refusals import Refused, bad_request, conflict
from tests.bot_api.webhook import Hook, Webhook
from tests.bot_api.world import World

Waited = Callable[[Arguments, Callable[[], bool]], Awaitable[object]]
SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")
MOST_CONNECTIONS = 100
USUAL_CONNECTIONS = 40
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


class Receiving:
    """The one of the two ways that is in use."""

    def __init__(self, world: World, polling: Polling, webhook: Webhook) -> None:
        self._world, self._polling, self._webhook = world, polling, webhook

    def methods(self) -> dict[str, Waited]:
        return {
            "getUpdates": self.get_updates,
            "setWebhook": self.set_webhook,
            "deleteWebhook": self.delete_webhook,
            "getWebhookInfo": self.get_webhook_info,
        }

    async def get_updates(self, arguments: Arguments, is_gone: Callable[[], bool]) -> list[Json]:
        if self._webhook.hook:
            raise conflict(WEBHOOK_ACTIVE)
        return await self._polling.updates(arguments, is_gone)

    async def set_webhook(self, arguments: Arguments, is_gone: Callable[[], bool]) -> bool:
        if not (url := arguments.text("url")):
            return await self.delete_webhook(arguments, is_gone)
        hook = _hook(url, arguments)
        self._polling.terminate(conflict("terminated by setWebhook request"))
        with self._world.lock:
            if arguments.has("allowed_updates"):
                self._world.updates.allow(json.loads(arguments.text("allowed_updates")))
            self._drop_if_asked(arguments)
        await self._webhook.set(hook)
        return True

    async def delete_webhook(self, arguments: Arguments, _: Callable[[], bool]) -> bool:
        await self._webhook.remove()
        with self._world.lock:
            self._drop_if_asked(arguments)
        return True

    async def get_webhook_info(self, _: Arguments, __: Callable[[], bool]) -> Json:
        hook = self._webhook.hook
        with self._world.lock:
            waiting, allowed = len(self._world.updates), sorted(self._world.updates.allowed)
        info: Json = {
            "url": hook.url if hook else "",
            "has_custom_certificate": False,
            "pending_update_count": waiting,
            "allowed_updates": allowed,
        }
        return info if hook is None else info | _how_it_went(hook)

    def _drop_if_asked(self, arguments: Arguments) -> None:
        if arguments.flag("drop_pending_updates"):
            self._world.updates.clear()


def _how_it_went(hook: Hook) -> Json:
    info: Json = {"max_connections": hook.connections, "ip_address": "127.0.0.1"}
    if not hook.last_error:
        return info
    return info | {"last_error_date": int(hook.last_error_at), "last_error_message": hook.last_error}


def _hook(url: str, arguments: Arguments) -> Hook:
    """Where and how to deliver. HTTPS is required, except on loopback, as of a server of one's own."""
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if not SECRET.fullmatch(secret := arguments.text("secret_token")):
        raise _bad_secret(secret)
    connections = arguments.number("max_connections") or USUAL_CONNECTIONS
    return Hook(url, secret, min(max(connections, 1), MOST_CONNECTIONS))


def _bad_secret(secret: str) -> Refused:
    if len(secret) > 256:
        return bad_request("secret token is too long")
    return bad_request("secret token contains unallowed characters")
