"""The documents: what there is, uploads, metadata, withdrawal."""

from fastapi import APIRouter

router = APIRouter()
