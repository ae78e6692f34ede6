"""Choose what a model is shown: the passages that answer best, as many as the budget of tokens allows.

Evidence -> Shown sources. Passages that stand beside each other are shown as one; no address goes along.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.compose.sources import section_name
from bot.evidence import Evidence
from bot.models.tokens import tokens_in
from bot.verification import LINK
from prompts.rendering import PromptSource
from retrieval.documents import Description, Passage
from retrieval.registers.contacts.details import details_in
from retrieval.retriever import Retriever

MOST_SOURCES = 8
AROUND_A_SOURCE = 16  # tokens of its fence, number and date
BEFORE, AFTER = 0, 1  # passages of the same section that are shown with the best ones
WITH_NEIGHBOURS = 2  # sources that are shown with them
SHOWN_FOR_DETAIL = "…"  # stands for a number or an address that the model is not shown


@dataclass(frozen=True, slots=True)
class Shown:
    """A stretch of a document that the model is shown under a number."""

    number: int
    description: Description
    passages: tuple[Passage, ...]  # in reading order, of one section

    @property
    def text(self) -> str:
        """The stretch as it is cited and checked against."""
        return "\n".join(passage.text for passage in self.passages)

    @property
    def heading(self) -> str:
        """The chapter and the section that it stands in."""
        return section_name(self.passages[0].path)

    def for_prompt(self) -> PromptSource:
        """The same as the model is shown it."""
        title = " › ".join(filter(None, (self.description.title, self.heading)))
        return PromptSource(self.number, title, self.description.published, without_details(self.text))


def choose(evidence: Sequence[Evidence], retriever: Retriever, budget: int) -> tuple[Shown, ...]:
    """The sources in the order of their worth, in at most so many tokens; the best one always."""
    chosen: list[Shown] = []
    taken: set[int] = set()
    left = budget
    for each in evidence:
        if len(chosen) == MOST_SOURCES or each.passage.id in taken:
            continue
        shown = _shown(len(chosen) + 1, each.passage, retriever, taken, len(chosen) < WITH_NEIGHBOURS)
        if chosen and _tokens(shown) > left:
            shown = _shown(len(chosen) + 1, each.passage, retriever, taken, False)
            if _tokens(shown) > left:
                continue
        chosen.append(shown)
        taken.update(passage.id for passage in shown.passages)
        left -= _tokens(shown)
    return tuple(chosen)


def _shown(number: int, own: Passage, retriever: Retriever, taken: set[int], with_neighbours: bool) -> Shown:
    near = retriever.around(own, BEFORE, AFTER) if with_neighbours else [own]
    passages = tuple(p for p in near if p.id == own.id or p.id not in taken)
    return Shown(number, retriever.describe(own.document), passages)


def _tokens(shown: Shown) -> int:
    source = shown.for_prompt()
    return tokens_in(source.title) + tokens_in(source.text) + AROUND_A_SOURCE


def without_details(text: str) -> str:
    """A text without numbers to call and addresses: those are given by records, not written by a model."""
    for detail in sorted(details_in(text), key=lambda found: -found.start):
        text = text[: detail.start] + SHOWN_FOR_DETAIL + text[detail.end :]
    return LINK.sub(SHOWN_FOR_DETAIL, text)
