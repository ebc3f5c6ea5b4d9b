"""The money of a case in stages: what is planned, released and left, what is asked for, and how it adds up."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from accord.apps.initiatives.models import Initiative
from accord.apps.ui.rules import Viewer
from accord.apps.value import permissions
from accord.apps.value.models import Case, CaseVersion, Release, Stage
from accord.apps.value.reads.deciding.ground import cost_of
from accord.apps.value.rules import CaseState, ReleaseState
from accord.apps.value.rules.words import RELEASE_STATE_LABELS

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class ReleaseLine:
    """That money of a stage was asked for, and what became of it."""

    id: int
    initiative_id: int
    initiative: str
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

    @property
    def state_label(self) -> str:
        """The state in words."""
        return _(RELEASE_STATE_LABELS[self.state])

    @property
    def is_open(self) -> bool:
        """Tell whether it waits for somebody."""
        return self.state in {ReleaseState.ASKED, ReleaseState.DECIDED}


@dataclass(frozen=True)
class StageLine:
    """A part of the money: ``granted`` of it is released, ``left`` can still be asked for; ``releases`` oldest first."""

    id: int
    position: int
    title: str
    amount: Decimal
    currency: str
    must_show: str
    due_date: date | None
    granted: Decimal
    releases: tuple[ReleaseLine, ...]
    is_removed: bool
    version: int

    @property
    def left(self) -> Decimal:
        """What is not released yet."""
        return self.amount - self.granted

    @property
    def open(self) -> ReleaseLine | None:
        """What is asked for and not settled."""
        return next((one for one in self.releases if one.is_open), None)


@dataclass(frozen=True)
class StageSum:
    """What the stages of one currency come to beside the signed (else the newest) cost."""

    currency: str
    staged: Decimal
    granted: Decimal
    cost: Decimal

    @property
    def missing(self) -> Decimal:
        """What of the cost is in no stage; negative: more is staged than the case costs."""
        return self.cost - self.staged


@dataclass(frozen=True)
class Stages:
    """The stages of an initiative's case; ``version`` is the signed one (or None), ``has_case`` whether one is written."""

    lines: tuple[StageLine, ...]
    removed: tuple[StageLine, ...]
    sums: tuple[StageSum, ...]
    has_case: bool
    signed: int | None
    newest: int | None


def stages_of(*, viewer: Viewer, initiative_id: int) -> Stages:
    """List the stages of an initiative with their releases: seven queries. Raises NotFound."""
    initiative = permissions.find(viewer, initiative_id)
    versions = list(CaseVersion.objects.filter(case__initiative=initiative).order_by("number"))
    signed = next((one for one in versions if one.state == CaseState.SIGNED), None)
    rows = list(Stage.objects.filter(case__initiative=initiative).order_by("position", "pk"))
    lines = _stage_lines(rows, initiative)
    there = tuple(one for one in lines if not one.is_removed)
    counted = signed or (versions[-1] if versions else None)
    return Stages(
        lines=there,
        removed=tuple(one for one in lines if one.is_removed),
        sums=_sums(there, cost_of(version=counted) if counted else {}),
        has_case=bool(versions) or Case.objects.filter(initiative=initiative).exists(),
        signed=signed.number if signed else None,
        newest=versions[-1].number if versions else None,
    )


def stage_line(*, viewer: Viewer, stage_id: int) -> tuple[Initiative, StageLine]:
    """Get a stage with its initiative. Raises NotFound."""
    stage = Stage.objects.select_related("case").filter(pk=stage_id).first()
    initiative = permissions.find(viewer, stage.case.initiative_id if stage else 0)
    assert stage is not None  # noqa: S101 - there is no initiative 0
    return initiative, _stage_lines([stage], initiative)[0]


def _stage_lines(rows: list[Stage], initiative: Initiative) -> list[StageLine]:
    releases: dict[int, list[ReleaseLine]] = {}
    records = Release.objects.filter(stage__in=[one.pk for one in rows]).select_related(
        "stage", "of", "asked_by", "decided_by", "confirmed_by"
    )
    for one in records.order_by("asked_at", "pk"):
        releases.setdefault(one.stage_id, []).append(line_of(one, initiative))
    return [_line(one, tuple(releases.get(one.pk, ()))) for one in rows]


# no viewer: the caller has found the release as its viewer
def line_of(one: Release, initiative: Initiative) -> ReleaseLine:
    """Turn a release (its stage, version and people loaded) into a line."""
    return ReleaseLine(
        id=one.pk,
        initiative_id=initiative.pk,
        initiative=initiative.title,
        stage_id=one.stage_id,
        stage=one.stage.title,
        of=one.of.number,
        state=one.state,
        asked_amount=one.asked_amount,
        amount=one.amount,
        currency=one.currency,
        shown=one.shown,
        asked_by_id=one.asked_by_id,
        asked_by=one.asked_by.name,
        asked_at=one.asked_at,
        decided_by_id=one.decided_by_id,
        decided_by=one.decided_by.name if one.decided_by else "",
        decided_at=one.decided_at,
        reason=one.reason,
        confirmed_by=one.confirmed_by.name if one.confirmed_by else "",
        released_at=one.released_at,
        version=one.version,
    )


def _line(one: Stage, releases: tuple[ReleaseLine, ...]) -> StageLine:
    granted = sum((r.amount or ZERO for r in releases if r.state == ReleaseState.RELEASED), ZERO)
    return StageLine(
        id=one.pk,
        position=one.position,
        title=one.title,
        amount=one.amount,
        currency=one.currency,
        must_show=one.must_show,
        due_date=one.due_date,
        granted=granted,
        releases=releases,
        is_removed=one.removed_at is not None,
        version=one.version,
    )


def _sums(lines: tuple[StageLine, ...], cost: dict[str, Decimal]) -> tuple[StageSum, ...]:
    currencies = sorted({*(one.currency for one in lines), *cost}) if lines else []
    return tuple(
        StageSum(
            currency=code,
            staged=sum((one.amount for one in lines if one.currency == code), ZERO),
            granted=sum((one.granted for one in lines if one.currency == code), ZERO),
            cost=cost.get(code, ZERO),
        )
        for code in currencies
    )


def stage_titles(*, viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Map the ids the viewer may see to (title, address of the initiative's stages): one query."""
    seen = permissions.visible_to(viewer).order_by().values("pk")
    rows = Stage.objects.filter(pk__in=ids, case__initiative__in=seen).order_by()
    return {
        pk: (title, reverse("value:release", args=[initiative]))
        for pk, title, initiative in rows.values_list("pk", "title", "case__initiative")
    }
