"""P30.record — A record with misses in it.

Question: Is a record of promises so perfect that it is worth a look?

Why it matters: Who promises something that matters, and early, misses some of it. Where everything is kept, the promises
may be too easy or too late to be of use, or days are noted when things are done. Then the other side plans with days
that tell it nothing, and a target of "all kept" has done harm.

Good example: Of thirty promises twenty-five were kept by their first day, and one knows why the other five were not.

Bad example: Twenty-four of twenty-four, each made on the day before it was kept. Nobody ever said "70 % sure".

How it is computed: Of the promises whose first day lies in the last year and is over, the share kept on or before that
day. It is worth a look in two cases: more than 95 % of twenty or more were kept; or all of ten or more were, although by
what people said of how sure they were that happens at most once in twenty (the product of the chances they stated). Both
are plain facts about the record and no estimate; the range is Wilson's. What was taken back before its first day is left
out. Nothing is said below ten promises, or of fewer than three people: teams and sides are looked at, never persons.

What it cannot tell: Why. A perfect record may be skill, luck, small promises, or days written down afterwards. The product
takes the promises as independent; where they hang together, all may hold as often as the least sure of them.

Source: Ballard, The Last Planner System of Production Control, 2000 (nine in ten and more mostly means easy promises);
Fréchet, Fundamenta Mathematicae 25, 1935, for the bounds of a joint chance; Wilson, JASA 22, 1927, for the range. One in
twenty and 95 % are choices of this house.
"""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Any

import polars as pl

from accord.practices.delivery.promised import (
    DUE,
    FEW_PEOPLE,
    FEWEST_PEOPLE,
    KEPT,
    NEARLY_ALL,
    NEEDS,
    PROMISES,
    READ,
    SIDES,
    is_too_good,
    people,
    promises,
    side_digest,
    stated,
)
from accord.practices.judging import Finding, fact, insufficient, unasked
from accord.practices.members import Members
from accord.practices.practice import Practice, Scope
from accord.practices.reading import Basis, Reading, Reason, Status, SubjectKind, Value, Verdict
from accord.practices.reasons import too_few
from accord.practices.shares import WILSON, share_ends
from accord.practices.words import gettext_noop as _
from accord.science import all_on_time
from accord.tables import Snapshot

YEAR = timedelta(days=365)

HARDLY = _(
    "All {n} were kept, although by how sure people said they were that happens in {percent} % of cases; where they hang "
    "together, in {most} % at most."
)
NEARLY = _("{kept} of {n} were kept by the first day; of promises that matter, some are not.")
WITH_MISSES = _("{kept} of {n} were kept by the first day: nothing here calls for a look.")


def measure(snapshot: Snapshot, scope: Scope) -> Iterator[Reading]:
    """Yield whether the organisation's, a department's or a side's record of the last year is worth a look."""
    why = unasked(PRACTICE, snapshot, ("promises",))
    if why:
        refused = partial(insufficient, PRACTICE, snapshot, scope, why, method=WILSON)
        yield from refused()
        yield from refused(subjects=SIDES)
        return
    due = promises(snapshot).filter(pl.col("became").is_in(DUE) & (pl.col("first_due_on") > snapshot.as_of - YEAR))
    members = Members.of(snapshot, due, READ)
    for branch in members.wanted(scope):
        digest, rows = members.digest(branch.rows), members.frame[branch.rows]
        yield _told(snapshot, scope, rows, kind=branch.kind, id=branch.id, whole=branch.whole, digest=digest)
    for kind, side in SIDES:
        if scope.wants(kind, side):
            rows = due.filter(pl.col("stands") == side).sort("id")
            yield _told(snapshot, scope, rows, kind=kind, id=side, digest=side_digest(rows))


def _told(snapshot: Snapshot, scope: Scope, rows: pl.DataFrame, **subject: Any) -> Reading:
    n, kept = rows.height, int((rows["became"] == KEPT).sum())
    found = partial(Finding, **subject, n=n, n_missing=0, method=WILSON)
    if n < PRACTICE.min_rows or people(rows) < FEWEST_PEOPLE:
        few = Reason("few_people", FEW_PEOPLE, {"minimum": FEWEST_PEOPLE})
        why = (too_few(PRACTICE, n) if n < PRACTICE.min_rows else few,)
        return fact(PRACTICE, snapshot, scope, found(reasons=why), status=Status.INSUFFICIENT)
    sure = stated(rows)
    is_bad = is_too_good(kept, n, sure)
    ends = share_ends(PRACTICE, scope, kept, n) | {"guard": (kept / n, kept / n)}
    told = found(reasons=(_said(kept, n, sure, is_bad=is_bad),), figures=_figures(kept, n, sure), **ends)
    mine = not told.whole and told.kind in PRACTICE.own_gap_subjects
    return fact(
        PRACTICE,
        snapshot,
        scope,
        told,
        status=Status.OK,
        verdict=Verdict.BAD if is_bad else Verdict.NONE,
        opens=is_bad and mine,
        closes=not is_bad and PRACTICE.is_past_closing(kept / n),
    )


def _said(kept: int, n: int, sure: list[float], *, is_bad: bool) -> Reason:
    if not is_bad:
        return Reason("with_misses", WITH_MISSES, {"kept": kept, "n": n})
    if kept < n or not sure or n >= NEARLY_ALL[0]:
        return Reason("nearly_all", NEARLY, {"kept": kept, "n": n})
    together = all_on_time(sure)
    values: dict[str, Value] = {"n": n, "percent": round(100 * together.value, 1), "most": round(100 * together.high)}
    return Reason("hardly_luck", HARDLY, values)


def _figures(kept: int, n: int, sure: list[float]) -> dict[str, Value]:
    """Return the counts and, where anybody said how sure they were, the chance that all of those are kept."""
    figures: dict[str, Value] = {"kept": kept, "due": n, "stated": len(sure)}
    if sure:
        together = all_on_time(sure)
        figures |= {"chance": together.value, "chance_at_most": together.high}
    return figures


PRACTICE = Practice(
    code="P30.record",
    family=PROMISES,
    slug="record-with-misses",
    title=_("A record with misses in it"),
    theme=PROMISES.theme,
    question=_("Is a record of promises so perfect that it is worth a look?"),
    tables=("promises",),
    uses=("departments",),
    counted=_("promises due in the last year"),
    unit="share",
    better="down",
    threshold_open=0.95,
    open_reason=_("More than that is kept of easy promises; of promises that matter, some are missed."),
    threshold_close=0.9,
    close_reason=_("Nine in ten: from there on up, promises are mostly chosen to be safe."),
    min_rows=10,
    full_rows=10,
    basis=Basis.FORMS,
    declared=True,
    finding=_("{value} of what was promised was kept by the day first given: too good to be the whole story."),
    fact_opens=_("above 95 % of twenty or more; or all of ten or more, against what people said of how sure they were"),
    fact_closes=_("90 % or less"),
    move=_(
        "Look at five of them together: did they matter, and were they kept that day? Then promise more, or sooner."
    ),
    sources=(
        "Ballard 2000, The Last Planner System of Production Control",
        "Fréchet 1935, Fundamenta Mathematicae 25",
        "Wilson 1927, JASA 22",
    ),
    needs=NEEDS,
    own_gap_subjects=(SubjectKind.ORGANISATION, SubjectKind.DEPARTMENT, SubjectKind.SIDE),
    opens_by_fact=True,
    measure=measure,
)
