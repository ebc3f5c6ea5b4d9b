"""Bringing several series at once: what is pasted or sent becomes an import, seen before anything is written."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.batches import sockets
from accord.apps.batches import writes as batches
from accord.apps.batches.models import Batch
from accord.apps.batches.rules.plans import Plan
from accord.apps.ui.pages import answer
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.rules import Invalid, Refused, Viewer
from accord.apps.value import permissions
from accord.apps.value.forms.bringing import SeveralForm

TARGET = "series"


def several_series(request: HttpRequest) -> HttpResponse:
    """Take a table of series, and show what it would write."""
    viewer = viewer_of(request)
    permissions.check_add_series(viewer)
    return answer(
        request,
        make=lambda *args, **kwargs: SeveralForm(*args, *([request.FILES] if args else []), **kwargs),
        save=lambda form: _staged(form.cleaned_data, viewer),
        words={
            "title": _("Bring several series"),
            "lead": _("All sites, teams or regions in one table. You see every value before anything is written, and "
                      "can take it all back."),
            "submit": _("Look at the values"),
            "cancel": reverse("value:series"),
            "back_label": _("Series"),
            "multipart": True,
        },
        saved=_("Nothing is written yet: look at it first."),
        back=_next,
    )  # fmt: skip


def _staged(given: dict[str, Any], by: Viewer) -> Batch:
    """Store what was sent as an import and check it; what cannot be read at all is said at its field."""
    file, at = given.get("file"), timezone.now()
    pieces = file.chunks() if file else [given["text"].encode()]
    name = file.name if file else _("pasted values") + ".csv"
    with tempfile.NamedTemporaryFile(prefix="accord-series-") as kept:
        for piece in pieces:
            kept.write(piece)
        kept.flush()
        try:
            made = batches.stage(
                path=Path(kept.name), name=name, target=TARGET, as_of=timezone.localdate(at), by=by, at=at
            )
        except Refused as refusal:
            raise Invalid(refusal.message, {"file" if file else "text": refusal.message}) from refusal
    return batches.check_rows(batch_id=made.pk, by=by, at=at)


def _next(batch: Batch) -> str:
    """Go to the preview, or to the columns where one that is needed was not found."""
    plan = Plan.from_json(batch.plan)
    lacks = any(one.required and plan.place(one.name) is None for one in sockets.fields_of(TARGET))
    return reverse("batches:columns" if lacks else "batches:batch", args=[batch.pk])
