"""Find the characters in bytes that do not say how they were written, Swedish ones above all.

bytes -> str. Byte order marks, then UTF-8, then the single-byte sets by how their text looks.
"""

import re
import unicodedata

from retrieval.errors import FileRefused

MARKS = (  # the longer first: UTF-32's begins with UTF-16's
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
SINGLE_BYTE = ("cp1252", "mac_roman", "cp850")  # Windows and ISO-8859-1, Mac, DOS: what Swedish was typed in
SAMPLE_BYTES = 200_000  # judged by this much; decoding is of the whole
PLAUSIBLE = 0.5  # mean score of the high characters; our own trials, see _score
CONTROL_SHARE = 0.02  # more control characters than this: no text
TEXT_CONTROLS = frozenset("\t\n\r\f\v\x1b\x1a\x85")  # the last four: page, escape, DOS end, EBCDIC line
STRAY = re.compile("[\udc80-\udcff]")  # a byte that could not be decoded, as surrogateescape keeps it
PUNCTUATION = frozenset("\xa0§°·»«½¼¾²³–—‘’‚“”„•…€′×±©®\xad")
SWEDISH = frozenset("åäöÅÄÖéÉ")


def decode(content: bytes) -> str:
    """The text, without its byte order mark. Raises FileRefused("unknown_kind") for binary data."""
    text = _decode_marked(content) or _decode_utf16(content) or _decode_unmarked(content)
    if text is None or _is_binary(text):
        raise FileRefused("unknown_kind", "binary data")
    return text


def decode_start(content: bytes, chars: int) -> str:
    """The first characters, good enough to tell a format by; never refuses."""
    start = content[: chars * 4]
    text = _decode_marked(start) or _decode_utf16(start) or start.decode("cp1252", "replace")
    return text[:chars].removeprefix("\ufeff")


def _decode_marked(content: bytes) -> str | None:
    for mark, codec in MARKS:
        if content.startswith(mark):
            text = content.decode("utf-8-sig" if codec == "utf-8" else codec, "replace")
            return text if text.count("\ufffd") <= len(text) * CONTROL_SHARE else None
    return None


def _decode_utf16(content: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of Latin text is zero."""
    sample = content[:SAMPLE_BYTES]
    zeros = (sample[0::2].count(0), sample[1::2].count(0))
    if max(zeros) * 4 < len(sample) or min(zeros) * 10 > max(zeros):
        return None
    text = content.decode("utf-16-be" if zeros[0] > zeros[1] else "utf-16-le", "replace")
    return None if _is_binary(text[:SAMPLE_BYTES]) else text


def _decode_unmarked(content: bytes) -> str | None:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if b"\x00" in content[:SAMPLE_BYTES]:
        return None
    return _decode_damaged_utf8(content) or _decode_single_byte(content)


def _decode_damaged_utf8(content: bytes) -> str | None:
    """UTF-8 with a few foreign bytes, as when two files were put together: those are read as Windows-1252."""
    text = content.decode("utf-8", "surrogateescape")
    sample = text[:SAMPLE_BYTES]
    strays = len(STRAY.findall(sample))
    if strays * 2 > sum(character > "\x7f" for character in sample):  # more strays than sound letters
        return None
    return STRAY.sub(lambda stray: _windows(bytes([ord(stray[0]) - 0xDC00])), text)


def _decode_single_byte(content: bytes) -> str | None:
    sample = content[:SAMPLE_BYTES]
    score, codec = max(
        ((_score(_single(sample, codec)), codec) for codec in SINGLE_BYTE), key=lambda scored: scored[0]
    )
    if score >= PLAUSIBLE:
        return _single(content, codec)
    return _decode_by_statistics(content) or (_single(content, codec) if score > 0 else None)


def _single(content: bytes, codec: str) -> str:
    return _windows(content) if codec == "cp1252" else content.decode(codec)


def _windows(content: bytes) -> str:
    """Windows-1252 as browsers read it: its five empty places stand for themselves (WHATWG Encoding)."""
    text = content.decode("cp1252", "surrogateescape")
    return STRAY.sub(lambda stray: chr(ord(stray[0]) - 0xDC00), text)


def _score(text: str) -> float:
    """How much the characters above ASCII look like Swedish, or at least Western, prose: 1 at best."""
    scores = [_character_score(text[max(0, at - 1)], text[at]) for at in _high_offsets(text)]
    letters = sum(character.isalpha() for character in text)
    accented = sum(text[at].isalpha() for at in _high_offsets(text))
    crowded = accented * 2 > max(letters, 20)  # Western text has fewer accented letters than plain ones
    return (sum(scores) / len(scores) if scores else 0.0) - crowded


def _high_offsets(text: str) -> list[int]:
    return [match.start() for match in re.finditer(r"[^\x00-\x7f]", text)]


def _character_score(before: str, character: str) -> float:
    if character in SWEDISH:
        return -0.5 if character.isupper() and before.islower() else 1.0
    if character in PUNCTUATION:
        return -0.5 if before.islower() and character in "‚„€§°·" else 0.6
    if character.isalpha() and "\xc0" <= character <= "\xff":
        return -0.5 if character.isupper() and before.islower() else 0.7
    return -1.0


def _decode_by_statistics(content: bytes) -> str | None:
    """The last resort, for Cyrillic, Japanese, EBCDIC and the like."""
    from charset_normalizer import from_bytes

    best = from_bytes(content[:SAMPLE_BYTES], steps=5, chunk_size=512).best()
    return content.decode(best.encoding, "replace") if best is not None else None


def _is_binary(text: str) -> bool:
    sample = text[:SAMPLE_BYTES]
    strange = sum(
        character not in TEXT_CONTROLS and unicodedata.category(character) in ("Cc", "Cn", "Co")
        for character in sample
    )
    return strange > len(sample) * CONTROL_SHARE or sample.count("\x00") > 0
