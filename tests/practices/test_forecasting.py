"""The forecast of an initiative by its milestones: what cannot stand in a case because it is drawn."""

import math
from datetime import date, timedelta

import numpy as np
import pytest

from accord.practices import find, measure_all
from accord.practices.delivery.plans import Growth, Plan
from accord.science import all_on_time, exact_finish_chances
from accord.tables import Snapshot

DAY = date(2026, 11, 21)
DICE = (3, 1, 6, 2, 5, 4, 1, 6, 4, 2, 5, 3)  # each face twice, neighbours unlike
BEGUN = DAY - timedelta(weeks=len(DICE))
PLANNED = date(2026, 1, 1)


def milestones(name: str, left: int, weeks: int) -> list[dict[str, object]]:
    done = [BEGUN + timedelta(weeks=week) for week, count in enumerate(DICE, start=1) for _ in range(count)]
    row = {"initiative": name, "title": "t", "added_on": PLANNED}
    reached = [{**row, "due_on": day, "done_on": day} for day in done]
    return [*reached, *({**row, "due_on": DAY + timedelta(weeks=weeks)} for _ in range(left))]


def measured(*plans: tuple[str, int, int]):
    snapshot = Snapshot.from_rows(
        DAY,
        {
            "initiatives": [{"id": name, "title": name, "stage": "building"} for name, _left, _weeks in plans],
            "stages": [{"initiative": name, "stage": "approved", "on": BEGUN} for name, _left, _weeks in plans],
            "milestones": [row for plan in plans for row in milestones(*plan)],
        },
    )
    return measure_all(snapshot, ["P31.forecast"], guard_level=0.99)


class TestForecast:
    def test_reproduces_the_fair_die(self):
        for weeks, chance in zip(range(2, 7), (1 / 36, 0.375, 0.760802, 0.941229, 0.990098), strict=True):
            found = find(measured(("i", 12, weeks)), "P31.forecast", "initiative", "i")

            assert found.value == pytest.approx(chance, abs=4 * math.sqrt(chance * (1 - chance) / 10_000))
            assert (found.figures["p50"], found.figures["p85"]) == ("2026-12-19", "2026-12-26")
            assert found.low < found.value < found.high

    def test_says_how_likely_all_dates_hold_together(self):
        found = measured(*((f"i{number}", 12, 4) for number in range(6)))

        whole = find(found, "P31.forecast")
        each = [find(found, "P31.forecast", "initiative", f"i{number}").value for number in range(6)]
        assert whole.figures["all_on_time"] == pytest.approx(math.prod(each))
        assert whole.figures["all_on_time"] == pytest.approx(
            exact_finish_chances(DICE, 12, periods=4)[4] ** 6, abs=0.03
        )
        assert whole.figures["all_at_most"] == min(each)
        assert all_on_time(each).low <= whole.figures["all_on_time"]

    def test_is_the_same_any_night_on_which_nothing_has_changed(self):
        one, other = (find(measured(("i", 12, 4)), "P31.forecast", "initiative", "i") for _ in range(2))

        assert one == other


class TestPlan:
    def test_does_not_count_what_was_added_beyond_its_last_day_as_growth(self):
        rows = [(PLANNED, DAY, DAY - timedelta(weeks=week)) for week in range(8)]
        later = (DAY - timedelta(days=2), DAY + timedelta(days=50), None)
        plan = Plan(PLANNED, DAY, (*rows, later))
        within = Plan(PLANNED, DAY, (*rows, (DAY - timedelta(days=2), DAY, None)))

        assert set(plan.growth(plan.past()).factors) == {1.0}
        assert max(within.growth(within.past()).factors) > 1

    def test_draws_growth_as_it_was(self):
        assert Growth((1.0, 1.5, 2.0)).quantile(np.array([0, 0.5, 1])).tolist() == [1.0, 1.5, 2.0]
