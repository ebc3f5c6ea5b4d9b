import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from lifelines import AalenJohansenFitter

from accord.science import cumulative_incidence, kaplan_meier

# conflicts: resolved on days 4 and 9, escalated on day 6, open on days 10, 12 and 15
DAYS, ENDS = [4, 9, 6, 10, 12, 15], [1, 1, 2, 0, 0, 0]

cases = st.lists(st.tuples(st.integers(1, 10_000), st.sampled_from([0, 1, 2])), min_size=2, max_size=50)
tied = st.lists(st.tuples(st.integers(0, 20), st.sampled_from([0, 1, 2])), min_size=1, max_size=50)


def split(rows):
    return [time for time, _ in rows], [end for _, end in rows]


class TestCumulativeIncidence:
    def test_reproduces_the_conflict_example(self):
        assert cumulative_incidence(DAYS, ENDS, 1).at(10) == pytest.approx(1 / 3)
        assert cumulative_incidence(DAYS, ENDS, 2).at(10) == pytest.approx(1 / 6)

    def test_is_not_what_treating_escalation_as_open_would_give(self):
        wrong = 1 - kaplan_meier(DAYS, [end == 1 for end in ENDS]).at(10)

        assert wrong == pytest.approx(0.375)
        assert cumulative_incidence(DAYS, ENDS, 1).at(10) < wrong

    @given(cases)
    def test_agrees_with_lifelines(self, rows):
        times, ends = split(rows)
        assume(1 in ends and len(set(times)) == len(times))
        fitted = AalenJohansenFitter(calculate_variance=True).fit(times, ends, event_of_interest=1)

        mine = cumulative_incidence(times, ends, 1)

        expected = fitted.cumulative_density_.loc[mine.times].to_numpy()[:, 0]
        assert mine.share == pytest.approx(expected, abs=1e-9)
        last = 1 - mine.share - cumulative_incidence(times, ends, 2).share <= 1e-12
        variance = fitted.variance_.to_numpy()[-len(mine.times) :].ravel()
        assert (mine.deviation**2)[~last] == pytest.approx(variance[~last], rel=1e-6, abs=1e-9)

    @given(tied)
    def test_shares_of_all_endings_and_the_open_rest_make_a_whole(self, rows):
        times, ends = split(rows)

        both = cumulative_incidence(times, ends, 1).share + cumulative_incidence(times, ends, 2).share

        assert both == pytest.approx(1 - kaplan_meier(times, [end > 0 for end in ends]).open_share, abs=1e-9)

    @given(tied)
    @pytest.mark.parametrize("band", ["log-log", "exact"])
    def test_rises_and_stays_inside_its_band(self, band, rows):
        mine = cumulative_incidence(*split(rows), 1, band=band)

        assert (np.diff(mine.share) >= 0).all()
        assert (mine.low <= mine.share + 1e-9).all()
        assert (mine.share <= mine.high + 1e-9).all()

    @given(tied)
    def test_never_promises_more_than_the_wrong_estimator(self, rows):
        times, ends = split(rows)

        wrong = 1 - kaplan_meier(times, [end == 1 for end in ends]).open_share

        assert (cumulative_incidence(times, ends, 1).share <= wrong + 1e-9).all()

    @given(tied)
    def test_is_kaplan_meier_turned_over_when_there_is_one_way_to_end(self, rows):
        times, ends = split(rows)
        single = [int(end == 1) for end in ends]
        assume(1 in single)

        mine, curve = cumulative_incidence(times, single, 1), kaplan_meier(times, single)

        assert mine.share == pytest.approx(1 - curve.open_share, abs=1e-9)
        assert mine.quantile(0.5) == curve.median

    @given(tied, st.sampled_from([0.2, 0.5, 0.8]), st.sampled_from([0.9, 0.99]))
    def test_has_its_exact_band_crossed_where_the_short_way_says(self, rows, share, level):
        whole = cumulative_incidence(*split(rows), 1, band="exact", level=level)

        short = cumulative_incidence(*split(rows), 1).exact_quantile_interval(share, level=level)

        assert short == whole.quantile_interval(share)

    def test_knows_when_half_had_ended_so(self):
        mine = cumulative_incidence([1, 2, 3, 4], [1, 2, 1, 0], 1)

        assert mine.quantile(0.5) == 3
        assert mine.quantile(0.75) is None
        assert mine.at(0.5) == 0

    @pytest.mark.parametrize(
        ("ends", "cause", "said"), [([1, -1], 1, "positive"), ([1, 1], 0, "positive"), ([1], 1, "2 durations but 1")]
    )
    def test_refuses_unknown_causes(self, ends, cause, said):
        with pytest.raises(ValueError, match=said):
            cumulative_incidence([1, 2], ends, cause)
