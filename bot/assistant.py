"""Answer a question from the corpus, or say that the corpus is silent.

Question in its conversation -> understand -> find -> decide -> compose -> verify -> Answer.
"""

import re
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from bot import strategy
from bot.answer import Answer, Status
from bot.compose.quoted import LONGEST_ANSWER, quote
from bot.compose.records import card, contact_answer, strategy_answer
from bot.compose.sources import MOST_CITATIONS, section_name
from bot.conversation import whole_question
from bot.evidence import Evidence, Reader, Verdict, decide
from bot.question import LONGEST_QUESTION, Kind, Question, understand
from bot.strategy import StrategyResult
from bot.verification import verified
from bot.who import Who, content_words
from bot.wording import examples, say
from retrieval.documents import Hit, Language
from retrieval.language.analysis import Concept
from retrieval.registers.directory import alike
from retrieval.retriever import Opened, Retriever

HITS = 10  # passages that are looked at closely


@dataclass(frozen=True, slots=True)
class Asked:
    """A message with what came before it."""

    text: str
    history: tuple[str, ...] = ()
    conversation: str | None = None
    language: Language | None = None


class Assistant:
    """Answers from one snapshot, as of one day."""

    def __init__(self, snapshot: Opened, today: date) -> None:
        self.snapshot = snapshot
        self.today = today
        self.retriever = Retriever(snapshot, today)

    @cached_property
    def who(self) -> Who:
        """The register of contacts, ready to be asked."""
        return Who(self.retriever)

    @cached_property
    def region(self) -> str:
        """The name of the region that the corpus is of."""
        return f"Region {self.retriever.home}" if self.retriever.home else "regionen"

    def answer(self, asked: Asked) -> Answer:
        """The answer to a message; two questions in one message are answered one by one."""
        started = time.perf_counter()
        questions = split_questions(asked.text)
        if len(questions) == 2:
            answer = self._both(asked, questions)
        else:
            answer = self._one(asked)
        return answer.timed((time.perf_counter() - started) * 1000)

    def _one(self, asked: Asked) -> Answer:
        text, before = whole_question(asked.text, asked.history)
        question = understand(asked.text, asked.history, asked.language, self.today, text, before)
        if question.kind not in (Kind.QUESTION, Kind.CONTACT):
            return self._plain(asked, question)
        query = self.retriever.query(question.text, question.language, question.names)
        concepts = query.concepts
        hits = self.retriever.find(query, HITS)
        if question.kind is Kind.CONTACT and (answer := self._contact(asked, question, concepts)):
            return answer
        if structure := strategy.find(question, concepts, hits, self.retriever):
            return self._strategy(asked, question, structure, concepts, hits)
        names = [concept for name in question.names for concept in self.retriever.concepts(name, question.language)]
        reader = Reader(question, concepts, names, self.retriever.matcher, self.snapshot.descriptions)
        evidence = reader.weigh(hits)
        verdict = decide(reader, evidence)
        trace = _trace(question, concepts, evidence, verdict)
        if not verdict.answers:
            return self._not_found(asked, question, verdict, evidence, trace)
        quoted = quote(reader, evidence, self.retriever, self.today)
        answer = self._made(asked, question, "answered", quoted.text, trace)
        return verified(replace(answer, mode="quoted", citations=quoted.citations))

    def _strategy(
        self, asked: Asked, question: Question, result: StrategyResult, concepts: Sequence[Concept], hits: Sequence[Hit]
    ) -> Answer:
        """The answer from the records of goals and priorities; for one of them, with what the text says of the subject."""
        recorded = strategy_answer(result, self.snapshot.descriptions, question.language, self.today)
        trace = {"kind": question.kind.value, "decision": f"strategy {result.reason}", "text": question.text}
        answer = self._made(asked, question, "answered", recorded.text, trace)
        answer = verified(replace(answer, mode="record", citations=recorded.citations))
        under = [hit for hit in hits if result.item and any(alike(result.item.text, h) for h in hit.passage.path)]
        if result.reason != "chapter" or not under:
            return answer
        reader = Reader(question, concepts, (), self.retriever.matcher, self.snapshot.descriptions)
        quoted = quote(reader, reader.weigh(under), self.retriever, self.today, room=LONGEST_ANSWER - len(answer.answer))
        second = self._made(asked, question, "answered", quoted.text, trace)
        return joined(answer, verified(replace(second, mode="quoted", citations=quoted.citations)))

    def _contact(self, asked: Asked, question: Question, concepts: Sequence[Concept]) -> Answer | None:
        """The answer from the register; None when the question is better answered from the text."""
        result = self.who.find(question)
        trace = {"kind": question.kind.value, "decision": result.reason, "text": question.text}
        if result.found:
            recorded = contact_answer(result.found, result.group, self.snapshot.descriptions, question.language, self.today)
            answer = self._made(asked, question, "answered", recorded.text, trace)
            return verified(replace(answer, mode="record", citations=recorded.citations, contacts=recorded.contacts))
        if result.silent:
            text = say(question.language, "not_found_contact")
            if result.nearest:
                text += " " + self._office(result.nearest[0].contact.name, result.nearest[0].mention.title, question.language)
            answer = self._made(asked, question, "not_found", text, trace)
            return replace(answer, contacts=tuple(card(found) for found in result.nearest[:3]))
        return None

    def _not_found(self, asked: Asked, question: Question, verdict: Verdict, evidence: Sequence[Evidence], trace: dict[str, Any]) -> Answer:
        """Says that the corpus is silent, and which section or office is nearest."""
        language = question.language
        key = f"not_found_{verdict.reason}"
        known = {"name", "region", "year", "count", "amount", "share", "clock", "date", "deadline", "frequency"}
        text = say(language, key, missing=verdict.missing) if verdict.reason in known else say(language, "not_found")
        near = [e for e in evidence if e.of_region and e.coverage > 0.25][:1]
        contacts = self.who.nearest(question) if near else []
        if near and near[0].passage.path:
            title = self.retriever.describe(near[0].passage.document).title
            text += " " + say(language, "nearest_section", section=section_name(near[0].passage.path), title=title)
        if contacts:
            text += " " + self._office(contacts[0].contact.name, contacts[0].mention.title, language)
        answer = self._made(asked, question, "not_found", text, trace)
        return replace(answer, contacts=tuple(card(found) for found in contacts[:1]))

    def _office(self, name: str, title: str | None, language: Language) -> str:
        if not title:
            return say(language, "nearest_office_untitled", name=name)
        return say(language, "nearest_office", name=name, title=title)

    def _plain(self, asked: Asked, question: Question) -> Answer:
        """Greetings, thanks, alarms, orders to the assistant, and what lies outside its field."""
        status: Status = "refused" if question.kind in (Kind.EMERGENCY, Kind.INSTRUCTION, Kind.OTHER_DOMAIN) else "clarify"
        text = say(
            question.language, question.kind.value, region=self.region, example=examples(question.language)[0],
            length=len(question.written), limit=LONGEST_QUESTION,
        )  # fmt: skip
        answer = self._made(asked, question, status, text, {"kind": question.kind.value, "decision": question.kind.value})
        return replace(answer, suggestions=examples(question.language)) if status == "clarify" else answer

    def _both(self, asked: Asked, questions: Sequence[str]) -> Answer:
        """Two questions answered one after the other, citations numbered through."""
        first = self._one(replace(asked, text=questions[0]))
        second = self._one(replace(asked, text=questions[1], history=(*asked.history, questions[0])))
        return merged(asked, first, second)

    def _made(self, asked: Asked, question: Question, status: Status, text: str, trace: dict[str, Any]) -> Answer:
        return Answer(
            id=uuid.uuid4().hex,
            question=asked.text,
            language=question.language,
            status=status,
            mode=None,
            answer=text,
            conversation=asked.conversation,
            snapshot=self.snapshot.id,
            trace=trace,
        )


def _trace(question: Question, concepts: Sequence[Concept], evidence: Sequence[Evidence], verdict: Verdict) -> dict[str, Any]:
    """Why the answer is what it is."""
    return {
        "kind": question.kind.value,
        "text": question.text,
        "expects": sorted(question.expects),
        "names": list(question.names),
        "concepts": [[concept.written, [" ".join(way.words) for way in concept.ways[1:6]]] for concept in concepts],
        "decision": verdict.reason,
        "missing": verdict.missing,
        "evidence": [
            {
                "passage": e.passage.id, "document": e.passage.document, "line": e.passage.span[0].line, "value": round(e.value, 3),
                "score": round(e.score, 3), "coverage": round(e.coverage, 3), "named": e.named, "fits": e.fits, "region": e.of_region,
            }
            for e in evidence[:6]
        ],
    }  # fmt: skip


def split_questions(text: str) -> list[str]:
    """The questions of a message when there are exactly two whole ones, else the message alone."""
    parts = [part.strip() for part in re.split(r"(?<=\?)\s+", text.strip()) if part.strip()]
    whole = [part for part in parts if part.endswith("?") and len(content_words(part)) >= 3]
    return whole if len(whole) == 2 and len(parts) == 2 else [text]


def merged(asked: Asked, first: Answer, second: Answer) -> Answer:
    """Two questions' answers as one: answered when either is."""
    if first.status != "answered" and second.status != "answered":
        worse = second if second.status == "refused" else first
        return replace(worse, question=asked.text)
    both = joined(first, second)
    answered = first if first.status == "answered" else second
    return replace(
        both, question=asked.text, status="answered", mode=answered.mode,
        answer=f"{say(first.language, 'two_questions')}\n\n{both.answer}", trace={"first": first.trace, "second": second.trace},
    )  # fmt: skip


def joined(first: Answer, second: Answer) -> Answer:
    """Two answers as one, citations numbered through, the sources below both."""
    shift = len(first.citations)
    renumbered = re.sub(r"\[(\d)\]", lambda match: f"[{int(match.group(1)) + shift}]", second.answer)
    citations = (*first.citations, *(replace(c, number=c.number + shift) for c in second.citations))
    head, body = (text.partition("\n\n[") for text in (first.answer, renumbered))
    sources = [part[2] for part in (head, body) if part[1]]
    text = "\n\n".join([head[0], body[0], "\n".join(f"[{source}" for source in sources)])
    return replace(first, answer=text.strip(), citations=citations[:MOST_CITATIONS], contacts=(*first.contacts, *second.contacts))
