"""P30 — Promises kept by their first date, in both directions.

Question: Of what was promised, how much was kept by the day first given? By IT to the business, and by the business to IT.

Why it matters: Plans rest on other people's dates. Where half of them do not hold, everybody adds time of their own, waits
for the others and believes nobody. It is not a matter of IT alone: people, data, decisions and money that the business
promised count just the same, and where they come late, delivery does.

Good example: Of forty promises that were due, thirty-one were kept by the day first given, five were agreed anew in time,
and four came late: the same on both sides.

Bad example: Every promise is kept in the end, because its day is moved whenever it comes near.

How it is computed: A promise is due once the day it was first given is over. The figure is those kept on or before that
day ÷ those due, with Wilson's 95 % range (percent plan complete). A day moved alone changes nothing. A later day that
the other side agreed to before the first one is a class of its own: it stays among those due and is not kept. What was
taken back before its first day was not due; taken back later, it counts as not kept. What was kept on a day nobody
knows is left out and named. A planned end that a list states, such as a yearly report, is the promise of its
department: a later state of the list that names another day before the first one agrees anew, one after it moves the
day; where the list names the initiative no more, nobody says what became of it, and it is left out and named.
Departments are counted with those below them, by the team of who promised; sides by the side that promised, executives
and HR with the business. Below five due, or where fewer than three people promised, no share is given: teams and sides
are measured, never persons. For departments the figure `shrunk` draws the share towards what all teams have in common
(beta-binomial, at most twenty promises' weight), once there are five teams.

What it cannot tell: How much a promise mattered, and whether its day was any use. A perfect record usually means easy
promises, so it is named and not praised. What nobody wrote down is not here.

Source: Ballard, The Last Planner System of Production Control, 2000 (percent plan complete; 54 % on average in the first
studies); Wilson, JASA 22, 1927, for the range; Gelman et al., Bayesian Data Analysis, chapter 5, for the shrunk shares.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any

import polars as pl

from accord.practices import reasons
from accord.practices.delivery.promised import (
    AGREED,
    AHEAD,
    DUE,
    FEW_PEOPLE,
    FEWEST_PEOPLE,
    KEPT,
    MISSED,
    NEEDS,
    NO_DAY,
    PROMISES,
    READ,
    RELEASED,
    SIDES,
    UNTOLD,
    is_too_good,
    people,
    promises,
    side_digest,
    stated,
)
from accord.practices.judging import Finding, insufficient, judged, unasked
from accord.practices.members import Members
from accord.practices.practice import Practice, Scope
from accord.practices.reading import Basis, Reading, Reason, SubjectKind, Value
from accord.practices.shares import WILSON, share_ends
from accord.practices.words import gettext_noop as _
from accord.science import Prior, prior_by_likelihood
from accord.tables import Snapshot

AGREED_ANEW = _("Agreed anew before the first day: {count} of {n}; neither kept nor broken.")
COMMONEST = _("What got in the way most often: {cause}, {count} of {n}.")
TOO_GOOD = _("Almost everything was kept: perfect records usually mean easy promises.")
NOT_YET = _("Not due yet and not counted: {count}.")
TAKEN_BACK = _("Taken back before the first day and not counted: {count}.")
NO_LONGER_TOLD = _("No longer named by the list they came from, and not counted: {count}.")
NO_DAY_WORDS = _("a day of keeping nobody knows")
CAUSES = {
    "waiting": _("waiting for somebody else"),
    "scope": _("it grew"),
    "people": _("people were not available"),
    "data": _("the data was not there"),
    "decision": _("a decision was not taken"),
    "estimate": _("it took longer than thought"),
    "priorities": _("something else came first"),
    "other": _("something else"),
}


def measure(snapshot: Snapshot, scope: Scope) -> Iterator[Reading]:
    """Yield the share kept by the first date for the organisation, each department and each side that promised."""
    why = unasked(PRACTICE, snapshot, ("promises",))
    if why:
        refused = partial(insufficient, PRACTICE, snapshot, scope, why, method=WILSON)
        yield from refused()
        yield from refused(subjects=SIDES)
        return
    members = Members.of(snapshot, promises(snapshot), READ)
    prior = _prior(members.frame)
    for branch in members.wanted(scope):
        rows = members.frame[branch.rows]
        shrunk = prior if branch.kind is SubjectKind.DEPARTMENT else None
        found = _found(scope, rows, shrunk)
        digest = members.digest(branch.rows)
        yield judged(
            PRACTICE,
            snapshot,
            scope,
            Finding(kind=branch.kind, id=branch.id, whole=branch.whole, digest=digest, **found),
        )
    for kind, side in SIDES:
        if scope.wants(kind, side):
            rows = members.frame.filter(pl.col("stands") == side)
            one = Finding(kind=kind, id=side, digest=side_digest(rows), **_found(scope, rows, None))
            yield judged(PRACTICE, snapshot, scope, one)


def _prior(rows: pl.DataFrame) -> Prior | None:
    """Return what teams have in common by the promises they made themselves; None with fewer than five teams."""
    due = rows.filter(pl.col("became").is_in(DUE) & pl.col("department").is_not_null())
    teams = due.group_by("department").agg(n=pl.len(), kept=(pl.col("became") == KEPT).sum()).sort("department")
    if teams.is_empty():
        return None
    prior = prior_by_likelihood(teams["kept"].to_list(), teams["n"].to_list())
    return None if prior.way == "flat" else prior


def _found(scope: Scope, rows: pl.DataFrame, prior: Prior | None) -> dict[str, Any]:
    """Return what is found about one subject's promises, as a Finding takes it."""
    counts = {name: int((rows["became"] == name).sum()) for name in (*DUE, RELEASED, AHEAD, NO_DAY, UNTOLD)}
    due = rows.filter(pl.col("became").is_in(DUE))
    n, kept = due.height, counts[KEPT]
    enough = n >= PRACTICE.min_rows
    few = enough and people(due) < FEWEST_PEOPLE
    ends = {} if few else share_ends(PRACTICE, scope, kept, n)
    figures: dict[str, Value] = {} if few else {name: counts[name] for name in (*DUE, RELEASED, AHEAD)}
    if ends and prior is not None:
        figures["shrunk"] = (kept + prior.a) / (n + prior.weight)
    said = [Reason("few_people", FEW_PEOPLE, {"minimum": FEWEST_PEOPLE})] if few else []
    if ends:
        said += _reasons(due, counts)
    return {
        "n": n, "n_missing": counts[NO_DAY], "method": WILSON, "reasons": (*said, *_left_out(counts)),
        "figures": figures, **ends,
    }  # fmt: skip


def _reasons(due: pl.DataFrame, counts: dict[str, int]) -> Iterator[Reason]:
    n, kept = due.height, counts[KEPT]
    if counts[AGREED]:
        yield Reason("agreed_anew", AGREED_ANEW, {"count": counts[AGREED], "n": n})
    said = due.filter(pl.col("became") == MISSED)["reason"].drop_nulls()
    known = said.filter(said.is_in(list(CAUSES)))
    if len(known):
        cause, count = known.value_counts().sort(["count", "reason"], descending=[True, False]).row(0)
        yield Reason("commonest_cause", COMMONEST, {"cause": CAUSES[cause], "count": count, "n": len(known)})
    if is_too_good(kept, n, stated(due)):
        yield Reason("too_good", TOO_GOOD)


def _left_out(counts: dict[str, int]) -> Iterator[Reason]:
    if counts[AHEAD]:
        yield Reason("not_yet_due", NOT_YET, {"count": counts[AHEAD]})
    if counts[RELEASED]:
        yield Reason("taken_back", TAKEN_BACK, {"count": counts[RELEASED]})
    if counts[UNTOLD]:
        yield Reason("no_longer_told", NO_LONGER_TOLD, {"count": counts[UNTOLD]})
    if counts[NO_DAY]:
        yield reasons.left_out(counts[NO_DAY], NO_DAY_WORDS)


PRACTICE = Practice(
    code="P30",
    family=PROMISES,
    slug="percent-plan-complete",
    title=_("Promises kept by their first date"),
    theme=PROMISES.theme,
    question=_("Of what was promised, how much was kept by the day first given?"),
    tables=("promises",),
    uses=("departments",),
    counted=_("promises that were due"),
    unit="share",
    better="up",
    threshold_open=0.6,
    open_reason=_(
        "If four in ten first dates do not hold, nobody plans with them; at the start of this measure it was half."
    ),
    threshold_close=0.7,
    close_reason=_("Well above the opening threshold, and short of what only easy promises reach."),
    basis=Basis.FORMS,
    declared=True,
    finding=_("Only {value} of what was promised was kept by the day first given; {threshold} should be."),
    finding_none=_("Nothing of what was promised was kept by the day first given; {threshold} should be."),
    move=_(
        "Promise less and smaller, agree on another day before the first one comes, and remove what got in the way most."
    ),
    sources=(
        "Ballard 2000, The Last Planner System of Production Control",
        "Wilson 1927, JASA 22",
        "Gelman et al. 2013, Bayesian Data Analysis, chapter 5",
    ),
    needs=NEEDS,
    own_gap_subjects=(SubjectKind.ORGANISATION, SubjectKind.DEPARTMENT, SubjectKind.SIDE),
    measure=measure,
)
