"""What was answered about initiatives beyond the required eight: one state for each question, and the share that is there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import narwhals as nw
import numpy as np
import polars as pl

from accord.practices import reasons
from accord.practices.judging import Finding, insufficient, judged, unasked
from accord.practices.members import FAILS, PASSES, UNKNOWN, Branch, InitiativeEvidence, Members, Told
from accord.practices.practice import MIN_INITIATIVES, Practice, Scope
from accord.practices.reading import Reading, Reason, Value, Verdict
from accord.practices.shares import WILSON, share_ends
from accord.practices.words import gettext_noop as _
from accord.tables import Snapshot, collect

YES, NO, OPEN, NONE, WAIVED, EXPIRED = "yes", "no", "in_progress", "not_applicable", "waived", "expired"
STATES = (YES, NO, OPEN, NONE, WAIVED, EXPIRED)
LEFT = (NONE, WAIVED)  # these leave the count
NOT_THERE = (NO, EXPIRED)
YEAR_DAYS = 365
TOO_FEW_ASKED = MIN_INITIATIVES  # answers about fewer initiatives: the question has not been asked yet

ALL_THERE = Reason("all_there", _("All that was asked is there."))
LACKING = Reason("lacking", _("{yes} of {needed} there; not there: {what}."))
STILL_OPEN = Reason("still_open", _("{yes} of {needed} there; in progress or not known: {what}."))
NONE_NEEDED = Reason("none_needed", _("None of it applies, or what does is waived."))
NOBODY = Reason("nobody_asked", _("Nobody has been asked about it."))
NO_STAGE = Reason("stage_unknown", _("Its stage is unknown, so it is not known whether this is due."))
NOT_YET = _("Nobody has been asked yet: {what}. Until then this is never called good.")
WEAKEST = _("Least often there: {what}, {count} of {n}.")
WAIVED_WORDS = _("Waived for now and not counted: {count}.")
EXPIRED_WORDS = _("Said once and no longer valid, so it counts as not there: {count}.")
NONE_HERE = _("Nothing of what is counted here was asked about.")
LEFT_OUT = _("no answer at all, or an unknown stage")


@dataclass(frozen=True, slots=True)
class Checklist:
    """Questions that belong together, in what words, of which stages they are asked, and which answers run out.

    `spared`: a question that does not apply where another one is answered "no".
    """

    questions: Mapping[str, str]
    stages: tuple[str, ...]
    expires: frozenset[str] = frozenset()
    waivable: frozenset[str] = frozenset()
    spared: Mapping[str, str] = field(default_factory=dict)

    @property
    def read(self) -> tuple[str, ...]:
        """Return the questions whose answers are read."""
        return tuple(dict.fromkeys((*self.questions, *self.spared.values())))


def said(snapshot: Snapshot, questions: Sequence[str]) -> pl.DataFrame:
    """Return initiative, question, answer, `on` and `until` of what was answered to these questions; not the unknown."""
    known = nw.col("question").is_in(questions) & nw.col("answer").is_in(STATES[:4])
    rows = snapshot.tables["evidence"].filter(known.fill_null(False))
    found = collect(rows.select("initiative", "question", "answer", "on", "until"))
    return found.unique(["initiative", "question"], keep="first", maintain_order=True)


def states(snapshot: Snapshot, checklist: Checklist) -> pl.DataFrame:
    """Return initiative, question and `state` of each answer as it holds on the day of the snapshot."""
    rows, today = said(snapshot, checklist.read), pl.lit(snapshot.as_of, dtype=pl.Date)
    runs_out = pl.coalesce("until", pl.col("on") + timedelta(days=YEAR_DAYS))
    expired = pl.col("question").is_in(list(checklist.expires)) & (runs_out < today).fill_null(False)
    waived = pl.col("question").is_in(list(checklist.waivable)) & (pl.col("until") >= today).fill_null(False)
    state = (
        pl.when((pl.col("answer") == YES) & expired).then(pl.lit(EXPIRED))
        .when((pl.col("answer") == NO) & waived).then(pl.lit(WAIVED))
        .otherwise("answer")
    )  # fmt: skip
    rows = rows.with_columns(state=state)
    return pl.concat([rows.filter(~_spared_rows(rows, checklist)), _spared(rows, checklist)], how="diagonal")


def _spared_rows(rows: pl.DataFrame, checklist: Checklist) -> pl.Expr:
    found = pl.lit(False)
    for question, by in checklist.spared.items():
        free = _answered_no(rows, by)
        found = found | ((pl.col("question") == question) & pl.col("initiative").is_in(free.implode()))
    return found


def _spared(rows: pl.DataFrame, checklist: Checklist) -> pl.DataFrame:
    """Return a row "does not apply" for each initiative that another answer spares a question."""
    made = [
        pl.DataFrame({"initiative": _answered_no(rows, by)}).with_columns(
            question=pl.lit(question), answer=pl.lit(NONE), state=pl.lit(NONE)
        )
        for question, by in checklist.spared.items()
    ]
    empty = pl.DataFrame(schema=dict.fromkeys(("initiative", "question", "answer", "state"), pl.String))
    return pl.concat([empty, *made])


def _answered_no(rows: pl.DataFrame, question: str) -> pl.Series:
    return rows.filter((pl.col("question") == question) & (pl.col("answer") == NO))["initiative"]


@dataclass(frozen=True, eq=False)
class Asked:
    """The initiatives counted, with one column of states per question; `live`: the questions that were asked at all."""

    checklist: Checklist
    members: Members
    live: tuple[str, ...]

    @classmethod
    def of(cls, snapshot: Snapshot, checklist: Checklist) -> "Asked":
        """Gather what was answered; a question that fewer than five initiatives answered has not been asked yet."""
        rows = snapshot.initiatives.filter(pl.col("stage").is_in([*checklist.stages, "unknown"]))
        found = states(snapshot, checklist)
        wide = rows.join(_traces(snapshot, checklist), left_on="id", right_on="initiative", how="left")
        for question in checklist.questions:
            one = found.filter(pl.col("question") == question).select("initiative", pl.col("state").alias(question))
            wide = wide.join(one, left_on="id", right_on="initiative", how="left")
        known = wide.filter(pl.col("stage") != "unknown")
        live = tuple(q for q in checklist.questions if known[q].drop_nulls().len() >= TOO_FEW_ASKED)
        return cls(checklist, Members.of(snapshot, _counted(wide, live), ("stage", "trace")), live)


def _traces(snapshot: Snapshot, checklist: Checklist) -> pl.DataFrame:
    """Return one text per initiative that changes with any of its answers, and with nothing else."""
    rows = said(snapshot, checklist.read).sort("initiative", "question")
    parts = [pl.col(name).cast(pl.String).fill_null("") for name in ("question", "answer", "on", "until")]
    return rows.group_by("initiative").agg(trace=pl.concat_str(parts, separator="~").str.join("|"))


def _counted(wide: pl.DataFrame, live: Sequence[str]) -> pl.DataFrame:
    """Add per initiative: whether it was `asked` anything, how much is `needed`, there (`yes`), not there (`no`); and
    the first question that is `lacking` and the first that is `unsettled` ("" for none).
    """

    def is_one(question: str, wanted: Sequence[str]) -> pl.Expr:
        return pl.col(question).is_in(wanted).fill_null(False)

    def how_many(wanted: Sequence[str]) -> pl.Expr:
        return pl.sum_horizontal(pl.lit(0), *(is_one(q, wanted).cast(pl.Int64) for q in live))

    def first(conditions: Mapping[str, pl.Expr]) -> pl.Expr:
        return pl.coalesce(*(pl.when(at).then(pl.lit(q)) for q, at in conditions.items()), pl.lit(""))

    is_asked = pl.any_horizontal(pl.lit(False), *(pl.col(q).is_not_null() for q in live))
    return wide.with_columns(
        asked=is_asked & (pl.col("stage") != "unknown"),
        needed=len(live) - how_many(LEFT),
        yes=how_many([YES]),
        no=how_many(NOT_THERE),
        lacking=first({q: is_one(q, NOT_THERE) for q in live}),
        unsettled=first({q: pl.col(q).is_null() | is_one(q, [OPEN]) for q in live}),
    )


def checklist_readings(practice: Practice, snapshot: Snapshot, scope: Scope, checklist: Checklist) -> Iterator[Reading]:
    """Yield for each group the share of what was asked that is there: yes ÷ (yes + no + in progress + unknown).

    Answers of one initiative go together, so the ranges count initiatives. One that nobody was asked about is missing,
    not zero. While a question of the list has not been asked at all, nothing is called good.
    """
    why = unasked(practice, snapshot, ("initiatives", "evidence"))
    if why:
        yield from insufficient(practice, snapshot, scope, why, method=WILSON)
        return
    asked = Asked.of(snapshot, checklist)
    told = _told(asked)
    for branch in asked.members.wanted(scope):
        reading = _group(practice, snapshot, scope, asked, told, branch)
        whole_list = len(asked.live) == len(checklist.questions)
        yield reading if whole_list or reading.verdict is not Verdict.GOOD else _not_yet_good(reading)


def _not_yet_good(reading: Reading) -> Reading:
    return replace(reading, verdict=Verdict.UNCLEAR)


def _group(practice: Practice, snapshot: Snapshot, scope: Scope, asked: Asked, told: Told, branch: Branch) -> Reading:
    frame = asked.members.frame[branch.rows]
    known = frame.filter(pl.col("asked") & (pl.col("needed") > 0))
    n, missing = known.height, int((~frame["asked"]).sum())
    needed, yes = int(known["needed"].sum()), int(known["yes"].sum())
    ends = share_ends(practice, scope, n * yes / needed, n) if needed else {}
    figures = _figures(asked, known, frame)
    return judged(
        practice,
        snapshot,
        scope,
        Finding(
            kind=branch.kind,
            id=branch.id,
            whole=branch.whole,
            n=n,
            n_missing=missing,
            digest=asked.members.digest(branch.rows),
            method=WILSON,
            reasons=tuple(_reasons(practice, asked, figures, n, missing)),
            evidence=InitiativeEvidence(asked.members, told, branch.rows),
            figures={**figures, "needed": needed, "there": yes},
            **ends,
        ),
    )


def _figures(asked: Asked, known: pl.DataFrame, frame: pl.DataFrame) -> dict[str, Value]:
    """Return per question how many it applies to and how many say yes; and what is waived or has run out."""
    found: dict[str, Value] = {}
    for question in asked.live:
        column = known[question]
        found[f"{question}_needed"] = known.height - int(column.is_in(LEFT).sum())
        found[f"{question}_yes"] = int((column == YES).sum())
    for state in (WAIVED, EXPIRED):
        found[state] = sum(int((frame[question] == state).sum()) for question in asked.live)
    return found


def _reasons(practice: Practice, asked: Asked, figures: Mapping[str, Any], n: int, missing: int) -> Iterator[Reason]:
    words = asked.checklist.questions
    if not n:
        yield Reason("none_here", NONE_HERE)
        yield reasons.how(practice, "evidence")
    shares = [(q, figures[f"{q}_yes"], figures[f"{q}_needed"]) for q in asked.live if figures[f"{q}_needed"]]
    if n >= practice.min_rows and len(shares) > 1:
        weakest, yes, of = min(shares, key=lambda one: one[1] / one[2])
        if yes < of:
            yield Reason("weakest", WEAKEST, {"what": words[weakest], "count": yes, "n": of})
    for question in words:
        if n and question not in asked.live:
            yield Reason("not_yet_asked", NOT_YET, {"what": words[question]})
    for state, sentence in ((WAIVED, WAIVED_WORDS), (EXPIRED, EXPIRED_WORDS)):
        if figures[state]:
            yield Reason(state, sentence, {"count": figures[state]})
    if missing:
        yield reasons.left_out(missing, LEFT_OUT)


def _told(asked: Asked) -> Told:
    """Return for each initiative whether all of it is there, something is not, or something is not known."""
    frame, words = asked.members.frame, asked.checklist.questions
    counted = (frame["asked"] & (frame["needed"] > 0)).to_numpy()
    yes, no, needed = (asked.members.column(name) for name in ("yes", "no", "needed"))
    verdicts = np.where(no > 0, FAILS, np.where(yes == needed, PASSES, UNKNOWN))
    names = zip(*(frame[name].to_list() for name in ("stage", "asked", "needed", "lacking", "unsettled")), strict=True)
    notes = [_note(*row) for row in names]
    what = [words.get(a or b, "") for a, b in zip(frame["lacking"], frame["unsettled"], strict=True)]
    return Told(np.where(counted, verdicts, UNKNOWN), notes, {"yes": yes, "needed": needed, "what": what})


def _note(stage: str, asked: bool, needed: int, lacking: str, unsettled: str) -> Reason:
    if stage == "unknown":
        return NO_STAGE
    if not asked:
        return NOBODY
    if not needed:
        return NONE_NEEDED
    return LACKING if lacking else STILL_OPEN if unsettled else ALL_THERE
