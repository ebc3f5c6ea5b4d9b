"""The words around a form about a check-in, and how such a page answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from accord.apps.check_ins.models import CheckIn
from accord.apps.check_ins.reads import CheckInLine
from accord.apps.ui.pages import answer


def words_of(line: CheckInLine, heading: str, submit: str, lead: str) -> dict[str, Any]:
    """Give the words around a form about a check-in."""
    return {"heading": heading, "lead": lead, "submit": submit, "cancel": line.url, "line": line}


def answered(
    request: HttpRequest,
    *,
    make: Callable[..., django_forms.Form],
    save: Callable[[Any], CheckIn],
    words: Mapping[str, Any],
    saved: str,
    initial: Mapping[str, Any] | None = None,
    template: str = "check_ins/form.html",
) -> HttpResponse:
    """Show a form, or save it and go to the check-in, or back to My turn if it was done there."""
    here = request.POST.get("next") == "/"
    return answer(
        request, make=make, save=save, words=words, saved=saved, initial=initial or {}, template=template,
        back=lambda done: "/" if here else reverse("check_ins:check_in", args=[done.pk]), names={"person_id": "person"},
    )  # fmt: skip
