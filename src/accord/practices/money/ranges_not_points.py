"""P09.ranges — Ranges instead of single numbers.

Question: Do the cases say how sure they are, or is everything in them a single number?

Why it matters: A single number is read as a promise. It hides that nobody knows it, and who signs it cannot tell a safe
benefit from a hope. A range says both, and is what a chance of a loss is counted from.

Good example: "Between 180,000 and 420,000 a year, most likely 260,000; the low end if only the two large sites take part."

Bad example: "312,400 a year", added up from four guesses that nobody wrote down as such.

How it is computed: Of the cases that were put to the signers or belong to an initiative past approval, the share in which at least one
cost or benefit has a range: low, likely and high not all alike. The 95 % range is Wilson's. For a single initiative the figure is
the share of its costs and benefits that have a range; that none of them has one is a fact and opens a gap.

What it cannot tell: Whether a range is wide enough. Most are far too narrow; what became of earlier ones says more about that
(P08, ranges that held). It rests on a form, and is shown as declared.

Source: Jørgensen, Teigen & Moløkken, Journal of Systems and Software 70, 2004 (ranges are given too narrow); Savage, The Flaw of
Averages, 2009; Wilson, JASA 22, 1927. One line with a range as the least is a choice of this house.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from accord.practices.facts import OVER, OVER_STAGES, Facts, One, fact_readings, joined
from accord.practices.judging import insufficient, unasked
from accord.practices.members import ASIDE, FAILS, PASSES, UNKNOWN
from accord.practices.money.value import NEEDS, VALUE
from accord.practices.practice import Practice, Scope
from accord.practices.reading import Basis, Reading, Reason, SubjectKind
from accord.practices.shares import WILSON
from accord.practices.words import gettext_noop as _
from accord.tables import Snapshot

METHOD_ONE = "lines with a range ÷ lines"
READ = ("state", "lines", "point_lines")
ALL_POINTS = _("All {lines} costs and benefits of its case are single numbers: nobody said how sure they are.")
ONE_POINT = Reason("point", _("The only amount of its case is a single number: nobody said how sure it is."))
RANGED = _("{ranged} of {lines} costs and benefits of its case have a range.")
NO_LINES = Reason("no_lines", _("Its case counts no cost and no benefit yet."))
BEING_WRITTEN = Reason("being_written", _("Its case is still being written."))
LEFT_OUT = _("a case that counts nothing yet")


def measure(snapshot: Snapshot, scope: Scope) -> Iterator[Reading]:
    """Yield the share of cases with ranges, and for each initiative with a case the share of its lines with one."""
    why = unasked(PRACTICE, snapshot, ("initiatives", "cases"))
    if why:
        return insufficient(PRACTICE, snapshot, scope, why, method=WILSON)
    rows = joined(snapshot, "cases", READ, snapshot.initiatives).filter("has_cases")
    facts = Facts.of(snapshot, rows, ("stage", *READ), _judge)
    return fact_readings(PRACTICE, snapshot, scope, facts, unknown=LEFT_OUT, method=METHOD_ONE)


def _judge(row: Mapping[str, Any]) -> One:
    if row["stage"] in OVER_STAGES:
        return One(ASIDE, OVER)
    if row["state"] == "draft" and row["stage"] in ("idea", "unknown"):
        return One(ASIDE, BEING_WRITTEN)
    if not row["lines"] or row["point_lines"] is None:
        return One(UNKNOWN, NO_LINES)
    lines = int(row["lines"])
    ranged = lines - min(int(row["point_lines"]), lines)
    if ranged:
        note = Reason("ranged", RANGED, {"ranged": ranged, "lines": lines})
        return One(PASSES, note, value=ranged / lines, n=lines)
    note = ONE_POINT if lines == 1 else Reason("all_points", ALL_POINTS, {"lines": lines})
    return One(FAILS, note, value=0.0, n=lines)


PRACTICE = Practice(
    code="P09.ranges",
    family=VALUE,
    slug="ranges-not-points",
    title=_("Ranges instead of single numbers"),
    theme=VALUE.theme,
    question=_("Do the cases say how sure they are, or is everything in them a single number?"),
    tables=("initiatives", "cases"),
    uses=("departments",),
    counted=_("cases that were put to the signers or are past approval"),
    unit="share",
    better="up",
    threshold_open=0.8,
    open_reason=_("A range costs three numbers instead of one; one case in five without any is much."),
    threshold_close=0.9,
    close_reason=_("Well above the opening threshold, because it takes minutes to mend."),
    basis=Basis.FORMS,
    declared=True,
    finding=_("Only {value} of the cases say how sure they are of any amount; {threshold} should."),
    finding_none=_("None of the cases says how sure it is of any amount; {threshold} should."),
    fact_opens=_("for an initiative: every cost and every benefit of its case is a single number"),
    fact_closes=_("once one cost or benefit has a low and a high end, or it is over"),
    move=_(
        "Ask for each of the three largest amounts: what is it one time in ten at worst, what at best? Write a new version."
    ),
    sources=(
        "Jørgensen, Teigen & Moløkken 2004, Journal of Systems and Software 70",
        "Savage 2009, The Flaw of Averages",
        "Wilson 1927, JASA 22",
    ),
    needs=NEEDS,
    own_gap_subjects=(SubjectKind.INITIATIVE,),
    measure=measure,
)
