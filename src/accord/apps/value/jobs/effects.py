"""Queued work: one study that takes a while, and every night those whose values have changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from accord.apps.jobs.sockets import JobRun
from accord.apps.people.models import Person
from accord.apps.ui.rules import NotFound
from accord.apps.value import writes


def run_study(run: JobRun) -> Mapping[str, Any]:
    """Study one claim for whoever asked for it."""
    by = Person.objects.filter(pk=run.by_id).first() if run.by_id else None
    if by is None:
        raise NotFound(_("Whoever asked for this is no longer there."))
    made = writes.make_study(claim_id=int(run.arguments["claim"]), by=by, at=run.at)
    return {"study": made.pk}


def run_restudy(run: JobRun) -> Mapping[str, Any]:
    """Study again every claim whose values have changed."""
    return {"studied": writes.restudy(by=None, at=run.at)}
