"""Re-indexing, and the jobs that do it."""

from fastapi import APIRouter

router = APIRouter()
