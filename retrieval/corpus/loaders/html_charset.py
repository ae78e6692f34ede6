"""Find a page's characters as browsers do: mark, then what it declares, then what it looks like.

bytes -> str. One difference on purpose: bytes that are valid UTF-8 are UTF-8 whatever they declare.
"""

import codecs
import re

from retrieval.corpus.loaders.encoding import MARKS, decode

PRESCAN_BYTES = 4096  # the standard says 1,024; site systems put scripts before the declaration
COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
META = re.compile(rb"<meta\b[^>]*?\bcharset\s*=\s*[\"']?\s*([\w:.-]+)", re.IGNORECASE)
XML_DECLARATION = re.compile(rb"\A\s*<\?xml[^>]*?\bencoding\s*=\s*[\"']([\w:.-]+)", re.IGNORECASE)
AS_BROWSERS_READ = {  # WHATWG Encoding, section 4.2: a label stands for the larger set
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}


def decode_page(content: bytes) -> str:
    """The page's text. Raises FileRefused("unknown_kind") for binary data."""
    declared = declared_codec(content)
    if declared is None or any(content.startswith(mark) for mark, _ in MARKS) or _is_utf8(content):
        return decode(content)
    try:
        return content.decode(declared)
    except UnicodeDecodeError:
        return _nearly(content, declared) or decode(content)


def declared_codec(content: bytes) -> str | None:
    """The codec that the page's head names, if Python has it and it can hold ASCII."""
    start = content[:PRESCAN_BYTES]
    label = XML_DECLARATION.search(start) or META.search(COMMENT.sub(b"", start))
    try:
        codec = codecs.lookup(label[1].decode("ascii")) if label else None
    except (LookupError, UnicodeDecodeError):
        return None
    if codec is None or not codec._is_text_encoding or codec.name.startswith(("utf-16", "utf-32", "utf-7")):
        return None
    return AS_BROWSERS_READ.get(codec.name, codec.name)


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _nearly(content: bytes, codec: str) -> str | None:
    """The declared reading if few characters fail: a declaration is all wrong or nearly right."""
    if codec == "utf-8":
        return None  # `decode` mends that one better
    text = content.decode(codec, "replace")
    return text if text.count("\ufffd") * 100 < len(text) else None
