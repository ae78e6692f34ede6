"""From passages to what is indexed: each with its headings' terms and those of the passages around it.

Passages -> words, vocabulary, Entries.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from retrieval.documents import Description, Language, Passage
from retrieval.index.lexical import Entry
from retrieval.language.analysis import Analyser, Terms
from retrieval.language.detection import language_of
from retrieval.language.tokens import words_of

AROUND = 3  # passages before and after that are a passage's context
MIN_WORDS = 12  # from which a passage tells its language better than its document does

Words = Sequence[Sequence[str]]  # of each passage


def words_by_passage(passages: Iterable[Passage]) -> Words:
    """The words of each passage; equal words are one object, so that a large corpus stays small."""
    known: dict[str, str] = {}
    return [[known.setdefault(word, word) for word in words_of(passage.text)] for passage in passages]


def embedded_text(passage: Passage) -> str:
    """What a model embeds of a passage: a few sentences tell little without their headings."""
    return "\n".join((" › ".join(passage.path), passage.text)) if passage.path else passage.text


def vocabulary_of(passages: Sequence[Passage]) -> Counter[str]:
    """How often each word stands in the passages and, once each, in their headings."""
    texts = chain((passage.text for passage in passages), sorted(headings_of(passages)))
    return Counter(chain.from_iterable(map(words_of, texts)))


def headings_of(passages: Iterable[Passage]) -> set[str]:
    """The headings above the passages."""
    return {heading for passage in passages for heading in passage.path}


def entries_of(
    passages: Iterable[Passage], descriptions: Mapping[str, Description], analyser: Analyser
) -> Iterator[Entry]:
    """The entries of all passages, worked out a section at a time."""
    for members in _by_section(passages):
        description = descriptions[members[0].document]
        heading = analyser.terms("\n".join((description.title, *members[0].path)), description.language)
        terms = [analyser.terms(member.text, language_in(member, description.language)) for member in members]
        for index, member in enumerate(members):
            around = terms[max(0, index - AROUND) : index + AROUND + 1]
            yield Entry(member.id, member.document, terms[index], heading, _joined(around))


def language_in(passage: Passage, document: Language) -> Language:
    """The language of a passage: an English summary in a Swedish report is English."""
    return language_of(passage.text, document) if len(passage.text.split()) >= MIN_WORDS else document


def _by_section(passages: Iterable[Passage]) -> Iterable[Sequence[Passage]]:
    sections: dict[tuple[str, int], list[Passage]] = defaultdict(list)
    for passage in passages:
        sections[passage.document, passage.section].append(passage)
    return sections.values()


def _joined(several: Sequence[Terms]) -> Terms:
    return Terms(
        tuple(chain.from_iterable(terms.stems for terms in several)),
        tuple(chain.from_iterable(terms.parts for terms in several)),
        tuple(chain.from_iterable(terms.grams for terms in several)),
    )
