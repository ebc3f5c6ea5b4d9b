"""A question to be decided, and what it is about."""

from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest

from accord.apps.decisions import writes
from accord.apps.decisions.rules import OptionWords
from accord.apps.initiatives import writes as initiatives
from accord.apps.ui.rules import Ref

AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
TODAY = date(2026, 6, 1)
DAY = timedelta(days=1)


@pytest.fixture
def secret(cast):
    return initiatives.add_initiative(
        title="Quiet takeover", department_id=cast.finance.pk, lead_id=cast.delivery_lead.pk, visibility="limited",
        by=cast.office, at=AT,
    )  # fmt: skip


@pytest.fixture
def decision(cast, secret):
    """The CFO asks the head of marketing about something limited; the employee and the CIO are heard."""
    return writes.raise_decision(
        question="Do we roll out to all branches?",
        about=Ref("initiatives.initiative", secret.pk),
        decider_id=cast.department_head.pk,
        options=[OptionWords("All at once", "cheaper", "risky"), "North first"],
        consulted_ids=[cast.employee.pk, cast.cio.pk],
        decide_by=TODAY + 14 * DAY,
        by=cast.cfo,
        at=AT,
    )


@pytest.fixture
def json_of(client_of):
    def client(person):
        own = client_of(person)
        return {name: partial(getattr(own, name), content_type="application/json")
                for name in ("post", "put", "patch", "delete")} | {"get": own.get}  # fmt: skip

    return client
