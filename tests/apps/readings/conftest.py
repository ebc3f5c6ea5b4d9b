"""A tiny organisation whose readings can be worked out by hand.

Marketing: twelve initiatives being built; nine say plainly what they are for, three say nothing.
Operations: three that say it plainly and are open to few. Transparency (P22) is therefore 9 of 15 for the whole, 9 of
12 for marketing, and too few to measure (3) for operations.
"""

from datetime import UTC, date, datetime, timedelta

import pytest

from accord.apps.initiatives import writes as initiatives
from accord.apps.readings import writes

AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
NEXT = AT + timedelta(days=1)
PLAIN = "Reads invoices so that clerks check instead of type."


def add(cast, title, department, **more):
    return initiatives.add_initiative(
        title=title,
        department_id=department.pk,
        stage="building",
        stage_date=date(2026, 5, 20),
        by=cast.office,
        at=AT - timedelta(days=3),
        **more,
    )


@pytest.fixture
def portfolio(cast):
    plain = [add(cast, f"Plain {n}", cast.marketing, summary=PLAIN) for n in range(9)]
    silent = [add(cast, f"Silent {n}", cast.marketing) for n in range(3)]
    closed = [
        add(cast, f"Closed {n}", cast.operations, summary=PLAIN, visibility="limited", sponsor_id=cast.cfo.pk)
        for n in range(3)
    ]
    return {"plain": plain, "silent": silent, "closed": closed}


@pytest.fixture
def measured(portfolio, cast):
    return writes.measure(by=cast.cio, at=AT)
