"""What a test can make go wrong: the next call of a method is refused, slow, or left without an answer.

Method and chat -> Fault or none.
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.bot_api.refusals import Refused, bad_request, forbidden, too_many
from tests.bot_api.wire import Response

BAD_GATEWAY = (
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
    "<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n"
)
ANY_METHOD = "*"


@dataclass(frozen=True, slots=True)
class Fault:
    """How a call goes wrong."""

    refusal: Refused | None = None  # instead of doing it
    page: Response | None = None  # instead of doing it
    is_cut: bool = False  # the connection closes before anything is done
    wait_s: float = 0  # before it is done
    late_s: float = 0  # after it is done, before the answer
    is_answer_lost: bool = False  # it is done, and the connection closes without an answer


def flooded(retry_after: int) -> Fault:
    return Fault(refusal=too_many(retry_after))


def blocked() -> Fault:
    return Fault(refusal=forbidden("bot was blocked by the user"))


def refused(reason: str) -> Fault:
    return Fault(refusal=bad_request(reason))


def failing(code: int = 500, description: str = "Internal Server Error", **parameters: object) -> Fault:
    """Any other error object; `migrate_to_chat_id` is a parameter that Telegram knows."""
    return Fault(refusal=Refused(code, description, dict(parameters)))


def bad_gateway() -> Fault:
    return Fault(page=Response(502, BAD_GATEWAY.encode(), "text/html"))


def cut() -> Fault:
    return Fault(is_cut=True)


def slow(seconds: float) -> Fault:
    return Fault(wait_s=seconds)


def late(seconds: float) -> Fault:
    """Done at once, answered later."""
    return Fault(late_s=seconds)


def answer_lost() -> Fault:
    return Fault(is_answer_lost=True)


@dataclass(slots=True)
class _Planned:
    """A fault that waits for its calls."""

    method: str  # in lower case
    fault: Fault
    chat_id: int | None
    left: int


@dataclass(slots=True)
class Faults:
    """The faults that are still to come, the first planned first."""

    _planned: list[_Planned] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def next(self, method: str, fault: Fault, times: int = 1, chat_id: int | None = None) -> None:
        """Let the next calls of a method, or of any (`*`), go wrong; of one chat's only if one is named."""
        with self._lock:
            self._planned.append(_Planned(method.lower(), fault, chat_id, times))

    def clear(self) -> None:
        """From now on everything goes well."""
        with self._lock:
            self._planned.clear()

    @property
    def waiting(self) -> int:
        """How many calls will still go wrong."""
        with self._lock:
            return sum(planned.left for planned in self._planned)

    def take(self, method: str, arguments: Mapping[str, object]) -> Fault:
        """What goes wrong with this call; an empty fault for nothing."""
        with self._lock:
            for planned in self._planned:
                if _concerns(planned, method, arguments):
                    planned.left -= 1
                    if planned.left == 0:
                        self._planned.remove(planned)
                    return planned.fault
        return Fault()


def _concerns(planned: _Planned, method: str, arguments: Mapping[str, object]) -> bool:
    of_method = planned.method in {ANY_METHOD, method.lower()}
    return of_method and planned.chat_id in {None, _number(arguments.get("chat_id"))}


def _number(said: object) -> int | None:
    try:
        return int(str(said))
    except ValueError:
        return None
