"""An initiative that both sides count on, and its check-ins every Monday at nine."""

from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest

from accord.apps.check_ins import writes
from accord.apps.check_ins.models import CheckIn
from accord.apps.initiatives import writes as initiatives
from accord.apps.ui.rules import Ref

START = datetime(2026, 6, 3, 12, tzinfo=UTC)  # a Wednesday
MONDAY = date(2026, 6, 8)
OPENED = datetime(2026, 6, 8, 9, 5, tzinfo=UTC)
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
SAID = {"progress": "The first letters are read.", "problem": "", "chance": "", "status": "on_track"}


@pytest.fixture
def initiative(cast):
    """Limited to those involved: led by IT's delivery lead, sponsored by the head of marketing."""
    return initiatives.add_initiative(
        title="Letter reader", department_id=cast.marketing.pk, sponsor_id=cast.department_head.pk,
        lead_id=cast.delivery_lead.pk, visibility="limited", by=cast.office, at=START,
    )  # fmt: skip


@pytest.fixture
def about(initiative):
    return Ref("initiatives.initiative", initiative.pk)


@pytest.fixture
def series(cast, about):
    return writes.start_series(
        about=about, answerer_id=cast.delivery_lead.pk, acknowledger_id=cast.department_head.pk,
        by=cast.department_head, at=START,
    )  # fmt: skip


@pytest.fixture
def check_in(series):
    """The first one, open and waiting for the delivery lead."""
    writes.open_due(by=None, at=OPENED)
    return CheckIn.objects.get()


@pytest.fixture
def signed(check_in, cast):
    return writes.sign(check_in=check_in, **SAID, by=cast.delivery_lead, at=OPENED + DAY)


@pytest.fixture
def json_of(client_of):
    def client(person):
        own = client_of(person)
        return {name: partial(getattr(own, name), content_type="application/json")
                for name in ("post", "put", "patch", "delete")} | {"get": own.get}  # fmt: skip

    return client
