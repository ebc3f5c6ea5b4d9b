"""The list of meetings: those to come, and those that are over."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.meetings import reads
from accord.apps.meetings.permissions import PLAN
from accord.apps.meetings.reads.lines import PAST, UPCOMING
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.pages import file_asked, list_file
from accord.apps.ui.permissions import may, viewer_of


def meetings(request: HttpRequest) -> HttpResponseBase:
    """List the meetings the viewer may see, as a page or as a file."""
    viewer = viewer_of(request)
    when = PAST if request.GET.get("when") == PAST else UPCOMING
    query = ListQuery.read(request, reads.meetings_spec(viewer=viewer, when=when))
    if file_asked(request):
        headers = [
            _("Meeting"),
            _("Starts"),
            _("Minutes"),
            _("Place"),
            _("Chair"),
            _("State"),
            _("Items"),
            _("Open items"),
        ]
        rows = (
            (line.title, timezone.localtime(line.starts_at), line.minutes, line.place, line.chair, line.state_label,
             line.items, line.open_items)
            for line in reads.all_meeting_lines(viewer=viewer, query=query, when=when)
        )  # fmt: skip
        return list_file(request, rows, headers, "meetings")
    here = reverse("meetings:meetings")
    tabs = [
        {"label": _("Upcoming"), "url": here, "active": when == UPCOMING},
        {"label": _("Past"), "url": f"{here}?when={PAST}", "active": when == PAST},
        {"label": _("Series"), "url": reverse("meetings:series"), "active": False},
        {"label": _("In my calendar"), "url": reverse("meetings:calendar"), "active": False},
    ]
    page = reads.meeting_lines(viewer=viewer, query=query, when=when)
    context = {"query": query, "page": page, "tabs": tabs, "when": when, "may_plan": may(viewer, PLAN)}
    return render(request, "meetings/meetings.html", context)
