"""The tabs above the pages that look at all expectations at once."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _


def tabs(here: str) -> list[dict[str, Any]]:
    """List the tabs; ``here`` is the name of the page one is on."""
    places = [
        ("expectations", "", _("Initiatives")),
        ("goals", "?about=goals", _("Goals")),
        ("dividing", "", _("What divides us")),
        ("judged", "", _("Judged later")),
        ("outcomes", "", _("Outcomes")),
    ]
    return [
        {
            "label": label,
            "url": reverse(f"expectations:{'expectations' if name == 'goals' else name}") + query,
            "active": name == here,
        }
        for name, query, label in places
    ]
