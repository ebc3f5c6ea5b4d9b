"""Deciding by a link in a mail: opening it changes nothing, sending the form decides once, as whom it was sent to.

The page takes no CSRF token: the link itself is the secret, and a page that tells nobody where it was opened from (no
referrer) could not send one.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_variables

from accord.apps.decisions import forms, permissions, reads, writes
from accord.apps.decisions.models import Decision
from accord.apps.decisions.rules import LINKED_DECIDE
from accord.apps.notices import reads as notices
from accord.apps.notices import writes as links
from accord.apps.notices.reads import Opened
from accord.apps.ui.forms import add_refusal
from accord.apps.ui.rules import Invalid, NotAllowed, Refused, WrongState


@csrf_exempt
@never_cache
@sensitive_variables()
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Show the question with its options, and record what is decided when the form is sent."""
    try:
        response = _opened(request, notices.opened(token=token, action=LINKED_DECIDE, at=timezone.now()))
    except Refused as refusal:
        response = render(request, "notices/links/closed.html", {"message": refusal.message}, status=refusal.status)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _opened(request: HttpRequest, found: Opened) -> HttpResponse:
    if request.user.is_authenticated and request.user.pk != found.person.pk:
        raise NotAllowed(_("This link was sent to somebody else. Whoever it was sent to can use it."))
    decision = permissions.find(found.person, found.ref.id)
    if decision.state != "open" or decision.decider_id != found.person.pk:
        raise WrongState(
            _("There is nothing left to do here: it was decided in the meantime, or it is no longer yours.")
        )
    options = [one.text for one in reads.options_of(decision)]
    if request.method != "POST":
        return _shown(
            request, decision, found, forms.DecideForm(options=options, initial={"version": decision.version})
        )
    form = forms.DecideForm(request.POST, options=options)
    return _decided(request, decision, found, form)


def _decided(request: HttpRequest, decision: Decision, found: Opened, form: forms.DecideForm) -> HttpResponse:
    if not form.is_valid():
        return _shown(request, decision, found, form, status=422)
    now = timezone.now()
    try:
        with transaction.atomic():
            links.use_link(opened=found, by=found.person, at=now)
            writes.decide(
                decision_id=decision.pk, **form.values(), seen_version=form.cleaned_data["version"], by=found.person,
                at=now,
            )  # fmt: skip
    except Invalid as refusal:
        add_refusal(form, refusal)
        return _shown(request, decision, found, form, status=422)
    return render(request, "notices/links/done.html", {"said": _("Decided. Who asked and who was heard will be told.")})


def _shown(
    request: HttpRequest, decision: Decision, found: Opened, form: forms.DecideForm, *, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {"decision": decision, "person": found.person, "form": form}
    context["options"] = [one for one in reads.options_of(decision) if one.pro or one.con]
    return render(request, "decisions/link.html", context, status=status)
