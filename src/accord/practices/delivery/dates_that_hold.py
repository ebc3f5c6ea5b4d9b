"""P31.forecast — Dates that hold.

Question: At the pace so far, will what is planned be done by the day that was named?

Why it matters: A date is believed until it passes. Both sides could have known months before: the pace is on record, and
so is what is left. Told in time, the two can do less, begin later with what hangs on it, or name another day.

Good example: Six steps are left until June. At the pace of the last half year they are done by mid-May as often as not and
by June in nine cases of ten: the date is kept, and people plan with it.

Bad example: Nine steps are left, two months remain, and a step has taken three weeks so far. The slides still say June.

How it is computed: For an initiative under way, the milestones reached in each past week since work was agreed, weeks of
nothing included; where more than half of the weeks are empty, two or four weeks are taken together. The last twenty such
periods are drawn from again and again, 10,000 times, until what is left is done (Monte Carlo on throughput; neighbouring
periods are drawn together where they resemble each other). What is left are the milestones with a day that are not done;
it grows as earlier plans of the same initiative did: what was added to each of them before the day on which it then ended.
The figure is the chance that all is done by the day of the last one; within a period it is taken to rise evenly. Its 95 %
range tells how far it is open because the past is short (Bayesian bootstrap). Dates are given that hold in 50, 85 and 95
of 100 cases. With fewer than eight periods, or more than half of them empty, nothing is told. A gap opens when the whole
range lies below one half and the day is at least one period away, or passed at least one ago: closer to it the pace tells
nothing. For departments and the organisation the figure is the share of initiatives whose date is more
likely than not to hold, and the chance that all of them do: the product of their chances, and at most the smallest.

What it cannot tell: Whether the weeks to come are like those that were: another team, another size of milestones, a
holiday. Milestones without a day are left out and named. What has not been thought of is known only as far as earlier
plans grew. A day that was moved counts as it stands now.

Source: Magennis, Forecasting and Simulating Software Development Projects, 2011; Vacanti, When Will It Be Done, 2020;
Künsch, Annals of Statistics 17, 1989 (blocks); Rubin, Annals of Statistics 9, 1981 (Bayesian bootstrap); Fréchet,
Fundamenta Mathematicae 25, 1935 (joint chances); Wilson, JASA 22, 1927. An even chance as the limit is a choice of this
house.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from accord.practices import reasons
from accord.practices.delivery.forecasting import Forecast, State, forecast
from accord.practices.delivery.plans import plans, with_milestones
from accord.practices.delivery.steps import STEPS
from accord.practices.judging import Finding, fact, insufficient, judged, unasked
from accord.practices.members import FAILS, PASSES, UNKNOWN, Branch, InitiativeEvidence, Members, Told
from accord.practices.practice import Practice, Scope
from accord.practices.reading import Basis, Reading, Reason, Status, SubjectKind, Value, Verdict
from accord.practices.shares import WILSON, share_ends
from accord.practices.words import gettext_noop as _
from accord.science import all_on_time
from accord.tables import Snapshot
from accord.tables.schemas import UNDER_WAY

THROUGHPUT = "monte carlo on throughput"
OVER = Reason("over", _("It is no longer under way: it is in use or has ended."))
LEFT_OUT = _("no date that can be forecast")
TOGETHER = _("That all {n} are done by their days: {chance} %, and {most} % at most if they hang together.")
LIKELY_FROM = 0.5


def measure(snapshot: Snapshot, scope: Scope) -> Iterator[Reading]:
    """Yield the chance that each initiative's last day holds, and for groups the share of those that rather will."""
    why = unasked(PRACTICE, snapshot, ("initiatives", "milestones"))
    if why:
        yield from insufficient(PRACTICE, snapshot, scope, why, method=WILSON)
        return
    known = plans(snapshot)
    rows = snapshot.initiatives.filter(pl.col("id").is_in(list(known)))
    traces = pl.Series([known[name].trace for name in rows["id"].to_list()], dtype=pl.String)
    going = Members.of(snapshot, rows.with_columns(trace=traces), ("stage", "trace"))
    found = [forecast(snapshot, scope, name, known[name]) for name in going.frame["id"].to_list()]
    told = _told(found)
    for branch in going.wanted(scope):
        yield _group(snapshot, scope, _Forecasts(going, found, told), branch)
    for row, name in enumerate(going.frame["id"].to_list()):
        if scope.wants(SubjectKind.INITIATIVE, name):
            yield _one(snapshot, scope, name, going.line_digest(row), found[row])
    for name in (
        with_milestones(snapshot).filter(~pl.col("stage").is_in([*UNDER_WAY, "unknown", "idea"]))["id"].to_list()
    ):
        if scope.wants(SubjectKind.INITIATIVE, name):
            yield _over(snapshot, scope, name)


@dataclass(frozen=True, eq=False)
class _Forecasts:
    """The initiatives under way with what is forecast of each."""

    members: Members
    found: list[Forecast]
    told: Told


def _told(found: list[Forecast]) -> Told:
    chances = np.array([-1.0 if one.chance is None or one.is_near else one.chance for one in found])
    states = np.where(chances < 0, UNKNOWN, np.where(chances < LIKELY_FROM, FAILS, PASSES))
    said = [one.reasons[0] for one in found]
    names = {name for one in said for name in one.values}
    return Told(states, said, {name: [one.values.get(name) for one in said] for name in names})


def _group(snapshot: Snapshot, scope: Scope, all_: _Forecasts, branch: Branch) -> Reading:
    chances = [one.chance for one in all_.found[branch.rows] if one.chance is not None and not one.is_near]
    n, missing = len(chances), branch.end - branch.start - len(chances)
    likely = sum(chance >= LIKELY_FROM for chance in chances)
    figures: dict[str, Value] = {"likely": likely, "forecast": n}
    said: list[Reason] = []
    if n >= PRACTICE.min_rows:
        together = all_on_time(chances)
        figures |= {"all_on_time": together.value, "all_at_most": together.high}
        values: dict[str, Value] = {
            "n": n, "chance": round(100 * together.value), "most": round(100 * together.high),
        }  # fmt: skip
        said.append(Reason("together", TOGETHER, values))
    if missing:
        said.append(reasons.left_out(missing, LEFT_OUT))
    return judged(
        PRACTICE,
        snapshot,
        scope,
        Finding(
            kind=branch.kind,
            id=branch.id,
            whole=branch.whole,
            n=n,
            n_missing=missing,
            digest=all_.members.digest(branch.rows),
            method=WILSON,
            reasons=tuple(said),
            evidence=InitiativeEvidence(all_.members, all_.told, branch.rows),
            figures=figures,
            **share_ends(PRACTICE, scope, likely, n),
        ),
    )


def _one(snapshot: Snapshot, scope: Scope, name: str, digest: str, one: Forecast) -> Reading:
    ended = Status.NOT_APPLICABLE if one.state is State.DONE else Status.INSUFFICIENT
    status = Status.OK if one.state is State.TOLD else ended
    found = Finding(
        kind=SubjectKind.INITIATIVE,
        id=name,
        n=one.periods,
        n_missing=one.undated,
        digest=digest,
        method=THROUGHPUT,
        value=one.chance,
        interval=one.interval,
        guard=one.guard,
        reasons=(*one.reasons, *((reasons.how(PRACTICE, "milestones"),) if one.state is State.NO_PLAN else ())),
        figures=one.figures,
    )
    bounds: dict[str, Any] = {"verdict": Verdict.NONE, "closes": one.state is State.DONE}
    if one.is_near:
        bounds |= {"verdict": Verdict.UNCLEAR, "closes": PRACTICE.is_past_closing(one.chance or 0)}
    elif one.chance is not None:
        verdict = Verdict.GOOD if PRACTICE.is_good(*one.interval) else Verdict.UNCLEAR
        bounds = {
            "verdict": Verdict.BAD if PRACTICE.is_beyond_opening(*one.interval) else verdict,
            "opens": PRACTICE.is_beyond_opening(*one.guard),
            "closes": PRACTICE.is_past_closing(one.chance),
        }
    return fact(PRACTICE, snapshot, scope, found, status=status, **bounds)


def _over(snapshot: Snapshot, scope: Scope, name: str) -> Reading:
    found = Finding(
        kind=SubjectKind.INITIATIVE, id=name, n=0, n_missing=0, digest="over", method=THROUGHPUT, reasons=(OVER,)
    )
    return fact(PRACTICE, snapshot, scope, found, status=Status.NOT_APPLICABLE, closes=True)


PRACTICE = Practice(
    code="P31.forecast",
    family=STEPS,
    slug="dates-that-hold",
    title=_("Dates that hold"),
    theme=STEPS.theme,
    question=_("At the pace so far, will what is planned be done by the day that was named?"),
    tables=("initiatives", "milestones"),
    uses=("departments", "stages"),
    counted=_("initiatives with a date that can be forecast"),
    unit="share",
    better="up",
    threshold_open=LIKELY_FROM,
    open_reason=_("Less than an even chance: the day is then rather missed than met, and somebody plans with it."),
    threshold_close=0.6,
    close_reason=_("Clearly better than even, so that one good week does not make it flicker."),
    basis=Basis.LOGS,
    declared=False,
    finding=_("Only {value} of the dates are more likely than not to hold; {threshold} should be."),
    finding_none=_("None of the dates is more likely than not to hold; {threshold} should be."),
    fact_opens=_("when the whole range of an initiative's chance is below 50 %"),
    fact_closes=_("60 % or more, or nothing left to do"),
    move=_("Plan it anew with the business: do less by that day, or name a day that holds in 85 of 100 cases."),
    sources=(
        "Magennis 2011, Forecasting and Simulating Software Development Projects",
        "Vacanti 2020, When Will It Be Done",
        "Künsch 1989, Ann. Statist. 17",
        "Rubin 1981, Ann. Statist. 9",
    ),
    needs={
        "initiatives": _("Import the initiatives or add them one by one."),
        "milestones": _("Plan the next milestones with the days they are due, and mark them done."),
    },
    own_gap_subjects=(SubjectKind.INITIATIVE,),
    measure=measure,
)
