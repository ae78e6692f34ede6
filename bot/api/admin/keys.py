"""The keys of administrators: who has which, a new one, the end of one. For owners alone."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from bot.admin.actor import Role
from bot.admin.keys import AdminKey, KeyState, create_key, keys_of, revoke_key
from bot.api.admin.authority import CurrentAdministration, Owner
from bot.api.admin.forms import Moment, PagingIn
from bot.api.problems import documented
from bot.registers.paging import Page

router = APIRouter()
KeyId = Annotated[str, Path(pattern="^[0-9a-f]{16}$", examples=["9f86d081884c7d65"])]


class KeyIn(BaseModel):
    """A key that is wanted."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"name": "Eva Lind", "role": "editor", "expires_at": "2027-12-31T23:00:00Z"}]
        }
    )

    name: str = Field(min_length=1, max_length=100, description="who is to use it, as the audit names them")
    role: Role = Field(description="an editor may do what a viewer may, and an owner everything")
    expires_at: Moment | None = Field(None, description="when it ends by itself; null: never")


class NewKeyOut(BaseModel):
    """A key that was made, and what is kept of it."""

    key: str = Field(description="the key itself: shown this once, and not kept", examples=["rv_4Zc…"])
    id: str
    name: str
    role: Role
    state: KeyState
    created_by: str
    created_at: str
    expires_at: str | None


@router.get("/keys", responses=documented(401, 403, 422, 429, 500, 503))
def list_keys(
    _: Owner, administration: CurrentAdministration, asked: Annotated[PagingIn, Query()]
) -> Page[AdminKey]:
    """Every key that was made, the newest first; the keys themselves are not kept."""
    with administration.reading() as session:
        return keys_of(session, administration.now(), asked.limit, asked.offset)


@router.post("/keys", status_code=201, responses=documented(401, 403, 413, 422, 429, 500, 503))
def make_key(actor: Owner, administration: CurrentAdministration, body: KeyIn) -> NewKeyOut:
    """Make a key for somebody else; the first one of all is made on the command line."""
    with administration.writing() as session:
        known, key = create_key(session, body.name, body.role, actor, administration.now(), body.expires_at)
    return NewKeyOut(
        key=key,
        id=known.id,
        name=known.name,
        role=known.role,
        state=known.state,
        created_by=known.created_by,
        created_at=known.created_at,
        expires_at=known.expires_at,
    )


@router.delete("/keys/{id}", responses=documented(401, 403, 404, 409, 422, 429, 500, 503))
def end_key(actor: Owner, administration: CurrentAdministration, id: KeyId) -> AdminKey:
    """Revoke a key, at once and for good; the last owner's key is revoked on the command line alone."""
    at_the_machine = actor.key is None
    with administration.writing() as session:
        return revoke_key(session, id, actor, administration.now(), last_owner_too=at_the_machine)
