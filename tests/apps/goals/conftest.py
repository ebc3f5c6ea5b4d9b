"""A goal both sides own, one above it, and a measure with values."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accord.apps.goals import writes

AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
LATER = AT + timedelta(days=1)


@pytest.fixture
def top(cast):
    return writes.add_goal(title="Customers stay with us", horizon="far", by=cast.office, at=AT)


@pytest.fixture
def goal(cast, top):
    return writes.add_goal(
        title="Settle claims within five days",
        why="Every day of waiting costs us one customer in a hundred.",
        parent_id=top.pk,
        department_id=cast.operations.pk,
        business_owner_id=cast.operations_head.pk,
        it_owner_id=cast.cio.pk,
        review_date=date(2026, 9, 1),
        by=cast.office,
        at=AT,
    )


@pytest.fixture
def measure(cast, goal):
    values = {"name": "Days to settle", "unit": "days", "direction": "down", "baseline_value": 20.0,
              "baseline_date": date(2026, 1, 1), "target_value": 5.0, "target_date": date(2026, 12, 31)}  # fmt: skip
    made = writes.add_measure(goal=goal, values=values, by=cast.cio, at=AT)
    for month, value in ((3, 18.0), (5, 14.0)):
        writes.record_actual(measure=made, on=date(2026, month, 1), value=value, by=cast.cio, at=AT)
    return made
