"""Deeds noted in any order and told in the order they happened, each at its own moment."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone

Act = Callable[[datetime], None]
Progress = Callable[[int, int, str], None]
SATURDAY = 5


@dataclass
class Chronicle:
    """What is to happen when; ``today`` is the day the story is told, ``chance`` its only source of chance."""

    today: date
    chance: random.Random
    _deeds: list[tuple[datetime, int, str, Act]] = field(default_factory=list)

    def day(self, days_ago: float) -> date:
        """Give the working day that many days ago; what falls on a weekend happens on the Friday before."""
        day = self.today - timedelta(days=round(days_ago))
        return day - timedelta(days=max(0, day.weekday() - SATURDAY + 1))

    def hour(self) -> time:
        """Give a moment of a working day."""
        return time(self.chance.randint(8, 16), self.chance.randint(0, 59), self.chance.randint(0, 59))

    def moment(self, day: date, clock: time) -> datetime:
        """Give the moment at a time of a day, in the organisation's time zone."""
        return timezone.make_aware(datetime.combine(day, clock))

    def note(self, day: date, act: Act, words: str, clock: time | None = None) -> None:
        """Note a deed; one without a time happens at some hour of work. What lies ahead or is of today is left out.

        Deeds of one moment keep the order in which they were noted.
        """
        if day < self.today:
            self._deeds.append((self.moment(day, clock or self.hour()), len(self._deeds), words, act))

    def tell(self, progress: Progress) -> int:
        """Do everything in the order it happened; returns how many deeds there were."""
        deeds = sorted(self._deeds, key=lambda deed: deed[:2])
        for place, (moment, _number, words, act) in enumerate(deeds, start=1):
            progress(place, len(deeds), words)
            act(moment)
        return len(deeds)
