"""Whether whoever asks may: the actor whom the door let in -> the same, or a refusal.

Every route of administration takes one of `Viewer`, `Editor` and `Owner` as an argument.
"""

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPBearer

from bot.admin.actor import Actor, Role
from bot.admin.administration import Administration
from bot.admin.refusal import AdminRefused

# for the description of the interface alone: the door reads the header
bearer = HTTPBearer(auto_error=False, description="a key made by `regionsvar admin create-key`")


def administration_of(request: Request) -> Administration:
    """What the application administers with."""
    administration: Administration = request.app.state.administration
    return administration


CurrentAdministration = Annotated[Administration, Depends(administration_of)]


def actor_of_request(request: Request) -> Actor:
    """Whom the door let in. Raises AdminRefused for a route that no door stands before."""
    actor = getattr(request.state, "actor", None)
    if isinstance(actor, Actor):
        return actor
    raise AdminRefused(
        "unauthorised", "Nobody is known to ask.", "Ask below /api/admin, with a key.", "Authorization"
    )


def _at_least(role: Role) -> Callable[..., Actor]:
    def check(
        actor: Annotated[Actor, Depends(actor_of_request)], _: Annotated[object, Depends(bearer)]
    ) -> Actor:
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
