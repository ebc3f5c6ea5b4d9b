"""What an initiative caused: its claims, what they are compared with, studying them, and what finance signs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accord.apps.initiatives.models import Initiative
from accord.apps.jobs import writes as jobs
from accord.apps.ui.pages import answer, done
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.rules import Viewer
from accord.apps.value import permissions, writes
from accord.apps.value.forms import effects as forms
from accord.apps.value.models import Claim, Line
from accord.apps.value.pages.effects.pictures import pictures
from accord.apps.value.reads.effects import claims as reads
from accord.apps.value.reads.effects.inputs import aligned_claims
from accord.apps.value.reads.effects.outcomes import outcome_offer
from accord.apps.value.reads.effects.series import SeriesLine, comparable, series_choices
from accord.apps.value.reads.tabs import tabs
from accord.apps.value.rules.effects.studying import AT_ONCE, STUDY_KIND, size
from accord.apps.value.rules.words import Role
from accord.apps.value.writes.effects.claims import VALUES


def effects(request: HttpRequest, initiative_id: int) -> HttpResponse:
    """Show what an initiative is said to have moved, and what the numbers say of it."""
    viewer, today = viewer_of(request), timezone.localdate()
    page = reads.effects_page(viewer=viewer, initiative_id=initiative_id, as_of=today)
    words = {
        "page": page, "initiative": page.initiative, "tabs": tabs(initiative_id, "effects"),
        "offer": outcome_offer(viewer=viewer, initiative_id=initiative_id),
        "shown": [{"one": one, "pictures": pictures(one.study, one.claim)} for one in page.claims],
    }  # fmt: skip
    return render(request, "value/effects/effects.html", words)


def make_claim(request: HttpRequest, initiative_id: int) -> HttpResponse:
    """Write down that an initiative moves a measure."""
    viewer = viewer_of(request)
    initiative = permissions.find(viewer, initiative_id)
    permissions.check_write(viewer, initiative)
    choices, lines = series_choices(viewer=viewer), _lines(initiative.pk)
    return answer(
        request,
        make=lambda *a, **k: forms.ClaimForm(*a, series=choices, lines=lines, **k),
        save=lambda form: writes.make_claim(
            initiative_id=initiative_id, values=form.values(), by=viewer, at=timezone.now(), **form.target()
        ),
        initial={"direction": "up", "rhythm": "monthly", "moved": request.GET.get("moved", "")},
        words=_words(
            initiative, _("What does it move?"), _("Write it down"),
            _("Write it before the numbers are in: what is moved, from when on, by how much, and why just then."),
        ),
        saved=_("Written down. Now say what to compare it with."),
        names={"series": "moved", "measure": "moved"},
        back=lambda made: reverse("value:comparisons", args=[initiative_id, made.pk]),
    )  # fmt: skip


def edit_claim(request: HttpRequest, initiative_id: int, claim_id: int) -> HttpResponse:
    """Change what is claimed."""
    viewer, claim = _claim(request, initiative_id, claim_id)
    lines = _lines(initiative_id)
    return answer(
        request,
        make=lambda *a, **k: forms.ClaimForm(*a, lines=lines, **k),
        save=lambda form: writes.edit_claim(
            claim_id=claim.pk, values=form.values(), seen_version=form.cleaned_data["version"], by=viewer,
            at=timezone.now(),
        ),
        initial={name: getattr(claim, name) for name in (*VALUES, "version")},
        words=_words(claim.initiative, _("Change the claim"), _("Save"), claim.series.title),
        saved=_("Saved."),
        back=here,
    )  # fmt: skip


def comparisons(request: HttpRequest, initiative_id: int, claim_id: int) -> HttpResponse:
    """Say what a claim is judged against."""
    viewer, claim = _claim(request, initiative_id, claim_id)
    choices = [(str(one.id), _named(one)) for one in comparable(viewer=viewer, claim=claim)]
    now = list(claim.comparisons.values_list("series", "role"))
    if not choices:
        return render(request, "value/effects/nothing_to_compare.html", {"claim": claim, "back": here(claim)})
    return answer(
        request,
        make=lambda *a, **k: forms.ComparisonForm(*a, series=choices, **k),
        save=lambda form: writes.compare(
            claim_id=claim.pk, roles=form.roles(), why=form.cleaned_data["why"],
            seen_version=form.cleaned_data["version"], by=viewer, at=timezone.now(),
        ),
        initial={
            "units": [str(pk) for pk, role in now if role == Role.UNIT],
            "predictors": [str(pk) for pk, role in now if role == Role.PREDICTOR],
            "version": claim.version,
        },
        words=_words(
            claim.initiative, _("What is it compared with?"), _("Save"),
            _("“%(title)s”: those that did not have it show what would have come anyway.") % {
                "title": claim.series.title},
        ),
        saved=_("Saved."),
        names={"series": "units"},
        back=here,
        template="value/effects/compare.html",
    )  # fmt: skip


def _named(line: SeriesLine) -> str:
    span = f"{line.first_on:%Y}–{line.last_on:%Y}" if line.first_on and line.last_on else _("no values")
    return f"{line.title} · {span}"


@require_POST
def claim_removal(request: HttpRequest, initiative_id: int, claim_id: int) -> HttpResponse:
    """Take a claim back."""
    claim = writes.remove_claim(claim_id=claim_id, by=viewer_of(request), at=timezone.now())
    return done(request, _("The claim is taken back."), reverse("value:effects", args=[claim.initiative_id]),
                undo=reverse("value:claim_restoration", args=[claim.initiative_id, claim_id]))  # fmt: skip


@require_POST
def claim_restoration(request: HttpRequest, initiative_id: int, claim_id: int) -> HttpResponse:
    """Make a claim again that was taken back."""
    claim = writes.restore_claim(claim_id=claim_id, by=viewer_of(request), at=timezone.now())
    return done(request, _("The claim stands again."), here(claim))


@require_POST
def studying(request: HttpRequest, initiative_id: int, claim_id: int) -> HttpResponse:
    """Study a claim: at once if it is small, else as a job with a page that shows how far it is."""
    viewer, claim = _claim(request, initiative_id, claim_id)
    now = timezone.now()
    aligned = aligned_claims([claim], as_of=timezone.localdate(now))[claim.pk]
    if size(aligned) > AT_ONCE:
        job = jobs.start(kind=STUDY_KIND, by=viewer, at=now, arguments={"claim": claim.pk}, key=f"study:{claim.pk}")
        return redirect(f"{reverse('jobs:job', args=[job.pk])}?next={here(claim, mark=False)}")
    writes.make_study(claim_id=claim.pk, by=viewer, at=now)
    return done(request, _("Studied."), here(claim))


@require_POST
def outcome(request: HttpRequest, initiative_id: int) -> HttpResponse:
    """Record a signed year of benefit as what happened."""
    writes.record_outcome(initiative_id=initiative_id, by=viewer_of(request), at=timezone.now())
    said = _("Recorded as what happened: forecasts are judged by it.")
    return done(request, said, reverse("value:effects", args=[initiative_id]))


def credit(request: HttpRequest, initiative_id: int, claim_id: int) -> HttpResponse:
    """Sign which share of what a study found is credited."""
    viewer = viewer_of(request)
    found = permissions.find_claim(viewer, claim_id)
    permissions.check_credit(viewer, found)
    view = reads.claim_view(viewer=viewer, claim_id=claim_id, as_of=timezone.localdate())
    study = view.study
    return answer(
        request,
        make=forms.CreditForm,
        save=lambda form: writes.credit(claim_id=claim_id, by=viewer, at=timezone.now(), **form.values()),
        initial={"share": f"{study.share * 100:.4g}" if study else "0", "study": study.id if study else None},
        words=_words(
            found.initiative, _("What is credited?"), _("Sign it"), study.headline if study else "",
        ) | {"cancel": here(found), "view": view},
        saved=_("Signed. The ledger counts it from now on."),
        back=lambda made: here(found),
        template="value/effects/credit.html",
    )  # fmt: skip


def credit_withdrawal(request: HttpRequest, initiative_id: int, claim_id: int) -> HttpResponse:
    """Withdraw what was signed."""
    viewer = viewer_of(request)
    found = permissions.find_claim(viewer, claim_id)
    permissions.check_credit(viewer, found)
    return answer(
        request,
        make=forms.CreditReasonForm,
        save=lambda form: writes.withdraw_credit(
            claim_id=claim_id, reason=form.cleaned_data["reason"], by=viewer, at=timezone.now()
        ),
        initial={},
        words=_words(found.initiative, _("Withdraw what was signed"), _("Withdraw it"), found.series.title)
        | {"cancel": here(found)},
        saved=_("Withdrawn. The share of the grade counts again."),
        back=lambda made: here(found),
    )


def here(claim: Claim, *, mark: bool = True) -> str:
    """Give the address of a claim on its page."""
    address = reverse("value:effects", args=[claim.initiative_id])
    return f"{address}#claim-{claim.pk}" if mark else address


def _claim(request: HttpRequest, initiative_id: int, claim_id: int) -> tuple[Viewer, Claim]:
    viewer = viewer_of(request)
    claim = permissions.find_claim(viewer, claim_id)
    permissions.check_write(viewer, claim.initiative)
    return viewer, claim


def _words(initiative: Initiative, title: str, submit: str, lead: str) -> dict[str, Any]:
    back = reverse("value:effects", args=[initiative.pk])
    return {"title": title, "lead": lead, "submit": submit, "cancel": back, "back_label": initiative.title}


def _lines(initiative_id: int) -> list[tuple[str, str]]:
    """List the benefits of the newest version of the case."""
    rows = Line.objects.filter(of__case__initiative=initiative_id, flow="benefit").order_by("-of__number", "position")
    found: dict[str, str] = {}
    for key, title in rows.values_list("key", "title"):
        found.setdefault(key, title)
    return list(found.items())
