"""Unpack what comes compressed, a little at a time, so that a small thing never becomes a huge one.

Packed bytes -> bytes, at most PIECE at once.
"""

import zlib
from collections.abc import Iterator

PIECE = 256 * 1024  # bytes that are unpacked before somebody counts them
GZIP = 16 + zlib.MAX_WBITS
GZIP_MARK = b"\x1f\x8b"


class Gunzip:
    """Unpacks gzip (RFC 1952), of several members too."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(GZIP)
        self._begun = False

    def feed(self, packed: bytes) -> Iterator[bytes]:
        """What is in the next bytes, in pieces. Raises zlib.error."""
        left = packed
        full = False  # there may be more of what was taken in already
        while left or full:
            self._begun = self._begun or bool(left)
            piece = self._member.decompress(left, PIECE)
            yield piece
            left, full = self._member.unconsumed_tail, len(piece) == PIECE
            if self._member.eof:
                left = self._member.unused_data.lstrip(b"\0")  # some servers pad
                self._member = zlib.decompressobj(GZIP)
                self._begun = False

    @property
    def whole(self) -> bool:
        """Whether the last member came to its end."""
        return not self._begun


def gunzipped(packed: bytes, most: int) -> bytes:
    """All of it. Raises ValueError where it is broken, or more than `most` bytes."""
    unpacker, pieces, size = Gunzip(), [], 0
    try:
        for piece in unpacker.feed(packed):
            size += len(piece)
            if size > most:
                raise ValueError(f"more than {most} bytes")
            pieces.append(piece)
    except zlib.error as error:
        raise ValueError(str(error)) from error
    if not unpacker.whole:
        raise ValueError("its end is missing")
    return b"".join(pieces)
