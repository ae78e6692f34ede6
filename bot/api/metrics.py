"""What is counted of this process, for Prometheus or whatever reads its format.

GET /metrics -> text. Several processes are looked at one by one: each counts for itself.
"""

from typing import TYPE_CHECKING

from fastapi import APIRouter, HTTPException, Request, Response

if TYPE_CHECKING:  # an application that is never served does not count
    from bot.rates import Rates

router = APIRouter(include_in_schema=False)


@router.get("/metrics")
def metrics(request: Request) -> Response:
    """The counters as they stand; 503 where the application does not count."""
    rates: Rates | None = request.app.state.serving.rates
    if rates is None:
        raise HTTPException(503, "Nothing is counted here.")
    from prometheus_client.exposition import CONTENT_TYPE_LATEST

    return Response(rates.exposition(), media_type=CONTENT_TYPE_LATEST)
