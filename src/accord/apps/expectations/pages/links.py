"""Personal links: whoever holds one signs in, or types a code sent to its owner; it opens one form and nothing else."""

from __future__ import annotations

from datetime import datetime
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from accord.apps.expectations import forms, reads, writes
from accord.apps.expectations.models import Asked
from accord.apps.expectations.pages import answering
from accord.apps.expectations.pages.places import Place, link_place
from accord.apps.expectations.rules.rounds import ANSWERING_LASTS, CODE_LASTS
from accord.apps.expectations.rules.words import Question
from accord.apps.ui.forms import add_refusal
from accord.apps.ui.rules import Invalid, WrongState

OPENED = "expectations.link"  # in the session: whose form is open, until when; nothing of what is typed there
MOST_TYPED = 2_000  # signs of one field that are carried over a code


@never_cache
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Lead the owner to the form: at once if signed in, otherwise by sign-in or code. Changes nothing."""
    asked = reads.asked_by_link(token=token)
    if request.user.is_authenticated:
        if request.user.pk == asked.person_id:
            return redirect("expectations:answer", asked.round_id)
        return render(request, "expectations/link/other.html", status=403)
    if _is_opened(request, asked, timezone.now()):
        return redirect("expectations:link_answer", token)
    return render(request, "expectations/link/link.html", _context(token, asked))


@sensitive_post_parameters()
@never_cache
@sensitive_variables()
def link_code(request: HttpRequest, token: str) -> HttpResponse:
    """Send a code to the owner, or take the one that was sent and open the form."""
    asked = reads.asked_by_link(token=token)
    if request.user.is_authenticated:
        return redirect("expectations:link", token)
    if request.method != "POST":
        return _ask_for_code(request, token, asked, forms.CodeForm())
    if "code" not in request.POST:
        return _send_code(request, token, asked)
    form = forms.CodeForm(request.POST)
    if form.is_valid():
        try:
            writes.use_code(asked=asked, code=form.cleaned_data["code"], by=None, at=timezone.now())
        except Invalid as refusal:
            add_refusal(form, refusal)
        else:
            return _open(request, token, asked)
    return _ask_for_code(request, token, asked, form, status=422)


def _send_code(request: HttpRequest, token: str, asked: Asked) -> HttpResponse:
    if not _can_mail(asked):
        return redirect("expectations:link", token)
    try:
        code = writes.make_code(asked=asked, by=None, at=timezone.now())
        _mail(asked, code)
    except WrongState as refusal:
        return render(
            request, "expectations/link/link.html", {**_context(token, asked), "why": refusal.message}, status=409
        )
    except (OSError, SMTPException):
        why = _("The mail could not be sent just now. Please try again in a while, or sign in.")
        return render(request, "expectations/link/link.html", {**_context(token, asked), "why": why}, status=503)
    if typed(request):
        return _ask_for_code(request, token, asked, forms.CodeForm())
    return redirect("expectations:link_code", token)


@sensitive_variables()
def _mail(asked: Asked, code: str) -> None:
    """Send a code at once: it must not wait in the queue of work, where others could read it."""
    minutes = round(CODE_LASTS.total_seconds() / 60)
    body = render_to_string("expectations/mail/code.txt", {"name": asked.person.name, "code": code, "minutes": minutes})
    EmailMessage(_("Accord: your code"), body, to=[asked.person.email or ""]).send()


@sensitive_variables()
def _open(request: HttpRequest, token: str, asked: Asked) -> HttpResponse:
    request.session.cycle_key()
    until = timezone.now() + ANSWERING_LASTS
    request.session[OPENED] = {"asked": asked.pk, "until": until.timestamp()}
    if typed(request):  # the half hour ended over the form: it goes on where it stopped
        return answering.give(request, link_place(asked, token), step=answering.CHANGE)
    return redirect("expectations:link_answer", token)


def _ask_for_code(
    request: HttpRequest, token: str, asked: Asked, form: forms.CodeForm, *, status: int = 200
) -> HttpResponse:
    context = {**_context(token, asked), "form": form, "typed": typed(request)}
    return render(request, "expectations/link/code.html", context, status=status)


def _context(token: str, asked: Asked) -> dict[str, object]:
    here = reverse("expectations:link", args=[token])
    return {"token": token, "sign_in_url": f"{reverse('account_login')}?next={here}", "can_mail": _can_mail(asked)}


def _can_mail(asked: Asked) -> bool:
    return bool(settings.ACCORD_MAIL and asked.person.email)


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """List what was typed into the answer form, to carry it over a code; names of the form's own fields only."""
    starts = tuple(f"{question}_" for question in Question)
    there = ((name, str(request.POST[name])) for name in request.POST if name.startswith(starts))
    return [(name, text[:MOST_TYPED]) for name, text in there if text]


def _is_opened(request: HttpRequest, asked: Asked, at: datetime) -> bool:
    entry = request.session.get(OPENED) or {}
    return entry.get("asked") == asked.pk and at.timestamp() < float(entry.get("until", 0))


def _place(request: HttpRequest, token: str) -> Place | HttpResponse:
    """Give the place that a link opens, or the page on which it is opened."""
    asked = reads.asked_by_link(token=token)
    if request.user.is_authenticated:
        return redirect("expectations:link", token)
    if _is_opened(request, asked, timezone.now()):
        return link_place(asked, token)
    if typed(request):
        return render(
            request, "expectations/link/over.html", {**_context(token, asked), "typed": typed(request)}, status=403
        )
    return redirect("expectations:link", token)


@sensitive_post_parameters()
@never_cache
@sensitive_variables()
def link_answer(request: HttpRequest, token: str) -> HttpResponse:
    """Answer through a personal link; earlier answers are never shown."""
    place = _place(request, token)
    return answering.give(request, place) if isinstance(place, Place) else place


@never_cache
def link_receipt(request: HttpRequest, token: str) -> HttpResponse:
    """Show the receipt to whoever opened the link."""
    place = _place(request, token)
    return answering.show_receipt(request, place) if isinstance(place, Place) else place


@require_POST
@never_cache
def link_withdrawal(request: HttpRequest, token: str) -> HttpResponse:
    """Take the sealed answer back through a link."""
    place = _place(request, token)
    return answering.take_back(request, place) if isinstance(place, Place) else place


@require_POST
@never_cache
def link_declining(request: HttpRequest, token: str) -> HttpResponse:
    """Say through a link that one will not answer."""
    place = _place(request, token)
    return answering.say_no(request, place) if isinstance(place, Place) else place
