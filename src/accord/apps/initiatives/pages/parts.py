"""Goals served, milestones, money and links of an initiative."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accord.apps.initiatives import forms, permissions, reads, writes
from accord.apps.initiatives.models import Initiative
from accord.apps.initiatives.pages.answering import answer
from accord.apps.initiatives.rules import AgreeingSide
from accord.apps.ui.pages import done
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.rules import NotFound, Viewer


def _editable(request: HttpRequest, initiative_id: int) -> tuple[Viewer, Initiative]:
    viewer = viewer_of(request)
    found = permissions.find(viewer, initiative_id)
    permissions.check_edit(viewer, found)
    return viewer, found


def _words(initiative_id: int, heading: str, submit: str, lead: str = "") -> dict[str, Any]:
    cancel = reverse("initiatives:initiative", args=[initiative_id])
    return {"heading": heading, "lead": lead, "submit": submit, "cancel": cancel}


def _place(initiative_id: int, part: str) -> str:
    return reverse("initiatives:initiative", args=[initiative_id]) + f"#{part}"


def add_goal(request: HttpRequest, initiative_id: int) -> HttpResponse:
    """Say which goal an initiative serves."""
    viewer, found = _editable(request, initiative_id)
    goals = reads.goal_choices(viewer=viewer, initiative=found)
    return answer(
        request,
        make=lambda *a, **k: forms.GoalForm(*a, goals=goals, **k),
        save=lambda form: writes.link_goal(
            initiative=found, goal_id=form.cleaned_data["goal"], by=viewer, at=timezone.now()
        ),
        initiative=found,
        words=_words(initiative_id, _("Which goal does it serve?"), _("Name this goal")),
        saved=_("The goal is named. Now both sides can agree."),
        back=lambda done: _place(initiative_id, "goals"),
    )


@require_POST
def agreement(request: HttpRequest, initiative_id: int, link_id: int, side: str) -> HttpResponse:
    """Agree for one side that the initiative serves the goal."""
    back = reverse("initiatives:disagreement", args=[initiative_id, link_id, side])
    return _agree(request, initiative_id, link_id, side, writes.agree_link, _("Agreed."), undo=back)


@require_POST
def disagreement(request: HttpRequest, initiative_id: int, link_id: int, side: str) -> HttpResponse:
    """Take back the agreement of one side."""
    return _agree(request, initiative_id, link_id, side, writes.disagree_link, _("The agreement has been taken back."))


def _agree(
    request: HttpRequest, initiative_id: int, link_id: int, side: str, write: Any, said: str, undo: str = ""
) -> HttpResponse:
    if side not in set(AgreeingSide):
        raise NotFound(_("There is no such side."))
    viewer = viewer_of(request)
    link = reads.goal_link(viewer=viewer, initiative_id=initiative_id, link_id=link_id)
    write(link=link, side=side, by=viewer, at=timezone.now())
    return done(request, said, _place(initiative_id, "goals"), undo=undo)


def add_milestone(request: HttpRequest, initiative_id: int) -> HttpResponse:
    """Add a milestone."""
    viewer, found = _editable(request, initiative_id)
    return answer(
        request,
        make=forms.MilestoneForm,
        save=lambda form: writes.add_milestone(initiative=found, **form.values(), by=viewer, at=timezone.now()),
        initiative=found,
        words=_words(
            initiative_id, _("Add a milestone"), _("Add milestone"),
            _("Small steps with something to show keep both sides at the table."),
        ),
        saved=_("The milestone has been added."),
        back=lambda done: _place(initiative_id, "milestones"),
    )  # fmt: skip


def edit_milestone(request: HttpRequest, initiative_id: int, milestone_id: int) -> HttpResponse:
    """Change a milestone."""
    viewer, found = _editable(request, initiative_id)
    one = reads.milestone(viewer=viewer, initiative_id=initiative_id, milestone_id=milestone_id)
    return answer(
        request,
        make=forms.MilestoneForm,
        save=lambda form: writes.edit_milestone(
            milestone=one, values=form.values(), seen_version=form.cleaned_data["version"], by=viewer, at=timezone.now()
        ),
        initiative=found,
        words=_words(initiative_id, _("Change this milestone"), _("Save")),
        saved=_("Saved."),
        back=lambda done: _place(initiative_id, "milestones"),
        initial={
            "title": one.title, "result": one.result, "due_date": one.due_date, "proof_url": one.proof_url,
            "version": one.version,
        },
    )  # fmt: skip


def finish_milestone(request: HttpRequest, initiative_id: int, milestone_id: int) -> HttpResponse:
    """Say that a milestone is done, with the result that can be shown."""
    viewer, found = _editable(request, initiative_id)
    one = reads.milestone(viewer=viewer, initiative_id=initiative_id, milestone_id=milestone_id)
    return answer(
        request,
        make=forms.FinishForm,
        save=lambda form: writes.finish_milestone(
            milestone=one, done_date=form.cleaned_data["done_date"], result=form.cleaned_data["result"],
            proof_url=form.cleaned_data["proof_url"], seen_version=form.cleaned_data["version"], by=viewer,
            at=timezone.now(),
        ),
        initiative=found,
        words=_words(initiative_id, _("Done: %(title)s") % {"title": one.title}, _("It is done")),
        saved=_("Well done. The milestone is finished."),
        undo=reverse("initiatives:reopen_milestone", args=[initiative_id, milestone_id]),
        back=lambda done: _place(initiative_id, "milestones"),
        initial={
            "done_date": timezone.localdate(), "result": one.result, "proof_url": one.proof_url, "version": one.version
        },
    )  # fmt: skip


@require_POST
def reopen_milestone(request: HttpRequest, initiative_id: int, milestone_id: int) -> HttpResponse:
    """Say that a milestone is not done after all."""
    viewer = viewer_of(request)
    one = reads.milestone(viewer=viewer, initiative_id=initiative_id, milestone_id=milestone_id)
    writes.reopen_milestone(milestone=one, by=viewer, at=timezone.now())
    messages.success(request, _("The milestone is open again."))
    return redirect(_place(initiative_id, "milestones"))


def add_money(request: HttpRequest, initiative_id: int) -> HttpResponse:
    """Record the amount of a month."""
    return _money(request, initiative_id, None, {"period": timezone.localdate().strftime("%Y-%m")})


def edit_money(request: HttpRequest, initiative_id: int, money_id: int) -> HttpResponse:
    """Change the amount of a month."""
    one = reads.money(viewer=viewer_of(request), initiative_id=initiative_id, money_id=money_id)
    known = {
        "period": f"{one.period:%Y-%m}", "kind": one.kind, "flow": one.flow, "amount": one.amount,
        "currency": one.currency, "version": one.version,
    }  # fmt: skip
    return _money(request, initiative_id, one.pk, known)


def _money(request: HttpRequest, initiative_id: int, money_id: int | None, known: dict[str, Any]) -> HttpResponse:
    viewer = viewer_of(request)
    found = permissions.find(viewer, initiative_id)
    permissions.check_money(viewer, found)

    def save(form: Any) -> Any:
        given = form.values()
        same = money_id is not None and (f"{given['period']:%Y-%m}", given["kind"], given["flow"]) == (
            known["period"], known["kind"], known["flow"])  # fmt: skip
        seen = form.cleaned_data["version"] if same else None
        return writes.set_money(initiative=found, **given, seen_version=seen, by=viewer, at=timezone.now())

    return answer(
        request,
        make=forms.MoneyForm,
        save=save,
        initiative=found,
        words=_words(
            initiative_id, _("Record an amount"), _("Save amount"),
            _("One amount per month, for each of planned, committed and actual. A new one takes the place of the old."),
        ),
        saved=_("The amount has been recorded."),
        back=lambda done: _place(initiative_id, "money"),
        initial=known,
    )  # fmt: skip


def add_link(request: HttpRequest, initiative_id: int) -> HttpResponse:
    """Add a link."""
    viewer, found = _editable(request, initiative_id)
    return answer(
        request,
        make=forms.LinkForm,
        save=lambda form: writes.add_link(initiative=found, **form.cleaned_data, by=viewer, at=timezone.now()),
        initiative=found,
        words=_words(initiative_id, _("Add a link"), _("Add link")),
        saved=_("The link has been added."),
        back=lambda done: _place(initiative_id, "links"),
    )
