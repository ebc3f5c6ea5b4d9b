"""How good the evidence is, what may be credited on it, and what the headline says when methods are laid side by side."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Literal, TypeAlias

from accord.science.effects.effect import Effect, Grade, Graded, Headline, Method, Reason
from accord.science.effects.measured import expected_coverage
from accord.science.effects.words import gettext_noop as _

Better: TypeAlias = Literal["up", "down"]

CREDIT: dict[Grade, float] = {
    "A": 1.0,
    "B": 1.0,
    "C": 0.5,
    "D": 0.0,
}  # until finance signs; a choice to be made with it
LEAST_COVERAGE = 0.9  # of intervals that promise 0.95: below, the grade is one lower
GRADES: tuple[Grade, ...] = ("A", "B", "C", "D")
ORDER: tuple[Method, ...] = ("synthetic", "differences", "structural", "segmented", "before_after")  # best first
WITH_UNITS = ("synthetic", "differences")


def grade(effects: Sequence[Effect], *, by_lot: bool = False, better: Better = "up") -> Graded:
    """Return the grade of the best evidence, what of it may be credited, and the headline.

    A: who got the change was decided `by_lot`, and the others are there to compare with. B: others to compare with,
    alike before, and among them the change stands out (placebo, one in ten). C: a series by itself or with predictors,
    stable before. D: before and after, or less. One lower where such intervals were measured to keep less of their
    promise than 90 %, and where the methods disagree. Two methods agree if their intervals overlap and their estimates
    have one sign, or if neither can be told from nothing; before and after is not asked, since it cannot tell a trend.
    What would have come anyway moved between the two times, the good way, by more than the best method can find.
    Nothing is credited unless the interval leaves out "no effect". `better`: the way the measure should move.
    """
    answers = [one for one in effects if one.is_ok]
    if not answers:
        text = _("No method had enough data to say what would have been.")
        return _graded("D", "", None, "not_enough_data", (Reason("no_answer", text),))
    grades = {one.method: _grade(one, by_lot) for one in answers}
    best = min(answers, key=lambda one: (GRADES.index(grades[one.method]), ORDER.index(one.method)))
    asked = [one for one in answers if one.method != "before_after"]
    do_agree = all(_agree(*pair) for pair in combinations(asked, 2)) if len(asked) > 1 else None
    headline = _headline(best, answers, do_agree, better)
    reasons = [*_why(best, grades[best.method], by_lot), *_beside(asked, do_agree)]
    found = grades[best.method]
    if do_agree is False:
        found = _lower(found)
    return _graded(found, best.method, do_agree, headline, tuple(reasons))


def _graded(
    found: Grade, chosen: Method | Literal[""], do_agree: bool | None, headline: Headline, reasons: tuple[Reason, ...]
) -> Graded:
    share = CREDIT[found] if headline in {"caused", "disagree"} else 0.0
    if share < CREDIT[found]:
        text = _("Nothing is credited: the numbers do not show that this moved the measure the way it should.")
        reasons = (*reasons, Reason("no_credit", text))
    return Graded(
        grade=found, credited_share=share, chosen=chosen, do_agree=do_agree, headline=headline, reasons=reasons
    )


def _grade(effect: Effect, by_lot: bool) -> Grade:
    found = _promised(effect, by_lot)
    return _lower(found) if expected_coverage(effect) < LEAST_COVERAGE else found


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


def _agree(one: Effect, other: Effect) -> bool:
    a_low, a_high, b_low, b_high = _ends(one) + _ends(other)
    if max(a_low, b_low) > min(a_high, b_high):
        return False
    same_sign = (one.estimate or 0.0) * (other.estimate or 0.0) > 0
    return same_sign or not (one.is_clear or other.is_clear)


def _ends(effect: Effect) -> tuple[float, float]:
    if effect.low is None or effect.high is None:
        raise ValueError(f"The effect by {effect.method} has no interval.")
    return effect.low, effect.high


def _headline(best: Effect, answers: Sequence[Effect], do_agree: bool | None, better: Better) -> Headline:
    if do_agree is False:
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
    if kept < LEAST_COVERAGE:
        text = _("The grade is one lower: ranges like this held the truth in {share} % of trials, not in 95 %.")
        said.append(Reason("coverage", text, (("share", round(100 * kept)),)))
    return said


def _beside(asked: Sequence[Effect], do_agree: bool | None) -> list[Reason]:
    if do_agree is None:
        return (
            [Reason("one_method", _("Only one method could be used, so no other could contradict it."))]
            if asked
            else []
        )
    if do_agree:
        return [Reason("agree", _("{n} methods agree."), (("n", len(asked)),))]
    return [Reason("disagree", _("The methods disagree, so the answer depends on the method: the grade is one lower."))]
