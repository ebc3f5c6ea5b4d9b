"""What is decided about the money of one initiative; its stages, and asking for the money of one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accord.apps.initiatives.models import Initiative
from accord.apps.ui.pages import answer, done
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.rules import Viewer
from accord.apps.value import permissions, writes
from accord.apps.value.forms import deciding as forms
from accord.apps.value.reads.deciding.challenges import challenges_of
from accord.apps.value.reads.deciding.reviews import months_between, reviews_of
from accord.apps.value.reads.deciding.stages import ReleaseLine, Stages, stage_line, stages_of
from accord.apps.value.reads.money import exact_money
from accord.apps.value.reads.tabs import tabs
from accord.apps.value.rules import ReleaseState


def release(request: HttpRequest, initiative_id: int) -> HttpResponse:
    """Show the stages, challenges and reviews of one initiative."""
    viewer, today = viewer_of(request), timezone.localdate()
    found = permissions.find(viewer, initiative_id)
    stages = stages_of(viewer=viewer, initiative_id=found.pk)
    words: dict[str, Any] = {
        "initiative": found,
        "tabs": tabs(found.pk, "release"),
        "stages": stages,
        "waiting": _waiting(viewer, stages),
        "challenges": challenges_of(viewer=viewer, initiative_id=found.pk, as_of=today),
        "reviews": reviews_of(viewer=viewer, initiative_id=found.pk, as_of=today),
        "months": months_between(initiative_id=found.pk),
        "can_ask": permissions.can_ask_release(viewer, found),
        "can_challenge": permissions.can_challenge(viewer, found),
        "can_review": permissions.can_review(viewer, found),
    }
    return render(request, "value/deciding/initiative.html", words)


def _waiting(viewer: Viewer, stages: Stages) -> ReleaseLine | None:
    """Give the money that is asked for and waits for the viewer's word: then that is the thing to do."""
    waiting = (one for line in stages.lines for one in line.releases if one.is_open)
    mine = (one for one in waiting if viewer.pk not in {one.asked_by_id, one.decided_by_id})
    decides, confirms = permissions.heads_finance(viewer), permissions.can_confirm_release(viewer)
    return next((one for one in mine if (decides if one.state == ReleaseState.ASKED else confirms)), None)


def plan_stage(request: HttpRequest, initiative_id: int) -> HttpResponse:
    """Plan a stage of the money."""
    viewer = viewer_of(request)
    found = permissions.find(viewer, initiative_id)
    permissions.check_ask_release(viewer, found)
    stages = stages_of(viewer=viewer, initiative_id=found.pk)
    currency = stages.lines[-1].currency if stages.lines else (stages.sums[0].currency if stages.sums else "EUR")
    return answer(
        request, make=forms.StageForm,
        save=lambda form: writes.plan_stage(initiative_id=found.pk, **form.values(), by=viewer, at=timezone.now()),
        words=words_of(
            found, _("Plan a stage of money"), _("Plan it"),
            _("Money that is released in steps can stop in time: each step says what has to be shown before it is paid."),
        ),
        saved=_("The stage is planned."), back=lambda _made: _page(found.pk), initial={"currency": currency},
    )  # fmt: skip


def edit_stage(request: HttpRequest, stage_id: int) -> HttpResponse:
    """Change a stage."""
    viewer = viewer_of(request)
    found, line = stage_line(viewer=viewer, stage_id=stage_id)
    permissions.check_ask_release(viewer, found)
    names = ("title", "amount", "currency", "must_show", "due_date", "version")
    return answer(
        request, make=forms.StageForm,
        save=lambda form: writes.edit_stage(
            stage_id=line.id, values=form.values(), seen_version=form.cleaned_data["version"], by=viewer, at=timezone.now()
        ),
        words=words_of(found, _("Change the stage"), _("Save")), saved=_("Saved."), back=lambda _made: _page(found.pk),
        initial={name: getattr(line, name) for name in names},
    )  # fmt: skip


@require_POST
def place_stage(request: HttpRequest, stage_id: int) -> HttpResponse:
    """Move a stage before the one above it, or after the one below."""
    viewer = viewer_of(request)
    up = request.POST.get("up") == "1"
    stage = writes.place_stage(stage_id=stage_id, up=up, by=viewer, at=timezone.now())
    return done(request, _("The order is changed."), _page(stage.case.initiative_id))


@require_POST
def stage_removal(request: HttpRequest, stage_id: int) -> HttpResponse:
    """Remove a stage."""
    stage = writes.remove_stage(stage_id=stage_id, by=viewer_of(request), at=timezone.now())
    undo = reverse("value:stage_restoral", args=[stage.pk])
    return done(request, _("The stage is removed."), _page(stage.case.initiative_id), undo=undo)


@require_POST
def stage_restoral(request: HttpRequest, stage_id: int) -> HttpResponse:
    """Put a stage back."""
    stage = writes.restore_stage(stage_id=stage_id, by=viewer_of(request), at=timezone.now())
    return done(request, _("The stage is back, as the last one."), _page(stage.case.initiative_id))


def ask_release(request: HttpRequest, stage_id: int) -> HttpResponse:
    """Ask for money of a stage."""
    viewer = viewer_of(request)
    found, line = stage_line(viewer=viewer, stage_id=stage_id)
    permissions.check_ask_release(viewer, found)
    return answer(
        request, make=forms.AskForm,
        save=lambda form: writes.ask_release(stage_id=line.id, **form.cleaned_data, by=viewer, at=timezone.now()),
        words=words_of(
            found, _("Ask for “%(stage)s”") % {"stage": line.title}, _("Ask for it"),
            _("%(left)s of %(amount)s is left. Before it is released this had to be shown: %(must)s") % {
                "left": exact_money(line.left, line.currency), "amount": exact_money(line.amount, line.currency),
                "must": line.must_show,
            },
        ),
        saved=_("Asked for. Finance is told."),
        back=lambda made: reverse("value:asked_release", args=[made.pk]), initial={"amount": line.left},
    )  # fmt: skip


def words_of(found: Initiative, title: str, submit: str, lead: str = "") -> dict[str, Any]:
    """Give the words around a form about an initiative's money."""
    return {"title": title, "lead": lead, "submit": submit, "cancel": _page(found.pk), "back_label": found.title}


def _page(initiative_id: int) -> str:
    return reverse("value:release", args=[initiative_id])
