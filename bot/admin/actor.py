"""Who administers, and how much they may.

Key or login -> Actor.
"""

from dataclasses import dataclass
from typing import Literal, get_args

Role = Literal["viewer", "editor", "owner"]
ROLES: tuple[Role, ...] = get_args(Role)  # each may do what those before it may


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who administers, as the audit names them."""

    name: str  # the key's name, or the login at the command line
    role: Role
    key: str | None = None  # the key's id; None at the command line
    address: str | None = None  # the network address; None at the command line

    def may(self, role: Role) -> bool:
        """Whether this role or a higher one was given."""
        return ROLES.index(self.role) >= ROLES.index(role)
