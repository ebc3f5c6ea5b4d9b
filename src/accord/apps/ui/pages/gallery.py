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
from accord.apps.ui.rules import EditConflict
from accord.apps.ui.templatetags.accord_ui import SIDES, VERDICTS
from accord.apps.ui.templatetags.formats import exact_day, money_words, share_words

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
            "charts": _charts(),
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


def _charts() -> list[charts.Chart]:
    months = [date(2024 + (9 + n) // 12, (9 + n) % 12 + 1, 1) for n in range(18)]
    values = [0.41 + 0.018 * n - (0.05 if n == 7 else 0) for n in range(18)]
    half = charts.Mark(0.6, _("at least 60 %"))
    return [
        charts.interval_chart(
            [
                charts.IntervalRow(_("Whole organisation"), 0.62, 0.55, 0.69, _("118 of 190")),
                charts.IntervalRow(_("Claims and customer service"), 0.81, 0.68, 0.9, _("38 of 47"), "good"),
                charts.IntervalRow(_("Sales"), 0.31, 0.19, 0.46, _("13 of 42"), "bad"),
                charts.IntervalRow(_("People and culture"), None, reason=_("only 2 initiatives, 5 are needed")),
            ],
            title=_("Initiatives that serve a goal both sides agreed to"),
            thresholds=[half], say=share_words, floor=0, ceiling=1,
            headers=("", _("Share"), _("Low"), _("High"), _("From")),
        ),
        charts.history_chart(
            [
                charts.Point(day, None if n == 11 else value, None if n == 11 else value - 0.09, None if n == 11 else value + 0.09)
                for n, (day, value) in enumerate(zip(months, values, strict=True))
            ],
            title=_("Joint goals over time"), thresholds=[half], say=share_words, say_day=exact_day, floor=0, ceiling=1,
        ),
        charts.survival_chart(
            [
                charts.Curve(_("Business-led"), (120, 180, 260, 330, 420), (0.86, 0.71, 0.52, 0.34, 0.2),
                             (0.7, 0.52, 0.33, 0.17, 0.08), (0.94, 0.84, 0.68, 0.52, 0.37), (200, 380), "business"),
                charts.Curve(_("IT-led"), (150, 240, 360, 480, 600), (0.92, 0.83, 0.7, 0.58, 0.5),
                             (0.8, 0.68, 0.53, 0.4, 0.32), (0.97, 0.92, 0.83, 0.73, 0.66), (300, 500, 560), "it"),
            ],
            title=_("Still not live after approval"), time_words=_("days since approval"), marks=[charts.Mark(262, _("promised: 262 days"))],
        ),
        charts.stage_timeline(
            [
                charts.StageSpan(_("Idea"), None, date(2025, 2, 10)),
                charts.StageSpan(_("Approved"), date(2025, 2, 10), date(2025, 5, 1)),
                charts.StageSpan(_("Building"), date(2025, 5, 1), date(2025, 11, 20)),
                charts.StageSpan(_("Testing"), date(2025, 11, 20)),
            ],
            as_of=DAY, title=_("Stages of Claims triage"), say=exact_day,
        ),
        charts.bar_rows(
            [
                charts.BarRow(_("Impact assessment"), 31, 51, "bad"), charts.BarRow(_("Human oversight"), 44, 51),
                charts.BarRow(_("Independent review"), 12, 51), charts.BarRow(_("Appeal"), None),
            ],
            title=_("Artefacts present for high-risk uses"),
        ),
        charts.money_chart(
            [
                charts.MoneyPeriod(day, 60_000, 45_000 + 2_000 * n if n < 14 else None, 38_000 + 3_500 * n if n < 11 else None)
                for n, day in enumerate(months)
            ],
            title=_("Money to date"), say=money_words,
        ),
        charts.date_range(
            [
                charts.DateRow(_("Business expects"), date(2026, 6, 1), date(2026, 4, 15), date(2026, 8, 1), "business"),
                charts.DateRow(_("IT expects"), date(2026, 11, 1), date(2026, 8, 20), date(2027, 3, 1), "it"),
                charts.DateRow(_("Finance expects"), None, reason=_("has not been asked")),
            ],
            title=_("When will it pay back?"), marks=[(DAY, _("today"))], say=exact_day,
        ),
    ]  # fmt: skip
