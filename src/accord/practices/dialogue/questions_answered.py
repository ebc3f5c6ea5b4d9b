"""P26 — Questions about AI that are answered, and answered in time.

Question: When people ask what AI means for their work, how long do they wait, and is it an answer?

Why it matters: What people fear about AI they ask once. If nothing comes back they stop asking, and go on fearing; the
initiative then meets a resistance that nobody can name. An answer, even an unwelcome one, given by a person who is named and
by a day that was said, is the cheapest trust there is.

Good example: "Will the mail sorter replace us?" was put to the CIO without a name. Nine days later he wrote who will do what
from March on, and that nobody is dismissed for it. The asker said through the key: yes, that is an answer.

Bad example: Eleven questions have waited for two months, because each leader thinks that another one should answer.

How it is computed: The days from the week a question was asked in (its Monday; more is not kept) to its answer, as
Kaplan–Meier's curve: what is still open counts as long as it has been seen to wait and is never left out. The value is the
day by which half are answered. Questions count for the department of who was asked, and for all above it. Beside it stand how
many were asked and answered, and of those that their askers have judged the share that is answered, with Wilson's 95 % range:
what nobody has judged says nothing. Below five questions nothing is told of a department or the house, not even how many there were,
so that nobody can be guessed. Persons are never measured.

What it cannot tell: Whether people dare to ask at all: few questions may mean trust, or fear. Of a question it knows only
whether it has an answer, not whether the answer is true. Counted from the Monday of a week, each wait is up to six days too long.

Source: Kaplan & Meier, JASA 53, 1958; Brookmeyer & Crowley, Biometrics 38, 1982, for its range; Wilson, JASA 22, 1927, for
the share; Detert & Burris, Academy of Management Journal 50(4), 2007, on why people speak up where leaders listen.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import polars as pl

from accord.practices import reasons
from accord.practices.delivery.waiting import ARRIVED, KAPLAN_MEIER, OPEN, wait
from accord.practices.judging import Finding, fact, insufficient, judged, unasked
from accord.practices.members import Branch, Members
from accord.practices.practice import Practice, Scope
from accord.practices.reading import Basis, Reading, Reason, Status, SubjectKind, Value
from accord.practices.words import gettext_noop as _
from accord.science import wilson
from accord.tables import Snapshot, collect

LEAST_JUDGED = 5  # of fewer verdicts no share is given
JUDGED = ("yes", "partly", "no")
READ = ("department", "asked_on", "answered_on", "judged")
HALF_WAIT = _("Half are not answered yet; they have waited for at least {days} days.")
FEW = _("Fewer than {minimum} questions: nothing is told, so that nobody can be guessed.")
STILL_OPEN = _("Waiting for an answer: {count} of {n}.")
SATISFIED = _("Of {n} answers that were judged, {count} answered the question.")
NOT_JUDGED = _("Too few answers were judged to say how many satisfied: {n}, at least {minimum} are needed.")
BACKWARDS = _("an answer before the question")


def measure(snapshot: Snapshot, scope: Scope) -> Iterator[Reading]:
    """Yield the days by which half of the questions are answered, for the organisation and each department asked."""
    why = unasked(PRACTICE, snapshot, ("questions",))
    if why:
        yield from insufficient(PRACTICE, snapshot, scope, why, method=KAPLAN_MEIER)
        return
    members = Members.of(snapshot, questions(snapshot), READ)
    for branch in members.wanted(scope):
        yield _group(snapshot, scope, members, branch)


def questions(snapshot: Snapshot) -> pl.DataFrame:
    """Return every question asked by the day of the snapshot: its `days` of waiting, whether `ended`, and its verdict.

    An answer after that day had not come yet; one before the question marks the row as `backwards`.
    """
    rows = collect(snapshot.tables["questions"].select("id", *READ))
    as_of = pl.lit(snapshot.as_of, dtype=pl.Date)
    rows = rows.filter(pl.col("asked_on") <= as_of).unique("id", keep="first", maintain_order=True)
    rows = rows.with_columns(answered_on=pl.when(pl.col("answered_on") <= as_of).then(pl.col("answered_on")))
    ended = pl.col("answered_on").is_not_null()
    days = (pl.coalesce("answered_on", as_of) - pl.col("asked_on")).dt.total_days()
    verdict = pl.when(ended & pl.col("judged").is_in(JUDGED)).then(pl.col("judged"))
    return rows.with_columns(title=pl.lit(""), days=days, ended=ended, verdict=verdict, backwards=days < 0)


def _group(snapshot: Snapshot, scope: Scope, members: Members, branch: Branch) -> Reading:
    rows = members.frame[branch.rows]
    known = rows.filter(~pl.col("backwards"))
    if known.height < PRACTICE.min_rows:
        few = Reason("few_questions", FEW, {"minimum": PRACTICE.min_rows})
        silent = Finding(
            kind=branch.kind, id=branch.id, n=0, n_missing=0, digest="", method=KAPLAN_MEIER, reasons=(few,)
        )  # fmt: skip
        return fact(PRACTICE, snapshot, scope, silent, status=Status.SUPPRESSED)
    causes = np.where(known["ended"].to_numpy(), ARRIVED, OPEN)
    found = wait(PRACTICE, scope, known["days"].to_numpy(), causes)
    missing = rows.height - known.height
    return judged(
        PRACTICE,
        snapshot,
        scope,
        Finding(
            kind=branch.kind,
            id=branch.id,
            whole=branch.whole,
            n=known.height,
            n_missing=missing,
            digest=members.digest(branch.rows),
            method=found.method,
            value=found.value,
            interval=found.interval,
            guard=found.guard,
            at_least=found.at_least,
            reasons=(*(_about_questions(one) for one in found.reasons), *_said(known, missing)),
            figures=_figures(scope, known),
        ),
    )


def _about_questions(reason: Reason) -> Reason:
    return Reason(reason.code, HALF_WAIT, reason.values) if reason.code == "half_not_reached" else reason


def _said(known: pl.DataFrame, missing: int) -> Iterator[Reason]:
    still = known.height - int(known["ended"].sum())
    if still:
        yield Reason("still_open", STILL_OPEN, {"count": still, "n": known.height})
    verdicts = known["verdict"].drop_nulls()
    if len(verdicts) >= LEAST_JUDGED:
        yield Reason("satisfied", SATISFIED, {"count": int((verdicts == "yes").sum()), "n": len(verdicts)})
    else:
        yield Reason("few_judged", NOT_JUDGED, {"n": len(verdicts), "minimum": LEAST_JUDGED})
    if missing:
        yield reasons.left_out(missing, BACKWARDS)


def _figures(scope: Scope, known: pl.DataFrame) -> dict[str, Value]:
    """Return how many were asked, answered and judged, and the share judged answered with its range."""
    verdicts: Any = known["verdict"].drop_nulls()
    figures: dict[str, Value] = {
        "asked": known.height,
        "answered": int(known["ended"].sum()),
        "judged": len(verdicts),
        **{f"judged_{code}": int((verdicts == code).sum()) for code in JUDGED},
    }
    if len(verdicts) >= LEAST_JUDGED:
        share = wilson(int((verdicts == "yes").sum()), len(verdicts), level=scope.level)
        figures |= {"satisfied": share.value, "satisfied_low": share.low, "satisfied_high": share.high}
    return figures


PRACTICE = Practice(
    code="P26",
    slug="questions-answered",
    title=_("Questions answered"),
    theme=_("Dialogue"),
    question=_("When people ask what AI means for their work, how long do they wait, and is it an answer?"),
    tables=("questions",),
    uses=("departments",),
    counted=_("questions put to leaders"),
    unit="days",
    better="down",
    threshold_open=21,
    open_reason=_(
        "An answer is owed within two weeks; counted from the Monday of the week of asking, that is three at most."
    ),
    threshold_close=18,
    close_reason=_("A little below the opening threshold, so that one late answer does not make it flicker."),
    basis=Basis.LOGS,
    declared=False,
    finding=_("It takes {value} days until half of the questions are answered; {threshold} is the most."),
    move=_(
        "Answer what has waited longest, even with “we do not know yet, and will by then”; hand over what is another's."
    ),
    sources=(
        "Kaplan & Meier 1958, JASA 53",
        "Brookmeyer & Crowley 1982, Biometrics 38",
        "Wilson 1927, JASA 22",
        "Detert & Burris 2007, Academy of Management Journal 50(4)",
    ),
    needs={
        "questions": _(
            "Tell people that they may ask, with or without a name: the page “Ask a question” needs no sign-in."
        )
    },
    own_gap_subjects=(SubjectKind.ORGANISATION, SubjectKind.DEPARTMENT),
    measure=measure,
)
