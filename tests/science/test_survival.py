import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter
from lifelines.statistics import multivariate_logrank_test
from lifelines.utils import median_survival_times

from accord.science import kaplan_meier, log_rank
from accord.science.survival import effective_size

# Freireich et al. 1963, weeks in remission: 6-MP and control
TREATED = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
SEEN = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
CONTROL = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]

cases = st.lists(st.tuples(st.integers(0, 40), st.booleans()), min_size=1, max_size=60)


def split(rows):
    return [time for time, _ in rows], [seen for _, seen in rows]


class TestKaplanMeier:
    @pytest.mark.parametrize(
        ("week", "share"), [(6, 0.857), (7, 0.807), (10, 0.753), (13, 0.690), (16, 0.627), (22, 0.538), (23, 0.448)]
    )
    def test_reproduces_the_published_curve(self, week, share):
        assert kaplan_meier(TREATED, SEEN).at(week) == pytest.approx(share, abs=5e-4)

    def test_reproduces_the_published_band_and_medians(self):
        curve = kaplan_meier(TREATED, SEEN)

        assert curve.interval_at(6) == pytest.approx((0.620, 0.952), abs=5e-4)
        assert curve.median == 23
        assert kaplan_meier(CONTROL, [1] * 21).median == 8

    def test_gives_the_median_the_interval_of_the_band(self):
        curve = kaplan_meier(TREATED, SEEN)

        assert (curve.median_low, curve.median_high) == (13, None)
        control = kaplan_meier(CONTROL, [1] * 21)
        assert (control.median_low, control.median_high) == (4, 11)

    @given(cases)
    def test_agrees_with_lifelines(self, rows):
        times, seen = split(rows)
        assume(any(seen))

        curve = kaplan_meier(times, seen)
        oracle = KaplanMeierFitter().fit(times, seen)

        expected = oracle.survival_function_.loc[curve.times].to_numpy()[:, 0]
        assert curve.open_share == pytest.approx(expected, abs=1e-9)
        band = oracle.confidence_interval_.loc[curve.times].to_numpy()
        inside = (curve.open_share > 0) & (curve.open_share < 1)
        assert np.column_stack([curve.low, curve.high])[inside] == pytest.approx(band[inside], abs=1e-9)
        half = expected.round(9) <= 0.5
        assert curve.median == (curve.times[half][0] if half.any() else None)

    def test_agrees_with_lifelines_on_the_interval_of_the_median(self):
        oracle = median_survival_times(KaplanMeierFitter().fit(CONTROL, [1] * 21).confidence_interval_)

        curve = kaplan_meier(CONTROL, [1] * 21)

        assert [curve.median_low, curve.median_high] == oracle.iloc[0].tolist()

    @given(cases)
    @pytest.mark.parametrize("band", ["log-log", "exact"])
    def test_never_rises_and_stays_inside_its_band(self, band, rows):
        curve = kaplan_meier(*split(rows), band=band)

        assert (np.diff(curve.open_share) <= 0).all()
        assert (curve.low <= curve.open_share + 1e-9).all()
        assert (curve.open_share <= curve.high + 1e-9).all()
        assert (curve.low >= 0).all()
        assert (curve.high <= 1).all()

    @given(st.lists(st.integers(0, 30), min_size=1, max_size=50))
    def test_without_open_cases_is_one_minus_the_share_ended(self, times):
        curve = kaplan_meier(times, [True] * len(times))

        expected = [sum(other > time for other in times) / len(times) for time in curve.times]
        assert curve.open_share == pytest.approx(expected, abs=1e-12)

    @given(cases, st.randoms())
    def test_does_not_mind_the_order(self, rows, random):
        mixed = rows[:]
        random.shuffle(mixed)

        assert kaplan_meier(*split(rows)).open_share.tolist() == kaplan_meier(*split(mixed)).open_share.tolist()

    @given(cases)
    def test_widens_its_band_with_fewer_cases(self, rows):
        times, seen = split(rows)
        assume(any(seen))

        once, thrice = kaplan_meier(times, seen), kaplan_meier(times * 3, seen * 3)

        inside = (once.open_share > 0) & (once.open_share < 1)
        assert ((once.high - once.low)[inside] >= (thrice.high - thrice.low)[inside] - 1e-9).all()

    def test_is_half_done_at_a_tie(self):
        assert kaplan_meier([1, 2, 3, 4], [1, 1, 1, 1]).median == 2

    def test_reaches_no_median_while_more_than_half_is_open(self):
        curve = kaplan_meier([5, 9, 9, 9], [1, 0, 0, 0])

        assert curve.median is None
        assert curve.quantile(0.25) == 5

    def test_allows_what_none_of_so_many_still_allows_once_all_have_ended(self):
        curve = kaplan_meier([1, 2, 3], [1, 1, 1])

        assert curve.low[-1] == 0
        assert curve.high[-1] == pytest.approx(1 - 0.025 ** (1 / 3))

    def test_is_one_before_anything_was_seen(self):
        curve = kaplan_meier([5], [1])

        assert curve.at(4.9) == 1
        assert curve.interval_at(1) == (1, 1)

    def test_cannot_be_written_to(self):
        with pytest.raises(ValueError, match="read-only"):
            kaplan_meier([1], [1]).open_share[0] = 2

    @pytest.mark.parametrize(
        ("times", "seen", "said"),
        [
            ([], [], "empty"),
            ([1, -2], [1, 1], "1 durations are negative"),
            ([1, math.nan], [1, 1], "NaN"),
            ([1, math.inf], [1, 1], "infinity"),
            ([1, 2], [1], "2 durations but 1"),
        ],
    )
    def test_refuses_what_is_no_duration(self, times, seen, said):
        with pytest.raises(ValueError, match=said):
            kaplan_meier(times, seen)


class TestExactBand:
    @given(st.lists(st.integers(0, 20), min_size=2, max_size=30))
    def test_is_clopper_pearson_without_open_cases(self, times):
        from accord.science import clopper_pearson

        curve = kaplan_meier(times, [True] * len(times), band="exact", level=0.99)

        for time, low, high in zip(curve.times, curve.low, curve.high, strict=True):
            exact = clopper_pearson(sum(other > time for other in times), len(times), level=0.99)
            assert (low, high) == pytest.approx((exact.low, exact.high), abs=1e-9)

    def test_claims_nothing_about_times_few_have_reached(self):
        times, seen = [10] + [20] * 38 + [700], [1] + [0] * 39

        assert kaplan_meier(times, seen).median_low is None
        assert kaplan_meier(times, seen, band="exact").median_low == 20
        assert kaplan_meier(times, seen, band="exact").interval_at(700)[0] < 0.1

    @given(cases, st.sampled_from([0.2, 0.5, 0.8]), st.sampled_from([0.9, 0.99, 0.9999]))
    def test_is_crossed_where_the_short_way_says(self, rows, share, level):
        whole = kaplan_meier(*split(rows), band="exact", level=level)

        short = kaplan_meier(*split(rows)).exact_quantile_interval(share, level=level)

        assert short == whole.quantile_interval(share)

    def test_shrinks_the_number_of_cases_as_they_leave_sight(self):
        size = effective_size(np.array([1.0, 0.5, 0.5, 0.0]), np.array([8, 8, 4, 2]))

        assert size.tolist() == [8, 8, 4, 4]


class TestLogRank:
    def test_reproduces_the_published_test(self):
        test = log_rank(TREATED + CONTROL, SEEN + [1] * 21, ["6-MP"] * 21 + ["control"] * 21)

        assert test.statistic == pytest.approx(16.793, abs=5e-4)
        assert test.groups == ("6-MP", "control")
        assert test.observed == (9, 21)
        assert test.expected == pytest.approx((19.25, 10.75), abs=5e-3)
        assert test.p_value == pytest.approx(4.17e-5, rel=1e-2)

    @given(st.lists(st.tuples(st.integers(1, 30), st.booleans(), st.sampled_from("abc")), min_size=3, max_size=60))
    def test_agrees_with_lifelines(self, rows):
        times, seen, groups = (list(column) for column in zip(*rows, strict=True))
        late = {group: any(t >= min(times) and s for t, s, g in rows if g == group) for group in set(groups)}
        assume(len(late) > 1 and all(late.values()))

        test = log_rank(times, seen, groups)
        oracle = multivariate_logrank_test(times, groups, seen)

        assume(np.isfinite(oracle.test_statistic))
        assert test.statistic == pytest.approx(oracle.test_statistic, abs=1e-6)
        assert test.p_value == pytest.approx(oracle.p_value, abs=1e-6)

    def test_finds_no_difference_between_twins(self):
        test = log_rank(CONTROL * 2, [1] * 42, [1] * 21 + [2] * 21)

        assert test.statistic == pytest.approx(0, abs=1e-9)
        assert test.p_value == pytest.approx(1)

    @pytest.mark.parametrize(
        ("seen", "groups", "said"), [([1, 1], ["a", "a"], "two groups"), ([0, 0], ["a", "b"], "Nothing has happened")]
    )
    def test_refuses_what_cannot_be_compared(self, seen, groups, said):
        with pytest.raises(ValueError, match=said):
            log_rank([1, 2], seen, groups)
