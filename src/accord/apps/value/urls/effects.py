"""Addresses of series, claims and studies."""

from __future__ import annotations

from accord.apps.ui.permissions import route
from accord.apps.value.pages.effects import bringing, claims, series, studies
from accord.apps.value.permissions import FINANCE, SEE, WRITE

ONE = "series/<int:series_id>/"
EFFECTS = "initiatives/<int:initiative_id>/effects/"
CLAIM = f"{EFFECTS}claims/<int:claim_id>/"
STUDY = f"{EFFECTS}studies/<int:study_id>/"

urlpatterns = [
    route("series/", series.series, name="series", action=SEE),
    route("series/new/", series.add_series, name="add_series", action=WRITE),
    route("series/several/", bringing.several_series, name="several_series", action=WRITE),
    route(ONE, series.one_series, name="one_series", action=SEE),
    route(f"{ONE}edit/", series.edit_series, name="edit_series", action=WRITE),
    route(f"{ONE}values/", series.points, name="points", action=WRITE),
    route(f"{ONE}removal/", series.series_removal, name="series_removal", action=WRITE),
    route(f"{ONE}restoration/", series.series_restoration, name="series_restoration", action=WRITE),
    route(EFFECTS, claims.effects, name="effects", action=SEE),
    route(f"{EFFECTS}new/", claims.make_claim, name="make_claim", action=WRITE),
    route(f"{CLAIM}edit/", claims.edit_claim, name="edit_claim", action=WRITE),
    route(f"{CLAIM}comparisons/", claims.comparisons, name="comparisons", action=WRITE),
    route(f"{CLAIM}removal/", claims.claim_removal, name="claim_removal", action=WRITE),
    route(f"{CLAIM}restoration/", claims.claim_restoration, name="claim_restoration", action=WRITE),
    route(f"{CLAIM}study/", claims.studying, name="studying", action=WRITE),
    route(f"{CLAIM}credit/", claims.credit, name="credit", action=FINANCE),
    route(f"{CLAIM}credit/withdrawal/", claims.credit_withdrawal, name="credit_withdrawal", action=FINANCE),
    route(f"{EFFECTS}outcome/", claims.outcome, name="outcome", action=FINANCE),
    route(STUDY, studies.study, name="study", action=SEE),
    route(f"{STUDY}<str:method>/", studies.study_rows, name="study_rows", action=SEE),
    route("double/", studies.double, name="double", action=SEE),
]
