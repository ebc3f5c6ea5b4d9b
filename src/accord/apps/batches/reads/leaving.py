"""Which records of a source list a file names no more."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from accord.apps.batches.models import Batch, Listed, Row
from accord.apps.batches.rules.verdicts import State, Verdict


# no viewer: whoever brings a file in has been checked, and sees what it would do to the list
def leaving_count(batch: Batch) -> int:
    """Count the records that would leave the list with this file."""
    return leaving(batch).count()


# no viewer: see leaving_count
def leaving(batch: Batch) -> QuerySet[Listed]:
    """Give what the list named up to now and this file does not; nothing, where a later state is known already."""
    if not batch.source_list_id or batch.is_part or later_state(batch):
        return Listed.objects.none()
    named = Row.objects.filter(batch=batch, record_id__isnull=False).exclude(verdict=Verdict.REFUSED)
    return Listed.objects.filter(source_list=batch.source_list_id, left_on=None, last_on__lt=batch.as_of).exclude(
        record_id__in=named.values("record_id")
    )


# no viewer: see leaving_count
def later_state(batch: Batch) -> date | None:
    """Give the day of the last state of the batch's list, where that is later than the file's."""
    if not batch.source_list_id:
        return None
    days = Batch.objects.filter(source_list=batch.source_list_id, state=State.COMMITTED, as_of__gt=batch.as_of)
    return days.exclude(pk=batch.pk).order_by("-as_of").values_list("as_of", flat=True).first()
