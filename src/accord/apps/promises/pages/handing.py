"""Taking a promise over, leaving it with its owner, and taking the question back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accord.apps.people import reads as people
from accord.apps.promises import forms, permissions, writes
from accord.apps.promises.pages.answering import answered, words_of
from accord.apps.ui.pages import done
from accord.apps.ui.permissions import viewer_of


def offer(request: HttpRequest, promise_id: int) -> HttpResponse:
    """Ask somebody else to take a promise over."""
    viewer = viewer_of(request)
    found = permissions.find(viewer, promise_id)
    permissions.check_edit(viewer, found)
    others = [one for one in people.person_choices(viewer=viewer) if one[0] not in {found.owner_id, found.made_to_id}]
    return answered(
        request,
        make=lambda *a, **k: forms.OfferForm(*a, people=others, **k),
        save=lambda form: (
            writes.offer_promise(
                promise=found, to_id=form.cleaned_data["to"], reason=form.cleaned_data["reason"], by=viewer,
                at=timezone.now(),
            ).promise
        ),
        words=words_of(
            found, _("Ask somebody to take it over"), _("Ask them"), _("It stays with its owner until they accept.")
        ),
        saved=_("They are asked. Until they accept, it stays as it is."),
        initial={},
        undo=reverse("promises:offer_withdrawal", args=[promise_id]),
    )  # fmt: skip


@require_POST
def taking_over(request: HttpRequest, promise_id: int) -> HttpResponse:
    """Take a promise over that one was asked to."""
    viewer = viewer_of(request)
    writes.take_over(promise=permissions.find(viewer, promise_id), by=viewer, at=timezone.now())
    return done(request, _("It is your promise now. Its day stays as it is."), _page(promise_id))


def offer_refusal(request: HttpRequest, promise_id: int) -> HttpResponse:
    """Leave a promise with its owner."""
    viewer = viewer_of(request)
    found = permissions.find(viewer, promise_id)
    return answered(
        request,
        make=forms.LeaveForm,
        save=lambda form: writes.decline_offer(
            promise=found, reason=form.cleaned_data["reason"], by=viewer, at=timezone.now()
        ),
        words=words_of(found, _("Leave it with its owner"), _("I cannot take it over"), found.what),
        saved=_("Noted. It stays with its owner."),
        initial={},
    )


@require_POST
def offer_withdrawal(request: HttpRequest, promise_id: int) -> HttpResponse:
    """Take the question back."""
    viewer = viewer_of(request)
    writes.withdraw_offer(promise=permissions.find(viewer, promise_id), by=viewer, at=timezone.now())
    return done(request, _("Nobody is asked to take it over any more."), _page(promise_id))


def _page(promise_id: int) -> str:
    return reverse("promises:promise", args=[promise_id])
