"""The measures of a goal and their values."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.goals import events
from accord.apps.goals.models import Actual, Goal, Measure
from accord.apps.goals.permissions import check_edit
from accord.apps.goals.rules import OWNING_SIDES, Direction
from accord.apps.goals.sockets import resting
from accord.apps.goals.writes.goals import lapse
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.rules import Invalid, Ref, Viewer, WrongState

MEASURE = "goals.measure"
FIELDS = (
    "name", "unit", "direction", "baseline_value", "baseline_date", "target_value", "target_date", "source",
)  # fmt: skip
TEXTS = {"name": 200, "unit": 40, "source": 300}
LARGEST = 1e15


@transaction.atomic
def add_measure(*, goal: Goal, values: Mapping[str, Any], by: Viewer, at: datetime) -> Measure:
    """Say how one would know that the goal is reached. ``values``: any of FIELDS, ``name`` at least.

    Sides that had agreed are asked again. Raises NotAllowed, Invalid.
    """
    check_edit(by, goal)
    clean = _checked({"name": "", **values})
    measure = Measure.objects.create(goal=goal, **clean)
    changes = tuple(
        Change(field=name, new=value, person_id=by.pk if name in TEXTS else None)
        for name, value in clean.items()
        if value not in (None, "")
    )
    trail.record(events.MeasureAdded(subject=Ref("goals.goal", goal.pk), changes=changes), by=by, at=at)
    lapse(goal=goal, sides=OWNING_SIDES, by=by, at=at)
    return measure


@transaction.atomic
def edit_measure(
    *, measure: Measure, values: Mapping[str, Any], by: Viewer, at: datetime, seen_version: int | None = None
) -> Measure:
    """Change a measure; sides that had agreed to it are asked again. Raises NotAllowed, Invalid, EditConflict."""
    check_edit(by, measure.goal)
    changes = trail.edit(
        measure,
        _checked(values),
        event=events.MeasureEdited,
        subject=Ref(MEASURE, measure.pk),
        by=by,
        at=at,
        seen_version=seen_version,
        personal=dict.fromkeys(TEXTS, by.pk),
    )
    if {change.field for change in changes} - {"source"}:
        lapse(goal=measure.goal, sides=OWNING_SIDES, by=by, at=at)
    return measure


@transaction.atomic
def remove_measure(*, measure: Measure, by: Viewer, at: datetime) -> None:
    """Remove a measure with its values; they stay on the trail, and sides that had agreed are asked again.

    Raises NotAllowed, WrongState (money rests on it: a case or a claim names it).
    """
    check_edit(by, measure.goal)
    goal = Ref("goals.goal", measure.goal_id)
    kept = [[str(day), value] for day, value in measure.actuals.values_list("date", "value")]
    changes = (Change(field="name", new=measure.name, person_id=by.pk), Change(field="values", old=kept))
    for one in resting:
        one.let_go(measure_id=measure.pk, by=by, at=at)
    try:
        measure.delete()
    except ProtectedError:
        raise WrongState(_("A case or a claim of an initiative rests on this measure, so it stays.")) from None
    trail.record(events.MeasureRemoved(subject=goal, changes=changes), by=by, at=at)
    lapse(goal=measure.goal, sides=OWNING_SIDES, by=by, at=at)


@transaction.atomic
def record_actual(*, measure: Measure, on: date, value: float, by: Viewer, at: datetime, source: str = "") -> Actual:
    """Record what a measure was on a day. Raises NotAllowed, Invalid (future, twice, not a number)."""
    check_edit(by, measure.goal)
    _check_value(value, on, at)
    try:
        with transaction.atomic():
            actual = Actual.objects.create(measure=measure, date=on, value=value, source=source.strip()[:300])
    except IntegrityError:
        sentence = _("There is a value for this day already. Correct that one instead.")
        raise Invalid(sentence, {"date": sentence}) from None
    trail.record(events.ActualRecorded(subject=Ref(MEASURE, measure.pk), changes=_told(actual, by)), by=by, at=at)
    return actual


@transaction.atomic
def correct_actual(*, actual: Actual, value: float, by: Viewer, at: datetime, source: str | None = None) -> Actual:
    """Correct a value. Raises NotAllowed, Invalid."""
    check_edit(by, actual.measure.goal)
    _check_value(value, actual.date, at)
    values: dict[str, Any] = {"value": value} | ({} if source is None else {"source": source.strip()[:300]})
    trail.edit(
        actual,
        values,
        event=events.ActualCorrected,
        subject=Ref(MEASURE, actual.measure_id),
        by=by,
        at=at,
        personal={"source": by.pk},
    )
    return actual


@transaction.atomic
def remove_actual(*, actual: Actual, by: Viewer, at: datetime) -> None:
    """Remove a value; it stays on the trail. Raises NotAllowed."""
    check_edit(by, actual.measure.goal)
    told, subject = _told(actual, by), Ref(MEASURE, actual.measure_id)
    actual.delete()
    trail.record(events.ActualRemoved(subject=subject, changes=told), by=by, at=at)


def _told(actual: Actual, by: Viewer) -> tuple[Change, ...]:
    return (
        Change(field="name", new=actual.measure.name, person_id=by.pk),
        Change(field="date", new=actual.date),
        Change(field="value", new=actual.value),
        *((Change(field="source", new=actual.source, person_id=by.pk),) if actual.source else ()),
    )


def _check_value(value: float, on: date, at: datetime) -> None:
    wrong = {}
    if not math.isfinite(value) or abs(value) > LARGEST:
        wrong["value"] = _("Write a number.")
    if on > timezone.localdate(at):
        wrong["date"] = _("A value that was measured cannot lie in the future.")
    if wrong:
        raise Invalid(_("Some values cannot be taken: please look at them again."), wrong)


def _checked(values: Mapping[str, Any]) -> dict[str, Any]:
    if unknown := set(values) - set(FIELDS):
        raise Invalid(_("These cannot be changed here: %(names)s.") % {"names": ", ".join(sorted(unknown))})
    clean: dict[str, Any] = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    wrong = {}
    if "name" in clean and not clean["name"]:
        wrong["name"] = _("Say what is measured.")
    for name, most in TEXTS.items():
        if len(clean.get(name, "")) > most:
            wrong[name] = _("Please say it in at most %(most)s characters.") % {"most": most}
    if "direction" in clean and clean["direction"] not in {str(item) for item in Direction}:
        wrong["direction"] = _("Choose one of the list.")
    for name in ("baseline_value", "target_value"):
        number = clean.get(name)
        if number is not None and (not math.isfinite(number) or abs(number) > LARGEST):
            wrong[name] = _("Write a number.")
    if wrong:
        raise Invalid(_("Some values cannot be taken: please look at them again."), wrong)
    return clean
