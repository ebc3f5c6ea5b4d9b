"""Going on to the next step: at once for few rows, by way of a job for many."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from accord.apps.batches import jobs as batch_jobs
from accord.apps.batches import writes
from accord.apps.batches.models import Batch
from accord.apps.batches.rules.choices import Choices
from accord.apps.jobs import writes as jobs
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.rules import Refused, Viewer

AT_ONCE = 5_000  # rows that are checked while the person waits
SMALL = 2_000_000  # bytes that are read while the person waits


def checked(request: HttpRequest, batch: Batch, then: str) -> HttpResponse:
    """Check the rows at once when they are few, else as a job, and go on."""
    by, address = viewer_of(request), reverse(then, args=[batch.pk])
    if batch.row_count <= AT_ONCE:
        writes.check_rows(batch_id=batch.pk, by=by, at=timezone.now())
        return redirect(address)
    return as_job(batch_jobs.CHECK, batch.pk, by, address)


def read(request: HttpRequest, batch: Batch, then: str) -> HttpResponse:
    """Read a file that was received, at once when it is small, else as a job, and go on. Raises Refused."""
    by, address = viewer_of(request), reverse(then, args=[batch.pk])
    if batch.size > SMALL:
        return as_job(batch_jobs.READ, batch.pk, by, address)
    try:
        done = writes.read_file(batch_id=batch.pk, by=by, at=timezone.now())
    except Refused:
        writes.discard(batch_id=batch.pk, by=by, at=timezone.now())
        raise
    return checked(request, done, then)


def read_again(request: HttpRequest, batch: Batch, choices: Choices, then: str) -> HttpResponse:
    """Read a file in another way, at once when it is small, else as a job, and go on. Raises Refused."""
    by, address = viewer_of(request), reverse(then, args=[batch.pk])
    if batch.size > SMALL:
        return as_job(batch_jobs.READ_AGAIN, batch.pk, by, address, choices=choices.to_json())
    return checked(request, writes.reread(batch_id=batch.pk, choices=choices, by=by, at=timezone.now()), then)


def as_job(kind: str, batch_id: int, by: Viewer, address: str, **more: Any) -> HttpResponse:
    """Start a job about a batch and show how far it is; it leads on to an address."""
    arguments = {"batch": batch_id, **more}
    job = jobs.start(kind=kind, by=by, at=timezone.now(), arguments=arguments, key=f"{kind}:{batch_id}")
    return redirect(f"{reverse('jobs:job', args=[job.pk])}?next={address}")
