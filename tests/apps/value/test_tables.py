"""Value as snapshot rows: as it stood on a day, exact sums, null for what is not known, a fixed number of queries."""

from datetime import date
from decimal import Decimal

import pytest

from accord.apps.goals.models import Actual
from accord.apps.goals.tables import measures_table
from accord.apps.initiatives import writes as initiatives
from accord.apps.initiatives.models import Money
from accord.apps.readings.writes.records import snapshot_of
from accord.apps.value import tables, writes
from accord.apps.value.models import Claim, Credit, Point, Posting, Series, Study
from accord.practices import find, measure_all
from accord.tables.schemas import TABLES
from accord.tables.snapshot import POLARS_TYPES

from .conftest import AT, BUILD, DAY, RUN, TODAY

pytestmark = [pytest.mark.one_database, pytest.mark.django_db]
POINT = BUILD | {"low": Decimal(100_000), "high": Decimal(100_000)}


def rows(name, as_of=TODAY):
    return tables.TABLES[name](as_of=as_of).rows(named=True)


def one(name, as_of=TODAY):
    (found,) = rows(name, as_of)
    return found


def post(initiative, day, **values):
    given = {"entry": "actual", "flow": "cost", "amount": Decimal("10.10"), "currency": "EUR", "posted_at": AT} | values
    return Posting.objects.create(initiative=initiative, month=day.replace(day=1), date=day, **given)


@pytest.mark.parametrize("name", sorted({*tables.TABLES, "measures"}))
def test_has_the_columns_that_are_published(name):
    table = {**tables.TABLES, "measures": measures_table}[name](as_of=TODAY)
    assert table.schema == {column.name: POLARS_TYPES[column.kind] for column in TABLES[name].columns}


class TestCases:
    def test_adds_up_every_month_and_says_who_signed(self, initiative, cast, a_signed_case):
        version = a_signed_case(initiative, cast)
        Money.objects.create(
            initiative=initiative, period=TODAY, kind="planned", flow="cost", amount=130_000, currency="EUR"
        )
        found = one("cases")

        # to May 2029: once 100,000 (150,000 at most), 33 months of running it, 32 of what is saved
        assert (found["cost_likely"], found["cost_high"]) == (100_000 + 33 * 1_500, 150_000 + 33 * 2_000)
        assert (found["benefit_likely"], found["first_estimate"]) == (32 * 8_000, 130_000)
        assert (found["lines"], found["point_lines"], found["months_planned"]) == (3, 0, 4)
        assert (found["state"], found["number"], found["begun_on"]) == ("signed", 1, TODAY)
        assert [found[f"{side}_signed_on"] for side in ("business", "it", "finance")] == [TODAY] * 3
        assert found["npv_p10"] < found["npv_p50"] < found["npv_p90"]
        assert 0 <= found["loss_share"] <= 1
        assert {found[f"item_{name}"] for name in ("goal", "baseline", "ranges", "run_cost", "exit_rule")} == {"yes"}
        assert (found["item_measure"], found["item_owner"]) == (
            "yes" if version.measure_id else "no", "yes" if version.benefit_owner_id else "no",
        )  # fmt: skip

    def test_stands_as_it_did_on_the_day(self, initiative, cast, a_case, sign_all):
        version = a_case(initiative, by=cast.office, lines=(POINT, RUN | {"currency": "CHF"}))
        sign_all(version, cast, at=AT + 2 * DAY)
        writes.new_version(case_id=version.case_id, by=cast.office, at=AT + 4 * DAY)

        assert rows("cases", TODAY - DAY) == []
        before, after = one("cases", TODAY + DAY), one("cases", TODAY + 5 * DAY)
        assert (before["state"], before["finance_signed_on"]) == ("draft", None)
        assert (after["state"], after["number"], after["finance_signed_on"]) == ("signed", 1, TODAY + 2 * DAY)
        # francs are not added to euros, and without a rate there is no spread
        assert (after["cost_likely"], after["npv_p50"], after["loss_share"]) == (None, None, None)
        assert (after["point_lines"], after["months_planned"]) == (1, None)


class TestCommitments:
    def test_knows_the_month_only_where_nothing_says_more(self, initiative, secret, cast, a_case):
        Money.objects.create(
            initiative=initiative, period=date(2026, 3, 1), kind="actual", flow="cost", amount=5, currency="EUR"
        )
        writes.tell_involvement(initiative_id=initiative.pk, side="finance", on=date(2026, 2, 9), words="Call",
                                by=cast.office, at=AT)  # fmt: skip
        assert one("commitments") == {
            "initiative": str(initiative.pk), "committed_on": date(2026, 3, 1), "committed_until": date(2026, 3, 31),
            "finance_on": date(2026, 2, 9), "asked": False,
        }  # fmt: skip

        post(initiative, date(2026, 3, 17))
        post(secret, date(2026, 5, 4), entry="committed")
        post(secret, date(2026, 5, 1), flow="benefit")
        Money.objects.create(
            initiative=secret, period=date(2026, 4, 1), kind="committed", flow="cost", amount=5, currency="EUR"
        )
        a_case(secret, by=cast.office)
        first, second = rows("commitments")
        assert (first["committed_on"], first["committed_until"]) == (date(2026, 3, 17), date(2026, 3, 17))
        assert (second["committed_on"], second["committed_until"]) == (date(2026, 4, 1), date(2026, 4, 30))
        assert (second["finance_on"], second["asked"]) == (None, True)

    def test_is_late_finance_once_it_is_measured(self, initiative, cast, a_case):
        post(initiative, date(2026, 3, 17))
        a_case(initiative, by=cast.office)
        reading = find(measure_all(snapshot_of(TODAY), ["P07"]), "P07", "initiative", str(initiative.pk))
        assert reading.opens
        assert str(reading.reasons[0]) == "Money has been committed since 2026-03-17, and finance has not come in."


class TestClaims:
    @pytest.fixture
    def claims(self, initiative, secret):
        series = Series.objects.create(title="Overpaid claims", created_at=AT)
        for n in range(24):  # 100 or 101 a month, then 20 less
            month = date(2024 + (n + 5) // 12, (n + 5) % 12 + 1, 1)
            Point.objects.create(series=series, date=month, value=(100.0 if n < 12 else 80.0) + n % 2)
        return [
            Claim.objects.create(
                initiative=one_, series=series, from_date=date(2025, 6, 1), direction="down", promised_change=25,
                unit_amount=Decimal(10), currency="EUR", created_at=AT,
            )
            for one_ in (initiative, secret)
        ]  # fmt: skip

    def test_holds_what_is_claimed_against_what_it_moved(self, claims):
        first, second = rows("claims")
        assert (first["promised"], first["grade"], first["estimate"], first["studied_on"]) == (25, None, None, None)
        assert first["moved"] == second["moved"] == pytest.approx(20)
        assert 18 < first["moved_low"] < 20 < first["moved_high"] < 22
        readings = measure_all(snapshot_of(TODAY), ["P09.double"])
        assert [reading.opens for reading in readings if reading.subject_kind == "initiative"] == [True, True]
        assert "250 %" in str(find(readings, "P09.double", "initiative", first["initiative"]).reasons[0])

    def test_takes_the_study_and_the_signature_of_that_day(self, claims, cast):
        made = {"claim": claims[0], "as_of": TODAY, "made_at": AT, "inputs_digest": "x", "method": "structural"}
        study = Study.objects.create(
            number=1, estimate=12.0, low=8.0, high=16.0, periods=3, grade="C", credited_share=Decimal("0.5"), **made
        )
        Credit.objects.create(claim=claims[0], study=study, share=1, reason="Seen.", signed_at=AT + 2 * DAY)
        Study.objects.create(**made | {"number": 2, "grade": "D", "made_at": AT + 5 * DAY})

        first, later = rows("claims")[0], rows("claims", TODAY + 3 * DAY)[0]
        # 12 a month for three months at 10 euros, half of it; promised were 25
        assert (first["credited_share"], first["signed"], first["realised_amount"]) == (0.5, False, 180.0)
        assert (first["promised_amount"], first["currency"]) == (750.0, "EUR")
        assert (later["credited_share"], later["signed"], later["realised_amount"]) == (1.0, True, 360.0)
        assert rows("claims", TODAY + 9 * DAY)[0]["grade"] == "C"  # what was signed rests on the study it was signed on


class TestReviewsAndBudgets:
    def test_is_held_only_by_the_day_it_was(self, initiative, cast, a_case):
        a_case(initiative, by=cast.office)
        review = writes.plan_review(initiative_id=initiative.pk, due_date=TODAY, by=cast.cfo, at=AT)
        writes.hold_review(review_id=review.pk, way="scale", reason="It pays.", by=cast.department_head, at=AT + DAY)
        assert [(row["held_on"], row["way"]) for row in rows("value_reviews")] == [(None, None)]
        held = rows("value_reviews", TODAY + DAY)
        assert {(row["held_on"], row["way"]) for row in held} == {(TODAY + DAY, "scale"), (None, None)}

    def test_adds_up_what_was_used_and_leaves_what_nobody_said_unknown(self, cast):
        budget = writes.add_budget(
            title="Trials", from_date=date(2026, 1, 1), to_date=date(2026, 12, 31), currency="EUR", by=cast.cfo, at=AT,
            total_amount=Decimal(1000), aside_amount=Decimal(100),
        )  # fmt: skip
        assert (one("research_budgets")["used_amount"], one("research_budgets")["total_amount"]) == (None, 1000)
        for amount, day in (("10.10", TODAY), ("20.20", TODAY), ("99", TODAY + DAY)):
            writes.use_budget(
                budget_id=budget.pk, date=day, words="A trial", amount=Decimal(amount), by=cast.cfo, at=AT + DAY
            )
        assert one("research_budgets")["used_amount"] is None  # written down a day later
        assert one("research_budgets", TODAY + DAY)["used_amount"] == 129.3
        assert one("research_budgets", TODAY + DAY)["used_days"] is None


class TestClassesAndMeasures:
    def test_ships_a_published_class(self):
        found = tables.TABLES["cost_ratios"](as_of=TODAY)
        assert set(found["source"]) == {"public"}
        assert found["cost_ratio"].drop_nulls().len() >= 20
        assert (found["cost_ratio"].drop_nulls() > 0).all()

    def test_gives_the_latest_value_by_the_day(self, measure):
        for day, value in ((date(2026, 5, 1), 9.0), (date(2026, 5, 20), 8.5), (date(2026, 6, 20), 7.0)):
            Actual.objects.create(measure=measure, date=day, value=value)
        (row,) = measures_table(as_of=TODAY).rows(named=True)
        assert (row["last_on"], row["points"], row["unit"]) == (date(2026, 5, 20), 2, "hours")
        assert measures_table(as_of=TODAY - DAY).is_empty()


def test_asks_the_same_number_of_questions_however_many_there_are(
    cast, initiative, measure, a_signed_case, django_assert_max_num_queries
):
    def fill(one_):
        a_signed_case(one_, cast)
        post(one_, TODAY)
        series = Series.objects.create(title=one_.title, created_at=AT)
        Claim.objects.create(initiative=one_, series=series, from_date=TODAY, created_at=AT)

    fill(initiative)
    with django_assert_max_num_queries(40) as few:
        for table in tables.TABLES.values():
            table(as_of=TODAY)
    for n in range(3):
        more = initiatives.add_initiative(
            title=f"Another {n}", department_id=cast.marketing.pk, sponsor_id=cast.department_head.pk,
            lead_id=cast.delivery_lead.pk, by=cast.office, at=AT,
        )  # fmt: skip
        initiatives.link_goal(initiative=more, goal_id=measure.goal_id, by=cast.office, at=AT)
        fill(more)
    with django_assert_max_num_queries(len(few)):
        for table in tables.TABLES.values():
            table(as_of=TODAY)
