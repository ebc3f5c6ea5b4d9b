"""Many postings at once: what an import writes and takes back; the caller holds the transaction of the batch."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.initiatives.rules import first_of_month
from accord.apps.trail import writes as trail
from accord.apps.ui.rules import Ref, Viewer, WrongState
from accord.apps.ui.writes import at_once, gathered_now, insert_many
from accord.apps.value import permissions
from accord.apps.value.events.ledger import PostingImported, PostingTakenBack
from accord.apps.value.models import Involvement, Posting
from accord.apps.value.reads.ledger.imports import PostingRow, refused_postings
from accord.apps.value.rules import Involved, Source
from accord.apps.value.rules.ledger import CENT
from accord.apps.value.writes.involvement import side_of
from accord.apps.value.writes.ledger.months import hold_months
from accord.apps.value.writes.ledger.postings import POSTING, told_as_new

PIECE = 500


@dataclass(frozen=True)
class Imported:
    """What an import of postings did: the id each row got (None: refused), and why it was refused, by place."""

    ids: tuple[int | None, ...]
    refused: dict[int, str]


@at_once
def import_postings(*, rows: Sequence[PostingRow], by: Viewer, at: datetime, batch: Ref) -> Imported:
    """Post many amounts; rows that cannot be taken are refused one by one, with a sentence each.

    A row that brings its ``id`` was written by the same import before and comes back as it was. Raises NotAllowed, and
    WrongState when a month is closed between checking and writing.
    """
    permissions.check_post(by)
    refused = dict(refused_postings(viewer=by, rows=rows))
    kept = [(place, row) for place, row in enumerate(rows) if place not in refused]
    known = _there([row.id for _place, row in kept if row.id is not None])
    new = [(place, row) for place, row in kept if row.id not in known]
    _hold_open({first_of_month(row.month) for _place, row in kept})
    made = insert_many(records=[_posting(row, by, at, batch) for _place, row in new])
    told = [PostingImported(subject=Ref(POSTING, one.pk), changes=told_as_new(posting=one, by=by)) for one in made]
    trail.record_many(told, by=by, at=at, batch=batch)
    _bring_back([row.id for _place, row in kept if row.id in known], by=by, at=at, batch=batch)
    _note({row.initiative_id for _place, row in kept}, by, at)
    ids: dict[int, int | None] = {place: row.id for place, row in kept}
    ids |= {place: one.pk for (place, _row), one in zip(new, made, strict=True)}
    return Imported(tuple(ids.get(place) for place in range(len(rows))), refused)


def _there(ids: Collection[int]) -> set[int]:
    return set(Posting.objects.filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()


def _posting(row: PostingRow, by: Viewer, at: datetime, batch: Ref) -> Posting:
    return Posting(
        pk=row.id, initiative_id=row.initiative_id, entry=row.entry, flow=row.flow, month=first_of_month(row.month),
        date=row.on or row.month, amount=row.amount.quantize(CENT), currency=row.currency, books=row.books.strip(),
        posting_id=row.posting_id.strip(), words=row.words.strip(), account=row.account.strip(), line_key=row.line_key,
        source=Source.FILE, batch=str(batch), posted_at=at, posted_by_id=by.pk,
    )  # fmt: skip


def _hold_open(months: Collection[date]) -> None:
    """Hold the months open until the transaction ends: now, or once what is gathered is written."""
    into = gathered_now()
    if into is not None:
        into.steps.append(partial(_refuse_closed, months))
    else:
        _refuse_closed(months)


def _refuse_closed(months: Collection[date]) -> None:
    closed = hold_months(months=months)
    if closed:
        named = ", ".join(f"{month:%Y-%m}" for month in sorted(closed))
        raise WrongState(
            _("Finance has closed %(months)s in the meantime. Look at the file again.") % {"months": named}
        )


def _bring_back(ids: Sequence[int | None], *, by: Viewer, at: datetime, batch: Ref) -> None:
    values = {pk: {"removed_at": None} for pk in ids if pk is not None}
    if values:
        with transaction.atomic():
            trail.edit_many(
                model=Posting, values=values, event=PostingImported, personal=_nobody, by=by, at=at, batch=batch
            )


def _nobody(posting: Posting) -> dict[str, int | None]:
    return {}


def _note(initiative_ids: Collection[int], by: Viewer, at: datetime) -> None:
    """Remember once for each initiative that this side posted."""
    side = side_of(viewer=by)
    noted: set[int] = set()
    for piece in _pieces(initiative_ids):
        found = Involvement.objects.filter(initiative__in=piece, side=side, how=Involved.POSTED, removed_at=None)
        noted |= set(found.values_list("initiative_id", flat=True))
    insert_many(
        records=[
            Involvement(
                initiative_id=pk, side=side, how=Involved.POSTED, date=timezone.localdate(at), person_id=by.pk, recorded_at=at
            )
            for pk in sorted(set(initiative_ids) - noted)
        ]
    )  # fmt: skip


@transaction.atomic
def take_back_postings(*, ids: Collection[int], by: Viewer, at: datetime, batch: Ref) -> trail.Undone:
    """Take imported postings back where their month is open and nothing answers them; the rest is kept, with the reason.

    Raises NotAllowed.
    """
    permissions.check_post(by)
    found = {one.pk: one for piece in _pieces(ids) for one in Posting.objects.filter(pk__in=piece, removed_at=None)}
    closed = hold_months(months={one.month for one in found.values()})
    answered = {
        pk for piece in _pieces(found) for pk in
        Posting.objects.filter(corrects__in=piece, removed_at=None).values_list("corrects_id", flat=True)
    }  # fmt: skip
    kept = {
        one.pk: _("Its month, %(month)s, is closed.") % {"month": f"{one.month:%Y-%m}"} for one in found.values()
        if one.month in closed
    } | {pk: _("A counter-posting answers it.") for pk in answered}  # fmt: skip
    values = {pk: {"removed_at": at} for pk in found if pk not in kept}
    done = trail.edit_many(
        model=Posting, values=values, event=PostingTakenBack, personal=_nobody, by=by, at=at, batch=batch
    )
    return trail.Undone(tuple(done), kept)


def _pieces(ids: Iterable[int]) -> list[list[int]]:
    listed = sorted(ids)
    return [listed[start : start + PIECE] for start in range(0, len(listed), PIECE)]


__all__ = ["Imported", "PostingRow", "import_postings", "take_back_postings"]
