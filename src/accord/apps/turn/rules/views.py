"""Saved views: what may be saved of an address."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

MOST_NAME = 80
MOST_QUERY = 2_000
MOST_VIEWS = 200  # of one person
PASSING = frozenset({"page", "format", "tick"})  # what belongs to a moment, not to a view


def kept_query(query: str) -> str:
    """Keep what narrows and orders a list: no page, no file format."""
    pairs = parse_qsl(query.lstrip("?"), keep_blank_values=False)
    return urlencode([(name, value) for name, value in pairs if name not in PASSING])


def is_place(place: str) -> bool:
    """Tell whether an address could be one of this site's lists: a path alone, with no host and no way up."""
    return place.startswith("/") and not place.startswith(("//", "/\\")) and not set("?#\\\n\r") & set(place)
