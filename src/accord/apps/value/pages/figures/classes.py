"""The page of the classes that plans are held against."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from accord.apps.ui.lists import ListQuery
from accord.apps.ui.pages import file_asked, list_file
from accord.apps.ui.permissions import viewer_of
from accord.apps.value.reads.figures import class_page as reads
from accord.apps.value.reads.tabs import places
from accord.apps.value.rules.classes import OWN, PUBLIC


def classes(request: HttpRequest) -> HttpResponseBase:
    """Show a class: how its cases came out, and each of them; ``class`` and ``what`` choose, also as a file."""
    page = reads.class_page(
        viewer=viewer_of(request), code=request.GET.get("class", ""), what=request.GET.get("what", "")
    )
    query = ListQuery.read(request, reads.SPEC)
    rows = reads.chosen_cases(page=page, query=query)
    if file_asked(request):
        headers = [_("Case"), _("First"), _("Last"), _("Unit"), _("Where it says so"), _("Last by first")]
        lines = ((one.name, one.first, one.last, one.unit, one.said, one.ratio) for one in rows)
        return list_file(request, lines, headers, f"{page.code}-{page.what}")
    words = {"found": page, "query": query, "page": query.page_of(rows), "tabs": places("classes")}
    words |= {"classes": _tabs(page), "parts": _parts(page)}
    return render(request, "value/classes/classes.html", words)


def _tabs(page: reads.ClassPage) -> list[dict[str, object]]:
    named = ((OWN, _("Our own history")), (PUBLIC, _("Published projects")))
    return [_tab(label, code, page.what, active=code == page.code) for code, label in named]


def _parts(page: reads.ClassPage) -> list[dict[str, object]]:
    named = ((reads.COST, _("Cost")), (reads.MONTHS, _("Time")))
    return [_tab(label, page.code, what, active=what == page.what) for what, label in named]


def _tab(label: str, code: str, what: str, *, active: bool) -> dict[str, object]:
    return {"label": label, "url": f"?class={code}&what={what}", "active": active}
