"""One practice about the organisation, a department or an initiative, with the rows it rests on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from accord.apps.readings import reads
from accord.apps.readings.pages import pictures
from accord.apps.readings.permissions import MEASURE
from accord.apps.readings.rules import SIDE_NUMBERS
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.pages import file_asked, list_file
from accord.apps.ui.permissions import may, viewer_of
from accord.practices import FAMILIES


def practice(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show a practice about the whole organisation; one with several measures shows what each says."""
    if code in FAMILIES:
        return _family(request, code)
    return _shown(request, code, "organisation", 0)


def department(request: HttpRequest, code: str, department_id: int) -> HttpResponseBase:
    """Show a practice about a department with all below it."""
    return _shown(request, code, "department", department_id)


def initiative(request: HttpRequest, code: str, initiative_id: int) -> HttpResponseBase:
    """Show what a practice says about a single initiative."""
    return _shown(request, code, "initiative", initiative_id)


def side(request: HttpRequest, code: str, side: str) -> HttpResponseBase:
    """Show a practice about one side of the house."""
    return _shown(request, code, "side", SIDE_NUMBERS.get(side, 0))


def _family(request: HttpRequest, code: str) -> HttpResponseBase:
    viewer = viewer_of(request)
    page = reads.family_page(viewer=viewer, code=code)
    rows = [(line, pictures.spark(line)) for line in page.entry.lines]
    return render(request, "readings/family.html", {"page": page, "rows": rows, "may_measure": may(viewer, MEASURE)})


def _shown(request: HttpRequest, code: str, kind: str, number: int) -> HttpResponseBase:
    viewer = viewer_of(request)
    reads.practice_of(viewer=viewer, code=code)
    subject = reads.subject_of(viewer=viewer, kind=kind, number=number)
    query = ListQuery.read(request, reads.EVIDENCE)
    if file_asked(request):
        headers = [_("Initiative"), _("Department"), _("Says"), _("Why")]
        found = reads.evidence_lines(viewer=viewer, practice=code, subject=subject, query=query)
        rows = ((line.title, line.department, line.says, line.note) for line in found)
        return list_file(request, rows, headers, f"{code}-{kind}-{number}")
    page = reads.practice_page(viewer=viewer, code=code, subject=subject)
    bad = [line for line in (*page.sides, *page.departments) if line.badge == "bad"]
    context = {
        "page": page,
        "reading": page.reading,
        "told": page.reading or _untold(page),
        "query": query,
        "evidence": reads.evidence_page(viewer=viewer, practice=code, subject=subject, query=query),
        "by_department": pictures.by_department(page),
        "by_side": pictures.by_side(page),
        "over_time": pictures.over_time(page),
        "bad": bad,
        "known": [line for line in page.departments if line.is_known],
        "unknown": [line for line in page.departments if not line.is_known],
        "may_measure": may(viewer, MEASURE),
    }
    return render(request, "readings/practice.html", context)


def _untold(page: reads.PracticePage) -> reads.ReadingLine | None:
    """Give what says why nothing is known of any side; nothing where something is."""
    return page.sides[0] if page.sides and not any(line.is_known for line in page.sides) else None
