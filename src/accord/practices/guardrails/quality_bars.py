"""P38 — Quality bars that are not bargained away.

Question: Does everything in use meet the bars that were set for its quality, or is it waived by somebody, until a day?

Why it matters: Under time pressure quality is what gives way, unnoticed, one exception at a time. A bar that is written down
before, and an exception that has a name, a reason and an end, keep the choice in the open.

Good example: "At most two wrong amounts in a hundred": measured at 1.3 before the start, looked at by somebody who did not
build it, watched every week. For the appendix pages the bar is waived until March, and it says by whom and why.

Bad example: It was "good enough in the demo". Nobody set a bar, nobody else looked, and what was to be mended after the start
is still on the list a year later.

How it is computed: For every initiative in use four bars are looked at: does it meet the quality bars set for it, was it
tested under real conditions before use, has somebody who did not build it looked it over, is it watched in use? The figure is the share
of these that are met: yes ÷ (yes + no + in progress + unknown). A "no" with a waiver that is still in force leaves the count and is
named; once the waiver is over it counts again. "Does not apply" leaves the count too. An initiative nobody was asked about is
left out and named, not counted as zero; a question that fewer than five initiatives have answered has not been asked yet:
it leaves the count, and until it is asked nothing is called good. The answers of one initiative go together, so the 95 % range
(Wilson's) counts initiatives. Departments are counted with those below them. For a single initiative a plain fact counts: it
is in use, does not meet its bars, and no waiver is in force.

What it cannot tell: Whether the bars are the right ones, and how far above or below each one the figures lie. The last three
are asked of every initiative here, whatever its risk; whether they are owed by law is said by P36. It rests on what was
said, and is shown as declared.

Source: NIST AI RMF 1.0, Measure 2 and Manage 1; OMB memorandum M-25-21 (2025) on waivers that are written down and looked at again;
Humble & Farley, Continuous Delivery, 2010, on bars that a release has to pass; Wilson, JASA 22, 1927, for the range. The
thresholds are choices of this house.
"""

from collections.abc import Iterator

import polars as pl

from accord.practices.guardrails.asked import NO, OPEN, WAIVED, YES, Checklist, checklist_readings, states
from accord.practices.judging import Finding, fact, unasked
from accord.practices.members import fingerprint
from accord.practices.practice import Practice, Scope
from accord.practices.reading import Basis, Reading, Reason, Status, SubjectKind, Verdict
from accord.practices.words import gettext_noop as _
from accord.tables import Snapshot

BARS = "quality_bars"
METHOD_ONE = "bars met"
CHECKLIST = Checklist(
    {
        BARS: _("meeting the quality bars"),
        "pre_deployment_testing": _("a test before use"),
        "independent_review": _("a look by somebody else"),
        "monitoring": _("somebody who watches it in use"),
    },
    stages=("live",),
    waivable=frozenset({BARS}),
)
ONE = Checklist({BARS: CHECKLIST.questions[BARS]}, stages=CHECKLIST.stages, waivable=CHECKLIST.waivable)
TOLD = {
    YES: (Status.OK, Verdict.GOOD, Reason("meets", _("It meets the quality bars set for it."))),
    NO: (Status.OK, Verdict.BAD, Reason("misses", _("It does not meet the quality bars set for it, and no waiver is in force."))),
    OPEN: (Status.OK, Verdict.UNCLEAR, Reason("open", _("Whether it meets the quality bars is being looked at."))),
    WAIVED: (Status.OK, Verdict.UNCLEAR, Reason("waived", _("It does not meet the quality bars; that is waived for now."))),
}  # fmt: skip
NO_BARS = (Status.NOT_APPLICABLE, Verdict.NONE, Reason("no_bars", _("No quality bars apply to it.")))
NOT_IN_USE = (Status.NOT_APPLICABLE, Verdict.NONE, Reason("not_in_use", _("It is not in use.")))


def measure(snapshot: Snapshot, scope: Scope) -> Iterator[Reading]:
    """Yield the share of quality bars met for groups, and for each initiative with an answer whether it meets its bars."""
    yield from checklist_readings(PRACTICE, snapshot, scope, CHECKLIST)
    if not unasked(PRACTICE, snapshot, ("initiatives", "evidence")):
        yield from _ones(snapshot, scope)


def _ones(snapshot: Snapshot, scope: Scope) -> Iterator[Reading]:
    found = states(snapshot, ONE).select("initiative", "state", "answer", pl.col("until").cast(pl.String).fill_null(""))
    answers = {name: rest for name, *rest in found.rows()}
    for identity, stage in snapshot.initiatives.select("id", "stage").rows():
        if identity not in answers or not scope.wants(SubjectKind.INITIATIVE, identity):
            continue
        state, *read = answers[identity]
        status, verdict, reason = TOLD.get(state, NO_BARS) if stage in CHECKLIST.stages else NOT_IN_USE
        settled = {Verdict.GOOD: 1.0, Verdict.BAD: 0.0}.get(verdict)
        one = Finding(
            kind=SubjectKind.INITIATIVE,
            id=identity,
            n=int(settled is not None),
            n_missing=0,
            digest=fingerprint("\x1f".join((identity, stage, *read))),
            method=METHOD_ONE,
            value=settled,
            reasons=(reason,),
        )
        closes = status is Status.NOT_APPLICABLE or verdict is Verdict.GOOD
        opens = verdict is Verdict.BAD
        yield fact(PRACTICE, snapshot, scope, one, status=status, verdict=verdict, opens=opens, closes=closes)


PRACTICE = Practice(
    code="P38",
    slug="quality-bars",
    title=_("Quality bars that hold"),
    theme=_("Experiments inside guardrails"),
    question=_(
        "Does everything in use meet the bars that were set for its quality, or is it waived by somebody, until a day?"
    ),
    tables=("initiatives", "evidence"),
    uses=("departments",),
    counted=_("initiatives in use that were asked"),
    unit="share",
    better="up",
    threshold_open=0.8,
    open_reason=_("They are not bargained away; what cannot be met is waived and not counted, so one in five is much."),
    threshold_close=0.9,
    close_reason=_("Well above the opening threshold, because what is not met can be waived in the open."),
    basis=Basis.FORMS,
    declared=True,
    finding=_("Only {value} of the quality bars are met by what is in use; {threshold} should be."),
    finding_none=_("None of the quality bars is met by what is in use; {threshold} should be."),
    fact_opens=_("below 80 %; for one initiative: in use, its bars not met, and no waiver in force"),
    fact_closes=_("90 % or more; for one initiative: its bars are met, or it is not in use any more"),
    move=_(
        "Meet the bar, or take it out of use; if neither can be, let somebody who does not build it waive it until a day."
    ),
    sources=(
        "NIST AI RMF 1.0",
        "OMB M-25-21 (2025)",
        "Humble & Farley 2010, Continuous Delivery",
        "Wilson 1927, JASA 22",
    ),
    needs={
        "initiatives": _("Import the initiatives or add them one by one."),
        "evidence": _("Answer on each initiative in use whether it meets its quality bars, or import the answers."),
    },
    own_gap_subjects=(SubjectKind.ORGANISATION, SubjectKind.DEPARTMENT, SubjectKind.INITIATIVE),
    measure=measure,
)
