"""An initiative with people around it, and one that is not open to everyone."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accord.apps.goals.models import Goal
from accord.apps.initiatives import writes

AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
LATER = AT + timedelta(days=1)


@pytest.fixture
def initiative(cast):
    return writes.add_initiative(
        title="Invoice reader",
        summary="Reads invoices so that clerks check instead of type.",
        department_id=cast.marketing.pk,
        sponsor_id=cast.department_head.pk,
        lead_id=cast.delivery_lead.pk,
        stage_date=date(2026, 1, 5),
        by=cast.office,
        at=AT,
    )


@pytest.fixture
def secret(cast):
    return writes.add_initiative(
        title="Quiet takeover",
        department_id=cast.operations.pk,
        sponsor_id=cast.cfo.pk,
        lead_id=cast.delivery_lead.pk,
        visibility="limited",
        by=cast.office,
        at=AT,
    )


@pytest.fixture
def goal(cast):
    return Goal.objects.create(
        title="Pay suppliers in ten days", business_owner=cast.operations_head, it_owner=cast.cio, created_at=AT
    )
