"""The tag by which a list offers to change many of its rows at once."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from accord.apps.ui.lists import Words
from accord.apps.ui.sockets import bulk

register = template.Library()


@dataclass(frozen=True)
class BulkOffer:
    """Where the chosen rows go, what they are called, how many the list finds, and by which query."""

    code: str
    label: Words
    url: str
    total: int
    query: str


@register.simple_tag
def bulk_of(request: HttpRequest, code: str, total: int = 0) -> BulkOffer | None:
    """Offer to change many rows of a list, to whom it is of use: ``{% bulk_of request "goals" page.total as bulk %}``."""
    kind = next((item for item in bulk if item.code == code), None)
    if kind is None or not request.user.is_authenticated or not kind.shown_to(request.user):
        return None
    try:
        url = reverse("turn:choosing", args=[code])
    except NoReverseMatch:
        return None
    return BulkOffer(code, kind.label, url, total, request.META.get("QUERY_STRING", ""))
