"""Speak the interface of administration: a request with its arguments -> the JSON of the reply.

Whatever is refused, and whatever goes wrong on the way, is an error with a sentence. The same for a server
elsewhere and for the application in this process.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from bot.commands.admin.refusals import ServerAway, ServerOdd, refusal_of
from bot.registers.paging import MOST

TIMEOUT_S = 60.0  # for a reply
PATIENT_S = 300.0  # for one that reads uploads, pages elsewhere or two whole snapshots
CONNECT_S = 10.0


def timeout_of(seconds: float) -> httpx.Timeout:
    """How long each piece of an exchange may take."""
    return httpx.Timeout(seconds, connect=CONNECT_S)


@dataclass(frozen=True, slots=True)
class Server:
    """What administration is asked of."""

    client: httpx.Client  # its addresses begin below /api/admin/
    working: Callable[[], AbstractContextManager[None]]  # somebody does the jobs meanwhile
    is_here: bool  # the application in this process
    name: str  # for messages

    def get(self, path: str, *, patient: bool = False, **asked: Any) -> Any:
        """What stands there. Raises ServerRefused, ServerAway, ServerOdd."""
        return self.send("GET", path, patient=patient, **asked)

    def send(
        self,
        method: str,
        path: str,
        value: Any = None,
        *,
        revision: int | None = None,
        form: dict[str, Any] | None = None,
        patient: bool = False,
        **asked: Any,
    ) -> Any:
        """The reply to a request; None for an empty one. `revision` is what the change is made to.

        Raises ServerRefused, ServerAway, ServerOdd.
        """
        headers = {"If-Match": f'"{revision}"'} if revision is not None else {}
        seconds = PATIENT_S if patient else TIMEOUT_S
        with self._translated(seconds):
            response = self.client.request(
                method,
                path,
                params=_given(asked),
                json=value,
                headers=headers,
                timeout=timeout_of(seconds),
                **(form or {}),
            )
        return self._read(response)

    def page(self, path: str, limit: int, offset: int, **asked: Any) -> dict[str, Any]:
        """A list from `offset`, of as many as are wanted, in as many requests as that takes."""
        items: list[Any] = []
        while True:
            size = min(MOST, limit - len(items))
            page = self.get(path, limit=size, offset=offset + len(items), **asked)
            items += page["items"]
            if not page["items"] or len(items) >= limit or offset + len(items) >= page["total"]:
                return {"total": page["total"], "limit": limit, "offset": offset, "items": items}

    @contextmanager
    def opened(self, path: str, **asked: Any) -> Iterator[httpx.Response]:
        """A reply that is read piece by piece. Raises ServerRefused, ServerAway, ServerOdd."""
        with (
            self._translated(TIMEOUT_S),
            self.client.stream("GET", path, params=_given(asked), timeout=timeout_of(TIMEOUT_S)) as response,
        ):
            if not response.is_success:
                response.read()
                raise refusal_of(response)
            yield response

    def _read(self, response: httpx.Response) -> Any:
        if not response.is_success:
            raise refusal_of(response)
        if response.status_code == httpx.codes.NO_CONTENT:
            return None
        try:
            return response.json()
        except ValueError as error:
            raise ServerOdd(f"{self.name} sent no JSON. Is it the root of a Regionsvar?") from error

    @contextmanager
    def _translated(self, seconds: float) -> Iterator[None]:
        """What the network does, as ours; the key stands in none of it."""
        try:
            yield
        except httpx.ConnectTimeout as error:
            raise ServerAway(f"{self.name} did not accept a connection in {CONNECT_S:g} s.") from error
        except httpx.TimeoutException as error:
            more = "What was asked for may have been done; look before you ask again."
            raise ServerAway(f"{self.name} did not answer in {seconds:g} s. {more}") from error
        except (httpx.TransportError, httpx.DecodingError) as error:
            raise ServerAway(f"{self.name}: {str(error) or type(error).__name__}.") from error


def _given(asked: dict[str, Any]) -> dict[str, Any]:
    """The arguments that were given."""
    return {name: value for name, value in asked.items() if value is not None}
