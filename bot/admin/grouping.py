"""Bring together what users asked for in vain, so that the same question is read once.

Questions -> groups of like wording, each with a fingerprint that stays the same as more are asked.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from retrieval.language.asked_words import asked_words, likeness

ALIKE = 0.6  # likeness from which two wordings are one question


@dataclass(frozen=True, slots=True)
class AskedInVain:
    """A question that found no answer, or one that was found bad."""

    question: str  # masked
    asked_at: str  # ISO 8601, UTC
    status: str
    decision: str | None  # why it was answered as it was
    verdict: str | None = None
    reason: str | None = None  # masked


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """One question in all its wordings."""

    fingerprint: str  # of the wording that was asked first
    question: str  # the wording that was asked most often, the newest of several
    fingerprints: frozenset[str]  # of all wordings
    asked: tuple[AskedInVain, ...] = field(repr=False)  # oldest first

    @property
    def count(self) -> int:
        """How often it was asked."""
        return len(self.asked)


def fingerprint_of(question: str) -> str:
    """What every wording with the same telling words has in common."""
    return hashlib.sha256(" ".join(sorted(asked_words(question))).encode()).hexdigest()


def grouped(asked: Iterable[AskedInVain]) -> list[QuestionGroup]:
    """The groups, what was asked most often first, of equals the newest first."""
    gathered: list[tuple[frozenset[str], list[AskedInVain]]] = []
    for each in sorted(asked, key=lambda one: one.asked_at):
        words = asked_words(each.question)
        near = max(gathered, key=lambda group: likeness(group[0], words), default=None)
        if near is not None and likeness(near[0], words) >= ALIKE:
            near[1].append(each)
        else:
            gathered.append((words, [each]))
    groups = [_group(members) for _, members in gathered]
    newest_first = sorted(groups, key=lambda group: group.asked[-1].asked_at, reverse=True)
    return sorted(newest_first, key=lambda group: -group.count)


def _group(members: Sequence[AskedInVain]) -> QuestionGroup:
    wordings = Counter(each.question for each in reversed(members))  # of equally many the newest comes first
    return QuestionGroup(
        fingerprint=fingerprint_of(members[0].question),
        question=wordings.most_common(1)[0][0],
        fingerprints=frozenset(fingerprint_of(each.question) for each in members),
        asked=tuple(members),
    )
