"""Hold an answer against its own sources before anyone reads it.

Answer -> the same answer without the lines whose numbers, addresses, sums or dates do not stand
in what is cited.
"""

import re
from dataclasses import replace

from bot.answer import Answer
from retrieval.language.times import DATE
from retrieval.registers.details import EMAIL, details_in

LINK = re.compile(r"https?://\S+|www\.\S+")
SUM = re.compile(r"\d[\d\s.,]*\s?(?:kr\b|kronor|mkr|mnkr|tkr|kkr|miljon\w*|miljard\w*|euro|procent|%)", re.IGNORECASE)


def verified(answer: Answer) -> Answer:
    """The answer with every unsupported line dropped; not_found when nothing is left."""
    sources = " ".join(_plain(citation.quote) for citation in answer.citations)
    head, separator, tail = answer.answer.rpartition("\n\n[1]")
    body = head if separator else answer.answer
    kept = [line for line in body.split("\n") if not unsupported(line, sources)]
    dropped = len(body.split("\n")) - len(kept)
    if not dropped:
        return answer
    trace = {**answer.trace, "dropped": dropped}
    return replace(answer, answer="\n".join(kept) + (separator + tail if separator else ""), trace=trace)


def unsupported(line: str, sources: str) -> list[str]:
    """What a line says in numbers, addresses, sums and dates that the sources do not."""
    claims = [line[detail.start : detail.end] for detail in details_in(line)]
    claims += [match.group() for pattern in (LINK, SUM, DATE) for match in pattern.finditer(line)]
    return [claim for claim in claims if _plain(claim).strip(" .,;") not in sources]


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"[*_`>]", "", text)).casefold()


def addresses(text: str) -> list[str]:
    """The e-mail addresses of a text."""
    return [match.group() for match in EMAIL.finditer(text)]
