"""One's own account: name, language, how one signs in, API tokens."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accord.apps.people import forms, reads, writes
from accord.apps.ui.forms import add_refusal, merge_conflict
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.rules import EditConflict, Invalid

YEAR = 60 * 60 * 24 * 365


def account(request: HttpRequest) -> HttpResponse:
    """Show one's account, and change name and language."""
    viewer = viewer_of(request)
    form = forms.OwnForm(request.POST) if request.method == "POST" else None
    if form is None or not form.is_valid():
        return _account(request, own=form)
    values = {name: value for name, value in form.cleaned_data.items() if name != "version"}
    try:
        writes.edit_own(values=values, seen_version=form.cleaned_data["version"], by=viewer, at=timezone.now())
    except Invalid as refusal:
        add_refusal(form, refusal)
        return _account(request, own=form)
    except EditConflict as conflict:
        merged = forms.OwnForm(merge_conflict(request.POST, conflict))
        return _account(request, own=merged, conflict=conflict, status=409)
    messages.success(request, _("Saved."))
    return _with_language(redirect("people:account"), values.get("language"))


@never_cache
@require_POST
def tokens(request: HttpRequest) -> HttpResponse:
    """Make an API token and show it, this once."""
    form = forms.TokenForm(request.POST)
    if not form.is_valid():
        return _account(request, token=form)
    made, secret = writes.make_token(name=form.cleaned_data["name"], by=viewer_of(request), at=timezone.now())
    return _account(request, made=made, secret=secret)


@require_POST
def token_ending(request: HttpRequest, token_id: int) -> HttpResponse:
    """End one of one's own tokens."""
    writes.revoke_token(token_id=token_id, by=viewer_of(request), at=timezone.now())
    messages.success(request, _("The token has ended. Programs that used it can no longer sign in."))
    return redirect("people:account")


@require_POST
def sessions_ending(request: HttpRequest) -> HttpResponse:
    """Sign out on every other device; the session at hand stays."""
    person = writes.end_sessions(by=viewer_of(request), at=timezone.now())
    update_session_auth_hash(request, person)
    messages.success(request, _("You are signed out everywhere else."))
    return redirect("people:account")


def _account(request: HttpRequest, *, own: forms.OwnForm | None = None, token: forms.TokenForm | None = None,
             status: int = 0, **more: Any) -> HttpResponse:  # fmt: skip
    shown = reads.account(viewer=viewer_of(request))
    start = {"name": shown.name, "language": shown.language, "version": shown.version}
    context = {"account": shown, "own": own or forms.OwnForm(initial=start), "token": token or forms.TokenForm()}
    wrong = any(form is not None and form.errors for form in (own, token))
    return render(request, "people/account.html", {**context, **more}, status=status or (422 if wrong else 200))


def _with_language(response: HttpResponse, language: str | None) -> HttpResponse:
    """Let the browser ask in the chosen language from now on."""
    if language:
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=YEAR, samesite="Lax",
                            secure=settings.SESSION_COOKIE_SECURE)  # fmt: skip
    elif language == "":
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME, samesite="Lax")
    return response
