"""The sources that documents come from by themselves."""

from fastapi import APIRouter

router = APIRouter()
