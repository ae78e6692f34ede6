"""What every command of administration is called with: which server, with which key, for whom to read.

A function of a Call and its own arguments -> a command that takes --url, --key and --json too.
"""

import inspect
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any, Concatenate, ParamSpec

import typer

from bot.commands.printing import print_json

if TYPE_CHECKING:  # httpx takes a tenth of a second
    from bot.commands.admin.server import Server

Own = ParamSpec("Own")
COMMON: dict[str, Any] = {
    "url": Annotated[
        str | None,
        typer.Option(
            "--url",
            help="The server to drive, or REGIONSVAR_ADMIN_URL; without it, what lies on this machine.",
            metavar="URL",
            show_default=False,
        ),
    ],
    "key": Annotated[
        str | None,
        typer.Option(
            "--key",
            help="The key for it; others may see it here, so REGIONSVAR_ADMIN_KEY is the better place.",
            metavar="KEY",
            show_default=False,
        ),
    ],
    "as_json": Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")],
}
DEFAULTS: dict[str, Any] = {"url": None, "key": None, "as_json": False}


@dataclass(frozen=True, slots=True)
class Call:
    """How a command was called."""

    url: str | None
    key: str | None = field(repr=False)
    as_json: bool

    def server(self, *, by: str | None = None, answering: bool = False) -> "AbstractContextManager[Server]":
        """What the command speaks to: the server that was named, or one in this process.

        Here `by` acts, the login if nobody; and with `answering` the index is brought up to date first.
        """
        from bot.commands.admin.reaching import reached

        return reached(self.url, self.key, by=by, answering=answering)

    def show(self, value: Any, in_words: Callable[[Any], None]) -> None:
        """A reply of the interface as it is, or in words."""
        print_json(value) if self.as_json else in_words(value)


def command(
    group: typer.Typer, name: str
) -> Callable[[Callable[Concatenate[Call, Own], None]], Callable[..., None]]:
    """Make a function a command of a group."""

    def declare(act: Callable[Concatenate[Call, Own], None]) -> Callable[..., None]:
        return group.command(name)(called(act))

    return declare


def called(act: Callable[Concatenate[Call, Own], None]) -> Callable[..., None]:
    """The function with the options that all have; for a group, what it does without a command.

    What is given before a command's name holds for it too.
    """

    @wraps(act)
    def run(context: typer.Context, **given: Any) -> None:
        for name in COMMON:
            if (value := given.pop(name)) != DEFAULTS[name]:
                context.meta[f"regionsvar.{name}"] = value
        if context.invoked_subcommand is None:
            common = {name: context.meta.get(f"regionsvar.{name}", DEFAULTS[name]) for name in COMMON}
            act(Call(**common), **given)  # type: ignore[call-arg]  # typer names every argument

    keyword = inspect.Parameter.KEYWORD_ONLY
    own = [each.replace(kind=keyword) for each in list(inspect.signature(act).parameters.values())[1:]]
    common = [
        inspect.Parameter(name, keyword, default=DEFAULTS[name], annotation=COMMON[name]) for name in COMMON
    ]
    first = inspect.Parameter("context", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)
    parameters = [first, *own, *common]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {each.name: each.annotation for each in parameters}
    return run
