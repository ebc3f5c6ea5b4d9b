"""Receipts: one's own, and after the reveal the check of any receipt against what was revealed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from accord.apps.expectations import forms, permissions, reads
from accord.apps.expectations.models import Round
from accord.apps.expectations.pages.answering import show_receipt
from accord.apps.expectations.pages.places import own_place
from accord.apps.expectations.rules.words import State
from accord.apps.ui.permissions import viewer_of


@never_cache
def receipt(request: HttpRequest, round_id: int) -> HttpResponse:
    """Show one's own receipt; once revealed anybody who sees the round may check a receipt here."""
    viewer = viewer_of(request)
    found = permissions.find(viewer, round_id)
    asks = request.method == "POST" or "check" in request.GET
    if found.state == State.REVEALED and (asks or not reads.has_receipt(viewer=viewer, round_id=round_id)):
        return _check(request, found)
    return show_receipt(request, own_place(request, round_id))


def _check(request: HttpRequest, round_: Round) -> HttpResponse:
    form = forms.CheckForm(request.POST if request.method == "POST" else None)
    checked = None
    if form.is_bound and form.is_valid():
        checked = reads.checked_receipt(
            viewer=viewer_of(request), round_id=round_.pk, receipt=form.cleaned_data["receipt"]
        )
    context = {
        "round": reads.round_line(viewer=viewer_of(request), round_id=round_.pk),
        "form": form,
        "checked": checked,
    }
    return render(request, "expectations/round/check.html", context, status=422 if form.errors else 200)
