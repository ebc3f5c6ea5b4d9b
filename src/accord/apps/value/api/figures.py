"""The figures of a case as JSON: the same reads as the pages."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from accord.apps.ui.api import PROBLEMS, Id
from accord.apps.ui.permissions import door, viewer_of
from accord.apps.ui.rules import NotFound
from accord.apps.value.permissions import SEE
from accord.apps.value.reads.figures.page import FiguresPage, figures_page, swing_label

router = Router(tags=["value"])
Number = Annotated[int, Field(ge=1, le=10_000)]


class FiguresQuery(Schema):
    """Which version: its number, or the latest."""

    number: Number | None = None


class SwingOut(Schema):
    """What the value would be with one input low and high, and how much of the spread it explains."""

    input: str
    at_low: float
    at_high: float
    share_of_variance: float
    worth_knowing: float


class FiguresOut(Schema):
    """What a version of a case may come to; numbers are null where a line has no rate, or where there are no lines.

    ``likely_amount`` is the present value at likely amounts, to the cent; ``returns`` are all yearly internal rates of
    return, possibly none; ``payback_months`` is discounted, null for never; ``knowing`` is what knowing the outcome
    beforehand would be worth at most; ``risk_share`` the chance of a loss that finance will bear.
    """

    number: int
    state: str
    currency: str
    headline: str
    uncounted: list[str]
    likely_amount: str | None
    returns: list[float]
    modified_return: float | None
    payback_months: float | None
    p10: float | None
    p50: float | None
    p90: float | None
    mean: float | None
    sd: float | None
    loss_share: float | None
    risk_share: float | None
    cvar10: float | None
    knowing: float | None
    method: str
    draws: int
    digest: str
    class_source: str
    class_n: int
    swings: list[SwingOut]


@router.get("/initiatives/{initiative_id}/figures", response={200: FiguresOut, **PROBLEMS})
@door(SEE)
def figures(request: HttpRequest, initiative_id: Id, asked: Query[FiguresQuery]) -> Any:
    """Show what a version of a case may come to: how likely a loss is, when it pays back, what matters most."""
    page = figures_page(
        viewer=viewer_of(request), initiative_id=initiative_id, as_of=timezone.localdate(), number=asked.number
    )
    if page is None:
        raise NotFound(_("This initiative has no case yet."))
    return _values(page)


def _values(page: FiguresPage) -> dict[str, Any]:
    version, inputs, likely, outcomes = page.version, page.inputs, page.likely, page.outcomes
    names = ("p10", "p50", "p90", "mean", "sd", "loss_share", "cvar10")
    risk = inputs.case.risk_share
    return {
        "number": version.number,
        "state": version.state,
        "currency": page.currency,
        "headline": page.headline,
        "uncounted": [one.title for one in inputs.uncounted],
        "likely_amount": str(likely.value) if likely else None,
        "returns": list(likely.returns.values) if likely else [],
        "modified_return": likely.modified if likely else None,
        "payback_months": likely.payback if likely else None,
        **{name: getattr(outcomes.values, name) if outcomes else None for name in names},
        "risk_share": None if risk is None else float(risk),
        "knowing": outcomes.knowing if outcomes else None,
        "method": outcomes.values.method if outcomes else "",
        "draws": outcomes.values.draws if outcomes else 0,
        "digest": inputs.digest,
        "class_source": inputs.found.source if inputs.found.cost else "",
        "class_n": inputs.found.n if inputs.found.cost else 0,
        "swings": [
            {
                "input": swing_label(swing=one),
                "at_low": one.at_low,
                "at_high": one.at_high,
                "share_of_variance": one.share_of_variance,
                "worth_knowing": one.worth,
            }
            for one in (outcomes.swings if outcomes else ())
        ],
    }
