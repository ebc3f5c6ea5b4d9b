"""Planning, changing, ending and resuming series of meetings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accord.apps.initiatives.rules import Reason
from accord.apps.meetings import permissions, rules
from accord.apps.meetings.events import (
    SeriesEdited,
    SeriesEnded,
    SeriesJoined,
    SeriesLeft,
    SeriesPlanned,
    SeriesResumed,
)
from accord.apps.meetings.models import Series
from accord.apps.meetings.rules import recurrence
from accord.apps.meetings.rules.presence import BOTH_SIDES
from accord.apps.meetings.rules.recurrence import NotUnderstoodError
from accord.apps.meetings.writes.checking import as_person, people, refuse, refuse_unknown
from accord.apps.meetings.writes.coming_round import Before, Followed, follow, make, wanted
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change, Event
from accord.apps.ui.permissions import may
from accord.apps.ui.reads import titles
from accord.apps.ui.rules import Ref, Viewer, WrongState

SERIES = "meetings.series"
ABOUT_KINDS = ("goals.goal", "initiatives.initiative")
SCALARS = {"title", "minutes", "place", "chair_id", "zone", "first_date", "start_time", "rule"}
EDITABLE = {*SCALARS, "people_ids", "about", "needs_sides"}
MOST_PEOPLE = 200


@transaction.atomic
def plan_series(
    *,
    title: str,
    chair_id: int,
    people_ids: Sequence[int],
    zone: str,
    first_date: date,
    start_time: time,
    rule: str,
    by: Viewer,
    at: datetime,
    minutes: int = rules.USUAL_MINUTES,
    place: str = "",
    about: Ref | None = None,
    needs_sides: Sequence[str] = BOTH_SIDES,
) -> Series:
    """Plan a series and make its meetings of the next eight weeks.

    Whoever plans it without chairing it, and could not see it otherwise, is invited too. Raises NotAllowed, Invalid.
    """
    permissions.check_plan(by)
    given = _checked(
        {
            "title": title, "minutes": minutes, "place": place, "chair_id": chair_id, "zone": zone,
            "first_date": first_date, "start_time": start_time, "rule": rule, "about": about, "needs_sides": needs_sides,
        },
        by=by,
    )  # fmt: skip
    invited = {person.pk for person in people(people_ids, "people_ids")} - {chair_id}
    if by.pk != chair_id and not may(by, permissions.SEE_ALL):
        invited.add(by.pk)
    series = Series.objects.create(**given, created_at=at)
    series.people.add(*invited)
    changes = [
        Change(field="title", new=series.title, person_id=by.pk),
        Change(field="rule", new=series.rule),
        Change(field="first_date", new=first_date),
        Change(field="start_time", new=f"{start_time:%H:%M}"),
        Change(field="zone", new=zone),
        Change(field="chair", new=as_person(chair_id)),
    ]
    subject = Ref(SERIES, series.pk)
    told: list[Event] = [SeriesPlanned(subject=subject, changes=tuple(changes))]
    told += [SeriesJoined(subject=subject, changes=(_person(pk),)) for pk in sorted(invited)]
    trail.record_many(told, by=by, at=at)
    make(series, wanted(series, since=at, at=at), by=by, at=at)
    return series


@transaction.atomic
def edit_series(
    *, series_id: int, values: Mapping[str, Any], by: Viewer, at: datetime, seen_version: int | None = None
) -> Followed:
    """Change a series; only what is in ``values``. Its meetings to come follow, unless they were changed by themselves.

    Raises NotFound, NotAllowed, Invalid, WrongState when it was ended, EditConflict.
    """
    series = _locked(by, series_id)
    if series.has_ended:
        raise WrongState(_("This series has ended. Let it go on before you change it."))
    refuse_unknown(values, EDITABLE)
    trail.edit(series, {}, event=SeriesEdited, subject=Ref(SERIES, series_id), by=by, at=at, seen_version=seen_version)
    before, chair = Before.of(series), series.chair_id
    given = {name: value for name, value in values.items() if name != "people_ids"}
    own = {"zone": series.zone, "first_date": series.first_date, "start_time": series.start_time, "rule": series.rule}
    new = _checked({**own, **given}, by=by, now=series)
    _save(series, new, by=by, at=at)
    invited = {chair} if series.chair_id != chair else set()
    invited |= set(series.people.values_list("pk", flat=True))
    if "people_ids" in values:
        invited = _kept_or_new(values["people_ids"], invited)
    _invite(series, invited - {series.chair_id}, by=by, at=at)
    return follow(series, before, by=by, at=at)


def _kept_or_new(ids: Sequence[int], there: set[int]) -> set[int]:
    """Give who is wanted; who is on the list already may have left the house."""
    people(sorted(set(ids) - there), "people_ids")
    return set(ids)


def _save(series: Series, values: Mapping[str, Any], *, by: Viewer, at: datetime) -> None:
    personal = dict.fromkeys(("title", "place"), by.pk)
    trail.edit(series, values, event=SeriesEdited, subject=Ref(SERIES, series.pk), by=by, at=at, personal=personal)


def _invite(series: Series, wanted_ids: set[int], *, by: Viewer, at: datetime) -> None:
    there = set(series.people.values_list("pk", flat=True))
    subject = Ref(SERIES, series.pk)
    told: list[Event] = [SeriesJoined(subject=subject, changes=(_person(pk),)) for pk in sorted(wanted_ids - there)]
    told += [SeriesLeft(subject=subject, changes=(_person(pk),)) for pk in sorted(there - wanted_ids)]
    if told:
        series.people.set(wanted_ids)
        trail.record_many(told, by=by, at=at)


@transaction.atomic
def end_series(*, series_id: int, reason: str, by: Viewer, at: datetime, seen_version: int | None = None) -> Followed:
    """End a series and say why: no more meetings come, untouched ones go, what was changed by itself stays.

    Raises NotFound, NotAllowed, Invalid, WrongState, EditConflict.
    """
    series = _locked(by, series_id)
    if series.has_ended:
        raise WrongState(_("This series has ended already."))
    refuse(reason=rules.why_not_words(reason) if reason.strip() else _WHY)
    before = Before.of(series)
    values = {"ended_date": timezone.localdate(at), "reason": reason.strip()}
    trail.edit(
        series, values, event=SeriesEnded, subject=Ref(SERIES, series_id), by=by, at=at, seen_version=seen_version,
        personal={"reason": by.pk},
    )  # fmt: skip
    return follow(series, before, by=by, at=at)


_WHY = Reason(gettext_noop("Say why in a few words, so that nobody has to guess."))


@transaction.atomic
def resume_series(*, series_id: int, by: Viewer, at: datetime, seen_version: int | None = None) -> Followed:
    """Let an ended series go on; its dates to come are there again.

    Raises NotFound, NotAllowed, WrongState, EditConflict.
    """
    series = _locked(by, series_id)
    if not series.has_ended:
        raise WrongState(_("This series goes on already."))
    values = {"ended_date": None, "reason": ""}
    trail.edit(
        series, values, event=SeriesResumed, subject=Ref(SERIES, series_id), by=by, at=at, seen_version=seen_version,
        personal={"reason": by.pk},
    )  # fmt: skip
    return follow(series, Before.of(series), by=by, at=at)


def _locked(by: Viewer, series_id: int) -> Series:
    permissions.check_edit_series(by, permissions.find_series(by, series_id))
    return Series.objects.select_for_update().get(pk=series_id)


def _checked(values: Mapping[str, Any], *, by: Viewer, now: Series | None = None) -> dict[str, Any]:
    """Give the values as they are stored. Raises Invalid with a sentence for each that cannot be taken."""
    plain: dict[str, Any] = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    checks: dict[str, Callable[[Any], Reason | None]] = {
        "title": lambda value: rules.why_not_words(value, most=rules.MOST_TITLE),
        "place": lambda value: rules.why_not_words(value, most=rules.MOST_PLACE, needed=False),
        "minutes": rules.why_not_minutes,
        "zone": recurrence.why_not_zone,
        "first_date": recurrence.why_not_first,
        "about": lambda value: _why_not_about(value, by, now),
        "needs_sides": lambda value: None if set(value) <= set(BOTH_SIDES) else _SIDES,
    }
    refuse(**{name: check(plain[name]) for name, check in checks.items() if name in plain})
    if "chair_id" in plain and (now is None or plain["chair_id"] != now.chair_id):
        people([plain["chair_id"]], "chair_id")
    plain["rule"] = _rule(plain)
    if "about" in plain:
        about = plain.pop("about")
        plain |= {"about_kind": about.kind if about else "", "about_id": about.id if about else None}
    if "needs_sides" in plain:
        plain["needs_sides"] = [side for side in BOTH_SIDES if side in plain["needs_sides"]]
    return plain


def _rule(values: Mapping[str, Any]) -> str:
    try:
        rule = recurrence.read(values["rule"], zone=values["zone"], start_time=values["start_time"])
    except NotUnderstoodError as error:
        refuse(rule=error.reason)
        raise
    refuse(rule=recurrence.why_not_any(rule, values["first_date"]))
    return str(rule)


def _why_not_about(about: Ref | None, by: Viewer, now: Series | None) -> Reason | None:
    if about is None or (now is not None and about == now.about):
        return None
    is_there = about.kind in ABOUT_KINDS and about in titles(viewer=by, refs=[about])
    return None if is_there else Reason(gettext_noop("There is no such goal or initiative, or it is not open to you."))


_SIDES = Reason(gettext_noop("Choose among the business and IT."))


def _person(person_id: int) -> Change:
    return Change(field="person", new=as_person(person_id))
