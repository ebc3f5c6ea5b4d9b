"""Source lists: all of them, one with its states, and which list a file is a state of."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.apps.batches import reads, writes
from accord.apps.batches.forms.lists import ListForm, ListNameForm
from accord.apps.batches.models import Batch
from accord.apps.batches.pages.going import checked
from accord.apps.batches.permissions import IMPORT
from accord.apps.batches.reads import lists as list_reads
from accord.apps.ui.forms import add_refusal
from accord.apps.ui.lists import ListQuery, ListSpec
from accord.apps.ui.pages import answer, file_asked, list_file
from accord.apps.ui.permissions import passes, viewer_of
from accord.apps.ui.rules import Invalid

LIST_COLUMNS = (gettext_lazy("List"), gettext_lazy("Brings"), gettext_lazy("States"), gettext_lazy("Last state"),
                gettext_lazy("Names now"), gettext_lazy("Left it"))  # fmt: skip
NAMED_COLUMNS = (
    gettext_lazy("Record"),
    gettext_lazy("First named"),
    gettext_lazy("Last named"),
    gettext_lazy("Left it"),
)


@require_safe
def lists(request: HttpRequest) -> HttpResponseBase:
    """List the lists that come again."""
    viewer, query = viewer_of(request), ListQuery.read(request, list_reads.LISTS)
    if file_asked(request):
        every = list_reads.all_list_lines(viewer=viewer, query=query)
        rows = ((one.name, one.target, one.states, one.last_on, one.named, one.left) for one in every)
        return list_file(request, rows, list(LIST_COLUMNS), _("lists"))
    page = list_reads.list_page(viewer=viewer, query=query)
    return render(request, "batches/lists.html", {"query": query, "page": page})


@require_safe
def one_list(request: HttpRequest, list_id: int) -> HttpResponseBase:
    """Show a list with its states and what it names."""
    viewer, query = viewer_of(request), ListQuery.read(request, list_reads.NAMED)
    view = list_reads.list_view(viewer=viewer, list_id=list_id)
    page = list_reads.named_page(viewer=viewer, list_id=list_id, query=query)
    if file_asked(request):
        every = list_reads.all_named_lines(viewer=viewer, list_id=list_id, query=query)
        rows = ((one.title, one.first_on, one.last_on, one.left_on) for one in every)
        return list_file(request, rows, list(NAMED_COLUMNS), view.name)
    context = {"list": view, "query": query, "page": page, "may_import": passes(viewer, IMPORT)}
    return render(request, "batches/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def list_name(request: HttpRequest, list_id: int) -> HttpResponse:
    """Call a list something else."""
    viewer = viewer_of(request)
    view = list_reads.list_view(viewer=viewer, list_id=list_id)
    back = reverse("batches:list", args=[list_id])
    return answer(
        request,
        make=ListNameForm,
        save=lambda form: writes.rename_list(
            list_id=list_id, name=form.cleaned_data["name"], by=viewer, at=timezone.now()
        ),
        initial={"name": view.name},
        words={"title": _("Rename the list"), "submit": _("Rename"), "cancel": back},
        saved=_("Renamed."),
        back=lambda _one: back,
    )


@require_POST
def list_removal(request: HttpRequest, list_id: int) -> HttpResponse:
    """Let go of a list; what it brought stays."""
    writes.remove_list(list_id=list_id, by=viewer_of(request), at=timezone.now())
    messages.success(request, _("The list is gone; what it brought stays."))
    return redirect("batches:lists")


@require_http_methods(["GET", "HEAD", "POST"])
def list_choice(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Say which list a file is a state of, and by what its rows are found again."""
    viewer = viewer_of(request)
    view = reads.batch_view(viewer=viewer, batch_id=batch_id)
    offer = list_reads.list_offer(viewer=viewer, batch_id=batch_id)
    form = ListForm(request.POST or None, offer=offer)
    if request.method == "POST" and form.is_valid():
        try:
            saved = writes.use_list(
                batch_id=batch_id, source_list=form.chosen(), key_by=form.key(),
                is_part=form.cleaned_data["is_part"], by=viewer, at=timezone.now(),
            )  # fmt: skip
        except Invalid as refusal:
            add_refusal(form, refusal)
        else:
            return checked(request, get_object_or_404(Batch, pk=saved.pk), "batches:batch")
    context = {"batch": view, "offer": offer, "form": form, "step": "write"}
    return render(request, "batches/list_choice.html", context, status=422 if form.is_bound else 200)


@require_safe
def leaving(request: HttpRequest, batch_id: int) -> HttpResponseBase:
    """Show what a file would let leave its list."""
    viewer = viewer_of(request)
    query = ListQuery.read(request, ListSpec(sorts=list_reads.NAMED.sorts, default_sort="first"))
    page = list_reads.leaving_page(viewer=viewer, batch_id=batch_id, query=query)
    view = reads.batch_view(viewer=viewer, batch_id=batch_id)
    if file_asked(request):
        every = list_reads.all_leaving_lines(viewer=viewer, batch_id=batch_id, query=query)
        rows = ((one.title, one.first_on, one.last_on, one.left_on) for one in every)
        return list_file(request, rows, list(NAMED_COLUMNS), f"{_('leaving')}-{view.name}")
    offer = list_reads.list_offer(viewer=viewer, batch_id=batch_id)
    return render(request, "batches/leaving.html", {"batch": view, "offer": offer, "query": query, "page": page})
