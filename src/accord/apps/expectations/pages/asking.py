"""Asking what to expect: about one thing, or about several initiatives at once."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.expectations import forms, reads, writes
from accord.apps.expectations.rules.rounds import USUAL_DAYS
from accord.apps.ui.forms import add_refusal
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.rules import Invalid, Viewer, WrongState

USUAL_HOUR = time(17)
ASK = "ask"


def make_round(request: HttpRequest) -> HttpResponse:
    """Ask about one subject: choose it, then whom to ask and until when."""
    viewer = viewer_of(request)
    about = reads.read_about(text=request.GET.get("about", ""))
    if about is None:
        return _choose(request, viewer)
    subject = reads.subject(viewer=viewer, kind=about[0], number=about[1])
    everybody = reads.directory(viewer=viewer)
    if request.method != "POST":
        return _show(request, subject, forms.AskForm(directory=everybody, initial=_initial(viewer, subject)), everybody)
    form = forms.AskForm(request.POST, directory=everybody)
    if request.POST.get("step") != ASK or (form.by_part and not form.unknown):  # look again, nothing is asked yet
        return _show(request, subject, form, everybody, fresh=not form.unknown)
    if not form.is_valid():
        return _show(request, subject, form, everybody, status=422)
    return _open(request, viewer, subject, form, everybody)


def _initial(viewer: Viewer, subject: reads.Subject) -> dict[str, Any]:
    kind, number = subject.kind, subject.number
    return {
        **reads.usual_people(viewer=viewer, kind=kind, number=number),
        "deadline_at": usual_deadline(timezone.now()),
        "currency": reads.usual_currency(viewer=viewer, kind=kind, number=number),
    }


def usual_deadline(at: datetime) -> datetime:
    """Give the deadline that is proposed: in seven days, at five in the afternoon of the organisation's clock."""
    day = timezone.localdate(at) + timedelta(days=USUAL_DAYS)
    return timezone.make_aware(datetime.combine(day, USUAL_HOUR))


def _open(
    request: HttpRequest, viewer: Viewer, subject: reads.Subject, form: forms.AskForm, everybody: dict[int, str]
) -> HttpResponse:
    given = form.cleaned_data
    try:
        made = writes.open_round(
            about_kind=subject.kind, about_id=subject.number, asked=form.asked(), deadline_at=given["deadline_at"],
            currency=given["currency"], note=given["note"], by=viewer, at=timezone.now(),
        )  # fmt: skip
    except Invalid as refusal:
        add_refusal(form, refusal)
        return _show(request, subject, form, everybody, status=422)
    except WrongState as refusal:
        form.add_error(None, refusal.message)
        return _show(request, subject, form, everybody, status=409)
    messages.success(request, _("Asked. The answers stay sealed until all are revealed together."))
    return redirect("expectations:round", made.pk)


def _show(
    request: HttpRequest, subject: reads.Subject, form: forms.AskForm, everybody: dict[int, str], *, status: int = 200,
    fresh: bool = False,
) -> HttpResponse:  # fmt: skip
    added = form.by_part if request.POST.get("step") == ASK else []
    if fresh:  # the form as it now stands, without complaints about what is not finished yet
        form = forms.AskForm(directory=everybody, initial=form.as_typed())
    context = {
        "subject": subject,
        "form": form,
        "people": sorted(everybody.values()),
        "added": added,
        "cancel": reverse("expectations:make_round"),
    }
    return render(request, "expectations/asking/ask.html", context, status=status)


def _choose(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    words = request.GET.get("q", "").replace("\x00", "")[:200]
    context = {"words": words, "choice": reads.subject_choice(viewer=viewer, words=words, at=timezone.now())}
    return render(request, "expectations/asking/choose.html", context)
