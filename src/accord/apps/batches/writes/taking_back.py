"""Taking a whole batch back; what people changed since stays and is listed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accord.apps.batches.events import BatchTakenBack
from accord.apps.batches.models import Batch, Turn, Writing
from accord.apps.batches.permissions import check_import
from accord.apps.batches.reads.comparing import target_of
from accord.apps.batches.rules.verdicts import State
from accord.apps.batches.sockets import Kept, Written
from accord.apps.batches.writes.committing import BATCH
from accord.apps.batches.writes.lists import LISTED, follow, mark_left
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.rules import NotFound, Ref, Viewer, WrongState


def take_back(*, batch_id: int, by: Viewer, at: datetime) -> Batch:
    """Undo what a batch wrote, the last part first; records changed since are kept, and listed on the batch.

    Raises NotAllowed, NotFound or WrongState.
    """
    check_import(by)
    batch = Batch.objects.filter(pk=batch_id).first()
    if batch is None:
        raise NotFound(_("There is no such import."))
    target, parts = target_of(batch)
    written: dict[str, list[Written]] = {}
    for one in Writing.objects.filter(batch=batch).exclude(part=LISTED).order_by("pk"):
        written.setdefault(one.part, []).append(
            Written(Ref(one.kind, one.record_id), one.is_created, one.row_number, one.memo)
        )
    me = Ref(BATCH, batch.pk)
    with transaction.atomic():
        mine = Batch.objects.filter(pk=batch_id, state=State.COMMITTED).update(
            state=State.TAKEN_BACK, taken_back_at=at, taken_back_by_id=by.pk
        )
        if not mine:
            raise WrongState(_("Only an import that has been written can be taken back, and only once."))
        Turn.objects.filter(target=batch.target).update(count=F("count") + 1)
        kept: list[Kept] = []
        for part in reversed(parts):
            if records := written.get(part.name):
                kept += part.take_back(records, by, at, me)
        if batch.source_list_id:
            named = Writing.objects.filter(batch=batch, part=LISTED).values_list("record_id", flat=True)
            follow(batch=batch, target=target, ids=list(named))
            mark_left(batch=batch, by=by, at=at, me=me)
        total = sum(len(records) for records in written.values())
        Batch.objects.filter(pk=batch_id).update(kept=[[str(one.ref), one.reason] for one in kept])
        changes = (Change(field="taken_back", new=total - len(kept)), Change(field="kept", new=len(kept)))
        trail.record(BatchTakenBack(subject=me, changes=changes), by=by, at=at, batch=me)
    batch.refresh_from_db()
    return batch
