"""Pages of people who are not signed in yet: the invitation, and what to do without mail or without one."""

from __future__ import annotations

from allauth.account import views as library
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accord.apps.people import forms, reads, writes
from accord.apps.ui.forms import add_refusal
from accord.apps.ui.rules import Invalid, Refused


@sensitive_post_parameters("password")
@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Let somebody who was invited set name and password, once."""
    try:
        waiting = reads.open_invitation(token=token, at=timezone.now())
    except Refused as over:
        return render(request, "people/invitation_over.html", {"message": over.message}, status=over.status)
    form = forms.InvitationForm(request.POST or None, initial={"name": waiting.name})
    if request.method == "POST" and form.is_valid():
        try:
            writes.accept_invitation(token=token, name=form.cleaned_data["name"],
                                     password=form.cleaned_data["password"], at=timezone.now())  # fmt: skip
        except Invalid as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Welcome. Sign in with your mail address and your new password."))
            return redirect("account_login")
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "people/invitation.html", {"form": form, "invitation": waiting}, status=status)


def signing_up(request: HttpRequest) -> HttpResponse:
    """Say that people come in by invitation."""
    return render(request, "account/signup_closed.html")


def password_reset(request: HttpRequest) -> HttpResponseBase:
    """Send a link for a new password, or say who can help where no mail is sent."""
    if not settings.ACCORD_MAIL:
        return render(request, "people/no_mail.html")
    answer: HttpResponseBase = library.password_reset(request)
    return answer
