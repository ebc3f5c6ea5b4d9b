"""The API holds where rounds stand: one sealed, one revealed, one called off, with outcomes; schemathesis sends anything."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from accord.apps.expectations import writes
from accord.apps.expectations.models import Answer
from tests.apps.expectations.conftest import answer_of
from tests.site.test_api_holds import OPERATIONS, _signed_in, _try, one_transaction

__all__ = ["one_transaction"]
pytestmark = [pytest.mark.one_database]
OURS = [one for one in OPERATIONS if one.path.split("/")[3] in {"rounds", "outcomes"}]


@pytest.fixture
def standing(cast):
    """A revealed round, one called off and a sealed one, and an outcome of each kind."""
    now = timezone.now()
    for number, about in enumerate(("revealed", "off", "sealed")):
        round_ = writes.open_round(
            about_kind="organisation", deadline_at=now + timedelta(days=1), currency="EUR", at=now, by=cast.office,
            asked=[(cast.administrator.pk, "business"), (cast.cio.pk, "it")],
        )  # fmt: skip
        for asked in round_.asked.select_related("person", "round"):
            if about != "sealed" or asked.side == "it":
                guesses = {"cost": 5} if number else None
                writes.give_answer(asked=asked, answer=answer_of(guesses=guesses), by=asked.person, at=now)
        if about == "revealed":
            assert writes.reveal_due(by=None, at=now) == [round_.pk]
        if about == "off":
            writes.call_off(round_=round_, by=cast.office, at=now)
    for question, values in (
        ("payoff", {"payoff_date": now.date()}),
        ("cost", {"amount": Decimal(5), "currency": "EUR"}),
    ):
        writes.record_outcome(about_kind="organisation", question=question, by=cast.cfo, at=now, **values)
    assert Answer.objects.count() == 3


def test_there_are_operations_to_try():
    assert len(OURS) == 17


@pytest.mark.prove
@pytest.mark.parametrize("operation", OURS, ids=lambda one: f"{one.method.upper()} {one.path}")
def test_holds_for_many_requests(operation, standing, cast, client_of):
    _try(operation, _signed_in(client_of(cast.administrator)), examples=150)
