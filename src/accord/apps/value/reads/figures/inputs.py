"""What the figures of a version are made from: its lines in one currency, its class, and the digest that seeds the draws."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from django.utils import timezone

from accord.apps.initiatives.models import Initiative
from accord.apps.ui.rules import Viewer
from accord.apps.value.models import Case, CaseVersion, Line
from accord.apps.value.reads.decided import struck_lines
from accord.apps.value.reads.figures.classes import ClassFound, reference_class
from accord.apps.value.reads.money import Converted, Rates, converted, rates_on
from accord.apps.value.rules import CaseState
from accord.apps.value.rules.flows import Range
from accord.apps.value.rules.plans import PlanLine, Terms, Three, plan_of
from accord.science.value import LogNormal, Plan


@dataclass(frozen=True)
class Conversion:
    """A line that was in another currency, and the rate it was converted by."""

    title: str
    currency: str
    each: Range
    by: Converted


@dataclass(frozen=True)
class Inputs:
    """Lines, terms and class of a version; ``uncounted`` are lines without a rate, and then there is no plan.

    ``struck`` are the lines of a signed version that were decided not to count after a challenge.
    """

    initiative: Initiative
    case: Case
    version: CaseVersion
    lines: tuple[PlanLine, ...]
    conversions: tuple[Conversion, ...]
    uncounted: tuple[Line, ...]
    terms: Terms
    found: ClassFound
    plan: Plan | None
    digest: str
    struck: tuple[Line, ...] = ()

    @property
    def points(self) -> int:
        """Count the lines that are one number without a range."""
        return sum(line.each.is_point for line in self.lines)


# no viewer: the caller has found the version as its viewer; the class is read as that viewer
def inputs_of(
    *, version: CaseVersion, viewer: Viewer, rates: Rates | None = None, found: ClassFound | None = None
) -> Inputs:
    """Gather what the figures of a version are made from.

    Lines in another currency are converted with the rate of the day the version was offered, a draft's with the latest.
    """
    initiative = version.case.initiative
    records = list(Line.objects.filter(of=version.pk).order_by("-flow", "position", "pk"))
    keys = struck_lines([version.case_id]) if version.state == CaseState.SIGNED else set()
    if found is None:
        found = reference_class(viewer=viewer, initiative=initiative, code=version.cost_class)
    counted = [one for one in records if one.key not in keys]
    made = made_of(version=version, records=counted, rates=rates, found=found)
    return replace(made, struck=tuple(one for one in records if one.key in keys))


# no viewer: see inputs_of
def made_of(*, version: CaseVersion, records: Sequence[Line], rates: Rates | None, found: ClassFound) -> Inputs:
    """Gather the inputs from lines that are loaded already; rates are read only where a line needs one."""
    foreign = any(one.currency != version.currency for one in records)
    known = rates or (rates_on() if foreign else Rates())
    on = timezone.localdate(version.offered_at) if version.offered_at else date.max
    lines, conversions, uncounted = [], [], []
    for one in records:
        each, by = _in_currency(one, version.currency, on, known)
        if each is None:
            uncounted.append(one)
            continue
        lines.append(PlanLine(one.key, one.title, one.flow, one.rhythm, one.from_month, one.to_month, each))
        if by.rate is not None:
            conversions.append(Conversion(one.title, one.currency, Range(one.low, one.likely, one.high), by))
    terms = _terms(version)
    ratios = found.cost.ratios if found.cost else ()
    plan = plan_of(lines, terms, ratios) if lines and not uncounted else None
    return Inputs(
        initiative=version.case.initiative, case=version.case, version=version, lines=tuple(lines),
        conversions=tuple(conversions), uncounted=tuple(uncounted), terms=terms, found=found, plan=plan,
        digest=_digest(version.case.initiative_id, plan),
    )  # fmt: skip


def _in_currency(one: Line, to: str, on: date, rates: Rates) -> tuple[Range | None, Converted]:
    parts = [
        converted(amount=amount, currency=one.currency, to=to, on=on, rates=rates)
        for amount in (one.low, one.likely, one.high)
    ]
    low, likely, high = (part.amount for part in parts)
    if low is None or likely is None or high is None:
        return None, parts[1]
    return Range(low, likely, high), parts[1]


def _terms(version: CaseVersion) -> Terms:
    return Terms(
        start_month=version.start_month,
        horizon_months=max(version.horizon_months, 1),
        discount_share=version.discount_share,
        adoption=_three(version.adoption_low, version.adoption_likely, version.adoption_high),
        shift=_three(version.shift_low, version.shift_likely, version.shift_high),
    )


def _three(low: Decimal | None, likely: Decimal | None, high: Decimal | None) -> Three | None:
    """Give all three, or nothing: a part of a range is none."""
    return (low, likely, high) if low is not None and likely is not None and high is not None else None


def _digest(initiative_id: int, plan: Plan | None) -> str:
    """Digest initiative and plan: the same case gives the same draws, on every machine and on every night.

    Names do not count: a line that is only called something else is worth what it was.
    """
    if plan is None:
        return ""
    lines = [(one.flow, one.months, one.low, one.likely, one.high) for one in plan.lines]
    terms = (plan.discount_share, plan.adoption, plan.shift, plan.horizon)
    told = f"{initiative_id}\n{lines!r}\n{terms!r}\n{_ratios_digest(plan.ratios)}"
    return hashlib.blake2b(told.encode(), digest_size=16).hexdigest()


@lru_cache(maxsize=64)
def _ratios_digest(ratios: tuple[float, ...] | LogNormal) -> str:
    """Digest the ratios of a class once for all cases that are held against it."""
    return hashlib.blake2b(repr(ratios).encode(), digest_size=16).hexdigest()
