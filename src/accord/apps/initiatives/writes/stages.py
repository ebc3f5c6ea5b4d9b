"""Moving an initiative from stage to stage, and correcting its dated history."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accord.apps.initiatives.events import StageDateCorrected, StageMoved, StageMovedUndated, StageTakenBack
from accord.apps.initiatives.models import Initiative, StageChange
from accord.apps.initiatives.permissions import check_edit
from accord.apps.initiatives.rules import Stage, why_not_date, why_not_move
from accord.apps.initiatives.writes.checking import INITIATIVE, _day, _refuse, _refuse_state, _step
from accord.apps.initiatives.writes.initiatives import _not_one_of
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.rules import NotFound, Ref, Viewer, WrongState


@transaction.atomic
def move_stage(
    *,
    initiative: Initiative,
    to: str,
    on: date | None,
    by: Viewer,
    at: datetime,
    source: str = "",
    seen_version: int | None = None,
) -> StageChange:
    """Move to the next stage as of a day; ``on`` None means the day is not known.

    Raises NotAllowed, Invalid, WrongState with the sentence why not, EditConflict.
    """
    check_edit(by, initiative)
    _refuse(to=_not_one_of(to, Stage))
    history = _history(initiative)
    old = initiative.stage
    _refuse_state(why_not_move([change.step for change in history], Stage(to), on=on, today=_day(at)))
    step = _step(initiative, {"stage": to, "stage_date": on}, by=by, at=at, seen_version=seen_version)
    change = StageChange.objects.create(initiative=initiative, stage=to, date=on, source=source, recorded_at=at)
    changes = (Change(field="stage", old=old, new=to), *((Change(field="on", new=on),) if on else ()), step)
    event = StageMoved if on else StageMovedUndated
    trail.record(event(subject=Ref(INITIATIVE, initiative.pk), changes=changes), by=by, at=at)
    return change


@transaction.atomic
def correct_stage_date(
    *, change: StageChange, on: date | None, by: Viewer, at: datetime, seen_version: int | None = None
) -> StageChange:
    """Correct the day a stage began (None: not known after all), between the dates before and after it.

    Raises NotAllowed, WrongState with the sentence why not, EditConflict.
    """
    initiative = change.initiative
    check_edit(by, initiative)
    history = _history(initiative)
    place = next((number for number, row in enumerate(history) if row.pk == change.pk), None)
    if place is None:
        raise NotFound(_("This step of the history is no longer there."))
    old = history[place].date
    if old == on:
        return change
    _refuse_state(why_not_date([row.step for row in history], place, on, today=_day(at)))
    is_last = place == len(history) - 1
    step = _step(initiative, {"stage_date": on} if is_last else {}, by=by, at=at, seen_version=seen_version)
    StageChange.objects.filter(pk=change.pk).update(date=on)
    change.date = on
    changes = (Change(field=change.stage, old=old, new=on), step)
    trail.record(StageDateCorrected(subject=Ref(INITIATIVE, initiative.pk), changes=changes), by=by, at=at)
    return change


@transaction.atomic
def take_back_stage(*, initiative: Initiative, by: Viewer, at: datetime, seen_version: int | None = None) -> Initiative:
    """Take back the last move, as if it had not been made; the trail keeps both.

    Raises NotAllowed, WrongState when there is only one step, EditConflict.
    """
    check_edit(by, initiative)
    history = _history(initiative)
    if len(history) < 2:
        raise WrongState(_("There is no earlier stage to go back to."))
    last, before = history[-1], history[-2]
    values = {"stage": before.stage, "stage_date": before.date}
    step = _step(initiative, values, by=by, at=at, seen_version=seen_version)
    last.delete()
    changes = (Change(field="stage", old=last.stage, new=before.stage), step)
    trail.record(StageTakenBack(subject=Ref(INITIATIVE, initiative.pk), changes=changes), by=by, at=at)
    return initiative


def _history(initiative: Initiative) -> list[StageChange]:
    return list(StageChange.objects.filter(initiative=initiative.pk).order_by("pk"))
