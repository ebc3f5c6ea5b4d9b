"""What initiatives ask of a person now, what went well lately, and who serves a goal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.initiatives.models import GoalLink, Initiative, Milestone
from accord.apps.initiatives.permissions import visible_to
from accord.apps.initiatives.rules import STAGE_LABELS, AgreeingSide, Stage
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.sockets import GoodNews, TurnItem

MOST = 50
OVER = (Stage.RETIRED, Stage.CANCELLED)


@dataclass(frozen=True)
class ServingLine:
    """One initiative that serves a goal."""

    id: int
    title: str
    url: str
    stage_label: str
    is_agreed: bool


def turn_items(*, viewer: Viewer, today: date) -> list[TurnItem]:
    """List the goal links that wait for the viewer's agreement and their own late milestones: two queries."""
    return [*_agreements(viewer), *_late(viewer, today)]


def _agreements(viewer: Viewer) -> list[TurnItem]:
    business = Q(initiative__sponsor=viewer.pk) | Q(goal__business_owner=viewer.pk)
    it = Q(initiative__lead=viewer.pk) | Q(goal__it_owner=viewer.pk)
    waiting = (business & Q(business_agreed_at=None)) | (it & Q(it_agreed_at=None))
    rows = (
        GoalLink.objects.filter(waiting, removed_at=None, initiative__in=_ids(viewer))
        .exclude(initiative__stage__in=OVER)
        .select_related("initiative", "goal")
        .order_by("pk")[:MOST]
    )
    return [item for link in rows if (item := _agreement(viewer, link))]


def _agreement(viewer: Viewer, link: GoalLink) -> TurnItem | None:
    is_business = viewer.pk in {link.initiative.sponsor_id, link.goal.business_owner_id}
    is_it = viewer.pk in {link.initiative.lead_id, link.goal.it_owner_id}
    if is_business and link.business_agreed_at is None and link.it_agreed_by_id != viewer.pk:
        side = AgreeingSide.BUSINESS
    elif is_it and link.it_agreed_at is None and link.business_agreed_by_id != viewer.pk:
        side = AgreeingSide.IT
    else:
        return None
    names = {"initiative": link.initiative.title, "goal": link.goal.title}
    return TurnItem(
        ref=Ref("initiatives.goal_link", link.pk),
        verb=_("Agree"),
        sentence=_("%(initiative)s is said to serve “%(goal)s”. Do you agree?") % names,
        url=reverse("initiatives:initiative", args=[link.initiative_id]) + "#goals",
        action_url=reverse("initiatives:agreement", args=[link.initiative_id, link.pk, side.value]),
        action_label=_("Agree"),
    )


def _late(viewer: Viewer, today: date) -> list[TurnItem]:
    rows = (
        Milestone.objects.filter(initiative__lead=viewer.pk, removed_at=None, done_date=None, due_date__lt=today)
        .exclude(initiative__stage__in=OVER)
        .select_related("initiative")
        .order_by("due_date", "pk")[:MOST]
    )
    return [
        TurnItem(
            ref=Ref("initiatives.milestone", one.pk),
            verb=_("Show or move"),
            sentence=_("“%(milestone)s” of %(initiative)s was due.")
            % {"milestone": one.title, "initiative": one.initiative.title},
            url=reverse("initiatives:initiative", args=[one.initiative_id]) + "#milestones",
            due=one.due_date,
            action_label=_("It is done"),
            form_url=reverse("initiatives:finish_milestone", args=[one.initiative_id, one.pk]),
        )
        for one in rows
    ]


def good_news(*, viewer: Viewer, since: datetime) -> list[GoodNews]:
    """List what went live and which milestones were finished lately, newest first: two queries."""
    first = timezone.localdate(since)
    live = visible_to(viewer).filter(stage=Stage.LIVE, stage_date__gte=first).order_by("-stage_date", "-pk")
    done = (
        Milestone.objects.filter(done_date__gte=first, removed_at=None, initiative__in=_ids(viewer))
        .select_related("initiative")
        .order_by("-done_date", "-pk")
    )
    told = [
        GoodNews(
            _("%(initiative)s went live.") % {"initiative": title},
            reverse("initiatives:initiative", args=[pk]),
            _noon(day),
        )
        for pk, title, day in live.values_list("pk", "title", "stage_date")[:3]
        if day
    ]
    told += [
        GoodNews(
            _("%(initiative)s has something to show: %(milestone)s.")
            % {"initiative": one.initiative.title, "milestone": one.title},
            reverse("initiatives:initiative", args=[one.initiative_id]) + "#milestones",
            _noon(one.done_date),
        )
        for one in done[:3]
        if one.done_date
    ]
    return sorted(told, key=lambda news: news.at, reverse=True)


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


def serving_lines(*, viewer: Viewer, goal_id: int) -> list[ServingLine]:
    """List the initiatives the viewer may see that serve a goal, agreed ones first: one query."""
    rows = (
        GoalLink.objects.filter(goal=goal_id, removed_at=None, initiative__in=_ids(viewer))
        .select_related("initiative")
        .order_by("initiative__title", "pk")
    )
    found = [
        ServingLine(
            id=link.initiative_id,
            title=link.initiative.title,
            url=reverse("initiatives:initiative", args=[link.initiative_id]) + "#goals",
            stage_label=_(STAGE_LABELS[link.initiative.stage]),
            is_agreed=link.is_agreed_by_both,
        )
        for link in rows
    ]
    return sorted(found, key=lambda line: not line.is_agreed)


def _ids(viewer: Viewer) -> QuerySet[Initiative, Any]:
    return visible_to(viewer).order_by().values("pk")
