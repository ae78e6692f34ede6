"""Read a sitemap (sitemaps.org): the addresses of pages, or of more sitemaps.

bytes -> ListFile. Neither entities nor documents from elsewhere are followed.
"""

from io import BytesIO

from lxml import etree

from bot.sources.list_file import MOST_LISTED, ListedPage, ListFile


def read_sitemap(content: bytes) -> ListFile:
    """What a sitemap lists, in its order. Raises ValueError for what is no whole sitemap."""
    if not content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _plain(content)
    try:
        return _read(content)
    except etree.LxmlError as error:
        raise ValueError(f"its XML is broken: {error}") from error


def _read(content: bytes) -> ListFile:
    listed: dict[str, list[str]] = {"url": [], "sitemap": []}
    walk = etree.iterparse(
        BytesIO(content),
        events=("end",),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    for _, element in walk:
        name, above = _name(element), element.getparent()
        if name == "loc" and above is not None and (place := listed.get(_name(above))) is not None:
            place.append("".join(element.itertext(with_tail=False)).strip())
        if name in listed:
            element.clear()
            while element.getprevious() is not None:  # what was read takes no more memory
                del above[0]
    if _name(walk.root) not in ("urlset", "sitemapindex"):
        raise ValueError(f"it is no sitemap but <{_name(walk.root)}>")
    pages = tuple(ListedPage(url) for url in listed["url"][:MOST_LISTED] if url)
    return ListFile("sitemap", pages, tuple(url for url in listed["sitemap"][:MOST_LISTED] if url))


def _plain(content: bytes) -> ListFile:
    """A sitemap of plain text: an address a line."""
    lines = content.decode("utf-8-sig", "replace").split()
    if not lines or not all(line.startswith(("http://", "https://")) for line in lines):
        raise ValueError("it is neither XML nor a list of addresses")
    return ListFile("sitemap", tuple(ListedPage(line) for line in lines[:MOST_LISTED]), ())


def _name(element: etree._Element) -> str:
    """An element's name without its namespace; empty for a comment."""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""
