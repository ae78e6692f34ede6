"""Who did what when."""

from fastapi import APIRouter

router = APIRouter()
