"""What initiatives offer to the apps below: names and addresses, search, navigation, permissions, import."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.goals.sockets import Section as GoalSection
from accord.apps.goals.sockets import sections as goal_sections
from accord.apps.initiatives import reads
from accord.apps.initiatives.models import GoalLink, Link, Milestone, Money, Statement
from accord.apps.initiatives.permissions import ACTIONS, ADD, visible_to
from accord.apps.initiatives.plugs import bulk, portfolio, portfolio_statements
from accord.apps.initiatives.reads.texts import initiative_texts, of_links, of_milestones
from accord.apps.initiatives.rules import FLOW_LABELS, KIND_LABELS
from accord.apps.search.sockets import TextSource, making, texts
from accord.apps.ui.rules import Place, Ref, Viewer
from accord.apps.ui.sockets import (
    GoodNews,
    NavigationItem,
    NewsSource,
    SearchSource,
    Thing,
    TurnItem,
    TurnSource,
    actions,
    commands,
    navigation,
    news,
    search,
    things,
    turn,
)
from accord.apps.ui.templatetags.formats import exact_day

KIND = "initiatives.initiative"
Named = dict[int, tuple[str, str]]


def plug_in() -> None:
    """Plug in the kinds of records, the rows of the permission table, search, navigation, import, turn and goal pages."""
    actions.plug(*ACTIONS)
    parts = {"initiatives.milestone": of_milestones, "initiatives.link": of_links}
    texts.plug(TextSource(KIND, gettext_lazy("Initiatives"), 10, initiative_texts, parts))
    commands.plug(making(gettext_lazy("New initiative"), "initiatives:add_initiative", ADD, order=20))
    things.plug(
        Thing(KIND, gettext_lazy("Initiative"), _initiatives),
        Thing("initiatives.milestone", gettext_lazy("Milestone"), _milestones),
        Thing("initiatives.goal_link", gettext_lazy("Goal served"), _goal_links),
        Thing("initiatives.money", gettext_lazy("Amount"), _money),
        Thing("initiatives.link", gettext_lazy("Link"), _links),
        Thing("initiatives.statement", gettext_lazy("What a source said"), _statements),
    )
    search.plug(SearchSource(KIND, _found))
    portfolio.plug_in()
    bulk.plug_in()
    portfolio_statements.plug_in()
    turn.plug(TurnSource(KIND, 30, _turn, at_most=reads.MOST))
    news.plug(NewsSource(KIND, _news))
    goal_sections.plug(GoalSection("initiatives", gettext_lazy("Initiatives that serve it"), 30, _serving))
    navigation.plug(
        NavigationItem(
            gettext_lazy("Initiatives"),
            "initiatives:initiatives",
            "rocket",
            40,
            shown_to=_everyone,
            key="i",
            group=Place.PLAN,
        )
    )


def _everyone(viewer: Viewer) -> bool:
    return True


def _turn(viewer: Viewer, today: date) -> list[TurnItem]:
    return reads.turn_items(viewer=viewer, today=today)


def _news(viewer: Viewer, since: datetime) -> list[GoodNews]:
    return reads.good_news(viewer=viewer, since=since)


def _serving(viewer: Viewer, goal: Any, request: HttpRequest) -> tuple[str, dict[str, Any]]:
    return "initiatives/serving.html", {"lines": reads.serving_lines(viewer=viewer, goal_id=goal.pk)}


def _initiatives(viewer: Viewer, ids: Collection[int]) -> Named:
    return reads.initiative_titles(viewer=viewer, ids=ids)


def _parts(
    viewer: Viewer, model: Any, ids: Collection[int], place: str, fields: tuple[str, ...], said: Callable[..., str]
) -> Named:
    seen = visible_to(viewer).order_by().values("pk")
    rows = model._default_manager.filter(pk__in=ids, initiative__in=seen).order_by()
    return {
        pk: (said(*values), reverse("initiatives:initiative", args=[initiative_id]) + f"#{place}")
        for pk, initiative_id, *values in rows.values_list("pk", "initiative_id", *fields)
    }


def _milestones(viewer: Viewer, ids: Collection[int]) -> Named:
    def said(title: str, initiative: str) -> str:
        return _("“%(title)s” of %(initiative)s") % {"title": title, "initiative": initiative}

    return _parts(viewer, Milestone, ids, "milestones", ("title", "initiative__title"), said)


def _goal_links(viewer: Viewer, ids: Collection[int]) -> Named:
    def said(initiative: str, goal: str) -> str:
        return _("%(initiative)s serves “%(goal)s”") % {"initiative": initiative, "goal": goal}

    return _parts(viewer, GoalLink, ids, "goals", ("initiative__title", "goal__title"), said)


def _money(viewer: Viewer, ids: Collection[int]) -> Named:
    def said(initiative: str, period: Any, kind: str, flow: str) -> str:
        words = {"kind": _(KIND_LABELS[kind]).lower(), "flow": _(FLOW_LABELS[flow]).lower(),
                 "month": f"{period:%Y-%m}", "initiative": initiative}  # fmt: skip
        return _("%(kind)s %(flow)s of %(initiative)s in %(month)s") % words

    return _parts(viewer, Money, ids, "money", ("initiative__title", "period", "kind", "flow"), said)


def _links(viewer: Viewer, ids: Collection[int]) -> Named:
    def said(label: str, initiative: str) -> str:
        return _("“%(title)s” of %(initiative)s") % {"title": label, "initiative": initiative}

    return _parts(viewer, Link, ids, "links", ("label", "initiative__title"), said)


def _statements(viewer: Viewer, ids: Collection[int]) -> Named:
    def said(initiative: str, as_of: date) -> str:
        return _("%(initiative)s, as said on %(day)s") % {"initiative": initiative, "day": exact_day(as_of)}

    return _parts(viewer, Statement, ids, "said", ("initiative__title", "as_of"), said)


def _found(viewer: Viewer, words: str, limit: int) -> list[tuple[str, str, str, str]]:
    wanted = Q()
    for word in words.split():
        wanted &= Q(title__icontains=word) | Q(summary__icontains=word)
    rows = visible_to(viewer).filter(wanted).order_by("title", "pk").values_list("pk", "title", "summary")[:limit]
    return [
        (str(Ref(KIND, pk)), title, reverse("initiatives:initiative", args=[pk]), summary[:160])
        for pk, title, summary in rows
    ]
