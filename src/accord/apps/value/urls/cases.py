"""Addresses of cases, their versions, signatures and rates."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
