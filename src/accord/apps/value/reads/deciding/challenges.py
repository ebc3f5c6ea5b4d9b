"""Challenges to benefits: the list, one of them with its history, what waits for whom, what can be challenged."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, Q, QuerySet, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.initiatives.models import Initiative
from accord.apps.initiatives.rules import Flow
from accord.apps.people.models import Department
from accord.apps.trail import reads as trail
from accord.apps.trail.reads import HistoryLine
from accord.apps.ui.lists import Filter, ListPage, ListQuery, ListSpec
from accord.apps.ui.rules import NotFound, Ref, Viewer
from accord.apps.value import permissions
from accord.apps.value.models import CaseVersion, Challenge, Claim, Line
from accord.apps.value.rules import CaseState, Verdict
from accord.apps.value.rules.deciding import why_not_answer, why_not_judge
from accord.apps.value.rules.words import VERDICT_LABELS

KIND = "value.challenge"
MOST = 200
PIECE = 1_000
STATES = {
    "open": gettext_lazy("Waits for an answer"),
    "answered": gettext_lazy("Waits for a decision"),
    **{code: gettext_lazy(words) for code, words in VERDICT_LABELS.items()},
    "withdrawn": gettext_lazy("Withdrawn"),
}


@dataclass(frozen=True)
class ChallengeLine:
    """A doubt about a benefit, and how far it has come."""

    id: int
    initiative_id: int
    initiative: str
    title: str
    line_key: str
    claim_id: int | None
    question: str
    asked_by_id: int
    asked_by: str
    asked_at: datetime
    answer_by: date | None
    answerer_id: int | None
    answerer: str
    answer: str
    answered_at: datetime | None
    answered_by: str
    state: str
    reason: str
    decided_by: str
    decided_at: datetime | None
    is_late: bool
    version: int

    @property
    def url(self) -> str:
        """Where it is shown."""
        return reverse("value:challenge", args=[self.id])

    @property
    def state_label(self) -> str:
        """The state in words."""
        return str(STATES[self.state])

    @property
    def is_open(self) -> bool:
        """Tell whether it is neither decided nor withdrawn."""
        return self.state in {"open", "answered"}


@dataclass(frozen=True)
class ChallengePage:
    """One challenge with its history and what the viewer may do."""

    line: ChallengeLine
    history: tuple[HistoryLine, ...]
    can_answer: bool
    can_hand_over: bool
    can_decide: bool
    can_withdraw: bool


@dataclass(frozen=True)
class Doubtful:
    """Something that can be challenged: a benefit of the case or a claim, as a form names it (``line:…``, ``claim:…``)."""

    code: str
    title: str


def challenge_page(*, viewer: Viewer, challenge_id: int, as_of: date) -> ChallengePage:
    """Describe one challenge. Raises NotFound for one the viewer may not see."""
    one, initiative = found(viewer=viewer, challenge_id=challenge_id)
    is_gone = one.withdrawn_at is not None
    is_answered = one.answered_at is not None
    to_answer = why_not_answer(one.verdict, is_withdrawn=is_gone, is_answered=is_answered) is None
    to_judge = why_not_judge(
        one.verdict, is_withdrawn=is_gone, is_answered=is_answered, answer_by=one.answer_by_date, today=as_of
    )
    others = viewer.pk not in {one.asked_by_id, one.answered_by_id or one.answerer_id}
    return ChallengePage(
        line=_line(one, as_of),
        history=tuple(trail.history(viewer=viewer, subject=Ref(KIND, one.pk))),
        can_answer=to_answer and viewer.pk == one.answerer_id,
        can_hand_over=to_answer
        and (viewer.pk in {one.asked_by_id, one.answerer_id} or permissions.can_judge(viewer, initiative)),
        can_decide=to_judge is None and others and permissions.can_judge(viewer, initiative),
        can_withdraw=not is_gone and not one.verdict and viewer.pk == one.asked_by_id,
    )


def found(*, viewer: Viewer, challenge_id: int) -> tuple[Challenge, Initiative]:
    """Get a challenge with its initiative. Raises NotFound for one the viewer may not see."""
    one = _whole(Challenge.objects.filter(pk=challenge_id)).first()
    if one is None:
        raise NotFound(_("There is no such record, or it is not open to you."))
    return one, permissions.find(viewer, one.initiative_id)


def challenges_spec(*, viewer: Viewer, as_of: date) -> ListSpec:
    """Say how the list of challenges can be narrowed, searched and sorted: one query."""
    seen = permissions.visible_to(viewer).order_by()
    units = Department.objects.filter(pk__in=seen.values("department")).order_by("name", "pk")
    return ListSpec(
        filters=(
            Filter("state", gettext_lazy("State"), list(STATES.items()), where=_states),
            Filter("part", gettext_lazy("Part"), [
                ("mine", gettext_lazy("I am asked to answer")),
                ("asked", gettext_lazy("I asked")),
            ], where=lambda values: _parts(viewer, values)),
            Filter("when", gettext_lazy("When"), [("late", gettext_lazy("answer is late"))],
                   where=lambda values: _open() & Q(answered_at=None, answer_by_date__lt=as_of)),
            Filter("department", gettext_lazy("Department"), [
                (str(pk), name) for pk, name in units.values_list("pk", "name")
            ], lookup="initiative__department"),
            Filter("initiative", gettext_lazy("Initiative"), [
                (str(pk), title) for pk, title in Initiative.objects.filter(pk__in=_seen(viewer).values("initiative"))
                .order_by("title", "pk").values_list("pk", "title")
            ]),
        ),
        search=("title", "question", "answer", "initiative__title"),
        sorts={
            "standing": ("place", "answer_by_date", "-asked_at"),
            "benefit": ("title",),
            "initiative": ("initiative__title",),
            "asked": ("asked_at",),
            "by": ("answer_by_date",),
        },
        default_sort="standing",
    )  # fmt: skip


def challenge_lines(*, viewer: Viewer, query: ListQuery, as_of: date) -> ListPage[ChallengeLine]:
    """List one page of the challenges the viewer may see: two queries."""
    page = query.page(_whole(_seen(viewer)))
    return query.page_with([_line(one, as_of) for one in page.rows], page)


def challenge_slice(
    *, viewer: Viewer, query: ListQuery, offset: int, limit: int, as_of: date
) -> tuple[list[ChallengeLine], int]:
    """List some of the challenges of a query, and how many there are in all: two queries."""
    rows = query.narrow(_whole(_seen(viewer)))
    return [_line(one, as_of) for one in query.order(rows)[offset : offset + limit]], rows.count()


def all_challenge_lines(*, viewer: Viewer, query: ListQuery, as_of: date) -> Iterator[ChallengeLine]:
    """List every challenge of a query, for a file."""
    for one in query.order(query.narrow(_whole(_seen(viewer)))).iterator(PIECE):
        yield _line(one, as_of)


def challenges_of(*, viewer: Viewer, initiative_id: int, as_of: date) -> list[ChallengeLine]:
    """List the challenges to the benefits of one initiative, undecided first. Raises NotFound."""
    permissions.find(viewer, initiative_id)
    rows = _whole(Challenge.objects.filter(initiative=initiative_id, withdrawn_at=None))
    lines = [_line(one, as_of) for one in rows.order_by("-asked_at", "pk")]
    return sorted(lines, key=lambda one: list(STATES).index(one.state))


def open_challenges(*, viewer: Viewer, as_of: date) -> Sequence[ChallengeLine]:
    """List undecided challenges the viewer may see, the longest waiting first: one query."""
    return [_line(one, as_of) for one in _whole(_seen(viewer)).filter(_open()).order_by("asked_at", "pk")[:MOST]]


def mine_to_answer(*, viewer: Viewer, as_of: date) -> Sequence[ChallengeLine]:
    """List what the viewer is asked to answer, by its day: one query."""
    rows = _whole(Challenge.objects.filter(_open(), answerer=viewer.pk, answered_at=None))
    return [_line(one, as_of) for one in rows.order_by("answer_by_date", "pk")[:MOST]]


def mine_to_judge(*, viewer: Viewer, as_of: date) -> Sequence[ChallengeLine]:
    """List what the viewer may decide now: of initiatives they sponsor, or all for heads of finance (two queries).

    The CIO and the programme office can decide, too, but are not waited for.
    """
    rows = _whole(Challenge.objects.filter(_open()).filter(Q(answered_at__isnull=False) | Q(answer_by_date__lt=as_of)))
    if not permissions.heads_finance(viewer):
        rows = rows.filter(initiative__sponsor=viewer.pk)
    rows = rows.exclude(asked_by=viewer.pk).exclude(answered_by=viewer.pk)
    rows = rows.exclude(answered_by=None, answerer=viewer.pk)
    return [_line(one, as_of) for one in rows.order_by("asked_at", "pk")[:MOST]]


def challenges_by_id(*, viewer: Viewer, ids: Collection[int], as_of: date) -> dict[int, ChallengeLine]:
    """Map the ids the viewer may see to their lines: one query."""
    return {one.pk: _line(one, as_of) for one in _whole(_seen(viewer)).filter(pk__in=ids)}


def challenge_titles(*, viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Map the ids the viewer may see to (title, address): one query."""
    rows = _seen(viewer).filter(pk__in=ids).order_by().values_list("pk", "title")
    return {pk: (title, reverse("value:challenge", args=[pk])) for pk, title in rows}


def doubtful(*, viewer: Viewer, initiative_id: int) -> list[Doubtful]:
    """List what can be challenged of an initiative: benefits of its signed, else newest, version, and claims. Raises NotFound."""
    permissions.find(viewer, initiative_id)
    versions = CaseVersion.objects.filter(case__initiative=initiative_id).order_by("-number")
    version = versions.filter(state=CaseState.SIGNED).first() or versions.first()
    lines = Line.objects.filter(of=version, flow=Flow.BENEFIT).order_by("position", "pk") if version else []
    claims = Claim.objects.filter(initiative=initiative_id, removed_at=None).select_related("series").order_by("pk")
    return [
        *(Doubtful(f"line:{one.key}", one.title) for one in lines),
        *(Doubtful(f"claim:{one.pk}", _("%(what)s (a claim)") % {"what": one.series.title}) for one in claims),
    ]


def challengeable(*, viewer: Viewer, words: str = "", limit: int = 100) -> list[tuple[int, str]]:
    """List initiatives with a case whose benefits the viewer may challenge, by title: one query."""
    rows = permissions.visible_to(viewer).filter(case__versions__lines__flow=Flow.BENEFIT)
    for word in words.split():
        rows = rows.filter(title__icontains=word)
    return list(rows.order_by("title", "pk").distinct().values_list("pk", "title")[:limit])


def _seen(viewer: Viewer) -> QuerySet[Challenge]:
    return Challenge.objects.filter(initiative__in=permissions.visible_to(viewer).order_by().values("pk"))


def _whole(rows: QuerySet[Challenge]) -> QuerySet[Challenge]:
    """Load what a line shows; ``place``: unanswered first, then to be decided, decided, withdrawn."""
    place = Case(
        When(withdrawn_at__isnull=False, then=3),
        When(~Q(verdict=""), then=2),
        When(answered_at=None, then=0),
        default=1,
    )
    return rows.select_related("initiative", "asked_by", "answerer", "answered_by", "decided_by").annotate(place=place)


def _line(one: Challenge, as_of: date) -> ChallengeLine:
    is_waiting = not one.verdict and one.withdrawn_at is None and one.answered_at is None
    return ChallengeLine(
        id=one.pk,
        initiative_id=one.initiative_id,
        initiative=one.initiative.title,
        title=one.title,
        line_key=one.line_key,
        claim_id=one.claim_id,
        question=one.question,
        asked_by_id=one.asked_by_id,
        asked_by=one.asked_by.name,
        asked_at=one.asked_at,
        answer_by=one.answer_by_date,
        answerer_id=one.answerer_id,
        answerer=one.answerer.name if one.answerer else "",
        answer=one.answer,
        answered_at=one.answered_at,
        answered_by=one.answered_by.name if one.answered_by else "",
        state=_state(one),
        reason=one.reason,
        decided_by=one.decided_by.name if one.decided_by else "",
        decided_at=one.decided_at,
        is_late=is_waiting and one.answer_by_date is not None and one.answer_by_date < as_of,
        version=one.version,
    )


def _state(one: Challenge) -> str:
    if one.withdrawn_at is not None:
        return "withdrawn"
    return one.verdict or ("answered" if one.answered_at else "open")


def _open() -> Q:
    return Q(verdict="", withdrawn_at=None)


def _states(values: Sequence[str]) -> Q:
    wanted: dict[str, Any] = {
        "open": _open() & Q(answered_at=None),
        "answered": _open() & Q(answered_at__isnull=False),
        "withdrawn": Q(withdrawn_at__isnull=False),
        **{code: Q(verdict=code, withdrawn_at=None) for code in Verdict},
    }
    found = Q(pk__in=[])
    for value in values:
        found |= wanted[value]
    return found


def _parts(viewer: Viewer, values: Sequence[str]) -> Q:
    found = Q(pk__in=[])
    if "mine" in values:
        found |= Q(answerer=viewer.pk)
    if "asked" in values:
        found |= Q(asked_by=viewer.pk)
    return found
