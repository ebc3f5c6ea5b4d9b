"""The permission table as a page: it is the help page too."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accord.apps.people import reads
from accord.apps.people.rules import ROLE_LABELS, Role
from accord.apps.ui.permissions import viewer_of


def permission_table(request: HttpRequest) -> HttpResponse:
    """Show who may do what: the table the code itself reads."""
    viewer = viewer_of(request)
    roles = [{"label": ROLE_LABELS[role], "own": role in viewer.roles} for role in Role]
    return render(request, "people/roles.html", {"groups": reads.permission_table(viewer=viewer), "roles": roles})
