"""How somebody wants to be told."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accord.apps.notices import forms, reads, writes
from accord.apps.ui.forms import add_refusal
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.rules import Invalid, Viewer


def settings(request: HttpRequest) -> HttpResponse:
    """Show how the viewer is told, and store what they want instead."""
    viewer = viewer_of(request)
    if request.method != "POST":
        return _shown(request, viewer, forms.WishesForm(initial=forms.initial(reads.wishes(viewer=viewer))))
    form = forms.WishesForm(request.POST)
    if form.is_valid():
        try:
            writes.set_wishes(wishes=form.wishes(), by=viewer, at=timezone.now())
        except Invalid as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("notices:settings")
    return _shown(request, viewer, form, status=422)


@require_POST
def kinds(request: HttpRequest) -> HttpResponse:
    """Store how the viewer is told about each kind."""
    viewer, now = viewer_of(request), timezone.now()
    for line in reads.kind_lines(viewer=viewer):
        mode = request.POST.get(line.code, line.mode)
        if mode != line.mode:
            writes.set_mode(kind=line.code, mode=mode, by=viewer, at=now)
    messages.success(request, _("Saved."))
    return redirect("notices:settings")


def _shown(request: HttpRequest, viewer: Viewer, form: forms.WishesForm, *, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "kinds": reads.kind_lines(viewer=viewer),
        "modes": forms.MODES,
        "reach": reads.reach(viewer=viewer),
        "followed": reads.followed_titles(viewer=viewer),
    }
    return render(request, "notices/settings.html", context, status=status)
