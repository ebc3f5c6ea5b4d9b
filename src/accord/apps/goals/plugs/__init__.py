"""What goals offer to the apps below: names and addresses, search, navigation, permissions, whose turn it is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accord.apps.goals import reads
from accord.apps.goals.models import Measure
from accord.apps.goals.permissions import ACTIONS, ADD, visible_to
from accord.apps.goals.plugs import bulk, imports
from accord.apps.goals.reads.texts import goal_texts, of_measures
from accord.apps.search.sockets import TextSource, making, texts
from accord.apps.ui.rules import Place, Ref, Viewer
from accord.apps.ui.sockets import (
    NavigationItem,
    SearchSource,
    Thing,
    TurnItem,
    TurnSource,
    actions,
    commands,
    navigation,
    search,
    things,
    turn,
)

KIND = "goals.goal"


def plug_in() -> None:
    """Plug in the kinds of records, the rows of the permission table, search, navigation and turn."""
    actions.plug(*ACTIONS)
    texts.plug(TextSource(KIND, _("Goals"), 12, goal_texts, {"goals.measure": of_measures}))
    commands.plug(making(_("New goal"), "goals:add", ADD, order=21))
    things.plug(Thing(KIND, _("Goal"), _goals), Thing("goals.measure", _("Measure of a goal"), _measures))
    search.plug(SearchSource(KIND, _found))
    bulk.plug_in()
    imports.plug_in()
    turn.plug(TurnSource("goals.agree", 20, _to_agree), TurnSource("goals.review", 21, _to_review))
    navigation.plug(
        NavigationItem(_("Goals"), "goals:goals", "target", 30, shown_to=_everyone, key="g", group=Place.PLAN)
    )


def _everyone(viewer: Viewer) -> bool:
    return True


def _to_agree(viewer: Viewer, today: date) -> Sequence[TurnItem]:
    return reads.goals_to_agree(viewer=viewer, today=today)


def _to_review(viewer: Viewer, today: date) -> Sequence[TurnItem]:
    return reads.goals_to_review(viewer=viewer, today=today)


def _goals(viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    return reads.goal_titles(viewer=viewer, ids=ids)


def _measures(viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    seen = visible_to(viewer).order_by().values("pk")
    rows = Measure.objects.filter(pk__in=ids, goal__in=seen).order_by().values_list("pk", "name", "goal_id")
    return {pk: (f"“{name}”", reverse("goals:goal", args=[goal]) + "#measures") for pk, name, goal in rows}


def _found(viewer: Viewer, words: str, limit: int) -> list[tuple[str, str, str, str]]:
    wanted = Q()
    for word in words.split():
        wanted &= Q(title__icontains=word) | Q(why__icontains=word)
    rows = visible_to(viewer).filter(wanted).order_by("title", "pk").values_list("pk", "title", "why")[:limit]
    return [(str(Ref(KIND, pk)), title, reverse("goals:goal", args=[pk]), why[:160]) for pk, title, why in rows]
