"""The tree of goals, one goal, and changing it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accord.apps.goals import forms, permissions, reads, writes
from accord.apps.goals.sockets import sections
from accord.apps.notices.reads import following
from accord.apps.people import reads as people
from accord.apps.ui import charts
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.pages import answer, done, file_asked, list_file
from accord.apps.ui.permissions import check, may, viewer_of
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.templatetags.formats import exact_day, number_words


def goals(request: HttpRequest) -> HttpResponseBase:
    """Show the goals: as a tree, or as a list once something is filtered or sorted."""
    viewer = viewer_of(request)
    query = ListQuery.read(request, reads.goals_spec(viewer=viewer))
    if file_asked(request):
        export = reads.goals_export(viewer=viewer, query=query)
        return list_file(request, export.rows, export.columns, "goals")
    page = reads.narrowed_page(viewer=viewer, query=query) if query.is_narrowed or query.sort_given else None
    nodes = reads.goal_tree(viewer=viewer) if page is None else [reads.GoalNode(line, 0) for line in page.rows]
    context = {
        "query": query,
        "page": page,
        "nodes": [(node.line, node.depth, _small(node.line)) for node in nodes],
        "may_add": may(viewer, permissions.ADD),
    }
    return render(request, "goals/goals.html", context)


def _small(line: reads.GoalLine) -> charts.Chart | None:
    points = [charts.Point(day, value) for day, value in line.series]
    return charts.sparkline(points, title=line.measure, say=number_words) if len(points) > 1 else None


def goal(request: HttpRequest, goal_id: int) -> HttpResponse:
    """Show one goal with its sides, measures and what serves it."""
    viewer = viewer_of(request)
    page = reads.goal_page(viewer=viewer, goal_id=goal_id)
    context = {
        "page": page,
        "goal": page.goal,
        "measures": [(measure, _chart(measure)) for measure in page.measures],
        "sections": _sections(viewer, page.goal, request),
        **following(viewer=viewer, ref=Ref("goals.goal", goal_id)),
    }
    return render(request, "goals/goal.html", context)


def _chart(measure: reads.MeasureLine) -> charts.Chart | None:
    points = [charts.Point(line.on, line.value) for line in measure.actuals]
    if measure.baseline_value is not None and measure.baseline_date:
        points.insert(0, charts.Point(measure.baseline_date, measure.baseline_value))
    if len(points) < 2:
        return None
    target = measure.target_value
    marks = [] if target is None else [charts.Mark(target, _("target %(value)s") % {"value": number_words(target)})]
    return charts.history_chart(
        sorted(points, key=lambda point: point.day), title=measure.name, thresholds=marks, say=number_words,
        say_day=exact_day,
    )  # fmt: skip


def _sections(viewer: Viewer, shown: Any, request: HttpRequest) -> list[str]:
    found: list[str] = []
    for section in sorted(sections, key=lambda item: item.order):
        rendered = section.render(viewer, shown, request)
        if rendered is not None:
            template, context = rendered
            found.append(render_to_string(template, {"goal": shown, **context}, request=request))
    return found


def add_goal(request: HttpRequest) -> HttpResponse:
    """Add a goal."""
    viewer = viewer_of(request)
    check(viewer, permissions.ADD)
    parent = request.GET.get("parent", "")
    return answer(
        request,
        make=_maker(viewer),
        save=lambda form: writes.add_goal(**form.values(), by=viewer, at=timezone.now()),
        initial={"parent": parent} if parent.isdigit() else None,
        words={"title": _("A new goal"), "submit": _("Add the goal"), "cancel": reverse("goals:goals"),
               "back_label": _("Goals")},
        saved=_("The goal is added. Now each owner agrees to it."),
        back=lambda added: reverse("goals:goal", args=[added.pk]),
    )  # fmt: skip


def edit_goal(request: HttpRequest, goal_id: int) -> HttpResponse:
    """Change a goal; a second editor sees what the first one changed."""
    viewer = viewer_of(request)
    found = permissions.find(viewer, goal_id)
    permissions.check_edit(viewer, found)
    initial = {
        "title": found.title, "why": found.why, "horizon": found.horizon, "review_date": found.review_date,
        "business_owner": found.business_owner_id, "it_owner": found.it_owner_id, "department": found.department_id,
        "parent": found.parent_id, "version": found.version,
    }  # fmt: skip
    return answer(
        request,
        make=_maker(viewer, without=goal_id),
        save=lambda form: writes.edit_goal(
            goal=found, values=form.values(), seen_version=form.cleaned_data["version"], by=viewer, at=timezone.now()
        ),
        initial=initial,
        words=_words(found, _("Change the goal"), _("Save"),
                     _("A new title, reason or owner asks the sides to agree again.")),
        saved=_("Saved."),
        back=lambda _saved: reverse("goals:goal", args=[goal_id]),
    )  # fmt: skip


def review(request: HttpRequest, goal_id: int) -> HttpResponse:
    """Record that a goal was looked at again."""
    viewer = viewer_of(request)
    found = permissions.find(viewer, goal_id)
    permissions.check_edit(viewer, found)
    return answer(
        request,
        make=forms.ReviewForm,
        save=lambda form: writes.review_goal(
            goal=found, next_review=form.cleaned_data["next_review"], by=viewer, at=timezone.now()
        ),
        words=_words(found, _("We looked at this goal again"), _("Record the review"), ""),
        saved=_("The review is recorded."),
        back=lambda _saved: reverse("goals:goal", args=[goal_id]),
    )


def closing(request: HttpRequest, goal_id: int) -> HttpResponse:
    """Close a goal that was reached or given up."""
    viewer = viewer_of(request)
    found = permissions.find(viewer, goal_id)
    permissions.check_edit(viewer, found)
    return answer(
        request,
        make=forms.ClosingForm,
        save=lambda form: writes.close_goal(
            goal=found, reason=form.cleaned_data["reason"], by=viewer, at=timezone.now()
        ),
        words=_words(found, _("Close the goal"), _("Close it"), _("It stays readable and can be reopened.")),
        saved=_("The goal is closed."),
        back=lambda _saved: reverse("goals:goal", args=[goal_id]),
    )


@require_POST
def reopening(request: HttpRequest, goal_id: int) -> HttpResponse:
    """Take a closed goal up again."""
    viewer = viewer_of(request)
    writes.reopen_goal(goal=permissions.find(viewer, goal_id), by=viewer, at=timezone.now())
    messages.success(request, _("The goal is active again."))
    return redirect("goals:goal", goal_id)


@require_POST
def agreement(request: HttpRequest, goal_id: int, side: str) -> HttpResponse:
    """Agree to a goal for a side, or take the agreement back with ``withdraw``."""
    viewer = viewer_of(request)
    found = permissions.find(viewer, goal_id)
    back = reverse("goals:goal", args=[goal_id])
    if "withdraw" in request.POST or "withdraw" in request.GET:
        writes.withdraw_agreement(goal=found, side=side, by=viewer, at=timezone.now())
        return done(request, _("Your agreement is withdrawn."), back)
    seen = request.POST.get("version", "")
    seen_version = int(seen) if seen.isascii() and seen.isdigit() else None
    writes.agree(goal=found, side=side, seen_version=seen_version, by=viewer, at=timezone.now())
    said = _("You agreed to “%(goal)s”.") % {"goal": found.title}
    return done(request, said, back, undo=f"{request.path}?withdraw=1")


def _maker(viewer: Viewer, without: int | None = None) -> Any:
    choices = {
        "people": people.person_choices(viewer=viewer),
        "departments": people.department_choices(viewer=viewer),
        "goals": reads.goal_choices(viewer=viewer, without=without),
    }
    return lambda *args, **kwargs: forms.GoalForm(*args, **kwargs, **choices)


def _words(found: Any, title: str, submit: str, lead: str) -> dict[str, Any]:
    return {
        "title": title, "submit": submit, "lead": lead, "back_label": found.title,
        "cancel": reverse("goals:goal", args=[found.pk]),
    }  # fmt: skip
