"""Expectations of a small house: a round being answered, one that is answered, two that are revealed, an outcome."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from accord.apps.expectations import writes
from accord.apps.expectations.models import Asked, Outcome, Round
from accord.apps.expectations.rules.answers import Answer, Estimate
from accord.apps.expectations.rules.words import GOAL, INITIATIVE, Question
from accord.apps.goals.models import Goal
from accord.apps.initiatives.models import Initiative
from accord.apps.people.models import Person
from tests.cast import Cast

Three = tuple[int, int, int]
A_WEEK = timedelta(days=7)
REASON = "It pays off as soon as the people who sort letters today trust what it says about them."


@dataclass(frozen=True)
class Expectations:
    """`waiting` is asked of the CIO, `answered` has the CIO's answer, `revealed` is the second round about its subject."""

    waiting: Round
    answered: Round
    revealed: Round
    first: Round
    outcome: Outcome


def expect_things(cast: Cast, initiative: Initiative, goal: Goal, now: datetime) -> Expectations:
    """Write all of it: both sides are eight months apart in the first revealed round, two in the second."""
    other = Initiative.objects.exclude(pk=initiative.pk).order_by("pk")[0]
    first = _revealed(cast, other, (4, 6, 9), (8, 14, 26), now - timedelta(days=50))
    second = _revealed(cast, other, (6, 9, 13), (7, 11, 16), now - timedelta(days=20))
    waiting = _asked(cast, INITIATIVE, initiative.pk, now - timedelta(days=1))
    answered = _asked(cast, GOAL, goal.pk, now - timedelta(days=1))
    _answer(answered, cast.cio, (8, 14, 26), 6, now)
    outcome = writes.record_outcome(
        about_kind=INITIATIVE, about_id=other.pk, question=Question.COST, amount=Decimal(104_000), currency="EUR",
        source="Cost centre", by=cast.cfo, at=now,
    )  # fmt: skip
    return Expectations(waiting, answered, second, first, outcome)


def _asked(cast: Cast, kind: str, number: int, at: datetime) -> Round:
    asked = [(cast.operations_head.pk, "business"), (cast.cio.pk, "it"), (cast.cfo.pk, "finance")]
    return writes.open_round(
        about_kind=kind, about_id=number, asked=asked, deadline_at=at + A_WEEK, currency="EUR", by=cast.office, at=at,
        note="The letters of private members only.",
    )  # fmt: skip


def _revealed(cast: Cast, about: Initiative, business: Three, it: Three, at: datetime) -> Round:
    made = _asked(cast, INITIATIVE, about.pk, at)
    _answer(made, cast.operations_head, business, it[1], at + timedelta(hours=1))
    _answer(made, cast.cio, it, business[1], at + timedelta(hours=2))
    writes.reveal_due(by=None, at=at + A_WEEK)
    made.refresh_from_db()
    return made


def _answer(round_: Round, person: Person, payoff: Three, guess: int, at: datetime) -> None:
    rest = {Question.BENEFIT: (80_000, 120_000, 200_000), Question.COST: (90_000, 100_000, 140_000)}
    asked = Asked.objects.select_related("round").get(round=round_, person=person)
    values = {Question.PAYOFF: payoff, **rest}
    answer = Answer(
        tuple(
            Estimate(
                question, *map(Decimal, three), guess=Decimal(guess if question == Question.PAYOFF else three[1]),
                never_share=Decimal("0.1") if question == Question.PAYOFF else None, reason=REASON,
            )
            for question, three in values.items()
        )
    )  # fmt: skip
    writes.give_answer(asked=asked, answer=answer, by=person, at=at)
