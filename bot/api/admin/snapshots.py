"""The snapshots: which there are, how they differ, which one is current."""

from fastapi import APIRouter

router = APIRouter()
