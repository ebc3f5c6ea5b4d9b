"""When somebody wants no mail, and when a summary is due; hours are those of clocks on the wall.

All moments come with the time zone of the home. A wall clock that jumps with daylight saving moves nothing: eight in the
morning is eight in the morning, and an hour that does not exist on a day begins with the next one that does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from accord.apps.notices.rules.states import Digest

SATURDAY = 5
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Wishes:
    """How one person wants to be told. Hours 0–23; ``quiet_from`` None: no quiet hours. Monday is weekday 0."""

    digest: str = Digest.DAILY
    hour: int = 8
    weekday: int = 0
    quiet_from: int | None = 19
    quiet_to: int = 7
    weekends_quiet: bool = True


def is_quiet(wishes: Wishes, now: datetime) -> bool:
    """Tell whether nothing may be sent now; ``now`` is local. Quiet hours may go over midnight."""
    if wishes.weekends_quiet and now.weekday() >= SATURDAY:
        return True
    if wishes.quiet_from is None or wishes.quiet_from == wishes.quiet_to:
        return False
    if wishes.quiet_from < wishes.quiet_to:
        return wishes.quiet_from <= now.hour < wishes.quiet_to
    return now.hour >= wishes.quiet_from or now.hour < wishes.quiet_to


def digest_moment(wishes: Wishes, now: datetime) -> datetime | None:
    """Find the latest moment up to ``now`` (local) at which a summary was due, None for somebody who wants none.

    Days on which nothing may be sent are passed over; a week that has no other day keeps its own.
    """
    if wishes.digest == Digest.NEVER:
        return None
    for back in range(15):
        day = now.date() - back * DAY
        moment = datetime.combine(day, time(wishes.hour), tzinfo=now.tzinfo)
        if moment.timestamp() <= now.timestamp() and _is_digest_day(wishes, day):
            return moment
    return None


def _is_digest_day(wishes: Wishes, day: date) -> bool:
    if wishes.digest == Digest.WEEKLY:
        return day.weekday() == wishes.weekday
    return not (wishes.weekends_quiet and day.weekday() >= SATURDAY)


def why_not_wishes(wishes: Wishes) -> dict[str, str]:
    """Map each value that cannot be taken to its sentence; the summary must not fall into the quiet hours."""
    wrong: dict[str, str] = {}
    if wishes.digest not in set(Digest):
        wrong["digest"] = _("Choose every day, once a week, or no summary.")
    for name in ("hour", "quiet_from", "quiet_to"):
        value = getattr(wishes, name)
        if value is not None and not 0 <= value <= 23:
            wrong[name] = _("Choose an hour of the day.")
    if not 0 <= wishes.weekday <= 6:
        wrong["weekday"] = _("Choose a day of the week.")
    if wrong or wishes.digest == Digest.NEVER:
        return wrong
    monday = datetime(2024, 1, 1, wishes.hour)  # noqa: DTZ001 - any Monday; only the wall clock counts
    if is_quiet(wishes, monday):
        wrong["hour"] = _("This hour lies in your quiet hours. Choose another one.")
    elif wishes.digest == Digest.WEEKLY and is_quiet(wishes, monday + wishes.weekday * DAY):
        wrong["weekday"] = _("On this day you want no mail. Choose another one.")
    return wrong


def _(text: str) -> str:
    """Mark a sentence for translators; it is translated where it is said."""
    return text
