"""The words around a form about a decision, and how such a page answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from accord.apps.decisions.models import Decision
from accord.apps.ui.pages import answer


def words_of(found: Decision, heading: str, submit: str, lead: str = "") -> dict[str, Any]:
    """Give the words around a form about a decision."""
    cancel = reverse("decisions:decision", args=[found.pk])
    return {"heading": heading, "lead": lead, "submit": submit, "cancel": cancel, "decision": found}


def answered(
    request: HttpRequest,
    *,
    make: Callable[..., django_forms.Form],
    save: Callable[[Any], Any],
    words: Mapping[str, Any],
    saved: str,
    initial: Mapping[str, Any],
    undo: str = "",
) -> HttpResponse:
    """Show a form, or save it and go to the decision; see ``ui.pages.answer``."""
    return answer(
        request, make=make, save=save, words=words, saved=saved, initial=initial, template="decisions/form.html",
        back=lambda done: reverse("decisions:decision", args=[done.pk]), undo=undo,
    )  # fmt: skip
