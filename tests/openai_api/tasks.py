"""Which of our prompts a request carries, and scripts that reply to each in their own way.

Request -> Task; replies by task -> Script.
"""

from collections.abc import Callable
from typing import Any, get_args

from prompts.rendering import (
    Language,
    Task,
    answer_prompt,
    judge_prompt,
    rewrite_prompt,
    translate_prompt,
)
from tests.openai_api.scripted import Reply, Request, Script

PROBED = Reply('{"ok": true}')  # what a look at the endpoint wants


def _systems(language: Language) -> dict[str, Task]:
    return {
        answer_prompt(language, "", []).system: "answer",
        rewrite_prompt(language, [], "").system: "rewrite",
        translate_prompt(language, "").system: "translate",
        judge_prompt(language, "", []).system: "judge",
    }


SYSTEMS = {system: task for language in get_args(Language) for system, task in _systems(language).items()}


def task_of(request: Request) -> Task | None:
    """The task of a prompt; None for a look at what the endpoint can do."""
    messages: list[dict[str, Any]] = list(request.body.get("messages", ()))
    return SYSTEMS.get(str(messages[0]["content"])) if messages else None


def by_task(**replies: Reply | str | Callable[[Request], Reply]) -> Script:
    """Each task replied to by itself; one that has no reply must not be asked for."""

    def script(request: Request) -> Reply:
        task = task_of(request)
        if task is None:
            return PROBED
        reply = replies[task]
        if callable(reply):
            return reply(request)
        return Reply(reply) if isinstance(reply, str) else reply

    return script
