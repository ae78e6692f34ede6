"""Count what is answered and what a model wrote, for whoever watches the service.

Asked, Answer -> counters of this process since it started, which /metrics gives. They hold nothing of who
asked or what, and every label has few values, all of them ours.
"""

import time
from collections.abc import Callable, Iterator
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from bot.answer import Answer
from bot.assistant import Asked
from bot.listening import NobodyListens
from bot.writing.writer import Writer

FAST_S = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0)
NONE = "none"  # the mode of what was not answered

Answering = Callable[[Asked], Answer]


class Rates:
    """The counters of one process; safe for many threads."""

    def __init__(self, writer: Writer | None) -> None:
        """Without a writer, the answers alone are counted."""
        self._registry = CollectorRegistry()
        self._answers = Counter(
            "regionsvar_answers",
            "Answers by channel, how they were made and what became of them",
            ("channel", "mode", "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "regionsvar_answer_seconds",
            "Time until an answer was whole",
            ("mode",),
            buckets=FAST_S,
            registry=self._registry,
        )
        self._of_model = _OfModel(writer, self._registry) if writer else None

    def counted(self, asked: Asked, answering: Answering) -> Answer:
        """What answering gives, counted. Raises what it raises, which is counted too."""
        heard = _Heard(asked)
        try:
            answer = answering(asked.heard_by(heard) if self._of_model else asked)
        except Exception as error:
            status = "left" if isinstance(error, NobodyListens) else "failed"
            self._answers.labels(asked.channel, NONE, status).inc()
            raise
        mode = answer.mode or NONE
        self._answers.labels(asked.channel, mode, answer.status).inc()
        self._seconds.labels(mode).observe(answer.took_ms / 1000)
        if self._of_model:
            self._of_model.count(answer, heard.first_s)
        return answer

    def exposition(self) -> bytes:
        """Everything, as Prometheus reads it."""
        return generate_latest(self._registry)


class _Heard:
    """Hands sentences on, and notes how long the first took."""

    def __init__(self, asked: Asked) -> None:
        self.first_s: float | None = None
        self._hear = asked.hear
        self._began = time.perf_counter()

    def __call__(self, sentence: str) -> None:
        if self.first_s is None:
            self.first_s = time.perf_counter() - self._began
        self._hear(sentence)


class _OfModel:
    """What is counted of a model's part in answers, read from their traces."""

    def __init__(self, writer: Writer, registry: CollectorRegistry) -> None:
        def counter(name: str, meaning: str, *labels: str) -> Counter:
            return Counter(f"regionsvar_model_{name}", meaning, labels, registry=registry)

        self._sentences = counter(
            "sentences", "Sentences written: kept, or dropped for what was wrong with them", "verdict"
        )
        self._failures = counter("failures", "Replies that could not be had, by what went wrong", "fault")
        self._quoted = counter("quoted_instead", "Quoted answers where the model was to write", "reason")
        self._tokens = counter("tokens", "Tokens of whole replies and of what they answered", "kind")
        self._cost = counter("cost", "What whole replies cost, in the operator's currency")
        self._first = Histogram(
            "regionsvar_model_first_sentence_seconds",
            "Time until the first sentence that held",
            buckets=FAST_S,
            registry=registry,
        )
        registry.register(_Standing(writer))

    def count(self, answer: Answer, first_s: float | None) -> None:
        """Count an answer's part that a model had, or was to have."""
        if first_s is not None:
            self._first.observe(first_s)
        for call in answer.trace.get("second_look", {}).get("calls", ()):
            self._count_paid(call)
        for trace in _model_traces(answer):
            if fault := trace.get("failed"):
                self._failures.labels(fault).inc()
            else:
                self._count_reply(trace)
            if answer.mode == "quoted":
                self._quoted.labels(_reason(trace)).inc()

    def _count_reply(self, trace: dict[str, Any]) -> None:
        for sentence in trace["sentences"]:
            self._sentences.labels(sentence["fault"] or "kept").inc()
        self._count_paid(trace)

    def _count_paid(self, trace: dict[str, Any]) -> None:
        for kind, tokens in zip(("prompt", "reply"), trace["tokens"] or (), strict=False):
            self._tokens.labels(kind).inc(tokens)
        self._cost.inc(trace["cost"])


class _Standing(Collector):
    """How things stand with the model when somebody looks."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Whether it is left alone, and what the day still allows; nothing of what has no limit."""
        resting = "1 while the model is left alone, since it failed of late"
        yield GaugeMetricFamily("regionsvar_model_resting", resting, float(self._writer.rests))
        left = self._writer.left()
        if left.calls is not None:
            meaning = "Calls that the day still allows"
            yield GaugeMetricFamily("regionsvar_model_calls_left", meaning, float(left.calls))
        if left.cost is not None:
            meaning = "What may still be spent today, in the operator's currency"
            yield GaugeMetricFamily("regionsvar_model_cost_left", meaning, left.cost)


def _model_traces(answer: Answer) -> Iterator[dict[str, Any]]:
    """Of a message with two questions there are two."""
    for trace in (answer.trace, answer.trace.get("first", {}), answer.trace.get("second", {})):
        if "model" in trace:
            yield trace["model"]


def _reason(trace: dict[str, Any]) -> str:
    """Why an answer is quoted although the model was to write it."""
    if fault := trace.get("failed"):
        return "quota" if fault == "quota" else "failure"
    return "silent" if trace["silent"] else "unsupported"
