"""The words around a form about a promise, and how such a page answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.promises import rules
from accord.apps.promises.models import Promise
from accord.apps.ui.pages import answer


def words_of(found: Promise, heading: str, submit: str, lead: str) -> dict[str, Any]:
    """Give the words around a form about a promise."""
    cancel = reverse("promises:promise", args=[found.pk])
    return {"heading": heading, "lead": lead, "submit": submit, "cancel": cancel, "promise": found}


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
    """Show a form, or save it and go to the promise; see ``ui.pages.answer``."""
    return answer(
        request, make=make, save=save, words=words, saved=saved, initial=initial, template="promises/form.html",
        back=lambda done: reverse("promises:promise", args=[done.pk]), undo=undo,
    )  # fmt: skip


def ways_of(found: Promise, here: str, *, is_told: bool = False) -> dict[str, Any]:
    """Offer, where a promise stands in a list, what else can become of it; ``here`` is the address shown.

    ``is_told`` spares the lead where the list says it already.
    """
    in_time = rules.is_in_time(found.first_due_date, on=timezone.localdate())
    day = ("proposal", _("Another day")) if in_time else ("edit_promise", _("Move the day"))
    named = [("keeping", _("Kept")), ("missing", _("Not kept")), day]
    ways = [
        {"label": label, "url": reverse(f"promises:{name}", args=[found.pk]), "active": name == here}
        for name, label in named
    ]
    return {"ways": ways, "is_told": is_told}


def reopening_of(found: Promise) -> str:
    """Give the address that opens a settled promise again."""
    return reverse("promises:reopening", args=[found.pk])
