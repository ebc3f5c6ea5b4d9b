"""Proposing another day before the first one, and answering."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accord.apps.promises import forms, permissions, writes
from accord.apps.promises.pages.answering import answered, ways_of, words_of
from accord.apps.ui.pages import done
from accord.apps.ui.permissions import viewer_of


def proposal(request: HttpRequest, promise_id: int) -> HttpResponse:
    """Propose another day, to be agreed to by the other side."""
    viewer = viewer_of(request)
    found = permissions.find(viewer, promise_id)
    permissions.check_edit(viewer, found)
    lead = _(
        "Said in time and agreed to, another day is no broken word. Until then the day that stands goes on to count."
    )
    return answered(
        request,
        make=forms.ProposalForm,
        save=lambda form: (
            writes.propose_day(
                promise=found, **form.values(), seen_version=form.cleaned_data["version"], by=viewer, at=timezone.now()
            ).promise
        ),
        words=words_of(found, _("Propose another day"), _("Ask them to agree"), lead) | ways_of(found, "proposal"),
        saved=_("Proposed. The day stands until it is agreed to."),
        initial={"what": found.what, "due_date": found.due_date, "version": found.version},
        undo=reverse("promises:proposal_withdrawal", args=[promise_id]),
    )


@require_POST
def acceptance(request: HttpRequest, promise_id: int) -> HttpResponse:
    """Agree to the day that is proposed."""
    viewer = viewer_of(request)
    found = writes.accept_day(promise=permissions.find(viewer, promise_id), by=viewer, at=timezone.now())
    in_time = _("Agreed, and in time: both sides know the new day.")
    too_late = _("Agreed. As the first day had come already, it goes on to count.")
    return done(request, in_time if found.renegotiated_at else too_late, _page(promise_id))


def refusal(request: HttpRequest, promise_id: int) -> HttpResponse:
    """Hold on to the day as it is."""
    viewer = viewer_of(request)
    found = permissions.find(viewer, promise_id)
    permissions.check_asked(viewer, found)
    lead = _("The day stays as it is. Saying what hangs on it helps the other side to find a way.")
    return answered(
        request,
        make=forms.RefusalForm,
        save=lambda form: (
            writes.decline_day(promise=found, reason=form.cleaned_data["reason"], by=viewer, at=timezone.now()).promise
        ),
        words=words_of(found, _("Keep the day as it is"), _("The day stays"), lead),
        saved=_("Noted. The day stays as it is."),
        initial={},
    )


@require_POST
def proposal_withdrawal(request: HttpRequest, promise_id: int) -> HttpResponse:
    """Take a proposal back."""
    viewer = viewer_of(request)
    writes.withdraw_proposal(promise=permissions.find(viewer, promise_id), by=viewer, at=timezone.now())
    return done(request, _("The proposal is taken back."), _page(promise_id))


def _page(promise_id: int) -> str:
    return reverse("promises:promise", args=[promise_id])
