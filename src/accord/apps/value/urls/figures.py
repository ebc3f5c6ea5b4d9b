"""Addresses of the figures of a case and what is behind them."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
