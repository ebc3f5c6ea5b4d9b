"""What guardrails offer to the apps below: names, permissions, their section and filter on initiative pages, import."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.guardrails import reads
from accord.apps.guardrails.models import Evidence
from accord.apps.guardrails.permissions import ACTIONS, visible_evidence, visible_risks
from accord.apps.guardrails.plugs import portfolio
from accord.apps.guardrails.rules import question
from accord.apps.initiatives.sockets import ListFilter, Section, filters, sections
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.sockets import Thing, actions, things

Named = dict[int, tuple[str, str]]


def plug_in() -> None:
    """Plug in the kinds of records, the permission table, the section, the filter and the part of an import."""
    actions.plug(*ACTIONS)
    things.plug(
        Thing("guardrails.risk", gettext_lazy("Risk class"), _risks),
        Thing("guardrails.evidence", gettext_lazy("Evidence"), _evidence),
    )
    sections.plug(Section("guardrails", gettext_lazy("Guardrails"), 50, render=_section, history=_history))
    filters.plug(ListFilter("risk", _filter))
    portfolio.plug_in()


def _filter(viewer: Viewer) -> Any:
    return reads.risk_filter(viewer=viewer)


def _section(viewer: Viewer, initiative: Any, request: HttpRequest) -> tuple[str, Mapping[str, Any]]:
    return "guardrails/section.html", {"guardrails": reads.guardrails(viewer=viewer, initiative=initiative)}


def _history(initiative_id: int) -> Iterable[Ref]:
    yield Ref("guardrails.risk", initiative_id)
    for pk in Evidence.objects.filter(initiative=initiative_id).values_list("pk", flat=True):
        yield Ref("guardrails.evidence", pk)


def _risks(viewer: Viewer, ids: Collection[int]) -> Named:
    rows = visible_risks(viewer).filter(pk__in=ids).values_list("pk", "initiative__title")
    return {pk: (_("the risk class of %(title)s") % {"title": title}, _place(pk)) for pk, title in rows}


def _evidence(viewer: Viewer, ids: Collection[int]) -> Named:
    rows = (
        visible_evidence(viewer).filter(pk__in=ids).values_list("pk", "question", "initiative_id", "initiative__title")
    )
    return {pk: (_said(code, title), _place(initiative_id)) for pk, code, initiative_id, title in rows}


def _said(code: str, title: str) -> str:
    item = question(code)
    return _("“%(question)s” for %(title)s") % {"question": _(item.label) if item else code, "title": title}


def _place(initiative_id: int) -> str:
    return reverse("initiatives:initiative", args=[initiative_id]) + "#guardrails"
