"""Decide whether a finished index waits for approval: what it would remove, what it no longer answers.

Candidate, current snapshot -> reasons, in sentences that administrators read.
"""

from collections.abc import Iterator, Sequence

from bot.admin.probes import ProbesBroken, read_probes
from bot.admin.probing import ProbeReport, probed, write_report
from bot.assistant import Assistant
from bot.compose.corrections import words
from bot.settings import Settings
from bot.store.following import FollowedCorrections
from bot.wiring import stockholm_today
from retrieval.corrected.snapshot import corrected
from retrieval.index.passage_changes import passage_changes
from retrieval.index.pointer import pinned_id
from retrieval.index.snapshot import Snapshot
from retrieval.index.switching import Gate

NAMED = 3  # questions that a reason names


def gate_for(settings: Settings, *, explicit: bool, scheduled: bool = False) -> Gate:
    """The gate of one build.

    `explicit`: an administrator uploaded or deleted, which is never held. `scheduled`: nobody asked for it
    now, and so it does not replace what an administrator went back to.
    """

    def gate(candidate: Snapshot, current: Snapshot | None) -> Sequence[str]:
        if explicit or current is None:
            return ()
        reasons = [*_pinned(settings, scheduled), *_removed(settings, candidate, current)]
        return [*reasons, *_unanswered(settings, candidate, current)]

    return gate


def _pinned(settings: Settings, scheduled: bool) -> Iterator[str]:
    pinned = pinned_id(settings.data)
    if scheduled and pinned is not None:
        yield f"An administrator went back to snapshot {pinned}, and a scheduled refresh does not replace it."


def _removed(settings: Settings, candidate: Snapshot, current: Snapshot) -> Iterator[str]:
    """Text that something else takes the place of is not removed."""
    old = current.store.all_passages()
    lost = passage_changes(old, candidate.store.all_passages()).lost
    if old and lost / len(old) > settings.hold_removed_share:
        allowed = f"{settings.hold_removed_share:.0%}"
        yield f"It would remove {lost} of {len(old)} passages ({lost / len(old):.0%}); {allowed} are allowed."


def _unanswered(settings: Settings, candidate: Snapshot, current: Snapshot) -> Iterator[str]:
    """Probe questions whose expected document was cited, and no longer is; the answers are kept."""
    try:
        probes = read_probes(settings.data)
    except ProbesBroken as error:
        yield f"The probe questions could not be asked: {error}."
        return
    if probes:
        old, new = _assistants(settings, candidate, current)
        report = probed(probes, old, new)
        write_report(candidate.directory, report)
        yield from _lost(report)


def _assistants(settings: Settings, candidate: Snapshot, current: Snapshot) -> tuple[Assistant, Assistant]:
    """The old and the new one, both as they are corrected now. Raises CorrectionsUnreadable."""
    followed = FollowedCorrections(settings)
    try:
        corrections = followed.now().corrections
    finally:
        followed.close()
    today = settings.today or stockholm_today()
    old, new = (Assistant(corrected(each, corrections, words()), today) for each in (current, candidate))
    return old, new


def _lost(report: ProbeReport) -> Iterator[str]:
    lost = [f"“{each.question}”" for each in report.probed if each.lost]
    if lost:
        more = f" and {len(lost) - NAMED} more" if len(lost) > NAMED else ""
        named = ", ".join(lost[:NAMED])
        yield (
            f"{len(lost)} of {len(report.probed)} probe questions no longer cite the document that is "
            f"expected: {named}{more}."
        )
