"""Sources as programs see them, and how they are asked for.

Source, Item, Preview -> their forms.
"""

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.api.admin.forms import PagingIn
from bot.sources.due import LONGEST_MIN, SHORTEST_MIN
from bot.sources.source import MOST_HOSTS, MOST_PATTERNS, Draft, Item, Rules, Source, SourceKind, Vanished

if TYPE_CHECKING:
    from bot.sources.previewing import Preview
    from bot.sources.records import SourceCounts

LONGEST_URL = 2000  # characters
RULES: dict[str, Any] = {
    "include": ["/nyheter/*"],
    "exclude": ["*/arkiv/*"],
    "hosts": [],
    "vanished": "mark",
    "entry": {"publisher": "Region Exempel"},
    "pages": None,
}
SOURCE: dict[str, Any] = {
    "kind": "sitemap",
    "url": "https://www.example.se/sitemap.xml",
    "folder": "web/example.se",
    "rules": RULES,
    "every_minutes": 1440,
    "enabled": True,
}
RESULT: dict[str, Any] = {
    "state": "done",
    "reason": None,
    "at": "2026-11-22T09:30:12.000000+00:00",
    "listed": 3,
    "added": 1,
    "changed": 0,
    "unchanged": 2,
    "failed": 0,
    "faults": [],
}

Pattern = Annotated[str, Field(min_length=1, max_length=200)]
Host = Annotated[str, Field(min_length=1, max_length=253)]
Url = Annotated[str, Field(min_length=1, max_length=LONGEST_URL)]
Folder = Annotated[str, Field(min_length=1, max_length=200)]
Minutes = Annotated[int, Field(ge=SHORTEST_MIN, le=LONGEST_MIN)]
Pages = Annotated[int, Field(ge=1, le=50_000)]


class RulesIn(BaseModel):
    """What is taken from a source, and what becomes of it."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [RULES]})

    include: list[Pattern] = Field(
        default=[],
        max_length=MOST_PATTERNS,
        description="globs on an address's path; * also stands for slashes",
    )
    exclude: list[Pattern] = Field(
        default=[], max_length=MOST_PATTERNS, description="globs that are passed over"
    )
    hosts: list[Host] = Field(
        default=[], max_length=MOST_HOSTS, description="where addresses may be besides the source's own host"
    )
    vanished: Vanished = Field(
        default="mark", description="what becomes of a document whose page is gone: only marked, or withdrawn"
    )
    entry: dict[Annotated[str, Field(max_length=100)], Any] = Field(
        default={}, description="the catalogue's keys, such as publisher and kind, for every document"
    )
    pages: Pages | None = Field(default=None, description="the most addresses; null: as the setting says")

    def rules(self) -> Rules:
        """The same for the core."""
        return Rules(
            tuple(self.include),
            tuple(self.exclude),
            tuple(self.hosts),
            self.vanished,
            dict(self.entry),
            self.pages,
        )


class SourceIn(BaseModel):
    """A source that is wanted."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [SOURCE]})

    kind: SourceKind
    url: Url = Field(description="of the page, the RSS or Atom feed, or the sitemap")
    folder: Folder | None = Field(None, description="that documents are put below; null: one for the site")
    rules: RulesIn = RulesIn()
    every_minutes: Minutes | None = Field(None, description="null: refreshed by hand")
    enabled: bool = Field(True, description="whether it is refreshed on schedule")

    def draft(self) -> Draft:
        """The same for the core."""
        return Draft(self.kind, self.url, self.folder, self.rules.rules(), self.every_minutes, self.enabled)


class SourceChanges(BaseModel):
    """What is to change; what is left out stays, also within `rules`."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"every_minutes": 60, "rules": {"vanished": "withdraw"}}]},
    )

    url: Url | None = None
    folder: Folder | None = Field(None, description="for documents that come from now on")
    rules: RulesIn | None = None
    every_minutes: Minutes | None = Field(None, description="null: refreshed by hand")
    enabled: bool | None = None

    def changes(self) -> dict[str, Any]:
        """What was given; null means something for the interval alone."""
        given = self.model_dump(exclude_unset=True)
        return {name: value for name, value in given.items() if value is not None or name == "every_minutes"}


class CountsOut(BaseModel):
    """How the addresses stand."""

    addresses: int
    documents: int = Field(description="addresses that became a document")
    vanished: int
    faults: int = Field(description="addresses that could not be had last, vanished ones included")


class SourceOut(BaseModel):
    """A source as it stands; times are UTC."""

    id: str
    kind: SourceKind
    url: str
    folder: str
    rules: dict[str, Any]
    every_minutes: int | None
    enabled: bool
    revision: int
    created_by: str
    created_at: str
    next_at: str | None = Field(description="when it is due")
    last_at: str | None
    last_result: dict[str, Any] | None = Field(
        description="`state` done or failed, the reason in words, numbers, and faults by address",
        examples=[RESULT],
    )
    counts: CountsOut


class SourcesOut(BaseModel):
    """A page of sources, oldest first."""

    total: int
    limit: int
    offset: int
    items: list[SourceOut]


class SourcesIn(PagingIn):
    """Which sources are wanted."""

    kind: SourceKind | None = Field(None, description="only sources of this kind")
    state: Literal["done", "failed"] | None = Field(None, description="of the last refresh")


class ItemOut(BaseModel):
    """An address of a source."""

    url: str
    path: str | None = Field(description="of its document; null while it was never fetched whole")
    seen_at: str = Field(description="when it was last found there")
    vanished_at: str | None
    fault: str | None = Field(description="why it could not be had last")


class ItemsOut(BaseModel):
    """A page of addresses."""

    total: int
    limit: int
    offset: int
    items: list[ItemOut]


class ItemsIn(PagingIn):
    """Which addresses are wanted."""

    state: Literal["kept", "vanished", "failed"] | None = Field(None, description="that addresses are in")


class RefreshJob(BaseModel):
    """A job that was started."""

    id: str


class RefreshOut(BaseModel):
    """The refresh that was asked for."""

    job: RefreshJob


class DeletedOut(BaseModel):
    """What became of the documents of a deleted source."""

    withdrawn: int
    kept: int
    job: RefreshJob | None = Field(description="that indexes what was withdrawn; null where nothing was")


class PreviewedOut(BaseModel):
    """An address that would be fetched."""

    url: str
    path: str = Field(description="of the document, should it be a web page")
    title: str | None
    published: str | None
    fault: str | None = Field(description="why it would not be fetched after all")


class FaultOut(BaseModel):
    """An address that cannot be had."""

    url: str
    reason: str


class PreviewOut(BaseModel):
    """What a source would bring; nothing was kept."""

    total: int = Field(description="addresses that were found")
    complete: bool = Field(description="whether these are all")
    left_out: int = Field(description="addresses that the rules do not want, or of other sites")
    items: list[PreviewedOut] = Field(description="the first addresses")
    faults: list[FaultOut]


def source_out(source: Source, counts: "SourceCounts") -> SourceOut:
    """A source as it is shown."""
    return SourceOut(
        id=source.id,
        kind=source.kind,
        url=source.url,
        folder=source.folder,
        rules=source.rules.as_object(),
        every_minutes=source.every_minutes,
        enabled=source.enabled,
        revision=source.revision,
        created_by=source.created_by,
        created_at=source.created_at,
        next_at=source.next_at if source.enabled else None,
        last_at=source.last_at,
        last_result=dict(source.last_result) if source.last_result else None,
        counts=CountsOut(
            addresses=counts.addresses,
            documents=counts.documents,
            vanished=counts.vanished,
            faults=counts.faults,
        ),
    )


def item_out(item: Item) -> ItemOut:
    """An address as it is shown."""
    return ItemOut(
        url=item.url,
        path=item.path,
        seen_at=item.seen_at,
        vanished_at=item.vanished_at,
        fault=item.fault,
    )


def preview_out(found: "Preview") -> PreviewOut:
    """A preview as it is shown."""
    items = [
        PreviewedOut(
            url=page.url, path=page.path, title=page.title, published=page.published, fault=page.fault
        )
        for page in found.pages
    ]
    faults = [FaultOut(url=url, reason=reason) for url, reason in list(found.faults.items())[:50]]
    return PreviewOut(
        total=found.total, complete=found.complete, left_out=found.left_out, items=items, faults=faults
    )
