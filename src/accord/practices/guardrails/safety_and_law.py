"""P36 — Safety and law before use.

Question: Is everything that is in use and could harm somebody covered by the checks that safety and law ask for?

Why it matters: A system that decides about people's money, work, health or freedom can do harm on its first day. The
checks are cheap before and dear after. "We have not looked" is not "it is fine".

Good example: The tool that ranks applications has a dated test report, an impact assessment, training for those who use
it, a person who can overrule it and a way to appeal; each with a link to the proof.

Bad example: It has been in use for a year. The assessment is "in progress", nobody knows whether it was ever tested on
our own data, and there is no way to appeal.

How it is computed: For every initiative in use that is of high risk, touches rights or safety, or whose class is not
known, eight artefacts are looked for: testing before use, impact assessment, monitoring, training of operators, human
oversight, appeal, feedback of the public, independent review. The figure is the share present: pass ÷ (pass + fail +
unknown). A "no" is a fail; in progress and unknown stay in the count and are never a pass; "not applicable" leaves it.
The artefacts of one initiative go together, so the 95 % range (Wilson's) counts initiatives, not artefacts. An
initiative is good only when all its artefacts are there: seven of eight with one unknown is unknown, not a pass. One
explicit "no", or a prohibited class in use, is a red guardrail.

What it cannot tell: Whether the documents are any good, whether a class was chosen to avoid the work, and what the law
of your country asks beyond this list: have counsel confirm it.

Source: OMB memorandum M-25-21 (3 April 2025), minimum practices for high-impact AI; Regulation (EU) 2024/1689 as amended
by (EU) 2026/1744 on high-risk systems; NIST AI RMF 1.0; Wilson, JASA 22, 1927, for the range.
"""

from collections.abc import Iterator

import numpy as np
import polars as pl

from accord.practices import reasons
from accord.practices.guardrails.duties import (
    ANSWERS,
    CLASS_UNKNOWN,
    COVERED,
    NOT_COVERED,
    PROHIBITED,
    STAGE_UNKNOWN,
    initiative_rows,
    note_of,
)
from accord.practices.guardrails.red import red_readings
from accord.practices.judging import Finding, insufficient, judged, unasked
from accord.practices.members import FAILS, PASSES, UNKNOWN, Branch, InitiativeEvidence, Members, Told
from accord.practices.practice import Practice, Scope
from accord.practices.reading import Basis, Reading, Reason, SubjectKind
from accord.practices.shares import WILSON, share_ends
from accord.practices.words import gettext_noop as _
from accord.tables import Snapshot

NO_ANSWER = _("Nobody has been asked yet about the guardrails of what is in use here.")
NOTHING_IN_USE = _("Nothing that needs these checks is known to be in use.")


def measure(snapshot: Snapshot, scope: Scope) -> Iterator[Reading]:
    """Yield the share of required artefacts present for groups, and for each initiative whether a guardrail is red."""
    why = unasked(PRACTICE, snapshot, ("initiatives", "evidence"))
    if why:
        yield from insufficient(PRACTICE, snapshot, scope, why, method=WILSON)
        return
    rows = initiative_rows(snapshot)
    counted = rows.filter(~pl.col("duty").is_in([NOT_COVERED]) & pl.col("stage").is_in(["live", "unknown"]))
    members = Members.of(snapshot, counted, ("stage", "duty", *ANSWERS))
    told = _told(members)
    for branch in members.wanted(scope):
        yield _group(snapshot, scope, members, branch, told)
    yield from red_readings(PRACTICE, snapshot, scope, Members.of(snapshot, rows, ("stage", "duty", *ANSWERS)))


def _group(snapshot: Snapshot, scope: Scope, members: Members, branch: Branch, told: Told) -> Reading:
    frame = members.frame[branch.rows]
    missing = int((frame["duty"] == STAGE_UNKNOWN).sum())
    known = frame.filter((pl.col("duty") != STAGE_UNKNOWN) & (pl.col("needed") > 0))
    yes, no, open_, none = (int(known[a].sum()) for a in ANSWERS)
    needed, n = int(known["needed"].sum()), known.height
    asked = yes + no + open_ + none > 0
    ends = share_ends(PRACTICE, scope, n * yes / needed, n) if asked and needed else {}
    class_unknown = int((known["duty"] == CLASS_UNKNOWN).sum())
    return judged(
        PRACTICE,
        snapshot,
        scope,
        Finding(
            kind=branch.kind,
            id=branch.id,
            whole=branch.whole,
            n=n,
            n_missing=missing,
            digest=members.digest(branch.rows),
            method=WILSON,
            reasons=_reasons(n, class_unknown, missing, asked=asked),
            evidence=InitiativeEvidence(members, told, branch.rows),
            figures={
                "artefacts_needed": needed,
                "artefacts_there": yes,
                "artefacts_failing": no,
                "artefacts_in_progress": open_,
                "artefacts_unknown": needed - yes - no - open_,
                "initiatives_complete": int((known["yes"] == known["needed"]).sum()),
                "initiatives_failing": int((known["no"] > 0).sum()),
                "class_unknown": class_unknown,
            },
            **ends,
        ),
    )


def _reasons(n: int, class_unknown: int, missing: int, *, asked: bool) -> tuple[Reason, ...]:
    said: list[Reason] = []
    if not n:
        said.append(Reason("nothing_in_use", NOTHING_IN_USE))
    elif not asked:
        said += [Reason("not_answered", NO_ANSWER), reasons.how(PRACTICE, "evidence")]
    if class_unknown:
        said.append(Reason("class_unknown", CLASS_UNKNOWN_WORDS, {"count": class_unknown}))
    if missing:
        said.append(reasons.left_out(missing, reasons.UNKNOWN_STAGE))
    return tuple(said)


def _told(members: Members) -> Told:
    duty, yes, no, needed = (members.column(name) for name in ("duty", "yes", "no", "needed"))
    failing = (duty == PROHIBITED) | ((duty == COVERED) & (no > 0))
    passing = (duty == COVERED) & (yes == needed)
    states = np.where(failing, FAILS, np.where(passing, PASSES, UNKNOWN))
    notes: list[Reason | None] = [
        note_of(*row) for row in zip(duty.tolist(), yes.tolist(), no.tolist(), needed.tolist(), strict=True)
    ]
    return Told(states, notes, {"yes": yes, "no": no, "open": needed - yes - no})


CLASS_UNKNOWN_WORDS = _("Of these, {count} have no known risk class; until it is decided all checks are due.")

PRACTICE = Practice(
    code="P36",
    slug="safety-and-law",
    title=_("Safety and law before use"),
    theme=_("Experiments inside guardrails"),
    question=_(
        "Is everything that is in use and could harm somebody covered by the checks that safety and law ask for?"
    ),
    tables=("initiatives", "evidence"),
    uses=("departments", "risk"),
    counted=_("initiatives in use that need these checks"),
    unit="share",
    better="up",
    threshold_open=0.8,
    open_reason=_("All of it is asked for; below four in five it is no longer a matter of a late document."),
    threshold_close=0.9,
    close_reason=_("Well above the opening threshold, because all of it is asked for in the end."),
    basis=Basis.FORMS,
    declared=True,
    finding=_(
        "Only {value} of the checks that safety and law ask for are there for what is in use; {threshold} should be."
    ),
    finding_none=_(
        "None of the checks that safety and law ask for is there for what is in use; {threshold} should be."
    ),
    move=_("Start with every “no”: supply what is missing, narrow the use, or take it out of use until it is there."),
    sources=("OMB M-25-21 (2025)", "Regulation (EU) 2024/1689, amended by (EU) 2026/1744", "NIST AI RMF 1.0"),
    needs={
        "initiatives": _("Import the initiatives or add them one by one."),
        "evidence": _("Answer the eight guardrail questions on each initiative in use, or import the answers."),
    },
    own_gap_subjects=(SubjectKind.ORGANISATION, SubjectKind.DEPARTMENT, SubjectKind.INITIATIVE),
    measure=measure,
)
