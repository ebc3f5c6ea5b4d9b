"""Everything the page of one initiative shows, with a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from accord.apps.initiatives.models import GoalLink, Initiative, Link, Milestone, Money, StageChange, outcome_of
from accord.apps.initiatives.permissions import (
    can_edit,
    can_set_money,
    heads_department,
    visible_to,
    why_not_agree_here,
)
from accord.apps.initiatives.reads.story import Story, story_of
from accord.apps.initiatives.rules import (
    AGREEING_SIDES,
    FLOW_LABELS,
    KIND_LABELS,
    MOVES,
    STAGE_LABELS,
    AgreeingSide,
    Outcome,
    Stage,
    backwards,
)
from accord.apps.initiatives.sockets import sections
from accord.apps.people.models import Person
from accord.apps.trail.models import Entry
from accord.apps.trail.reads import HistoryLine, lines
from accord.apps.ui.reads import titles
from accord.apps.ui.rules import NotFound, Ref, Viewer
from accord.apps.ui.templatetags.formats import exact_day

PAST = 50  # events shown
# values that only repeat who, when and what of the event itself
SAID = frozenset({
    "extra", "removed_at", "business_agreed_at", "business_agreed_by", "it_agreed_at", "it_agreed_by", "decided_at", "decided_by",
})  # fmt: skip


@dataclass(frozen=True)
class StageLine:
    """One step of the history; ``until`` is the day of the next dated step, ``is_backwards`` if that is earlier."""

    id: int
    stage: str
    label: str
    on: date | None
    asserted_on: date | None
    until: date | None
    source: str
    is_last: bool
    is_backwards: bool


@dataclass(frozen=True)
class SideLine:
    """What one side says to a goal link: agreed when and by whom, or whether the viewer may agree, or why not."""

    side: str
    agreed_at: datetime | None
    agreed_by: str
    can_agree: bool
    why_not: str


@dataclass(frozen=True)
class GoalServed:
    """One goal an initiative serves."""

    id: int
    goal_id: int
    title: str
    url: str
    sides: tuple[SideLine, ...]
    is_agreed: bool


@dataclass(frozen=True)
class MilestoneLine:
    """One milestone."""

    id: int
    title: str
    result: str
    due_date: date | None
    done_date: date | None
    proof_url: str
    is_late: bool
    version: int


@dataclass(frozen=True)
class MoneyLine:
    """One amount of one month."""

    id: int
    period: date
    kind: str
    kind_label: str
    flow: str
    flow_label: str
    amount: Decimal
    currency: str
    version: int


@dataclass(frozen=True)
class LinkLine:
    """One link."""

    id: int
    label: str
    url: str


@dataclass(frozen=True)
class InitiativePage:
    """One initiative with all that hangs on it and what the viewer may do."""

    initiative: Initiative
    stage_label: str
    stages: tuple[StageLine, ...]
    outcome: Outcome
    moves: tuple[Stage, ...]
    goals: tuple[GoalServed, ...]
    milestones: tuple[MilestoneLine, ...]
    money: tuple[MoneyLine, ...]
    links: tuple[LinkLine, ...]
    story: Story
    history: tuple[HistoryLine, ...]
    can_edit: bool
    can_set_money: bool

    @property
    def can_take_back(self) -> bool:
        """Tell whether there is an earlier stage to go back to."""
        return len(self.stages) > 1

    @property
    def standing(self) -> str:
        """Where it stands, as one sentence."""
        return _standing(self.initiative, self.stage_label, self.outcome)

    @property
    def extra(self) -> tuple[tuple[str, str], ...]:
        """The extra fields in words."""
        return tuple((name, _words(value)) for name, value in sorted(self.initiative.extra.items()))


def initiative_page(*, viewer: Viewer, initiative_id: int, as_of: date) -> InitiativePage:
    """Describe one initiative. Raises NotFound for one the viewer may not see."""
    found = visible_to(viewer).select_related("department__head", "sponsor", "lead").filter(pk=initiative_id).first()
    if found is None:
        raise NotFound(_("There is no such initiative, or it is not open to you."))
    heads = heads_department(viewer, found)
    changes = list(StageChange.objects.filter(initiative=found).order_by("pk"))
    links = list(Link.objects.filter(initiative=found).order_by("pk"))
    milestones = list(Milestone.objects.filter(initiative=found))
    money = list(Money.objects.filter(initiative=found))
    goals = list(_goals(found))
    refs = _refs(found, goals=goals, milestones=milestones, money=money, links=links)
    edits = heads or can_edit(viewer, found)
    return InitiativePage(
        initiative=found,
        stage_label=_(STAGE_LABELS[found.stage]),
        stages=_stages(changes),
        outcome=outcome_of(changes),
        moves=MOVES[Stage(found.stage)],
        goals=_served(viewer, [link for link in goals if link.removed_at is None], heads),
        milestones=tuple(_milestone(one, as_of) for one in milestones if one.removed_at is None),
        money=tuple(_money(one) for one in money if one.removed_at is None),
        links=tuple(LinkLine(one.pk, one.label, one.url) for one in links if one.removed_at is None),
        story=story_of(found.pk),
        history=_history(viewer, refs, PAST),
        can_edit=edits,
        can_set_money=heads or can_set_money(viewer, found),
    )


def initiative_history(*, viewer: Viewer, initiative_id: int, limit: int = PAST) -> list[HistoryLine]:
    """List what happened to an initiative and to all that hangs on it. Raises NotFound."""
    found = visible_to(viewer).filter(pk=initiative_id).first()
    if found is None:
        raise NotFound(_("There is no such initiative, or it is not open to you."))
    refs = _refs(
        found,
        goals=GoalLink.objects.filter(initiative=found),
        milestones=Milestone.objects.filter(initiative=found),
        money=Money.objects.filter(initiative=found),
        links=Link.objects.filter(initiative=found),
    )
    return list(_history(viewer, refs, limit))


def _standing(found: Initiative, label: str, outcome: Outcome) -> str:
    if found.stage == Stage.UNKNOWN:
        return _("Nobody has said yet where it stands.")
    if found.stage_date is None:
        return _("%(stage)s; since when is not known.") % {"stage": label}
    words = {"stage": label, "day": exact_day(found.stage_date), "days": outcome.days}
    if found.stage == Stage.LIVE and outcome.days is not None:
        return _("%(stage)s since %(day)s, %(days)s days after its start.") % words
    return _("%(stage)s since %(day)s.") % words


def _refs(found: Initiative, **parts: Iterable[Any]) -> list[Ref]:
    kinds = {"goals": "goal_link", "milestones": "milestone", "money": "money", "links": "link"}
    refs = [Ref("initiatives.initiative", found.pk)]
    refs += [Ref(f"initiatives.{kinds[name]}", one.pk) for name, rows in parts.items() for one in rows]
    for section in sections:
        refs += section.history(found.pk)
    return refs


def _history(viewer: Viewer, refs: Sequence[Ref], limit: int) -> tuple[HistoryLine, ...]:
    by_kind: dict[str, list[int]] = {}
    for ref in refs:
        by_kind.setdefault(ref.kind, []).append(ref.id)
    wanted = Q(pk__in=[])
    for kind, ids in by_kind.items():
        wanted |= Q(subject_kind=kind, subject_id__in=ids)
    told = lines(viewer=viewer, entries=Entry.objects.filter(wanted).order_by("-pk")[:limit])
    return tuple(replace(line, changes=tuple(c for c in line.changes if c.field not in SAID)) for line in told)


def _stages(changes: Sequence[StageChange]) -> tuple[StageLine, ...]:
    steps = [change.step for change in changes]
    later_than_next = {id(pair.earlier) for pair in backwards(steps)}
    return tuple(
        StageLine(
            id=change.pk,
            stage=change.stage,
            label=_(STAGE_LABELS[change.stage]),
            on=change.date,
            asserted_on=change.asserted_on,
            until=next((step.on for step in steps[place + 1 :] if step.on), None),
            source=change.source,
            is_last=place == len(changes) - 1,
            is_backwards=id(steps[place]) in later_than_next,
        )
        for place, change in enumerate(changes)
    )


def _goals(found: Initiative) -> Iterable[GoalLink]:
    return GoalLink.objects.filter(initiative=found).select_related(
        "goal", "initiative", "business_agreed_by", "it_agreed_by"
    )


def _served(viewer: Viewer, links: Sequence[GoalLink], heads: bool) -> tuple[GoalServed, ...]:
    named = titles(viewer=viewer, refs=[Ref("goals.goal", link.goal_id) for link in links])
    return tuple(_goal(viewer, link, heads, named.get(Ref("goals.goal", link.goal_id), ("", ""))[1]) for link in links)


def _goal(viewer: Viewer, link: GoalLink, heads: bool, url: str) -> GoalServed:
    return GoalServed(
        id=link.pk,
        goal_id=link.goal_id,
        title=link.goal.title,
        url=url,
        sides=tuple(_side(viewer, link, side, heads) for side in AGREEING_SIDES),
        is_agreed=link.is_agreed_by_both,
    )


def _side(viewer: Viewer, link: GoalLink, side: AgreeingSide, heads: bool) -> SideLine:
    is_business = side == AgreeingSide.BUSINESS
    by: Person | None = link.business_agreed_by if is_business else link.it_agreed_by
    reason = why_not_agree_here(viewer, link, side, heads=heads)
    return SideLine(
        side=side.value,
        agreed_at=link.business_agreed_at if is_business else link.it_agreed_at,
        agreed_by=by.name if by else "",
        can_agree=reason is None,
        why_not=_(reason.text) if reason else "",
    )


def _milestone(one: Milestone, as_of: date) -> MilestoneLine:
    return MilestoneLine(
        one.pk, one.title, one.result, one.due_date, one.done_date, one.proof_url, one.is_late(as_of), one.version
    )


def _money(one: Money) -> MoneyLine:
    return MoneyLine(
        id=one.pk,
        period=one.period,
        kind=one.kind,
        kind_label=_(KIND_LABELS[one.kind]),
        flow=one.flow,
        flow_label=_(FLOW_LABELS[one.flow]),
        amount=one.amount,
        currency=one.currency,
        version=one.version,
    )


def _words(value: Mapping[str, Any] | str | float | bool | None) -> str:
    if value is True:
        return _("Yes")
    return _("No") if value is False else str(value)
