"""Amounts: by year to the cent, converted exactly and never silently; rates as finance enters them."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.apps.ui.rules import Invalid, NotAllowed, WrongState
from accord.apps.value import writes
from accord.apps.value.models import Line, Rate
from accord.apps.value.reads.money import Quote, Rates, converted, rates_on, reporting_currency
from accord.apps.value.rules.cases import planned_runs
from accord.apps.value.rules.flows import Range, by_year, last_month, month_after, months_of
from tests.apps.value.conftest import AT, BUILD, DAY, TODAY

pytestmark = pytest.mark.one_database
CENT = Decimal("0.01")
cents = st.integers(0, 10**12).map(lambda n: Decimal(n).scaleb(-2))
months = st.integers(0, 240).map(lambda n: month_after(date(2020, 1, 1), n))


class TestMonths:
    @settings(max_examples=30)
    @given(st.sampled_from(["once", "monthly", "quarterly", "yearly"]), months, st.none() | months, months, cents)
    def test_years_add_up_to_every_occurrence(self, rhythm, first, to, last, amount):
        found = months_of(rhythm, first, to, last=last)

        assert all(first <= month <= last for month in found)
        assert sorted(set(found)) == list(found)
        each = Range(amount, amount, amount)
        assert sum((one.likely for one in by_year(found, each).values()), Decimal(0)) == amount * len(found)

    def test_counts_as_people_do(self):
        # a lease from September 2026 to the end of a case of three years that begins in June 2026
        last = last_month(date(2026, 6, 1), 36)

        assert last == date(2029, 5, 1)
        assert len(months_of("monthly", date(2026, 9, 1), None, last=last)) == 33
        assert months_of("quarterly", date(2026, 9, 1), date(2027, 3, 1), last=last) == (
            date(2026, 9, 1), date(2026, 12, 1), date(2027, 3, 1),
        )  # fmt: skip
        assert months_of("yearly", date(2028, 9, 1), None, last=last) == (date(2028, 9, 1),)
        assert months_of("once", date(2029, 6, 1), None, last=last) == ()

    @settings(max_examples=30)
    @given(
        st.dictionaries(
            st.tuples(st.sampled_from(["cost", "benefit"]), months),
            st.sampled_from([Decimal(0), Decimal("3.10"), Decimal(7)]),
        )
    )
    def test_planned_amounts_become_lines_without_losing_a_cent(self, planned):
        rows = [(month, flow, amount, "EUR") for (flow, month), amount in planned.items()]

        runs = planned_runs(rows)

        spread = {
            (run.flow, month): run.amount
            for run in runs
            for month in months_of(run.rhythm, run.from_month, run.to_month, last=run.to_month)
        }
        assert spread == {key: amount for key, amount in planned.items() if amount}


class TestConverted:
    @settings(max_examples=30)
    @given(cents, st.integers(1, 10**12).map(lambda n: Decimal(n).scaleb(-8)), st.booleans())
    def test_is_the_exact_product_rounded_half_to_even(self, amount, rate, inverse):
        pair = ("EUR", "CHF") if inverse else ("CHF", "EUR")
        rates = Rates({pair: (Quote(TODAY, rate, "ECB"),)})

        found = converted(amount=amount, currency="CHF", to="EUR", on=TODAY, rates=rates, is_inverse_fine=inverse)

        exact = Fraction(amount) / Fraction(rate) if inverse else Fraction(amount) * Fraction(rate)
        assert found.amount == Decimal(round(exact * 100)).scaleb(-2)  # Python rounds fractions half to even
        assert (found.rate, found.source, found.is_inverse) == (rate, "ECB", inverse)

    def test_takes_the_latest_rate_of_the_day_and_says_how_old_it_is(self):
        quotes = tuple(Quote(TODAY + n * 30 * DAY, Decimal(n + 1), str(n)) for n in range(3))
        rates = Rates({("CHF", "EUR"): quotes})

        def on(day):
            return converted(amount=Decimal(100), currency="CHF", to="EUR", on=day, rates=rates)

        assert on(TODAY - DAY).amount is None
        assert (on(TODAY).amount, on(TODAY + 29 * DAY).amount, on(TODAY + 30 * DAY).amount) == (100, 100, 200)
        assert on(TODAY + 70 * DAY).days_old(TODAY + 70 * DAY) == 10
        back = converted(amount=Decimal(100), currency="EUR", to="CHF", on=TODAY, rates=rates)
        assert back.amount is None  # the other direction only when it is said to be fine
        same = converted(amount=Decimal("0.10"), currency="EUR", to="EUR", on=TODAY, rates=Rates())
        assert (same.amount, same.rate) == (Decimal("0.10"), None)


@pytest.mark.django_db
class TestRates:
    def test_are_entered_by_finance_once_a_day_and_removed_and_put_back(self, cast):
        values = {"currency": "CHF", "against": "EUR", "on": TODAY, "rate": Decimal("1.07345678"), "source": "ECB"}
        with pytest.raises(NotAllowed):
            writes.add_rate(**values, by=cast.cio, at=AT)
        wrong = values | {"against": "CHF", "rate": Decimal("0.000000001"), "on": TODAY + DAY, "source": ""}
        with pytest.raises(Invalid) as refused:
            writes.add_rate(**wrong, by=cast.cfo, at=AT)
        assert set(refused.value.fields) == {"against", "rate", "date", "source"}

        first = writes.add_rate(**values, by=cast.cfo, at=AT)
        with pytest.raises(Invalid, match="has a rate already"):
            writes.add_rate(**values, by=cast.cfo, at=AT)
        writes.remove_rate(rate_id=first.pk, by=cast.cfo, at=AT)
        assert not rates_on().quotes
        writes.add_rate(**values | {"rate": Decimal(2)}, by=cast.cfo, at=AT)
        with pytest.raises(WrongState, match="another rate"):
            writes.restore_rate(rate_id=first.pk, by=cast.cfo, at=AT)

        assert rates_on(on=TODAY).on("CHF", "EUR", TODAY + timedelta(9)).rate == 2
        assert not rates_on(on=TODAY - DAY).quotes

    @pytest.mark.parametrize("rate", ["9999999.12345678", "0.00000001", "1.10000003"])
    def test_keeps_every_digit_it_takes_in_and_gives_out(self, cast, client_of, rate):
        client, body = client_of(cast.cfo), {"currency": "CHF", "against": "EUR", "on": "2026-03-02", "source": "ECB"}
        made = client.post("/api/v1/value/rates", body | {"rate": rate}, content_type="application/json")
        assert (made.status_code, made.json()["rate"]) == (201, rate)
        assert [format(one.rate, "f") for one in Rate.objects.all()] == [rate]
        listed = client.get("/api/v1/value/rates").json()["items"]
        assert [one["rate"] for one in listed] == [rate]

        for wrong in (1.1, "10000000", "1.123456789", "1e3", "NaN", "0", ""):
            refused = client.post("/api/v1/value/rates", body | {"rate": wrong}, content_type="application/json")
            assert refused.status_code in (409, 422), wrong

    @pytest.mark.parametrize("amount", ["9999999999999.99", "1234567890123.45", "0.01"])
    def test_gives_amounts_back_to_the_cent_or_does_not_take_them(self, initiative, a_case, cast, amount):
        version = a_case(initiative, by=cast.office)
        values = {**BUILD, **dict.fromkeys(("low", "likely", "high"), Decimal(amount))}
        line = writes.set_line(version_id=version.pk, values=values, by=cast.office, at=AT)
        assert Line.objects.get(pk=line.pk).likely == Decimal(amount)
        with pytest.raises(Invalid, match="look at them again") as refused:
            writes.set_line(version_id=version.pk, values=values | {"high": Decimal(10) ** 13}, by=cast.office, at=AT)
        assert "too large" in refused.value.fields["high"]

    def test_refuses_what_would_be_rounded_or_can_be_no_day(self, initiative, a_case, cast):
        version = a_case(initiative, by=cast.office)
        wrong = {
            "start_month": date(206, 3, 1), "target_date": date(9999, 12, 31), "discount_share": Decimal("0.08125"),
            "adoption_low": Decimal("0.12345"), "adoption_likely": Decimal("0.5"), "adoption_high": Decimal(1),
            "shift_low": Decimal(0), "shift_likely": Decimal("0.25"), "shift_high": Decimal(1),
        }  # fmt: skip
        with pytest.raises(Invalid) as refused:
            writes.edit_version(version_id=version.pk, values=wrong, by=cast.office, at=AT)
        assert set(refused.value.fields) == {
            "start_month", "target_date", "discount_share", "adoption_low", "shift_likely",
        }  # fmt: skip

    def test_reports_in_the_commonest_currency(self, a_case, initiative, cast):
        assert reporting_currency() == "EUR"
        a_case(initiative, by=cast.office, currency="CHF")
        assert reporting_currency() == "CHF"
