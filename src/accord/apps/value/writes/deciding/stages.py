"""Planning the money of a case in stages, changing them and their order, removing them and putting them back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accord.apps.initiatives.models import Initiative
from accord.apps.initiatives.rules import why_not_currency, why_not_text
from accord.apps.ui.rules import Viewer, WrongState
from accord.apps.value import permissions
from accord.apps.value.events.deciding import StageEdited, StagePlanned, StageRemoved, StageRestored
from accord.apps.value.models import Case, Release, Stage
from accord.apps.value.rules import ReleaseState
from accord.apps.value.rules.days import why_not_day
from accord.apps.value.rules.deciding import NOTHING, why_not_stage_amount
from accord.apps.value.rules.words import MOST_TEXT, MOST_TITLE
from accord.apps.value.writes.checking import refuse
from accord.apps.value.writes.deciding.checking import change, locked, put, refuse_unknown, tell_new

STAGE = "value.stage"
EDITABLE = {"title", "amount", "currency", "must_show", "due_date"}


@transaction.atomic
def plan_stage(
    *,
    initiative_id: int,
    title: str,
    amount: Decimal,
    must_show: str,
    by: Viewer,
    at: datetime,
    currency: str = "",
    due_date: date | None = None,
) -> Stage:
    """Plan a part of the money of a case, and what must be shown before it is released; it becomes the last stage.

    Without a currency it is that of the newest version. Raises NotAllowed, NotFound, Invalid, WrongState (no case yet).
    """
    initiative = permissions.find(by, initiative_id)
    permissions.check_ask_release(by, initiative)
    case = Case.objects.select_for_update().filter(initiative=initiative).first()
    if case is None:
        raise WrongState(_("Write the case first: stages are parts of its money."))
    currency = currency or str(case.versions.order_by("-number").values_list("currency", flat=True).first() or "")
    values = {
        "title": title.strip(), "amount": amount, "currency": currency, "must_show": must_show.strip(),
        "due_date": due_date,
    }  # fmt: skip
    _refuse(values)
    last = case.stages.filter(removed_at=None).aggregate(last=Max("position"))["last"] or 0
    stage = Stage.objects.create(case=case, position=last + 1, **values)
    tell_new(stage, StagePlanned, STAGE, ("title", "amount", "currency", "must_show", "due_date"), by=by, at=at)
    return stage


@transaction.atomic
def edit_stage(
    *, stage_id: int, values: Mapping[str, Any], by: Viewer, at: datetime, seen_version: int | None = None
) -> Stage:
    """Change what is in ``values``: title, amount, currency, what must be shown, the day.

    Never less than was released of it. Raises NotAllowed, NotFound, Invalid, WrongState, EditConflict.
    """
    refuse_unknown(values, EDITABLE)
    stage, initiative = find_stage(stage_id, by)
    permissions.check_ask_release(by, initiative)
    change(
        stage, {}, StageEdited, STAGE, by=by, at=at, seen_version=seen_version
    )  # first of all: is it still the same?
    _refuse_removed(stage)
    wanted = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    _refuse(wanted, granted_of(stage))
    if wanted.get("currency", stage.currency) != stage.currency and stage.releases.exists():
        raise WrongState(_("Money of this stage was asked for already: its currency stays."))
    change(stage, wanted, StageEdited, STAGE, by=by, at=at)
    return stage


@transaction.atomic
def place_stage(*, stage_id: int, up: bool, by: Viewer, at: datetime) -> Stage:
    """Let a stage change places with the one before it (or after it); at the end nothing happens.

    Raises NotAllowed, NotFound, WrongState.
    """
    stage, initiative = find_stage(stage_id, by)
    permissions.check_ask_release(by, initiative)
    _refuse_removed(stage)
    others = Stage.objects.filter(case=stage.case_id, removed_at=None)
    side = (
        others.filter(position__lt=stage.position).order_by("-position")
        if up
        else others.filter(position__gt=stage.position).order_by("position")
    )
    other = side.first()
    if other is None:
        return stage
    mine, theirs = stage.position, other.position
    free = (others.aggregate(last=Max("position"))["last"] or 0) + 1
    change(other, {"position": free}, StageEdited, STAGE, by=by, at=at)  # a place may be taken once only
    change(stage, {"position": theirs}, StageEdited, STAGE, by=by, at=at)
    change(other, {"position": mine}, StageEdited, STAGE, by=by, at=at)
    return stage


@transaction.atomic
def remove_stage(*, stage_id: int, by: Viewer, at: datetime) -> Stage:
    """Remove a stage of which nothing was released or is asked for. Raises NotAllowed, NotFound, WrongState."""
    stage, initiative = find_stage(stage_id, by)
    permissions.check_ask_release(by, initiative)
    if stage.releases.filter(state__in=[ReleaseState.ASKED, ReleaseState.DECIDED, ReleaseState.RELEASED]).exists():
        raise WrongState(_("Money of this stage was released or is asked for: it stays."))
    put(stage, is_removed=True, event=StageRemoved, kind=STAGE, by=by, at=at)
    return stage


@transaction.atomic
def restore_stage(*, stage_id: int, by: Viewer, at: datetime) -> Stage:
    """Put a removed stage back, as the last one. Raises NotAllowed, NotFound, WrongState."""
    stage, initiative = find_stage(stage_id, by)
    permissions.check_ask_release(by, initiative)
    if stage.removed_at is None:
        raise WrongState(_("This is there already."))
    last = Stage.objects.filter(case=stage.case_id, removed_at=None).aggregate(last=Max("position"))["last"] or 0
    change(stage, {"removed_at": None, "position": last + 1}, StageRestored, STAGE, by=by, at=at)
    return stage


# no event: it looks, and locks
def find_stage(stage_id: int, by: Viewer) -> tuple[Stage, Initiative]:
    """Get and lock a stage with its initiative. Raises NotFound for one the viewer may not see."""
    return locked(Stage.objects.all(), stage_id, by, path="case__initiative")


# no event: it adds up
def granted_of(stage: Stage) -> Decimal:
    """Add up what was released of a stage, to the cent."""
    amounts = Release.objects.filter(stage=stage, state=ReleaseState.RELEASED).values_list("amount", flat=True)
    return sum((amount for amount in amounts if amount is not None), NOTHING)


def _refuse(values: Mapping[str, Any], granted: Decimal = NOTHING) -> None:
    refuse(
        title=why_not_text(values["title"], most=MOST_TITLE) if "title" in values else None,
        must_show=why_not_text(values["must_show"], most=MOST_TEXT) if "must_show" in values else None,
        due_date=why_not_day(values.get("due_date")),
        amount=why_not_stage_amount(values["amount"], granted) if "amount" in values else None,
        currency=why_not_currency(values["currency"]) if "currency" in values else None,
    )


def _refuse_removed(stage: Stage) -> None:
    if stage.removed_at is not None:
        raise WrongState(_("This has been removed. Put it back first."))
