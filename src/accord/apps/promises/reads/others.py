"""What other places ask of promises: those about a record, what is due or waits for an answer, what went well, names."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from accord.apps.promises import rules
from accord.apps.promises.models import Offer, Promise, Proposal
from accord.apps.promises.permissions import visible_to
from accord.apps.promises.reads.lines import PromiseLine, lines_of, whole
from accord.apps.promises.rules import Answer, State
from accord.apps.ui.rules import Ref, Viewer


def promises_about(*, viewer: Viewer, refs: Collection[Ref], as_of: date | None = None) -> dict[Ref, list[PromiseLine]]:
    """Map each record to the promises about it that the viewer may see, earliest first; without any it is absent."""
    wanted = set(refs)
    about = Q(pk__in=[])
    for kind in {ref.kind for ref in wanted}:
        about |= Q(about_kind=kind, about_id__in=[ref.id for ref in wanted if ref.kind == kind])
    found: dict[Ref, list[PromiseLine]] = {}
    for line in lines_of(viewer, list(whole(visible_to(viewer)).filter(about).order_by("due_date", "pk")), as_of):
        if line.about is not None:
            found.setdefault(line.about, []).append(line)
    return found


def promises_due(*, viewer: Viewer, as_of: date) -> list[PromiseLine]:
    """List the viewer's own open promises that are late or due within a week, earliest first."""
    records = whole(Promise.objects.filter(owner=viewer.pk)).filter(state=State.OPEN, due_date__lte=as_of + rules.SOON)
    return lines_of(viewer, list(records.order_by("due_date", "pk")[:50]), as_of)


def own_promises_due(*, viewer: Viewer, as_of: date) -> list[tuple[int, str, date]]:
    """List (id, what, day) of all the viewer's own open promises that are late or due within a week: one light query.

    What somebody else is asked to take over waits for them, until the day it is due.
    """
    due = Promise.objects.filter(owner=viewer.pk, state=State.OPEN, due_date__lte=as_of + rules.SOON)
    due = due.exclude(due_date__gt=as_of, pk__in=Offer.objects.filter(state=Answer.OPEN).values("promise"))
    return list(due.order_by("due_date", "pk").values_list("pk", "what", "due_date"))


def promises_kept_since(*, viewer: Viewer, since: datetime, limit: int = 20) -> list[PromiseLine]:
    """List the promises kept since a moment that the viewer may see, newest first."""
    records = whole(visible_to(viewer)).filter(state=State.KEPT, kept_at__gte=since).order_by("-kept_at", "-pk")
    return lines_of(viewer, list(records[:limit]), None)


@dataclass(frozen=True)
class PromiseOffered:
    """A promise that somebody asks the viewer to take over."""

    promise_id: int
    what: str
    url: str
    owner: str
    due_date: date
    reason: str


def promises_offered(*, viewer: Viewer) -> list[PromiseOffered]:
    """List the promises the viewer is asked to take over, earliest first: one query."""
    rows = Offer.objects.filter(to=viewer.pk, state=Answer.OPEN).order_by("promise__due_date", "pk")
    return [
        PromiseOffered(
            promise_id=one.promise_id,
            what=one.promise.what,
            url=reverse("promises:promise", args=[one.promise_id]),
            owner=one.promise.by_whom,
            due_date=one.promise.due_date,
            reason=one.reason,
        )
        for one in rows.select_related("promise__owner", "promise__department")[:50]
    ]


@dataclass(frozen=True)
class DayAsked:
    """Another day that somebody proposes to the viewer."""

    promise_id: int
    what: str
    url: str
    owner: str
    due_date: date
    proposed_date: date
    reason: str


def days_asked(*, viewer: Viewer) -> list[DayAsked]:
    """List the other days that wait for the viewer's answer, by the day that stands: one query."""
    rows = Proposal.objects.filter(asked=viewer.pk, state=Answer.OPEN).order_by("promise__due_date", "pk")
    return [
        DayAsked(
            promise_id=one.promise_id,
            what=one.what,
            url=reverse("promises:promise", args=[one.promise_id]),
            owner=one.promise.by_whom,
            due_date=one.promise.due_date,
            proposed_date=one.due_date,
            reason=one.reason,
        )
        for one in rows.select_related("promise__owner", "promise__department")[:50]
    ]


def promise_titles(*, viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Map the ids the viewer may see to (what, address): one query."""
    rows = visible_to(viewer).filter(pk__in=ids).order_by().values_list("pk", "what")
    return {pk: (what, reverse("promises:promise", args=[pk])) for pk, what in rows}


def promises_found(*, viewer: Viewer, words: str, limit: int) -> list[tuple[int, str, str]]:
    """Find promises by words as (id, what, owner)."""
    found = visible_to(viewer)
    for word in words.split():
        named = Q(owner__name__icontains=word) | Q(owner=None, department__name__icontains=word)
        found = found.filter(Q(what__icontains=word) | named)
    who = Coalesce("owner__name", "department__name")
    return list(found.order_by("due_date", "pk").values_list("pk", "what", who)[:limit])
