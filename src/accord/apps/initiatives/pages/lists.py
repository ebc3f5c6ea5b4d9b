"""The list of initiatives."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from accord.apps.initiatives import reads
from accord.apps.initiatives.permissions import ADD
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.pages import file_asked, list_file
from accord.apps.ui.permissions import may, viewer_of


def initiatives(request: HttpRequest) -> HttpResponseBase:
    """List the initiatives the viewer may see, as a page or as a file."""
    viewer = viewer_of(request)
    query = ListQuery.read(request, reads.initiatives_spec(viewer=viewer))
    if file_asked(request):
        headers = [_("Title"), _("Stage"), _("Since"), _("Department"), _("Sponsor"), _("Lead"), _("Open to"), _("Goals"),
                   _("Goals agreed"), _("Key"), _("Summary")]  # fmt: skip
        rows = (
            (line.title, line.stage_label, line.stage_date, line.department, line.sponsor, line.lead, line.visibility,
             line.goals, line.goals_agreed, line.external_key, line.summary)
            for line in reads.all_initiative_lines(viewer=viewer, query=query)
        )  # fmt: skip
        return list_file(request, rows, headers, "initiatives")
    page = reads.initiative_lines(viewer=viewer, query=query)
    context = {"query": query, "page": page, "may_add": may(viewer, ADD)}
    return render(request, "initiatives/initiatives.html", context)
