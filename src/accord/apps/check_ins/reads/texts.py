"""Signed check-ins as they are found by their words."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from accord.apps.check_ins.models import CheckIn
from accord.apps.check_ins.rules import GOAL, INITIATIVE
from accord.apps.goals.models import Goal
from accord.apps.initiatives.models import Initiative
from accord.apps.search.sockets import Text, pieces


# no viewer: the index; whoever searches is asked for at the search
def check_in_texts(ids: Collection[int] | None) -> Iterator[Text]:
    """Give check-ins once they are signed; whoever may see one may see what it is about."""
    signed = CheckIn.objects.filter(signed_at__isnull=False)
    for piece in pieces(signed, ids):
        rows = list(signed.filter(pk__in=piece).select_related("series", "answerer").prefetch_related("corrections"))
        named = _about(rows)
        for one in sorted(rows, key=lambda row: row.pk):
            about = named.get((one.series.about_kind, one.series.about_id), "")
            corrections = (correction.text for correction in one.corrections.all())
            said = (one.progress, one.problem, one.chance, one.next_title, one.reply, *corrections)
            yield Text(one.pk, about, (*said, one.answerer.name), one.planned_on)


def _about(rows: list[CheckIn]) -> dict[tuple[str, int], str]:
    found: dict[tuple[str, int], str] = {}
    for kind, model in ((INITIATIVE, Initiative), (GOAL, Goal)):
        wanted = {one.series.about_id for one in rows if one.series.about_kind == kind}
        titles = model._default_manager.filter(pk__in=wanted).order_by().values_list("pk", "title")
        found |= {(kind, pk): title for pk, title in titles}
    return found


# no viewer: ids alone
def about_initiatives(ids: Collection[int]) -> Iterator[int]:
    """Give the signed check-ins about these initiatives."""
    yield from _signed_about(INITIATIVE, ids)


# no viewer: ids alone
def about_goals(ids: Collection[int]) -> Iterator[int]:
    """Give the signed check-ins about these goals."""
    yield from _signed_about(GOAL, ids)


def _signed_about(kind: str, ids: Collection[int]) -> Iterator[int]:
    about = CheckIn.objects.filter(series__about_kind=kind, series__about_id__in=ids, signed_at__isnull=False)
    yield from about.values_list("pk", flat=True)
