"""Opening check-ins that are due and walking the ladder; two workers never do one thing twice."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from accord.apps.check_ins import events, permissions, rules
from accord.apps.check_ins.models import CheckIn, Series
from accord.apps.check_ins.rules import State
from accord.apps.check_ins.writes.checking import CHECK_IN, PERSON, change, side_of
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change, Event
from accord.apps.ui.rules import EditConflict, Ref, Viewer

ANY_DAY = ("answerer__department", "acknowledger__department")


def open_due(*, by: Viewer | None, at: datetime) -> int:
    """Open every check-in whose hour has come; what nobody answered before is noted as not answered. Returns how many."""
    now = timezone.localtime(at)
    due = Series.objects.filter(ended_at=None, next_on__lte=now.date()).select_related(*ANY_DAY).order_by("pk")
    opened = 0
    for series in due:
        day = rules.day_due(series.next_on, series.every, series.hour, now=now)
        if day is not None:
            opened += _open(series, day, by=by, at=at)
    return opened


def _open(series: Series, day: date, *, by: Viewer | None, at: datetime) -> int:
    """Open one; a second worker finds the day taken and leaves it."""
    try:
        with transaction.atomic():
            check_in = CheckIn.objects.create(
                series=series, planned_on=day, answerer=series.answerer, acknowledger=series.acknowledger,
                answer_side=side_of(series.answerer), acknowledge_side=side_of(series.acknowledger), opened_at=at,
                asked_at=at,
            )  # fmt: skip
            Series.objects.filter(pk=series.pk).update(next_on=rules.following(day, series.every))
            earlier = CheckIn.objects.filter(series=series, state=State.OPEN, planned_on__lt=day)
            for one in earlier.select_related("series"):
                change(one, {"state": State.MISSED.value, "closed_at": at}, events.CheckInMissed, by=by, at=at)
            _tell(events.CheckInOpened, check_in, "answerer", series.answerer_id, by=by, at=at)
    except (IntegrityError, EditConflict):  # somebody signs the earlier one just now: the next round opens this one
        return 0
    return 1


def walk_ladder(*, by: Viewer | None, at: datetime) -> int:
    """Take each ladder's next step where it is due: one reminder, then the next head; nothing is said twice.

    Who signed late is not reminded, nor whoever still has time. Returns how many steps were taken.
    """
    today = timezone.localdate(at)
    return sum(_step(one, today, by=by, at=at) for one in _waiting())


def _waiting() -> list[CheckIn]:
    waits = Q(state=State.OPEN, raised_at=None) | Q(state=State.SIGNED, acknowledge_reminded_at=None)
    found = CheckIn.objects.filter(waits).select_related("series", "answerer", "acknowledger")
    return list(found.order_by("pk"))


def _step(one: CheckIn, today: date, *, by: Viewer | None, at: datetime) -> int:
    """Take one step, or none; who comes second finds it taken and leaves it."""
    try:
        with transaction.atomic():
            return _take(one, today, by=by, at=at)
    except EditConflict:
        return 0


def _take(one: CheckIn, today: date, *, by: Viewer | None, at: datetime) -> int:
    series = one.series
    if one.signed_at is not None:
        if not rules.is_reminder_due(timezone.localdate(one.signed_at), series.remind_after, today=today):
            return 0
        _note(one, "acknowledge_reminded_at", by=by, at=at)
        _tell(events.AcknowledgementReminded, one, "who", one.acknowledger_id, by=by, at=at)
        return 1
    if one.reminded_at is None:
        if not rules.is_reminder_due(timezone.localdate(one.asked_at), series.remind_after, today=today):
            return 0
        _note(one, "reminded_at", by=by, at=at)
        _tell(events.SignatureReminded, one, "who", one.answerer_id, by=by, at=at)
        return 1
    if not rules.is_raise_due(timezone.localdate(one.reminded_at), series.grace, today=today):
        return 0
    head = permissions.next_head(one.answerer)
    _note(one, "raised_at", by=by, at=at, raised_to_id=head)
    if head is not None:
        _tell(events.CheckInRaised, one, "who", head, by=by, at=at)
    return 1


def _note(one: CheckIn, field: str, *, by: Viewer | None, at: datetime, **others: object) -> None:
    """Note a step unless somebody else just did; the event that follows tells it."""
    free = CheckIn.objects.filter(pk=one.pk, state=one.state, **{field: None})
    if not free.update(**{field: at}, **others):  # the version stays: whoever is writing just now is not disturbed
        raise EditConflict("", changes=[], current_version=one.version)


def _tell(event: type[Event], one: CheckIn, role: str, person_id: int, *, by: Viewer | None, at: datetime) -> None:
    change_ = Change(field=role, new=str(Ref(PERSON, person_id)))
    trail.record(event(subject=Ref(CHECK_IN, one.pk), changes=(change_,)), by=by, at=at)
