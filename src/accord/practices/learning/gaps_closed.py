"""P50.gaps — Gaps close.

Question: How long does it take from finding a gap until it is closed, or both sides sign that they differ?

Why it matters: Finding out that business and IT expect different things is the easy part. A gap that everybody has known for
half a year does more harm than one nobody has seen: it shows that talking changes nothing.

Good example: The pay-off dates were five months apart in March. In April both sides forecast again together, and in May the
measure was back.

Bad example: The same gap has led the list for two hundred days. Each side has its explanation, and nobody has decided.

How it is computed: The clock starts on the day the gap opened (or opened again) and stops when the measure has moved back or
both owners have signed that they differ. The figure is the day by which half are closed (Kaplan–Meier), with a 95 % range;
what is open counts as "at least so long", and what ended because its subject is gone is looked at up to that day. A gap
accepted for now is still open. Beside it stand the day by which four in five are closed, how many closed in which way, and
how many open ones are older than sixty days. For a single initiative the figure is the days its oldest gap has been open: beyond
sixty it is a gap of its own, unless somebody has accepted it until a day. Gaps of this measure itself are not counted.

What it cannot tell: Whether what moved back will stay there, and how much each gap mattered. Signing to differ is an end, not a
failure.

Source: Kaplan & Meier, JASA 53, 1958; Brookmeyer & Crowley, Biometrics 38, 1982, for the range of the median. Sixty days are
a choice of this house: two monthly meetings of both sides.
"""

from collections.abc import Iterator

import polars as pl

from accord.practices.delivery.waiting import ARRIVED, KAPLAN_MEIER, OPEN, wait
from accord.practices.judging import Finding, insufficient, judged, unasked
from accord.practices.learning.loops import LOOPS, OldestWords, oldest_readings
from accord.practices.members import Branch, Members
from accord.practices.practice import Practice, Scope
from accord.practices.reading import Basis, Reading, Reason, SubjectKind, Value
from accord.practices.words import gettext_noop as _
from accord.science import kaplan_meier
from accord.tables import Snapshot, collect

CODE = "P50.gaps"
OLD_DAYS = 60
OLD = _("Open for more than {days} days: {count} of {n} open gaps.")
WORDS = OldestWords(
    too_old=_("A gap about it has been open for {days} days; {limit} is the most."),
    open=_("Its oldest open gap was found {days} days ago."),
    none=_("No gap about it is open, or what is open was accepted until a day."),
)


def measure(snapshot: Snapshot, scope: Scope) -> Iterator[Reading]:
    """Yield the median days until gaps close for groups, and for each initiative the days of its oldest open gap."""
    why = unasked(PRACTICE, snapshot, ("gaps",))
    if why:
        yield from insufficient(PRACTICE, snapshot, scope, why, method=KAPLAN_MEIER)
        return
    rows = found_gaps(snapshot)
    members = Members.of(snapshot, rows.with_columns(title=pl.lit("")), ("opened_on", "closed_on", "closed_how"))
    for branch in members.wanted(scope):
        yield _group(snapshot, scope, members, branch)
    facts = rows.with_columns(is_open=pl.col("closed_on").is_null() & pl.col("accepted_on").is_null())
    yield from oldest_readings(PRACTICE, snapshot, scope, facts, WORDS, limit=OLD_DAYS)


def found_gaps(snapshot: Snapshot) -> pl.DataFrame:
    """Return the gaps opened by the day of the snapshot, but for those of this measure: `days` open, `cause` of the end."""
    today = pl.lit(snapshot.as_of, dtype=pl.Date)
    rows = collect(snapshot.tables["gaps"]).unique("id", keep="first", maintain_order=True)
    rows = rows.filter((pl.col("opened_on") <= today).fill_null(False) & (pl.col("practice") != CODE)).with_columns(
        closed_on=pl.when(pl.col("closed_on") <= today).then("closed_on"),
        accepted_on=pl.when(pl.col("accepted_on") <= today).then("accepted_on"),
    )
    is_closed = pl.col("closed_on").is_not_null() & (pl.col("closed_how") != "gone").fill_null(True)
    days = (pl.coalesce("closed_on", today) - pl.col("opened_on")).dt.total_days()
    return rows.with_columns(days=days, cause=pl.when(is_closed).then(ARRIVED).otherwise(OPEN)).filter(
        pl.col("days") >= 0
    )


def _group(snapshot: Snapshot, scope: Scope, members: Members, branch: Branch) -> Reading:
    rows = members.frame[branch.rows]
    found = wait(PRACTICE, scope, rows["days"].to_numpy(), rows["cause"].to_numpy())
    figures = _figures(rows)
    old = Reason("old", OLD, {"days": OLD_DAYS, "count": figures["old"], "n": figures["open"]})
    return judged(
        PRACTICE,
        snapshot,
        scope,
        Finding(
            kind=branch.kind,
            id=branch.id,
            whole=branch.whole,
            n=rows.height,
            n_missing=0,
            digest=members.digest(branch.rows),
            method=found.method,
            value=found.value,
            interval=found.interval,
            guard=found.guard,
            at_least=found.at_least,
            reasons=(*found.reasons, *((old,) if figures["old"] else ())),
            figures=figures,
        ),
    )


def _figures(rows: pl.DataFrame) -> dict[str, Value]:
    open_ones = rows.filter(pl.col("closed_on").is_null())
    figures: dict[str, Value] = {
        "open": open_ones.height,
        "accepted": int(open_ones["accepted_on"].is_not_null().sum()),
        "old": int((open_ones["days"] > OLD_DAYS).sum()),
        "moved": int((rows["closed_how"] == "moved").sum()),
        "differ": int((rows["closed_how"] == "differ").sum()),
        "gone": int((rows["closed_how"] == "gone").sum()),
        "p80": None,
    }
    if rows.height >= PRACTICE.min_rows:
        figures["p80"] = kaplan_meier(rows["days"].to_numpy(), (rows["cause"] == ARRIVED).to_numpy()).quantile(0.8)
    return figures


PRACTICE = Practice(
    code=CODE,
    family=LOOPS,
    slug="gaps-closed",
    title=_("Gaps close"),
    theme=LOOPS.theme,
    question=_("How long does it take from finding a gap until it is closed, or both sides sign that they differ?"),
    tables=("gaps",),
    uses=("departments", "initiatives"),
    counted=_("gaps that opened"),
    unit="days",
    better="down",
    threshold_open=60,
    open_reason=_("Sixty days: two monthly meetings of both sides, and enough time to measure again."),
    threshold_close=45,
    close_reason=_("Two weeks below the opening threshold, so that one slow gap does not make it flicker."),
    min_rows=5,
    full_rows=10,
    basis=Basis.LOGS,
    declared=False,
    finding=_("It takes {value} days until half of the gaps are closed; {threshold} is the most."),
    fact_opens=_("A gap about it has been open for more than sixty days, and nobody has accepted it until a day."),
    fact_closes=_("No gap about it is open for longer than forty-five days."),
    move=_("Take the oldest to the two owners: one step with a day, or a decision to accept it or to differ."),
    sources=("Kaplan & Meier 1958, JASA 53", "Brookmeyer & Crowley 1982, Biometrics 38"),
    needs={"gaps": _("Nothing to do: gaps are written down as they open.")},
    own_gap_subjects=(SubjectKind.ORGANISATION, SubjectKind.DEPARTMENT, SubjectKind.INITIATIVE),
    measure=measure,
)
