"""The measures of a goal and their values."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accord.apps.goals import forms, permissions, reads, writes
from accord.apps.goals.writes.measures import FIELDS
from accord.apps.ui.pages import answer
from accord.apps.ui.permissions import viewer_of


def add_measure(request: HttpRequest, goal_id: int) -> HttpResponse:
    """Say how one would know that a goal is reached."""
    viewer = viewer_of(request)
    goal = permissions.find(viewer, goal_id)
    permissions.check_edit(viewer, goal)
    return answer(
        request,
        make=forms.MeasureForm,
        save=lambda form: writes.add_measure(goal=goal, values=form.values(), by=viewer, at=timezone.now()),
        initial={"direction": "up"},
        words=_words(goal, _("How we would know"), _("Add the measure")),
        saved=_("The measure is added."),
        back=lambda _saved: _page(goal_id),
    )


def edit_measure(request: HttpRequest, goal_id: int, measure_id: int) -> HttpResponse:
    """Change a measure."""
    viewer = viewer_of(request)
    measure = reads.find_measure(viewer=viewer, goal_id=goal_id, measure_id=measure_id)
    permissions.check_edit(viewer, measure.goal)
    return answer(
        request,
        make=forms.MeasureForm,
        save=lambda form: writes.edit_measure(
            measure=measure, values=form.values(), seen_version=form.cleaned_data["version"], by=viewer,
            at=timezone.now(),
        ),
        initial={name: getattr(measure, name) for name in (*FIELDS, "version")},
        words=_words(measure.goal, _("Change the measure"), _("Save")),
        saved=_("Saved."),
        back=lambda _saved: _page(goal_id),
    )  # fmt: skip


@require_POST
def measure_removal(request: HttpRequest, goal_id: int, measure_id: int) -> HttpResponse:
    """Remove a measure with its values."""
    viewer = viewer_of(request)
    measure = reads.find_measure(viewer=viewer, goal_id=goal_id, measure_id=measure_id)
    writes.remove_measure(measure=measure, by=viewer, at=timezone.now())
    messages.success(request, _("“%(name)s” is removed. Its values stay on the trail.") % {"name": measure.name})
    return redirect("goals:goal", goal_id)


def add_actual(request: HttpRequest, goal_id: int, measure_id: int) -> HttpResponse:
    """Record what a measure was on a day."""
    viewer = viewer_of(request)
    measure = reads.find_measure(viewer=viewer, goal_id=goal_id, measure_id=measure_id)
    permissions.check_edit(viewer, measure.goal)

    def save(form: Any) -> Any:
        given = form.cleaned_data
        return writes.record_actual(
            measure=measure, on=given["date"], value=given["value"], source=given["source"], by=viewer,
            at=timezone.now(),
        )  # fmt: skip

    title = _("A new value of “%(name)s”") % {"name": measure.name}
    return answer(
        request,
        make=forms.ActualForm,
        save=save,
        initial={"date": timezone.localdate(), "source": measure.source},
        words={**_words(measure.goal, title, _("Record the value")), "lead": _unit(measure.unit)},
        saved=_("The value is recorded."),
        back=lambda _saved: _page(goal_id),
    )


def edit_actual(request: HttpRequest, goal_id: int, measure_id: int, actual_id: int) -> HttpResponse:
    """Correct a value."""
    viewer = viewer_of(request)
    actual = reads.find_actual(viewer=viewer, goal_id=goal_id, measure_id=measure_id, actual_id=actual_id)
    permissions.check_edit(viewer, actual.measure.goal)
    title = _("Correct the value of %(day)s") % {"day": actual.date}
    return answer(
        request,
        make=forms.CorrectionForm,
        save=lambda form: writes.correct_actual(
            actual=actual, value=form.cleaned_data["value"], source=form.cleaned_data["source"], by=viewer,
            at=timezone.now(),
        ),
        initial={"value": actual.value, "source": actual.source},
        words={**_words(actual.measure.goal, title, _("Save")), "lead": _unit(actual.measure.unit)},
        saved=_("The value is corrected."),
        back=lambda _saved: _page(goal_id),
    )  # fmt: skip


@require_POST
def actual_removal(request: HttpRequest, goal_id: int, measure_id: int, actual_id: int) -> HttpResponse:
    """Remove a value."""
    viewer = viewer_of(request)
    actual = reads.find_actual(viewer=viewer, goal_id=goal_id, measure_id=measure_id, actual_id=actual_id)
    writes.remove_actual(actual=actual, by=viewer, at=timezone.now())
    messages.success(request, _("The value is removed. It stays on the trail."))
    return redirect("goals:goal", goal_id)


def _page(goal_id: int) -> str:
    return reverse("goals:goal", args=[goal_id]) + "#measures"


def _unit(unit: str) -> str:
    return _("In %(unit)s.") % {"unit": unit} if unit else ""


def _words(goal: Any, title: str, submit: str) -> dict[str, Any]:
    return {"title": title, "submit": submit, "back_label": goal.title, "cancel": _page(goal.pk)}
