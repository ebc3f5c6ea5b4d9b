"""Addresses of the ledger, postings and months."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
