"""Series, claims, studies and credits as JSON."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Status

from accord.apps.ui.api import (
    PROBLEMS,
    Id,
    Listing,
    Page,
)
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.permissions import door, viewer_of
from accord.apps.value import permissions, writes
from accord.apps.value.api.effects_schemas import (
    EffectClaimChange,
    EffectClaimIn,
    EffectClaimOut,
    EffectComparisonsIn,
    EffectCreditIn,
    EffectDoubleOut,
    EffectReasonIn,
    EffectSeriesChange,
    EffectSeriesIn,
    EffectSeriesOut,
    EffectSeriesQuery,
    EffectWholeSeriesOut,
)
from accord.apps.value.models import Claim
from accord.apps.value.reads.effects import claims
from accord.apps.value.reads.effects import double as doubles
from accord.apps.value.reads.effects import series as series_reads
from accord.apps.value.reads.effects.claims import ClaimView

router = Router(tags=["value"])


def _series(line: series_reads.SeriesLine) -> dict[str, Any]:
    names = ("id", "title", "unit", "source", "is_measure", "goal", "first_on", "last_on", "last", "is_count",
             "is_removed", "version")  # fmt: skip
    return {**{name: getattr(line, name) for name in names}, "values": line.n}


def _whole(request: HttpRequest, series_id: int) -> dict[str, Any]:
    line = series_reads.series_page(viewer=viewer_of(request), series_id=series_id).line
    return {**_series(line), "points": [{"date": day, "value": value} for day, value in line.points]}


def _claim(view: ClaimView) -> dict[str, Any]:
    own = ("series_id", "from_date", "announced_date", "direction", "promised_change", "unit_amount", "currency",
           "rhythm", "why_then", "other_events", "is_by_lot", "version")  # fmt: skip
    said = ("id", "initiative_id", "title", "unit", "compared", "study", "credit", "share", "full", "credited",
            "promised", "is_due")  # fmt: skip
    return {
        **{name: getattr(view.claim, name) for name in own},
        **{name: getattr(view, name) for name in said},
        "is_removed": view.claim.removed_at is not None,
    }


def _shown(request: HttpRequest, claim: Claim) -> dict[str, Any]:
    return _claim(claims.claim_view(viewer=viewer_of(request), claim_id=claim.pk, as_of=timezone.localdate()))


@router.get("/series", response={200: Listing[EffectSeriesOut], **PROBLEMS})
@door(permissions.SEE)
def series(request: HttpRequest, page: Query[EffectSeriesQuery]) -> Any:
    """List the series the viewer may see."""
    chosen = {"kind": (page.kind,)} if page.kind else {}
    spec = series_reads.series_spec()
    query = ListQuery(spec=spec, search=page.q.strip(), chosen=chosen, sort=spec.default_sort)
    rows, count = series_reads.series_slice(
        viewer=viewer_of(request), query=query, offset=page.offset, limit=page.limit
    )
    return {"items": [_series(line) for line in rows], "count": count}


@router.post("/series", response={201: EffectWholeSeriesOut, **PROBLEMS})
@door(permissions.WRITE)
def add_series(request: HttpRequest, data: EffectSeriesIn) -> Any:
    """Keep a series for comparing, with its values if they are at hand."""
    made = writes.add_series(
        title=data.title, unit=data.unit, source=data.source, points=[(one.date, one.value) for one in data.points],
        is_count=data.is_count, out_of_id=data.out_of_id, by=viewer_of(request), at=timezone.now(),
    )  # fmt: skip
    return Status(201, _whole(request, made.pk))


@router.get("/series/{series_id}", response={200: EffectWholeSeriesOut, **PROBLEMS})
@door(permissions.SEE)
def one_series(request: HttpRequest, series_id: Id) -> Any:
    """Show one series with all its values."""
    return _whole(request, series_id)


@router.patch("/series/{series_id}", response={200: EffectWholeSeriesOut, **PROBLEMS})
@door(permissions.WRITE)
def edit_series(request: HttpRequest, series_id: Id, data: EffectSeriesChange) -> Any:
    """Change what a series is called, or its values."""
    viewer, now = viewer_of(request), timezone.now()
    names = ("title", "unit", "source", "is_count", "out_of_id")
    values = {name: getattr(data, name) for name in names if getattr(data, name) is not None}
    if "out_of_id" in data.model_fields_set:
        values["out_of_id"] = data.out_of_id
    seen = writes.edit_series(series_id=series_id, values=values, seen_version=data.version, by=viewer, at=now).version
    if data.points is not None:
        points = [(one.date, one.value) for one in data.points]
        writes.set_points(series_id=series_id, points=points, seen_version=seen, by=viewer, at=now)
    return _whole(request, series_id)


@router.delete("/series/{series_id}", response={200: EffectWholeSeriesOut, **PROBLEMS})
@door(permissions.WRITE)
def remove_series(request: HttpRequest, series_id: Id) -> Any:
    """Remove a series nothing is claimed of."""
    writes.remove_series(series_id=series_id, by=viewer_of(request), at=timezone.now())
    return _whole(request, series_id)


@router.get("/initiatives/{initiative_id}/claims", response={200: list[EffectClaimOut], **PROBLEMS})
@door(permissions.SEE)
def initiative_claims(request: HttpRequest, initiative_id: Id) -> Any:
    """List what an initiative is said to have moved."""
    page = claims.effects_page(viewer=viewer_of(request), initiative_id=initiative_id, as_of=timezone.localdate())
    return [_claim(one) for one in page.claims]


@router.post("/initiatives/{initiative_id}/claims", response={201: EffectClaimOut, **PROBLEMS})
@door(permissions.WRITE)
def make_claim(request: HttpRequest, initiative_id: Id, data: EffectClaimIn) -> Any:
    """Write down that an initiative moves a series or a goal's measure."""
    values = data.model_dump(exclude={"series_id", "measure_id"}) | {"currency": data.currency or ""}
    made = writes.make_claim(
        initiative_id=initiative_id, series_id=data.series_id, measure_id=data.measure_id, values=values,
        by=viewer_of(request), at=timezone.now(),
    )  # fmt: skip
    return Status(201, _shown(request, made))


@router.patch("/claims/{claim_id}", response={200: EffectClaimOut, **PROBLEMS})
@door(permissions.WRITE)
def edit_claim(request: HttpRequest, claim_id: Id, data: EffectClaimChange) -> Any:
    """Change what is claimed; the series stays."""
    can_be_none = {"announced_date", "promised_change", "unit_amount"}
    given = {name: getattr(data, name) for name in data.model_fields_set - {"version"}}
    values = {name: value for name, value in given.items() if value is not None or name in can_be_none}
    made = writes.edit_claim(
        claim_id=claim_id, values=values, seen_version=data.version, by=viewer_of(request), at=timezone.now()
    )
    return _shown(request, made)


@router.delete("/claims/{claim_id}", response={200: EffectClaimOut, **PROBLEMS})
@door(permissions.WRITE)
def remove_claim(request: HttpRequest, claim_id: Id) -> Any:
    """Take a claim back."""
    return _shown(request, writes.remove_claim(claim_id=claim_id, by=viewer_of(request), at=timezone.now()))


@router.put("/claims/{claim_id}/comparisons", response={200: EffectClaimOut, **PROBLEMS})
@door(permissions.WRITE)
def compare(request: HttpRequest, claim_id: Id, data: EffectComparisonsIn) -> Any:
    """Say what a claim is judged against."""
    made = writes.compare(
        claim_id=claim_id, roles={one.series_id: one.role for one in data.series}, why=data.why,
        seen_version=data.version, by=viewer_of(request), at=timezone.now(),
    )  # fmt: skip
    return _shown(request, made)


@router.post("/claims/{claim_id}/studies", response={201: EffectClaimOut, **PROBLEMS})
@door(permissions.WRITE)
def make_study(request: HttpRequest, claim_id: Id) -> Any:
    """Study what a claim caused, and wait for it."""
    made = writes.make_study(claim_id=claim_id, by=viewer_of(request), at=timezone.now())
    return Status(201, _shown(request, made.claim))


@router.put("/claims/{claim_id}/credit", response={200: EffectClaimOut, **PROBLEMS})
@door(permissions.FINANCE)
def credit(request: HttpRequest, claim_id: Id, data: EffectCreditIn) -> Any:
    """Sign which share of the newest study is credited; a share has at most three decimals."""
    made = writes.credit(
        claim_id=claim_id, study_id=data.study_id, share=Decimal(repr(float(data.share))), reason=data.reason,
        by=viewer_of(request), at=timezone.now(),
    )  # fmt: skip
    return _shown(request, made.claim)


@router.delete("/claims/{claim_id}/credit", response={200: EffectClaimOut, **PROBLEMS})
@door(permissions.FINANCE)
def withdraw_credit(request: HttpRequest, claim_id: Id, data: EffectReasonIn) -> Any:
    """Withdraw what was signed; from then on the share of the grade counts."""
    gone = writes.withdraw_credit(claim_id=claim_id, reason=data.reason, by=viewer_of(request), at=timezone.now())
    return _shown(request, gone.claim)


@router.get("/double-counts", response={200: Listing[EffectDoubleOut], **PROBLEMS})
@door(permissions.SEE)
def double_counts(request: HttpRequest, page: Query[Page]) -> Any:
    """List the measures that two or more initiatives claim, the worst first."""
    lines = doubles.all_double_lines(
        viewer=viewer_of(request), query=ListQuery(doubles.double_spec()), as_of=timezone.localdate()
    )
    return {"items": lines[page.offset : page.offset + page.limit], "count": len(lines)}
