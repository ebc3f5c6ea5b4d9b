"""Values of versions for other readers: one distribution, many at once, and how a plan looks in its class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from django.utils.translation import gettext as _

from accord.apps.initiatives.models import Money, Statement
from accord.apps.initiatives.rules import Kind
from accord.apps.ui.rules import Viewer
from accord.apps.value.models import CaseVersion, Line
from accord.apps.value.reads.decided import struck_lines
from accord.apps.value.reads.figures.classes import ClassFound, of_own, of_public
from accord.apps.value.reads.figures.inputs import Inputs, inputs_of, made_of
from accord.apps.value.reads.figures.own_history import own_cases
from accord.apps.value.reads.money import rates_on
from accord.apps.value.rules import CaseState
from accord.apps.value.rules.classes import OWN, PUBLIC, public_class
from accord.apps.value.rules.flows import last_month, months_of
from accord.science.value import COST, Plan, ReferenceClass, ValueDistribution, distributions

LOW, MIDDLE, SAFE = 0.2, 0.5, 0.8
MOST_REMEMBERED = 20_000  # values, each a dozen numbers
_REMEMBERED: dict[str, ValueDistribution] = {}


def npv_of(*, version: CaseVersion, viewer: Viewer) -> ValueDistribution | None:
    """Give the distribution of a version's net present value; None without lines, or where a rate is missing."""
    inputs = inputs_of(version=version, viewer=viewer)
    return values_of(inputs=[inputs])[0]


# no viewer: the caller has gathered the inputs as its viewer
def values_of(*, inputs: Sequence[Inputs]) -> list[ValueDistribution | None]:
    """Work out the value of many inputs, in their order; None where there is no plan.

    What was worked out before is remembered by the digest of its inputs: of these alone the value is made, so it is the
    same number on every page, on every machine and however many are asked for together.
    """
    known = {one.digest: value for one in inputs if (value := _REMEMBERED.get(one.digest)) is not None}
    plans = {one.digest: one.plan for one in inputs if one.plan is not None and one.digest not in known}
    fresh = dict(zip(plans, distributions(list(plans.values()), list(plans)), strict=True))
    if len(_REMEMBERED) + len(fresh) > MOST_REMEMBERED:
        _REMEMBERED.clear()
    _REMEMBERED.update(islice(fresh.items(), MOST_REMEMBERED))
    return [known.get(one.digest) or fresh.get(one.digest) for one in inputs]


def npvs_of(*, versions: Sequence[CaseVersion], viewer: Viewer | None) -> Mapping[int, ValueDistribution]:
    """Give the distributions of many versions by their ids, in a fixed number of queries.

    The versions come with ``case__initiative``. What has no value (no lines, a rate missing) is left out.
    ``viewer`` None is Accord itself. Each has the very numbers of its own page.
    """
    lines: dict[int, list[Line]] = {}
    for line in Line.objects.filter(of__in=[one.pk for one in versions]).order_by("-flow", "position", "pk"):
        lines.setdefault(line.of_id, []).append(line)
    signed = {one.pk: one.case_id for one in versions if one.state == CaseState.SIGNED}
    if struck := struck_lines(signed.values()):  # decided not to count after a challenge
        lines = {pk: [one for one in some if pk not in signed or one.key not in struck] for pk, some in lines.items()}
    rates, classes = rates_on(), _Classes(viewer)
    made = {
        one.pk: made_of(
            version=one,
            records=lines.get(one.pk, []),
            rates=rates,
            found=classes.found(one.case.initiative_id, one.cost_class),
        )
        for one in versions
    }
    values = values_of(inputs=list(made.values()))
    return {pk: value for pk, value in zip(made, values, strict=True) if value is not None}


class _Classes:
    """The class of each initiative, with the history of the house read once; no initiative is held against itself."""

    def __init__(self, viewer: Viewer | None) -> None:
        self.cases = own_cases(viewer=viewer)
        self.known = {one.initiative_id for one in self.cases}
        self.own = of_own(self.cases)
        self.public = of_public(public_class())

    def found(self, initiative_id: int, code: str) -> ClassFound:
        if code == PUBLIC:
            return self.public
        own = self.own
        if initiative_id in self.known:
            own = of_own([one for one in self.cases if one.initiative_id != initiative_id])
        return own if own.cost is not None or code == OWN else self.public


@dataclass(frozen=True)
class ClassCheck:
    """How a plan's likely cost, and what it calls high, look in the class: a sentence, and the numbers behind it.

    ``percentile`` is how many of a hundred such pieces of work came in at or below the plan's likely cost,
    ``uplift`` what must be added to hold eight times in ten (0.43 is 43 %). Both None without a class.
    """

    sentence: str
    source: str
    is_outside: bool
    is_thin: bool
    n: int
    percentile: float | None = None
    uplift: float | None = None
    exceedance: float | None = None


def class_check(*, version: CaseVersion, viewer: Viewer) -> ClassCheck:
    """Hold a plan against its class while it is being written (M12).

    A plan's likely cost is its own estimate, so it stands at ratio 1 unless the initiative stated an earlier one. The plan
    is outside its class where fewer than one in five came in that low, or where what it calls its high lies below what
    half of the class came to. What lies on one of these edges is within.
    """
    return check_of(inputs=inputs_of(version=version, viewer=viewer), first_estimate=first_estimate(version=version))


# no viewer: the caller has found the version as its viewer
def first_estimate(*, version: CaseVersion) -> float | None:
    """Give the cost of the first signed version, if that is another one, else what was stated first, else planned by month.

    None where none of these is there in the currency of the version (at most four queries).
    """
    earlier = CaseVersion.objects.filter(case=version.case_id).exclude(signed_at=None).exclude(pk=version.pk)
    first = earlier.order_by("signed_at", "number").first()
    if first is not None and (cost := _likely_cost(first, version.currency)):
        return cost
    stated = Statement.objects.filter(
        initiative=version.case.initiative_id, cost_amount__gt=0, cost_currency=version.currency
    )
    amount = stated.order_by("as_of", "pk").values_list("cost_amount", flat=True).first()
    if amount is None:
        months = Money.objects.filter(
            initiative=version.case.initiative_id,
            kind=Kind.PLANNED,
            flow=COST,
            currency=version.currency,
            removed_at=None,
        )
        amount = sum(months.values_list("amount", flat=True), Decimal(0)) or None
    return None if amount is None else float(amount)


def _likely_cost(version: CaseVersion, currency: str) -> float | None:
    """Add up the likely costs of a version; None where one is in another currency."""
    lines = list(Line.objects.filter(of=version.pk, flow=COST))
    if any(line.currency != currency for line in lines):
        return None
    last = last_month(version.start_month, version.horizon_months)
    counts = (len(months_of(line.rhythm, line.from_month, line.to_month, last=last)) for line in lines)
    return float(sum(line.likely * times for line, times in zip(lines, counts, strict=True)))


# no viewer: the caller has gathered the inputs as its viewer
def check_of(*, inputs: Inputs, first_estimate: float | None = None) -> ClassCheck:
    """Hold gathered inputs against their class; ``first_estimate`` is what the cost was first said to be, if it was."""
    found, costs = inputs.found, inputs.found.cost
    likely, high = _costs(inputs.plan)
    if costs is None or not likely:
        none = _("It has no cost yet to hold against other work.")
        if inputs.uncounted:
            none = _("A rate between its currencies is missing: until finance enters it, nothing can be compared.")
        said = found.sentence if costs is None else none
        return ClassCheck(said, found.source, False, True, found.n)
    base = first_estimate or likely
    ratio, top = likely / base, high / base
    return ClassCheck(
        sentence=_said(costs, ratio, top),
        source=found.source,
        is_outside=costs.is_below(ratio, LOW) or costs.is_below(top, MIDDLE),
        is_thin=costs.is_thin,
        n=costs.n,
        percentile=costs.percentile(ratio),
        uplift=costs.uplift(SAFE),
        exceedance=costs.exceedance(top),
    )


def _costs(plan: Plan | None) -> tuple[float, float]:
    """Give what all costs come to at their likely amounts and at their high ones."""
    lines = plan.of(COST) if plan else ()
    return sum(line.likely * len(line.months) for line in lines), sum(line.high * len(line.months) for line in lines)


def _said(costs: ReferenceClass, ratio: float, top: float) -> str:
    """Say where a plan lies in its class; ``ratio`` its likely cost, ``top`` its high one, by the first estimate."""
    ratio = 1.0 if round(100 * ratio) == 100 else ratio  # what is said to be the first estimate is held as that
    words = {
        "n": costs.n, "above": round(100 * costs.exceedance(ratio)), "ratio": round(100 * ratio), "top": round(100 * top),
        "middle": round(100 * costs.quantile(MIDDLE)),
    }  # fmt: skip
    if costs.is_below(top, MIDDLE):
        return (
            _(
                "Half of %(n)s comparable pieces of work came to %(middle)s %% of their first estimate or more; here even "
                "the high cost is only %(top)s %% of it."
            )
            % words
        )
    if words["ratio"] == 100:
        said = _("Of %(n)s comparable pieces of work %(above)s %% cost more than their first estimate.") % words
    else:
        said = (
            _(
                "The likely cost is %(ratio)s %% of the first estimate; of %(n)s comparable pieces of work %(above)s %% "
                "came to more than that."
            )
            % words
        )
    if costs.is_on(top, MIDDLE):
        edge = _("The high cost here is just what half of them came to: it leaves no room for the other half.")
        return f"{said} {edge}"
    return said
