"""Marking initiatives that the list they came from names no more, and taking the mark away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from accord.apps.initiatives.events import BackInList, LeftList
from accord.apps.initiatives.models import Initiative
from accord.apps.initiatives.permissions import check_import
from accord.apps.initiatives.writes.checking import INITIATIVE
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.rules import Ref, Viewer


@transaction.atomic
def leave_list(*, ids: Sequence[int], on: date, by: Viewer, at: datetime, batch: Ref) -> list[int]:
    """Mark initiatives as having left their list on a day; gives the ids of those newly marked. Raises NotAllowed.

    Nobody has edited them, so their version stays.
    """
    check_import(by)
    gone = list(Initiative.objects.filter(pk__in=ids, left_list_on=None).order_by("pk").values_list("pk", flat=True))
    Initiative.objects.filter(pk__in=gone).update(left_list_on=on)
    events = [LeftList(subject=Ref(INITIATIVE, pk), changes=(Change(field="left_list_on", new=on),)) for pk in gone]
    trail.record_many(events, by=by, at=at, batch=batch)
    return gone


@transaction.atomic
def stay_in_list(*, ids: Sequence[int], by: Viewer, at: datetime, batch: Ref) -> list[int]:
    """Take the mark away from initiatives that have it; gives their ids. Raises NotAllowed."""
    check_import(by)
    marked = Initiative.objects.filter(pk__in=ids, left_list_on__isnull=False).order_by("pk")
    back = dict(marked.values_list("pk", "left_list_on"))
    Initiative.objects.filter(pk__in=back).update(left_list_on=None)
    events = [
        BackInList(subject=Ref(INITIATIVE, pk), changes=(Change(field="left_list_on", old=on),))
        for pk, on in back.items()
    ]
    trail.record_many(events, by=by, at=at, batch=batch)
    return list(back)
