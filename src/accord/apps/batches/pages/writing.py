"""Write a batch, take it back, bring it in again, throw it away."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accord.apps.batches import jobs as batch_jobs
from accord.apps.batches import reads, writes
from accord.apps.batches.pages.going import AT_ONCE, as_job
from accord.apps.batches.reads.since import changed_since
from accord.apps.batches.rules.verdicts import State
from accord.apps.ui.permissions import viewer_of


@require_POST
def commitment(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Write the batch, followed on the page of its job."""
    viewer = viewer_of(request)
    reads.batch_view(viewer=viewer, batch_id=batch_id)
    return as_job(batch_jobs.COMMIT, batch_id, viewer, reverse("batches:batch", args=[batch_id]))


@require_http_methods(["GET", "HEAD", "POST"])
def taking_back(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Show what people changed since, ask what of it is to be kept, and take the batch back."""
    viewer = viewer_of(request)
    view = reads.batch_view(viewer=viewer, batch_id=batch_id)
    if request.method != "POST":
        since = changed_since(viewer=viewer, batch_id=batch_id)
        return render(request, "batches/taking_back.html", {"batch": view, "since": since})
    anyway = request.POST.getlist("anyway")
    if view.rows > AT_ONCE or view.state == State.TAKING_BACK:
        address = reverse("batches:batch", args=[batch_id])
        return as_job(batch_jobs.TAKE_BACK, batch_id, viewer, address, anyway=anyway)
    refs = batch_jobs.refs_of(anyway)
    done = writes.take_back(batch_id=batch_id, anyway=refs, by=viewer, at=timezone.now())
    kept = len(done.kept)
    if kept:
        said = ngettext(
            "%(count)s record was kept; see below why.", "%(count)s records were kept; see below why.", kept
        )
        messages.warning(request, _("Taken back.") + " " + said % {"count": kept})
    else:
        messages.success(request, _("Taken back. Nothing of this file is left here but its history."))
    return redirect("batches:batch", batch_id)


@require_POST
def again(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Bring in again what was taken back, followed on the page of its job."""
    viewer = viewer_of(request)
    reads.batch_view(viewer=viewer, batch_id=batch_id)
    return as_job(batch_jobs.AGAIN, batch_id, viewer, reverse("batches:batch", args=[batch_id]))


@require_POST
def discarding(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Throw a batch away that was never written."""
    writes.discard(batch_id=batch_id, by=viewer_of(request), at=timezone.now())
    messages.success(request, _("Thrown away. Nothing had been written."))
    return redirect("batches:batches")
