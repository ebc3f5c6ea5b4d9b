"""One question of a revealed round as both sides answered it: values, gap, numbers and reasons, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accord.apps.expectations.models import Comparison
from accord.apps.expectations.reads import words
from accord.apps.expectations.reads.cells import triple
from accord.apps.expectations.reads.heard import Heard
from accord.apps.expectations.rules.words import (
    OTHER_SIDE,
    PERCEPTION_LABELS,
    PERCEPTION_MOVES,
    QUESTION_HELP,
    Perception,
    Question,
    Side,
)
from accord.apps.ui.templatetags.formats import share_words

USUAL_FITS = frozenset({"log-metalog", "point"})
FITS = {
    "metalog": gettext_noop("metalog without a lower end"),
    "split normal": gettext_noop("split normal: a half bell to each side of the likely value"),
}
PERCEPTION_TONES = {
    Perception.ALIGNED: "good", Perception.REAL: "bad", Perception.HIDDEN: "bad", Perception.PHANTOM: "warn",
}  # fmt: skip
Triple = tuple[float, float, float]


@dataclass(frozen=True)
class SideLine:
    """What one side expects: P10, P50, P90 as numbers (None: no range given), and in words.

    ``guess`` is what it believes the other side's likely value to be; ``answers`` how many people gave a range.
    """

    side: str
    label: str
    values: Triple | None
    likely_words: str
    range_words: str
    never_share: float | None
    guess: float | None
    guess_words: str
    answers: int
    asked: int
    reasons: tuple[str, ...]
    triples: tuple[Triple, ...]
    missing: str


@dataclass(frozen=True)
class Figure:
    """One number about the distance of the two sides, with what it means in plain words."""

    name: str
    value: str
    meaning: str


@dataclass(frozen=True)
class QuestionView:
    """One question of a revealed round: the sides, their gap (IT minus business) and what follows from it."""

    question: str
    label: str
    help: str
    base: date
    currency: str
    sides: tuple[SideLine, ...]
    gap: float | None
    gap_share: float | None
    size: float | None
    sentence: str
    knowing: str
    perception: str
    perception_label: str
    tone: str
    move: str
    never_words: str
    joint: Triple | None
    joint_words: str
    joint_likely: str
    figures: tuple[Figure, ...]
    fits: tuple[str, ...]

    def side(self, code: str) -> SideLine | None:
        """Give one side's view; None for a side that was not asked."""
        return next((one for one in self.sides if one.side == code), None)

    @property
    def is_compared(self) -> bool:
        """Tell whether both sides gave a range."""
        return self.gap is not None

    @property
    def is_apart(self) -> bool:
        """Tell whether the likely values lie further apart than what counts as large."""
        return self.size is not None and self.size > 1

    def said(self, value: float | None) -> str:
        """Say a value of this question."""
        return words.value_words(self.question, value, base=self.base, currency=self.currency)

    @property
    def both(self) -> tuple[SideLine, ...]:
        """The two sides that are compared, as far as they were asked."""
        return tuple(one for one in self.sides if one.side in OTHER_SIDE)

    @property
    def short_gap(self) -> str:
        """Say the gap in two or three words, for the figure above."""
        if self.gap is None:
            return ""
        return _("no gap") if words.is_same(self.question, self.gap, self.gap_share) else self.gap_words

    @property
    def gap_words(self) -> str:
        """Say how far apart, whichever comes first."""
        return words.distance_words(self.question, self.gap, currency=self.currency) if self.gap is not None else ""


# no viewer: puts together what was found for one
def question_views(
    *, comparisons: Iterable[Comparison], heard: Heard, base: date, currency: str
) -> tuple[QuestionView, ...]:
    """Put the questions of a round together, in the order in which they were asked."""
    found = {one.question: one for one in comparisons}
    spoken = {question for question, _side in heard.forecasts}
    return tuple(
        _question(question.value, found.get(question.value), heard, base, currency)
        for question in Question
        if question.value in found or question.value in spoken
    )


def _question(question: str, one: Comparison | None, heard: Heard, base: date, currency: str) -> QuestionView:
    figures: Mapping[str, Any] = one.figures if one else {}
    share = _number(figures.get("gap_share"))
    gap = one.gap if one else None
    perception = one.perception if one else Perception.UNKNOWN.value
    sides = tuple(_side(question, side.value, figures, heard, base, currency) for side in Side if side in heard.asked)
    joint = triple(figures.get("pool"))
    return QuestionView(
        question=question,
        label=words.question_words(question),
        help=_(QUESTION_HELP[question]),
        base=base,
        currency=currency,
        sides=sides,
        gap=gap,
        gap_share=share,
        size=one.size if one else None,
        sentence=words.gap_sentence(question, gap, share, currency=currency) if gap is not None else _absent(sides),
        knowing=words.knowing_words(perception, list(one.unaware) if one else []),
        perception=perception,
        perception_label=_(PERCEPTION_LABELS[perception]),
        tone=PERCEPTION_TONES.get(Perception(perception), "quiet"),
        move=_(PERCEPTION_MOVES[perception]),
        never_words=_never_words(sides),
        joint=joint,
        joint_words=_span(question, joint, base, currency),
        joint_likely=words.value_words(question, joint[1], base=base, currency=currency) if joint else "",
        figures=_figures(question, one, gap, currency) if one and gap is not None else (),
        fits=_fits(figures),
    )


def _side(question: str, side: str, figures: Mapping[str, Any], heard: Heard, base: date, currency: str) -> SideLine:
    said = heard.forecasts.get((question, side), ())
    triples = tuple(
        (float(one.low), float(one.likely), float(one.high))
        for one in said
        if one.low is not None and one.likely is not None and one.high is not None
    )
    values = triple(figures.get(side)) or (triples[0] if len(triples) == 1 else None)
    guess = _number((figures.get("guesses") or {}).get(side))
    label = words.side_words(side)
    return SideLine(
        side=side,
        label=label,
        values=values,
        likely_words=words.value_words(question, values[1], base=base, currency=currency) if values else "",
        range_words=_span(question, values, base, currency),
        never_share=_number((figures.get("never") or {}).get(side)) if question == Question.PAYOFF else None,
        guess=guess,
        guess_words=words.value_words(question, guess, base=base, currency=currency),
        answers=len(triples),
        asked=heard.asked.get(side, 0),
        reasons=tuple(
            sorted(one.reason.strip() for one in said if one.reason.strip())
        ),  # the order tells nobody's place
        triples=triples,
        missing="" if values else _missing(label, heard.answered.get(side, 0)),
    )


def _missing(label: str, answered: int) -> str:
    if answered:
        return _("%(side)s could not say") % {"side": label}
    return _("%(side)s has not answered") % {"side": label}


def _absent(sides: Sequence[SideLine]) -> str:
    """Say which of the two sides gave nothing to compare."""
    missing = [one.label for one in sides if one.side in OTHER_SIDE and one.values is None]
    if len(missing) == 1:
        return _("%(side)s gave no range, so there is nothing to compare.") % {"side": missing[0]}
    return _("Neither side gave a range, so there is nothing to compare.")


def _never_words(sides: Sequence[SideLine]) -> str:
    """Say each side's chance that it never pays off, where any sees one."""
    known = [one for one in sides if one.never_share is not None]
    if not any(one.never_share for one in known):
        return ""
    parts = [
        _("%(side)s %(share)s") % {"side": one.label, "share": share_words(one.never_share)} for one in known
    ]  # fmt: skip
    return _("Chance that it never pays off: %(sides)s.") % {"sides": ", ".join(parts)}


def _figures(question: str, one: Comparison, gap: float, currency: str) -> tuple[Figure, ...]:
    def apart(value: float) -> str:
        return words.distance_words(question, value, currency=currency)

    found = [Figure(_("Between the likely values"), apart(gap), _("How far apart the two likely values lie."))]
    if one.trimmed_gap is not None:
        found.append(Figure(_("Between the ranges"), apart(one.trimmed_gap), _(
            "How far apart the two pictures lie on average, best against best and worst against worst; the most extreme "
            "tenth at each end is left out."
        )))  # fmt: skip
    found.append(Figure(
        _("Between the whole pictures"),
        apart(one.wasserstein) if one.wasserstein is not None else _("no number"),
        _("The same with the extremes. Where it is much larger than the one above, the sides differ most about how bad "
          "or how good it can get.")
        if one.wasserstein is not None
        else _("One side leaves the far end so open that it has no average. The number above leaves it out."),
    ))  # fmt: skip
    if one.overlap is not None:
        found.append(Figure(_("In common"), share_words(one.overlap), _(
            "How much of the two pictures covers the same ground: 100 % would be one and the same opinion, 0 % nothing "
            "in common."
        )))  # fmt: skip
    if one.business_first_share is not None:
        found.append(_order(question, one.business_first_share))
    return tuple(found)


def _order(question: str, share: float) -> Figure:
    name = _("Business earlier") if question == Question.PAYOFF else _("Business lower")
    times = min(99, max(1, round(100 * share))) if 0 < share < 1 else round(100 * share)
    value = _("%(times)s in 100") % {"times": times}
    if question == Question.PAYOFF:
        return Figure(name, value, _("If each side drew one month from what it expects, how often the business's would "
                                     "come first. 50 in 100 means that neither is the earlier one."))  # fmt: skip
    return Figure(name, value, _("If each side drew one amount from what it expects, how often the business's would be "
                                 "the lower one. 50 in 100 means that neither is."))  # fmt: skip


def _fits(figures: Mapping[str, Any]) -> tuple[str, ...]:
    """Name the curves that had to be drawn in another than the usual way."""
    names = {str(name) for name in figures.get("methods") or ()}
    return tuple(sorted(_(FITS.get(name, name)) for name in names - USUAL_FITS))


def _span(question: str, values: Triple | None, base: date, currency: str) -> str:
    return words.span_words(question, values[0], values[2], base=base, currency=currency) if values else ""


def _number(found: Any) -> float | None:
    return float(found) if isinstance(found, int | float) else None
