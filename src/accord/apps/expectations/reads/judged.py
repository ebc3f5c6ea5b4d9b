"""How each side's expectations held once outcomes are known: coverage, distance, bias. Sides, never persons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from accord.apps.expectations import tables
from accord.apps.expectations.models import Outcome
from accord.apps.expectations.reads import words
from accord.apps.expectations.rules.words import Question, Side
from accord.apps.ui.rules import Viewer
from accord.apps.ui.templatetags.formats import money_words, number_words, share_words
from accord.practices import PRACTICES
from accord.practices.money.forecast_calibration import FEWEST_PEOPLE, MEANT
from accord.practices.practice import LEVEL, Scope
from accord.practices.reading import Reading
from accord.tables import Snapshot

CODE = "P08.calibration"


@dataclass(frozen=True)
class QuestionScore:
    """One question of one side: which way it was off on average with its range, and how far the whole range lay off."""

    question: str
    label: str
    n: int
    bias_words: str
    bias_range: str
    distance_words: str


@dataclass(frozen=True)
class SideJudged:
    """One side: how many outcomes lay within its ranges; told only from enough outcomes of enough people on."""

    side: str
    label: str
    n: int
    people: int
    is_told: bool
    hits: int
    share: float | None
    low: float | None
    high: float | None
    sentence: str
    advice: str
    questions: tuple[QuestionScore, ...]


@dataclass(frozen=True)
class Judged:
    """All sides, and how many outcomes are known at all."""

    sides: tuple[SideJudged, ...]
    outcomes: int
    needed: int
    people_needed: int

    @property
    def scores(self) -> list[tuple[SideJudged, QuestionScore]]:
        """The scores of all sides, question by question."""
        found = [(side, score) for side in self.sides for score in side.questions]
        return sorted(found, key=lambda pair: list(Question).index(Question(pair[1].question)))

    @property
    def is_told(self) -> bool:
        """Tell whether anything can be said about any side."""
        return any(one.is_told for one in self.sides)


def judged(*, viewer: Viewer, as_of: date) -> Judged:
    """Judge each side's ranges by what happened: four queries, on what is resolved only.

    What is told is told of sides, from enough outcomes of enough people, so everybody may see it.
    """
    found: dict[str, Any] = {
        "forecasts": tables.forecasts_table(as_of=as_of, only_resolved=True),
        "outcomes": tables.outcomes_table(as_of=as_of),
        "forecasters": tables.forecasters_table(as_of=as_of),
    }
    people = {side: int(count) for side, count in found["forecasters"].iter_rows()}
    readings = PRACTICES[CODE].measure(Snapshot.of(as_of, found), Scope.of(LEVEL))
    by_side = {reading.subject_id: reading for reading in readings}
    currencies = _currencies()
    sides = [_side(side, by_side[side], people.get(side, 0), currencies) for side in Side if side in by_side]
    return Judged(
        tuple(one for one in sides if one.side != Side.FINANCE or one.n),
        found["outcomes"].height,
        PRACTICES[CODE].min_rows,
        FEWEST_PEOPLE,
    )


def _currencies() -> dict[str, set[str]]:
    rows = Outcome.objects.filter(removed_at=None).exclude(currency="").order_by().values_list("question", "currency")
    found: dict[str, set[str]] = {}
    for question, currency in rows.distinct():
        found.setdefault(question, set()).add(currency)
    return found


def _side(side: str, reading: Reading, people: int, currencies: Mapping[str, set[str]]) -> SideJudged:
    told = reading.value is not None
    label, hits = words.side_words(side), int(reading.figures.get("hits") or 0)
    return SideJudged(
        side=side,
        label=label,
        n=reading.n,
        people=people,
        is_told=told,
        hits=hits,
        share=reading.value,
        low=reading.low,
        high=reading.high,
        sentence=_sentence(label, reading, hits) if told else _not_enough(reading.n, people),
        advice=_advice(reading) if told else "",
        questions=tuple(_scores(reading.figures, currencies)) if told else (),
    )


def _sentence(label: str, reading: Reading, hits: int) -> str:
    return _("%(side)s's ranges held %(hits)s of %(n)s times.") % {"side": label, "hits": hits, "n": reading.n}


def _advice(reading: Reading) -> str:
    """Say what follows, only where the whole interval lies to one side of what a 10–90 range promises."""
    meant = {"meant": share_words(MEANT)}
    if reading.high is not None and reading.high < MEANT:
        return _("A range from 10 to 90 %% promises %(meant)s: widen them.") % meant
    if reading.low is not None and reading.low > MEANT:
        return _("A range from 10 to 90 %% promises %(meant)s: they could be narrower.") % meant
    return _("A range from 10 to 90 %% promises %(meant)s: as far as so few outcomes tell, that fits.") % meant


def _not_enough(n: int, people: int) -> str:
    needed = PRACTICES[CODE].min_rows
    if n < needed:
        return _("Not enough resolved: %(n)s of %(needed)s outcomes.") % {"n": n, "needed": needed}
    return _("Not enough people: answers of %(n)s, at least %(needed)s are needed.") % {
        "n": people, "needed": FEWEST_PEOPLE,
    }  # fmt: skip


def _scores(figures: Mapping[str, Any], currencies: Mapping[str, set[str]]) -> Sequence[QuestionScore]:
    return [_score(question, figures, currencies) for question in Question if figures.get(f"{question}_n")]


def _score(question: Question, figures: Mapping[str, Any], currencies: Mapping[str, set[str]]) -> QuestionScore:
    """Say how one question turned out; each needs as many outcomes as the side as a whole."""
    n, label = int(figures[f"{question}_n"]), words.question_words(question)
    if f"{question}_bias" not in figures:
        return QuestionScore(question.value, label, n, _not_enough(n, FEWEST_PEOPLE), "", "")
    return QuestionScore(
        question.value, label, n, _bias(question, figures[f"{question}_bias"]),
        _bias_range(question, figures[f"{question}_bias_low"], figures[f"{question}_bias_high"]),
        _distance(question, figures[f"{question}_crps"], currencies.get(question, set())),
    )  # fmt: skip


def _bias(question: str, bias: float) -> str:
    """Say which way a side was off on average: expected minus happened."""
    if question == Question.PAYOFF:
        if abs(bias) < 1 / 20:
            return _("neither too early nor too late")
        size = _months(bias)
        return (_("%(size)s too late") if bias > 0 else _("%(size)s too early")) % {"size": size}
    if abs(bias) < words.SAME_SHARE:
        return _("neither too much nor too little")
    return (_("%(size)s too much") if bias > 0 else _("%(size)s too little")) % {"size": share_words(abs(bias))}


def _bias_range(question: str, low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return ""
    return _("between %(low)s and %(high)s") % {"low": _bias(question, low), "high": _bias(question, high)}


def _distance(question: str, value: float | None, currencies: set[str]) -> str:
    if value is None:
        return _("no number: a range with too open an end")
    if question == Question.PAYOFF:
        return _months(value)
    return money_words(value, next(iter(currencies))) if len(currencies) == 1 else _("in several currencies")


def _months(value: float) -> str:
    return _("%(n)s months") % {"n": number_words(round(abs(value), 1))}
