"""Reading amounts as people write them: what has one meaning is taken, everything else is asked back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.apps.expectations.forms.amounts import CENT, Unclear, read_amount


class TestReadAmount:
    @pytest.mark.parametrize(("text", "amount"), [
        ("250k", 250_000), ("250 K", 250_000), ("1.2m", 1_200_000), ("1,2m", 1_200_000), ("1.2 million", 1_200_000),
        (".5m", 500_000), ("0.125m", 125_000), ("3bn", 3_000_000_000), ("2 mio", 2_000_000), ("1200000", 1_200_000),
        ("1,200,000", 1_200_000), ("1.200.000", 1_200_000), ("1 200 000", 1_200_000), ("1'200'000", 1_200_000),
        ("1\u2019200\u2019000", 1_200_000), ("1\u00a0200\u00a0000", 1_200_000), ("1.200.000,50", Decimal("1200000.50")),
        ("1,200,000.50", Decimal("1200000.50")), ("12,50", Decimal("12.50")), ("€ 250k", 250_000), ("250k €", 250_000),
        ("EUR 250k", 250_000), ("250keur", 250_000), ("250 000 euros", 250_000), ("0", 0), ("-5", -5),
        ("\u2212250k", -250_000), ("€-5", -5), ("\uff12\uff15\uff10k", 250_000),
    ])  # fmt: skip
    def test_reads_what_has_one_meaning(self, text, amount):
        assert read_amount(text, "EUR") == amount

    @pytest.mark.parametrize(("text", "one", "other"), [
        ("1.200", "1200", "1.2"), ("1,200", "1200", "1.2"), ("12.500", "12500", "12.5"), ("1.125m", "1125000000", "1125000"),
        ("999,999", "999999", "999.999"), ("1.000", "1000", "1 "),
    ])  # fmt: skip
    def test_asks_back_what_has_two(self, text, one, other):
        with pytest.raises(Unclear) as asked:
            read_amount(text, "EUR")
        assert one in str(asked.value)
        assert other.strip() in str(asked.value)

    @pytest.mark.parametrize("text", [
        "abc", "1e300", "1e6", "nan", "inf", "-inf", "--5", "+-5", "5%", "1.2.3", "1,2,3", "1.20.000", "1,200.000,5",
        "1 20 000", "😀", "5😀", "0x10", "", "  ", "k", ".", "EUR", "5 EUR EURO EUR", "five", "1\x00", "5;", "<b>5</b>",
        "1 000.000.000,00,0",
    ])  # fmt: skip
    def test_does_not_guess(self, text):
        with pytest.raises(Unclear):
            read_amount(text, "EUR")

    @pytest.mark.parametrize("text", ["١٢", "१२", "1٢"])
    def test_asks_for_the_digits_everybody_here_reads(self, text):
        with pytest.raises(Unclear, match="digits 0 to 9"):
            read_amount(text, "EUR")

    @pytest.mark.parametrize("text", ["$500", "500 USD", "500$", "£ 1m", "CHF 250k", "250k dollars", "kr 500"])
    def test_asks_back_another_currency(self, text):
        with pytest.raises(Unclear, match="Amounts are in EUR here"):
            read_amount(text, "EUR")

    def test_takes_the_sign_of_every_currency_that_uses_it(self):
        assert read_amount("$500", "CAD") == read_amount("CAD 500", "CAD") == 500

    def test_takes_the_code_of_a_currency_it_has_never_heard_of(self):
        assert read_amount("500 XTS", "XTS") == 500

    @pytest.mark.parametrize("text", ["9" * 19, "9" * 40, "1" + "0" * 10_000, "5" * 10_000 + "k"])
    def test_refuses_what_is_too_long(self, text):
        with pytest.raises(Unclear, match=r"too long|too large"):
            read_amount(text, "EUR")

    @given(st.integers(1_000_000, 10**15))
    def test_reads_grouped_numbers_of_every_country_alike(self, number):
        english = f"{number:,}"
        for mark in (",", ".", " ", "'", "\u202f"):
            assert read_amount(english.replace(",", mark), "EUR") == number

    @given(st.integers(1_000, 999_999), st.sampled_from(",."))
    def test_asks_back_every_single_group(self, number, mark):
        with pytest.raises(Unclear):
            read_amount(f"{number:,}".replace(",", mark), "EUR")

    @given(st.text(max_size=60))
    def test_answers_or_asks_whatever_is_typed(self, text):
        try:
            amount = read_amount(text, "EUR")
        except Unclear:
            return
        assert amount.is_finite()
        assert amount == amount.quantize(CENT)
