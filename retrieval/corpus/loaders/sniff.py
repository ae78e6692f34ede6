"""Tell a file's kind from its first bytes; where text could be two kinds, its name decides.

bytes -> kind. Cheap enough for the host process: nothing here is unpacked or parsed.
"""

import re
from typing import Literal

from retrieval.corpus.loaders.encoding import decode_start

Kind = Literal["text", "markdown", "html", "pdf", "docx", "other"]
Found = tuple[Kind, str]  # the kind, and its name for a person

MAX_JSON_BYTES = 5_000_000  # parsed in the host, at ten times its size
START_CHARS = 4096  # enough for the comments and licences that stand before a root element

MAGIC = (
    (b"PK\x03\x04", "ZIP archive"),
    (b"PK\x05\x06", "ZIP archive"),
    (b"PK\x07\x08", "ZIP archive"),
    (b"PK00PK", "ZIP archive"),
    (b"{\\rtf", "Rich Text Format (RTF)"),
    (b"\x1f\x8b", "gzip archive"),
    (b"BZh", "bzip2 archive"),
    (b"\xfd7zXZ\x00", "xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip archive"),
    (b"Rar!\x1a\x07", "RAR archive"),
    (b"\x89PNG\r\n\x1a\n", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"GIF87a", "GIF image"),
    (b"GIF89a", "GIF image"),
    (b"II*\x00", "TIFF image"),
    (b"MM\x00*", "TIFF image"),
    (b"%!PS", "PostScript"),
    (b"SQLite format 3\x00", "SQLite database"),
    (b"\x7fELF", "program"),
    (b"ID3", "MP3 sound"),
    (b"OggS", "Ogg sound"),
)
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE2_STREAMS = (  # named in UTF-16 in the directory; MS-CFB, MS-OFFCRYPTO
    ("EncryptedPackage", "encrypted Office file"),
    ("WordDocument", "Word 97-2003 document (.doc)"),
    ("Workbook", "Excel 97-2003 workbook (.xls)"),
    ("PowerPoint Document", "PowerPoint 97-2003 presentation (.ppt)"),
    ("__substg1.0", "Outlook message (.msg)"),
)
MAIL_HEADER = re.compile(
    r"(received|return-path|delivered-to|mime-version|message-id|date|from|to|cc|subject|reply-to"
    r"|content-type|content-transfer-encoding|in-reply-to|references|x-[\w-]+):", re.IGNORECASE
)  # fmt: skip
LEADING = re.compile(r"(?:\s+|<!--.*?-->|<\?xml\b.*?\?>|<\?(?!xml\b).*?>)+", re.DOTALL)
PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
FRAGMENT = re.compile(
    r"<(?:meta|title|link|script|style|base|h[1-6]|p|div|span|table|ul|ol|dl|a|b|i|em|strong|br|hr|img|font"
    r"|center|article|section|main|header|nav|form|blockquote|pre|template|iframe|noscript)\b[^<]*>",
    re.IGNORECASE,
)
MARKDOWN_NAMES = {"md", "markdown", "mdown"}
HTML_NAMES = {"html", "htm", "xhtml"}
MARKDOWN_SIGNS = (
    re.compile(r"\A---\n(?:\w[\w-]*:.*\n|[ \t#-].*\n)+?---\n"),
    re.compile(r"^#{1,6} \S.*$", re.MULTILINE),
    re.compile(r"\[[^\]\n]{1,200}\]\((?:https?:|mailto:|tel:|/|#)[^)\s]{0,500}\)"),
    re.compile(r"^```", re.MULTILINE),
    re.compile(r"^\|?[ ]*:?-{3,}:?[ ]*\|[-:| ]*$", re.MULTILINE),
    re.compile(r"\*\*[^*\s][^*\n]{0,200}\*\*"),
)


def kind_of(content: bytes, name: str) -> Found:
    """The loader for this content, and what the content is. A ZIP is taken for Word until it is opened."""
    return _binary_kind(content, name) or _textual_kind(content, name)


def _binary_kind(content: bytes, name: str) -> Found | None:
    if _is_pdf(content, name):
        return "pdf", "PDF"
    if content.startswith(OLE2):
        return _ole2_kind(content)
    for magic, found in MAGIC:
        if content.startswith(magic):
            return ("docx" if found == "ZIP archive" else "other"), found
    return _picture_kind(content)


def _is_pdf(content: bytes, name: str) -> bool:
    """Readers accept rubbish before the mark; we do so only where the name agrees."""
    start = content[:1024]
    return start.lstrip().startswith(b"%PDF-") or (b"%PDF-" in start and name.lower().endswith(".pdf"))


def _ole2_kind(content: bytes) -> Found:
    for stream, found in OLE2_STREAMS:
        if stream.encode("utf-16-le") in content:
            # an encrypted .docx: the loader refuses it with its own reason
            return ("docx" if stream == "EncryptedPackage" else "other"), found
    return "other", "OLE2 file"


def _picture_kind(content: bytes) -> Found | None:
    """Formats whose mark is too short or too deep for a plain prefix."""
    if content[:2] == b"BM" and int.from_bytes(content[2:6], "little") == len(content):
        return "other", "BMP image"
    if content[:4] == b"RIFF" and content[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        return "other", "RIFF picture, sound or film"
    if content[4:8] == b"ftyp":
        return "other", "MP4 film or HEIF image"
    if content[257:262] == b"ustar":
        return "other", "tar archive"
    return None


def _textual_kind(content: bytes, name: str) -> Found:
    start = decode_start(content, START_CHARS)
    suffix = name.lower().rpartition(".")[2]
    body = LEADING.sub("", start, count=1) if LEADING.match(start) else start
    if (found := _markup_kind(start, body, suffix)) is not None:
        return found
    if _is_mail(start):
        return "other", "e-mail message"
    if _is_json(content):
        return "other", "JSON"
    if suffix in MARKDOWN_NAMES or _looks_like_markdown(start):
        return "markdown", "Markdown"
    return "text", "text"


def _markup_kind(start: str, body: str, suffix: str) -> Found | None:
    declared = start.lstrip().startswith("<?xml")
    if PAGE.match(body) or (declared and re.search(r"<html\b", start, re.IGNORECASE)):
        return "html", "HTML"
    if declared or body.lower().startswith(("<!doctype", "<rss", "<feed", "<svg", "<urlset")):
        return "other", "XML"
    if suffix in MARKDOWN_NAMES:  # Markdown may begin with a tag
        return None
    fragment = FRAGMENT.match(body) or (suffix in HTML_NAMES and FRAGMENT.search(start))
    comment = start.lstrip().startswith("<!--")
    return ("html", "HTML") if fragment or comment or suffix in HTML_NAMES else None


def _is_mail(start: str) -> bool:
    """Three known headers in a row from the first line, one of which only a mail program writes."""
    lines = [line for line in start.splitlines()[:40] if not line.startswith((" ", "\t"))]
    if lines and lines[0].startswith("From "):  # mbox
        lines = lines[1:]
    headers = []
    for line in lines:
        if (header := MAIL_HEADER.match(line)) is None:
            break
        headers.append(header[1].lower())
    machine = {"received", "return-path", "delivered-to", "mime-version", "message-id", "content-type"}
    return len(headers) >= 3 and not machine.isdisjoint(headers)


def _is_json(content: bytes) -> bool:
    if len(content) > MAX_JSON_BYTES or content[:64].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"{", b"["):
        return False
    import json

    try:
        json.loads(content)
    except (ValueError, RecursionError):
        return False
    return True


def _looks_like_markdown(start: str) -> bool:
    """At least two different signs: a number sign alone also begins comments and hashtags."""
    start = start.replace("\r\n", "\n")
    return sum(sign.search(start) is not None for sign in MARKDOWN_SIGNS) >= 2
