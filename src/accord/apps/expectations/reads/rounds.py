"""Rounds as anybody who may see them sees them: who is asked, who has answered, until when; never what was answered."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accord.apps.expectations import permissions
from accord.apps.expectations.models import Answer, Asked, Round
from accord.apps.expectations.permissions import visible_to
from accord.apps.expectations.reads.subjects import subject_titles, whole_portfolio
from accord.apps.expectations.rules.words import GOAL, INITIATIVE, PORTFOLIO, State
from accord.apps.goals.models import Goal
from accord.apps.initiatives.models import Initiative
from accord.apps.ui.rules import OFFICE, NotFound, Viewer


@dataclass(frozen=True)
class AskedLine:
    """One asked person: for which side, and whether they answered, declined or were reminded."""

    person_id: int
    person: str
    side: str
    answered_at: datetime | None
    declined_at: datetime | None
    reminded_at: datetime | None


@dataclass(frozen=True)
class RoundLine:
    """One round; the signed gaps (IT minus business) are there once it is revealed."""

    id: int
    about_kind: str
    about_id: int | None
    title: str
    number: int
    note: str
    currency: str
    base_date: date
    state: str
    opened_at: datetime
    opened_by: str
    deadline_at: datetime
    revealed_at: datetime | None
    cause: str
    trouble: str
    is_latest: bool
    payoff_gap: float | None
    benefit_gap_share: float | None
    cost_gap_share: float | None
    asked: tuple[AskedLine, ...]
    version: int


@dataclass(frozen=True)
class OwnReceipt:
    """One's own receipt; ``wording`` is what it stands for, from the reveal on, and blank before."""

    side: str
    digest: str
    answered_at: datetime | None
    wording: str
    is_unreadable: bool


def round_slice(
    *, viewer: Viewer, offset: int, limit: int, state: str = "", about_kind: str = "", about_id: int | None = None,
    waiting_for_me: bool = False,
) -> tuple[list[RoundLine], int]:  # fmt: skip
    """List some of the rounds the viewer may see, newest first, and how many there are: five queries."""
    found = visible_to(viewer)
    for name, value in (("state", state), ("about_kind", about_kind), ("about_id", about_id)):
        if value:
            found = found.filter(**{name: value})
    if waiting_for_me:
        found = found.filter(pk__in=_waiting_for(viewer).values("round_id"), state=State.OPEN)
    rows = found.select_related("opened_by").order_by("-opened_at", "-pk")[offset : offset + limit]
    return _lines(viewer, list(rows)), found.order_by().count()


def round_line(*, viewer: Viewer, round_id: int) -> RoundLine:
    """Describe one round. Raises NotFound for one the viewer may not see."""
    return _lines(viewer, [permissions.find(viewer, round_id)])[0]


def round_titles(*, viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Map the rounds the viewer may see to (title of the subject, address): at most three queries."""
    rows = list(visible_to(viewer).filter(pk__in=ids).order_by())
    return {pk: (title, reverse("expectations:round", args=[pk])) for pk, title in subject_titles(rounds=rows).items()}


def rounds_found(*, viewer: Viewer, words: str, limit: int) -> list[tuple[int, str, str]]:
    """Find rounds by the words of their subject's title, as (id, title, state); nothing else of a round is searched."""
    title = Q()
    for word in words.split():
        title &= Q(title__icontains=word)
    about = Q(about_kind=INITIATIVE, about_id__in=Initiative.objects.filter(title).order_by().values("pk"))
    about |= Q(about_kind=GOAL, about_id__in=Goal.objects.filter(title).order_by().values("pk"))
    if all(word.lower() in whole_portfolio().lower() for word in words.split()):
        about |= Q(about_kind=PORTFOLIO)
    rows = list(visible_to(viewer).filter(about).order_by("-opened_at", "-pk")[:limit])
    names = subject_titles(rounds=rows)
    return [(row.pk, names[row.pk], row.state) for row in rows]


def own_place(*, viewer: Viewer, round_id: int) -> Asked:
    """Find the viewer's own place in a round. Raises NotFound for a round out of sight, or in which they are not asked."""
    found = permissions.find(viewer, round_id)
    asked = Asked.objects.select_related("round", "person").filter(round=found, person=viewer.pk).first()
    if asked is None:
        raise NotFound(_("You are not asked in this round."))
    return asked


def own_receipt(*, viewer: Viewer, round_id: int) -> OwnReceipt:
    """Show the viewer's own receipt. Raises NotFound where they are not asked or have not answered."""
    asked = own_place(viewer=viewer, round_id=round_id)
    answer = Answer.objects.filter(asked=asked).first()
    if answer is None:
        raise NotFound(_("There is no answer of yours in this round."))
    return OwnReceipt(asked.side, answer.receipt, asked.answered_at, answer.wording, answer.is_unreadable)


def _waiting_for(viewer: Viewer) -> QuerySet[Asked]:
    return Asked.objects.filter(person=viewer.pk, answered_at=None, declined_at=None).order_by()


def _lines(viewer: Viewer, rows: Sequence[Round]) -> list[RoundLine]:
    sees_trouble = not OFFICE.isdisjoint(
        viewer.roles
    )  # what kept a reveal from being done is for those who can mend it
    asked: dict[int, list[AskedLine]] = {row.pk: [] for row in rows}
    for one in Asked.objects.filter(round__in=asked).select_related("person").order_by("side", "person__name", "pk"):
        asked[one.round_id].append(
            AskedLine(
                one.person_id, one.person.name, one.side, one.answered_at, one.declined_at, one.reminded_at
            )
        )  # fmt: skip
    names = subject_titles(rounds=rows)
    return [_line(row, names[row.pk], tuple(asked[row.pk]), row.trouble if sees_trouble else "") for row in rows]


def _line(row: Round, title: str, asked: tuple[AskedLine, ...], trouble: str) -> RoundLine:
    return RoundLine(
        id=row.pk,
        about_kind=row.about_kind,
        about_id=row.about_id or None,
        title=title,
        number=row.number,
        note=row.note,
        currency=row.currency,
        base_date=row.base_date,
        state=row.state,
        opened_at=row.opened_at,
        opened_by=row.opened_by.name if row.opened_by else "",
        deadline_at=row.deadline_at,
        revealed_at=row.revealed_at,
        cause=row.cause,
        trouble=trouble,
        is_latest=row.is_latest,
        payoff_gap=row.payoff_gap,
        benefit_gap_share=row.benefit_gap,
        cost_gap_share=row.cost_gap,
        asked=asked,
        version=row.version,
    )
