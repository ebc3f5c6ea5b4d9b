"""One initiative: its page, adding, changing, who may see it, its extra fields."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.initiatives import forms, permissions, reads, writes
from accord.apps.initiatives.models import Initiative
from accord.apps.initiatives.pages.answering import answer
from accord.apps.initiatives.pages.removals import put_back_offer
from accord.apps.initiatives.pages.stories import story_chart
from accord.apps.initiatives.rules import FLOW_LABELS, Flow
from accord.apps.initiatives.sockets import sections
from accord.apps.notices.reads import following
from accord.apps.people import reads as people
from accord.apps.ui import charts
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.rules import EditConflict, Ref, Viewer
from accord.apps.ui.templatetags.formats import exact_day, money_words

NEW = "new"


def initiative(request: HttpRequest, initiative_id: int) -> HttpResponse:
    """Show one initiative with all that hangs on it."""
    viewer, today = viewer_of(request), timezone.localdate()
    page = reads.initiative_page(viewer=viewer, initiative_id=initiative_id, as_of=today)
    context = {
        "page": page,
        "initiative": page.initiative,
        "timeline": _timeline(page, today),
        "money_charts": _money_charts(page.money),
        "story": page.story,
        "story_chart": story_chart(page.story, today),
        "sections": _sections(viewer, page.initiative, request),
        "put_back": put_back_offer(request, initiative_id),
        **following(viewer=viewer, ref=Ref("initiatives.initiative", initiative_id)),
        "may_agree": any(side.can_agree and not side.agreed_at for goal in page.goals for side in goal.sides),
    }
    return render(request, "initiatives/initiative.html", context)


def _timeline(page: reads.InitiativePage, today: date) -> charts.Chart:
    spans = [charts.StageSpan(line.label, line.on, None if line.is_last else line.until) for line in page.stages]
    return charts.stage_timeline(
        spans, as_of=today, title=_("Stages along time"), say=exact_day, today=_("today"),
        unknown=_("since when is not known"), headers=(_("Stage"), _("From"), _("To")),
    )  # fmt: skip


def _money_charts(money: Sequence[reads.MoneyLine]) -> list[charts.Chart]:
    if not money:
        return []
    currency = Counter(line.currency for line in money).most_common(1)[0][0]
    shown = []
    for flow in Flow:
        periods: dict[date, dict[str, float]] = {}
        for line in money:
            if line.flow == flow and line.currency == currency:
                periods.setdefault(line.period, {})[line.kind] = float(line.amount)
        if periods:
            title = _("%(flow)s to date, in %(currency)s") % {"flow": _(FLOW_LABELS[flow]), "currency": currency}
            shown.append(
                charts.money_chart(
                    [charts.MoneyPeriod(day, **{kind: known.get(kind) for kind in ("planned", "committed", "actual")})
                     for day, known in sorted(periods.items())],
                    title=title, say=lambda value: money_words(value, currency), header=_("Month"),
                    names=(_("planned"), _("committed"), _("actual")),
                )
            )  # fmt: skip
    return shown


def _sections(viewer: Viewer, initiative: Initiative, request: HttpRequest) -> list[dict[str, Any]]:
    shown = []
    for section in sorted(sections, key=lambda item: item.order):
        rendered = section.render(viewer, initiative, request)
        if rendered is not None:
            template, context = rendered
            html = render_to_string(template, {"initiative": initiative, **context}, request=request)
            shown.append({"code": section.code, "title": section.title, "html": html})
    return shown


def add_initiative(request: HttpRequest) -> HttpResponse:
    """Add an initiative."""
    viewer = viewer_of(request)
    people_here, departments = people.person_choices(viewer=viewer), people.department_choices(viewer=viewer)
    return answer(
        request,
        make=lambda *a, **k: forms.NewInitiativeForm(*a, people=people_here, departments=departments, **k),
        save=lambda form: writes.add_initiative(**form.values(), by=viewer, at=timezone.now()),
        initiative=None,
        words={
            "heading": _("Add an initiative"),
            "lead": _("A title is enough to begin with; what is not known yet can follow."),
            "submit": _("Add initiative"),
            "cancel": reverse("initiatives:initiatives"),
        },
        saved=_("The initiative has been added."),
        back=lambda made: reverse("initiatives:initiative", args=[made.pk]),
        initial={"stage_date": timezone.localdate()},
    )


def edit_initiative(request: HttpRequest, initiative_id: int) -> HttpResponse:
    """Change title, summary and who stands for an initiative."""
    viewer = viewer_of(request)
    found = permissions.find(viewer, initiative_id)
    permissions.check_edit(viewer, found)
    people_here, departments = _people_with(viewer, found), people.department_choices(viewer=viewer)
    return answer(
        request,
        make=lambda *a, **k: forms.InitiativeForm(*a, people=people_here, departments=departments, **k),
        save=lambda form: writes.edit_initiative(
            initiative=found, values=form.values(), seen_version=form.cleaned_data["version"], by=viewer, at=timezone.now()
        ),
        initiative=found,
        words=_words(found, _("Change this initiative"), ""),
        saved=_("Saved."),
        back=lambda done: reverse("initiatives:initiative", args=[initiative_id]),
        initial={
            "title": found.title, "summary": found.summary, "department": found.department_id,
            "sponsor": found.sponsor_id, "lead": found.lead_id, "version": found.version,
        },
    )  # fmt: skip


def _people_with(viewer: Viewer, found: Initiative) -> list[tuple[int, str]]:
    """List the people to choose from, with those who are named already even if they left."""
    listed = dict(people.person_choices(viewer=viewer, with_id=found.sponsor_id))
    if found.lead_id is not None and found.lead_id not in listed:
        listed |= dict(people.person_choices(viewer=viewer, with_id=found.lead_id))
    return list(listed.items())


def visibility(request: HttpRequest, initiative_id: int) -> HttpResponse:
    """Say who may see an initiative."""
    viewer = viewer_of(request)
    found = permissions.find(viewer, initiative_id)
    permissions.check_edit(viewer, found)
    return answer(
        request,
        make=forms.VisibilityForm,
        save=lambda form: writes.set_visibility(
            initiative=found, visibility=form.cleaned_data["visibility"], seen_version=form.cleaned_data["version"],
            by=viewer, at=timezone.now(),
        ),
        initiative=found,
        words=_words(
            found, _("Who may see this"),
            _("What everyone can see, nobody has to guess. Limit it only where there is a reason."),
        ),
        saved=_("Saved."),
        back=lambda done: reverse("initiatives:initiative", args=[initiative_id]),
        initial={"visibility": found.visibility, "version": found.version},
    )  # fmt: skip


def extra(request: HttpRequest, initiative_id: int) -> HttpResponse:
    """Change the extra fields."""
    viewer = viewer_of(request)
    found = permissions.find(viewer, initiative_id)
    permissions.check_edit(viewer, found)

    def save(form: Any) -> Any:
        seen = form.cleaned_data["version"]
        try:
            return writes.set_extra(
                initiative=found, values=form.values(), seen_version=seen, by=viewer, at=timezone.now()
            )
        except EditConflict as conflict:
            conflict.base, conflict.theirs = _fields(conflict.base), _fields(conflict.theirs)
            raise

    return answer(
        request,
        make=lambda *a, **k: forms.ExtraForm(*a, extra=found.extra, **k),
        save=save,
        initiative=found,
        words=_words(found, _("Extra fields"), _("What a source knows besides. Empty a field to take it away.")),
        saved=_("Saved."),
        back=lambda done: reverse("initiatives:initiative", args=[initiative_id]) + "#extra",
        initial={"version": found.version},
    )


def _fields(values: Mapping[str, Any]) -> dict[str, str]:
    """Write the extra fields of a conflict under the names of the form's fields."""
    return {forms.extra_field(name): forms.shown(value) for name, value in (values.get("extra") or {}).items()}


def _words(found: Initiative, heading: str, lead: str) -> dict[str, Any]:
    return {
        "heading": heading,
        "lead": lead,
        "submit": _("Save"),
        "cancel": reverse("initiatives:initiative", args=[found.pk]),
    }
