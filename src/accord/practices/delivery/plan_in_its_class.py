"""P33.class — Plans that reckon with what such work came to.

Question: Are cost and time of a plan within what similar work really came to?

Why it matters: Every plan explains why this time is different. Taken together, such plans come out dearer and later by about as much as
the last ones did. Laid beside what similar work came to, a plan has to say what is really different, before the money is gone.

Good example: "Such work cost 10 to 60 % more than first estimated, in the middle 25 %. We plan with 20 % more and name the two things that we
have done before."

Bad example: The plan is cut by a third so that it fits the budget. Of thirty finished ones not one came out below its first estimate.

How it is computed: Finished work gives two ratios each: what it cost divided by its first estimate, and the months it took divided by those first
planned. From 20 cases on the house's own history is the class; else a published one, which is then said. The plan of an initiative that is not in use
yet gives the same: its likely cost divided by the first estimate on record (signed, stated or planned; 1 where it is the first), and its
months likewise.
A plan is outside its class when its cost or its time lies below the ratio that one in five of the class stayed below, or when what it calls its
high end, exceeded one time in ten, lies below what half of the class came to. What lies on one of these edges is within. The figure of an initiative is the share of the class whose
cost ratio is no higher than the plan's. For groups it is the share of plans within their class, with Wilson's 95 % range; where the class
is a published one nothing is called good or bad for groups. A plan outside its class is a fact and opens a gap.

What it cannot tell: Whether this one really is different. Published classes hold large works of public bodies; they say less about a small trial.

Source: Flyvbjerg, Project Management Journal 37(3), 2006 (reference classes); Flyvbjerg et al., J. MIS 39(3), 2022 (5,392 IT projects, whose
overruns have no usable mean, hence shares and not averages); Kahneman & Tversky, TIMS Studies in Management Science 12, 1979; Wilson, JASA 22, 1927. One in
five and 20 cases are choices of this house.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import polars as pl

from accord.practices.delivery.arriving import ARRIVING
from accord.practices.facts import NO_STAGE, OVER, OVER_STAGES, Facts, One, fact_readings, joined
from accord.practices.judging import insufficient, unasked
from accord.practices.members import ASIDE, FAILS, PASSES, UNKNOWN, fingerprint
from accord.practices.practice import Practice, Scope
from accord.practices.reading import Basis, Reading, Reason, Status, SubjectKind, Value, Verdict
from accord.practices.shares import WILSON
from accord.practices.words import gettext_noop as _
from accord.science.value import ReferenceClass
from accord.tables import Snapshot, collect

FEWEST = 20
LOW, MIDDLE = 0.2, 0.5
METHOD_ONE = "share of the class at or below the plan"
READ = ("state", "cost_likely", "cost_high", "first_estimate", "months_planned", "first_months", "cost_class")

CHEAP = _(
    "Outside its class: {above} % of such work came to more than it plans; the least to reckon with is {least} % of the first estimate."
)
FAST = _(
    "Outside its class: {above} % of such work took longer than it plans; the least to reckon with is {least} % of the time first planned."
)
NARROW = _(
    "Outside its class: even what it calls the high end is {high} % of the first estimate; half of such work came to {middle} % or more."
)
INSIDE = _("Within its class: {above} % of such work came to more than it plans.")
NO_COST = Reason("no_cost", _("Its case counts no cost yet."))
IN_USE = Reason("in_use", _("It is in use: what it came to is on record."))
FROM_OWN = _("Held against {n} finished works of this house.")
FROM_PUBLIC = _("Held against a published class of {n} works, not of this house: read it with care.")
TOO_FEW = _("Too little to hold plans against: {n} finished works; at least {minimum} are needed.")
LEFT_OUT = _("a case without costs, or an unknown stage")


@dataclass(frozen=True, slots=True)
class Class:
    """The class a plan is held against: cost, and time where enough cases say it; `digest` of all its ratios."""

    cost: ReferenceClass
    months: ReferenceClass | None
    digest: str

    def caveat(self) -> Reason:
        """Say what it is held against."""
        if self.cost.is_thin:
            return Reason("public", FROM_PUBLIC, {"n": self.cost.n})
        return Reason("own", FROM_OWN, {"n": self.cost.n})


@dataclass(frozen=True, slots=True)
class Classes:
    """All classes with enough cases, by name; the house's own comes first, then the largest."""

    found: Mapping[str, Class]
    largest: int

    def of(self, name: str | None) -> Class:
        """Return the class that was chosen, or the first."""
        return self.found.get(name or "") or next(iter(self.found.values()))


def measure(snapshot: Snapshot, scope: Scope) -> Iterator[Reading]:
    """Yield the share of plans within their class, and for each initiative not in use yet where its plan lies in it."""
    why = unasked(PRACTICE, snapshot, ("initiatives", "cases", "cost_ratios"))
    if why:
        yield from insufficient(PRACTICE, snapshot, scope, why, method=WILSON)
        return
    classes = _classes(snapshot)
    if not classes.found:
        few = Reason("few_cases", TOO_FEW, {"n": classes.largest, "minimum": FEWEST})
        yield from insufficient(PRACTICE, snapshot, scope, (few,), method=WILSON)
        return
    rows = joined(snapshot, "cases", READ, snapshot.initiatives).filter("has_cases")
    against = pl.Series([classes.of(name).digest for name in rows["cost_class"].to_list()], dtype=pl.String)
    judge = partial(_judge, classes)
    facts = Facts.of(snapshot, rows.with_columns(against=against), ("stage", *READ, "against"), judge)
    caveat = classes.of(None).caveat()
    for reading in fact_readings(
        PRACTICE, snapshot, scope, facts, unknown=LEFT_OUT, method=METHOD_ONE, more=lambda _branch: ({}, (caveat,))
    ):
        is_group = reading.subject_kind is not SubjectKind.INITIATIVE
        yield _without_colour(reading) if is_group and classes.of(None).cost.is_thin else reading


def _without_colour(reading: Reading) -> Reading:
    """Return a group's reading that rests on a published class: a share, and neither good nor bad."""
    if reading.status is not Status.OK:
        return reading
    return replace(reading, status=Status.THIN, verdict=Verdict.UNCLEAR, opens=False)


def _classes(snapshot: Snapshot) -> Classes:
    frame = snapshot.tables["cost_ratios"].select("id", "class", "source", "cost_ratio", "months_ratio")
    rows = collect(frame).unique("id", keep="first", maintain_order=True)
    costs = rows.filter((pl.col("cost_ratio") > 0).fill_null(False)).sort("cost_ratio", "id")
    times = rows.filter((pl.col("months_ratio") > 0).fill_null(False)).sort("months_ratio", "id")
    sizes = costs.group_by("class").agg(n=pl.len(), is_own=(pl.col("source") == "own").all())
    sizes = sizes.sort("is_own", "n", "class", descending=[True, True, False])
    found: dict[str, Class] = {}
    for name, n, is_own in sizes.rows():
        if n >= FEWEST:
            mine = (
                costs.filter(pl.col("class") == name)["cost_ratio"],
                times.filter(pl.col("class") == name)["months_ratio"],
            )
            cost, months = (_class(name, ratios.to_list(), is_thin=not is_own) for ratios in mine)
            if cost:
                found[name] = Class(cost, months, fingerprint(f"{mine[0].to_list()}{mine[1].to_list()}"))
    return Classes(found, max(sizes["n"].to_list(), default=0))


def _class(name: str, ratios: list[float], *, is_thin: bool) -> ReferenceClass | None:
    if len(ratios) < FEWEST:
        return None
    return ReferenceClass(code=name, ratios=tuple(ratios), n=len(ratios), source=name, is_thin=is_thin)


def _judge(classes: Classes, row: Mapping[str, Any]) -> One:
    if row["stage"] in OVER_STAGES:
        return One(ASIDE, OVER)
    if row["stage"] == "unknown":
        return One(UNKNOWN, NO_STAGE)
    if row["stage"] == "live":
        return One(ASIDE, IN_USE)
    likely = row["cost_likely"]
    if not likely or likely <= 0:
        return One(UNKNOWN, NO_COST)
    of = classes.of(row["cost_class"])
    first = row["first_estimate"] or likely
    ratio = likely / first
    figures: dict[str, Value] = {
        "ratio": ratio,
        "least": of.cost.quantile(LOW),
        "class_middle": of.cost.quantile(MIDDLE),
    }
    note = _outside(of, row, ratio, first)
    place = of.cost.percentile(ratio) / 100
    inside = Reason("inside", INSIDE, {"above": round(100 * of.cost.exceedance(ratio))})
    return One(
        FAILS if note else PASSES, note or inside, value=place, n=of.cost.n, figures=figures, more=(of.caveat(),)
    )


def _outside(of: Class, row: Mapping[str, Any], ratio: float, first: float) -> Reason | None:
    """Return in what a plan is outside its class, the cost first; None if it is within."""
    least, middle = of.cost.quantile(LOW), of.cost.quantile(MIDDLE)
    if of.cost.is_below(ratio, LOW):
        return Reason("cheap", CHEAP, {"above": round(100 * of.cost.exceedance(ratio)), "least": round(100 * least)})
    planned = row["months_planned"]
    if of.months and planned and planned > 0:
        pace, shortest = planned / (row["first_months"] or planned), of.months.quantile(LOW)
        if of.months.is_below(pace, LOW):
            above = round(100 * of.months.exceedance(pace))
            return Reason("fast", FAST, {"above": above, "least": round(100 * shortest)})
    high = row["cost_high"]
    if high and of.cost.is_below(high / first, MIDDLE):
        return Reason("narrow", NARROW, {"high": round(100 * high / first), "middle": round(100 * middle)})
    return None


PRACTICE = Practice(
    code="P33.class",
    family=ARRIVING,
    slug="plan-in-its-class",
    title=_("Plans that reckon with what such work came to"),
    theme=ARRIVING.theme,
    question=_("Are cost and time of a plan within what similar work really came to?"),
    tables=("initiatives", "cases", "cost_ratios"),
    uses=("departments",),
    counted=_("plans that can be held against their class"),
    unit="share",
    better="up",
    threshold_open=0.8,
    open_reason=_("One plan in five outside its class is what chance would give if plans were as good as the class."),
    threshold_close=0.85,
    close_reason=_("A little above the opening threshold, so that one more or less does not make it flicker."),
    basis=Basis.FORMS,
    declared=True,
    finding=_("Only {value} of the plans are within what such work came to; {threshold} should be."),
    finding_none=_("None of the plans is within what such work came to; {threshold} should be."),
    fact_opens=_(
        "for an initiative not in use yet: cost or time below what four in five such works came to, or a high end below their middle"
    ),
    fact_closes=_("once the plan lies within its class, or it is in use or over"),
    move=_(
        "Let somebody outside estimate it anew from what such work came to, and write down what is really different this time."
    ),
    sources=(
        "Flyvbjerg 2006, Project Management Journal 37(3)",
        "Flyvbjerg et al. 2022, J. MIS 39(3)",
        "Kahneman & Tversky 1979, TIMS Studies in Management Science 12",
        "Wilson 1927, JASA 22",
    ),
    needs={
        "initiatives": _("Import the initiatives or add them one by one."),
        "cases": _("Write a case with its costs on the page of the initiative."),
        "cost_ratios": _(
            "Record the first estimate and the closed cost of finished initiatives; a published class is used until then."
        ),
    },
    own_gap_subjects=(SubjectKind.INITIATIVE,),
    measure=measure,
)
