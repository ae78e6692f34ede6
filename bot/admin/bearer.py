"""Read the key out of a request's headers.

Authorization headers -> the key, nothing, or HeaderMalformed. Pure text.
"""

import re
from collections.abc import Sequence

LONGEST_HEADER = 512  # characters; ours has 53
FORM = re.compile(r"bearer +([A-Za-z0-9._~+/-]+=*)", re.IGNORECASE)  # RFC 6750, section 2.1


class HeaderMalformed(Exception):
    """A header that holds no key, or more than one."""


def key_in(headers: Sequence[str]) -> str | None:
    """The key that the header holds; None where there is no header. Raises HeaderMalformed."""
    if not headers:
        return None
    if len(headers) > 1 or len(headers[0]) > LONGEST_HEADER:
        raise HeaderMalformed
    if (found := FORM.fullmatch(headers[0].strip())) is None:
        raise HeaderMalformed
    return found[1]
