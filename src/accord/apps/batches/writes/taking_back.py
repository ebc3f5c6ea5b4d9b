"""Taking a whole batch back; what people changed since stays, unless they choose otherwise, and is listed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accord.apps.batches.events import BatchTakenBack
from accord.apps.batches.models import Batch, Turn, Writing
from accord.apps.batches.permissions import check_batch, check_import
from accord.apps.batches.reads.comparing import target_of
from accord.apps.batches.reads.since import BATCH, LISTED, touched_since
from accord.apps.batches.rules.streams import Progress, no_progress
from accord.apps.batches.rules.verdicts import State
from accord.apps.batches.sockets import Kept, Part, Written
from accord.apps.batches.writes.lists import follow, mark_left
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.rules import NotFound, Ref, Viewer, WrongState

AT_ONCE = 2_000  # writings that are taken back in one transaction
A_PIECE = 400


def take_back(
    *, batch_id: int, by: Viewer, at: datetime, anyway: Collection[Ref] = (), progress: Progress = no_progress
) -> Batch:
    """Undo what a batch wrote, the last part first; records changed since are kept, and listed on the batch.

    ``anyway`` are those of them that are taken back all the same. Raises NotAllowed, NotFound or WrongState. Called
    again on a batch that is being taken back, it goes on where that stopped.
    """
    check_import(by)
    batch = Batch.objects.filter(pk=batch_id).first()
    if batch is None:
        raise NotFound(_("There is no such import."))
    check_batch(by, batch)
    if batch.state not in {State.COMMITTED, State.TAKING_BACK}:
        raise WrongState(_("Only an import that has been written can be taken back, and only once."))
    undoing = Undoing(batch, by, at, anyway)
    if batch.state == State.COMMITTED and undoing.total <= AT_ONCE:
        with transaction.atomic():
            undoing.claim(State.TAKEN_BACK)
            undoing.undo(AT_ONCE)
            undoing.finish()
    else:
        if batch.state == State.COMMITTED:
            with transaction.atomic():
                undoing.claim(State.TAKING_BACK)
        _undo_in_pieces(undoing, progress)
        with transaction.atomic():
            undoing.finish()
    batch.refresh_from_db()
    return batch


# no event: the caller tells why
def undo_writings(*, batch: Batch, by: Viewer, at: datetime, keep: bool) -> None:
    """Undo in pieces all that a batch has written so far, whatever has become of it; ``keep`` what was remembered of it.

    For a batch of which a later piece was refused.
    """
    undoing = Undoing(batch, by, at, ())
    _undo_in_pieces(undoing, no_progress)
    if batch.source_list_id:
        undoing.follow_list()
    if not keep:
        Writing.objects.filter(batch=batch).delete()


def _undo_in_pieces(undoing: Undoing, progress: Progress) -> None:
    done = 0
    while True:
        with transaction.atomic():
            count = undoing.undo(A_PIECE)
        if not count:
            return
        done += count
        progress(min(done, undoing.total), undoing.total, _("Taking back"))


class Undoing:
    """A batch on its way back, piece by piece, the last that was written first."""

    def __init__(self, batch: Batch, by: Viewer, at: datetime, anyway: Collection[Ref]) -> None:
        self.batch, self.by, self.at = batch, by, at
        self.me = Ref(BATCH, batch.pk)
        self.target, self.parts = target_of(batch)
        self._written = Writing.objects.filter(batch=batch).exclude(part=LISTED)
        self.total = self._written.count()
        self._anyway = set(anyway)
        refs = {Ref(kind, pk) for kind, pk in self._written.values_list("kind", "record_id").distinct()}
        self._touched = set(touched_since(batch=self.me, refs=refs)) - self._anyway

    def claim(self, state: State) -> None:
        """Take the batch and the target's turn."""
        mine = Batch.objects.filter(pk=self.batch.pk, state=State.COMMITTED).update(
            state=state, kept=[], undone_to=None, taken_back_at=self.at, taken_back_by_id=self.by.pk
        )
        if not mine:
            raise WrongState(_("Only an import that has been written can be taken back, and only once."))
        Turn.objects.filter(target=self.batch.target).update(count=F("count") + 1)

    def undo(self, most: int) -> int:
        """Undo the next writings inside the caller's transaction; gives how many, 0 when there are none left."""
        here = Batch.objects.select_for_update().values("undone_to", "kept").get(pk=self.batch.pk)
        rest = self._written if here["undone_to"] is None else self._written.filter(pk__lt=here["undone_to"])
        piece = list(rest.order_by("-pk")[:most])
        if not piece:
            return 0
        kept = self._undo(sorted(piece, key=lambda one: one.pk))
        known = {text for text, _reason in here["kept"]}
        listed = [*here["kept"], *([str(one.ref), one.reason] for one in kept if str(one.ref) not in known)]
        Batch.objects.filter(pk=self.batch.pk).update(undone_to=piece[-1].pk, kept=listed)
        return len(piece)

    def _undo(self, piece: Collection[Writing]) -> list[Kept]:
        kept: dict[Ref, Kept] = {}
        by_part: dict[str, list[Written]] = {}
        for one in piece:
            ref = Ref(one.kind, one.record_id)
            if ref in self._touched:
                kept[ref] = Kept(ref, _("It has been changed since."))
                continue
            written = Written(ref, one.is_created, one.row_number, one.memo, anyway=ref in self._anyway)
            by_part.setdefault(one.part, []).append(written)
        for part in reversed(self.parts):
            kept |= {one.ref: one for one in self._undo_part(part, by_part.get(part.name, []))}
        return list(kept.values())

    def _undo_part(self, part: Part, written: list[Written]) -> list[Kept]:
        return part.take_back(written, self.by, self.at, self.me) if written else []

    def finish(self) -> None:
        """Say that it is taken back, in the list it belongs to and on the trail."""
        if not Batch.objects.filter(pk=self.batch.pk).update(state=State.TAKEN_BACK):
            raise NotFound(_("There is no such import."))
        if self.batch.source_list_id:
            self.follow_list()
            mark_left(batch=self.batch, by=self.by, at=self.at, me=self.me)
        kept = len(Batch.objects.values_list("kept", flat=True).get(pk=self.batch.pk))
        records = self._written.values("kind", "record_id").distinct().count()
        changes = (Change(field="taken_back", new=max(records - kept, 0)), Change(field="kept", new=kept))
        trail.record(BatchTakenBack(subject=self.me, changes=changes), by=self.by, at=self.at, batch=self.me)

    def follow_list(self) -> None:
        """Let the list forget what this file said of it."""
        named = Writing.objects.filter(batch=self.batch, part=LISTED).values_list("record_id", flat=True)
        follow(batch=self.batch, target=self.target, ids=set(named))
