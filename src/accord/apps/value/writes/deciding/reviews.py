"""Planning value reviews, holding them with what came of it, taking them off the plan, and how often they come."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.initiatives import writes as initiatives
from accord.apps.initiatives.models import Initiative
from accord.apps.initiatives.rules import Stage
from accord.apps.ui.rules import NotFound, Viewer, WrongState
from accord.apps.value import permissions
from accord.apps.value.events.deciding import (
    ReviewEdited,
    ReviewHeld,
    ReviewPlanned,
    ReviewRemoved,
    ReviewRestored,
    ReviewRhythmSet,
)
from accord.apps.value.models import Case, Review
from accord.apps.value.reads.deciding.reviews import months_between
from accord.apps.value.rules import Way
from accord.apps.value.rules.days import why_not_day
from accord.apps.value.rules.deciding import (
    months_later,
    why_not_held,
    why_not_months,
    why_not_reason,
    why_not_way,
)
from accord.apps.value.writes.checking import CASE, refuse
from accord.apps.value.writes.deciding.checking import change, locked, person, put, refuse_unknown, tell_new

REVIEW = "value.review"
EDITABLE = {"due_date", "owner_id"}


@transaction.atomic
def plan_review(*, initiative_id: int, due_date: date, by: Viewer, at: datetime, owner_id: int | None = None) -> Review:
    """Plan the next value review of an initiative; one at a time. Without an owner its sponsor holds it.

    Raises NotAllowed, NotFound, Invalid, WrongState.
    """
    initiative = permissions.find(by, initiative_id)
    permissions.check_review(by, initiative)
    refuse(due_date=why_not_day(due_date))
    owner = person(owner_id, "owner_id")
    return _plan(initiative, due_date, owner.pk if owner else initiative.sponsor_id, by=by, at=at)


@transaction.atomic
def edit_review(
    *, review_id: int, values: Mapping[str, Any], by: Viewer, at: datetime, seen_version: int | None = None
) -> Review:
    """Move a review that was not held yet to another day, or let somebody else hold it.

    Raises NotAllowed, NotFound, Invalid, WrongState, EditConflict.
    """
    refuse_unknown(values, EDITABLE)
    review, initiative = _found(review_id, by)
    permissions.check_review(by, initiative)
    change(review, {}, ReviewEdited, REVIEW, by=by, at=at, seen_version=seen_version)
    _refuse_held(review)
    refuse(due_date=why_not_day(values.get("due_date")))
    if "owner_id" in values:
        person(values["owner_id"], "owner_id")
    change(review, values, ReviewEdited, REVIEW, by=by, at=at)
    return review


@transaction.atomic
def hold_review(
    *,
    review_id: int,
    way: str,
    reason: str,
    by: Viewer,
    at: datetime,
    held_date: date | None = None,
    does_cancel: bool = False,
    seen_version: int | None = None,
) -> Review:
    """Record that a review was held and what came of it; unless it is to stop, the next one is planned.

    ``does_cancel`` sets the initiative to cancelled at once; only who may change its stage can ask for it. Raises NotAllowed,
    NotFound, Invalid, WrongState, EditConflict.
    """
    review, initiative = _found(review_id, by)
    if by.pk != review.owner_id:
        permissions.check_review(by, initiative)
    change(review, {}, ReviewHeld, REVIEW, by=by, at=at, seen_version=seen_version)
    _refuse_held(review)
    today = timezone.localdate(at)
    held = held_date or today
    refuse(way=why_not_way(way), reason=why_not_reason(reason), held_date=why_not_held(held, today=today))
    values = {"held_date": held, "way": way, "reason": reason.strip(), "held_by_id": by.pk}
    change(review, values, ReviewHeld, REVIEW, by=by, at=at)
    if way == Way.STOP:
        if does_cancel:
            initiatives.move_stage(initiative=initiative, to=Stage.CANCELLED, on=held, by=by, at=at)
    else:
        _plan(
            initiative, months_later(held, months_between(initiative_id=initiative.pk)), review.owner_id, by=by, at=at
        )
    return review


@transaction.atomic
def remove_review(*, review_id: int, by: Viewer, at: datetime) -> Review:
    """Take a review off the plan that was not held. Raises NotAllowed, NotFound, WrongState."""
    review, initiative = _found(review_id, by)
    permissions.check_review(by, initiative)
    _refuse_held(review, is_gone_fine=True)
    put(review, is_removed=True, event=ReviewRemoved, kind=REVIEW, by=by, at=at)
    return review


@transaction.atomic
def restore_review(*, review_id: int, by: Viewer, at: datetime) -> Review:
    """Put a review back on the plan. Raises NotAllowed, NotFound, WrongState (another one is planned by now)."""
    review, initiative = _found(review_id, by)
    permissions.check_review(by, initiative)
    put(
        review, is_removed=False, event=ReviewRestored, kind=REVIEW, by=by, at=at,
        taken=_("Another review is planned by now."),
    )  # fmt: skip
    return review


@transaction.atomic
def set_review_rhythm(
    *, initiative_id: int, months: int, by: Viewer, at: datetime, seen_version: int | None = None
) -> Case:
    """Say how many months lie between two value reviews of an initiative that has a case.

    Raises NotAllowed, NotFound, Invalid, EditConflict.
    """
    initiative = permissions.find(by, initiative_id)
    permissions.check_review(by, initiative)
    case = Case.objects.select_for_update().filter(initiative=initiative).first()
    if case is None:
        raise NotFound(_("Write the case first: it holds how often its value is reviewed."))
    refuse(review_months=why_not_months(months))
    change(case, {"review_months": months}, ReviewRhythmSet, CASE, by=by, at=at, seen_version=seen_version)
    return case


def _plan(initiative: Initiative, due: date, owner_id: int | None, *, by: Viewer, at: datetime) -> Review:
    try:
        with transaction.atomic():
            review = Review.objects.create(initiative=initiative, due_date=due, owner_id=owner_id, recorded_at=at)
    except IntegrityError as error:
        raise WrongState(_("A review is planned already: change its day instead.")) from error
    tell_new(review, ReviewPlanned, REVIEW, ("due_date", "owner_id", "initiative_id"), by=by, at=at)
    return review


def _found(review_id: int, by: Viewer) -> tuple[Review, Initiative]:
    return locked(Review.objects.all(), review_id, by, path="initiative")


def _refuse_held(review: Review, *, is_gone_fine: bool = False) -> None:
    if review.held_date is not None:
        raise WrongState(_("This review was held already."))
    if review.removed_at is not None and not is_gone_fine:
        raise WrongState(_("This has been removed. Put it back first."))
