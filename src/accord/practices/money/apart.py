"""How far apart the sides are on one question: a fact about each initiative, a median for groups of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from accord.practices import reasons
from accord.practices.judging import Finding, fact, insufficient, judged, unasked
from accord.practices.members import FAILS, PASSES, UNKNOWN, Branch, InitiativeEvidence, Members, Told
from accord.practices.money.rounds import FRESH_DAYS
from accord.practices.money.sides import (
    COMPARED,
    CURRENCIES,
    DECIDED,
    IS_OVER,
    MOOT,
    NEITHER,
    NEVER_BOTH,
    NEVER_BUSINESS,
    NEVER_IT,
    NO_BUSINESS,
    NO_IT,
    SPREAD,
    STALE,
    Compared,
    Distances,
    compared,
)
from accord.practices.practice import Practice, Scope
from accord.practices.reading import Reading, Reason, Status, SubjectKind, Value, Verdict
from accord.practices.units import UNITS
from accord.practices.words import gettext_noop as _
from accord.science import median_interval
from accord.science.inputs import Ints
from accord.tables import Snapshot
from accord.tables.schemas import FORECASTING_SIDES

METHOD = "median of the differences"
METHOD_ONE = "difference of the sides' medians"
NOTABLE_NEVER = 0.1
LEAST = 0.005  # of the lower view: below half a percent amounts are called about the same
SAME, BUSINESS, BUSINESS_SPECIAL, IT, IT_SPECIAL = range(5)
INPUTS = ("stage", "asked_on", "decided_on", "trace")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sayings:
    """What a measure says of one initiative: who expects the lower date or the higher amount, and what is missing.

    `business` and `it` name {size}: the months or the amount between the medians;
    the special ones are said for a single month, or where the other side expects nothing. `who` names {business} and
    {it}: in how many initiatives that are out of step each side is the one ahead.
    """

    question: str
    same: str
    business: str
    business_special: str
    it: str
    it_special: str
    neither: str
    no_business: str
    no_it: str
    who: str

    @property
    def is_money(self) -> bool:
        """Tell whether amounts are compared, not months."""
        return self.question != "payoff"

    def reasons(self) -> Mapping[int, Reason]:
        """Return what is said in each state but COMPARED."""
        return {
            **STATES,
            NEITHER: Reason("neither", self.neither),
            NO_BUSINESS: Reason("no_business", self.no_business),
            NO_IT: Reason("no_it", self.no_it),
        }

    def comparisons(self) -> tuple[Reason, ...]:
        """Return what is said where both sides are compared, in the order of SAME … IT_SPECIAL."""
        named = ("same", "business", "business_special", "it", "it_special")
        return tuple(Reason(name, getattr(self, name)) for name in named)


STATES = {
    IS_OVER: Reason("over", _("It is over: it was retired or cancelled.")),
    DECIDED: Reason("decided", _("Time has answered this: what happened was recorded on {day}.")),
    STALE: Reason("stale", _("Last asked on {day}, more than {fresh} days ago: ask again.")),
    CURRENCIES: Reason("currencies", _("The sides answered in different currencies.")),
    NEVER_BUSINESS: Reason("never", _("Business expects that it never pays off; IT expects that it does.")),
    NEVER_IT: Reason("never", _("IT expects that it never pays off; the business expects that it does.")),
    NEVER_BOTH: Reason("never_both", _("Both sides expect that it never pays off.")),
}
NEVER_SHARES = _("The chance that it never pays off: {business} % as the business sees it, {it} % as IT does.")
OF_THE_MIDDLE = _("The difference is {ratio} % of the middle of both views; more than {limit} % is out of step.")
BEYOND = _("Out of step: {count} of {n}.")


def gap_readings(practice: Practice, snapshot: Snapshot, scope: Scope, sayings: Sayings) -> Iterator[Reading]:
    """Yield the median distance for departments and the organisation, and how far apart the sides are on each initiative."""
    why = unasked(practice, snapshot, ("initiatives", "forecasts"))
    if why:
        yield from insufficient(practice, snapshot, scope, why, method=METHOD)
        return
    both = compared(snapshot, sayings.question)
    members = Members.of(snapshot, both.frame.filter(~pl.col("state").is_in(MOOT)), INPUTS)
    told = _told(practice, members, sayings)
    for branch in members.wanted(scope):
        yield _group(practice, snapshot, scope, members, branch, told, sayings)
    yield from _ones(practice, snapshot, scope, both, sayings)


def _told(practice: Practice, members: Members, sayings: Sayings) -> Told:
    """Return a state and a sentence for each initiative, with the numbers of the sentence."""
    state, apart = members.column("state"), members.column("apart")
    size, said = _sizes(members, sayings)
    beyond = apart > practice.threshold_open
    states = np.where(state == COMPARED, np.where(beyond, FAILS, PASSES), UNKNOWN)
    states = np.where(np.isin(state, (NEVER_BUSINESS, NEVER_IT)), FAILS, np.where(state == NEVER_BOTH, PASSES, states))
    others, comparisons = sayings.reasons(), sayings.comparisons()
    notes: list[Reason | None] = [
        comparisons[which] if stands == COMPARED else others[stands]
        for stands, which in zip(state.tolist(), said.tolist(), strict=True)
    ]
    day = pl.when(pl.col("state") == DECIDED).then("decided_on").otherwise("asked_on").dt.to_string("iso")
    days = members.frame.select(day).to_series().to_list()
    return Told(states, notes, {"size": size, "day": days, "fresh": [FRESH_DAYS] * len(days)})


def _sizes(members: Members, sayings: Sayings) -> tuple[list[Value], Ints]:
    """Return how much lies between the medians as people say it, and which sentence says it."""
    signed = np.nan_to_num(members.column("signed"))
    ahead = (signed < 0) if sayings.is_money else (signed > 0)  # the business expects more, or the earlier day
    if sayings.is_money:
        lower = np.minimum(members.column("business_p50"), members.column("it_p50"))
        with np.errstate(divide="ignore", invalid="ignore"):
            none = np.nan_to_num(np.abs(signed) / lower, posinf=1) < LEAST
        special = (np.abs(signed) > 0) & (lower == 0)
        currencies = members.frame["currency"].to_list()
        sizes: list[Value] = [_amount(one, of) for one, of in zip(np.abs(signed).tolist(), currencies, strict=True)]
    else:
        size = np.array([UNITS["months"].rounded(months) for months in np.abs(signed).tolist()])
        special, none = size == 1, size == 0
        sizes = [int(one) if one == int(one) else one for one in size.tolist()]
    said = np.where(ahead, BUSINESS, IT) + special
    return sizes, np.where(none & ~special, SAME, said)


def _amount(amount: float, currency: str | None) -> str:
    """Say an amount with three digits that count: 152,000 EUR."""
    rounded = float(f"{amount:.3g}")
    return f"{rounded:,.0f} {currency or ''}".rstrip() if rounded >= 1 else f"{rounded:g} {currency or ''}".rstrip()


def _group(
    practice: Practice, snapshot: Snapshot, scope: Scope, members: Members, branch: Branch, told: Told, sayings: Sayings
) -> Reading:
    state = members.column("state")[branch.rows]
    counted = state == COMPARED
    apart, signed = members.column("apart")[branch.rows][counted], members.column("signed")[branch.rows][counted]
    n, missing = len(apart), int((~counted).sum())
    ends: dict[str, Any] = {}
    if n >= practice.min_rows:
        middle = median_interval(apart, level=scope.level)
        ends = {"value": middle.value, "interval": (middle.low, middle.high)}
    beyond = apart > practice.threshold_open
    ahead = (signed < 0) if sayings.is_money else (signed > 0)
    figures: dict[str, Value] = {
        "compared": n,
        "out_of_step": int(beyond.sum()),
        "business_ahead": int((beyond & ahead).sum()),
        "it_ahead": int((beyond & ~ahead).sum()),
        "both_never": int((state == NEVER_BOTH).sum()),
        "one_never": int(np.isin(state, (NEVER_BUSINESS, NEVER_IT)).sum()),
    }
    return judged(
        practice,
        snapshot,
        scope,
        Finding(
            kind=branch.kind,
            id=branch.id,
            whole=branch.whole,
            n=n,
            n_missing=missing,
            digest=members.digest(branch.rows),
            method=METHOD,
            reasons=_group_reasons(figures, sayings, missing),
            evidence=InitiativeEvidence(members, told, branch.rows),
            figures=figures,
            **ends,
        ),
    )


def _group_reasons(figures: Mapping[str, Value], sayings: Sayings, missing: int) -> tuple[Reason, ...]:
    said: list[Reason] = []
    if figures["out_of_step"]:
        values = {"count": figures["out_of_step"], "n": figures["compared"]}
        ahead = {"business": figures["business_ahead"], "it": figures["it_ahead"]}
        said += [Reason("beyond", BEYOND, values), Reason("who", sayings.who, ahead)]
    if missing:
        said.append(reasons.left_out(missing, NOT_COMPARED))
    return tuple(said)


def _ones(practice: Practice, snapshot: Snapshot, scope: Scope, both: Compared, sayings: Sayings) -> Iterator[Reading]:
    members = Members.of(snapshot, both.frame, INPUTS)
    told = _told(practice, members, sayings)
    for row, facts in enumerate(members.frame.select(*FACTS).iter_rows(named=True)):
        if not scope.wants(SubjectKind.INITIATIVE, facts["id"]):
            continue
        status, verdict = _judged(practice, facts["state"], facts["apart"])
        first = told.note(row)
        found = Finding(
            kind=SubjectKind.INITIATIVE,
            id=facts["id"],
            n=facts["forecasts"],
            n_missing=int(status is Status.INSUFFICIENT),
            digest=members.line_digest(row),
            method=METHOD_ONE,
            value=facts["apart"],
            guard=(facts["apart"], facts["apart"]),
            reasons=(*((first,) if first else ()), *_more(practice, facts, sayings, status)),
            figures=Figures(facts, both.distances) if status is Status.OK else {},
        )
        opens = verdict is Verdict.BAD
        closes = status is Status.NOT_APPLICABLE or verdict is Verdict.GOOD
        yield fact(practice, snapshot, scope, found, status=status, verdict=verdict, opens=opens, closes=closes)


def _judged(practice: Practice, state: int, apart: float | None) -> tuple[Status, Verdict]:
    if state in MOOT:
        return Status.NOT_APPLICABLE, Verdict.NONE
    if state in (NEVER_BUSINESS, NEVER_IT):
        return Status.OK, Verdict.BAD
    if state == NEVER_BOTH:
        return Status.OK, Verdict.GOOD
    if state != COMPARED or apart is None:
        return Status.INSUFFICIENT, Verdict.NONE
    if apart > practice.threshold_open:
        return Status.OK, Verdict.BAD
    return Status.OK, Verdict.GOOD if apart <= practice.threshold_close else Verdict.UNCLEAR


def _more(practice: Practice, facts: Mapping[str, Any], sayings: Sayings, status: Status) -> Iterator[Reason]:
    """Yield what is said besides: how to supply what is missing, the measured share of money, the chance of never."""
    if status is Status.INSUFFICIENT:
        yield reasons.how(practice, "forecasts")
    if facts["state"] != COMPARED:
        return
    if sayings.is_money and facts["apart"]:
        values: dict[str, Value] = {"ratio": round(100 * facts["apart"]), "limit": round(100 * practice.threshold_open)}
        yield Reason("of_the_middle", OF_THE_MIDDLE, values)
    business, it = facts["business_never"], facts["it_never"]
    if not sayings.is_money and business is not None and it is not None and max(business, it) >= NOTABLE_NEVER:
        yield Reason("never_shares", NEVER_SHARES, {"business": round(100 * business), "it": round(100 * it)})


class Figures(Mapping[str, Value]):
    """Both sides' views of an initiative in numbers, and what lies between their distributions once that is asked for."""

    __slots__ = ("_distances", "_facts")

    def __init__(self, facts: Mapping[str, Any], distances: Distances) -> None:
        """Take what is known, and what works out the rest."""
        self._facts, self._distances = facts, distances

    def __getitem__(self, name: str) -> Value:
        """Return a figure by its name; None where it cannot be told."""
        if name in DISTANCES:
            return self._distances.of(self._facts["row"]).get(name)
        found: Value = self._facts[name]
        return found

    def __iter__(self) -> Iterator[str]:
        """Yield the names."""
        return iter((*FIGURES, *DISTANCES))

    def __len__(self) -> int:
        """Count the figures."""
        return len(FIGURES) + len(DISTANCES)


FIGURES = (
    *(f"{side}_{name}" for side in FORECASTING_SIDES for name in (*SPREAD, "n", "never")), "signed", "currency",
)  # fmt: skip
DISTANCES = ("trimmed", "w1", "overlap", "business_lower")
FACTS = ("id", "row", "state", "apart", "forecasts", *FIGURES)
NOT_COMPARED = _("no fresh view of both sides")
