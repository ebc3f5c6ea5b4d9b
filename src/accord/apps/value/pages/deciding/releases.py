"""One release with what it is decided on; deciding it, confirming it as the second person, withdrawing it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accord.apps.ui.pages import answer, done
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.rules import Viewer
from accord.apps.value import permissions, writes
from accord.apps.value.forms import deciding as forms
from accord.apps.value.models import Release
from accord.apps.value.reads.deciding.releases import ReleasePage, release_page
from accord.apps.value.reads.money import exact_money
from accord.apps.value.reads.tabs import tabs
from accord.apps.value.rules import ReleaseState

SCREEN = "value/deciding/release.html"


def asked_release(request: HttpRequest, release_id: int) -> HttpResponse:
    """Show what is asked, what was shown, what speaks against it, and what can be done."""
    viewer = viewer_of(request)
    page = release_page(viewer=viewer, release_id=release_id, as_of=timezone.localdate())
    words = _words(page)
    if page.can_decide:
        words |= {"form": _decide_form(page, initial=_initial(page)), "submit": _("Decide")}
        words["action"] = reverse("value:decide_release", args=[release_id])
    elif page.can_confirm:
        words |= {"form": forms.ConfirmForm(initial=_initial(page)), "submit": _("Send")}
        words["action"] = reverse("value:confirm_release", args=[release_id])
    return render(request, SCREEN, words)


def decide_release(request: HttpRequest, release_id: int) -> HttpResponse:
    """Release all, a part or nothing."""
    viewer = viewer_of(request)
    permissions.check_decide_release(viewer)
    page = release_page(viewer=viewer, release_id=release_id, as_of=timezone.localdate())
    return answer(
        request, make=lambda *a, **k: _decide_form(page, *a, **k),
        save=lambda form: writes.decide_release(
            release_id=release_id, **form.values(), seen_version=form.cleaned_data["version"], by=viewer, at=timezone.now()
        ),
        words={**_words(page), "submit": _("Decide"), "title": _("Decide")}, saved=_saved(page, viewer),
        back=_back, initial=_initial(page), template=SCREEN,
    )  # fmt: skip


def confirm_release(request: HttpRequest, release_id: int) -> HttpResponse:
    """Confirm as the second person, or not."""
    viewer = viewer_of(request)
    permissions.check_confirm_release(viewer)
    page = release_page(viewer=viewer, release_id=release_id, as_of=timezone.localdate())
    return answer(
        request, make=forms.ConfirmForm,
        save=lambda form: writes.confirm_release(
            release_id=release_id, **form.values(), seen_version=form.cleaned_data["version"], by=viewer, at=timezone.now()
        ),
        words={**_words(page), "submit": _("Send"), "title": _("The second person")}, saved=_("Recorded. Whoever asked is told."),
        back=_back, initial=_initial(page), template=SCREEN,
    )  # fmt: skip


@require_POST
def withdraw_release(request: HttpRequest, release_id: int) -> HttpResponse:
    """Withdraw what was asked for."""
    made = writes.withdraw_release(release_id=release_id, by=viewer_of(request), at=timezone.now())
    return done(request, _("Withdrawn. It can be asked for anew."), _back(made))


def _decide_form(page: ReleasePage, *args: Any, **kwargs: Any) -> forms.DecideReleaseForm:
    asked = page.line.asked_amount
    return forms.DecideReleaseForm(*args, asked=asked, words=exact_money(asked, page.line.currency), **kwargs)


def _initial(page: ReleasePage) -> dict[str, Any]:
    return {"version": page.line.version, "basis": page.ground.basis}


def _words(page: ReleasePage) -> dict[str, Any]:
    return {
        "page": page, "line": page.line, "stage": page.stage, "ground": page.ground,
        "tabs": tabs(page.line.initiative_id, "release"),
    }  # fmt: skip


def _saved(page: ReleasePage, viewer: Viewer) -> str:
    if page.signed_by_viewer:
        return _("Decided. You signed this case, so money waits for a second person, who is told.")
    return _("Decided. Whoever asked is told.")


def _back(made: Release) -> str:
    if made.state == ReleaseState.WITHDRAWN:
        return reverse("value:release", args=[made.of.case.initiative_id])
    return reverse("value:asked_release", args=[made.pk])
