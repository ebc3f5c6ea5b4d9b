"""Writing a case: its parts, its lines, what does not apply, what holds for all versions; when a side was asked."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms as django_forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accord.apps.goals.models import Measure
from accord.apps.initiatives.models import GoalLink
from accord.apps.people import reads as people
from accord.apps.ui.pages import answer, done
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.rules import NotFound
from accord.apps.value import permissions, writes
from accord.apps.value.forms import cases as forms
from accord.apps.value.pages.cases.page import found
from accord.apps.value.reads.cases.page import CasePage, case_page
from accord.apps.value.rules.cases import ITEM_LABELS, ITEM_WHY
from accord.apps.value.rules.words import Item

MOST_MEASURES = 500


# --- parts ----------------------------------------------------------------------------------------------------------


def part(request: HttpRequest, initiative_id: int, number: int, part: str) -> HttpResponse:
    """Change a part of a version: the evidence, what happens otherwise, how it is counted."""
    page = _written(request, initiative_id, number)
    heading, make = _part(request, page, part)
    return _answered(
        request, page, make=make, heading=heading, saved=_("Saved."),
        initial=_initial(page, make()),
        save=lambda form: writes.edit_version(
            version_id=page.version.pk, values=form.values(), seen_version=form.cleaned_data["version"],
            by=viewer_of(request), at=timezone.now(),
        ),
    )  # fmt: skip


def _part(request: HttpRequest, page: CasePage, part: str) -> tuple[str, Callable[..., Any]]:
    match part:
        case "evidence":
            owners = people.person_choices(viewer=viewer_of(request), with_id=page.version.benefit_owner_id)
            make = partial(forms.EvidenceForm, people=owners, measures=_measures(page))
            return _("The measure and who answers for it"), make
        case "otherwise":
            return _("Without it, with it, and when to stop"), forms.OtherwiseForm
        case "counting":
            return _("How it is counted"), partial(forms.CountingForm, classes=_classes())
    raise NotFound(_("There is no such part of a case."))


def _initial(page: CasePage, form: forms.PartForm) -> dict[str, Any]:
    """Give what a part holds now, shares as percentages."""
    now = {name: getattr(page.version, name) for name in form.fields if name != "version"}
    percents = {name: forms.percent_of(now[name]) for name in form.percents}
    return now | percents | {"version": page.version.version}


def _classes() -> list[tuple[str, str]]:
    return [("own", _("our own history")), ("uk-major-projects", _("major projects of the British government"))]


def _measures(page: CasePage) -> list[tuple[int, str]]:
    """List measures to choose from: of the goals it serves, of all goals if it serves none yet."""
    goals = GoalLink.objects.filter(initiative=page.initiative, removed_at=None).values("goal")
    own = Measure.objects.filter(Q(goal__in=goals) | Q(pk=page.version.measure_id))
    rows = own if own.exists() else Measure.objects.all()
    listed = rows.order_by("goal__title", "name").values_list("pk", "name", "unit", "goal__title")[:MOST_MEASURES]
    return [(pk, f"{name} ({unit}): {goal}" if unit else f"{name}: {goal}") for pk, name, unit, goal in listed]


def settings(request: HttpRequest, initiative_id: int) -> HttpResponse:
    """Change what holds for all versions of a case."""
    page = _found_latest(request, initiative_id)
    permissions.check_write(viewer_of(request), page.initiative)
    case = page.case
    initial: dict[str, Any] = {name: getattr(case, name) for name in ("review_months", "is_research", "version")}
    return _answered(
        request, page, make=partial(forms.SettingsForm, is_finance=page.is_finance),
        heading=_("What holds for all versions"), saved=_("Saved."),
        initial=initial | {"risk_share": forms.percent_of(case.risk_share)},
        save=lambda form: writes.edit_case(
            case_id=case.pk, values=form.values(), seen_version=form.cleaned_data["version"], by=viewer_of(request),
            at=timezone.now(),
        ),
    )  # fmt: skip


# --- lines ----------------------------------------------------------------------------------------------------------


def line(request: HttpRequest, initiative_id: int, number: int, key: str = "") -> HttpResponse:
    """Add a line, or change one: as a page, or where it stands."""
    page = _written(request, initiative_id, number)
    there = next((one for one in page.table.lines if one.key == key), None)
    if key and there is None:
        raise NotFound(_("This line is no longer there."))
    initial: dict[str, Any] = {"currency": page.version.currency, "from_month": page.version.start_month}
    if request.GET.get("flow") == "benefit":
        initial["what"] = "benefit:cash"
    if there is not None:
        initial = {
            name: getattr(there, name)
            for name in ("title", "rhythm", "from_month", "to_month", "currency", "note", "version")
        }
        initial |= {
            "what": f"{there.flow}:{there.kind}",
            "low": there.each.low,
            "likely": there.each.likely,
            "high": there.each.high,
        }
    response = _answered(
        request, page, make=forms.LineForm, initial=initial, saved=_("Saved."),
        heading=_("Change the line") if key else _("Add a line"),
        names={"flow": "what", "kind": "what"},
        save=lambda form: writes.set_line(
            version_id=page.version.pk, key=key, values=form.values(), seen_version=form.cleaned_data["version"],
            by=viewer_of(request), at=timezone.now(),
        ),
    )  # fmt: skip
    if response.status_code == 204:
        response["HX-Refresh"] = "true"  # years and sums of the whole table follow from one line
    return response


@require_POST
def removing_line(request: HttpRequest, initiative_id: int, number: int, key: str) -> HttpResponse:
    """Remove a line; it can be put back."""
    page = found(request, initiative_id, number)
    pk = writes.remove_line(version_id=page.version.pk, key=key, by=viewer_of(request), at=timezone.now())
    undo = reverse("value:returning_line", args=[initiative_id, number, pk])
    return done(request, _("The line is removed."), _back(page), undo=undo)


@require_POST
def returning_line(request: HttpRequest, initiative_id: int, number: int, line_id: int) -> HttpResponse:
    """Put a removed line back."""
    page = found(request, initiative_id, number)
    writes.restore_line(version_id=page.version.pk, line_id=line_id, by=viewer_of(request), at=timezone.now())
    return done(request, _("The line is back."), _back(page))


# --- what does not apply --------------------------------------------------------------------------------------------


def item(request: HttpRequest, initiative_id: int, number: int, item: str) -> HttpResponse:
    """Say why an item of the list does not apply."""
    page = _written(request, initiative_id, number)
    if item not in set(Item):
        raise NotFound(_("There is no such item."))
    heading = _("“%(item)s” does not apply") % {"item": _(ITEM_LABELS[item])}
    return _answered(
        request, page, make=forms.SkipForm, heading=heading, lead=_(ITEM_WHY[item]), saved=_("Noted."),
        initial={"reason": page.version.skipped.get(item, ""), "version": page.version.version},
        save=lambda form: writes.skip_item(
            version_id=page.version.pk, item=item, reason=form.cleaned_data["reason"],
            seen_version=form.cleaned_data["version"], by=viewer_of(request), at=timezone.now(),
        ),
    )  # fmt: skip


@require_POST
def returning_item(request: HttpRequest, initiative_id: int, number: int, item: str) -> HttpResponse:
    """Ask for an item again that was said not to apply."""
    page = found(request, initiative_id, number)
    writes.skip_item(version_id=page.version.pk, item=item, reason="", by=viewer_of(request), at=timezone.now())
    return done(request, _("It is asked for again."), _back(page))


# --- when a side was asked ------------------------------------------------------------------------------------------


def involvement(request: HttpRequest, initiative_id: int) -> HttpResponse:
    """Record by hand that a side was asked on a day."""
    viewer = viewer_of(request)
    initiative = permissions.find(viewer, initiative_id)
    permissions.check_write(viewer, initiative)
    back = reverse("value:case", args=[initiative_id])
    words = {
        "title": _("When was a side asked?"), "submit": _("Note it"), "cancel": back, "back_label": initiative.title,
        "lead": _("If it was outside Accord, or before it: by mail, in a meeting, in a committee."),
    }  # fmt: skip
    return answer(
        request, make=forms.ToldForm, words=words, saved=_("Noted."), back=lambda _done: back,
        names={"date": "on"}, initial={"side": "finance"},
        save=lambda form: writes.tell_involvement(
            initiative_id=initiative_id, **form.cleaned_data, by=viewer, at=timezone.now()
        ),
    )  # fmt: skip


@require_POST
def removing_involvement(request: HttpRequest, involvement_id: int) -> HttpResponse:
    """Remove what was noted by hand; it can be put back."""
    one = writes.remove_involvement(involvement_id=involvement_id, by=viewer_of(request), at=timezone.now())
    undo = reverse("value:returning_involvement", args=[involvement_id])
    return done(request, _("The note is removed."), reverse("value:case", args=[one.initiative_id]), undo=undo)


@require_POST
def returning_involvement(request: HttpRequest, involvement_id: int) -> HttpResponse:
    """Put back what was noted by hand."""
    one = writes.restore_involvement(involvement_id=involvement_id, by=viewer_of(request), at=timezone.now())
    return done(request, _("The note is back."), reverse("value:case", args=[one.initiative_id]))


# --- how these pages answer -----------------------------------------------------------------------------------------


def _written(request: HttpRequest, initiative_id: int, number: int) -> CasePage:
    page = found(request, initiative_id, number)
    permissions.check_write(viewer_of(request), page.initiative)
    return page


def _found_latest(request: HttpRequest, initiative_id: int) -> CasePage:
    page = case_page(viewer=viewer_of(request), initiative_id=initiative_id)
    if page is None:
        raise NotFound(_("This initiative has no case yet."))
    return page


def _back(page: CasePage) -> str:
    return reverse("value:version", args=[page.initiative.pk, page.version.number])


def _answered(
    request: HttpRequest,
    page: CasePage,
    *,
    make: Callable[..., django_forms.Form],
    save: Callable[[Any], Any],
    heading: str,
    saved: str,
    initial: dict[str, Any],
    lead: str = "",
    names: dict[str, str] | None = None,
) -> HttpResponse:
    """Show a form about a case, or save it and go back to the version."""
    back = _back(page)
    words = {"title": heading, "lead": lead, "submit": _("Save"), "cancel": back, "back_label": page.initiative.title}
    return answer(
        request, make=make, save=save, words=words, saved=saved, back=lambda _done: back, initial=initial, names=names
    )
