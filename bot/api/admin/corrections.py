"""Corrections of records."""

from fastapi import APIRouter

router = APIRouter()
