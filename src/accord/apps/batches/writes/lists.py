"""Source lists: which list a file is a state of, what the list names now, and what has left it.

What a list knows about a record follows from the written files that named it, so that files may come and be taken back
in any order: ``last_on`` is the last of their days, ``left_on`` the day of the first state after it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accord.apps.batches import sockets
from accord.apps.batches.events import ListRemoved, ListRenamed
from accord.apps.batches.models import Batch, Listed, SourceList, Writing
from accord.apps.batches.permissions import check_import, check_kind
from accord.apps.batches.reads.comparing import present, target_of
from accord.apps.batches.reads.since import LISTED
from accord.apps.batches.rules.streams import pieces
from accord.apps.batches.rules.verdicts import State
from accord.apps.batches.sockets import Part, Target
from accord.apps.batches.writes.mapping import _open_batch
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.rules import Invalid, NotFound, Ref, Viewer
from accord.apps.ui.writes import insert_many

LIST = "batches.list"
IN_ONE_STATEMENT = 5_000


# no event: nothing anybody works with has changed until the batch is committed
def use_list(
    *, batch_id: int, source_list: int | str | None, by: Viewer, at: datetime,
    key_by: Sequence[str] | None = None, is_part: bool = False,
) -> Batch:  # fmt: skip
    """Say of which list a file is a state: the id of a list, a name (made where there is none), or None for no list.

    ``key_by`` names the fields by which its rows are found again; None: as the list has it. ``is_part`` says that the
    file holds only some of the list, so that nothing leaves it. The rows have to be checked again.
    Raises NotAllowed, NotFound, WrongState once it is written, or Invalid (``name``, ``key_by``).
    """
    check_import(by)
    with transaction.atomic():
        batch = _open_batch(batch_id, by)
        before = batch.source_list_id
        found = _list_of(batch, source_list, key_by, by, at)
        batch.source_list, batch.key_by = found, list(found.key_by) if found else []
        batch.is_part, batch.state, batch.result, batch.left_count = is_part, State.MAPPING, {}, 0
        batch.save(update_fields=["source_list", "key_by", "is_part", "state", "result", "left_count"])
        forget_unused(list_id=before)
    return batch


def _list_of(
    batch: Batch, said: int | str | None, key_by: Sequence[str] | None, by: Viewer, at: datetime
) -> SourceList | None:
    if said is None:
        return None
    lists = SourceList.objects.select_for_update().filter(target=batch.target)
    if isinstance(said, int):
        found = lists.filter(pk=said).first()
        if found is None:
            raise NotFound(_("There is no such list."))
    else:
        name = " ".join(said.split())[:200]
        if not name:
            raise Invalid(_("The list needs a name."), {"name": _("Give the list a name.")})
        found = lists.filter(name=name).first() or SourceList.objects.create(
            target=batch.target, name=name, created_at=at, created_by_id=by.pk
        )
    if key_by is not None and list(key_by) != found.key_by:
        _choose_key(found, list(key_by))
    return found


def _choose_key(found: SourceList, key_by: list[str]) -> None:
    unknown = set(key_by) - {field.name for field in sockets.fields_of(found.target)}
    if unknown:
        raise Invalid(_("There is no such field."), {"key_by": _("There is no such field.")})
    if Listed.objects.filter(source_list=found).exists():
        words = _("The rows of “%(name)s” are found in another way already. Make a new list to find them like this.")
        raise Invalid(words % {"name": found.name}, {"key_by": words % {"name": found.name}})
    found.key_by = key_by
    found.save(update_fields=["key_by"])
    Batch.objects.filter(source_list=found, state__in=[State.MAPPING, State.CHECKED]).update(
        key_by=key_by, state=State.MAPPING, result={}
    )


# no event: see use_list
def forget_unused(*, list_id: int | None) -> None:
    """Delete a list that no file uses and that names nothing: it was only tried out."""
    if list_id:
        unused = SourceList.objects.filter(pk=list_id, batches=None, listed=None)
        unused.delete()


def rename_list(*, list_id: int, name: str, by: Viewer, at: datetime) -> SourceList:
    """Call a list something else. Raises NotAllowed, NotFound or Invalid (``name``)."""
    check_import(by)
    said = " ".join(name.split())[:200]
    with transaction.atomic():
        one = _locked(list_id, by)
        taken = SourceList.objects.filter(target=one.target, name=said).exclude(pk=one.pk).exists()
        if not said or taken:
            words = _("Another list has this name.") if taken else _("Give the list a name.")
            raise Invalid(words, {"name": words})
        changes = (Change(field="name", old=one.name, new=said),)
        SourceList.objects.filter(pk=one.pk).update(name=said, version=one.version + 1)
        trail.record(ListRenamed(subject=Ref(LIST, one.pk), changes=changes), by=by, at=at)
    one.name = said
    return one


def remove_list(*, list_id: int, by: Viewer, at: datetime) -> None:
    """Let go of a list: what it brought stays, and is found by its own key from now on. Raises NotAllowed or NotFound."""
    check_import(by)
    with transaction.atomic():
        one = _locked(list_id, by)
        found = sockets.target(one.target)
        left = list(Listed.objects.filter(source_list=one).exclude(left_on=None).values_list("record_id", flat=True))
        if found and found.stay and left:
            found.stay(left, by, at, Ref(LIST, one.pk))
        Batch.objects.filter(source_list=one, state=State.CHECKED).update(state=State.MAPPING, result={})
        Batch.objects.filter(source_list=one).update(source_list=None, key_by=[], left_count=0)
        changes = (Change(field="name", old=one.name),)
        trail.record(ListRemoved(subject=Ref(LIST, one.pk), changes=changes), by=by, at=at)
        one.delete()


def _locked(list_id: int, by: Viewer) -> SourceList:
    one = SourceList.objects.select_for_update().filter(pk=list_id).first()
    if one is None:
        raise NotFound(_("There is no such list."))
    check_kind(by, one.target)
    return one


@dataclass(frozen=True)
class Seen:
    """One record that a file named: by which key, in which row."""

    record_id: int
    key: str
    row: int


# no event: the event of the batch tells what was written; the list only follows it
def name_in_list(*, batch: Batch, target: Target, seen: Sequence[Seen]) -> None:
    """Note which records a file named; call inside the transaction that writes the batch."""
    insert_many(
        records=[
            Writing(
                batch=batch, part=LISTED, kind=target.record_kind, record_id=one.record_id, row_number=one.row,
                is_created=False, memo={"key": one.key},
            )
            for one in seen
        ]
    )  # fmt: skip
    follow(batch=batch, target=target, ids=[one.record_id for one in seen])


# no event: see name_in_list
def follow(*, batch: Batch, target: Target, ids: Collection[int]) -> None:
    """Bring what the list knows about records in line with the written files that name them."""
    assert batch.source_list_id  # noqa: S101 - asked only of batches that are a state of a list
    for piece in pieces(sorted(ids), IN_ONE_STATEMENT):
        _follow(batch.source_list_id, target.record_kind, piece)


def _follow(list_id: int, kind: str, ids: Sequence[int]) -> None:
    says = Writing.objects.filter(
        part=LISTED, kind=kind, record_id__in=ids, batch__source_list=list_id,
        batch__state__in=[State.COMMITTED, State.WRITING],
    ).order_by("batch__as_of", "pk")  # fmt: skip
    known: dict[int, Listed] = {}
    for pk, memo, batch_id, as_of in says.values_list("record_id", "memo", "batch_id", "batch__as_of"):
        one = known.setdefault(
            pk, Listed(source_list_id=list_id, kind=kind, record_id=pk, first_on=as_of, last_on=as_of)
        )
        one.key, one.last_on, one.batch_id = memo["key"], as_of, batch_id
    there = Listed.objects.filter(source_list=list_id, kind=kind)
    there.filter(record_id__in=[pk for pk in ids if pk not in known]).delete()
    _free_keys(there, {one.key: pk for pk, one in known.items()})
    Listed.objects.bulk_create(
        known.values(), batch_size=500, update_conflicts=True, unique_fields=["source_list", "kind", "record_id"],
        update_fields=["key", "first_on", "last_on", "batch"],
    )  # fmt: skip


def _free_keys(there: QuerySet[Listed], keys: Mapping[str, int]) -> None:
    """Let go of keys that another record of the list had before and this one has now."""
    for pk, record_id, key in there.filter(key__in=list(keys)).values_list("pk", "record_id", "key"):
        if record_id != keys[key]:
            there.filter(pk=pk).update(key=f"before-{pk}")


# no event: the target's own writes tell the trail
def mark_left(*, batch: Batch, by: Viewer, at: datetime, me: Ref) -> int:
    """Say of every record of the batch's list when it left it, and let the target mark it; gives how many left now."""
    target, parts = target_of(batch)
    states = Batch.objects.filter(source_list=batch.source_list_id, state=State.COMMITTED, is_part=False)
    days = sorted(set(states.values_list("as_of", flat=True)))
    there = Listed.objects.filter(source_list=batch.source_list_id, kind=target.record_kind)
    marked = set(there.exclude(left_on=None).values_list("record_id", flat=True))
    came = _stay(there, days)
    left = {day: _still_here(there, target, parts, ids) for day, ids in _leave(there, days).items() if ids}
    anew = [pk for ids in left.values() for pk in ids if pk in marked]
    if target.stay and (came or anew):
        target.stay([*came, *anew], by, at, me)
    for day, ids in left.items():
        gone = _in_no_other_list(target, ids)
        if gone and target.leave:
            target.leave(gone, day, by, at, me)
    return sum(len(ids) for ids in left.values())


def _stay(there: QuerySet[Listed], days: Sequence[date]) -> list[int]:
    """Take the mark from records that the last state names."""
    back = there.exclude(left_on=None)
    if days:
        back = back.filter(last_on__gte=days[-1])
    ids = list(back.values_list("record_id", flat=True))
    back.update(left_on=None)
    return ids


def _leave(there: QuerySet[Listed], days: Sequence[date]) -> dict[date, list[int]]:
    """Mark records with the day of the first state that did not name them; gives those marked anew or with another day."""
    marked: dict[date, list[int]] = {}
    spans = [(None, days[0]), *pairwise(days)] if days else []
    for last, after in spans:
        gone = there.filter(last_on__lt=after).filter(Q(left_on=None) | ~Q(left_on=after))
        if last is not None:
            gone = gone.filter(last_on__gte=last)
        marked[after] = list(gone.values_list("record_id", flat=True))
        gone.update(left_on=after)
    return marked


def _still_here(there: QuerySet[Listed], target: Target, parts: Sequence[Part], ids: Sequence[int]) -> list[int]:
    """Leave out, and forget, what has been removed here by hand."""
    here: list[int] = []
    for piece in pieces(ids, IN_ONE_STATEMENT):
        now = present(parts, piece)
        gone = [pk for pk in piece if target.name_field not in now.get(pk, {})]
        there.filter(record_id__in=gone).delete()
        here += [pk for pk in piece if pk not in set(gone)]
    return here


def _in_no_other_list(target: Target, ids: Sequence[int]) -> list[int]:
    """Leave out what another list still names."""
    still: set[int] = set()
    for piece in pieces(ids, IN_ONE_STATEMENT):
        listed = Listed.objects.filter(kind=target.record_kind, record_id__in=piece, left_on=None)
        still |= set(listed.values_list("record_id", flat=True))
    return [pk for pk in ids if pk not in still]
