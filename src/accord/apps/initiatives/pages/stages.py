"""Moving through the stages and correcting the dated history."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accord.apps.initiatives import forms, permissions, reads, writes
from accord.apps.initiatives.pages.answering import answer
from accord.apps.initiatives.rules import STAGE_LABELS, Stage, Step, why_not_move
from accord.apps.ui.permissions import viewer_of


def stages(request: HttpRequest, initiative_id: int) -> HttpResponse:
    """Move an initiative to its next stage; what cannot follow is listed with the reason."""
    viewer, today = viewer_of(request), timezone.localdate()
    found = permissions.find(viewer, initiative_id)
    permissions.check_edit(viewer, found)
    now = Stage(found.stage)
    moves = reads.stage_move(viewer=viewer, initiative=found)
    closed = [(to, why_not_move([Step(now)], to, on=None, today=today)) for to in Stage if to not in moves]
    return answer(
        request,
        make=lambda *a, **k: forms.StageForm(*a, moves=moves, **k),
        save=lambda form: writes.move_stage(
            initiative=found, to=form.cleaned_data["to"], on=form.cleaned_data["on"],
            seen_version=form.cleaned_data["version"], by=viewer, at=timezone.now(),
        ),
        initiative=found,
        words={
            "heading": _("Move to another stage"),
            "lead": _("It is “%(stage)s” now.") % {"stage": _(STAGE_LABELS[now])},
            "submit": _("Move"),
            "cancel": reverse("initiatives:initiative", args=[initiative_id]),
            "closed": [(_(STAGE_LABELS[to]), _(why.text)) for to, why in closed if why and to not in {now, Stage.UNKNOWN}],
        },
        saved=_("Moved."),
        back=lambda done: reverse("initiatives:initiative", args=[initiative_id]) + "#stages",
        initial={"on": today, "version": found.version},
        template="initiatives/stage.html",
    )  # fmt: skip


def stage_date(request: HttpRequest, initiative_id: int, change_id: int) -> HttpResponse:
    """Correct the day a stage began."""
    viewer = viewer_of(request)
    change = reads.stage_change(viewer=viewer, initiative_id=initiative_id, change_id=change_id)
    permissions.check_edit(viewer, change.initiative)
    return answer(
        request,
        make=forms.StageDateForm,
        save=lambda form: writes.correct_stage_date(
            change=change, on=form.cleaned_data["on"], seen_version=form.cleaned_data["version"], by=viewer,
            at=timezone.now(),
        ),
        initiative=change.initiative,
        words={
            "heading": _("Since when has it been “%(stage)s”?") % {"stage": _(STAGE_LABELS[change.stage])},
            "lead": _("The old date stays in the history of changes."),
            "submit": _("Correct the date"),
            "cancel": reverse("initiatives:initiative", args=[initiative_id]),
        },
        saved=_("The date has been corrected."),
        back=lambda done: reverse("initiatives:initiative", args=[initiative_id]) + "#stages",
        initial={"on": change.date, "version": change.initiative.version},
    )  # fmt: skip


@require_POST
def stage_taking_back(request: HttpRequest, initiative_id: int) -> HttpResponse:
    """Take back the last move."""
    viewer = viewer_of(request)
    found = permissions.find(viewer, initiative_id)
    writes.take_back_stage(initiative=found, by=viewer, at=timezone.now())
    messages.success(request, _("The last move has been taken back."))
    return redirect(reverse("initiatives:initiative", args=[initiative_id]) + "#stages")
