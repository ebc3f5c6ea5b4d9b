"""The state machine of stages: what may follow, when, and what a history comes to."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.apps.initiatives.rules import (
    MOVES,
    STAGE_HELP,
    STAGE_LABELS,
    Stage,
    Step,
    backwards,
    outcome,
    why_not_date,
    why_not_move,
)

TODAY = date(2026, 11, 1)


def step(code, on=None, asserted_on=None):
    return Step(Stage(code), date.fromisoformat(on) if on else None, asserted_on)


def history(*codes):
    return [step(*part.split("@")) for part in codes]


class TestWhyNotMove:
    @pytest.mark.parametrize(("now", "to"), [(now, to) for now, following in MOVES.items() for to in following])
    def test_allows_what_may_follow(self, now, to):
        assert why_not_move([Step(now)], to, on=TODAY, today=TODAY) is None

    @pytest.mark.parametrize(
        ("now", "to", "words"),
        [
            ("idea", "building", "needs approval"),
            ("idea", "live", "approved, built and tested"),
            ("idea", "retired", "never went live"),
            ("approved", "testing", "built before"),
            ("building", "live", "tested before"),
            ("building", "idea", "Work has begun"),
            ("testing", "retired", "cancelled rather than retired"),
            ("live", "cancelled", "retired rather than cancelled"),
            ("live", "live", "already"),
            ("live", "unknown", "correct the date"),
            ("retired", "testing", "Bring it back"),
            ("cancelled", "live", "Take it up again"),
            ("cancelled", "retired", "stays cancelled"),
        ],
    )
    def test_says_why_not(self, now, to, words):
        reason = why_not_move([step(now)], Stage(to), on=None, today=TODAY)
        assert words in str(reason)

    def test_every_other_move_has_its_sentence(self):
        for now in Stage:
            for to in set(Stage) - set(MOVES[now]):
                assert str(why_not_move([Step(now)], to, on=None, today=TODAY)).endswith(".")

    def test_refuses_the_future(self):
        reason = why_not_move([step("idea")], Stage.APPROVED, on=TODAY + timedelta(days=1), today=TODAY)
        assert "future" in str(reason)

    def test_refuses_a_day_before_what_is_known(self):
        past = history("idea@2026-01-05", "approved@2026-03-01")
        assert "2026-03-01" in str(why_not_move(past, Stage.BUILDING, on=date(2026, 2, 28), today=TODAY))
        assert why_not_move(past, Stage.BUILDING, on=date(2026, 3, 1), today=TODAY) is None

    def test_looks_past_unknown_days(self):
        past = history("idea@2026-01-05", "approved")
        assert why_not_move(past, Stage.BUILDING, on=date(2026, 1, 4), today=TODAY) is not None

    def test_an_empty_history_may_begin_anywhere_but_unknown(self):
        assert why_not_move([], Stage.LIVE, on=None, today=TODAY) is None


class TestWhyNotDate:
    past = history("idea@2026-01-05", "approved@2026-03-01", "building@2026-04-01")

    @pytest.mark.parametrize(
        ("place", "day", "words"),
        [(1, "2026-01-04", "2026-01-05"), (1, "2026-04-02", "2026-04-01"), (2, "2026-11-02", "future")],
    )
    def test_says_why_not(self, place, day, words):
        assert words in str(why_not_date(self.past, place, date.fromisoformat(day), today=TODAY))

    @pytest.mark.parametrize(("place", "day"), [(0, "2020-01-01"), (1, "2026-01-05"), (1, "2026-04-01")])
    def test_allows_what_lies_between(self, place, day):
        assert why_not_date(self.past, place, date.fromisoformat(day), today=TODAY) is None

    def test_a_day_may_become_unknown(self):
        assert why_not_date(self.past, 1, None, today=TODAY) is None


class TestOutcome:
    @pytest.mark.parametrize(
        ("steps", "counts_as", "start", "live", "days"),
        [
            ([], "unknown", None, None, None),
            (["unknown"], "unknown", None, None, None),
            (["idea@2026-01-01"], "running", None, None, None),
            (
                ["approved@2025-01-01", "building@2025-02-01", "live@2025-04-11"],
                "live",
                "2025-01-01",
                "2025-04-11",
                100,
            ),
            (["building@2025-02-01", "live@2025-02-01"], "live", "2025-02-01", "2025-02-01", 0),
            (["approved", "live@2025-04-11"], "live", None, "2025-04-11", None),
            (["live"], "live", None, None, None),
            (["approved@2024-01-01", "live@2025-04-11", "retired@2025-09-01"], "live", "2024-01-01", "2025-04-11", 466),
            (["live", "retired"], "live", None, None, None),
            (["approved@2024-01-01", "retired@2025-09-01"], "cancelled", "2024-01-01", None, None),
            (["approved@2024-01-01", "cancelled@2025-09-01"], "cancelled", "2024-01-01", None, None),
            (["approved@2025-06-01", "live@2025-01-01"], "live", "2025-06-01", "2025-01-01", None),
        ],
    )
    def test_comes_to(self, steps, counts_as, start, live, days):
        found = outcome(history(*steps))
        assert (found.counts_as, found.days) == (counts_as, days)
        assert found.start_date == (date.fromisoformat(start) if start else None)
        assert found.live_date == (date.fromisoformat(live) if live else None)

    def test_ends_when_it_is_retired(self):
        assert outcome(history("live@2025-01-01", "retired@2025-09-01")).end_date == date(2025, 9, 1)

    def test_the_first_time_live_counts(self):
        again = history("approved@2025-01-01", "live@2025-02-01", "testing@2025-03-01", "live@2025-06-01")
        assert outcome(again).days == 31

    def test_names_dates_that_run_backwards(self):
        pairs = backwards(history("approved@2025-06-01", "building", "live@2025-01-01"))
        assert [(pair.earlier.stage, pair.later.stage) for pair in pairs] == [(Stage.APPROVED, Stage.LIVE)]
        assert outcome(history("approved@2025-06-01", "live@2025-01-01")).is_backwards


@given(
    st.lists(
        st.tuples(st.sampled_from(list(Stage)), st.none() | st.dates(date(2024, 1, 1), date(2027, 1, 1))), max_size=25
    )
)
def test_no_history_that_was_let_through_is_illegal(wishes):
    past = [Step(Stage.IDEA, date(2024, 1, 1))]
    for to, on in wishes:
        if why_not_move(past, to, on=on, today=TODAY) is None:
            past.append(Step(to, on))
    assert all(after.stage in MOVES[before.stage] for before, after in itertools.pairwise(past))
    assert not backwards(past)
    assert all(one.on is None or one.on <= TODAY for one in past)
    found = outcome(past)
    was_live = any(one.stage == Stage.LIVE for one in past)
    assert (found.counts_as == "live") == (
        past[-1].stage == Stage.LIVE or (was_live and past[-1].stage == Stage.RETIRED)
    )
    assert found.days is None or found.days >= 0


@given(
    st.lists(st.none() | st.dates(date(2024, 1, 1), TODAY), min_size=2, max_size=8),
    st.integers(0, 7),
    st.none() | st.dates(date(2023, 1, 1), date(2027, 1, 1)),
)
def test_a_correction_never_makes_an_ordered_history_run_backwards(days, place, day):
    known = iter(sorted(one for one in days if one))
    past = [Step(Stage.TESTING, next(known) if one else None) for one in days]
    place %= len(past)
    if why_not_date(past, place, day, today=TODAY) is None:
        past[place] = Step(Stage.TESTING, day)
    assert not backwards(past)


def test_every_stage_has_its_words():
    assert set(STAGE_LABELS) == set(STAGE_HELP) == set(MOVES) == set(Stage)
