"""Clean the characters of a line: what a reader sees of it, and the form in which names compare.

Text -> Text.
"""

import html
import re
import unicodedata

TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
BLOCK_TAG = re.compile(
    r"</?(?:br|p|div|li|[uod]l|d[dt]|h[1-6r]|t[rdh]|t(?:able|head|body|foot)|caption|section|article|header"
    r"|footer|main|nav|aside|form|button|option|img|iframe|fig(?:ure|caption)|blockquote|pre)\b[^<>]{0,300}>",
    re.IGNORECASE,
)


def clean_characters(text: str) -> str:
    """One line in NFC, with plain blanks, no markup, no invisible characters, outer blanks removed."""
    if "&" in text:
        text = html.unescape(text)
    if "<" in text:
        text = TAG.sub("", BLOCK_TAG.sub(" ", text))
    text = unicodedata.normalize(
        "NFC", text.replace("\u00ad", "").replace("\ufb01", "fi").replace("\ufb02", "fl")
    )
    if not text.isprintable():
        text = "".join(_plain_character(character) for character in text)
    text = re.sub(r"(?<=\w\w-)(?=(?:och|eller|samt)\b)", " ", text)  # "hälso-och" lacks its blank
    return re.sub(r"\s+", " ", text).strip()


def _plain_character(character: str) -> str:
    category = unicodedata.category(character)
    return " " if category in ("Zs", "Cc") else "" if category == "Cf" else character


def unaccented(text: str) -> str:
    """Lower case without accents: the form in which names and addresses are compared."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))
