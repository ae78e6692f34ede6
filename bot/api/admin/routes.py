"""Every route of administration, under one roof."""

from fastapi import APIRouter

from bot.api.admin import (
    audit,
    corrections,
    documents,
    jobs,
    keys,
    questions,
    search,
    settings,
    snapshots,
    sources,
)

router = APIRouter(prefix="/api/admin", tags=["administration"])
for part in (
    documents,
    jobs,
    snapshots,
    sources,
    questions,
    search,
    corrections,
    keys,
    audit,
    settings,
):
    router.include_router(part.router)
