"""A promise between people, and what it is about."""

from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest

from accord.apps.initiatives import writes as initiatives
from accord.apps.promises import writes
from accord.apps.ui.rules import Ref

AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
LATER = AT + timedelta(days=1)
DUE = date(2026, 6, 20)


@pytest.fixture
def secret(cast):
    return initiatives.add_initiative(
        title="Quiet takeover", department_id=cast.finance.pk, lead_id=cast.cio.pk, visibility="limited",
        by=cast.office, at=AT,
    )  # fmt: skip


@pytest.fixture
def promise(cast, secret):
    """The marketer's promise to the employee, written down by the CIO, about something limited."""
    return writes.make_promise(
        what="Send the sample invoices", owner_id=cast.marketer.pk, made_to_id=cast.employee.pk, due_date=DUE,
        about=Ref("initiatives.initiative", secret.pk), by=cast.cio, at=AT,
    )  # fmt: skip


@pytest.fixture
def json_of(client_of):
    def client(person):
        own = client_of(person)
        return {name: partial(getattr(own, name), content_type="application/json")
                for name in ("post", "put", "patch", "delete")} | {"get": own.get}  # fmt: skip

    return client
