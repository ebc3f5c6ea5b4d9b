"""What really happened: the list, recording it, correcting it, taking it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accord.apps.expectations import permissions, writes
from accord.apps.expectations.forms import outcomes as forms
from accord.apps.expectations.models import Outcome
from accord.apps.expectations.pages.tabs import tabs
from accord.apps.expectations.reads import outcomes as reads
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.pages import answer, file_asked, list_file
from accord.apps.ui.permissions import viewer_of

MOST_WORDS = 200


def outcomes(request: HttpRequest) -> HttpResponseBase:
    """List what really happened, as far as the viewer may see it."""
    viewer = viewer_of(request)
    query = ListQuery.read(request, reads.outcomes_spec(viewer=viewer))
    if file_asked(request):
        headers = [_("About"), _("What is known"), _("Month"), _("Amount"), _("Currency"), _("Where it comes from"),
                   _("Recorded")]  # fmt: skip
        rows = (
            (line.title, line.label, line.payoff_date, line.amount, line.currency, line.source, line.recorded_at)
            for line in reads.all_outcome_lines(viewer=viewer, query=query)
        )
        return list_file(request, rows, headers, "outcomes")
    context = {
        "query": query,
        "page": reads.outcome_lines(viewer=viewer, query=query),
        "tabs": tabs("outcomes"),
        "may_record": reads.may_record_any(viewer=viewer),
        "removed": reads.removed_outcome(viewer=viewer, outcome_id=request.GET.get("removed", "")),
    }
    return render(request, "expectations/outcomes.html", context)


def record_outcome(request: HttpRequest) -> HttpResponse:
    """Record what really happened: find the subject, choose what is known, write it down."""
    viewer = viewer_of(request)
    found = reads.subject_of(viewer=viewer, about=request.GET.get("about", ""))
    if found is None:
        words = request.GET.get("q", "").replace("\x00", "").strip()[:MOST_WORDS]
        subjects = reads.recordable(viewer=viewer, words=words)
        context = {"words": words, "found": subjects, "is_cut": len(subjects) == reads.AT_MOST}
        return render(request, "expectations/outcome_subject.html", context)
    permissions.check_record(viewer, found.kind, found.number)
    question = request.GET.get("question", "")
    if question not in found.open_questions:
        return render(request, "expectations/outcome_question.html", {"subject": found})
    return answer(
        request,
        make=lambda *a, **k: forms.OutcomeForm(*a, question=question, **k),
        save=lambda form: writes.record_outcome(
            about_kind=found.kind,
            about_id=found.number,
            question=question,
            by=viewer,
            at=timezone.now(),
            **form.values(),
        ),
        words={
            "title": _("What really happened"),
            "submit": _("Record it"),
            "back_label": found.title,
            "cancel": found.url,
        },
        saved=_("Recorded. It counts when each side's expectations are judged."),
        back=lambda made: found.url,
        initial={"currency": found.currency},
    )


def edit_outcome(request: HttpRequest, outcome_id: int) -> HttpResponse:
    """Correct an outcome."""
    viewer = viewer_of(request)
    found = permissions.find_outcome(viewer, outcome_id)
    permissions.check_record(viewer, found.about_kind, found.about_id)
    return answer(
        request,
        make=lambda *a, **k: forms.OutcomeForm(*a, question=found.question, **k),
        save=lambda form: writes.correct_outcome(
            outcome=found, values=form.values(), seen_version=form.cleaned_data["version"], by=viewer, at=timezone.now()
        ),
        words={
            "title": _("Correct this outcome"),
            "lead": reads.title_of(outcome=found),
            "submit": _("Save"),
            "back_label": _("Outcomes"),
            "cancel": reverse("expectations:outcomes"),
        },
        saved=_("Saved."),
        back=lambda done: reverse("expectations:outcomes"),
        initial=_now(found),
    )


def _now(found: Outcome) -> Mapping[str, Any]:
    return {
        "payoff_date": forms.month_text(found.payoff_date), "amount": found.amount, "currency": found.currency,
        "source": found.source, "version": found.version,
    }  # fmt: skip


@require_POST
def outcome_removal(request: HttpRequest, outcome_id: int) -> HttpResponse:
    """Take an outcome back; the list then offers to put it back."""
    viewer = viewer_of(request)
    found = permissions.find_outcome(viewer, outcome_id)
    writes.remove_outcome(outcome=found, by=viewer, at=timezone.now())
    return redirect(reverse("expectations:outcomes") + f"?removed={found.pk}")


@require_POST
def outcome_restoring(request: HttpRequest, outcome_id: int) -> HttpResponse:
    """Put a removed outcome back: it is recorded anew as it was."""
    viewer = viewer_of(request)
    gone = reads.removed_outcome(viewer=viewer, outcome_id=str(outcome_id))
    if gone is not None:
        writes.record_outcome(
            about_kind=gone.about_kind, about_id=gone.about_id, question=gone.question, payoff_date=gone.payoff_date,
            amount=gone.amount, currency=gone.currency, source=gone.source, by=viewer, at=timezone.now(),
        )  # fmt: skip
    return redirect("expectations:outcomes")
