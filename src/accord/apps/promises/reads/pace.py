"""When what is open will be kept, if the weeks to come are like the weeks that were; for groups, never for persons."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

from django.db.models import Min, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.apps.promises import rules
from accord.apps.promises.models import Promise
from accord.apps.promises.permissions import visible_to
from accord.apps.promises.rules import State
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.rules import Viewer
from accord.science import Finish, forecast_finish, whole_periods
from accord.science.throughput import FEWEST_PERIODS, MOST_PERIODS

WEEK = timedelta(days=7)
HARDLY = 0.01
CERTAINTIES = (0.5, 0.85, 0.95)


@dataclass(frozen=True)
class Pace:
    """By which days all that is open is kept, with 50, 85 and 95 % certainty (None: beyond ten years), or why not told.

    ``chance`` is that of all being kept by ``last_due``, the last day promised; it counts whole weeks.
    """

    open: int
    weeks: int
    kept: int
    days: tuple[date | None, ...]
    last_due: date | None
    chance: float | None
    why_not: str = ""

    @property
    def is_hardly(self) -> bool:
        """Tell whether it is next to impossible that all are kept by the last day promised."""
        return self.chance is not None and self.chance < HARDLY


def promise_pace(*, viewer: Viewer, as_of: date, query: ListQuery | None = None) -> Pace:
    """Forecast when the open promises the viewer may see are kept, from those kept in each past week: two queries.

    Weeks in which none was kept count. How the list is narrowed counts too, but for when promises were due.
    """
    records = visible_to(viewer)
    if query is not None:
        records = replace(query, chosen={name: to for name, to in query.chosen.items() if name != "since"}).narrow(
            records
        )
    owners, due, kept = _read(records, as_of)
    history = _weeks(records, kept, as_of)
    told = partial(Pace, open=len(due), weeks=len(history), kept=sum(history), last_due=max(due, default=None))
    if why := _why_not(len(due), history, rules.voices(owners)):
        return told(days=(), chance=None, why_not=why)
    finish = forecast_finish(history, len(due), digest=f"promises {history} {len(due)}")
    if not finish.enough:
        words = _("In more than half of the last %(weeks)s weeks nothing was kept: no day can be told.")
        return told(days=(), chance=None, why_not=words % {"weeks": len(history)})
    return told(days=_days(finish, as_of), chance=finish.on_time(whole_periods(as_of, max(due))))


def _days(finish: Finish, as_of: date) -> tuple[date | None, ...]:
    return tuple(finish.finish_date(certainty, as_of) for certainty in CERTAINTIES)


def _read(records: QuerySet[Promise], as_of: date) -> tuple[set[tuple[int | None, int | None]], list[date], list[date]]:
    """Give who promised, the days of what is open, and the days on which the rest was kept."""
    since = as_of - MOST_PERIODS * WEEK
    lately = Q(state=State.KEPT, kept_at__date__gt=since, kept_at__date__lte=as_of)
    rows = list(
        records.filter(Q(state=State.OPEN) | lately)
        .order_by()
        .values_list("owner_id", "department_id", "state", "due_date", "kept_at")
    )
    due = [day for *_who, state, day, _kept in rows if state == State.OPEN]
    kept = [timezone.localdate(moment) for *_who, _state, _day, moment in rows if moment is not None]
    return {(owner, team) for owner, team, *_rest in rows}, due, kept


def _weeks(records: QuerySet[Promise], kept: list[date], as_of: date) -> tuple[int, ...]:
    """Count what was kept in each of the last weeks, oldest first, back to the first promise at most."""
    first = records.aggregate(first=Min("created_at"))["first"]
    count = 0 if first is None else min((as_of - timezone.localdate(first)) // WEEK, MOST_PERIODS)
    back = [(as_of - day) // WEEK for day in kept]
    return tuple(back.count(place) for place in reversed(range(count)))


def _why_not(left: int, history: tuple[int, ...], people: int) -> str:
    if not left:
        return _("Nothing is open here.")
    if people < rules.FEWEST_PEOPLE:
        return _("From fewer than %(least)s people: a pace would speak of persons.") % {"least": rules.FEWEST_PEOPLE}
    if len(history) < FEWEST_PERIODS:
        words = ngettext(
            "Promises are on record for %(n)s week; %(least)s are needed.",
            "Promises are on record for %(n)s weeks; %(least)s are needed.",
            len(history),
        )
        return words % {"n": len(history), "least": FEWEST_PERIODS}
    return ""
