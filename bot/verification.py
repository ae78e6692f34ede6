"""Hold an answer against its own sources before anyone reads it.

Answer -> the same answer without the lines whose numbers, addresses, sums or dates do not stand
in what is cited.
"""

import re
from collections.abc import Collection
from dataclasses import replace

from bot.answer import Answer, parted
from bot.wording import say
from retrieval.language.times import DATE
from retrieval.registers.contacts.details import details_in

LINK = re.compile(r"https?://\S+|www\.\S+")
SUM = re.compile(
    r"\d[\d\s.,]*\s?(?:kr\b|kronor|mkr|mnkr|tkr|kkr|miljon\w*|miljard\w*|euro|procent|%)", re.IGNORECASE
)


def verified(answer: Answer, mended: Collection[str] = ()) -> Answer:
    """The answer with every unsupported line dropped; not_found when nothing is left of it.

    Addresses that were mended count as said: the line below each tells its reader.
    """
    said = [text for each in answer.citations for text in (each.quote, each.title)]
    sources = " ".join(_plain(each) for each in (*said, *mended))
    body, listed = parted(answer.answer)
    lines = body.split("\n")
    kept = [line for line in lines if not unsupported(line, sources)]
    if len(kept) == len(lines):
        return answer
    trace = {**answer.trace, "dropped": len(lines) - len(kept)}
    if not any(line.strip() for line in kept):
        silent = say(answer.language, "not_found")
        return replace(
            answer, status="not_found", mode=None, answer=silent, citations=(), contacts=(), trace=trace
        )
    text = "\n\n".join(part for part in ("\n".join(kept), "\n".join(listed)) if part)
    return replace(answer, answer=text, trace=trace)


def unsupported(line: str, sources: str) -> list[str]:
    """What a line says in numbers, addresses, sums and dates that the sources do not say as a whole."""
    claims = [line[detail.start : detail.end] for detail in details_in(line)]
    claims += [match.group() for pattern in (LINK, SUM, DATE) for match in pattern.finditer(line)]
    return [claim for claim in claims if not _stands_in(_plain(claim).strip(" .,;"), sources)]


def _stands_in(claim: str, sources: str) -> bool:
    """Whether a claim stands in the sources, not merely as a part of a longer number, word or address."""
    return bool(re.search(rf"(?<![\w@+])(?<!\d[.,])(?<!\w[.-]){re.escape(claim)}(?![\w@])", sources))


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"[*_`>]", "", text)).casefold()
