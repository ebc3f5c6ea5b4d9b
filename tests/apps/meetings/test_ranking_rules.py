"""Which topics an agenda takes up: how much they matter, who is there, a mixture, and what fits."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.apps.meetings.rules import minutes as texts
from accord.apps.meetings.rules import ranking
from accord.apps.meetings.rules.ranking import Topic, chosen, score
from accord.apps.meetings.rules.running import minutes_left, neighbours, part_used, times_words

pytestmark = pytest.mark.one_database

HERE = frozenset({1, 2})
TOPICS = st.lists(
    st.builds(
        Topic,
        key=st.tuples(st.sampled_from(["gap", "promise", "goal"]), st.integers(1, 60)),
        kind=st.sampled_from(["gap", "promise", "goal"]),
        weight=st.floats(0, 1),
        minutes=st.integers(5, 20),
        people=st.frozensets(st.integers(1, 4), max_size=2),
    ),
    max_size=40,
    unique_by=lambda one: one.key,
)


def topic(number, weight=0.5, *, kind="gap", people=(), minutes=10):
    return Topic((kind, number), kind, weight, minutes, frozenset(people))


def numbers(found):
    return [one.key[1] for one, _box in found]


class TestChosen:
    @settings(max_examples=40)
    @given(TOPICS, st.integers(0, 120), st.randoms())
    def test_fits_is_a_mixture_and_does_not_depend_on_the_order_it_is_asked_in(self, topics, minutes, chance):
        found = chosen(topics, here=HERE, minutes=minutes)
        assert sum(box for _one, box in found) <= minutes
        assert len(found) <= ranking.MOST_WRITTEN
        assert [score(one, HERE) for one, _box in found] == sorted((score(one, HERE) for one, _ in found), reverse=True)
        shuffled = list(topics)
        chance.shuffle(shuffled)
        assert chosen(shuffled, here=HERE, minutes=minutes) == found
        taken = {one.key for one, _box in found}
        left = minutes - sum(box for _one, box in found)
        for kind in {one.kind for one in topics}:
            if sum(one.kind == kind for one, _box in found) > ranking.MOST_OF_A_KIND:
                others = [one for one in topics if one.kind != kind and one.key not in taken]
                counts = {k: sum(one.kind == k for one, _b in found) for k in {one.kind for one in others}}
                assert all(one.minutes > left or counts[one.kind] >= ranking.MOST_OF_A_KIND for one in others)

    def test_puts_what_people_here_can_settle_before_what_they_cannot(self):
        both, one, none = topic(1, 0.5, people=(1, 2)), topic(2, 0.9, people=(1, 3)), topic(3, 1.0, people=(3, 4))
        assert numbers(chosen([none, one, both], here=HERE, minutes=60)) == [1, 2, 3]

    def test_does_not_talk_about_gaps_alone(self):
        gaps = [topic(n, 0.9) for n in range(1, 8)]
        found = chosen([*gaps, topic(50, 0.4, kind="promise"), topic(51, 0.4, kind="goal")], here=HERE, minutes=50)
        assert numbers(found) == [1, 2, 3, 51, 50]

    def test_gives_the_rest_of_the_time_to_what_needs_a_little_more(self):
        assert chosen([topic(1, minutes=15)], here=HERE, minutes=8) == [(topic(1, minutes=15), 8)]
        assert chosen([topic(1, minutes=15)], here=HERE, minutes=7) == []
        assert chosen([topic(1, minutes=6)], here=HERE, minutes=4) == []


class TestWeights:
    def test_rise_from_what_is_due_to_a_broken_promise_others_wait_for(self):
        assert ranking.promise_weight(0, is_awaited=True) == 0.4
        assert ranking.promise_weight(30, is_awaited=True) == ranking.promise_weight(300, is_awaited=True) == 1
        assert ranking.promise_weight(15, is_awaited=False) == pytest.approx(0.65)
        assert ranking.decision_weight(30) == pytest.approx(0.8)
        assert ranking.decision_weight(30, days_late=14) == pytest.approx(1)
        assert ranking.review_weight(45) == pytest.approx(0.55)


class TestRunning:
    def test_counts_the_time_of_an_item(self):
        since = datetime(2026, 6, 10, 9, tzinfo=UTC)
        left = [minutes_left(since, 10, since + timedelta(seconds=s)) for s in (0, 61, 540, 599, 600, 659, 660, 790)]
        assert left == [10, 8, 1, 0, 0, 0, -1, -3]
        assert part_used(since, 10, since + timedelta(minutes=4)) == 0.4
        assert part_used(since, 10, since + timedelta(minutes=40)) == 1

    def test_knows_what_stands_before_and_after(self):
        assert [neighbours([7, 8, 9], item) for item in (None, 7, 8, 9, 5)] == [
            (None, 7), (None, 8), (7, 9), (8, None), (None, 7),
        ]  # fmt: skip
        assert neighbours([], None) == (None, None)

    def test_says_for_the_how_manieth_time(self):
        assert times_words(0) is None
        assert times_words(2) == ("third time", 3)
        assert times_words(11)[1] == 12


class TestMinutesText:
    @settings(max_examples=40)
    @given(st.lists(st.sampled_from(["## A", "- b", "- c", "words", ""]), max_size=12))
    def test_keeps_every_line_in_its_order(self, rows):
        lines = texts.compared("\n".join(rows), None)
        found = [line for block in texts.blocks(lines) for line in block.lines]
        assert [line.words for line in found] == [row.removeprefix("## ").removeprefix("- ") for row in rows if row]

    def test_marks_what_was_corrected(self):
        sent = "## One\n- by 5 June\n- stays"
        lines = texts.compared("## One\n- by 9 June\n- stays\n- new", sent)
        assert [(line.words, line.mark) for line in lines] == [
            ("One", ""), ("by 5 June", "gone"), ("by 9 June", "new"), ("stays", ""), ("new", "new"),
        ]  # fmt: skip
