"""The list of questions, one of them, and what was said and done."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.ui.lists import ListQuery
from accord.apps.ui.pages import file_asked, list_file
from accord.apps.ui.permissions import may, viewer_of
from accord.apps.ui.rules import Viewer
from accord.apps.voice import forms, permissions, reads


def questions(request: HttpRequest) -> HttpResponseBase:
    """List the questions the viewer may read, as a page or as a file."""
    viewer, today = viewer_of(request), timezone.localdate()
    query = ListQuery.read(request, reads.questions_spec(viewer=viewer, as_of=today))
    if file_asked(request):
        headers = [_("Question"), _("To whom"), _("Asked"), _("Answer by"), _("State"), _("Answer"), _("What was done")]
        rows = (
            (line.text, line.leader, line.asked, line.answer_by, line.state_label, line.answer, line.done)
            for line in reads.all_question_lines(viewer=viewer, query=query, as_of=today)
        )
        return list_file(request, rows, headers, "questions")
    page = reads.question_lines(viewer=viewer, query=query, as_of=today)
    context = {
        "query": query,
        "page": page,
        "tabs": [_tab(request, label, address) for label, address in _tabs(viewer)],
        "can_count": may(viewer, permissions.COUNT),
    }
    return render(request, "voice/questions.html", context)


def _tabs(viewer: Viewer) -> list[tuple[str, str]]:
    tabs = [
        (_("All"), ""),
        (_("To answer"), "part=to_me&state=open"),
        (_("Asked by me"), "part=mine"),
        (_("Published"), "part=published"),
    ]
    if may(viewer, permissions.HIDE):
        tabs.append((_("Shown to the office"), "part=shown"))
    return tabs


def _tab(request: HttpRequest, label: str, address: str) -> dict[str, Any]:
    here = request.META.get("QUERY_STRING", "")
    return {"label": label, "url": f"?{address}", "active": here == address}


def question(request: HttpRequest, question_id: int) -> HttpResponse:
    """Show one question with its answer."""
    page = reads.question_page(viewer=viewer_of(request), question_id=question_id, as_of=timezone.localdate())
    line = page.line
    context: dict[str, Any] = {"page": page, "line": line}
    if page.can_judge:
        initial = {"judged": line.judged, "asker_agrees": line.asker_agrees, "version": line.version}
        context["verdict_form"] = forms.VerdictForm(initial=initial, asks_again=not line.follow_up)
    if page.can_answer and line.state == "open":
        context["answer_form"] = forms.AnswerForm(initial={"theme": line.theme, "version": line.version})
    if page.can_answer and line.waits_for_reply:
        context["reply_form"] = forms.ReplyForm(initial={"version": line.version})
    return render(request, "voice/question.html", context)


def said_and_done(request: HttpRequest) -> HttpResponse:
    """Show what was asked, answered and done, by what it is about."""
    return render(request, "voice/said_and_done.html", {"groups": reads.said_and_done(viewer=viewer_of(request))})
