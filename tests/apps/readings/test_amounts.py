"""Values in their unit, as people say them."""

import pytest

from accord.apps.readings.reads.amounts import amount_words, bare_words, heading_of, scale_of, span_words
from accord.apps.readings.reads.words import reason_words


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (0.62, "share", "62\u00a0%"),
        (0.004, "share", "< 1\u00a0%"),
        (1.45, "ratio", "145\u00a0%"),
        (12.5, "ratio", "1,250\u00a0%"),
        (1, "days", "1 day"),
        (214.3, "days", "214 days"),
        (5.0, "months", "5 months"),
        (2.5, "months", "2.5 months"),
        (1.02, "months", "1 month"),
        (7.5, "months", "8 months"),
        (0, "months", "0 months"),
        (None, "months", ""),
    ],
)
def test_says_a_value_in_its_unit(value, unit, words):
    assert amount_words(value, unit) == words


def test_says_a_lower_limit_as_one():
    assert amount_words(214, "days", at_least=True) == "at least 214 days"
    assert bare_words(214, "days", at_least=True) == "at least 214"


@pytest.mark.parametrize(
    ("low", "high", "unit", "words"),
    [
        (0.51, 0.72, "share", "51–72\u00a0%"),
        (0.2, 1.1, "ratio", "20–110\u00a0%"),
        (2, 5.5, "months", "2 to 6 months"),
        (36, 49, "days", "36 to 49 days"),
        (36, None, "days", "36 days or more"),
        (None, 2.5, "months", "2.5 months or less"),
        (None, None, "ratio", ""),
    ],
)
def test_says_a_range(low, high, unit, words):
    assert span_words(low, high, unit) == words


@pytest.mark.parametrize(("unit", "ceiling"), [("share", 1), ("ratio", None), ("months", None), ("days", None)])
def test_only_a_share_has_a_ceiling(unit, ceiling):
    scale = scale_of(unit)
    assert (scale["floor"], scale["ceiling"]) == (0, ceiling)
    assert heading_of(unit)


class TestReasonWords:
    def test_says_a_day_as_a_day(self):
        reason = {"code": "stale", "text": "Last asked on {day}.", "values": {"day": "2026-10-04"}}
        assert reason_words(reason) == "Last asked on 4 Oct 2026."

    def test_keeps_a_number_and_its_percent_sign_on_one_line(self):
        reason = {"code": "it", "text": "IT expects it to cost {size} % more.", "values": {"size": 45}}
        assert reason_words(reason) == "IT expects it to cost 45\u00a0% more."

    def test_says_what_is_not_known(self):
        assert reason_words({"code": "x", "text": "Since {day}.", "values": {"day": None}}) == "Since not known."
