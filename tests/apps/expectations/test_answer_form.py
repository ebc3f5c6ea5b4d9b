"""The answer form: what is typed becomes an answer, or is asked back at its field; nothing is guessed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.apps.expectations.forms import AnswerForm, CheckForm
from accord.apps.expectations.rules.answers import MOST_REASON

BASE = date(2026, 5, 1)  # the month before the round began: June 2026 is month 1
TYPED = {
    "payoff_low": "2026-11", "payoff_high": "03/2028", "payoff_likely": "Mar 2027", "payoff_guess": "June 2027",
    "payoff_never": "10", "payoff_reason": "The data are there",
    "benefit_low": "100k", "benefit_high": "1.2m", "benefit_likely": "400 000", "benefit_guess": "300k",
    "cost_low": "200k", "cost_high": "€600k", "cost_likely": "300k",
}  # fmt: skip


def form(side="business", **changes):
    typed = {name: text for name, text in {**TYPED, **changes}.items() if text is not None}
    return AnswerForm(typed, side=side, currency="EUR", base=BASE)


def errors(**changes):
    """The sentences, by field, that an answer with these changes gets back."""
    return {name: " ".join(said) for name, said in form(**changes).errors.items()}


class TestAnswer:
    def test_is_what_was_typed(self):
        answer = _valid(form())
        payoff, benefit, cost = answer.estimates
        assert payoff.values == (6, 10, 22)  # November 2026, March 2027, March 2028 after May 2026
        assert (payoff.guess, payoff.never_share, payoff.reason) == (13, Decimal("0.1"), "The data are there")
        assert benefit.values == (100_000, 400_000, 1_200_000)
        assert (cost.values, cost.guess, cost.never_share) == ((200_000, 300_000, 600_000), None, None)

    def test_takes_the_month_of_the_asking_as_the_first(self):
        answer = _valid(form(payoff_low="2026-06"))
        assert answer.of("payoff").low == 1

    def test_asks_the_ends_before_the_middle(self):
        for section in form().sections():
            assert [field.name.split("_")[1] for field in section.ends] == ["low", "high", "likely"]

    def test_fills_nothing_in_beforehand(self):
        empty = AnswerForm(side="it", currency="EUR", base=BASE)
        assert [name for name in empty.fields if empty[name].value()] == []

    def test_counts_a_line_end_once(self):
        lines = "\r\n".join(["x" * 199, "y" * 200])
        assert len(_valid(form(cost_reason=lines)).of("cost").reason) == MOST_REASON

    def test_asks_finance_for_no_guess(self):
        assert [name for name in form(side="finance").fields if "guess" in name] == []
        assert _valid(form(side="finance")).of("payoff").guess is None


class TestIsAskedBack:
    @pytest.mark.parametrize(("field", "text", "said"), [
        ("payoff_low", "2026-05", "This month has passed"),
        ("payoff_low", "1999-01", "This month has passed"),
        ("payoff_high", "2099-01", "within the next forty years"),
        ("payoff_high", "9999-12", "within the next forty years"),
        ("payoff_low", "next year", "Write a month such as"),
        ("payoff_low", "13/2027", "Write a month such as"),
        ("payoff_low", "0000-01", "Write a month such as"),
        ("payoff_low", "junk 2027", "Write a month such as"),
        ("payoff_low", "Q1 2027", "Write a month such as"),
        ("payoff_low", "03/27", "Write a month such as"),
        ("payoff_guess", "😀", "Write a month such as"),
        ("payoff_low", "5" * 10_000, "Write a month such as"),
        ("benefit_low", "-5", "cannot be below zero"),
        ("benefit_low", "1e300", "Write an amount such as"),
        ("benefit_low", "NaN", "Write an amount such as"),
        ("benefit_low", "١٢", "digits 0 to 9"),
        ("benefit_low", "😀", "Write an amount such as"),
        ("benefit_low", "9" * 10_000, "too long"),
        ("cost_high", "999999999999999", "too large"),
        ("cost_high", "$500k", "Amounts are in EUR here"),
        ("cost_guess", "1.200", "Do you mean 1200 or 1.2?"),
        ("payoff_reason", "x" * 10_000, str(MOST_REASON)),
        ("payoff_never", "33", "33"),
    ])  # fmt: skip
    def test_at_its_field(self, field, text, said):
        found = errors(**{field: text})
        assert list(found) == [field]
        assert said in found[field]

    def test_names_what_a_value_was_held_against(self):
        assert "before your earliest month, Nov 2026" in errors(payoff_likely="2026-10")["payoff_likely"]
        assert "less than your low value, 100,000" in errors(benefit_likely="90k")["benefit_likely"]
        assert "less than your likely value, 300,000" in errors(cost_high="299k")["cost_high"]

    def test_when_a_question_is_left_blank_without_a_word(self):
        blank = dict.fromkeys(("cost_low", "cost_high", "cost_likely"))
        assert errors(**blank) == {"cost_low": "Give the two ends and the middle, or tick “I cannot say”."}

    def test_when_one_of_three_is_left_blank(self):
        assert list(errors(cost_likely=None)) == ["cost_likely"]

    def test_when_nothing_at_all_is_said(self):
        blank = {f"{question}_blank": "on" for question in ("payoff", "benefit", "cost")}
        found = form(**blank)
        assert "Answer at least one question" in " ".join(found.non_field_errors())


class TestCannotSay:
    def test_counts_whatever_still_stands_in_the_fields(self):
        answer = _valid(form(cost_blank="on", cost_low="rubbish"))
        assert answer.of("cost").values == (None, None, None)

    def test_leaves_the_guess_standing(self):
        assert _valid(form(benefit_blank="on")).of("benefit").guess == 300_000


class TestChanceOfNever:
    @pytest.mark.parametrize(("chosen", "own", "share"), [
        ("0", "", 0), ("25", "", Decimal("0.25")), ("100", "", 1), ("own", "33", Decimal("0.33")), ("own", "7 %", Decimal("0.07")),
        ("", "12", Decimal("0.12")), ("", "", None),
    ])  # fmt: skip
    def test_is_a_button_or_an_own_number(self, chosen, own, share):
        assert _valid(form(payoff_never=chosen, payoff_never_own=own)).of("payoff").never_share == share

    @pytest.mark.parametrize(("chosen", "own"), [
        ("own", ""), ("own", "101"), ("own", "-1"), ("own", "0.5"), ("own", "abc"), ("own", "NaN"), ("own", "١٢"), ("25", "30"),
    ])  # fmt: skip
    def test_is_asked_back_when_it_is_neither(self, chosen, own):
        assert list(errors(payoff_never=chosen, payoff_never_own=own)) == ["payoff_never_own"]

    def test_of_certainty_needs_no_months(self):
        answer = _valid(form(payoff_never="100", payoff_low=None, payoff_high=None, payoff_likely=None))
        assert not answer.of("payoff").is_given


class TestTyped:
    def test_travels_as_it_was_typed(self):
        assert dict(form().typed()) == TYPED

    @given(st.dictionaries(st.sampled_from(sorted(TYPED)), st.text(max_size=50)))
    def test_never_breaks_the_form(self, changes):
        found = form(**changes)
        if found.is_valid():
            for one in found.answer().estimates:
                assert all(value is None or value.is_finite() for value in (*one.values, one.guess))
        assert set(found.errors) <= {*found.fields, "__all__"}


class TestCheckForm:
    @pytest.mark.parametrize("text", ["E6B4 0F8A 1D94 FE45", "e6b40f8a1d94fe45", " e6b4 0f8a\n1d94 fe45 "])
    def test_takes_spaces_and_capitals(self, text):
        found = CheckForm({"receipt": text})
        assert found.is_valid()
        assert found.cleaned_data["receipt"] == "e6b40f8a1d94fe45"

    @pytest.mark.parametrize("text", ["", "e6b4", "g" * 64, "0" * 65, "😀" * 16, "0" * 10_000])
    def test_asks_back_what_is_no_receipt(self, text):
        assert CheckForm({"receipt": text}).errors


def _valid(found):
    assert found.is_valid(), found.errors
    return found.answer()
