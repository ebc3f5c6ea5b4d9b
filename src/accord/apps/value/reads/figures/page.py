"""The figures of a version: what it may come to, how likely a loss is, when it pays back, what matters most."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from accord.apps.initiatives.sockets import Expected, track_records
from accord.apps.ui.rules import NotFound, Viewer
from accord.apps.ui.templatetags.formats import money_words
from accord.apps.value import permissions
from accord.apps.value.models import Case, CaseVersion
from accord.apps.value.reads.figures.inputs import Inputs, inputs_of
from accord.apps.value.reads.figures.values import ClassCheck, check_of, first_estimate, values_of
from accord.apps.value.rules.flows import Range
from accord.apps.value.rules.plans import LineWorth, MonthFlow, line_worths, month_flows
from accord.science.value import (
    ADOPTION,
    RATIO,
    SHIFT,
    Part,
    Roots,
    Swing,
    ValueDistribution,
    discounted_payback,
    draw,
    irr,
    likely_value,
    mirr,
    monthly,
    parts,
    value_at_share,
    value_of_knowing,
    what_matters,
    yearly,
)

SHARES = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
MOST_SWINGS = 8
SURE = 2.0  # standard errors on either side: nearer to the limit one cannot tell


@dataclass(frozen=True)
class Likely:
    """What a version comes to if everything is as likely as written; rates are yearly, times in months."""

    value: Decimal
    flows: tuple[MonthFlow, ...]
    lines: tuple[LineWorth, ...]
    returns: Roots
    modified: float | None
    payback: float | None


@dataclass(frozen=True)
class Outcomes:
    """What a version may come to, with its picture, what matters most and what knowing beforehand is worth."""

    values: ValueDistribution
    quantiles: tuple[tuple[float, float], ...]
    parts: tuple[Part, ...]
    swings: tuple[Swing, ...]
    middle: float
    knowing: float


@dataclass(frozen=True)
class FiguresPage:
    """Everything the figures of a version show; ``likely`` and ``outcomes`` are None where nothing can be computed."""

    inputs: Inputs
    numbers: tuple[int, ...]  # of the versions there are
    likely: Likely | None
    outcomes: Outcomes | None
    check: ClassCheck
    expected: Expected | None
    can_write: bool

    @property
    def version(self) -> CaseVersion:
        """Give the version."""
        return self.inputs.version

    @property
    def currency(self) -> str:
        """Give the currency of all amounts."""
        return self.version.currency

    @property
    def is_point(self) -> bool:
        """Tell whether there is one number and no forecast."""
        return self.inputs.plan is not None and self.inputs.plan.is_point

    @property
    def nothing(self) -> Range | None:
        """Give what a year of doing nothing costs, if somebody said so."""
        one = self.version
        if one.nothing_likely is None:
            return None
        return Range(
            one.nothing_likely if one.nothing_low is None else one.nothing_low,
            one.nothing_likely,
            one.nothing_likely if one.nothing_high is None else one.nothing_high,
        )

    @property
    def risk_verdict(self) -> str:
        """Say whether the chance of a loss is within what finance will bear; unclear where draws cannot tell."""
        limit = self.inputs.case.risk_share
        if limit is None or self.outcomes is None:
            return ""
        found = self.outcomes.values
        error = SURE * found.standard_errors.loss_share
        if found.loss_share + error <= float(limit):
            return "good"
        return "bad" if found.loss_share - error > float(limit) else "unclear"

    @property
    def headline(self) -> str:
        """Say in one sentence what it may come to."""
        return headline(self)


def figures_page(*, viewer: Viewer, initiative_id: int, as_of: date, number: int | None = None) -> FiguresPage | None:
    """Give the figures of a version (without a number: of the latest); None while there is no case.

    Raises NotFound for an initiative the viewer may not see, or a version that is not there.
    """
    initiative = permissions.find(viewer, initiative_id)
    case = Case.objects.filter(initiative=initiative).first()
    if case is None:
        return None
    versions = list(CaseVersion.objects.filter(case=case).select_related("case__initiative").order_by("number"))
    version = versions[-1] if number is None else next((one for one in versions if one.number == number), None)
    if version is None:
        raise NotFound(_("There is no such version of this case."))
    inputs = inputs_of(version=version, viewer=viewer)
    return FiguresPage(
        inputs=inputs,
        numbers=tuple(one.number for one in versions),
        likely=likely_of(inputs=inputs) if inputs.plan else None,
        outcomes=outcomes_of(inputs=inputs),
        check=check_of(inputs=inputs, first_estimate=first_estimate(version=version)),
        expected=_expected(viewer, initiative_id, as_of),
        can_write=permissions.can_write(viewer, initiative),
    )


def _expected(viewer: Viewer, initiative_id: int, as_of: date) -> Expected | None:
    """Ask who knows what the sides expect, once it is revealed."""
    found: list[Expected] = [
        record.read(viewer=viewer, initiative_id=initiative_id, as_of=as_of) for record in track_records
    ]
    return next((one for one in found if one.ranges or one.held), None)


# no viewer: the caller has gathered the inputs as its viewer
def likely_of(*, inputs: Inputs) -> Likely:
    """Work out the figures of the likely amounts: month by month, to the cent."""
    flows = month_flows(inputs.lines, inputs.terms)
    lines = line_worths(inputs.lines, inputs.terms)
    net = [float(one.net) for one in flows]
    rate = monthly(float(inputs.terms.discount_share))
    found = irr(net)
    modified = mirr(net, rate, rate)
    return Likely(
        value=flows[-1].so_far,
        flows=flows,
        lines=lines,
        returns=Roots(tuple(yearly(one) for one in found.values), found.reason),
        modified=None if modified is None else yearly(modified),
        payback=discounted_payback(rate, net),
    )


# no viewer: the caller has gathered the inputs as its viewer
def outcomes_of(*, inputs: Inputs) -> Outcomes | None:
    """Work out what a plan may come to; None where there is no plan."""
    plan = inputs.plan
    values = values_of(inputs=[inputs])[0]
    if plan is None or values is None:
        return None
    if plan.is_point:
        return Outcomes(values, (), (), (), values.p50, 0.0)
    drawn = draw(plan, inputs.digest).values
    swings = what_matters(plan, inputs.digest)
    return Outcomes(
        values=values,
        quantiles=tuple((share, value_at_share(drawn, share)) for share in SHARES),
        parts=parts(drawn),
        swings=swings,
        middle=likely_value(plan),
        knowing=value_of_knowing(drawn),
    )


# --- in words -------------------------------------------------------------------------------------------------------


def headline(page: FiguresPage) -> str:
    """Say in one sentence what a version may come to."""
    inputs = page.inputs
    if inputs.uncounted:
        first = inputs.uncounted[0]
        return _("No figure yet: “%(line)s” is in %(from)s, and there is no rate to %(to)s.") % {
            "line": first.title, "from": first.currency, "to": page.currency,
        }  # fmt: skip
    if page.outcomes is None:
        return _("No figure yet: the case has no lines of cost and benefit.")
    values = page.outcomes.values
    words = {"value": money_words(values.p50, page.currency), "losing": losing(values.loss_share)}
    if page.is_point:
        return _("Without ranges this is one number, not a forecast: %(value)s.") % words
    return _("Half of the outcomes lie above %(value)s; %(losing)s.") % words


def losing(share: float) -> str:
    """Say how many outcomes lose money, as people do."""
    sayings = (
        (0.0, _("hardly any loses money")),
        (0.02, _("about one in fifty loses money")),
        (0.05, _("about one in twenty loses money")),
        (0.1, _("about one in ten loses money")),
        (0.2, _("about one in five loses money")),
        (0.25, _("about one in four loses money")),
        (0.333, _("about one in three loses money")),
        (0.4, _("about two in five lose money")),
        (0.5, _("about half lose money")),
        (0.6, _("about three in five lose money")),
        (0.667, _("about two in three lose money")),
        (0.75, _("about three in four lose money")),
        (0.8, _("about four in five lose money")),
        (0.9, _("about nine in ten lose money")),
        (1.0, _("nearly all lose money")),
    )
    return min(sayings, key=lambda saying: abs(saying[0] - share))[1]


# no viewer: words of a swing the caller may see
def swing_label(*, swing: Swing) -> str:
    """Name an input: the title of a line, or what moves all costs or all benefits."""
    if swing.line is not None:
        return swing.name
    return {
        RATIO: _("Costs against their estimate"),
        ADOPTION: _("Share who take it up"),
        SHIFT: _("Months it starts late"),
    }[swing.name]
