"""Who asks, and whether they may: a bearer key -> an Actor of a role, or a refusal.

Every route of administration takes one of `Viewer`, `Editor` and `Owner` as an argument.
"""

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from bot.admin.actor import Actor, Role
from bot.admin.administration import Administration
from bot.admin.refusal import AdminRefused

bearer = HTTPBearer(auto_error=False, description="a key made by `regionsvar admin create-key`")
Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]


def administration_of(request: Request) -> Administration:
    """What the application administers with."""
    administration: Administration = request.app.state.administration
    return administration


CurrentAdministration = Annotated[Administration, Depends(administration_of)]


def actor_of_request(request: Request, given: Bearer, administration: CurrentAdministration) -> Actor:
    """Whose key came with the request. Raises AdminRefused."""
    from bot.admin.keys import actor_of  # imports SQLAlchemy

    address = request.client.host if request.client else None
    if given is not None:
        with administration.reading() as session:
            if actor := actor_of(session, given.credentials, address, administration.now()):
                return actor
    raise AdminRefused(
        "unauthorised",
        "The request carries no key that is valid.",
        "Send the header `Authorization: Bearer KEY` with a key that was neither revoked nor has expired.",
        "Authorization",
    )


def _at_least(role: Role) -> Callable[[Actor], Actor]:
    def check(actor: Annotated[Actor, Depends(actor_of_request)]) -> Actor:
        if not actor.may(role):
            raise AdminRefused(
                "forbidden",
                f"The key's role is {actor.role}, and {role} is needed.",
                "Ask an owner for a key of that role.",
                "Authorization",
            )
        return actor

    return check


Viewer = Annotated[Actor, Depends(_at_least("viewer"))]
Editor = Annotated[Actor, Depends(_at_least("editor"))]
Owner = Annotated[Actor, Depends(_at_least("owner"))]
