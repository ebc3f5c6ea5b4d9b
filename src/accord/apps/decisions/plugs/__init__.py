"""What decisions offer: names, search, navigation, permissions, turn, notices, links, sections, the snapshot's rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accord.apps.decisions import reads, writes
from accord.apps.decisions.permissions import ACTIONS, GOAL, INITIATIVE, RAISE
from accord.apps.decisions.plugs import telling, turns
from accord.apps.decisions.reads.texts import decision_texts
from accord.apps.goals.sockets import Section as GoalSection
from accord.apps.goals.sockets import sections as goal_sections
from accord.apps.initiatives.sockets import Section, sections
from accord.apps.people.sockets import Keeper, keepers
from accord.apps.search.sockets import TextSource, making, texts
from accord.apps.ui.permissions import may
from accord.apps.ui.rules import Place, Ref, Viewer
from accord.apps.ui.sockets import (
    NavigationItem,
    SearchSource,
    Thing,
    actions,
    commands,
    navigation,
    search,
    things,
)

KIND = reads.KIND


def plug_in() -> None:
    """Plug in what decisions offer."""
    actions.plug(*ACTIONS)
    texts.plug(TextSource(KIND, _("Decisions"), 40, decision_texts))
    commands.plug(making(_("Ask for a decision"), "decisions:raise_decision", RAISE, order=23, words=_("new decision")))
    things.plug(Thing(KIND, _("Decision"), _titles))
    search.plug(SearchSource(KIND, _found))
    navigation.plug(
        NavigationItem(
            _("Decisions"), "decisions:decisions", "git-branch", 47, shown_to=_everyone, key="d", group=Place.PLAN
        )
    )
    keepers.plug(Keeper("decisions", _erase))
    sections.plug(Section("decisions", _("Decisions"), 35, render=_of_initiative))
    goal_sections.plug(GoalSection("decisions", _("Decisions"), 35, _of_goal))
    turns.plug_in()
    telling.plug_in()


def _everyone(viewer: Viewer) -> bool:
    return True


def _titles(viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    return reads.decision_titles(viewer=viewer, ids=ids)


def _found(viewer: Viewer, words: str, limit: int) -> list[tuple[str, str, str, str]]:
    rows = reads.decisions_found(viewer=viewer, words=words, limit=limit)
    return [(str(Ref(KIND, pk)), asked, reverse("decisions:decision", args=[pk]), who) for pk, asked, who in rows]


def _erase(person_id: int, by: Viewer | None, at: datetime) -> int:
    return writes.erase_words(person_id=person_id, by=by, at=at)


def _of_initiative(viewer: Viewer, initiative: Any, request: HttpRequest) -> tuple[str, Mapping[str, Any]] | None:
    return _section(viewer, Ref(INITIATIVE, initiative.pk))


def _of_goal(viewer: Viewer, goal: Any, request: HttpRequest) -> tuple[str, Mapping[str, Any]] | None:
    return _section(viewer, Ref(GOAL, goal.pk))


def _section(viewer: Viewer, ref: Ref) -> tuple[str, Mapping[str, Any]] | None:
    lines = reads.decisions_about(viewer=viewer, refs=[ref], as_of=timezone.localdate()).get(ref, [])
    if not lines and not may(viewer, RAISE):
        return None
    ask = f"{reverse('decisions:raise_decision')}?about={ref}"
    return "decisions/section.html", {"lines": lines, "ask_url": ask}
