"""Stages of money and their releases as JSON."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status

from accord.apps.ui.api import PROBLEMS, Amount, Body, Currency, Day, Id, OptionalText, Text, Version, text
from accord.apps.ui.permissions import door, viewer_of
from accord.apps.value import permissions, writes
from accord.apps.value.models import Stage
from accord.apps.value.reads.deciding.evidence import as_record
from accord.apps.value.reads.deciding.releases import release_page
from accord.apps.value.reads.deciding.stages import ReleaseLine, StageLine, stage_line, stages_of
from accord.apps.value.rules.words import MOST_TITLE

router = Router(tags=["value"])
Title = Annotated[str, text(MOST_TITLE)]


class ReleaseOut(Schema):
    """Money of a stage that was asked for, and what became of it."""

    id: int
    initiative_id: int
    stage_id: int
    stage: str
    of: int
    state: str
    asked_amount: Decimal
    amount: Decimal | None
    currency: str
    shown: str
    asked_by_id: int
    asked_by: str
    asked_at: datetime
    decided_by_id: int | None
    decided_by: str
    decided_at: datetime | None
    reason: str
    confirmed_by: str
    released_at: datetime | None
    version: int


class WholeReleaseOut(ReleaseOut):
    """A release with what it rests on; send ``basis`` along when deciding: it names the version and challenges you saw."""

    must_show: str
    basis: str
    now: dict[str, Any]
    kept: dict[str, Any]


class MoneyStageOut(Schema):
    """A part of the money of a case, and how much of it is released."""

    id: int
    position: int
    title: str
    amount: Decimal
    currency: str
    must_show: str
    due_date: date | None
    granted: Decimal
    left: Decimal
    is_removed: bool
    releases: list[ReleaseOut]
    version: int


class StageSumOut(Schema):
    """What the stages of one currency come to beside the cost of the case."""

    currency: str
    staged: Decimal
    granted: Decimal
    cost: Decimal
    missing: Decimal


class StagesOut(Schema):
    """The stages of an initiative's case; ``signed`` is the number of the signed version."""

    lines: list[MoneyStageOut]
    sums: list[StageSumOut]
    signed: int | None
    newest: int | None


class MoneyStageIn(Body):
    """A part of the money, and what must be shown before it is released."""

    title: Title
    amount: Amount
    must_show: Text
    currency: Currency | None = None
    due_date: Day | None = None


class MoneyStageChange(Body):
    """What changes; what is left out stays."""

    version: Version
    title: Title | None = None
    amount: Amount | None = None
    must_show: Text | None = None
    currency: Currency | None = None
    due_date: Day | None = None


class StagePlaceIn(Body):
    """Which way a stage moves."""

    up: bool


class ReleaseIn(Body):
    """How much is asked for, and what was shown."""

    amount: Amount
    shown: Text


class ReleaseDecisionIn(Body):
    """How much is released (0: nothing), why, and the basis that was looked at."""

    amount: Amount
    reason: Text
    basis: Annotated[str, text(4_000)]
    version: Version | None = None


class ReleaseConfirmationIn(Body):
    """Whether the second person confirms; a no needs a reason."""

    does_confirm: bool
    basis: Annotated[str, text(4_000, blank=True)] = ""
    reason: OptionalText = ""
    version: Version | None = None


@router.get("/initiatives/{initiative_id}/stages-of-money", response={200: StagesOut, **PROBLEMS})
@door(permissions.SEE)
def stages(request: HttpRequest, initiative_id: Id) -> Any:
    """List the stages of an initiative's money with their releases."""
    return stages_of(viewer=viewer_of(request), initiative_id=initiative_id)


@router.post("/initiatives/{initiative_id}/stages-of-money", response={201: MoneyStageOut, **PROBLEMS})
@door(permissions.ASK_RELEASE)
def plan_stage(request: HttpRequest, initiative_id: Id, data: MoneyStageIn) -> Any:
    """Plan a part of the money, and what must be shown before it is released."""
    values = data.model_dump(exclude={"currency"})
    made = writes.plan_stage(
        initiative_id=initiative_id, **values, currency=data.currency or "", by=viewer_of(request), at=timezone.now()
    )
    return Status(201, _stage(request, made))


@router.patch("/stages-of-money/{stage_id}", response={200: MoneyStageOut, **PROBLEMS})
@door(permissions.ASK_RELEASE)
def edit_stage(request: HttpRequest, stage_id: Id, data: MoneyStageChange) -> Any:
    """Change a stage; never to less than was released of it."""
    given = {name: getattr(data, name) for name in data.model_fields_set - {"version"}}
    values = {name: value for name, value in given.items() if value is not None or name == "due_date"}
    made = writes.edit_stage(
        stage_id=stage_id, values=values, seen_version=data.version, by=viewer_of(request), at=timezone.now()
    )
    return _stage(request, made)


@router.put("/stages-of-money/{stage_id}/place", response={200: MoneyStageOut, **PROBLEMS})
@door(permissions.ASK_RELEASE)
def place_stage(request: HttpRequest, stage_id: Id, data: StagePlaceIn) -> Any:
    """Let a stage change places with the one before or after it."""
    return _stage(request, writes.place_stage(stage_id=stage_id, up=data.up, by=viewer_of(request), at=timezone.now()))


@router.delete("/stages-of-money/{stage_id}", response={200: MoneyStageOut, **PROBLEMS})
@door(permissions.ASK_RELEASE)
def remove_stage(request: HttpRequest, stage_id: Id) -> Any:
    """Remove a stage of which nothing was released or is asked for."""
    return _stage(request, writes.remove_stage(stage_id=stage_id, by=viewer_of(request), at=timezone.now()))


@router.put("/stages-of-money/{stage_id}/restoral", response={200: MoneyStageOut, **PROBLEMS})
@door(permissions.ASK_RELEASE)
def restore_stage(request: HttpRequest, stage_id: Id) -> Any:
    """Put a removed stage back, as the last one."""
    return _stage(request, writes.restore_stage(stage_id=stage_id, by=viewer_of(request), at=timezone.now()))


@router.post("/stages-of-money/{stage_id}/releases", response={201: WholeReleaseOut, **PROBLEMS})
@door(permissions.ASK_RELEASE)
def ask_release(request: HttpRequest, stage_id: Id, data: ReleaseIn) -> Any:
    """Ask for money of a stage, saying what was shown."""
    made = writes.ask_release(stage_id=stage_id, **data.model_dump(), by=viewer_of(request), at=timezone.now())
    return Status(201, _release(request, made.pk))


@router.get("/releases/{release_id}", response={200: WholeReleaseOut, **PROBLEMS})
@door(permissions.SEE)
def release(request: HttpRequest, release_id: Id) -> Any:
    """Show what is asked, what it rests on now, and the figures kept when it was decided."""
    return _release(request, release_id)


@router.put("/releases/{release_id}/decision", response={200: WholeReleaseOut, **PROBLEMS})
@door(permissions.RELEASE)
def decide_release(request: HttpRequest, release_id: Id, data: ReleaseDecisionIn) -> Any:
    """Release all that was asked for, a part, or nothing."""
    writes.decide_release(
        release_id=release_id, **data.model_dump(exclude={"version"}), seen_version=data.version, by=viewer_of(request),
        at=timezone.now(),
    )  # fmt: skip
    return _release(request, release_id)


@router.put("/releases/{release_id}/confirmation", response={200: WholeReleaseOut, **PROBLEMS})
@door(permissions.RELEASE)
def confirm_release(request: HttpRequest, release_id: Id, data: ReleaseConfirmationIn) -> Any:
    """Confirm a release as the second person, or refuse it."""
    writes.confirm_release(
        release_id=release_id, **data.model_dump(exclude={"version"}), seen_version=data.version, by=viewer_of(request),
        at=timezone.now(),
    )  # fmt: skip
    return _release(request, release_id)


@router.put("/releases/{release_id}/withdrawal", response={200: WholeReleaseOut, **PROBLEMS})
@door(permissions.ASK_RELEASE)
def withdraw_release(request: HttpRequest, release_id: Id) -> Any:
    """Withdraw what was asked for."""
    writes.withdraw_release(release_id=release_id, by=viewer_of(request), at=timezone.now())
    return _release(request, release_id)


def _stage(request: HttpRequest, made: Stage) -> StageLine:
    return stage_line(viewer=viewer_of(request), stage_id=made.pk)[1]


def _release(request: HttpRequest, release_id: int) -> dict[str, Any]:
    page = release_page(viewer=viewer_of(request), release_id=release_id, as_of=timezone.localdate())
    line: ReleaseLine = page.line
    return {
        **{name: getattr(line, name) for name in ReleaseOut.model_fields}, "must_show": page.stage.must_show,
        "basis": page.ground.basis, "now": as_record(page.ground), "kept": page.kept,
    }  # fmt: skip
