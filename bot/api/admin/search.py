"""Trial search: what is found, and why the answer is what it is."""

from fastapi import APIRouter

router = APIRouter()
