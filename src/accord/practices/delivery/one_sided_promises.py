"""P30.balance — Promises from both sides.

Question: Do business and IT both promise each other something, or does one side do all the promising?

Why it matters: No initiative is delivered by one side. People who test, data, a decision, money: if none of that is ever
promised, it comes when it comes, and the side that promised everything is late by the other's silence.

Good example: Of thirty promises about the claims initiatives eighteen were IT's and twelve the business's: handlers for
the test, the list of old cases, a decision on the rules.

Bad example: IT has promised forty things to Sales this year. Sales has promised one: to come to the demonstration.

How it is computed: Counted are the promises of the last year that one side made to the other: IT to everybody else, or
everybody else to IT. What was taken back before its first day is left out. The figure is the share made by the side
that promised less, with Wilson's 95 % range, so that half is an even give and take and nothing is one-sided. Promises
count to the department of the initiative they are about; others to the organisation alone. A promise to nobody in
particular has no direction: it is left out and named. Planned ends that a list states are promised to nobody and not
counted here. For a single initiative the figure is a plain fact, told from five promises on; of ten promises or more at
least nine in ten from one side open a gap, and a quarter from the other closes it.

What it cannot tell: How much each promise weighs: one decision may be worth ten deliveries. Whether the other side gives
without promising. What nobody wrote down is not here.

Source: Ballard, The Last Planner System of Production Control, 2000 (promises among all who are needed); Reich & Benbasat,
MIS Quarterly 24(1), 2000 (alignment rests on both sides' part in it); Wilson, JASA 22, 1927, for the range. A fifth as the
limit is a choice of this house.
"""

from collections.abc import Iterator
from datetime import timedelta

import numpy as np
import polars as pl

from accord.practices import reasons
from accord.practices.delivery.promised import NEEDS, PROMISES, RELEASED, promises, said_by_people
from accord.practices.judging import Finding, fact, insufficient, judged, unasked
from accord.practices.members import FAILS, PASSES, UNKNOWN, Branch, InitiativeEvidence, Members, Told
from accord.practices.practice import Practice, Scope
from accord.practices.reading import Basis, Reading, Reason, Status, SubjectKind, Value, Verdict
from accord.practices.shares import WILSON, share_ends
from accord.practices.words import gettext_noop as _
from accord.tables import Snapshot

YEAR = timedelta(days=365)
ENOUGH_FOR_FACT, ONE_SIDED = 10, 0.1
METHOD_ONE = "promises of the last year counted"
OVER = ("retired", "cancelled")
READ = ("side", "to_side", "made_on", "initiative", "withdrawn_on", "first_due_on")

MADE = _("Promises between the sides in the last year: {it} made by IT, {business} by the business.")
ALL_IT = _("All {n} promises between the sides in the last year were made by IT, none by the business.")
ALL_BUSINESS = _("All {n} promises between the sides in the last year were made by the business, none by IT.")
FEW = _("Promises between the sides in the last year: {n}; from {minimum} on it is told who makes them.")
IS_OVER = _("It is over: it was retired or cancelled.")
NOBODY = _("no known side it was made by or to")
COUNTS = ("it", "business", "unknown")


def measure(snapshot: Snapshot, scope: Scope) -> Iterator[Reading]:
    """Yield the share promised by the side that promised less, for groups and for each initiative."""
    why = unasked(PRACTICE, snapshot, ("promises",))
    if why:
        yield from insufficient(PRACTICE, snapshot, scope, why, method=WILSON)
        return
    rows = _between(snapshot)
    members = Members.of(snapshot, rows, READ)
    ones = Members.of(snapshot, _by_initiative(snapshot, rows), ("stage", *COUNTS))
    told = _told(ones)
    for branch, own in zip(members.branches, ones.branches, strict=True):
        if scope.wants(branch.kind, branch.id):
            yield _group(snapshot, scope, members, branch, InitiativeEvidence(ones, told, own.rows))
    yield from _ones(snapshot, scope, ones)


def _between(snapshot: Snapshot) -> pl.DataFrame:
    """Return last year's promises from one side to the other, or with an end not known, with who `gives`."""
    rows = said_by_people(promises(snapshot)).filter(
        (pl.col("made_on") > snapshot.as_of - YEAR) & (pl.col("became") != RELEASED) & (pl.col("state") != "withdrawn")
    )
    from_it, to_it = pl.col("stands") == "it", pl.col("to_stands") == "it"
    is_known = pl.col("stands").is_not_null() & pl.col("to_stands").is_not_null()
    gives = pl.when(~is_known).then(pl.lit("unknown")).when(from_it).then(pl.lit("it")).otherwise(pl.lit("business"))
    across = rows.filter(~is_known | (from_it != to_it)).with_columns(gives=gives).drop("department", "title")
    named = snapshot.initiatives.select("id", "title", "department", "stage")
    return across.join(named.rename({"id": "initiative"}), on="initiative", how="left")


def _by_initiative(snapshot: Snapshot, rows: pl.DataFrame) -> pl.DataFrame:
    """Return the initiatives that were ever promised anything about, with last year's counts."""
    counts = rows.group_by("initiative").agg(
        *((pl.col("gives") == one).sum().cast(pl.Int64).alias(one) for one in COUNTS)
    )
    ever = said_by_people(promises(snapshot))["initiative"].drop_nulls().unique()
    known = snapshot.initiatives.filter(pl.col("id").is_in(ever.to_list()))
    found = known.join(counts, left_on="id", right_on="initiative", how="left")
    return found.with_columns(*(pl.col(one).fill_null(0) for one in COUNTS))


def _group(snapshot: Snapshot, scope: Scope, members: Members, branch: Branch, evidence: InitiativeEvidence) -> Reading:
    gives = members.column("gives")[branch.rows]
    it, business, unknown = (int((gives == one).sum()) for one in COUNTS)
    n = it + business
    said = [_made(it, business)] if n >= PRACTICE.min_rows else []
    if unknown:
        said.append(reasons.left_out(unknown, NOBODY))
    return judged(
        PRACTICE,
        snapshot,
        scope,
        Finding(
            kind=branch.kind,
            id=branch.id,
            whole=branch.whole,
            n=n,
            n_missing=unknown,
            digest=members.digest(branch.rows),
            method=WILSON,
            reasons=tuple(said),
            evidence=evidence,
            figures={"it": it, "business": business},
            **share_ends(PRACTICE, scope, min(it, business), n),
        ),
    )


def _made(it: int, business: int) -> Reason:
    if not business:
        return Reason("all_it", ALL_IT, {"n": it})
    if not it:
        return Reason("all_business", ALL_BUSINESS, {"n": business})
    return Reason("made", MADE, {"it": it, "business": business})


def _told(ones: Members) -> Told:
    it, business = ones.column("it"), ones.column("business")
    n, lesser = it + business, np.minimum(it, business)
    states = np.where(n < PRACTICE.min_rows, UNKNOWN, np.where(lesser < PRACTICE.threshold_open * n, FAILS, PASSES))
    notes: list[Reason | None] = [
        _made(i, b) if i + b >= PRACTICE.min_rows else _few(i + b)
        for i, b in zip(it.tolist(), business.tolist(), strict=True)
    ]
    return Told(states, [note and Reason(note.code, note.text) for note in notes], {
        "it": it, "business": business, "n": n, "minimum": np.full(len(n), PRACTICE.min_rows),
    })  # fmt: skip


def _few(n: int) -> Reason:
    return Reason("few", FEW, {"n": n, "minimum": PRACTICE.min_rows})


def _ones(snapshot: Snapshot, scope: Scope, ones: Members) -> Iterator[Reading]:
    for row, (identity, stage, it, business) in enumerate(ones.frame.select("id", "stage", "it", "business").rows()):
        if not scope.wants(SubjectKind.INITIATIVE, identity):
            continue
        status, verdict = _judged(stage, it, business)
        n = it + business
        value = min(it, business) / n if status is Status.OK else None
        figures: dict[str, Value] = {"it": it, "business": business}
        found = Finding(
            kind=SubjectKind.INITIATIVE,
            id=identity,
            n=n,
            n_missing=0,
            digest=ones.line_digest(row),
            method=METHOD_ONE,
            value=value,
            guard=(value, value),
            reasons=(_said(status, it, business),),
            figures=figures,
        )
        closes = status is Status.NOT_APPLICABLE or verdict is Verdict.GOOD
        opens = verdict is Verdict.BAD
        yield fact(PRACTICE, snapshot, scope, found, status=status, verdict=verdict, opens=opens, closes=closes)


def _judged(stage: str, it: int, business: int) -> tuple[Status, Verdict]:
    n, lesser = it + business, min(it, business)
    if stage in OVER:
        return Status.NOT_APPLICABLE, Verdict.NONE
    if n < PRACTICE.min_rows:
        return Status.INSUFFICIENT, Verdict.NONE
    if n >= ENOUGH_FOR_FACT and lesser <= ONE_SIDED * n:
        return Status.OK, Verdict.BAD
    return Status.OK, Verdict.GOOD if lesser >= PRACTICE.threshold_close * n else Verdict.UNCLEAR


def _said(status: Status, it: int, business: int) -> Reason:
    if status is Status.NOT_APPLICABLE:
        return Reason("over", IS_OVER)
    return _few(it + business) if status is Status.INSUFFICIENT else _made(it, business)


PRACTICE = Practice(
    code="P30.balance",
    family=PROMISES,
    slug="one-sided-promises",
    title=_("Promises from both sides"),
    theme=PROMISES.theme,
    question=_("Do business and IT both promise each other something, or does one side do all the promising?"),
    tables=("promises",),
    uses=("initiatives", "departments"),
    counted=_("promises between the sides in the last year"),
    unit="share",
    better="up",
    threshold_open=0.2,
    open_reason=_("Fewer than one in five: then one side waits for the other and is not asked for its part."),
    threshold_close=0.25,
    close_reason=_(
        "A quarter, a little above the opening threshold, so that a single promise does not make it flicker."
    ),
    basis=Basis.FORMS,
    declared=True,
    finding=_(
        "Only {value} of what the sides promised each other came from the side that promised less; {threshold} should."
    ),
    finding_none=_("One side made all the promises between business and IT; {threshold} should come from the other."),
    fact_opens=_("below 20 %; for one initiative, if of ten promises or more at least nine in ten come from one side"),
    fact_closes=_("25 % or more from the side that promises less"),
    move=_("Ask in the next meeting what the other side has to give (people, data, a decision, money), with a day."),
    sources=(
        "Ballard 2000, The Last Planner System of Production Control",
        "Reich & Benbasat 2000, MIS Quarterly 24(1)",
        "Wilson 1927, JASA 22",
    ),
    needs=NEEDS,
    own_gap_subjects=(SubjectKind.ORGANISATION, SubjectKind.DEPARTMENT, SubjectKind.INITIATIVE),
    measure=measure,
)
