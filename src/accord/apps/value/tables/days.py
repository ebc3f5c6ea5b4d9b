"""What was so by a day: moments against the days of the organisation."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone


def after(day: date) -> datetime:
    """Give the first moment after a day, in the organisation's time zone."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def there(day: date, name: str = "removed_at") -> Q:
    """Filter what had not been removed (or withdrawn) by the end of a day."""
    return Q(**{name: None}) | Q(**{f"{name}__gte": after(day)})


def by(moment: datetime | None, day: date) -> date | None:
    """Give the day of a moment; None if it was later than the day."""
    found = timezone.localdate(moment) if moment else None
    return found if found and found <= day else None


def number(value: object) -> float | None:
    """Give a number as the engine takes it."""
    return None if value is None else float(value)  # type: ignore[arg-type]
