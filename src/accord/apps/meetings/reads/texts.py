"""Meetings, their minutes and their series as they are found by their words."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db.models import F
from django.utils import timezone

from accord.apps.meetings.models import AgendaItem, Meeting, Minutes, MinutesVersion, Series
from accord.apps.search.sockets import Text, pieces


# no viewer: the index; whoever searches is asked for at the search
def meeting_texts(ids: Collection[int] | None) -> Iterator[Text]:
    """Give meetings with the words people gave their agenda and outcomes; no titles of the records on it, no notes."""
    for piece in pieces(Meeting.objects.all(), ids):
        rows = Meeting.objects.filter(pk__in=piece).select_related("chair").prefetch_related("items").order_by("pk")
        for one in rows:
            agenda = (f"{item.title} {item.outcome}" for item in one.items.all() if item.position > 0)
            yield Text(one.pk, one.title, (one.place, one.chair.name, *agenda), timezone.localdate(one.starts_at))


# no viewer: the index; whoever searches is asked for at the search
def minutes_texts(ids: Collection[int] | None) -> Iterator[Text]:
    """Give minutes that were sent, as they were sent; no draft."""
    for piece in pieces(Minutes.objects.exclude(sent_number=None), ids):
        sent = MinutesVersion.objects.filter(minutes__in=piece, number=F("minutes__sent_number"))
        for one in sent.select_related("minutes__meeting").order_by("minutes_id"):
            meeting = one.minutes.meeting
            yield Text(one.minutes_id, meeting.title, (one.text,), timezone.localdate(meeting.starts_at))


# no viewer: the index; whoever searches is asked for at the search
def series_texts(ids: Collection[int] | None) -> Iterator[Text]:
    """Give series of meetings."""
    for piece in pieces(Series.objects.all(), ids):
        for one in Series.objects.filter(pk__in=piece).select_related("chair").order_by("pk"):
            yield Text(one.pk, one.title, (one.place, one.chair.name), one.first_date)


# no viewer: ids alone
def of_items(ids: Collection[int]) -> Iterator[int]:
    """Give the meetings of these agenda items."""
    yield from AgendaItem.objects.filter(pk__in=ids).values_list("meeting_id", flat=True)


# no viewer: ids alone
def minutes_of(ids: Collection[int]) -> Iterator[int]:
    """Give the minutes of these meetings."""
    yield from Minutes.objects.filter(meeting__in=ids).values_list("pk", flat=True)
