"""What check-ins offer: names, search, navigation, whose turn, sections, queued work, notices and linked actions."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.check_ins import jobs, permissions, reads, writes
from accord.apps.check_ins.permissions import ACTIONS, SEE_ALL, SET_UP, can_set_up
from accord.apps.check_ins.plugs import telling
from accord.apps.check_ins.plugs.telling import ACKNOWLEDGE, SIGN
from accord.apps.check_ins.reads import KIND, SERIES_KIND
from accord.apps.check_ins.reads.strip import strip_of
from accord.apps.check_ins.reads.texts import about_goals, about_initiatives, check_in_texts
from accord.apps.check_ins.rules import GOAL, INITIATIVE
from accord.apps.goals.sockets import Section as GoalSection
from accord.apps.goals.sockets import sections as goal_sections
from accord.apps.initiatives.sockets import Section, sections
from accord.apps.jobs.sockets import Handler, Recurring, handlers, schedules
from accord.apps.people.sockets import Keeper, keepers
from accord.apps.search.sockets import TextSource, texts
from accord.apps.ui.permissions import may
from accord.apps.ui.rules import Place, Ref, Role, Viewer
from accord.apps.ui.sockets import (
    NavigationItem,
    SearchSource,
    Thing,
    TurnItem,
    TurnSource,
    actions,
    navigation,
    search,
    things,
    turn,
)

EVERY = timedelta(minutes=5)  # how long after its hour a check-in opens at most
WORKING_ROLES = {Role.DEPARTMENT_HEAD, Role.DELIVERY_LEAD}


def plug_in() -> None:
    """Plug in what check-ins offer."""
    actions.plug(*ACTIONS)
    about = {INITIATIVE: about_initiatives, GOAL: about_goals}
    texts.plug(TextSource(KIND, gettext_lazy("Check-ins"), 55, check_in_texts, about))
    things.plug(
        Thing(KIND, gettext_lazy("Check-in"), _check_ins),
        Thing(SERIES_KIND, gettext_lazy("Series of check-ins"), _series),
    )
    search.plug(SearchSource(KIND, _found))
    navigation.plug(
        NavigationItem(
            gettext_lazy("Check-ins"),
            "check_ins:check_ins",
            "list-check",
            46,
            shown_to=_shown,
            key="c",
            group=Place.TALK,
        )
    )
    turn.plug(
        TurnSource("check_ins.sign", 8, to_sign, hand_over),
        TurnSource("check_ins.acknowledge", 9, to_acknowledge, hand_over),
    )
    sections.plug(Section("check_ins", gettext_lazy("Check-ins"), 11, _of_initiative))
    goal_sections.plug(GoalSection("check_ins", gettext_lazy("Check-ins"), 25, _of_goal))
    handlers.plug(Handler(jobs.KIND, gettext_lazy("Check-ins"), jobs.run_rounds, seen_by=SET_UP.roles))
    schedules.plug(Recurring("check_ins.rounds", jobs.KIND, every=EVERY))
    keepers.plug(Keeper("check_ins", _erase))
    telling.plug_in()


def _shown(viewer: Viewer) -> bool:
    """Show the place to those who set check-ins up or read them; others find theirs under My turn."""
    return may(viewer, SEE_ALL) or not WORKING_ROLES.isdisjoint(viewer.roles)


def to_sign(viewer: Viewer, today: date) -> Sequence[TurnItem]:
    """Give the check-ins the viewer is to sign."""
    sentence = _("How does it stand with %(title)s?")
    return [
        TurnItem(
            ref=Ref(KIND, line.id),
            verb=_("Sign a check-in"),
            sentence=sentence % {"title": line.about_title},
            url=reverse("check_ins:signing", args=[line.id]),
            due=line.due_on,
            form_url=reverse("check_ins:sign_here", args=[line.id]),
            linked=SIGN,
            minutes=2.0,
        )
        for line in reads.to_sign(viewer=viewer, as_of=today)
        if line.about is not None
    ]


def to_acknowledge(viewer: Viewer, today: date) -> Sequence[TurnItem]:
    """Give the signed check-ins the viewer is to acknowledge; it takes one button."""
    sentence = _("%(title)s: %(status)s, says %(who)s")
    return [
        TurnItem(
            ref=Ref(KIND, line.id),
            verb=_("Acknowledge"),
            sentence=sentence % {"title": line.about_title, "status": line.status_label.lower(), "who": line.answerer},
            url=line.url,
            action_url=reverse("check_ins:acknowledgement", args=[line.id]),
            action_label=_("Acknowledge"),
            linked=ACKNOWLEDGE,
            minutes=0.5,
        )
        for line in reads.to_acknowledge(viewer=viewer, as_of=today)
        if line.about is not None
    ]


def hand_over(by: Viewer, ref: Ref, person_id: int, reason: str, at: datetime) -> None:
    """Give what waits for one's signature or acknowledgement to somebody else of the same side."""
    writes.hand_over(check_in=permissions.find(by, ref.id), person_id=person_id, reason=reason, by=by, at=at)


def _check_ins(viewer: Viewer, ids: Collection[int]) -> Mapping[int, tuple[str, str]]:
    return reads.check_in_titles(viewer=viewer, ids=ids)


def _series(viewer: Viewer, ids: Collection[int]) -> Mapping[int, tuple[str, str]]:
    return reads.series_titles(viewer=viewer, ids=ids)


def _found(viewer: Viewer, words: str, limit: int) -> list[tuple[str, str, str, str]]:
    rows = reads.check_ins_found(viewer=viewer, words=words, limit=limit)
    return [(str(Ref(KIND, pk)), title, url, said) for pk, title, url, said in rows]


def _of_initiative(viewer: Viewer, initiative: Any, request: HttpRequest) -> tuple[str, Mapping[str, Any]] | None:
    return _section(viewer, Ref(INITIATIVE, initiative.pk))


def _of_goal(viewer: Viewer, goal: Any, request: HttpRequest) -> tuple[str, Mapping[str, Any]] | None:
    return _section(viewer, Ref(GOAL, goal.pk))


def _section(viewer: Viewer, about: Ref) -> tuple[str, Mapping[str, Any]] | None:
    """Show the check-ins about a record; nothing to those who see none and set none up."""
    today = timezone.localdate()
    series = reads.series_about(viewer=viewer, about=about, as_of=today)
    may_start = can_set_up(viewer, about)
    if not series and not may_start:
        return None
    lines = reads.latest_about(viewer=viewer, about=about, as_of=today) if series else []
    return "check_ins/section.html", {
        "series": series, "latest": next((one for one in lines if one.is_signed), None),
        "strip": strip_of(lines) if lines else None, "may_start": may_start,
        "start_url": f"{reverse('check_ins:start_series')}?about={about}",
    }  # fmt: skip


def _erase(person_id: int, by: Viewer | None, at: datetime) -> int:
    return writes.erase_words(person_id=person_id, by=by, at=at)
