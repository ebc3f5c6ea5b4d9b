"""Days, numbers, money and shares as people say them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.apps.ui.templatetags import formats

TODAY = date(2026, 3, 12)


class TestDayWords:
    @pytest.mark.parametrize(
        ("distance", "words"),
        [
            (0, "today"), (1, "tomorrow"), (-1, "yesterday"), (9, "in 9 days"), (-14, "14 days ago"),
            (15, "in 2 weeks"), (-56, "8 weeks ago"), (57, "8 May 2026"), (-400, "5 Feb 2025"),
        ],
    )  # fmt: skip
    def test_says_a_day(self, distance: int, words: str) -> None:
        assert formats.day_words(TODAY + timedelta(days=distance), TODAY) == words


class TestNumberWords:
    @pytest.mark.parametrize(
        ("value", "words"),
        [
            (0, "0"), (2133, "2,133"), (0.123456, "0.123"), (12.5, "12.5"), (1234.567, "1,235"),
            (Decimal("7.10"), "7.1"), (float("nan"), "not known yet"), (None, "not known yet"),
        ],
    )  # fmt: skip
    def test_rounds_to_what_is_known(self, value: formats.Number | None, words: str) -> None:
        assert formats.number_words(value) == words

    @given(st.floats(min_value=-1e12, max_value=1e12, allow_nan=False))
    def test_stays_within_one_percent(self, value: float) -> None:
        said = float(formats.number_words(value).replace(",", ""))
        assert abs(said - value) <= max(abs(value) * 0.01, 1e-6)


class TestShareWords:
    @pytest.mark.parametrize(
        ("value", "words"), [(0, "0 %"), (1, "100 %"), (0.624, "62 %"), (0.004, "< 1 %"), (0.996, "> 99 %")]
    )
    def test_never_rounds_to_none_or_all(self, value: float, words: str) -> None:
        assert formats.share_words(value).replace("\u00a0", " ") == words


class TestMoneyWords:
    @pytest.mark.parametrize(
        ("amount", "words"),
        [
            (950, "950 EUR"), (84_000, "84 k EUR"), (Decimal("1250000.00"), "1.25 M EUR"),
            (-2.4e9, "-2.4 bn EUR"), (None, "not known yet"),
        ],
    )  # fmt: skip
    def test_says_amounts_short(self, amount: formats.Number | None, words: str) -> None:
        assert formats.money_words(amount, "EUR").replace("\u00a0", " ") == words
