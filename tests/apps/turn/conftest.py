"""One of everything that can be somebody's turn, for the CIO."""

from datetime import UTC, datetime, timedelta

import pytest

from accord.apps.goals import writes as goals
from accord.apps.initiatives import writes as initiatives
from accord.apps.meetings import writes as meetings
from accord.apps.promises import writes as promises

AT = datetime(2026, 6, 3, 12, tzinfo=UTC)
TODAY = AT.date()


def days(number):
    return TODAY + timedelta(days=number)


@pytest.fixture
def initiative(cast):
    return initiatives.add_initiative(
        title="Invoice reader", department_id=cast.marketing.pk, sponsor_id=cast.department_head.pk,
        lead_id=cast.delivery_lead.pk, by=cast.office, at=AT,
    )  # fmt: skip


@pytest.fixture
def goal(cast):
    return goals.add_goal(
        title="Pay in ten days",
        business_owner_id=cast.department_head.pk,
        it_owner_id=cast.cio.pk,
        by=cast.office,
        at=AT,
    )


@pytest.fixture
def much(cast, initiative, goal):
    """Give the CIO `number` more of everything."""

    def add(number):
        for one in range(number):
            made = goals.add_goal(
                title=f"Goal {one}", it_owner_id=cast.cio.pk, business_owner_id=cast.ceo.pk, review_date=days(one),
                by=cast.office, at=AT,
            )  # fmt: skip
            initiatives.link_goal(initiative=initiative, goal_id=made.pk, by=cast.office, at=AT)
            promises.make_promise(what=f"Promise {one}", owner_id=cast.cio.pk, due_date=days(one), by=cast.cio, at=AT)
            meetings.plan_meeting(
                title=f"Talk {one}", starts_at=AT + timedelta(hours=one % 5), chair_id=cast.cio.pk,
                attendee_ids=[cast.ceo.pk], by=cast.cio, at=AT,
            )  # fmt: skip

    return add
