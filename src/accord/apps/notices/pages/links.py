"""Links in mails: opening one changes nothing, pressing the button does it once, as the person it was sent to.

These pages take no CSRF token: the link itself is the secret, and a page that tells nobody where it was opened from
(no referrer) could not send one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_variables

from accord.apps.notices import reads, writes
from accord.apps.notices.forms import LinkForm
from accord.apps.notices.reads import Opened
from accord.apps.notices.sockets import LinkedAction, linked_action
from accord.apps.ui.forms import add_refusal
from accord.apps.ui.rules import Invalid, NotAllowed, NotFound, Refused, WrongState

Page = Callable[[HttpRequest, str], HttpResponse]


def secret_address(page: Page) -> Page:
    """Keep an address that is a secret out of caches, referrers and search engines; refusals get a page that says why."""

    @csrf_exempt
    @never_cache
    @wraps(page)
    @sensitive_variables()
    def kept(request: HttpRequest, token: str) -> HttpResponse:
        try:
            response = page(request, token)
        except Refused as refusal:
            context = {"message": refusal.message}
            response = render(request, "notices/links/closed.html", context, status=refusal.status)
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return kept


@secret_address
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Show what a link does, and do it when its button is pressed."""
    found = reads.opened(token=token, at=timezone.now())
    action = linked_action(found.action)
    if action is None:
        raise NotFound(_("Accord no longer knows what this link does. Sign in to do it there."))
    if request.user.is_authenticated and request.user.pk != found.person.pk:
        raise NotAllowed(_("This link was sent to somebody else. Whoever it was sent to can use it."))
    if action.form_url_name:
        return redirect(action.form_url_name, token)
    sentence = action.sentence(found.person, found.ref)
    if sentence is None:
        raise WrongState(_("There is nothing left to do here: it was done in the meantime, or it is no longer yours."))
    if request.method != "POST":
        return _shown(request, found, action, sentence, LinkForm(asks=action.asks))
    return _done(request, found, action, sentence)


def _done(request: HttpRequest, found: Opened, action: LinkedAction, sentence: str) -> HttpResponse:
    form = LinkForm(request.POST, asks=action.asks)
    if not form.is_valid():
        return _shown(request, found, action, sentence, form, status=422)
    try:
        said = writes.follow_link(
            opened=found, action=action, text=form.cleaned_data.get("text", ""), by=found.person, at=timezone.now()
        )
    except Invalid as refusal:
        add_refusal(form, Invalid(refusal.message, {"text": next(iter(refusal.fields.values()), refusal.message)}))
        return _shown(request, found, action, sentence, form, status=422)
    return render(request, "notices/links/done.html", {"said": said})


def _shown(
    request: HttpRequest, found: Opened, action: LinkedAction, sentence: str, form: LinkForm, *, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {"action": action, "sentence": sentence, "person": found.person, "form": form}
    return render(request, "notices/links/link.html", context, status=status)


@secret_address
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """End one sort of mail: asked for by a person's button, or by the mail program's own (RFC 8058), never by opening."""
    person, what = reads.stopped(token=token)
    label = reads.what_is_stopped(what=what)
    if request.method != "POST":
        return render(request, "notices/links/stop.html", {"person": person, "label": label})
    writes.stop(what=what, by=person, at=timezone.now())
    said = _("You get no more mail of this kind: %(label)s. You can turn it on again in Accord, under Notices.")
    return render(request, "notices/links/done.html", {"said": said % {"label": label}})
