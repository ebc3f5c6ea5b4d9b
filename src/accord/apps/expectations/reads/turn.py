"""What expectations ask of a person now, and what went well lately."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.expectations.models import Asked, Comparison, Round
from accord.apps.expectations.permissions import revealed_to
from accord.apps.expectations.reads.subjects import subject_titles
from accord.apps.expectations.reads.words import distance_words, side_words
from accord.apps.expectations.rules.words import Perception, Question, State
from accord.apps.ui.rules import Ref, Role, Viewer
from accord.apps.ui.sockets import GoodNews, TurnItem

KIND = "expectations.round"
AT_MOST = 50
NEWS = 3
LARGE = 1.0  # sizes count in multiples of what counts as large


def to_answer(*, viewer: Viewer, today: date) -> list[TurnItem]:
    """List the rounds that wait for the viewer's own sealed answer, the earliest deadline first: three queries."""
    begins = timezone.make_aware(datetime.combine(today, time.min))
    rows = list(
        Asked.objects.filter(person=viewer.pk, answered_at=None, declined_at=None)
        .filter(round__state=State.OPEN, round__deadline_at__gte=begins)
        .select_related("round")
        .order_by("round__deadline_at", "pk")[:AT_MOST]
    )
    titles = subject_titles(rounds=[row.round for row in rows])
    return [
        TurnItem(
            ref=Ref(KIND, row.round_id),
            verb=_("Say what you expect"),
            sentence=_("%(title)s, on behalf of %(side)s") % {
                "title": titles[row.round_id], "side": side_words(row.side)
            },
            url=reverse("expectations:answer", args=[row.round_id]),
            due=timezone.localdate(row.round.deadline_at),
        )
        for row in rows
    ]  # fmt: skip


def in_trouble(*, viewer: Viewer, today: date) -> list[TurnItem]:
    """List the rounds that should be revealed and cannot: to whoever asked, and to administrators: three queries."""
    rows = Round.objects.filter(state=State.OPEN).exclude(trouble="")
    if Role.ADMINISTRATOR not in viewer.roles:
        rows = rows.filter(opened_by=viewer.pk)
    found = list(rows.order_by("deadline_at", "pk")[:AT_MOST])
    titles = subject_titles(rounds=found)
    return [
        TurnItem(
            ref=Ref(KIND, row.pk),
            verb=_("Help to reveal"),
            sentence=_("%(title)s is due, and its answers could not be opened") % {"title": titles[row.pk]},
            url=reverse("expectations:round", args=[row.pk]),
            due=timezone.localdate(row.deadline_at),
        )
        for row in found
    ]


def in_step_lately(*, viewer: Viewer, since: datetime) -> list[GoodNews]:
    """Tell where a reveal showed that the sides expect the same, and where a gap became smaller: four queries."""
    rows = list(
        revealed_to(viewer).filter(is_latest=True, revealed_at__gte=since).order_by("-revealed_at", "-pk")[:AT_MOST]
    )
    aligned = _aligned(rows)
    before = _before(rows)
    told = [row for row in rows if row.pk in aligned or _shrank(row, before.get(row.pk))][:NEWS]
    titles = subject_titles(rounds=told)
    return [
        GoodNews(
            _sentence(row, before.get(row.pk), titles[row.pk], is_aligned=row.pk in aligned),
            reverse("expectations:round", args=[row.pk]),
            row.revealed_at or since,
        )
        for row in told
    ]


def _aligned(rows: Sequence[Round]) -> set[int]:
    """Find the rounds in which every question that can be told is in step, and at least one can."""
    seen: dict[int, set[str]] = {}
    found = Comparison.objects.filter(round__in=[row.pk for row in rows]).order_by()
    for pk, perception in found.values_list("round_id", "perception"):
        seen.setdefault(pk, set()).add(perception)
    return {pk for pk, said in seen.items() if said - {Perception.UNKNOWN.value} == {Perception.ALIGNED.value}}


def _before(rows: Sequence[Round]) -> dict[int, Round]:
    """Map each round to the one revealed before it about the same."""
    about = Q(pk__in=[])
    for row in rows:
        about |= Q(about_kind=row.about_kind, about_id=row.about_id, number__lt=row.number)
    earlier = Round.objects.filter(about, state=State.REVEALED).order_by("number")
    last = {(one.about_kind, one.about_id): one for one in earlier}
    return {row.pk: last[row.about_kind, row.about_id] for row in rows if (row.about_kind, row.about_id) in last}


def _shrank(row: Round, before: Round | None) -> bool:
    """Tell whether what was out of step came closer."""
    if before is None or before.size is None or row.size is None:
        return False
    return before.size > LARGE and row.size < before.size


def _sentence(row: Round, before: Round | None, title: str, *, is_aligned: bool) -> str:
    if is_aligned and not _shrank(row, before):
        return _("Business and IT expect the same of “%(title)s”.") % {"title": title}
    was, now = (before.payoff_gap if before else None), row.payoff_gap
    if was is not None and now is not None and abs(now) < abs(was):
        distances = {
            "title": title,
            "was": distance_words(Question.PAYOFF, was, currency=row.currency),
            "now": distance_words(Question.PAYOFF, now, currency=row.currency),
        }
        return _("Business and IT have come closer about “%(title)s”: from %(was)s apart to %(now)s.") % distances
    return _("Business and IT have come closer about “%(title)s”.") % {"title": title}
