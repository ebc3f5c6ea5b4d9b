"""Closed books offer the cost and the payoff to the scoring of forecasts; nothing is recorded by itself."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from accord.apps.expectations.models import Outcome
from accord.apps.goals import writes as goals
from accord.apps.goals.models import Actual, Measure
from accord.apps.initiatives.models import Initiative, StageChange
from accord.apps.initiatives.rules import Stage
from accord.apps.ui.rules import WrongState
from accord.apps.value import writes
from accord.apps.value.models import Series
from accord.apps.value.reads.ledger.closing import closing_offers
from accord.apps.value.writes.effects import claims
from accord.apps.value.writes.effects.outcomes import record_closing
from accord.apps.value.writes.ledger import months, postings
from tests.apps.value.conftest import AT, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
MONTHS = [date(2026, month, 1) for month in (1, 2, 3, 4)]


@pytest.fixture
def spent(cast, initiative):
    """Cost 100 + 50 until it went live in February, 10 in March; benefit 60 in March and 120 in April: 180 ≥ 160."""
    booked = (
        ("cost", 1, "100.10"),
        ("cost", 2, "49.90"),
        ("cost", 3, "10"),
        ("benefit", 3, "60"),
        ("benefit", 4, "120"),
    )
    for flow, month, amount in booked:
        postings.post(
            initiative_id=initiative.pk, entry="actual", flow=flow, month=date(2026, month, 1), on=date(2026, month, 2),
            amount=Decimal(amount), currency="EUR", by=cast.cfo, at=AT,
        )  # fmt: skip
    StageChange.objects.create(initiative=initiative, stage=Stage.LIVE, date=date(2026, 2, 20), recorded_at=AT)
    Initiative.objects.filter(pk=initiative.pk).update(stage=Stage.LIVE)
    return initiative


def close(cast, *some):
    for month in some:
        months.close_month(month=month, by=cast.cfo, at=AT)


def offered(cast, initiative, by=None):
    found = closing_offers(viewer=by or cast.cfo, initiative_id=initiative.pk, as_of=TODAY)
    return [(one.question, one.until, one.amount) for one in found]


def test_the_cost_is_offered_once_every_month_of_it_is_closed(cast, spent):
    close(cast, MONTHS[0])
    assert offered(cast, spent) == []
    close(cast, MONTHS[1])
    assert offered(cast, spent) == [("cost", MONTHS[1], Decimal("150.00"))]
    assert offered(cast, spent, cast.delivery_lead) == []
    assert not Outcome.objects.exists()


def test_the_payoff_is_offered_in_the_month_it_came(cast, spent):
    close(cast, *MONTHS)
    assert offered(cast, spent)[1:] == [("payoff", MONTHS[3], None)]


def test_finance_records_them_once_from_the_page(cast, spent, client_of):
    close(cast, *MONTHS)
    cfo = client_of(cast.cfo)
    assert "150.00" in cfo.get(reverse("value:initiative", args=[spent.pk])).content.decode()
    for question in ("cost", "payoff"):
        cfo.post(reverse("value:closing", args=[spent.pk]), {"question": question})
    kept = Outcome.objects.order_by("question").values_list("question", "amount", "currency", "payoff_date")
    assert list(kept) == [("cost", Decimal("150.00"), "EUR", None), ("payoff", None, "", MONTHS[3])]
    assert offered(cast, spent) == []
    with pytest.raises(WrongState):
        record_closing(initiative_id=spent.pk, question="cost", by=cast.cfo, at=AT)
    assert client_of(cast.delivery_lead).post(reverse("value:closing", args=[spent.pk])).status_code == 403


def test_a_measure_is_free_again_once_its_claim_is_taken_back(cast, initiative, measure):
    Actual.objects.create(measure=measure, date=date(2026, 5, 1), value=8.0, source="")
    made = claims.make_claim(
        initiative_id=initiative.pk, measure_id=measure.pk, values={"from_date": TODAY}, by=cast.office, at=AT
    )
    with pytest.raises(WrongState):
        goals.remove_measure(measure=measure, by=cast.office, at=AT)
    writes.remove_claim(claim_id=made.pk, by=cast.office, at=AT)
    goals.remove_measure(measure=Measure.objects.get(pk=measure.pk), by=cast.office, at=AT)
    series = Series.objects.get()
    assert series.removed_at == AT
    assert list(series.points.values_list("value", flat=True)) == [8.0]
    with pytest.raises(WrongState):
        writes.restore_claim(claim_id=made.pk, by=cast.office, at=AT)
