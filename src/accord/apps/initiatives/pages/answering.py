"""How the form pages of this app answer: saved, look again, or somebody was faster."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accord.apps.initiatives.models import Initiative
from accord.apps.ui.forms import add_refusal, merge_conflict
from accord.apps.ui.rules import EditConflict, Invalid, WrongState

FormMaker = Callable[..., forms.Form]


def answer(
    request: HttpRequest,
    *,
    make: FormMaker,
    save: Callable[[Any], Any],
    initiative: Initiative | None,
    words: Mapping[str, Any],
    saved: str,
    back: Callable[[Any], str],
    initial: Mapping[str, Any] | None = None,
    template: str = "initiatives/form.html",
) -> HttpResponse:
    """Show a form, or save it and go on; what was typed is kept whenever it cannot be saved.

    ``make`` builds the form, ``save`` takes the valid form, ``back`` turns what it gave into the next address.
    ``words`` goes to the template: heading, lead, submit, cancel.
    """
    context = {"initiative": initiative, **words}
    if request.method != "POST":
        return render(request, template, {**context, "form": make(initial=initial)})
    form = make(request.POST)
    if not form.is_valid():
        return render(request, template, {**context, "form": form}, status=422)
    try:
        done = save(form)
    except Invalid as refusal:
        fields = {name.removesuffix("_id"): sentence for name, sentence in refusal.fields.items()}
        add_refusal(form, Invalid(refusal.message, fields))
        return render(request, template, {**context, "form": form}, status=422)
    except EditConflict as conflict:
        merged = make(merge_conflict(request.POST, conflict))
        return render(request, template, {**context, "form": merged, "conflict": conflict}, status=409)
    except WrongState as refusal:
        form.add_error(None, refusal.message)
        return render(request, template, {**context, "form": form}, status=409)
    messages.success(request, saved)
    return redirect(back(done))
