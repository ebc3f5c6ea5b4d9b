"""Write a batch, take it back, throw it away."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accord.apps.batches import jobs as batch_jobs
from accord.apps.batches import reads, writes
from accord.apps.batches.pages.going import as_job
from accord.apps.ui.permissions import viewer_of


@require_POST
def commitment(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Write the batch, followed on the page of its job."""
    viewer = viewer_of(request)
    reads.batch_view(viewer=viewer, batch_id=batch_id)
    return as_job(batch_jobs.COMMIT, batch_id, viewer, reverse("batches:batch", args=[batch_id]))


@require_POST
def taking_back(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Take a written batch back."""
    done = writes.take_back(batch_id=batch_id, by=viewer_of(request), at=timezone.now())
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
def discarding(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Throw a batch away that was never written."""
    writes.discard(batch_id=batch_id, by=viewer_of(request), at=timezone.now())
    messages.success(request, _("Thrown away. Nothing had been written."))
    return redirect("batches:batches")
