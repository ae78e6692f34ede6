"""The keys of administrators."""

from fastapi import APIRouter

router = APIRouter()
