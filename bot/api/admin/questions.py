"""What users could not find, and approved answers."""

from fastapi import APIRouter

router = APIRouter()
