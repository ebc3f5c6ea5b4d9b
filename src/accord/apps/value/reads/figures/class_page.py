"""The classes plans are held against, as a page shows them: shares of cases, quantiles, every case; never a mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from accord.apps.ui import charts
from accord.apps.ui.lists import ListQuery, ListSpec
from accord.apps.ui.rules import Viewer
from accord.apps.ui.templatetags.formats import share_words
from accord.apps.value.permissions import visible_to
from accord.apps.value.reads.figures.classes import ClassFound, of_own, of_public
from accord.apps.value.reads.figures.own_history import OwnCase, own_cases
from accord.apps.value.rules.classes import ENOUGH, OWN, PUBLIC, PublicClass, public_class
from accord.science.value import ReferenceClass

COST, MONTHS = "cost", "months"
QUANTILES = (0.2, 0.5, 0.8, 0.9)
MUCH = 1.5
EDGES = (0.8, 0.95, 1.05, 1.25, 1.5, 2.0)
SPEC = ListSpec(
    search=("name",), sorts={"name": ("name",), "ratio": ("ratio",)}, default_sort="-ratio", page_size=25
)  # fmt: skip


@dataclass(frozen=True)
class ClassCase:
    """One case of a class: what was said first and what last (an amount, a day or months), and the ratio of the two."""

    name: str
    url: str
    first: Decimal | date | float
    last: Decimal | date | float
    unit: str
    said: str
    ratio: float


@dataclass(frozen=True)
class Quantile:
    """By what ratio a share of the cases came out at most."""

    label: str
    words: str
    sentence: str


@dataclass(frozen=True)
class ClassPage:
    """One class: what it holds, how its cases came out, what may be concluded; ``hidden`` cases are counted, not shown."""

    code: str
    what: str
    found: ClassFound
    counted: ReferenceClass | None
    public: PublicClass
    is_used: bool
    own_n: int
    quantiles: tuple[Quantile, ...]
    much: str
    chart: charts.Chart
    cases: tuple[ClassCase, ...]
    hidden: int

    @property
    def is_public(self) -> bool:
        """Tell whether it is the published class."""
        return self.code == PUBLIC

    @property
    def needed(self) -> int:
        """How many cases a class needs."""
        return ENOUGH


def class_page(*, viewer: Viewer, code: str, what: str) -> ClassPage:
    """Describe a class by its code (else the one that is used) and what it compares: ten queries."""
    public, own = public_class(), own_cases(viewer=viewer)
    mine = of_own(own)
    used = OWN if mine.cost is not None else PUBLIC
    code = code if code in (OWN, PUBLIC) else used
    what = what if what in (COST, MONTHS) else COST
    found = mine if code == OWN else of_public(public)
    counted = found.cost if what == COST else found.months
    cases, hidden = _own(own, viewer, what) if code == OWN else (_public(public, what), 0)
    return ClassPage(
        code=code,
        what=what,
        found=found,
        counted=counted,
        public=public,
        is_used=code == used,
        own_n=mine.n,
        quantiles=_quantiles(counted) if counted else (),
        much=share_words(counted.exceedance(MUCH)) if counted else "",
        chart=_chart(counted, what),
        cases=tuple(cases),
        hidden=hidden,
    )


# no viewer: cases that were found for one
def chosen_cases(*, page: ClassPage, query: ListQuery) -> list[ClassCase]:
    """Narrow the cases of a class to what is looked for, in the order asked for."""
    words = query.search.casefold().split()
    found = [one for one in page.cases if all(word in one.name.casefold() for word in words)]
    key = query.sort.removeprefix("-")
    return sorted(
        found,
        key=lambda one: (one.ratio if key == "ratio" else 0.0, one.name.casefold()),
        reverse=query.sort.startswith("-"),
    )


def _own(cases: Sequence[OwnCase], viewer: Viewer, what: str) -> tuple[list[ClassCase], int]:
    counted = [one for one in cases if (one.cost_ratio if what == COST else one.months_ratio) is not None]
    ids = [one.initiative_id for one in counted]
    seen = set(visible_to(viewer).filter(pk__in=ids).order_by().values_list("pk", flat=True))
    shown = [_own_case(one, what) for one in counted if one.initiative_id in seen]
    return [one for one in shown if one is not None], len(counted) - len(shown)


def _own_case(one: OwnCase, what: str) -> ClassCase | None:
    url = reverse("value:initiative", args=[one.initiative_id])
    said = {
        "signed": _("first signed case"), "stated": _("first statement"), "planned": _("money planned"),
    }.get(one.first_source, "")  # fmt: skip
    if what == COST and one.first_cost is not None and one.last_cost is not None and one.cost_ratio is not None:
        return ClassCase(one.title, url, one.first_cost, one.last_cost, one.currency, said, one.cost_ratio)
    if one.planned_months is not None and one.months is not None and one.months_ratio is not None:
        return ClassCase(
            one.title, url, round(one.planned_months, 1), round(one.months, 1), _("months"), "", one.months_ratio
        )
    return None


def _public(public: PublicClass, what: str) -> list[ClassCase]:
    said = _("reports of %(first)s and %(last)s")
    if what == COST:
        return [
            ClassCase(
                one.project, "", one.first, one.last, _("million GBP"),
                said % {"first": one.first_report, "last": one.last_report}, one.ratio,
            )
            for one in public.costs
        ]  # fmt: skip
    return [
        ClassCase(
            one.project, "", one.first, one.last, "", said % {"first": one.first_report, "last": one.last_report},
            one.ratio,
        )
        for one in public.times
    ]  # fmt: skip


def _quantiles(counted: ReferenceClass) -> tuple[Quantile, ...]:
    sentences = {
        0.2: _("one case in five came out at this or less"),
        0.5: _("half of the cases came out at this or less"),
        0.8: _("four cases in five came out at this or less"),
        0.9: _("nine cases in ten came out at this or less"),
    }
    labels = {
        0.2: _("One in five (P20)"),
        0.5: _("Half (P50)"),
        0.8: _("Four in five (P80)"),
        0.9: _("Nine in ten (P90)"),
    }
    return tuple(Quantile(labels[share], times_words(counted.quantile(share)), sentences[share]) for share in QUANTILES)


# no viewer: says a number
def times_words(ratio: float) -> str:
    """Say a ratio as people do: "1.42 ×", "1.00 ×"."""
    return f"{number_format(ratio, 2)}\u00a0×"


def _chart(counted: ReferenceClass | None, what: str) -> charts.Chart:
    title = (
        _("Share of the cases by what they came to") if what == COST else _("Share of the cases by how long they took")
    )
    if counted is None:
        return charts.bar_rows([], title=title, empty=_("Not enough cases yet"))
    ends = [(0.0, EDGES[0]), *pairwise(EDGES), (EDGES[-1], float("inf"))]
    return charts.bar_rows(
        [charts.BarRow(_span(low, high), counted.exceedance(low) - counted.exceedance(high)) for low, high in ends],
        title=title,
        say=share_words,
        headers=(_("Last stated by first stated"), _("Share")),
    )


def _span(low: float, high: float) -> str:
    if low == 0:
        return _("up to %(high)s of the estimate") % {"high": share_words(high)}
    if high == float("inf"):
        return _("more than %(low)s") % {"low": share_words(low)}
    return _("%(low)s to %(high)s") % {"low": share_words(low), "high": share_words(high)}
