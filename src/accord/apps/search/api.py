"""Search as JSON: the same read as the page."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from accord.apps.search import reads
from accord.apps.search.permissions import SEARCH
from accord.apps.search.rules import MOST_ASKED
from accord.apps.ui.api import PROBLEMS, text
from accord.apps.ui.permissions import door, viewer_of

router = Router(tags=["search"])

MOST_HITS = 100


class SearchIn(Schema):
    """What to look for: words, kinds of record (none: all), and where to begin."""

    q: Annotated[str, text(MOST_ASKED)]
    kind: Annotated[list[Annotated[str, text(60)]], Field(max_length=20)] = []
    start: Annotated[int, Field(ge=0, le=500)] = 0
    limit: Annotated[int, Field(ge=1, le=MOST_HITS)] = 20


class HitOut(Schema):
    """A record that was found; ``excerpt`` is the place where the words stand."""

    kind: str
    id: int
    label: str
    title: str
    url: str
    day: date | None
    excerpt: str


class FacetOut(Schema):
    """A kind of record among what was found; ``count`` is null where there is too much to count."""

    kind: str
    label: str
    count: int | None


class FoundOut(Schema):
    """What was found. ``total`` counts what you may see; ``has_more``: there is more than that.

    ``meant`` is what was asked with one word changed, where nothing was found as asked.
    """

    items: list[HitOut]
    total: int
    has_more: bool
    kinds: list[FacetOut]
    meant: str


@router.get("search", response={200: FoundOut, **PROBLEMS}, summary="Find records by their words")
@door(SEARCH)
def search(request: HttpRequest, asked: Query[SearchIn]) -> Any:
    """Find what holds all the words, titles first, then the newest; a word in quotes exactly as it stands."""
    found = reads.found(viewer=viewer_of(request), words=asked.q, kinds=asked.kind, start=asked.start, most=asked.limit)
    return {
        "items": [
            {"kind": hit.ref.kind, "id": hit.ref.id, "label": hit.label, "title": hit.plain_title, "url": hit.url,
             "day": hit.day, "excerpt": hit.plain_excerpt}
            for hit in found.hits
        ],
        "total": found.total,
        "has_more": found.has_more,
        "kinds": [{"kind": one.kind, "label": one.label, "count": one.count} for one in found.facets],
        "meant": found.meant,
    }  # fmt: skip
