"""What can go wrong with a source; each reason is a sentence for the administrator."""

from typing import ClassVar

from retrieval.errors import RegionsvarError


class FetchFailed(RegionsvarError):
    """One address could not be fetched; nothing is concluded about what it holds."""

    reply: ClassVar[str] = "source_failed"

    def __init__(self, reason: str, *, silent: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.silent = silent  # the site did not answer, and may not for the next address either


class PageGone(FetchFailed):
    """The site says that there is nothing at the address (404, 410)."""


class SaysTheSame(FetchFailed):
    """Another address of the source says the very same."""


class SiteBusy(FetchFailed):
    """The site asks to be left alone for a while."""

    def __init__(self, reason: str, wait_s: float) -> None:
        super().__init__(reason)
        self.wait_s = wait_s


class SourceFailed(RegionsvarError):
    """A refresh came to nothing; no document was changed."""

    reply: ClassVar[str] = "source_failed"

    def __init__(self, reason: str, wait_s: float = 0.0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.wait_s = wait_s  # before which the site does not want to be asked


class RefreshStopped(RegionsvarError):
    """Somebody asked to stop a refresh; no document was changed."""

    reply: ClassVar[str] = "source_stopped"
