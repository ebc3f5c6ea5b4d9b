"""Settling a promise: kept, not kept, withdrawn, open again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accord.apps.promises import forms, permissions, writes
from accord.apps.promises.models import Promise
from accord.apps.promises.pages.answering import answered, reopening_of, ways_of, words_of
from accord.apps.ui.pages import done
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.rules import Viewer


def keeping(request: HttpRequest, promise_id: int) -> HttpResponse:
    """Say that a promise is kept."""
    viewer, found = _settled(request, promise_id)
    return answered(
        request,
        make=forms.KeepForm,
        save=lambda form: writes.keep_promise(
            promise=found, proof=form.cleaned_data["proof"], seen_version=form.cleaned_data["version"], by=viewer,
            at=timezone.now(),
        ),
        words=words_of(found, _("Kept"), _("It is kept"), found.what) | ways_of(found, "keeping", is_told=True),
        saved=_("Well done. The promise is kept."),
        initial={"version": found.version},
        undo=reopening_of(found),
    )  # fmt: skip


def missing(request: HttpRequest, promise_id: int) -> HttpResponse:
    """Say that a promise was not kept."""
    viewer, found = _settled(request, promise_id)
    return answered(
        request,
        make=forms.MissForm,
        save=lambda form: writes.miss_promise(
            promise=found, cause=form.cleaned_data["cause"], reason=form.cleaned_data["reason"],
            seen_version=form.cleaned_data["version"], by=viewer, at=timezone.now(),
        ),
        words=words_of(found, _("Not kept"), _("It was not kept"), found.what) | ways_of(found, "missing", is_told=True),
        saved=_("Noted. Thank you for saying so."),
        initial={"version": found.version},
        undo=reopening_of(found),
    )  # fmt: skip


def withdrawal(request: HttpRequest, promise_id: int) -> HttpResponse:
    """Take a promise back before its time."""
    viewer = viewer_of(request)
    found = permissions.find(viewer, promise_id)
    permissions.check_edit(viewer, found)
    return answered(
        request,
        make=forms.WithdrawForm,
        save=lambda form: writes.withdraw_promise(
            promise=found, reason=form.cleaned_data["reason"], seen_version=form.cleaned_data["version"], by=viewer,
            at=timezone.now(),
        ),
        words=words_of(found, _("Withdraw this promise"), _("Withdraw it"), found.what),
        saved=_("The promise is withdrawn."),
        initial={"version": found.version},
        undo=reopening_of(found),
    )  # fmt: skip


@require_POST
def reopening(request: HttpRequest, promise_id: int) -> HttpResponse:
    """Open a settled promise again."""
    viewer = viewer_of(request)
    writes.reopen_promise(promise=permissions.find(viewer, promise_id), by=viewer, at=timezone.now())
    return done(request, _("The promise is open again."), reverse("promises:promise", args=[promise_id]))


def _settled(request: HttpRequest, promise_id: int) -> tuple[Viewer, Promise]:
    viewer = viewer_of(request)
    found = permissions.find(viewer, promise_id)
    permissions.check_settle(viewer, found)
    return viewer, found
