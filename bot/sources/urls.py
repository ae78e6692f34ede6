"""Web addresses: which are taken at all, which belong together, and what a document from there is called.

Text -> URL; URL -> a document's path.
"""

import hashlib
import re
import unicodedata
from collections.abc import Container, Iterable
from fnmatch import fnmatchcase

import httpx

from bot.admin.paths import DEVICE
from bot.sources.faults import FetchFailed

LONGEST_URL = 2000  # characters
SCHEMES = {"http": 80, "https": 443}
MOST_SEGMENTS = 4  # of an address's path that a document's path keeps
LONGEST_SEGMENT = 80  # bytes of UTF-8: with a folder and the longest tag still below what a path may have
HOST = re.compile(rb"^[A-Za-z0-9._:-]{1,253}$")
UNSAFE = re.compile(r"[^\w]+|_+")
ENDING = re.compile(r"\.(?:html?|xhtml|php|aspx?|jsp|pdf|docx?|md|txt)$", re.IGNORECASE)
LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")  # digits might be read as a date
TAGS = (8, 16, 64)  # letters of an address's digest, more where fewer are taken


def read_url(text: str, ports: Container[int], base: httpx.URL | None = None) -> httpx.URL:
    """An address in its plain form, without a fragment. Raises FetchFailed with the reason."""
    try:
        url = base.join(text.strip()) if base else httpx.URL(text.strip())
        plain = url.copy_with(fragment=None)
        host = plain.raw_host
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        raise FetchFailed("The address cannot be read.") from error
    if plain.scheme not in SCHEMES or not HOST.match(host):
        raise FetchFailed(f"Only http and https addresses are fetched, not {plain.scheme or 'this one'}.")
    if plain.userinfo:
        raise FetchFailed("The address holds a user name or password.")
    if port_of(plain) not in ports:
        raise FetchFailed(f"Port {port_of(plain)} is not among those that are asked.")
    if len(str(plain)) > LONGEST_URL:
        raise FetchFailed(f"The address is longer than {LONGEST_URL} characters.")
    return plain


def port_of(url: httpx.URL) -> int:
    """The port that is connected to."""
    return url.port or SCHEMES[url.scheme]


def origin_of(url: httpx.URL) -> str:
    """Scheme, host and port."""
    return f"{url.scheme}://{url.netloc.decode('ascii')}"


def site_of(host: str) -> str:
    """A host as sites are compared: the one with www. in front is the same."""
    return host.lower().rstrip(".").removeprefix("www.")


def same_site(one: httpx.URL, other: httpx.URL) -> bool:
    """Whether two addresses are of one site."""
    return site_of(one.host) == site_of(other.host)


def wanted(url: httpx.URL, include: Iterable[str], exclude: Iterable[str]) -> bool:
    """Whether an address's path fits a pattern to include, if there is one, and none to exclude.

    In a pattern * stands for any characters, also slashes, and ? for one.
    """
    path = url.path
    if any(fnmatchcase(path, pattern) for pattern in exclude):
        return False
    patterns = tuple(include)
    return not patterns or any(fnmatchcase(path, pattern) for pattern in patterns)


def document_path(url: httpx.URL, folder: str, ending: str, taken: Container[str]) -> str:
    """A path below the folder that a person recognises, and that no other address gets."""
    *above, last = _segments(url)
    digest = hashlib.sha256(str(url).encode()).hexdigest().translate(LETTERS)
    paths = ["/".join([folder, *above, f"{last}-{digest[:length]}{ending}"]) for length in TAGS]
    return next((path for path in paths if path not in taken), paths[-1])


def _segments(url: httpx.URL) -> list[str]:
    parts = [_plain(part) for part in ENDING.sub("", url.path).split("/")]
    kept = [part for part in parts if part] or ["start"]
    kept = kept[: MOST_SEGMENTS - 1] + kept[-1:] if len(kept) > MOST_SEGMENTS else kept
    query = _plain(url.query.decode("ascii", "replace"))
    kept[-1] = _cut(f"{kept[-1]}-{query}") if query else kept[-1]
    return [f"{part}-" if DEVICE.match(part) else part for part in kept]


def _plain(text: str) -> str:
    """Letters and digits, anything else a dash."""
    plain = UNSAFE.sub("-", unicodedata.normalize("NFC", text).lower())
    return _cut(unicodedata.normalize("NFC", plain).strip("-"))


def _cut(part: str) -> str:
    return part.encode()[:LONGEST_SEGMENT].decode(errors="ignore").rstrip("-")
