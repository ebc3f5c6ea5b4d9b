"""What expectations offer: names, search, navigation, whose turn, good news, queued work, and erasing a person's words."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.expectations import jobs, reads, writes
from accord.apps.expectations.jobs import MAIL_KIND, REMIND_KIND, REVEAL_KIND
from accord.apps.expectations.permissions import ACTIONS, ASK, SEE_ALL, can_record
from accord.apps.expectations.reads import texts as texts_of
from accord.apps.expectations.reads.picture import Strips
from accord.apps.expectations.reads.standing import standing
from accord.apps.expectations.reads.track import closed_costs, known_outcome, known_outcomes, track_record
from accord.apps.expectations.reads.turn import in_step_lately, in_trouble, to_answer
from accord.apps.expectations.rules.months import base_of
from accord.apps.expectations.rules.words import GOAL, INITIATIVE, STATE_LABELS
from accord.apps.goals.sockets import Section as GoalSection
from accord.apps.goals.sockets import sections as goal_sections
from accord.apps.initiatives.sockets import (
    KnownOutcome,
    OutcomeRecorder,
    Section,
    TrackRecord,
    recorders,
    sections,
    track_records,
)
from accord.apps.jobs import writes as queue
from accord.apps.jobs.sockets import Handler, Recurring, handlers, schedules
from accord.apps.people.sockets import Keeper, keepers
from accord.apps.search.sockets import TextSource, making, texts
from accord.apps.trail.sockets import Happened, Listener, listeners
from accord.apps.ui.permissions import may
from accord.apps.ui.rules import Place, Ref, Role, Viewer
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

ROUND, OUTCOME = "expectations.round", "expectations.outcome"
ASKING_ROLES = {Role.DEPARTMENT_HEAD, Role.DELIVERY_LEAD}
EVERY = timedelta(minutes=1)  # how late after its deadline a round is revealed at most
REMINDERS = timedelta(hours=1)


def plug_in() -> None:
    """Plug in what expectations offer."""
    actions.plug(*ACTIONS)
    about = {INITIATIVE: texts_of.about_initiatives, GOAL: texts_of.about_goals}
    texts.plug(TextSource(ROUND, gettext_lazy("Rounds of expectations"), 57, texts_of.round_texts, about))
    commands.plug(making(gettext_lazy("Ask for expectations"), "expectations:make_round", ASK, order=25))
    handlers.plug(
        Handler(REVEAL_KIND, gettext_lazy("Revealing"), jobs.run_reveal, seen_by=ASK.roles),
        Handler(REMIND_KIND, gettext_lazy("Reminding"), jobs.run_remind, seen_by=ASK.roles),
        Handler(MAIL_KIND, gettext_lazy("Sending mail about expectations"), jobs.run_mail, seen_by=ASK.roles),
    )
    schedules.plug(
        Recurring("expectations.reveal", REVEAL_KIND, every=EVERY),
        Recurring("expectations.remind", REMIND_KIND, every=REMINDERS),
    )
    listeners.plug(
        Listener(("expectations.answer.sealed", "expectations.answer.declined"), _look_whether_all_answered),
        Listener(("expectations.round.opened",), _mail_asking),
        Listener(("expectations.round.revealed",), _mail_revealed),
    )
    keepers.plug(Keeper("expectations", _erase))
    things.plug(
        Thing(ROUND, gettext_lazy("Round of expectations"), _round_titles),
        Thing(OUTCOME, gettext_lazy("Outcome"), _outcome_titles),
    )
    search.plug(SearchSource(ROUND, _found))
    navigation.plug(
        NavigationItem(
            gettext_lazy("Expectations"),
            "expectations:expectations",
            "scale",
            35,
            shown_to=_shown,
            key="e",
            group=Place.TALK,
        )
    )
    turn.plug(
        TurnSource("expectations.answer", 5, _to_answer),
        TurnSource("expectations.trouble", 6, _in_trouble),
    )
    news.plug(NewsSource("expectations.in_step", _in_step))
    sections.plug(Section("expectations", gettext_lazy("Expectations"), 12, _of_initiative))
    goal_sections.plug(GoalSection("expectations", gettext_lazy("Expectations"), 20, _of_goal))
    track_records.plug(TrackRecord(track_record))
    recorders.plug(OutcomeRecorder(_record, known_outcomes, closed_costs, _may_record))


def _shown(viewer: Viewer) -> bool:
    """Show the place to those who ask; whoever is only asked finds the question under My turn and in their mail."""
    return may(viewer, SEE_ALL) or not ASKING_ROLES.isdisjoint(viewer.roles)


def _of_initiative(viewer: Viewer, initiative: Any, request: HttpRequest) -> tuple[str, Mapping[str, Any]] | None:
    return _section(viewer, INITIATIVE, initiative.pk)


def _of_goal(viewer: Viewer, goal: Any, request: HttpRequest) -> tuple[str, Mapping[str, Any]] | None:
    return _section(viewer, GOAL, goal.pk)


def _record(*, initiative_id: int, question: str, by: Viewer, at: datetime, **what: Any) -> KnownOutcome:
    """Record what really happened to an initiative, as the owner's write does."""
    made = writes.record_outcome(about_kind=INITIATIVE, about_id=initiative_id, question=question, by=by, at=at, **what)
    return known_outcome(made)


def _may_record(*, viewer: Viewer, initiative_id: int) -> bool:
    return can_record(viewer, INITIATIVE, initiative_id)


def _section(viewer: Viewer, kind: str, number: int) -> tuple[str, Mapping[str, Any]] | None:
    today = timezone.localdate()
    found = standing(viewer=viewer, kind=kind, number=number, as_of=today)
    if found is None:
        return None
    strips = Strips.of(found.cells, base=base_of(today))
    return "expectations/section.html", {
        "standing": found, "strips": [(cell, strips.strip(cell)) for cell in found.cells],
    }  # fmt: skip


def _round_titles(viewer: Viewer, ids: Collection[int]) -> Mapping[int, tuple[str, str]]:
    return reads.round_titles(viewer=viewer, ids=ids)


def _outcome_titles(viewer: Viewer, ids: Collection[int]) -> Mapping[int, tuple[str, str]]:
    return reads.outcome_titles(viewer=viewer, ids=ids)


def _found(viewer: Viewer, words: str, limit: int) -> list[tuple[str, str, str, str]]:
    rows = reads.rounds_found(viewer=viewer, words=words, limit=limit)
    return [
        (str(Ref(ROUND, pk)), title, reverse("expectations:round", args=[pk]), _(STATE_LABELS[state]))
        for pk, title, state in rows
    ]


def _to_answer(viewer: Viewer, today: date) -> Sequence[TurnItem]:
    return to_answer(viewer=viewer, today=today)


def _in_trouble(viewer: Viewer, today: date) -> Sequence[TurnItem]:
    return in_trouble(viewer=viewer, today=today)


def _in_step(viewer: Viewer, since: datetime) -> Sequence[GoodNews]:
    return in_step_lately(viewer=viewer, since=since)


def _erase(person_id: int, by: Viewer | None, at: datetime) -> int:
    return writes.erase_answers(person_id=person_id, by=by, at=at)


def _look_whether_all_answered(happened: Sequence[Happened]) -> None:
    queue.start(kind=REVEAL_KIND, key=REVEAL_KIND, by=None, at=timezone.now())


def _mail_asking(happened: Sequence[Happened]) -> None:
    _mail(happened, "asking")


def _mail_revealed(happened: Sequence[Happened]) -> None:
    _mail(happened, "revealed")


def _mail(happened: Sequence[Happened], what: str) -> None:
    if not settings.ACCORD_MAIL:  # where nobody can be written to, nothing waits to be sent one day
        return
    for item in happened:
        queue.start(kind=MAIL_KIND, by=None, at=timezone.now(), arguments={"what": what, "round": item.subject.id})
