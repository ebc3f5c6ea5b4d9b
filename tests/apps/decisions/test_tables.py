"""Decisions as snapshot rows: what was decided and opened again later had not happened then."""

from datetime import date

import pytest

from accord.apps.decisions import writes
from accord.apps.decisions.tables import TABLES, decisions_table
from accord.tables import TABLES as SCHEMAS
from tests.apps.decisions.conftest import AT, DAY, TODAY

pytestmark = pytest.mark.one_database
FIRST, AGAIN, SECOND = TODAY + 3 * DAY, TODAY + 9 * DAY, TODAY + 12 * DAY


@pytest.fixture
def reopened(decision, cast):
    """Decided after 3 days, opened again after 9, decided again after 12."""
    by = cast.department_head
    writes.decide(decision_id=decision.pk, option="North first", reasons="Ready", by=by, at=AT + 3 * DAY)
    writes.reopen(decision_id=decision.pk, reason="Not ready", by=by, at=AT + 9 * DAY)
    writes.decide(
        decision_id=decision.pk, option="South", reasons="Ready", review_date=date(2027, 1, 1), by=by, at=AT + 12 * DAY
    )
    return decision


def seen(as_of):
    names = ("state", "first_decided_on", "waits_since", "decided_on", "reopened")
    return [tuple(row[name] for name in names) for row in decisions_table(as_of=as_of).rows(named=True)]


def test_tells_the_past_as_it_was(reopened):
    assert seen(TODAY - DAY) == []
    assert seen(TODAY) == [("open", None, None, None, 0)]
    assert seen(FIRST) == [("decided", FIRST, None, FIRST, 0)]
    assert seen(AGAIN) == [("open", FIRST, AGAIN, None, 1)]
    assert seen(SECOND) == [("decided", FIRST, AGAIN, SECOND, 1)]


def test_says_whose_it_is_what_it_is_about_and_which_sides_were_heard(reopened, cast, secret):
    (row,) = decisions_table(as_of=SECOND).rows(named=True)
    assert (row["department"], row["side"], row["consulted_sides"]) == (
        str(cast.marketing.pk),
        "business",
        "business,it",
    )
    assert (row["about_kind"], row["initiative"]) == ("initiatives.initiative", str(secret.pk))
    assert (row["review_on"], row["reviewed_on"]) == (date(2027, 1, 1), None)


def test_knows_when_it_was_withdrawn(decision, cast):
    writes.withdraw(decision_id=decision.pk, reason="No need", by=cast.cfo, at=AT + 2 * DAY)
    assert [row["state"] for row in decisions_table(as_of=TODAY + DAY).rows(named=True)] == ["open"]
    (row,) = decisions_table(as_of=TODAY + 2 * DAY).rows(named=True)
    assert (row["state"], row["withdrawn_on"]) == ("withdrawn", TODAY + 2 * DAY)


def test_has_the_columns_of_its_schema(db):
    for name, table in TABLES.items():
        assert tuple(table(as_of=TODAY).columns) == SCHEMAS[name].names
