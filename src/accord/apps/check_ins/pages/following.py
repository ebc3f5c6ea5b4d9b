"""What follows a signature, and what may come instead: acknowledging, correcting, handing over, cancelling."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.check_ins import forms, permissions, reads, writes
from accord.apps.check_ins.models import CheckIn
from accord.apps.check_ins.pages.answering import answered, words_of
from accord.apps.check_ins.rules import State
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.rules import Viewer


def _found(request: HttpRequest, check_in_id: int) -> tuple[Viewer, CheckIn, reads.CheckInLine]:
    viewer = viewer_of(request)
    found = permissions.find(viewer, check_in_id)
    return viewer, found, reads.told(viewer=viewer, ids=[found.pk], as_of=timezone.localdate())[found.pk]


def acknowledgement(request: HttpRequest, check_in_id: int) -> HttpResponse:
    """Say for the other side that it was read."""
    viewer, found, line = _found(request, check_in_id)
    permissions.check_acknowledge(viewer, found)
    return answered(
        request,
        make=forms.AcknowledgeForm,
        save=lambda form: writes.acknowledge(check_in=found, **form.cleaned_data, by=viewer, at=timezone.now()),
        words=words_of(line, _("Acknowledge"), _("Acknowledge"), _("It says that you read it, not that you agree.")),
        saved=_("Acknowledged. %(who)s is told.") % {"who": line.answerer},
        template="check_ins/acknowledgement.html",
    )


def correction(request: HttpRequest, check_in_id: int) -> HttpResponse:
    """Say what a signed check-in got wrong."""
    viewer, found, line = _found(request, check_in_id)
    permissions.check_sign(viewer, found)
    return answered(
        request,
        make=forms.CorrectionForm,
        save=lambda form: writes.correct(check_in=found, **form.values(), by=viewer, at=timezone.now()).check_in,
        words=words_of(line, _("Add a correction"), _("Sign the correction"), _("The other side is told.")),
        saved=_("The correction is signed."),
        initial={"status": found.status},
    )


def handing_over(request: HttpRequest, check_in_id: int) -> HttpResponse:
    """Give what is still to be done to somebody else of the same side."""
    viewer, found, line = _found(request, check_in_id)
    permissions.check_hand_over(viewer, found)
    is_open = found.state == State.OPEN
    side, now_id = (
        (found.answer_side, found.answerer_id) if is_open else (found.acknowledge_side, found.acknowledger_id)
    )
    people = reads.people_of_side(viewer=viewer, side=side, without=now_id)
    return answered(
        request,
        make=lambda *a, **k: forms.HandOverForm(*a, people=people, **k),
        save=lambda form: writes.hand_over(
            check_in=found, person_id=form.cleaned_data["person"], reason=form.cleaned_data["reason"], by=viewer,
            at=timezone.now(),
        ),
        words=words_of(line, _("Hand it over"), _("Hand it over"), _("For this one only; the series stays as it is.")),
        saved=_("Handed over."),
    )  # fmt: skip


def cancellation(request: HttpRequest, check_in_id: int) -> HttpResponse:
    """Cancel one check-in."""
    viewer, found, line = _found(request, check_in_id)
    permissions.check_cancel(viewer, found)
    return answered(
        request,
        make=forms.CancelForm,
        save=lambda form: writes.cancel(
            check_in=found, reason=form.cleaned_data["reason"], seen_version=form.cleaned_data["version"], by=viewer,
            at=timezone.now(),
        ),
        words=words_of(line, _("Cancel this check-in"), _("Cancel it"), _("Only this one; the next comes as planned.")),
        saved=_("Cancelled."),
        initial={"version": found.version},
    )  # fmt: skip
