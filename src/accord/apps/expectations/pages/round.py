"""One round: while it is sealed who is asked and who has answered; reminding, moving the deadline, calling it off."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accord.apps.expectations import forms, jobs, permissions, reads, writes
from accord.apps.expectations.models import Round
from accord.apps.expectations.pages.revealed import revealed
from accord.apps.expectations.rules.words import State
from accord.apps.ui.pages import answer
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.rules import Viewer


def round_page(request: HttpRequest, round_id: int) -> HttpResponse:
    """Show a round: who is asked, who has answered, until when; once revealed, what each side expects."""
    viewer = viewer_of(request)
    found = permissions.find(viewer, round_id)
    if found.state == State.REVEALED:
        return revealed(request, found)
    page = reads.round_page(viewer=viewer, round_id=round_id, at=timezone.now())
    context = {"page": page, "round": page.line, "zone": reads.time_zone_name()}
    return render(request, "expectations/round/round.html", context)


def deadline(request: HttpRequest, round_id: int) -> HttpResponse:
    """Move the deadline later."""
    viewer, found = _looked_after(request, round_id)
    return answer(
        request,
        make=forms.DeadlineForm,
        save=lambda form: writes.move_deadline(
            round_=found, deadline_at=form.cleaned_data["deadline_at"], seen_version=form.cleaned_data["version"],
            by=viewer, at=timezone.now(),
        ),
        words=_words(found, _("Give more time"), _("Move the deadline")),
        saved=_("The deadline is moved."),
        back=lambda done: _address(round_id),
        initial={"deadline_at": timezone.localtime(found.deadline_at), "version": found.version},
    )  # fmt: skip


def people(request: HttpRequest, round_id: int) -> HttpResponse:
    """Ask one more person."""
    viewer, found = _looked_after(request, round_id)
    there = reads.asked_people(viewer=viewer, round_id=round_id)
    others = {pk: label for pk, label in reads.directory(viewer=viewer).items() if pk not in there}
    return answer(
        request,
        make=lambda *a, **k: forms.PersonForm(*a, directory=others, **k),
        save=lambda form: _ask(found, form.cleaned_data["person"], form.cleaned_data["side"], viewer),
        words={**_words(found, _("Ask one more person"), _("Ask them")), "people": sorted(others.values())},
        saved=_("They are asked."),
        back=lambda done: _address(round_id),
        template="expectations/round/person.html",
    )  # fmt: skip


def _ask(round_: Round, person_id: int, side: str, by: Viewer) -> None:
    now = timezone.now()
    asked = writes.ask_person(round_=round_, person_id=person_id, side=side, by=by, at=now)
    jobs.start_mail("asking", round_id=round_.pk, asked=[asked.pk], by=by, at=now)


@require_POST
def reminder(request: HttpRequest, round_id: int) -> HttpResponse:
    """Remind those who have not answered."""
    viewer = viewer_of(request)
    now = timezone.now()
    reminded = writes.remind(round_=permissions.find(viewer, round_id), by=viewer, at=now)
    jobs.start_mail("reminder", round_id=round_id, asked=reminded, by=viewer, at=now)
    messages.success(request, _reminded(len(reminded)))
    return redirect(_address(round_id))


def _reminded(count: int) -> str:
    said = ngettext("%(n)s person is reminded.", "%(n)s people are reminded.", count) % {"n": count}
    return said if settings.ACCORD_MAIL else f"{said} {_('No mail is sent from here: it stands on their own page.')}"


@require_POST
def calling_off(request: HttpRequest, round_id: int) -> HttpResponse:
    """Call a round off; its sealed answers are destroyed unread."""
    viewer = viewer_of(request)
    version = request.POST.get("version", "")
    writes.call_off(
        round_=permissions.find(viewer, round_id), by=viewer, at=timezone.now(),
        seen_version=int(version) if version.isascii() and version.isdigit() and len(version) < 10 else None,
    )  # fmt: skip
    messages.success(request, _("Called off. What had been answered was destroyed unread."))
    return redirect(_address(round_id))


def _looked_after(request: HttpRequest, round_id: int) -> tuple[Viewer, Round]:
    viewer = viewer_of(request)
    found = permissions.find(viewer, round_id)
    permissions.check_ask(viewer, found.about_kind, found.about_id)
    return viewer, found


def _words(found: Round, heading: str, submit: str) -> dict[str, Any]:
    title = reads.subject_titles(rounds=[found])[found.pk]
    return {"title": heading, "submit": submit, "cancel": _address(found.pk), "back_label": title}


def _address(round_id: int) -> str:
    return reverse("expectations:round", args=[round_id])
