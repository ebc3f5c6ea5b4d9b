import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.science.merging import all_on_time, merge, merge_network
from accord.science.throughput import exact_finish_chances, forecast_finish

DIE = [1, 2, 3, 4, 5, 6]

chances = st.lists(st.floats(0, 1), min_size=1, max_size=12)
tables = st.integers(1, 5).flatmap(
    lambda paths: st.lists(
        st.lists(st.integers(0, 20), min_size=paths, max_size=paths).map(tuple), min_size=1, max_size=20
    ).map(lambda rows: np.array(rows, dtype=float).T)
)


class TestAllOnTime:
    def test_is_the_product_of_independent_chances(self):
        together = all_on_time([0.85] * 5)

        assert together.value == pytest.approx(0.85**5)
        assert (together.low, together.high) == pytest.approx((0.25, 0.85))
        assert together.n == 5

    @given(chances)
    def test_lies_within_what_any_dependence_allows(self, each):
        together = all_on_time(each)

        assert 0 <= together.low <= together.value <= together.high == min(each)

    @given(tables)
    def test_holds_whatever_the_draws_have_in_common(self, paths):
        each = (paths <= 10).mean(axis=1)

        together = (paths <= 10).all(axis=0).mean()

        assert all_on_time(each).low - 1e-9 <= together <= all_on_time(each).high

    @pytest.mark.parametrize(("each", "said"), [([], "empty"), ([1.1], "from 0 to 1"), ([math.nan], "NaN")])
    def test_refuses_what_is_no_chance(self, each, said):
        with pytest.raises(ValueError, match=said):
            all_on_time(each)


class TestMerge:
    @given(tables)
    def test_is_never_earlier_than_the_latest_path(self, paths):
        merged = merge(paths)

        assert (merged.draws >= paths).all()
        for certainty in (0.5, 0.85, 0.95):
            latest = max(np.quantile(path, certainty, method="inverted_cdf") for path in paths)
            assert merged.quantile(certainty) >= latest

    @given(tables)
    def test_names_how_often_each_path_is_the_last(self, paths):
        share = merge(paths).last_share

        assert share.sum() == pytest.approx(1)
        assert (share > 0).tolist() == (paths == paths.max(axis=0)).any(axis=1).tolist()

    @given(tables)
    def test_keeps_the_draws_of_a_single_path(self, paths):
        assert merge(paths[:1]).draws.tolist() == paths[0].tolist()

    def test_is_on_time_as_often_as_the_product_of_independent_paths(self):
        paths = [forecast_finish(DIE, 12, digest=name, block=1).draws for name in ("north", "south", "west")]

        merged = merge(paths)

        exact = exact_finish_chances(DIE, 12, periods=6)[2:] ** 3
        for periods, chance in zip(range(2, 7), exact, strict=True):
            assert merged.on_time(periods) == pytest.approx(
                chance, abs=4 * math.sqrt(chance * (1 - chance) / 10_000) + 1e-12
            )
        assert merged.last_share == pytest.approx([1 / 3] * 3, abs=0.02)

    def test_unties_paths_that_were_drawn_alike(self):
        draws = forecast_finish(DIE, 12, digest="same", block=1).draws
        one = (draws <= 4).mean()

        tied, untied = merge([draws, draws]), merge([draws, draws], digest="milestone")

        assert tied.on_time(4) == one
        assert untied.on_time(4) == pytest.approx(one**2, abs=0.02)

    def test_is_never_done_where_one_path_is_not(self):
        merged = merge([[1, 2, 3, 4], [math.inf, math.inf, 1, 1]])

        assert merged.quantile(0.5) == 4
        assert merged.quantile(0.85) is None
        assert merged.on_time(100) == 0.5

    @pytest.mark.parametrize(
        ("paths", "said"),
        [([], "at least one"), ([[]], "at least one"), ([[1], [1, 2]], "same number"), ([[math.nan]], "NaN")],
    )
    def test_refuses_what_cannot_be_merged(self, paths, said):
        with pytest.raises(ValueError, match=said):
            merge(paths)


class TestMergeNetwork:
    OWN = {"data": np.array([5.0, 1.0]), "model": np.array([2.0, 4.0]), "launch": np.array([3.0, 3.0])}

    def test_passes_lateness_on_along_the_chain(self):
        done = merge_network(self.OWN, {"launch": ["model"], "model": ["data"]})

        assert {name: draws.tolist() for name, draws in done.items()} == {
            "data": [5, 1],
            "model": [5, 4],
            "launch": [5, 4],
        }

    @given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=10), tables)
    def test_is_never_before_any_milestone_waited_for(self, pairs, paths):
        own = dict(enumerate(paths))
        waits_for = {}
        for one, other in pairs:
            if one != other and max(one, other) < len(own):
                waits_for.setdefault(max(one, other), []).append(min(one, other))

        done = merge_network(own, waits_for)

        for name, earlier in waits_for.items():
            assert all((done[name] >= done[other]).all() for other in earlier)
        for name, draws in own.items():
            assert (done[name] >= draws).all()
            assert waits_for.get(name) or done[name].tolist() == draws.tolist()

    def test_refuses_a_circle_and_names_it(self):
        with pytest.raises(ValueError, match=r"These wait for each other: .*data"):
            merge_network(self.OWN, {"data": ["model"], "model": ["data"]})

    @pytest.mark.parametrize("waits_for", [{"launch": ["legal"]}, {"legal": ["data"]}])
    def test_refuses_milestones_without_draws(self, waits_for):
        with pytest.raises(ValueError, match="no draws for legal"):
            merge_network(self.OWN, waits_for)
