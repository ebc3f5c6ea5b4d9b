"""Addresses of cases, their versions, signatures and rates."""

from __future__ import annotations

from django.urls import URLPattern

from accord.apps.ui.permissions import route
from accord.apps.value.pages import rates
from accord.apps.value.pages.cases import page as cases
from accord.apps.value.pages.cases import signing as cases_signing
from accord.apps.value.pages.cases import writing as cases_writing
from accord.apps.value.permissions import FINANCE, SEE, SIGN, WRITE

CASE = "initiatives/<int:initiative_id>/case/"
HERE = f"{CASE}<int:number>/"
INVOLVED = "involvements/<int:involvement_id>/"

urlpatterns: list[URLPattern] = [
    route(CASE, cases.case, name="case", action=SEE),
    route(f"{CASE}beginning/", cases.beginning, name="beginning", action=WRITE),
    route(f"{CASE}versions/", cases.renewing, name="renewing", action=WRITE),
    route(f"{CASE}history/", cases.history, name="case_history", action=SEE),
    route(f"{CASE}settings/", cases_writing.settings, name="case_settings", action=WRITE),
    route(f"{CASE}involvement/", cases_writing.involvement, name="involvement", action=WRITE),
    route(HERE, cases.version, name="version", action=SEE),
    route(f"{HERE}comparison/", cases.comparison, name="comparison", action=SEE),
    route(f"{HERE}removal/", cases.discarding, name="discarding", action=WRITE),
    route(f"{HERE}return/", cases.putting_back, name="putting_back", action=WRITE),
    route(f"{HERE}print/", cases.printing, name="printing", action=SEE),
    route(f"{HERE}parts/<str:part>/", cases_writing.part, name="part", action=WRITE),
    route(f"{HERE}lines/", cases_writing.line, name="add_line", action=WRITE),
    route(f"{HERE}lines/<str:key>/", cases_writing.line, name="line", action=WRITE),
    route(f"{HERE}lines/<str:key>/removal/", cases_writing.removing_line, name="removing_line", action=WRITE),
    route(f"{HERE}removed/<int:line_id>/", cases_writing.returning_line, name="returning_line", action=WRITE),
    route(f"{HERE}items/<str:item>/", cases_writing.item, name="item", action=WRITE),
    route(f"{HERE}items/<str:item>/return/", cases_writing.returning_item, name="returning_item", action=WRITE),
    route(f"{HERE}offer/", cases_signing.offering, name="offering", action=WRITE),
    route(f"{HERE}offer/withdrawal/", cases_signing.taking_back, name="taking_back", action=WRITE),
    route(f"{HERE}signature/withdrawal/", cases_signing.withdrawing, name="withdrawing", action=SIGN),
    route(f"{HERE}signatures/<str:side>/", cases_signing.signing, name="signing", action=SIGN),
    route(f"{INVOLVED}removal/", cases_writing.removing_involvement, name="removing_involvement", action=WRITE),
    route(f"{INVOLVED}return/", cases_writing.returning_involvement, name="returning_involvement", action=WRITE),
    route("rates/", rates.rates, name="rates", action=SEE),
    route("rates/new/", rates.add_rate, name="add_rate", action=FINANCE),
    route("rates/<int:rate_id>/removal/", rates.removing_rate, name="removing_rate", action=FINANCE),
    route("rates/<int:rate_id>/return/", rates.returning_rate, name="returning_rate", action=FINANCE),
]
