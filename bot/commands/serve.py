"""`regionsvar serve`: page, API and Telegram in one process, until interrupted."""

import asyncio
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, ClassVar

from bot.admin.administration import Administration
from bot.app import create_app
from bot.assistant import Asked
from bot.commands.opening import opened, opened_settings
from bot.commands.printing import print_answer, print_text
from bot.jobs.employing import Employer
from bot.settings import Settings
from bot.wiring import Serving
from bot.wording import examples, say
from retrieval.errors import RegionsvarError

if TYPE_CHECKING:
    import uvicorn
    from fastapi import FastAPI

SAMPLES = (*examples("sv")[:2], examples("en")[1])  # both languages are shown
BACKLOG = 128
# Between the threads that answer, the models' loop and ours. Python's own 5 ms are waited for at every
# hand-over of a sentence: together about 10 ms of a streamed answer's first (scripts/model_overhead).
HANDED_OVER_S = 0.0005


class AddressInUse(RegionsvarError):
    """The address to listen on is taken, or is not this machine's."""

    reply: ClassVar[str] = "address_in_use"


def run(*, samples: bool) -> None:
    """Build if needed, show samples if asked, serve."""
    settings = opened_settings()
    with opened(settings) as serving:
        if samples:
            _show_samples(serving)
        with _listening(settings) as listener:
            _serve(serving, listener)


def _show_samples(serving: Serving) -> None:
    for question in SAMPLES:
        print_text(f"? {question}\n")
        print_answer(serving.answer(Asked(question)))
        print_text("")


def _listening(settings: Settings) -> socket.socket:
    """A socket that listens, or AddressInUse."""
    family = socket.AF_INET6 if ":" in settings.bind else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.bind, settings.port))
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise AddressInUse(f"{settings.bind}:{settings.port} ({error.strerror})") from error
    return listener


def _serve(serving: Serving, listener: socket.socket) -> None:
    import uvicorn

    config = server_config(_app(serving), serving.settings)
    sys.setswitchinterval(HANDED_OVER_S)
    host, port = listener.getsockname()[:2]
    print_text(say("en", "serving", address=f"http://{f'[{host}]' if ':' in host else host}:{port}"))
    with suppress(KeyboardInterrupt):  # how uvicorn hands on Ctrl-C after it stopped in order
        uvicorn.Server(config).run(sockets=[listener])


def server_config(app: "FastAPI", settings: Settings) -> "uvicorn.Config":
    """How uvicorn serves: where a request comes from is told by the proxies that are trusted alone."""
    import uvicorn

    return uvicorn.Config(
        app,
        log_config=None,  # ours, which blots out secrets
        access_log=settings.log_level in ("DEBUG", "INFO"),
        server_header=False,
        proxy_headers=settings.trusted_proxies is not None,
        forwarded_allow_ips=settings.trusted_proxies or "",
    )


def _app(serving: Serving) -> "FastAPI":
    """Page and API, with a worker at hand, and Telegram beside them where a token is set."""
    token = serving.settings.telegram_token
    if token is None:
        app = create_app(serving, lambda: _working(app.state.administration))
        return app
    from bot.telegram.delivery.beside import beside
    from bot.telegram.delivery.running import Delivery

    delivery = Delivery(serving, token.get_secret_value())

    @asynccontextmanager
    async def both() -> AsyncIterator[None]:
        async with _working(app.state.administration), beside(delivery):
            yield

    app = create_app(serving, both, delivery.route())
    return app


@asynccontextmanager
async def _working(administration: Administration) -> AsyncIterator[None]:
    """A worker at hand; ending it in order may take a while, which keeps nothing else waiting."""
    employer = Employer(administration)
    employer.start()
    try:
        yield
    finally:
        await asyncio.to_thread(employer.close)
