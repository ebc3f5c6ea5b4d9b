"""Whether two sides know what sets them apart."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.science import perceive

values = st.floats(-1e9, 1e9)


class TestPerceive:
    @pytest.mark.parametrize(
        ("own_first", "own_second", "guess_first", "guess_second", "kind", "move"),
        [
            (6, 14, 13, 5, "real", "decide"),  # eight apart, both know
            (6, 14, 7, 5, "hidden", "tell"),  # the first does not see it
            (6, 14, 13, 13, "hidden", "tell"),  # the second does not
            (6, 14, 6, 14, "hidden", "tell"),  # neither does
            (6, 7, 14, 6, "phantom", "meet"),  # the first believes in a difference that is none
            (6, 7, 6, 6, "aligned", "keep"),
            (6, 14, np.nan, 5, "unknown", "ask"),
            (6, 14, np.nan, 14, "hidden", "tell"),  # one who does not see it is enough
            (6, 7, np.nan, 6, "unknown", "ask"),
            (np.nan, 7, 6, 6, "unknown", "ask"),
        ],
    )
    def test_tells_the_classes_apart(self, own_first, own_second, guess_first, guess_second, kind, move):
        found = perceive(own_first, own_second, guess_first, guess_second, limit=3)
        assert (str(found.kind), str(found.move)) == (kind, move)

    def test_says_which_side_sees_it(self):
        found = perceive(6, 14, 7, 5, limit=3)
        assert (found.first, found.second) == (0, 1)

    def test_keeps_the_parts_of_every_difference(self):
        found = perceive(6, 14, 10, 5, limit=3)
        assert (found.difference, found.first_error, found.second_error) == (8, -4, -1)
        assert (found.first_accuracy, found.second_accuracy) == (0.5, 0.125)

    def test_answers_row_by_row(self):
        found = perceive([6, 6], [14, 7], [13, 6], [5, 6], limit=[3, 3])
        assert list(found.kind) == ["real", "aligned"]

    def test_refuses_a_negative_limit(self):
        with pytest.raises(ValueError, match="cannot be negative"):
            perceive(1, 2, 3, 4, limit=-1)

    @given(values, values, values, values, st.floats(0, 1e6))
    def test_does_not_depend_on_who_comes_first(self, a, b, c, d, limit):
        assert perceive(a, b, c, d, limit=limit).kind == perceive(b, a, d, c, limit=limit).kind

    @given(values, values, st.floats(0, 1e6))
    def test_finds_nobody_mistaken_who_guesses_right(self, a, b, limit):
        assert perceive(a, b, b, a, limit=limit).kind in {"real", "aligned"}
