"""Postings never change, closed months stay closed, imports refuse row by row and can be taken back."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.apps.goals.models import Actual
from accord.apps.trail.models import Entry
from accord.apps.ui.rules import Invalid, NotAllowed, NotFound, Ref, WrongState
from accord.apps.value import writes
from accord.apps.value.models import Claim, Involvement, Posting, Series
from accord.apps.value.reads.ledger.imports import PostingRow
from accord.apps.value.rules.ledger import By, periods_between, spread
from tests.apps.value.conftest import AT, DAY

MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)
BATCH = Ref("batches.batch", 7)


def post(initiative, by, **values) -> Posting:
    given = {
        "entry": "actual", "flow": "cost", "month": MAY, "on": date(2026, 5, 7), "amount": Decimal("12.30"),
        "currency": "EUR",
    } | values  # fmt: skip
    return writes.post(initiative_id=initiative.pk, by=by, at=AT, **given)


def row(initiative, number: str, **values) -> PostingRow:
    given = {
        "initiative_id": initiative.pk, "entry": "actual", "flow": "cost", "month": MAY, "amount": Decimal("5"),
        "currency": "EUR", "books": "SAP", "posting_id": number,
    } | values  # fmt: skip
    return PostingRow(**given)


class TestPost:
    def test_keeps_the_amount_and_tells_who_and_that_finance_was_there(self, cast, initiative):
        made = post(initiative, cast.cfo, month=date(2026, 5, 31), amount=Decimal("-12.3"))
        assert (made.month, made.amount, made.source) == (MAY, Decimal("-12.30"), "hand")
        assert Entry.objects.get(subject_kind="value.posting").code == "value.posting.made"
        assert Involvement.objects.get().how == "posted"
        assert Involvement.objects.get().side == "finance"

    def test_refuses_strangers_to_the_money_and_values_nobody_can_take(self, cast, initiative, secret):
        with pytest.raises(NotAllowed):
            post(initiative, cast.department_head)
        with pytest.raises(NotFound):
            post(secret, cast.employee)
        for wrong in (
            {"amount": Decimal("0.001")}, {"amount": Decimal("NaN")}, {"currency": "euro"}, {"books": "SAP"},
            {"entry": "planned"}, {"line_key": "nowhere"}, {"amount": Decimal(10) ** 13},
        ):  # fmt: skip
            with pytest.raises(Invalid) as refused:
                post(initiative, cast.cfo, **wrong)
            assert set(refused.value.fields) <= {*wrong, "posting_id"}

    def test_takes_a_line_of_its_own_case_only(self, cast, initiative, a_case):
        version = a_case(initiative, by=cast.office)
        line = version.lines.get(kind="build")
        assert post(initiative, cast.cfo, line_key=line.key).line_key == line.key
        with pytest.raises(Invalid, match="look at them again"):
            post(initiative, cast.cfo, flow="benefit", line_key=line.key)


class TestCorrectPosting:
    def test_posts_the_opposite_in_the_next_open_month_once(self, cast, initiative):
        made = post(initiative, cast.cfo)
        for month in (MAY, JUNE):
            writes.close_month(month=month, by=cast.cfo, at=AT)
        answer = writes.correct_posting(posting_id=made.pk, reason="Wrong account", by=cast.cfo, at=AT)
        assert (answer.month, answer.amount, answer.corrects_id) == (date(2026, 7, 1), Decimal("-12.30"), made.pk)
        made.refresh_from_db()
        assert (made.amount, made.removed_at) == (Decimal("12.30"), None)
        with pytest.raises(WrongState):
            writes.correct_posting(posting_id=made.pk, reason="Again", by=cast.cfo, at=AT)
        with pytest.raises(WrongState):
            writes.correct_posting(posting_id=answer.pk, reason="And back", by=cast.cfo, at=AT)


class TestMonths:
    def test_take_nothing_while_they_are_closed(self, cast, initiative):
        made = writes.import_postings(rows=[row(initiative, "1")], by=cast.cfo, at=AT, batch=BATCH)
        writes.close_month(month=MAY, by=cast.cfo, at=AT)
        with pytest.raises(Invalid, match="closed"):
            post(initiative, cast.cfo)
        assert writes.import_postings(rows=[row(initiative, "2")], by=cast.cfo, at=AT, batch=BATCH).refused
        kept = writes.take_back_postings(ids=made.ids, by=cast.cfo, at=AT, batch=BATCH).kept
        assert "closed" in kept[made.ids[0]]
        writes.open_month(month=MAY, reason="Late invoice", by=cast.cfo, at=AT + DAY)
        assert post(initiative, cast.cfo).pk
        assert writes.take_back_postings(ids=made.ids, by=cast.cfo, at=AT, batch=BATCH).done == made.ids

    def test_are_closed_by_finance_once_begun_and_not_twice(self, cast):
        with pytest.raises(NotAllowed):
            writes.close_month(month=MAY, by=cast.cio, at=AT)
        with pytest.raises(WrongState, match="begun"):
            writes.close_month(month=date(2026, 7, 1), by=cast.cfo, at=AT)
        writes.close_month(month=MAY, by=cast.cfo, at=AT)
        with pytest.raises(WrongState, match="closed already"):
            writes.close_month(month=MAY, by=cast.cfo, at=AT)
        with pytest.raises(Invalid):
            writes.open_month(month=MAY, reason=" ", by=cast.cfo, at=AT)


class TestImportPostings:
    def test_refuses_row_by_row_and_writes_the_rest(self, cast, initiative, secret):
        post(initiative, cast.cfo, books="SAP", posting_id="10")
        rows = [
            row(initiative, "10"), row(initiative, "11"), row(initiative, "11"), row(initiative, "12", amount=Decimal(0)),
            row(initiative, "13", currency="€"), row(initiative, "14", initiative_id=0), row(initiative, "15", entry="x"),
            row(secret, "", books="", amount=Decimal("-1")),
        ]  # fmt: skip
        made = writes.import_postings(rows=rows, by=cast.cfo, at=AT, batch=BATCH)
        assert sorted(made.refused) == [0, 2, 3, 4, 5, 6]
        assert "posted already" in made.refused[0]
        assert "twice" in made.refused[2]
        assert [pk is not None for pk in made.ids] == [place not in made.refused for place in range(8)]
        assert Posting.objects.filter(batch=str(BATCH), source="file").count() == 2
        assert Entry.objects.filter(code="value.posting.imported", batch=str(BATCH)).count() == 2

    def test_comes_back_under_the_same_address(self, cast, initiative):
        made = writes.import_postings(rows=[row(initiative, "1")], by=cast.cfo, at=AT, batch=BATCH)
        writes.take_back_postings(ids=made.ids, by=cast.cfo, at=AT, batch=BATCH)
        assert Posting.objects.get().removed_at
        again = writes.import_postings(rows=[row(initiative, "1", id=made.ids[0])], by=cast.cfo, at=AT, batch=BATCH)
        assert again.ids == made.ids
        assert Posting.objects.get().removed_at is None

    def test_keeps_what_a_counter_posting_answers(self, cast, initiative):
        made = writes.import_postings(rows=[row(initiative, "1")], by=cast.cfo, at=AT, batch=BATCH)
        writes.correct_posting(posting_id=made.ids[0], reason="Wrong", by=cast.cfo, at=AT)
        assert writes.take_back_postings(ids=made.ids, by=cast.cfo, at=AT, batch=BATCH).kept


class TestPostFromMeasure:
    @pytest.fixture
    def claim(self, initiative, measure):
        series = Series.objects.create(title="Hours", measure=measure, created_at=AT)
        return Claim.objects.create(
            initiative=initiative, series=series, from_date=date(2026, 3, 1), direction="down",
            unit_amount=Decimal("1000.10"), currency="EUR", created_at=AT,
        )  # fmt: skip

    def test_posts_the_change_since_the_baseline_once(self, cast, claim, measure):
        actual = Actual.objects.create(measure=measure, date=date(2026, 5, 20), value=6.7)
        read = [writes.post_from_measure(claim_id=claim.pk, actual_id=actual.pk, by=cast.cfo, at=AT) for _ in range(2)]
        assert read[0] == read[1]
        # 9.0 hours before, 6.7 now: 2.3 × 1,000.10
        assert (read[0].amount, read[0].flow, read[0].source) == (Decimal("2300.23"), "benefit", "measure")
        later = Actual.objects.create(measure=measure, date=date(2026, 5, 28), value=6.0)
        with pytest.raises(Invalid):
            writes.post_from_measure(claim_id=claim.pk, actual_id=later.pk, by=cast.cfo, at=AT)
        writes.correct_posting(posting_id=read[0].pk, reason="Read too early", by=cast.cfo, at=AT)
        anew = writes.post_from_measure(claim_id=claim.pk, actual_id=later.pk, by=cast.cfo, at=AT)
        assert anew.amount == Decimal("3000.30")

    def test_refuses_a_closed_month_and_a_measure_that_is_not_its_own(self, cast, claim, measure):
        writes.close_month(month=MAY, by=cast.cfo, at=AT)
        actual = Actual.objects.create(measure=measure, date=date(2026, 5, 20), value=6.7)
        with pytest.raises(Invalid, match="closed"):
            writes.post_from_measure(claim_id=claim.pk, actual_id=actual.pk, by=cast.cfo, at=AT)
        with pytest.raises(NotFound):
            writes.post_from_measure(claim_id=claim.pk + 1, actual_id=actual.pk, by=cast.cfo, at=AT)


@settings(max_examples=30, deadline=None)
@given(st.integers(-(10**12), 10**12), st.integers(1, 60))
def test_spread_parts_add_up_and_differ_by_a_cent_at_most(whole, n):
    parts = spread(Decimal(whole).scaleb(-2), n)
    assert sum(parts) == Decimal(whole).scaleb(-2)
    assert max(parts) - min(parts) <= Decimal("0.01")


def test_periods_leave_no_gap():
    found = periods_between([date(2025, 11, 1), date(2026, 8, 1)], By.QUARTER)
    assert found == [date(2025, 10, 1), date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1)]
    assert len(periods_between([date(2025, 11, 1), date(2026, 8, 1)], By.MONTH)) == 10
