"""Addresses of series, claims and studies."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
