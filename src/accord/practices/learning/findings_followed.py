"""P50.findings — Something follows from findings.

Question: Of what was found out of step, how much was talked about and got an owner and a date, or a decision?

Why it matters: Measuring that changes nothing is worse than not measuring: it costs time and teaches people that honest
answers have no consequence.

Good example: Ten gaps opened in the half-year. Nine stood on an agenda within the month; seven got a step with a name and a
day, two were accepted with a reason, and everybody who had a part was told how they ended.

Bad example: The list of gaps is sent round each quarter. It is noted, thanked for and filed.

How it is computed: Counted are the gaps of the last year that have been open for at least four weeks, or that something
followed from sooner. Something followed when the gap was put on an agenda and a step against it has an owner and a day, or
when it was accepted for now with a reason, or both owners signed that they differ. The figure is these ÷ those counted, with
Wilson's 95 % range. What closed by itself within four weeks, and what ended because its subject is gone, is left out.
Beside it stand how many reached an agenda at all, and of those that closed the share whose people were told. Departments
are counted with those below them.

What it cannot tell: Whether the step was the right one; whether it worked is what the days until gaps close say.

Source: the share of findings that became agenda items with an owner and a date is agenda traceability; Wilson, JASA 22,
1927, for the range. Four weeks are a choice of this house: by then the monthly meeting has taken place.
"""

from collections.abc import Iterator
from typing import Any

import polars as pl

from accord.practices.judging import Finding, insufficient, judged, unasked
from accord.practices.learning.gaps_closed import found_gaps
from accord.practices.learning.loops import LOOPS
from accord.practices.members import Branch, Members
from accord.practices.practice import Practice, Scope
from accord.practices.reading import Basis, Reading, Reason, SubjectKind, Value
from accord.practices.shares import WILSON, share_ends
from accord.practices.words import gettext_noop as _
from accord.tables import Snapshot

WEEKS_DAYS, YEAR_DAYS = 28, 365
READ = ("opened_on", "on_agenda_on", "owner", "promise_due_on", "accepted_on", "closed_on", "closed_how", "told_on")
TALKED = _("Put on an agenda: {count} of {n}.")
TOLD = _("Of those that closed, told to the people concerned: {count} of {n}.")
TOO_NEW = _("Open for less than four weeks and not counted yet: {count}.")


def measure(snapshot: Snapshot, scope: Scope) -> Iterator[Reading]:
    """Yield the share of findings that something followed from, for the organisation and each department."""
    why = unasked(PRACTICE, snapshot, ("gaps",))
    if why:
        yield from insufficient(PRACTICE, snapshot, scope, why, method=WILSON)
        return
    members = Members.of(snapshot, findings(snapshot), READ)
    for branch in members.wanted(scope):
        yield _group(snapshot, scope, members, branch)


def findings(snapshot: Snapshot) -> pl.DataFrame:
    """Return the gaps of the last year with whether something `followed`, and whether each `counts` yet."""
    today = pl.lit(snapshot.as_of, dtype=pl.Date)
    rows = found_gaps(snapshot)
    age = (today - pl.col("opened_on")).dt.total_days()
    known = (pl.when(pl.col(name) <= today).then(name) for name in ("on_agenda_on", "told_on"))
    rows = rows.filter(age <= YEAR_DAYS, (pl.col("closed_how") != "gone").fill_null(True)).with_columns(*known)
    has_step = (
        pl.col("on_agenda_on").is_not_null() & pl.col("owner").is_not_null() & pl.col("promise_due_on").is_not_null()
    )
    is_decided = pl.col("accepted_on").is_not_null() | (pl.col("closed_how") == "differ").fill_null(False)
    followed = has_step | is_decided
    by_itself = pl.col("closed_on").is_not_null() & (pl.col("days") < WEEKS_DAYS) & ~followed
    counts = followed | ((age >= WEEKS_DAYS) & ~by_itself)
    return rows.with_columns(title=pl.lit(""), followed=followed, counts=counts, by_itself=by_itself)


def _group(snapshot: Snapshot, scope: Scope, members: Members, branch: Branch) -> Reading:
    everything = members.frame[branch.rows]
    rows = everything.filter("counts")
    n, followed = rows.height, int(rows["followed"].sum())
    figures = _figures(rows, everything)
    return judged(
        PRACTICE,
        snapshot,
        scope,
        Finding(
            kind=branch.kind,
            id=branch.id,
            whole=branch.whole,
            n=n,
            n_missing=0,
            digest=members.digest(branch.rows),
            method=WILSON,
            reasons=tuple(_said(figures, n)) if n >= PRACTICE.min_rows else (),
            figures=figures,
            **share_ends(PRACTICE, scope, followed, n),
        ),
    )


def _figures(rows: pl.DataFrame, everything: pl.DataFrame) -> dict[str, Value]:
    closed = rows.filter(pl.col("closed_on").is_not_null())
    told = int(closed["told_on"].is_not_null().sum())
    return {
        "followed": int(rows["followed"].sum()),
        "on_agenda": int(rows["on_agenda_on"].is_not_null().sum()),
        "closed": closed.height,
        "told": told,
        "told_share": told / closed.height if closed.height >= PRACTICE.min_rows else None,
        "too_new": int((~everything["counts"] & ~everything["by_itself"]).sum()),
    }


def _said(figures: dict[str, Any], n: int) -> Iterator[Reason]:
    yield Reason("talked", TALKED, {"count": figures["on_agenda"], "n": n})
    if figures["closed"]:
        yield Reason("told", TOLD, {"count": figures["told"], "n": figures["closed"]})
    if figures["too_new"]:
        yield Reason("too_new", TOO_NEW, {"count": figures["too_new"]})


PRACTICE = Practice(
    code="P50.findings",
    family=LOOPS,
    slug="findings-followed",
    title=_("Something follows from findings"),
    theme=LOOPS.theme,
    question=_("Of what was found out of step, how much was talked about and got an owner and a date, or a decision?"),
    tables=("gaps",),
    uses=("departments",),
    counted=_("gaps of the last year that were open for four weeks"),
    unit="share",
    better="up",
    threshold_open=0.5,
    open_reason=_("If nothing follows from half of what is found within four weeks, the findings are not used."),
    threshold_close=0.65,
    close_reason=_("Well above the opening threshold: two in three."),
    min_rows=5,
    full_rows=10,
    basis=Basis.LOGS,
    declared=False,
    finding=_("Something followed from only {value} of what was found; {threshold} should be."),
    finding_none=_("Nothing followed from what was found; something should from {threshold}."),
    move=_("Put the gaps that nobody has talked about on the next agenda, and leave none without a name and a day."),
    sources=("Wilson 1927, JASA 22",),
    needs={"gaps": _("Nothing to do: gaps are written down as they open, with what follows from them.")},
    own_gap_subjects=(SubjectKind.ORGANISATION, SubjectKind.DEPARTMENT),
    measure=measure,
)
