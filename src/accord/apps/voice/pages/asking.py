"""Asking, and what an asker without a name sees through the private key. Nothing here makes, reads or touches a session.

Without a name, the request is made nobody's before anything else happens with it. The key is never part of an address that a
server sees: it stands behind the # of a link, and the page sends it on in the body.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from accord.apps.ui.forms import add_refusal
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.rules import Invalid, NotFound, WrongState
from accord.apps.voice import forms, reads, writes
from accord.apps.voice.rules.limits import KEYS_TRIED, Gate

ASKED, TRIED = Gate(), Gate(from_one=KEYS_TRIED, from_all=20 * KEYS_TRIED)


@sensitive_post_parameters()
@never_cache
@sensitive_variables()
def ask(request: HttpRequest) -> HttpResponse:
    """Ask a leader: in one's own name if signed in, or without any."""
    if request.method != "POST":
        return _shown(request, _form(request))
    if request.POST.get("name") == forms.WITH_NAME and request.user.is_authenticated:
        return _ask_by_name(request)
    _make_nobodys(request)
    return _ask_without_name(request)


def _make_nobodys(request: HttpRequest) -> None:
    """Forget who is signed in for the rest of this request; the session itself is left as it is."""
    request.user = AnonymousUser()


def _form(request: HttpRequest, *given: Any, me: str | None = None) -> forms.AskForm:
    if me is None:
        me = str(request.user.name) if request.user.is_authenticated else ""
    leader = request.GET.get("leader", "")
    return forms.AskForm(
        *given, leaders=reads.leader_choices(), initiatives=reads.initiative_choices(), me=me,
        takes_anonymous=reads.setup().takes_anonymous, initial={"leader": leader} if leader.isdigit() else {},
    )  # fmt: skip


def _shown(request: HttpRequest, form: forms.AskForm, *, status: int = 200) -> HttpResponse:
    ways = len(form.fields["name"].choices)  # type: ignore[attr-defined]
    context = {"form": form, "setup": reads.setup(), "can_ask": bool(ways), "is_choice": ways > 1}
    return render(request, "voice/ask.html", context, status=status)


@sensitive_variables()
def _ask_by_name(request: HttpRequest) -> HttpResponse:
    form = _form(request, request.POST)
    if not form.is_valid():
        return _shown(request, form, status=422)
    try:
        question = writes.ask(**form.values(), by=viewer_of(request), at=timezone.now())
    except Invalid as refusal:
        add_refusal(form, Invalid(refusal.message, _at_fields(refusal)))
        return _shown(request, form, status=422)
    return redirect("voice:question", question.pk)


@sensitive_variables()
def _ask_without_name(request: HttpRequest) -> HttpResponse:
    form = _form(request, request.POST)
    if not form.is_valid():
        return _shown(request, form, status=422)
    at = timezone.now()
    try:
        if not ASKED.admits(_address(request), at=at):
            raise WrongState(_("Many questions came from here within the hour. Please try again in an hour."))
        key = writes.ask_without_name(**form.values(), nonce=form.nonce, by=None, at=at)
    except Invalid as refusal:
        add_refusal(form, Invalid(refusal.message, _at_fields(refusal)))
        return _shown(request, form, status=422)
    except WrongState as refusal:
        form.add_error(None, refusal.message)
        return _shown(request, form, status=409)
    link = f"{settings.ACCORD_PUBLIC_URL or request.build_absolute_uri('/').rstrip('/')}{reverse('voice:key')}#{key}"
    return render(request, "voice/asked.html", {"key": key, "link": link, "setup": reads.setup()})


def _at_fields(refusal: Invalid) -> dict[str, str]:
    return {name.removesuffix("_id"): said for name, said in refusal.fields.items()}


def _address(request: HttpRequest) -> str:
    """Give the address a request came from, as it is counted for an hour; behind proxies the one they name."""
    hops = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    named = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    if hops and len(named) >= hops:
        return str(named[-hops])
    return str(request.META.get("REMOTE_ADDR", ""))


@sensitive_post_parameters()
@never_cache
@sensitive_variables()
def key(request: HttpRequest) -> HttpResponse:
    """Show a question to whoever holds its key, which comes in the body and in no address."""
    _make_nobodys(request)
    if request.method != "POST":
        return render(request, "voice/key.html", {"form": forms.KeyForm()})
    form = forms.KeyForm(request.POST)
    if not form.is_valid():
        return render(request, "voice/key.html", {"form": form}, status=422)
    return _open(request, form.cleaned_data["key"], form)


@sensitive_variables()
def _open(
    request: HttpRequest, typed: str, form: forms.KeyForm | None = None, *, said: str = "", status: int = 200,
    verdict: forms.VerdictForm | None = None,
) -> HttpResponse:  # fmt: skip
    try:
        if not TRIED.admits(_address(request), at=timezone.now()):
            raise NotFound(_("Many keys were tried from here within the hour. Please try again in an hour."))
        page = reads.by_key(key=typed)
    except NotFound as refusal:
        form = form or forms.KeyForm({"key": typed})
        form.add_error("key", refusal.message)
        return render(request, "voice/key.html", {"form": form}, status=404)
    if verdict is None and page.can_judge:
        initial = {"judged": page.judged, "follow_up": page.follow_up, "asker_agrees": page.asker_agrees}
        verdict = forms.VerdictForm(initial=initial, asks_again=page.has_said_today or not page.follow_up)
    context = {"page": page, "key": typed, "form": verdict, "said": said}
    return render(request, "voice/by_key.html", context, status=status)


@require_POST
@sensitive_post_parameters()
@never_cache
@sensitive_variables()
def key_verdict(request: HttpRequest) -> HttpResponse:
    """Say through the key whether a question is answered; it is put through at night."""
    _make_nobodys(request)
    typed = request.POST.get("key", "")[:200]
    form = forms.VerdictForm(request.POST)
    if not form.is_valid():
        return _open(request, typed, verdict=form, status=422)
    try:
        writes.judge_by_key(key=typed, **form.values(), by=None, at=timezone.now())
    except NotFound:
        return _open(request, typed)
    except (WrongState, Invalid) as refusal:
        form.add_error(None, refusal.message)
        return _open(request, typed, verdict=form, status=409)
    return _open(request, typed, said=_("Thank you. It is put through in the night, with everything else of the day."))
