"""The goals of the story: who owns them, when each side agreed, and how their measures went."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import partial

from accord.apps.goals import writes
from accord.apps.goals.models import Goal, Measure
from accord.site.sample.arriving import BEGINNING, House
from accord.site.sample.chronicle import Chronicle
from accord.site.sample.story import AIMS, Aim

Goals = dict[str, Goal]
FIRST_VALUE, LAST_VALUE = 500, 25  # days ago
UNREAD_SINCE = 150  # days ago: the measure of a goal that IT never agreed to is read by nobody any more
A_YEAR = timedelta(days=365)


def note_goals(chronicle: Chronicle, house: House, goals: Goals) -> None:
    """Note the goals, their agreements and the values of their measures."""
    measures: dict[str, Measure] = {}
    for place, aim in enumerate(AIMS):
        start = BEGINNING - 4 - place
        day = chronicle.day(start)
        chronicle.note(
            day, partial(_add, chronicle, house, goals, measures, aim), f"Goal: {aim.title}", time(10, place)
        )
        if aim.agreed != "none":
            _note_agreement(chronicle, house, goals, aim, "business", aim.business_owner, start - 5)
        if aim.agreed == "both":
            _note_agreement(chronicle, house, goals, aim, "it", aim.it_owner, start - 9)
        _note_values(chronicle, house, measures, aim)
    kept_up = AIMS[0]
    chronicle.note(
        chronicle.day(190), partial(_review, house, goals, kept_up, chronicle.day(-60)), f"Reviewed: {kept_up.title}"
    )


def _add(
    chronicle: Chronicle, house: House, goals: Goals, measures: dict[str, Measure], aim: Aim, at: datetime
) -> None:
    owner = house.person(aim.business_owner)
    by = house.person("Clara Weiss")
    goal = writes.add_goal(
        title=aim.title, why=aim.why, horizon=aim.horizon, by=by, at=at,
        parent_id=goals[aim.parent].pk if aim.parent else None,
        department_id=owner.department_id, business_owner_id=owner.pk,
        it_owner_id=house.person(aim.it_owner).pk if aim.it_owner else None,
        review_date=chronicle.day(-45),
    )  # fmt: skip
    goals[aim.title] = goal
    if aim.measure:
        values = {
            "name": aim.measure, "unit": aim.unit, "direction": aim.direction, "baseline_value": aim.baseline,
            "baseline_date": at.date(), "target_value": aim.target, "target_date": at.date() + 2 * A_YEAR,
            "source": "Monthly figures of the department",
        }  # fmt: skip
        measures[aim.title] = writes.add_measure(goal=goal, values=values, by=by, at=at)


def _note_agreement(
    chronicle: Chronicle, house: House, goals: Goals, aim: Aim, side: str, owner: str, days_ago: int
) -> None:
    def agree(at: datetime) -> None:
        goals[aim.title].refresh_from_db()
        goals[aim.title] = writes.agree(goal=goals[aim.title], side=side, by=house.person(owner), at=at)

    chronicle.note(chronicle.day(days_ago), agree, f"{owner} agrees: {aim.title}")


def _note_values(chronicle: Chronicle, house: House, measures: dict[str, Measure], aim: Aim) -> None:
    last = LAST_VALUE if aim.agreed == "both" else UNREAD_SINCE
    for place, value in enumerate(aim.actuals):
        ago = FIRST_VALUE - (FIRST_VALUE - last) * (place + 1) / len(aim.actuals)
        seen = _jittered(chronicle, aim, value)
        act = partial(_record, house, measures, aim, chronicle.day(ago + 3), seen)
        chronicle.note(chronicle.day(ago), act, f"{aim.measure}: {seen:g}")


def _jittered(chronicle: Chronicle, aim: Aim, value: float) -> float:
    """Move a value a little, by less than a twentieth of the whole way."""
    way = abs(aim.target - aim.baseline)
    return round(value + chronicle.chance.uniform(-0.02, 0.02) * way, 0 if way > 1_000 else 1)


def _record(house: House, measures: dict[str, Measure], aim: Aim, on: date, value: float, at: datetime) -> None:
    by = house.person(aim.business_owner)
    writes.record_actual(measure=measures[aim.title], on=on, value=value, by=by, at=at)


def _review(house: House, goals: Goals, aim: Aim, following: date, at: datetime) -> None:
    goals[aim.title].refresh_from_db()
    writes.review_goal(goal=goals[aim.title], next_review=following, by=house.person(aim.business_owner), at=at)
