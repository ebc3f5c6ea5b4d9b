"""The JSON API: the same reads and writes as the pages, published as OpenAPI."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from ninja import NinjaAPI

ROUTERS = (
    "people",
    "goals",
    "initiatives",
    "guardrails",
    "promises",
    "meetings",
    "readings",
    "gaps",
    "trail",
    "batches",
)

api = NinjaAPI(title="Accord", version="1", docs_url=None, urls_namespace="api")

for app in ROUTERS:
    if find_spec(f"accord.apps.{app}") and find_spec(f"accord.apps.{app}.api"):
        api.add_router("", import_module(f"accord.apps.{app}.api").router)
