"""What happened to the records of a batch after it wrote them, told by the trail."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Min
from django.utils.translation import gettext as _

from accord.apps.batches.models import Batch, Writing
from accord.apps.batches.permissions import visible_to
from accord.apps.batches.rules.streams import pieces
from accord.apps.batches.rules.verdicts import State
from accord.apps.trail.models import Entry
from accord.apps.trail.reads import lines
from accord.apps.ui.reads import titles
from accord.apps.ui.rules import NotFound, Ref, Viewer

BATCH = "batches.batch"
LISTED = "listed"  # the part of a writing that says: the list names this record
IN_ONE_STATEMENT = 2_000


@dataclass(frozen=True)
class ChangedSince:
    """One record that was changed after a batch wrote it: what happened last, by whom, and how often before."""

    ref: Ref
    title: str
    url: str
    sentence: str
    actor: str
    at: datetime
    times: int
    is_created: bool


def changed_since(*, viewer: Viewer, batch_id: int) -> list[ChangedSince]:
    """List the records of a batch that were changed after it wrote them, with the last change. Raises NotFound."""
    if not visible_to(viewer).filter(pk=batch_id).exists():
        raise NotFound(_("There is no such import."))
    created = {
        Ref(kind, pk): made
        for kind, pk, made in Writing.objects.filter(batch=batch_id).exclude(part=LISTED).order_by("is_created")
        .values_list("kind", "record_id", "is_created")
    }  # fmt: skip
    touched = touched_since(batch=Ref(BATCH, batch_id), refs=created)
    last = {ref: entries[-1] for ref, entries in touched.items()}
    told = {line.id: line for line in lines(viewer=viewer, entries=last.values())}
    named = titles(viewer=viewer, refs=list(last))
    hidden = (_("a record you cannot see"), "")
    return [
        ChangedSince(
            ref, *named.get(ref, hidden), told[entry.pk].sentence, told[entry.pk].actor, entry.at, len(touched[ref]),
            created[ref],
        )
        for ref, entry in last.items()
    ]  # fmt: skip


# no viewer: it decides what is kept when a batch is taken back, whoever may see it
def touched_since(*, batch: Ref, refs: Iterable[Ref], after: date | None = None) -> dict[Ref, list[Entry]]:
    """Find what changed records after a batch last wrote them: record → entries of the trail, in order.

    What another file wrote and took back again does not count, nor that a list names a record no more, nor, where
    ``after`` is given, what files of that day or an earlier one brought.
    """
    kinds: dict[str, list[int]] = {}
    for ref in refs:
        kinds.setdefault(ref.kind, []).append(ref.id)
    found: dict[Ref, list[Entry]] = {}
    for kind, ids in kinds.items():
        for piece in pieces(sorted(ids), IN_ONE_STATEMENT):
            found |= _touched(str(batch), kind, piece, after)
    return found


def _touched(batch: str, kind: str, ids: Collection[int], after: date | None) -> dict[Ref, list[Entry]]:
    about = Entry.objects.filter(subject_kind=kind, subject_id__in=ids)
    mine = dict(about.filter(batch=batch).order_by().values_list("subject_id").annotate(last=Max("pk")))
    first = Entry.objects.filter(batch=batch).aggregate(first=Min("pk"))["first"] or 0
    later = about.filter(pk__gt=min(mine.values(), default=first)).exclude(batch=batch).order_by("pk")
    found: dict[Ref, list[Entry]] = {}
    for entry in later:
        if entry.pk > mine.get(entry.subject_id, first):
            found.setdefault(entry.subject, []).append(entry)
    standing = _standing(found, after)
    counted = {
        ref: [one for one in entries if _counts(one, ref, standing)] for ref, entries in found.items()
    }  # fmt: skip
    return {ref: entries for ref, entries in counted.items() if entries}


def _counts(entry: Entry, ref: Ref, standing: dict[str, set[Ref]]) -> bool:
    return entry.batch not in standing or ref in standing[entry.batch]


def _standing(found: dict[Ref, list[Entry]], after: date | None) -> dict[str, set[Ref]]:
    """For each other file that comes up: which of these records it wrote, if it was not taken back."""
    batches = {entry.batch for entries in found.values() for entry in entries if entry.batch.startswith(f"{BATCH}:")}
    standing: dict[str, set[Ref]] = {name: set() for name in batches}
    ids = [Ref.parse(name).id for name in batches]
    written = Batch.objects.filter(pk__in=ids, state__in=[State.COMMITTED, State.WRITING])
    if after is not None:
        written = written.filter(as_of__gt=after)
    for pk in written.values_list("pk", flat=True):
        rows = Writing.objects.filter(batch=pk).exclude(part=LISTED).values_list("kind", "record_id")
        standing[str(Ref(BATCH, pk))] = {Ref(kind, one) for kind, one in rows} & set(found)
    return standing
