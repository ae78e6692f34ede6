"""`regionsvar status`: what is indexed, what was refused and why, and the settings without secrets."""

from collections.abc import Iterator
from typing import Any

from bot.commands.failing import sentence
from bot.commands.opening import opened_settings
from bot.commands.printing import console, print_json
from bot.indexing import bring_up_to_date
from bot.jobs.telling import in_words
from bot.settings import Settings
from bot.wiring import NotReady, Serving
from retrieval.errors import RegionsvarError
from retrieval.index.failures import last_failure
from retrieval.index.holding import holds
from retrieval.index.pointer import pinned_id


def run(*, as_json: bool) -> None:
    """Look, and change nothing."""
    settings = opened_settings()
    found = status_of(settings)
    if as_json:
        print_json(found)
    else:
        show(found)


def status_of(settings: Settings) -> dict[str, Any]:
    """Everything that the command shows."""
    failure = last_failure(settings.data)
    return {
        "snapshot": _snapshot(settings),
        "corpus": _corpus(settings),
        "embedder": _embedder(settings),
        "pinned": pinned_id(settings.data),
        "held": [{"id": name, "reasons": list(hold.reasons)} for name, hold in holds(settings.data).items()],
        "last_failure": {"at": failure.at, "reason": failure.reason} if failure else None,
        "settings": settings.shown(),
    }


def _snapshot(settings: Settings) -> dict[str, Any] | None:
    try:
        return _served(settings)
    except NotReady:
        return None


def _served(settings: Settings) -> dict[str, Any]:
    """The snapshot as it is read: what was corrected and withdrawn is."""
    with Serving(settings) as serving, serving.snapshot() as read, serving.uncorrected() as snapshot:
        manifest = snapshot.manifest
        documents = [
            {"path": path, "title": known.title, "published": known.published, "publisher": known.publisher}
            for path, known in read.descriptions.items()
        ]
        refused = [
            {"path": file.path, "reason": file.reason, "in_words": in_words(file)}
            for file in snapshot.store.refused()
        ]
        contacts = len(read.store.contacts())
    counts = {name: getattr(manifest, name) for name in ("documents", "passages", "refused")}
    counts["contacts"] = contacts
    return {
        "id": manifest.id,
        "made_at": manifest.made_at,
        "embedder": manifest.embedder,
        "dimensions": manifest.dimensions,
        **counts,
        "listed": documents,
        "refused_files": refused,
    }


def _embedder(settings: Settings) -> dict[str, Any] | None:
    """The embedding model that is wanted, and why the last build went without it; None where none is."""
    if settings.embedding_model is None:
        return None
    from bot.embedding.away import failure_of
    from bot.embedding.opening import identity_of

    failure = failure_of(settings)
    return {
        "wanted": identity_of(settings),
        "weight": settings.embedding_weight,
        "failure": {"at": failure.told_at, "reason": failure.reason} if failure else None,
    }


def _corpus(settings: Settings) -> dict[str, Any]:
    """Whether the index is up to date; a corpus that cannot be read is told, not raised."""
    try:
        report = bring_up_to_date(settings, dry_run=True, content_alone=True)
    except RegionsvarError as error:
        return {"state": "unreadable", "in_words": sentence(error)}
    state = "indexed" if report.outcome == "unchanged" else "changed since"
    changes = {name: list(getattr(report, name)) for name in ("added", "changed", "removed", "unmatched")}
    return {"state": state, **changes}


def show(found: dict[str, Any]) -> None:
    """For a person."""
    out = console()

    def line(text: str) -> None:
        out.print(text, highlight=False, markup=False, soft_wrap=True)

    snapshot = found["snapshot"]
    if snapshot is None:
        line("Nothing is indexed yet; `regionsvar ingest` does it.")
    else:
        line(f"Snapshot {snapshot['id']}, made {snapshot['made_at']}")
        line(", ".join(f"{snapshot[name]} {name}" for name in ("documents", "passages", "contacts")))
        for document in snapshot["listed"]:
            line(f"  {document['path']}: {document['title']}, {document['published'] or 'no date'}")
        for file in snapshot["refused_files"]:
            line(f"  refused: {file['in_words']}")
    if snapshot:
        line(f"Embedder: {snapshot['embedder']}, {snapshot['dimensions']} dimensions")
    if wanted := found["embedder"]:
        for text in _waited_for(wanted, snapshot):
            line(text)
    corpus = found["corpus"]
    line(f"Corpus: {corpus.get('in_words') or corpus['state']}")
    for name in ("added", "changed", "removed", "unmatched"):
        for path in corpus.get(name, ()):
            line(f"  {name}: {path}")
    if found["pinned"]:
        line("Somebody went back to this snapshot; `regionsvar ingest` follows the documents again.")
    for held in found["held"]:
        line(f"Snapshot {held['id']} waits for approval: {' '.join(held['reasons'])}")
    if failure := found["last_failure"]:
        line(f"The last build failed at {failure['at']}: {failure['reason']}")
    line("Settings:")
    for name, value in found["settings"].items():
        line(f"  {name}={'' if value is None else value}")


def _waited_for(embedder: dict[str, Any], snapshot: dict[str, Any] | None) -> Iterator[str]:
    """What is to be known of an embedding model that does not serve."""
    if snapshot is None or not snapshot["embedder"].startswith(f"{embedder['wanted']}:"):
        yield f"  wanted: {embedder['wanted']}; the next build asks it"
    if failure := embedder["failure"]:
        yield f"  it gave no vectors at {failure['at']}: {failure['reason']}"
