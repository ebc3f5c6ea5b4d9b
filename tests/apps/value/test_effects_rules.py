"""Reading tables of values, bringing them to one rhythm, and what an effect is worth."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.apps.value.reads.effects.sizes import check_words
from accord.apps.value.rules.effects import words
from accord.apps.value.rules.effects.money import worth
from accord.apps.value.rules.effects.periods import align, bad_run, following, period_of, spacing
from accord.apps.value.rules.effects.reading import read_table, split_text
from accord.apps.value.rules.effects.sizes import known
from accord.apps.value.rules.effects.studying import digest_of, says_otherwise

pytestmark = pytest.mark.one_database


def read(text):
    return read_table(split_text(text))


class TestReadTable:
    def test_reads_day_and_value(self):
        table = read("2025-01-31; 4,5\n2025-02-28; 4,25")

        assert table.series[0].points == ((date(2025, 1, 31), 4.5), (date(2025, 2, 28), 4.25))

    def test_reads_one_series_per_column(self):
        table = read("Month\tNorth\tSouth\n2025-01\t1\t2\n2025-02\t\t4")

        assert {one.title: len(one.points) for one in table.series} == {"North": 2 - 1, "South": 2}
        assert table.series[1].points[0] == (date(2025, 1, 1), 2.0)

    def test_reads_names_days_and_values_and_names_what_it_passes_over(self):
        table = read("State;Year;Packs;treated\nIowa;1970;100.3;0\nIowa;1971;104.3;0\nUtah;1970;65.5;0")

        assert {one.title: len(one.points) for one in table.series} == {"Iowa": 2, "Utah": 1}
        assert table.passed == ["treated"]

    def test_reads_quarters(self):
        assert read("Q1 2025; 3\n2025-Q2; 4").series[0].points[1][0] == date(2025, 4, 1)

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("2025-01; 1\n2025-02; lots", "Line 2: “lots” is not a number."),
            ("2025-01; 1\n2025-02; 3\nsoon; 2", "Line 3: “soon” is not a day, month, quarter or year."),
            ("2025-01; 1\n2025-01; 2", "Line 2: there is a value for 2025-01-01 already."),
            ("2025-01; 1.234\n2025-02; 5", "Line 1: “1.234” can be read two ways. Write it without a mark for thousands."),
            ("North; South\n1; 2", "No column holds days. Begin each line with a day, a month or a year."),
        ],
    )  # fmt: skip
    def test_names_the_line_and_the_cause(self, text, said):
        assert [str(one) for one in read(text).troubles] == [said]


MONTHS = [date(2024 + month // 12, month % 12 + 1, 15) for month in range(24)]


class TestAlign:
    def test_leaves_out_the_period_that_is_not_over(self):
        aligned = align(
            [(day, 1.0) for day in MONTHS[:5]], from_date=date(2024, 3, 1), others={}, as_of=date(2024, 5, 20)
        )

        assert aligned.unfinished == date(2024, 5, 1)
        assert aligned.start == 2
        assert aligned.after == 2

    def test_names_gaps_and_whom_it_leaves_out(self):
        own = [(day, float(n)) for n, day in enumerate(MONTHS[:12]) if n != 4]
        others = {
            "1": ("unit", [(day, 1.0) for day in MONTHS[:12] if day != MONTHS[4]]),
            "2": ("unit", [(day, 1.0) for day in MONTHS[:10]]),
            "3": ("predictor", [(day, 2.0) for day in MONTHS]),
        }

        aligned = align(own, from_date=date(2024, 9, 15), others=others, as_of=date(2025, 6, 1))

        assert aligned.missing == (date(2024, 5, 1),)
        assert aligned.y[4] is None
        assert aligned.left_out == {"2": 2}
        assert (list(aligned.units), list(aligned.predictors)) == (["1"], ["3"])
        assert aligned.is_mid

    @pytest.mark.parametrize(("every", "said"), [(7, "monthly"), (30, "monthly"), (91, "quarterly"), (365, "yearly")])
    def test_takes_the_rhythm_of_the_values(self, every, said):
        assert spacing([date.fromordinal(730_000 + every * n) for n in range(9)]) == said

    @settings(max_examples=30)
    @given(st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.sampled_from(["monthly", "quarterly", "yearly"]))
    def test_puts_a_day_between_its_period_and_the_next(self, day, rhythm):
        period = period_of(day, rhythm)

        assert period <= day < following(period, rhythm)
        assert period_of(period, rhythm) == period

    def test_sees_a_start_after_a_bad_run(self):
        values = [10.0, 11, 9, 10, 11, 9, 10, 4, 3, 4, 10, 10]
        aligned = align(
            list(zip(MONTHS, values, strict=False)), from_date=MONTHS[10], others={}, as_of=date(2026, 1, 1)
        )

        assert (bad_run(aligned, sign=1) or 0) > 5
        assert bad_run(aligned, sign=-1) is None

    def test_names_the_same_inputs_alike_and_others_not(self):
        points = [(day, 1.0) for day in MONTHS]
        first, again = (align(points, from_date=MONTHS[9], others={}, as_of=day) for day in
                        (date(2026, 2, 1), date(2026, 3, 9)))  # fmt: skip
        other = align([*points[:-1], (MONTHS[-1], 2.0)], from_date=MONTHS[9], others={}, as_of=date(2026, 2, 1))

        digests = [digest_of(one, direction="up", is_by_lot=False) for one in (first, again, other)]

        assert digests[0] == digests[1] != digests[2]


class TestWorth:
    def test_is_exact_to_the_cent_and_rounded_once(self):
        # 0.1 a month for a year at 1,000 a quarter: 0.1 · 1000 · 12 / 3 = 400, half of it 200
        found = worth(
            0.1, 0.05, 0.15, periods=12, period_rhythm="monthly", unit_amount=Decimal(1000), unit_rhythm="quarterly",
            share=Decimal("0.5"),
        )  # fmt: skip

        assert (found.amount, found.low, found.high) == (Decimal("200.00"), Decimal("100.00"), Decimal("300.00"))

    @settings(max_examples=30)
    @given(
        st.floats(-1e6, 1e6), st.integers(1, 60), st.decimals(Decimal("0.01"), Decimal(10_000), places=2),
        st.sampled_from([Decimal(0), Decimal("0.5"), Decimal(1)]),
    )  # fmt: skip
    def test_is_the_whole_product_within_half_a_cent(self, change, periods, unit, share):
        found = worth(
            change, None, None, periods=periods, period_rhythm="yearly", unit_amount=unit, unit_rhythm="monthly",
            share=share,
        )  # fmt: skip

        assert abs(found.amount - Decimal(repr(change)) * periods * 12 * unit * share) <= Decimal("0.0051")
        assert found.low is None


def test_a_study_says_otherwise_when_its_estimate_leaves_the_old_interval():
    old = {"grade": "B", "headline": "caused", "estimate": 10.0, "low": 8.0, "high": 12.0}

    assert not says_otherwise(old, old | {"estimate": 11.9, "low": 10.0, "high": 14.0})
    assert says_otherwise(old, old | {"estimate": 12.1})
    assert says_otherwise(old, old | {"grade": "C"})
    assert says_otherwise(old, old | {"estimate": None})


class TestSizes:
    """No finer than the interval: half the width of 21.7 to 33 is 5.65, of −0.72 to 0.72 it is 0.72."""

    @pytest.mark.parametrize(
        ("size", "low", "high", "told"),
        [
            (27.349, 21.7, 33.0, 27.3),
            (0.000514, -0.722, 0.723, 0.0),
            (411_918.85, 335_000.0, 488_000.0, 412_000.0),
            (3.14159, None, None, 3.14159),
            (3.14159, 2.0, 2.0, 3.14159),
        ],
    )
    def test_keep_two_digits_of_what_is_known(self, size, low, high, told):
        assert known(size, low, high) == told

    @pytest.mark.parametrize("code", sorted({*words.METHODS, *words.METHOD_NAMES}))
    def test_every_method_says_what_it_takes_for_granted(self, code):
        assert "takes for granted" in words.EXPLAINED[code]

    def test_a_check_without_a_limit_is_not_held_against_one(self):
        assert check_words("donors_alike", 8, None) == "Others that their own mixture follows as well: 8."
        said = check_words("placebo", 1 / 11, 0.1).replace("\xa0", " ")
        assert said == "Of it and all the others, 9 % look as unusual as this or more (at most 10 %)."
