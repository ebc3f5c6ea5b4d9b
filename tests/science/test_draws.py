import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.science.draws import drawn_quantile, generator


class TestGenerator:
    def test_draws_the_same_for_the_same_inputs(self):
        assert generator("ab12", "weeks").random(5).tolist() == generator("ab12", "weeks").random(5).tolist()

    def test_draws_otherwise_for_other_inputs_and_other_purposes(self):
        drawn = [generator(*key).random() for key in (("ab12", "weeks"), ("ab13", "weeks"), ("ab12", "scope"))]

        assert len(set(drawn)) == 3

    def test_refuses_draws_that_nobody_could_repeat(self):
        with pytest.raises(ValueError, match="digest"):
            generator("", "weeks")


class TestDrawnQuantile:
    @given(st.lists(st.integers(0, 50), min_size=1, max_size=60), st.floats(0.01, 1))
    def test_is_the_smallest_draw_that_holds_so_often(self, draws, certainty):
        found = drawn_quantile(np.array(draws, dtype=float), certainty)

        assert sum(draw <= found for draw in draws) >= certainty * len(draws) - 1e-9
        assert sum(draw < found for draw in draws) < certainty * len(draws)

    def test_is_infinite_where_too_many_draws_are(self):
        draws = np.array([1.0, 2.0, np.inf, np.inf])

        assert drawn_quantile(draws, 0.5) == 2
        assert drawn_quantile(draws, 0.51) == np.inf

    @pytest.mark.parametrize("certainty", [0, -0.1, 1.1])
    def test_refuses_what_is_no_certainty(self, certainty):
        with pytest.raises(ValueError, match="certainty"):
            drawn_quantile(np.array([1.0]), certainty)
