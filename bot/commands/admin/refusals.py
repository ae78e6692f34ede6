"""What a server refuses, in a sentence with reason and remedy.

problem+json -> an error of ours, by which the exit status is told.
"""

from typing import TYPE_CHECKING, Any, ClassVar

from retrieval.errors import RegionsvarError

if TYPE_CHECKING:
    import httpx

WRONG = frozenset({400, 405, 413, 422})  # statuses that another call would not get
FROM_OURS = "Value error, "  # how pydantic begins what a check of ours said


class ServerRefused(RegionsvarError):
    """The server did not do what it was asked for."""

    reply: ClassVar[str] = "admin_refused"


class CallWrong(ServerRefused):
    """What was asked for cannot be meant."""

    reply: ClassVar[str] = "admin_wrong"


class ServerAway(RegionsvarError):
    """No connection, or no answer in time."""

    reply: ClassVar[str] = "server_away"


class ServerOdd(RegionsvarError):
    """An answer that a Regionsvar does not give."""

    reply: ClassVar[str] = "server_odd"


def refusal_of(response: "httpx.Response") -> RegionsvarError:
    """The error that a reply stands for."""
    if response.is_redirect:
        to = printable(response.headers.get("location", "elsewhere"))
        return ServerOdd(f"It sends us on to {to}; the key is not sent after it. Give that server as --url.")
    try:
        problem = response.json()
    except ValueError:
        problem = None
    if not isinstance(problem, dict) or not isinstance(problem.get("detail"), str):
        return ServerOdd(f"Its status is {response.status_code}. Is it the root of a Regionsvar?")
    kind = CallWrong if response.status_code in WRONG else ServerRefused
    return kind(printable(_sentence(problem)))


def printable(text: str) -> str:
    """Text from elsewhere, without what would move a terminal's cursor or turn its colours."""
    return "".join(each if each.isprintable() or each == "\n" else " " for each in text)


def _sentence(problem: dict[str, Any]) -> str:
    """The reason and the remedy, and where the request is at fault."""
    said = [problem["detail"]]
    errors = problem.get("errors")
    for fault in errors if isinstance(errors, list) else ():
        place = ".".join(str(part) for part in fault["loc"][1:]) or fault["loc"][0]
        said.append(f"{place}: {fault['msg'].removeprefix(FROM_OURS)}.")
    field = problem.get("field")
    if field and problem.get("status") in WRONG and field not in problem["detail"]:
        said.append(f"({field})")
    return " ".join(said)
