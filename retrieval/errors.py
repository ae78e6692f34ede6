"""What can go wrong in reading, indexing and finding. Each error carries the key of its wording."""

from typing import ClassVar


class RegionsvarError(Exception):
    """The root of our errors: the message is for the log, `reply` names the sentence for the user."""

    reply: ClassVar[str] = "internal_error"


class FileRefused(RegionsvarError):
    """A file of the corpus that cannot be read as text; `reason` is the wording's key."""

    reply = "file_refused"

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


class LexiconUnreadable(RegionsvarError):
    """A word list that is not in the documented format."""

    reply = "lexicon_unreadable"


class CorpusMissing(RegionsvarError):
    """The corpus folder does not exist, or holds nothing that can be indexed."""

    reply = "corpus_missing"


class SnapshotBroken(RegionsvarError):
    """A snapshot that was built aside did not prove whole."""

    reply = "snapshot_broken"


class CatalogueBroken(RegionsvarError):
    """A catalogue that cannot be read, or says something that we do not know: file, table and key."""

    reply = "catalogue_broken"

    def __init__(self, file: str, table: str, key: str, detail: str) -> None:
        place = " ".join(part for part in (file, f"[{table}]" if table else "", key) if part)
        super().__init__(f"{place}: {detail}")
        self.file = file
        self.table = table
        self.key = key
        self.detail = detail


class BuildInProgress(RegionsvarError):
    """Another process is building a snapshot, and did not finish while we waited."""

    reply = "build_in_progress"


class BuildFailed(RegionsvarError):
    """A snapshot could not be written: a full disk, a lost folder, an index that refuses."""

    reply = "build_failed"


class EmbedderUnavailable(RegionsvarError):
    """Vectors could not be had: the endpoint is away, turned us away, or sent what cannot be used."""

    reply = "embedder_unavailable"


class SnapshotMissing(RegionsvarError):
    """A snapshot was asked for by an id that none has."""

    reply = "snapshot_missing"


class SnapshotInUse(RegionsvarError):
    """A snapshot cannot be deleted while it is the one that is answered from."""

    reply = "snapshot_in_use"
