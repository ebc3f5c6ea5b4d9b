"""Chances corrected for how many measures were looked at."""

import numpy as np
import pytest

from accord.science.effects import several


def test_are_those_of_statsmodels():
    from statsmodels.stats.multitest import multipletests

    chance = np.random.default_rng(4)
    for size in (1, 2, 7, 30):
        values = chance.random(size) ** 3
        theirs = multipletests(values, method="holm")[1]

        ours = several({str(place): value for place, value in enumerate(values)})

        assert [ours[str(place)] for place in range(size)] == pytest.approx(theirs.tolist(), rel=1e-12)


def test_follow_holm_by_hand_and_refuse_what_is_no_chance():
    assert several({"a": 0.01, "b": 0.04, "c": 0.03}) == pytest.approx({"a": 0.03, "c": 0.06, "b": 0.06})
    assert several({}) == {}
    with pytest.raises(ValueError, match="between 0 and 1"):
        several({"a": 1.2})
