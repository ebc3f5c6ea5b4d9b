"""Whether the sides know of each other what they expect: by question for each initiative, and for groups of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from accord.practices import reasons
from accord.practices.judging import Finding, fact, insufficient, unasked
from accord.practices.members import FAILS, PASSES, UNKNOWN, Members, Told
from accord.practices.money import benefit_gap, cost_gap, payoff_date_gap
from accord.practices.money.apart import STATES
from accord.practices.money.rounds import FRESH_DAYS
from accord.practices.money.sides import COMPARED, DECIDED, IS_OVER, MOOT, NEITHER, STALE, compared
from accord.practices.practice import Practice, Scope
from accord.practices.reading import Reading, Reason, Status, SubjectKind, Verdict
from accord.practices.shares import WILSON, share_readings
from accord.practices.words import gettext_noop as _
from accord.science import perceive
from accord.tables import Snapshot

METHOD_ONE = "own views and guesses of the other"
LIMITS = {one.SAYINGS.question: one.PRACTICE.threshold_open for one in (payoff_date_gap, benefit_gap, cost_gap)}
QUESTIONS = tuple(LIMITS)
NO_GUESS, ONE_SIDED = 100, 101  # besides the states of a comparison
NAMED = {
    ("payoff",): _("the payoff date"),
    ("benefit",): _("the benefit"),
    ("cost",): _("the cost"),
    ("payoff", "benefit"): _("the payoff date and the benefit"),
    ("payoff", "cost"): _("the payoff date and the cost"),
    ("benefit", "cost"): _("the benefit and the cost"),
    ("payoff", "benefit", "cost"): _("the payoff date, the benefit and the cost"),
}
UNTOLD = {
    IS_OVER: STATES[IS_OVER],
    DECIDED: Reason("decided", _("Time has answered all that was asked.")),
    STALE: STATES[STALE],
    NO_GUESS: Reason(
        "no_guess", _("Neither side guessed what the other expects: whether they know it cannot be told.")
    ),
    ONE_SIDED: Reason("one_sided", _("On no question both sides said what they expect.")),
}
NOT_TOLD = _("no fresh views and guesses of both sides")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sayings:
    """What a measure looks for and says: `kind` as `perceive` calls it, and who is mistaken on {questions}.

    `wrong_if`: what a mistaken side believes of a difference: that there is one (SEES) or none (SEES_NOT).
    """

    kind: str
    wrong_if: int
    none: str
    business: str
    it: str
    both: str
    mixed: str


def perceived(snapshot: Snapshot) -> pl.DataFrame:
    """Return one row per initiative asked about: `state`, and for each question its class and what each side believes.

    `<question>_class` is a class of `perceive`, null where the question is not compared; `<question>_business` and
    `_it` tell whether that side believes in a large difference, as `perceive` does.
    """
    return snapshot.once("money.perceived", _perceived)


def perception_readings(practice: Practice, snapshot: Snapshot, scope: Scope, sayings: Sayings) -> Iterator[Reading]:
    """Yield the share of initiatives with such a difference for groups, and the share of questions for each initiative."""
    why = unasked(practice, snapshot, ("initiatives", "forecasts"))
    if why:
        yield from insufficient(practice, snapshot, scope, why, method=WILSON)
        return
    rows = perceived(snapshot).with_columns(*_found(sayings))
    members = Members.of(snapshot, rows.filter(~pl.col("state").is_in(MOOT)), ("stage", "trace"))
    told = _told(members, sayings)
    yield from share_readings(practice, snapshot, scope, members, told, NOT_TOLD, counted=FAILS)
    yield from _ones(practice, snapshot, scope, Members.of(snapshot, rows, ("stage", "trace")), sayings)


def _perceived(snapshot: Snapshot) -> pl.DataFrame:
    rows: pl.DataFrame | None = None
    for question in QUESTIONS:
        part = _question(compared(snapshot, question).frame, question)
        rows = part if rows is None else rows.hstack(part.drop("id", "title", "department", "stage", "asked_on"))
    if rows is None:
        raise AssertionError("there are questions")
    known = pl.any_horizontal(pl.col(f"{question}_class").is_not_null() for question in QUESTIONS)
    states = [pl.col(f"{question}_state") for question in QUESTIONS]

    def every(*wanted: int) -> pl.Expr:
        return pl.all_horizontal(state.is_in(wanted) for state in states)

    def some(*wanted: int) -> pl.Expr:
        return pl.any_horizontal(state.is_in(wanted) for state in states)

    state = (
        pl.when(known).then(COMPARED)
        .when(some(IS_OVER)).then(IS_OVER)
        .when(every(DECIDED, NEITHER) & some(DECIDED)).then(DECIDED)
        .when(some(STALE)).then(STALE)
        .when(some(COMPARED)).then(NO_GUESS)
        .otherwise(ONE_SIDED)
    )  # fmt: skip
    traces = pl.concat_str([pl.col(f"{question}_trace") for question in QUESTIONS], separator="\n\n")
    return rows.with_columns(state=state, trace=traces)


def _question(rows: pl.DataFrame, question: str) -> pl.DataFrame:
    """Return the class of one question and what each side believes of it, named by the question."""
    limit = LIMITS[question] * rows["against"].to_numpy()
    names = ("business_p50", "it_p50", "business_guess", "it_guess")
    own_business, own_it, guess_business, guess_it = (rows[name].to_numpy() for name in names)
    seen = perceive(own_business, own_it, guess_business, guess_it, limit=limit)
    classes = pl.Series(f"{question}_class", seen.kind)
    believed = [pl.Series(f"{question}_{side}", part) for side, part in (("business", seen.first), ("it", seen.second))]
    told = (pl.col("state") == COMPARED) & (pl.col(f"{question}_class") != "unknown")
    trace = pl.concat_str([pl.col("trace"), pl.col("decided_on").dt.to_string("iso").fill_null("")], separator="\n")
    return rows.with_columns(classes, *believed).select(
        "id", "title", "department", "stage", "asked_on",
        pl.col("state").alias(f"{question}_state"),
        pl.when(told).then(f"{question}_class").alias(f"{question}_class"),
        f"{question}_business", f"{question}_it", trace.alias(f"{question}_trace"),
    )  # fmt: skip


def _found(sayings: Sayings) -> Iterator[pl.Expr]:
    """Yield how many questions are told, how many are of the kind, and which these are as a number of three bits."""
    classes = [pl.col(f"{question}_class") for question in QUESTIONS]
    mine = [(one == sayings.kind).fill_null(False) for one in classes]
    yield pl.sum_horizontal(one.is_not_null().cast(pl.Int64) for one in classes).alias("told")
    yield pl.sum_horizontal(one.cast(pl.Int64) for one in mine).alias("count")
    yield pl.sum_horizontal(one.cast(pl.Int64) * 2**place for place, one in enumerate(mine)).alias("which")
    yield pl.sum_horizontal(one.is_not_null().cast(pl.Int64) * 2**place for place, one in enumerate(classes)).alias(
        "asked"
    )
    for side in ("business", "it"):
        wrong = [
            (pl.col(f"{question}_{side}") == sayings.wrong_if).fill_null(False) & one
            for question, one in zip(QUESTIONS, mine, strict=True)
        ]
        yield pl.sum_horizontal(one.cast(pl.Int64) for one in wrong).alias(f"{side}_wrong")


def _told(members: Members, sayings: Sayings) -> Told:
    """Return a state and a sentence for each initiative; the sentence names the questions and who is mistaken."""
    frame = members.frame
    state, count = frame["state"].to_numpy(), frame["count"].to_numpy()
    states = np.where(state != COMPARED, UNKNOWN, np.where(count > 0, FAILS, PASSES))
    facts = zip(*(frame[name].to_list() for name in ("state", "count", "business_wrong", "it_wrong")), strict=True)
    said = {name: Reason(f"{sayings.kind}_{name}", getattr(sayings, name)) for name in WHO}
    notes = [said[_who(*wrong)] if stands == COMPARED else UNTOLD[stands] for stands, *wrong in facts]
    bits = np.where(count > 0, frame["which"].to_numpy(), frame["asked"].to_numpy())
    days = frame["asked_on"].dt.to_string("iso").to_list()
    values = {"questions": [BITS.get(one, "") for one in bits.tolist()], "day": days, "fresh": [FRESH_DAYS] * len(days)}
    return Told(states, notes, values)


def _who(count: int, business: int, it: int) -> str:
    """Say who is mistaken about the questions of a kind: one side about all of them, both about all, or mixed."""
    if not count:
        return "none"
    if business == it == count:
        return "both"
    if business == count and not it:
        return "business"
    return "it" if it == count and not business else "mixed"


def _ones(
    practice: Practice, snapshot: Snapshot, scope: Scope, members: Members, sayings: Sayings
) -> Iterator[Reading]:
    told = _told(members, sayings)
    for row, facts in enumerate(members.frame.select(*FACTS).iter_rows(named=True)):
        if not scope.wants(SubjectKind.INITIATIVE, facts["id"]):
            continue
        status, verdict = _judged(facts)
        first = told.note(row)
        more = (reasons.how(practice, "forecasts"),) if status is Status.INSUFFICIENT else ()
        found = Finding(
            kind=SubjectKind.INITIATIVE,
            id=facts["id"],
            n=facts["told"],
            n_missing=len(QUESTIONS) - facts["told"],
            digest=members.line_digest(row),
            method=METHOD_ONE,
            value=facts["count"] / facts["told"] if status is Status.OK else None,
            reasons=(*((first,) if first else ()), *more),
            figures={question: facts[f"{question}_class"] for question in QUESTIONS},
        )
        opens = verdict is Verdict.BAD
        closes = status is Status.NOT_APPLICABLE or verdict is Verdict.GOOD
        yield fact(practice, snapshot, scope, found, status=status, verdict=verdict, opens=opens, closes=closes)


def _judged(facts: Mapping[str, Any]) -> tuple[Status, Verdict]:
    if facts["state"] in MOOT:
        return Status.NOT_APPLICABLE, Verdict.NONE
    if facts["state"] != COMPARED:
        return Status.INSUFFICIENT, Verdict.NONE
    return Status.OK, Verdict.BAD if facts["count"] else Verdict.GOOD


WHO = ("none", "business", "it", "both", "mixed")
BITS = {sum(2 ** QUESTIONS.index(one) for one in names): words for names, words in NAMED.items()}
FACTS = ("id", "state", "count", "told", *(f"{question}_class" for question in QUESTIONS))
