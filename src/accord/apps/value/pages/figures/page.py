"""The figures of a case, and each of them opened to its rows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.ui.lists import ListQuery, ListSpec
from accord.apps.ui.pages import file_asked, list_file
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.templatetags.formats import money_words, number_words, share_words
from accord.apps.value import permissions
from accord.apps.value.pages.figures.pictures import beyond_words, outcome_picture, swing_picture
from accord.apps.value.reads.figures.behind import behind, codes
from accord.apps.value.reads.figures.page import FiguresPage, Likely, Outcomes, figures_page, swing_label
from accord.apps.value.reads.figures.words import payback_words, returns_words, why_no_return, yearly_words
from accord.apps.value.reads.tabs import tabs
from accord.apps.value.rules.words import CASE_STATE_LABELS

LARGEST_NUMBER = 10_000


def figures(request: HttpRequest, initiative_id: int) -> HttpResponse:
    """Show what a version of a case may come to (``?number=`` chooses one)."""
    viewer = viewer_of(request)
    page = figures_page(viewer=viewer, initiative_id=initiative_id, as_of=timezone.localdate(), number=_number(request))
    top = {"tabs": tabs(initiative_id, "figures")}
    if page is None:
        initiative = permissions.find(viewer, initiative_id)
        can_write = permissions.can_write(viewer, initiative)
        return render(request, "value/cases/none.html", top | {"initiative": initiative, "can_write": can_write})
    words: dict[str, Any] = top | {
        "page": page,
        "initiative": page.inputs.initiative,
        "state_label": _(CASE_STATE_LABELS[page.version.state]).lower(),
    }
    if page.likely and page.outcomes:
        words |= _figures(request, page, page.likely, page.outcomes)
    return render(request, "value/figures/figures.html", words)


def figure(request: HttpRequest, initiative_id: int, code: str) -> HttpResponseBase:
    """Open one figure: its formula, the rows behind it, its class and its draws; its first table also as a file."""
    viewer, today = viewer_of(request), timezone.localdate()
    page, found = behind(viewer=viewer, initiative_id=initiative_id, code=code, as_of=today, number=_number(request))
    if file_asked(request):
        table = found.tables[0]
        return list_file(request, table.cells, table.headers, f"{page.inputs.initiative.title}-{found.code}")
    words = {
        "page": page,
        "found": found,
        "initiative": page.inputs.initiative,
        "back": _address(request, page),
        "facts": _facts(page, is_drawn=found.is_drawn),
        "query": ListQuery.read(request, ListSpec()),
    }
    return render(request, "value/figures/figure.html", words)


def _number(request: HttpRequest) -> int | None:
    asked = request.GET.get("number", "")
    return min(int(asked), LARGEST_NUMBER) if asked.isascii() and asked.isdigit() and len(asked) < 10 else None


def _address(request: HttpRequest, page: FiguresPage, code: str = "") -> str:
    pk = page.inputs.initiative.pk
    there = reverse("value:figure", args=[pk, code]) if code else reverse("value:figures", args=[pk])
    return f"{there}?number={page.version.number}" if _number(request) is not None else there


def _figures(request: HttpRequest, page: FiguresPage, likely: Likely, outcomes: Outcomes) -> dict[str, Any]:
    addresses = {code: _address(request, page, code) for code in codes()}
    words: dict[str, Any] = {
        "cards": _cards(page, likely, outcomes, addresses),
        "addresses": addresses,
        "likely_value": money_words(likely.value, page.currency),
        "payback": payback_words(likely.payback, page.inputs.terms.start_month),
        "returns": returns_words(likely.returns),
        "no_return": why_no_return(likely.returns),
        "modified": yearly_words(likely.modified),
        "facts": _facts(page),
    }
    if not page.is_point:
        words |= {
            "outcome_chart": outcome_picture(outcomes, page.currency),
            "swing_chart": swing_picture(outcomes, page.currency),
            "beyond": beyond_words(outcomes),
            "opened": _("Open the rows"),
            "knowing_url": addresses["knowing"],
            "range_url": addresses["range"],
            "matters_url": addresses["matters"],
            "most_worth": _most_worth(page, outcomes),
        }
    return words


def _cards(page: FiguresPage, likely: Likely, outcomes: Outcomes, addresses: dict[str, str]) -> list[dict[str, str]]:
    if page.is_point:
        return _likely_cards(page, likely, addresses)
    values, currency, limit = outcomes.values, page.currency, page.inputs.case.risk_share
    bears = _("Finance will bear up to %(share)s.") % {"share": share_words(limit)}
    unsaid = _("Nobody has said yet which chance of a loss finance will bear.")
    return [
        {
            "name": _("Half lies above"), "url": addresses["range"], "value": money_words(values.p50), "unit": currency,
            "range": f"{money_words(values.p10)} – {money_words(values.p90, currency)}",
            "why": _("Four in five outcomes lie in this range."),
        },
        {
            "name": _("Chance of a loss"), "url": addresses["loss"], "value": share_words(values.loss_share),
            "verdict": page.risk_verdict, "said": str(_RISK.get(page.risk_verdict, "")), "why": unsaid if limit is None else bears,
        },
        {
            "name": _("If it goes badly"), "url": addresses["worst"], "value": money_words(values.cvar10), "unit": currency,
            "why": _("The mean of the worst tenth of outcomes."),
        },
    ]  # fmt: skip


_RISK = {
    "good": gettext_lazy("Within the limit"),
    "bad": gettext_lazy("Above the limit"),
    "unclear": gettext_lazy("Too close to call"),
}


def _likely_cards(page: FiguresPage, likely: Likely, addresses: dict[str, str]) -> list[dict[str, str]]:
    return [
        {
            "name": _("If everything comes as written"), "url": addresses["likely"], "value": money_words(likely.value),
            "unit": page.currency, "why": _("One number; nobody has said how far it may be off."),
        },
        {
            "name": _("Pays back"), "url": addresses["payback"],
            "value": payback_words(likely.payback, page.inputs.terms.start_month), "why": _("Discounted, within the horizon."),
        },
        {
            "name": _("Return a year"), "url": addresses["returns"], "value": returns_words(likely.returns),
            "why": why_no_return(likely.returns),
        },
    ]  # fmt: skip


def _most_worth(page: FiguresPage, outcomes: Outcomes) -> str:
    """Say what a perfect pilot would be worth, and about which input most."""
    if outcomes.knowing < 0.01 * max(abs(outcomes.values.mean), outcomes.values.sd):
        return _("Knowing more beforehand would hardly change the decision: a pilot is worth next to nothing here.")
    first = max(outcomes.swings, key=lambda swing: swing.worth)
    words = {
        "value": money_words(outcomes.knowing, page.currency),
        "one": money_words(first.worth, page.currency),
        "input": swing_label(swing=first),
    }
    if first.worth <= 0:
        return _("A pilot that told how it ends would be worth up to %(value)s.") % words
    return _("A pilot that told how it ends would be worth up to %(value)s; one that settled “%(input)s” alone, up to %(one)s.") % words  # fmt: skip


def _facts(page: FiguresPage, *, is_drawn: bool = True) -> list[tuple[str, str]]:
    inputs, outcomes = page.inputs, page.outcomes
    terms, found = inputs.terms, inputs.found
    facts = [
        (_("Start"), date_format(terms.start_month, "M Y")),
        (_("Counted for"), _("%(n)s months") % {"n": terms.horizon_months}),
        (_("Discount rate"), _("%(rate)s %% a year") % {"rate": formats.number_format(100 * terms.discount_share, 1)}),
        (_("Taken up by"), _three(terms.adoption, share_words) or _("all, as written")),
        (_("Starts late by"), _three(terms.shift, number_words, _("months")) or _("nothing, as written")),
    ]
    if not is_drawn:
        return facts
    likened = f"{found.source} (n = {found.n})" if found.cost else _("no class: as estimated")
    facts.append((_("Costs turn out as in"), likened))
    if outcomes and outcomes.values.draws:
        error = money_words(outcomes.values.standard_errors.p50, page.currency)
        drawn = _("%(n)s; the middle may be off by %(error)s") % {"n": number_words(outcomes.values.draws), "error": error}  # fmt: skip
        facts += [(_("Draws"), drawn), (_("Their seed"), inputs.digest[:12])]
    elif outcomes:
        facts.append((_("Computed"), _("exactly, without draws")))
    return facts


def _three(three: Any, say: Any, unit: str = "") -> str:
    if not three:
        return ""
    low, likely, high = (say(float(one)) for one in three)
    return f"{likely} ({low} – {high}) {unit}".strip()
