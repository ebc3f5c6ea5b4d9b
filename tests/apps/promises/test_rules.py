"""The states of a promise, its day, and what became of it by the first one."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from accord.apps.promises import rules
from accord.apps.promises.rules import Answer, Became, State

TODAY = date(2026, 6, 1)
days = st.dates(date(2020, 1, 1), date(2040, 1, 1))
states = st.sampled_from(State)
by_people = st.sampled_from([state for state in State if state != State.UNTOLD])  # only a list falls silent


@given(st.lists(by_people, max_size=12))
def test_every_settled_promise_leads_back_to_open_only(asked):
    now = State.OPEN
    for to in asked:
        if rules.why_not_move(now, to) is None:
            assert (now == State.OPEN) != (to == State.OPEN)
            now = to
        else:
            assert (now == State.OPEN) == (to == State.OPEN)


@given(states, days, days)
def test_only_an_open_promise_is_late_and_what_is_late_is_soon(state, due, today):
    late = rules.is_late(state, due, today=today)
    assert late == (state == State.OPEN and due < today)
    assert not late or rules.is_soon(state, due, today=today)


@given(days)
def test_a_day_can_be_promised_from_today_for_three_years(due):
    refused = rules.why_not_due(due, today=TODAY)
    assert (refused is None) == (TODAY <= due <= TODAY + rules.FURTHEST)


def test_a_promise_is_soon_within_a_week():
    assert rules.is_soon("open", TODAY + timedelta(days=7), today=TODAY)
    assert not rules.is_soon("open", TODAY + timedelta(days=8), today=TODAY)


def test_days_moved_are_counted_from_the_first_day():
    assert rules.days_moved(date(2026, 6, 1), date(2026, 6, 15)) == 14
    assert rules.days_moved(date(2026, 6, 15), date(2026, 6, 1)) == -14


@given(states)
def test_only_an_open_promise_can_be_changed(state):
    assert (rules.why_not_edit(state) is None) == (state == State.OPEN)


moments = st.one_of(st.none(), days)
ASKED = {"state": states, "first_due": days, "kept_on": moments, "withdrawn_on": moments, "renegotiated_on": moments}


def became(state="open", kept=None, withdrawn=None, agreed=None, first=TODAY - timedelta(days=1)):
    return rules.became(
        state=state, first_due=first, kept_on=kept, withdrawn_on=withdrawn, renegotiated_on=agreed, today=TODAY
    )  # fmt: skip


class TestBecame:
    FIRST = TODAY - timedelta(days=1)
    BEFORE = FIRST - timedelta(days=1)

    def test_says_nothing_before_the_first_day_is_over(self):
        assert became("kept", kept=self.BEFORE, first=TODAY) == Became.AHEAD
        assert became("missed", first=TODAY) == Became.AHEAD

    def test_is_kept_on_or_before_the_first_day(self):
        assert became("kept", kept=self.FIRST) == Became.KEPT
        assert became("kept", kept=TODAY) == Became.MISSED

    def test_is_kept_whatever_was_agreed_if_it_came_by_the_first_day(self):
        assert became("kept", kept=self.BEFORE, agreed=self.BEFORE) == Became.KEPT

    def test_agreed_before_the_first_day_is_a_class_of_its_own_and_never_kept(self):
        assert became("kept", kept=TODAY, agreed=self.BEFORE) == Became.RENEGOTIATED
        assert became("open", agreed=self.BEFORE) == Became.RENEGOTIATED
        assert became("open", agreed=self.FIRST) == Became.MISSED

    def test_taken_back_before_the_first_day_was_not_due(self):
        assert became("withdrawn", withdrawn=self.BEFORE) == Became.RELEASED
        assert became("withdrawn", withdrawn=self.FIRST) == Became.MISSED

    def test_open_past_its_first_day_is_no_pass(self):
        assert became("open") == became("missed") == Became.MISSED

    @given(**ASKED)
    def test_sees_nothing_of_what_happens_after_the_first_day(self, **asked):
        """Kept, agreed or withdrawn one day after the first or ten years after: the class is the same."""
        later = {
            name: value if value is None or value <= asked["first_due"] else asked["first_due"] + timedelta(days=1)
            for name, value in asked.items()
            if name.endswith("_on")
        }
        assert rules.became(today=TODAY, **asked) == rules.became(today=TODAY, **{**asked, **later})

    @given(**ASKED)
    def test_never_becomes_worse_by_agreeing_in_time_nor_better_by_agreeing_late(self, **asked):
        first = asked["first_due"]
        order = [Became.MISSED, Became.RENEGOTIATED, Became.KEPT]
        without = rules.became(today=TODAY, **{**asked, "renegotiated_on": None})
        in_time = rules.became(today=TODAY, **{**asked, "renegotiated_on": first - timedelta(days=1)})
        late = rules.became(today=TODAY, **{**asked, "renegotiated_on": first})
        assert late == without
        if without == Became.UNTOLD:
            assert in_time == Became.RENEGOTIATED
        elif without in order:
            assert order.index(in_time) == max(order.index(without), 1)
        else:
            assert in_time == without

    @given(st.lists(st.fixed_dictionaries(ASKED), max_size=30), days)
    def test_every_promise_has_one_class_and_time_only_makes_more_due(self, many, today):
        due = {Became.KEPT, Became.RENEGOTIATED, Became.MISSED}
        counts = [
            sum(rules.became(today=day, **one) in due for one in many) for day in (today, today + timedelta(days=1))
        ]
        assert counts[0] <= counts[1] <= len(many)


class TestIsTooGood:
    def test_names_ten_of_ten_that_people_were_not_sure_of(self):
        assert rules.is_too_good(10, 10, [0.7] * 10)  # 0.7 to the tenth is 0.028
        assert not rules.is_too_good(10, 10, [0.9] * 10)  # 0.349
        assert not rules.is_too_good(10, 10, [])
        assert not rules.is_too_good(9, 9, [0.5] * 9)
        assert not rules.is_too_good(9, 10, [0.5] * 10)

    def test_names_more_than_95_of_100_from_twenty_on(self):
        assert rules.is_too_good(20, 20, [])
        assert not rules.is_too_good(19, 20, [])  # 95 % is not more than 95 %
        assert rules.is_too_good(39, 40, [])


def test_causes_are_counted_commonest_first_with_what_they_make_up_together():
    found = rules.cause_counts(["data", "scope", "data", "waiting", "data"])
    assert found == [("data", 3, 0.6), ("scope", 1, 0.8), ("waiting", 1, 1.0)]
    assert rules.cause_counts([]) == []


@given(st.lists(st.sampled_from(rules.Cause), min_size=1))
def test_causes_fall_and_add_up(causes):
    found = rules.cause_counts(causes)
    assert [count for _, count, _ in found] == sorted((count for _, count, _ in found), reverse=True)
    assert sum(count for _, count, _ in found) == len(causes)
    assert found[-1][2] == 1


@given(st.sampled_from(Answer))
def test_only_a_proposal_that_waits_can_be_answered(answer):
    assert (rules.why_not_answer(answer) is None) == (answer == Answer.OPEN)


@given(states, days, days, st.booleans())
def test_a_day_is_proposed_for_an_open_promise_before_its_first_day_and_one_at_a_time(state, first, today, is_waiting):
    refused = rules.why_not_propose(state, first, today=today, is_waiting=is_waiting)
    assert (refused is None) == (state == State.OPEN and today < first and not is_waiting)


def test_all_but_it_and_finance_stand_with_the_business():
    assert [rules.standing(side) for side in ("business", "it", "finance", "hr", "executive", "")] == [
        "business", "it", "finance", "business", "business", ""
    ]  # fmt: skip
