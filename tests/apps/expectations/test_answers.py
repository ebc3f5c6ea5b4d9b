"""What an answer may be, what is asked back, how it is worded."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.apps.expectations.rules import answers
from accord.apps.expectations.rules.answers import Answer, doubts, why_not_answer
from accord.apps.expectations.rules.months import base_of, date_of, months_between, read_month
from tests.apps.expectations.conftest import answer_of, estimate

BASE = date(2026, 5, 1)


def wrong(*estimates, side="business"):
    return {name: str(reason) for name, reason in why_not_answer(Answer(estimates), side=side, base=BASE).items()}


class TestWhyNotAnswer:
    def test_takes_a_whole_answer(self):
        assert why_not_answer(answer_of(guesses={"payoff": 9}), side="it", base=BASE) == {}

    def test_takes_one_question_alone(self):
        assert wrong(estimate("cost", 1, 2, 3)) == {}

    def test_takes_a_certain_never_without_months(self):
        assert wrong(estimate("payoff", never_share=1)) == {}

    @pytest.mark.parametrize(
        ("one", "field", "words"),
        [
            (estimate("payoff", 9, 6, 12), "payoff_likely", "before your earliest month, Feb 2027"),
            (estimate("payoff", 4, 12, 9), "payoff_high", "before your likely month, May 2027"),
            (estimate("benefit", 9000, 6000, 12000), "benefit_likely", "less than your low value, 9,000"),
            (estimate("cost", 4000, 12000, 9000), "cost_high", "less than your likely value, 12,000"),
            (estimate("payoff", 0, 6, 9), "payoff_low", "has passed"),
            (estimate("payoff", -5, 6, 9), "payoff_low", "has passed"),
            (estimate("payoff", 4, 6, 481), "payoff_high", "forty years"),
            (estimate("cost", -1, 6, 9), "cost_low", "below zero"),
            (estimate("benefit", 1, 6, "1e300"), "benefit_high", "too large"),
            (estimate("benefit", 1, "NaN", 9), "benefit_likely", "too large"),
            (estimate("cost", 1, 2, "Infinity"), "cost_high", "too large"),
            (estimate("cost", 1, 2), "cost_high", "all three"),
            (estimate("payoff", 4, 6, 9, guess=-1), "payoff_guess", "has passed"),
            (estimate("payoff", 4, 6, 9, never_share=1.2), "payoff_never_share", "0 to 100"),
            (estimate("payoff", 4, 6, 9, never_share="NaN"), "payoff_never_share", "0 to 100"),
            (estimate("cost", 4, 6, 9, never_share=0.5), "cost_never_share", "Only a payoff"),
            (estimate("cost", 4, 6, 9, reason="x" * 401), "cost_reason", "400"),
            (estimate("cost", 4, 6, 9, reason="a\x00b"), "cost_reason", "cannot be stored"),
        ],
    )
    def test_says_what_is_wrong_at_its_field(self, one, field, words):
        assert words in wrong(one)[field]

    def test_wants_at_least_one_question_answered(self):
        assert list(wrong(estimate("payoff", guess=4))) == [""]
        assert list(wrong()) == [""]

    def test_lets_finance_guess_nothing(self):
        assert "business and IT guess" in wrong(estimate("cost", 1, 2, 3, guess=2), side="finance")["cost_guess"]


class TestDoubts:
    @pytest.mark.parametrize(
        ("one", "words"),
        [
            (estimate("payoff", 6, 6, 6), "certain"),
            (estimate("payoff", 6, 6, 7), "spans a month"),
            (estimate("cost", 98, 100, 103), "narrower than a tenth"),
            (estimate("cost", 100, 100, 150), "one of the two ends"),
            (estimate("benefit", 1, 5, 30), "twenty times"),
            (estimate("payoff", 20, 60, 130), "ten years"),
            (estimate("payoff", 4, 6, 9, never_share=0.95), "almost surely never"),
        ],
    )
    def test_asks_back(self, one, words):
        assert any(words in str(doubt.reason) for doubt in doubts(Answer((one,))))

    def test_leaves_a_sound_range_alone(self):
        assert doubts(answer_of()) == []


class TestWording:
    def written(self, answer, nonce="ab" * 32):
        return answers.wording(answer, round_id=3, asked_id=5, side="it", currency="EUR", base=BASE, nonce=nonce)

    def test_reads_back_what_it_wrote(self):
        given_ = answer_of(guesses={"cost": 7, "payoff": 3})
        held, read = answers.read_wording(self.written(given_))
        assert read == given_
        assert (held["round"], held["asked"], held["side"], held["base"]) == (3, 5, "it", "2026-05-01")

    def test_commits_to_every_part(self):
        one = answers.commitment(self.written(answer_of()))
        assert one != answers.commitment(self.written(answer_of(cost=(90_000, 100_001, 140_000))))
        assert one != answers.commitment(self.written(answer_of(), nonce="cd" * 32))

    def test_is_the_plain_sha256_of_the_wording(self):
        # the SHA-256 of "abc", FIPS 180-4
        assert answers.commitment(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

    def test_fits_into_the_seal_at_its_longest(self):
        from accord.apps.expectations.rules.sealing import LENGTH_BYTES, SIZE

        most = Decimal("999999999999.99")
        parts = [estimate(q, most, most, most, guess=most, never_share=1, reason="\x01" * 400)
                 for q in ("payoff", "benefit", "cost")]  # fmt: skip
        content = answers.wording(Answer(tuple(parts)), round_id=2**63, asked_id=2**63, side="business", currency="EUR",
                                  base=BASE, nonce="0" * 64)  # fmt: skip
        assert len(content) <= SIZE - LENGTH_BYTES


class TestMonths:
    def test_counts_the_month_of_asking_as_one(self):
        base = base_of(date(2026, 1, 15))
        assert base == date(2025, 12, 1)
        assert months_between(base, date(2026, 1, 31)) == 1

    @given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(1, 480))
    def test_goes_there_and_back(self, day, months):
        base = base_of(day)
        assert months_between(base, date_of(base, months)) == months

    @pytest.mark.parametrize("text", ["2027-03", "03/2027", "3.2027", "Mar 2027", "march 2027", "2027-03-01", "2027/3"])
    def test_reads_a_month_as_people_write_it(self, text):
        assert read_month(text) == date(2027, 3, 1)

    @pytest.mark.parametrize(
        "text", ["", "soon", "2027", "13/2027", "0/2027", "2027-13", "Foo 2027", "99999-01", "٣/٢٠٢٧"]
    )
    def test_refuses_what_is_no_month(self, text):
        with pytest.raises(ValueError):
            read_month(text)
