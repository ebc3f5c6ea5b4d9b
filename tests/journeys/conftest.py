"""A small house that holds a record of each kind: all that pages need to have something to show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import timezone

from accord.apps.batches import sockets as batches
from accord.apps.batches import writes as imports
from accord.apps.batches.models import Batch
from accord.apps.gaps import writes as gaps
from accord.apps.gaps.models import Gap
from accord.apps.goals import writes as goals
from accord.apps.goals.models import Actual, Goal, Measure
from accord.apps.guardrails import writes as guardrails
from accord.apps.initiatives import writes as initiatives
from accord.apps.initiatives.models import Initiative
from accord.apps.jobs import writes as jobs
from accord.apps.jobs.models import Job
from accord.apps.meetings.models import Meeting
from accord.apps.promises.models import Promise
from accord.apps.readings import writes as readings
from tests.cast import Cast
from tests.journeys.expecting import Expectations, expect_things

FOLDER = Path(__file__).resolve().parents[2]
PLAIN = "Reads what members write to us and sorts it, so that people answer instead of sort."


@dataclass(frozen=True)
class House:
    """One record of each kind; `gap` is open and on no agenda, `talked` is arranged."""

    cast: Cast
    initiative: Initiative
    goal: Goal
    measure: Measure
    value: Actual
    gap: Gap
    talked: Gap
    meeting: Meeting
    promise: Promise
    preview: Batch
    written: Batch
    job: Job
    expected: Expectations


@pytest.fixture
def house(cast: Cast, tmp_path: Path) -> House:
    """Write the house: two departments out of step in transparency, everything else once."""
    now = timezone.now()
    today = timezone.localdate()
    goal, measure, value = _goal(cast, today, now)
    for department in (cast.marketing, cast.operations):
        for number in range(12):
            initiatives.add_initiative(
                title=f"{department.name} {number:02}", summary=PLAIN, department_id=department.pk, stage="live",
                visibility="limited", by=cast.office, at=now - timedelta(days=3),
            )  # fmt: skip
    initiative = _initiative(cast, goal, today, now - timedelta(days=3))
    for days in (2, 1):
        readings.measure(by=None, at=now - timedelta(days=days))
    gap, talked = (_gap(department.pk) for department in (cast.marketing, cast.operations))
    item = gaps.put_on_agenda(gap=talked, starts_at=now + timedelta(days=7), by=cast.cio, at=now)
    promise = gaps.promise_step(
        gap=talked, what="Open every initiative of operations to everybody, or say why not", owner_id=cast.cio.pk,
        due_date=today + timedelta(days=14), by=cast.cio, at=now,
    )  # fmt: skip
    preview, written = _batches(cast, tmp_path, today, now)
    job = jobs.start(kind="readings.measure", by=cast.office, at=now)
    expected = expect_things(cast, initiative, goal, now)
    return House(
        cast, initiative, goal, measure, value, gap, talked, item.meeting, promise, preview, written, job, expected
    )


def _gap(department: int) -> Gap:
    return Gap.objects.get(practice="P22", subject_kind="department", subject_id=department)


def _goal(cast: Cast, today: date, now: datetime) -> tuple[Goal, Measure, Actual]:
    goal = goals.add_goal(
        title="Settle a claim in three days", why="Members judge us by how fast we help.", horizon="near",
        department_id=cast.operations.pk, business_owner_id=cast.operations_head.pk, it_owner_id=cast.cio.pk,
        by=cast.office, at=now,
    )  # fmt: skip
    values = {"name": "Days to settle", "unit": "days", "direction": "down", "baseline_value": 14, "target_value": 3}
    measure = goals.add_measure(goal=goal, values=values, by=cast.office, at=now)
    days = (today - timedelta(days=60), today - timedelta(days=30))
    told = [
        goals.record_actual(measure=measure, on=day, value=10, source="Claims system", by=cast.office, at=now)
        for day in days
    ]
    goal.refresh_from_db()
    return goal, measure, told[-1]


def _initiative(cast: Cast, goal: Goal, today: date, now: datetime) -> Initiative:
    made = initiatives.add_initiative(
        title="Claims letters, sorted", summary=PLAIN, department_id=cast.operations.pk, stage="approved",
        stage_date=today - timedelta(days=90), sponsor_id=cast.operations_head.pk, lead_id=cast.delivery_lead.pk,
        extra={"Vendor": "none"}, by=cast.office, at=now,
    )  # fmt: skip
    initiatives.move_stage(initiative=made, to="building", on=today - timedelta(days=30), by=cast.cio, at=now)
    initiatives.link_goal(initiative=made, goal_id=goal.pk, by=cast.cio, at=now)
    initiatives.add_milestone(
        initiative=made,
        title="Ten letters sorted",
        result="A demonstration",
        due_date=today,
        by=cast.cio,
        at=now,
    )
    initiatives.set_money(
        initiative=made, period=today.replace(day=1), kind="planned", flow="cost", amount=Decimal(90_000),
        currency="EUR", by=cast.cio, at=now,
    )  # fmt: skip
    initiatives.add_link(initiative=made, label="Board", url="https://example.org/board", by=cast.cio, at=now)
    guardrails.set_risk(initiative=made, risk="high", rights_impacting=True, by=cast.cio, at=now)
    guardrails.answer_question(initiative=made, question="monitoring", answer="no", by=cast.cio, at=now)
    return made


def _batches(cast: Cast, folder: Path, today: date, now: datetime) -> tuple[Batch, Batch]:
    target = next(iter(batches.targets)).kind
    few = folder / "few.csv"
    few.write_text("Name,Unit,Stage\nTriage of mail,Operations,Live\nTriage of calls,Operations,Somewhere\n")
    staged = []
    for path in (FOLDER / "tests/integrations/spreadsheet/federal_ai_2024_excerpt.csv", few):
        batch = imports.stage(path=path, name=path.name, target=target, as_of=today, by=cast.office, at=now)
        staged.append(imports.check_rows(batch_id=batch.pk, by=cast.office, at=now))
    imports.commit(batch_id=staged[1].pk, by=cast.office, at=now)
    return staged[0], staged[1]
