"""How a page that is one form answers: saved, look again, or somebody was faster; as a page or where an item stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accord.apps.ui.forms import add_refusal, merge_conflict
from accord.apps.ui.rules import EditConflict, Invalid, WrongState
from accord.apps.ui.templatetags.controls import UNDO

IN_PLACE = "ui/in_place.html"


def answer(
    request: HttpRequest,
    *,
    make: Callable[..., forms.Form],
    save: Callable[[Any], Any],
    words: Mapping[str, Any],
    saved: str,
    back: Callable[[Any], str],
    initial: Mapping[str, Any] | None = None,
    template: str = "ui/form_page.html",
    names: Mapping[str, str] | None = None,
    undo: str = "",
) -> HttpResponse:
    """Show a form, or save it and go on; what was typed is kept whenever it cannot be saved.

    ``make`` builds the form, ``save`` takes the valid form, ``back`` turns what it gave into the next address.
    ``words`` goes to the template: title, lead, submit, cancel. ``names`` maps what a write calls a value to the
    form's field where dropping ``_id`` does not. ``undo`` is an address that takes it back by a POST. Asked for in place
    (see ``is_in_place``), it gives the form alone, and 204 when it is done.
    """
    template = IN_PLACE if is_in_place(request) else template
    if request.method != "POST":
        return render(request, template, {**words, "form": make(initial=initial)})
    form = make(request.POST)
    if not form.is_valid():
        return render(request, template, {**words, "form": form}, status=422)
    try:
        result = save(form)
    except Invalid as refusal:
        add_refusal(form, _at_fields(refusal, form, names or {}))
        return render(request, template, {**words, "form": form}, status=422)
    except EditConflict as conflict:
        merged = make(merge_conflict(request.POST, conflict))
        return render(request, template, {**words, "form": merged, "conflict": conflict}, status=409)
    except WrongState as refusal:
        form.add_error(None, refusal.message)
        return render(request, template, {**words, "form": form}, status=409)
    return done(request, saved, back(result), undo=undo)


def is_in_place(request: HttpRequest) -> bool:
    """Tell whether a part of a page asked, to show the answer where it stands (htmx, no whole page selected)."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Request-Type") == "partial"


def done(request: HttpRequest, said: str, back: str, *, undo: str = "") -> HttpResponse:
    """Say what was done, with a way to take it back if there is one, and go on: 204 in place, else the next page.

    A form that was sent from the home page goes back there (``next`` is "/").
    """
    messages.success(request, said, extra_tags=f"{UNDO}{undo}" if undo else "")
    if is_in_place(request):
        return HttpResponse(status=204)
    return redirect("/" if request.POST.get("next") == "/" else back)


def _at_fields(refusal: Invalid, form: forms.Form, names: Mapping[str, str]) -> Invalid:
    """Call values as the form does: ``owner_id`` is ``owner``."""
    fields = {
        name if name in form.fields else names.get(name, name.removesuffix("_id")): said
        for name, said in refusal.fields.items()
    }
    return Invalid(refusal.message, fields)
