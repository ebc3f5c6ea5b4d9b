"""P08.calibration — Ranges that hold.

Question: When a side gives a range, how often does what happens lie within it?

Why it matters: A range is a promise about what one does not know. If eight in ten are meant and five in ten hold, every
plan built on them is too tight, and the next "surely by June" is worth less. Who learns how often their ranges hold can
widen them and be believed.

Good example: Of twenty-five outcomes that the business had forecast, twenty-one lay within its ranges.

Bad example: IT's costs ended above its range in nine cases of fifteen; the tenth plan has as narrow a range as the first.

How it is computed: For every outcome that was recorded (the payoff month, the measured benefit of a year, the closed
cost) the forecasts of the latest asking before it was known are taken. The answers of one side are pooled with equal
weight; the outcome is a hit if it lies from the pool's P10 to its P90. The figure is hits ÷ outcomes of a side, with
Wilson's 95 % range; 80 % is what was meant. A side is too sure when the whole range lies below 70 %. Before ten outcomes,
or with answers of fewer than three people, nothing is told: sides are scored, never persons. Beside it stand, by
question, the mean CRPS (how far the whole forecast lay from what happened, in months or money) and the bias: how much
later, or by what share more, the side expected than happened, as a mean with its range. Outcomes in another currency are
left out and named.

What it cannot tell: How good a single forecast was, or whether the ranges were of any use: very wide ranges hold too.
Three questions about the same initiative go together, so the true range is somewhat wider than the one shown. What was
never finished has no outcome and is missing here, which flatters.

Source: Jørgensen, Teigen & Moløkken, J. Syst. Softw. 70, 2004 (ranges are mostly too narrow); Gneiting & Raftery, JASA
102, 2007 (CRPS); Stone, Ann. Math. Statist. 32, 1961 (linear pool); Wilson, JASA 22, 1927, for the range.
"""

import math
from collections.abc import Iterator, Mapping

import numpy as np
import polars as pl

from accord.practices import reasons
from accord.practices.judging import Ends, Finding, insufficient, judged, unasked
from accord.practices.members import fingerprint
from accord.practices.money.expectations import FORECASTS, NEEDS
from accord.practices.money.resolved import Resolved, resolved
from accord.practices.practice import Practice, Scope
from accord.practices.reading import Basis, Reading, Reason, SubjectKind, Value
from accord.practices.shares import WILSON, share_ends
from accord.practices.units import UNITS
from accord.practices.words import gettext_noop as _
from accord.science.inputs import Floats
from accord.science.scoring import accuracy, crps
from accord.tables import Snapshot, collect
from accord.tables.schemas import FORECASTING_SIDES, QUESTIONS

MEANT = 0.8
ENDS = (0.1, 0.9)
FEWEST_PEOPLE = 3
HAIR = 1e-9
SUBJECTS = tuple((SubjectKind.SIDE, side) for side in FORECASTING_SIDES)

FEW_PEOPLE = _("Not enough resolved: {n} people answered for this side, at least {minimum} are needed.")
OUTSIDE = _("Outside its range lay {misses} of {n}: {above} above it, {below} below.")
UNDER_SURE = _("More than four in five held: these ranges could be narrower.")
OTHER_CURRENCY = _("an outcome in another currency")
BIASED = {
    ("payoff", False): _("It paid off later than expected: by {size} months on average."),
    ("payoff", True): _("It paid off earlier than expected: by {size} months on average."),
    ("benefit", True): _("It brought less than expected: {size} % too much was expected on average."),
    ("benefit", False): _("It brought more than expected: {size} % too little was expected on average."),
    ("cost", True): _("It cost less than expected: {size} % too much was expected on average."),
    ("cost", False): _("It cost more than expected: {size} % too little was expected on average."),
}


def measure(snapshot: Snapshot, scope: Scope) -> Iterator[Reading]:
    """Yield for each side how many outcomes lay within its ranges."""
    why = unasked(PRACTICE, snapshot, ("forecasts", "outcomes"))
    if why:
        yield from insufficient(PRACTICE, snapshot, scope, why, method=WILSON, subjects=SUBJECTS)
        return
    people = _people(snapshot)
    for kind, side in SUBJECTS:
        if scope.wants(kind, side):
            yield _side(snapshot, scope, side, people.get(side, 0))


def _people(snapshot: Snapshot) -> dict[str, int]:
    """Return how many different people's forecasts of a side have an outcome; nobody said counts as none."""
    frame = snapshot.get("forecasters")
    rows = collect(frame.select("side", "people")).fill_nan(None).fill_null(0) if frame is not None else None
    return (
        {}
        if rows is None
        else {side: int(people) for side, people in rows.group_by("side").agg(pl.col("people").max()).rows()}
    )


def _side(snapshot: Snapshot, scope: Scope, side: str, people: int) -> Reading:
    found = resolved(snapshot, side)
    low, high = _ends(found)
    hits = int(((found.happened >= low) & (found.happened <= high)).sum())
    above, below = int((found.happened > high).sum()), int((found.happened < low).sum())
    n, enough = len(found), people >= FEWEST_PEOPLE
    ends = share_ends(PRACTICE, scope, hits, n) if enough else {}
    told = enough and n >= PRACTICE.min_rows
    said: list[Reason] = []
    if n >= PRACTICE.min_rows and not enough:
        said.append(_few_people(people))
    scores = _scores(found, scope) if told else {}
    if told:
        said += _reasons(n, above, below, ends["interval"], scores)
    if not told:
        said.append(reasons.how(PRACTICE, "outcomes"))
    if found.other_currency:
        said.append(reasons.left_out(found.other_currency, OTHER_CURRENCY))
    return judged(
        PRACTICE,
        snapshot,
        scope,
        Finding(
            kind=SubjectKind.SIDE,
            id=side,
            n=n,
            n_missing=found.other_currency,
            digest=fingerprint(f"{people}\n{found.trace}"),
            method=WILSON,
            reasons=tuple(said),
            figures={"hits": hits, "above": above, "below": below, "people": people, **scores} if told else {},
            **ends,
        ),
    )


def _ends(found: Resolved) -> tuple[Floats, Floats]:
    """Return P10 and P90 of each of the side's views."""
    if found.views is None:
        return np.empty(0), np.empty(0)
    low, high = (np.atleast_1d(found.views.quantile(share)) for share in ENDS)
    # an outcome on the very end that somebody gave lies within: a fitted curve returns it to some ten digits
    return low - HAIR * np.abs(low), high + HAIR * np.abs(high)


def _few_people(people: int) -> Reason:
    return Reason("few_people", FEW_PEOPLE, {"n": people, "minimum": FEWEST_PEOPLE})


def _reasons(n: int, above: int, below: int, interval: Ends, figures: Mapping[str, Value]) -> Iterator[Reason]:
    if above + below:
        values: dict[str, Value] = {"misses": above + below, "n": n, "above": above, "below": below}
        yield Reason("outside", OUTSIDE, values)
    if interval[0] is not None and interval[0] > MEANT:
        yield Reason("under_sure", UNDER_SURE)
    for question in QUESTIONS:
        low, high = figures.get(f"{question}_bias_low"), figures.get(f"{question}_bias_high")
        if isinstance(low, float) and isinstance(high, float) and low * high > 0:
            bias = float(figures[f"{question}_bias"] or 0)
            size = UNITS["months" if question == "payoff" else "ratio"].rounded(abs(bias))
            yield Reason("biased", BIASED[question, bias > 0], {"size": int(size) if size == int(size) else size})


def _scores(found: Resolved, scope: Scope) -> dict[str, Value]:
    """Return by question how many outcomes there are; where there are enough, the mean CRPS and the bias with its range.

    CRPS is in months or money, the bias in months, or for money as a part of what happened.
    """
    if found.views is None:
        return {}
    figures: dict[str, Value] = {}
    scores, medians = np.atleast_1d(crps(found.views, found.happened)), np.atleast_1d(found.views.median)
    for question in QUESTIONS:
        mine = found.questions == question
        if question != "payoff":
            mine &= found.happened > 0
        figures[f"{question}_n"] = int(mine.sum())
        if mine.sum() < PRACTICE.min_rows:  # a single question is told no sooner than all of them
            continue
        unit = np.ones(int(mine.sum())) if question == "payoff" else found.happened[mine]
        off = accuracy(medians[mine] / unit, found.happened[mine] / unit, level=scope.level)
        mean = float(scores[mine].mean())
        named: dict[str, Value] = {
            "crps": mean if math.isfinite(mean) else None, "bias": off.bias, "bias_low": off.bias_low,
            "bias_high": off.bias_high,
        }  # fmt: skip
        figures |= {f"{question}_{name}": value for name, value in named.items()}
    return figures


PRACTICE = Practice(
    code="P08.calibration",
    family=FORECASTS,
    slug="forecast-calibration",
    title=_("Ranges that hold"),
    theme=FORECASTS.theme,
    question=_("When a side gives a range, how often does what happens lie within it?"),
    tables=("forecasts", "outcomes"),
    uses=("forecasters",),
    counted=_("outcomes that this side had forecast"),
    unit="share",
    better="up",
    threshold_open=0.7,
    open_reason=_("Eight in ten are meant; below seven, plans built on these ranges are too tight."),
    threshold_close=0.75,
    close_reason=_("Close to the eight in ten that are meant; more is asked of nobody."),
    min_rows=10,
    full_rows=20,
    basis=Basis.FORMS,
    declared=True,
    finding=_("Only {value} of what happened lay within the ranges that were given; eight in ten are meant."),
    finding_none=_("Nothing of what happened lay within the ranges that were given; eight in ten are meant."),
    move=_("Look at the misses together, then widen the ranges: say the two extremes first and the likely value last."),
    sources=(
        "Jørgensen, Teigen & Moløkken 2004, J. Syst. Softw. 70",
        "Gneiting & Raftery 2007, JASA 102",
        "Stone 1961, Ann. Math. Statist. 32",
        "Wilson 1927, JASA 22",
    ),
    needs={
        "forecasts": NEEDS["forecasts"],
        "outcomes": _("Record what happened on the page of the initiative: paid off, benefit measured, cost closed."),
    },
    own_gap_subjects=(SubjectKind.SIDE,),
    measure=measure,
)
