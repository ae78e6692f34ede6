"""Tell what a page is about from what stands on every page of its site.

Element -> is it hidden, is it furniture. Contact details inside the content are never furniture.
"""

import re
from typing import Any

UNSEEN = frozenset(
    "script style noscript template head svg math canvas iframe object embed audio video map select option"
    " textarea button input datalist progress meter rp".split()
)
UNSEEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)

TAGS = frozenset(("nav", "menu"))
ROLES = frozenset("navigation search menu menubar dialog alertdialog toolbar tablist".split())
SECTIONS = frozenset(("main", "article", "section"))
SITE_EDGE = frozenset(("header", "footer"))  # of the page; inside an article they belong to it
STRONG_WORDS = re.compile(  # of a class or id, wherever they stand in it
    r"cookie|consent|gdpr|breadcrumb|br[oö]dsmul|smulor|skip-?(?:to|link|nav|content)|pagination|paginering"
    r"|social-?(?:media|share|links|icons)|share-?(?:buttons?|links?|bar)|site-?(?:nav|menu|header|footer)"
    r"|page-?(?:header|footer)|main-?(?:nav|menu)|side-?(?:nav|menu|bar)|nav-?(?:bar|menu)|mega-?menu"
    r"|print-?(?:button|link)|newsletter-?(?:signup|form)|advert(?:isement|s)?\b|screen-reader-only-nav",
    re.IGNORECASE,
)
LAST_WORDS = frozenset(  # only as the whole name or its end: "top-menu" is one, "menu-open" on a page is not
    "nav navigation menu meny footer sidfot sidhuvud header toolbar banner ads sidebar related share".split()
)
STATE = re.compile(r"^(?:has|with|no|is|without|har|med)-", re.IGNORECASE)
LINKED = 0.8  # share of a box's letters in links above which it only leads elsewhere
MIN_LINKS = 4  # a shorter list of links may be the page's own
SHORT_LABEL = 30  # letters; the links of a menu are labels, those of a text are titles
PROSE_LETTERS = 600  # a box of this much unlinked text is content whatever its class says

CONTACT = ".//a[starts-with(@href, 'mailto:') or starts-with(@href, 'tel:')]"
WRITTEN_CONTACT = re.compile(r"[\w.+-]+@[\w-]+\.\w|(?<!\d)0\d{1,3}[ -]\d[\d ]{4,}")
CONTENT = "self::main or self::article or @role='main' or @role='article'"


def is_hidden(element: Any) -> bool:
    """Whether a browser shows nothing of the element."""
    if not isinstance(element.tag, str) or element.tag in UNSEEN:
        return True
    if element.tag == "dialog" and element.get("open") is None:
        return True
    if element.get("hidden") is not None or (element.get("aria-hidden") or "").lower() == "true":
        return element.tag not in ("html", "body")  # set by scripts behind an open dialog
    return UNSEEN_STYLE.search(element.get("style") or "") is not None


class Furniture:
    """What of one page is furniture: it depends on whether the page marks its content."""

    def __init__(self, root: Any) -> None:
        self._content = set(root.xpath(f"//*[{CONTENT}]"))
        self._kept = {*self._content, *(up for element in self._content for up in element.iterancestors())}

    def has(self, element: Any) -> bool:
        """Whether the element, with all that is in it, stands for the site and not for the page."""
        if element in self._kept or element.tag in ("html", "body"):
            return False
        if _is_navigation(element):
            return True
        if _is_site_edge(element):
            return not (self._is_content(element) and _has_contact(element)) and not element.xpath(".//h1")
        if element.tag == "aside" or _is_named_furniture(element):
            return not _has_contact(element) and not _is_prose(element) and not element.xpath(".//h1")
        return (
            element.tag in ("ul", "ol", "div", "p") and not self._content and _only_leads_elsewhere(element)
        )

    def _is_content(self, element: Any) -> bool:
        return any(up in self._content for up in element.iterancestors())


def _is_navigation(element: Any) -> bool:
    role = (element.get("role") or "").lower()
    return element.tag in TAGS or role in ROLES


def _is_site_edge(element: Any) -> bool:
    """A header or footer; a header inside the content is its heading and stays."""
    role = (element.get("role") or "").lower()
    if element.tag == "header" and any(up.tag in SECTIONS for up in element.iterancestors()):
        return False
    return element.tag in SITE_EDGE or role in ("banner", "contentinfo")


def _is_named_furniture(element: Any) -> bool:
    """Whether the class or id says so."""
    if (element.get("role") or "").lower() == "complementary":
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}".split()
    return any(_is_furniture_name(name) for name in names if not STATE.match(name))


def _is_furniture_name(name: str) -> bool:
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()
    return STRONG_WORDS.search(words) is not None or re.split(r"[-_]+", words)[-1] in LAST_WORDS


def _has_contact(element: Any) -> bool:
    return bool(element.xpath(CONTACT)) or WRITTEN_CONTACT.search("".join(element.itertext())) is not None


def _is_prose(element: Any) -> bool:
    letters, linked, _ = _link_letters(element)
    return letters - linked >= PROSE_LETTERS


def _only_leads_elsewhere(element: Any) -> bool:
    letters, linked, links = _link_letters(element)
    if element.xpath(CONTACT) or element.xpath(".//h1"):
        return False
    return links >= MIN_LINKS and linked >= letters * LINKED and linked <= links * SHORT_LABEL


def _link_letters(element: Any) -> tuple[int, int, int]:
    """Letters in all, letters in links, links."""
    links = element.xpath(".//a[@href]")
    return len(_squeezed(element)), sum(len(_squeezed(link)) for link in links), len(links)


def _squeezed(element: Any) -> str:
    return "".join("".join(element.itertext()).split())
