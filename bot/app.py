"""The web application: the page for people and the interface for programs over one core.

Serving -> FastAPI. Errors are turned into answers here, once.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from bot.admin.actor import Actor
from bot.admin.administration import Administration
from bot.api import feedback, metrics, problems, registers, streaming
from bot.api.admin.door import Door
from bot.api.admin.routes import router as admin_router
from bot.api.description import DescribedApp
from bot.api.routes import health, router
from bot.http_limits import HEADERS, LimitedBody, ProtectiveHeaders
from bot.store.given import GivenAnswers
from bot.web import page
from bot.wiring import Serving
from retrieval.errors import RegionsvarError

SWEEP_S = 24 * 3600.0
FOR_PROGRAMS = ("/api/", "/health/", "/metrics")
Beside = Callable[[], AbstractAsyncContextManager[object]]


def create_app(
    serving: Serving,
    beside: Beside = nullcontext,
    route_beside: APIRouter | None = None,
    *,
    known: Actor | None = None,
) -> FastAPI:
    """The application; `beside` runs from its start to its end, such as Telegram's bot, with its route.

    `known` administers without a key, and is for an application that is never served.
    """
    given = GivenAnswers(serving.settings)
    administration = Administration(serving.settings, serving)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        serving.count()
        await asyncio.to_thread(serving.warm)  # what is known then still holds when the disk is full
        sweeping = asyncio.create_task(_sweep(given))
        async with beside():
            yield
        sweeping.cancel()
        await asyncio.to_thread(given.flush)
        await asyncio.to_thread(administration.close)

    app = DescribedApp(
        title="Regionsvar",
        summary="Answers questions about a region from the region's own documents, with sources.",
        openapi_url="/api/openapi.json",
        docs_url=None,  # its page loads scripts from elsewhere
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.serving = serving
    app.state.given = given
    app.state.administration = administration
    if route_beside is not None:
        app.include_router(route_beside)
    app.include_router(router)
    app.include_router(streaming.router)
    app.include_router(feedback.router)
    app.include_router(registers.router)
    app.include_router(admin_router)
    app.include_router(health)
    app.include_router(metrics.router)
    app.include_router(page.router)
    app.mount("/static", StaticFiles(packages=[("bot.web", "static")]))
    app.add_middleware(LimitedBody, settings=serving.settings)
    app.add_middleware(Door, known=known)  # before the body is read
    app.add_middleware(ProtectiveHeaders)
    for kind in (HTTPException, RequestValidationError, RegionsvarError, Exception):
        app.add_exception_handler(kind, _on_error)
    return app


async def _sweep(given: GivenAnswers) -> None:
    """Forget old answers, now and once a day."""
    while True:
        given.sweep()
        await asyncio.sleep(SWEEP_S)


async def _on_error(request: Request, error: Exception) -> Response:
    """Whatever a route raised, in the form that the asker reads."""
    answer: Response = problems.problem_of(error)
    if not request.url.path.startswith(FOR_PROGRAMS):
        answer = page.error_page(request, answer.status_code)
    answer.headers.update(HEADERS)  # an error that nobody expected is answered outside of the middleware
    return answer
