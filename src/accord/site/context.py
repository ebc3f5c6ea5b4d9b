"""What every page knows: navigation, the signed-in person, the theme."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from accord.apps.ui.rules import PLACE_LABELS, Place, Viewer
from accord.apps.ui.sockets import NavigationItem, navigation

THEMES = ("auto", "light", "dark")


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """Give every template its navigation and theme; counts are asked once, and only where they are shown."""
    theme = request.COOKIES.get("theme", "auto")
    return {"navigation": _navigation(request), "theme": theme if theme in THEMES else "auto"}


def _navigation(request: HttpRequest) -> list[dict[str, Any]]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    viewer = cast("Viewer", user)
    order = list(Place)
    shown = (item for item in navigation if item.shown_to(viewer))
    items = sorted(shown, key=lambda item: (order.index(item.group), item.order))
    return [_item(request, item, viewer) for item in items]


def _item(request: HttpRequest, item: NavigationItem, viewer: Viewer) -> dict[str, Any]:
    url, ask = reverse(item.url_name), item.count
    active = request.path == url if url == "/" else request.path.startswith(url)
    count = SimpleLazyObject(lambda: ask(viewer)) if ask else 0
    group = PLACE_LABELS[item.group] and _(PLACE_LABELS[item.group])
    return {"label": str(item.label), "url": url, "icon": item.icon, "active": active, "key": item.key, "count": count,
            "group": group}  # fmt: skip
