"""Where somebody answers from: signed in, or through a personal link; the same form either way, nothing kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from accord.apps.expectations import permissions
from accord.apps.expectations.models import Asked
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.rules import Viewer


@dataclass(frozen=True)
class Place:
    """One asked person at their form: who answers, in which frame the page stands, where its parts are."""

    asked: Asked
    by: Viewer
    layout: str
    address: Callable[[str], str]
    is_link: bool = False


def own_place(request: HttpRequest, round_id: int) -> Place:
    """Give the place of a signed-in person. Raises NotFound where they are not asked."""
    viewer = viewer_of(request)
    asked = permissions.find_asked(viewer, round_id)
    return Place(asked, viewer, "ui/base.html", lambda name: reverse(f"expectations:{name}", args=[round_id]))


def link_place(asked: Asked, token: str) -> Place:
    """Give the place that a personal link opens after its code."""
    return Place(
        asked, asked.person, "expectations/link/frame.html",
        lambda name: reverse(f"expectations:link_{name}", args=[token]), is_link=True,
    )  # fmt: skip
