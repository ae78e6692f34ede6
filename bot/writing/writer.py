"""Have a model write an answer from chosen sources, and keep of it what code finds to stand in them.

Question, Shown sources -> Written. A sentence is handed on when it is checked, not before.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.models.breaker import Breaker
from bot.models.protocols import ChatModel, Form, Message, Usage
from bot.models.retrying import Patience, listened
from bot.models.tokens import TOKENS_A_MESSAGE, tokens_in
from bot.verifying.sentences import SentenceStream
from bot.verifying.source import CheckedSentence
from bot.writing.choosing import Shown
from bot.writing.consulting import REPLY_TOKENS, Collected, Consulted
from bot.writing.spending import Left, Prices, Quota
from prompts.rendering import NOTHING, Rendered, answer_prompt
from retrieval.documents import Language

Check = Callable[[str], CheckedSentence]
Checking = Callable[[], Check]  # begins with a reply's first sentence
Hear = Callable[[str], None]  # a sentence that was checked, with its marks

FILLED = 0.78  # of the budget: more sources add cost sooner than answers (2026-11-22)
LEAST_KEPT = 0.5  # share of the sentences, below which the quoted answer is given instead


@dataclass(frozen=True, slots=True)
class Budget:
    """How much may be sent and said, in tokens, and how long it may take."""

    prompt_tokens: int
    reply_tokens: int
    patience_s: float


@dataclass(frozen=True, slots=True)
class Written:
    """A reply, sentence by sentence, as it was checked."""

    sentences: tuple[CheckedSentence, ...]
    version: str  # of the prompt
    usage: Usage | None
    cost: float
    is_silent: bool = False  # the model said that the sources do not answer

    @property
    def kept(self) -> tuple[str, ...]:
        """The sentences that a reader may see."""
        return tuple(sentence.text for sentence in self.sentences if sentence.kept)

    @property
    def holds(self) -> bool:
        """Whether enough of it is left to be an answer: the first sentence, and half of all."""
        if not self.sentences or not self.sentences[0].kept:
            return False
        return len(self.kept) >= LEAST_KEPT * len(self.sentences)


class Writer:
    """Writes with one model; safe for many threads."""

    def __init__(
        self,
        model: ChatModel,
        budget: Budget,
        quota: Quota,
        prices: Prices,
        breaker: Breaker | None = None,
        looks_twice_s: float = 0.0,
    ) -> None:
        """Where silence is looked at twice, that may take `looks_twice_s` seconds in all; 0 for never."""
        self.model = model
        self.looks_twice_s = looks_twice_s
        self.budget = budget
        self._quota = quota
        self._prices = prices
        self._breaker = breaker or Breaker()

    @property
    def rests(self) -> bool:
        """Whether the model is left alone, since it failed of late."""
        return self._breaker.rests

    def left(self) -> Left:
        """What the day still allows."""
        return self._quota.left()

    def warm(self) -> None:
        """Get ready what the first reply would wait for, the model apart."""
        self._quota.warm()

    def close(self) -> None:
        """Let go of the model's connections and the quota's; the next reply opens them again."""
        self.model.close()
        self._quota.close()

    def until(self, moment: float) -> "Writer":
        """The same, with no more time than until then by time.monotonic(); quota and breaker are shared."""
        left_s = max(0.0, min(self.budget.patience_s, moment - time.monotonic()))
        budget = replace(self.budget, patience_s=left_s)
        return Writer(self.model, budget, self._quota, self._prices, self._breaker)

    def consult(self, prompt: Rendered, form: Form, patience_s: float, asker: str | None = None) -> Consulted:
        """A short reply, held to a form where the endpoint can do that. Raises ModelFailed."""
        collected = Collected()
        messages = (Message("system", prompt.system), Message("user", prompt.user))
        patience = Patience(min(patience_s, self.budget.patience_s))
        usage: Usage | None = None
        try:
            with self._breaker.guarding():
                self._quota.take(asker)
                usage = listened(self.model, messages, REPLY_TOKENS, collected, patience, form=form)
        finally:
            cost = self._prices.of(usage or collected.paid_for(_tokens(prompt)))
            self._quota.spend(cost)
        return Consulted(collected.text, prompt.version, usage, cost)

    def room_for_sources(self, language: Language, question: str) -> int:
        """Tokens that the sources may take, beside the instructions and the question."""
        filled = int(FILLED * self.budget.prompt_tokens)
        return filled - _tokens(answer_prompt(language, question, ()))

    def write(
        self,
        language: Language,
        question: str,
        shown: Sequence[Shown],
        checking: Checking,
        hear: Hear,
        asker: str | None = None,
        meanwhile: Sequence[Callable[[], object]] = (),
    ) -> Written:
        """A reply, checked sentence by sentence. Raises ModelFailed.

        Of what is to be done `meanwhile`, so much is done as the time until the first word allows.
        """
        prompt = answer_prompt(language, question, [source.for_prompt() for source in shown])
        listener = _Listener(checking, hear, NOTHING[language])
        usage: Usage | None = None
        try:
            usage = self._listened(prompt, listener, asker, meanwhile)
        finally:
            cost = self._prices.of(listener.paid_for(_tokens(prompt), usage))
            self._quota.spend(cost)
        return listener.written(prompt.version, usage, cost)

    def _listened(
        self,
        prompt: Rendered,
        listener: "_Listener",
        asker: str | None,
        meanwhile: Sequence[Callable[[], object]],
    ) -> Usage | None:
        messages = (Message("system", prompt.system), Message("user", prompt.user))
        patience = Patience(self.budget.patience_s)
        with self._breaker.guarding():
            self._quota.take(asker)
            return listened(
                self.model,
                messages,
                self.budget.reply_tokens,
                listener,
                patience,
                meanwhile=meanwhile,
            )


def _tokens(prompt: Rendered) -> int:
    return tokens_in(prompt.system) + tokens_in(prompt.user) + 2 * TOKENS_A_MESSAGE


class _Listener:
    """Checks sentences as they are complete."""

    def __init__(self, checking: Checking, hear: Hear, silence: str) -> None:
        self._checking = checking
        self._hear = hear
        self._silence = silence.casefold()
        self._text = ""
        self._broken_off: list[int] = []  # tokens of each reply that was not heard to its end
        self.begin()

    def begin(self) -> None:
        """A reply begins; what was heard of an earlier one does not count."""
        if self._text:
            self._broken_off.append(tokens_in(self._text))
        self._text = ""
        self._check = self._checking()
        self._stream = SentenceStream()
        self._checked: list[CheckedSentence] = []

    def hear(self, piece: str) -> None:
        """A piece of it."""
        self._text += piece
        self._take(self._stream.feed(piece))

    def paid_for(self, prompt_tokens: int, usage: Usage | None) -> Usage:
        """All that is paid for: the whole reply, and by our estimate each that was broken off."""
        last = [tokens_in(self._text)] if self._text and not usage else []
        broken_off = [*self._broken_off, *last]
        whole = usage or Usage(0, 0)
        return Usage(
            whole.prompt_tokens + prompt_tokens * len(broken_off),
            whole.reply_tokens + sum(broken_off),
            estimated=whole.estimated or bool(broken_off),
        )

    def written(self, version: str, usage: Usage | None, cost: float) -> Written:
        """The whole of it."""
        if self._text.strip(' \n.!*"').casefold() == self._silence:
            return Written((), version, usage, cost, is_silent=True)
        self._take(self._stream.close())
        return Written(tuple(self._checked), version, usage, cost)

    def _take(self, sentences: Sequence[str]) -> None:
        for sentence in sentences:
            found = self._check(sentence)
            self._checked.append(found)
            if found.kept:
                self._hear(found.text)
