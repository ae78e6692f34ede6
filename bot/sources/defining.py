"""Check what an administrator says of a source, field by field.

Draft -> the same in plain form, or a refusal that names field, reason and remedy.
"""

import ipaddress
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import httpx

from bot.admin.entries import read_changes
from bot.admin.paths import safe_path
from bot.admin.refusal import AdminRefused
from bot.settings import Settings
from bot.sources.addresses import Allowed
from bot.sources.due import LONGEST_MIN, SHORTEST_MIN
from bot.sources.faults import FetchFailed
from bot.sources.source import MOST_HOSTS, MOST_PATTERNS, Draft, Rules, SourceKind
from bot.sources.urls import read_url, site_of

LONGEST_FOLDER = 100  # bytes of UTF-8: what is put below it needs room too
LONGEST_PATTERN = 200  # characters
HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*")
FOR_ALL = ("publisher", "kind", "language", "published", "valid_from", "valid_to")  # may hold for every page


def checked(draft: Draft, settings: Settings) -> Draft:
    """The draft as it is kept, its folder named. Raises AdminRefused."""
    url = _checked_url(draft.url, settings)
    return replace(
        draft,
        url=str(url),
        folder=_checked_folder(draft.folder or f"web/{site_of(url.host)}"),
        rules=_checked_rules(draft.rules, draft.kind),
        every_minutes=_checked_interval(draft.every_minutes),
    )


def _checked_url(text: str, settings: Settings) -> httpx.URL:
    """An address that may be fetched, as far as that shows in the address itself."""
    try:
        url = read_url(text, settings.source_ports)
    except FetchFailed as error:
        raise _invalid("url", error.reason, "Give the address of a public web page.") from error
    try:
        number = ipaddress.ip_address(url.host)
    except ValueError:
        return url  # a name: where it leads is checked with every connection
    if reason := Allowed(settings.sources_allow_private).reason_against(url.host, [number]):
        remedy = "Give a public address, or have REGIONSVAR_SOURCES_ALLOW_PRIVATE allow this one."
        raise _invalid("url", f"{reason}.", remedy)
    return url


def _checked_folder(folder: str) -> str:
    path = safe_path(folder.strip("/"), "folder")
    if len(path.encode()) > LONGEST_FOLDER:
        raise _invalid("folder", f"It is longer than {LONGEST_FOLDER} bytes.", "Choose a shorter one.")
    return path


def _checked_interval(minutes: int | None) -> int | None:
    if minutes is not None and not SHORTEST_MIN <= minutes <= LONGEST_MIN:
        reason = f"A source is refreshed every {SHORTEST_MIN} to {LONGEST_MIN} minutes, not {minutes}."
        raise _invalid("every_minutes", reason, "Give another number, or null to refresh it by hand.")
    return minutes


def _checked_rules(rules: Rules, kind: SourceKind) -> Rules:
    if kind == "page" and (rules.include or rules.exclude or rules.pages):
        reason = "A page is one address, so there is nothing to choose among."
        raise _invalid("rules", reason, "Leave out include, exclude and pages, or choose another kind.")
    return replace(
        rules,
        include=_checked_patterns(rules.include, "rules.include"),
        exclude=_checked_patterns(rules.exclude, "rules.exclude"),
        hosts=_checked_hosts(rules.hosts),
        entry=_checked_entry(rules.entry),
    )


def _checked_patterns(patterns: Iterable[str], name: str) -> tuple[str, ...]:
    given = tuple(dict.fromkeys(pattern.strip() for pattern in patterns))
    if len(given) > MOST_PATTERNS:
        raise _invalid(name, f"There are more than {MOST_PATTERNS} patterns.", "Give fewer.")
    for pattern in given:
        if not pattern.startswith(("/", "*")) or len(pattern) > LONGEST_PATTERN or not pattern.isprintable():
            reason = f"{pattern[:LONGEST_PATTERN]!r} is no pattern of a path."
            raise _invalid(name, reason, "Begin it with / or *, such as /nyheter/*.")
    return given


def _checked_hosts(hosts: Iterable[str]) -> tuple[str, ...]:
    given = tuple(dict.fromkeys(host.strip().lower().rstrip(".") for host in hosts))
    if len(given) > MOST_HOSTS:
        raise _invalid("rules.hosts", f"There are more than {MOST_HOSTS} hosts.", "Give fewer.")
    for host in given:
        if not HOST.fullmatch(host) or len(host) > 253:
            remedy = "Give a name such as press.example.se, without http:// and without a port."
            raise _invalid("rules.hosts", f"{host[:100]!r} is no host's name.", remedy)
    return given


def _checked_entry(entry: Mapping[str, Any]) -> dict[str, Any]:
    """What the catalogue is to say of every document of the source."""
    for key in entry:
        if key not in FOR_ALL:
            known = ", ".join(FOR_ALL)
            raise _invalid(
                "rules.entry", f"{key[:100]!r} cannot hold for every document.", f"Possible are {known}."
            )
    return {key: value for key, value in read_changes(entry).items() if value is not None}


def _invalid(name: str, reason: str, remedy: str) -> AdminRefused:
    return AdminRefused("invalid", reason, remedy, name)
