"""Names, topics for agendas, sections, navigation, whose turn it is; and gaps follow readings."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accord.apps.expectations.sockets import Revealed, RoundSection
from accord.apps.expectations.sockets import sections as round_sections
from accord.apps.gaps import reads, writes
from accord.apps.gaps.permissions import ACTIONS, SEE
from accord.apps.gaps.reads.texts import gap_texts
from accord.apps.gaps.tables import TABLES
from accord.apps.initiatives.sockets import Section, sections
from accord.apps.meetings.sockets import TopicCandidate, TopicEvidence, TopicSource, topics
from accord.apps.readings.sockets import MeasuredListener, Source, measured, sources
from accord.apps.search.sockets import TextSource, texts
from accord.apps.ui.permissions import may
from accord.apps.ui.rules import Place, Ref, Role, Viewer
from accord.apps.ui.sockets import (
    GoodNews,
    NavigationItem,
    NewsSource,
    Thing,
    TurnItem,
    TurnSource,
    actions,
    navigation,
    news,
    things,
    turn,
)

KIND, ABOUT = "gaps.gap", "initiatives.initiative"
OWNING_ROLES = {Role.DEPARTMENT_HEAD, Role.DELIVERY_LEAD}


def plug_in() -> None:
    """Plug in all but the notices."""
    actions.plug(*ACTIONS)
    texts.plug(TextSource(KIND, _("Out of step"), 15, gap_texts))
    measured.plug(MeasuredListener(KIND, _follow))
    topics.plug(TopicSource(KIND, _("Gap"), _candidates, _evidence))
    things.plug(Thing(KIND, _("Gap"), _titles))
    sections.plug(Section(KIND, _("Out of step"), 15, render=_section))
    round_sections.plug(RoundSection(KIND, _("Out of step"), 15, render=_of_round))
    sources.plug(*(Source(table, rows) for table, rows in TABLES.items()))
    turn.plug(TurnSource(KIND, 10, _turn, at_most=reads.AT_MOST))
    news.plug(NewsSource(KIND, _news))
    navigation.plug(
        NavigationItem(
            _("Out of step"), "gaps:out_of_step", "arrows-diff", 20, shown_to=_shown, key="o", group=Place.STANDING
        )
    )


def _shown(viewer: Viewer) -> bool:
    return may(viewer, SEE) or not OWNING_ROLES.isdisjoint(viewer.roles)


def _follow(measurement_id: int, by: Viewer | None, at: datetime) -> None:
    writes.follow(measurement_id=measurement_id, by=by, at=at)


def _section(viewer: Viewer, initiative: Any, request: HttpRequest) -> tuple[str, Mapping[str, Any]] | None:
    gaps = reads.gaps_about(viewer=viewer, initiative_id=initiative.pk, department_id=initiative.department_id)
    return ("gaps/section.html", {"gaps": gaps}) if gaps else None


def _of_round(viewer: Viewer, round_: Revealed, request: HttpRequest) -> tuple[str, Mapping[str, Any]] | None:
    """Show the gaps that a revealed round opened, under its answers."""
    if round_.about_kind != ABOUT or not round_.is_latest:
        return None
    gaps = reads.forecast_gaps(viewer=viewer, initiative_id=round_.about_id)
    return ("gaps/section.html", {"gaps": gaps}) if gaps else None


def _candidates(viewer: Viewer, meeting_id: int | None) -> Sequence[TopicCandidate]:
    return reads.candidates(viewer=viewer, meeting_id=meeting_id)


def _evidence(viewer: Viewer, refs: Collection[Ref]) -> Mapping[Ref, TopicEvidence]:
    return reads.topic_evidence(viewer=viewer, refs=refs)


def _titles(viewer: Viewer, ids: Collection[int]) -> Mapping[int, tuple[str, str]]:
    return reads.gap_titles(viewer=viewer, ids=ids)


def _turn(viewer: Viewer, today: date) -> Sequence[TurnItem]:
    return reads.turn_items(viewer=viewer, today=today)


def _news(viewer: Viewer, since: datetime) -> Sequence[GoodNews]:
    return reads.closed_lately(viewer=viewer, since=since)
