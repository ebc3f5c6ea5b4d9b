"""Addresses of the figures of a case and what is behind them."""

from __future__ import annotations

from django.urls import URLPattern

from accord.apps.ui.permissions import route
from accord.apps.value.pages.figures import page as figures
from accord.apps.value.permissions import SEE

FIGURES = "initiatives/<int:initiative_id>/figures/"

urlpatterns: list[URLPattern] = [
    route(FIGURES, figures.figures, name="figures", action=SEE),
    route(f"{FIGURES}<slug:code>/", figures.figure, name="figure", action=SEE),
]
