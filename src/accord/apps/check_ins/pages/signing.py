"""Signing: as a page, and as a small form where the thing to do stands."""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.check_ins import forms, permissions, reads, writes
from accord.apps.check_ins.models import CheckIn
from accord.apps.check_ins.pages.answering import answered, words_of
from accord.apps.check_ins.reads import Draft
from accord.apps.check_ins.rules import State, why_not_open
from accord.apps.ui.forms import add_refusal
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.rules import Invalid, Viewer, WrongState

SALT = "accord.check_ins.drafted"


def signing_page(request: HttpRequest, check_in_id: int) -> HttpResponse:
    """Sign a check-in that was prepared."""
    viewer = viewer_of(request)
    found, draft = prepared(viewer, check_in_id)
    line = reads.told(viewer=viewer, ids=[found.pk], as_of=timezone.localdate())[found.pk]
    lead = _("Prepared from what happened. Change what is not right, say how it stands, and sign.")
    return answered(
        request,
        make=lambda *a, **k: forms.SignForm(*a, draft=draft, **k),
        save=lambda form: save(form, found, viewer),
        words={**words_of(line, _("Check-in on %(title)s") % {"title": line.about_title}, _("Sign"), lead), "draft": draft},
        saved=_("Signed. %(who)s is told.") % {"who": line.acknowledger},
        initial=initial_of(found, draft),
        template="check_ins/signing.html",
    )  # fmt: skip


def sign_here(request: HttpRequest, check_in_id: int) -> HttpResponse:
    """Sign where the thing to do stands: the form as a fragment, and nothing once it is done."""
    viewer = viewer_of(request)
    found, draft = prepared(viewer, check_in_id)
    form = forms.SignForm(request.POST or None, draft=draft, initial=initial_of(found, draft))
    done = request.method == "POST" and saved(form, found, viewer)
    if done:
        return HttpResponse(status=204)
    context = {"form": form, "check_in": found, "draft": draft}
    return render(request, "check_ins/sign_here.html", context, status=422 if request.method == "POST" else 200)


def prepared(viewer: Viewer, check_in_id: int) -> tuple[CheckIn, Draft]:
    """Find a check-in that waits for the viewer's signature, and its draft. Raises NotFound, NotAllowed, WrongState."""
    found = permissions.find(viewer, check_in_id)
    permissions.check_sign(viewer, found)
    if refused := why_not_open(State(found.state)):
        raise WrongState(_(refused.text))
    return found, reads.draft(viewer=viewer, check_in=found, at=timezone.now())


def initial_of(found: CheckIn, draft: Draft) -> dict[str, Any]:
    """Give what the form opens with: the draft, and how it was, so that its author can see later what they changed."""
    shown = {**draft.texts, "suggested": draft.suggested}
    return {**draft.texts, "drafted": signing.dumps(shown, salt=SALT, compress=True), "version": found.version}


def drafted_of(form: Any) -> dict[str, str] | None:
    """Read how the draft was when the form opened; None if somebody meddled with it."""
    try:
        return {str(name): str(text) for name, text in signing.loads(form.cleaned_data["drafted"], salt=SALT).items()}
    except signing.BadSignature:
        return None


def save(form: Any, found: CheckIn, viewer: Viewer) -> CheckIn:
    """Sign with what a valid form holds."""
    return writes.sign(
        check_in=found, **form.values(), drafted=drafted_of(form), seen_version=form.cleaned_data["version"], by=viewer,
        at=timezone.now(),
    )  # fmt: skip


def saved(form: Any, found: CheckIn, viewer: Viewer) -> bool:
    """Sign if the form is good; otherwise it says what is not."""
    if not form.is_valid():
        return False
    try:
        save(form, found, viewer)
    except Invalid as refusal:
        add_refusal(form, refusal)
        return False
    return True
