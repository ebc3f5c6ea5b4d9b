"""The register of guardrails, deciding a risk class, answering a question."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.guardrails import forms, permissions, reads, writes
from accord.apps.guardrails.rules import ALL_QUESTIONS, ANSWER_LABELS, SOURCES, question
from accord.apps.initiatives import permissions as initiatives
from accord.apps.initiatives.models import Initiative
from accord.apps.ui.forms import add_refusal, merge_conflict
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.pages import file_asked, list_file
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.rules import EditConflict, Invalid, NotFound

TRAIL_NAMES = {"rights_impacting": "rights", "safety_impacting": "safety"}


def register(request: HttpRequest) -> HttpResponseBase:
    """List initiatives with risk class and evidence, as a page or as a file."""
    viewer = viewer_of(request)
    query = ListQuery.read(request, reads.register_spec(viewer=viewer))
    if file_asked(request):
        headers = [_("Initiative"), _("Stage"), _("Department"), _("Risk"), _("Touches rights"), _("Touches safety"),
                   *(_(item.label) for item in ALL_QUESTIONS)]  # fmt: skip
        rows = (
            (line.title, line.stage_label, line.department, line.risk_label, _yes_no(line.rights_impacting),
             _yes_no(line.safety_impacting),
             *(_(ANSWER_LABELS[answers.get(item.code, "unknown")]) for item in ALL_QUESTIONS))
            for line, answers in reads.all_register_lines(viewer=viewer, query=query)
        )  # fmt: skip
        return list_file(request, rows, headers, "guardrails")
    page = reads.register_lines(viewer=viewer, query=query)
    return render(request, "guardrails/register.html", {"query": query, "page": page, "sources": SOURCES.values()})


def _yes_no(value: bool | None) -> str:
    return _("not known yet") if value is None else _("yes") if value else _("no")


def risk(request: HttpRequest, initiative_id: int) -> HttpResponse:
    """Decide the risk class of an initiative."""
    viewer = viewer_of(request)
    found = initiatives.find(viewer, initiative_id)
    permissions.check_decide(viewer, found)
    now = reads.guardrails(viewer=viewer, initiative=found)
    return _answer(
        request,
        form=forms.RiskForm,
        save=lambda form: writes.set_risk(
            initiative=found, **form.values(), seen_version=form.cleaned_data["version"] or 0, by=viewer, at=timezone.now()
        ),
        found=found,
        heading=_("How much harm could it do?"),
        context={"sources": SOURCES.values()},
        initial={
            "risk": now.risk, "rights": _coded(now.rights_impacting), "safety": _coded(now.safety_impacting),
            "reason": now.reason, "version": now.version,
        },
    )  # fmt: skip


def _coded(value: bool | None) -> str:
    return "" if value is None else "yes" if value else "no"


def answer(request: HttpRequest, initiative_id: int, code: str) -> HttpResponse:
    """Answer a required or further question about an initiative."""
    viewer, item = viewer_of(request), question(code)
    if item is None:
        raise NotFound(_("There is no such question."))
    found = initiatives.find(viewer, initiative_id)
    permissions.check_answer(viewer, found)
    line = reads.guardrails(viewer=viewer, initiative=found).line(code)
    return _answer(
        request,
        form=forms.form_for(item),
        save=lambda form: writes.answer_question(
            initiative=found, question=code, **form.values(), seen_version=form.cleaned_data["version"] or 0, by=viewer,
            at=timezone.now(),
        ),
        found=found,
        heading=line.asks,
        context={"line": line, "sources": [SOURCES[item.source]]},
        initial={
            "answer": line.answer, "date": line.date, "until": line.until, "proof_url": line.proof_url, "source": line.source,
            "reason": line.reason, "version": line.version,
        },
    )  # fmt: skip


def _answer(
    request: HttpRequest,
    *,
    form: type[django_forms.Form],
    save: Callable[[Any], Any],
    found: Initiative,
    heading: str,
    context: dict[str, Any],
    initial: dict[str, Any],
) -> HttpResponse:
    back = reverse("initiatives:initiative", args=[found.pk]) + "#guardrails"
    shown = {"initiative": found, "heading": heading, "cancel": back, **context}
    if request.method != "POST":
        return render(request, "guardrails/form.html", {**shown, "form": form(initial=initial)})
    bound = form(request.POST)
    if not bound.is_valid():
        return render(request, "guardrails/form.html", {**shown, "form": bound}, status=422)
    try:
        save(bound)
    except Invalid as refusal:
        add_refusal(bound, refusal)
        return render(request, "guardrails/form.html", {**shown, "form": bound}, status=422)
    except EditConflict as conflict:
        merged = form(merge_conflict(request.POST, _named(conflict)))
        return render(request, "guardrails/form.html", {**shown, "form": merged, "conflict": conflict}, status=409)
    messages.success(request, _("Saved."))
    return redirect(back)


def _named(conflict: EditConflict) -> EditConflict:
    """Give a conflict the names and values of the form's fields."""

    def turned(values: Any) -> dict[str, Any]:
        return {
            TRAIL_NAMES.get(name, name): _coded(value) if name in TRAIL_NAMES else value
            for name, value in values.items()
        }

    return EditConflict(
        conflict.message,
        changes=conflict.changes,
        current_version=conflict.current_version,
        base=turned(conflict.base),
        theirs=turned(conflict.theirs),
    )
