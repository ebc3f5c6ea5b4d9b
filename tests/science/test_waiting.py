import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.science.intervals import clopper_pearson
from accord.science.survival import kaplan_meier
from accord.science.waiting import latency, reopened_within, waits

# Freireich et al. 1963, 6-MP, told as questions raised on day 0: weeks until decided, None where still open
WEEKS = [6, 6, 6, 7, 10, 13, 16, 22, 23]
OPEN = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
UNTIL = 100

cases = st.lists(st.tuples(st.integers(0, 50), st.none() | st.integers(0, 50)), min_size=1, max_size=40).map(
    lambda rows: [(begun, None if lasted is None else begun + lasted) for begun, lasted in rows]
)


def split(rows):
    return [begun for begun, _ in rows], [ended for _, ended in rows]


class TestWaits:
    def test_counts_the_open_up_to_today(self):
        waited = waits([10, 20], [15, None], until=30)

        assert waited.durations.tolist() == [5, 10]
        assert waited.ended.tolist() == [True, False]
        assert (waited.open, waited.later) == (1, 0)

    def test_does_not_know_yet_what_happens_later(self):
        waited = waits([10, 40], [35, 50], until=30)

        assert waited.durations.tolist() == [20]
        assert (waited.open, waited.later) == (1, 1)

    @given(cases, st.integers(0, 110))
    def test_loses_no_case(self, rows, until):
        waited = waits(*split(rows), until=until)

        assert len(waited.durations) + waited.later == len(rows)
        assert (waited.durations >= 0).all()
        assert waited.ended.sum() == sum(end is not None and end <= until for _, end in rows)

    @pytest.mark.parametrize(
        ("begun", "ended", "said"),
        [([5], [4], "1 cases end before"), ([5], [], "1 beginnings but 0"), ([math.nan], [None], "NaN")],
    )
    def test_refuses_what_is_no_wait(self, begun, ended, said):
        with pytest.raises(ValueError, match=said):
            waits(begun, ended, until=10)


class TestLatency:
    def test_reproduces_the_published_curve(self):
        raised = [0.0] * len(WEEKS) + [UNTIL - week for week in OPEN]

        curve = latency(raised, [*WEEKS, *[None] * len(OPEN)], until=UNTIL)

        published = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
        assert [curve.at(week) for week in published] == pytest.approx(list(published.values()), abs=5e-4)
        assert (curve.quantile(0.5), curve.quantile(0.8)) == (23, None)

    def test_says_when_four_in_five_were_decided(self):
        assert latency([0] * 5, [1, 2, 3, 4, 9], until=20).quantile(0.8) == 4

    @given(cases)
    def test_is_never_shorter_for_knowing_what_is_still_open(self, rows):
        closed = [(begun, ended) for begun, ended in rows if ended is not None]
        if not closed:
            return

        every, survivors = latency(*split(rows), until=120), latency(*split(closed), until=120)

        assert every.quantile(0.8) is None or every.quantile(0.8) >= survivors.quantile(0.8)

    def test_refuses_to_speak_of_nothing(self):
        with pytest.raises(ValueError, match="empty"):
            latency([50], [None], until=10)


class TestReopenedWithin:
    def test_is_the_plain_share_with_its_exact_interval_when_all_were_seen_long_enough(self):
        share = reopened_within([0] * 10, [5, 40] + [None] * 8, until=200, time=30)

        expected = clopper_pearson(1, 10)
        assert (share.value, share.low, share.high, share.n) == pytest.approx((0.1, expected.low, expected.high, 10))

    def test_does_not_take_none_of_a_few_for_never(self):
        share = reopened_within([0] * 6, [None] * 6, until=200, time=30)

        assert (share.value, share.low) == (0, 0)
        assert share.high == pytest.approx(clopper_pearson(0, 6).high)

    def test_counts_new_decisions_only_as_long_as_they_were_seen(self):
        decided, reopened = [0] * 10 + [99] * 10, [5, 10] + [None] * 18

        share = reopened_within(decided, reopened, until=100, time=30)

        assert share.value == pytest.approx(0.2)
        assert share.n == pytest.approx(10)

    def test_says_nothing_where_no_decision_is_old_enough(self):
        assert reopened_within([90, 95], [None, 97], until=100, time=30) is None

    def test_knows_when_all_came_back(self):
        share = reopened_within([90, 95], [92, 97], until=100, time=30)

        assert (share.value, share.high, share.n) == (1, 1, 2)

    @given(cases, st.integers(0, 60))
    def test_agrees_with_kaplan_meier_and_contains_its_value(self, rows, time):
        share = reopened_within(*split(rows), until=70, time=time)
        if share is None:
            return

        waited = waits(*split(rows), until=70)
        assert share.value == pytest.approx(1 - kaplan_meier(waited.durations, waited.ended).at(time), abs=1e-9)
        assert 0 <= share.low <= share.value <= share.high <= 1
        assert 0 < share.n <= len(rows) + 1e-9

    @given(cases)
    def test_only_grows_with_more_time(self, rows):
        shares = [reopened_within(*split(rows), until=120, time=time) for time in (0, 5, 15, 40)]

        values = [share.value for share in shares if share is not None]
        assert values == sorted(values)
