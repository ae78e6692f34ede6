"""Answer a question from the corpus, or say that the corpus is silent.

Question in its conversation -> understand -> find -> decide -> compose -> verify -> Answer.
"""

import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property, partial
from typing import Any

from bot import funding
from bot.answer import Answer, Channel, Status
from bot.compose.approved import approved_answer
from bot.compose.contacts import card, contact_answer
from bot.compose.funding import funding_answer
from bot.compose.plans import plan_answer
from bot.compose.quoted import LONGEST_ANSWER, quote
from bot.compose.records import Recorded
from bot.compose.silence import nearest_evidence, silence, unlisted
from bot.compose.strategy import missing, strategy_answer
from bot.conversation import speaks_of_person, whole_question
from bot.decision import Verdict, decide
from bot.evidence import Evidence, Reader
from bot.funding import FundingResult
from bot.merging import joined, merged, numbered_on, split_questions
from bot.question import LONGEST_QUESTION, Kind, Question, understand
from bot.strategy import items, numbers, plans
from bot.strategy.result import NoSuch, StrategyResult
from bot.verification import verified
from bot.who.who import Who, WhoResult
from bot.wording import examples, say
from bot.writing.writer import Hear, Writer
from retrieval.documents import Hit, Language
from retrieval.language.analysis import Concept
from retrieval.ranking import Query
from retrieval.registers.funding.lookup import FundingRegister
from retrieval.registers.records import FoundContact, Funding
from retrieval.retriever import NO_VECTORS, Opened, Retriever, VectorRanking

HITS = 7  # passages that are looked at closely
ABOUT_HITS = 15  # passages by which the chapter is chosen that treats a subject
MONEY_HITS = 40  # passages among which those that speak of money are looked for
SPOKEN_OF = 0.25  # coverage of what money is asked for, from which a passage speaks of it
MOST_TOLD = 240  # characters that say how a question was read
MOST_OFFICES = 3  # contacts that a silent answer carries
REFUSED = (Kind.EMERGENCY, Kind.INSTRUCTION, Kind.MEDICAL, Kind.OTHER_DOMAIN)


def unheard(sentence: str) -> None:
    """Nobody listens while an answer is written."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A message with what came before it."""

    text: str
    history: tuple[str, ...] = ()
    conversation: str | None = None
    language: Language | None = None
    asker: str | None = None  # whose share of a model's calls it takes; kept nowhere as it is
    channel: Channel = "command"
    fluent: bool = True  # whether a model may write the answer, where there is one
    hear: Hear = field(
        default=unheard, compare=False
    )  # told each sentence of a model that holds, as it comes
    sought_in: Language | None = None  # of the text, where it is another than the asker's
    until: float | None = field(default=None, compare=False)  # by time.monotonic(), for a model's words

    def heard_by(self, hear: Hear) -> "Asked":
        """The same, with somebody who listens."""
        return replace(self, hear=hear)


class Assistant:
    """Answers from one snapshot, as of one day."""

    def __init__(
        self,
        snapshot: Opened,
        today: date,
        writer: Writer | None = None,
        vectors: VectorRanking = NO_VECTORS,
    ) -> None:
        """Without a writer, every answer is a record or quoted; without vectors, the words alone rank."""
        self.snapshot = snapshot
        self.today = today
        self.writer = writer
        self.retriever = Retriever(snapshot, today, vectors)
        self._offices: dict[str, FoundContact | None] = {}  # by the support's id, once asked for

    @cached_property
    def who(self) -> Who:
        """The register of contacts, ready to be asked."""
        return Who(self.retriever)

    @cached_property
    def funding(self) -> FundingRegister:
        """The register of funding, ready to be asked."""
        retriever = self.retriever
        return FundingRegister(
            retriever.funding, retriever.matcher, self.snapshot.descriptions, retriever.home
        )

    @cached_property
    def region(self) -> str:
        """The name of the region that the corpus is of."""
        return f"Region {self.retriever.home}" if self.retriever.home else "regionen"

    def answer(self, asked: Asked) -> Answer:
        """The answer to a message; two questions in one message are answered one by one."""
        started = time.perf_counter()
        questions = split_questions(asked.text)
        answer = self._both(asked, *questions) if len(questions) == 2 else self._one(asked)
        return replace(answer, question=asked.text).timed((time.perf_counter() - started) * 1000)

    def _both(self, asked: Asked, first: str, second: str) -> Answer:
        """Two questions answered one after the other, each in half the room."""
        room = LONGEST_ANSWER // 2
        answer = self._one(replace(asked, text=first), room)
        before = len(answer.citations)
        later = replace(
            asked,
            text=second,
            history=(*asked.history, first),
            hear=lambda sentence: asked.hear(numbered_on(sentence, before)),
        )
        return merged(answer, self._one(later, room))

    def _one(self, asked: Asked, room: int = LONGEST_ANSWER) -> Answer:
        """The answer to one question, in so many characters; where it is silence, perhaps a second look."""
        question = self._understood(asked)
        answer = self._local(asked, question, room)
        if answer.status != "not_found" or not (self.writer and asked.fluent and self.writer.looks_twice_s):
            return answer
        return self._second(asked, question, answer, room)

    def _second(self, asked: Asked, question: Question, silent: Answer, room: int) -> Answer:
        """What other words of a model find, where these led nowhere; the silent answer otherwise."""
        from bot.writing.second_look import look_again, may_help

        writer, matcher = self.writer, self.retriever.matcher
        if writer is None or not may_help(silent, question, asked.history, matcher):
            return silent
        until = time.monotonic() + writer.looks_twice_s

        def local(wording: str, wording_in: Language | None, fluent: bool) -> Answer:
            other = replace(
                asked,
                text=wording,
                history=(),
                language=question.language,
                sought_in=wording_in,
                fluent=fluent,
                until=until,
            )
            return self._local(other, self._understood(other), room - MOST_TOLD)

        return look_again(silent, question, asked.history, local, writer, matcher, asked.asker, until)

    def _local(self, asked: Asked, question: Question, room: int) -> Answer:
        """The answer that the documents' own words give."""
        if question.kind not in (Kind.QUESTION, Kind.CONTACT):
            return self._plain(asked, question)
        if answer := self._approved(asked, question):
            return answer
        is_contact = question.kind is Kind.CONTACT or self.who.is_asked(question)
        if is_contact and (answer := self._contact(asked, question)):
            return answer
        query = self.retriever.query(question.text, question.sought_in, question.names)
        reader = Reader(question, query.concepts, self.retriever.matcher, self.snapshot.descriptions)
        if structure := items.find(question, query.concepts, partial(self._about, query), self.retriever):
            return self._strategy(asked, reader, structure, room)
        if planned := plans.find(question, query.concepts, self.retriever):
            recorded = plan_answer(planned, self.snapshot.descriptions, question.language, self.today)
            return self._recorded(asked, question, recorded, f"plan {planned.aspect}")
        if funding.asks_for_money(question):
            return self._funding(asked, reader, query, room)
        return self._quoted(asked, reader, query, self.retriever.find(query, HITS), room)

    def _approved(self, asked: Asked, question: Question) -> Answer | None:
        """What an administrator answered to this very question."""
        quoted = approved_answer(question, self.retriever, self.today)
        if quoted is None:
            return None
        trace = {"kind": question.kind.value, "decision": "approved", "text": question.text}
        answer = self._made(asked, question, "answered", quoted.text, trace)
        return verified(replace(answer, mode="quoted", citations=quoted.citations))

    def _funding(self, asked: Asked, reader: Reader, query: Query, room: int) -> Answer:
        """The supports that fit and whom to call; where none fits, what the text says of money for that."""
        question = reader.question
        result = funding.find(question, query.concepts, self.funding, self.retriever)
        recorded = self._supports(question, query, result) if result else None
        if result is None or recorded is None:
            return self._quoted(asked, reader, query, self._of_money(query), room)
        return self._recorded(asked, question, recorded, f"funding {result.asks}")

    def _supports(self, question: Question, query: Query, result: FundingResult) -> Recorded | None:
        """The supports in the words of their documents, and whom to call."""
        return funding_answer(
            result,
            self.retriever.matcher.on(funding.subject(query.concepts)),
            self._office_for(question, result.found[0].funding),
            self.snapshot.descriptions,
            question.language,
            self.today,
        )

    def _of_money(self, query: Query) -> list[Hit]:
        """The passages that say something of money for what is asked about."""
        reading = self.retriever.matcher.on(funding.subject(query.concepts))
        return [
            hit
            for hit in self.retriever.find(query, MONEY_HITS)
            if self.funding.told_in(hit.passage)
            and reading.coverage(hit.passage.text, *hit.passage.path) >= SPOKEN_OF
        ][:HITS]

    def _office_for(self, question: Question, support: Funding) -> FoundContact | None:
        """Whom to call: who stands for what is asked about, else for the support."""
        result = self.who.find(question)
        found = result.found or result.nearest
        return found[0] if found else self.office_of(support)

    def office_of(self, support: Funding) -> FoundContact | None:
        """Whom to call about a support: who stands for its name and the chapters that it stands in."""
        if support.id not in self._offices:
            named = " ".join((support.name, *support.areas))
            found = self.who.about(named, understand(named, (), "sv", self.today))
            self._offices[support.id] = found[0] if found else None
        return self._offices[support.id]

    def _about(self, query: Query, concepts: Sequence[Concept]) -> Sequence[Hit]:
        """What is found for a question's subject alone, without the words that only ask."""
        return self.retriever.find(replace(query, concepts=tuple(concepts)), ABOUT_HITS)

    def _understood(self, asked: Asked) -> Question:
        """The question as it would stand alone; "he" and "she" are whom the turn before asked for."""
        text, before = whole_question(asked.text, asked.history)
        if before and speaks_of_person(asked.text):
            earlier = understand(before, (), asked.language, self.today)
            found = self.who.find(earlier).found if earlier.kind in (Kind.QUESTION, Kind.CONTACT) else ()
            if found:
                text = f"{asked.text.strip()} {found[0].contact.name}"
        return understand(
            asked.text, asked.history, asked.language, self.today, text, before, asked.sought_in
        )

    def _quoted(self, asked: Asked, reader: Reader, query: Query, hits: Sequence[Hit], room: int) -> Answer:
        """The answer in the documents' sentences, when they answer."""
        evidence = reader.weigh(hits)
        verdict = decide(reader, evidence)
        trace = _trace(reader, evidence, verdict) | _vectors_told(query)
        if not verdict.answers:
            return self._silent(asked, reader.question, verdict, evidence, trace)

        @cache
        def composed() -> Answer:
            quoted = quote(reader, evidence, self.retriever, self.today, room)
            answer = self._made(asked, reader.question, "answered", quoted.text, trace)
            return verified(replace(answer, mode="quoted", citations=quoted.citations))

        if self.writer and asked.fluent:
            return self._fluent(asked, reader, evidence, composed)
        return composed()

    def _fluent(
        self, asked: Asked, reader: Reader, evidence: Sequence[Evidence], composed: Callable[[], Answer]
    ) -> Answer:
        """The quoted answer in a model's words, as far as they hold."""
        from bot.writing.fluent import fluent

        assert self.writer is not None
        writer = self.writer if asked.until is None else self.writer.until(asked.until)
        return fluent(composed, writer, reader, evidence, self.retriever, self.today, asked.hear, asked.asker)

    def _strategy(self, asked: Asked, reader: Reader, result: StrategyResult | NoSuch, room: int) -> Answer:
        """The answer from the records of goals and priorities; for one, also what the text says under it."""
        question, descriptions = reader.question, self.snapshot.descriptions
        if isinstance(result, NoSuch):
            trace = {"kind": question.kind.value, "decision": "strategy missing", "text": question.text}
            return self._made(asked, question, "not_found", missing(result, question.language), trace)
        past = bool(question.time.years)
        recorded = strategy_answer(
            result, descriptions, self.retriever.plans, question.language, self.today, past
        )
        answer = self._recorded(asked, question, recorded, f"strategy {result.reason}")
        if not result.hits:
            return answer
        quoted = quote(
            reader, reader.weigh(result.hits), self.retriever, self.today, room - len(answer.answer)
        )
        second = replace(answer, answer=quoted.text, citations=quoted.citations)
        return joined(answer, verified(second))

    def _recorded(self, asked: Asked, question: Question, recorded: Recorded, decision: str) -> Answer:
        """An answer from records, held against what it cites."""
        trace = {"kind": question.kind.value, "decision": decision, "text": question.text}
        answer = self._made(asked, question, "answered", recorded.text, trace)
        answer = replace(answer, mode="record", citations=recorded.citations, contacts=recorded.contacts)
        return verified(answer, recorded.mended)

    def _contact(self, asked: Asked, question: Question) -> Answer | None:
        """The answer from the register; None when the question is better answered from the text."""
        standing = numbers.standing_for(question, self.retriever)
        result = (
            WhoResult(tuple(standing[:MOST_OFFICES]), reason="area") if standing else self.who.find(question)
        )
        trace = {"kind": question.kind.value, "decision": result.reason, "text": question.text}
        if result.silent and self.who.told_in_text(question):
            return None
        if result.silent:
            return self._nobody(asked, question, result, trace)
        if not result.found:
            return None
        descriptions = self.snapshot.descriptions
        language, time_asked = question.language, question.time
        recorded = contact_answer(result, descriptions, language, self.today, time_asked)
        return self._recorded(asked, question, recorded, result.reason)

    def _nobody(self, asked: Asked, question: Question, result: WhoResult, trace: dict[str, Any]) -> Answer:
        """Says that the one who was asked for is not listed, and who is nearest."""
        text = unlisted(result, question.language)
        answer = self._made(asked, question, "not_found", text, trace)
        return replace(answer, contacts=tuple(card(found) for found in result.nearest[:MOST_OFFICES]))

    def _silent(
        self,
        asked: Asked,
        question: Question,
        verdict: Verdict,
        evidence: Sequence[Evidence],
        trace: dict[str, Any],
    ) -> Answer:
        """Says that the corpus is silent, and which section or office is nearest."""
        near = nearest_evidence(evidence)
        offices = self.who.nearest(question) if near else []
        if not offices and funding.asks_for_money(question):
            offices = self.who.about(funding.OFFICE, question)
        described = (near, self.retriever.describe(near.passage.document)) if near else None
        text = silence(verdict, described, offices[0] if offices else None, question.language)
        answer = self._made(asked, question, "not_found", text, trace)
        return replace(answer, contacts=tuple(card(found) for found in offices[:MOST_OFFICES]))

    def _plain(self, asked: Asked, question: Question) -> Answer:
        """Greetings, thanks, alarms, orders to the assistant, and what lies outside its field."""
        language, kind = question.language, question.kind.value
        values = {"region": self.region, "example": examples(language)[0]}
        text = say(language, kind, **values, length=len(question.written), limit=LONGEST_QUESTION)
        status: Status = "refused" if question.kind in REFUSED else "clarify"
        answer = self._made(asked, question, status, text, {"kind": kind, "decision": kind})
        return replace(answer, suggestions=examples(language)) if status == "clarify" else answer

    def _made(
        self, asked: Asked, question: Question, status: Status, text: str, trace: dict[str, Any]
    ) -> Answer:
        """An answer with what every answer has."""
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


def _trace(reader: Reader, evidence: Sequence[Evidence], verdict: Verdict) -> dict[str, Any]:
    """Why the answer is what it is."""
    question = reader.question
    return {
        "kind": question.kind.value,
        "text": question.text,
        "expects": sorted(question.expects),
        "names": list(question.names),
        "concepts": [[c.written, [" ".join(way.words) for way in c.ways[1:6]]] for c in reader.concepts],
        "decision": verdict.reason,
        "missing": verdict.missing,
        "evidence": [_traced(each) for each in evidence[:6]],
    }


def _vectors_told(query: Query) -> dict[str, Any]:
    """Whether an embedding model had a say, or why not; nothing where none was asked."""
    told = query.vector.told if query.vector else None
    return {"vectors": told} if told else {}


def _traced(evidence: Evidence) -> dict[str, Any]:
    first = evidence.passage.span[0]
    return {
        "passage": evidence.passage.id,
        "document": evidence.passage.document,
        "line": first.line,
        "page": first.page,
        "value": round(evidence.value, 3),
        "score": round(evidence.score, 3),
        "coverage": round(evidence.coverage, 3),
        "named": round(evidence.named, 3),
        "fits": evidence.fits,
        "region": evidence.of_region,
    }
