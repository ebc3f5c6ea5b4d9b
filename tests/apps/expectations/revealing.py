"""Whole rounds in one line: asked, answered and revealed through the writes, for tests of what is shown afterwards."""

from datetime import timedelta

from accord.apps.expectations import writes
from accord.apps.expectations.models import Asked
from accord.apps.expectations.rules.answers import Answer
from accord.apps.expectations.rules.words import INITIATIVE, PORTFOLIO
from accord.apps.initiatives import writes as initiatives
from tests.apps.expectations.conftest import AT, estimate

WEEK = timedelta(days=7)
QUESTIONS = ("payoff", "benefit", "cost")


def said(*, never=None, **given):
    """An answer from ``payoff=(low, likely, high, guess, reason)``; the guess and the reason may be left out."""
    rows = []
    for question in QUESTIONS:
        if question in given:
            low, likely, high, guess, reason = (*given[question], *[None, ""][len(given[question]) - 5 :])[:5]
            chance = {"never_share": never} if question == "payoff" and never is not None else {}
            rows.append(estimate(question, low, likely, high, guess=guess, reason=reason or "", **chance))
    return Answer(tuple(rows))


def subject(cast, title, department=None, **more):
    """An initiative open to everyone, sponsored by the head of marketing and led by the delivery lead."""
    return initiatives.add_initiative(
        title=title, department_id=(department or cast.marketing).pk, sponsor_id=cast.department_head.pk,
        lead_id=cast.delivery_lead.pk, visibility="everyone", by=cast.office, at=AT, **more,
    )  # fmt: skip


def ask(cast, about, *answers, at=AT, kind=INITIATIVE, currency="EUR"):
    """Open a round; ``answers`` are (person, side, answer), the answer None for who does not answer."""
    round_ = writes.open_round(
        about_kind=kind, about_id=0 if kind == PORTFOLIO else about.pk, deadline_at=at + WEEK, currency=currency,
        by=cast.office, at=at, asked=[(person.pk, side) for person, side, _answer in answers],
    )  # fmt: skip
    for person, _side, answer in answers:
        if answer is not None:
            place = Asked.objects.select_related("round").get(round=round_, person=person)
            writes.give_answer(asked=place, answer=answer, by=person, at=at + timedelta(hours=1))
    return round_


def reveal(cast, about, *answers, at=AT, **more):
    """Ask, answer and reveal a week later."""
    round_ = ask(cast, about, *answers, at=at, **more)
    assert writes.reveal_round(round_id=round_.pk, by=None, at=at + WEEK)
    round_.refresh_from_db()
    return round_


def both(cast, business, it):
    """The sponsor answers for the business, the lead for IT."""
    return (cast.department_head, "business", business), (cast.delivery_lead, "it", it)
