"""P14 — Prototype and feedback before roll-out.

Question: Before something is rolled out, have those who will use it tried it, and was what they said answered?

Why it matters: What its makers cannot see its users notice on the first morning. Heard before the start it costs a week; heard
after, it costs the start. And people use what they had a part in.

Good example: Ten agents used the draft for a fortnight. Of their 31 remarks 24 changed something, and each of the other seven
got a reason. Then it went to all.

Bad example: It was announced in a mail and switched on the Monday after. The first thing anybody asked for was a way to switch it off.

How it is computed: Of the initiatives in testing or in use, the share where those who will use it were asked before roll-out,
with Wilson's 95 % range. Where nobody was asked this very question, the required answer about feedback from those affected
stands in for it: a no there means that nobody was asked before either; a yes counts, but for what was in use already it
is named how often its day does not lie before the start. "In progress" stays in the count and is not a pass, "does not apply"
leaves it, and where there is no answer it is not known. Where more than half of the passes have no such day, nothing is called
good. Beside it stand: of those heard, how many got an answer to what they said; how many showed a result before the
start; and the questions put to leaders about these initiatives before the start, with how many were answered (from five on,
so that nobody can be guessed). For a single initiative a plain fact counts: it is in testing or in use, and those
who will use it were not asked.

What it cannot tell: Whether those asked were the right ones, and whether anything changed. It rests mostly on what was said
and is shown as declared.

Source: ISO 9241-210:2019 on designing with the people who use a system; Boehm, Gray & Seewaldt, IEEE Transactions on Software
Engineering 10(3), 1984, on prototypes; Wilson, JASA 22, 1927, for the range. The thresholds are choices of this house.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import polars as pl

from accord.practices.delivery.history import results, stage_days
from accord.practices.guardrails.asked import NO, NONE, OPEN, YES, said
from accord.practices.judging import Finding, fact, insufficient, unasked
from accord.practices.members import FAILS, PASSES, UNKNOWN, Branch, Members, Told, fingerprint
from accord.practices.practice import Practice, Scope
from accord.practices.reading import Basis, Reading, Reason, Status, SubjectKind, Value, Verdict
from accord.practices.reasons import how
from accord.practices.shares import WILSON, share_readings
from accord.practices.words import gettext_noop as _
from accord.tables import Snapshot, collect

BEFORE, ANSWERED, AFFECTED = "feedback_before_rollout", "feedback_answered", "public_feedback"
STAGES = ("testing", "live")
LEAST_QUESTIONS = 5  # of fewer nothing is told
METHOD_ONE = "asked before roll-out"
HEARD, UNDATED, NOT_HEARD, UNDER_WAY, NOT_SAID, STAGE_UNKNOWN = range(6)
STATES = (PASSES, PASSES, FAILS, FAILS, UNKNOWN, UNKNOWN)
NOTES: tuple[Reason, ...] = (
    Reason("heard", _("Those who use it were asked before.")),
    Reason("undated", _("People were asked; that it was before the start is not on record.")),
    Reason("not_heard", _("Nobody who will use it was asked before.")),
    Reason("under_way", _("They are being asked.")),
    Reason("not_said", _("Nobody said whether those who will use it were asked.")),
    Reason("stage_unknown", _("Its stage is unknown, so it is not known whether this is due.")),
)
UNDATED_WORDS = _("Asked, but that it was before the start is not on record: {count} of {n}.")
ANSWERED_WORDS = _("Of {n} that were heard and said so, {count} answered what people said.")
SHOWN_WORDS = _("Something to see before the start: {count} of {n}.")
ASKED_WORDS = _("Questions about them before the start: {n}, of which {count} are answered.")
NOT_ASKED = _("Nobody has been asked yet whether people were heard before roll-out.")
LEFT_OUT = _("no word on whether anybody was asked")
FACTS = {
    YES: (Status.OK, Verdict.GOOD, NOTES[HEARD]),
    NO: (Status.OK, Verdict.BAD, NOTES[NOT_HEARD]),
    OPEN: (Status.OK, Verdict.UNCLEAR, NOTES[UNDER_WAY]),
    NONE: (Status.NOT_APPLICABLE, Verdict.NONE, Reason("none_needed", _("It does not apply to it."))),
}
NOT_DUE = (Status.NOT_APPLICABLE, Verdict.NONE, Reason("not_due", _("It is neither in testing nor in use.")))


def measure(snapshot: Snapshot, scope: Scope) -> Iterator[Reading]:
    """Yield the share heard before roll-out for groups, and for each initiative with an answer whether it was."""
    why = unasked(PRACTICE, snapshot, ("initiatives", "evidence"))
    rows = _rows(snapshot) if not why else pl.DataFrame()
    if not why and rows["state"].is_in([NOT_SAID, STAGE_UNKNOWN]).all():
        why = (Reason("feedback_not_asked", NOT_ASKED), how(PRACTICE, "evidence"))
    if why:
        yield from insufficient(PRACTICE, snapshot, scope, why, method=WILSON)
        return
    members = Members.of(snapshot, rows, ("stage", "live_on", "first_shown", "asked", "replied", "trace"))
    codes = members.frame["state"].to_numpy()
    told = Told(np.array(STATES)[codes], [NOTES[code] for code in codes])
    beside = partial(_beside, members, has_results=snapshot.has("milestones"))
    for reading in share_readings(PRACTICE, snapshot, scope, members, told, LEFT_OUT, beside):
        figures: Any = reading.figures
        is_dated = 2 * figures["undated"] <= figures["passes"]
        is_good = reading.verdict is Verdict.GOOD
        yield reading if is_dated or not is_good else replace(reading, verdict=Verdict.UNCLEAR)
    yield from _ones(snapshot, scope)


def _rows(snapshot: Snapshot) -> pl.DataFrame:
    """Return one row per initiative in testing, use or unknown stage that it applies to: its `state` and what it rests on."""
    answers = said(snapshot, (BEFORE, ANSWERED, AFFECTED))
    rows = snapshot.initiatives.filter(pl.col("stage").is_in([*STAGES, "unknown"]))
    live = stage_days(snapshot).select("initiative", "live_on")
    for more in (live, _first_shown(snapshot), _questions(snapshot, live)):
        rows = rows.join(more, left_on="id", right_on="initiative", how="left")
    rows = rows.with_columns(pl.col("asked", "replied").fill_null(0))
    for question in (BEFORE, ANSWERED, AFFECTED):
        one = answers.filter(pl.col("question") == question)
        picked = one.select("initiative", pl.col("answer").alias(question), pl.col("on").alias(f"{question}_on"))
        rows = rows.join(picked, left_on="id", right_on="initiative", how="left")
    answer = pl.coalesce(BEFORE, AFFECTED)
    stands_in = pl.col(BEFORE).is_null() & (pl.col("stage") == "live")
    in_time = (pl.col(f"{AFFECTED}_on") <= pl.col("live_on")).fill_null(False)
    state = (
        pl.when(pl.col("stage") == "unknown").then(STAGE_UNKNOWN)
        .when(answer.is_null()).then(NOT_SAID)
        .when(answer == NO).then(NOT_HEARD)
        .when(answer == OPEN).then(UNDER_WAY)
        .when(stands_in & ~in_time).then(UNDATED)
        .otherwise(HEARD)
    )  # fmt: skip
    trace = [pl.col(q).fill_null("") for q in (BEFORE, ANSWERED, AFFECTED)]
    trace += [pl.col(f"{AFFECTED}_on").cast(pl.String).fill_null("")]
    rows = rows.with_columns(state=state.cast(pl.Int64), trace=pl.concat_str(trace, separator="~"))
    return rows.filter((answer != NONE).fill_null(True))


def _beside(members: Members, branch: Branch, *, has_results: bool) -> tuple[dict[str, Value], tuple[Reason, ...]]:
    """Return what stands beside the share of a group: answers given, results shown, questions asked before the start."""
    rows = members.frame[branch.rows]
    due = rows.filter(pl.col("state").is_in([HEARD, UNDATED, NOT_HEARD, UNDER_WAY]))
    heard = due.filter(pl.col("state").is_in([HEARD, UNDATED]))
    replied = heard.filter(pl.col(ANSWERED).is_in([YES, NO, OPEN]))
    figures: dict[str, Value] = {
        "undated": int((rows["state"] == UNDATED).sum()),
        "answered": int((replied[ANSWERED] == YES).sum()),
        "answered_known": replied.height,
    }
    if has_results:
        in_time = (pl.col("first_shown") <= pl.col("live_on")).fill_null(False)
        is_new = (pl.col("stage") == "testing") & pl.col("first_shown").is_not_null()
        figures["shown_before"] = due.filter(in_time | is_new).height
    if (asked := int(rows["asked"].sum())) >= LEAST_QUESTIONS:
        figures |= {"questions_before": asked, "questions_answered": int(rows["replied"].sum())}
    return figures, tuple(_said(figures, due.height, heard.height))


def _said(figures: dict[str, Any], due: int, heard: int) -> Iterator[Reason]:
    if figures["undated"]:
        yield Reason("undated", UNDATED_WORDS, {"count": figures["undated"], "n": heard})
    if figures["answered_known"]:
        yield Reason("answered", ANSWERED_WORDS, {"count": figures["answered"], "n": figures["answered_known"]})
    if due and "shown_before" in figures:
        yield Reason("shown_before", SHOWN_WORDS, {"count": figures["shown_before"], "n": due})
    if "questions_before" in figures:
        values = {"count": figures["questions_answered"], "n": figures["questions_before"]}
        yield Reason("questions_before", ASKED_WORDS, values)


def _first_shown(snapshot: Snapshot) -> pl.DataFrame:
    """Return the day on which each initiative first had a result to show."""
    return results(snapshot).group_by("initiative").agg(first_shown=pl.col("day").min())


def _questions(snapshot: Snapshot, live: pl.DataFrame) -> pl.DataFrame:
    """Return how many questions were put to leaders about each initiative before it went live, and how many are answered."""
    table = snapshot.get("questions")
    if table is None:
        return pl.DataFrame(schema={"initiative": pl.String, "asked": pl.Int64, "replied": pl.Int64})
    rows = collect(table.select("id", "initiative", "asked_on", "answered_on")).unique("id", keep="first")
    today = pl.lit(snapshot.as_of, dtype=pl.Date)
    rows = rows.join(live, on="initiative", how="left")
    rows = rows.filter(pl.col("asked_on") <= pl.min_horizontal(today, pl.coalesce("live_on", today)))
    replied = (pl.col("answered_on") <= today).fill_null(False)
    return rows.group_by("initiative").agg(asked=pl.len().cast(pl.Int64), replied=replied.sum().cast(pl.Int64))


def _ones(snapshot: Snapshot, scope: Scope) -> Iterator[Reading]:
    answers = dict(said(snapshot, (BEFORE,)).select("initiative", "answer").rows())
    for identity, stage in snapshot.initiatives.select("id", "stage").rows():
        if identity not in answers or not scope.wants(SubjectKind.INITIATIVE, identity):
            continue
        status, verdict, reason = FACTS[answers[identity]] if stage in STAGES else NOT_DUE
        settled = {Verdict.GOOD: 1.0, Verdict.BAD: 0.0}.get(verdict)
        found = Finding(
            kind=SubjectKind.INITIATIVE,
            id=identity,
            n=int(settled is not None),
            n_missing=0,
            digest=fingerprint(f"{identity}\x1f{stage}\x1f{answers[identity]}"),
            method=METHOD_ONE,
            value=settled,
            reasons=(reason,),
        )
        closes = status is Status.NOT_APPLICABLE or verdict is Verdict.GOOD
        opens = verdict is Verdict.BAD
        yield fact(PRACTICE, snapshot, scope, found, status=status, verdict=verdict, opens=opens, closes=closes)


PRACTICE = Practice(
    code="P14",
    slug="feedback-first",
    title=_("Tried and heard before roll-out"),
    theme=_("People around the initiative"),
    question=_("Before something is rolled out, have those who will use it tried it, and was what they said answered?"),
    tables=("initiatives", "evidence"),
    uses=("departments", "stages", "milestones", "questions"),
    counted=_("initiatives in testing or in use with an answer"),
    unit="share",
    better="up",
    threshold_open=0.7,
    open_reason=_("Where three in ten are rolled out unheard, people expect the next one to be done to them as well."),
    threshold_close=0.8,
    close_reason=_("A little above the opening threshold, so that one more or less does not make it flicker."),
    basis=Basis.FORMS,
    declared=True,
    finding=_(
        "For only {value} of what is in testing or in use were its users asked before roll-out; {threshold} should be."
    ),
    finding_none=_(
        "For nothing of what is in testing or in use were its users asked before roll-out; {threshold} should be."
    ),
    fact_opens=_("below 70 %; for one initiative: in testing or in use, and those who will use it were not asked"),
    fact_closes=_("80 % or more; for one initiative: they were asked, or it is over"),
    move=_("Let ten of those who will use it try it for a week, and answer each thing they say, also with a no."),
    sources=(
        "ISO 9241-210:2019",
        "Boehm, Gray & Seewaldt 1984, IEEE Transactions on Software Engineering 10(3)",
        "Wilson 1927, JASA 22",
    ),
    needs={
        "initiatives": _("Import the initiatives or add them one by one."),
        "evidence": _(
            "Answer on each initiative in testing or in use whether those who will use it were asked, or import the answers."
        ),
    },
    own_gap_subjects=(SubjectKind.ORGANISATION, SubjectKind.DEPARTMENT, SubjectKind.INITIATIVE),
    measure=measure,
)
