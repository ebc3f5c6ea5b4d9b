"""A round about one initiative: business, IT and finance are asked, nobody has answered yet."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial

import pytest
from django.utils import timezone

from accord.apps.expectations import writes
from accord.apps.expectations.models import Asked, Round
from accord.apps.expectations.rules.answers import Answer, Estimate
from accord.apps.expectations.rules.words import INITIATIVE, Question
from accord.apps.initiatives import writes as initiatives

AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
SOON = AT + timedelta(hours=2)
DEADLINE = AT + timedelta(days=7)
AFTER = DEADLINE + timedelta(minutes=1)
TELLTALE = "zanzibar"  # a word that only sealed reasons hold


def estimate(question, low=None, likely=None, high=None, **rest):
    """An estimate from plain numbers."""
    values = {name: None if value is None else Decimal(str(value))
              for name, value in {"low": low, "likely": likely, "high": high, **rest}.items() if name != "reason"}  # fmt: skip
    return Estimate(Question(question), **values, reason=rest.get("reason", ""))


def answer_of(payoff=(4, 6, 9), benefit=(80_000, 120_000, 200_000), cost=(90_000, 100_000, 140_000), *, guesses=None,
              never=0.1, reason=f"The data are there. {TELLTALE}"):  # fmt: skip
    """A whole answer: three questions, guesses by question, a chance of never, the same reason everywhere."""
    guesses = guesses or {}
    return Answer(tuple(
        estimate(question, *values, guess=guesses.get(question), reason=reason,
                 **({"never_share": never} if question == "payoff" else {}))
        for question, values in (("payoff", payoff), ("benefit", benefit), ("cost", cost)) if values
    ))  # fmt: skip


@pytest.fixture
def initiative(cast):
    return initiatives.add_initiative(
        title="Churn early warning", department_id=cast.marketing.pk, sponsor_id=cast.department_head.pk,
        lead_id=cast.delivery_lead.pk, visibility="everyone", by=cast.office, at=AT,
    )  # fmt: skip


@pytest.fixture
def round_(cast, initiative):
    return writes.open_round(
        about_kind=INITIATIVE, about_id=initiative.pk, deadline_at=DEADLINE, currency="EUR", by=cast.office, at=AT,
        asked=[(cast.department_head.pk, "business"), (cast.delivery_lead.pk, "it"), (cast.cfo.pk, "finance")],
    )  # fmt: skip


@pytest.fixture
def place(round_):
    """Find somebody's place in the round."""
    return lambda person: Asked.objects.select_related("round").get(round=round_, person=person)


@pytest.fixture
def give(place):
    """Answer as somebody."""
    return lambda person, answer=None, at=SOON: writes.give_answer(
        asked=place(person), answer=answer or answer_of(), by=person, at=at
    )


@pytest.fixture
def revealed(round_, give, cast):
    """The round once business and IT have answered (eight months apart) and the deadline has come."""
    give(cast.department_head, answer_of(guesses={"payoff": 7}))
    give(cast.delivery_lead, answer_of(payoff=(8, 14, 26), guesses={"payoff": 12}))
    writes.reveal_due(by=None, at=AFTER)
    round_.refresh_from_db()
    return round_


@pytest.fixture
def json_of(client_of):
    def client(person):
        own = client_of(person)
        return {name: partial(getattr(own, name), content_type="application/json")
                for name in ("post", "put", "patch", "delete")} | {"get": own.get}  # fmt: skip

    return client


@pytest.fixture
def now_round(cast, initiative):
    """A round that is open on the day of the test, for pages, which know only now."""
    now = timezone.now()
    return writes.open_round(
        about_kind=INITIATIVE, about_id=initiative.pk, deadline_at=now + timedelta(days=7), currency="EUR",
        note="The pilot in the north, as shown in the spring.", by=cast.office, at=now - timedelta(days=1),
        asked=[(cast.department_head.pk, "business"), (cast.delivery_lead.pk, "it"), (cast.cfo.pk, "finance")],
    )  # fmt: skip


@pytest.fixture
def reveal_now(now_round):
    """Answer the open round for business and IT, and let its deadline pass."""

    def reveal(*people):
        for person in people:
            asked = Asked.objects.select_related("round").get(round=now_round, person=person)
            writes.give_answer(asked=asked, answer=answer_of(), by=person, at=timezone.now())
        Round.objects.filter(pk=now_round.pk).update(deadline_at=timezone.now() - timedelta(minutes=1))
        writes.reveal_due(by=None, at=timezone.now())
        now_round.refresh_from_db()
        return now_round

    return reveal


def month(offset):
    """A month some months from now, as a month picker sends it."""
    day = timezone.localdate()
    number = day.year * 12 + day.month - 1 + offset
    return f"{number // 12:04}-{number % 12 + 1:02}"


def typed(**changes):
    """A whole answer as somebody types it."""
    return {
        "payoff_low": month(6), "payoff_high": month(24), "payoff_likely": month(12), "payoff_guess": month(15),
        "payoff_never": "10", "payoff_reason": f"The data arrive by spring. {TELLTALE}",
        "benefit_low": "100k", "benefit_high": "1.2m", "benefit_likely": "400000", "benefit_guess": "300k",
        "cost_low": "200k", "cost_high": "600k", "cost_likely": "300 000", "step": "look", **changes,
    }  # fmt: skip
