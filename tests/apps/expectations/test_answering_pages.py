"""Answering through pages: the form, the second look, sealing, the receipt; nothing leaks and nothing typed is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accord.apps.expectations import writes
from accord.apps.expectations.models import Answer
from accord.apps.expectations.rules.words import INITIATIVE

TYPED = {
    "payoff_low": "2099-01", "payoff_high": "2099-12", "payoff_likely": "2099-06",
}  # fmt: skip


@pytest.fixture
def now_round(cast, initiative):
    """A round that is open now."""
    now = timezone.now()
    return writes.open_round(
        about_kind=INITIATIVE, about_id=initiative.pk, deadline_at=now + timedelta(days=7), currency="EUR",
        by=cast.office, at=now - timedelta(days=1),
        asked=[(cast.department_head.pk, "business"), (cast.delivery_lead.pk, "it"), (cast.cfo.pk, "finance")],
    )  # fmt: skip


def month(offset):
    """A month some months from now as a month picker sends it."""
    today = timezone.localdate()
    number = today.year * 12 + today.month - 1 + offset
    return f"{number // 12:04}-{number % 12 + 1:02}"


def typed(**changes):
    """A whole answer as somebody types it."""
    return {
        "payoff_low": month(6), "payoff_high": month(24), "payoff_likely": month(12), "payoff_guess": month(15),
        "payoff_never": "10", "payoff_reason": "The data arrive by spring",
        "benefit_low": "100k", "benefit_high": "1.2m", "benefit_likely": "400,000.00", "benefit_guess": "300k",
        "cost_low": "200k", "cost_high": "600k", "cost_likely": "1.200.000"[:0] + "300k", "step": "look", **changes,
    }  # fmt: skip


class TestAnswer:
    def test_asks_three_questions_then_says_it_back_then_seals(self, now_round, cast, client_of):
        place = f"/expectations/{now_round.pk}/answer/"
        own = client_of(cast.department_head)
        page = own.get(place)
        assert page.status_code == 200
        second = own.post(place, typed())
        assert second.status_code == 200, second.context["form"].errors
        words = second.content.decode()
        assert "This is what you say" in words
        assert not Answer.objects.exists()
        sealed = own.post(place, typed(step="seal"))
        assert sealed["Location"] == f"/expectations/{now_round.pk}/receipt/"
        assert Answer.objects.count() == 1
        assert Answer.objects.get().receipt in own.get(sealed["Location"]).content.decode()
        assert own.get(f"/expectations/{now_round.pk}/").status_code == 200
