"""Setting up, changing and ending series of check-ins."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accord.apps.check_ins import permissions, rules
from accord.apps.check_ins.events import SeriesEdited, SeriesEnded, SeriesResumed, SeriesStarted
from accord.apps.check_ins.models import Series
from accord.apps.check_ins.writes.checking import (
    PERSON,
    SERIES,
    check_about,
    person,
    refuse,
    refuse_same_side,
    refuse_state,
)
from accord.apps.initiatives.rules import Reason
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.rules import Invalid, Ref, Viewer

EDITABLE = {"every", "weekday", "hour", "answerer_id", "acknowledger_id", "remind_after", "grace"}
_TWICE = Reason(gettext_noop("These two people check in on this already. Change that series instead."))
_ENDED = Reason(gettext_noop("These check-ins have ended."))
_RUNS = Reason(gettext_noop("These check-ins are running."))


@transaction.atomic
def start_series(
    *,
    about: Ref,
    answerer_id: int,
    acknowledger_id: int,
    by: Viewer,
    at: datetime,
    every: int = 1,
    weekday: int = 0,
    hour: int = 9,
    remind_after: int = rules.DAYS_TO_REMINDER,
    grace: int = rules.DAYS_OF_GRACE,
    starts: date | None = None,
) -> Series:
    """Start check-ins about an initiative or a goal: every 1, 2 or 4 weeks, one side answers, the other acknowledges.

    ``weekday`` counts from Monday (0), ``hour`` is in the time zone of the home; the reminder comes after
    ``remind_after`` days and, ``grace`` days later, the next head is told. Raises NotAllowed, Invalid.
    """
    check_about(about, by)
    permissions.check_set_up(by, about)
    _refuse_rhythm(every, weekday, hour, remind_after, grace)
    answerer, acknowledger = (
        person(answerer_id, "answerer_id", about),
        person(acknowledger_id, "acknowledger_id", about),
    )
    refuse_same_side(answerer, acknowledger, "acknowledger_id")
    running = Series.objects.filter(about_kind=about.kind, about_id=about.id, ended_at=None)
    if running.filter(answerer=answerer, acknowledger=acknowledger).exists():
        refuse(answerer_id=_TWICE)
    series = Series.objects.create(
        about_kind=about.kind, about_id=about.id, every=every, weekday=weekday, hour=hour, answerer=answerer,
        acknowledger=acknowledger, remind_after=remind_after, grace=grace, created_at=at, created_by_id=by.pk,
        next_on=_first(starts, weekday, hour, at),
    )  # fmt: skip
    changes = (
        Change(field="about", new=str(about)),
        Change(field="answerer", new=str(Ref(PERSON, answerer.pk))),
        Change(field="acknowledger", new=str(Ref(PERSON, acknowledger.pk))),
        Change(field="every", new=every),
    )
    trail.record(SeriesStarted(subject=Ref(SERIES, series.pk), changes=changes), by=by, at=at)
    return series


@transaction.atomic
def edit_series(
    *, series: Series, values: Mapping[str, Any], by: Viewer, at: datetime, seen_version: int | None = None
) -> Series:
    """Change rhythm, people or ladder; a check-in that is open already stays as it was asked.

    Raises NotAllowed, Invalid, WrongState, EditConflict.
    """
    permissions.check_set_up(by, series.about)
    if unknown := set(values) - EDITABLE:
        raise Invalid(_("These cannot be changed here: %(names)s.") % {"names": ", ".join(sorted(unknown))})
    refuse_state(_ENDED if series.ended_at else None)
    then = {name: getattr(series, name) for name in EDITABLE} | dict(values)
    _refuse_rhythm(then["every"], then["weekday"], then["hour"], then["remind_after"], then["grace"])
    answerer = person(then["answerer_id"], "answerer_id", series.about)
    acknowledger = person(then["acknowledger_id"], "acknowledger_id", series.about)
    refuse_same_side(answerer, acknowledger, "acknowledger_id")
    wanted = dict(values)
    if then["weekday"] != series.weekday:
        wanted["next_on"] = _first(None, then["weekday"], then["hour"], at)
    _edit(series, wanted, SeriesEdited, by=by, at=at, seen_version=seen_version)
    return series


@transaction.atomic
def end_series(*, series: Series, by: Viewer, at: datetime, seen_version: int | None = None) -> Series:
    """End a series: nothing more is opened; what is open can still be signed. Raises NotAllowed, WrongState."""
    permissions.check_set_up(by, series.about)
    refuse_state(_ENDED if series.ended_at else None)
    _edit(series, {"ended_at": at}, SeriesEnded, by=by, at=at, seen_version=seen_version)
    return series


@transaction.atomic
def resume_series(*, series: Series, by: Viewer, at: datetime, seen_version: int | None = None) -> Series:
    """Take up an ended series again, from the next such weekday on. Raises NotAllowed, WrongState, Invalid."""
    permissions.check_set_up(by, series.about)
    refuse_state(None if series.ended_at else _RUNS)
    values = {"ended_at": None, "next_on": _first(None, series.weekday, series.hour, at)}
    _edit(series, values, SeriesResumed, by=by, at=at, seen_version=seen_version)
    return series


def _edit(
    series: Series, values: dict[str, Any], event: Any, *, by: Viewer, at: datetime, seen_version: int | None
) -> None:
    trail.edit(
        series, values, event=event, subject=Ref(SERIES, series.pk), by=by, at=at,
        seen_version=series.version if seen_version is None else seen_version,
    )  # fmt: skip


def _first(starts: date | None, weekday: int, hour: int, at: datetime) -> date:
    """Give the first day: today only if the hour is still to come."""
    now = timezone.localtime(at)
    first = rules.first_on(max(starts or now.date(), now.date()), weekday)
    return rules.following(first, 1) if first == now.date() and now.hour >= hour else first


def _refuse_rhythm(every: int, weekday: int, hour: int, remind_after: int, grace: int) -> None:
    refuse(every=rules.why_not_rhythm(every, weekday, hour))
    refuse(grace=rules.why_not_ladder(every, remind_after, grace))
