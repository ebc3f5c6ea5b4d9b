"""Every component in all its states, on made-up content: the documentation of the design system."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.ui import charts
from accord.apps.ui.lists import Filter, ListQuery, ListSpec
from accord.apps.ui.pages import pictures, sides
from accord.apps.ui.rules import EditConflict
from accord.apps.ui.templatetags.accord_ui import SIDES, VERDICTS
from accord.apps.ui.templatetags.formats import share_words

DAY = date(2026, 3, 12)
STAGES = (("idea", gettext_lazy("Idea")), ("building", gettext_lazy("Building")), ("live", gettext_lazy("Live")))


@dataclass(frozen=True)
class Sample:
    """One row of the sample list."""

    title: str
    department: str
    stage: str
    side: str
    due_date: date | None
    cost: int


@dataclass(frozen=True)
class SampleNode:
    """One node of the sample tree."""

    label: str
    side: str = ""
    meta: str = ""
    url: str = "#trees"
    children: tuple[SampleNode, ...] = ()


@dataclass(frozen=True)
class SampleLine:
    """One line of the sample history."""

    at: datetime
    sentence: str
    changes: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class SampleTab:
    """One sample tab."""

    label: str
    url: str
    active: bool = False
    count: int | None = None


class SampleForm(forms.Form):
    """A form with one field of each kind."""

    fieldsets = [
        ("", ["title", "why", "horizon"]),
        (gettext_lazy("Who owns it"), ["owner", "sides", "due_date", "amount", "limited"]),
    ]
    title = forms.CharField(
        label=gettext_lazy("Title"), help_text=gettext_lazy("What the business wants, in one line.")
    )
    why = forms.CharField(label=gettext_lazy("Why it matters"), widget=forms.Textarea, required=False)
    horizon = forms.ChoiceField(
        label=gettext_lazy("Horizon"),
        choices=[("near", gettext_lazy("Near: this year")), ("far", gettext_lazy("Far: later"))],
        widget=forms.RadioSelect,
    )
    owner = forms.ChoiceField(label=gettext_lazy("Business owner"), choices=[("", "–"), ("7", "Amara Okafor")])
    sides = forms.MultipleChoiceField(
        label=gettext_lazy("Who has been asked"),
        choices=[(code, words) for code, (words, _shape) in SIDES.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("Tick everyone who has said something."),
    )
    due_date = forms.DateField(label=gettext_lazy("Review on"), initial=DAY)
    amount = forms.DecimalField(label=gettext_lazy("Planned for the year"), required=False, min_value=0)
    limited = forms.BooleanField(
        label=gettext_lazy("Only the people named here may see it"),
        required=False,
        help_text=gettext_lazy("Everybody else sees that it exists, and nothing more."),
    )


SPEC = ListSpec(
    filters=(
        Filter("stage", gettext_lazy("Stage"), STAGES),
        Filter("side", gettext_lazy("Side"), [(code, words) for code, (words, _shape) in SIDES.items()]),
    ),
    search=("title",),
    sorts={"title": ("title",), "due": ("due_date",), "cost": ("cost",)},
    default_sort="title",
    page_size=6,
)


def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component in all its states."""
    query = ListQuery.read(request, SPEC)
    wrong = SampleForm(
        {"title": "", "horizon": "near", "due_date": "31.2.2026", "amount": "-4", "why": "Typed text stays."}
    )
    return render(
        request,
        "ui/gallery.html",
        {
            "query": query,
            "page": query.page_of(_rows(query)),
            "form": SampleForm(),
            "wrong_form": wrong,
            "conflict": EditConflict(
                _("Someone else changed this."),
                changes=[_("Amara Okafor changed the review date from 12 Mar 2026 to 2 Apr 2026, yesterday.")],
                current_version=4,
            ),
            "verdicts": tuple(VERDICTS),
            "sides": tuple(SIDES),
            "days": [DAY + timedelta(days=distance) for distance in (-400, -21, -1, 0, 9, 40, 200)],
            "today": DAY,
            "charts": pictures.pictures(),
            "mirrors": sides.mirrors(),
            "movements": sides.movements(),
            "strips": sides.strips(),
            "empty_chart": charts.history_chart(
                [], title=_("Readings"), empty=_("No readings yet: the first comes tonight")
            ),
            "nodes": _nodes(),
            "lines": _lines(),
            "bulk_actions": [("archive", _("Archive")), ("move", _("Move to another department"))],
            "parts": _parts(),
            "parameter_headers": [_("Include"), _("Takes")],
            "spark": charts.sparkline(
                [
                    charts.Point(DAY + timedelta(days=7 * n), value)
                    for n, value in enumerate((0.41, 0.45, 0.44, 0.52, 0.62))
                ],
                title=_("Joint goals"),
                say=share_words,
            ),
            "tabs": [
                SampleTab(_("Overview"), "#tabs", active=True),
                SampleTab(_("Promises"), "#tabs", count=4),
                SampleTab(_("History"), "#tabs"),
            ],
            "facts": [(_("Department"), _("Claims")), (_("Sponsor"), "Amara Okafor"), (_("Lead"), None)],
            "evidence_headers": [_("Initiative"), _("Linked goal"), _("Agreed by both")],
            "evidence_rows": [["Claims triage", "Settle in 3 days", _("yes")], ["Churn warning", "–", _("not known")]],
        },
    )


def gallery_progress(request: HttpRequest) -> HttpResponse:
    """Answer the sample progress panel: done."""
    values = {"id": "sample-progress", "sentence": _("All 2,133 rows are read"), "done": 2133, "total": 2133}
    return render(request, "ui/progress.html", values)


def _rows(query: ListQuery) -> list[Sample]:
    words = (
        "Claims triage",
        "Churn early warning",
        "Contract review",
        "Service copilot",
        "Fraud scoring",
        "Shift planning",
    )
    places = ("Claims", "Sales", "Legal", "Service", "Risk", "Operations")
    stages, sides = [code for code, _words in STAGES], list(SIDES)
    rows = [
        Sample(
            f"{words[n % 6]} {n // 6 + 1}", places[n % 6], stages[n % 3], sides[n % 5],
            None if n % 7 == 3 else DAY + timedelta(days=9 * n - 40), 45_000 * (n + 1) % 1_900_000,
        )
        for n in range(40)
    ]  # fmt: skip
    chosen = [
        row
        for row in rows
        if (not query.values("stage") or row.stage in query.values("stage"))
        and (not query.values("side") or row.side in query.values("side"))
        and query.search.lower() in row.title.lower()
    ]
    key = query.sort.removeprefix("-")
    order = {"due": lambda row: row.due_date or date.max, "cost": lambda row: row.cost}
    return sorted(chosen, key=order.get(key, lambda row: row.title), reverse=query.sort.startswith("-"))


def _parts() -> list[tuple[str, str]]:
    """Read what each include says about itself in its first comment: (name, parameters)."""
    found = []
    for path in sorted((Path(__file__).parents[1] / "templates" / "ui").glob("*.html")):
        comment = re.search(r"\{#(.*?)#\}", path.read_text())
        found.append((f"ui/{path.name}", comment.group(1).strip() if comment else ""))
    return found


def _nodes() -> list[SampleNode]:
    near = SampleNode("Settle a claim in three days", "business", _("2 initiatives"))
    far = SampleNode("One view of the customer", "it", _("1 initiative"))
    return [SampleNode("Grow with the customers we have", "executive", "2026–2028", children=(near, far))]


def _lines() -> list[SampleLine]:
    return [
        SampleLine(
            datetime(2026, 3, 12, 14, 5, tzinfo=UTC),
            "Amara Okafor agreed to Settle a claim in three days for the business.",
        ),
        SampleLine(
            datetime(2026, 3, 11, 9, 30, tzinfo=UTC),
            "Jonas Weber changed Settle a claim in three days.",
            ("Review date: 12 Mar 2026 → 2 Apr 2026", "IT owner: nobody → Jonas Weber"),
        ),
        SampleLine(datetime(2026, 2, 2, 16, 0, tzinfo=UTC), "Accord measured joint goals."),
    ]
