"""Every address of Accord: each app's urls under its own name, the API under /api/v1/."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from accord.apps.people.urls import sign_in
from accord.apps.ui.permissions import PUBLIC, route
from accord.site.api import api
from accord.site.health import health

# app → where its pages live; the order is the order of the street
PLACES = {
    "ui": "",
    "trail": "trail/",
    "jobs": "jobs/",
    "people": "",
    "notices": "notices/",
    "search": "search/",
    "batches": "import/",
    "goals": "goals/",
    "initiatives": "initiatives/",
    "guardrails": "guardrails/",
    "promises": "promises/",
    "expectations": "expectations/",
    "value": "value/",
    "decisions": "decisions/",
    "voice": "questions/",
    "check_ins": "check-ins/",
    "meetings": "meetings/",
    "readings": "practices/",
    "gaps": "",
    "turn": "",
}


def _pages(app: str, place: str) -> list[URLPattern | URLResolver]:
    name = f"accord.apps.{app}"
    if not find_spec(name) or not find_spec(f"{name}.urls"):
        return []
    return [path(place, include((import_module(f"{name}.urls").urlpatterns, app)))]


urlpatterns: list[URLPattern | URLResolver] = [
    route("health/", health, name="health", action=PUBLIC),
    path("api/v1/", api.urls),
    path("account/", include(sign_in)),
    *(page for app, place in PLACES.items() for page in _pages(app, place)),
]
