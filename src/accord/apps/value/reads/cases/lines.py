"""The lines of a version, and what they add up to by calendar year: low, likely, high, exact to the cent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accord.apps.initiatives.rules import Flow
from accord.apps.value.models import CaseVersion, Line
from accord.apps.value.rules import Rhythm
from accord.apps.value.rules.flows import Range, by_year, last_month, months_of
from accord.apps.value.rules.words import BENEFIT_LABELS, COST_LABELS, RHYTHM_LABELS


@dataclass(frozen=True)
class CaseLine:
    """A line with what it comes to in each year; ``each`` is one occurrence."""

    id: int
    key: str
    flow: str
    kind: str
    title: str
    rhythm: str
    from_month: date
    to_month: date | None
    each: Range
    currency: str
    note: str
    version: int
    years: tuple[Range, ...]
    total: Range

    @property
    def kind_label(self) -> str:
        """Name its kind."""
        return _((COST_LABELS | BENEFIT_LABELS).get(self.kind, self.kind))

    @property
    def when(self) -> str:
        """Say when it comes: "Every month, Sep 2026 to the end"."""
        first = date_format(self.from_month, "M Y")
        if self.rhythm == Rhythm.ONCE:
            return _("Once, %(month)s") % {"month": first}
        last = date_format(self.to_month, "M Y") if self.to_month else _("the end")
        return _("%(rhythm)s, %(first)s to %(last)s") % {
            "rhythm": _(RHYTHM_LABELS[self.rhythm]), "first": first, "last": last,
        }  # fmt: skip


@dataclass(frozen=True)
class Sum:
    """What costs, benefits or both come to in one currency, by year and in all."""

    label: str
    flow: str  # cost, benefit or net
    currency: str
    years: tuple[Range, ...]
    total: Range


@dataclass(frozen=True)
class CaseTable:
    """The lines of a version by flow, with their years and sums; amounts of several currencies stay apart."""

    years: tuple[int, ...]
    costs: tuple[CaseLine, ...]
    benefits: tuple[CaseLine, ...]
    sums: tuple[Sum, ...]

    @property
    def lines(self) -> tuple[CaseLine, ...]:
        """Give all lines, costs first."""
        return self.costs + self.benefits

    @property
    def currencies(self) -> tuple[str, ...]:
        """List the currencies it counts in."""
        return tuple(dict.fromkeys(one.currency for one in self.sums))

    @property
    def columns(self) -> int:
        """Count the columns of the table: title, years, total."""
        return len(self.years) + 2

    def sums_of(self, flow: str) -> tuple[Sum, ...]:
        """Give the sums of costs, of benefits or of both."""
        return tuple(one for one in self.sums if one.flow == flow)

    @property
    def cost_sums(self) -> tuple[Sum, ...]:
        """Give the sums of costs."""
        return self.sums_of(Flow.COST)

    @property
    def benefit_sums(self) -> tuple[Sum, ...]:
        """Give the sums of benefits."""
        return self.sums_of(Flow.BENEFIT)

    @property
    def net_sums(self) -> tuple[Sum, ...]:
        """Give benefits less costs."""
        return self.sums_of("net")


# no viewer: the caller has found the version as its viewer
def case_table(*, version: CaseVersion) -> CaseTable:
    """Give the lines of a version with their years and sums (one query)."""
    return table_of(version, list(Line.objects.filter(of=version.pk).order_by("flow", "position", "pk")))


# no viewer: the caller has found the version as its viewer
def table_of(version: CaseVersion, records: Sequence[Line]) -> CaseTable:
    """Give the table of lines that are loaded already."""
    last = last_month(version.start_month, version.horizon_months)
    years = tuple(range(version.start_month.year, last.year + 1))
    lines = [_line(one, years, last) for one in records]
    costs = tuple(one for one in lines if one.flow == Flow.COST)
    benefits = tuple(one for one in lines if one.flow == Flow.BENEFIT)
    sums = [*_sums(_("Costs"), Flow.COST, costs, years), *_sums(_("Benefits"), Flow.BENEFIT, benefits, years)]
    return CaseTable(years, costs, benefits, (*sums, *_nets(sums)))


def _line(one: Line, years: Sequence[int], last: date) -> CaseLine:
    each = Range(one.low, one.likely, one.high)
    found = by_year(months_of(one.rhythm, one.from_month, one.to_month, last=last), each)
    return CaseLine(
        id=one.pk, key=one.key, flow=one.flow, kind=one.kind, title=one.title, rhythm=one.rhythm,
        from_month=one.from_month, to_month=one.to_month, each=each, currency=one.currency, note=one.note,
        version=one.version, years=tuple(found.get(year, Range()) for year in years),
        total=_total(found.values()),
    )  # fmt: skip


def _total(ranges: Iterable[Range]) -> Range:
    return sum(ranges, Range())


def _sums(label: str, flow: str, lines: Sequence[CaseLine], years: Sequence[int]) -> list[Sum]:
    found = []
    for currency in dict.fromkeys(line.currency for line in lines):
        own = [line for line in lines if line.currency == currency]
        each = tuple(_total(line.years[place] for line in own) for place in range(len(years)))
        found.append(Sum(label, flow, currency, each, _total(line.total for line in own)))
    return found


def _nets(sums: Sequence[Sum]) -> list[Sum]:
    """Take costs from benefits where both are in one currency."""
    costs = {one.currency: one for one in sums if one.flow == Flow.COST}
    return [
        Sum(
            _("Benefits less costs"),
            "net",
            one.currency,
            tuple(a.less(b) for a, b in zip(one.years, costs[one.currency].years, strict=True)),
            one.total.less(costs[one.currency].total),
        )
        for one in sums
        if one.flow == Flow.BENEFIT and one.currency in costs
    ]
