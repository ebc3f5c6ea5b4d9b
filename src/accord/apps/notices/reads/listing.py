"""What somebody was told, as a list; said anew each time, as they may see it now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.notices import sockets
from accord.apps.notices.models import Notice
from accord.apps.notices.reads.saying import said
from accord.apps.ui.lists import Filter, ListPage, ListQuery, ListSpec
from accord.apps.ui.rules import Ref, Viewer

MOST_EXPORTED = 10_000
PIECE = 500
READ, UNREAD = "read", "unread"


@dataclass(frozen=True)
class NoticeLine:
    """One notice; ``sentence`` is empty when it is over, or no longer the viewer's to see."""

    id: int
    kind: str
    kind_label: str
    ref: Ref
    sentence: str
    url: str
    happened_at: datetime
    is_read: bool


def notices_spec(*, viewer: Viewer) -> ListSpec:
    """Say what the list of notices offers: kind, read or not, newest first."""
    states = [(UNREAD, gettext_lazy("Not read")), (READ, gettext_lazy("Read"))]
    return ListSpec(
        filters=(
            Filter("kind", gettext_lazy("About"), [(kind.code, kind.label) for kind in sockets.kinds]),
            Filter("state", gettext_lazy("State"), states, where=_in_state),
        ),
        sorts={"happened": ("happened_at",)},
        default_sort="-happened",
    )


def _in_state(values: Sequence[str]) -> Q:
    wanted = Q(pk__in=[])
    if READ in values:
        wanted |= Q(read_at__isnull=False)
    if UNREAD in values:
        wanted |= Q(read_at__isnull=True)
    return wanted


def notice_lines(*, viewer: Viewer, query: ListQuery) -> ListPage[NoticeLine]:
    """List what the viewer was told: two queries, and a few for each kind on the page."""
    page = query.page(_mine(viewer))
    return query.page_with(_lines(viewer, page.rows), page)


def notice_slice(*, viewer: Viewer, query: ListQuery, offset: int, limit: int) -> tuple[list[NoticeLine], int]:
    """Give one part of the list and how many there are in all."""
    found = query.narrow(_mine(viewer))
    return _lines(viewer, list(query.order(found)[offset : offset + limit])), found.count()


def all_notice_lines(*, viewer: Viewer, query: ListQuery) -> Iterator[NoticeLine]:
    """Give the list for a file, in pieces."""
    found = query.order(query.narrow(_mine(viewer)))
    for start in range(0, MOST_EXPORTED, PIECE):
        rows = list(found[start : start + PIECE])
        yield from _lines(viewer, rows)
        if len(rows) < PIECE:
            return


def unread(*, viewer: Viewer) -> int:
    """Count what the viewer was told and has not read: one query on an index of unread notices."""
    return Notice.objects.filter(person=viewer.pk, read_at=None).count()


def _mine(viewer: Viewer) -> QuerySet[Notice]:
    return Notice.objects.filter(person=viewer.pk)


def _lines(viewer: Viewer, rows: Sequence[Notice]) -> list[NoticeLine]:
    spoken = said(viewer=viewer, notices=rows)
    labels = {kind.code: str(kind.label) for kind in sockets.kinds}
    return [
        NoticeLine(
            id=row.pk,
            kind=row.kind,
            kind_label=labels.get(row.kind, _("no longer told")),
            ref=row.ref,
            sentence=one.sentence if one else "",
            url=one.url if one else "",
            happened_at=row.happened_at,
            is_read=row.read_at is not None,
        )
        for row in rows
        for one in [spoken.get((row.kind, row.ref))]
    ]
