"""P04 — Goals that are looked at again.

Question: How long is it since somebody looked at each goal again, and do decisions change when they are looked at again?

Why it matters: What AI can do, and what it costs, changes within months. A goal set two springs ago may be reached, out of
date or in the way of a better one; whoever works for it is the last to hear. Looking again takes half an hour.

Good example: Every quarter both owners go through their goals. In May one was dropped, and the decision to buy a tool was opened
again, because what the pilot found spoke against it.

Bad example: Twelve goals stand on the wall, all of them from the strategy week. Nobody remembers which are still meant.

How it is computed: For every open goal the days since it was last judged: since it was looked at again, else since an owner
agreed to it, else since it was set, whichever is latest. The figure is the middle one of these (their median): half of the
goals have waited longer. All goals are known, so this is a plain fact and no estimate: it has no range, and it is told from
three goals on. A gap opens beyond half a year and closes at four months. Goals without any such day are left out and named. Beside it
stand the goals nobody has ever looked at again, the longest wait, and of the decisions whose day to look again has come how many
were looked at, and how many of all decisions were opened again. Departments are counted with those below them.

What it cannot tell: Whether anybody thought while looking, and whether the goal is a good one. A change of mind nobody wrote
down is not here.

Source: Eisenhardt, Academy of Management Journal 32(3), 1989, on fast decisions in fast markets; Sull, Homkes & Sull, Harvard
Business Review 93(3), 2015, on strategy that stalls where priorities are not looked at again. Half a year and four months are choices of
this house: two quarters, and one with a month's grace.
"""

from collections.abc import Iterator

import polars as pl

from accord.practices import reasons
from accord.practices.judging import Finding, fact, insufficient, unasked
from accord.practices.members import Branch, Members
from accord.practices.practice import Practice, Scope
from accord.practices.reading import Basis, Reading, Reason, Status, SubjectKind, Value, Verdict
from accord.practices.words import gettext_noop as _
from accord.tables import Snapshot, collect

METHOD = "median of all"
JUDGED_ON = ("created_on", "reviewed_on", "business_agreed_on", "it_agreed_on")
READ_DECISIONS = ("review_on", "reviewed_on", "reopened", "first_decided_on", "decided_on", "state")
NEVER = _("Never looked at again since they were set: {count} of {n}.")
LONGEST = _("The one that waited longest: {days} days.")
DECISIONS = _("Decisions whose day to look again has come: {n}; looked at again: {count}.")
CHANGED = _("Decisions opened again after they were taken: {count} of {n}.")
NO_DAYS = _("no day on which they were set or looked at")


def measure(snapshot: Snapshot, scope: Scope) -> Iterator[Reading]:
    """Yield the median days since goals were last judged, for the organisation and each department."""
    why = unasked(PRACTICE, snapshot, ("goals",))
    if why:
        yield from insufficient(PRACTICE, snapshot, scope, why, method=METHOD)
        return
    goals = Members.of(snapshot, _goals(snapshot), ("last", "is_new"))
    decisions = Members.of(snapshot, _decisions(snapshot), READ_DECISIONS)
    for branch, own in zip(goals.branches, decisions.branches, strict=True):
        if scope.wants(branch.kind, branch.id):
            yield _group(snapshot, scope, goals, branch, decisions.frame[own.rows])


def _goals(snapshot: Snapshot) -> pl.DataFrame:
    """Return every open goal set by the day of the snapshot: the day it was `last` judged, the `days` since, `is_new`."""
    rows = collect(snapshot.tables["goals"].select("id", "department", "active", *JUDGED_ON))
    today = pl.lit(snapshot.as_of, dtype=pl.Date)
    rows = rows.unique("id", keep="first", maintain_order=True)
    rows = rows.filter(pl.col("active").fill_null(True), (pl.col("created_on") <= today).fill_null(True))
    known = [pl.when(pl.col(name) <= today).then(name).alias(name) for name in JUDGED_ON]
    rows = rows.with_columns(*known).with_columns(last=pl.max_horizontal(*JUDGED_ON))
    days = (today - pl.col("last")).dt.total_days()
    return rows.with_columns(title=pl.lit(""), days=days, is_new=pl.col("reviewed_on").is_null())


def _decisions(snapshot: Snapshot) -> pl.DataFrame:
    """Return every decision ever taken by the day of the snapshot: `is_due` to be looked at again, `seen`, `changed`."""
    table = snapshot.get("decisions")
    if table is None:
        return pl.DataFrame(schema={
            "id": pl.String, "title": pl.String, "department": pl.String, "review_on": pl.Date, "reviewed_on": pl.Date,
            "reopened": pl.Float64, "first_decided_on": pl.Date, "decided_on": pl.Date, "state": pl.String,
            "is_due": pl.Boolean, "seen": pl.Boolean, "changed": pl.Boolean,
        })  # fmt: skip
    today = pl.lit(snapshot.as_of, dtype=pl.Date)
    rows = collect(table.select("id", "department", *READ_DECISIONS)).unique("id", keep="first", maintain_order=True)
    first = pl.coalesce("first_decided_on", "decided_on")
    seen = (pl.col("reviewed_on") <= today).fill_null(False)
    due = seen | ((pl.col("review_on") <= today) & (pl.col("state") == "decided")).fill_null(False)
    changed = (pl.col("reopened") > 0).fill_null(False)
    rows = rows.filter((first <= today).fill_null(False) | changed)
    return rows.with_columns(title=pl.lit(""), is_due=due, seen=seen, changed=changed)


def _group(snapshot: Snapshot, scope: Scope, goals: Members, branch: Branch, decisions: pl.DataFrame) -> Reading:
    rows = goals.frame[branch.rows]
    known = rows.filter(pl.col("last").is_not_null())
    n, missing = known.height, rows.height - known.height
    days = known["days"].median() if n >= PRACTICE.min_rows else None
    value = float(days) if isinstance(days, int | float) else None
    figures = _figures(known, decisions)
    found = Finding(
        kind=branch.kind,
        id=branch.id,
        whole=branch.whole,
        n=n,
        n_missing=missing,
        digest=goals.digest(branch.rows),
        method=METHOD,
        value=value,
        guard=(value, value),
        reasons=tuple(_said(figures, n, missing)),
        figures=figures,
    )
    if value is None:
        return fact(PRACTICE, snapshot, scope, found, status=Status.INSUFFICIENT)
    is_bad, is_back = value > PRACTICE.threshold_open, PRACTICE.is_past_closing(value)
    verdict = Verdict.BAD if is_bad else Verdict.GOOD if is_back else Verdict.UNCLEAR
    opens = is_bad and not branch.whole
    return fact(PRACTICE, snapshot, scope, found, status=Status.OK, verdict=verdict, opens=opens, closes=is_back)


def _figures(known: pl.DataFrame, decisions: pl.DataFrame) -> dict[str, Value]:
    longest = known["days"].max() if known.height else None
    due = decisions.filter("is_due")
    return {
        "never_again": int(known["is_new"].sum()),
        "longest": float(longest) if isinstance(longest, int | float) else None,
        "decisions_due": due.height,
        "decisions_seen": int(due["seen"].sum()),
        "decisions": decisions.height,
        "decisions_changed": int(decisions["changed"].sum()),
    }


def _said(figures: dict[str, Value], n: int, missing: int) -> Iterator[Reason]:
    if n < PRACTICE.min_rows:
        yield reasons.too_few(PRACTICE, n)
    elif figures["longest"] is not None:
        if figures["never_again"]:
            yield Reason("never_again", NEVER, {"count": figures["never_again"], "n": n})
        yield Reason("longest", LONGEST, {"days": round(float(figures["longest"]))})
    if figures["decisions_due"]:
        values = {"count": figures["decisions_seen"], "n": figures["decisions_due"]}
        yield Reason("decisions_due", DECISIONS, values)
    if figures["decisions_changed"]:
        yield Reason("decisions_changed", CHANGED, {"count": figures["decisions_changed"], "n": figures["decisions"]})
    if missing:
        yield reasons.left_out(missing, NO_DAYS)


PRACTICE = Practice(
    code="P04",
    slug="goals-judged-again",
    title=_("Goals that are looked at again"),
    theme=_("Shared direction"),
    question=_(
        "How long is it since somebody looked at each goal again, and do decisions change when they are looked at again?"
    ),
    tables=("goals",),
    uses=("departments", "decisions"),
    counted=_("open goals"),
    unit="days",
    better="down",
    threshold_open=180,
    open_reason=_("Half a year: two quarters in which half of the goals were not looked at once."),
    threshold_close=120,
    close_reason=_("One quarter and a month's grace, well below the opening threshold."),
    min_rows=3,
    full_rows=3,
    basis=Basis.LOGS,
    declared=False,
    finding=_("Half of the goals have not been looked at again for {value} days or more; {threshold} is the most."),
    fact_opens=_("half of three open goals or more have not been looked at again for more than half a year"),
    fact_closes=_("four months or less"),
    move=_("Let both owners go through their goals in one hour: keep, change or close each, and name the next day."),
    sources=(
        "Eisenhardt 1989, Academy of Management Journal 32(3)",
        "Sull, Homkes & Sull 2015, Harvard Business Review 93(3)",
    ),
    needs={
        "goals": _("Add goals with an owner on each side, and press “Review” when you have looked at one again."),
    },
    own_gap_subjects=(SubjectKind.ORGANISATION, SubjectKind.DEPARTMENT),
    opens_by_fact=True,
    measure=measure,
)
