"""Keep the characters that a server declares in its header, which a stored file has no place for.

bytes, media type -> bytes. Only where the page itself does not tell: what a byte order mark, UTF-8 or the
page's head says is understood from the file.
"""

import codecs
import re

from retrieval.corpus.loaders.encoding import MARKS
from retrieval.corpus.loaders.html_charset import AS_BROWSERS_READ, declared_codec

CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([\w:.-]{1,40})", re.IGNORECASE)
TEXTUAL = re.compile(r"^\s*(?:text/|application/xhtml\+xml)", re.IGNORECASE)


def as_stored(content: bytes, media_type: str | None) -> bytes:
    """The content, in UTF-8 where only the header says how it is written."""
    codec = _codec_of(media_type or "")
    if codec is None or _tells_itself(content):
        return content
    try:
        return content.decode(codec).encode("utf-8")
    except UnicodeError:  # a header that is wrong is no help
        return content


def _codec_of(media_type: str) -> str | None:
    """The codec that a text's header names, if there is such a one."""
    named = CHARSET.search(media_type)
    if named is None or not TEXTUAL.match(media_type):
        return None
    try:
        codec = codecs.lookup(named[1])
    except LookupError:
        return None
    return AS_BROWSERS_READ.get(codec.name, codec.name) if codec._is_text_encoding else None


def _tells_itself(content: bytes) -> bool:
    if any(content.startswith(mark) for mark, _ in MARKS) or declared_codec(content) is not None:
        return True
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return b"\x00" not in content[:1000]  # UTF-16 of Latin text is valid UTF-8 full of zeros
