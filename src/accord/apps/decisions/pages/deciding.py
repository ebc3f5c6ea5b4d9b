"""Recording what was decided, taking it back, opening it again, looking at it again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accord.apps.decisions import forms, permissions, reads, writes
from accord.apps.decisions.pages.answering import answered, words_of
from accord.apps.ui.pages import done
from accord.apps.ui.permissions import viewer_of


def answer_decision(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Record what was decided: as a page, or where the question stands."""
    viewer = viewer_of(request)
    found = permissions.find(viewer, decision_id)
    permissions.check_decide(viewer, found)
    options = [one.text for one in reads.options_of(found)]
    return answered(
        request,
        make=lambda *a, **k: forms.DecideForm(*a, options=options, **k),
        save=lambda form: writes.decide(
            decision_id=found.pk, **form.values(), seen_version=form.cleaned_data["version"], by=viewer,
            at=timezone.now(),
        ),
        words=words_of(found, _("Decide"), _("Record the decision"), found.question),
        saved=_("Decided. Who asked and who was heard will be told."),
        initial={"version": found.version},
        undo=reverse("decisions:taking_back", args=[found.pk]),
    )  # fmt: skip


@require_POST
def taking_back(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Take back what one has just recorded."""
    viewer = viewer_of(request)
    writes.take_back(decision_id=decision_id, by=viewer, at=timezone.now())
    return done(request, _("Taken back: it is to be decided."), reverse("decisions:decision", args=[decision_id]))


def reopening(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Open what was decided or withdrawn again."""
    viewer = viewer_of(request)
    found = permissions.find(viewer, decision_id)
    permissions.check_edit(viewer, found)
    return answered(
        request,
        make=forms.ReopenForm,
        save=lambda form: writes.reopen(
            decision_id=found.pk, reason=form.cleaned_data["reason"], decide_by=form.cleaned_data["decide_by_date"],
            seen_version=form.cleaned_data["version"], by=viewer, at=timezone.now(),
        ),
        words=words_of(found, _("Open it again"), _("Open it again"), found.question),
        saved=_("It is to be decided again."),
        initial={"version": found.version},
    )  # fmt: skip


def review(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Record that a decision was looked at again and holds."""
    viewer = viewer_of(request)
    found = permissions.find(viewer, decision_id)
    permissions.check_decide(viewer, found)
    return answered(
        request,
        make=forms.ReviewForm,
        save=lambda form: writes.review(
            decision_id=found.pk, words=form.cleaned_data["words"], next_date=form.cleaned_data["next_date"],
            seen_version=form.cleaned_data["version"], by=viewer, at=timezone.now(),
        ),
        words=words_of(
            found,
            _("Look at it again"),
            _("It holds"),
            _("“%(question)s” was decided: %(option)s. If it does not hold any more, open it again instead.")
            % {"question": found.question, "option": found.option},
        ),
        saved=_("Noted: it holds."),
        initial={"version": found.version},
    )  # fmt: skip
