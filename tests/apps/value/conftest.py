"""An initiative with a goal's measure, its case, and the same case signed by all three sides."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from accord.apps.goals.models import Goal, Measure
from accord.apps.initiatives import writes as initiatives
from accord.apps.value import writes
from accord.apps.value.models import CaseVersion

AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
TODAY = date(2026, 6, 1)
DAY = timedelta(days=1)

BUILD = {
    "flow": "cost", "kind": "build", "title": "Building it", "rhythm": "once", "from_month": date(2026, 6, 1),
    "to_month": None, "low": Decimal(80_000), "likely": Decimal(100_000), "high": Decimal(150_000), "currency": "EUR",
    "note": "",
}  # fmt: skip
RUN = BUILD | {
    "kind": "run", "title": "Running it", "rhythm": "monthly", "from_month": date(2026, 9, 1),
    "low": Decimal(1_000), "likely": Decimal(1_500), "high": Decimal(2_000),
}  # fmt: skip
SAVED = BUILD | {
    "flow": "benefit", "kind": "cash", "title": "Fewer hours of typing", "rhythm": "monthly",
    "from_month": date(2026, 10, 1), "low": Decimal(4_000), "likely": Decimal(8_000), "high": Decimal(10_000),
}  # fmt: skip
WORDS = {
    "counterfactual": "The old program gets no slower, but clerks go on typing.",
    "nothing_words": "Another clerk a year.",
    "nothing_low": Decimal(20_000), "nothing_likely": Decimal(30_000), "nothing_high": Decimal(45_000),
    "switched_off": "The old scanner.",
    "exit_rule": "Fewer than half of the invoices read without a hand by March.",
    "baseline_value": 9.5, "baseline_date": date(2026, 5, 1), "baseline_source": "Time sheets of accounting",
    "target_value": 3.0, "target_date": date(2027, 6, 1),
}  # fmt: skip


def a_case(initiative, *, by, at=AT, lines=(BUILD, RUN, SAVED), **values) -> CaseVersion:
    """Begin a case, fill it so that it could be signed (``values`` differ from ``WORDS``), and give its version."""
    version = writes.begin_case(initiative_id=initiative.pk, by=by, at=at)
    writes.edit_version(version_id=version.pk, values=WORDS | {"start_month": date(2026, 6, 1)} | values, by=by, at=at)
    for line in lines:
        writes.set_line(version_id=version.pk, values=line, by=by, at=at)
    return CaseVersion.objects.get(pk=version.pk)


def sign_all(version, cast, *, at=AT) -> CaseVersion:
    """Put a version to its signers and let sponsor (or the head of marketing), lead and CFO sign it."""
    offered = writes.offer(version_id=version.pk, by=cast.office, at=at)
    for side, person in (("business", cast.department_head), ("it", cast.delivery_lead), ("finance", cast.cfo)):
        writes.sign(version_id=version.pk, side=side, digest=offered.digest, by=person, at=at)
    return CaseVersion.objects.get(pk=version.pk)


def a_signed_case(initiative, cast, *, at=AT, **values) -> CaseVersion:
    """Begin a case, fill it and have it signed by all three sides."""
    return sign_all(a_case(initiative, by=cast.office, at=at, **values), cast, at=at)


@pytest.fixture
def measure(cast):
    goal = Goal.objects.create(
        title="Pay suppliers in ten days", business_owner=cast.operations_head, it_owner=cast.cio, created_at=AT
    )
    return Measure.objects.create(
        goal=goal, name="Hours per invoice", unit="hours", direction="down", baseline_value=9.0,
        baseline_date=date(2026, 4, 1), target_value=4.0, target_date=date(2027, 1, 1), source="Time sheets",
    )  # fmt: skip


@pytest.fixture
def initiative(cast, measure):
    made = initiatives.add_initiative(
        title="Invoice reader",
        department_id=cast.marketing.pk,
        sponsor_id=cast.department_head.pk,
        lead_id=cast.delivery_lead.pk,
        stage_date=date(2026, 1, 5),
        by=cast.office,
        at=AT,
    )
    initiatives.link_goal(initiative=made, goal_id=measure.goal_id, by=cast.office, at=AT)
    return made


@pytest.fixture
def secret(cast):
    return initiatives.add_initiative(
        title="Quiet takeover", department_id=cast.operations.pk, sponsor_id=cast.operations_head.pk,
        lead_id=cast.delivery_lead.pk, visibility="limited", by=cast.office, at=AT,
    )  # fmt: skip


@pytest.fixture(name="a_case")
def a_case_function():
    return a_case


@pytest.fixture(name="sign_all")
def sign_all_function():
    return sign_all


@pytest.fixture(name="a_signed_case")
def a_signed_case_function():
    return a_signed_case
