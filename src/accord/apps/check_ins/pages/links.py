"""Signing and acknowledging through a mailed link, without signing in: the page shows this one check-in, nothing else.

As all pages of links, these take no CSRF token: the link itself is the secret, and a page that tells nobody where it was
opened from (no referrer) could not send one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_variables

from accord.apps.check_ins import forms, permissions, reads, writes
from accord.apps.check_ins.models import CheckIn
from accord.apps.check_ins.pages.signing import drafted_of, initial_of, prepared
from accord.apps.check_ins.reads import CheckInLine
from accord.apps.check_ins.rules import State, why_not_acknowledge
from accord.apps.notices import reads as notices
from accord.apps.notices.reads import Opened
from accord.apps.ui.forms import add_refusal
from accord.apps.ui.rules import Invalid, NotAllowed, Refused, Viewer, WrongState

SIGN, ACKNOWLEDGE = "check_ins.sign", "check_ins.acknowledge"
Page = Callable[[HttpRequest, str], HttpResponse]


def secret_address(page: Page) -> Page:
    """Keep the address out of caches, referrers and search engines; a refusal gets a page that says why."""

    @csrf_exempt
    @never_cache
    @wraps(page)
    @sensitive_variables()
    def kept(request: HttpRequest, token: str) -> HttpResponse:
        try:
            response = page(request, token)
        except Refused as refusal:
            context = {"message": refusal.message}
            response = render(request, "check_ins/link/closed.html", context, status=refusal.status)
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return kept


@secret_address
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Sign through a link; opening it changes nothing."""
    opened = _opened(request, token, SIGN)
    viewer: Viewer = opened.person
    found, draft = prepared(viewer, opened.ref.id)
    form = forms.SignForm(request.POST or None, draft=draft, initial=initial_of(found, draft))
    line = _line(viewer, found)
    if request.method == "POST" and form.is_valid() and _signed(form, opened, found):
        return _done(request, line, _("Signed. Thank you."), _("%(who)s is told.") % {"who": line.acknowledger})
    return _shown(request, "check_ins/link/signing.html", {"form": form, "line": line, "draft": draft})


@secret_address
def acknowledge_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Acknowledge through a link; opening it changes nothing."""
    opened = _opened(request, token, ACKNOWLEDGE)
    viewer: Viewer = opened.person
    found = permissions.find(viewer, opened.ref.id)
    permissions.check_acknowledge(viewer, found)
    if refused := why_not_acknowledge(State(found.state)):
        raise WrongState(_(refused.text))
    form, line = forms.AcknowledgeForm(request.POST or None), _line(viewer, found)
    if request.method == "POST" and form.is_valid() and _acknowledged(form, opened, found):
        return _done(request, line, _("Acknowledged. Thank you."), _("%(who)s is told.") % {"who": line.answerer})
    return _shown(request, "check_ins/link/acknowledgement.html", {"form": form, "line": line})


def _opened(request: HttpRequest, token: str, action: str) -> Opened:
    opened = notices.opened(token=token, action=action, at=timezone.now())
    if request.user.is_authenticated and request.user.pk != opened.person.pk:
        raise NotAllowed(_("This link was sent to somebody else. Whoever it was sent to can use it."))
    return opened


def _line(viewer: Viewer, found: CheckIn) -> CheckInLine:
    return reads.told(viewer=viewer, ids=[found.pk], as_of=timezone.localdate())[found.pk]


def _signed(form: Any, opened: Opened, found: CheckIn) -> bool:
    try:
        writes.sign_by_link(
            opened=opened,
            check_in=found,
            **form.values(),
            drafted=drafted_of(form),
            by=opened.person,
            at=timezone.now(),
        )
    except Invalid as refusal:
        add_refusal(form, refusal)
        return False
    return True


def _acknowledged(form: Any, opened: Opened, found: CheckIn) -> bool:
    try:
        writes.acknowledge_by_link(
            opened=opened, check_in=found, **form.cleaned_data, by=opened.person, at=timezone.now()
        )
    except Invalid as refusal:
        add_refusal(form, refusal)
        return False
    return True


def _shown(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, context, status=422 if request.method == "POST" else 200)


def _done(request: HttpRequest, line: CheckInLine, heading: str, text: str) -> HttpResponse:
    return render(request, "check_ins/link/done.html", {"line": line, "heading": heading, "text": text})
