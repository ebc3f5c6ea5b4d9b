"""The trail as a page: every change in sentences, searched and filtered in the address."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accord.apps.trail import reads
from accord.apps.trail.reads import HistoryLine, TrailQuery
from accord.apps.ui.lists import Filter, ListPage, ListQuery, ListSpec
from accord.apps.ui.pages import file_asked, list_file
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.sockets import things

PERIODS = {"1": _("today and yesterday"), "7": _("the last 7 days"), "30": _("the last 30 days")}
EXPORTED = 10_000


def index(request: HttpRequest) -> HttpResponseBase:
    """List what happened, newest first."""
    query = ListQuery.read(request, _spec())
    wanted = _wanted(query, request.GET.get("batch", ""))
    viewer = viewer_of(request)
    if file_asked(request):
        found = reads.trail_page(viewer=viewer, query=wanted, limit=EXPORTED)
        rows = [(line.at, line.actor, line.sentence) for line in found.lines]
        return list_file(request, rows, [str(_("When")), str(_("Who")), str(_("What"))], "trail")
    size = query.spec.page_size
    found = reads.trail_page(viewer=viewer, query=wanted, offset=(query.number - 1) * size, limit=size)
    return render(request, "trail/index.html", {"query": query, "page": _page(query, found)})


def _spec() -> ListSpec:
    kinds = sorted(((thing.kind, thing.label) for thing in things), key=lambda pair: str(pair[1]))
    return ListSpec(
        filters=(
            Filter("kind", _("Record"), [(kind, str(label)) for kind, label in kinds]),
            Filter("period", _("When"), list(PERIODS.items())),
        ),
        search=("code",),
        page_size=50,
    )


def _wanted(query: ListQuery, batch: str) -> TrailQuery:
    days = max((int(value) for value in query.values("period")), default=0)
    since = timezone.now() - timedelta(days=days) if days else None
    return TrailQuery(words=query.search, kinds=query.values("kind"), since=since, batch=batch[:80])


def _page(query: ListQuery, found: reads.TrailPage) -> ListPage[HistoryLine]:
    size = query.spec.page_size
    return ListPage(
        rows=tuple(found.lines),
        total=found.count,
        number=query.number,
        size=size,
        previous_url=query.url(page=query.number - 1) if query.number > 1 else "",
        next_url=query.url(page=query.number + 1) if query.number * size < found.count else "",
    )
