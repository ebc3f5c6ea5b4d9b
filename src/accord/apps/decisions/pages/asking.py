"""Asking for a decision, changing the question, handing it over, withdrawing it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.decisions import forms, permissions, reads, writes
from accord.apps.decisions.models import Decision
from accord.apps.decisions.pages.answering import answered, words_of
from accord.apps.people import reads as people
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.reads import titles
from accord.apps.ui.rules import Ref, Viewer


def raise_decision(request: HttpRequest) -> HttpResponse:
    """Ask somebody to decide something."""
    viewer = viewer_of(request)
    everybody = people.person_choices(viewer=viewer)
    about = _about(request, viewer)
    return answered(
        request,
        make=lambda *a, **k: forms.RaiseForm(*a, people=everybody, **k),
        save=lambda form: writes.raise_decision(
            **form.values(), about=about[0] if about else None, by=viewer, at=timezone.now()
        ),
        words={
            "heading": _("Ask for a decision"),
            "lead": _("One question, one person who decides, and a day by which others need the answer."),
            "submit": _("Ask for it"),
            "cancel": about[1][1] if about else reverse("decisions:decisions"),
            "about": about[1] if about else None,
        },
        saved=_("The question is asked."),
        initial={},
    )


def _about(request: HttpRequest, viewer: Viewer) -> tuple[Ref, tuple[str, str]] | None:
    """Read the record a new question is about from the address, if the viewer may see it."""
    try:
        ref = Ref.parse(request.GET.get("about", ""))
    except ValueError:
        return None
    named = titles(viewer=viewer, refs=[ref]).get(ref)
    return (ref, named) if named else None


def edit_decision(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Change the question, its days, its options or who is heard."""
    viewer, found = _changed(request, decision_id)
    everybody = people.person_choices(viewer=viewer)
    heard = list(found.consulted.exclude(person=None).values_list("person", flat=True))
    return answered(
        request,
        make=lambda *a, **k: forms.EditForm(*a, people=everybody, **k),
        save=lambda form: writes.edit_decision(
            decision_id=found.pk, values=form.values(), seen_version=form.cleaned_data["version"], by=viewer,
            at=timezone.now(),
        ),
        words=words_of(found, _("Change the question"), _("Save")),
        saved=_("Saved."),
        initial={
            "question": found.question, "decide_by_date": found.decide_by_date, "raised_date": found.raised_date,
            "options": list(reads.options_of(found)), "consulted": heard, "version": found.version,
        },
    )  # fmt: skip


def handing_over(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Let somebody else decide."""
    viewer, found = _changed(request, decision_id)
    others = [one for one in people.person_choices(viewer=viewer) if one[0] != found.decider_id]
    return answered(
        request,
        make=lambda *a, **k: forms.HandOverForm(*a, people=others, **k),
        save=lambda form: writes.hand_over(
            decision_id=found.pk, to_id=form.cleaned_data["decider"], reason=form.cleaned_data["reason"],
            seen_version=form.cleaned_data["version"], by=viewer, at=timezone.now(),
        ),
        words=words_of(found, _("Let somebody else decide"), _("Hand it over"), found.question),
        saved=_("Handed over."),
        initial={"version": found.version},
    )  # fmt: skip


def withdrawal(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Say that the question need not be decided any more."""
    viewer, found = _changed(request, decision_id)
    return answered(
        request,
        make=forms.ReasonForm,
        save=lambda form: writes.withdraw(
            decision_id=found.pk, reason=form.cleaned_data["reason"], seen_version=form.cleaned_data["version"],
            by=viewer, at=timezone.now(),
        ),
        words=words_of(found, _("Withdraw the question"), _("Withdraw it"), found.question),
        saved=_("The question is withdrawn."),
        initial={"version": found.version},
    )  # fmt: skip


def _changed(request: HttpRequest, decision_id: int) -> tuple[Viewer, Decision]:
    viewer = viewer_of(request)
    found = permissions.find(viewer, decision_id)
    permissions.check_edit(viewer, found)
    return viewer, found
