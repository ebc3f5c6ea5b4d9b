"""P50.decisions — Decisions do not wait.

Question: How long do questions wait until they are decided, and how many have to be decided twice?

Why it matters: While a question waits, everybody who needs the answer works on a guess or not at all. Business and IT wait
for each other most often where nobody knows who decides.

Good example: "Do we roll out to all branches?" came up on Monday, had one name beside it, and was answered on Thursday with
two sentences of reasons. It was never asked again.

Bad example: The same question stood on five agendas in a row. When it was decided, half of those concerned had not been
heard, and two months later it was open again.

How it is computed: The clock starts on the day the question came up, not when it first stood on an agenda, and stops when
it is decided. The figure is the day by which half are decided (Kaplan–Meier), with a 95 % range; what is undecided counts
as "at least so long". What was opened again begins to wait again: its first wait and its latest both count. Where more
than a tenth of the questions were withdrawn, a withdrawn one counts as never decided (Aalen–Johansen). Beside it stand the
day by which four in five are decided and the share of all decisions that were opened again. Departments are counted with
those below them, by who decides. For a single initiative the figure is the days its oldest undecided question has waited:
beyond six weeks it is a gap of its own.

What it cannot tell: Whether the decisions were good: quick is not the same as right, which is why those opened again stand
beside it. What nobody wrote down as a question is not here.

Source: Kaplan & Meier, JASA 53, 1958; Brookmeyer & Crowley, Biometrics 38, 1982, for the range of the median. Three weeks
are a choice of this house: whoever meets once a month decides after fifteen days on average.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

import polars as pl

from accord.practices import reasons
from accord.practices.delivery.waiting import ARRIVED, GIVEN_UP, KAPLAN_MEIER, OPEN, wait
from accord.practices.judging import Finding, insufficient, judged, unasked
from accord.practices.learning.loops import LOOPS, OldestWords, oldest_readings
from accord.practices.members import Branch, Members
from accord.practices.practice import Practice, Scope
from accord.practices.reading import Basis, Reading, Reason, SubjectKind, Value
from accord.practices.words import gettext_noop as _
from accord.science import kaplan_meier
from accord.tables import Snapshot, collect

LONG_DAYS = 42  # six weeks: twice the opening threshold
COUNTED, NO_END, BACKWARDS = "counted", "no_end", "backwards"
REOPENED = _("Opened again: {count} of {n} decisions.")
LEFT_OUT = {NO_END: _("a day of deciding nobody knows"), BACKWARDS: _("days that run backwards")}
WORDS = OldestWords(
    too_old=_("A question about it has waited for {days} days to be decided."),
    open=_("The oldest undecided question about it came up {days} days ago."),
    none=_("Every question about it is decided."),
)


def measure(snapshot: Snapshot, scope: Scope) -> Iterator[Reading]:
    """Yield the median wait for groups, and for each initiative the days of its oldest undecided question."""
    why = unasked(PRACTICE, snapshot, ("decisions",))
    if why:
        yield from insufficient(PRACTICE, snapshot, scope, why, method=KAPLAN_MEIER)
        return
    rows = decision_waits(collect(snapshot.tables["decisions"]), as_of=snapshot.as_of)
    members = Members.of(snapshot, rows.with_columns(title=pl.lit("")), ("wait", "start", "end", "cause"), ("wait",))
    for branch in members.wanted(scope):
        yield _group(snapshot, scope, members, branch)
    facts = rows.with_columns(is_open=pl.col("cause") == OPEN)
    yield from oldest_readings(PRACTICE, snapshot, scope, facts, WORDS, limit=LONG_DAYS)


def decision_waits(table: pl.DataFrame, *, as_of: date) -> pl.DataFrame:
    """Return one row per wait: the first of every question, and the latest of those opened again.

    `start` and `end` are days, `days` what lies between (so far), `cause` how it ended, `why` whether it counts.
    """
    today = pl.lit(as_of, dtype=pl.Date)
    rows = table.unique("id", keep="first", maintain_order=True)
    rows = rows.filter((pl.col("raised_on") <= today).fill_null(False)).with_columns(
        *(pl.when(pl.col(name) <= today).then(name) for name in ("decided_on", "first_decided_on", "withdrawn_on")),
        waits_since=pl.coalesce("waits_since", "raised_on"),
        reopened=pl.col("reopened").fill_null(0),
    )
    gone = pl.col("reopened") > 0
    first = rows.with_columns(
        wait=pl.lit(1), start="raised_on", end=pl.when(gone).then(pl.coalesce("first_decided_on", "waits_since"))
        .otherwise("decided_on"),
    )  # fmt: skip
    again = rows.filter(gone).with_columns(wait=pl.lit(2), start="waits_since", end="decided_on")
    waits = pl.concat([first, again])
    is_withdrawn = (pl.col("state") == "withdrawn") & ((pl.col("wait") == 2) | ~gone)
    cause = (
        pl.when(pl.col("end").is_not_null()).then(ARRIVED)
        .when(is_withdrawn).then(GIVEN_UP)
        .otherwise(OPEN)
    )  # fmt: skip
    last = pl.coalesce("end", pl.when(is_withdrawn).then(pl.coalesce("withdrawn_on", today)).otherwise(today))
    days = (last - pl.col("start")).dt.total_days()
    unknown = (pl.col("state") == "decided") & pl.col("end").is_null()
    why = pl.when(unknown).then(pl.lit(NO_END)).when(days < 0).then(pl.lit(BACKWARDS)).otherwise(pl.lit(COUNTED))
    return waits.with_columns(cause=cause, days=days, why=why)


def _group(snapshot: Snapshot, scope: Scope, members: Members, branch: Branch) -> Reading:
    rows = members.frame[branch.rows]
    counted = rows.filter(pl.col("why") == COUNTED)
    found = wait(PRACTICE, scope, counted["days"].to_numpy(), counted["cause"].to_numpy())
    figures = decision_figures(counted)
    return judged(
        PRACTICE,
        snapshot,
        scope,
        Finding(
            kind=branch.kind,
            id=branch.id,
            whole=branch.whole,
            n=int(counted["id"].n_unique()),
            n_missing=rows.height - counted.height,
            digest=members.digest(branch.rows),
            method=found.method,
            value=found.value,
            interval=found.interval,
            guard=found.guard,
            at_least=found.at_least,
            reasons=(*found.reasons, *_said(figures, rows)),
            figures=figures,
        ),
    )


def decision_figures(counted: pl.DataFrame) -> dict[str, Value]:
    """Return how many are decided, open, withdrawn and opened again, and the day by which four in five are decided."""
    questions = counted.unique("id", keep="first")
    decided = questions.filter((pl.col("reopened") > 0) | pl.col("decided_on").is_not_null())
    figures: dict[str, Value] = {
        "decided": decided.height,
        "open": int((counted["cause"] == OPEN).sum()),
        "withdrawn": int((counted["cause"] == GIVEN_UP).sum()),
        "reopened": int((decided["reopened"] > 0).sum()),
        "reopened_share": None,
        "p80": None,
    }
    if questions.height >= PRACTICE.min_rows:
        curve = kaplan_meier(counted["days"].to_numpy(), (counted["cause"] == ARRIVED).to_numpy())
        figures["p80"] = curve.quantile(0.8)
    if decided.height >= PRACTICE.min_rows:
        figures["reopened_share"] = int((decided["reopened"] > 0).sum()) / decided.height
    return figures


def _said(figures: dict[str, Value], rows: pl.DataFrame) -> Iterator[Reason]:
    if figures["reopened"]:
        yield Reason("reopened", REOPENED, {"count": figures["reopened"], "n": figures["decided"]})
    counts: dict[str, Any] = {code: int((rows["why"] == code).sum()) for code in LEFT_OUT}
    for code, count in counts.items():
        if count:
            yield reasons.left_out(count, LEFT_OUT[code])


PRACTICE = Practice(
    code="P50.decisions",
    family=LOOPS,
    slug="decisions-made",
    title=_("Decisions do not wait"),
    theme=LOOPS.theme,
    question=_("How long do questions wait until they are decided, and how many have to be decided twice?"),
    tables=("decisions",),
    uses=("departments", "initiatives"),
    counted=_("questions to be decided"),
    unit="days",
    better="down",
    threshold_open=21,
    open_reason=_("Three weeks: longer than meeting once a month explains, and longer than most work can go on without."),
    threshold_close=14,
    close_reason=_("Two weeks: what a monthly meeting alone would give, so that one late answer does not make it flicker."),
    min_rows=8,
    full_rows=12,
    basis=Basis.FORMS,
    declared=True,
    finding=_("It takes {value} days until half of the questions are decided; {threshold} is the most."),
    fact_opens=_("A question about it has waited for more than six weeks."),
    fact_closes=_("No undecided question about it is older than two weeks."),
    move=_("Name one person for each question and let them decide without waiting for the next meeting."),
    sources=("Kaplan & Meier 1958, JASA 53", "Brookmeyer & Crowley 1982, Biometrics 38"),
    needs={
        "decisions": _("Write down what is to be decided, who decides it and when it came up: in meetings, or on the page "
                       "of an initiative."),
    },
    own_gap_subjects=(SubjectKind.ORGANISATION, SubjectKind.DEPARTMENT, SubjectKind.INITIATIVE),
    measure=measure,
)  # fmt: skip
