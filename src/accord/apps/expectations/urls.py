"""Addresses of expectations; a change of state is a thing."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "expectations"

urlpatterns: list[URLPattern] = []
