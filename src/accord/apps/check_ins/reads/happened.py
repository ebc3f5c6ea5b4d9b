"""What the trail and the records say happened to an initiative or a goal since a moment, as sentences with links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accord.apps.goals.models import Actual, Goal, Measure
from accord.apps.initiatives.models import GoalLink, Initiative, Milestone, Money
from accord.apps.initiatives.permissions import visible_to
from accord.apps.initiatives.rules import KIND_LABELS as MONEY_KINDS
from accord.apps.initiatives.rules import STAGE_LABELS, Stage
from accord.apps.trail.models import Detail, Entry
from accord.apps.trail.reads import VERSION
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.templatetags.formats import exact_day, money_words, number_words

MILESTONE, MONEY = "initiatives.milestone", "initiatives.money"
STOPPED = {Stage.CANCELLED, Stage.RETIRED}
MOST_ENTRIES = 500


@dataclass(frozen=True)
class Line:
    """One thing that happened or comes next: its group (progress, problem, next), a sentence, where to read on."""

    group: str
    sentence: str
    url: str


@dataclass(frozen=True)
class Happened:
    """What happened, and the figures that suggest a status."""

    lines: tuple[Line, ...] = ()
    good: int = 0
    late: int = 0
    days_late: int = 0
    moved: int = 0
    is_stopped: bool = False
    next_title: str = ""
    next_date: date | None = None


@dataclass(frozen=True)
class _Told:
    code: str
    subject_id: int
    details: tuple[Detail, ...]

    def change(self, field: str) -> Detail | None:
        return next((one for one in self.details if one.field == field), None)


def initiative_lines(viewer: Viewer, about: Ref, since: datetime, at: datetime) -> Happened:
    """Tell what happened to an initiative the viewer may see: milestones, stages, imports, money."""
    one = visible_to(viewer).filter(pk=about.id).first()
    if one is None:
        return Happened()
    milestones = {each.pk: each for each in Milestone.objects.filter(initiative=one, removed_at=None)}
    money = {each.pk: each for each in Money.objects.filter(initiative=one, removed_at=None)}
    told = _entries(
        Q(subject_kind=about.kind, subject_id=one.pk)
        | Q(subject_kind=MILESTONE, subject_id__in=list(milestones))
        | Q(subject_kind=MONEY, subject_id__in=list(money)),
        since, at,
    )  # fmt: skip
    today, place = timezone.localdate(at), reverse("initiatives:initiative", args=[one.pk])
    stages = [*_stages(told, one, place)]
    reached = [*_reached(told, milestones, place)]
    moved = [*_moved(told, milestones, place)]
    late = sorted(
        (each for each in milestones.values() if each.is_late(today)), key=lambda each: each.due_date or today
    )
    ahead = _ahead(milestones.values(), today)
    coming = [Line("next", _("Next milestone: %(title)s, by %(day)s.") % {"title": ahead.title, "day": exact_day(ahead.due_date)},
                   f"{place}#milestones")] if ahead and ahead.due_date else []  # fmt: skip
    lines = (
        *stages,
        *reached,
        *_late(late, place),
        *moved,
        *_imported(told, place),
        *_paid(told, money, place),
        *coming,
    )
    return Happened(
        lines=lines,
        good=len(reached) + sum(line.group == "progress" for line in stages),
        late=len(late),
        days_late=max(((today - each.due_date).days for each in late if each.due_date), default=0),
        moved=sum(line.group == "problem" for line in moved),
        is_stopped=any(line.group == "problem" for line in stages),
        next_title=ahead.title if ahead else "",
        next_date=ahead.due_date if ahead else None,
    )


def goal_lines(viewer: Viewer, about: Ref, since: datetime, at: datetime) -> Happened:
    """Tell what happened to a goal: its measures, and the stages of the initiatives that serve it."""
    goal = Goal.objects.filter(pk=about.id).first()
    if goal is None:
        return Happened()
    place = reverse("goals:goal", args=[goal.pk])
    measures = {one.pk: one for one in Measure.objects.filter(goal=goal)}
    told = _entries(
        Q(subject_kind="goals.measure", subject_id__in=list(measures), code="goals.actual.recorded"), since, at
    )
    ids = {one.subject_id for one in told}
    values = [*_measured([measures[pk] for pk in measures if pk in ids], place)]
    links = GoalLink.objects.filter(
        goal=goal, removed_at=None, initiative__in=visible_to(viewer).order_by().values("pk")
    )
    serving = {one.initiative_id: one.initiative for one in links.select_related("initiative")}
    moves = _entries(Q(subject_kind="initiatives.initiative", subject_id__in=list(serving)), since, at)
    stages = [
        line
        for pk, one in serving.items()
        for line in _stages(
            [each for each in moves if each.subject_id == pk],
            one,
            reverse("initiatives:initiative", args=[pk]),
            named=True,
        )
    ]
    today = timezone.localdate(at)
    dated = sorted((one for one in measures.values() if one.target_date and one.target_date >= today), key=_target)
    ahead = dated[0] if dated else None
    return Happened(
        lines=(*values, *stages),
        good=sum(line.group == "progress" for line in stages),
        next_title=_("%(measure)s reaches its target") % {"measure": ahead.name} if ahead else "",
        next_date=ahead.target_date if ahead else None,
    )


def _target(measure: Measure) -> tuple[date, int]:
    return measure.target_date or date.max, measure.pk


def _entries(about: Q, since: datetime, at: datetime) -> list[_Told]:
    """Read entries with their changes: two queries."""
    entries = list(Entry.objects.filter(about, at__gt=since, at__lte=at).order_by("pk")[:MOST_ENTRIES])
    details: dict[int, list[Detail]] = {}
    for detail in Detail.objects.filter(entry__in=[one.pk for one in entries], erased_at=None):
        details.setdefault(detail.entry_id, []).append(detail)
    return [_Told(one.code, one.subject_id, tuple(details.get(one.pk, ()))) for one in entries]


def _stages(told: Sequence[_Told], one: Initiative, place: str, *, named: bool = False) -> Iterator[Line]:
    if not any(each.code.startswith("initiatives.stage.") for each in told):
        return
    words = {"stage": _(STAGE_LABELS[one.stage]).lower(), "title": one.title}
    sentence = _("%(title)s is now %(stage)s.") % words if named else _("It is now %(stage)s.") % words
    yield Line("problem" if one.stage in STOPPED else "progress", sentence, f"{place}#stages")


def _reached(told: Sequence[_Told], milestones: dict[int, Milestone], place: str) -> Iterator[Line]:
    ids = dict.fromkeys(one.subject_id for one in told if one.code == "initiatives.milestone.finished")
    for pk in ids:
        one = milestones.get(pk)
        if one is not None and one.done_date is not None:
            words = {"title": one.title, "result": f": {one.result.rstrip(' .')}" if one.result else ""}
            yield Line("progress", _("Milestone reached: %(title)s%(result)s.") % words, f"{place}#milestones")


def _moved(told: Sequence[_Told], milestones: dict[int, Milestone], place: str) -> Iterator[Line]:
    """Say once for each milestone from where to where it moved in all."""
    first: dict[int, str] = {}
    for one in told:
        change = one.change("due_date") if one.code == "initiatives.milestone.edited" else None
        if change is not None and isinstance(change.old, str):
            first.setdefault(one.subject_id, change.old)
    for pk, old in first.items():
        now = milestones[pk]
        if now.due_date is None or now.done_date is not None or now.due_date.isoformat() == old:
            continue
        is_later = now.due_date.isoformat() > old
        words = {"title": now.title, "old": exact_day(date.fromisoformat(old)), "new": exact_day(now.due_date)}
        sentence = _("Milestone moved from %(old)s to %(new)s: %(title)s.") % words
        yield Line("problem" if is_later else "progress", sentence, f"{place}#milestones")


def _late(late: Sequence[Milestone], place: str) -> Iterator[Line]:
    for one in late:
        words = {"title": one.title, "day": exact_day(one.due_date) if one.due_date else ""}
        yield Line("problem", _("Milestone late since %(day)s: %(title)s.") % words, f"{place}#milestones")


def _imported(told: Sequence[_Told], place: str) -> Iterator[Line]:
    names = dict.fromkeys(
        change.field.removesuffix("_id").replace("_", " ")
        for one in told
        if one.code == "initiatives.initiative.imported_again"
        for change in one.details
        if change.field != VERSION
    )
    if names:
        yield Line("progress", _("An import changed: %(what)s.") % {"what": ", ".join(names)}, f"{place}#history")


def _paid(told: Sequence[_Told], money: dict[int, Money], place: str) -> Iterator[Line]:
    ids = dict.fromkeys(
        one.subject_id for one in told if one.code in {"initiatives.money.set", "initiatives.money.changed"}
    )
    for pk in list(ids)[-2:]:
        one = money[pk]
        words = {
            "kind": _(MONEY_KINDS[one.kind]).lower(), "flow": _("cost") if one.flow == "cost" else _("benefit"),
            "month": date_format(one.period, "F Y"), "amount": money_words(one.amount, one.currency),
        }  # fmt: skip
        yield Line("progress", _("Recorded for %(month)s: %(kind)s %(flow)s %(amount)s.") % words, f"{place}#money")


def _measured(measures: Sequence[Measure], place: str) -> Iterator[Line]:
    latest: dict[int, Actual] = {}
    for actual in Actual.objects.filter(measure__in=[one.pk for one in measures]).order_by("date"):
        latest[actual.measure_id] = actual
    for one in measures:
        if one.pk in latest:
            target = (
                "" if one.target_value is None else _(", target %(value)s") % {"value": number_words(one.target_value)}
            )
            words = {"name": one.name, "value": number_words(latest[one.pk].value), "unit": one.unit, "target": target}
            yield Line("progress", (_("%(name)s: %(value)s %(unit)s%(target)s.") % words).replace(" ,", ",").replace(" .", "."), f"{place}#measures")  # fmt: skip


def _ahead(milestones: Iterable[Milestone], today: date) -> Milestone | None:
    """Find the next milestone with a day, else the one that is late longest."""
    dated = [(one.due_date, one.pk, one) for one in milestones if one.done_date is None and one.due_date is not None]
    coming = [each for each in dated if each[0] >= today] or dated
    return min(coming, key=lambda each: each[:2])[2] if coming else None
