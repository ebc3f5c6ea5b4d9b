"""The results page, and the list inside the palette."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.search import reads
from accord.apps.search.reads.words import glossary
from accord.apps.search.rules import MOST_ASKED
from accord.apps.search.sockets import source
from accord.apps.ui.lists import FORMATS, FileLink
from accord.apps.ui.pages import file_asked, list_file
from accord.apps.ui.permissions import viewer_of

PAGE = 20
MOST_IN_A_FILE = 500


@dataclass(frozen=True)
class Asked:
    """What stands in the address: words, kinds of record, page."""

    words: str
    kinds: tuple[str, ...]
    number: int

    @classmethod
    def read(cls, request: HttpRequest) -> Asked:
        """Read it; what makes no sense is left out."""
        words = request.GET.get("q", "").replace("\x00", "").strip()[:MOST_ASKED]
        kinds = tuple(kind for kind in dict.fromkeys(request.GET.getlist("kind")) if source(kind))
        number = request.GET.get("page", "")
        return cls(
            words, kinds, max(1, int(number)) if number.isascii() and number.isdigit() and len(number) < 4 else 1
        )

    def url(self, **changed: Any) -> str:
        """Give the address with one thing changed."""
        given = {"q": self.words, "kind": list(self.kinds), **changed}
        return "?" + urlencode({name: value for name, value in given.items() if value}, doseq=True)

    @property
    def files(self) -> tuple[FileLink, ...]:
        """Give the addresses of what is found as a file."""
        return tuple(FileLink(label, says, self.url(format=code)) for code, (label, says) in FORMATS.items())


def results(request: HttpRequest) -> HttpResponseBase:
    """Show what is found, as a page or as a file."""
    asked = Asked.read(request)
    if file_asked(request):
        return list_file(request, _cells(request, asked), _headers(), "search")
    start = (asked.number - 1) * PAGE
    found = reads.found(viewer=viewer_of(request), words=asked.words, kinds=asked.kinds, start=start, most=PAGE)
    more = start + PAGE < found.total
    words = {
        "asked": asked,
        "found": found,
        "tabs": _tabs(asked, found),
        "meant_url": asked.url(q=found.meant, kind=[]) if found.meant else "",
        "first": start + 1,
        "last": start + len(found.hits),
        "previous_url": asked.url(page=asked.number - 1) if asked.number > 1 else "",
        "next_url": asked.url(page=asked.number + 1) if more else "",
    }
    return render(request, "search/results.html", words)


def _tabs(asked: Asked, found: reads.Found) -> list[dict[str, Any]]:
    """Offer the kinds among what was found; one that was chosen stays, so that it can be left."""
    counted = None if None in {facet.count for facet in found.facets} else sum(one.count or 0 for one in found.facets)
    everything = {"label": _("Everything"), "count": counted, "url": asked.url(kind=[]), "active": not asked.kinds}
    tabs = [
        {
            "label": facet.label,
            "count": facet.count,
            "url": asked.url(kind=[facet.kind]),
            "active": facet.kind in asked.kinds,
        }
        for facet in found.facets
    ]
    chosen = set(asked.kinds) - {facet.kind for facet in found.facets}
    gone = [one for one in map(source, sorted(chosen)) if one]
    tabs += [{"label": str(one.label), "count": 0, "url": asked.url(), "active": True} for one in gone]
    return [everything, *tabs] if tabs else []


def _headers() -> list[str]:
    return [_("Kind"), _("Title"), _("Day"), _("Where the words stand"), _("Address")]


def _cells(request: HttpRequest, asked: Asked) -> Iterator[tuple[Any, ...]]:
    found = reads.found(viewer=viewer_of(request), words=asked.words, kinds=asked.kinds, most=MOST_IN_A_FILE)
    for hit in found.hits:
        yield hit.label, hit.plain_title, hit.day, hit.plain_excerpt, request.build_absolute_uri(hit.url)


def words(request: HttpRequest) -> HttpResponse:
    """Show what Accord calls things."""
    return render(request, "search/words.html", {"words": glossary()})


def palette(request: HttpRequest) -> HttpResponse:
    """Give the options of the palette for what is typed."""
    typed = request.GET.get("q", "").replace("\x00", "").strip()[:MOST_ASKED]
    groups = reads.palette(viewer=viewer_of(request), words=typed, today=timezone.localdate())
    count = sum(len(group.options) for group in groups)
    return render(request, "search/palette.html", {"groups": groups, "words": typed, "count": count})
