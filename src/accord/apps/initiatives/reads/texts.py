"""Initiatives as they are found by their words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.utils import timezone

from accord.apps.initiatives.models import Initiative, Link, Milestone
from accord.apps.search.sockets import Text, pieces


# no viewer: the index; whoever searches is asked for at the search
def initiative_texts(ids: Collection[int] | None) -> Iterator[Text]:
    """Give initiatives with their summaries, people, extra fields, milestones and links; no amounts of money."""
    for piece in pieces(Initiative.objects.all(), ids):
        parts = _parts(piece)
        rows = Initiative.objects.filter(pk__in=piece).select_related("department", "sponsor", "lead").order_by("pk")
        for one in rows:
            people = (str(who or "") for who in (one.department, one.sponsor, one.lead))
            said = (one.summary, *people, one.external_key, *_extra(one.extra), *parts[one.pk])
            yield Text(one.pk, one.title, said, timezone.localdate(one.created_at))


def _parts(piece: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    shown = {"initiative__in": piece, "removed_at": None}
    for pk, title, result in (
        Milestone.objects.filter(**shown).order_by("pk").values_list("initiative_id", "title", "result")
    ):
        found[pk] += [title, result]
    for pk, label in Link.objects.filter(**shown).order_by("pk").values_list("initiative_id", "label"):
        found[pk].append(label)
    return found


def _extra(extra: Mapping[str, Any]) -> Iterator[str]:
    for name, value in sorted(extra.items()):
        if isinstance(value, list):
            yield f"{name}: {', '.join(map(str, value))}"
        elif value not in (None, "") and not isinstance(value, bool):
            yield f"{name}: {value}"


# no viewer: ids alone
def of_milestones(ids: Collection[int]) -> Iterator[int]:
    """Give the initiatives of these milestones."""
    yield from Milestone.objects.filter(pk__in=ids).values_list("initiative_id", flat=True)


# no viewer: ids alone
def of_links(ids: Collection[int]) -> Iterator[int]:
    """Give the initiatives of these links."""
    yield from Link.objects.filter(pk__in=ids).values_list("initiative_id", flat=True)
