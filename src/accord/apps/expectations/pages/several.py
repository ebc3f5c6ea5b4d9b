"""Asking about several initiatives at once: tick, look at what would come of it, ask."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.apps.expectations import forms, reads, writes
from accord.apps.expectations.pages.asking import ASK, usual_deadline
from accord.apps.expectations.rules.words import INITIATIVE
from accord.apps.ui.forms import add_refusal
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.rules import Invalid, Refused, Viewer

MOST = 300  # rounds at a time
SAID = 5  # titles named in one message


def several(request: HttpRequest) -> HttpResponse:
    """List initiatives to ask about, then show what would come of what is ticked, then ask."""
    viewer = viewer_of(request)
    if request.method != "POST":
        return _list(request, viewer)
    chosen = [int(one) for one in request.POST.getlist("chosen") if one.isascii() and one.isdigit() and len(one) < 18]
    if not chosen or len(chosen) > MOST:
        why = (
            _("Tick at least one initiative.") if not chosen else _("Tick at most %(most)s at a time.") % {"most": MOST}
        )
        messages.warning(request, why)
        return redirect(request.get_full_path())
    plan = reads.round_plan(viewer=viewer, ids=chosen)
    if request.POST.get("step") != ASK:
        form = forms.SeveralForm(initial={"deadline_at": usual_deadline(timezone.now())})
        return _look(request, plan, form)
    form = forms.SeveralForm(request.POST)
    if not form.is_valid():
        return _look(request, plan, form, status=422)
    return _ask(request, viewer, plan, form)


def _list(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    query = ListQuery.read(request, reads.several_spec(at=timezone.now()))
    page = reads.several_lines(viewer=viewer, query=query)
    return render(
        request, "expectations/asking/several.html", {"query": query, "page": page, "ticked": "tick" in request.GET}
    )


def _look(request: HttpRequest, plan: reads.Plan, form: forms.SeveralForm, *, status: int = 200) -> HttpResponse:
    context = {"plan": plan, "form": form}
    return render(request, "expectations/asking/plan.html", context, status=status)


def _ask(request: HttpRequest, viewer: Viewer, plan: reads.Plan, form: forms.SeveralForm) -> HttpResponse:
    given, opened, refused = form.cleaned_data, 0, []
    for one in plan.rounds:
        try:
            writes.open_round(
                about_kind=INITIATIVE, about_id=one.id, asked=one.asked, deadline_at=given["deadline_at"],
                currency=one.currency, note=given["note"], by=viewer, at=timezone.now(),
            )  # fmt: skip
        except Invalid as refusal:
            if not opened:  # the deadline or the note: the same for all
                add_refusal(form, refusal)
                return _look(request, plan, form, status=422)
            refused.append(one.title)
        except Refused:
            refused.append(one.title)
        else:
            opened += 1
    _say(request, opened, [*refused, *(title for title, _why in plan.left_out)])
    return redirect("expectations:expectations")


def _say(request: HttpRequest, opened: int, left_out: list[str]) -> None:
    if opened:
        said = ngettext("%(n)s round is open.", "%(n)s rounds are open.", opened) % {"n": opened}
        messages.success(request, said)
    if left_out:
        names = "; ".join(left_out[:SAID])
        more = len(left_out) - SAID
        named = _("%(names)s and %(n)s more") % {"names": names, "n": more} if more > 0 else names
        messages.warning(request, _("Not asked about: %(names)s.") % {"names": named})
