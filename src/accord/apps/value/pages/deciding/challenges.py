"""Challenges to benefits: the list, one of them, challenging, answering, handing over, deciding, withdrawing."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accord.apps.people import reads as people
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.pages import answer, done, file_asked, list_file
from accord.apps.ui.permissions import viewer_of
from accord.apps.value import permissions, writes
from accord.apps.value.forms import deciding as forms
from accord.apps.value.models import Challenge
from accord.apps.value.reads.deciding import challenges as reads
from accord.apps.value.reads.tabs import places, tabs


def challenges(request: HttpRequest) -> HttpResponseBase:
    """List the challenges the viewer may see, as a page or as a file."""
    viewer, today = viewer_of(request), timezone.localdate()
    query = ListQuery.read(request, reads.challenges_spec(viewer=viewer, as_of=today))
    if file_asked(request):
        return list_file(request, _cells(request, query), _headers(), "challenges")
    page = reads.challenge_lines(viewer=viewer, query=query, as_of=today)
    words = {"query": query, "page": page, "tabs": places("challenges")}
    return render(request, "value/deciding/challenges.html", words)


def _headers() -> list[str]:
    return [_("Benefit"), _("Initiative"), _("What is doubted"), _("Asked by"), _("Asked on"), _("Who answers"),
            _("Answer by"), _("Answer"), _("State"), _("Reason"), _("Decided by"), _("Decided on")]  # fmt: skip


def _cells(request: HttpRequest, query: ListQuery) -> Any:
    viewer, today = viewer_of(request), timezone.localdate()
    return (
        (one.title, one.initiative, one.question, one.asked_by, timezone.localdate(one.asked_at), one.answerer,
         one.answer_by, one.answer, one.state_label, one.reason, one.decided_by,
         timezone.localdate(one.decided_at) if one.decided_at else None)
        for one in reads.all_challenge_lines(viewer=viewer, query=query, as_of=today)
    )  # fmt: skip


def challenge(request: HttpRequest, challenge_id: int) -> HttpResponse:
    """Show one challenge with its history."""
    page = reads.challenge_page(viewer=viewer_of(request), challenge_id=challenge_id, as_of=timezone.localdate())
    words = {"page": page, "line": page.line, "tabs": tabs(page.line.initiative_id, "release")}
    return render(request, "value/deciding/challenge.html", words)


def new_challenge(request: HttpRequest) -> HttpResponse:
    """Choose the initiative whose benefit is challenged."""
    viewer = viewer_of(request)
    choices = reads.challengeable(viewer=viewer, words=request.GET.get("q", "")[:200])
    if len(choices) == 1 and request.GET.get("q"):
        return redirect("value:raise_challenge", initiative_id=choices[0][0])
    return render(request, "value/deciding/which.html", {"choices": choices, "asked": request.GET.get("q", "")})


def raise_challenge(request: HttpRequest, initiative_id: int) -> HttpResponse:
    """Challenge one benefit of an initiative."""
    viewer = viewer_of(request)
    found = permissions.find(viewer, initiative_id)
    permissions.check_challenge(viewer, found)
    benefits = [(one.code, one.title) for one in reads.doubtful(viewer=viewer, initiative_id=found.pk)]
    if not benefits:
        return render(request, "value/deciding/nothing_to_challenge.html", {"initiative": found}, status=200)
    everybody = [one for one in people.person_choices(viewer=viewer) if one[0] != viewer.pk]
    return answer(
        request, make=lambda *a, **k: forms.ChallengeForm(*a, benefits=benefits, people=everybody, **k),
        save=lambda form: writes.raise_challenge(initiative_id=found.pk, **form.values(), by=viewer, at=timezone.now()),
        words={
            "title": _("Challenge a benefit"), "submit": _("Ask it"), "back_label": found.title,
            "lead": _("It blocks nothing, and is shown wherever the benefit is until somebody else has decided it."),
            "cancel": reverse("value:release", args=[found.pk]),
        },
        saved=_("Asked. Whoever is to answer is told."), back=_back, initial={"what": request.GET.get("what", "")},
        names={"line_key": "what", "answerer_id": "answerer"},
    )  # fmt: skip


def answer_challenge(request: HttpRequest, challenge_id: int) -> HttpResponse:
    """Answer a challenge: as a page, or where the item stands."""
    viewer = viewer_of(request)
    one, _initiative = reads.found(viewer=viewer, challenge_id=challenge_id)
    return answer(
        request, make=forms.AnswerForm,
        save=lambda form: writes.answer_challenge(
            challenge_id=one.pk, answer=form.cleaned_data["answer"], seen_version=form.cleaned_data["version"], by=viewer,
            at=timezone.now(),
        ),
        words=_words(one, _("Answer"), _("Answer"), one.question), saved=_("Answered. Whoever asked is told."), back=_back,
        initial={"version": one.version},
    )  # fmt: skip


def hand_over_challenge(request: HttpRequest, challenge_id: int) -> HttpResponse:
    """Let somebody else answer."""
    viewer = viewer_of(request)
    one, _initiative = reads.found(viewer=viewer, challenge_id=challenge_id)
    others = [x for x in people.person_choices(viewer=viewer) if x[0] not in {one.answerer_id, one.asked_by_id}]
    return answer(
        request, make=lambda *a, **k: forms.HandOverForm(*a, people=others, **k),
        save=lambda form: writes.hand_over_challenge(
            challenge_id=one.pk, to_id=form.cleaned_data["answerer"], seen_version=form.cleaned_data["version"], by=viewer,
            at=timezone.now(),
        ),
        words=_words(one, _("Let somebody else answer"), _("Ask them"), one.question), saved=_("They are told."), back=_back,
        initial={"version": one.version},
    )  # fmt: skip


def decide_challenge(request: HttpRequest, challenge_id: int) -> HttpResponse:
    """Decide a challenge: as a page, or where the item stands."""
    viewer = viewer_of(request)
    one, initiative = reads.found(viewer=viewer, challenge_id=challenge_id)
    permissions.check_judge(viewer, initiative)
    said = _("%(question)s Answered: %(answer)s") if one.answer else "%(question)s"
    return answer(
        request, make=forms.JudgeForm,
        save=lambda form: writes.decide_challenge(
            challenge_id=one.pk, verdict=form.cleaned_data["verdict"], reason=form.cleaned_data["reason"],
            seen_version=form.cleaned_data["version"], by=viewer, at=timezone.now(),
        ),
        words=_words(one, _("Decide"), _("Decide"), said % {"question": one.question, "answer": one.answer}),
        saved=_("Decided. Who asked and who answered are told."), back=_back, initial={"version": one.version},
    )  # fmt: skip


@require_POST
def withdraw_challenge(request: HttpRequest, challenge_id: int) -> HttpResponse:
    """Withdraw what one asked."""
    one = writes.withdraw_challenge(challenge_id=challenge_id, by=viewer_of(request), at=timezone.now())
    return done(request, _("Withdrawn."), _back(one))


def _words(one: Challenge, title: str, submit: str, lead: str) -> dict[str, Any]:
    return {"title": title, "lead": lead, "submit": submit, "cancel": _back(one), "back_label": one.title}


def _back(one: Challenge) -> str:
    return reverse("value:challenge", args=[one.pk])
