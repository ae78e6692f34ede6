"""The effective settings."""

from fastapi import APIRouter

router = APIRouter()
