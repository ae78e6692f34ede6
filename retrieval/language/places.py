"""The Swedish regions, under the names that people use for them.

Source: the division into regions and counties in force since 2019.
"""

import re
from functools import lru_cache

REGIONS = (
    "Stockholm", "Uppsala", "Sörmland", "Östergötland", "Jönköping", "Kronoberg", "Kalmar", "Gotland",
    "Blekinge", "Skåne", "Halland", "Västra Götaland", "Värmland", "Örebro", "Västmanland", "Dalarna",
    "Gävleborg", "Västernorrland", "Jämtland Härjedalen", "Västerbotten", "Norrbotten",
)  # fmt: skip
# names that are towns as well as regions count as a region only where the text says so
TOWNS = frozenset({"Stockholm", "Uppsala", "Jönköping", "Kalmar", "Örebro", "Halland"})
ALIASES = {
    "jämtland": "Jämtland Härjedalen",
    "härjedalen": "Jämtland Härjedalen",
    "södermanland": "Sörmland",
    "vgr": "Västra Götaland",
}
# no "regionen i": a region may have an office in another one's town
MARKERS = r"(?:region(?:en)?|landsting(?:et)?(?: i)?|county(?: of)?|län(?:et)?)"
COMPOUND = r"(?:region(?:en)?s?|länets?)"  # "Stockholmsregionen"


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    names = [re.escape(name.casefold()) for name in REGIONS if name not in TOWNS]
    names += [re.escape(alias) for alias in ALIASES]
    towns = [re.escape(name.casefold()) for name in TOWNS]
    free = "|".join(sorted(names, key=len, reverse=True))
    town = "|".join(towns)
    return re.compile(
        rf"\b(?:(?P<free>{free})s?{COMPOUND}?(?![a-zåäö])|{MARKERS} (?P<marked>{town})s?\b"
        rf"|(?P<after>{town})(?:s? (?:region|län|county)|s?{COMPOUND}\b))",
        re.IGNORECASE,
    )


@lru_cache(maxsize=4096)
def regions_in(text: str) -> frozenset[str]:
    """The regions that a text names: "Norrbottens kontor" and "norrbotten" are Norrbotten."""
    return frozenset(_canonical(match) for match in _pattern().finditer(text.casefold()))


def _canonical(match: re.Match[str]) -> str:
    found = match.group("free") or match.group("marked") or match.group("after")
    if found in ALIASES:
        return ALIASES[found]
    return next(name for name in REGIONS if name.casefold() == found)
