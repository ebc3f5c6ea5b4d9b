"""A promise is handed over only to somebody who takes it: asked, accepted, declined, taken back."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accord.apps.promises import reads, writes
from accord.apps.promises.models import Offer, Promise
from accord.apps.trail.models import Entry
from accord.apps.ui.rules import Invalid, NotAllowed, WrongState
from tests.apps.promises.conftest import AT

TODAY = AT.date()
pytestmark = pytest.mark.one_database


@pytest.fixture
def promise(cast):
    return writes.make_promise(
        what="Send the list", owner_id=cast.delivery_lead.pk, made_to_id=cast.department_head.pk, confidence_share=0.8,
        due_date=TODAY + timedelta(days=5), by=cast.delivery_lead, at=AT,
    )  # fmt: skip


def offer(promise, cast, to=None, **given):
    return writes.offer_promise(
        promise=promise, to_id=(to or cast.marketer).pk, reason=given.pop("reason", "She runs it now"),
        by=given.pop("by", cast.delivery_lead), at=AT,
    )  # fmt: skip


def waiting(person):
    return [one.what for one in reads.promises_offered(viewer=person)]


class TestHandingOver:
    def test_changes_the_owner_once_they_accept_and_not_before(self, promise, cast):
        offer(promise, cast)
        promise.refresh_from_db()
        assert (promise.owner, waiting(cast.marketer)) == (cast.delivery_lead, ["Send the list"])
        assert reads.own_promises_due(viewer=cast.delivery_lead, as_of=TODAY) == []  # it waits for her now
        assert reads.own_promises_due(viewer=cast.delivery_lead, as_of=promise.due_date)  # and is not forgotten
        writes.take_over(promise=promise, by=cast.marketer, at=AT)
        kept = Promise.objects.get(pk=promise.pk)
        assert (kept.owner, kept.side, kept.department) == (cast.marketer, "business", cast.marketing)
        assert (kept.first_due_date, kept.confidence_share) == (promise.first_due_date, None)
        assert waiting(cast.marketer) == []
        codes = list(Entry.objects.order_by("pk").values_list("code", flat=True))
        assert codes[-2:] == ["promises.offer.made", "promises.offer.accepted"]

    def test_stays_with_its_owner_when_declined_or_taken_back(self, promise, cast):
        offer(promise, cast)
        writes.decline_offer(promise=promise, reason="I am away", by=cast.marketer, at=AT)
        offer(promise, cast)
        writes.withdraw_offer(promise=promise, by=cast.delivery_lead, at=AT)
        assert list(Offer.objects.order_by("pk").values_list("state", "answer")) == [
            ("declined", "I am away"), ("withdrawn", ""),
        ]  # fmt: skip
        assert Promise.objects.get(pk=promise.pk).owner == cast.delivery_lead
        with pytest.raises(WrongState):
            writes.take_over(promise=promise, by=cast.marketer, at=AT)

    def test_refuses_whom_it_cannot_go_to_and_who_may_not_give_it(self, promise, cast):
        for person, field in ((cast.delivery_lead, "to_id"), (cast.department_head, "to_id")):
            with pytest.raises(Invalid) as refused:
                offer(promise, cast, person)
            assert field in refused.value.fields
        with pytest.raises(Invalid):
            offer(promise, cast, reason=" ")
        with pytest.raises(NotAllowed):
            offer(promise, cast, by=cast.employee)
        offer(promise, cast)
        with pytest.raises(WrongState):
            offer(promise, cast, cast.employee)
        with pytest.raises(NotAllowed):
            writes.take_over(promise=promise, by=cast.employee, at=AT)

    def test_is_over_once_the_promise_is_settled(self, promise, cast):
        offer(promise, cast)
        writes.keep_promise(promise=promise, by=cast.delivery_lead, at=AT)
        assert waiting(cast.marketer) == []

    def test_is_asked_and_taken_on_the_page_by_those_two_alone(self, promise, cast, client_of):
        place = reverse("promises:offer", args=[promise.pk])
        asked = client_of(cast.delivery_lead).post(
            place, {"to": cast.marketer.pk, "reason": "Her team now"}, follow=True
        )
        assert "They are asked" in asked.content.decode()
        page = client_of(cast.marketer).get(reverse("promises:promise", args=[promise.pk])).content.decode()
        assert "I take it over" in page
        assert "Her team now" in page
        taking = reverse("promises:taking_over", args=[promise.pk])
        assert client_of(cast.employee).post(taking).status_code == 404
        assert client_of(cast.department_head).post(taking).status_code == 403
        assert client_of(cast.marketer).post(taking).status_code == 302
        assert Promise.objects.get(pk=promise.pk).owner == cast.marketer
