"""When check-ins come round and when the ladder takes its next step: days and hours in, no clock."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from accord.apps.initiatives.rules import Reason

WEEK = 7
DAYS_TO_REMINDER, DAYS_OF_GRACE = 2, 2


def _(text: str) -> str:
    """Mark a sentence for translators; it is translated where it is said."""
    return text


EVERY_LABELS: dict[int, str] = {1: _("every week"), 2: _("every two weeks"), 4: _("every four weeks")}
WEEKDAY_LABELS: dict[int, str] = {
    0: _("Monday"),
    1: _("Tuesday"),
    2: _("Wednesday"),
    3: _("Thursday"),
    4: _("Friday"),
    5: _("Saturday"),
    6: _("Sunday"),
}


def first_on(starts: date, weekday: int) -> date:
    """Give the first such weekday on or after a day."""
    return starts + timedelta(days=(weekday - starts.weekday()) % WEEK)


def following(day: date, every: int) -> date:
    """Give the day of the next check-in; ``every`` counts weeks."""
    return day + timedelta(weeks=every)


def day_due(next_on: date, every: int, hour: int, *, now: datetime) -> date | None:
    """Give the latest day whose check-in is to be open by ``now`` (local time), or None if its hour has not come.

    Days that passed while nothing was running are left out: nobody was asked then.
    """
    last = now.date() if now.hour >= hour else now.date() - timedelta(days=1)
    if next_on > last:
        return None
    rounds = (last - next_on).days // (WEEK * every)
    return next_on + timedelta(weeks=rounds * every)


def is_reminder_due(asked: date, after: int, *, today: date) -> bool:
    """Tell whether the one reminder is due."""
    return (today - asked).days >= after


def is_raise_due(reminded: date, grace: int, *, today: date) -> bool:
    """Tell whether the grace after the reminder is over."""
    return (today - reminded).days >= grace


def why_not_rhythm(every: int, weekday: int, hour: int) -> Reason | None:
    """Say why a rhythm cannot be taken."""
    if every in EVERY_LABELS and weekday in WEEKDAY_LABELS and hour in range(24):
        return None
    return Reason(_("Choose a rhythm, a weekday and an hour of the lists."))


def why_not_ladder(every: int, remind_after: int, grace: int) -> Reason | None:
    """Say why these days cannot be taken: the ladder has to end before the next check-in opens."""
    if remind_after < 0 or grace < 0:
        return Reason(_("Count days from 0 on."))
    if remind_after + grace < WEEK * every:
        return None
    return Reason(
        _("Reminder and grace together have to end before the next check-in: at most %(days)s days."),
        {"days": WEEK * every - 1},
    )
