"""What the records of goals and priorities tell in answer to a question.

Handed from the question's side to the composing one.
"""

from dataclasses import dataclass
from typing import Literal

from retrieval.documents import Hit
from retrieval.registers.records import Statement, StrategyItem, StrategyList
from retrieval.registers.strategy.tree import StrategyTree

Reason = Literal["list", "name", "chapter", "number", "work", "parts"]


@dataclass(frozen=True, slots=True)
class Listed:
    """An item and the list that it is of, which knows its document and its kind."""

    found: StrategyList
    item: StrategyItem


@dataclass(frozen=True, slots=True)
class StrategyResult:
    """A list that answers, and the item, its parts or the work under it where they were asked for."""

    found: StrategyList
    reason: Reason
    tree: StrategyTree  # of the list's document
    item: StrategyItem | None = None
    parts: tuple[Listed, ...] = ()
    work: tuple[Statement, ...] = ()
    hits: tuple[Hit, ...] = ()  # under the heading of the item that covers a subject
    parent: Listed | None = None  # what the item, or every one of the parts, is a part of


@dataclass(frozen=True, slots=True)
class NoSuch:
    """What was asked for by number, or of a region, and does not stand in the documents."""

    kind: str
    number: str | None = None
    known: tuple[str, ...] = ()  # the numbers that do
    regions: frozenset[str] = frozenset()
