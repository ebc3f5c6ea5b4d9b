"""What the office does: numbers instead of questions, hiding, and how questions are taken."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accord.apps.ui.pages import answer
from accord.apps.ui.permissions import may, viewer_of
from accord.apps.voice import forms, permissions, reads, writes


def numbers(request: HttpRequest) -> HttpResponse:
    """Show how many questions there are and how they stand."""
    viewer = viewer_of(request)
    counts = reads.counts(viewer=viewer, as_of=timezone.localdate())
    context = {"counts": counts, "setup": reads.setup(), "can_set_up": may(viewer, permissions.SET_UP)}
    return render(request, "voice/numbers.html", context)


def setup(request: HttpRequest) -> HttpResponse:
    """Set how questions are taken."""
    viewer, now = viewer_of(request), reads.setup()
    return answer(
        request,
        make=forms.SetupForm,
        save=lambda form: writes.change_setup(
            values={name: form.cleaned_data[name] for name in ("days_to_answer", "takes_anonymous", "is_weekly")},
            seen_version=form.cleaned_data["version"], by=viewer,
            at=timezone.now(),
        ),
        words={
            "title": _("How questions are taken"), "submit": _("Save"), "cancel": reverse("voice:numbers"),
            "back_label": _("Questions in numbers"),
        },
        saved=_("Saved."),
        back=lambda _done: reverse("voice:numbers"),
        initial={
            "days_to_answer": now.days_to_answer, "takes_anonymous": now.takes_anonymous, "is_weekly": now.is_weekly,
            "version": now.version,
        },
    )  # fmt: skip


def hiding(request: HttpRequest, question_id: int) -> HttpResponse:
    """Hide a question, with a reason that both sides read."""
    viewer = viewer_of(request)
    found = permissions.find(viewer, question_id)
    permissions.check_hide(viewer, found)
    help_text = _(
        "Who asked and who was asked read it. Hide insults and what gives people away, not what is unwelcome."
    )
    return answer(
        request,
        make=lambda *a, **k: forms.ReasonForm(*a, help_text=help_text, **k),
        save=lambda form: writes.hide(
            question=found, reason=form.cleaned_data["reason"], by=viewer, at=timezone.now()
        ),
        words={
            "title": _("Hide this question"), "submit": _("Hide it"), "danger": True, "question": found,
            "cancel": reverse("voice:question", args=[found.pk]), "back_label": _("The question"),
        },
        saved=_("It is hidden."),
        back=lambda done: reverse("voice:question", args=[done.pk]),
        template="voice/form.html",
    )  # fmt: skip


@require_POST
def restoring(request: HttpRequest, question_id: int) -> HttpResponse:
    """Bring a hidden question back."""
    viewer = viewer_of(request)
    writes.restore(question=permissions.find(viewer, question_id), by=viewer, at=timezone.now())
    messages.success(request, _("It is back, unpublished."))
    return redirect("voice:question", question_id)
