"""Put the parts together: settings -> an assistant that follows the current snapshot and the corrections.

`Serving` is what every channel holds. It reads the pointer and the corrections' stamp before each question; a
question in flight keeps what it began with, and its snapshot is closed when the last of them has ended.
"""

import gc
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock
from typing import TYPE_CHECKING, ClassVar, Protocol, Self
from zoneinfo import ZoneInfo

from bot.answer import Answer
from bot.assistant import Asked, Assistant
from bot.compose.corrections import words
from bot.indexing import bring_up_to_date
from bot.settings import Settings
from bot.store.following import FollowedCorrections
from bot.store.places import DatabaseUnavailable
from bot.writing.opening import writer_of
from retrieval.corpus.reading import Progress
from retrieval.corrected.kept import Kept
from retrieval.corrected.snapshot import CorrectedSnapshot, corrected
from retrieval.errors import (
    BuildFailed,
    BuildInProgress,
    CatalogueBroken,
    CorpusMissing,
    RegionsvarError,
    SnapshotBroken,
)
from retrieval.index.pointer import current_id, directory_of, pinned_id
from retrieval.index.snapshot import Snapshot, open_current
from retrieval.index.wholeness import check_whole
from retrieval.ingest import IngestReport, silent
from retrieval.retriever import NO_VECTORS, VectorRanking

if TYPE_CHECKING:  # numpy is imported where a model embeds, and what counts where something is counted
    from bot.embedding.opening import Questions
    from bot.rates import Rates

CLOCK_ZONE = ZoneInfo("Europe/Stockholm")
WAIT_FOR_FIRST_S = 900.0  # for another process that builds, while there is nothing to answer from

log = logging.getLogger(__name__)


class NotReady(RegionsvarError):
    """There is no snapshot to answer from yet."""

    reply: ClassVar[str] = "not_ready"


def stockholm_today() -> date:
    """The day by the clock of the region."""
    return datetime.now(CLOCK_ZONE).date()


def build_if_needed(settings: Settings, progress: Progress = silent) -> IngestReport | None:
    """Bring the index up to date with the corpus; None where an older one has to do.

    While another process builds, and when a build fails or the corpus is at fault, what is current goes on
    answering; so does a snapshot that an administrator went back to, and one whose successor waits for
    approval. Raises RegionsvarError when there is nothing to answer from, or the word list is at fault.
    """
    current = current_id(settings.data)
    if current is not None and current == pinned_id(settings.data) and _can_be_read(settings):
        log.info("answering from snapshot %s, which is pinned", current)
        return None
    try:
        wait_s = 0.0 if current else WAIT_FOR_FIRST_S
        return bring_up_to_date(settings, progress=progress, wait_s=wait_s, by_itself=True)
    except (BuildInProgress, BuildFailed, SnapshotBroken, DatabaseUnavailable) as error:
        if current is None:
            raise
        log.warning("answering from snapshot %s: %s", current, error)
        return None
    except (CorpusMissing, CatalogueBroken) as error:
        if current is None:
            raise
        log.error("answering from snapshot %s, the corpus cannot be read: %s", current, error)
        return None


def _can_be_read(settings: Settings) -> bool:
    """Whether the current snapshot can be answered from; one that cannot is built anew, pinned or not."""
    try:
        check_whole(directory_of(settings.data, current_id(settings.data) or ""))
    except SnapshotBroken as error:
        log.error("the pinned snapshot is given up: %s", error)
        return False
    return True


class Corrections(Protocol):
    """What says how records are to be read."""

    def now(self) -> Kept:
        """The corrections that hold, the same object until they change. Raises RegionsvarError."""
        ...

    def close(self) -> None:
        """Let go of where they are read; the next question opens it again."""
        ...


@dataclass
class _Held:
    """An open snapshot, how it is read, its assistant as of a day, and how many questions are under way."""

    snapshot: Snapshot
    kept: Kept
    read: Snapshot | CorrectedSnapshot
    assistant: Assistant
    under_way: int = 0
    replaced: bool = False


class Serving:
    """Lends out the assistant over the current snapshot as it is corrected; safe for many threads."""

    def __init__(
        self,
        settings: Settings,
        clock: Callable[[], date] = stockholm_today,
        corrections: Corrections | None = None,
    ) -> None:
        """Without `corrections`, those of the settings' database."""
        self.settings = settings
        self._clock = clock
        self._corrections = corrections or FollowedCorrections(settings)
        self._lock = Lock()
        self._held: _Held | None = None
        self._writer = writer_of(settings, lambda: self.today)
        self._rates: Rates | None = None
        self._questions = _questions_of(settings)

    @property
    def today(self) -> date:
        """The day that questions are answered as of."""
        return self.settings.today or self._clock()

    @property
    def writes(self) -> bool:
        """Whether a model may write answers, so that there is something to show before they are whole."""
        return self._writer is not None

    @property
    def rates(self) -> "Rates | None":
        """What is counted of answers; None where nobody counts."""
        return self._rates

    def count(self) -> None:
        """Count answers from now on."""
        from bot.rates import Rates

        self._rates = Rates(self._writer)

    def answer(self, asked: Asked) -> Answer:
        """The answer from the current snapshot. Raises NotReady, SnapshotBroken or CorrectionsUnreadable."""
        return self._rates.counted(asked, self._answer) if self._rates else self._answer(asked)

    def _answer(self, asked: Asked) -> Answer:
        with self.assistant() as assistant:
            return assistant.answer(asked)

    @contextmanager
    def assistant(self) -> Iterator[Assistant]:
        """The assistant for one question or more, over one snapshot. Raises what `answer` does."""
        with self._lent() as held:
            yield held.assistant

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot | CorrectedSnapshot]:
        """The current snapshot as it is corrected, kept open meanwhile. Raises what `answer` does."""
        with self._lent() as held:
            yield held.read

    @contextmanager
    def uncorrected(self) -> Iterator[Snapshot]:
        """The current snapshot as it was built: only for whoever corrects it. Raises what `answer` does."""
        with self._lent() as held:
            yield held.snapshot

    @property
    def vectors(self) -> VectorRanking:
        """How vectors have a say in the current snapshot. Raises what `answer` does."""
        with self._lent() as held:
            return held.assistant.retriever.vectors

    def warm(self) -> None:
        """Read what the first answer would wait for, as far as there is something to answer from."""
        with suppress(RegionsvarError), self.assistant() as assistant:
            if self._writer is not None:
                from bot.verifying.checking import warm

                warm(assistant.retriever.matcher)
                self._writer.warm()
                gc.collect()
                gc.freeze()  # else the collector walks the word lists in the middle of an answer, for 150 ms
            if self._questions is not None:
                self._questions.prepare(assistant.retriever)

    def ready(self) -> bool:
        """Whether a question could be answered now."""
        try:
            with self.assistant():
                return True
        except RegionsvarError:
            return False

    def close(self) -> None:
        """Let go of the snapshot as soon as the last question has ended."""
        with self._lock:
            self._retire()
            self._corrections.close()
            if self._writer is not None:
                self._writer.close()
            if self._questions is not None:
                self._questions.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _lent(self) -> Iterator[_Held]:
        with self._lock:
            held = self._current()
            held.under_way += 1
        try:
            yield held
        finally:
            with self._lock:
                held.under_way -= 1
                _close_if_done(held)

    def _current(self) -> _Held:
        """What the pointer names, opened anew when it moved; what was held if that fails."""
        current, today, kept = current_id(self.settings.data), self.today, self._corrections.now()
        if self._held is None or (current and current != self._held.snapshot.id):
            self._open(today, kept)
        held = self._held
        if held is None:
            raise NotReady(f"no snapshot below {self.settings.data}")
        if held.kept is not kept:
            held.kept, held.read = kept, corrected(held.snapshot, kept.corrections, words())
            held.assistant = self._made(held.read, held.snapshot, today)
        if held.assistant.today != today:
            held.assistant = self._made(held.read, held.snapshot, today)
        return held

    def _open(self, today: date, kept: Kept) -> None:
        try:
            snapshot = open_current(self.settings.data, self.settings.lexicon)
        except SnapshotBroken as error:
            if self._held is None:
                raise
            log.error("staying with snapshot %s: %s", self._held.snapshot.id, error)
            return
        if snapshot is not None:
            self._retire()
            read = corrected(snapshot, kept.corrections, words())
            self._held = _Held(snapshot, kept, read, self._made(read, snapshot, today))

    def _made(self, read: Snapshot | CorrectedSnapshot, snapshot: Snapshot, today: date) -> Assistant:
        """An assistant over a snapshot as it is read."""
        vectors = self._questions.ranking_for(snapshot.manifest) if self._questions else NO_VECTORS
        return Assistant(read, today, self._writer, vectors)

    def _retire(self) -> None:
        if self._held is not None:
            self._held.replaced = True
            _close_if_done(self._held)
            self._held = None


def _questions_of(settings: Settings) -> "Questions | None":
    """What embeds questions, where the settings name a model for that."""
    if settings.embedding_model is None:
        return None
    from bot.embedding.opening import Questions

    return Questions(settings)


def _close_if_done(held: _Held) -> None:
    if held.replaced and held.under_way == 0:
        held.snapshot.close()
