"""What becomes of a request: pages, times that run out, and a server that is away for a moment."""

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from typing import Any

import httpx
import pytest

from bot.commands.admin.addresses import at
from bot.commands.admin.following import followed
from bot.commands.admin.refusals import CallWrong, ServerAway
from bot.commands.admin.server import Server

Reply = Callable[[httpx.Request], httpx.Response]
JOB = {"id": "5f0c", "state": "running", "stage": "read", "done": 1, "total": 2}


def server(reply: Reply) -> Server:
    client = httpx.Client(transport=httpx.MockTransport(reply), base_url="https://svar.example/api/admin/")
    return Server(client, nullcontext, is_here=False, name="https://svar.example")


def timed_out(kind: type[httpx.TransportError]) -> Reply:
    def reply(request: httpx.Request) -> httpx.Response:
        raise kind("timed out", request=request)

    return reply


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (httpx.ConnectTimeout, "https://svar.example did not accept a connection in 10 s."),
        (httpx.ReadTimeout, "https://svar.example did not answer in 60 s. What was asked for may have been"),
        (httpx.ConnectError, "https://svar.example: timed out."),
    ],
)
def test_a_time_that_ran_out_is_said_with_what_it_means(kind: type[httpx.TransportError], said: str) -> None:
    with pytest.raises(ServerAway) as away:
        server(timed_out(kind)).get("jobs")
    assert str(away.value).startswith(said)


def test_a_list_that_shrinks_while_it_is_fetched_comes_to_an_end() -> None:
    pages: Iterator[Any] = iter([{"total": 300, "items": list(range(200))}, {"total": 300, "items": []}])
    asked: list[str] = []

    def reply(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.query.decode())
        return httpx.Response(200, json=next(pages))

    page = server(reply).page("documents", 250, 10, state=None, q="å")
    assert asked == ["limit=200&offset=10&q=%C3%A5", "limit=50&offset=210&q=%C3%A5"]
    assert (page["total"], page["limit"], page["offset"], len(page["items"])) == (300, 250, 10, 200)


def test_a_job_is_followed_over_a_restart_of_the_server() -> None:
    replies = iter([JOB, None, JOB | {"state": "done"}])

    def reply(request: httpx.Request) -> httpx.Response:
        if (job := next(replies)) is None:
            raise httpx.ConnectError("refused", request=request)
        return httpx.Response(200, json=job)

    assert followed(server(reply), "5f0c")["state"] == "done"


def test_an_address_names_what_was_meant_and_nothing_else() -> None:
    assert at("documents", document="a b/å?#%.md", then="content") == (
        "documents/a%20b/%C3%A5%3F%23%25.md/content"
    )
    for path in ("..", "a/../../keys/x", "a/.", "", "a/", "..."):
        with pytest.raises(CallWrong):
            at("documents", document=path)
    with pytest.raises(CallWrong):
        at("jobs", "..")
    assert at("jobs", "a/b") == "jobs/a%2Fb"
