"""One release with what it is decided on and what the viewer may do; those that wait for somebody, those granted lately."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accord.apps.initiatives.models import Initiative
from accord.apps.people.models import Department, Person, holding
from accord.apps.people.rules import Side
from accord.apps.trail import reads as trail
from accord.apps.trail.reads import HistoryLine
from accord.apps.ui.rules import NotFound, Ref, Role, Viewer
from accord.apps.ui.templatetags.formats import share_words
from accord.apps.value import permissions
from accord.apps.value.models import Credit, Release
from accord.apps.value.reads.deciding.evidence import Ground, ground_of
from accord.apps.value.reads.deciding.stages import ReleaseLine, StageLine, line_of, stage_line
from accord.apps.value.rules import ReleaseState
from accord.apps.value.rules.deciding import needs_second

KIND = "value.release"
MOST = 200
WHOLE = ("stage__case__initiative", "of__case__initiative", "asked_by", "decided_by", "confirmed_by")


@dataclass(frozen=True)
class ReleasePage:
    """One release with everything its page shows; ``kept`` are the figures as they stood when it was decided."""

    line: ReleaseLine
    stage: StageLine
    ground: Ground
    kept: Mapping[str, Any]
    history: tuple[HistoryLine, ...]
    signed_by_viewer: bool
    can_decide: bool
    can_confirm: bool
    can_withdraw: bool

    @property
    def kept_on(self) -> date | None:
        """The day of the figures that are kept."""
        return date.fromisoformat(self.kept["as_of"]) if self.kept.get("as_of") else None

    @property
    def is_on_old_ground(self) -> bool:
        """Tell whether the version it was asked on is not the signed one any more."""
        return self.line.is_open and not self.ground.written.is_signed


def release_page(*, viewer: Viewer, release_id: int, as_of: date) -> ReleasePage:
    """Describe one release. Raises NotFound for one the viewer may not see."""
    release, initiative = found(viewer=viewer, release_id=release_id)
    signers = set(release.of.signatures.filter(withdrawn_at=None).values_list("person_id", flat=True))
    line = line_of(release, initiative)
    is_free = viewer.pk not in {release.asked_by_id, release.decided_by_id}
    return ReleasePage(
        line=line,
        stage=stage_line(viewer=viewer, stage_id=release.stage_id)[1],
        ground=ground_of(viewer=viewer, version=release.of, as_of=as_of),
        kept=release.evidence,
        history=tuple(trail.history(viewer=viewer, subject=Ref(KIND, release.pk))),
        signed_by_viewer=needs_second(release.asked_amount, viewer.pk, signers),
        can_decide=release.state == ReleaseState.ASKED and is_free and permissions.heads_finance(viewer),
        can_confirm=release.state == ReleaseState.DECIDED and is_free and permissions.can_confirm_release(viewer),
        can_withdraw=line.is_open and permissions.can_ask_release(viewer, initiative),
    )


def found(*, viewer: Viewer, release_id: int) -> tuple[Release, Initiative]:
    """Get a release with its initiative. Raises NotFound for one the viewer may not see."""
    release = Release.objects.select_related(*WHOLE).filter(pk=release_id).first()
    if release is None:
        raise NotFound(_("There is no such record, or it is not open to you."))
    return release, permissions.find(viewer, release.stage.case.initiative_id)


def waiting_releases(*, viewer: Viewer) -> Sequence[ReleaseLine]:
    """List what is asked for and the viewer may see, the longest waiting first: two queries."""
    return _lines(viewer, state__in=[ReleaseState.ASKED, ReleaseState.DECIDED])


def mine_to_decide(*, viewer: Viewer) -> Sequence[ReleaseLine]:
    """List what the viewer is to decide: asked by somebody else (at most three queries)."""
    if not permissions.heads_finance(viewer):
        return []
    return [one for one in _lines(viewer, state=ReleaseState.ASKED) if one.asked_by_id != viewer.pk]


def mine_to_confirm(*, viewer: Viewer) -> Sequence[ReleaseLine]:
    """List what waits for a second person, and the viewer could be the one (at most three queries)."""
    if not permissions.can_confirm_release(viewer):
        return []
    rows = _lines(viewer, state=ReleaseState.DECIDED)
    return [one for one in rows if viewer.pk not in {one.asked_by_id, one.decided_by_id}]


def released_since(*, viewer: Viewer, since: datetime, limit: int = 20) -> Sequence[ReleaseLine]:
    """List what was released since a moment and the viewer may see, newest first: two queries."""
    return _lines(viewer, state=ReleaseState.RELEASED, released_at__gte=since)[-limit:][::-1]


def releases_by_id(*, viewer: Viewer, ids: Collection[int]) -> dict[int, ReleaseLine]:
    """Map the ids the viewer may see to their lines: two queries."""
    return {one.id: one for one in _lines(viewer, pk__in=list(ids))}


def release_titles(*, viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Map the ids the viewer may see to (title, address)."""
    lines = releases_by_id(viewer=viewer, ids=ids)
    return {
        pk: (
            _("%(stage)s, %(initiative)s") % {"stage": one.stage, "initiative": one.initiative},
            reverse("value:asked_release", args=[pk]),
        )
        for pk, one in lines.items()
    }


def _lines(viewer: Viewer, **where: Any) -> list[ReleaseLine]:
    seen = permissions.visible_to(viewer).order_by().values("pk")
    rows = Release.objects.filter(stage__case__initiative__in=seen, **where).select_related(*WHOLE)
    return [line_of(one, one.stage.case.initiative) for one in rows.order_by("asked_at", "pk")[:MOST]]


# no viewer: who is told is worked out for everybody at once
def deciders() -> list[int]:
    """List who decides on money: the CFO and the heads of finance departments (two queries)."""
    heads = Department.objects.filter(side=Side.FINANCE).exclude(head=None).values_list("head", flat=True)
    return _working([*holding(Role.CFO).values_list("pk", flat=True), *heads])


# no viewer: see deciders
def second_people() -> list[int]:
    """List who may be the second person: who decides on money, the CIO and the programme office (five queries)."""
    others = [
        *holding(Role.CIO).values_list("pk", flat=True),
        *holding(Role.PROGRAMME_OFFICE).values_list("pk", flat=True),
    ]
    return _working([*deciders(), *others])


def _working(ids: Sequence[int]) -> list[int]:
    here = set(Person.objects.filter(pk__in=ids, is_active=True).values_list("pk", flat=True))
    return [pk for pk in dict.fromkeys(ids) if pk in here]


# no viewer: an address is no secret
def release_url(*, release_id: int) -> str:
    """Give the address of a release."""
    return reverse("value:asked_release", args=[release_id])


@dataclass(frozen=True)
class CreditedLine:
    """A benefit that finance signed as caused by an initiative."""

    share: str
    title: str
    initiative: str
    url: str
    at: datetime


def credited_since(*, viewer: Viewer, since: datetime, limit: int = 20) -> Sequence[CreditedLine]:
    """List what finance credited since a moment and the viewer may see, newest first: one query."""
    seen = permissions.visible_to(viewer).order_by().values("pk")
    rows = Credit.objects.filter(claim__initiative__in=seen, signed_at__gte=since, withdrawn_at=None, share__gt=0)
    return [
        CreditedLine(
            share_words(one.share), one.claim.series.title, one.claim.initiative.title,
            reverse("value:effects", args=[one.claim.initiative_id]), one.signed_at,
        )
        for one in rows.select_related("claim__series", "claim__initiative").order_by("-signed_at", "-pk")[:limit]
    ]  # fmt: skip
