"""Saved views: the menu on a list, the page of all, saving, renaming, sharing, deleting, and opening one by its link."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accord.apps.turn import forms, reads, writes
from accord.apps.turn.rules.views import kept_query
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.pages import answer, done, file_asked, list_file
from accord.apps.ui.permissions import viewer_of

PAGE = "turn:views"


def views(request: HttpRequest) -> HttpResponseBase:
    """List the views one saved and those others share."""
    viewer = viewer_of(request)
    query = ListQuery.read(request, reads.views_spec(viewer=viewer))
    if file_asked(request):
        found = reads.all_saved_views(viewer=viewer, query=query)
        rows = ((x.name, x.list_label, x.owner, x.is_shared, request.build_absolute_uri(x.url)) for x in found)
        return list_file(request, rows, [_("Name"), _("List"), _("Whose"), _("Shared"), _("Link")], "views")
    return render(request, "turn/views.html", {"query": query, "page": reads.saved_views(viewer=viewer, query=query)})


def menu(request: HttpRequest) -> HttpResponse:
    """Show the views of the list named in the address, and a way to save it as it is shown now."""
    place, query = _asked(request)
    found = reads.views_of_list(viewer=viewer_of(request), place=place)
    context = {"views": found, "place": place, "query": query, "now": f"{place}?{query}" if query else place}
    return render(request, "turn/views_menu.html", context)


def save_view(request: HttpRequest) -> HttpResponse:
    """Save a list as it is shown under a name."""
    place, query = _asked(request)
    here = f"{place}?{query}" if query else place
    return answer(
        request,
        make=forms.ViewForm,
        save=lambda form: writes.save_view(
            place=form.cleaned_data["place"], query=form.cleaned_data["query"], name=form.cleaned_data["name"],
            is_shared=form.cleaned_data["is_shared"], by=viewer_of(request), at=timezone.now(),
        ),
        words={
            "title": _("Save this view"), "submit": _("Save the view"), "cancel": here if place else reverse(PAGE),
            "lead": _("The list with its filters, search and order, to be found again under a name."),
            "back_label": _("Back to the list"),
        },
        saved=_("The view is saved. You find it under Views on this list."),
        back=lambda view: f"{view.place}?{view.query}" if view.query else view.place,
        initial={"place": place, "query": query},
    )  # fmt: skip


def view(request: HttpRequest, view_id: int) -> HttpResponse:
    """Open a saved view: the link leads to its list as it was saved last."""
    return redirect(reads.saved_view(viewer=viewer_of(request), view_id=view_id).address)


def edit_view(request: HttpRequest, view_id: int) -> HttpResponse:
    """Rename a view, share it or keep it to oneself."""
    viewer = viewer_of(request)
    found = reads.own_saved_view(viewer=viewer, view_id=view_id)
    return answer(
        request,
        make=forms.ViewForm,
        save=lambda form: writes.edit_view(
            view_id=view_id, name=form.cleaned_data["name"], is_shared=form.cleaned_data["is_shared"], by=viewer,
            at=timezone.now(),
        ),
        words={"title": _("Change this view"), "submit": _("Save"), "cancel": reverse(PAGE), "back_label": _("Views")},
        saved=_("Saved."),
        back=lambda _view: reverse(PAGE),
        initial={"name": found.name, "is_shared": found.is_shared, "place": found.place, "query": found.query},
    )  # fmt: skip


@require_POST
def deleting(request: HttpRequest, view_id: int) -> HttpResponse:
    """Delete a view of one's own; the list itself stays as it is."""
    gone = writes.delete_view(view_id=view_id, by=viewer_of(request), at=timezone.now())
    return done(request, _("The view “%(name)s” is deleted.") % {"name": gone.name}, reverse(PAGE))


def _asked(request: HttpRequest) -> tuple[str, str]:
    """Read which list is meant: ``?for=`` its address with what follows the question mark."""
    given = request.GET.get("for", "") or request.headers.get("HX-Current-URL", "")
    parts = urlsplit(given[:4_000])
    place = parts.path if reads.is_list(place=parts.path) else ""
    return place, kept_query(parts.query)
