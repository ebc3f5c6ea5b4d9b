"""Value reviews that come round, and money and time set aside for trying things out."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from accord.apps.ui.rules import EditConflict, Invalid, NotAllowed, NotFound, WrongState
from accord.apps.value import writes
from accord.apps.value.models import Review
from accord.apps.value.reads.deciding import budgets, reviews
from accord.apps.value.rules.deciding import months_later, share_of

from .conftest import AT, TODAY

pytestmark = pytest.mark.one_database
DAY = timedelta(days=1)


@pytest.fixture
def planned(initiative, a_case, cast):
    a_case(initiative, by=cast.office)
    return writes.plan_review(initiative_id=initiative.pk, due_date=TODAY, by=cast.cfo, at=AT)


def hold(review, by, way="continue", **values):
    return writes.hold_review(review_id=review.pk, way=way, reason="It pays.", by=by, at=AT, **values)


@pytest.mark.django_db
class TestReviews:
    def test_are_planned_one_at_a_time_and_come_round(self, planned, initiative, cast):
        with pytest.raises(WrongState, match="planned already"):
            writes.plan_review(initiative_id=initiative.pk, due_date=TODAY, by=cast.cio, at=AT)
        writes.set_review_rhythm(initiative_id=initiative.pk, months=2, by=cast.cfo, at=AT)
        hold(planned, cast.department_head)

        upcoming = Review.objects.get(held_date=None)
        assert (upcoming.due_date, upcoming.owner) == (date(2026, 8, 1), cast.department_head)
        lines = reviews.reviews_of(viewer=cast.cfo, initiative_id=initiative.pk, as_of=TODAY)
        assert [line.state for line in lines] == ["planned", "held"]

    def test_that_stop_cancel_the_initiative_and_plan_nothing(self, planned, initiative, cast):
        hold(planned, cast.department_head, "stop", does_cancel=True)
        initiative.refresh_from_db()
        assert initiative.stage == "cancelled"
        assert not Review.objects.filter(held_date=None).exists()

    def test_cannot_cancel_what_one_may_not_change(self, planned, initiative, cast):
        with pytest.raises(NotAllowed):
            hold(planned, cast.cfo, "stop", does_cancel=True)  # the CFO reviews, others change the stage
        planned.refresh_from_db()
        assert planned.held_date is None

    def test_are_overdue_the_day_after_and_can_be_moved_or_taken_off(self, planned, cast):
        assert reviews.overdue_reviews(viewer=cast.cio, as_of=TODAY) == []
        assert [line.id for line in reviews.overdue_reviews(viewer=cast.cio, as_of=TODAY + DAY)] == [planned.pk]
        assert [line.id for line in reviews.mine_to_hold(viewer=cast.department_head, as_of=TODAY - 7 * DAY)] == [
            planned.pk
        ]
        writes.edit_review(review_id=planned.pk, values={"due_date": TODAY + DAY}, by=cast.cfo, at=AT, seen_version=1)
        with pytest.raises(EditConflict):
            writes.edit_review(review_id=planned.pk, values={"due_date": TODAY}, by=cast.cio, at=AT, seen_version=1)
        writes.remove_review(review_id=planned.pk, by=cast.cfo, at=AT)
        assert reviews.overdue_reviews(viewer=cast.cio, as_of=TODAY + 9 * DAY) == []
        writes.restore_review(review_id=planned.pk, by=cast.cfo, at=AT)
        with pytest.raises(NotFound):
            hold(planned, cast.employee)

    def test_need_a_reason_and_a_day_that_has_come(self, planned, cast):
        with pytest.raises(Invalid) as refused:
            writes.hold_review(review_id=planned.pk, way="party", reason="", held_date=TODAY + DAY, by=cast.cfo, at=AT)
        assert set(refused.value.fields) == {"way", "reason", "held_date"}


class TestMonthsLater:
    def test_keeps_the_day_or_takes_the_last_one(self):
        assert months_later(date(2026, 1, 31), 1) == date(2026, 2, 28)
        assert months_later(date(2027, 11, 30), 3) == date(2028, 2, 29)
        assert months_later(date(2026, 5, 15), 12) == date(2027, 5, 15)


@pytest.fixture
def budget(cast):
    return writes.add_budget(
        title="Trials 2026", department_id=cast.marketing.pk, from_date=date(2026, 1, 1), to_date=date(2026, 12, 31),
        currency="EUR", total_amount=Decimal(300_000), aside_amount=Decimal(30_000), total_days=Decimal(400),
        aside_days=Decimal(20), by=cast.cfo, at=AT,
    )  # fmt: skip


@pytest.mark.django_db
class TestBudgets:
    def test_say_what_share_is_set_aside_and_used_to_the_cent(self, budget, initiative, cast):
        for amount in ("10.10", "20.20", "9000.00"):
            writes.use_budget(
                budget_id=budget.pk, date=TODAY, words="A pilot", amount=Decimal(amount), initiative_id=initiative.pk,
                by=cast.department_head, at=AT,
            )  # fmt: skip
        half = writes.use_budget(
            budget_id=budget.pk, date=TODAY, words="A week", days=Decimal("5.5"), by=cast.cfo, at=AT
        )

        line = budgets.budget_page(viewer=cast.cfo, budget_id=budget.pk).line
        assert (line.used_amount, line.used_days) == (Decimal("9030.30"), Decimal("5.5"))
        assert (line.aside_share, line.used_share) == (Decimal("0.1000"), Decimal("0.3010"))
        writes.remove_use(use_id=half.pk, by=cast.cfo, at=AT)
        assert budgets.budget_page(viewer=cast.cfo, budget_id=budget.pk).line.used_days == 0
        writes.restore_use(use_id=half.pk, by=cast.cfo, at=AT)
        writes.edit_use(use_id=half.pk, values={"days": Decimal(6)}, by=cast.cfo, at=AT, seen_version=3)
        assert budgets.budget_page(viewer=cast.cfo, budget_id=budget.pk).line.left_days == 14

    def test_refuse_more_than_there_is_and_days_outside(self, budget, cast):
        with pytest.raises(Invalid) as refused:
            writes.edit_budget(budget_id=budget.pk, values={"aside_amount": Decimal(300_001)}, by=cast.cfo, at=AT)
        assert set(refused.value.fields) == {"aside_amount"}
        with pytest.raises(Invalid) as refused:
            writes.use_budget(budget_id=budget.pk, date=date(2027, 1, 1), words="Late", by=cast.cfo, at=AT)
        assert set(refused.value.fields) == {"date", "amount"}
        for days in ("0.25", "999999999999999.9", "-1"):
            with pytest.raises(Invalid) as refused:
                writes.use_budget(
                    budget_id=budget.pk, date=TODAY, words="A day", days=Decimal(days), by=cast.cfo, at=AT
                )
            assert set(refused.value.fields) == {"days"}

    def test_are_for_their_department_and_finance(self, budget, cast):
        for person in (cast.employee, cast.operations_head):
            with pytest.raises(NotFound):
                budgets.budget_page(viewer=person, budget_id=budget.pk)
        with pytest.raises(NotAllowed):
            writes.remove_budget(budget_id=budget.pk, by=cast.department_head, at=AT)
        writes.remove_budget(budget_id=budget.pk, by=cast.cfo, at=AT)
        with pytest.raises(WrongState):
            writes.use_budget(budget_id=budget.pk, date=TODAY, words="x", days=Decimal(1), by=cast.cfo, at=AT)
        writes.restore_budget(budget_id=budget.pk, by=cast.cfo, at=AT)


class TestShareOf:
    def test_is_not_known_without_both_or_of_nothing(self):
        assert share_of(None, Decimal(1)) is share_of(Decimal(1), None) is share_of(Decimal(1), Decimal(0)) is None
        assert share_of(Decimal(1), Decimal(3)) == Decimal("0.3333")
