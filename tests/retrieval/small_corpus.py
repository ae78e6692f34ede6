"""A corpus of three small documents, and what it takes to change it."""

import hashlib
from pathlib import Path

from retrieval.corpus.overlay import StoredVersion

CULTURE = """Kulturplan för Fjällmarken

Kulturlivet i länet

Regionen vill att alla barn får möta professionell teater och dans varje läsår. Sju kommuner har en egen
kulturskola, och tre bibliotek lånar ut musikinstrument utan avgift.

Kontakt

Karin Lindmark, kulturstrateg, 090-12 34 56, karin.lindmark@regionfjallmarken.se
"""
TRAFFIC = """Trafikrapport 2021

Resandet med buss

Under 2021 reste 412 000 personer med de gröna länsbussarna, vilket är elva procent färre än året innan.
Linje 31 mellan Granås och Storvik fick tätare turer på vardagar från den nya tidtabellens början.

Järnvägen

Persontrafiken på tvärbanan återupptogs i augusti efter att spåren hade byggts om vid tre stationer.
"""
ENERGY = """Energi och klimat

Region Fjällmarken stöder energirådgivning i alla kommuner. Rådgivarna besöker lantbruk som vill byta olja
mot flis eller solceller, och hjälper bostadsrättsföreningar att söka statens bidrag för laddplatser.

Uppdaterad 3 mars, 2022
"""


def write_corpus(folder: Path) -> Path:
    """Three documents in a folder of their own."""
    for name, text in (
        ("rapporter/trafik-2021.txt", TRAFFIC),
        ("kulturplan.txt", CULTURE),
        ("web/energi.txt", ENERGY),
    ):
        write(folder, name, text)
    return folder


def write(folder: Path, name: str, content: str | bytes) -> None:
    """Write one document."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def stored(folder: Path, content: bytes) -> StoredVersion:
    """Keep bytes as an upload is kept, by their digest."""
    digest = hashlib.sha256(content).hexdigest()
    write(folder, digest, content)
    return StoredVersion(folder / digest, digest, len(content))
