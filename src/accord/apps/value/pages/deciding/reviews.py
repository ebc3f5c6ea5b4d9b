"""Value reviews: the list, planning one, moving it, holding it, how often they come."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accord.apps.initiatives.permissions import can_edit
from accord.apps.initiatives.rules import Stage
from accord.apps.people import reads as people
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.pages import answer, done, file_asked, list_file
from accord.apps.ui.permissions import viewer_of
from accord.apps.value import permissions, writes
from accord.apps.value.forms import deciding as forms
from accord.apps.value.models import Review
from accord.apps.value.pages.deciding.stages import words_of
from accord.apps.value.reads.deciding import reviews as reads
from accord.apps.value.reads.tabs import places
from accord.apps.value.rules import Way
from accord.apps.value.rules.deciding import months_later


def reviews(request: HttpRequest) -> HttpResponseBase:
    """List the value reviews the viewer may see, as a page or as a file."""
    viewer, today = viewer_of(request), timezone.localdate()
    query = ListQuery.read(request, reads.reviews_spec(viewer=viewer, as_of=today))
    if file_asked(request):
        headers = [_("Initiative"), _("State"), _("Due"), _("Held"), _("Came of it"), _("Why"), _("Who holds it")]
        return list_file(request, _cells(request, query), headers, "value-reviews")
    page = reads.review_lines(viewer=viewer, query=query, as_of=today)
    words = {"query": query, "page": page, "tabs": places("reviews"), "can_hold": permissions.may_review(viewer)}
    return render(request, "value/deciding/reviews.html", words)


def _cells(request: HttpRequest, query: ListQuery) -> Any:
    viewer, today = viewer_of(request), timezone.localdate()
    return (
        (one.initiative, one.state_label, one.due, one.held, one.way_label, one.reason, one.held_by or one.owner)
        for one in reads.all_review_lines(viewer=viewer, query=query, as_of=today)
    )


def plan_review(request: HttpRequest, initiative_id: int) -> HttpResponse:
    """Plan the next value review of an initiative."""
    viewer, today = viewer_of(request), timezone.localdate()
    found = permissions.find(viewer, initiative_id)
    permissions.check_review(viewer, found)
    everybody = people.person_choices(viewer=viewer)
    months = reads.months_between(initiative_id=found.pk)
    return answer(
        request, make=lambda *a, **k: forms.PlanReviewForm(*a, people=everybody, **k),
        save=lambda form: writes.plan_review(initiative_id=found.pk, **form.values(), by=viewer, at=timezone.now()),
        words=words_of(
            found, _("Plan a value review"), _("Plan it"),
            _("A day on which somebody looks whether it is still worth its money, and says: go on, change it, more of it, or stop."),
        ),
        saved=_("Planned. It will be on the list of whoever holds it."), back=lambda _made: _page(found.pk),
        initial={"due_date": months_later(today, months)}, names={"owner_id": "owner"},
    )  # fmt: skip


def edit_review(request: HttpRequest, review_id: int) -> HttpResponse:
    """Move a review to another day or person."""
    viewer = viewer_of(request)
    one, found, _line = reads.review_line(viewer=viewer, review_id=review_id, as_of=timezone.localdate())
    permissions.check_review(viewer, found)
    everybody = people.person_choices(viewer=viewer)
    return answer(
        request, make=lambda *a, **k: forms.PlanReviewForm(*a, people=everybody, **k),
        save=lambda form: writes.edit_review(
            review_id=one.pk, values=form.values(), seen_version=form.cleaned_data["version"], by=viewer, at=timezone.now()
        ),
        words=words_of(found, _("Move the value review"), _("Save")), saved=_("Saved."), back=_of,
        initial={"due_date": one.due_date, "owner": one.owner_id, "version": one.version}, names={"owner_id": "owner"},
    )  # fmt: skip


def hold_review(request: HttpRequest, review_id: int) -> HttpResponse:
    """Record what came of a review: as a page, or where the item stands."""
    viewer = viewer_of(request)
    one, found, line = reads.review_line(viewer=viewer, review_id=review_id, as_of=timezone.localdate())
    may_cancel = can_edit(viewer, found) and found.stage not in {Stage.CANCELLED, Stage.RETIRED}
    return answer(
        request, make=lambda *a, **k: forms.HoldForm(*a, may_cancel=may_cancel, **k),
        save=lambda form: writes.hold_review(
            review_id=one.pk, **form.values(), seen_version=form.cleaned_data["version"], by=viewer, at=timezone.now()
        ),
        words=words_of(
            found, _("Is it still worth it?"), _("Record it"),
            _("Look at its ledger, its figures and what it caused first. Stopping what does not pay is a result, too."),
        ),
        saved=_("Recorded. Unless it stops, the next review is planned."), back=_after, initial={"version": line.version},
    )  # fmt: skip


def review_rhythm(request: HttpRequest, initiative_id: int) -> HttpResponse:
    """Say how often the value of an initiative is reviewed."""
    viewer = viewer_of(request)
    found = permissions.find(viewer, initiative_id)
    permissions.check_review(viewer, found)
    return answer(
        request, make=forms.RhythmForm,
        save=lambda form: writes.set_review_rhythm(
            initiative_id=found.pk, months=form.cleaned_data["months"], by=viewer, at=timezone.now()
        ),
        words=words_of(
            found, _("How often is it reviewed?"), _("Save"), _("When one review is held, the next is planned so many months later.")
        ),
        saved=_("Saved."), back=lambda _made: _page(found.pk), names={"review_months": "months"},
        initial={"months": reads.months_between(initiative_id=found.pk)},
    )  # fmt: skip


@require_POST
def review_removal(request: HttpRequest, review_id: int) -> HttpResponse:
    """Take a review off the plan."""
    one = writes.remove_review(review_id=review_id, by=viewer_of(request), at=timezone.now())
    return done(request, _("Taken off the plan."), _of(one), undo=reverse("value:review_restoral", args=[one.pk]))


@require_POST
def review_restoral(request: HttpRequest, review_id: int) -> HttpResponse:
    """Put a review back on the plan."""
    one = writes.restore_review(review_id=review_id, by=viewer_of(request), at=timezone.now())
    return done(request, _("It is on the plan again."), _of(one))


def _after(one: Review) -> str:
    return reverse("value:case", args=[one.initiative_id]) if one.way == Way.SCALE else _of(one)


def _of(one: Review) -> str:
    return f"{_page(one.initiative_id)}#reviews"


def _page(initiative_id: int) -> str:
    return reverse("value:release", args=[initiative_id])
