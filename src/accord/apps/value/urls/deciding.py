"""Addresses of stages, releases, challenges, reviews and budgets."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
