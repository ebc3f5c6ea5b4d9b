"""A case: one version with how it stands, beside another, and on paper."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accord.apps.ui.pages import done
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.rules import NotFound
from accord.apps.value import permissions, writes
from accord.apps.value.reads.cases import page as reads
from accord.apps.value.reads.cases.changes import version_changes
from accord.apps.value.reads.cases.page import CasePage
from accord.apps.value.reads.figures.values import ClassCheck, class_check
from accord.apps.value.reads.tabs import tabs
from accord.apps.value.rules import CaseState

MOST_HISTORY = 1_000  # entries on one page


def case(request: HttpRequest, initiative_id: int) -> HttpResponse:
    """Show the version that is open, else the one in force; or how to begin a case."""
    viewer = viewer_of(request)
    page = reads.case_page(viewer=viewer, initiative_id=initiative_id)
    if page is not None:
        return _shown(request, page)
    initiative = permissions.find(viewer, initiative_id)
    words = {"initiative": initiative, "can_write": permissions.can_write(viewer, initiative)}
    return render(request, "value/cases/none.html", words | {"tabs": tabs(initiative_id, "case")})


def version(request: HttpRequest, initiative_id: int, number: int) -> HttpResponse:
    """Show one version of a case."""
    return _shown(request, found(request, initiative_id, number))


def found(request: HttpRequest, initiative_id: int, number: int) -> CasePage:
    """Find a version as the viewer. Raises NotFound."""
    page = reads.case_page(viewer=viewer_of(request), initiative_id=initiative_id, number=number)
    if page is None:
        raise NotFound(_("This initiative has no case yet."))
    return page


def _shown(request: HttpRequest, page: CasePage) -> HttpResponse:
    pk, number = page.initiative.pk, page.version.number
    words: dict[str, Any] = {"page": page, "version": page.version, "initiative": page.initiative, "table": page.table}
    words |= {"tabs": tabs(pk, "case"), "here": [pk, number], "class_check": _class_check(request, page)}
    words["previous"] = _before(page)[0] if _before(page) else None
    return render(request, "value/cases/case.html", words)


def _class_check(request: HttpRequest, page: CasePage) -> ClassCheck | None:
    """Hold the plan against its class (M12) until it is signed."""
    is_open = page.is_draft or page.is_offered
    return class_check(viewer=viewer_of(request), version=page.version) if is_open and page.table.costs else None


def _before(page: CasePage) -> list[int]:
    """Give the numbers of the versions before this one, the latest first, but for discarded ones."""
    here = page.version.number
    return [tab.number for tab in page.versions if tab.number < here and tab.state != CaseState.DISCARDED]


def comparison(request: HttpRequest, initiative_id: int, number: int) -> HttpResponse:
    """Show what changed from an earlier version (the one before, or ``?from=``) to this one."""
    page = found(request, initiative_id, number)
    earlier = _before(page)
    if not earlier:
        raise NotFound(_("This is the first version: there is nothing to compare it with."))
    asked = request.GET.get("from", "")
    old = int(asked) if asked.isascii() and asked.isdigit() and int(asked) in earlier else earlier[0]
    compared = version_changes(viewer=viewer_of(request), initiative_id=initiative_id, old=old, new=number)
    words = {
        "page": page,
        "initiative": page.initiative,
        "compared": compared,
        "earlier": earlier,
        "here": [initiative_id, number],
    }
    return render(request, "value/cases/comparison.html", words)


def printing(request: HttpRequest, initiative_id: int, number: int) -> HttpResponse:
    """Show a version as it goes on paper."""
    page = found(request, initiative_id, number)
    words = {"page": page, "version": page.version, "initiative": page.initiative, "table": page.table}
    return render(request, "value/cases/print.html", words | {"now": timezone.now(), "paper": True})


def history(request: HttpRequest, initiative_id: int) -> HttpResponse:
    """Show everything that happened to a case, entry by entry."""
    viewer = viewer_of(request)
    initiative = permissions.find(viewer, initiative_id)
    lines = reads.case_history(viewer=viewer, initiative_id=initiative_id, limit=MOST_HISTORY)
    words = {"initiative": initiative, "lines": lines, "tabs": tabs(initiative_id, "case")}
    return render(request, "value/cases/trail.html", words)


@require_POST
def beginning(request: HttpRequest, initiative_id: int) -> HttpResponse:
    """Begin the case of an initiative."""
    writes.begin_case(initiative_id=initiative_id, by=viewer_of(request), at=timezone.now())
    said = _("The case is begun: what was known already is filled in.")
    return done(request, said, reverse("value:case", args=[initiative_id]))


@require_POST
def renewing(request: HttpRequest, initiative_id: int) -> HttpResponse:
    """Begin the next version of a signed case."""
    viewer = viewer_of(request)
    page = reads.case_page(viewer=viewer, initiative_id=initiative_id)
    if page is None:
        raise NotFound(_("This initiative has no case yet."))
    made = writes.new_version(case_id=page.case.pk, by=viewer, at=timezone.now())
    said = _("Version %(number)s is begun. The signed one stays in force until all three sides have signed this one.")
    back = reverse("value:version", args=[initiative_id, made.number])
    return done(request, said % {"number": made.number}, back)


@require_POST
def discarding(request: HttpRequest, initiative_id: int, number: int) -> HttpResponse:
    """Discard a version that is being written."""
    page = found(request, initiative_id, number)
    writes.discard_version(version_id=page.version.pk, by=viewer_of(request), at=timezone.now())
    said = _("Version %(number)s is discarded. Version %(signed)s stays in force.")
    undo = reverse("value:putting_back", args=[initiative_id, number])
    words = {"number": number, "signed": page.signed_number}
    return done(request, said % words, reverse("value:case", args=[initiative_id]), undo=undo)


@require_POST
def putting_back(request: HttpRequest, initiative_id: int, number: int) -> HttpResponse:
    """Put a discarded version back."""
    page = found(request, initiative_id, number)
    writes.put_back_version(version_id=page.version.pk, by=viewer_of(request), at=timezone.now())
    said = _("Version %(number)s is back: go on writing it.")
    return done(request, said % {"number": number}, reverse("value:version", args=[initiative_id, number]))
