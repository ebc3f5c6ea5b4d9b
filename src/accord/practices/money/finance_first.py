"""P07 — Finance in before commitment.

Question: Was finance in before money was committed, early enough to change anything?

Why it matters: Before the first commitment a doubt costs a week; after it, a doubt costs money and face. Finance that is
asked to approve what is already signed can only say yes, and looks for the next reason to say no.

Good example: Finance helped to write the case in March, asked for ranges and an exit, and signed. The first order was placed
in May.

Bad example: The licences were ordered in January. Finance learned of them from the invoice in April and was then asked for
a business case.

How it is computed: For each initiative the days from finance's first entry on record (it wrote, signed, challenged, posted or
released something, or somebody wrote down when it came in) to the first commitment of money (the first order, release
or payment), sign kept: less than zero means that money came first. The figure is the share of commitments of the last two years
with finance in at least 14 days before, with Wilson's 95 % range. What is not committed yet is not counted. Where only the
month of the commitment is known, its first and its last day are both held against the 14 days; if they differ in what they
say, the month cannot decide, and it is left out and named. Where money is committed and nobody was asked about finance at
all, nothing is known and nothing is called late; where there is a case and finance is in none of it, it is late. Beside the
share stands the middle of the days. For a single initiative late finance is a fact: it opens a gap, which closes once
finance has signed the case as it stands.

What it cannot tell: Whether finance was heard, and what it would have said. A meeting that nobody wrote down does not count.

Source: early involvement of finance is asked for by stage-gate practice (Cooper, Business Horizons 33(3), 1990) and by HM
Treasury, The Green Book, 2022 (approval before commitment); Wilson, JASA 22, 1927, for the range. Fourteen days and two years
are choices of this house.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any

import numpy as np

from accord.practices import reasons
from accord.practices.facts import NO_STAGE, OVER, OVER_STAGES, Facts, One, fact_readings, joined
from accord.practices.judging import insufficient, unasked
from accord.practices.members import ASIDE, FAILS, PASSES, UNKNOWN, Branch
from accord.practices.practice import Practice, Scope
from accord.practices.reading import Basis, Reading, Reason, SubjectKind, Value
from accord.practices.shares import WILSON
from accord.practices.words import gettext_noop as _
from accord.tables import Snapshot

EARLY_DAYS = 14
RECENT = timedelta(days=730)
METHOD_ONE = "days from finance's first entry to the first commitment"
READ = ("committed_on", "committed_until", "finance_on", "asked")
INPUTS = ("stage", "has_commitments", *READ, "finance_signed_on")

NOT_YET = Reason("not_committed", _("No money is committed yet."))
NOT_YET_IN = _("No money is committed yet, and finance has been in since {day}.")
LONG_AGO = _("Money was first committed on {day}, more than two years ago: it is not counted any more.")
NOBODY_ASKED = _("Money was committed on {day}; nobody was asked when finance came in.")
NEVER = _("Money has been committed since {day}, and finance has not come in.")
AFTER = _("Finance came in {days} days after money was first committed.")
SAME_DAY = Reason("same_day", _("Finance came in on the day on which money was first committed."))
TOO_SHORT = _("Finance came in only {days} days before money was committed; {limit} are the least.")
BEFORE = _("Finance came in {days} days before money was committed.")
AT_LEAST = _("Finance came in at least {days} days before money was committed.")
MONTH = _(
    "Finance came in on {day}, money was committed in the month from {from} on: without the day this cannot be told."
)
CAUGHT_UP = _("Finance has signed the case since, on {day}.")
MIDDLE_BEFORE = _("For half of them finance was in {days} days or more before money was committed.")
MIDDLE_AFTER = _("For half of them finance came in {days} days or more after money was committed, or not at all.")
LEFT_OUT = _("nothing on record about finance, only the month of a commitment, or an unknown stage")


def measure(snapshot: Snapshot, scope: Scope) -> Iterator[Reading]:
    """Yield the share of first commitments with finance in before, and for each initiative whether finance was late."""
    why = unasked(PRACTICE, snapshot, ("initiatives", "commitments"))
    if why:
        yield from insufficient(PRACTICE, snapshot, scope, why, method=WILSON)
        return
    rows = joined(snapshot, "commitments", READ, snapshot.initiatives, ends=("committed_until",))
    rows = joined(snapshot, "cases", ("finance_signed_on",), rows)
    facts = Facts.of(snapshot, rows, INPUTS, partial(_judge, snapshot.as_of))
    more = partial(_middle, facts)
    yield from fact_readings(PRACTICE, snapshot, scope, facts, unknown=LEFT_OUT, method=METHOD_ONE, more=more)


def _judge(as_of: date, row: Mapping[str, Any]) -> One:
    committed, until, finance = row["committed_on"], row["committed_until"], row["finance_on"]
    if row["stage"] in OVER_STAGES:
        return One(ASIDE, OVER, speaks=row["has_commitments"])
    if committed is None:
        note = Reason("not_committed_in", NOT_YET_IN, {"day": _day(finance)}) if finance else NOT_YET
        return One(ASIDE, note, speaks=row["has_commitments"])
    if committed < as_of - RECENT:
        return One(ASIDE, Reason("long_ago", LONG_AGO, {"day": _day(committed)}))
    if row["stage"] == "unknown":
        return One(UNKNOWN, NO_STAGE)
    if finance is None:
        values: dict[str, Value] = {"day": _day(committed)}
        if row["asked"]:
            return One(FAILS, Reason("never", NEVER, values), value=0.0)
        return One(UNKNOWN, Reason("nobody_asked", NOBODY_ASKED, values), more=(reasons.how(PRACTICE, "commitments"),))
    latest = max(until or committed, committed)
    return _compared((committed - finance).days, (latest - finance).days, row)


def _compared(low: int, high: int, row: Mapping[str, Any]) -> One:
    """Judge the days, which lie between `low` and `high` where only the month of the commitment is known."""
    figures: dict[str, Value] = {"days_low": low, "days_high": high}
    if low >= EARLY_DAYS:
        note = Reason("before", BEFORE if low == high else AT_LEAST, {"days": low})
        return One(PASSES, note, value=1.0, figures=figures)
    if high >= EARLY_DAYS:
        values: dict[str, Value] = {"day": _day(row["finance_on"]), "from": _day(row["committed_on"])}
        return One(UNKNOWN, Reason("month", MONTH, values), figures=figures, is_unclear=True)
    signed = row["finance_signed_on"]
    return One(
        FAILS,
        _late(high),
        value=0.0,
        figures=figures,
        more=(Reason("caught_up", CAUGHT_UP, {"day": _day(signed)}),) if signed else (),
        is_caught_up=signed is not None,
    )


def _late(high: int) -> Reason:
    if high < 0:
        return Reason("after", AFTER, {"days": -high})
    return Reason("too_short", TOO_SHORT, {"days": high, "limit": EARLY_DAYS}) if high else SAME_DAY


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _middle(facts: Facts, branch: Branch) -> tuple[dict[str, Value], tuple[Reason, ...]]:
    """Return the middle of the days of what is counted; finance that never came in lies below every number of days."""
    counted = [one for one in facts.of_branch(branch) if one.state in (PASSES, FAILS)]
    days = sorted(_low(one) for one in counted)
    never = sum(one.note.code == "never" for one in counted)
    figures: dict[str, Value] = {"never": never, "median_days": None}
    if len(days) < PRACTICE.min_rows:
        return figures, ()
    middle = float(np.median(days)) if np.isfinite(days[(len(days) - 1) // 2]) else -np.inf
    if not np.isfinite(middle):
        return figures, ()
    said = MIDDLE_BEFORE if middle >= 0 else MIDDLE_AFTER
    values: dict[str, Value] = {"days": round(abs(middle))}
    return {**figures, "median_days": middle}, (Reason("middle", said, values),)


def _low(one: One) -> float:
    low = one.figures.get("days_low")
    return -np.inf if low is None else float(low)


PRACTICE = Practice(
    code="P07",
    slug="finance-first",
    title=_("Finance in before commitment"),
    theme=_("Money and value"),
    question=_("Was finance in before money was committed, early enough to change anything?"),
    tables=("initiatives", "commitments"),
    uses=("departments", "cases"),
    counted=_("first commitments of money in the last two years"),
    unit="share",
    better="up",
    threshold_open=0.8,
    open_reason=_("One commitment in five without finance is no exception any more, and finance cannot change it."),
    threshold_close=0.9,
    close_reason=_("Well above the opening threshold: what is left are emergencies."),
    basis=Basis.LOGS,
    declared=False,
    finding=_(
        "Finance was in two weeks before only {value} of the first commitments of money; it should be before {threshold}."
    ),
    finding_none=_("Finance was in before none of the first commitments of money; it should be before {threshold}."),
    fact_opens=_(
        "below 80 %; for one initiative: money is committed and finance came in less than 14 days before, or later"
    ),
    fact_closes=_("90 % or more; for one initiative: finance has signed its case as it stands, or it is over"),
    move=_(
        "Let finance sign the case as it stands, and agree that nothing is ordered before finance has been in for two weeks."
    ),
    sources=(
        "Cooper 1990, Business Horizons 33(3)",
        "HM Treasury 2022, The Green Book",
        "Wilson 1927, JASA 22",
    ),
    needs={
        "initiatives": _("Import the initiatives or add them one by one."),
        "commitments": _(
            "Begin a case on each initiative, or post what is committed and write down when finance came in."
        ),
    },
    own_gap_subjects=(SubjectKind.ORGANISATION, SubjectKind.DEPARTMENT, SubjectKind.INITIATIVE),
    measure=measure,
)
