"""What is a person's turn, from every app that knows of something."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from accord.apps.initiatives.permissions import visible_to as visible_initiatives
from accord.apps.readings.models import Measurement
from accord.apps.turn.rules import GOOD_NEWS_DAYS, ORDER, When, when
from accord.apps.ui.rules import Viewer
from accord.apps.ui.sockets import GoodNews, TurnItem, news, turn

AT_MOST = 200


@dataclass(frozen=True)
class Group:
    """Things due at the same time."""

    code: str
    title: str
    items: tuple[TurnItem, ...]


@dataclass(frozen=True)
class MyTurn:
    """What is a person's turn, grouped; one good news; whether this is a new home."""

    groups: tuple[Group, ...]
    total: int
    good_news: GoodNews | None
    is_new_home: bool
    is_measured: bool

    @property
    def late(self) -> int:
        """How many things are late."""
        return sum(len(group.items) for group in self.groups if group.code == When.LATE)


def my_turn(*, viewer: Viewer, today: date, now: datetime) -> MyTurn:
    """Gather what every app knows to be the viewer's turn; each asks a fixed number of queries."""
    found: list[TurnItem] = []
    for source in sorted(turn, key=lambda item: item.order):
        found += source.items(viewer, today)
    shown = sorted(found, key=lambda item: item.due or date.max)[:AT_MOST]
    groups = [
        Group(code, _title(code), tuple(item for item in shown if when(item.due, today) == code)) for code in ORDER
    ]
    return MyTurn(
        groups=tuple(group for group in groups if group.items),
        total=len(found),
        good_news=_latest(viewer, now - timedelta(days=GOOD_NEWS_DAYS)),
        is_new_home=not visible_initiatives(viewer).order_by().exists(),
        is_measured=Measurement.objects.exclude(finished_at=None).exists(),
    )


def _title(code: When) -> str:
    return {
        When.LATE: _("Late"),
        When.WEEK: _("Within a week"),
        When.OPEN: _("Without a day"),
        When.LATER: _("Later"),
    }[code]


def _latest(viewer: Viewer, since: datetime) -> GoodNews | None:
    found = [item for source in news for item in source.lately(viewer, since)]
    return max(found, key=lambda item: item.at, default=None)
