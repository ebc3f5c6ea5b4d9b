"""The snapshot: text ids, days, null for what is not known, and nothing from after the day."""

from datetime import UTC, date, datetime
from decimal import Decimal

import polars as pl
import pytest

from accord.apps.guardrails import tables as guardrail_tables
from accord.apps.guardrails import writes as guardrails
from accord.apps.initiatives import tables, writes
from accord.apps.ui.rules import Ref
from accord.tables.schemas import TABLES
from tests.apps.initiatives.conftest import AT

TODAY = date(2026, 6, 1)


@pytest.fixture
def full(initiative, goal, cast):
    cio, head = cast.cio, cast.department_head
    writes.move_stage(initiative=initiative, to="approved", on=date(2026, 2, 1), by=cio, at=AT)
    writes.move_stage(initiative=initiative, to="building", on=None, by=cio, at=AT)
    link = writes.link_goal(initiative=initiative, goal_id=goal.pk, by=cio, at=AT)
    writes.agree_link(link=link, side="business", by=head, at=AT)
    one = writes.add_milestone(initiative=initiative, title="First 100", due_date=date(2026, 7, 1), by=cio, at=AT)
    writes.finish_milestone(milestone=one, done_date=date(2026, 5, 30), result="A list", by=cio, at=AT)
    gone = writes.add_milestone(initiative=initiative, title="Gone", by=cio, at=AT)
    writes.remove_milestone(milestone=gone, by=cio, at=AT)
    writes.set_money(initiative=initiative, period=date(2026, 3, 1), kind="actual", flow="cost",
                     amount=Decimal("9000.50"), currency="EUR", by=cio, at=AT)  # fmt: skip
    guardrails.set_risk(initiative=initiative, risk="high", rights_impacting=True, by=cio, at=AT)
    guardrails.answer_question(initiative=initiative, question="appeal", answer="no", by=cio, at=AT)
    return initiative


@pytest.mark.parametrize("name", sorted({**tables.TABLES, **guardrail_tables.TABLES}))
def test_has_the_columns_that_are_published(db, name):
    table = {**tables.TABLES, **guardrail_tables.TABLES}[name](as_of=TODAY)
    assert tuple(table.columns) == TABLES[name].names


def test_rows(full, goal, cast):
    key, days = str(full.pk), {name: table(as_of=TODAY).rows() for name, table in tables.TABLES.items()}
    assert days["initiatives"] == [
        (key, "Invoice reader", str(cast.marketing.pk), "building", "everyone",
         "Reads invoices so that clerks check instead of type.", str(cast.department_head.pk),
         str(cast.delivery_lead.pk), TODAY)
    ]  # fmt: skip
    assert days["stages"] == [
        (key, "idea", date(2026, 1, 5), None), (key, "approved", date(2026, 2, 1), None), (key, "building", None, None),
    ]  # fmt: skip
    assert days["goal_links"] == [(key, str(goal.pk), TODAY, None)]
    assert days["milestones"] == [(key, "First 100", "A list", date(2026, 7, 1), date(2026, 5, 30), TODAY)]
    assert days["money"] == [(key, date(2026, 3, 1), "actual", "cost", 9000.5, "EUR")]
    assert guardrail_tables.risk_table(as_of=TODAY).rows() == [(key, "high", True, None)]
    assert guardrail_tables.evidence_table(as_of=TODAY).rows() == [(key, "appeal", "no", None, None, None)]


def test_knows_nothing_before_it_was_recorded(full):
    for name, table in {**tables.TABLES, **guardrail_tables.TABLES}.items():
        assert table(as_of=date(2026, 5, 31)).is_empty(), name


def test_a_stage_of_the_future_has_not_been_reached(cast):
    early, late = datetime(2025, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)
    one = writes.add_initiative(title="Old", stage_date=date(2024, 12, 1), by=cast.office, at=early)
    writes.move_stage(initiative=one, to="approved", on=date(2025, 3, 1), by=cast.office, at=late)
    assert tables.initiatives_table(as_of=date(2025, 2, 1))["stage"].to_list() == ["idea"]
    assert tables.initiatives_table(as_of=date(2026, 2, 1))["stage"].to_list() == ["approved"]


def test_empty_tables_keep_their_types(db):
    assert tables.money_table(as_of=TODAY).schema["amount"] == pl.Float64()
    assert guardrail_tables.risk_table(as_of=TODAY).schema["rights_impacting"] == pl.Boolean()


def test_what_left_its_list_is_of_unknown_stage_from_that_day(full, cast):
    left = date(2026, 7, 1)
    batch = Ref("batches.batch", 1)
    writes.leave_list(ids=[full.pk], on=left, by=cast.office, at=AT, batch=batch)

    def stage(as_of):
        return tables.initiatives_table(as_of=as_of)["stage"].to_list()

    assert (stage(TODAY), stage(left)) == (["building"], ["unknown"])
    steps = tables.stages_table(as_of=left).rows()
    assert steps[-1] == (str(full.pk), "unknown", None, left)
    writes.stay_in_list(ids=[full.pk], by=cast.office, at=AT, batch=batch)
    assert stage(left) == ["building"]
