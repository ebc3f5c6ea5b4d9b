"""How good the evidence is, what may be credited on it, and what the headline says when methods are laid side by side.

When methods differ, one rule holds. Before and after is not asked, since it cannot tell a trend from an effect; any other
two methods

- *agree* where their estimates have one sign and their intervals overlap, or where neither can be told from nothing;
- are *apart* where their estimates have one sign but their intervals do not overlap: the grade is one lower;
- *contradict* each other where their estimates have different signs and at least one can be told from nothing: nothing
  is credited until finance signs, and the headline says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Literal, TypeAlias

from accord.science.effects.effect import Effect, Grade, Graded, Headline, Method, Reason
from accord.science.effects.measured import expected_coverage
from accord.science.effects.words import gettext_noop as _

Better: TypeAlias = Literal["up", "down"]
Standing: TypeAlias = Literal["contradict", "apart", "agree"]
STANDINGS: tuple[Standing, ...] = ("contradict", "apart", "agree")  # the worst first

CREDIT: dict[Grade, float] = {
    "A": 1.0,
    "B": 1.0,
    "C": 0.5,
    "D": 0.0,
}  # until finance signs; a choice to be made with it
LEAST_COVERAGE = 0.92  # of intervals that promise 0.95; below, they are wrong half again as often: one grade lower
GRADES: tuple[Grade, ...] = ("A", "B", "C", "D")
ORDER: tuple[Method, ...] = (  # best first
    "synthetic", "differences", "structural", "counts", "segmented", "before_after",
)  # fmt: skip
WITH_UNITS = ("synthetic", "differences")


def grade(effects: Sequence[Effect], *, by_lot: bool = False, better: Better = "up") -> Graded:
    """Return the grade of the best evidence, what of it may be credited, and the headline.

    A: who got the change was decided `by_lot`, and the others are there to compare with. B: others to compare with,
    alike before, and among them the change stands out (placebo, one in ten). C: a series by itself or with predictors,
    stable before. D: before and after, or less. One lower where such intervals were measured to hold the truth in fewer
    than 92 of 100 trials, where the structural model is clear by its beliefs only (`footing`), and where the methods are
    apart (see the module). What would have come anyway moved between the two times, the good way, by more
    than the best method can find. Nothing is credited unless the interval leaves out "no effect" and lies on the good
    side, nor where methods contradict each other. `better`: the way the measure should move.
    """
    answers = [one for one in effects if one.is_ok]
    if not answers:
        text = _("No method had enough data to say what would have been.")
        return _graded("D", "", None, "not_enough_data", (Reason("no_answer", text),))
    grades = {one.method: _grade(one, by_lot) for one in answers}
    best = min(answers, key=lambda one: (GRADES.index(grades[one.method]), ORDER.index(one.method)))
    asked = [one for one in answers if one.method != "before_after"]
    standing = _standing(asked)
    headline = _headline(best, answers, standing, better)
    found = grades[best.method]
    reasons = [*_why(best, found, by_lot), *_beside(asked, standing)]
    if standing == "apart":
        found = _lower(found)
    is_good_way = _good_way(best, better)[0] > 0
    return _graded(found, best.method, None if standing is None else standing == "agree", headline, tuple(reasons),
                   may_credit=is_good_way)  # fmt: skip


def _graded(
    found: Grade,
    chosen: Method | Literal[""],
    do_agree: bool | None,
    headline: Headline,
    reasons: tuple[Reason, ...],
    *,
    may_credit: bool = False,
) -> Graded:
    share = CREDIT[found] if may_credit and headline in {"caused", "disagree"} else 0.0
    if share < CREDIT[found] and headline != "contradict":
        text = _("Nothing is credited: the numbers do not show that this moved the measure the way it should.")
        reasons = (*reasons, Reason("no_credit", text))
    return Graded(
        grade=found, credited_share=share, chosen=chosen, do_agree=do_agree, headline=headline, reasons=reasons
    )


def _grade(effect: Effect, by_lot: bool) -> Grade:
    found = _promised(effect, by_lot)
    return _lower(found) if expected_coverage(effect) < LEAST_COVERAGE or _is_believed(effect) else found


def _is_believed(effect: Effect) -> bool:
    """Tell whether the effect is clear only because of what the structural model believes beforehand."""
    found = effect.diagnostic("footing")
    return found is not None and found.is_good is False


def _promised(effect: Effect, by_lot: bool) -> Grade:
    """Return the grade by what kind of evidence it is and what its diagnostics say."""
    if effect.method == "before_after":
        return "D"
    if effect.method in WITH_UNITS:
        if by_lot:
            return "A"
        alike = _is_good(effect, "miss_before" if effect.method == "synthetic" else "parallel_before")
        if alike and _is_good(effect, "placebo"):
            return "B"
        return "C" if alike else "D"
    return "C" if _is_good(effect, "stable_before") else "D"


def _is_good(effect: Effect, code: str) -> bool:
    """Tell whether a diagnostic was judged good; one that could not be judged is not good."""
    found = effect.diagnostic(code)
    return found is not None and found.is_good is True


def _lower(found: Grade) -> Grade:
    return GRADES[min(GRADES.index(found) + 1, len(GRADES) - 1)]


def _standing(asked: Sequence[Effect]) -> Standing | None:
    """Return how several methods stand to each other, the worst of all pairs; None where fewer than two were asked."""
    found = {_between(*pair) for pair in combinations(asked, 2)}
    return next((one for one in STANDINGS if one in found), None)


def _between(one: Effect, other: Effect) -> Standing:
    """Return how two methods stand to each other (see the module)."""
    if not (one.is_clear or other.is_clear):
        return "agree"
    if (one.estimate or 0.0) * (other.estimate or 0.0) <= 0:
        return "contradict"
    a_low, a_high, b_low, b_high = _ends(one) + _ends(other)
    return "apart" if max(a_low, b_low) > min(a_high, b_high) else "agree"


def _ends(effect: Effect) -> tuple[float, float]:
    if effect.low is None or effect.high is None:
        raise ValueError(f"The effect by {effect.method} has no interval.")
    return effect.low, effect.high


def _headline(best: Effect, answers: Sequence[Effect], standing: Standing | None, better: Better) -> Headline:
    if standing == "contradict":
        return "contradict"
    if standing == "apart":
        return "disagree"
    if best.method == "before_after":
        return "cannot_tell"
    low, high = _good_way(best, better)
    if high < 0:
        return "moved_the_wrong_way"
    if low > 0:
        return "caused"
    plainly = next((one for one in answers if one.method == "before_after"), None)
    if plainly is not None and plainly.estimate is not None and _is_good(plainly, "moved"):
        seen = plainly.estimate if better == "up" else -plainly.estimate
        if seen > 0 and high < seen:
            return "would_have_come_anyway"
    return "cannot_tell"


def _good_way(effect: Effect, better: Better) -> tuple[float, float]:
    """Return the interval turned so that the good way is up."""
    low, high = _ends(effect)
    return (low, high) if better == "up" else (-high, -low)


def _why(best: Effect, found: Grade, by_lot: bool) -> list[Reason]:
    said = []
    if best.method == "before_after":
        said.append(Reason("only_before_after", _("There is only the time before and the time after to go by.")))
    elif by_lot and best.method in WITH_UNITS:
        said.append(
            Reason("by_lot", _("Who got the change was decided by lot, so the others show what would have been."))
        )
    elif found == "B":
        said.append(
            Reason("units", _("Others who did not get the change moved alike before and show what would have been."))
        )
    elif found == "C":
        said.append(Reason("history", _("What would have been is drawn on from the time before.")))
    else:
        said.append(
            Reason("weak", _("The time before was not steady enough, or too unlike the others, to draw it on."))
        )
    kept = expected_coverage(best)
    values = (("share", round(100 * kept)),)
    if kept < LEAST_COVERAGE:
        text = _("The grade is one lower: ranges like this held the truth in {share} % of trials, not in 95 %.")
        said.append(Reason("coverage", text, values))
    elif best.method != "before_after":  # whose ranges hold the truth only where there is no trend
        text = _("Ranges like this held the truth in {share} % of trials; 95 % are promised.")
        said.append(Reason("measured", text, values))
    if _is_believed(best):
        text = _(
            "The grade is one lower: the range believes that its own level hardly moves by itself. Asked of the values "
            "alone, they leave room for no effect at all."
        )
        said.append(Reason("believed", text))
    return said


def _beside(asked: Sequence[Effect], standing: Standing | None) -> list[Reason]:
    if standing is None:
        text = _("Only one method could be used, so no other could contradict it.")
        return [Reason("one_method", text)] if asked else []
    if standing == "agree":
        return [Reason("agree", _("{n} methods agree."), (("n", len(asked)),))]
    if standing == "contradict":
        text = _(
            "The methods contradict each other: one says up, another down. Nothing is credited until finance signs."
        )
        return [Reason("contradict", text)]
    text = _(
        "The methods agree on the direction but not on the size: their ranges do not overlap, so the grade is one lower."
    )
    return [Reason("disagree", text)]
