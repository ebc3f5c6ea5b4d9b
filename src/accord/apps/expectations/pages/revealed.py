"""The page of a revealed round: how far apart the sides are, whether they know it, what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from accord.apps.expectations.models import Round
from accord.apps.expectations.reads import picture
from accord.apps.expectations.reads.movement import Movement, movements
from accord.apps.expectations.reads.questions import QuestionView
from accord.apps.expectations.reads.revealed import RevealedRound, revealed_round
from accord.apps.expectations.sockets import sections
from accord.apps.ui.charts import Chart
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.rules import Viewer


def revealed(request: HttpRequest, round_: Round) -> HttpResponse:
    """Show a revealed round."""
    viewer = viewer_of(request)
    page = revealed_round(viewer=viewer, round_id=round_.pk)
    moved = {one.question: one for one in movements(viewer=viewer, round_=page.round)}
    context = {
        "page": page,
        "round": page.round,
        "questions": [_shown(page, view, moved.get(view.question)) for view in page.questions],
        "sections": _sections(viewer, page, request),
    }
    return render(request, "expectations/revealed.html", context)


@dataclass(frozen=True)
class Shown:
    """One question with its pictures: both sides mirrored, and how they moved since the round before."""

    view: QuestionView
    chart: Chart | None
    moved: Movement | None
    moved_chart: Chart | None


def _shown(page: RevealedRound, view: QuestionView, moved: Movement | None) -> Shown:
    known = next((one for one in page.outcomes if one.question == view.question), None)
    place = picture.outcome_place(known, view.base, view.currency) if known else None
    return Shown(
        view, picture.question_chart(view, place), moved, picture.movement_chart(moved) if moved is not None else None
    )


def _sections(viewer: Viewer, page: RevealedRound, request: HttpRequest) -> list[dict[str, Any]]:
    shown = []
    for section in sorted(sections, key=lambda item: item.order):
        rendered = section.render(viewer, page.round, request)
        if rendered is not None:
            template, context = rendered
            html = render_to_string(template, {"round": page.round, **context}, request=request)
            shown.append({"code": section.code, "title": section.title, "html": html})
    return shown
