"""What a Word paragraph is: a heading of which level, an item of a list, or neither.

styles.xml -> Styles. Names are compared without their namespace, so that strict files read like others.
"""

import re
from dataclasses import dataclass
from typing import Any

from retrieval.corpus.loaders.docx_archive import Archive

HEADING_NAME = re.compile(r"^(?:heading|rubrik|überschrift|overskrift)\s*([1-9])$", re.IGNORECASE)
TITLE_NAME = re.compile(r"^(?:title|titel)$", re.IGNORECASE)
ITEM_NAME = re.compile(r"^(?:list (?:bullet|number|paragraph)|punktlista|numrerad lista)\b", re.IGNORECASE)
LIST_PARAGRAPH = re.compile(r"^list paragraph|^liststycke", re.IGNORECASE)  # also the style of plain indents
BODY_LEVEL = 9  # outline levels 0 to 8 are headings
MAX_INHERITED = 20  # styles may be based on one another in a circle


@dataclass(frozen=True, slots=True)
class Style:
    """What one style says of its paragraphs; None where it inherits."""

    name: str
    based_on: str | None
    level: int | None
    numbered: bool | None


@dataclass(frozen=True, slots=True)
class Styles:
    """The document's paragraph styles by id."""

    by_id: dict[str, Style]

    def heading(self, paragraph: Any) -> int | None:
        """The heading level from 1, by the paragraph's own outline level or its style's name or level."""
        properties = child(paragraph, "pPr")
        if (own := _outline(properties)) is not None:
            return own if own <= BODY_LEVEL else None
        for style in self._of(properties):
            if named := HEADING_NAME.match(style.name):
                return int(named[1])
            if TITLE_NAME.match(style.name):
                return 1
            if style.level is not None:
                return style.level if style.level <= BODY_LEVEL else None
        return None

    def is_item(self, paragraph: Any) -> bool:
        """Whether the paragraph is bulleted or numbered, itself or by its style."""
        properties = child(paragraph, "pPr")
        if (own := _numbered(properties)) is not None:
            return own
        for style in self._of(properties):
            if style.numbered is not None:
                return style.numbered
            if ITEM_NAME.match(style.name) and not LIST_PARAGRAPH.match(style.name):
                return True
        return False

    def _of(self, properties: Any) -> list[Style]:
        """The paragraph's style and those that it is based on, nearest first."""
        element = child(properties, "pStyle")
        key = attribute(element, "val") if element is not None else None
        found: list[Style] = []
        while key in self.by_id and len(found) < MAX_INHERITED:
            found.append(self.by_id[key])
            key = found[-1].based_on
        return found


def read_styles(archive: Archive) -> Styles:
    """The styles of a document; none if it has no styles part."""
    styles = (element for element in archive.related("styles") if name_of(element) == "style")
    return Styles({attribute(style, "styleId") or "": _read_style(style) for style in styles})


def _read_style(element: Any) -> Style:
    properties = child(element, "pPr")
    named, base = child(element, "name"), child(element, "basedOn")
    return Style(
        name=(attribute(named, "val") if named is not None else None) or "",
        based_on=attribute(base, "val") if base is not None else None,
        level=_outline(properties),
        numbered=_numbered(properties),
    )


def _outline(properties: Any) -> int | None:
    """The outline level from 1; 10 for body text."""
    element = child(properties, "outlineLvl")
    value = (attribute(element, "val") if element is not None else None) or ""
    return int(value) + 1 if value.isdecimal() else None


def _numbered(properties: Any) -> bool | None:
    """Whether it is in a list; list 0 takes a paragraph out of its style's list."""
    numbering = child(properties, "numPr")
    element = child(numbering, "numId")
    return None if element is None else attribute(element, "val") != "0"


def name_of(element: Any) -> str:
    """An element's name without its namespace; empty for comments and unresolved entities."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def child(element: Any, name: str) -> Any:
    """The first child of that name, or None; None has no children."""
    return None if element is None else next((part for part in element if name_of(part) == name), None)


def attribute(element: Any, name: str) -> str | None:
    """An attribute's value by its name without namespace."""
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)
