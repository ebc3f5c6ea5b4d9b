"""Promises whose list no longer names what they are about: nobody says what became of them, until it does again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from accord.apps.initiatives.permissions import check_import
from accord.apps.promises.events import PromiseFellSilent, PromiseToldAgain
from accord.apps.promises.models import Offer, Promise
from accord.apps.promises.rules import Answer, State
from accord.apps.promises.writes.checking import PROMISE
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.rules import Ref, Viewer

INITIATIVE = "initiatives.initiative"
PIECE = 2_000


@transaction.atomic
def fall_silent(*, initiative_ids: Sequence[int], on: date, by: Viewer, at: datetime, batch: Ref) -> list[int]:
    """Mark the open promises that a list stated about initiatives it names no more; gives their ids.

    What somebody has taken over is theirs and stays open. No version changes: nobody has edited them. Raises NotAllowed.
    """
    check_import(by)
    taken = Offer.objects.filter(state=Answer.ACCEPTED).values("promise")
    gone = [
        pk
        for some in _stated(initiative_ids)
        for pk in some.filter(state=State.OPEN).exclude(pk__in=taken).order_by("pk").values_list("pk", flat=True)
    ]
    Promise.objects.filter(pk__in=gone).update(state=State.UNTOLD, untold_on=on)
    events = [PromiseFellSilent(subject=Ref(PROMISE, pk), changes=(Change(field="untold_on", new=on),)) for pk in gone]
    trail.record_many(events, by=by, at=at, batch=batch)
    return gone


@transaction.atomic
def tell_again(*, initiative_ids: Sequence[int], by: Viewer, at: datetime, batch: Ref) -> list[int]:
    """Open again the promises that fell silent about these initiatives; gives their ids. Raises NotAllowed."""
    check_import(by)
    back = {
        pk: on
        for some in _stated(initiative_ids)
        for pk, on in some.filter(state=State.UNTOLD).order_by("pk").values_list("pk", "untold_on")
    }
    Promise.objects.filter(pk__in=back).update(state=State.OPEN, untold_on=None)
    events = [
        PromiseToldAgain(subject=Ref(PROMISE, pk), changes=(Change(field="untold_on", old=on),))
        for pk, on in back.items()
    ]
    trail.record_many(events, by=by, at=at, batch=batch)
    return list(back)


def _stated(initiative_ids: Sequence[int]) -> Iterator[QuerySet[Promise]]:
    for start in range(0, len(initiative_ids), PIECE):
        some = initiative_ids[start : start + PIECE]
        yield Promise.objects.filter(about_kind=INITIATIVE, about_id__in=some).exclude(source="")
