"""The answer form, its second look, sealing, the receipt, declining and taking back. Nothing unsealed is ever kept."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from accord.apps.expectations import forms, reads, writes
from accord.apps.expectations.pages.pictures import pictures_of
from accord.apps.expectations.pages.places import Place, own_place
from accord.apps.ui.forms import add_refusal
from accord.apps.ui.rules import Invalid, WrongState

SEAL, CHANGE = "seal", "change"


@sensitive_post_parameters()
@never_cache
def answer(request: HttpRequest, round_id: int) -> HttpResponse:
    """Answer on behalf of a side: the form, the second look, and sealing."""
    return give(request, own_place(request, round_id))


@sensitive_variables()
def give(request: HttpRequest, place: Place, *, step: str = "") -> HttpResponse:
    """Show the form; when it is sent show what it says; when that is confirmed seal it. ``step`` goes before what was sent."""
    page = reads.answer_page(viewer=place.by, asked=place.asked, at=timezone.now())
    if request.method != "POST":
        if page.answered_at:
            return redirect(place.address("receipt"))
        if page.closed:
            return _render(request, place, page, "closed")
        if page.declined_at and "again" not in request.GET:
            return _render(request, place, page, "declined")
        return _form(request, place, page, _make(page))
    if page.answered_at:
        messages.info(request, _("Your answer was sealed already. What you sent now has changed nothing."))
        return redirect(place.address("receipt"))
    step = step or request.POST.get("step", "")
    form = _make(page, request.POST)
    if step == CHANGE:
        return _form(request, place, page, _make(page, initial=dict(form.typed())), typed=True)
    if page.closed:
        return _closed_while_typing(request, place, page, form)
    if not form.is_valid():
        return _form(request, place, page, form, status=422)
    return _seal(request, place, page, form) if step == SEAL else _second_look(request, place, page, form)


def _make(page: reads.AnswerPage, data: Any = None, initial: Any = None) -> forms.AnswerForm:
    return forms.AnswerForm(data, initial=initial, side=page.side, currency=page.currency, base=page.base)


@sensitive_variables()
def _seal(request: HttpRequest, place: Place, page: reads.AnswerPage, form: forms.AnswerForm) -> HttpResponse:
    try:
        writes.give_answer(asked=place.asked, answer=form.answer(), by=place.by, at=timezone.now())
    except Invalid as refusal:
        fields = {{"payoff_never_share": "payoff_never"}.get(name, name): said for name, said in refusal.fields.items()}
        add_refusal(form, Invalid(refusal.message, fields))
        return _form(request, place, page, form, status=422)
    except WrongState as refusal:  # in the same moment it was sealed from elsewhere, revealed or called off
        place.asked.refresh_from_db()
        if place.asked.answered_at:
            return redirect(place.address("receipt"))
        form.add_error(None, refusal.message)
        return _form(request, place, page, form, status=409)
    return redirect(place.address("receipt"))


@sensitive_variables()
def _closed_while_typing(
    request: HttpRequest, place: Place, page: reads.AnswerPage, form: forms.AnswerForm
) -> HttpResponse:
    form.errors.clear()
    form.add_error(None, page.closed)
    return _form(request, place, page, form, status=409)


@sensitive_variables()
def _second_look(request: HttpRequest, place: Place, page: reads.AnswerPage, form: forms.AnswerForm) -> HttpResponse:
    given = form.answer()
    lines = reads.said_lines(
        answer=given, base=page.base, currency=page.currency, other_label=page.other_label
    )  # fmt: skip
    pictures = pictures_of(lines, side=page.side, side_label=page.side_label, base=page.base, currency=page.currency)
    context = {
        "parts": [(line, pictures.get(line.question)) for line in lines],
        "typed": form.typed(),
        "doubtful": any(line.doubts for line in lines),
    }
    return _render(request, place, page, "second_look", context)


@sensitive_variables()
def _form(
    request: HttpRequest, place: Place, page: reads.AnswerPage, form: forms.AnswerForm, *, status: int = 200,
    typed: bool = False,
) -> HttpResponse:  # fmt: skip
    return _render(request, place, page, "form", {"form": form, "typed": typed}, status)


@sensitive_variables()
def _render(
    request: HttpRequest, place: Place, page: Any, name: str, context: Any = None, status: int = 200
) -> HttpResponse:
    here = {
        "page": page,
        "layout": place.layout,
        "is_link": place.is_link,
        **{f"{part}_url": place.address(part) for part in ("answer", "receipt", "withdrawal", "declining")},
    }
    return render(request, f"expectations/answer/{name}.html", {**here, **(context or {})}, status=status)


def show_receipt(request: HttpRequest, place: Place) -> HttpResponse:
    """Show what the giver of an answer holds, as a page or a file, or lead to the form if there is none."""
    found = reads.receipt_page(viewer=place.by, asked=place.asked, at=timezone.now())
    if found is None:
        return redirect(place.address("answer"))
    if request.GET.get("format") == "txt":
        text = render_to_string("expectations/answer/receipt.txt", {"receipt": found, "page": found.place})
        return _file(text, "text/plain; charset=utf-8", f"receipt-{found.place.round_id}.txt")
    if request.GET.get("format") == "wording" and found.wording:
        return _file(found.wording, "application/json", found.file_name)
    return _render(request, place, found.place, "receipt", {"receipt": found})


def _file(text: str, kind: str, name: str) -> HttpResponse:
    return HttpResponse(
        text.encode(), content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@require_POST
@never_cache
def withdrawal(request: HttpRequest, round_id: int) -> HttpResponse:
    """Take one's sealed answer back."""
    return take_back(request, own_place(request, round_id))


def take_back(request: HttpRequest, place: Place) -> HttpResponse:
    """Destroy one's sealed answer unread, to answer anew."""
    writes.take_back_answer(asked=place.asked, by=place.by, at=timezone.now())
    messages.success(request, _("Your answer was destroyed unread. You can answer anew."))
    return redirect(place.address("answer"))


@require_POST
@never_cache
def declining(request: HttpRequest, round_id: int) -> HttpResponse:
    """Say that one will not answer."""
    return say_no(request, own_place(request, round_id))


def say_no(request: HttpRequest, place: Place) -> HttpResponse:
    """Note that nobody needs to wait for this person."""
    writes.decline(asked=place.asked, by=place.by, at=timezone.now())
    messages.success(request, _("Noted: nobody waits for your answer. You can still answer until the deadline."))
    return redirect(place.address("answer"))
