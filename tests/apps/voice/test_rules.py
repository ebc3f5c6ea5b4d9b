"""Weeks, keys, and counting without knowing whom."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from accord.apps.voice import rules
from accord.apps.voice.rules.keys import ALPHABET
from accord.apps.voice.rules.limits import Gate, network_of

AT = datetime(2026, 6, 3, 12, 59, tzinfo=UTC)


class TestWeeks:
    @given(st.dates(date(2000, 1, 3), date(2099, 12, 31)))
    def test_keep_nothing_but_the_monday_of_the_iso_week(self, day):
        week = rules.week_of(day)
        assert week.isoweekday() == 1
        assert week.isocalendar()[:2] == day.isocalendar()[:2]

    @given(st.dates(date(2000, 1, 3), date(2099, 12, 31)))
    def test_give_every_day_of_a_week_the_same_day_to_answer_by_and_nobody_less_time(self, day):
        due = rules.answer_by_week(day, days=14)
        assert due == rules.answer_by_week(rules.week_of(day), days=14)
        assert due >= rules.answer_by(day, days=14)


class TestKeys:
    def test_are_read_however_they_are_typed(self):
        key = rules.fresh_key()
        assert rules.readable(key.lower().replace("-", " ")) == key
        assert rules.readable("ol0i-1234-5678-9abc") == "0101-1234-5678-9ABC"
        assert rules.readable("7K3M") == rules.readable("U" * 16) == rules.readable("") == ""

    def test_have_eighty_bits(self):
        assert len(set(ALPHABET)) == 32
        assert len({rules.fresh_key() for _ in range(200)}) == 200

    def test_give_one_digest_that_nobody_repeats_without_the_secret(self):
        key = rules.fresh_key()
        digest = rules.digest_of(key, secret=b"a")
        assert digest == rules.digest_of(key.lower(), secret=b"a")
        assert digest not in {rules.digest_of(key, secret=b"b"), rules.digest_of(rules.fresh_key(), secret=b"a")}

    def test_numbers_fit_every_reader_of_json_and_count_nothing(self):
        numbers = [rules.fresh_number() for _ in range(400)]
        assert all(0 < one < 2**53 for one in numbers)
        assert numbers != sorted(numbers)
        assert rules.number_of("a") == rules.number_of("a") != rules.number_of("b")


class TestGate:
    def test_lets_a_few_through_an_hour_from_one_place_and_forgets_them(self):
        gate = Gate(from_one=3, from_all=100)
        assert [gate.admits("198.51.100.7", at=AT) for _ in range(4)] == [True, True, True, False]
        assert gate.admits("198.51.100.8", at=AT)
        before = gate._key
        assert gate.admits("198.51.100.7", at=AT + timedelta(minutes=1))
        assert gate._key != before
        assert len(gate._counts) == 1

    def test_lets_only_so_many_through_altogether(self):
        gate = Gate(from_one=3, from_all=5)
        assert sum(gate.admits(f"198.51.100.{one}", at=AT) for one in range(9)) == 5

    def test_holds_no_address(self):
        gate = Gate()
        gate.admits("198.51.100.7", at=AT)
        assert "198.51.100.7" not in repr(vars(gate))

    def test_takes_half_of_an_ipv6_address_for_one_place(self):
        assert network_of("2001:db8:1:2::5") == network_of("2001:db8:1:2:ffff::1") != network_of("2001:db8:1:3::5")
        assert network_of("no address") == "unknown"


def test_small_numbers_are_not_told():
    assert [rules.counted(number) for number in (0, 1, 2, 3, 9)] == [0, None, None, 3, 9]
