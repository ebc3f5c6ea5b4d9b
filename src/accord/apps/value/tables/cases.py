"""Cases as rows of a snapshot: the version that is signed, else the latest one, as they stood on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from accord.apps.initiatives.models import GoalLink, Money, Statement
from accord.apps.initiatives.rules import Flow, Kind
from accord.apps.value.models import CaseVersion, Line, Signature
from accord.apps.value.reads.figures.values import npvs_of
from accord.apps.value.rules import CaseState, Cost, Item, Side
from accord.apps.value.rules.cases import Filled, items_there
from accord.apps.value.rules.flows import last_month, months_between, months_of
from accord.apps.value.tables.days import after, by, number, there
from accord.science.value import ValueDistribution

TEXT, DAY, NUMBER = pl.String(), pl.Date(), pl.Float64()
SCHEMA: dict[str, pl.DataType] = {
    "initiative": TEXT, "number": NUMBER, "state": TEXT, "begun_on": DAY, "offered_on": DAY,
    "business_signed_on": DAY, "it_signed_on": DAY, "finance_signed_on": DAY,
    **{f"item_{item.value}": TEXT for item in Item},
    "measure": TEXT, "baseline": NUMBER, "target": NUMBER, "baseline_source": TEXT, "lines": NUMBER,
    "point_lines": NUMBER, "currency": TEXT, "benefit_likely": NUMBER, "cost_likely": NUMBER, "cost_high": NUMBER,
    "first_estimate": NUMBER, "months_planned": NUMBER, "first_months": NUMBER, "cost_class": TEXT, "npv_p10": NUMBER,
    "npv_p50": NUMBER, "npv_p90": NUMBER, "loss_share": NUMBER, "cvar10": NUMBER, "risk_share": NUMBER,
    "review_months": NUMBER,
}  # fmt: skip
Lines = Mapping[int, Sequence[Line]]


def cases_table(*, as_of: date) -> pl.DataFrame:
    """Give one row per case that was begun by ``as_of``, in a fixed number of queries.

    What is still being written is shown as it is now. The spread of the value is known where the lines have amounts in
    currencies with a rate.
    """
    stated = _planned(as_of) | _stated(as_of)
    versions = list(
        CaseVersion.objects.filter(created_at__lt=after(as_of), case__initiative__created_at__lt=after(as_of))
        .select_related("case__initiative")
        .order_by("case", "number")
    )
    chosen, first = _chosen(versions, as_of), _first_signed(versions, as_of)
    lines = _lines([one.pk for one in (*chosen.values(), *first.values())])
    signed = _signatures([one.pk for one in chosen.values()], as_of)
    goals = set(GoalLink.objects.filter(there(as_of)).order_by().values_list("initiative_id", flat=True))
    values = npvs_of(versions=[one for one in chosen.values() if lines.get(one.pk)], viewer=None)
    rows = []
    for case, version in chosen.items():
        earlier = first.get(case)
        known = _Known(
            state=_state(version, as_of),
            signed=signed.get(version.pk, {}),
            has_goal=version.case.initiative_id in goals,
            money=_Money.of(version, lines.get(version.pk, ())),
            first=_Money.of(earlier, lines.get(earlier.pk, ())) if earlier and earlier.pk != version.pk else None,
            stated=stated.get((version.case.initiative_id, version.currency)),
            value=values.get(version.pk),
        )
        rows.append(_row(version, lines.get(version.pk, ()), known, as_of))
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


@dataclass(frozen=True)
class _Money:
    """What a version adds up to in its own currency; None where a line is in another. ``months`` until the first benefit."""

    benefit: Decimal | None
    cost: Decimal | None
    cost_high: Decimal | None
    months: int | None

    @classmethod
    def of(cls, version: CaseVersion, lines: Iterable[Line]) -> _Money:
        last = last_month(version.start_month, version.horizon_months)
        sums: dict[str, list[Decimal]] = {Flow.COST: [Decimal(0), Decimal(0)], Flow.BENEFIT: [Decimal(0), Decimal(0)]}
        foreign: set[str] = set()
        begins: list[date] = []
        for line in lines:
            if line.currency != version.currency:
                foreign.add(line.flow)
            count = len(months_of(line.rhythm, line.from_month, line.to_month, last=last))
            sums[line.flow][0] += line.likely * count
            sums[line.flow][1] += line.high * count
            begins += [line.from_month] if line.flow == Flow.BENEFIT else []
        benefit, costs = (None if flow in foreign else sums[flow] for flow in (Flow.BENEFIT, Flow.COST))
        return cls(
            benefit[0] if benefit else None,
            costs[0] if costs else None,
            costs[1] if costs else None,
            months_between(version.start_month, min(begins)) if begins else None,
        )


@dataclass(frozen=True)
class _Known:
    """What is known of a version beside itself."""

    state: str
    signed: Mapping[str, date]
    has_goal: bool
    money: _Money
    first: _Money | None
    stated: Decimal | None
    value: ValueDistribution | None


def _row(version: CaseVersion, lines: Sequence[Line], known: _Known, as_of: date) -> tuple[Any, ...]:
    case, money, value = version.case, known.money, known.value
    first = (known.first.cost if known.first else None) or known.stated
    return (
        str(case.initiative_id), float(version.number), known.state, by(case.created_at, as_of),
        by(version.offered_at, as_of), *(known.signed.get(side) for side in (Side.BUSINESS, Side.IT, Side.FINANCE)),
        *_items(version, lines, has_goal=known.has_goal),
        None if version.measure_id is None else str(version.measure_id), version.baseline_value, version.target_value,
        version.baseline_source or None, float(len(lines)), float(sum(one.low == one.high for one in lines)),
        version.currency, number(money.benefit), number(money.cost), number(money.cost_high), number(first),
        number(money.months), number(known.first.months if known.first else None), version.cost_class or None,
        *((value.p10, value.p50, value.p90, value.loss_share, value.cvar10) if value else (None,) * 5),
        number(case.risk_share), float(case.review_months),
    )  # fmt: skip


def _items(version: CaseVersion, lines: Sequence[Line], *, has_goal: bool) -> list[str]:
    """Say of each of the eight items whether it is there, does not apply for a reason, or is missing."""
    filled = Filled(
        has_goal=has_goal or version.measure_id is not None,
        baseline_value=version.baseline_value,
        baseline_date=version.baseline_date,
        baseline_source=version.baseline_source,
        has_measure=version.measure_id is not None,
        target_value=version.target_value,
        target_date=version.target_date,
        has_owner=version.benefit_owner_id is not None,
        counterfactual=version.counterfactual,
        exit_rule=version.exit_rule,
        lines=len(lines),
        ranged_lines=sum(one.low < one.high for one in lines),
        run_lines=sum(one.kind == Cost.RUN for one in lines),
    )
    skipped = version.skipped
    return [
        "yes" if there_ else "not_applicable" if skipped.get(item) else "no"
        for item, there_ in items_there(filled).items()
    ]


def _state(version: CaseVersion, as_of: date) -> str:
    """Say where a version stood on a day."""
    if by(version.replaced_at, as_of):
        return CaseState.REPLACED
    if by(version.signed_at, as_of):
        return CaseState.SIGNED
    return CaseState.OFFERED if by(version.offered_at, as_of) else CaseState.DRAFT


def _chosen(versions: Iterable[CaseVersion], as_of: date) -> dict[int, CaseVersion]:
    """Map each case to its signed version, else its latest one."""
    found: dict[int, CaseVersion] = {}
    for one in versions:
        had = found.get(one.case_id)
        if had is None or _state(had, as_of) != CaseState.SIGNED:
            found[one.case_id] = one
    return found


def _first_signed(versions: Iterable[CaseVersion], as_of: date) -> dict[int, CaseVersion]:
    found: dict[int, CaseVersion] = {}
    for one in versions:
        if by(one.signed_at, as_of):
            found.setdefault(one.case_id, one)
    return found


def _lines(version_ids: Sequence[int]) -> dict[int, list[Line]]:
    found: dict[int, list[Line]] = {}
    for line in Line.objects.filter(of__in=set(version_ids)).order_by("of", "position", "pk"):
        found.setdefault(line.of_id, []).append(line)
    return found


def _signatures(version_ids: Sequence[int], as_of: date) -> dict[int, dict[str, date]]:
    """Map versions to the day each side signed and had not taken it back by then: one query."""
    rows = Signature.objects.filter(there(as_of, "withdrawn_at"), of__in=version_ids).order_by("signed_at", "pk")
    found: dict[int, dict[str, date]] = {}
    for of, side, moment in rows.values_list("of", "side", "signed_at"):
        if day := by(moment, as_of):
            found.setdefault(of, {})[side] = day
    return found


def _planned(as_of: date) -> dict[tuple[int, str], Decimal]:
    """Map initiative and currency to the cost that was planned by month: one query."""
    rows = Money.objects.filter(there(as_of), kind=Kind.PLANNED, flow=Flow.COST, initiative__case__isnull=False)
    found: dict[tuple[int, str], Decimal] = {}
    for initiative, currency, amount in rows.order_by("pk").values_list("initiative_id", "currency", "amount"):
        found[initiative, currency] = found.get((initiative, currency), Decimal(0)) + amount
    return {key: amount for key, amount in found.items() if amount > 0}


def _stated(as_of: date) -> dict[tuple[int, str], Decimal]:
    """Map initiative and currency to the cost that was stated first: one query."""
    rows = Statement.objects.filter(cost_amount__gt=0, as_of__lte=as_of, recorded_at__lt=after(as_of)).order_by(
        "as_of", "pk"
    )
    found: dict[tuple[int, str], Decimal] = {}
    for initiative, currency, amount in rows.values_list("initiative_id", "cost_currency", "cost_amount"):
        if amount is not None:
            found.setdefault((initiative, currency), amount)
    return found
