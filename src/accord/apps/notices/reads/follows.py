"""What somebody follows, who follows what, and what changed in it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef

from accord.apps.notices.models import Follow
from accord.apps.trail.models import Entry
from accord.apps.trail.reads import HistoryLine, lines
from accord.apps.ui.reads import titles
from accord.apps.ui.rules import Ref, Viewer


def follows(*, viewer: Viewer) -> frozenset[Ref]:
    """List the records the viewer follows: one query."""
    rows = Follow.objects.filter(person=viewer.pk).order_by().values_list("ref_kind", "ref_id")
    return frozenset(Ref(kind, number) for kind, number in rows)


def following(*, viewer: Viewer, ref: Ref) -> dict[str, Any]:
    """Give what the follow button of a record's page needs: ``follow_ref`` and ``is_followed``; one query."""
    mine = Follow.objects.filter(person=viewer.pk, ref_kind=ref.kind, ref_id=ref.id)
    return {"follow_ref": ref, "is_followed": mine.exists()}


def followed_titles(*, viewer: Viewer) -> list[tuple[Ref, str, str]]:
    """List what the viewer follows and may still see as (reference, title, address), latest first."""
    refs = [row.ref for row in Follow.objects.filter(person=viewer.pk)[:500]]
    named = titles(viewer=viewer, refs=refs)
    return [(ref, *named[ref]) for ref in refs if ref in named]


# no viewer: it is asked by Accord itself, for each follower alone
def followers(*, refs: Collection[Ref]) -> dict[Ref, list[tuple[int, datetime]]]:
    """Map records to those who follow them as (person, since when): one query."""
    found: dict[Ref, list[tuple[int, datetime]]] = {}
    rows = Follow.objects.filter(ref_kind__in={ref.kind for ref in refs}, ref_id__in={ref.id for ref in refs})
    for row in rows.order_by("pk"):
        found.setdefault(row.ref, []).append((row.person_id, row.followed_at))
    return {ref: found[ref] for ref in refs if ref in found}


def changes(*, viewer: Viewer, since: datetime, limit: int = 50) -> list[HistoryLine]:
    """Tell what others changed since a moment in what the viewer follows and may see, newest first."""
    mine = Follow.objects.filter(
        person=viewer.pk, ref_kind=OuterRef("subject_kind"), ref_id=OuterRef("subject_id")
    )  # fmt: skip
    entries = Entry.objects.filter(Exists(mine), at__gte=since).exclude(actor_id=viewer.pk).order_by("-pk")
    return [line for line in lines(viewer=viewer, entries=entries[:limit]) if line.url]
