"""What is done about one question: answering, handing over, publishing, noting what was done, judging."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accord.apps.ui.pages import answer as answered
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.rules import Viewer
from accord.apps.voice import forms, permissions, reads, writes
from accord.apps.voice.models import Question

SHOWN_WHOLE = 200  # signs of a question that a list shows


def _found(request: HttpRequest, question_id: int) -> tuple[Viewer, Question]:
    viewer = viewer_of(request)
    found = permissions.find(viewer, question_id)
    permissions.check_answer(viewer, found)
    return viewer, found


def _words(found: Question, title: str, submit: str, lead: str = "") -> dict[str, Any]:
    said = found.follow_up if found.waits_for_reply else found.text
    lead = lead or (said if len(said) > SHOWN_WHOLE else "")  # a list shows the beginning only
    return {
        "title": title, "heading": title, "lead": lead, "submit": submit, "cancel": reverse("voice:question", args=[found.pk]),
        "back_label": _("The question"), "question": found,
    }  # fmt: skip


def _back(done: Question) -> str:
    return reverse("voice:question", args=[done.pk])


def _formed(
    request: HttpRequest, *, make: Callable[..., django_forms.Form], save: Callable[[Any], Any], words: Mapping[str, Any],
    saved: str, initial: Mapping[str, Any],
) -> HttpResponse:  # fmt: skip
    return answered(
        request, make=make, save=save, words=words, saved=saved, initial=initial, back=_back, template="voice/form.html"
    )


def answer(request: HttpRequest, question_id: int) -> HttpResponse:
    """Answer a question, or correct the answer."""
    viewer, found = _found(request, question_id)
    return _formed(
        request,
        make=forms.AnswerForm,
        save=lambda form: writes.answer_question(
            question=found, answer=form.cleaned_data["answer"], theme=form.cleaned_data["theme"],
            seen_version=form.cleaned_data["version"], by=viewer, at=timezone.now(),
        ),
        words=_words(found, _("Answer"), _("Send the answer")),
        saved=_("Answered. Who asked can read it now."),
        initial={"answer": found.answer, "theme": found.theme, "version": found.version},
    )  # fmt: skip


def reply(request: HttpRequest, question_id: int) -> HttpResponse:
    """Answer what was asked again."""
    viewer, found = _found(request, question_id)
    return _formed(
        request,
        make=forms.ReplyForm,
        save=lambda form: writes.answer_follow_up(
            question=found, reply=form.cleaned_data["reply"], seen_version=form.cleaned_data["version"], by=viewer,
            at=timezone.now(),
        ),
        words=_words(found, _("Answer what was asked again"), _("Send the answer")),
        saved=_("Answered. Who asked can read it now."),
        initial={"version": found.version},
    )  # fmt: skip


def handover(request: HttpRequest, question_id: int) -> HttpResponse:
    """Give the question to another leader, with a reason."""
    viewer, found = _found(request, question_id)
    to = reads.hand_over_choices(viewer=viewer, without=found.leader_id)
    return answered(
        request,
        make=lambda *a, **k: forms.HandOverForm(*a, leaders=to, **k),
        save=lambda form: writes.hand_over(
            question=found, leader_id=form.cleaned_data["leader"], reason=form.cleaned_data["reason"],
            seen_version=form.cleaned_data["version"], by=viewer, at=timezone.now(),
        ),
        words=_words(found, _("Hand this question over"), _("Hand it over")),
        saved=_("Handed over. It no longer waits for you."),
        initial={"version": found.version},
        back=lambda _done: reverse("voice:questions"),
        template="voice/form.html",
    )  # fmt: skip


def showing(request: HttpRequest, question_id: int) -> HttpResponse:
    """Show the question to the office, which may hide it."""
    viewer, found = _found(request, question_id)
    help_text = _("The office reads the question and your reason, and may hide it. You and who asked are told why.")
    return _formed(
        request,
        make=lambda *a, **k: forms.ReasonForm(*a, help_text=help_text, **k),
        save=lambda form: writes.show_to_office(
            question=found, reason=form.cleaned_data["reason"], by=viewer, at=timezone.now()
        ),
        words=_words(found, _("Show it to the programme office"), _("Show it")),
        saved=_("The office can read it now."),
        initial={},
    )


def done(request: HttpRequest, question_id: int) -> HttpResponse:
    """Note what was done about a question."""
    viewer, found = _found(request, question_id)
    refs = reads.done_choices(viewer=viewer)
    return _formed(
        request,
        make=lambda *a, **k: forms.DoneForm(*a, refs=refs, **k),
        save=lambda form: writes.note_done(
            question=found, **form.values(), seen_version=form.cleaned_data["version"], by=viewer, at=timezone.now()
        ),
        words=_words(found, _("What was done"), _("Save")),
        saved=_("Saved."),
        initial={"done": found.done, "ref": str(found.done_ref or ""), "version": found.version},
    )


@require_POST
def publication(request: HttpRequest, question_id: int) -> HttpResponse:
    """Publish question and answer, or take them back."""
    viewer, found = _found(request, question_id)
    if found.published_on is None:
        writes.publish(question=found, by=viewer, at=timezone.now())
        messages.success(request, _("Everybody signed in can read it now."))
    else:
        writes.withdraw_publication(question=found, by=viewer, at=timezone.now())
        messages.success(request, _("It is taken back."))
    return redirect("voice:question", question_id)


def verdict(request: HttpRequest, question_id: int) -> HttpResponse:
    """Say whether one's own question is answered."""
    viewer = viewer_of(request)
    found = permissions.find(viewer, question_id)
    permissions.check_judge(viewer, found)
    return _formed(
        request,
        make=lambda *a, **k: forms.VerdictForm(*a, asks_again=not found.follow_up, **k),
        save=lambda form: writes.judge(
            question=found, **form.values(), seen_version=form.cleaned_data["version"], by=viewer, at=timezone.now()
        ),
        words=_words(found, _("Is your question answered?"), _("Say so")),
        saved=_("Thank you for saying so."),
        initial={"judged": found.judged, "asker_agrees": found.asker_agrees, "version": found.version},
    )
