"""P09.double — Each movement claimed once.

Question: Do two initiatives claim the same improvement, and more of it together than there was?

Why it matters: Each case is right by itself; added up they save more than was ever spent. Finance finds it when the budget is cut by the
sum, and from then on believes none of them.

Good example: Two initiatives work on overpaid claims. Before the start they agreed who counts which part, and both parts together are
what the figure fell by.

Bad example: One says it saves 300,000 a year in overpaid claims, the other says the same. Overpaid claims fell by 280,000.

How it is computed: Claims on the same series that have begun are put together where they come from more than one initiative. What each claims
is what its study says it caused, or what it promised where there is no study yet. They are counted twice when they add up to more than the
upper end of what the series moved since the first of them began, at 95 %; they fit when they add up to no more than it moved; between
these it cannot be told yet. The figure is the share of initiatives with a claim
none of whose claims is counted twice, with Wilson's 95 % range. For an initiative it is a fact, and it opens a gap for each of those who claim it.

What it cannot tell: Whose the movement is; that has to be agreed by those who claim it. And whether two series are one and the same under different
names.

Source: Ward & Daniel, Benefits Management, 2012, and HM Treasury, The Green Book, 2022, on benefits claimed by more than one project; Wilson,
JASA 22, 1927.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from accord.practices.facts import NO_STAGE, OVER, OVER_STAGES, Facts, One, fact_readings
from accord.practices.judging import insufficient, unasked
from accord.practices.members import ASIDE, FAILS, PASSES, UNKNOWN
from accord.practices.money.claims import Claim, claims_of, with_claims
from accord.practices.money.value import NEEDS, VALUE
from accord.practices.practice import Practice, Scope
from accord.practices.reading import Basis, Reading, Reason, SubjectKind, Value
from accord.practices.shares import WILSON
from accord.practices.words import gettext_noop as _
from accord.tables import Snapshot

METHOD_ONE = "claimed ÷ moved"
ALONE, FITS, OPEN, TWICE, NOT_KNOWN = range(5)

SAYS: Mapping[int, tuple[int, str, str]] = {  # worst first
    TWICE: (FAILS, "twice", _("Claimed twice: with {others} it claims {claimed} % of what the figure moved.")),
    OPEN: (UNKNOWN, "open", _("With {others} it claims {claimed} % of what the figure moved; how far it moved is not known well enough to call that too much.")),
    NOT_KNOWN: (UNKNOWN, "not_known", _("Others claim the same figure; how far it moved, or how much each claims, is not known yet.")),
    FITS: (PASSES, "fits", _("With {others} it claims {claimed} % of what the figure moved: no more than there was.")),
    ALONE: (PASSES, "alone", _("It is the only one that claims the figures it moves.")),
}  # fmt: skip
NOT_BEGUN = Reason("not_begun", _("What it claims has not begun yet."))
LEFT_OUT = _("a claim of which it cannot be told yet, or an unknown stage")


def measure(snapshot: Snapshot, scope: Scope) -> Iterator[Reading]:
    """Yield the share of claiming initiatives that claim nothing twice, and for each of them what it claims with others."""
    why = unasked(PRACTICE, snapshot, ("initiatives", "claims"))
    if why:
        return insufficient(PRACTICE, snapshot, scope, why, method=WILSON)
    rows = with_claims(snapshot, snapshot.initiatives)
    stages = dict(rows.select("id", "stage").rows())
    found = _series(claims_of(snapshot), stages)
    rows = _with_others(rows.filter(pl.col("trace") != ""), snapshot)

    def judge(row: Mapping[str, Any]) -> One:
        return _judge(row, found)

    facts = Facts.of(snapshot, rows, ("stage", "trace", "others_trace"), judge)
    return fact_readings(PRACTICE, snapshot, scope, facts, unknown=LEFT_OUT, method=METHOD_ONE)


Found = Mapping[str, list[tuple[int, float, float, int]]]


def _series(claims: Mapping[str, Sequence[Claim]], stages: Mapping[str, str]) -> Found:
    """Return for each initiative, series by series, what is so of it: state, claimed, moved and how many others claim it."""
    by_series: dict[str, list[Claim]] = {}
    for initiative, mine in claims.items():
        if stages.get(initiative, "cancelled") != "cancelled":
            for one in mine:
                by_series.setdefault(one.series, []).append(one)
    found: dict[str, list[tuple[int, float, float, int]]] = {}
    for together in by_series.values():
        who = {one.initiative for one in together}
        said = (*_held_against(together), len(who) - 1) if len(who) > 1 else (ALONE, 0.0, 0.0, 0)
        for initiative in who:
            found.setdefault(initiative, []).append(said)
    return found


def _held_against(together: Sequence[Claim]) -> tuple[int, float, float]:
    """Hold the claims on one series against what it moved since the first of them began; return state, claimed, moved."""
    first = min(together, key=lambda one: (one.from_on, one.id))
    asks = [ask for one in together if (ask := one.asks) is not None]
    if first.moved is None or len(asks) < len(together):
        return NOT_KNOWN, 0.0, 0.0
    most = first.moved if first.moved_high is None else first.moved_high
    claimed = sum(asks)
    if claimed > max(most, 0.0):
        return TWICE, claimed, first.moved
    return FITS if claimed <= first.moved else OPEN, claimed, first.moved


def _with_others(rows: pl.DataFrame, snapshot: Snapshot) -> pl.DataFrame:
    """Add what is recorded of all claims on the same series, so that a reading is new when another one's claim changes."""
    claims = [one for mine in claims_of(snapshot).values() for one in mine]
    lines = dict(rows.select("id", "trace").rows())
    by_series: dict[str, set[str]] = {}
    for one in claims:
        by_series.setdefault(one.series, set()).add(one.initiative)
    others: dict[str, set[str]] = {}
    for one in claims:
        others.setdefault(one.initiative, set()).update(by_series[one.series] - {one.initiative})
    traces = ["|".join(lines.get(name, "") for name in sorted(others.get(one, ()))) for one in rows["id"].to_list()]
    return rows.with_columns(others_trace=pl.Series(traces, dtype=pl.String))


def _judge(row: Mapping[str, Any], found: Found) -> One:
    if row["stage"] in OVER_STAGES:
        return One(ASIDE, OVER)
    if row["stage"] == "unknown":
        return One(UNKNOWN, NO_STAGE)
    mine = found.get(row["id"])
    if not mine:
        return One(ASIDE, NOT_BEGUN)
    state, claimed, moved, others = min(mine, key=lambda one: (list(SAYS).index(one[0]), -one[1]))
    verdict, code, text = SAYS[state]
    share = claimed / moved if moved > 0 else None
    if state == TWICE and share is None:
        return One(FAILS, Reason("not_moved", NOT_MOVED, {"others": _others(others)}), value=0.0, n=len(mine))
    values: dict[str, Value] = (
        {} if state in (ALONE, NOT_KNOWN) else {"others": _others(others), "claimed": round(100 * (share or 0))}
    )
    return One(
        verdict,
        Reason(code, text, values),
        value={FAILS: 0.0, PASSES: 1.0}.get(verdict),
        n=len(mine),
        figures={"claimed": claimed, "moved": moved, "others": others},
        is_unclear=state == OPEN,
    )


def _others(count: int) -> str:
    return ONE_OTHER if count == 1 else SOME_OTHERS


NOT_MOVED = _("Claimed twice: {others} claims it too, and the figure has not moved the right way.")
ONE_OTHER = _("another initiative")
SOME_OTHERS = _("several others")

PRACTICE = Practice(
    code="P09.double",
    family=VALUE,
    slug="claimed-twice",
    title=_("Each movement claimed once"),
    theme=VALUE.theme,
    question=_("Do two initiatives claim the same improvement, and more of it together than there was?"),
    tables=("initiatives", "claims"),
    uses=("departments",),
    counted=_("initiatives with a claim of which it can be told"),
    unit="share",
    better="up",
    threshold_open=0.8,
    open_reason=_(
        "Benefits counted twice make the sum of all cases wrong; more than one in five is not to be added up."
    ),
    threshold_close=0.9,
    close_reason=_("Well above the opening threshold, because it is mended by talking."),
    basis=Basis.LOGS,
    declared=False,
    finding=_("Only {value} of the initiatives claim nothing that another one claims too; {threshold} should."),
    finding_none=_("All that is claimed is claimed by others too; {threshold} should not be."),
    fact_opens=_(
        "for an initiative: with others it claims more of a figure than the figure moved, at the most it may have moved"
    ),
    fact_closes=_("once the claims on a figure are no more than it moved, or it is over"),
    move=_("Bring those who claim it together and agree who counts which part; write the claims anew."),
    sources=("Ward & Daniel 2012, Benefits Management", "HM Treasury 2022, The Green Book", "Wilson 1927, JASA 22"),
    needs=NEEDS,
    own_gap_subjects=(SubjectKind.INITIATIVE,),
    measure=measure,
)
