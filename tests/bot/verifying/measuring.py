"""The figures of the tables: `python -m tests.bot.verifying.measuring [all|open|held|...] [details]`.

The second word shows what fell and what was kept.
"""

import sys
from functools import lru_cache
from pathlib import Path

from bot.verifying.checking import check_reply
from bot.verifying.leaking import Guard
from bot.verifying.source import CheckedSentence
from retrieval.language.analysis import Analyser
from retrieval.language.compounds import CompoundSplitter
from retrieval.language.tokens import words_of
from retrieval.matching import Matcher
from tests.bot.verifying.tables import GUARDED, Case, lies, paraphrases, passages

CORPUS = Path(__file__).parents[3] / "docs_corpus"


@lru_cache(maxsize=1)
def matcher() -> Matcher:
    """Knows the words of the corpus and of the other regions' passages."""
    counts: dict[str, int] = {}
    texts = [path.read_text(encoding="utf-8") for path in sorted(CORPUS.rglob("*.txt"))]
    for text in [*texts, *(given["text"] for given in passages().values())]:
        for word in words_of(text):
            counts[word] = counts.get(word, 0) + 1
    return Matcher(Analyser(CompoundSplitter(counts)), counts)


@lru_cache(maxsize=1)
def guard() -> Guard:
    return Guard(GUARDED)


def checked(case: Case) -> tuple[CheckedSentence, ...]:
    return check_reply(case.text, case.sources, case.language, matcher(), guard=guard())


def passes_whole(case: Case) -> bool:
    return all(sentence.kept for sentence in checked(case))


def reaches_a_reader(case: Case) -> bool:
    return any(sentence.kept for sentence in checked(case))


def main(which: str = "all", details: str = "") -> None:
    for name, cases, wrong in (
        ("faithful and lost", paraphrases(), lambda case: not passes_whole(case)),
        ("false and kept", lies(), reaches_a_reader),
    ):
        chosen = [case for case in cases if which == "all" or case.state == which]
        bad = [case for case in chosen if wrong(case)]
        print(f"{name}: {len(bad)} of {len(chosen)}")
        for case in bad if details else ():
            print(f"  {case.kind} {case.shown}")
            for each in checked(case):
                print(f"      {each.fault or 'kept'} {each.detail or ''} | {each.text}")


if __name__ == "__main__":
    main(*sys.argv[1:])
